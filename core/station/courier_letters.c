/*
 * What the courier is answered: which branches are ours and whose others it is
 * to look at, which of our letters the host lacks, and what became of one that
 * it brought. That one is judged as if it had come by stick.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/partner/partner.h"
#include "letter/letter.h"
#include "station/acts.h"
#include "station/courier_link_internal.h"
#include "station/env.h"
#include "station/letters_desk.h"
#include "store/reader.h"

enum {
	ANSWER_LETTERS = 480 * 1024, /* bytes of one answer */
	HOLES = 200, /* missing letters that are listened to at once */
	BRANCH = 64
};

/* ---- the exchange ---- */

/* The same host and folder, whatever is pinned there. */
static bool
is_same_exchange(const char *a, const char *b)
{
	size_t len = strcspn(a, "#");

	return strcspn(b, "#") == len && memcmp(a, b, len) == 0;
}

/* ---- the plan ---- */

static void
plan_put_own(json_t *own, const struct station *st, bool drill)
{
	int64_t vol = desk_volume(st->letters->desk, "", drill).vol;
	char name[BRANCH];

	/* and the next one: a machine that was lost may have begun it */
	for (int64_t v = vol > COURIER_VOLUMES ? vol - COURIER_VOLUMES + 1 : 1;
		v <= vol + 1; v++) {
		fixed_format(name, sizeof(name), "%s/%s/%lld",
			drill ? "drill" : "station", st->office.card.id,
			(long long)v);
		json_array_append_new(own, json_string(name));
	}
}

/* How far a volume of theirs was taken. */
static json_t *
plan_taken(const struct station *st, const char *id, bool drill)
{
	struct letter_volume v = desk_volume(st->letters->desk, id, drill);

	return json_pack("[I,I]", (json_int_t)(v.vol > 0 ? v.vol : 1),
		(json_int_t)(v.vol > 0 ? v.seq : 0));
}

static bool
plan_has(const struct station *st, const struct partner *p)
{
	return p->state == PARTNER_ACTIVE && !partner_is_by_hand(p) &&
		(p->exchange[0] == '\0' ||
			is_same_exchange(
				p->exchange, st->office.card.exchange));
}

/* What was told of another host is not known of this one. */
static void
courier_goes_to(struct courier_link *c, const char *address)
{
	if (strcmp(c->address, address) == 0)
		return;
	fixed_cut(c->address, sizeof(c->address), address);
	c->told = c->heard = 0;
	c->fault[0] = '\0';
	json_decref(c->branches);
	c->branches = NULL;
	(void)json_object_clear(c->letters);
}

enum err_code
courier_plan(json_t **out, struct station *st, struct peer *peer,
	const json_t *doc, struct err *err)
{
	json_t *own = json_array(), *partners = json_array();

	(void)peer;
	(void)doc;
	if (letters_read(st, err) != ERR_OK) {
		json_decref(own);
		json_decref(partners);
		return err->code;
	}
	plan_put_own(own, st, false);
	plan_put_own(own, st, true);
	for (size_t n = 0; n < st->office.partner_count; n++) {
		const struct partner *p = &st->office.partners[n];

		if (plan_has(st, p))
			json_array_append_new(partners,
				json_pack("{s:s,s:o,s:o}", "id", p->id,
					"station", plan_taken(st, p->id, false),
					"drill", plan_taken(st, p->id, true)));
	}
	*out = json_object();
	courier_goes_to(st->courier, courier_address(st));
	doc_put_str(*out, "url", courier_address(st));
	doc_put_str(*out, "id", st->office.card.id);
	doc_put_int(*out, "every", courier_every(st));
	doc_put(*out, "own", own);
	doc_put(*out, "partners", partners);
	return ERR_OK;
}

/* ---- our letters that the host lacks ---- */

static struct courier_mark *
mark_of(struct courier_link *c, bool drill, int64_t vol)
{
	struct courier_mark *m;

	for (size_t n = 0; n < COURIER_MARKS; n++)
		if (c->marks[n].drill == drill && c->marks[n].vol == vol)
			return &c->marks[n];
	m = &c->marks[c->mark_next++ % COURIER_MARKS];
	*m = (struct courier_mark){ .drill = drill, .vol = vol };
	return m;
}

struct lacking {
	struct station *st;
	bool drill;
	int64_t vol, last;
	const json_t *missing;
	struct courier_mark *mark;
	json_t *letters;
	size_t bytes;
};

static bool
lacking_is_missing(const struct lacking *k, int64_t seq)
{
	for (size_t n = 0; n < json_array_size(k->missing) && n < HOLES; n++)
		if (json_integer_value(json_array_get(k->missing, n)) == seq)
			return true;
	return seq > k->last;
}

/* False: the answer is full. */
static bool
lacking_look(struct lacking *k, const json_t *e)
{
	const json_t *body = doc_get(e, "body");
	int64_t seq = doc_int(body, "seq"), lost = 0;
	char *text;

	if (doc_bool(body, "drill") != k->drill ||
		doc_int(body, "vol") != k->vol || !letters_has_place(body))
		return true;
	if (!lacking_is_missing(k, seq)) {
		if (seq == k->last && json_array_size(k->missing) == 0)
			k->mark->last = seq, k->mark->entry = doc_int(e, "seq");
		return true;
	}
	text = letters_load_for(&lost, k->st, body, "");
	k->bytes += strlen(text);
	if (k->bytes <= ANSWER_LETTERS || json_array_size(k->letters) == 0)
		json_array_append_new(k->letters,
			json_pack("{s:I,s:s}", "seq", (json_int_t)seq, "text",
				text));
	free(text);
	return k->bytes <= ANSWER_LETTERS;
}

static enum err_code
lacking_find_kind(
	struct lacking *k, const char *kind, int64_t after, struct err *err)
{
	struct ledger_window w = {
		.kind = kind, .after = after, .no_total = true
	};
	enum err_code rc = ERR_OK;
	bool more = true;

	while (rc == ERR_OK && more) {
		json_t *rows = NULL, *e;
		int64_t total;
		size_t i;

		rc = ledger_list(&rows, &total, k->st->ledger, &w, err);
		more = json_array_size(rows) > 0;
		json_array_foreach(rows, i, e)
		{
			w.after = doc_int(e, "seq");
			if (more)
				more = lacking_look(k, e);
		}
		json_decref(rows);
	}
	return rc;
}

/* Those that came back stand behind those that were never lost. */
static enum err_code
lacking_find(struct lacking *k, struct err *err)
{
	bool on = k->mark->last == k->last && json_array_size(k->missing) == 0;
	int64_t after = on ? k->mark->entry : 0;
	enum err_code rc = lacking_find_kind(k, "letter.sent", after, err);

	if (rc == ERR_OK)
		rc = lacking_find_kind(k, "letter.returned", after, err);
	return rc;
}

/* From which of its letters on the host has what this ledger has lost; 0: none.
 * One volume after the other: nothing of the next before this one is whole. */
static int64_t
own_lost(const struct lacking *k)
{
	struct letter_volume v =
		desk_volume(k->st->letters->desk, "", k->drill);

	if (k->vol == v.vol)
		return k->last > v.seq ? v.seq + 1 : 0;
	return k->vol == v.vol + 1 && k->last > 0 &&
			(v.vol == 0 ||
				mark_of(k->st->courier, k->drill, v.vol)
						->there <= v.seq)
		? 1
		: 0;
}

/* "station/ID/N": ours, and of which volume; 0: none of ours. */
static int64_t
own_volume_of(bool *drill, const struct station *st, const char *branch)
{
	const char *id = st->office.card.id, *at = strchr(branch, '/');

	*drill = strncmp(branch, "drill/", 6) == 0;
	if (at == NULL || *id == '\0' || strncmp(at + 1, id, strlen(id)) != 0 ||
		at[1 + strlen(id)] != '/')
		return 0;
	return strtoll(at + strlen(id) + 2, NULL, 10);
}

enum err_code
courier_host(json_t **out, struct station *st, struct peer *peer,
	const json_t *doc, struct err *err)
{
	struct lacking k = { .st = st,
		.last = doc_int(doc, "last"),
		.missing = doc_get(doc, "missing"),
		.letters = json_array() };
	enum err_code rc = ERR_OK;

	(void)peer;
	k.vol = own_volume_of(&k.drill, st, doc_str(doc, "branch"));
	if (k.vol > 0) {
		k.mark = mark_of(st->courier, k.drill, k.vol);
		k.mark->there = k.last;
		rc = letters_read(st, err);
	}
	if (rc == ERR_OK && k.vol > 0)
		rc = lacking_find(&k, err);
	if (rc != ERR_OK) {
		json_decref(k.letters);
		return rc;
	}
	*out = json_object();
	doc_put(*out, "letters", k.letters);
	if (k.vol > 0)
		doc_put_int(*out, "lost", own_lost(&k));
	return ERR_OK;
}

/* ---- letters that were brought ---- */

/* A reason why this branch stands where it stands; NULL: it moved. */
static void
letter_note(struct courier_link *c, const char *branch, const struct err *why)
{
	if (why == NULL)
		(void)json_object_del(c->letters, branch);
	else if (json_object_size(c->letters) < 1000 && strlen(branch) < BRANCH)
		doc_put(c->letters, branch,
			json_pack("{s:s,s:s}", "rule", why->id, "detail",
				why->what));
}

/* A halt that was obeyed before its place: the place is still to come. */
static bool
became_halt(const struct judged *j)
{
	for (size_t n = 0; n < j->count; n++)
		if (strcmp(doc_str(j->items[n].body, "outcome"), "halts") == 0)
			return true;
	return false;
}

/* One that is too many waits as well: a halt behind it is still looked for. */
static const char *
refused_became(const char *rule)
{
	static const char *const waits[] = { "letter-waits", "letter-many",
		"letter-much" };

	for (size_t n = 0; n < sizeof(waits) / sizeof(waits[0]); n++)
		if (strcmp(rule, waits[n]) == 0)
			return "waits";
	return strcmp(rule, "letter-known") == 0 ? "known" : "not";
}

static const char *
letter_became(struct station *st, struct peer *peer, const char *text,
	struct err *err)
{
	const struct session *s = peer_data(peer);
	json_t *act = json_object();
	struct act_context f;
	struct judged j;
	enum err_code rc;
	bool halts;

	doc_put_str(act, "act", "letter.take");
	doc_put_str(act, "letter_text", text);
	judged_init(&j);
	rc = act_context_init(&f, st, s, act, err);
	if (rc == ERR_OK)
		rc = effect_letter_take(&j, st, &f, act, err);
	if (rc == ERR_OK)
		rc = acts_of(st, s, &j, err);
	halts = became_halt(&j);
	judged_release(&j);
	json_decref(act);
	if (rc == ERR_OK)
		return halts ? "waits" : "moved";
	return refused_became(err->id);
}

enum err_code
courier_letter(json_t **out, struct station *st, struct peer *peer,
	const json_t *doc, struct err *err)
{
	const char *branch = doc_str(doc, "branch"),
		   *text = doc_str(doc, "text");
	struct err why = { .code = ERR_OK };
	const char *became = "not";

	(void)err;
	if (strlen(text) > LETTER_TEXT)
		(void)refuse(&why, REFUSE_TOO_LARGE, "",
			WITH(ARG_BOTH("a letter", "函"),
				arg_bytes(LETTER_TEXT)));
	else
		became = letter_became(st, peer, text, &why);
	letter_note(st->courier, branch,
		strcmp(became, "not") == 0 || strcmp(became, "waits") == 0
			? &why
			: NULL);
	*out = json_object();
	doc_put_str(*out, "became", became);
	return ERR_OK;
}

/* ---- what it told ---- */

enum err_code
courier_told(json_t **out, struct station *st, struct peer *peer,
	const json_t *doc, struct err *err)
{
	struct courier_link *c = st->courier;
	const json_t *branches = doc_get(doc, "branches");
	bool changed = c->told == 0 ||
		strcmp(c->fault, doc_str(doc, "fault")) != 0 ||
		!json_equal(c->branches, doc_borrow(branches));

	(void)peer;
	(void)err;
	c->told = station_now();
	fixed_cut(c->fault, sizeof(c->fault), doc_str(doc, "fault"));
	fixed_cut(c->detail, sizeof(c->detail), doc_str(doc, "detail"));
	if (c->fault[0] == '\0')
		c->heard = c->told;
	json_decref(c->branches);
	c->branches = json_incref(doc_borrow(branches));
	if (changed)
		server_changed(st->server, "office", "", 0);
	*out = json_object();
	return ERR_OK;
}

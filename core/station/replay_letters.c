/*
 * The letters of a joint incident, from entries: first which they are and what
 * is proven of each, then one after the other.
 */
#include "station/replay_letters.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/joint/joint_signal.h"
#include "domain/joint/joint_view.h"
#include "domain/office/office.h"
#include "station/letter_line.h"
#include "station/letter_proof.h"

enum { CROSSED_SHOWN = 5 };

enum letter_way { WAY_NONE, WAY_SENT, WAY_TAKEN, WAY_RETURNED };

struct replayed {
	json_t *entry;
	enum letter_way
		way; /* WAY_NONE: no letter, it only goes into the book */
	bool mine; /* of this incident */
	enum letter_proof proof;
	int64_t seen; /* of ours, as it tells; 0 it does not */
};

struct replay_letters {
	char incident[INCIDENT_ID];
	struct replayed *rows; /* in the order of the ledger */
	size_t count, at; /* rows before `at` are in the book */
	struct office office; /* as at the end */
	struct joint_book book; /* as at `at` */
	json_t *seen; /* by mode and partner: which of ours it has taken */
};

static const struct {
	const char *kind, *word;
} ways[] = {
	[WAY_NONE] = { "", "" },
	[WAY_SENT] = { "letter.sent", "sent" },
	[WAY_TAKEN] = { "letter.taken", "taken" },
	[WAY_RETURNED] = { "letter.returned", "returned" },
};

static enum letter_way
way_of(const char *kind)
{
	for (size_t n = WAY_SENT; n < sizeof(ways) / sizeof(ways[0]); n++)
		if (strcmp(ways[n].kind, kind) == 0)
			return (enum letter_way)n;
	return WAY_NONE;
}

struct replay_letters *
replay_letters_new(const char *incident)
{
	struct replay_letters *r = mem_new(sizeof(*r));

	fixed_cut(r->incident, sizeof(r->incident), incident);
	office_init(&r->office);
	joint_book_init(&r->book);
	r->seen = json_object();
	return r;
}

void
replay_letters_free(struct replay_letters *r)
{
	if (r == NULL)
		return;
	for (size_t n = 0; n < r->count; n++)
		json_decref(r->rows[n].entry);
	free(r->rows);
	office_release(&r->office);
	joint_book_release(&r->book);
	json_decref(r->seen);
	free(r);
}

/* ---- reading ---- */

bool
replay_letters_reads(const char *kind)
{
	static const char *const more[] = { "station.init", "station.rebuilt",
		"station.card", "partner.proposed", "partner.added",
		"partner.changed", "partner.declined", "partner.stopped" };

	for (size_t n = 0; n < sizeof(more) / sizeof(more[0]); n++)
		if (strcmp(more[n], kind) == 0)
			return true;
	return joint_book_reads(kind) || way_of(kind) != WAY_NONE;
}

void
replay_letters_add(struct replay_letters *r, const json_t *entry)
{
	struct replayed *row = MEM_ADD(r->rows, r->count);

	*row = (struct replayed){ .entry = json_incref(doc_borrow(entry)),
		.way = way_of(doc_str(entry, "kind")),
		.proof = PROOF_ALTERED };
}

enum err_code
replay_letters_line(void *letters, int64_t seq, const char *line, size_t len,
	struct err *err)
{
	json_t *entry;
	enum err_code rc = doc_parse(&entry, line, len, err);

	(void)seq;
	if (rc != ERR_OK)
		return rc;
	if (replay_letters_reads(doc_str(entry, "kind")))
		replay_letters_add(letters, entry);
	json_decref(entry);
	return ERR_OK;
}

/* ---- which, and what is proven ---- */

/* Of a mode: which of our letters a partner says it has taken last. */
static void
seen_key(char out[WORD_ID + 3], const char *partner, bool drill)
{
	fixed_cut_format(out, WORD_ID + 3, "%c/%s", drill ? 'd' : 'a', partner);
}

static int64_t
seen_place_of(const json_t *place)
{
	return (json_integer_value(json_array_get(place, 0)) << 32) +
		json_integer_value(json_array_get(place, 1));
}

/* What a letter tells of ours; 0 nothing. */
static int64_t
replayed_seen(const struct replay_letters *r, const struct replayed *row)
{
	json_t *head = json_loads(
		doc_str(doc_get(row->entry, "body"), "head"), 0, NULL);
	int64_t place = seen_place_of(
		doc_get(doc_get(head, "seen"), r->office.card.id));

	json_decref(head);
	return place;
}

/* Who has signed what, as the entries up to here say. */
struct weighing {
	struct replay_letters *r;
	json_t *own; /* our keys, one after the other */
	json_t *letters; /* letters of this incident by name: for `re` */
};

static const char *
letter_sender(const struct replay_letters *r, const struct replayed *row)
{
	return row->way == WAY_TAKEN
		? doc_str(doc_get(row->entry, "body"), "partner")
		: r->office.card.id;
}

/* Into the office, and the keys that we have signed with. */
static void
weigh_fold(struct weighing *w, json_t *entry)
{
	const char *key = doc_str(doc_get(entry, "body"), "signing_key");
	struct entry e;

	entry_init(&e);
	fixed_cut(e.kind, sizeof(e.kind), doc_str(entry, "kind"));
	fixed_cut(e.by, sizeof(e.by), doc_str(entry, "by"));
	e.time = doc_int(entry, "time");
	e.seq = doc_int(entry, "seq");
	e.body = json_incref(doc_get(entry, "body"));
	(void)office_apply(&w->r->office, &e, NULL);
	entry_release(&e);
	if (*key)
		json_array_append_new(w->own, json_string(key));
}

static enum letter_proof
weigh_proof(const struct weighing *w, const struct replayed *row)
{
	const char *from = letter_sender(w->r, row);
	const struct partner *p = office_partner(&w->r->office, from);
	json_t *keys = row->way == WAY_TAKEN ? json_pack("[s]", p ? p->key : "")
					     : json_incref(w->own);
	enum letter_proof proof =
		letter_prove(doc_get(row->entry, "body"), from, keys);

	json_decref(keys);
	return proof;
}

/* What it is about: an order, a joint incident, or a letter that it answers. */
static bool
weigh_mine(const struct weighing *w, const struct replayed *row)
{
	const json_t *body = doc_get(row->entry, "body");
	const char *incident = doc_str(row->entry, "incident");
	json_t *says = json_loads(doc_str(body, "text"), 0, NULL);
	const char *partner = doc_str(body, "partner");
	const struct joint_order *o =
		joint_order_find(&w->r->book, doc_str(says, "order"));
	const struct joint *j = o
		? joint_find(&w->r->book, o->joint)
		: joint_meant(&w->r->book, partner, doc_str(says, "joint"));
	bool mine = strcmp(incident, w->r->incident) == 0;

	if (j == NULL)
		j = joint_find(&w->r->book, doc_str(body, "letter"));
	if (!mine && *incident == '\0')
		mine = (j != NULL && j->drill == doc_bool(body, "drill") &&
			       strcmp(j->incident, w->r->incident) == 0) ||
			doc_bool(w->letters, doc_str(says, "re"));
	json_decref(says);
	return mine;
}

void
replay_letters_weigh(struct replay_letters *r)
{
	struct weighing w = { r, json_array(), json_object() };

	for (size_t n = 0; n < r->count; n++) {
		weigh_fold(&w, r->rows[n].entry);
		joint_book_add(&r->book, r->rows[n].entry);
	}
	office_release(&r->office);
	office_init(&r->office);
	(void)json_array_clear(w.own);
	for (size_t n = 0; n < r->count; n++) {
		struct replayed *row = &r->rows[n];
		const json_t *body = doc_get(row->entry, "body");

		weigh_fold(&w, row->entry);
		if (row->way == WAY_NONE)
			continue;
		row->seen = row->way == WAY_TAKEN ? replayed_seen(r, row) : 0;
		row->mine = weigh_mine(&w, row);
		if (!row->mine)
			continue;
		doc_put_bool(w.letters, doc_str(body, "letter"), true);
		row->proof = weigh_proof(&w, row);
	}
	joint_book_release(&r->book);
	json_decref(w.own);
	json_decref(w.letters);
}

/* ---- one after the other ---- */

static void
replayed_read(struct replay_letters *r, const struct replayed *row)
{
	const json_t *body = doc_get(row->entry, "body");
	char key[WORD_ID + 3];

	joint_book_add(&r->book, row->entry);
	if (row->way != WAY_TAKEN)
		return;
	seen_key(key, doc_str(body, "partner"), doc_bool(body, "drill"));
	if (row->seen > doc_int(r->seen, key))
		doc_put_int(r->seen, key, row->seen);
}

const json_t *
replay_letters_next(struct replay_letters *r, int64_t seq)
{
	while (r->at < r->count) {
		const struct replayed *row = &r->rows[r->at];
		int64_t is = doc_int(row->entry, "seq");

		if (seq != 0 && is > seq)
			break;
		replayed_read(r, row);
		r->at++;
		if (row->mine && is != seq &&
			doc_str(row->entry, "incident")[0] == '\0')
			return row->entry;
	}
	return NULL;
}

/* ---- what is shown ---- */

static bool
is_to(const json_t *body, const char *partner)
{
	const json_t *to = doc_get(body, "to");

	return to ? doc_list_has(to, partner)
		  : strcmp(doc_str(body, "partner"), partner) == 0;
}

/* The letters of ours that its writer had not taken when it wrote: the two
 * crossed. The newest last. */
static json_t *
crossed_with(const struct replay_letters *r, size_t at)
{
	const json_t *body = doc_get(r->rows[at].entry, "body");
	const char *partner = doc_str(body, "partner");
	bool drill = doc_bool(body, "drill");
	json_t *list = json_array();
	char key[WORD_ID + 3], brief[9];

	seen_key(key, partner, drill);
	while (at > 0 && json_array_size(list) < CROSSED_SHOWN) {
		const struct replayed *row = &r->rows[--at];
		const json_t *ours = doc_get(row->entry, "body");

		if (row->way != WAY_SENT || doc_bool(ours, "drill") != drill)
			continue;
		if (letter_place(ours) <= doc_int(r->seen, key))
			break;
		if (!row->mine || !is_to(ours, partner))
			continue;
		fixed_cut(brief, sizeof(brief), doc_str(ours, "letter"));
		json_array_insert_new(list, 0, json_string(brief));
	}
	return list;
}

/* By whose signed letter each reader has said that it has this one of ours. */
static json_t *
acknowledged_by(const struct replay_letters *r, size_t at)
{
	const json_t *body = doc_get(r->rows[at].entry, "body");
	json_t *told = json_object(), *list = json_array();
	size_t of =
		doc_get(body, "to") ? json_array_size(doc_get(body, "to")) : 1;

	for (size_t n = at + 1; n < r->count && json_array_size(list) < of;
		n++) {
		const struct replayed *row = &r->rows[n];
		const json_t *theirs = doc_get(row->entry, "body");
		const char *from = doc_str(theirs, "partner");
		const struct partner *p = office_partner(&r->office, from);
		json_t *one;
		char brief[9];

		if (row->way != WAY_TAKEN ||
			(row->mine && row->proof > PROOF_MASKED) ||
			doc_bool(theirs, "drill") != doc_bool(body, "drill") ||
			doc_get(told, from) != NULL || !is_to(body, from) ||
			row->seen < letter_place(body))
			continue;
		doc_put_bool(told, from, true);
		one = json_object();
		fixed_cut(brief, sizeof(brief), doc_str(theirs, "letter"));
		doc_put_str(one, "name", p ? p->name : from);
		doc_put_str(one, "short", brief);
		doc_put_int(one, "at", doc_int(row->entry, "time"));
		json_array_append_new(list, one);
	}
	json_decref(told);
	return list;
}

static void
put_other_end(json_t *doc, const struct replay_letters *r, const json_t *body)
{
	json_t *names = json_array(), *id;
	const struct partner *p;
	size_t n;

	json_array_foreach(doc_get(body, "to"), n, id)
	{
		p = office_partner(&r->office, json_string_value(id));
		json_array_append_new(names,
			json_string(p ? p->name : json_string_value(id)));
	}
	if (n == 0) {
		p = office_partner(&r->office, doc_str(body, "partner"));
		json_array_append_new(names,
			json_string(p ? p->name : doc_str(body, "partner")));
	}
	doc_put(doc, "names", names);
}

/* What is not as it was signed says so in its line. */
static json_t *
replayed_line(const struct replayed *row, const json_t *doc, const json_t *says,
	int zone)
{
	static const struct both doubts[LETTER_PROOFS] = {
		[PROOF_UNSIGNED] = BOTH(
			" [NOT SIGNED BY ITS SENDER]", " [签名不是发函单位的]"),
		[PROOF_ALTERED] =
			BOTH(" [NOT WHAT WAS SIGNED]", " [内容与签名不符]"),
	};
	json_t *line = letter_line(row->way != WAY_TAKEN, doc_get(doc, "names"),
		doc_str(doc, "short"), says, zone);

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *word = lang_word((enum lang)lang);
		const char *doubt = doubts[row->proof].in[lang];
		char *text = mem_printf(
			"%s%s", doc_str(line, word), doubt ? doubt : "");

		doc_put_str(line, word, text);
		free(text);
	}
	return line;
}

static json_t *
replayed_doc(const struct replay_letters *r, size_t at, int zone, bool whole)
{
	static const char *const same[] = { "vol", "seq", "drill", "outcome",
		"rule", "letter" };
	const struct replayed *row = &r->rows[at];
	const json_t *body = doc_get(row->entry, "body");
	json_t *head = json_loads(doc_str(body, "head"), 0, NULL);
	json_t *says = json_loads(doc_str(body, "text"), 0, NULL);
	json_t *doc = json_object();
	char brief[9];

	fixed_cut(brief, sizeof(brief), doc_str(body, "letter"));
	doc_put_str(doc, "short", brief);
	doc_put_str(doc, "way", ways[row->way].word);
	doc_put_str(doc, "kind", doc_str(says, "kind"));
	put_other_end(doc, r, body);
	for (size_t n = 0; n < sizeof(same) / sizeof(same[0]); n++)
		if (doc_get(body, same[n]) != NULL)
			doc_put(doc, same[n],
				json_incref(doc_get(body, same[n])));
	doc_put_int(doc, "written", doc_int(head, "time"));
	doc_put_str(doc, "proof", letter_proof_word(row->proof));
	doc_put(doc, row->way == WAY_TAKEN ? "crossed" : "acknowledged",
		row->way == WAY_TAKEN ? crossed_with(r, at)
				      : acknowledged_by(r, at));
	doc_put(doc, "line", replayed_line(row, doc, says, zone));
	(void)json_object_del(says, "salt");
	if (says != NULL && whole)
		doc_put(doc, "says", json_incref(says));
	json_decref(says);
	json_decref(head);
	return doc;
}

json_t *
replay_letters_doc(
	const struct replay_letters *r, int64_t seq, int zone, bool whole)
{
	const struct replayed *row = r->at > 0 ? &r->rows[r->at - 1] : NULL;

	return row != NULL && row->mine && doc_int(row->entry, "seq") == seq
		? replayed_doc(r, r->at - 1, zone, whole)
		: NULL;
}

json_t *
replay_letters_joint(const struct replay_letters *r)
{
	const struct joint *j = joint_of_incident(&r->book, r->incident);

	return j ? joint_view(&r->office, &r->book, j) : NULL;
}

void
replay_letters_put(json_t *doc, const struct replay_letters *r)
{
	int64_t letters = 0, proven = 0;

	for (size_t n = 0; n < r->count; n++) {
		letters += r->rows[n].mine;
		proven += r->rows[n].mine && r->rows[n].proof <= PROOF_MASKED;
	}
	if (letters == 0)
		return;
	doc_put_int(doc, "letters", letters);
	doc_put_int(doc, "proven", proven);
}

/*
 * Heads and letters compared with the ledger, one by one.
 */
#include "station/witness_check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/office/office.h"
#include "letter/letter.h"
#include "record/record_reader.h"
#include "station/checkup_record.h"
#include "station/reload.h"
#include "store/reader.h"

enum { FOUND_MOST = 200 };

struct witness_check {
	struct ledger *l;
	const struct progress *progress;
	struct office office;
	json_t *keys; /* that this station has signed with */
	json_t *own; /* "MODE/VOL/SEQ" of our letters: hash */
	json_t *rebuilt; /* [seq, time] of each time that it was */
	json_t *found;
	bool contradicts;
	int64_t compared, letters, up_to, unproven, unread, alien, more;
};

/* ---- what our ledger has ---- */

static void
own_place(char out[80], bool drill, int64_t vol, int64_t seq)
{
	fixed_format(out, 80, "%s/%lld/%lld", drill ? "drill" : "station",
		(long long)vol, (long long)seq);
}

static void
own_add(struct witness_check *c, const json_t *e)
{
	const json_t *body = doc_get(e, "body");
	char place[80];

	if (strcmp(doc_str(body, "outcome"), "forked") == 0)
		return;
	own_place(place, doc_bool(body, "drill"), doc_int(body, "vol"),
		doc_int(body, "seq"));
	doc_put_str(c->own, place, doc_str(body, "letter"));
}

static void
key_add(struct witness_check *c, const json_t *e)
{
	const char *key = doc_str(doc_get(e, "body"), "signing_key");

	if (*key)
		json_array_append_new(c->keys, json_string(key));
}

/* What was written behind the copy that it was rebuilt from is lost, and the
 * ledger says so itself. */
static void
rebuilt_add(struct witness_check *c, const json_t *e)
{
	key_add(c, e);
	json_array_append_new(c->rebuilt,
		json_pack("[I,I]", (json_int_t)doc_int(e, "seq"),
			(json_int_t)doc_int(e, "time")));
}

/* An entry from `seq` on, written at this time (0: of which it is the first). */
static bool
is_of_before(const struct witness_check *c, int64_t seq, int64_t time)
{
	json_t *at;
	size_t n;

	json_array_foreach(c->rebuilt, n, at)
	{
		int64_t from = json_integer_value(json_array_get(at, 0));

		if (time == 0 ? seq == from
			      : seq >= from &&
					time < json_integer_value(
						       json_array_get(at, 1)))
			return true;
	}
	return false;
}

/* What the ledger says itself is no contradiction. */
static bool
found_is_told(const char *what)
{
	return strcmp(what, "lost") == 0;
}

/* Beyond what is kept it still counts. */
static void
witness_found(struct witness_check *c, const char *what, const char *who,
	int64_t vol, int64_t seq)
{
	json_t *row;

	c->contradicts = c->contradicts || !found_is_told(what);
	if (json_array_size(c->found) == FOUND_MOST) {
		c->more++;
		return;
	}
	row = json_object();
	doc_put_str(row, "what", what);
	doc_put_str(row, "who", who);
	if (vol)
		doc_put_int(row, "vol", vol);
	doc_put_int(row, "seq", seq);
	json_array_append_new(c->found, row);
}

/* A partner's head says which of our letters it took last. */
static void
compare_seen(struct witness_check *c, bool drill, const json_t *head)
{
	const json_t *at = doc_get(doc_get(head, "seen"), c->office.card.id);
	int64_t vol = json_integer_value(json_array_get(at, 0));
	int64_t seq = json_integer_value(json_array_get(at, 1));
	const char *hash = json_string_value(json_array_get(at, 2)), *have;
	char place[80];

	if (hash == NULL || vol <= 0 || seq <= 0)
		return;
	own_place(place, drill, vol, seq);
	have = doc_str(c->own, place);
	if (*have == '\0')
		witness_found(c, "letter", doc_str(head, "from"), vol, seq);
	else if (strcmp(have, hash) != 0)
		witness_found(
			c, "letter-fork", doc_str(head, "from"), vol, seq);
	else
		c->letters++;
}

static void
taken_add(struct witness_check *c, const json_t *e)
{
	const json_t *body = doc_get(e, "body");
	json_t *head = json_loads(doc_str(body, "head"), 0, NULL);

	compare_seen(c, doc_bool(body, "drill"), head);
	json_decref(head);
}

/* In this order: what was taken is compared with what was sent. */
static const struct {
	const char *kind;
	void (*add)(struct witness_check *c, const json_t *e);
} readings[] = {
	{ "station.init", key_add },
	{ "station.rebuilt", rebuilt_add },
	{ "letter.sent", own_add },
	{ "letter.returned", own_add },
	{ "letter.taken", taken_add },
};

static enum err_code
witness_read(struct witness_check *c, size_t n, struct err *err)
{
	struct ledger_window w = { .kind = readings[n].kind, .no_total = true };
	json_t *rows, *e;
	int64_t total;
	size_t i, count;

	do {
		rows = NULL;
		if (ledger_list(&rows, &total, c->l, &w, err) != ERR_OK)
			return err->code;
		count = json_array_size(rows);
		json_array_foreach(rows, i, e)
		{
			w.after = doc_int(e, "seq");
			readings[n].add(c, e);
		}
		json_decref(rows);
	} while (count > 0);
	return ERR_OK;
}

enum err_code
witness_check_new(struct witness_check **out, struct ledger *l,
	const struct progress *progress, struct err *err)
{
	struct witness_check *c = mem_new(sizeof(*c));
	enum err_code rc;

	c->l = l;
	c->progress = progress;
	c->keys = json_array();
	c->own = json_object();
	c->found = json_array();
	c->rebuilt = json_array();
	office_init(&c->office);
	rc = reload_office(&c->office, l, err);
	for (size_t n = 0;
		rc == ERR_OK && n < sizeof(readings) / sizeof(readings[0]); n++)
		rc = witness_read(c, n, err);
	if (rc == ERR_OK)
		*out = c;
	else
		witness_check_free(c);
	return rc;
}

void
witness_check_free(struct witness_check *c)
{
	if (c == NULL)
		return;
	office_release(&c->office);
	json_decref(c->keys);
	json_decref(c->own);
	json_decref(c->found);
	json_decref(c->rebuilt);
	free(c);
}

/* ---- heads ---- */

/* "There was an entry `seq`, and this is its hash." */
static bool
has_head(struct witness_check *c, int64_t seq, const char *hash)
{
	char have[HASH_HEX];

	if (ledger_hash(have, c->l, seq, NULL) != ERR_OK ||
		strcmp(have, hash) != 0)
		return false;
	c->compared++;
	c->up_to = seq > c->up_to ? seq : c->up_to;
	return true;
}

struct first_other {
	struct witness_check *c;
	int64_t seq;
};

static enum err_code
is_other(void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct first_other *o = ctx;
	char theirs[HASH_HEX], ours[HASH_HEX];

	hash_hex(theirs, line, len);
	if (ledger_hash(ours, o->c->l, seq, NULL) == ERR_OK &&
		strcmp(ours, theirs) == 0)
		return ERR_OK;
	o->seq = seq;
	return err_set(err, ERR_CONFLICT, "", "", "it differs");
}

/* A copy has every line: the first that is another is named; 0 none is. */
static int64_t
find_first(struct witness_check *c, struct record_reader *r, int64_t last)
{
	struct first_other o = { c, 0 };
	struct err err;

	(void)record_reader_each(r, 1, last, is_other, &o, &err);
	return o.seq;
}

static void
compare_copy(struct witness_check *c, struct record_reader *r, const char *who,
	const struct record_head *head)
{
	int64_t ours = ledger_head(c->l)->seq, first;

	if (has_head(c, head->seq, head->ledger))
		return;
	first = find_first(c, r, head->seq < ours ? head->seq : ours);
	if (first > 0) {
		witness_found(c, is_of_before(c, first, 0) ? "lost" : "fork",
			who, 0, is_of_before(c, first, 0) ? head->seq : first);
	} else if (head->seq > ours) {
		witness_found(c, "cut", who, 0, head->seq);
		c->compared++; /* what is left is as it was */
		c->up_to = ours;
	}
}

/* Its own consistency first: a copy that is torn is no witness. */
static enum err_code
add_copy(struct witness_check *c, const char *path, struct err *err)
{
	char *signers = checkup_signers(c->l);
	struct record_check check = { .signers = signers,
		.progress = c->progress };
	struct record_report report = { 0 };
	struct record_reader *r = NULL;
	enum err_code rc = record_reader_open(&r, path, err);

	if (rc == ERR_OK)
		rc = record_verify(&report, r, &check, err);
	if (rc == ERR_DENIED) { /* sound, and signed by somebody else */
		c->unproven++;
		rc = ERR_OK;
	} else if (rc == ERR_OK) {
		compare_copy(c, r, path, &report.head);
	}
	record_reader_close(r);
	free(signers);
	return rc;
}

/* ---- letters ---- */

static bool
is_by_us(const struct witness_check *c, const struct letter *l)
{
	struct sshkey key;
	json_t *line;
	size_t n;

	json_array_foreach(c->keys, n, line)
	{
		if (sshkey_read(&key, json_string_value(line)) == SSHKEY_FINE &&
			letter_is_signed(l, &key))
			return true;
	}
	return false;
}

/* One of ours, which somebody kept: it names our ledger's head of then. */
static void
compare_own(struct witness_check *c, const struct letter *l)
{
	const json_t *ledger = doc_get(l->head, "ledger");
	int64_t seq = json_integer_value(json_array_get(ledger, 0));
	const char *hash = json_string_value(json_array_get(ledger, 1)), *have;
	char place[80];

	if (!is_by_us(c, l)) {
		c->unproven++;
		return;
	}
	if (seq > 0 && hash != NULL && !has_head(c, seq, hash))
		witness_found(c,
			is_of_before(c, seq, l->time)	       ? "lost"
				: seq > ledger_head(c->l)->seq ? "cut"
							       : "fork",
			l->from, 0, seq);
	own_place(place, l->drill, l->vol, l->seq);
	have = doc_str(c->own, place);
	if (*have == '\0')
		witness_found(c, "letter", l->from, l->vol, l->seq);
	else if (strcmp(have, l->hash) != 0)
		witness_found(c, "letter-fork", l->from, l->vol, l->seq);
	else
		c->letters++;
}

static void
compare_letter(struct witness_check *c, const struct letter *l)
{
	const struct partner *p = NULL;
	struct sshkey key;

	if (c->office.card.id[0] && strcmp(l->from, c->office.card.id) == 0) {
		compare_own(c, l);
		return;
	}
	for (size_t n = 0; n < c->office.partner_count; n++)
		if (strcmp(c->office.partners[n].id, l->from) == 0)
			p = &c->office.partners[n];
	if (p == NULL)
		c->alien++;
	else if (sshkey_read(&key, p->key) != SSHKEY_FINE ||
		!letter_is_signed(l, &key))
		c->unproven++;
	else
		compare_seen(c, l->drill, l->head);
}

static enum err_code
add_letters(struct witness_check *c, const char *path, struct err *err)
{
	FILE *f = fopen(path, "re");
	size_t room = LETTER_TEXT + 2;
	char *line = mem_new(room);
	struct letter l;

	if (f == NULL) {
		free(line);
		return refuse_errno(err, REFUSE_READ, path);
	}
	while (fgets(line, (int)room, f) != NULL) {
		size_t len = strlen(line);

		if (letter_parse(&l, line, len, NULL) != ERR_OK) {
			c->unread++;
			continue;
		}
		compare_letter(c, &l);
		letter_release(&l);
	}
	free(line);
	(void)fclose(f);
	return ERR_OK;
}

enum err_code
witness_check_add(struct witness_check *c, const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return refuse_errno(err, REFUSE_READ, path);
	return S_ISDIR(st.st_mode) ? add_copy(c, path, err)
				   : add_letters(c, path, err);
}

json_t *
witness_check_doc(const struct witness_check *c)
{
	json_t *doc = json_object();

	doc_put_bool(doc, "ok", !c->contradicts);
	doc_put_int(doc, "entries", ledger_head(c->l)->seq);
	doc_put_str(doc, "head", ledger_head(c->l)->hash);
	doc_put_int(doc, "compared", c->compared);
	doc_put_int(doc, "letters", c->letters);
	doc_put_int(doc, "up_to", c->up_to);
	doc_put_int(doc, "unproven", c->unproven);
	doc_put_int(doc, "unread", c->unread);
	doc_put_int(doc, "alien", c->alien);
	doc_put_int(doc, "more", c->more);
	doc_put(doc, "found", json_incref(c->found));
	return doc;
}

/*
 * The chain: fast while all is well, exact about the first thing that is not.
 */
#include "store/verify.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/entry.h"
#include "store/inside.h"
#include "store/line.h"
#include "store/reader.h"

static const char *const words[] = {
	[CHAIN_SOUND] = "sound",
	[CHAIN_FORM] = "form",
	[CHAIN_CHANGED] = "changed",
	[CHAIN_HOLE] = "hole",
	[CHAIN_CUT] = "cut",
	[CHAIN_REWRITTEN] = "rewritten",
	[CHAIN_ACT] = "act",
};
_Static_assert(sizeof(words) / sizeof(words[0]) == CHAIN_FAULTS,
	"a word for every fault");

const char *
chain_fault_word(enum chain_fault fault)
{
	assert((unsigned)fault < CHAIN_FAULTS);
	return words[fault];
}

/* Always false, so that callers can return it. */
static bool __attribute__((format(printf, 4, 5))) blame(struct chain *c,
	enum chain_fault fault, int64_t seq, const char *fmt, ...)
{
	struct chain_result *r = &c->result;
	va_list ap;

	r->fault = fault;
	r->seq = seq;
	va_start(ap, fmt);
	(void)vsnprintf(r->what, sizeof(r->what), fmt, ap);
	va_end(ap);
	return false;
}

void
chain_init(struct chain *c, const struct ledger_head *expected)
{
	memset(c, 0, sizeof(*c));
	memcpy(c->result.head.hash, ENTRY_NO_PREV, HASH_HEX);
	if (expected)
		c->expected = *expected;
}

void
chain_release(struct chain *c)
{
	free(c->last);
	c->last = NULL;
}

/* A line that is no entry at all, or one in another form than written. */
static bool
blame_form(struct chain *c, int64_t seq, const char *line, size_t len)
{
	struct entry e;
	struct err why = { 0 };

	if (entry_parse(&e, line, len, &why) == ERR_OK)
		entry_release(&e);
	return blame(c, CHAIN_FORM, seq,
		"entry %lld is not in the form it was written in%s%.160s",
		(long long)seq, why.what[0] ? ": " : "", why.what);
}

/* The last line has not the hash that the one after it names. */
static bool
blame_last(struct chain *c, int64_t seq)
{
	struct entry e;

	if (entry_parse(&e, c->last, c->last_len, NULL) != ERR_OK)
		return blame_form(c, seq, c->last, c->last_len);
	entry_release(&e);
	return blame(c, CHAIN_CHANGED, seq,
		"entry %lld was changed: its hash is not the one that entry "
		"%lld names",
		(long long)seq, (long long)seq + 1);
}

/*
 * Line k does not name the hash of line k-1. If the line after k names the
 * hash of k, then k is as it was, and k-1 was changed; if it does not, k was.
 */
static bool
settle_doubt(struct chain *c, bool named, int64_t k)
{
	if (named)
		return blame(c, CHAIN_CHANGED, k - 1,
			"entry %lld was changed: its hash is not the one that "
			"entry %lld names",
			(long long)k - 1, (long long)k);
	return blame(c, CHAIN_CHANGED, k,
		"entry %lld was changed: it does not name the hash of entry "
		"%lld, and its own is not the one noted after it",
		(long long)k, (long long)k - 1);
}

static bool
check_place(struct chain *c, int64_t seq, const struct line_ends *ends)
{
	int64_t next = c->result.head.seq + 1;

	if (seq > next)
		return blame(c, CHAIN_HOLE, next,
			"entry %lld is missing; after entry %lld comes %lld",
			(long long)next, (long long)next - 1, (long long)seq);
	if (seq < next || ends->seq != seq)
		return blame(c, CHAIN_CHANGED, seq,
			"entry %lld says that it is entry %lld", (long long)seq,
			(long long)ends->seq);
	return true;
}

static bool
check_expected(struct chain *c)
{
	const struct ledger_head *head = &c->result.head;

	if (c->expected.seq != head->seq || head->seq == 0 ||
		strcmp(c->expected.hash, head->hash) == 0)
		return true;
	return blame(c, CHAIN_REWRITTEN, head->seq,
		"entry %lld is not the one that was seen elsewhere: its hash "
		"is %.16s…, expected is %.16s…",
		(long long)head->seq, head->hash, c->expected.hash);
}

static void
keep(struct chain *c, const char *line, size_t len)
{
	if (len > c->last_cap) {
		c->last = mem_grow(c->last, len * 2);
		c->last_cap = len * 2;
	}
	memcpy(c->last, line, len);
	c->last_len = len;
}

bool
chain_add(struct chain *c, int64_t seq, const char *line, size_t len)
{
	struct chain_result *r = &c->result;
	struct line_ends ends;
	bool named;

	if (r->fault != CHAIN_SOUND)
		return false;
	if (!line_read(&ends, line, len)) {
		ends.seq = seq;
		return check_place(c, seq, &ends) &&
			blame_form(c, seq, line, len);
	}
	if (!check_place(c, seq, &ends))
		return false;
	named = memcmp(ends.prev, r->head.hash, HASH_HEX - 1) == 0;
	if (c->doubt)
		return settle_doubt(c, named, seq - 1);
	if (!named) {
		struct entry e;

		if (seq == 1)
			return blame(c, CHAIN_CHANGED, 1,
				"entry 1 names an entry before it");
		if (entry_parse(&e, c->last, c->last_len, NULL) != ERR_OK)
			return blame_last(c, seq - 1);
		entry_release(&e);
		c->doubt = true;
	}
	r->head.seq = seq;
	hash_hex(r->head.hash, line, len);
	r->entries++;
	keep(c, line, len);
	return c->doubt || check_expected(c);
}

bool
chain_finish(struct chain *c)
{
	const struct chain_result *r = &c->result;

	if (r->fault != CHAIN_SOUND)
		return false;
	if (c->doubt)
		return blame(c, CHAIN_CHANGED, r->head.seq - 1,
			"entry %lld was changed, or entry %lld, the last, "
			"which does not name its hash",
			(long long)r->head.seq - 1, (long long)r->head.seq);
	if (r->head.seq < c->expected.seq)
		return blame(c, CHAIN_CUT, r->head.seq + 1,
			"entry %lld is missing, and all after it: the last "
			"seen elsewhere is %lld",
			(long long)r->head.seq + 1, (long long)c->expected.seq);
	return true;
}

/* The table of acts beside the entries, both in order of seq. */
struct acts {
	sqlite3_stmt *stmt;
	bool row;
	int64_t first, last;
	int64_t wrong; /* an entry whose hash is not the one noted here */
};

static enum err_code
acts_next(struct acts *a, struct ledger *l, struct err *err)
{
	enum err_code rc = db_step(&a->row, &l->db, a->stmt, err);

	if (rc == ERR_OK && a->row) {
		a->last = sqlite3_column_int64(a->stmt, 0);
		a->first = sqlite3_column_int64(a->stmt, 1);
	}
	return rc;
}

static bool
is_text(sqlite3_stmt *stmt, int column, const char *text, size_t len)
{
	const void *have = sqlite3_column_blob(stmt, column);

	return (size_t)sqlite3_column_bytes(stmt, column) == len &&
		memcmp(have, text, len) == 0;
}

/* Whether the act notes the hash of the entry just added, its last. */
static bool
is_noted(const struct chain *c, const struct acts *a)
{
	return is_text(a->stmt, 3, c->result.head.hash, HASH_HEX - 1);
}

/* The entry that was just added, seen from the act it should be of. */
static bool
check_act(struct chain *c, struct acts *a, const char *line)
{
	int64_t seq = c->result.head.seq;
	struct line_ends ends;

	if (c->doubt)
		return true;
	if (!a->row || seq < a->first || seq > a->last)
		return blame(c, CHAIN_ACT, seq, "entry %lld is of no act",
			(long long)seq);
	if (seq < a->last)
		return true;
	if (!is_noted(c, a))
		a->wrong = seq;
	if (!line_read(&ends, line, c->last_len) ||
		!is_text(a->stmt, 2, ends.act, ends.act_len))
		return blame(c, CHAIN_ACT, seq,
			"entry %lld is noted under another act",
			(long long)seq);
	return true;
}

/*
 * An entry's hash is not the one noted with its act. Who is right the next
 * entry says, which names the hash too; there may be none.
 */
static bool
settle_wrong(struct chain *c, const struct acts *a, bool named)
{
	if (named)
		return blame(c, CHAIN_ACT, a->wrong,
			"the note of the act of entry %lld was changed, the "
			"entry was not",
			(long long)a->wrong);
	return blame(c, CHAIN_CHANGED, a->wrong,
		"entry %lld was changed: its hash is not the one noted when "
		"it was written",
		(long long)a->wrong);
}

/* Steps the entries; *more is false at the end and at a fault. */
static enum err_code
verify_next(bool *more, struct chain *c, struct acts *a, struct ledger *l,
	sqlite3_stmt *stmt, struct err *err)
{
	enum err_code rc = db_step(more, &l->db, stmt, err);
	const char *line;
	int64_t seq;
	size_t len;

	if (rc != ERR_OK || !*more)
		return rc;
	seq = sqlite3_column_int64(stmt, 0);
	line = sqlite3_column_blob(stmt, 1);
	len = (size_t)sqlite3_column_bytes(stmt, 1);
	if (a->row && a->last < seq)
		rc = acts_next(a, l, err);
	if (rc != ERR_OK)
		return rc;
	*more = chain_add(c, seq, line ? line : "", len);
	if (*more && a->wrong)
		*more = settle_wrong(c, a, !c->doubt);
	else if (*more)
		*more = check_act(c, a, line);
	return ERR_OK;
}

/* After the last entry: an act that reaches further tells of a cut. */
static void
check_end(struct chain *c, const struct acts *a)
{
	int64_t seq = c->result.head.seq;

	if (a->wrong)
		(void)settle_wrong(c, a, false);
	else if (a->row && a->last > seq)
		(void)blame(c, CHAIN_CUT, seq + 1,
			"entry %lld is missing: it is noted as written",
			(long long)seq + 1);
}

static enum err_code
verify_all(struct chain *c, struct ledger *l, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	struct acts acts = { 0 };
	enum err_code rc;
	bool more = true;

	rc = db_prepare(
		&stmt, &l->db, "SELECT seq,line FROM entry ORDER BY seq", err);
	if (rc == ERR_OK)
		rc = db_prepare(&acts.stmt, &l->db,
			"SELECT last,first,act,hash FROM act ORDER BY last",
			err);
	if (rc == ERR_OK)
		rc = acts_next(&acts, l, err);
	while (rc == ERR_OK && more)
		rc = verify_next(&more, c, &acts, l, stmt, err);
	if (rc == ERR_OK && acts.row && acts.last == c->result.head.seq) {
		if (c->doubt)
			(void)settle_doubt(c, is_noted(c, &acts), acts.last);
		rc = acts_next(&acts, l, err);
	}
	if (rc == ERR_OK && chain_finish(c))
		check_end(c, &acts);
	(void)sqlite3_finalize(acts.stmt);
	(void)sqlite3_finalize(stmt);
	return rc;
}

enum err_code
chain_verify(struct chain_result *out, struct ledger *l,
	const struct ledger_head *expected, struct err *err)
{
	struct chain c;
	enum err_code rc;

	chain_init(&c, expected);
	/* one snapshot for both tables, unless a batch holds one already */
	rc = l->phase == PHASE_IDLE ? db_exec(&l->db, "BEGIN", err) : ERR_OK;
	if (rc == ERR_OK) {
		rc = verify_all(&c, l, err);
		if (l->phase == PHASE_IDLE)
			(void)db_exec(&l->db, "COMMIT", NULL);
	}
	*out = c.result;
	chain_release(&c);
	return rc;
}

/*
 * A ledger's chain and its table of acts, read side by side.
 */
#include "store/verify.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/internal.h"
#include "store/reader.h"

enum {
	RANGE_WORTH = 25000, /* entries that are worth a thread */
	OVERLAP = 2 /* lines past a range that settle whom to blame */
};

/*
 * One part of the ledger. All but the last read a little further than they
 * must, because whether a line was changed only its followers tell.
 */
struct verify_range {
	struct ledger *l; /* the caller's for the last, else its own */
	const char *dir; /* where to open its own */
	int64_t from, to;
	bool last;
	int ranges; /* how many there are */
	struct chain chain;
	enum err_code rc;
	struct err err;
	pthread_t thread;
	bool started;
	/* the table of acts, in order of entries */
	sqlite3_stmt *acts;
	bool act; /* whether there is one more: */
	int64_t act_first, act_last;
	int64_t wrong; /* an entry whose hash is not the one its act notes */
};

static enum err_code
next_act(struct verify_range *r, struct err *err)
{
	enum err_code rc = db_step(&r->act, &r->l->db, r->acts, err);

	if (rc == ERR_OK && r->act) {
		r->act_last = sqlite3_column_int64(r->acts, 0);
		r->act_first = sqlite3_column_int64(r->acts, 1);
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
is_noted(const struct verify_range *r)
{
	return is_text(r->acts, 3, r->chain.result.head.hash, HASH_HEX - 1);
}

/* The entry that was just added, seen from the act it should be of. */
static bool
check_act(struct verify_range *r)
{
	struct chain *c = &r->chain;
	int64_t seq = c->result.head.seq;

	if (c->doubt)
		return true;
	if (!r->act || seq < r->act_first || seq > r->act_last)
		return chain_blame(c, CHAIN_ACT, seq, REFUSE_CHAIN_NO_ACT,
			WITH(arg_count(seq)));
	if (seq < r->act_last)
		return true;
	if (!is_noted(r))
		r->wrong = seq;
	if (!is_text(r->acts, 2, c->ends.act, c->ends.act_len))
		return chain_blame(c, CHAIN_ACT, seq, REFUSE_CHAIN_OTHER_ACT,
			WITH(arg_count(seq)));
	return true;
}

/*
 * An entry's hash is not the one noted with its act. Who is right the next
 * entry says, which names the hash too; there may be none.
 */
static bool
settle_wrong(struct verify_range *r, bool named)
{
	if (named)
		return chain_blame(&r->chain, CHAIN_ACT, r->wrong,
			REFUSE_CHAIN_NOTE, WITH(arg_count(r->wrong)));
	return chain_blame(&r->chain, CHAIN_CHANGED, r->wrong,
		REFUSE_CHAIN_NOTED, WITH(arg_count(r->wrong)));
}

/* Steps the entries; *more is false at the end and at a fault. */
static enum err_code
next_entry(
	bool *more, struct verify_range *r, sqlite3_stmt *stmt, struct err *err)
{
	enum err_code rc = db_step(more, &r->l->db, stmt, err);
	const char *line;
	int64_t seq;
	size_t len;

	if (rc != ERR_OK || !*more)
		return rc;
	seq = sqlite3_column_int64(stmt, 0);
	line = sqlite3_column_blob(stmt, 1);
	len = (size_t)sqlite3_column_bytes(stmt, 1);
	if (r->act && r->act_last < seq)
		rc = next_act(r, err);
	if (rc != ERR_OK)
		return rc;
	if (r->last)
		rc = progress_tell(r->l->progress, r->l->step,
			(seq - r->from) * r->ranges,
			(r->to - r->from + 1) * r->ranges, err);
	if (rc != ERR_OK)
		return rc;
	*more = chain_add(&r->chain, seq, line ? line : "", len);
	if (*more && r->wrong)
		*more = settle_wrong(r, !r->chain.doubt);
	else if (*more)
		*more = check_act(r);
	return ERR_OK;
}

/* At the end of the ledger: an act that reaches further tells of a cut. */
static enum err_code
finish_last(struct verify_range *r, struct err *err)
{
	struct chain *c = &r->chain;
	int64_t seq = c->result.head.seq;
	enum err_code rc = ERR_OK;

	if (r->act && r->act_last == seq) {
		if (c->doubt && c->result.fault == CHAIN_SOUND)
			(void)chain_settle(c, is_noted(r), seq);
		rc = next_act(r, err);
	}
	if (rc != ERR_OK || !chain_finish(c))
		return rc;
	if (r->wrong)
		(void)settle_wrong(r, false);
	else if (r->act && r->act_last > seq)
		(void)chain_blame(c, CHAIN_CUT, seq + 1, REFUSE_CHAIN_LOST,
			WITH(arg_count(seq + 1)));
	return ERR_OK;
}

static enum err_code
verify_finish(struct verify_range *r, struct err *err)
{
	int64_t seq = r->chain.result.head.seq;

	if (r->last)
		return finish_last(r, err);
	if (r->chain.result.fault == CHAIN_SOUND && seq < r->to)
		(void)chain_blame(&r->chain, CHAIN_HOLE, seq + 1,
			REFUSE_CHAIN_MISSING, WITH(arg_count(seq + 1)));
	return ERR_OK;
}

static enum err_code
read_range(struct verify_range *r, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum err_code rc;
	bool more = true;

	rc = db_prepare(&stmt, &r->l->db,
		"SELECT seq,line FROM entry WHERE seq BETWEEN ?1 AND ?2"
		" ORDER BY seq",
		err);
	if (rc == ERR_OK)
		rc = db_prepare(&r->acts, &r->l->db,
			"SELECT last,first,act,hash FROM act WHERE last>=?1"
			" ORDER BY last",
			err);
	if (rc == ERR_OK) {
		db_bind_int(stmt, 1, r->from);
		db_bind_int(stmt, 2, r->last ? INT64_MAX : r->to + OVERLAP);
		db_bind_int(r->acts, 1, r->from);
		rc = next_act(r, err);
	}
	while (rc == ERR_OK && more)
		rc = next_entry(&more, r, stmt, err);
	if (rc == ERR_OK)
		rc = verify_finish(r, err);
	(void)sqlite3_finalize(r->acts);
	(void)sqlite3_finalize(stmt);
	return rc;
}

/* Stands behind the line before the range. */
static enum err_code
start_range(struct verify_range *r, struct err *err)
{
	enum err_code rc;
	char *line;

	if (r->from <= 1)
		return ERR_OK;
	rc = ledger_line(&line, r->l, r->from - 1, err);
	if (rc != ERR_OK)
		return rc;
	chain_start(&r->chain, r->from - 1, line, strlen(line));
	free(line);
	return ERR_OK;
}

static void
check_range(struct verify_range *r)
{
	r->rc = ERR_OK;
	if (r->l == NULL)
		r->rc = ledger_open_read(&r->l, r->dir, &r->err);
	if (r->rc == ERR_OK)
		r->rc = start_range(r, &r->err);
	if (r->rc == ERR_OK)
		r->rc = read_range(r, &r->err);
	/* what is missing before this range the one before has to tell */
	else if (r->rc == ERR_NOT_FOUND)
		r->rc = ERR_OK;
	if (!r->last)
		ledger_close(r->l);
}

static void *
thread_main(void *range)
{
	check_range(range);
	hash_thread_end();
	return NULL;
}

/* The last range is the caller's thread's: its snapshot says what is last. */
static void
run_ranges(struct verify_range *ranges, int n)
{
	for (int i = 0; i < n - 1; i++)
		ranges[i].started = pthread_create(&ranges[i].thread, NULL,
					    thread_main, &ranges[i]) == 0;
	check_range(&ranges[n - 1]);
	for (int i = 0; i < n - 1; i++) {
		if (ranges[i].started)
			(void)pthread_join(ranges[i].thread, NULL);
		else
			check_range(&ranges[i]);
	}
}

/* The first range that has something to say has the first bad entry. */
static enum err_code
first_fault(struct chain_result *out, const struct verify_range *ranges, int n,
	struct err *err)
{
	for (int i = 0; i < n; i++) {
		if (ranges[i].rc != ERR_OK) {
			if (err)
				*err = ranges[i].err;
			return ranges[i].rc;
		}
		*out = ranges[i].chain.result;
		if (out->fault != CHAIN_SOUND)
			break;
	}
	return ERR_OK;
}

static enum err_code
verify_ranges(struct chain_result *out, struct ledger *l,
	const struct ledger_head *expected, int n, struct err *err)
{
	struct verify_range ranges[RANGES_MAX];
	char *dir = mem_strdup(l->db.path);
	char *slash = strrchr(dir, '/');
	int64_t head = 0;
	enum err_code rc;

	if (slash)
		*slash = '\0';
	else
		n = 1;
	rc = db_query_int((sqlite3_int64 *)&head, &l->db,
		"SELECT max(seq) FROM entry", err);
	if (rc != ERR_OK)
		goto out;
	memset(ranges, 0, sizeof(ranges));
	for (int i = 0; i < n; i++) {
		struct verify_range *r = &ranges[i];

		r->last = i == n - 1;
		r->ranges = n;
		r->l = r->last ? l : NULL;
		r->dir = dir;
		r->from = 1 + head * i / n;
		r->to = head * (i + 1) / n;
		chain_init(&r->chain, expected);
	}
	run_ranges(ranges, n);
	rc = first_fault(out, ranges, n, err);
	for (int i = 0; i < n; i++)
		chain_release(&ranges[i].chain);
out:
	free(dir);
	return rc;
}

enum err_code
chain_verify_by(struct chain_result *out, struct ledger *l,
	const struct ledger_head *expected, int ranges, struct err *err)
{
	enum err_code rc;

	assert(l->phase == PHASE_IDLE && ranges >= 1 && ranges <= RANGES_MAX);
	rc = db_exec(&l->db, "BEGIN", err);
	if (rc != ERR_OK)
		return rc;
	rc = verify_ranges(out, l, expected, ranges, err);
	(void)db_exec(&l->db, "COMMIT", NULL);
	return rc;
}

enum err_code
chain_verify(struct chain_result *out, struct ledger *l,
	const struct ledger_head *expected, struct err *err)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int64_t n = ledger_head(l)->seq / RANGE_WORTH;

	if (n > processors)
		n = processors;
	if (n > RANGES_MAX)
		n = RANGES_MAX;
	return chain_verify_by(out, l, expected, n < 1 ? 1 : (int)n, err);
}

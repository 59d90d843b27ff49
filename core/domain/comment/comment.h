/*
 * What the public writes to us (政民互动): comments, replies and mentions that
 * the relay has read. The ledger knows of each its account, the platform's ids,
 * its times and a salted digest; who wrote what stands in state.db, where it
 * can be erased. A machine sorts, answers and deletes nothing. By when what is
 * to be done is a row of rules/register.yaml, counted from when it was asked,
 * so that a changed rule holds at once.
 *
 * The office keeps those that are open; a closed one is a row of a projection.
 */
#ifndef CRIER_DOMAIN_COMMENT_COMMENT_H
#define CRIER_DOMAIN_COMMENT_COMMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crier/comment.h"
#include "crier/id.h"
#include "domain/judged.h"
#include "domain/library/comment_rule.h"
#include "domain/rows.h"

enum {
	COMMENT_SHAPE = 2, /* of comment_doc: see rows.h */
	COMMENT_ID = 20, /* "c123" */
	COMMENT_REMOTE = 201, /* ids of platforms */
	COMMENT_DIGEST = 33, /* half an HMAC-SHA-256, as hex */
	COMMENTS_READ = 40, /* of one reading of an account */
	COMMENTS_OPEN_MAX = 20000
};

struct office;
struct rules;
struct entry;
struct world;

struct comment {
	char id[COMMENT_ID];
	int64_t number; /* of its id */
	char account[ACCOUNT_ID];
	char *remote, *thread; /* the platform's ids; "" where not told */
	int64_t at; /* by the platform's word, 0 not told */
	int64_t came; /* when it was read */
	int64_t seq; /* of the entry that brought it */
	char digest[COMMENT_DIGEST]; /* of what was written, salted */
	int masked; /* leaks that were masked in it */
	bool cut; /* longer than what is kept */
	enum comment_sort sort;
	char owner[OFFICER_ID];
	json_t *handed; /* {to, taker, number, time, by}, NULL not yet */
	char claim[MESSAGE_ID]; /* that it became, "" none */
	char answer[MESSAGE_ID]; /* the last begun to it, "" none */
	int64_t closed;
	char outcome[WORD_ID], closed_by[OFFICER_ID];
	char found[601];
};

/* An open one, borrowed; NULL if there is none. */
const struct comment *office_comment(const struct office *o, const char *id);

int64_t comment_number(const char *id); /* 123 of "c123", 0 of what is none */
/* Where this number stands, or would stand. */
size_t comments_place(const struct office *o, int64_t number);

/* When it was asked: by the platform, where that can be true, else as read. */
int64_t comment_asked(const struct comment *c);

/* What is to be done next, and by when. */
struct comment_next {
	const struct comment_rule *rule; /* NULL: nothing has a deadline */
	int64_t due;
};
struct comment_next comment_next(
	const struct rules *r, const struct comment *c, int64_t now, int zone);

/* Whole working days after the day of `from`, to the end of the last one. */
int64_t
comment_workday(const struct rules *r, int64_t from, int days, int zone);

/*
 * What a reading of the account brought, against what is known: appends to
 * `rows`, the results of comments.heard. `is_known` tells whether a comment of
 * this account and id was taken before; `keep` puts what was written where it
 * can be erased and gives its salted digest, false if it could not.
 */
struct comment_reading {
	bool (*is_known)(void *arg, const char *account, const char *remote);
	bool (*keep)(void *arg, char digest[COMMENT_DIGEST], const char *id,
		json_t *written);
	void *arg;
	int64_t number; /* of the newest comment: counted up */
	size_t open; /* likewise, those that are open */
};
void comment_judge_heard(json_t *rows, const struct world *w,
	const json_t *result, struct comment_reading *reading);

/* The row with what is worked out of it: names, next {rule, title, todo, due,
 * overdue, citation}. `doc` is a row of PROJ_COMMENT, changed in place. */
void comment_put_view(json_t *doc, const struct office *o,
	const struct rules *r, int64_t now);

/*
 * What is open, by what is awaited and by whom: calls fn for each group with
 * how many there are, the one that is due first and its deadline.
 */
struct comment_group {
	const struct comment_rule *rule;
	const char *owner; /* "" nobody yet */
	const struct comment *first; /* that is due first */
	size_t count;
	int64_t due;
};
enum { COMMENT_GROUPS = 64 };
size_t comment_groups(struct comment_group out[COMMENT_GROUPS],
	const struct office *o, const struct rules *r, int64_t now);

/* Its row; a field more in it raises COMMENT_SHAPE. */
json_t *comment_doc(const struct comment *c);
void
comment_rows(struct rows *out, const struct office *o, const struct entry *e);
void comment_load(struct office *o, const json_t *row);
void comments_clear(struct office *o);

#endif

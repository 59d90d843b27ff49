/*
 * What stands on an account, as rounds have found it: which posts are known,
 * and which nobody has explained yet. The newest KNOWN posts are kept by id and
 * by a digest of their words, so that a round writes only what is new, changed
 * or gone. What stood there before the first round is known and nobody's
 * alarm; words that are kept have passed the leak gate.
 */
#ifndef CRIER_DOMAIN_REGISTER_FEED_H
#define CRIER_DOMAIN_REGISTER_FEED_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "domain/judged.h"

enum { FEED_KNOWN = 40, FEED_OPEN = 60 };

struct account;
struct world;

struct account_feed {
	int64_t tried; /* the last round that came by, 0 never */
	int64_t read; /* when its list was last read, 0 never */
	char why[301]; /* why it was not read then, "" it was */
	json_t *known; /* [{id, digest, at?, ours?}], the newest first; or NULL */
	json_t *open; /* bodies of account.alarm with seq and time; or NULL */
	json_t *heard; /* how its comments were last read, and when; or NULL */
	int64_t others; /* posts by other tools since somebody looked */
	int64_t others_since; /* the first of them, by the station's clock */
};

void feed_clear(struct account_feed *f);
void feed_put(json_t *row, const struct account_feed *f);
void feed_load(struct account_feed *f, const json_t *row);

/* A row of relay.swept or accounts.swept: it gave way to a release. */
bool feed_is_unasked(const json_t *row);

/*
 * Does a later one of the act's results tell of the same account? A look that
 * somebody asked for may come beside the round's; judged both, all that is new
 * would be alarmed twice.
 */
bool feed_is_told_again(const json_t *results, size_t place);

/* What a row of comments.heard says of how its comments were read. */
struct office;
void account_fold_heard(
	struct office *o, const char *account, const json_t *row, int64_t time);

/* Its alarms that nobody has acknowledged. */
size_t feed_open_count(const struct account_feed *f);
/* [{what, id, url, at, words, was, time, seq, …}], borrowed; NULL none. */
const json_t *feed_open(const struct account_feed *f);

/* What the ledger says of this account's posts. */
struct feed_ours {
	/* a delivery to it is not settled: a post may be that one's */
	bool busy;
	/* does this id or address belong to one of its deliveries? */
	bool (*is_ours)(void *arg, const char *id, const char *url);
	/* is this what was approved for it? `of` says of what the digest is;
	 * true where that cannot be said any more */
	bool (*is_approved)(void *arg, const char *id, const char *url,
		const char *of, const char *digest);
	/* was the post of this id put right by a later one of ours? */
	bool (*is_amended)(void *arg, const char *id);
	void *arg;
	/* the open incidents in earnest, each with its own library: what their
	 * lines and figures say is what others' posts are compared with */
	const struct world *open;
	size_t open_count;
};

/* Into the account's answer: looked {tried, read, why, posts, others}, heard {tried,
 * last, read, …} and, where there are any, alarms[]; the posts themselves stay out. */
void feed_put_view(json_t *doc, const struct account_feed *f);

/*
 * A row of relay.swept against all of that: appends to `rows`, the results of
 * accounts.swept, what of it is new, and to `out` an account.alarm for each
 * finding and an account.checked where the login says something new.
 */
void feed_judge(struct judged *out, json_t *rows, const struct world *w,
	const struct account *a, const json_t *result,
	const struct feed_ours *ours);

#endif

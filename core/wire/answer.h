/*
 * What all judges share: reading a hostile answer strictly, and turning a
 * finding into outcome, next step, waiting time and a sentence. One table
 * says what follows from an outcome after each step, so that no connector
 * can, for instance, publish again after an unknown.
 */
#ifndef CRIER_WIRE_ANSWER_H
#define CRIER_WIRE_ANSWER_H

#include "wire/connector.h"

/* Why, in both languages; see the table in answer.c. */
enum reason {
	REASON_READY,
	REASON_PUBLISHED,
	REASON_FOUND,
	REASON_ABSENT,
	REASON_SAME,
	REASON_DIFFERENT,
	REASON_NOT_SENT,
	REASON_NO_ANSWER,
	REASON_STRANGE,
	REASON_BUSY,
	REASON_SERVER,
	REASON_CREDENTIAL,
	REASON_FORBIDDEN,
	REASON_ADDRESS,
	REASON_MOVED,
	REASON_CONTENT,
	REASON_PERMANENT,
	REASON_HELD,
	REASON_PUBLISHED_OTHERWISE,
	REASON_LATER,
	REASON_STRIPPED,
	REASON_EDGES,
	REASON_ANSWERS,
	REASON_TOO_MANY,
	REASON_DRAFT_GONE,
	REASON_DRAFT_KEPT,
	REASON_BY_HAND,
	REASON_SAYS_NO,
	REASON_KEYWORD,
	REASON_CLOCK,
	REASON_ORIGIN,
	REASON_QUOTA,
	REASON_BY_SITE,
	REASON_TOKEN,
	REASON_QUEUED,
	REASON_TAKEN_DOWN,
	REASON_SEVERAL,
	REASON_OTHERS,
	REASON_UNSURE,
	REASON_SOME,
	REASON_NOBODY,
	REASON_HOST_KEY,
	REASON_LISTEN,
	REASON_NOT_ALL,
	REASON_NO_MEMBER,
	REASON_PARTLY,
	REASON_COUNT
};

/* An HTTP status, or a range of them, and what it means to a platform. */
struct status_row {
	int from, to; /* 0, 0 ends the table */
	enum outcome outcome;
	enum reason reason;
	bool look; /* a no that may hide a success: looked at before it counts */
};

/*
 * Statuses that a platform may give although it stored the post ("Duplicate
 * record"), for the PUBLISH rows of platforms that can be looked up. "Wait" is
 * one of them: what counts requests often stands behind what stores. A refused
 * credential or size is believed.
 */
#define DOUBTED_ROWS                                                           \
	{ 400, 400, OUTCOME_CONTENT, REASON_CONTENT, true },                   \
		{ 409, 409, OUTCOME_PERMANENT, REASON_PERMANENT, true },       \
		{ 410, 410, OUTCOME_PERMANENT, REASON_ADDRESS, true },         \
		{ 422, 422, OUTCOME_CONTENT, REASON_CONTENT, true },           \
		{ 425, 425, OUTCOME_UNKNOWN, REASON_BUSY, false },             \
	{                                                                      \
		429, 429, OUTCOME_UNKNOWN, REASON_BUSY, false                  \
	}

/* Appends what most HTTP services mean; a connector's own rows come first. */
#define STATUS_ROWS                                                            \
	{ 300, 399, OUTCOME_PERMANENT, REASON_MOVED, false },                  \
		{ 401, 401, OUTCOME_PERMANENT, REASON_CREDENTIAL, false },     \
		{ 403, 403, OUTCOME_PERMANENT, REASON_FORBIDDEN, false },      \
		{ 404, 405, OUTCOME_PERMANENT, REASON_ADDRESS, false },        \
		{ 410, 410, OUTCOME_PERMANENT, REASON_ADDRESS, false },        \
		{ 408, 409, OUTCOME_UNKNOWN, REASON_NO_ANSWER, false },        \
		{ 413, 413, OUTCOME_CONTENT, REASON_CONTENT, false },          \
		{ 425, 425, OUTCOME_RETRY_LATER, REASON_BUSY, false },         \
		{ 429, 429, OUTCOME_RETRY_LATER, REASON_BUSY, false },         \
		{ 400, 499, OUTCOME_PERMANENT, REASON_PERMANENT, false },      \
		{ 100, 599, OUTCOME_UNKNOWN, REASON_SERVER, false },           \
	{                                                                      \
		0, 0, OUTCOME_UNKNOWN, REASON_STRANGE, false                   \
	}

/*
 * Fills outcome, next, wait_ms and detail. The outcome is what the answer
 * means for a request of this step; for steps that publish nothing an
 * UNKNOWN becomes RETRY_LATER, and a look-up that failed says UNKNOWN.
 * `words` (NULL or the platform's own) go behind the sentence.
 */
void answer_settle(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer,
	enum outcome outcome, enum reason reason, const char *words);

/*
 * Settles what needs no look at the body: no answer at all, and every status
 * but 2xx, by the rows. False if it is 2xx: then the body decides. A no that is
 * to be looked at has the outcome it says and the next step LOOKUP.
 */
bool answer_status(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer,
	const struct status_row *rows);

/*
 * The body as a document if it is whole, called JSON and well formed, else
 * NULL. What a site puts around its answers (edges.h) is left out. The caller
 * owns it.
 */
json_t *answer_json(const struct wire_response *answer);

/*
 * An answer that is not the platform's own form: UNKNOWN, saying what the site
 * puts around its answers, or the type where that is wrong, or else how the
 * body begins.
 */
void answer_strange(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer);

/*
 * A LOOKUP that found nothing. Only the second of an attempt says NOT_SENT,
 * and goes on with `next`: a request may still be on its way, and what is
 * shown a little old.
 */
void answer_absent(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer, enum wire_step next);

/*
 * A 2xx after PUBLISH that shows a post (out->id) which need not be ours, or
 * not as it was to be: UNKNOWN, and the look-up tells. It remembers the id in
 * the memo, and leaves to a person what it cannot tell.
 */
void answer_doubt(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer);
bool answer_was_doubted(const struct wire_job *job);

/* The platform's own words about an error ("error", "message"), or "". */
void answer_words(char *out, size_t size, const struct wire_response *answer);

/* An id: a short printable word or a positive integer. False if neither. */
bool answer_id(char *out, size_t size, const json_t *value);

/* A web address, or "" if it is none. */
void answer_url(char *out, size_t size, const json_t *value);

/*
 * What the platform asks to wait, from Retry-After (seconds or a date) or the
 * usual X-RateLimit-Reset (RFC 3339 or epoch seconds); at most an hour. -1 if
 * it does not say.
 */
int64_t answer_wait(const struct wire_response *answer, int64_t now);

/* Puts a text into the judgment's memo. */
void answer_memo(struct wire_judgment *out, const char *key, const char *value);

#endif

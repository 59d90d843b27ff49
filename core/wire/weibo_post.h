/*
 * Weibo's posts: telling ours from others, and where the public sees one.
 * Weibo puts an address of its own (t.cn) in the place of each link, so texts
 * are compared without their links.
 */
#ifndef CRIER_WIRE_WEIBO_POST_H
#define CRIER_WIRE_WEIBO_POST_H

#include "wire/connector.h"

enum { WEIBO_ID = 24 };

/* https://weibo.com/UID/z20XK26My from the number of a post; "" if it is none. */
void weibo_url(char *out, size_t size, const char *uid, const char *mid);

/* The id as text: numbers beyond 2^53 do not survive as JSON numbers
 * everywhere, so the text beside it comes first. False if there is none. */
bool weibo_id(char out[WEIBO_ID], const json_t *status);

/* Does it say what was approved, whatever became of its links? */
bool weibo_same(const json_t *status, const struct wire_job *job);

/* It is newer than what stood there at arm, and nobody else's receipt. */
bool weibo_may_be_ours(const json_t *status, const struct wire_job *job);

/* Has the text a link to this domain or a name below it? */
bool weibo_has_domain(const char *text, const char *domain);

/* STEP_LIST: what stands on the account. */
void weibo_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc);

#endif

/*
 * Which post an answer speaks of: what publishing shows, and what a look-up
 * finds. An answer that shows a post is no proof that it is ours.
 */
#ifndef CRIER_WIRE_MASTODON_POST_H
#define CRIER_WIRE_MASTODON_POST_H

#include "wire/connector.h"

/* The id of the post that is put right, where this job does that to one. */
const char *mastodon_target(const struct wire_job *job, const char *act);

/* Is it the post that this job puts right, or made? */
bool mastodon_is_target(const json_t *status, const struct wire_job *job);
bool mastodon_is_made(const json_t *status, const struct wire_job *job);

/* Id and address of a status; false if it is not one. */
bool mastodon_take_receipt(struct wire_judgment *out, const json_t *status);

/* A 2xx after PUBLISH. */
void mastodon_judge_shown(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *status);

/* A LOOKUP: the account's list, or the post that was edited. */
void mastodon_judge_list(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list);
void
mastodon_judge_edited(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *status);

#endif

/* What stands on an account of Mastodon and its like. */
#ifndef CRIER_WIRE_MASTODON_FEED_H
#define CRIER_WIRE_MASTODON_FEED_H

#include "wire/connector.h"

/* `list` is what came, and may be anything. */
void mastodon_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list);

/* STEP_HEAR: one row of the notifications. */
void mastodon_take_mention(struct wire_judgment *out,
	const struct wire_job *job, const json_t *item);

#endif

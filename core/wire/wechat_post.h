/*
 * What both halves of the WeChat connector say of a message.
 */
#ifndef CRIER_WIRE_WECHAT_POST_H
#define CRIER_WIRE_WECHAT_POST_H

#include "wire/connector.h"

/* Is it sent to all followers (群发), and not only published (发布)? */
bool wechat_is_push(const struct wire_job *job);

/*
 * The address under "read the original": our page with the message's own name
 * behind it, which no reader sees. Lists show it, so that ours is known among
 * others. "" where there is no page. The caller's.
 */
char *wechat_source(const struct wire_job *job);

/* STEP_LIST: what was published. What was pushed is in no list. */
void wechat_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc);

#endif

/*
 * The judging half of the WeChat connector; requests are made in wechat.c.
 */
#ifndef CRIER_WIRE_WECHAT_JUDGE_H
#define CRIER_WIRE_WECHAT_JUDGE_H

#include "wire/connector.h"

void wechat_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer);

#endif

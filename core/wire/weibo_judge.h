/* What Weibo's answers mean. */
#ifndef CRIER_WIRE_WEIBO_JUDGE_H
#define CRIER_WIRE_WEIBO_JUDGE_H

#include "wire/connector.h"

void weibo_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer);

#endif

/* What a mail server said, recipient by recipient. */
#ifndef CRIER_WIRE_MAIL_JUDGE_H
#define CRIER_WIRE_MAIL_JUDGE_H

#include "wire/connector.h"

void mail_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer);

#endif

/*
 * Which gates a message has at which stage, and which of them are passed.
 */
#include "domain/review/review_stages.h"

bool
message_stage_has(const struct message *m, enum stage stage, enum gate gate)
{
	return m->stages[stage].gates >> gate & 1;
}

bool
message_gate_stage(enum stage *out, const struct message *m, enum gate gate)
{
	for (int s = 0; s < STAGE_COUNT; s++) {
		if (message_stage_has(m, (enum stage)s, gate)) {
			*out = (enum stage)s;
			return true;
		}
	}
	return false;
}

const struct pass *
message_pass(const struct message *m, enum gate gate)
{
	for (size_t n = 0; n < m->pass_count; n++)
		if (m->passes[n].gate == gate && !m->passes[n].returned)
			return &m->passes[n];
	return NULL;
}

bool
message_stage_complete(const struct message *m, enum stage stage)
{
	if (stage == STAGE_FINAL)
		return m->approved.by[0] != '\0';
	for (int g = 0; g < GATE_COUNT; g++)
		if (message_stage_has(m, stage, (enum gate)g) &&
			message_pass(m, (enum gate)g) == NULL)
			return false;
	return !m->stages[stage].strange;
}

bool
message_owes_signature(const struct message *m)
{
	return m->supplement_due != 0 && m->supplemented.by[0] == '\0';
}

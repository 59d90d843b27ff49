/*
 * Which gates a message has at which stage, and which of them are passed.
 */
#include "domain/review/review_stages.h"

#include <string.h>

#include "base/doc.h"

json_t *
message_stage_gates(const struct message *m, enum stage stage)
{
	json_t *row;
	size_t n;

	json_array_foreach(
		m->stages, n, row) if (strcmp(doc_str(row, "stage"),
					       stage_row(stage)->word) ==
		0) return json_object_get(row, "gates");
	return NULL;
}

bool
message_gate_stage(enum stage *out, const struct message *m, enum gate gate)
{
	for (int s = 0; s < STAGE_COUNT; s++) {
		json_t *gates = message_stage_gates(m, (enum stage)s);

		if (gates && doc_list_has(gates, gate_row(gate)->word)) {
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
	json_t *gates = message_stage_gates(m, stage), *word;
	enum gate gate;
	size_t n;

	if (stage == STAGE_FINAL)
		return m->approved.by[0] != '\0';
	json_array_foreach(gates, n, word)
	{
		if (!gate_parse(&gate, json_string_value(word)) ||
			message_pass(m, gate) == NULL)
			return false;
	}
	return true;
}

bool
message_owes_signature(const struct message *m)
{
	return m->supplement_due != 0 && m->supplemented.by[0] == '\0';
}

/*
 * Finding things in a folded incident, and the small questions that rules
 * and views ask of it.
 */
#include "domain/incident/incident.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"

struct message *
incident_message(const struct incident *i, const char *id)
{
	const char *slash = strchr(id, '/');
	char *end;
	long n;

	if (slash == NULL || strncmp(id, i->id, (size_t)(slash - id)) != 0 ||
		i->id[slash - id] != '\0')
		return NULL;
	if (slash[1] < '1' || slash[1] > '9')
		return NULL;
	n = strtol(slash + 1, &end, 10);
	if ((*end != '\0' && *end != ':') || n < 1 ||
		(size_t)n > i->message_count)
		return NULL;
	return i->messages[n - 1];
}

static int
delivery_order(const void *key, const void *item)
{
	return strcmp(key, ((const struct delivery *)item)->account);
}

struct delivery *
message_delivery(const struct message *m, const char *account)
{
	if (m->delivery_count == 0)
		return NULL;
	return bsearch(account, m->deliveries, m->delivery_count,
		sizeof(*m->deliveries), delivery_order);
}

void
incident_fire_word(char out[32], const struct incident *i)
{
	if (i->drill)
		(void)snprintf(out, 32, "drill-%s",
			i->id[0] == 'D' ? i->id + 1 : i->id);
	else
		(void)snprintf(out, 32, "live-%s", i->id);
}

static bool
list_has(const json_t *list, const char *id)
{
	for (size_t n = 0; n < json_array_size(list); n++)
		if (strcmp(json_string_value(json_array_get(list, n)), id) == 0)
			return true;
	return false;
}

bool
message_is_author(const struct message *m, const char *officer)
{
	return list_has(m->authors, officer);
}

bool
message_is_only_author(const struct message *m, const char *officer)
{
	return json_array_size(m->authors) == 1 &&
		list_has(m->authors, officer);
}

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

		if (gates && list_has(gates, gate_row(gate)->word)) {
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

int64_t
message_skew(const struct message *m)
{
	int64_t first = 0, last = 0;
	int sent = 0;

	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (d->sent_at == 0 || strcmp(d->kind, "manual") == 0 ||
			delivery_row(d->state)->truth != TRUTH_YES)
			continue;
		if (sent++ == 0)
			first = last = d->sent_at;
		if (d->sent_at < first)
			first = d->sent_at;
		if (d->sent_at > last)
			last = d->sent_at;
	}
	return sent < 2 ? -1 : last - first;
}

bool
message_owes_signature(const struct message *m)
{
	return m->supplement_due != 0 && m->supplemented.by[0] == '\0';
}

const char *
message_waits(const struct message *m)
{
	static const char *const next[] = {
		[MESSAGE_DRAFT] = "submit",
		[MESSAGE_REVIEW] = "",
		[MESSAGE_APPROVED] = "arm",
		[MESSAGE_ARMING] = "relay",
		[MESSAGE_ARMED] = "fire",
		[MESSAGE_FIRED] = "settle",
		[MESSAGE_RELEASED] = "",
	};

	if (m->state == MESSAGE_RELEASED && message_owes_signature(m))
		return "supplement";
	if (m->reclassified)
		return "resubmit";
	if (m->state != MESSAGE_REVIEW)
		return next[m->state];
	for (int s = 0; s < STAGE_FINAL; s++)
		if (!message_stage_complete(m, (enum stage)s))
			return stage_row((enum stage)s)->word;
	return stage_row(STAGE_FINAL)->word;
}

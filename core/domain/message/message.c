/*
 * Finding a message of an incident, the questions that rules ask of its authors
 * and state, and its projection row.
 */
#include "domain/message/message.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "domain/message/message_standing.h"
#include "domain/review/review_stages.h"

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

bool
message_is_author(const struct message *m, const char *officer)
{
	return doc_list_has(m->authors, officer);
}

bool
message_is_only_author(const struct message *m, const char *officer)
{
	return json_array_size(m->authors) == 1 &&
		doc_list_has(m->authors, officer);
}

const char *
message_waits(const struct message *m)
{
	static const char *const next[] = {
		[MESSAGE_DRAFT] = "submit",
		[MESSAGE_REVIEW] = "",
		[MESSAGE_APPROVED] = "arm",
		[MESSAGE_SET] = "time",
		[MESSAGE_ARMING] = "relay",
		[MESSAGE_ARMED] = "fire",
		[MESSAGE_FIRED] = "settle",
		[MESSAGE_RELEASED] = "",
	};

	if (m->state == MESSAGE_RELEASED && message_owes_signature(m))
		return "supplement";
	if (m->reclassified)
		return "resubmit";
	if (m->state < MESSAGE_FIRED && (m->at != 0 || m->signal))
		return m->set.by[0] ? "time" : "set";
	if (m->state != MESSAGE_REVIEW)
		return next[m->state];
	for (int s = 0; s < STAGE_FINAL; s++)
		if (!message_stage_complete(m, (enum stage)s))
			return stage_row((enum stage)s)->word;
	return stage_row(STAGE_FINAL)->word;
}

/* Rules that two officers have suspended for this message, by id. */
static void
put_suspended(json_t *doc, const struct message *m)
{
	json_t *list = json_array();

	for (size_t n = 0; n < m->suspension_count; n++)
		if (m->suspensions[n].second.confirmed_by[0])
			json_array_append_new(
				list, json_string(m->suspensions[n].rule));
	if (json_array_size(list) > 0)
		doc_put(doc, "suspended", json_incref(list));
	json_decref(list);
}

json_t *
message_doc(const struct incident *i, const struct message *m)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", m->id);
	doc_put_str(doc, "incident", i->id);
	doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
	doc_put_str(doc, "kind", message_kind_row(m->kind)->word);
	doc_put_str(doc, "lang", m->lang);
	doc_put_str(doc, "state", message_state_row(m->state)->word);
	doc_put(doc, "standing", message_standing_doc(i, m, NULL));
	doc_put_int(doc, "revision", m->revision);
	doc_put_str(doc, "title", m->title);
	doc_put_str(doc, "digest", m->digest);
	doc_put_int(doc, "release", m->release);
	doc_put_int(doc, "number", m->issue);
	doc_put_str(doc, "tier", m->tier);
	doc_put_str(doc, "corrects", m->corrects);
	doc_put_str(doc, "instead_of", m->instead_of);
	doc_put(doc, "waits", json_string(message_waits(m)));
	doc_put_int(doc, "expires", m->armed.by[0] ? m->expires : 0);
	if (m->at != 0)
		doc_put_int(doc, "at", m->at);
	put_suspended(doc, m);
	if (message_owes_signature(m))
		doc_put_int(doc, "supplement", m->supplement_due);
	doc_put_int(doc, "updated", m->updated);
	return doc;
}

role_set
message_first_key(const struct message *m, enum act act)
{
	role_set roles = act_row(act)->roles;

	if (m->order[0] &&
		(act == ACT_RELEASE_ARM || act == ACT_RELEASE_DISARM))
		roles |= act_row(ACT_JOINT_TAKE)->roles;
	return roles;
}

/*
 * The keys under which documents name what they are about.
 */
#include "crier/subject.h"

#include <stddef.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static const char *
subject_first(const json_t *doc, const char *const *keys, size_t count)
{
	for (size_t n = 0; n < count; n++)
		if (*doc_str(doc, keys[n]))
			return doc_str(doc, keys[n]);
	return "";
}

const char *
subject_message(const json_t *doc)
{
	static const char *const keys[] = { "message", "delivery" };

	return subject_first(doc, keys, LENGTH(keys));
}

bool
subject_incident(char out[INCIDENT_ID], const json_t *doc)
{
	static const char *const within[] = { "message", "delivery", "claim" };
	const char *id = doc_str(doc, "incident");

	if (*id)
		return fixed_try(out, INCIDENT_ID, id);
	for (size_t n = 0; n < LENGTH(within); n++)
		if (delivery_id_split(out, NULL, NULL, doc_str(doc, within[n])))
			return true;
	return false;
}

const char *
subject_id(const json_t *body, const char *incident)
{
	static const char *const within[] = { "claim", "delivery", "message" };
	static const char *const office[] = { "officer", "account", "partner" };
	const char *id = subject_first(body, within, LENGTH(within));

	if (*id || *incident)
		return *id ? id : incident;
	return subject_first(body, office, LENGTH(office));
}

static bool
subject_part(char *out, size_t size, const char *from, size_t len)
{
	if (len == 0 || len >= size)
		return false;
	if (out != NULL) {
		memcpy(out, from, len);
		out[len] = '\0';
	}
	return true;
}

bool
delivery_id_split(char incident[INCIDENT_ID], char message[MESSAGE_ID],
	char account[ACCOUNT_ID], const char *id)
{
	char scratch[ACCOUNT_ID];
	const char *slash, *colon;

	if (id == NULL || (slash = strchr(id, '/')) == NULL)
		return false;
	colon = strchr(slash, ':');
	if (colon == NULL && account != NULL)
		return false;
	if (colon == NULL)
		colon = slash + strlen(slash);
	return subject_part(incident, INCIDENT_ID, id, (size_t)(slash - id)) &&
		subject_part(message, MESSAGE_ID, id, (size_t)(colon - id)) &&
		(account == NULL ||
			subject_part(account ? account : scratch, ACCOUNT_ID,
				colon + 1, strlen(colon + 1)));
}

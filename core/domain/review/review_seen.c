/*
 * Handing on what the console saw.
 */
#include "domain/review/review_seen.h"

#include "base/doc.h"

static const char *const keys[] = { "read_end", "read_evidence",
	"read_seconds" };

enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

void
review_put_seen(json_t *body, const json_t *act)
{
	for (size_t n = 0; n < KEYS; n++)
		if (json_object_get(act, keys[n]))
			doc_put(body, keys[n],
				json_incref(json_object_get(act, keys[n])));
}

json_t *
review_seen(const json_t *body)
{
	json_t *doc = json_object();

	review_put_seen(doc, body);
	if (json_object_size(doc) > 0)
		return doc;
	json_decref(doc);
	return NULL;
}

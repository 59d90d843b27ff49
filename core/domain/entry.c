/*
 * Entries to and from their canonical line. The line is canonical when
 * formatting what was read gives the same bytes again.
 */
#include "domain/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"

void
entry_init(struct entry *e)
{
	memset(e, 0, sizeof(*e));
	e->v = ENTRY_FORMAT;
}

void
entry_release(struct entry *e)
{
	if (e == NULL)
		return;
	json_decref(e->body);
	e->body = NULL;
}

json_t *
entry_doc(const struct entry *e)
{
	json_t *doc = json_object();

	doc_put_int(doc, "v", e->v);
	doc_put_int(doc, "seq", e->seq);
	doc_put(doc, "act", json_string(e->act));
	doc_put_int(doc, "time", e->time);
	doc_put(doc, "by", json_string(e->by));
	doc_put(doc, "via", json_string(e->via));
	doc_put(doc, "incident", json_string(e->incident));
	doc_put(doc, "mode", json_string(e->mode));
	doc_put(doc, "kind", json_string(e->kind));
	doc_put(doc, "prev", json_string(e->prev));
	if (e->body)
		doc_put(doc, "body", json_incref(e->body));
	else
		doc_put(doc, "body", json_object());
	return doc;
}

char *
entry_format(const struct entry *e)
{
	json_t *doc = entry_doc(e);
	char *line = doc_format(doc);

	json_decref(doc);
	return line;
}

/* The text fields of a line and where they go. */
static const struct {
	const char *key;
	size_t offset, size;
} texts[] = {
#define T(f)                                                                   \
	{                                                                      \
#f, offsetof(struct entry, f), sizeof(((struct entry *)0)->f)  \
	}
	T(act),
	T(by),
	T(via),
	T(incident),
	T(mode),
	T(kind),
	T(prev),
#undef T
};

enum { FIELDS = 11 };

static enum err_code
read_fields(struct entry *e, const json_t *doc, struct err *err)
{
	json_t *v = json_object_get(doc, "v");
	json_t *seq = json_object_get(doc, "seq");
	json_t *time = json_object_get(doc, "time");
	json_t *body = json_object_get(doc, "body");

	if (json_object_size(doc) != FIELDS || !json_is_integer(v) ||
		!json_is_integer(seq) || !json_is_integer(time) ||
		!json_is_object(body))
		return refuse(err, REFUSE_ENTRY_FIELDS, "", WITH_NONE);
	e->v = (int)json_integer_value(v);
	e->seq = json_integer_value(seq);
	e->time = json_integer_value(time);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		json_t *t = json_object_get(doc, texts[i].key);

		if (!json_is_string(t) ||
			json_string_length(t) >= texts[i].size)
			return refuse(err, REFUSE_ENTRY_FIELD, texts[i].key,
				WITH(arg_key(texts[i].key)));
		memcpy((char *)e + texts[i].offset, json_string_value(t),
			json_string_length(t) + 1);
	}
	e->body = json_incref(body);
	return ERR_OK;
}

enum err_code
entry_parse(struct entry *e, const char *line, size_t len, struct err *err)
{
	json_t *doc = NULL;
	char *again = NULL;
	struct err why;
	enum err_code rc;

	entry_init(e);
	rc = doc_parse(&doc, line, len, &why);
	if (rc != ERR_OK)
		return refuse(err, REFUSE_ENTRY_JSON, why.where,
			WITH(arg_quoted(why.what)));
	rc = read_fields(e, doc, err);
	if (rc != ERR_OK)
		goto out;
	again = doc_format(doc);
	if (strlen(again) != len || memcmp(again, line, len) != 0)
		rc = refuse(err, REFUSE_ENTRY_FORM, "", WITH_NONE);
out:
	if (rc != ERR_OK)
		entry_release(e);
	free(again);
	json_decref(doc);
	return rc;
}

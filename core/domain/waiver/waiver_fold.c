/*
 * Folding what officers say about findings.
 */
#include "domain/fold.h"

#include <string.h>

#include "base/doc.h"

static json_t *
said(const struct entry *e)
{
	json_t *row = json_object();

	doc_put_str(row, "rule", doc_str(e->body, "rule"));
	doc_put_str(row, "reason", doc_str(e->body, "reason"));
	doc_put_str(row, "by", e->by);
	doc_put_int(row, "time", e->time);
	return row;
}

enum err_code
fold_explained(struct message *m, const struct entry *e, struct err *err)
{
	(void)err;
	json_array_append_new(m->reasons, said(e));
	return ERR_OK;
}

/* A proposal by one, or by a second the suspension. */
enum err_code
fold_suspension(struct message *m, const struct entry *e, struct err *err)
{
	const char *first = doc_str(e->body, "proposed_by");
	json_t *row = said(e);

	(void)err;
	if (strcmp(e->kind, "rule.suspended") == 0) {
		doc_put_str(row, "by", first);
		doc_put_str(row, "second", e->by);
	}
	json_array_append_new(m->suspensions, row);
	return ERR_OK;
}

/* As if nobody had proposed it; the entries stay. */
enum err_code
fold_restored(struct message *m, const struct entry *e, struct err *err)
{
	const char *rule = doc_str(e->body, "rule");

	(void)err;
	for (size_t n = json_array_size(m->suspensions); n > 0; n--) {
		json_t *row = json_array_get(m->suspensions, n - 1);

		if (strcmp(doc_str(row, "rule"), rule) == 0)
			(void)json_array_remove(m->suspensions, n - 1);
	}
	return ERR_OK;
}

/*
 * Folding what other units were asked and answered.
 */
#include "domain/fold.h"

#include "base/doc.h"

enum err_code
fold_concur(struct message *m, const struct entry *e, struct err *err)
{
	json_t *row = json_copy(e->body);
	const char *answer = doc_str(e->body, "answer");

	(void)err;
	doc_put_str(row, "state", *answer ? answer : "asked");
	doc_put_str(row, "by", e->by);
	doc_put_int(row, "at", e->time);
	json_array_append_new(m->concurrences, row);
	return ERR_OK;
}

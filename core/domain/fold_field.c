/*
 * Putting one field of an entry into the fold: what every folding function
 * does, and the one error it can have.
 */
#include "domain/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"

void
fold_text(char **field, const char *text)
{
	char *old = *field;

	*field = mem_strdup(text);
	free(old);
}

void
fold_doc(json_t **field, json_t *doc)
{
	json_incref(doc);
	json_decref(*field);
	*field = doc;
}

void
fold_word(char *field, size_t size, const json_t *doc, const char *key)
{
	fixed_cut(field, size, doc_str(doc, key));
}

void
fold_given(char *field, size_t size, const json_t *doc, const char *key)
{
	const char *text = json_string_value(json_object_get(doc, key));

	if (text != NULL)
		fixed_cut(field, size, text);
}

void
fold_mark(struct act_mark *m, const struct entry *e)
{
	FIXED_SET(m->by, e->by);
	m->time = e->time;
	m->seq = e->seq;
}

void
fold_unmark(struct act_mark *m)
{
	memset(m, 0, sizeof(*m));
}

enum err_code
fold_broken(struct err *err, const struct entry *e, struct arg what)
{
	char where[64];

	fixed_format(where, sizeof(where), "entry %lld", (long long)e->seq);
	return refuse(
		err, REFUSE_ENTRY_FOLD, where, WITH(arg_word(e->kind), what));
}

/*
 * What a child says, and how a fault of it crosses the pipe.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "station/child.h"

void
child_say(const char *key, json_t *value)
{
	json_t *doc = json_object();
	char *text;

	doc_put(doc, key, value);
	text = doc_format(doc);
	(void)printf("%s\n", text);
	/* what is said only to be heard must not wait for more */
	if (strcmp(key, "part") != 0)
		(void)fflush(stdout);
	free(text);
	json_decref(doc);
}

/* ---- faults ---- */

json_t *
child_fault_doc(const struct err *err)
{
	json_t *doc = json_object();

	doc_put_int(doc, "code", err->code);
	doc_put_str(doc, "id", err->id);
	doc_put_str(doc, "what", err->what);
	doc_put_str(doc, "where", err->where);
	doc_put_str(doc, "remedy", err->remedy);
	if (err->has_args)
		doc_put(doc, "args", refusal_args_doc(err));
	return doc;
}

void
child_fault(struct err *err, const json_t *fault)
{
	int64_t code = doc_int(fault, "code");

	/* a child may have been taken over: it names no code of its own */
	if (code <= ERR_OK || code >= ERR_CODES)
		code = ERR_INTERNAL;
	(void)err_set(err, (enum err_code)code, doc_str(fault, "where"),
		doc_str(fault, "remedy"), "%s", doc_str(fault, "what"));
	fixed_cut(err->id, sizeof(err->id), doc_str(fault, "id"));
	refusal_args_read(err, doc_get(fault, "args"));
}

/*
 * Refusals between programs.
 */
#include "link/fault.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"

json_t *
fault_to_doc(const struct err *err)
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
fault_from_doc(struct err *err, const json_t *fault)
{
	int64_t code = doc_int(fault, "code");

	if (code <= ERR_OK || code >= ERR_CODES)
		code = ERR_INTERNAL;
	(void)err_set(err, (enum err_code)code, doc_str(fault, "where"),
		doc_str(fault, "remedy"), "%s", doc_str(fault, "what"));
	fixed_cut(err->id, sizeof(err->id), doc_str(fault, "id"));
	refusal_args_read(err, doc_get(fault, "args"));
}

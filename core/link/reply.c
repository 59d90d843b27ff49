/*
 * Refusals to JSON and back.
 */
#include "link/reply.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"

static json_t *
refusal_doc(const struct err *err, enum lang lang, enum refusal_hand hand)
{
	char what[sizeof(err->what)], remedy[sizeof(err->remedy)];
	json_t *doc = json_object();

	refusal_format_for(
		what, sizeof(what), remedy, sizeof(remedy), err, lang, hand);
	doc_put(doc, "code",
		json_string(err->id[0] ? err->id : err_word(err->code)));
	doc_put(doc, "what", json_string(what));
	doc_put_str(doc, "where", err->where);
	doc_put_str(doc, "remedy", remedy);
	doc_put_int(doc, "exit", err_exit(err->code));
	return doc;
}

json_t *
reply_refusal(const struct err *err, enum lang lang, enum refusal_hand hand)
{
	return refusal_doc(err, lang, hand);
}

json_t *
reply_refusal_sent(
	const struct err *err, enum lang lang, enum refusal_hand hand)
{
	json_t *doc = refusal_doc(err, lang, hand);

	if (err->has_args)
		doc_put(doc, "args", refusal_args_doc(err));
	return doc;
}

static enum err_code
code_of(int64_t status)
{
	for (int i = ERR_OK + 1; i < ERR_CODES; i++)
		if (err_exit((enum err_code)i) == status)
			return (enum err_code)i;
	return ERR_INTERNAL;
}

enum err_code
reply_read(struct err *err, const json_t *refusal)
{
	enum err_code code = code_of(doc_int(refusal, "exit"));

	(void)err_set(err, code, doc_str(refusal, "where"),
		doc_str(refusal, "remedy"), "%s", doc_str(refusal, "what"));
	/* a code longer than any of ours is unknown: as if there were none */
	if (err != NULL &&
		!fixed_try(err->id, sizeof(err->id), doc_str(refusal, "code")))
		err->id[0] = '\0';
	if (err != NULL)
		refusal_args_read(err, doc_get(refusal, "args"));
	return code;
}

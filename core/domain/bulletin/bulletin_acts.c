/*
 * Judging what another organ has published.
 */
#include "domain/bulletin/bulletin.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"

enum err_code
judge_outside_note(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const copied[] = { "organ", "text", "source" };
	const char *organ = doc_str(act, "organ");
	const struct incident *i = w->incident;
	bool noted = bulletin_find(i, organ, false) != NULL;
	json_t *body;

	if (strpbrk(organ, "\n\t") != NULL)
		return refuse(err, REFUSE_FIELD, "organ",
			WITH(arg_field("organ"),
				ARG_BOTH("is one line", "须为一行")));
	if (!noted && *doc_str(act, "text") == '\0')
		return refuse(err, REFUSE_NOT_FOUND, "organ",
			WITH(arg_noun(NOUN_BULLETIN), arg_text(organ)));
	if (!noted && i->bulletin_count >= OUTSIDE_MAX)
		return refuse(err, REFUSE_FIELD, "organ",
			WITH(arg_field("organ"),
				ARG_BOTH("is one too many", "单位过多")));
	if (doc_int(act, "at") > w->now)
		return refuse(err, REFUSE_FIELD, "at",
			WITH(arg_field("at"),
				ARG_BOTH("is still to come", "尚未到来")));
	body = json_object();
	for (size_t n = 0; n < sizeof(copied) / sizeof(copied[0]); n++)
		doc_put_str(body, copied[n], doc_str(act, copied[n]));
	doc_put_int(body, "at", doc_int(act, "at"));
	judged_add(out, "outside.noted", body);
	return ERR_OK;
}

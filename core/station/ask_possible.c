/*
 * What the asking officer may do here now, act by act; see domain/possible.h.
 */
#include "station/questions.h"

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/possible.h"
#include "link/reply.h"

enum { ACTS_MAX = 64 };

static enum err_code
possible_put(json_t *acts, const struct act_context *f, const char *word,
	struct err *err)
{
	const struct world *w = &f->world;
	const char *verdict;
	struct err no = { .code = ERR_OK };
	enum act act;
	json_t *row;

	if (!possible_parse(&act, &verdict, word))
		return refuse(
			err, REFUSE_UNKNOWN_ACT, "acts", WITH(arg_text(word)));
	row = json_object();
	doc_put(acts, word, row);
	if (act_row(act)->states && w->message == NULL)
		return ERR_OK; /* of no message nothing is known */
	if (possible_ask(w, act, verdict, &no) != ERR_OK) {
		doc_put(row, "refusal", reply_refusal(&no, f->lang, f->hand));
		doc_put(row, "who", possible_who(w, act, verdict));
	}
	doc_put_bool(row, "may", no.code == ERR_OK);
	return ERR_OK;
}

enum err_code
ask_possible(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const json_t *words = doc_get(doc, "acts");
	json_t *acts, *word;
	enum err_code rc = ERR_OK;
	size_t n;

	(void)st;
	if (!json_is_array(words) || json_array_size(words) > ACTS_MAX)
		return refuse(err, REFUSE_FIELD, "acts",
			WITH(arg_key("acts"),
				ARG_BOTH("is not a list of at most 64 acts",
					"须为不多于 64 个操作的列表")));
	acts = json_object();
	json_array_foreach(words, n, word)
	{
		rc = possible_put(acts, f,
			json_is_string(word) ? json_string_value(word) : "",
			err);
		if (rc != ERR_OK)
			break;
	}
	if (rc != ERR_OK) {
		json_decref(acts);
		return rc;
	}
	*out = json_object();
	doc_put(*out, "acts", acts);
	return ERR_OK;
}

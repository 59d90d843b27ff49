/*
 * What questions share: windows on projections, and the subjects they need.
 */
#include "station/questions.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "store/projection.h"

/* What was counted and where it goes on, with the rows put in as they are. */
static char *
window_text(const struct window_rows *rows)
{
	json_t *doc = json_object();
	char *rest, *text;

	doc_put_int(doc, "total", rows->total);
	doc_put_str(doc, "next", rows->next);
	rest = doc_format(doc);
	text = mem_printf("{\"rows\":%s,%s", rows->text, rest + 1);
	free(rest);
	json_decref(doc);
	return text;
}

enum err_code
ask_window(struct act_context *f, struct station *st, enum projection p,
	const json_t *doc, const struct ask_filter *filters, const char *sort,
	bool descending, struct err *err)
{
	struct window w = { .text = doc_str(doc, "filter"),
		.sort = sort,
		.descending = descending,
		.after = doc_str(doc, "after"),
		.limit = (int)doc_int(doc, "limit"),
		.raw = true };
	struct window_rows rows = { 0 };
	enum err_code rc;
	size_t n = 0;

	if (w.limit < 0 || w.limit > WINDOW_MAX)
		return refuse(err, REFUSE_FIELD, "limit",
			WITH(arg_field("limit"),
				ARG_BOTH("is not from 1 to 200",
					"须为 1 到 200")));
	for (; filters->key; filters++) {
		if (judge_choice(doc, filters->key, filters->choices, err) !=
			ERR_OK)
			return err->code;
		if (*doc_str(doc, filters->key))
			w.filter[n++] = (struct window_filter){ filters->key,
				doc_str(doc, filters->key) };
	}
	rc = projection_list(&rows, st->ledger, p, &w, err);
	if (rc != ERR_OK)
		return rc;
	f->text = window_text(&rows);
	window_rows_release(&rows);
	return ERR_OK;
}

enum err_code
ask_need_incident(
	const struct act_context *f, const json_t *doc, struct err *err)
{
	if (f->incident)
		return ERR_OK;
	return refuse(err, REFUSE_NOT_FOUND, "incident",
		WITH(arg_noun(NOUN_INCIDENT),
			arg_text(doc_str(doc, "incident"))));
}

enum err_code
ask_need_message(
	const struct act_context *f, const json_t *doc, struct err *err)
{
	if (f->world.message)
		return ERR_OK;
	return refuse(err, REFUSE_NOT_FOUND, "message",
		WITH(arg_noun(NOUN_MESSAGE), arg_text(subject_message(doc))));
}

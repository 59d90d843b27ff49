/*
 * What questions share: windows on projections, and the subjects they need.
 */
#include "station/questions.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/incident/incident_none.h"
#include "domain/office/office_none.h"
#include "station/question_fields.h"
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

/* Is the field one of those that narrow the list? */
static bool
ask_narrows(const char *filters, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = filters; (s = strstr(s, name)) != NULL; s += len)
		if ((s == filters || s[-1] == ' ') &&
			(s[len] == ' ' || s[len] == '\0'))
			return true;
	return false;
}

/* What a list is narrowed to must be there. */
static enum err_code
ask_need_named(const struct act_context *f, const struct station *st,
	const json_t *doc, struct err *err)
{
	const char *account = doc_str(doc, "account");

	if (*doc_str(doc, "incident") && ask_need_incident(f, doc, err))
		return err->code;
	return *account && office_account(&st->office, account) == NULL
		? office_no_account(err, "account", &st->office, account)
		: ERR_OK;
}

enum err_code
ask_need_limit(const json_t *doc, struct err *err)
{
	int64_t limit = doc_int(doc, "limit");

	return limit < 0 || limit > WINDOW_MAX
		? refuse(err, REFUSE_FIELD, "limit",
			  WITH(arg_field("limit"),
				  ARG_BOTH("is not from 1 to 200",
					  "须为 1 到 200")))
		: ERR_OK;
}

enum err_code
ask_window(struct act_context *f, struct station *st, enum projection p,
	const json_t *doc, const char *filters, const char *sort,
	bool descending, struct err *err)
{
	struct window w = { .text = doc_str(doc, "filter"),
		.sort = sort,
		.descending = descending,
		.after = doc_str(doc, "after"),
		.limit = (int)doc_int(doc, "limit"),
		.raw = true };
	const struct question_field *fields =
		question_fields(doc_str(doc, "question"));
	struct window_rows rows = { 0 };
	enum err_code rc;
	size_t n = 0;

	rc = ask_need_limit(doc, err);
	if (rc == ERR_OK)
		rc = ask_need_named(f, st, doc, err);
	if (rc != ERR_OK)
		return rc;
	for (const struct question_field *of = fields; of->name; of++)
		if (ask_narrows(filters, of->name) && *doc_str(doc, of->name))
			w.filter[n++] = (struct window_filter){ of->name,
				doc_str(doc, of->name) };
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
	return incident_no_message(
		err, "message", f->incident, subject_message(doc));
}

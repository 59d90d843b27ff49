/*
 * Questions about impostors: the cases, one of them, and the letters that are
 * printed about it.
 */
#include "station/questions.h"

#include "base/doc.h"
#include "domain/impostor/impostor.h"
#include "domain/register/form.h"
#include "station/env.h"
#include "station/sheet_answer.h"

enum { IMPOSTOR_ROWS = 200 };

static const struct rules *
context_rules(const struct act_context *f)
{
	return f->world.library ? &f->world.library->rules : NULL;
}

enum err_code
ask_impostors(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)doc;
	(void)err;
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)st->office.impostor_count);
	doc_put(*out, "rows",
		impostor_list(&st->office, context_rules(f), station_now(),
			IMPOSTOR_ROWS));
	return ERR_OK;
}

static enum err_code
ask_case(const struct impostor **c, struct station *st, const json_t *doc,
	struct err *err)
{
	const char *id = doc_str(doc, "impostor");

	*c = office_impostor(&st->office, id);
	return *c ? ERR_OK : impostor_none(err, &st->office, id);
}

enum err_code
ask_impostor(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct impostor *c;

	if (ask_case(&c, st, doc, err) != ERR_OK)
		return err->code;
	*out = impostor_view(
		&st->office, context_rules(f), c, station_now(), true);
	return ERR_OK;
}

enum err_code
ask_impostor_page(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct form_view v = { .office = &st->office,
		.rules = context_rules(f),
		.now = station_now(),
		.lang = f->lang };
	const struct impostor *c;
	json_t *sheet = NULL;

	if (ask_case(&c, st, doc, err) != ERR_OK ||
		impostor_letter_sheet(
			&sheet, &v, doc_str(doc, "kind"), c, err) != ERR_OK)
		return err->code;
	return sheet_answer(out, sheet, doc_str(doc, "format"), err);
}

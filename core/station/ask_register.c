/*
 * Questions about the register of accounts: what is out of order in it.
 */
#include "station/questions.h"

#include "base/doc.h"
#include "domain/register/register.h"
#include "station/env.h"
#include "station/station_register.h"
#include "store/projection.h"

/* Is a message of the incident out that tells the public? */
static bool
announcement_is_out(void *arg, const char *incident)
{
	struct station *st = arg;
	struct window w = { .filter = { { "incident", incident },
				    { "state", "released" } },
		.limit = 1,
		.no_total = true };
	struct window_rows rows = { 0 };
	bool out;

	if (projection_list(&rows, st->ledger, PROJ_MESSAGE, &w, NULL) !=
		ERR_OK)
		return false;
	out = json_array_size(rows.rows) > 0;
	window_rows_release(&rows);
	return out;
}

struct register_view
station_register(struct station *st, const struct library *lib)
{
	return (struct register_view){ .office = &st->office,
		.rules = lib ? &lib->rules : NULL,
		.now = station_now(),
		.announced = announcement_is_out,
		.arg = st };
}

enum err_code
ask_register(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct register_view v = station_register(st, f->world.library);
	json_t *rows = register_list(&v);

	(void)doc;
	(void)err;
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(rows));
	doc_put_int(*out, "accounts", (json_int_t)st->office.account_count);
	doc_put_int(*out, "rules",
		v.rules ? (json_int_t)v.rules->register_count : 0);
	doc_put(*out, "rows", rows);
	return ERR_OK;
}

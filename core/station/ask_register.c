/*
 * Questions about the register of accounts: what is out of order in it, how
 * well each account is, and the forms that are handed in for one.
 */
#include "station/questions.h"

#include "base/doc.h"
#include "domain/office/office_none.h"
#include "domain/quota/quota_follow.h"
#include "domain/register/form.h"
#include "domain/register/health.h"
#include "domain/service/service.h"
#include "station/env.h"
#include "station/sheet_answer.h"
#include "station/station_register.h"
#include "store/projection.h"

enum { ANNOUNCED_MAX = 100 }; /* released messages of an announcement */

/* Is a message of the incident out that tells the public? */
static bool
announcement_is_out(void *arg, const char *incident)
{
	struct station *st = arg;
	struct window w = { .filter = { { "incident", incident },
				    { "state", "released" } },
		.limit = ANNOUNCED_MAX,
		.no_total = true };
	struct window_rows rows = { 0 };
	bool out = false;
	json_t *row;
	size_t n;

	if (projection_list(&rows, st->ledger, PROJ_MESSAGE, &w, NULL) !=
		ERR_OK)
		return false;
	json_array_foreach(rows.rows, n, row)
	{
		out = out || register_is_told_by(row);
	}
	window_rows_release(&rows);
	return out;
}

/* Valid until the next entry. */
static struct register_view
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

/* When a post was verified on the account last, 0 never here. */
static int64_t
last_verified(struct station *st, const char *account)
{
	struct window w = { .filter = { { "account", account },
				    { "state", "verified" },
				    { "mode", "actual" } },
		.sort = "at",
		.descending = true,
		.limit = 1,
		.no_total = true };
	struct window_rows rows = { 0 };
	int64_t at = 0;

	if (projection_list(&rows, st->ledger, PROJ_DELIVERY, &w, NULL) !=
		ERR_OK)
		return 0;
	at = doc_int(json_array_get(rows.rows, 0), "at");
	window_rows_release(&rows);
	return at;
}

/* Of every account that is not closed, and of a closed one that is not in
 * order; worst first. */
static json_t *
health_rows(struct station *st, const struct library *lib)
{
	const struct register_view v = station_register(st, lib);
	json_t *rows = json_array();

	for (size_t n = 0; n < st->office.account_count; n++) {
		const struct account *a = &st->office.accounts[n];
		json_t *quotas = quota_account_docs(&st->office, lib, a, v.now);
		struct health_seen seen = { last_verified(st, a->id), quotas };
		json_t *row = health_doc(&v, a, &seen);

		json_decref(quotas);
		if (account_is_open(a) || health_grade_of(row) != HEALTH_WELL)
			json_array_append_new(rows, row);
		else
			json_decref(row);
	}
	doc_sort(rows, health_order);
	return rows;
}

enum err_code
ask_health(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *rows = health_rows(st, f->world.library);
	json_t *services = service_list(&st->office), *row;
	size_t n = json_array_size(services);

	while (n-- > 0) { /* what is closed is nobody's concern */
		row = json_array_get(services, n);
		if (!service_is_open(row))
			(void)json_array_remove(services, n);
	}
	(void)doc;
	(void)err;
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(rows));
	doc_put(*out, "rows", rows);
	doc_put(*out, "services", services);
	return ERR_OK;
}

enum err_code
ask_filing(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct form_view v = { .office = &st->office,
		.rules = f->world.library ? &f->world.library->rules : NULL,
		.now = station_now(),
		.lang = f->lang };
	const char *id = doc_str(doc, "account"), *kind = doc_str(doc, "kind");
	const struct account *a = office_account(&st->office, id);
	json_t *sheet = NULL;

	if (a == NULL && (*id || !register_form_lists(&v, kind)))
		return office_no_account(err, "account", &st->office, id);
	if (register_form(&sheet, &v, kind, a, err) != ERR_OK)
		return err->code;
	return sheet_answer(out, sheet, doc_str(doc, "format"), err);
}

/* Consoles ask for the status after every change, and this looks at every
 * account: days are what it counts, so a count may be a minute old. */
#define COUNT_MS (INT64_C(60) * 1000)

void
station_put_ill(json_t *doc, struct station *st, const struct library *lib)
{
	json_t *rows, *row;
	size_t n;

	if (st->health_at == 0 || station_now() - st->health_at >= COUNT_MS ||
		station_now() < st->health_at) {
		rows = health_rows(st, lib);
		st->ill = st->warned = st->unknown = 0;
		json_array_foreach(rows, n, row)
		{
			st->ill += health_grade_of(row) == HEALTH_ILL;
			st->warned += health_grade_of(row) == HEALTH_WARNED;
			st->unknown += health_grade_of(row) == HEALTH_UNKNOWN;
		}
		json_decref(rows);
		st->health_at = station_now();
	}
	if (st->ill)
		doc_put_int(doc, "ill", st->ill);
	if (st->warned)
		doc_put_int(doc, "warned", st->warned);
	if (st->unknown)
		doc_put_int(doc, "unknown", st->unknown);
}

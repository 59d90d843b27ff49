/*
 * Who draws the sample of a month, and what was seen at its accounts.
 */
#include "domain/selfcheck/draw.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/office/office_none.h"
#include "domain/selfcheck/selfcheck.h"

/* The month that runs, and once. */
static enum err_code
draw_check_period(const struct world *w, const char *period, struct err *err)
{
	int64_t from, to;

	if (strlen(period) != PERIOD - 1 ||
		!selfcheck_period(&from, &to, period, w->office->zone))
		return refuse(err, REFUSE_FIELD, "period",
			WITH(arg_key(period),
				ARG_BOTH("is no month such as 2026-11",
					"不是月份（如 2026-11）")));
	if (w->now < from || w->now >= to)
		return refuse(err, REFUSE_FIELD, "period",
			WITH(arg_key(period),
				ARG_BOTH("is not the month that runs",
					"不是本月")));
	if (strcmp(period, w->office->drawn) <= 0)
		return refuse(err, REFUSE_DRAWN, "period",
			WITH(arg_text(period), arg_text(w->office->drawn)));
	return ERR_OK;
}

enum err_code
judge_report_draw(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *period = doc_str(act, "period");
	int share = w->library ? w->library->rules.selfcheck.share : 0;
	char seed[HASH_HEX];
	json_t *body, *ids;
	size_t of;

	if (draw_check_period(w, period, err) != ERR_OK)
		return err->code;
	if (share == 0)
		return refuse(err, REFUSE_NO_SAMPLE, "", WITH_NONE);
	draw_seed(seed, w->head ? w->head : ENTRY_NO_PREV, period);
	ids = draw_sample(&of, w->office, seed, share);
	body = json_object();
	doc_put_str(body, "period", period);
	doc_put_str(body, "seed", seed);
	doc_put_int(body, "share", share);
	doc_put_int(body, "of", (json_int_t)of);
	doc_put_int(body, "count", (json_int_t)json_array_size(ids));
	doc_put(body, "accounts", ids);
	judged_add(out, "report.drawn", body);
	return ERR_OK;
}

enum err_code
judge_account_inspect(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "account", "found", "interaction",
		"what", NULL };
	const char *id = doc_str(act, "account");

	if (office_account(w->office, id) == NULL)
		return office_no_account(err, "account", w->office, id);
	if (judge_choice(act, "found", CHOICES_INSPECTED, err) != ERR_OK ||
		judge_choice(act, "interaction", CHOICES_INTERACTION, err) !=
			ERR_OK)
		return err->code;
	if (strcmp(doc_str(act, "found"), "not-in-order") == 0 &&
		*doc_str(act, "what") == '\0')
		return refuse(err, REFUSE_FIELD, "what",
			WITH(arg_field("what"),
				ARG_BOTH("is missing: say what is not in order",
					"未填写：请写明何处不符合要求")));
	judged_add(out, "account.inspected", body_copied(act, names));
	return ERR_OK;
}

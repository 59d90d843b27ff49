/*
 * Judging what a person says of an alarm.
 */
#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/office/office.h"
#include "domain/office/office_none.h"

enum err_code
judge_account_acknowledge(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "account", "through", "found",
		NULL };
	const char *id = doc_str(act, "account");
	const struct account *a = office_account(w->office, id);
	int64_t through = doc_int(act, "through"), count = 0;
	const json_t *row;
	json_t *body;
	size_t i;

	if (a == NULL)
		return office_no_account(err, "account", w->office, id);
	json_array_foreach(doc_borrow(feed_open(&a->feed)), i, row)
	{
		count += doc_int(row, "seq") <= through;
	}
	if (count == 0 && a->feed.others == 0)
		return refuse(
			err, REFUSE_NO_ALARM, "through", WITH(account_arg(a)));
	body = body_copied(act, names);
	doc_put_int(body, "count", count);
	if (a->feed.others)
		doc_put_int(body, "others", a->feed.others);
	judged_add(out, "account.acknowledged", body);
	return ERR_OK;
}

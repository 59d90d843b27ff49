/*
 * What several acts about messages ask of their fields.
 */
#include "domain/message/message_acts.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/office_none.h"

enum err_code
judge_accounts(const struct world *w, const json_t *accounts, struct err *err)
{
	json_t *id;
	size_t n;

	json_array_foreach(accounts, n, id)
	{
		const struct account *a =
			office_account(w->office, json_string_value(id));

		if (a == NULL)
			return office_no_account(err, "accounts", w->office,
				json_string_value(id));
		if (!a->active)
			return refuse(err, REFUSE_ACCOUNT_STATE, "accounts",
				WITH(account_arg(a),
					a->suspended ? ARG_BOTH("suspended",
							       "已暂停")
						     : ARG_BOTH("closed",
							       "已停用")));
		if (account_is_alarm(a))
			return refuse(err, REFUSE_ACCOUNT_STATE, "accounts",
				WITH(account_arg(a),
					ARG_BOTH("for alarms alone",
						"催办专用")));
		if (w->office->demo && !w->incident->drill &&
			!account_is_local(a))
			return refuse(err, REFUSE_DEMO_ACCOUNT, "accounts",
				WITH(account_arg(a), arg_word(a->kind)));
	}
	return ERR_OK;
}

enum err_code
judge_lang(enum lang *out, const json_t *act, const char *otherwise,
	struct err *err)
{
	const char *word = doc_str(act, "lang");

	if (*word == '\0')
		word = otherwise;
	*out = lang_parse(word);
	if (strcmp(word, lang_word(*out)) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_FIELD, "lang",
		WITH(arg_field("lang"),
			ARG_BOTH("is neither zh nor en", "只能是 zh 或 en")));
}

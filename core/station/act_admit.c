/*
 * The first questions of an act.
 */
#include "station/act_admit.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/act_check.h"

enum err_code
act_admit(enum act *act, const struct session *s, const json_t *doc,
	struct err *err)
{
	enum act_source from = s && s->relay >= 0 ? FROM_RELAY : FROM_OFFICER;

	if (s == NULL || s->mirror)
		return refuse(err, REFUSE_NO_OFFICER, "", WITH(arg_user("?")));
	if (s->courier || !act_parse(act, doc_str(doc, "act")) ||
		act_row(*act)->source != from)
		return refuse(err, REFUSE_UNKNOWN_ACT, "act",
			WITH(arg_text(doc_str(doc, "act"))));
	if (!act_id_is_valid(doc_str(doc, "act_id")))
		return refuse(err, REFUSE_FIELD, "act_id",
			WITH(arg_field("act_id"),
				ARG_BOTH("is not 32 hex digits",
					"不是32位十六进制")));
	return act_check(*act, doc, err);
}

/*
 * What is typed in a draft is masked instead of refused, so that nothing else
 * of it is lost (effects.c); the names of its sessions are words like others.
 */
enum err_code
act_admit_leaks(enum act act, const struct act_context *f, const json_t *doc,
	struct err *err)
{
	json_t *looked_at = json_copy(doc_borrow(doc));
	enum err_code rc;

	if (act == ACT_DRAFT_SAVE)
		(void)json_object_del(looked_at, "draft");
	rc = act_check_leaks(act, looked_at,
		f->world.library ? f->world.library->rules.lint : NULL, err);
	json_decref(looked_at);
	return rc;
}

/*
 * Two worlds: a relay is believed about its own incidents only, and the
 * drill's, which has no accounts, about no account.
 */
enum err_code
act_admit_desk(const struct act_context *f, const json_t *doc, struct err *err)
{
	bool drill = f->session->relay == RELAY_DRILL;
	const char *account = doc_str(doc, "account");
	struct arg what;

	if (f->session->relay < 0)
		return ERR_OK;
	if (f->incident != NULL) {
		if (f->incident->drill == drill)
			return ERR_OK;
		what = arg_named(f->incident->id,
			&(const struct both)BOTH(
				f->incident->id, f->incident->id));
	} else if (!drill || *account == '\0') {
		return ERR_OK;
	} else {
		what = arg_named(
			account, &(const struct both)BOTH(account, account));
	}
	return refuse(err, REFUSE_DESK, "", WITH(what));
}

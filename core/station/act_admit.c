/*
 * The first questions of an act.
 */
#include "station/act_admit.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/act_check.h"

/*
 * Each byte of a text is folded and searched before an act is judged. The
 * largest act that has ever a use, a revision with a text of its own for each
 * of a dozen accounts, is smaller; with this an act takes some milliseconds.
 * The longest single field, a page that was read back, has room with the rest.
 */
enum { TEXTS_MAX = 272 << 10 };

static size_t
texts_of(const json_t *doc)
{
	json_t *value, *root = doc_borrow(doc);
	const char *key;
	size_t n, sum = 0;

	if (json_is_string(doc))
		return json_string_length(doc);
	json_array_foreach(root, n, value) sum += texts_of(value);
	json_object_foreach(root, key, value) sum +=
		strlen(key) + texts_of(value);
	return sum;
}

enum err_code
act_admit_size(const json_t *doc, struct err *err)
{
	return texts_of(doc) <= TEXTS_MAX
		? ERR_OK
		: refuse(err, REFUSE_TOO_LARGE, "",
			  WITH(ARG_BOTH("the text of one request",
				       "一次请求的文字"),
				  arg_bytes(272 * 1024)));
}

enum err_code
act_admit(enum act *act, const struct session *s, const json_t *doc,
	struct err *err)
{
	enum act_source from = s && s->relay >= 0 ? FROM_RELAY : FROM_OFFICER;

	if (s == NULL)
		return refuse(err, REFUSE_NO_OFFICER, "", WITH(arg_user("?")));
	if (!act_parse(act, doc_str(doc, "act")) ||
		act_row(*act)->source != from)
		return refuse(err, REFUSE_UNKNOWN_ACT, "act",
			WITH(arg_text(doc_str(doc, "act"))));
	if (from == FROM_OFFICER && act_admit_size(doc, err) != ERR_OK)
		return err->code;
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

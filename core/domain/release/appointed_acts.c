/*
 * Judging the two keys of an appointed release.
 */
#include "domain/release/appointed.h"

#include "base/doc.h"
#include "domain/judge.h"
#include "domain/message/message_prepared.h"
#include "domain/office/login.h"
#include "domain/office/signature.h"

json_t *
appointed_body(const struct world *w, int64_t at)
{
	json_t *body = body_of(w->message);

	doc_put_str(body, "digest", w->message->digest);
	doc_put_int(body, "at", at);
	return body;
}

enum err_code
judge_appoint(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *body;

	if (prepared_check_withdrawal(w, err) != ERR_OK)
		return err->code;
	body = appointed_body(w, doc_int(act, "at"));
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "release.appointed", body);
	return ERR_OK;
}

enum err_code
judge_set(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *body = appointed_body(w, w->message->at);

	(void)err;
	doc_put_str(body, "gaps", doc_str(act, "gaps"));
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "release.set", body);
	return ERR_OK;
}

/*
 * Judging the two keys of an appointed release, and its being missed.
 */
#include "domain/release/appointed.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/joint/joint.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/message/message_prepared.h"
#include "domain/office/login.h"
#include "domain/office/signature.h"

json_t *
appointed_body(const struct world *w, int64_t at)
{
	json_t *body = body_of(w->message);

	doc_put_str(body, "digest", w->message->digest);
	if (at != 0)
		doc_put_int(body, "at", at);
	return body;
}

/* Only of an order that waits for one, and not at a time as well. */
static enum err_code
check_signal(const struct world *w, const json_t *act, struct err *err)
{
	const struct joint_order *o =
		joint_order_find(w->joints, w->message->order);

	if (!doc_bool(act, "signal") ||
		(o != NULL && o->from[0] && doc_int(act, "at") == 0 &&
			strcmp(doc_str(o->says, "fire"), "signal") == 0))
		return ERR_OK;
	return refuse(err, REFUSE_JOINT_SIGNAL, "signal",
		WITH(arg_id(w->message->id)));
}

enum err_code
judge_appoint(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *body;

	if (prepared_check_withdrawal(w, err) != ERR_OK ||
		check_signal(w, act, err) != ERR_OK)
		return err->code;
	body = appointed_body(w, doc_int(act, "at"));
	if (doc_bool(act, "signal"))
		doc_put_bool(body, "signal", true);
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
	if (*doc_str(act, "unmirrored"))
		doc_put_str(body, "unmirrored", doc_str(act, "unmirrored"));
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "release.set", body);
	return ERR_OK;
}

void
judge_missed(struct judged *out, const struct world *w, const struct err *why)
{
	char what[600], remedy[600];
	json_t *body = body_of(w->message), *words = json_object();

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		refusal_format(what, sizeof(what), remedy, sizeof(remedy), why,
			(enum lang)lang);
		doc_put_str(words, lang_word((enum lang)lang), what);
	}
	if (w->message->at != 0)
		doc_put_int(body, "at", w->message->at);
	doc_put_str(body, "rule", why->id);
	doc_put(body, "why", words);
	judged_add(out, "release.missed", body);
}

/*
 * Judging the two keys of an appointed release, and its being missed.
 */
#include "domain/release/appointed.h"

#include "base/doc.h"
#include "crier/refusal.h"
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
	doc_put_int(body, "at", w->message->at);
	doc_put_str(body, "rule", why->id);
	doc_put(body, "why", words);
	judged_add(out, "release.missed", body);
}

/*
 * Judging acts on what the public writes. Nothing here sends or deletes
 * anything on a platform.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/comment/comment.h"
#include "domain/library/rules.h"
#include "domain/office/office_none.h"

/* The comment that the act names, open; NULL and err if it is not. */
static const struct comment *
comment_open_of(const struct world *w, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "comment");
	const struct comment *c = office_comment(w->office, id);

	if (c == NULL)
		(void)refuse(err, REFUSE_NOT_FOUND, "comment",
			WITH(arg_noun(NOUN_COMMENT), arg_text(id)));
	return c;
}

static json_t *
comment_body(const struct comment *c)
{
	json_t *body = json_object();

	doc_put_str(body, "comment", c->id);
	return body;
}

static enum err_code
comment_check_owner(const struct world *w, const char *owner, struct err *err)
{
	const struct officer *f = office_officer(w->office, owner);

	if (*owner && f == NULL)
		return office_no_officer(err, "owner", w->office, owner);
	if (f != NULL && !f->active)
		return refuse(
			err, REFUSE_SUSPENDED, "owner", WITH(officer_arg(f)));
	return ERR_OK;
}

enum err_code
judge_comment_triage(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct comment *c = comment_open_of(w, act, err);
	const char *owner = doc_str(act, "owner");
	json_t *body;

	if (c == NULL ||
		judge_choice(act, "sort", CHOICES_COMMENT_SORT, err) !=
			ERR_OK ||
		comment_check_owner(w, owner, err) != ERR_OK)
		return err->code;
	body = comment_body(c);
	doc_put_str(body, "sort", doc_str(act, "sort"));
	judged_add(out, "comment.sorted", body);
	if (*owner == '\0')
		return ERR_OK;
	body = comment_body(c);
	doc_put_str(body, "owner", owner);
	judged_add(out, "comment.assigned", body);
	return ERR_OK;
}

enum err_code
judge_comment_assign(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct comment *c = comment_open_of(w, act, err);
	const char *owner = doc_str(act, "owner");
	json_t *body;

	if (c == NULL || comment_check_owner(w, owner, err) != ERR_OK)
		return err->code;
	body = comment_body(c);
	doc_put_str(body, "owner", owner);
	judged_add(out, "comment.assigned", body);
	return ERR_OK;
}

enum err_code
judge_comment_handover(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "to", "taker", "number", NULL };
	const struct comment *c = comment_open_of(w, act, err);
	json_t *body;

	if (c == NULL)
		return err->code;
	body = body_copied(act, names);
	doc_put_str(body, "comment", c->id);
	judged_add(out, "comment.handed", body);
	return ERR_OK;
}

/*
 * An officer writes what is said: the citizen's own words can be erased, a
 * claim's are for ever.
 */
enum err_code
judge_comment_claim(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct comment *c = comment_open_of(w, act, err);
	const struct account *a;
	json_t *body, *claim;
	enum err_code rc;

	if (c == NULL)
		return err->code;
	if (c->claim[0])
		return refuse(err, REFUSE_COMMENT_CLAIMED, "comment",
			WITH(arg_id(c->id), arg_id(c->claim)));
	a = office_account(w->office, c->account);
	claim = json_deep_copy(act);
	if (*doc_str(claim, "platform") == '\0' && a != NULL)
		doc_put_str(claim, "platform", a->name);
	if (doc_get(claim, "seen") == NULL)
		doc_put_int(claim, "seen", comment_asked(c));
	rc = judge_claim_add(out, w, claim, err);
	json_decref(claim);
	if (rc != ERR_OK)
		return rc;
	body = comment_body(c);
	doc_put_str(body, "claim",
		doc_str(out->items[out->count - 1].body, "claim"));
	judged_add(out, "comment.claimed", body);
	return ERR_OK;
}

/* The thread goes into what is approved; who asked, and what, does not. */
static json_t *
comment_answers_doc(const struct comment *c)
{
	json_t *doc = json_object();

	doc_put_str(doc, "comment", c->id);
	doc_put_str(doc, "account", c->account);
	doc_put_str(doc, "remote", c->remote);
	doc_put_str(doc, "thread", c->thread);
	return doc;
}

static json_t *
comment_answer_doc(const struct comment *c, const json_t *act)
{
	json_t *doc = json_object(), *slots = json_object();

	doc_put_str(doc, "incident", doc_str(act, "incident"));
	doc_put_str(doc, "kind", message_kind_row(KIND_ANSWER)->word);
	doc_put_str(doc, "lang", doc_str(act, "lang"));
	doc_put_bool(doc, "prepared", true);
	doc_put(doc, "answers", comment_answers_doc(c));
	doc_put(doc, "accounts", json_pack("[s]", c->account));
	doc_put_str(slots, "answer", doc_str(act, "text"));
	doc_put(doc, "slots", slots);
	return doc;
}

/* Said before anybody has written; what is submitted is asked again. */
static enum err_code
comment_check_answerable(
	const struct world *w, const struct comment *c, struct err *err)
{
	const struct account *a = office_account(w->office, c->account);
	const struct platform *p = a && w->library
		? rules_account(&w->library->rules, a->kind, a->platform)
		: NULL;

	if (c->sort == COMMENT_UNSORTED)
		return refuse(err, REFUSE_COMMENT_UNSORTED, "comment",
			WITH(arg_id(c->id)));
	if (a != NULL && (p == NULL || !p->answers))
		return refuse(err, REFUSE_NO_ANSWERS, "comment",
			WITH(account_arg(a)));
	return ERR_OK;
}

/* A message like any other: reviewed, approved, armed and fired. */
enum err_code
judge_comment_answer(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct comment *c = comment_open_of(w, act, err);
	json_t *doc, *body;
	enum err_code rc;

	if (c == NULL || comment_check_answerable(w, c, err) != ERR_OK)
		return err->code;
	doc = comment_answer_doc(c, act);
	rc = judge_message_new(out, w, doc, err);
	json_decref(doc);
	if (rc != ERR_OK)
		return rc;
	body = comment_body(c);
	doc_put_str(body, "message", doc_str(out->items[0].body, "message"));
	judged_add(out, "comment.answering", body);
	return ERR_OK;
}

/* It ended so only if that was done. */
static enum err_code
comment_check_outcome(
	const struct comment *c, const char *outcome, struct err *err)
{
	bool handed = strcmp(outcome, "handed") == 0;

	if ((handed && c->handed == NULL) ||
		(strcmp(outcome, "claim") == 0 && c->claim[0] == '\0'))
		return refuse(err, REFUSE_COMMENT_NOT_DONE, "outcome",
			WITH(arg_id(c->id),
				arg_word(handed ? "handover" : "claim")));
	if (c->sort == COMMENT_HELP && c->handed == NULL &&
		strcmp(outcome, "gone") != 0)
		return refuse(err, REFUSE_COMMENT_NOT_DONE, "outcome",
			WITH(arg_id(c->id), arg_word("handover")));
	return ERR_OK;
}

enum err_code
judge_comment_close(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "outcome", "found", NULL };
	const struct comment *c = comment_open_of(w, act, err);
	json_t *body;

	if (c == NULL ||
		judge_choice(act, "outcome", CHOICES_COMMENT_OUTCOME, err) !=
			ERR_OK ||
		comment_check_outcome(c, doc_str(act, "outcome"), err) !=
			ERR_OK)
		return err->code;
	if (c->sort == COMMENT_UNSORTED)
		return refuse(err, REFUSE_COMMENT_NOT_DONE, "outcome",
			WITH(arg_id(c->id), arg_word("triage")));
	body = body_copied(act, names);
	doc_put_str(body, "comment", c->id);
	judged_add(out, "comment.closed", body);
	return ERR_OK;
}

/*
 * Judging acts on impostors. Nothing here writes to a platform or an
 * authority: a letter is printed, sent by people and said to be sent. Where
 * the public is to be warned the case begins an ordinary incident, whose first
 * notice goes the way of every text.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/impostor/impostor.h"
#include "domain/library/rules.h"
#include "domain/office/office_none.h"
#include "domain/register/announce.h"

enum { IMPOSTOR_TITLE = 300 };

/* ---- what is checked ---- */

/* The case that the act names, open; NULL and err if it is not. */
static const struct impostor *
impostor_open_of(const struct world *w, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "impostor");
	const struct impostor *c = office_impostor(w->office, id);

	if (c == NULL)
		(void)impostor_none(err, w->office, id);
	else if (c->closed != 0)
		(void)refuse(err, REFUSE_IMPOSTOR_CLOSED, "impostor",
			WITH(arg_id(id)));
	else
		return c;
	return NULL;
}

static enum err_code
impostor_check_about(const struct world *w, const json_t *act, struct err *err)
{
	const char *owner = doc_str(act, "owner");
	const char *account = doc_str(act, "imitates");
	const struct officer *f = office_officer(w->office, owner);

	if (*account && office_account(w->office, account) == NULL)
		return office_no_account(err, "imitates", w->office, account);
	if (*owner && f == NULL)
		return office_no_officer(err, "owner", w->office, owner);
	if (f != NULL && !f->active)
		return refuse(
			err, REFUSE_SUSPENDED, "owner", WITH(officer_arg(f)));
	if (judge_url(act, "url", err) != ERR_OK)
		return err->code;
	return judge_past(w, act, "seen", err);
}

/* Of the same place only one case is open: two would be told twice. */
static enum err_code
check_seen_new(const struct world *w, const json_t *act, struct err *err)
{
	const char *url = doc_str(act, "url");
	size_t open = 0;

	for (size_t n = 0; n < w->office->impostor_count; n++) {
		const struct impostor *c = &w->office->impostors[n];

		if (c->closed != 0)
			continue;
		open++;
		if (*url && strcmp(c->url, url) == 0)
			return refuse(err, REFUSE_EXISTS, "url",
				WITH(arg_noun(NOUN_IMPOSTOR), arg_text(c->id)));
	}
	if (open < IMPOSTORS_OPEN_MAX)
		return ERR_OK;
	return refuse(err, REFUSE_FIELD, "name",
		WITH(arg_field("name"),
			ARG_BOTH("there are 200 open cases already: close some",
				"已有200件未办结，请先办结")));
}

static json_t *
impostor_body(const struct impostor *c)
{
	json_t *body = json_object();

	doc_put_str(body, "impostor", c->id);
	return body;
}

/* ---- opening and changing ---- */

static const char *const about_names[] = { "name", "platform", "url",
	"imitates", "what", "seen", "owner", NULL };

enum err_code
judge_impostor_open(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	char id[WORD_ID];
	json_t *body;

	if (impostor_check_about(w, act, err) != ERR_OK ||
		check_seen_new(w, act, err) != ERR_OK)
		return err->code;
	fixed_format(id, sizeof(id), "i%zu", w->office->impostor_count + 1);
	body = body_copied(act, about_names);
	doc_put_str(body, "impostor", id);
	if (doc_get(body, "seen") == NULL)
		doc_put_int(body, "seen", w->now);
	if (*doc_str(body, "owner") == '\0' && w->officer)
		doc_put_str(body, "owner", w->officer->id);
	judged_add(out, "impostor.opened", body);
	return ERR_OK;
}

enum err_code
judge_impostor_change(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct impostor *c = impostor_open_of(w, act, err);
	json_t *body;

	if (c == NULL || impostor_check_about(w, act, err) != ERR_OK)
		return err->code;
	body = body_copied(act, about_names);
	if (json_object_size(body) == 0) {
		json_decref(body);
		return refuse(err, REFUSE_FIELD, "impostor",
			WITH(arg_key(c->id),
				ARG_BOTH("nothing is changed by this",
					"没有需要修改的内容")));
	}
	doc_put_str(body, "impostor", c->id);
	judged_add(out, "impostor.changed", body);
	return ERR_OK;
}

/* ---- evidence ---- */

/* The file itself stays where it is: its digest says which one was meant. */
enum err_code
judge_impostor_evidence(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "label", "name", "digest", "size",
		"url", NULL };
	const struct impostor *c = impostor_open_of(w, act, err);
	json_t *body;

	if (c == NULL || judge_url(act, "url", err) != ERR_OK)
		return err->code;
	if (*doc_str(act, "digest") == '\0' && *doc_str(act, "url") == '\0')
		return refuse(err, REFUSE_FIELD, "digest",
			WITH(arg_field("digest"),
				ARG_BOTH(
					"is missing: name a file or an address",
					"缺少：请给出文件或地址")));
	if (json_array_size(c->evidence) >= IMPOSTOR_EVIDENCE_MAX)
		return refuse(err, REFUSE_FIELD, "label",
			WITH(arg_field("label"),
				ARG_BOTH("there are 50 items already",
					"已有50项")));
	body = impostor_body(c);
	doc_put(body, "evidence", body_copied(act, names));
	judged_add(out, "impostor.evidence", body);
	return ERR_OK;
}

/* ---- letters ---- */

static enum err_code
impostor_check_form(const struct world *w, const char *id, struct err *err)
{
	const struct rules *r = w->library ? &w->library->rules : NULL;
	const struct form_rule *form = rules_form(r, id, w->now);
	struct arg known = arg_words("");

	if (form != NULL && form->of == FORM_OF_IMPOSTOR)
		return ERR_OK;
	for (size_t n = 0; r && n < r->form_count; n++)
		if (r->forms[n].of == FORM_OF_IMPOSTOR)
			(void)arg_words_add(&known, r->forms[n].scope.id);
	return refuse(err, REFUSE_VALUE, "form",
		WITH(arg_text(id), arg_key("form"), known));
}

enum err_code
judge_impostor_letter(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "form", "to", "number", "sent",
		NULL };
	const struct impostor *c = impostor_open_of(w, act, err);
	json_t *body;

	if (c == NULL ||
		impostor_check_form(w, doc_str(act, "form"), err) != ERR_OK ||
		judge_past(w, act, "sent", err) != ERR_OK)
		return err->code;
	if (c->letter_count >= IMPOSTOR_LETTERS_MAX)
		return refuse(err, REFUSE_FIELD, "form",
			WITH(arg_field("form"),
				ARG_BOTH("there are 20 letters already",
					"已有20件")));
	body = body_copied(act, names);
	doc_put_str(body, "impostor", c->id);
	if (doc_get(body, "sent") == NULL)
		doc_put_int(body, "sent", w->now);
	judged_add(out, "impostor.letter", body);
	return ERR_OK;
}

enum err_code
judge_impostor_answer(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "letter", "answer", NULL };
	const struct impostor *c = impostor_open_of(w, act, err);
	int64_t n = doc_int(act, "letter");
	json_t *body;

	if (c == NULL)
		return err->code;
	if (n < 1 || (size_t)n > c->letter_count)
		return refuse(err, REFUSE_IMPOSTOR_LETTER, "letter",
			WITH(arg_id(c->id), arg_count(n),
				arg_count((int64_t)c->letter_count)));
	body = body_copied(act, names);
	doc_put_str(body, "impostor", c->id);
	judged_add(out, "impostor.answered", body);
	return ERR_OK;
}

/* ---- the public ---- */

static void
warning_title(
	char out[IMPOSTOR_TITLE], const struct impostor *c, enum lang lang)
{
	if (lang == LANG_ZH)
		fixed_cut_format(out, IMPOSTOR_TITLE,
			"关于%s“%s”账号假冒本单位的提醒", c->platform, c->name);
	else
		fixed_cut_format(out, IMPOSTOR_TITLE, "“%s” on %s is not ours",
			c->name, c->platform);
}

enum err_code
judge_impostor_warn(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct impostor *c = impostor_open_of(w, act, err);
	const struct rules *r = w->library ? &w->library->rules : NULL;
	char title[IMPOSTOR_TITLE];
	json_t *body;

	if (c == NULL)
		return err->code;
	if (c->warning[0])
		return refuse(err, REFUSE_IMPOSTOR_WARNED, "impostor",
			WITH(arg_id(c->id), arg_id(c->warning)));
	if (r == NULL || r->warns == NULL || *r->warns == '\0')
		return refuse(err, REFUSE_IMPOSTOR_NO_WARNING, "", WITH_NONE);
	warning_title(title, c, lang_parse(w->office->lang));
	body = impostor_body(c);
	if (announce_begin(out, w, body, "warning", r->warns, title, err) !=
		ERR_OK) {
		json_decref(body);
		return err->code;
	}
	judged_add(out, "impostor.warned", body);
	return ERR_OK;
}

/* ---- the end ---- */

enum err_code
judge_impostor_close(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "outcome", "found", NULL };
	const struct impostor *c = impostor_open_of(w, act, err);
	json_t *body;

	if (c == NULL ||
		judge_choice(act, "outcome", CHOICES_IMPOSTOR_OUTCOME, err) !=
			ERR_OK)
		return err->code;
	body = body_copied(act, names);
	doc_put_str(body, "impostor", c->id);
	judged_add(out, "impostor.closed", body);
	return ERR_OK;
}

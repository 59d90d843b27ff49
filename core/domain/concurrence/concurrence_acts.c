/*
 * Judging what other units are asked and answer, and the guards that nobody
 * signs without them.
 */
#include "domain/concurrence/concurrence.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/message/message.h"
#include "lint/lint_rules.h"
#include "domain/judge.h"

static const struct organ *
need_organ(const struct world *w, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "organ");
	const struct rules *r = w->library ? &w->library->rules : NULL;
	const struct organ *o = r ? rules_organ(r, id) : NULL;
	struct arg known = arg_words("");

	if (o != NULL)
		return o;
	for (size_t n = 0; r != NULL && n < r->organ_count; n++)
		(void)arg_words_add(&known, r->organs[n].id);
	(void)refuse_none_of(err, "organ", NOUN_ORGAN, id, &known);
	return NULL;
}

static json_t *
concurrence_body(const struct message *m, const struct organ *o)
{
	json_t *body = body_of(m);

	doc_put_str(body, "organ", o->id);
	doc_put_int(body, "revision", m->wording);
	doc_put_str(body, "digest", m->digest);
	return body;
}

static json_t *
clock_of(const struct message *m, const struct organ *o, const char *citation,
	int64_t due)
{
	struct both title;
	char rule[CONCURRENCE_RULE], *en, *zh;
	json_t *row;

	concurrence_rule(rule, m, o->id);
	en = mem_printf("Answer of %s to %s", o->title.in[LANG_EN], m->id);
	zh = mem_printf("%s对 %s 的会签答复", o->title.in[LANG_ZH], m->id);
	title.in[LANG_EN] = en;
	title.in[LANG_ZH] = zh;
	row = clock_row_due(rule, &title, citation, due);
	free(en);
	free(zh);
	return row;
}

enum err_code
judge_concur_ask(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct organ *o = need_organ(w, act, err);
	int64_t deadline = doc_int(act, "deadline"), least;
	const struct message *m = w->message;
	struct tier_row tier;
	json_t *body;

	if (o == NULL)
		return err->code;
	if (world_playbook(w) == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(w->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	tier = world_tier(w, m->kind);
	least = w->now + (int64_t)tier.minutes * 60000;
	if (deadline == 0)
		deadline = least;
	if (deadline < least)
		return refuse(err, REFUSE_FIELD, "deadline",
			WITH(arg_field("deadline"),
				ARG_BOTH("is sooner than tiers.yaml gives them",
					"早于 tiers.yaml 给出的时间")));
	body = concurrence_body(m, o);
	doc_put_int(body, "deadline", deadline);
	doc_put(body, "clocks",
		json_pack(
			"[o]", clock_of(m, o, tier.tier->citation, deadline)));
	judged_add(out, "concur.asked", body);
	return ERR_OK;
}

/* By telephone: the number that the registry has for this unit was dialled. */
static enum err_code
check_how(const struct world *w, const struct organ *o, const json_t *act,
	struct err *err)
{
	const char *how = doc_str(act, "how"), *number = doc_str(act, "number");

	if (strcmp(how, "phone") == 0) {
		if (*o->phone ? strcmp(number, o->phone) == 0
			      : lint_is_contact(w->library->rules.lint, number))
			return ERR_OK;
		return refuse(err, REFUSE_CONCUR_NUMBER, "number",
			WITH(arg_phone(number), arg_named(o->id, &o->title),
				arg_phone(o->phone)));
	}
	if (strcmp(how, "letter") == 0 && *number)
		return ERR_OK;
	return refuse(err, REFUSE_FIELD, "how",
		WITH(arg_field("how"),
			ARG_BOTH("is phone with the number dialled, or letter "
				 "with its number",
				"须为 phone（所拨号码）或 letter（文号）")));
}

enum err_code
judge_concur_answer(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const copied[] = { "who", "how", "number",
		"reason" };
	const struct organ *o = need_organ(w, act, err);
	enum concurrence state;
	json_t *body;

	if (o == NULL)
		return err->code;
	if (!concurrence_parse(&state, doc_str(act, "answer")) ||
		state < CONCURRENCE_AGREED)
		return refuse(err, REFUSE_FIELD, "answer",
			WITH(arg_field("answer"),
				ARG_BOTH("is not agreed, refused or silent",
					"须为 agreed、refused 或 silent")));
	if (state == CONCURRENCE_AGREED && *doc_str(act, "who") == '\0')
		return refuse(err, REFUSE_FIELD, "who",
			WITH(arg_field("who"),
				ARG_BOTH("is missing: who agreed, by name",
					"须写明同意人姓名")));
	if (state == CONCURRENCE_AGREED && check_how(w, o, act, err) != ERR_OK)
		return err->code;
	body = concurrence_body(w->message, o);
	doc_put_str(body, "answer", concurrence_row(state)->word);
	for (size_t n = 0; n < sizeof(copied) / sizeof(copied[0]); n++)
		doc_put_str(body, copied[n], doc_str(act, copied[n]));
	judged_add(out, "concur.answered", body);
	return ERR_OK;
}

/* An author does not write down that others agree. */
enum err_code
guard_concur_author(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)act;
	(void)doc;
	if (!message_is_author(w->message, w->officer->id))
		return ERR_OK;
	return refuse(err, REFUSE_CONCUR_AUTHOR, w->message->id,
		WITH(officer_arg(w->officer), arg_id(w->message->id)));
}

static struct arg
organ_arg(const struct world *w, const char *id)
{
	const struct organ *o =
		w->library ? rules_organ(&w->library->rules, id) : NULL;

	return arg_named(id, o ? &o->title : &(const struct both)BOTH(id, id));
}

enum err_code
guard_concurred(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	json_t *organ;
	size_t n;

	(void)act;
	json_array_foreach(m->organs, n, organ)
	{
		const char *id = json_string_value(organ);
		enum concurrence state = concurrence_state(m, id, w->now);

		if (state == CONCURRENCE_AGREED ||
			(state == CONCURRENCE_SILENT && !m->waits_for_all &&
				*doc_str(doc, "reason")))
			continue;
		if (state == CONCURRENCE_SILENT && m->waits_for_all)
			return refuse(err, REFUSE_CONCUR_WAITS, m->id,
				WITH(organ_arg(w, id)));
		return refuse(err, REFUSE_CONCUR, m->id,
			WITH(arg_id(m->id), organ_arg(w, id),
				arg_both(&concurrence_row(state)->title),
				arg_id(m->id)));
	}
	return ERR_OK;
}

/*
 * Guards of review and approval: gates within stages, stages in order, nobody
 * in two stages, no author at the last (先审后发).
 */
#include "domain/guards.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/review/review_stages.h"

/* A returned text goes back whatever was passed before. */
static bool
is_return(const json_t *doc)
{
	return strcmp(doc_str(doc, "verdict"), "return") == 0;
}

/* The stage that an act is about; false: the judge will say what is wrong. */
static bool
stage_of(enum stage *out, const struct message *m, enum act act,
	const json_t *doc)
{
	enum gate gate;

	*out = STAGE_FINAL;
	return act == ACT_APPROVE || act == ACT_MESSAGE_SUPPLEMENT ||
		(gate_parse(&gate, doc_str(doc, "gate")) &&
			message_gate_stage(out, m, gate));
}

/* Every stage before this one is complete. */
enum err_code
guard_order(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	enum stage stage;
	unsigned open;

	if (!stage_of(&stage, m, act, doc) || is_return(doc) ||
		(act == ACT_REVIEW && stage == STAGE_FINAL))
		return ERR_OK;
	for (int s = 0; s < (int)stage; s++) {
		if (message_stage_complete(m, (enum stage)s))
			continue;
		open = judge_open_gates(m, (enum stage)s);
		return refuse(err, REFUSE_STAGE_ORDER, m->id,
			WITH(arg_stage((enum stage)s), arg_stage(stage),
				arg_gates(open)));
	}
	return ERR_OK;
}

/* Who may approve it: on duty, and no author of it. */
static struct arg
signers_arg(const struct world *w)
{
	struct arg list = arg_officers();

	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if ((f->roles & act_row(ACT_APPROVE)->roles) == 0 ||
			!officer_on_duty(f) ||
			message_is_author(w->message, f->id))
			continue;
		if (!arg_officers_add(&list, f->id, f->name, f->phone))
			break;
	}
	return list;
}

enum err_code
guard_own_text(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)act;
	(void)doc;
	if (!message_is_author(w->message, w->officer->id))
		return ERR_OK;
	return refuse(err, REFUSE_OWN_TEXT, w->message->id,
		WITH(officer_arg(w->officer), arg_id(w->message->id),
			signers_arg(w)));
}

/* Nobody vouches for the facts of their own text: gates.yaml says at which
 * gates that is done. */
enum err_code
guard_own_facts(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	enum gate gate;

	(void)act;
	if (w->library == NULL || is_return(doc) ||
		!gate_parse(&gate, doc_str(doc, "gate")) ||
		!w->library->rules.gates[gate].facts ||
		!message_is_author(m, w->officer->id))
		return ERR_OK;
	return refuse(err, REFUSE_OWN_FACTS, gate_row(gate)->word,
		WITH(officer_arg(w->officer), arg_id(m->id), arg_gate(gate)));
}

static struct arg
pass_arg(enum gate gate)
{
	const struct both *title = &gate_row(gate)->title;
	char en[100], zh[100];

	fixed_format(
		en, sizeof(en), "pass the gate \"%s\"", title->in[LANG_EN]);
	fixed_format(zh, sizeof(zh), "通过%s", title->in[LANG_ZH]);
	return arg_both(&(const struct both)BOTH(en, zh));
}

static enum err_code
check_gate(const struct world *w, enum gate gate, struct err *err)
{
	role_set roles = message_gate_roles(w->library, w->message, gate);

	if (w->officer->roles & roles)
		return ERR_OK;
	return refuse(err, REFUSE_GATE_ROLE, gate_row(gate)->word,
		WITH(officer_arg(w->officer), pass_arg(gate), arg_roles(roles),
			office_arg_able(w->office, roles, w->officer->id)));
}

/* One gate of a review, all of the last stage's of an approval. */
enum err_code
guard_gate_role(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	enum err_code rc = ERR_OK;
	enum stage stage;
	enum gate gate;

	if (!stage_of(&stage, w->message, act, doc))
		return ERR_OK;
	if (w->library == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(w->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	if (act == ACT_REVIEW && gate_parse(&gate, doc_str(doc, "gate")))
		return check_gate(w, gate, err);
	for (int g = 0; rc == ERR_OK && g < GATE_COUNT; g++)
		if (message_stage_has(w->message, stage, (enum gate)g))
			rc = check_gate(w, (enum gate)g, err);
	return rc;
}

/* A supplemented signature is a stage of its own: whoever passed any other,
 * and was given the role since, does not add it. */
enum err_code
guard_two_stages(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	bool after = act == ACT_MESSAGE_SUPPLEMENT;
	enum stage stage;

	if (!stage_of(&stage, m, act, doc) || is_return(doc) ||
		(act == ACT_REVIEW && stage == STAGE_FINAL))
		return ERR_OK;
	for (size_t n = 0; n < m->pass_count; n++) {
		const struct pass *p = &m->passes[n];

		if (!p->returned && (after || p->stage != stage) &&
			strcmp(p->by, w->officer->id) == 0)
			return refuse(err, REFUSE_TWO_STAGES, m->id,
				WITH(officer_arg(w->officer),
					arg_stage(p->stage)));
	}
	return ERR_OK;
}

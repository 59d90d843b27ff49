/*
 * Where the steps of a playbook stand, and judging a tick.
 */
#include "domain/incident/incident_steps.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/message/message_standing.h"

const json_t *
incident_tick(const struct incident *i, const char *step)
{
	json_t *tick;
	size_t n;

	json_array_foreach(i->ticks, n, tick)
	{
		if (strcmp(doc_str(tick, "step"), step) == 0)
			return tick;
	}
	return NULL;
}

/* The newest message of a step's kind, released or not. */
static const struct message *
step_message(const struct incident *i, const struct step *s)
{
	for (size_t n = i->message_count; s->is_message && n > 0; n--)
		if (i->messages[n - 1]->kind == s->kind)
			return i->messages[n - 1];
	return NULL;
}

/* Who ticked it, by name. */
static json_t *
tick_doc(const struct world *w, const json_t *tick)
{
	const char *by = doc_str(tick, "by");
	const struct officer *f = office_officer(w->office, by);

	return json_pack("{s:s,s:s,s:I}", "by", by, "by_name", f ? f->name : by,
		"time", (json_int_t)doc_int(tick, "time"));
}

json_t *
incident_steps_doc(const struct world *w)
{
	const struct playbook *p = world_playbook(w);
	const struct incident *i = w->incident;
	json_t *list = json_array();

	for (size_t n = 0; p && n < p->step_count; n++) {
		const struct step *s = &p->steps[n];
		const struct message *m = step_message(i, s);
		const json_t *tick = incident_tick(i, s->id);
		json_t *doc = json_object();

		doc_put_str(doc, "id", s->id);
		doc_put_str(doc, "kind",
			s->is_message ? message_kind_row(s->kind)->word : "");
		doc_put(doc, "title", doc_both(&s->title));
		doc_put(doc, "help", doc_both(&s->help));
		doc_put_str(doc, "message", m ? m->id : "");
		doc_put_str(doc, "state",
			m ? message_state_row(m->state)->word : "");
		if (m)
			doc_put(doc, "standing",
				message_standing_doc(i, m, NULL));
		if (tick != NULL)
			doc_put(doc, "tick", tick_doc(w, tick));
		json_array_append_new(list, doc);
	}
	return list;
}

static const struct step *
find_step(const struct playbook *p, const char *id)
{
	for (size_t n = 0; p != NULL && n < p->step_count; n++)
		if (strcmp(p->steps[n].id, id) == 0)
			return &p->steps[n];
	return NULL;
}

/* Those that one ticks; the others are done by their message. */
static enum err_code
no_step(struct err *err, const struct playbook *p, const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = 0; p != NULL && n < p->step_count; n++)
		if (!p->steps[n].is_message)
			(void)arg_words_add(&known, p->steps[n].id);
	return refuse_none_of(err, "step", NOUN_STEP, id, &known);
}

enum err_code
judge_step_done(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *id = doc_str(act, "step");
	const struct step *s = find_step(world_playbook(w), id);
	json_t *body;

	if (s == NULL)
		return no_step(err, world_playbook(w), id);
	if (s->is_message)
		return refuse(err, REFUSE_STEP_MESSAGE, "step",
			WITH(arg_named(id, &s->title)));
	if (incident_tick(w->incident, id) != NULL)
		return refuse(err, REFUSE_STEP_TICKED, "step",
			WITH(arg_named(id, &s->title)));
	body = json_object();
	doc_put_str(body, "step", id);
	doc_put(body, "title", doc_both(&s->title));
	if (*doc_str(act, "reason"))
		doc_put_str(body, "reason", doc_str(act, "reason"));
	judged_add(out, "step.done", body);
	return ERR_OK;
}

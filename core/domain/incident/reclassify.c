/*
 * Comparing what messages need before and after.
 */
#include "domain/incident/reclassify.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/office/office_none.h"

void
grade_of(struct grade *out, const struct incident *i, const json_t *act)
{
	const char *level = doc_str(act, "level"),
		   *topic = doc_str(act, "topic");

	out->level = *level ? level : i->level;
	out->topic = *topic ? topic : i->topic;
	if (strcmp(out->topic, TOPIC_NONE) == 0)
		out->topic = "";
}

bool
grade_is_new(const struct grade *g, const struct incident *i)
{
	return strcmp(g->level, i->level) != 0 ||
		strcmp(g->topic, i->topic) != 0;
}

static struct tier_row
row_for(const struct world *w, const struct grade *g, enum message_kind kind)
{
	return playbook_tier(w->library, world_playbook(w), kind,
		level_parse(g->level),
		rules_topic(&w->library->rules, g->topic));
}

/* Who could sign for all that would be given up; false: nothing is. */
static bool
gives_up(role_set *signs, const struct world *w, const struct grade *g)
{
	const struct playbook *p = world_playbook(w);
	const struct rules *r = &w->library->rules;
	bool any = false;

	*signs = (role_set)-1;
	for (int k = 0; k < KIND_COUNT; k++) {
		struct tier_row now, then;

		if (!p->kinds[k].present)
			continue;
		now = world_tier(w, (enum message_kind)k);
		then = row_for(w, g, (enum message_kind)k);
		if (!tier_row_is_weaker(r, &then, &now))
			continue;
		any = true;
		*signs &= rules_gate_roles(r, now.tier, GATE_AUTHORITY);
	}
	return any;
}

/* What waits for a second person is this very change. */
static bool
is_proposed(const struct incident *i, const struct grade *g)
{
	struct grade then;

	if (!i->grade.waits)
		return false;
	grade_of(&then, i, i->grade.what);
	return strcmp(then.level, g->level) == 0 &&
		strcmp(then.topic, g->topic) == 0;
}

static enum err_code
check_second(const struct world *w, role_set signs, struct err *err)
{
	/* another change than the proposed one is a proposal of its own */
	static const struct second_refusals no = { REFUSE_REGRADE_TWICE, "",
		REFUSE_REGRADE_TWICE, "" };
	const struct second *s = &w->incident->grade;
	const struct officer *f = office_officer(w->office, s->by);

	if (second_confirm(s, &no, arg_id(w->incident->id),
		    officer_arg(w->officer), true, err) != ERR_OK)
		return err->code;
	if ((w->officer->roles | (f && f->active ? f->roles : 0)) & signs)
		return ERR_OK;
	return refuse(err, REFUSE_ROLE, "",
		WITH(officer_arg(w->officer), arg_roles(signs),
			office_arg_able(w->office, signs, w->officer->id)));
}

enum err_code
regrade_check(bool *propose, const struct world *w, const struct grade *g,
	const json_t *act, struct err *err)
{
	const struct rules *r = &w->library->rules;
	role_set signs;

	*propose = false;
	if (*g->topic && !rules_topic(r, g->topic))
		return rules_no_topic(err, r);
	if (*doc_str(act, "reason") == '\0')
		return refuse(err, REFUSE_FIELD, "reason",
			WITH(arg_field("reason"),
				ARG_BOTH("is missing: why level or topic are "
					 "others now",
					"须说明级别或敏感类型变更的理由")));
	if (!gives_up(&signs, w, g))
		return ERR_OK;
	*propose = !is_proposed(w->incident, g);
	return *propose ? ERR_OK : check_second(w, signs, err);
}

void
reclassify_void(
	struct judged *out, const struct world *w, const struct grade *g)
{
	struct incident then = *w->incident;
	struct world as = *w;

	FIXED_SET(then.level, g->level);
	FIXED_SET(then.topic, g->topic);
	as.incident = &then;
	for (size_t n = 0; n < then.message_count; n++) {
		const struct message *m = as.message = then.messages[n];
		json_t *body;

		if (m->state < MESSAGE_REVIEW || m->state > MESSAGE_ARMED ||
			guards_ask_named(&as, "tier", NULL, NULL) == ERR_OK)
			continue;
		if (m->state >= MESSAGE_ARMING) {
			body = body_of(m);
			doc_put_int(body, "release", m->release);
			doc_put_str(body, "why", "regraded");
			judged_add(out, "release.disarmed", body);
		}
		body = body_of(m);
		doc_put_str(body, "digest", m->digest);
		doc_put_str(body, "why", "regraded");
		judged_add(out, "message.voided", body);
	}
}

/*
 * Judging the taking of an order (接令): the other unit's master, fitted to our
 * accounts by its marks, is approved here by our own gates of the last stage and,
 * with a time, appointed. What cannot go out here stops it, and a letter says
 * why.
 */
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/clock/clock_rows.h"
#include "domain/figure/figure.h"
#include "domain/guards.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/message/message_acts.h"
#include "domain/message/message_prepared.h"
#include "domain/office/login.h"
#include "domain/office/office.h"
#include "domain/release/appointed.h"
#include "domain/review/review_findings.h"
#include "domain/review/review_stages.h"
#include "domain/text/compose.h"
#include "domain/text/manifest.h"
#include "domain/waiver/waiver.h"

/* A tier of its own: our last stage; all before it was the sender's. */
static const char joint_tier[] = "joint";

/* What taking works on: the message as it will be. */
struct order_taking {
	const struct joint_order *order;
	const struct joint *joint;
	const struct message *wrong; /* of ours, that it puts right; or NULL */
	struct message message; /* only what judging it needs */
	json_t *accounts, *slots, *figures;
	json_t *text; /* {master, line, until} */
	struct facts facts;
};

static void
taking_release(struct order_taking *t)
{
	json_decref(t->accounts);
	json_decref(t->slots);
	json_decref(t->figures);
	json_decref(t->text);
}

/* ---- may it be taken ---- */

enum err_code
joint_order_named(const struct joint_order **out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *name = doc_str(act, "order");
	const struct joint_order *o = joint_order_find(w->joints, name);

	if (o == NULL || o->from[0] == '\0')
		return refuse(err, REFUSE_JOINT_ORDER_NONE, "order",
			WITH(arg_text(name)));
	*out = o;
	return joint_check_partner(w->office, o->from, false, err);
}

/* Our message that carries what the order puts right; NULL none. */
static const struct message *
taking_wrong(
	const struct world *w, const struct joint_order *o, const char *digest)
{
	const struct joint_book *b = w->joints;

	for (size_t n = 0; n < b->order_count; n++) {
		const struct joint_order *old = &b->orders[n];

		if (strcmp(old->from, o->from) == 0 && old->drill == o->drill &&
			strcmp(doc_str(old->says, "digest"), digest) == 0 &&
			old->message[0])
			return incident_message(w->incident, old->message);
	}
	return NULL;
}

static enum err_code
taking_find(struct order_taking *t, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *corrects, *withdraws;
	const struct joint_order *o, *later;
	enum err_code rc = joint_order_named(&t->order, w, act, err);

	if (rc != ERR_OK)
		return rc;
	o = t->order;
	if (w->incident == NULL)
		return refuse(err, REFUSE_JOINT_NONE, "order",
			WITH(arg_text(o->joint)));
	rc = joint_joined(&t->joint, w, err);
	if (rc != ERR_OK)
		return rc;
	if (o->message[0])
		return refuse(err, REFUSE_JOINT_TAKEN, "order",
			WITH(arg_digest(o->name), arg_id(o->message)));
	later = joint_order_righted(w->joints, o);
	if (later != NULL)
		return refuse(err, REFUSE_JOINT_RIGHTED, "order",
			WITH(arg_digest(o->name), arg_digest(later->name)));
	rc = joint_check_halt(w, o, "order", err);
	if (rc != ERR_OK)
		return rc;
	if (w->now > doc_int(o->says, "until"))
		return refuse(err, REFUSE_JOINT_OVER, "order",
			WITH(arg_digest(o->name),
				arg_time(doc_int(o->says, "until"),
					w->office->zone)));
	corrects = doc_str(o->says, "corrects");
	withdraws = doc_str(o->says, "withdraws");
	if (*corrects == '\0' && *withdraws == '\0')
		return ERR_OK;
	t->wrong = taking_wrong(w, o, *corrects ? corrects : withdraws);
	if (t->wrong != NULL && t->wrong->state >= MESSAGE_FIRED)
		return ERR_OK;
	return refuse(err, REFUSE_JOINT_WRONG_TEXT, "order",
		WITH(arg_digest(o->name)));
}

/* ---- the message that it will be ---- */

static enum message_kind
taking_kind(const struct joint_order *o)
{
	if (*doc_str(o->says, "withdraws"))
		return KIND_WITHDRAWAL;
	return *doc_str(o->says, "corrects") ? KIND_CORRECTION : KIND_REPOST;
}

/* Who passes it on; a joint text is signed by all as it stands. */
static char *
taking_line(const struct world *w, const struct joint_order *o, enum lang lang)
{
	const struct partner *p = office_partner(w->office, o->from);

	return joint_passed_line(
		o, p->name, office_unit(w->office, lang), lang);
}

/* The rules read of a repost whose word it is, and when it was said. */
static json_t *
taking_slots(const struct world *w, const struct joint_order *o)
{
	const struct playbook *p = world_playbook(w);
	const struct partner *unit = office_partner(w->office, o->from);
	char when[INSTANT_TEXT];
	json_t *slots = json_object();

	instant_format_plain(when, doc_int(o->says, "from"), w->office->zone);
	when[16] = '\0'; /* to the minute */
	if (playbook_slot(p, "source") != NULL)
		doc_put_str(slots, "source", unit->name);
	if (playbook_slot(p, "source_at") != NULL)
		doc_put_str(slots, "source_at", when);
	return slots;
}

/* The sender's, of those that our playbook knows by the same name: what our
 * rules compare numbers with. */
static json_t *
taking_figures(const struct world *w, const json_t *master)
{
	const struct playbook *p = world_playbook(w);
	json_t *list = json_array();
	const json_t *row;
	size_t n;

	json_array_foreach(doc_get(master, "figures"), n, row)
	{
		const char *name = doc_str(row, "name");
		char *end;
		long long value = strtoll(doc_str(row, "value"), &end, 10);
		json_t *doc;

		if (p == NULL || playbook_figure(p, name) == NULL || *end ||
			value < 0 || value > FIGURE_MAX)
			continue;
		doc = json_object();
		doc_put_str(doc, "name", name);
		doc_put_int(doc, "value", value);
		doc_put_str(doc, "source", doc_str(row, "source"));
		doc_put_int(doc, "as_of", doc_int(row, "as_of"));
		doc_put_bool(doc, "verified", true);
		json_array_append_new(list, doc);
	}
	return list;
}

/* Those that carry the wrong text; else those named, or all that may speak. */
static json_t *
taking_accounts(
	const struct order_taking *t, const struct world *w, const json_t *act)
{
	json_t *given = doc_get(act, "accounts");

	if (t->wrong != NULL)
		return prepared_carriers(w, t->wrong, t->facts.kind);
	if (given != NULL)
		return json_incref(given);
	return compose_accounts(w, &t->facts);
}

static void
taking_prepare(struct order_taking *t, const struct world *w, const json_t *act)
{
	const struct joint_order *o = t->order;
	json_t *master = json_array_get(doc_get(o->says, "masters"), 0);
	enum lang lang = lang_parse(doc_str(master, "language"));
	struct message *m = &t->message;
	char *line = taking_line(w, o, lang);

	t->text = json_object();
	doc_put(t->text, "master", json_incref(master));
	doc_put_str(t->text, "line", line);
	doc_put_int(t->text, "until", doc_int(o->says, "until"));
	free(line);
	t->slots = taking_slots(w, o);
	t->figures = taking_figures(w, master);
	t->facts = (struct facts){ .kind = taking_kind(o),
		.lang = lang,
		.slots = t->slots,
		.figures = t->figures,
		.master = master,
		.line = doc_str(t->text, "line"),
		.until = doc_int(o->says, "until"),
		.corrects = t->wrong ? t->wrong->id : "",
		.number = (int)w->incident->message_count + 1 };
	t->accounts = taking_accounts(t, w, act);
	t->facts.accounts = t->accounts;
	fixed_format(m->id, sizeof(m->id), "%.16s/%d", w->incident->id,
		t->facts.number % 1000000);
	m->number = t->facts.number;
	m->kind = t->facts.kind;
	m->revision = m->wording = 1;
	FIXED_SET(m->lang, lang_word(lang));
	FIXED_SET(m->order, o->name);
	FIXED_SET(m->tier, joint_tier);
	m->state = MESSAGE_REVIEW;
}

/* ---- our own gates ---- */

static gate_set
taking_gates(const struct world *w, enum message_kind kind)
{
	const struct tier *tier = world_tier(w, kind).tier;

	for (size_t n = 0; tier != NULL && n < tier->stage_count; n++)
		if (tier->stages[n].stage == STAGE_FINAL)
			return tier->stages[n].gates;
	return 1U << GATE_AUTHORITY;
}

static enum err_code
taking_check_gates(
	struct order_taking *t, const struct world *w, struct err *err)
{
	const struct playbook *p = world_playbook(w);
	struct world as = *w;

	if (p == NULL || playbook_kind(p, t->facts.kind) == NULL)
		return refuse(err, REFUSE_KIND, "order",
			WITH(arg_word(w->incident->playbook),
				arg_text(message_kind_row(t->facts.kind)
						 ->word)));
	t->message.stages[STAGE_FINAL].asked = true;
	t->message.stages[STAGE_FINAL].gates = taking_gates(w, t->facts.kind);
	as.message = &t->message;
	return guard_gate_role(&as, ACT_APPROVE, NULL, err);
}

/* ---- what stops it here ---- */

/* Known here as of the same time or later, and another number. */
static enum err_code
taking_check_figures(
	const struct order_taking *t, const struct world *w, struct err *err)
{
	json_t *told = figures_published(w->incident, NULL);
	const json_t *row, *figures = doc_get(t->facts.master, "figures");
	enum err_code rc = ERR_OK;
	char ours[24];
	size_t n;

	json_array_foreach(figures, n, row)
	{
		const char *name = doc_str(row, "name");
		const json_t *known = figure_row(told, name);

		if (known == NULL || figure_value(told, name) < 0 ||
			doc_int(known, "as_of") < doc_int(row, "as_of"))
			continue;
		fixed_format(ours, sizeof(ours), "%lld",
			(long long)figure_value(told, name));
		if (strcmp(ours, doc_str(row, "value")) == 0)
			continue;
		rc = refuse(err, REFUSE_JOINT_FIGURES, "order",
			WITH(arg_text(name), arg_text(doc_str(row, "value")),
				arg_text(ours)));
		break;
	}
	json_decref(told);
	return rc;
}

static enum err_code
taking_check_text(json_t **found, const struct order_taking *t,
	const struct world *w, const struct composition *c, struct err *err)
{
	struct review_findings e;
	enum err_code rc = composition_check_leaks(c, w, err);

	if (rc == ERR_OK)
		rc = taking_check_figures(t, w, err);
	if (rc != ERR_OK)
		return rc;
	review_findings_run(&e, w, &t->facts, c);
	/* a withdrawal takes back: no rule keeps it */
	if (t->facts.kind != KIND_WITHDRAWAL)
		rc = guard_blocked(w, &e, err);
	if (rc == ERR_OK)
		*found = waiver_found(&e, w->message);
	review_findings_release(&e);
	return rc;
}

/* ---- the entries ---- */

static json_t *
order_taking_body(const struct order_taking *t)
{
	return body_of(&t->message);
}

static void
add_begun(struct judged *out, const struct order_taking *t,
	const struct world *w, const struct composition *c)
{
	char unit[OFFICER_ID];
	json_t *body = order_taking_body(t);

	doc_put_str(body, "kind", message_kind_row(t->facts.kind)->word);
	doc_put_str(body, "lang", t->message.lang);
	doc_put_str(body, "corrects", t->facts.corrects);
	doc_put_str(body, "order", t->order->name);
	doc_put(body, "accounts", json_incref(t->accounts));
	doc_put(body, "clocks",
		clock_rows(w, FROM_CREATED, 1u << t->facts.kind, 0));
	judged_add(out, "message.created", body);
	body = order_taking_body(t);
	fixed_cut_format(unit, sizeof(unit), "@%s", t->order->from);
	doc_put_int(body, "revision", 1);
	doc_put(body, "accounts", json_incref(t->accounts));
	doc_put(body, "slots", json_incref(t->slots));
	doc_put(body, "figures", json_incref(t->figures));
	doc_put(body, "variants", json_object());
	doc_put(body, "order_text", json_incref(t->text));
	doc_put_str(body, "unit", unit);
	doc_put_str(body, "title", c->rendered.title);
	doc_put_str(body, "text", c->text);
	judged_add(out, "message.revised", body);
}

static json_t *
stages_doc(gate_set gates)
{
	json_t *list = json_array();

	for (int g = 0; g < GATE_COUNT; g++)
		if (gates >> g & 1)
			json_array_append_new(list,
				json_string(gate_row((enum gate)g)->word));
	return json_pack("[{s:s,s:o}]", "stage", stage_row(STAGE_FINAL)->word,
		"gates", list);
}

static void
add_submitted(struct judged *out, struct order_taking *t, const struct world *w,
	const struct composition *c, json_t *found)
{
	json_t *body = order_taking_body(t), *manifest = NULL, *variants = NULL;

	manifest_build(
		&manifest, &variants, t->message.digest, c, w, &t->facts);
	doc_put_int(body, "revision", 1);
	doc_put_str(body, "digest", t->message.digest);
	doc_put(body, "manifest", manifest);
	doc_put(body, "variants", variants);
	doc_put_str(body, "tier", joint_tier);
	doc_put(body, "stages",
		stages_doc(t->message.stages[STAGE_FINAL].gates));
	doc_put(body, "promises", json_array());
	doc_put(body, "found", found);
	judged_add(out, "message.submitted", body);
}

static void
add_approved(
	struct judged *out, const struct order_taking *t, const struct world *w)
{
	json_t *body;

	for (int g = 0; g < GATE_COUNT; g++) {
		if (!message_stage_has(&t->message, STAGE_FINAL, (enum gate)g))
			continue;
		body = order_taking_body(t);
		doc_put_str(body, "gate", gate_row((enum gate)g)->word);
		doc_put_str(body, "stage", stage_row(STAGE_FINAL)->word);
		doc_put_str(body, "digest", t->message.digest);
		judged_add(out, "message.passed", body);
	}
	body = order_taking_body(t);
	doc_put_str(body, "digest", t->message.digest);
	login_put(body, w);
	judged_add(out, "message.approved", body);
}

/* One that is too near is armed and fired by hand. */
static void
add_appointed(
	struct judged *out, const struct order_taking *t, const struct world *w)
{
	bool signal = strcmp(doc_str(t->order->says, "fire"), "signal") == 0;
	int64_t at = doc_int(t->order->says, "at");
	struct world as = *w;

	if (signal)
		at = 0;
	else if (at < w->now + APPOINTED_LEAST_MS)
		return;
	as.message = &t->message;
	judged_add(out, "release.appointed", appointed_body(&as, at));
	if (signal)
		doc_put_bool(out->items[out->count - 1].body, "signal", true);
}

json_t *
joint_answer_says(const struct joint_order *o, enum order_answer state,
	const struct world *w)
{
	json_t *says = json_object();

	doc_put_str(says, "kind", letter_kind_row(LETTER_ANSWER)->word);
	doc_put_str(says, "joint", doc_str(o->says, "joint"));
	doc_put_str(says, "order", o->name);
	doc_put_str(says, "state", order_answer_row(state)->word);
	if (w->officer != NULL)
		doc_put_str(says, "by", w->officer->name);
	doc_put_int(says, "at", w->now);
	return says;
}

static json_t *
named_body(const struct order_taking *t)
{
	json_t *body = json_object();

	doc_put_str(body, "order", t->order->name);
	doc_put_str(body, "partner", t->order->from);
	return body;
}

static void
take_all(struct judged *out, struct order_taking *t, const struct world *w,
	const struct composition *c, json_t *found)
{
	struct world as = *w;
	json_t *body = named_body(t);

	as.message = &t->message;
	add_begun(out, t, w, c);
	doc_put_str(body, "message", t->message.id);
	judged_add(out, "joint.became", body);
	add_submitted(out, t, &as, c, found);
	add_approved(out, t, w);
	add_appointed(out, t, w);
	joint_send(out, json_pack("[s]", t->order->from), t->order->drill,
		joint_answer_says(t->order, ANSWER_TAKEN, w));
}

/* The sender is told in our own language what stands against it here. */
static void
take_stopped(struct judged *out, const struct order_taking *t,
	const struct world *w, const struct err *why)
{
	char what[600], remedy[600];
	json_t *body = named_body(t), *says;

	refusal_format(what, sizeof(what), remedy, sizeof(remedy), why,
		lang_parse(w->office->lang));
	doc_put_str(body, "rule", why->id);
	doc_put_str(body, "why", what);
	judged_add(out, "joint.stopped", body);
	says = joint_answer_says(t->order, ANSWER_REFUSED, w);
	doc_put_str(says, "reason", what);
	joint_send(
		out, json_pack("[s]", t->order->from), t->order->drill, says);
}

/* Where it does not fit, the officer chooses other accounts. */
static enum err_code
taking_check_fit(const struct order_taking *t, const struct composition *c,
	struct err *err)
{
	for (size_t n = 0; n < c->count; n++) {
		if (c->variants[n].err.code == ERR_OK)
			continue;
		*err = c->variants[n].err;
		return err->code;
	}
	if (c->count > 0)
		return ERR_OK;
	return refuse(err, REFUSE_NO_ACCOUNTS, "accounts",
		WITH(arg_id(t->message.id)));
}

static enum err_code
take_composed(struct judged *out, struct order_taking *t, const struct world *w,
	struct err *err)
{
	struct composition c;
	struct world as = *w;
	struct err why = { .code = ERR_OK };
	json_t *found = NULL;
	enum err_code rc;

	as.message = &t->message;
	composition_init(&c);
	rc = judge_accounts(w, t->accounts, err);
	if (rc == ERR_OK)
		rc = compose(&c, w, &t->facts, err);
	if (rc == ERR_OK)
		rc = taking_check_fit(t, &c, err);
	if (rc == ERR_OK) {
		if (taking_check_text(&found, t, &as, &c, &why) == ERR_OK)
			take_all(out, t, w, &c, found);
		else
			take_stopped(out, t, w, &why);
	}
	composition_release(&c);
	return rc;
}

enum err_code
judge_joint_take(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	struct order_taking t = { .order = NULL };
	enum err_code rc = taking_find(&t, w, act, err);

	if (rc != ERR_OK)
		return rc;
	taking_prepare(&t, w, act);
	rc = taking_check_gates(&t, w, err);
	if (rc == ERR_OK)
		rc = take_composed(out, &t, w, err);
	taking_release(&t);
	return rc;
}

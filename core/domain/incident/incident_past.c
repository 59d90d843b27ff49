/*
 * Puts what happened in an incident in the order of time.
 */
#include "domain/incident/incident_past.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/bulletin/bulletin.h"
#include "domain/figure/figure.h"
#include "domain/incident/incident_steps.h"
#include "domain/message/message.h"

enum { CLOCK_TITLE = 120 };

/* A row of the list, to be filled; NULL where it never happened. */
static json_t *
past_add(json_t *list, const char *what, int64_t time)
{
	json_t *row;

	if (time == 0)
		return NULL;
	row = json_object();
	doc_put_str(row, "what", what);
	doc_put_int(row, "time", time);
	json_array_append_new(list, row);
	return row;
}

static void
past_put_by(json_t *row, const struct world *w, const char *by)
{
	const struct officer *f = office_officer(w->office, by);

	if (row != NULL && *by)
		doc_put_str(row, "by_name", f ? f->name : by);
}

static int64_t
later_of(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* When it last came a step further; of what is out when it was fired. */
static int64_t
message_moved(const struct message *m)
{
	int64_t at = m->created;

	if (m->fired.time)
		return m->fired.time;
	at = later_of(at, m->submitted.time);
	at = later_of(at, m->approved.time);
	at = later_of(at, m->armed.time);
	at = later_of(at, m->returned.time);
	for (size_t n = 0; n < m->pass_count; n++)
		at = later_of(at, m->passes[n].time);
	return at;
}

static void
past_messages(json_t *list, const struct world *w)
{
	for (size_t n = 0; n < w->incident->message_count; n++) {
		const struct message *m = w->incident->messages[n];
		json_t *row = past_add(list, "message", message_moved(m));

		if (row == NULL)
			continue;
		doc_put_str(row, "message", m->id);
		doc_put_str(row, "kind", message_kind_row(m->kind)->word);
		doc_put_str(row, "title", m->title);
		row = past_add(list, "halted", m->halted.time);
		past_put_by(row, w, m->halted.by);
		if (row != NULL)
			doc_put_str(row, "message", m->id);
	}
}

static json_t *
figure_changes(const json_t *figures, const json_t *values)
{
	json_t *list = json_array(), *figure, *row;
	size_t n;

	json_array_foreach(figures, n, figure)
	{
		const json_t *value = doc_get(values, doc_str(figure, "id"));

		if (doc_int(value, "change") == 0)
			continue;
		row = json_object();
		doc_put(row, "label", json_incref(doc_get(figure, "label")));
		doc_put_int(row, "value", doc_int(value, "value"));
		doc_put_int(row, "change", doc_int(value, "change"));
		json_array_append_new(list, row);
	}
	return list;
}

/* Only what is out: the rest may change again. */
static void
past_figures(json_t *list, const struct world *w)
{
	json_t *table = figure_table(w->incident, world_playbook(w)), *b;
	size_t n;

	json_array_foreach(doc_get(table, "bulletins"), n, b)
	{
		const struct message *m =
			incident_message(w->incident, doc_str(b, "message"));
		json_t *changes = figure_changes(
			doc_get(table, "figures"), doc_get(b, "values"));
		json_t *row = NULL;

		if (m != NULL && json_array_size(changes) > 0)
			row = past_add(list, "figures", m->fired.time);
		if (row != NULL) {
			doc_put_str(row, "message", m->id);
			doc_put(row, "changes", json_incref(changes));
		}
		json_decref(changes);
	}
	json_decref(table);
}

static void
past_claims(json_t *list, const struct world *w)
{
	for (size_t n = 0; n < w->incident->claim_count; n++) {
		const struct claim *c = w->incident->claims[n];
		json_t *row = past_add(list, "claim", c->added);

		past_put_by(row, w, c->added_by);
		if (row != NULL) {
			doc_put_str(row, "claim", c->id);
			doc_put_str(row, "text", doc_str(c->facts, "text"));
		}
		row = past_add(list, "verdict", doc_int(c->finding, "time"));
		past_put_by(row, w, doc_str(c->finding, "by"));
		if (row != NULL) {
			doc_put_str(row, "claim", c->id);
			doc_put_str(row, "text", doc_str(c->facts, "text"));
			doc_put_str(row, "verdict",
				claim_verdict_row(c->verdict)->word);
			doc_put_str(
				row, "checker", doc_str(c->finding, "checker"));
		}
	}
}

static void
past_outside(json_t *list, const struct world *w)
{
	for (size_t n = 0; n < w->incident->bulletin_count; n++) {
		const struct bulletin *b = &w->incident->bulletins[n];
		json_t *row =
			past_add(list, "outside", b->at ? b->at : b->time);

		past_put_by(row, w, b->by);
		if (row != NULL) {
			doc_put_str(row, "organ", b->organ);
			doc_put_str(row, "text", b->text);
		}
	}
}

/* Bulletins end the same clocks again and again: only the last of a rule that
 * ended alike is told, and how often. 0: another is. */
static int
clock_times(const struct incident *i, size_t at, const char *state, int64_t now)
{
	int times = 1;

	for (size_t n = 0; n < i->clock_count; n++) {
		const struct clock *c = &i->clocks[n];
		json_t *doc;
		bool alike;

		if (n == at || !c->stopped ||
			strcmp(doc_str(c->row, "rule"),
				doc_str(i->clocks[at].row, "rule")) != 0)
			continue;
		doc = clock_doc(c, now);
		alike = strcmp(doc_str(doc, "state"), state) == 0;
		json_decref(doc);
		if (alike && n > at)
			return 0;
		times += alike;
	}
	return times;
}

static const char *
past_waits_for(const struct clock *c)
{
	return doc_str(doc_get(c->row, "wait"), "for");
}

/*
 * For how many accounts of the same message nobody published by hand in time;
 * 0: another clock tells it. They were fired together and are told as one.
 */
static int
waits_missed(const struct incident *i, size_t at)
{
	const struct clock *c = &i->clocks[at];
	const char *rule = doc_str(c->row, "rule");
	size_t of = strcspn(rule, ":") + 1;
	int count = 0;

	for (size_t n = 0; n < i->clock_count; n++) {
		const struct clock *other = &i->clocks[n];

		if (other->stopped || !other->missed || other->due != c->due ||
			strncmp(doc_str(other->row, "rule"), rule, of) != 0 ||
			strcmp(past_waits_for(other), past_waits_for(c)) != 0)
			continue;
		if (n < at)
			return 0;
		count++;
	}
	return count;
}

/* What stands before the account's name, in `lang`: "by hand: ". */
static int
past_front(const json_t *title, const char *lang, const char *stop)
{
	const char *one = doc_str(title, lang), *at = strstr(one, stop);

	return at ? (int)((size_t)(at - one) + strlen(stop)) : 0;
}

/* "by hand: the office's channel" of one is "by hand: 6 accounts" of six. */
static void
past_put_waits(json_t *row, int count)
{
	const json_t *one = doc_get(row, "title");
	char en[CLOCK_TITLE], zh[CLOCK_TITLE];

	fixed_cut_format(en, sizeof(en), "%.*s%d accounts",
		past_front(one, "en", ": "), doc_str(one, "en"), count);
	fixed_cut_format(zh, sizeof(zh), "%.*s%d 个账号",
		past_front(one, "zh", "："), doc_str(one, "zh"), count);
	doc_put(row, "title", json_pack("{s:s,s:s}", "en", en, "zh", zh));
}

/* As clock_doc says it; what runs and was missed is here too, at its time. */
static void
past_clock(json_t *list, const struct world *w, size_t at)
{
	const struct clock *c = &w->incident->clocks[at];
	json_t *doc = clock_doc(c, w->now), *row = NULL;
	const char *state = doc_str(doc, "state");
	int times =
		c->stopped ? clock_times(w->incident, at, state, w->now) : 1;
	int waits = !c->stopped && clock_is_wait(c) && c->missed
		? waits_missed(w->incident, at)
		: 1;

	if (waits == 0 || (clock_is_wait(c) && !c->missed))
		row = NULL; /* its message says what became of it */
	else if (c->stopped && times > 0)
		row = past_add(list, "clock", c->stopped);
	else if (!c->stopped && c->missed)
		row = past_add(list, "missed", c->due);
	if (row != NULL) {
		doc_put(row, "title", json_incref(doc_get(doc, "title")));
		doc_put_str(row, "state", state);
		if (doc_bool(doc, "first_out"))
			doc_put_bool(row, "first_out", true);
		doc_put_int(row, "times", times);
		if (waits > 1)
			past_put_waits(row, waits);
	}
	json_decref(doc);
}

static void
past_steps(json_t *list, const struct world *w)
{
	json_t *steps = incident_steps_doc(w), *step, *row;
	size_t n;

	json_array_foreach(steps, n, step)
	{
		const json_t *tick = doc_get(step, "tick");

		row = past_add(list, "step", doc_int(tick, "time"));
		if (row == NULL)
			continue;
		past_put_by(row, w, doc_str(tick, "by"));
		doc_put(row, "title", json_incref(doc_get(step, "title")));
	}
	json_decref(steps);
}

static int
past_order(const json_t *a, const json_t *b)
{
	int64_t x = doc_int(a, "time"), y = doc_int(b, "time");

	return (x > y) - (x < y);
}

json_t *
incident_past_doc(const struct world *w)
{
	const struct incident *i = w->incident;
	json_t *list = json_array();

	past_put_by(past_add(list, "opened", i->opened), w, i->opened_by);
	past_messages(list, w);
	past_figures(list, w);
	past_claims(list, w);
	past_outside(list, w);
	for (size_t n = 0; n < i->clock_count; n++)
		past_clock(list, w, n);
	past_steps(list, w);
	(void)past_add(list, "closed", i->closed);
	doc_sort(list, past_order);
	while (json_array_size(list) > INCIDENT_PAST)
		(void)json_array_remove(list, 0);
	return list;
}

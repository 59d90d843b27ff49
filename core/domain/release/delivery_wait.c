/*
 * Clocks of deliveries that wait for a person.
 */
#include "domain/release/delivery_wait.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"

enum { RULE = DELIVERY_ID + 8, MINUTE = 60000 };

/* In which state a delivery waits so, and what the clock is called. */
static const struct {
	enum delivery_state state;
	const char *en, *zh;
} wait_states[] = {
	[WAIT_HAND] = { DELIVERY_HUMAN, "by hand", "人工发布" },
	[WAIT_CONFIRM] = { DELIVERY_ACCEPTED, "administrator to confirm",
		"待管理员确认" },
	[WAIT_TOKEN] = { DELIVERY_FAILED, "new credential", "待更换凭据" },
};
_Static_assert(sizeof(wait_states) / sizeof(wait_states[0]) == WAIT_FORS,
	"a row for each");

static void
delivery_wait_rule(char out[RULE], const char *id)
{
	fixed_format(out, RULE, "wait %s", id);
}

/* ---- which rule ---- */

static const struct wait_rule *
wait_rule_in(const struct wait_rule *rows, size_t count, enum wait_for what,
	const struct account *a)
{
	for (size_t n = 0; n < count; n++) {
		const char *of = rows[n].platform;

		if (rows[n].what == what &&
			(*of == '\0' || strcmp(of, a->platform) == 0 ||
				strcmp(of, a->kind) == 0) &&
			account_has(a, rows[n].when, rows[n].when_count))
			return &rows[n];
	}
	return NULL;
}

static const struct wait_rule *
wait_rule_of_platform(
	const struct platform *p, enum wait_for what, const struct account *a)
{
	return p ? wait_rule_in(p->waits, p->wait_count, what, a) : NULL;
}

/* The playbook's, else its platform's, else that of what delivers it. A row of
 * the playbook gives time and fallback where the platform has this wait. */
static const struct wait_rule *
wait_rule_of(const struct world *w, enum wait_for what, const struct account *a)
{
	const struct playbook *p = world_playbook(w);
	const struct rules *rules = &w->library->rules;
	const struct wait_rule *rule = wait_rule_of_platform(
		rules_platform(rules, a->platform), what, a);
	const struct wait_rule *own;

	if (rule == NULL)
		rule = wait_rule_of_platform(
			rules_platform(rules, a->kind), what, a);
	own = rule && p ? wait_rule_in(p->waits, p->wait_count, what, a) : NULL;
	return own ? own : rule;
}

/* A failure is no person's matter but where the account itself is at fault. */
static bool
wait_is_for(enum wait_for what, const struct account *a)
{
	return what != WAIT_TOKEN || (a->checked != 0 && !a->ok);
}

/* ---- starting and ending ---- */

static json_t *
wait_row(const struct world *w, const struct account *a, const char *id,
	enum wait_for what, const struct wait_rule *rule)
{
	struct both title;
	char words[2][300], name[RULE];
	json_t *row, *wait = json_object();

	fixed_cut_format(words[0], sizeof(words[0]), "%s: %s",
		wait_states[what].en, a->name);
	fixed_cut_format(words[1], sizeof(words[1]), "%s：%s",
		wait_states[what].zh, a->name);
	title.in[LANG_EN] = words[0];
	title.in[LANG_ZH] = words[1];
	delivery_wait_rule(name, id);
	row = clock_row_due(
		name, &title, "", w->now + (int64_t)rule->minutes * MINUTE);
	doc_put_str(wait, "for", wait_for_word((int)what));
	doc_put_str(wait, "role", role_row(rule->role)->word);
	if (*rule->whom.in[LANG_EN])
		doc_put(wait, "whom", doc_both(&rule->whom));
	doc_put(wait, "then", doc_both(&rule->then));
	doc_put(row, "wait", wait);
	return row;
}

/* The row of the clock that a result starts, NULL if it starts none. */
static json_t *
wait_row_of(const struct world *w, const json_t *result)
{
	const char *id = doc_str(result, "delivery");
	const struct account *a;
	const struct wait_rule *rule = NULL;
	const struct delivery *d;
	enum delivery_state state;
	char account[ACCOUNT_ID];
	enum wait_for what = 0, running;

	if (!delivery_id_split(NULL, NULL, account, id) ||
		!delivery_parse(&state, doc_str(result, "state")))
		return NULL;
	while (what < WAIT_FORS && wait_states[what].state != state)
		what++;
	a = office_account(w->office, account);
	d = message_delivery(w->message, account);
	if (what == WAIT_FORS || a == NULL || d == NULL ||
		!wait_is_for(what, a))
		return NULL;
	/* polled again, it goes on waiting for the same */
	if (delivery_wait_clock(&running, w->incident, w->message, d) &&
		running == what)
		return NULL;
	rule = wait_rule_of(w, what, a);
	return rule ? wait_row(w, a, id, what, rule) : NULL;
}

void
delivery_wait_start(json_t *body, const struct world *w, const json_t *results)
{
	json_t *rows, *result, *row;
	size_t n;

	if (w->library == NULL)
		return;
	rows = json_array();
	json_array_foreach(results, n, result)
	{
		row = wait_row_of(w, result);
		if (row != NULL)
			json_array_append_new(rows, row);
	}
	if (json_array_size(rows) > 0)
		doc_put(body, "clocks", json_incref(rows));
	json_decref(rows);
}

static bool
wait_parse(enum wait_for *out, const struct clock *c)
{
	const char *word = doc_str(doc_get(c->row, "wait"), "for");

	for (int n = 0; n < WAIT_FORS; n++)
		if (strcmp(wait_for_word(n), word) == 0) {
			*out = (enum wait_for)n;
			return true;
		}
	return false;
}

/* The delivery of the message that this clock is about; NULL if it is none. */
static const struct delivery *
wait_delivery(const struct message *m, const struct clock *c)
{
	static const char word[] = "wait ";
	const char *rule = doc_str(c->row, "rule");
	char account[ACCOUNT_ID], of[MESSAGE_ID];

	if (!clock_is_wait(c) || strncmp(rule, word, sizeof(word) - 1) != 0 ||
		!delivery_id_split(
			NULL, of, account, rule + sizeof(word) - 1) ||
		strcmp(of, m->id) != 0)
		return NULL;
	return message_delivery(m, account);
}

void
delivery_wait_end(struct incident *i, const struct message *m, int64_t time)
{
	enum wait_for what;

	for (size_t n = 0; n < i->clock_count; n++) {
		struct clock *c = &i->clocks[n];
		const struct delivery *d =
			c->stopped ? NULL : wait_delivery(m, c);

		if (d != NULL && wait_parse(&what, c) &&
			d->state != wait_states[what].state)
			c->stopped = time;
	}
}

const struct clock *
delivery_wait_clock(enum wait_for *what, const struct incident *i,
	const struct message *m, const struct delivery *d)
{
	for (size_t n = 0; n < i->clock_count; n++) {
		const struct clock *c = &i->clocks[n];

		if (!c->stopped && wait_delivery(m, c) == d &&
			wait_parse(what, c))
			return c;
	}
	return NULL;
}

/* ---- for people ---- */

json_t *
delivery_wait_people(const struct world *w, const struct clock *c)
{
	json_t *list = json_array();
	enum role role;

	if (!role_parse(&role, doc_str(doc_get(c->row, "wait"), "role")))
		return list;
	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if (f->active && (f->roles & ROLE_BIT(role)))
			json_array_append_new(list, officer_contact(f));
	}
	return list;
}

json_t *
delivery_wait_doc(const struct world *w, const struct delivery *d)
{
	enum wait_for what;
	const struct clock *c =
		delivery_wait_clock(&what, w->incident, w->message, d);
	const struct account *a = office_account(w->office, d->account);
	json_t *wait, *doc;
	char id[DELIVERY_ID];

	if (c == NULL)
		return NULL;
	wait = doc_get(c->row, "wait");
	doc = json_object();
	delivery_id(id, w->message, d->account);
	doc_put_str(doc, "delivery", id);
	doc_put_str(doc, "account", d->account);
	doc_put_str(doc, "name", a ? a->name : d->account);
	doc_put_str(doc, "for", wait_for_word((int)what));
	doc_put_int(doc, "due", c->due);
	doc_put_bool(doc, "over", c->missed || c->due <= w->now);
	if (doc_get(wait, "whom"))
		doc_put(doc, "whom", json_incref(doc_get(wait, "whom")));
	doc_put(doc, "officers", delivery_wait_people(w, c));
	doc_put(doc, "then", json_incref(doc_get(wait, "then")));
	return doc;
}

static int
wait_doc_order(const json_t *a, const json_t *b)
{
	int64_t x = doc_int(a, "due"), y = doc_int(b, "due");

	return (x > y) - (x < y);
}

json_t *
delivery_wait_docs(const struct world *w)
{
	const struct message *m = w->message;
	json_t *list = json_array(), *doc;

	for (size_t n = 0; n < m->delivery_count; n++) {
		doc = delivery_wait_doc(w, &m->deliveries[n]);
		if (doc != NULL)
			json_array_append_new(list, doc);
	}
	doc_sort(list, wait_doc_order);
	if (json_array_size(list) > 0)
		return list;
	json_decref(list);
	return NULL;
}

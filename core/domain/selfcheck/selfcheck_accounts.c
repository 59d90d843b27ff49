/*
 * Account by account: when it last had a verified post, how long it was
 * without one, when somebody last logged in, how it is filed, what the register
 * finds. And as a register_view, which asks for the same.
 */
#include "domain/selfcheck/selfcheck_parts.h"

#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "domain/message/message.h"

int64_t
selfcheck_end(const struct selfcheck_view *v)
{
	return v->now < v->s->to ? v->now : v->s->to;
}

/* Is a message of the incident out that tells the public? */
static bool
selfcheck_announced(void *arg, const char *incident)
{
	const struct selfcheck_view *v = arg;

	for (size_t n = 0; n < v->s->incident_count; n++) {
		const struct incident *i = &v->s->incidents[n]->state;

		for (size_t k = 0;
			strcmp(i->id, incident) == 0 && k < i->message_count;
			k++) {
			json_t *doc = message_doc(i, i->messages[k]);
			bool told = register_is_told_by(doc);

			json_decref(doc);
			if (told)
				return true;
		}
	}
	return false;
}

struct register_view
selfcheck_register(const struct selfcheck_view *v)
{
	union { /* register_view hands it back, and nobody writes to it */
		const void *given;
		void *kept;
	} arg = { .given = v };

	return (struct register_view){ .office = &v->s->office,
		.rules = v->rules,
		.now = selfcheck_end(v),
		.announced = selfcheck_announced,
		.arg = arg.kept };
}

static const struct selfcheck_account *
selfcheck_account_seen(const struct selfcheck *s, const char *id)
{
	for (size_t n = 0; n < s->account_count; n++)
		if (strcmp(s->accounts[n].id, id) == 0)
			return &s->accounts[n];
	return NULL;
}

int64_t
selfcheck_told(const struct selfcheck *s, const char *account)
{
	const struct selfcheck_account *a = selfcheck_account_seen(s, account);

	return a ? a->told.seq : 0;
}

/* From how many days on the register calls it silent; 0 no rule. */
static int
silent_days(const struct selfcheck_view *v, const struct account *a)
{
	const struct rules *r = v->rules;

	for (size_t n = 0; r && n < r->health_count; n++)
		if (r->healths[n].check == HEALTH_SILENT &&
			health_rule_holds(r, &r->healths[n], a->platform,
				selfcheck_end(v)))
			return r->healths[n].ill;
	return 0;
}

static void
put_mark(json_t *row, const char *key, const struct selfcheck_mark *m,
	json_t *entries)
{
	if (m->seq == 0)
		return;
	doc_put_int(row, key, m->time);
	json_array_append_new(entries, json_integer(m->seq));
}

/* The longest time without a verified post that reaches into the period: one
 * that ended in it, or the one that lasts. */
static void
put_gap(json_t *row, const struct selfcheck_view *v, const struct account *a,
	const struct selfcheck_account *seen)
{
	struct selfcheck_mark from =
		seen->posted.seq ? seen->posted : seen->added;
	int64_t end = selfcheck_end(v);
	int64_t lasts = a->active ? end - from.time : 0;
	int64_t ended = seen->gap_to.time - seen->gap_from.time;
	int days = silent_days(v, a);
	int64_t gap = lasts > ended ? lasts : ended;
	json_t *entries = json_array();

	if (lasts > ended) {
		json_array_append_new(entries, json_integer(from.seq));
	} else if (ended > 0) {
		json_array_append_new(
			entries, json_integer(seen->gap_from.seq));
		json_array_append_new(entries, json_integer(seen->gap_to.seq));
	}
	doc_put_int(row, "silent_days", gap / INSTANT_DAY);
	doc_put_bool(row, "silent", days > 0 && gap >= days * INSTANT_DAY);
	doc_put(row, "silent_entries", entries);
}

bool
selfcheck_is_sampled(const struct selfcheck *s, const char *account)
{
	json_t *draw;
	size_t n;

	json_array_foreach(s->draws, n, draw)
	{
		if (doc_list_has(doc_get(draw, "accounts"), account))
			return true;
	}
	return false;
}

static void
put_inspection(json_t *row, const struct selfcheck *s,
	const struct selfcheck_account *seen)
{
	json_t *entries = json_array();

	doc_put_bool(row, "sampled", selfcheck_is_sampled(s, seen->id));
	put_mark(row, "inspected", &seen->inspected, entries);
	doc_put_str(row, "inspected_by", seen->inspected_by);
	doc_put_str(row, "found", seen->found);
	doc_put_str(row, "interaction", seen->interaction);
	doc_put_str(row, "what", seen->what);
	doc_put(row, "inspected_entries", entries);
}

static json_t *
account_row_doc(const struct selfcheck_view *v, const struct account *a)
{
	const struct selfcheck_account *seen =
		selfcheck_account_seen(v->s, a->id);
	static const struct selfcheck_account none = { .id = "" };
	json_t *row = json_object(), *entries = json_array();

	if (seen == NULL)
		seen = &none;
	doc_put_str(row, "account", a->id);
	doc_put_str(row, "name", a->name);
	doc_put_str(row, "owner", a->owner);
	doc_put_str(row, "platform", a->platform);
	doc_put_str(row, "state", account_state(a));
	doc_put_bool(row, "filed", register_card_is_filed(&a->card));
	put_mark(row, "told", &seen->told, entries);
	put_mark(row, "posted", &seen->posted, entries);
	put_mark(row, "login", &seen->login, entries);
	put_gap(row, v, a, seen);
	put_inspection(row, v->s, seen);
	doc_put(row, "entries", entries);
	return row;
}

json_t *
selfcheck_accounts(const struct selfcheck_view *v)
{
	const struct office *o = &v->s->office;
	json_t *rows = json_array();

	for (size_t n = 0; n < o->account_count; n++)
		json_array_append_new(
			rows, account_row_doc(v, &o->accounts[n]));
	return rows;
}

/*
 * A month in July, told entry by entry: incidents are opened, texts released and
 * deadlines missed. Whoever tells it says which figures an entry stands behind.
 */
#ifndef CRIER_TESTS_DOMAIN_MONTH_H
#define CRIER_TESTS_DOMAIN_MONTH_H

#include "tests/domain/planted.h"

#include "domain/selfcheck/selfcheck.h"

#define HOUR_MS (INT64_C(60) * 60 * 1000)
#define JULY (SCENE_NOW - 20 * DAY_MS - 2 * HOUR_MS) /* the 1st, 00:00 */
#define AT(day, hour) (JULY + ((day)-1) * DAY_MS + (hour)*HOUR_MS)
#define JUNE(day, hour) (AT(1, hour) - (31 - (day)) * DAY_MS)

enum { SEQS = 400, KEYS = 40 };

struct month {
	struct selfcheck s;
	int64_t seq, time;
	struct {
		const char *key;
		int64_t seqs[SEQS];
		size_t count;
	} want[KEYS];
};

/* The entry that came last is one of those behind this figure. */
static inline void
expect(struct month *m, const char *key)
{
	size_t n = 0;

	while (m->want[n].key && strcmp(m->want[n].key, key) != 0)
		n++;
	m->want[n].key = key;
	m->want[n].seqs[m->want[n].count++] = m->seq;
}

static inline void
say(struct month *m, int64_t time, const char *incident, const char *kind,
	json_t *body)
{
	struct entry e;
	struct err err = { 0 };

	entry_init(&e);
	e.seq = ++m->seq;
	e.time = m->time = time;
	(void)snprintf(e.by, sizeof(e.by), "station");
	(void)snprintf(e.incident, sizeof(e.incident), "%s", incident);
	if (*incident)
		(void)snprintf(e.mode, sizeof(e.mode), "%s",
			*incident == 'D' ? "drill" : "actual");
	(void)snprintf(e.kind, sizeof(e.kind), "%s", kind);
	e.body = body;
	assert_non_null(body);
	if (selfcheck_apply(&m->s, &e, &err) != ERR_OK)
		fail_msg("%s: %s (%s)", kind, err.what, err.where);
	entry_release(&e);
}

static inline void
plant_said(void *ctx, int64_t time, const char *kind, json_t *body)
{
	say(ctx, time, "", kind, body);
}

/* ---- releases ---- */

static inline void
opened(struct month *m, int64_t time, const char *incident, int64_t due)
{
	json_t *clocks = json_array();

	if (due)
		json_array_append_new(clocks,
			json_pack("{s:s,s:{s:s,s:s},s:[s],s:I}", "rule", "D-01",
				"title", "en", "First", "zh", "首次", "stops",
				"truth", "due", (json_int_t)due));
	say(m, time, incident, "incident.opened",
		json_pack("{s:s,s:s,s:i,s:o}", "title", "七月事件", "playbook",
			"rainstorm-flood", "number", 1, "clocks", clocks));
}

struct text {
	const char *incident, *kind;
	int number;
	const char *found[2]; /* by lint rules, at submission */
	int64_t promise; /* of the next; 0 none */
	const char *const *accounts; /* ends with NULL */
};

static const char *const one_account[] = { "19-0", NULL };

static inline json_t *
found_of(const struct text *t)
{
	json_t *found = json_array();

	for (int n = 0; n < 2 && t->found[n]; n++)
		json_array_append_new(
			found, json_pack("{s:s}", "rule", t->found[n]));
	return found;
}

static inline json_t *
promises_of(const struct text *t)
{
	return t->promise ? json_pack("[{s:s,s:{s:s,s:s},s:[s,s,s],s:I}]",
				    "rule", "P-01", "title", "en", "Next", "zh",
				    "承诺", "stops", "update", "correction",
				    "withdrawal", "due", (json_int_t)t->promise)
			  : json_array();
}

/* From its beginning to verified; `keys` are figures that its firing is of. */
static inline void
released(struct month *m, int64_t time, const struct text *t,
	const char *const *keys)
{
	const char *const *account = t->accounts ? t->accounts : one_account;
	json_t *accounts = json_object(), *results = json_array();
	char id[40], delivery[80];

	(void)snprintf(id, sizeof(id), "%s/%d", t->incident, t->number);
	for (; *account; account++) {
		(void)snprintf(
			delivery, sizeof(delivery), "%s:%s", id, *account);
		doc_put(accounts, *account,
			json_pack("{s:s}", "kind", "manual"));
		json_array_append_new(results,
			json_pack("{s:s,s:s}", "delivery", delivery, "state",
				"verified"));
	}
	say(m, time, t->incident, "message.created",
		json_pack("{s:s,s:s,s:s}", "message", id, "kind", t->kind,
			"lang", "zh"));
	say(m, time, t->incident, "message.submitted",
		json_pack("{s:s,s:{s:o},s:s,s:o,s:o}", "message", id,
			"manifest", "accounts", accounts, "digest", "00",
			"found", found_of(t), "promises", promises_of(t)));
	if (t->found[0] && *t->incident != 'D' && t->found[0][2] == '3' &&
		t->found[0][3] != '6')
		expect(m, "contradictions");
	say(m, time, t->incident, "release.armed",
		json_pack("{s:s,s:i}", "message", id, "release", 1));
	say(m, time, t->incident, "release.fired",
		json_pack("{s:s}", "message", id));
	for (; keys && *keys; keys++)
		expect(m, *keys);
	say(m, time, t->incident, "delivery.outcome",
		json_pack("{s:s,s:o}", "message", id, "results", results));
}

static inline void
missed(struct month *m, int64_t due, const char *incident, const char *rule)
{
	say(m, due, incident, "incident.missed",
		json_pack("{s:s,s:I}", "rule", rule, "due", (json_int_t)due));
}

#endif

/*
 * A set of notices that somebody wrote who has read neither rules nor tests
 * (tests/lint/held/README.md), laid before the rules as an officer's submit
 * lays them: an incident with its playbook, the figures that the officer
 * entered, what was released before. Included by test_held.c.
 */
#ifndef CRIER_TESTS_DOMAIN_HELD_H
#define CRIER_TESTS_DOMAIN_HELD_H

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/instant.h"
#include "domain/review/review_findings.h"
#include "tests/domain/held_when.h"
#include "tests/domain/library.h"

/* The columns of a set, and what they are to a playbook. */
static const struct {
	const char *column;
	enum figure_role role;
} held_columns[] = {
	{ "dead", FIGURE_DEAD },
	{ "injured", FIGURE_INJURED },
	{ "missing", FIGURE_MISSING },
	{ "trapped", FIGURE_TRAPPED },
	{ "evacuated", FIGURE_EVACUATED },
};
enum { HELD_COLUMNS = sizeof(held_columns) / sizeof(held_columns[0]) };

/* ---- the incident ---- */

struct held {
	struct office office;
	struct incident incident;
	struct world world;
	struct message *told[16];
};

static inline bool
held_is_among(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

/* The playbook that an officer would open for such an incident. */
static inline const char *
held_playbook(const char *type)
{
	static const char *const meta[] = { "误发", "试鸣", "false alert",
		NULL };
	static const char *const nature[] = { "洪", "滑坡", "地震", "台风",
		"水库", "森林", "雪", "暴雨", "涝", "泥石流", "河道", "flood",
		"wildfire", "earthquake", "hurricane", "dam", "landslide",
		"snow", "storm", "search", NULL };

	if (held_is_among(type, meta))
		return "misfire";
	return held_is_among(type, nature) ? "rainstorm-flood"
					   : "chemical-plant";
}

static inline const struct figure_def *
held_def(const struct playbook *p, enum figure_role role)
{
	for (size_t i = 0; p && i < p->figure_count; i++)
		if (p->figures[i].role == role)
			return &p->figures[i];
	return NULL;
}

/*
 * A row of the set's columns as figures of the playbook. What has changed since
 * `before` carries the reason.
 */
static inline json_t *
held_figures(const struct playbook *p, const json_t *row, const json_t *before,
	const char *reason, int64_t now)
{
	json_t *list = json_array();

	for (size_t i = 0; i < HELD_COLUMNS; i++) {
		const struct figure_def *def =
			held_def(p, held_columns[i].role);
		const json_t *value = doc_get(row, held_columns[i].column);
		const json_t *old = doc_get(before, held_columns[i].column);
		bool same = old && json_equal(value, old);

		if (!def || !json_is_integer(value))
			continue;
		json_array_append_new(list,
			json_pack("{s:s,s:I,s:I,s:s,s:s,s:b}", "name", def->id,
				"value", json_integer_value(value), "as_of",
				(json_int_t)(now - HELD_HOUR / 6), "source",
				"现场指挥部", "reason", same ? "" : reason,
				"verified", 1));
	}
	return list;
}

static inline void
held_open(struct held *h, const struct library *lib, const json_t *row,
	int64_t now)
{
	const char *issuer = doc_str(row, "issuer");

	*h = (struct held){ 0 };
	office_init(&h->office);
	incident_init(&h->incident);
	(void)snprintf(
		h->office.unit, sizeof(h->office.unit), "%.100s", issuer);
	(void)snprintf(h->office.lang, sizeof(h->office.lang), "zh");
	h->office.zone = HELD_ZONE;
	h->incident.opened = h->incident.occurred = now - 6 * HELD_HOUR;
	h->incident.drill = doc_bool(row, "drill");
	(void)snprintf(
		h->incident.level, sizeof(h->incident.level), "%s", "III");
	(void)snprintf(h->incident.playbook, sizeof(h->incident.playbook), "%s",
		held_playbook(doc_str(row, "incident_type")));
	h->incident.messages = h->told;
	h->world = (struct world){ .office = &h->office,
		.incident = &h->incident,
		.library = lib,
		.now = now,
		.relay_up = true,
		.relay_holds = true };
}

static inline void
held_tell(struct held *h, enum message_kind kind, const char *title,
	const char *text, json_t *figures, int64_t at)
{
	struct message *m = mem_new(sizeof(*m));

	assert_true(h->incident.message_count < 16);
	m->number = m->issue = (int)h->incident.message_count + 1;
	(void)snprintf(m->id, sizeof(m->id), "2026-0001/%d", m->number);
	m->kind = kind;
	m->state = MESSAGE_FIRED;
	m->fired.time = at;
	m->title = mem_strdup(title);
	m->text = mem_strdup(text);
	m->figures = figures;
	h->told[h->incident.message_count++] = m;
}

static inline void
held_close(struct held *h)
{
	for (size_t i = 0; i < h->incident.message_count; i++) {
		free(h->told[i]->title);
		free(h->told[i]->text);
		json_decref(h->told[i]->figures);
		free(h->told[i]);
	}
	h->incident.messages = NULL;
	h->incident.message_count = 0;
	incident_release(&h->incident);
	office_release(&h->office);
}

static inline enum message_kind
held_kind(const json_t *row)
{
	enum message_kind kind = KIND_COUNT;

	if (!message_kind_parse(&kind, doc_str(row, "kind")))
		fail_msg("no kind: %s", doc_str(row, "kind"));
	return kind;
}

/* The rules over one row as it stands in the incident; release `out`. */
static inline void
held_lint(struct review_findings *out, const struct held *h, const json_t *row,
	const char *reason)
{
	const struct playbook *p = world_playbook(&h->world);
	struct composition c;
	char next[INSTANT_TEXT];
	json_t *slots = json_object();
	struct facts facts = { .kind = held_kind(row),
		.lang = lang_parse(doc_str(row, "lang")),
		.corrects = "",
		.slots = slots };
	json_t *figures = held_figures(p, json_object_get(row, "figures"),
		json_object_get(row, "previous"), reason, h->world.now);

	composition_init(&c);
	instant_format_plain(next, h->world.now + HELD_HOUR, HELD_ZONE);
	doc_put_str(slots, "next_update", next);
	facts.figures = figures;
	free(c.rendered.title);
	c.rendered.title = mem_strdup(doc_str(row, "title"));
	free(c.text);
	c.text = mem_strdup(doc_str(row, "body"));
	review_findings_run(out, &h->world, &facts, &c);
	out->c.slots = NULL; /* freed here */
	composition_release(&c);
	json_decref(figures);
	json_decref(slots);
}

#endif

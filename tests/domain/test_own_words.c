/*
 * The shipped playbooks do not block themselves: every kind in both languages,
 * filled with its own examples, passes the rules that would stop it; and the
 * deadlines that apply follow the province in force.
 */
#include "domain/review/review_findings.h"
#include "tests/domain/scene.h"

#define NOW INT64_C(1784620800000) /* 2026-07-21 16:00 +08:00 */

static json_t *
slots_of(const struct playbook *p, enum message_kind kind, enum lang lang)
{
	json_t *slots = json_object();

	for (size_t i = 0; i < p->slot_count; i++)
		if (p->slots[i].kinds >> kind & 1)
			doc_put_str(slots, p->slots[i].id,
				p->slots[i].example.in[lang]);
	return slots;
}

static json_t *
figures_of(const struct playbook *p, const char *other, long value)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->figure_count; i++) {
		const struct figure_def *f = &p->figures[i];
		bool is = strcmp(f->id, other) == 0;

		json_array_append_new(list,
			json_pack("{s:s,s:I,s:s,s:I,s:b}", "name", f->id,
				"value", (json_int_t)(is ? value : f->example),
				"source", "县应急管理局", "as_of",
				(json_int_t)(NOW - 7200000), "verified", 1));
	}
	return list;
}

/* What the example of a correction puts right is a figure of it. */
static json_t *
corrected(const struct playbook *p)
{
	static const struct {
		const char *playbook, *figure;
		int value;
	} rows[] = { { "chemical-plant", "injured", 13 },
		{ "rainstorm-flood", "moved", 1204 } };

	for (size_t i = 0; i < 2; i++)
		if (strcmp(rows[i].playbook, p->id) == 0)
			return json_pack("[{s:s,s:i,s:s,s:I,s:b,s:s}]", "name",
				rows[i].figure, "value", rows[i].value,
				"source", "县应急管理局", "as_of",
				(json_int_t)(NOW - 7200000), "verified", 1,
				"reason", "来源单位修正");
	return json_array();
}

/* A first notice that is out: what corrections quote and updates go on from.
 * It told 120 people moved, as the examples of a correction say. */
static struct message *
told(const struct playbook *p)
{
	struct message *m = calloc(1, sizeof(*m));

	assert_non_null(m);
	(void)snprintf(m->id, sizeof(m->id), "2026-0001/1");
	m->number = m->issue = 1;
	m->kind = KIND_TRUTH;
	m->state = MESSAGE_RELEASED;
	m->fired.time = NOW - 7200000;
	m->slots = json_object();
	m->figures = figures_of(p, "moved", 120);
	m->title = strdup("情况通报（第1号）");
	m->text = strdup("");
	return m;
}

static void
check(struct scene *s, const struct playbook *p, enum message_kind kind,
	enum lang lang)
{
	json_t *slots = slots_of(p, kind, lang),
	       *figures = kind == KIND_CORRECTION ? corrected(p)
		: kind == KIND_REPOST		  ? json_array()
						  : figures_of(p, "", 0);
	const struct world w = { .office = &s->office,
		.incident = &s->incident,
		.library = s->lib,
		.now = NOW };
	const struct facts facts = { .kind = kind,
		.lang = lang,
		.slots = slots,
		.figures = figures,
		.corrects = "",
		.issue = 2,
		.number = 2 };
	struct composition c;
	struct review_findings e;
	struct err err;

	composition_init(&c);
	if (compose(&c, &w, &facts, &err) != ERR_OK)
		fail_msg("%s: %s", p->id, err.what);
	review_findings_run(&e, &w, &facts, &c);
	for (size_t n = 0; n < e.found.count; n++) {
		const struct finding *f = &e.found.rows[n];
		char what[300];

		finding_what(what, sizeof(what), f, LANG_EN);
		if (f->rule->severity == SEVERITY_BLOCK)
			fail_msg("%s %s %s: %s %s (%s)\n%s", p->id,
				message_kind_row(kind)->word, lang_word(lang),
				f->rule->id, what,
				f->field == SIZE_MAX
					? ""
					: e.c.fields[f->field].name,
				c.text);
	}
	review_findings_release(&e);
	composition_release(&c);
	json_decref(slots);
	json_decref(figures);
}

static void
playbooks__do_not_block_their_own_examples(void **state)
{
	struct scene s;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct playbook *p;

		scene_open(&s, false);
		p = &s.lib->playbooks[i];

		(void)snprintf(s.incident.playbook, sizeof(s.incident.playbook),
			"%s", p->id);
		s.incident.messages = calloc(1, sizeof(struct message *));
		s.incident.messages[0] = told(p);
		s.incident.message_count = 1;
		for (int k = 0; k < KIND_COUNT; k++)
			for (int lang = 0; lang < LANG_COUNT; lang++)
				if (playbook_kind(p, (enum message_kind)k))
					check(&s, p, (enum message_kind)k,
						(enum lang)lang);
		scene_close(&s);
	}
}

/* ---- deadlines by province ---- */

static const struct deadline *
row_of(struct library *lib, const char *region, int level, const char *id)
{
	const struct deadline *rows[64], *found = NULL;
	const struct playbook *p = playbook_find(lib, "rainstorm-flood");
	const char *was = lib->rules.region;
	size_t count;

	lib->rules.region = region;
	count = playbook_deadlines(rows, 64, lib, p, level, NOW);
	for (size_t n = 0; n < count; n++) {
		if (strcmp(rows[n]->id, id) != 0)
			continue;
		assert_null(found); /* one row of an id is in force */
		found = rows[n];
	}
	lib->rules.region = was;
	return found;
}

static void
deadlines__follow_the_province_in_force(void **state)
{
	static const struct {
		const char *region, *id;
		int level, minutes; /* 0: no such row */
	} rows[] = {
		{ "", "D-01", LEVEL_II, 300 },
		{ "", "D-01", LEVEL_III, 0 },
		{ "", "D-03", LEVEL_IV, 2880 },
		{ "", "D-05", LEVEL_II, 0 },
		{ "南京", "D-05", LEVEL_II, 60 },
		{ "", "D-08", LEVEL_I, 0 },
		{ "辽宁", "D-08", LEVEL_I, 15 },
		{ "辽宁", "D-08", LEVEL_III, 30 },
		{ "北京", "D-06", LEVEL_I, 1440 },
		/* its own row in place of the common one */
		{ "", "D-16", LEVEL_II, 60 },
		{ "江西", "D-16", LEVEL_II, 120 },
		{ "重庆", "D-16", LEVEL_III, 60 },
		/* Chongqing's row is for III and graver: below it the common */
		{ "重庆", "D-16", LEVEL_IV, 60 },
	};
	struct library *lib = shipped_library();

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const struct deadline *d =
			row_of(lib, rows[n].region, rows[n].level, rows[n].id);

		if ((d ? d->minutes : 0) != rows[n].minutes)
			fail_msg("%s in %s at %d: %d, not %d", rows[n].id,
				rows[n].region, rows[n].level,
				d ? d->minutes : 0, rows[n].minutes);
	}
	assert_string_equal(
		row_of(lib, "重庆", LEVEL_III, "D-16")->region, "重庆");
	assert_string_equal(row_of(lib, "重庆", LEVEL_IV, "D-16")->region, "");
	library_free(lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(playbooks__do_not_block_their_own_examples),
		cmocka_unit_test(deadlines__follow_the_province_in_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

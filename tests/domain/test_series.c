/*
 * Whole stories of numbers, as they happened: each bulletin is accepted,
 * questioned (a reason is asked for) or refused, as it should have been. The
 * figures are those of the reports; what each bulletin carried beside them is
 * filled in so that sums can be checked.
 */
#include "domain/review/review_findings.h"
#include "domain/figure/figure.h"
#include "base/mem.h"
#include "tests/domain/scene.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

/* "dead=5 missing=?": ? is being verified; "dead=5:reason" without blanks. */
struct notice {
	enum message_kind kind;
	const char *figures;
	const char *want; /* rules that bite; "" and it is released */
	const char *says; /* stands in its text; NULL: anything */
};

static json_t *
figures_of(const char *spec, int64_t now)
{
	json_t *list = json_array();
	char name[20], value[20], reason[200];

	while (*spec) {
		size_t n = strcspn(spec, " ");
		char word[300];
		json_t *row = json_object();

		(void)snprintf(word, sizeof(word), "%.*s", (int)n, spec);
		reason[0] = '\0';
		assert_true(sscanf(word, "%19[^=]=%19[^:]:%199s", name, value,
				    reason) >= 2);
		doc_put_str(row, "name", name);
		if (*value != '?')
			doc_put_int(row, "value", atoll(value));
		doc_put_str(row, "source", "指挥部");
		doc_put_int(row, "as_of", now);
		doc_put_bool(row, "verified", *value != '?');
		doc_put_str(row, "reason", reason);
		json_array_append_new(list, row);
		spec += n + (spec[n] == ' ');
	}
	return list;
}

static void
put_time(json_t *slots, const char *name, int64_t ms)
{
	char text[INSTANT_TEXT];

	instant_format_plain(text, ms, 480);
	doc_put_str(slots, name, text);
}

static json_t *
slots_of(const struct scene *s, enum message_kind kind)
{
	json_t *slots = json_object();

	doc_put_str(slots, "place", "云溪县青河镇");
	doc_put_str(slots, "event", "waterlogging");
	doc_put_str(slots, "contact", "12345");
	if (kind == KIND_CORRECTION) {
		json_object_clear(slots);
		doc_put_str(slots, "wrong", "遇难10人");
		doc_put_str(slots, "right", "遇难9人");
		doc_put_str(slots, "reason", "double");
		doc_put_str(slots, "rest", "valid");
		doc_put_str(slots, "contact", "12345");
		return slots;
	}
	put_time(slots, "as_of", s->now - 60000);
	if (kind == KIND_CLOSING) {
		put_time(slots, "ended_at", s->now);
		doc_put_str(slots, "ended_by", "县防汛抗旱指挥部");
		doc_put_str(slots, "open_matters", "善后由县民政局负责");
		return slots;
	}
	doc_put_str(slots, "instruction", "请向高处转移");
	doc_put_str(slots, "unknown", "失联者的位置");
	put_time(slots, "next_update", s->now + 7200000);
	if (kind == KIND_UPDATE) {
		doc_put_str(slots, "news", "搜救正在进行");
	} else {
		doc_put_str(slots, "time", "2026-07-21 01:35");
		doc_put_str(slots, "actions", "县防汛办已组织转移");
	}
	return slots;
}

/* The rules that ask for a reason or block, each once, by id. */
static char *
bites(const struct scene *s, const struct message *m, char **text)
{
	const struct world w = { .office = &s->office,
		.incident = &s->incident,
		.message = m,
		.library = s->lib,
		.now = s->now };
	struct composition c;
	struct review_findings e;
	struct facts facts;
	struct buf out;
	struct err err;

	facts_of(&facts, m);
	composition_init(&c);
	assert_int_equal(compose(&c, &w, &facts, &err), ERR_OK);
	review_findings_run(&e, &w, &facts, &c);
	buf_init(&out, 1000);
	for (size_t n = 0; n < e.found.count; n++) {
		const struct lint_rule *rule = e.found.rows[n].rule;

		if (rule->severity == SEVERITY_WARN ||
			strstr(out.data, rule->id))
			continue;
		buf_printf(&out, "%s%s", out.len ? " " : "", rule->id);
	}
	*text = mem_strdup(c.text);
	review_findings_release(&e);
	composition_release(&c);
	return buf_take(&out);
}

static void
tell_one(struct scene *s, const struct notice *b, size_t n)
{
	json_t *doc = json_pack("{s:s,s:s,s:o,s:o}", "incident", s->incident.id,
		"kind", message_kind_row(b->kind)->word, "slots",
		slots_of(s, b->kind), "figures",
		figures_of(b->figures, s->now));
	char *got, *text = NULL;
	int number;
	struct err err;

	if (b->kind == KIND_CORRECTION)
		doc_put_str(doc, "corrects", scene_message(s, 1)->id);
	scene_must(s, "dora", ACT_MESSAGE_NEW, doc);
	number = (int)s->incident.message_count;
	got = bites(s, scene_message(s, number), &text);
	if (strcmp(got, b->want) != 0)
		fail_msg("bulletin %zu (%s): got \"%s\", want \"%s\"\n%s",
			n + 1, b->figures, got, b->want, text);
	if (b->says && strstr(text, b->says) == NULL)
		fail_msg("bulletin %zu does not say %s:\n%s", n + 1, b->says,
			text);
	if (*got == '\0')
		scene_release(s, number);
	else if (strstr(got, "L-12") || strstr(got, "L-14") ||
		strstr(got, "L-16"))
		assert_int_not_equal(scene_do(s, "dora", ACT_MESSAGE_SUBMIT,
					     scene_on(s, number), &err),
			ERR_OK);
	free(got);
	free(text);
}

static void
tell(const struct notice *rows, size_t count)
{
	struct scene s;

	scene_open(&s, false);
	for (size_t n = 0; n < count; n++) {
		tell_one(&s, &rows[n], n);
		s.now += INT64_C(2) * 3600000 - 60000;
	}
	scene_close(&s);
}

/* 2015: aboard 458, 456, 454; rescued 14, then 12; 442 and 12 are 454. */
static void
story__a_ship_whose_list_was_wrong_twice(void **state)
{
	static const struct notice rows[] = {
		{ KIND_TRUTH, "baseline=458 rescued=14 dead=5 missing=439", "",
			"事发时在场458人" },
		{ KIND_UPDATE, "baseline=458 rescued=14 dead=5 missing=440",
			"L-13 L-14", NULL },
		{ KIND_UPDATE, "baseline=456 rescued=14 dead=26 missing=416",
			"L-13", NULL },
		{ KIND_UPDATE,
			"baseline=456:名单中2人没有登船 rescued=14 dead=26 "
			"missing=416",
			"", "较第1号减少2人，原因：名单中2人没有登船" },
		{ KIND_UPDATE, "baseline=456 rescued=12 dead=97 missing=347",
			"L-13", NULL },
		{ KIND_UPDATE,
			"baseline=456 rescued=12:此前2人重复统计 dead=97 "
			"missing=347",
			"", "获救12人（较第2号减少2人，原因：" },
		{ KIND_UPDATE,
			"baseline=454:又核减2人 rescued=12 dead=434 missing=8",
			"", NULL },
		/* one is left out: in the last notice that must not be */
		{ KIND_CLOSING, "baseline=454 rescued=12 dead=441", "L-14",
			NULL },
		{ KIND_CLOSING, "baseline=454 rescued=12 dead=442", "",
			"遇难442人（较第4号增加8人）" },
	};

	(void)state;
	tell(rows, ROWS(rows));
}

/* 2005: the number underground rose, because the list had not been whole. */
static void
story__a_mine_whose_baseline_rises(void **state)
{
	static const struct notice rows[] = {
		{ KIND_TRUTH, "baseline=221 rescued=72 dead=134 missing=15", "",
			NULL },
		{ KIND_UPDATE, "baseline=242 rescued=72 dead=134 missing=36",
			"L-13", NULL },
		{ KIND_UPDATE,
			"baseline=242:又查出21名未登记的入井人员 rescued=72 "
			"dead=134 missing=36:随总数增加",
			"", "较第1号增加21人，原因：又查出21名未登记" },
		/* somebody rescued dies: 转亡 */
		{ KIND_UPDATE, "baseline=242 rescued=71 dead=135 missing=36",
			"L-13", NULL },
		{ KIND_UPDATE,
			"baseline=242 rescued=71:1名获救者转亡 "
			"dead=135:1名获救者转亡 missing=36",
			"", NULL },
		{ KIND_UPDATE, "baseline=242 rescued=71 dead=171 missing=1",
			"L-14 L-15", NULL },
		{ KIND_CLOSING, "baseline=242 rescued=71 dead=171 missing=0",
			"", NULL },
	};

	(void)state;
	tell(rows, ROWS(rows));
}

/* 2021: no number before every name was checked. It can be said. */
static void
story__a_flood_whose_figures_are_being_verified(void **state)
{
	static const struct notice rows[] = {
		{ KIND_TRUTH, "dead=? missing=? injured=?", "",
			"遇难情况正在核实，失联情况正在核实" },
		{ KIND_UPDATE, "", "", NULL },
		{ KIND_UPDATE, "dead=12 missing=5", "", "遇难12人，失联5人。" },
		{ KIND_UPDATE, "dead=? missing=5", "L-12", NULL },
		{ KIND_UPDATE, "dead=25 missing=7", "L-13 L-15", NULL },
		{ KIND_UPDATE,
			"dead=25:排水后在隧道内发现 missing=7:新接家属报告", "",
			"遇难25人（较第3号增加13人，原因：排水后在隧道内发现"
			"）" },
		{ KIND_UPDATE, "dead=33 missing=8", "L-13 L-15", NULL },
		{ KIND_UPDATE, "dead=32 missing=0", "", NULL },
	};

	(void)state;
	tell(rows, ROWS(rows));
}

/* 2012: 37, and five days later 77. */
static void
story__a_toll_that_doubles_after_five_days(void **state)
{
	static const struct notice rows[] = {
		{ KIND_TRUTH, "dead=37", "", NULL },
		{ KIND_UPDATE, "dead=77", "L-15", NULL },
		{ KIND_UPDATE, "dead=77:此前身份不明的遇难者已确认", "",
			"遇难77人（较第1号增加40人，原因：" },
	};

	(void)state;
	tell(rows, ROWS(rows));
}

static void
story__deaths_fall_only_by_a_correction(void **state)
{
	static const struct notice rows[] = {
		{ KIND_TRUTH, "dead=10 injured=11", "", NULL },
		{ KIND_UPDATE, "dead=9", "L-12", NULL },
		{ KIND_CORRECTION, "dead=9:1人重复统计", "",
			"较第1号减少1人，原因：1人重复统计" },
		{ KIND_UPDATE, "dead=9", "", "遇难9人。" },
		{ KIND_UPDATE, "dead=8", "L-12", NULL },
		/* a figure that rests keeps its number */
		{ KIND_UPDATE, "injured=11 critical=1 serious=2 minor=7",
			"L-16", NULL },
		{ KIND_UPDATE, "injured=11 critical=1 serious=2 minor=8", "",
			NULL },
	};

	(void)state;
	tell(rows, ROWS(rows));
}

/* 2023: an alarm without why, where and what to do. */
static void
story__an_alarm_without_place_or_advice_cannot_go(void **state)
{
	static const char *const needed[] = { "event", "place", "instruction",
		"time", "as_of", "next_update", "contact" };

	(void)state;
	for (size_t n = 0; n < ROWS(needed); n++) {
		struct scene s;
		struct err err;
		json_t *slots;

		scene_open(&s, false);
		slots = slots_of(&s, KIND_TRUTH);
		assert_int_equal(json_object_del(slots, needed[n]), 0);
		scene_must(&s, "dora", ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s,s:o}", "incident", s.incident.id,
				"kind", "truth", "slots", slots));
		assert_int_not_equal(scene_do(&s, "dora", ACT_MESSAGE_SUBMIT,
					     scene_on(&s, 1), &err),
			ERR_OK);
		assert_string_equal(err.id, "missing-slot");
		assert_true(arg_is(&err.arg[0], needed[n]));
		scene_close(&s);
	}
}

/* What a withdrawn bulletin told does not count. */
static void
told__without_what_was_withdrawn(void **state)
{
	struct scene s;
	json_t *told, *table;
	const struct notice one = { KIND_TRUTH, "dead=3 missing=2", "", "" };
	const struct notice two = { KIND_UPDATE, "dead=30:误录", "", "" };

	(void)state;
	scene_open(&s, false);
	tell_one(&s, &one, 0);
	s.now += 3600000;
	tell_one(&s, &two, 1);
	told = figures_published(&s.incident, NULL);
	assert_int_equal(figure_value(told, "dead"), 30);
	assert_int_equal(doc_int(figure_row(told, "dead"), "number"), 2);
	assert_int_equal(doc_int(figure_row(told, "missing"), "number"), 1);
	json_decref(told);
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:s,s:{s:s,s:s,s:s,s:s}}", "incident",
			s.incident.id, "kind", "withdrawal", "corrects",
			scene_message(&s, 2)->id, "slots", "actual",
			"没有新增情况", "resume", "以第1号为准", "contact",
			"12345", "next_update", "2026-07-21 05:00"));
	scene_release(&s, 3);
	told = figures_published(&s.incident, NULL);
	assert_int_equal(figure_value(told, "dead"), 3);
	json_decref(told);
	table = figure_table(
		&s.incident, playbook_find(s.lib, "rainstorm-flood"));
	assert_int_equal(json_array_size(doc_get(table, "figures")), 2);
	assert_int_equal(json_array_size(doc_get(table, "bulletins")), 1);
	json_decref(table);
	scene_close(&s);
}

/* Message 2 is fired, and its accounts all end in `state`. */
static int64_t
dead_after(const char *state, size_t *bulletins)
{
	static const struct notice one = { KIND_TRUTH, "dead=3 missing=2", "",
		"" };
	struct scene s;
	json_t *told, *table;
	int64_t dead;

	scene_open(&s, false);
	tell_one(&s, &one, 0);
	s.now += 3600000;
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:o}", "incident", s.incident.id,
			"kind", "update", "slots", slots_of(&s, KIND_UPDATE),
			"figures", figures_of("dead=5:新增", s.now)));
	scene_submit(&s, 2);
	scene_review(&s, 2);
	scene_approve(&s, 2);
	scene_arm(&s, 2);
	scene_fire(&s, 2);
	scene_report(&s, 2, state);
	told = figures_published(&s.incident, NULL);
	dead = figure_value(told, "dead");
	json_decref(told);
	table = figure_table(
		&s.incident, playbook_find(s.lib, "rainstorm-flood"));
	*bulletins = json_array_size(doc_get(table, "bulletins"));
	json_decref(table);
	scene_close(&s);
	return dead;
}

/* What no account took was told to nobody; what may be there yet counts. */
static void
told__without_what_no_account_took(void **state)
{
	static const struct {
		const char *state;
		int64_t dead;
	} rows[] = { { "failed", 3 }, { "refused", 3 }, { "published", 5 },
		{ "unknown", 5 }, { "retry", 5 }, { "human", 5 } };
	size_t bulletins;

	(void)state;
	for (size_t n = 0; n < ROWS(rows); n++) {
		assert_int_equal(
			dead_after(rows[n].state, &bulletins), rows[n].dead);
		/* that it was written and fired is shown all the same */
		assert_int_equal(bulletins, 2);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(story__a_ship_whose_list_was_wrong_twice),
		cmocka_unit_test(story__a_mine_whose_baseline_rises),
		cmocka_unit_test(
			story__a_flood_whose_figures_are_being_verified),
		cmocka_unit_test(story__a_toll_that_doubles_after_five_days),
		cmocka_unit_test(story__deaths_fall_only_by_a_correction),
		cmocka_unit_test(
			story__an_alarm_without_place_or_advice_cannot_go),
		cmocka_unit_test(told__without_what_was_withdrawn),
		cmocka_unit_test(told__without_what_no_account_took),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

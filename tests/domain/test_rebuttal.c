/*
 * L-35, the form of a rebuttal: texts that keep it, and texts that break it
 * in each of its ways.
 */
#include "tests/domain/scene.h"
#include "domain/text/template.h"
#include "lint/lint.h"
#include "lint/lint_rules.h"

struct text {
	const char *title, *text;
	const char *accused, *checker;
	size_t evidence;
	const char *want; /* part of the detail; NULL: nothing is found */
};

#define GOOD_TITLE "东安水库大坝安全，运行正常"
#define FACT "东安水库大坝完好，水位低于汛限水位1.2米。\n\n"
#define WARN "网上有一种不实说法：水库决堤。请不要转发。\n\n"
#define WHY "市水文局于7月21日17时核实。网传视频拍摄于2019年外省。\n\n"
#define AGAIN "再次说明：东安水库大坝安全，运行正常。"

static const struct text rows[] = {
	{ GOOD_TITLE, FACT WARN WHY AGAIN, "县水利局", "市水文局", 1, NULL },
	{ GOOD_TITLE, FACT WARN WHY AGAIN "\n\n请拨打12345\n\n县新闻办",
		"县水利局", "县水利局和市水文局", 2, NULL },
	{ GOOD_TITLE, FACT "有人发布虚假信息称“水库 决堤”。\n\n" WHY AGAIN, "",
		"", 1, NULL },
	/* near misses: words of the claim apart, or beside it */
	{ "东安水库没有险情", FACT WARN WHY "东安水库大坝安全，运行正常", "",
		"", 1, NULL },
	{ GOOD_TITLE, FACT WARN "水库管理处称堤坝决不会垮。\n\n" AGAIN, "", "",
		1, NULL },
	{ GOOD_TITLE, FACT WARN WHY WHY AGAIN, "县水利局", "省水利厅", 1,
		NULL },
	/* in the title, whatever stands between */
	{ "水库决堤？谣言！", FACT WARN WHY AGAIN, "", "", 1, "title" },
	{ "“水库，决堤”不属实", FACT WARN WHY AGAIN, "", "", 1, "title" },
	{ "关于水库决堤传言的说明", FACT WARN WHY AGAIN, "", "", 1, "title" },
	{ "水 库 决 堤系误传", FACT WARN WHY AGAIN, "", "", 1, "title" },
	{ "辟谣：水库决堤", FACT WARN WHY AGAIN, "", "", 1, "title" },
	/* more than once */
	{ GOOD_TITLE, FACT WARN "所谓水库决堤并不存在。\n\n" AGAIN, "", "", 1,
		"more than once" },
	{ GOOD_TITLE, FACT WARN WHY AGAIN "\n\n水库决堤是谣言", "", "", 1,
		"more than once" },
	{ GOOD_TITLE, FACT WARN WARN WHY AGAIN, "", "", 1, "more than once" },
	/* no warning before it */
	{ GOOD_TITLE, FACT "水库决堤，这是谣言。\n\n" WHY AGAIN, "", "", 1,
		"warning" },
	{ GOOD_TITLE, FACT "朋友圈在说水库决堤。\n\n" WHY AGAIN, "", "", 1,
		"warning" },
	/* the order */
	{ GOOD_TITLE, WARN FACT WHY AGAIN, "", "", 1, "first" },
	{ GOOD_TITLE, "网传水库决堤不实。\n\n" FACT WHY AGAIN, "", "", 1,
		"first" },
	{ GOOD_TITLE, FACT WARN WHY "谢谢大家。", "", "", 1, "said again" },
	{ GOOD_TITLE, FACT WARN WHY, "", "", 1, "said again" },
	/* the grounds */
	{ GOOD_TITLE, FACT WARN WHY AGAIN, "", "", 0, "evidence" },
	{ GOOD_TITLE, FACT WARN WHY AGAIN, "县水利局", "县水利局", 1,
		"accused" },
	{ GOOD_TITLE, FACT WARN WHY AGAIN, "县水利局", "县 水利局", 1,
		"accused" },
};

static void
run(struct findings *f, const struct text *t, const struct library *lib,
	const json_t *slots)
{
	struct lint_field fields[] = {
		{ .part = PART_TITLE,
			.name = "title",
			.text = t->title,
			.len = strlen(t->title) },
		{ .part = PART_TEXT,
			.name = "text",
			.text = t->text,
			.len = strlen(t->text) },
	};
	struct lint_case c = { .rules = lib->rules.lint,
		.fields = fields,
		.field_count = 2,
		.kind = KIND_REBUTTAL,
		.lang = LANG_ZH,
		.region = "",
		.playbook = "rumor",
		.slots = slots,
		.claim = {
			"水库决堤！！", t->accused, t->checker, t->evidence } };

	lint_run(f, &c);
}

static bool
has(const struct findings *f, const char *detail)
{
	for (size_t n = 0; n < f->count; n++)
		if (strcmp(f->rows[n].rule->id, "L-35") == 0 &&
			(*detail == '\0' ||
				strstr(f->rows[n].detail[LANG_EN], detail)))
			return true;
	return false;
}

/* Each language is told in itself. */
static void
check_languages(const struct findings *f)
{
	for (size_t n = 0; n < f->count; n++) {
		if (strcmp(f->rows[n].rule->id, "L-35") != 0)
			continue;
		for (const char *p = f->rows[n].detail[LANG_ZH]; *p; p++)
			assert_true((unsigned char)*p >= 0x80);
		for (const char *p = f->rows[n].detail[LANG_EN]; *p; p++)
			assert_true((unsigned char)*p < 0x80);
	}
}

static void
rebuttal__keeps_its_form_or_is_told_how_it_breaks_it(void **state)
{
	struct library *lib = shipped_library();
	json_t *slots = json_pack("{s:s,s:s}", "headline", GOOD_TITLE, "fact",
		"东安水库大坝完好，水位低于汛限水位1.2米");

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct findings f;
		bool got;

		findings_init(&f);
		run(&f, &rows[n], lib, slots);
		got = has(&f, rows[n].want ? rows[n].want : "");
		check_languages(&f);
		if (got != (rows[n].want != NULL)) {
			for (size_t k = 0; k < f.count; k++)
				print_message("  %s %s\n", f.rows[k].rule->id,
					f.rows[k].detail[LANG_EN]);
			fail_msg("row %zu: %s", n,
				rows[n].want ? rows[n].want : "clean");
		}
		findings_release(&f);
	}
	json_decref(slots);
	library_free(lib);
}

/* Every playbook's own words, from its examples, in both languages. */
static void
library__rebuttals_keep_the_form(void **state)
{
	static const char *const playbooks[] = { "rumor", "rainstorm-flood",
		"chemical-plant", "misfire" };

	(void)state;
	for (size_t n = 0; n < 8; n++) {
		enum lang lang = n % 2 ? LANG_EN : LANG_ZH;
		struct library *lib = shipped_library();
		const struct playbook *p = playbook_find(lib, playbooks[n / 2]);
		json_t *slots = json_object();
		struct template_values v = { .slots = slots,
			.autos = json_object(),
			.zone = 480,
			.issued = SCENE_NOW };
		struct rendered r;
		struct findings f;
		struct text t = { .evidence = 1, .accused = "", .checker = "" };
		struct err err;
		char *text;

		for (size_t k = 0; k < p->slot_count; k++)
			if (p->slots[k].kinds & (1u << KIND_REBUTTAL))
				doc_put_str(slots, p->slots[k].id,
					p->slots[k].example.in[lang]);
		rendered_init(&r);
		assert_int_equal(
			template_render(&r, p, KIND_REBUTTAL, lang, &v, &err),
			ERR_OK);
		text = rendered_text(&r);
		t.title = r.title;
		t.text = text;
		findings_init(&f);
		run(&f, &t, lib, slots);
		if (has(&f, ""))
			fail_msg("%s %s: %s\n%s\n%s", p->id, lang_word(lang),
				f.rows[0].detail[LANG_EN], r.title, text);
		findings_release(&f);
		free(text);
		rendered_release(&r);
		json_decref(slots);
		json_decref((json_t *)(uintptr_t)v.autos);
		library_free(lib);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			rebuttal__keeps_its_form_or_is_told_how_it_breaks_it),
		cmocka_unit_test(library__rebuttals_keep_the_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

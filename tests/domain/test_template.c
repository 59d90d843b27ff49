/*
 * Rendering: values, conditions, figures, times, drills, and that nothing an
 * officer types becomes markup.
 */
#include "domain/text/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "domain/figure/figure.h"
#include "domain/text/markdown.h"
#include "tests/domain/library.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))
#define ISSUED 1784620800000LL /* 2026-07-21 16:00 +08:00 */
#define ZH "rumor/zh/truth.md"
#define EN "rumor/en/truth.md"

/* The shipped library with one template's text replaced. */
static struct library *
library_with(const char *path, const char *text)
{
	struct shelf shelf;
	struct faults faults;
	struct library *lib = NULL;
	struct err err = { 0 };

	shelf_open(&shelf, "playbooks");
	faults_init(&faults);
	for (size_t i = 0; i < shelf.count; i++) {
		if (strcmp(shelf.files[i].path, path) != 0)
			continue;
		free((char *)(uintptr_t)shelf.files[i].data);
		shelf.files[i].data = mem_strdup(text);
		shelf.files[i].len = strlen(text);
	}
	if (playbook_library_parse(
		    &lib, shelf.files, shelf.count, &faults, &err))
		fail_msg("%s: %s", err.where, err.what);
	faults_release(&faults);
	shelf_close(&shelf);
	return lib;
}

/* Renders the truth of the rumor playbook; the caller frees the text. */
static char *
render(const char *path, const char *body, const char *slots_json,
	const char *figures_json, struct rendered *keep)
{
	char *text = mem_printf("---\ntitle: \"T {{matter}}\"\n---\n%s", body);
	struct library *lib = library_with(path, text);
	json_t *slots = json_loads(slots_json, 0, NULL);
	json_t *figures = json_loads(figures_json, 0, NULL);
	json_t *autos = json_pack("{s:s,s:s,s:i,s:[s,s]}", "level", "II",
		"unit", "U", "number", 3, "accounts", "A", "B");
	struct template_values v = { .slots = slots,
		.figures = figures,
		.autos = autos,
		.zone = 480,
		.issued = ISSUED };
	struct rendered r;
	struct err err = { 0 };
	enum lang lang;
	char *out;

	rendered_init(&r);
	lang = strcmp(path, ZH) == 0 ? LANG_ZH : LANG_EN;
	if (template_render(&r, playbook_find(lib, "rumor"), KIND_TRUTH, lang,
		    &v, &err))
		fail_msg("%s: %s", err.where, err.what);
	out = rendered_text(&r);
	if (keep) {
		*keep = r;
		assert_int_equal(r.fact_count, 0); /* labels go with lib */
	} else {
		rendered_release(&r);
	}
	json_decref(slots);
	json_decref(figures);
	json_decref(autos);
	library_free(lib);
	free(text);
	return out;
}

static void
template__values_and_conditions(void **state)
{
	static const struct {
		const char *path, *body, *slots, *want;
	} rows[] = {
		{ ZH, "甲{{matter}}乙", "{\"matter\":\"丙\"}", "甲丙乙" },
		{ ZH, "甲{{matter}}乙", "{}", "甲〔事项〕乙" },
		{ ZH, "{{#if known}}有{{known}}{{/if}}尾", "{\"known\":\"甲\"}",
			"有甲尾" },
		{ ZH, "{{#if known}}有{{known}}{{/if}}尾", "{}", "尾" },
		{ ZH, "{{#if known}}有{{else}}无{{/if}}", "{}", "无" },
		{ ZH, "{{#if ai_used=yes}}机{{else}}人{{/if}}",
			"{\"ai_used\":\"yes\"}", "机" },
		{ ZH, "{{#if ai_used=yes}}机{{else}}人{{/if}}",
			"{\"ai_used\":\"no\"}", "人" },
		{ ZH, "{{#if ai_used=yes}}机{{/if}}尾", "{}", "尾" },
		{ ZH, "{{#if known}}有{{else}}无{{/if}}", "{\"known\":\"x\"}",
			"有" },
		{ ZH,
			"{{#if known}}a{{#if why}}b{{else}}c{{/if}}d{{else}}e"
			"{{/if}}f",
			"{\"known\":\"x\"}", "acdf" },
		{ ZH,
			"{{#if known}}a{{#if why}}b{{else}}c{{/if}}d{{else}}e"
			"{{/if}}f",
			"{\"why\":\"x\"}", "ef" },
		{ ZH, "一\n\n{{#if known}}二{{/if}}\n\n三", "{}", "一\n\n三" },
		{ ZH, "{{! note}}一{{! more note}}", "{}", "一" },
		/* the stop of a value and of the text do not double */
		{ ZH, "{{matter}}。", "{\"matter\":\"甲。\"}", "甲。" },
		{ ZH, "{{matter}}。", "{\"matter\":\"甲；\"}", "甲。" },
		{ ZH, "{{matter}}", "{\"matter\":\"甲。\"}", "甲。" },
		{ EN, "{{matter}}.", "{\"matter\":\" ok. \"}", "Ok." },
		/* lines become one sentence */
		{ ZH, "{{news}}。", "{\"news\":\"甲。\\n\\n乙；\\n丙\"}",
			"甲；乙；丙。" },
		/* times */
		{ ZH, "{{time}}", "{\"time\":\"2026-07-21 14:30\"}",
			"7月21日14时30分" },
		{ ZH, "{{time}}", "{\"time\":\"2026-07-21T06:00Z\"}",
			"7月21日14时" },
		{ ZH, "{{time}}", "{\"time\":\"2025-12-31 23:05\"}",
			"2025年12月31日23时05分" },
		{ EN, "At {{time}}", "{\"time\":\"2026-07-21 14:30\"}",
			"At 14:30 on 21 July" },
		{ ZH, "{{issued}}", "{}", "2026年7月21日16时" },
		{ EN, "{{issued}}", "{}", "16:00 on 21 July 2026" },
		/* what the station knows */
		{ ZH, "{{number}} {{unit}} {{level}} {{accounts}}", "{}",
			"3 U Ⅱ级（重大） A、B" },
		{ EN, "{{level}} {{accounts}}", "{}",
			"Level II (very serious) A, B" },
		/* Markdown of the template is read, that of values is not */
		{ ZH, "**粗** [网站](https://a.cn)", "{}",
			"粗 网站 https://a.cn" },
		{ EN, "a\nb\\\nc", "{}", "a b\nc" },
		{ ZH, "甲\n乙", "{}", "甲乙" },
		{ EN, "x:\n- one\n- two", "{}", "x:\n- one\n- two" },
		{ EN, "1. one\n2. two", "{}", "1. one\n2. two" },
		{ EN, "is {{matter}}",
			"{\"matter\":\"**b** [x](http://y) <i> {{unit}} _e_\"}",
			"is **b** [x](http://y) <i> {{unit}} _e_" },
		{ EN, "[p]({{page}})", "{}", "p 〔page〕" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char *got = render(
			rows[i].path, rows[i].body, rows[i].slots, "[]", NULL);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

#define TOLD(name, n, no)                                                      \
	"{\"name\":\"" name "\",\"value\":" #n ",\"source\":\"s\","            \
	"\"as_of\":1,\"verified\":true,\"number\":" #no "}"
#define WHY(name, n, why)                                                      \
	"{\"name\":\"" name "\",\"value\":" #n ",\"source\":\"s\","            \
	"\"as_of\":1,\"verified\":true,\"reason\":\"" why "\"}"
#define OPEN(name)                                                             \
	"{\"name\":\"" name "\",\"source\":\"s\",\"as_of\":1,"                 \
	"\"verified\":false}"
#define FIG(name, n, sure)                                                     \
	"{\"name\":\"" name "\",\"value\":" #n                                 \
	",\"source\":\"s\",\"as_of\":1,\"verified\":" #sure "}"

static void
template__figures_are_said(void **state)
{
	static const struct {
		const char *path, *body, *figures, *want;
	} rows[] = {
		{ ZH, "{{figures}}", "[" FIG("posts", 37, true) "]",
			"核查相关帖文37条" },
		{ ZH, "{{figures}}",
			"[" FIG("samples", 7, true) "," FIG(
				"posts", 1204, false) "]",
			"核查相关帖文1204条（正在核实），检测样本7份" },
		{ EN, "{{figures}}", "[" FIG("posts", 1204, true) "]",
			"1,204 posts examined" },
		{ EN, "{{figures}}", "[" FIG("posts", 1, true) "]",
			"1 post examined" },
		{ EN, "{{figures}}", "[" FIG("posts", 0, true) "]",
			"0 posts examined" },
		{ EN, "{{figure.posts}}", "[" FIG("posts", 1234567, true) "]",
			"1234567" },
		{ EN, "{{#if figure.posts}}y{{else}}n{{/if}}", "[]", "n" },
		{ EN, "{{#if figures}}y{{else}}n{{/if}}", "[]", "n" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char *got = render(rows[i].path, rows[i].body, "{}",
			rows[i].figures, NULL);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

static void
figure__a_change_is_said_with_its_unit(void **state)
{
	const struct playbook *p = playbook_find(*state, "rainstorm-flood");
	static const struct {
		enum lang lang;
		const char *before, *now, *want;
	} rows[] = {
		{ LANG_ZH, "[" FIG("dead", 2, true) "]",
			"[" FIG("dead", 3, true) "]",
			"遇难3人（较此前增加1人）" },
		{ LANG_ZH, "[" TOLD("dead", 3, 3) "]",
			"[" WHY("dead", 5, "在河口村又找到两名失联者。") "]",
			"遇难5人（较第3号增加2人，原因：在河口村又找到两名失联"
			"者）" },
		{ LANG_EN, "[" TOLD("dead", 3, 3) "]",
			"[" WHY("dead", 5, "two of the missing were found") "]",
			"5 dead (2 more than No. 3, because two of the missing "
			"were found)" },
		{ LANG_ZH, "[" TOLD("missing", 3, 2) "]",
			"[" FIG("missing", 1, false) "]",
			"失联1人（较第2号减少2人，正在核实）" },
		{ LANG_ZH, "[" TOLD("dead", 3, 2) "]", "[" OPEN("dead") "]",
			"遇难情况正在核实" },
		{ LANG_EN, "[]", "[" OPEN("dead") "," FIG("moved", 9, true) "]",
			"dead: being verified, 9 moved to safety" },
		/* what was being verified and is known now has not changed */
		{ LANG_ZH, "[" OPEN("dead") "]", "[" FIG("dead", 3, true) "]",
			"遇难3人" },
		{ LANG_EN, "[" FIG("moved", 100, true) "]",
			"[" FIG("moved", 1300, true) "]",
			"1,300 moved to safety (1,200 more than before)" },
		{ LANG_EN, "[" FIG("moved", 100, true) "]",
			"[" FIG("moved", 100, true) "]",
			"100 moved to safety" },
		{ LANG_EN, "[]", "[" FIG("houses", 1, true) "]",
			"1 house damaged" },
	};

	for (size_t i = 0; i < ROWS(rows); i++) {
		json_t *before = json_loads(rows[i].before, 0, NULL);
		json_t *now = json_loads(rows[i].now, 0, NULL);
		struct sink got;

		sink_init(&got, 1000);
		figure_phrase(&got, p, rows[i].lang, now, before);
		assert_string_equal(got.buf.data, rows[i].want);
		sink_release(&got);
		json_decref(before);
		json_decref(now);
	}
}

static void
figure__an_impossible_figure_is_refused(void **state)
{
	const struct playbook *p = playbook_find(*state, "rainstorm-flood");
	static const char *const bad[] = {
		"{}",
		"[1]",
		"[{}]",
		"[{\"name\":\"ghosts\",\"value\":1,\"source\":\"s\","
		"\"as_of\":1}]",
		"[{\"name\":\"dead\",\"value\":1.5,\"source\":\"s\","
		"\"as_of\":1}]",
		"[{\"name\":\"dead\",\"value\":\"3\",\"source\":\"s\","
		"\"as_of\":1}]",
		"[{\"name\":\"dead\",\"value\":-1,\"source\":\"s\","
		"\"as_of\":1}]",
		"[{\"name\":\"dead\",\"value\":1000000001,\"source\":\"s\","
		"\"as_of\":1}]",
		"[{\"name\":\"dead\",\"source\":\"s\",\"as_of\":1,"
		"\"verified\":true}]",
		"[{\"name\":\"dead\",\"source\":\"s\"}]",
		"[{\"name\":\"dead\",\"value\":1,\"source\":\"s\","
		"\"as_of\":1,\"reason\":\"a\\nb\"}]",
		"[{\"name\":\"dead\",\"value\":1,\"source\":\"s\","
		"\"as_of\":1,\"why\":\"a\"}]",
		"[{\"name\":\"dead\",\"value\":1,\"as_of\":1}]",
		"[{\"name\":\"dead\",\"value\":1,\"source\":\"s\"}]",
		"[" FIG("dead", 1, true) "," FIG("dead", 2, true) "]",
	};
	struct err err;
	json_t *good;

	for (size_t i = 0; i < ROWS(bad); i++) {
		json_t *doc = json_loads(bad[i], 0, NULL);

		assert_int_equal(figure_check(p, doc, 0, &err), ERR_INVALID);
		assert_string_equal(err.id, "figure");
		json_decref(doc);
	}
	good = json_loads("[" FIG("dead", 0, true) "]", 0, NULL);
	assert_int_equal(figure_check(p, good, 0, &err), ERR_OK);
	assert_int_equal(figure_check(p, NULL, 0, &err), ERR_OK);
	json_decref(good);
}

static void
template__missing_facts_are_listed_once(void **state)
{
	struct rendered r;

	(void)state;
	free(render(ZH, "{{known}} {{known}}\n\n{{#if why}}{{why}}{{/if}}",
		"{}", "[]", &r));
	assert_int_equal(r.missing_count, 2); /* matter in the title, known */
	rendered_release(&r);
}

static void
template__a_wrong_value_is_refused(void **state)
{
	static const struct {
		const char *slots, *id, *where;
	} rows[] = {
		{ "{\"nobody\":\"x\"}", "unknown-slot", "nobody" },
		{ "{\"time\":\"half past two\"}", "value", "time" },
		{ "{\"time\":5}", "field", "time" },
		{ "{\"contact\":\"ask Li\"}", "value", "contact" },
	};
	const struct playbook *p = playbook_find(*state, "rumor");

	for (size_t i = 0; i < ROWS(rows); i++) {
		json_t *slots = json_loads(rows[i].slots, 0, NULL);
		struct template_values v = { .slots = slots, .zone = 480 };
		struct rendered r;
		struct err err = { 0 };

		rendered_init(&r);
		assert_int_equal(
			template_render(&r, p, KIND_TRUTH, LANG_ZH, &v, &err),
			ERR_INVALID);
		assert_string_equal(err.id, rows[i].id);
		assert_string_equal(err.where, rows[i].where);
		rendered_release(&r);
		json_decref(slots);
	}
}

static void
template__what_is_not_real_says_so_at_both_ends(void **state)
{
	static const struct {
		enum text_mark mark;
		enum lang lang;
		const char *banner, *line;
	} rows[] = {
		{ TEXT_REAL, LANG_ZH, "", "" },
		{ TEXT_DRILL, LANG_ZH, "【演练】", "【演练】并非真实事件。" },
		{ TEXT_DRILL, LANG_EN, "[DRILL]", "[DRILL] Not a real event." },
		{ TEXT_DEMO, LANG_ZH, "【演示台】", "【演示台】并非真实。" },
		{ TEXT_DEMO, LANG_EN, "[DEMO]", "[DEMO] Not a real event." },
		{ TEXT_DEMO_DRILL, LANG_ZH, "【演练】",
			"【演练】演示，非真实。" },
		{ TEXT_DEMO_DRILL, LANG_EN, "[DRILL]",
			"[DRILL] Demo, not real." },
	};
	const struct playbook *p = playbook_find(*state, "misfire");

	for (size_t i = 0; i < ROWS(rows); i++) {
		struct template_values v = { .zone = 480,
			.mark = rows[i].mark };
		size_t len = strlen(rows[i].line);
		struct rendered r;
		char *text;

		rendered_init(&r);
		assert_int_equal(template_render(&r, p, KIND_STANCE,
					 rows[i].lang, &v, NULL),
			ERR_OK);
		text = rendered_text(&r);
		assert_memory_equal(
			r.title, rows[i].banner, strlen(rows[i].banner));
		assert_memory_equal(text, rows[i].line, len);
		assert_string_equal(text + strlen(text) - len, rows[i].line);
		free(text);
		rendered_release(&r);
	}
}

/* Where a drill's text fits, a demo station's does: Weibo is full at 140. */
static void
mark__none_is_longer_than_a_drills(void **state)
{
	(void)state;
	for (int m = 0; m < TEXT_MARKS * LANG_COUNT; m++) {
		enum text_mark mark = (enum text_mark)(m / LANG_COUNT);
		enum lang lang = (enum lang)(m % LANG_COUNT);
		const char *line = text_mark_line(mark, lang);
		const char *lead = text_mark_lead(mark, lang);
		const char *banner = text_mark_banner(mark, lang);
		char *got = mem_printf("%s%s", banner, line), *most;

		assert_memory_equal(line, lead, strlen(lead));
		assert_memory_equal(lead, banner, strlen(banner));
		most = mem_printf("%s%s", text_mark_banner(TEXT_DRILL, lang),
			text_mark_line(TEXT_DRILL, lang));
		for (int u = 0; u < TEXT_UNITS; u++)
			assert_true(
				text_count(got, strlen(got), (enum text_unit)u,
					0) <= text_count(most, strlen(most),
						      (enum text_unit)u, 0));
		free(most);
		free(got);
	}
}

static void
markdown__a_link_keeps_its_address(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "[a](https://b.cn/c_d_e)", "a https://b.cn/c_d_e" },
		{ "<https://b.cn>", "https://b.cn" },
		{ "[https://b.cn](https://b.cn)", "https://b.cn" },
		{ "# head\ntext", "head\ntext" },
		{ "`code` ![alt](x.png)", "code alt" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct sink got;

		sink_init(&got, 1000);
		markdown_plain(&got, rows[i].text, LANG_EN);
		assert_string_equal(got.buf.data, rows[i].want);
		sink_release(&got);
	}
}

/* "{{matter}}" so many times in one paragraph. */
static char *
many_values(int count)
{
	char *text = mem_strdup("---\ntitle: T\n---\n"), *longer;

	for (int i = 0; i < count; i++) {
		longer = mem_printf("%s{{matter}}", text);
		free(text);
		text = longer;
	}
	return text;
}

static void
template__every_value_of_a_paragraph_stands_or_the_library_is_refused(
	void **state)
{
	char *most = many_values(400), *more = many_values(401);
	struct library_file *files;
	struct library *lib = library_with(EN, most), *none = NULL;
	json_t *slots = json_pack("{s:s}", "matter", "x");
	struct template_values v = { .slots = slots };
	struct faults faults;
	struct rendered r;
	struct shelf shelf;
	struct err err;

	(void)state;
	rendered_init(&r);
	assert_int_equal(template_render(&r, playbook_find(lib, "rumor"),
				 KIND_TRUTH, LANG_EN, &v, &err),
		ERR_OK);
	assert_int_equal(r.count, 1);
	assert_int_equal(strlen(r.paragraphs[0].text), 400);
	rendered_release(&r);
	library_free(lib);

	shelf_open(&shelf, "playbooks");
	files = shelf.files;
	for (size_t i = 0; i < shelf.count; i++) {
		if (strcmp(files[i].path, EN) != 0)
			continue;
		free((char *)(uintptr_t)files[i].data);
		files[i].data = mem_strdup(more);
		files[i].len = strlen(more);
	}
	faults_init(&faults);
	assert_int_not_equal(playbook_library_parse(
				     &none, files, shelf.count, &faults, &err),
		ERR_OK);
	assert_non_null(strstr(err.what, "more than 400 values"));
	faults_release(&faults);
	shelf_close(&shelf);
	json_decref(slots);
	free(most);
	free(more);
}

static void
template__a_text_beyond_its_bound_is_refused_and_not_cut(void **state)
{
	static const struct {
		const char *body;
		int names; /* of a thousand bytes each */
		enum err_code want;
	} rows[] = {
		{ "{{accounts}}", 200, ERR_OK },
		{ "{{accounts}}", 300, ERR_TOO_LARGE }, /* a value */
		{ "{{accounts}}{{accounts}}", 200, ERR_TOO_LARGE },
		{ "{{accounts}}\n\n{{accounts}}", 200, ERR_TOO_LARGE },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char *text = mem_printf("---\ntitle: T\n---\n%s", rows[i].body);
		struct library *lib = library_with(EN, text);
		json_t *names = json_array(), *autos = json_object();
		struct template_values v = { .autos = autos };
		struct rendered r;
		struct err err;
		char name[1001];

		memset(name, 'n', 1000);
		name[1000] = '\0';
		for (int n = 0; n < rows[i].names; n++)
			json_array_append_new(names, json_string(name));
		json_object_set_new(autos, "accounts", names);
		rendered_init(&r);
		assert_int_equal(
			template_render(&r, playbook_find(lib, "rumor"),
				KIND_TRUTH, LANG_EN, &v, &err),
			rows[i].want);
		if (rows[i].want == ERR_OK)
			assert_int_equal(strlen(r.paragraphs[0].text),
				200 * 1000 + 199 * 2);
		else
			assert_int_equal(r.count, 0);
		rendered_release(&r);
		json_decref(autos);
		library_free(lib);
		free(text);
	}
}

static int
setup(void **state)
{
	*state = shipped_library();
	return 0;
}

static int
teardown(void **state)
{
	library_free(*state);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(template__values_and_conditions),
		cmocka_unit_test(template__figures_are_said),
		cmocka_unit_test(figure__a_change_is_said_with_its_unit),
		cmocka_unit_test(figure__an_impossible_figure_is_refused),
		cmocka_unit_test(template__missing_facts_are_listed_once),
		cmocka_unit_test(template__a_wrong_value_is_refused),
		cmocka_unit_test(
			template__what_is_not_real_says_so_at_both_ends),
		cmocka_unit_test(mark__none_is_longer_than_a_drills),
		cmocka_unit_test(markdown__a_link_keeps_its_address),
		cmocka_unit_test(
			template__every_value_of_a_paragraph_stands_or_the_library_is_refused),
		cmocka_unit_test(
			template__a_text_beyond_its_bound_is_refused_and_not_cut),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

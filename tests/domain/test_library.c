/*
 * The shipped playbooks, every one, every kind, both languages, every
 * platform, for real, in a drill and on a demo station: they render, they fit,
 * nothing that must be carried is lost, and the leak gate finds nothing in
 * them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/doc.h"
#include "domain/text/fit.h"
#include "domain/library/playbook_lock.h"
#include "lint/leak.h"
#include "tests/domain/library.h"

enum { ZONE = 480 };
#define ISSUED 1784620800000LL /* 2026-07-21 16:00 +08:00 */
#define PAGE "https://www.dongan.example.gov.cn/crier/2026-0001/1/"

static json_t *
example_slots(const struct playbook *p, enum message_kind kind, enum lang lang,
	bool all, bool machine)
{
	json_t *slots = json_object();

	for (size_t i = 0; i < p->slot_count; i++) {
		const struct slot *s = &p->slots[i];
		kind_set wanted = all ? s->kinds : s->required;

		if (wanted >> kind & 1)
			doc_put_str(slots, s->id, s->example.in[lang]);
	}
	if (machine)
		doc_put_str(slots, "ai_used", "yes");
	return slots;
}

static json_t *
example_figures(const struct playbook *p)
{
	json_t *figures = json_array();

	for (size_t i = 0; i < p->figure_count; i++) {
		json_t *row = json_object();

		doc_put_str(row, "name", p->figures[i].id);
		doc_put_int(row, "value", p->figures[i].example);
		doc_put_str(row, "source", "县应急管理局");
		doc_put_int(row, "as_of", ISSUED);
		doc_put_bool(row, "verified", true);
		json_array_append_new(figures, row);
	}
	return figures;
}

static json_t *
example_autos(enum lang lang, enum message_kind kind, bool all)
{
	bool zh = lang == LANG_ZH;
	json_t *autos = json_object();

	/* What is no bulletin has no number, and may correct one without. */
	if (kind == KIND_TRUTH || kind == KIND_UPDATE || kind == KIND_CLOSING)
		doc_put_str(autos, "number", "2");
	if (all)
		doc_put_str(autos, "corrected_number", "1");
	if (all)
		doc_put_str(autos, "accounts",
			zh ? "东安发布微博、东安发布微信公众号"
			   : "Dong’an News on Weibo and WeChat");
	doc_put_str(autos, "unit",
		zh ? "东安县人民政府新闻办公室"
		   : "Dong’an County Press Office");
	doc_put_str(autos, "page", PAGE);
	doc_put_int(autos, "corrected_time", ISSUED - 5400000);
	doc_put_str(autos, "corrected_title",
		zh ? "东安县情况通报（第1号）" : "Notice No. 1: Dong’an");
	return autos;
}

struct walk {
	const struct library *lib;
	const struct playbook *p;
	enum message_kind kind;
	enum lang lang;
	enum text_mark mark;
	bool all, machine; /* machine: written with AI */
};

static bool
is_drill(const struct walk *w)
{
	return w->mark == TEXT_DRILL || w->mark == TEXT_DEMO_DRILL;
}

static void
complain(const struct walk *w, const char *platform, const struct err *err,
	const char *text)
{
	fail_msg("%s/%s/%s %s%s on %s: %s\n%s", w->p->id, lang_word(w->lang),
		message_kind_row(w->kind)->word, is_drill(w) ? "drill " : "",
		w->all ? "all" : "least", platform, err->what, text);
}

static void
check_clean(const struct walk *w, const char *text)
{
	struct leaks found;
	struct err err = { 0 };

	leak_scan(&found, text, strlen(text), w->lib->rules.lint);
	if (leak_refuse(&found, "text", &err))
		complain(w, "leak", &err, text);
	leaks_release(&found);
	if (strstr(text, "〔") || strstr(text, "{{") || strstr(text, "。。") ||
		strstr(text, "..") || strstr(text, "  "))
		complain(w, "placeholder or doubled stop", &err, text);
}

/* Nothing of what we ship is blocked by the rules that we ship. */
static void
check_rules(const struct walk *w, const json_t *slots, const char *title,
	const char *text)
{
	struct findings found;
	struct lint_field fields[2] = {
		{ .part = PART_TITLE,
			.name = "title",
			.text = title,
			.len = strlen(title) },
		{ .part = PART_TEXT,
			.name = "text",
			.text = text,
			.len = strlen(text) },
	};
	struct lint_case c = { .rules = w->lib->rules.lint,
		.fields = fields,
		.field_count = 2,
		.kind = w->kind,
		.lang = w->lang,
		.in_incident = true,
		.mode = is_drill(w) ? MODE_DRILL : MODE_ACTUAL,
		.demo = w->mark == TEXT_DEMO || w->mark == TEXT_DEMO_DRILL,
		.class_bit = 1u << w->p->class,
		.now = ISSUED,
		.zone = 480,
		.region = "",
		.slots = slots,
		.may = w->p->authority,
		.may_count = w->p->authority_count };

	lint_run(&found, &c);
	for (size_t i = 0; i < found.count; i++) {
		const struct finding *f = &found.rows[i];
		struct err err = { 0 };
		size_t at = f->field == SIZE_MAX ? 0 : f->field;

		err_set(&err, ERR_REFUSED, "", "", "%s at %.*s", f->rule->id,
			(int)(f->end - f->start), fields[at].text + f->start);
		if (getenv("SHOW_RULES"))
			print_message("%s/%s/%s %s %s\n", w->p->id,
				lang_word(w->lang),
				message_kind_row(w->kind)->word,
				severity_row(f->rule->severity)->word,
				err.what);
		else if (f->rule->severity == SEVERITY_BLOCK)
			complain(w, "the rules", &err, text);
	}
	findings_release(&found);
}

static void
check_fit(const struct walk *w, const struct rendered *r,
	const struct platform *row)
{
	struct limits limits = limits_of(row, NULL);
	struct fitted f;
	struct err err = { 0 };

	fitted_init(&f);
	if (fit_variant(&f, r, &limits, row->id, &err))
		complain(w, row->id, &err, f.text);
	assert_true(f.count <= row->max);
	for (size_t i = 0; i < r->fact_count; i++)
		assert_true(text_holds(f.text, r->facts[i].text));
	assert_int_equal(w->machine,
		strstr(f.text,
			w->lang == LANG_ZH ? "人工智能辅助生成"
					   : "with the help of AI") != NULL);
	if (w->mark != TEXT_REAL) {
		assert_memory_equal(*f.title ? f.title : f.text, r->banner,
			strlen(r->banner));
		assert_non_null(strstr(f.text, r->foot));
	}
	check_clean(w, f.text);
	if (getenv("SHOW") && strcmp(getenv("SHOW"), row->id) == 0)
		print_message("-- %s %s %s %ld/%ld [%s]\n%s\n\n", w->p->id,
			lang_word(w->lang), message_kind_row(w->kind)->word,
			f.count, f.limit, f.title, f.text);
	fitted_release(&f);
}

static void
check_kind(const struct walk *w)
{
	json_t *slots =
		example_slots(w->p, w->kind, w->lang, w->all, w->machine);
	bool counted = w->all || w->p->kinds[w->kind].counted;
	json_t *figures = counted ? example_figures(w->p) : json_array();
	json_t *autos = example_autos(w->lang, w->kind, w->all);
	struct template_values v = { .slots = slots,
		.figures = figures,
		.autos = autos,
		.zone = ZONE,
		.issued = ISSUED,
		.mark = w->mark };
	struct rendered r;
	struct err err = { 0 };
	char *whole;

	rendered_init(&r);
	if (template_render(&r, w->p, w->kind, w->lang, &v, &err))
		complain(w, "rendering", &err, "");
	if (r.missing_count > 0)
		complain(w, r.missing[0].slot, &err, "");
	/* what is answered is all that an answer must have */
	assert_true(r.fact_count > (w->kind != KIND_ANSWER));
	check_clean(w, r.title);
	whole = rendered_text(&r);
	check_rules(w, slots, r.title, whole);
	free(whole);
	for (size_t i = 0; i < w->lib->rules.platform_count; i++)
		check_fit(w, &r, &w->lib->rules.platforms[i]);
	rendered_release(&r);
	json_decref(slots);
	json_decref(figures);
	json_decref(autos);
}

static void
library__every_text_fits_every_platform(void **state)
{
	struct walk w = { .lib = *state };

	for (size_t i = 0; i < w.lib->playbook_count; i++) {
		w.p = &w.lib->playbooks[i];
		for (int n = 0; n < KIND_COUNT * LANG_COUNT * 16; n++) {
			w.mark = (enum text_mark)(n % TEXT_MARKS);
			w.all = n & 4;
			w.machine = n & 8;
			w.lang = (enum lang)(n / 16 % LANG_COUNT);
			w.kind = (enum message_kind)(n / 16 / LANG_COUNT);
			if (playbook_kind(w.p, w.kind) != NULL)
				check_kind(&w);
		}
	}
}

/* What a text says although nobody filled in anything about it. */
static char *
least_text(const struct playbook *p, enum message_kind kind, enum lang lang,
	size_t *missing)
{
	json_t *slots = example_slots(p, kind, lang, false, false);
	json_t *figures = json_array();
	json_t *autos = example_autos(lang, kind, false);
	struct template_values v = { .slots = slots,
		.figures = figures,
		.autos = autos,
		.zone = ZONE,
		.issued = ISSUED };
	struct rendered r;
	struct err err = { 0 };
	char *whole;

	rendered_init(&r);
	assert_int_equal(template_render(&r, p, kind, lang, &v, &err), ERR_OK);
	*missing = r.missing_count;
	whole = rendered_text(&r);
	rendered_release(&r);
	json_decref(slots);
	json_decref(figures);
	json_decref(autos);
	return whole;
}

static void
library__an_empty_field_claims_nothing(void **state)
{
	static const char *const claims[] = { "人员伤亡", "相同", "误发",
		"逐户核对", "逐人", "赶赴", "解除警戒", "不要猜测", "咨询求助",
		"我们决定", "本号", "上一号", "nobody is", "same as",
		"sent in error", "to house; we", "shift list", "The truth",
		"the inquiry", "cordon", "guess" };
	const struct library *lib = *state;

	for (size_t i = 0; i < lib->playbook_count; i++) {
		const struct playbook *p = &lib->playbooks[i];

		/* what was sent by mistake says so: that is what it is for */
		if (strcmp(p->id, "misfire") == 0)
			continue;
		for (int n = 0; n < KIND_COUNT * LANG_COUNT; n++) {
			enum message_kind kind = (enum message_kind)(n / 2);
			size_t missing;
			char *text;

			if (playbook_kind(p, kind) == NULL)
				continue;
			text = least_text(
				p, kind, (enum lang)(n % 2), &missing);
			for (size_t k = 0;
				k < sizeof(claims) / sizeof(claims[0]); k++)
				if (strstr(text, claims[k]))
					fail_msg("%s says \"%s\":\n%s", p->id,
						claims[k], text);
			assert_int_equal(missing,
				kind == KIND_CLOSING &&
					strcmp(p->id, "rumor") != 0 &&
					strncmp(p->id, "unit-", 5) != 0 &&
					strncmp(p->id, "account-", 8) != 0);
			free(text);
		}
	}
}

static void
library__the_four_playbooks_are_there_and_complete(void **state)
{
	static const char *const rows[] = { "chemical-plant", "misfire",
		"rainstorm-flood", "rumor" };
	const struct library *lib = *state;

	/* and three about accounts: what became of one (test_register.c), one
	 * that somebody has stolen, and one that is not ours; and one for
	 * answers, which the others do without */
	assert_int_equal(lib->playbook_count, 8);
	assert_non_null(
		playbook_kind(playbook_find(lib, "unit-answers"), KIND_ANSWER));
	assert_non_null(playbook_find(lib, "unit-account"));
	assert_non_null(playbook_find(lib, "account-stolen"));
	assert_non_null(playbook_find(lib, "unit-impostor"));
	for (size_t i = 0; i < 4; i++) {
		const struct playbook *p = playbook_find(lib, rows[i]);

		assert_non_null(p);
		for (int k = 0; k < KIND_ANSWER; k++)
			assert_non_null(playbook_kind(p, (enum message_kind)k));
		assert_true(p->step_count >= 7);
	}
}

static void
library__a_walk_ends_with_the_closing(void **state)
{
	const struct library *lib = *state;

	for (size_t i = 0; i < lib->playbook_count; i++) {
		const struct playbook *p = &lib->playbooks[i];
		kind_set seen = 0;

		for (size_t s = 0; s < p->step_count; s++)
			if (p->steps[s].is_message)
				seen |= 1U << p->steps[s].kind;
		assert_true(seen >> KIND_CLOSING & 1);
		assert_true(seen >> KIND_CORRECTION & 1);
		assert_true((seen >> KIND_UPDATE & 1) ||
			playbook_kind(p, KIND_UPDATE) == NULL);
	}
}

static void
library__a_misfire_is_withdrawn_first(void **state)
{
	const struct playbook *p = playbook_find(*state, "misfire");
	size_t first = 0;

	while (!p->steps[first].is_message)
		first++;
	assert_int_equal(p->steps[first].kind, KIND_WITHDRAWAL);
	assert_true(first <= 1);
}

static void
library__every_incident_has_a_clock(void **state)
{
	const struct library *lib = *state;
	const struct clocks c = { .opened = ISSUED };

	for (size_t i = 0; i < lib->playbook_count; i++) {
		for (int level = 0; level < LEVEL_COUNT; level++) {
			const struct deadline *rows[64];
			size_t running = 0;
			size_t n = playbook_deadlines(rows, 64, lib,
				&lib->playbooks[i], level, ISSUED);

			for (size_t k = 0; k < n; k++)
				running += deadline_due(rows[k], &c) > ISSUED;
			assert_true(running > 0);
		}
	}
}

/* A text that is changed is approved anew: crier playbook lock. */
static void
library__what_was_approved_beforehand_is_unchanged(void **state)
{
	const struct library *lib = *state;
	size_t changed = 0, held = 0;

	for (size_t i = 0; i < lib->playbook_count; i++) {
		const struct playbook *p = &lib->playbooks[i];

		for (int k = 0; k < KIND_COUNT; k++)
			for (int l = 0; p->kinds[k].present && l < LANG_COUNT;
				l++) {
				enum lock lock =
					playbook_lock(p, (enum message_kind)k,
						(enum lang)l, ISSUED);

				held += lock == LOCK_HOLDS;
				if (lock == LOCK_NONE || lock == LOCK_HOLDS)
					continue;
				changed++;
				print_error("%s %s %s: %s\n", p->id,
					message_kind_row((enum message_kind)k)
						->word,
					lang_word((enum lang)l),
					p->kinds[k].fixed[l]);
			}
	}
	assert_int_equal(changed, 0);
	assert_true(held >= 2);
}

static void
library__a_tier_has_every_gate_that_its_name_promises(void **state)
{
	const struct library *lib = *state;
	static const struct {
		int level;
		enum message_kind kind;
		const char *tier;
		size_t stages;
	} rows[] = {
		{ LEVEL_II, KIND_TRUTH, "major", 3 },
		{ LEVEL_III, KIND_TRUTH, "routine", 2 },
		{ LEVEL_NONE, KIND_CLOSING, "routine", 2 },
		{ LEVEL_I, KIND_CORRECTION, "emergency", 2 },
		{ LEVEL_IV, KIND_WITHDRAWAL, "emergency", 2 },
	};
	const struct playbook *p = playbook_find(lib, "rainstorm-flood");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct tier_row row =
			playbook_tier(lib, p, rows[i].kind, rows[i].level, 0);
		const struct tier *t = row.tier;

		assert_string_equal(t->id, rows[i].tier);
		assert_int_equal(t->stage_count, rows[i].stages);
	}
}

static void
library__the_digest_is_of_the_rules_alone(void **state)
{
	const struct library *lib = *state;
	struct shelf shelf;
	struct faults faults;
	struct library *again = NULL;
	struct library_file first;

	faults_init(&faults);
	shelf_open(&shelf, "playbooks");
	/* Another order of files and a changed template: the same digest. */
	assert_non_null(shelf.files);
	first = shelf.files[0];
	shelf.files[0] = shelf.files[shelf.count - 1];
	shelf.files[shelf.count - 1] = first;
	assert_int_equal(playbook_library_parse(&again, shelf.files,
				 shelf.count, &faults, NULL),
		ERR_OK);
	assert_string_equal(again->rules.digest, lib->rules.digest);
	library_free(again);
	shelf_close(&shelf);
	faults_release(&faults);
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
		cmocka_unit_test(library__every_text_fits_every_platform),
		cmocka_unit_test(library__an_empty_field_claims_nothing),
		cmocka_unit_test(
			library__the_four_playbooks_are_there_and_complete),
		cmocka_unit_test(library__a_walk_ends_with_the_closing),
		cmocka_unit_test(library__a_misfire_is_withdrawn_first),
		cmocka_unit_test(library__every_incident_has_a_clock),
		cmocka_unit_test(
			library__what_was_approved_beforehand_is_unchanged),
		cmocka_unit_test(
			library__a_tier_has_every_gate_that_its_name_promises),
		cmocka_unit_test(library__the_digest_is_of_the_rules_alone),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

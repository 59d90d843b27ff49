/*
 * The tables of keys and requests, and what is printed from them.
 */
#include "tests/tui/sample.h"

static void
keys__no_key_means_two_things_in_one_place(void **state)
{
	const struct key_row *rows;
	size_t count;

	(void)state;
	rows = keys_table(&count);
	assert_true(count > 50);
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count; k++)
			if (rows[i].context == rows[k].context &&
				rows[i].key == rows[k].key)
				fail_msg("rows %zu and %zu", i, k);
}

/* What each list has of its own is begun, opened, written or checked alike. */
static bool
is_of_every_list(int key)
{
	return key == 'n' || key == 'e' || key == 'K';
}

/* From the board to the deliveries: what the hand has learnt on one screen must
 * not be something else on the next. */
static void
keys__a_letter_means_one_thing_on_every_screen(void **state)
{
	const struct key_row *rows;
	size_t count, letters = 0;

	(void)state;
	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].key <= ' ' || rows[i].key >= 0x7F ||
			is_of_every_list(rows[i].key))
			continue;
		letters++;
		for (size_t k = 0; k < i; k++)
			if (rows[k].key == rows[i].key &&
				rows[k].request != rows[i].request)
				fail_msg("%c is %s in one place and %s in "
					 "another",
					rows[i].key,
					request_row(rows[k].request)->word,
					request_row(rows[i].request)->word);
	}
	assert_true(letters > 60);
}

static void
keys__every_request_has_a_word_a_name_and_help(void **state)
{
	(void)state;
	for (int i = 1; i < REQ_COUNT; i++) {
		const struct request_row *row = request_row((enum request)i);

		assert_non_null(row->word);
		assert_true(*row->word && *row->name && *row->help);
		for (int k = 1; k < i; k++)
			assert_string_not_equal(
				row->word, request_row((enum request)k)->word);
	}
}

static void
keys__letters_are_text_while_typing(void **state)
{
	(void)state;
	for (int context = 0; context < CONTEXTS; context++)
		for (int key = ' '; key < 0x7F; key++)
			assert_int_equal(
				keys_find((enum context)context, true, key),
				REQ_NONE);
	assert_int_equal(keys_find(IN_RELEASE, false, 'H'), REQ_HALT);
	assert_int_equal(keys_find(IN_DELIVERIES, false, 'H'), REQ_HALT);
}

static void
keys__fire_is_on_one_key_of_one_view(void **state)
{
	const struct key_row *rows;
	size_t count;
	int n = 0;

	(void)state;
	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++)
		n += rows[i].request == REQ_FIRE;
	assert_int_equal(n, 1);
	assert_int_equal(keys_find(IN_RELEASE, false, 'f'), REQ_FIRE);
}

/* A hand that means the text, or to settle, appoints nothing. */
static void
keys__appointing_has_letters_of_its_own(void **state)
{
	static const struct {
		int key;
		enum request request;
	} own[] = { { 'T', REQ_APPOINT }, { 'S', REQ_SET } };
	const struct key_row *rows;
	size_t count;

	(void)state;
	rows = keys_table(&count);
	for (size_t n = 0; n < 2; n++) {
		assert_int_equal(
			keys_of(IN_RELEASE, own[n].request), own[n].key);
		for (size_t i = 0; i < count; i++)
			if (rows[i].key == own[n].key)
				assert_int_equal(
					rows[i].request, own[n].request);
	}
}

/* Wherever it stands: a pasted letter must not carry it out. */
static void
keys__what_changes_a_release_counts_only_alone(void **state)
{
	static const enum request grave[] = { REQ_ARM, REQ_DISARM, REQ_FIRE,
		REQ_HALT, REQ_WITHDRAW, REQ_CORRECT, REQ_PROOF, REQ_SETTLE,
		REQ_RETRY, REQ_SKIP, REQ_PASS, REQ_APPROVE };
	const struct key_row *rows;
	size_t count, seen = 0;

	(void)state;
	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof(grave) / sizeof(grave[0]); k++) {
			if (rows[i].request != grave[k])
				continue;
			seen++;
			if (!(rows[i].flags & KEY_ALONE))
				fail_msg("row %zu, %c", i, rows[i].key);
		}
	assert_true(seen >= sizeof(grave) / sizeof(grave[0]));
	assert_true(keys_row(IN_PALETTE, true, K_ENTER)->flags & KEY_ALONE);
}

static void
keys__names_are_as_on_the_keyboard(void **state)
{
	static const struct {
		int key;
		const char *want;
	} rows[] = { { 'a', "a" }, { K_CTRL('S'), "^S" }, { K_ENTER, "Enter" },
		{ K_F1, "F1" }, { K_F1 + 11, "F12" }, { K_TAB, "Tab" },
		{ K_BACK_TAB, "S-Tab" }, { ' ', "Space" }, { K_ESC, "Esc" } };
	char got[KEY_NAME];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		key_format(got, rows[i].key);
		assert_string_equal(got, rows[i].want);
	}
}

static void
help__names_every_key_of_the_view(void **state)
{
	struct rig r = { 0 };
	const struct key_row *rows;
	size_t count, seen = 0;
	char name[KEY_NAME];

	(void)state;
	sample_answers(&r);
	rig_answer(&r, "message.show", sample_armed);
	rig_start(&r, LANG_EN, 100, 120);
	app_open(&r.app, "release", "D2026-0001/1");
	rig_type(&r, "?");
	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++) {
		if (rows[i].context != IN_RELEASE)
			continue;
		key_format(name, rows[i].key);
		rig_sees(&r, name);
		rig_sees(&r, request_row(rows[i].request)->help);
		seen++;
	}
	assert_true(seen > 4);
	rig_type(&r, "<Esc>");
	rig_sees(&r, "Release D2026-0001/1");
	rig_stop(&r);
}

/* What ends or mends a wrong text, and whether anything goes out: first. */
static void
help__begins_with_what_is_urgent(void **state)
{
	static const struct {
		const char *view, *id, *begins;
	} rows[] = { { "release", "D2026-0001/1",
			     "This is a DRILL: nothing goes out." },
		{ "board", "", "H        at the incident: stop everything" } };
	static const enum request urgent[] = { REQ_HALT, REQ_WITHDRAW,
		REQ_CORRECT };
	struct rig r = { 0 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *screen, *begins, *own, *help;

		sample_answers(&r);
		rig_answer(&r, "message.show", sample_armed);
		rig_start(&r, LANG_EN, 100, 120);
		app_open(&r.app, rows[i].view, rows[i].id);
		app_pump(&r.app);
		rig_type(&r, "?");
		screen = rig_screen(&r);
		begins = strstr(screen, "When it is urgent");
		own = strstr(screen, "In this view");
		assert_non_null(begins);
		assert_non_null(strstr(begins, rows[i].begins));
		assert_true(begins < own);
		for (size_t k = 0; k < 3; k++) {
			help = request_row(urgent[k])->help;
			assert_true(strstr(begins, help) < own);
			assert_null(strstr(own, help)); /* and only there */
		}
		rig_stop(&r);
	}
}

static void
palette__finds_by_word_name_or_help_in_both_languages(void **state)
{
	static const struct {
		enum lang lang;
		const char *typed, *sees;
	} rows[] = { { LANG_EN, "ledg", "the entries, newest last" },
		{ LANG_EN, "PLAYBOOK", "open an incident from a playbook" },
		{ LANG_ZH, "回放", "按当时情形逐步回放事件" },
		{ LANG_ZH, "replay", "按当时情形逐步回放事件" },
		{ LANG_EN, "zzz", "Nothing is called that" } };
	struct rig r = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sample_answers(&r);
		/* the station finds no incident of that name */
		rig_answer(&r, "incident.list", "{\"total\":0,\"rows\":[]}");
		rig_start(&r, rows[i].lang, 24, 80);
		rig_type(&r, ":");
		rig_type(&r, rows[i].typed);
		rig_sees(&r, rows[i].sees);
		rig_stop(&r);
	}
}

static void
palette__does_what_it_found(void **state)
{
	struct rig r = { 0 };

	(void)state;
	sample_answers(&r);
	rig_answer(&r, "ledger.list", "{\"rows\":[],\"total\":0}");
	rig_start(&r, LANG_EN, 24, 80);
	rig_type(&r, ":ledger<Enter>");
	assert_string_equal(app_top(&r.app)->ops->name, "ledger");
	rig_type(&r, ":d2026-0001<Enter>");
	assert_string_equal(app_top(&r.app)->ops->name, "walk");
	assert_string_equal(app_top(&r.app)->id, "D2026-0001");
	rig_type(&r, ":d2026-0001/2<Enter>"); /* a draft */
	assert_string_equal(app_top(&r.app)->ops->name, "review");
	assert_string_equal(app_top(&r.app)->id, "D2026-0001/2");
	rig_stop(&r);
}

static void
palette__in_a_demo_one_may_be_another_officer(void **state)
{
	struct rig r = { .demo = true };

	(void)state;
	sample_answers(&r);
	rig_answer(&r, "officer.list",
		"{\"rows\":[{\"id\":\"sun\",\"name\":\"孙审核\",\"roles\":"
		"[\"reviewer\"]},{\"id\":\"wu\",\"name\":\"吴签发\",\"roles\":"
		"[\"signer\"]}],\"total\":2}");
	rig_start(&r, LANG_EN, 24, 80);
	app_open(&r.app, "walk", "D2026-0001");
	rig_type(&r, ":签发");
	rig_sees(&r, "be 吴签发");
	rig_sees(&r, "signer");
	rig_sees_not(&r, "孙审核");
	rig_type(&r, "<Enter>");
	assert_string_equal(r.as, "wu");
	assert_string_equal(app_top(&r.app)->ops->name, "board");
	rig_stop(&r);
}

/* On an empty board: no key is silent. */
static void
keys__that_do_nothing_say_so(void **state)
{
	static const struct {
		const char *keys, *sees;
	} rows[] = { { "v", "Nothing waits for you." },
		{ "<Tab>", "Tab does nothing here." },
		{ "<Enter>", "There is nothing to open here." } };
	struct rig r = { 0 };

	(void)state;
	sample_answers(&r);
	rig_answer(&r, "incident.list", "{\"rows\":[],\"total\":0}");
	rig_answer(&r, "status", "{}");
	rig_start(&r, LANG_EN, 24, 80);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		rig_type(&r, rows[i].keys);
		rig_sees(&r, rows[i].sees);
	}
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__no_key_means_two_things_in_one_place),
		cmocka_unit_test(
			keys__a_letter_means_one_thing_on_every_screen),
		cmocka_unit_test(
			keys__every_request_has_a_word_a_name_and_help),
		cmocka_unit_test(keys__letters_are_text_while_typing),
		cmocka_unit_test(keys__fire_is_on_one_key_of_one_view),
		cmocka_unit_test(keys__appointing_has_letters_of_its_own),
		cmocka_unit_test(
			keys__what_changes_a_release_counts_only_alone),
		cmocka_unit_test(keys__that_do_nothing_say_so),
		cmocka_unit_test(keys__names_are_as_on_the_keyboard),
		cmocka_unit_test(help__names_every_key_of_the_view),
		cmocka_unit_test(help__begins_with_what_is_urgent),
		cmocka_unit_test(
			palette__finds_by_word_name_or_help_in_both_languages),
		cmocka_unit_test(palette__does_what_it_found),
		cmocka_unit_test(palette__in_a_demo_one_may_be_another_officer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

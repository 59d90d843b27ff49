/*
 * The sample of a month: nobody chooses it, it is at least the share, a month
 * is drawn once, and whoever has the ledger draws the same again.
 */
#include "tests/domain/scene.h"

#include "domain/selfcheck/draw.h"
#include "domain/selfcheck/selfcheck.h"

static void
draw_scene(struct scene *s)
{
	char id[20];

	scene_open(s, false);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	for (int n = 0; n < 18; n++) {
		(void)snprintf(id, sizeof(id), "more-%d", n);
		scene_account(s, id, "manual", false);
	}
	scene_must(s, "reg", ACT_ACCOUNT_CLOSE,
		json_pack("{s:s,s:s}", "account", "more-17", "reason", "并入"));
}

static json_t *
draw_period(const char *period)
{
	return json_pack("{s:s}", "period", period);
}

static const json_t *
last_body(const struct scene *s)
{
	return doc_get(
		json_array_get(s->entries, json_array_size(s->entries) - 1),
		"body");
}

static void
draw__takes_the_share_of_those_in_use_once_a_month(void **state)
{
	struct scene s;
	const json_t *body;

	(void)state;
	draw_scene(&s);
	assert_string_equal(
		scene_try(&s, "dora", ACT_REPORT_DRAW, draw_period("2026-07")),
		"role");
	assert_string_equal(
		scene_try(&s, "reg", ACT_REPORT_DRAW, draw_period("2026-06")),
		"field");
	assert_string_equal(
		scene_try(&s, "reg", ACT_REPORT_DRAW, draw_period("2026-08")),
		"field");
	assert_string_equal(
		scene_try(&s, "reg", ACT_REPORT_DRAW, draw_period("2026")),
		"field");
	scene_must(&s, "reg", ACT_REPORT_DRAW, draw_period("2026-07"));
	body = last_body(&s);
	/* 21 accounts, one of them closed: half of 20 */
	assert_int_equal(doc_int(body, "of"), 20);
	assert_int_equal(json_array_size(doc_get(body, "accounts")), 10);
	assert_false(doc_list_has(doc_get(body, "accounts"), "more-17"));
	assert_string_equal(
		scene_try(&s, "reg", ACT_REPORT_DRAW, draw_period("2026-07")),
		"drawn-already");
	scene_close(&s);
}

/* Rounded up: half of three is two. */
static void
draw__is_never_less_than_the_share(void **state)
{
	static const struct {
		int share;
		size_t taken;
	} rows[] = { { 50, 10 }, { 51, 11 }, { 1, 1 }, { 100, 20 },
		/* whatever a ledger says: not more than there are */
		{ 1000, 20 }, { -1, 20 } };
	struct scene s;
	size_t of;

	(void)state;
	draw_scene(&s);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *ids = draw_sample(
			&of, &s.office, ENTRY_NO_PREV, rows[n].share);

		assert_int_equal(json_array_size(ids), rows[n].taken);
		json_decref(ids);
	}
	scene_close(&s);
}

static void
draw__comes_from_the_hash_before_it_and_from_nothing_else(void **state)
{
	const char *other = "0000000000000000000000000000000000000000000000"
			    "000000000000000001";
	struct scene s;
	json_t *changed;

	(void)state;
	draw_scene(&s);
	scene_must(&s, "reg", ACT_REPORT_DRAW, draw_period("2026-07"));
	assert_true(draw_is_right(last_body(&s), &s.office, ENTRY_NO_PREV));
	assert_false(draw_is_right(last_body(&s), &s.office, other));
	/* one account in place of another */
	changed = json_deep_copy(last_body(&s));
	json_array_set_new(
		doc_get(changed, "accounts"), 0, json_string("more-17"));
	assert_false(draw_is_right(changed, &s.office, ENTRY_NO_PREV));
	json_decref(changed);
	/* of more accounts than there were */
	changed = json_deep_copy(last_body(&s));
	doc_put_int(changed, "of", 30);
	assert_false(draw_is_right(changed, &s.office, ENTRY_NO_PREV));
	doc_put_int(changed, "of", 20);
	assert_true(draw_is_right(changed, &s.office, ENTRY_NO_PREV));
	json_decref(changed);
	scene_close(&s);
}

static json_t *
looked(const char *account, const char *found, const char *what)
{
	return json_pack("{s:s,s:s,s:s,s:s}", "account", account, "found",
		found, "interaction", "none", "what", what);
}

static void
inspection__stands_beside_the_account(void **state)
{
	const struct account *a;
	struct account_card again;
	struct scene s;
	json_t *row;

	(void)state;
	draw_scene(&s);
	assert_string_equal(scene_try(&s, "reg", ACT_ACCOUNT_INSPECT,
				    looked("hook", "not-in-order", "")),
		"field");
	assert_string_equal(scene_try(&s, "reg", ACT_ACCOUNT_INSPECT,
				    looked("hook", "fine", "")),
		"word");
	assert_string_equal(scene_try(&s, "dora", ACT_ACCOUNT_INSPECT,
				    looked("hook", "in-order", "")),
		"role");
	scene_must(&s, "rita", ACT_ACCOUNT_INSPECT,
		looked("hook", "not-in-order", "简介写的是旧单位名称"));
	a = office_account(&s.office, "hook");
	assert_string_equal(a->card.inspected_by, "rita");
	assert_string_equal(a->card.found, "not-in-order");
	assert_string_equal(a->card.interaction, "none");
	row = account_doc(a);
	register_card_load(&again, row);
	assert_int_equal(again.inspected, SCENE_NOW);
	assert_string_equal(again.interaction, "none");
	json_decref(row);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			draw__takes_the_share_of_those_in_use_once_a_month),
		cmocka_unit_test(draw__is_never_less_than_the_share),
		cmocka_unit_test(
			draw__comes_from_the_hash_before_it_and_from_nothing_else),
		cmocka_unit_test(inspection__stands_beside_the_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

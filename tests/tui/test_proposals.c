/*
 * What waits for a second person: it is shown whole before it is answered, and
 * exactly that is answered.
 */
#include "tests/tui/sample.h"

static const char proposed[] =
	"{\"rows\":[{\"what\":\"officer\",\"act\":\"officer.confirm\","
	"\"officer\":\"qian\",\"user\":\"qian\",\"name\":\"钱核实\","
	"\"digest\":\"d1\",\"by\":\"chu\",\"had\":[\"drafter\"],\"gives\":"
	"[\"drafter\",\"verifier\"],\"fingerprint\":\"SHA256:"
	"DuXr7Qs9oIi9UXDfcBtuTd2omYJTP8"
	"LsjshwcqSEh3g\",\"officers\":[]},{\"what\":\"officer\",\"act\":"
	"\"officer.confirm\",\"officer\":\"li\",\"user\":\"li\",\"name\":"
	"\"李法制\",\"digest\":\"d2\",\"by\":\"chu\",\"had\":[\"reviewer\"],"
	"\"gives\":[\"reviewer\",\"signer\"],\"officers\":[]},{\"what\":"
	"\"account\",\"act\":\"account.confirm\",\"account\":\"weibo\","
	"\"name\":\"云溪发布\",\"who\":\"8\",\"was\":\"7\",\"by\":\"chu\","
	"\"officers\":[]}]}";

static void
start(struct rig *r, enum lang lang, const char *id)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "office.proposed", proposed);
	rig_answer(r, "officer.confirm", "[]");
	rig_answer(r, "account.confirm", "[]");
	rig_start(r, lang, 24, 80);
	app_open(&r->app, "proposals", id);
	app_pump(&r->app);
}

/* A key's print is longer than a line of the list has room for. */
static void
proposals__are_shown_whole_before_they_are_confirmed(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, "");
	rig_type(&r, "Y");
	assert_int_equal(rig_acts(&r, "officer.confirm"), 0);
	rig_sees(&r, "确认此项提议");
	rig_sees(&r, "SEh3g");
	rig_sees(&r, "将有 撰稿人、核实人");
	rig_type(&r, "<Esc>");
	assert_int_equal(rig_acts(&r, "officer.confirm"), 0);
	rig_type(&r, "Y<Enter>");
	assert_int_equal(rig_acts(&r, "officer.confirm"), 1);
	assert_string_equal(doc_str(rig_act(&r), "officer"), "qian");
	assert_string_equal(doc_str(rig_act(&r), "digest"), "d1");
	assert_null(doc_get(rig_act(&r), "decline"));
	rig_stop(&r);
}

/* Opened from the board at one of them, no other is under the cursor. */
static void
proposals__begin_at_the_one_that_was_chosen(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "li");
	rig_type(&r, "N");
	rig_sees(&r, "Decline this proposal");
	rig_sees(&r, "would have reviewer, signer");
	rig_type(&r, "<Enter>");
	assert_string_equal(doc_str(rig_act(&r), "officer"), "li");
	assert_true(doc_bool(rig_act(&r), "decline"));
	rig_stop(&r);
}

/* It is confirmed by its id there; there is no proposal to decline. */
static void
proposals__of_another_account_are_confirmed_by_its_id(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, "weibo");
	rig_type(&r, "N");
	rig_sees(&r, "seal the right credential");
	rig_type(&r, "Y");
	rig_sees(&r, "it is 8 now, and was 7");
	rig_type(&r, "<Enter>");
	assert_int_equal(rig_acts(&r, "account.confirm"), 1);
	assert_string_equal(doc_str(rig_act(&r), "account"), "weibo");
	assert_string_equal(doc_str(rig_act(&r), "who"), "8");
	assert_null(doc_get(rig_act(&r), "digest"));
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			proposals__are_shown_whole_before_they_are_confirmed),
		cmocka_unit_test(proposals__begin_at_the_one_that_was_chosen),
		cmocka_unit_test(
			proposals__of_another_account_are_confirmed_by_its_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

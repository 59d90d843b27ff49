/*
 * What turns out later: an incident that is another than it was opened as, and
 * the signature that the emergency lane left open.
 */
#include "tests/tui/sample.h"

static const char topics[] =
	"[{\"topic\":\"sensitive\",\"title\":{\"en\":\"Major and sensitive\","
	"\"zh\":\"重大敏感事项\"}},{\"topic\":\"terror\",\"title\":{\"en\":"
	"\"Terror\",\"zh\":\"恐怖事件\"}}]";

/* The rig borrows its answers: kept until the next of the same place. */
static const char *
kept(int place, json_t *doc)
{
	static char *texts[3];

	free(texts[place]);
	texts[place] = doc_format(doc);
	json_decref(doc);
	return texts[place];
}

/* The sample incident with these topics, and perhaps a proposal. */
static void
open_walk(struct rig *r, enum lang lang, const char *proposed)
{
	json_t *show = rig_json(sample_incident);

	doc_put(show, "topics", rig_json(topics));
	doc_put_int(show, "occurred", 1795497180000);
	if (*proposed)
		doc_put(show, "proposed", rig_json(proposed));
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "incident.show", kept(0, show));
	rig_answer(r, "incident.learn", "[]");
	rig_start(r, lang, 24, 80);
	app_open(&r->app, "walk", "D2026-0001");
	app_pump(&r->app);
}

static void
learn__sends_what_is_other_than_known(void **state)
{
	struct rig r;

	(void)state;
	open_walk(&r, LANG_ZH, "");
	rig_type(&r, "I");
	rig_sees(&r, "后来获知的情况");
	rig_sees(&r, "(*) 不变：II");
	rig_sees(&r, "不变：无敏感类型");
	/* a topic, why, and when it was found; the rest as it is */
	rig_type(&r, "<Tab><Down><Down><Tab>现场发现爆炸物");
	rig_type(&r, "<Tab><Tab><Tab>2026-11-24 13:20<^S>");
	assert_int_equal(rig_acts(&r, "incident.learn"), 1);
	assert_string_equal(doc_str(rig_act(&r), "topic"), "terror");
	assert_string_equal(doc_str(rig_act(&r), "reason"), "现场发现爆炸物");
	assert_int_equal(doc_int(rig_act(&r), "found"), 1795497600000);
	assert_null(doc_get(rig_act(&r), "level"));
	assert_null(doc_get(rig_act(&r), "occurred"));
	rig_stop(&r);
}

static void
learn__a_time_that_is_none_is_said_and_stays(void **state)
{
	struct rig r;

	(void)state;
	open_walk(&r, LANG_EN, "");
	rig_type(&r, "I<Tab><Tab><Tab><Tab>now<^S>");
	rig_sees(&r, "\"now\" is not a time");
	rig_sees(&r, "What became known since");
	assert_int_equal(rig_acts(&r, "incident.learn"), 0);
	rig_stop(&r);
}

/* Red on the incident's page; its key brings the same change to confirm. */
static void
learn__a_proposal_is_shown_and_confirmed_with_the_same_key(void **state)
{
	static const char proposed[] = "{\"level\":\"IV\",\"reason\":\"复核\","
				       "\"by\":\"li\",\"time\":1795499000000}";
	struct rig r;

	(void)state;
	open_walk(&r, LANG_ZH, proposed);
	rig_sees(&r, "! li提议级别 IV：由另一人按 I 确认");
	rig_type(&r, "I");
	rig_sees(&r, "li提议：级别 IV（复核）");
	rig_sees(&r, "(*) IV");
	rig_type(&r, "<Tab><Tab>同意<^S>");
	assert_int_equal(rig_acts(&r, "incident.learn"), 1);
	assert_string_equal(doc_str(rig_act(&r), "level"), "IV");
	rig_stop(&r);
	open_walk(&r, LANG_EN, proposed);
	rig_sees(&r,
		"! li proposes level IV: I confirms it, by another "
		"officer");
	rig_stop(&r);
}

static void
learn__says_what_became_of_it(void **state)
{
	static const struct {
		const char *entries, *said;
	} rows[] = { { "[{\"kind\":\"incident.proposed\"}]",
			     "another officer confirms it" },
		{ "[{\"kind\":\"incident.learned\"},{\"kind\":"
		  "\"message.voided\"},{\"kind\":\"message.voided\"}]",
			"2 texts need more now and are void" },
		{ "[{\"kind\":\"incident.learned\"}]", "Noted." } };

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct rig r;

		open_walk(&r, LANG_EN, "");
		rig_answer(&r, "incident.learn", rows[n].entries);
		rig_type(&r, "I<Down><Tab><Tab>why<^S>");
		rig_sees(&r, rows[n].said);
		rig_stop(&r);
	}
}

/* ---- the signature ---- */

static void
open_with(struct rig *r, enum lang lang, const char *due, const char *more)
{
	json_t *show = rig_json(sample_review);
	json_t *status = rig_json(sample_status), *wait;

	doc_put_str(show, "state", "released");
	doc_put(show, "approved",
		rig_json("{\"by\":\"chen\",\"time\":"
			 "1795499000000}"));
	doc_put_int(show, "supplement_due", strtoll(due, NULL, 10));
	doc_put(show, "supplemented", *more ? rig_json(more) : json_null());
	wait = json_array_get(json_object_get(status, "waits"), 1);
	doc_put_str(wait, "what", "supplement");
	doc_put_int(wait, "supplement", strtoll(due, NULL, 10));
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "status", kept(1, status));
	rig_answer(r, "message.show", kept(2, show));
	rig_answer(r, "message.supplement", "[]");
	rig_start(r, lang, 24, 80);
	json_array_append_new(r->app.roles, json_string("signer"));
}

static void
signature__is_found_from_the_board_and_red_when_late(void **state)
{
	struct rig r;

	(void)state;
	open_with(&r, LANG_ZH, "1795500600000", "");
	rig_sees(&r, "待补签");
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "补签期限 14:10");
	rig_sees(&r, "按 A 补签");
	rig_type(&r, "A");
	rig_sees(&r, "您补签的是当时签发的全文，一字不改。");
	rig_type(&r, "3f9a<Enter>");
	assert_int_equal(rig_acts(&r, "message.supplement"), 1);
	assert_string_equal(doc_str(rig_act(&r), "digest"), SAMPLE_DIGEST);
	rig_stop(&r);
	open_with(&r, LANG_ZH, "1795499400000", "");
	rig_sees(&r, "! 补签逾期");
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "! 补签逾期（13:50到期）");
	rig_stop(&r);
	open_with(&r, LANG_EN, "1795499400000", "");
	rig_sees(&r, "! SIGN: LATE");
	rig_stop(&r);
}

static void
signature__once_given_says_whose_it_is(void **state)
{
	struct rig r;

	(void)state;
	open_with(&r, LANG_EN, "1795500600000",
		"{\"by\":\"sun\",\"time\":1795499100000}");
	app_open(&r.app, "review", "D2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "signed: sun 13:45");
	rig_sees_not(&r, "signature due by");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(learn__sends_what_is_other_than_known),
		cmocka_unit_test(learn__a_time_that_is_none_is_said_and_stays),
		cmocka_unit_test(
			learn__a_proposal_is_shown_and_confirmed_with_the_same_key),
		cmocka_unit_test(learn__says_what_became_of_it),
		cmocka_unit_test(
			signature__is_found_from_the_board_and_red_when_late),
		cmocka_unit_test(signature__once_given_says_whose_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

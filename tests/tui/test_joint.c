/*
 * The screens of a joint release: the grid says of each partner what is known,
 * who must be rung first stands first, and nothing is said of who was not heard.
 * An order of another unit is read to its end before its sender is told so, and
 * taken or refused as it was shown.
 */
#include "tests/tui/sample_joint.h"
#include "base/fixed.h"
#include "tui/console/list.h"

static void
start(struct rig *r, enum lang lang, int rows, int cols, const char *order)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	sample_joint_answers(r);
	rig_answer(r, "joint.order", order);
	rig_answer(r, "account.list", sample_accounts_of_order);
	rig_answer(r, "joint.take", "[]");
	rig_answer(r, "joint.refuse", "[]");
	rig_answer(r, "joint.note", "[]");
	rig_start(r, lang, rows, cols);
}

static void
open_order(struct rig *r, const char *name)
{
	app_open(&r->app, "order", name);
	app_pump(&r->app);
}

/* Where on the screen the text begins; fails if it is not there. */
static size_t
place(struct rig *r, const char *text)
{
	const char *screen = rig_screen(r), *at = strstr(screen, text);

	if (at == NULL)
		fail_msg("no %s on\n%s", text, screen);
	return (size_t)(at - screen);
}

static void
grid__who_must_be_rung_first_stands_first(void **state)
{
	static const char *const names[] = { "> 丙镇", "  丁县", "  戊县",
		"  乙县", "  甲县" };
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80, sample_order);
	open_order(&r, "9fe2b1c4");
	rig_sees(&r, "请先致电  丙镇 010-3：尚无回音");
	for (size_t n = 1; n < 5; n++)
		assert_true(place(&r, names[n - 1]) < place(&r, names[n]));
	rig_stop(&r);
}

static void
grid__says_of_each_what_is_known_and_no_more(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 40, 120, sample_order);
	open_order(&r, "9fe2b1c4");
	rig_sees(&r, "arrived, NOT READ");
	rig_sees(&r, "accounts 4, gaps 1");
	rig_sees(&r, "out 2 of 3, verified 1");
	rig_sees(&r, "never heard");
	rig_sees(&r, "silent since 13:48:20");
	/* Enter: all of one, each of its accounts as it told */
	rig_type(&r, "<End><Enter>");
	rig_sees(&r, "https://a.example/1");
	rig_sees(&r, "甲县微博");
	rig_type(&r, "<Esc>");
	rig_type(&r, "<Home><Down><Down>");
	rig_wait(&r, LIST_REST_MS + 1);
	rig_sees(&r, "数字与本县不符");
	rig_stop(&r);
}

/* Stopped, perhaps in part, is not done; nor is what only a later version says. */
static void
grid__who_halted_it_is_not_among_those_that_are_done(void **state)
{
	static const char order[] = "{" OWN_ROW ",\"units\":["
				    "{\"partner\":\"a\",\"name\":\"甲县\","
				    "\"phone\":\"010-1\",\"state\":\"out\"},"
				    "{\"partner\":\"b\",\"name\":\"乙县\","
				    "\"phone\":\"010-2\",\"state\":\"halted\"},"
				    "{\"partner\":\"c\",\"name\":\"丙县\","
				    "\"phone\":\"010-3\",\"state\":\"x\"}]}";
	struct rig r;
	const char *screen, *out, *halted, *other;

	(void)state;
	start(&r, LANG_EN, 40, 120, order);
	open_order(&r, "9fe2b1c4");
	rig_sees(&r, "甲县");
	screen = rig_screen(&r);
	out = strstr(screen, "甲县");
	halted = strstr(screen, "乙县");
	other = strstr(screen, "丙县");
	assert_true(other != NULL && halted != NULL && out != NULL);
	assert_true(other < halted && halted < out);
	rig_stop(&r);
}

/* All in the same moment is a gap, too; of what was not measured none is told. */
static void
grid__a_gap_of_nothing_is_said_and_an_unknown_one_is_not(void **state)
{
	static const struct {
		const char *order;
		const char *gap;
	} rows[] = {
		{ "{" OWN_ROW ",\"units\":[],\"skew\":0,\"skew_error\":4000}",
			"first-to-last gap  0 ms, clocks within 4.0 s" },
		{ "{" OWN_ROW ",\"units\":[],\"skew\":0,\"skew_unsure\":true}",
			"first-to-last gap  0 ms, by clocks that are NOT "
			"SURE" },
		{ "{" OWN_ROW ",\"units\":[]}", NULL },
	};
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		start(&r, LANG_EN, 40, 120, rows[n].order);
		open_order(&r, "9fe2b1c4");
		rig_sees(&r, "answer by");
		if (rows[n].gap != NULL)
			rig_sees(&r, rows[n].gap);
		else
			rig_sees_not(&r, "first-to-last gap");
		rig_stop(&r);
	}
}

static void
grid__notes_what_a_unit_without_a_station_said(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, sample_order);
	open_order(&r, "9fe2b1c4");
	rig_type(&r, "@");
	rig_sees(&r, "What the unit answered");
	rig_type(&r, "<Tab>Zhao Liu<Tab>010-3<^S>");
	assert_int_equal(rig_acts(&r, "joint.note"), 1);
	assert_string_equal(doc_str(rig_act(&r), "message"), "2026-0001/1");
	assert_string_equal(doc_str(rig_act(&r), "partner"), "c");
	assert_string_equal(doc_str(rig_act(&r), "who"), "Zhao Liu");
	assert_string_equal(doc_str(rig_act(&r), "number"), "010-3");
	/* who has a station answers by letter */
	rig_type(&r, "<Down>@");
	rig_sees(&r, "others answer by letter");
	assert_int_equal(rig_acts(&r, "joint.note"), 1);
	rig_stop(&r);
}

/* The sender's grid says "read" when an officer has had all of it before his
 * eyes, once, and not before. */
/* Two are ready, one of them from before the call. */
#define SIGNAL_ORDER                                                             \
	"{\"order\":\"" OWN_ORDER "\",\"short\":\"9fe2b1c4\",\"joint\":"         \
	"\"" JOINT_NAME "\",\"message\":\"2026-0001/1\",\"title\":\"T\","        \
	"\"mode\":\"actual\",\"fire\":\"signal\",\"called\":1795499500000,"      \
	"\"units\":[{\"partner\":\"a\",\"name\":\"甲县\",\"phone\":\"010-1\"," \
	"\"state\":\"ready\",\"heard\":1795499600000},{\"partner\":\"b\","       \
	"\"name\":\"乙县\",\"phone\":\"010-2\",\"state\":\"ready\",\"heard\":" \
	"1795499400000},{\"partner\":\"c\",\"name\":\"丙县\",\"phone\":"       \
	"\"010-3\",\"state\":\"heard\",\"heard\":1795499600000}]}"
#define SIGNAL_MESSAGE                                                         \
	"{\"id\":\"2026-0001/1\",\"title\":\"T\",\"digest\":\"d1\",\"state\":" \
	"\"armed\",\"fire_word\":\"live-2026-0001\",\"deliveries\":[{"         \
	"\"state\":"                                                           \
	"\"gap\"},{\"state\":\"ready\"}]}"

static void
start_signal(struct rig *r, const char *order)
{
	start(r, LANG_EN, 40, 120, order);
	rig_answer(r, "message.show", SIGNAL_MESSAGE);
	rig_answer(r, "joint.call", "[]");
	rig_answer(r, "joint.fire", "[]");
	open_order(r, "9fe2b1c4");
}

static void
signal__a_key_calls_the_units_of_what_was_approved(void **state)
{
	struct rig r;

	(void)state;
	start_signal(&r, SIGNAL_ORDER);
	rig_sees(&r, "^ Call units");
	rig_type(&r, "^");
	rig_sees(&r, "Called: each unit arms");
	assert_int_equal(rig_acts(&r, "joint.call"), 1);
	assert_string_equal(doc_str(rig_act(&r), "message"), "2026-0001/1");
	assert_string_equal(doc_str(rig_act(&r), "digest"), "d1");
	rig_stop(&r);
}

/* The word, the number of units that go out, and the code; and a reason for the
 * gap. Who is not ready stands there with the telephone. */
static void
signal__fires_when_word_number_and_code_are_typed(void **state)
{
	struct rig r;
	char typed[64];

	(void)state;
	start_signal(&r, SIGNAL_ORDER);
	rig_type(&r, "~");
	rig_sees(&r, "RELEASE FOR REAL at all units");
	rig_sees(&r, "乙县 010-2: ready");
	rig_sees(&r, "丙县 010-3: arrived, NOT READ");
	rig_sees(&r, "public will read this from 2 units");
	rig_sees(&r, "1 account of ours is not prepared");
	fixed_cut(typed, sizeof(typed),
		strstr(rig_screen(&r), "live-2026-0001 2 "));
	typed[strlen("live-2026-0001 2 1234")] = '\0';
	rig_type(&r, "gone<Tab>live-2026-0001 2 x<^S>");
	rig_sees(&r, "Type exactly");
	assert_int_equal(rig_acts(&r, "joint.fire"), 0);
	rig_type(&r, "<^U>");
	rig_type(&r, typed);
	rig_type(&r, "<^S>");
	assert_int_equal(rig_acts(&r, "joint.fire"), 1);
	assert_string_equal(doc_str(rig_act(&r), "confirm"), "live-2026-0001");
	assert_string_equal(doc_str(rig_act(&r), "gaps"), "gone");
	assert_string_equal(doc_str(rig_act(&r), "digest"), "d1");
	rig_stop(&r);
}

static void
signal__is_not_offered_for_an_order_without_one(void **state)
{
	static const char *const orders[] = { sample_order,
		sample_their_order };
	struct rig r;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		start_signal(&r, orders[n]);
		rig_sees_not(&r, "Call units");
		rig_sees_not(&r, "Fire all");
		rig_type(&r, "^~");
		assert_int_equal(rig_acts(&r, "joint.call"), 0);
		rig_sees_not(&r, "RELEASE FOR REAL");
		rig_stop(&r);
	}
}

static void
order__is_read_when_its_end_was_on_the_screen(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 20, 40, sample_their_order);
	open_order(&r, "77aa0b31");
	rig_sees(&r, "省委宣传部");
	assert_null(strstr(rig_screen(&r), "最后一段"));
	assert_int_equal(rig_acts(&r, "joint.read"), 0);
	rig_type(&r, "<PgDn><PgDn>");
	rig_sees(&r, "最后一段是落款");
	assert_int_equal(rig_acts(&r, "joint.read"), 1);
	assert_string_equal(doc_str(rig_act(&r), "order"), THEIR_ORDER);
	rig_type(&r, "<Home><End>");
	assert_int_equal(rig_acts(&r, "joint.read"), 1);
	rig_stop(&r);
	/* ours is nobody's to read */
	start(&r, LANG_ZH, 50, 200, sample_order);
	open_order(&r, "9fe2b1c4");
	assert_int_equal(rig_acts(&r, "joint.read"), 0);
	rig_stop(&r);
}

static void
order__is_taken_into_the_accounts_that_are_chosen(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, sample_their_order);
	open_order(&r, "77aa0b31");
	rig_type(&r, "+");
	rig_sees(&r, "Take this order");
	rig_sees(&r, "大坝没有险情");
	assert_null(strstr(rig_screen(&r), "旧号"));
	rig_type(&r, "<Down> <Enter>");
	assert_int_equal(rig_acts(&r, "joint.take"), 1);
	assert_string_equal(doc_str(rig_act(&r), "order"), THEIR_ORDER);
	assert_int_equal(json_array_size(doc_get(rig_act(&r), "accounts")), 1);
	assert_string_equal(json_string_value(json_array_get(
				    doc_get(rig_act(&r), "accounts"), 0)),
		"weibo");
	rig_stop(&r);
}

static void
order__is_refused_with_a_reason_and_the_number_dialled(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, sample_their_order);
	open_order(&r, "77aa0b31");
	rig_type(&r, "-");
	rig_sees(&r, "refused after a call");
	rig_sees(&r, "020-1");
	rig_type(&r, "other figures here<Tab>020-1<^S>");
	assert_int_equal(rig_acts(&r, "joint.refuse"), 1);
	assert_string_equal(doc_str(rig_act(&r), "order"), THEIR_ORDER);
	assert_string_equal(
		doc_str(rig_act(&r), "reason"), "other figures here");
	assert_string_equal(doc_str(rig_act(&r), "phone"), "020-1");
	rig_stop(&r);
	/* ours is nobody's to refuse here */
	start(&r, LANG_EN, 24, 80, sample_order);
	open_order(&r, "9fe2b1c4");
	rig_type(&r, "-");
	rig_sees(&r, "This order is ours");
	assert_int_equal(rig_acts(&r, "joint.refuse"), 0);
	rig_stop(&r);
}

/* A pasted "+" takes nothing. */
static void
order__is_not_taker_what_was_pasted(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, sample_their_order);
	open_order(&r, "77aa0b31");
	rig_paste(&r, "++--\n");
	assert_null(r.app.dialog);
	assert_int_equal(rig_acts(&r, "joint.take"), 0);
	assert_int_equal(rig_acts(&r, "joint.refuse"), 0);
	rig_stop(&r);
}

static void
joints__one_key_leads_from_an_incident_to_the_grid(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80, sample_order);
	app_open(&r.app, "walk", "2026-0001");
	app_pump(&r.app);
	rig_type(&r, "6");
	rig_sees(&r, "南河镇洪水");
	/* the newest first; another incident's is not there */
	rig_sees(&r, ">   77aa0b31  大坝没有险情");
	assert_null(strstr(rig_screen(&r), "全省寒潮"));
	rig_type(&r, "<Down>");
	rig_wait(&r, LIST_REST_MS + 1);
	rig_sees(&r, "请先致电  丙镇 010-3：尚无回音");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "> 丙镇");
	rig_stop(&r);
}

static void
joints__an_invitation_is_joined_or_declined(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, sample_order);
	rig_answer(&r, "joint.join", "[]");
	rig_answer(&r, "joint.decline", "[]");
	rig_type(&r, "6<End>");
	rig_sees(&r, "invited: to be answered");
	rig_type(&r, "+");
	rig_sees(&r, "Join this joint incident");
	rig_sees(&r, "全省寒潮");
	rig_type(&r, "<^S>");
	assert_int_equal(rig_acts(&r, "joint.join"), 1);
	assert_string_equal(doc_str(rig_act(&r), "joint"), "44bb00000000");
	rig_type(&r, "<End>-");
	rig_type(&r, "not our matter<^S>");
	assert_int_equal(rig_acts(&r, "joint.decline"), 1);
	assert_string_equal(doc_str(rig_act(&r), "reason"), "not our matter");
	/* ours is answered by nobody here */
	rig_type(&r, "<Home>+");
	rig_sees(&r, "Nobody waits for our answer");
	assert_int_equal(rig_acts(&r, "joint.join"), 1);
	rig_stop(&r);
}

/* Only who has joined is offered, and who has no station; what is not approved
 * is not. */
static void
joints__an_order_is_made_of_what_is_approved(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 40, 120, sample_order);
	rig_answer(&r, "message.list",
		"{\"rows\":[{\"id\":\"2026-0001/2\",\"state\":\"draft\","
		"\"title\":\"未签的稿\"},{\"id\":\"2026-0001/1\",\"state\":"
		"\"approved\",\"title\":\"转移群众的通告\",\"digest\":\"d1\"}"
		"],\"total\":2}");
	rig_answer(&r, "partner.list",
		"{\"rows\":[{\"id\":\"county\",\"name\":\"东安县\",\"state\":"
		"\"active\"},{\"id\":\"water\",\"name\":\"市水利局\","
		"\"state\":\"active\"},{\"id\":\"town\",\"name\":\"东镇\","
		"\"state\":\"active\",\"by_hand\":true}]}");
	rig_type(&r, "6<Home>n");
	rig_sees(&r, "Order a message");
	assert_null(strstr(rig_screen(&r), "未签的稿"));
	assert_null(strstr(rig_screen(&r), "water"));
	rig_sees(&r, "town  东镇");
	rig_answer(&r, "joint.order", "[]");
	rig_type(&r, "<Tab> <Down> <^S>");
	assert_int_equal(rig_acts(&r, "joint.order"), 1);
	assert_string_equal(doc_str(rig_act(&r), "message"), "2026-0001/1");
	assert_string_equal(doc_str(rig_act(&r), "digest"), "d1");
	assert_int_equal(json_array_size(doc_get(rig_act(&r), "to")), 2);
	rig_stop(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(grid__who_must_be_rung_first_stands_first),
		cmocka_unit_test(grid__says_of_each_what_is_known_and_no_more),
		cmocka_unit_test(
			grid__who_halted_it_is_not_among_those_that_are_done),
		cmocka_unit_test(
			grid__a_gap_of_nothing_is_said_and_an_unknown_one_is_not),
		cmocka_unit_test(
			grid__notes_what_a_unit_without_a_station_said),
		cmocka_unit_test(
			signal__a_key_calls_the_units_of_what_was_approved),
		cmocka_unit_test(
			signal__fires_when_word_number_and_code_are_typed),
		cmocka_unit_test(
			signal__is_not_offered_for_an_order_without_one),
		cmocka_unit_test(order__is_read_when_its_end_was_on_the_screen),
		cmocka_unit_test(
			order__is_taken_into_the_accounts_that_are_chosen),
		cmocka_unit_test(
			order__is_refused_with_a_reason_and_the_number_dialled),
		cmocka_unit_test(order__is_not_taker_what_was_pasted),
		cmocka_unit_test(
			joints__one_key_leads_from_an_incident_to_the_grid),
		cmocka_unit_test(joints__an_invitation_is_joined_or_declined),
		cmocka_unit_test(joints__an_order_is_made_of_what_is_approved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The screen of partners: what each may ask is before one's eyes, the
 * fingerprint is heard and typed, and what is answered is what was shown.
 */
#include "tests/tui/sample.h"
#include "tui/console/list.h"

#define CITY                                                                   \
	"\"id\":\"city\",\"name\":\"市委宣传部\",\"rank\":\"superior\","  \
	"\"phone\":\"010-66001122\",\"fingerprint\":\"SHA256:abc\","           \
	"\"order\":\"carried\",\"by_hand\":false,\"may\":[\"order\",\"halt\"]"
#define WAITS                                                                   \
	"\"waits\":{\"partner\":\"city\",\"name\":\"市委宣传部\",\"new\":" \
	"true,"                                                                 \
	"\"call\":true,\"digest\":\"d1\",\"key\":\"ssh-ed25519 "                \
	"AAAA\",\"phone\":\"010-66001122\",\"phone_said\":\"010-99\","          \
	"\"rank\":\"superior\",\"by\":\"zhao\",\"officers\":[{\"id\":\"wu\","   \
	"\"name\":\"吴签发\",\"phone\":\"0000-1006\"}]}"

static const char proposed[] =
	"{\"rows\":[{" CITY ",\"state\":\"proposed\"," WAITS "}]}";
static const char active[] =
	"{\"rows\":[{\"id\":\"town\",\"name\":\"东镇人民政府\",\"rank\":"
	"\"subordinate\",\"state\":\"active\",\"phone\":\"010-222333\","
	"\"address\":\"东镇值班室\",\"by_hand\":true,\"may\":[]},{" CITY
	",\"state\":\"active\",\"print\":\"5529 4680\",\"said\":{\"en\":\"five "
	"five two nine\",\"zh\":\"五五二九\"},\"confirmed\":1784570400000,"
	"\"confirmed_by\":\"wu\"}]}";
static const char stopped[] =
	"{\"rows\":[{" CITY ",\"state\":\"stopped\",\"stopped\":1784570400000,"
	"\"stopped_by\":\"wang\",\"reason\":\"密钥失窃\"}]}";
static const char card[] =
	"{\"id\":\"county\",\"unit\":\"云溪县\",\"phone\":\"010-88\",\"print\":"
	"\"0498 9009\",\"said\":{\"en\":\"zero four nine eight\",\"zh\":"
	"\"零四九八\"},\"compact\":\"CRIER1:04366VVNDST7J0H4\"}";

static void
start(struct rig *r, enum lang lang, int rows, int cols, const char *list)
{
	memset(r, 0, sizeof(*r));
	sample_answers(r);
	rig_answer(r, "partner.list", list);
	rig_answer(r, "partner.card", card);
	rig_answer(r, "partner.add", "[]");
	rig_answer(r, "partner.confirm", "[]");
	rig_answer(r, "partner.change", "[]");
	rig_answer(r, "partner.stop", "[]");
	rig_start(r, lang, rows, cols);
	rig_type(r, "J");
}

static void
partners__are_told_whole_on_both_sizes_in_both_languages(void **state)
{
	static const struct {
		enum lang lang;
		int rows, cols;
		const char *sees[7];
	} rows[] = {
		{ LANG_ZH, 24, 80,
			{ "东镇人民政府", "下级", "无台单位", "市委宣传部",
				"上级", "统一发布", "东镇值班室" } },
		{ LANG_EN, 24, 80,
			{ "subordinate", "by hand", "superior", "to be carried",
				"confirmed", "010-66001122", "东镇值班室" } },
		{ LANG_ZH, 50, 200,
			{ "东镇人民政府", "下级", "无台单位", "市委宣传部",
				"上级", "统一发布", "东镇值班室" } },
		{ LANG_EN, 50, 200,
			{ "subordinate", "by hand", "superior", "to be carried",
				"confirmed", "010-66001122", "东镇值班室" } },
	};
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		start(&r, rows[n].lang, rows[n].rows, rows[n].cols, active);
		for (int k = 0; k < 7; k++)
			rig_sees(&r, rows[n].sees[k]);
		/* below stands the one on which the cursor rests */
		rig_type(&r, "<Down>");
		rig_wait(&r, LIST_REST_MS + 1);
		rig_sees(&r, "5529 4680");
		rig_sees(&r,
			rows[n].lang == LANG_ZH ? "五五二九"
						: "five five two nine");
		rig_stop(&r);
	}
}

static void
partners__are_confirmed_by_what_was_heard(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_ZH, 24, 80, proposed);
	rig_sees(&r, "待核对");
	rig_sees(&r, "请拨登记电话");
	rig_type(&r, "Y");
	rig_sees(&r, "请亲自拨 010-66001122");
	rig_type(&r, "010-66001122<Tab>Li Si<Tab>");
	/* copied is not heard */
	rig_paste(&r, "5529 4680");
	rig_type(&r, "1111 2222<^S>");
	assert_int_equal(rig_acts(&r, "partner.confirm"), 1);
	assert_string_equal(doc_str(rig_act(&r), "partner"), "city");
	assert_string_equal(doc_str(rig_act(&r), "digest"), "d1");
	assert_string_equal(doc_str(rig_act(&r), "phone"), "010-66001122");
	assert_string_equal(doc_str(rig_act(&r), "who"), "Li Si");
	assert_string_equal(doc_str(rig_act(&r), "groups"), "1111 2222");
	assert_null(doc_get(rig_act(&r), "decline"));
	rig_stop(&r);
}

static void
partners__are_declined_without_a_call(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, proposed);
	rig_type(&r, "N");
	rig_sees(&r, "Decline this proposal");
	rig_type(&r, "<Enter>");
	assert_true(doc_bool(rig_act(&r), "decline"));
	assert_string_equal(doc_str(rig_act(&r), "digest"), "d1");
	rig_stop(&r);
	/* and where nothing waits there is nothing to answer */
	start(&r, LANG_EN, 24, 80, active);
	rig_type(&r, "Y");
	rig_sees(&r, "Nothing waits about this partner.");
	assert_int_equal(rig_acts(&r, "partner.confirm"), 0);
	rig_stop(&r);
}

/* The list moves under the hand; who is stopped is who was shown. */
static void
partners__are_stopped_with_a_reason_and_let_speak_again(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, proposed);
	rig_type(&r, "X");
	rig_sees(&r, "Two let it speak again");
	rig_answer(&r, "partner.list", active);
	rig_push(&r, "office", "");
	rig_type(&r, "key stolen<Enter>");
	assert_int_equal(rig_acts(&r, "partner.stop"), 1);
	assert_string_equal(doc_str(rig_act(&r), "partner"), "city");
	assert_string_equal(doc_str(rig_act(&r), "reason"), "key stolen");
	rig_stop(&r);

	start(&r, LANG_ZH, 24, 80, stopped);
	rig_sees(&r, "已停止");
	rig_sees(&r, "密钥失窃");
	rig_type(&r, "m");
	rig_sees(&r, "恢复该单位");
	rig_type(&r, "<Enter>");
	assert_true(doc_bool(rig_act_of(&r, "partner.change"), "again"));
	rig_stop(&r);
}

/* What was not touched is not sent. */
static void
partners__are_changed_field_by_field(void **state)
{
	struct rig r;
	const json_t *act;

	(void)state;
	start(&r, LANG_EN, 24, 80, active);
	rig_type(&r, "m<Tab>");
	for (int n = 0; n < 12; n++)
		rig_key(&r, K_BACKSPACE);
	rig_type(&r, "010-333444<^S>");
	act = rig_act_of(&r, "partner.change");
	assert_string_equal(doc_str(act, "partner"), "town");
	assert_string_equal(doc_str(act, "phone"), "010-333444");
	assert_null(doc_get(act, "rank"));
	assert_null(doc_get(act, "address"));
	rig_stop(&r);
}

/* Nobody is asked to confirm what holds already. */
static void
partners__a_card_that_is_vouched_for_does_not_wait(void **state)
{
	static const struct {
		const char *answer, *sees;
	} rows[] = {
		{ "[{\"kind\":\"partner.proposed\"}]",
			"Another person confirms it." },
		{ "[{\"kind\":\"partner.changed\"}]", "it holds from now on" },
	};
	struct rig r;

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		start(&r, LANG_EN, 24, 120, active);
		rig_answer(&r, "partner.change", rows[n].answer);
		rig_type(&r, "m<^S>");
		rig_sees(&r, rows[n].sees);
		rig_stop(&r);
	}
}

static void
partners__a_card_is_pasted(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 24, 80, "{\"rows\":[]}");
	rig_sees(&r, "No partners yet");
	rig_type(&r, "n");
	rig_paste(&r, "CRIER1:04366VVNDST7J0H4");
	/* whoever only goes on makes nobody a superior: it is refused */
	rig_type(&r, "<Tab><Tab>010-66001122<^S>");
	assert_string_equal(doc_str(rig_act_of(&r, "partner.add"), "rank"), "");
	assert_string_equal(doc_str(rig_act_of(&r, "partner.add"), "card"),
		"CRIER1:04366VVNDST7J0H4");
	assert_string_equal(doc_str(rig_act_of(&r, "partner.add"), "phone"),
		"010-66001122");
	rig_stop(&r);
}

/* The code where there is room for it and the terminal has its blocks. */
static void
card__is_drawn_where_it_can_be(void **state)
{
	struct rig r;

	(void)state;
	start(&r, LANG_EN, 50, 200, active);
	rig_sees(&r, "东镇");
	rig_type(&r, "Q");
	rig_sees(&r, "0498 9009");
	rig_sees(&r, "zero four nine eight");
	rig_sees(&r, "█");
	rig_sees_not(&r, "CRIER1:");
	rig_stop(&r);
	start(&r, LANG_ZH, 20, 80, active);
	rig_sees(&r, "东镇");
	rig_type(&r, "Q");
	rig_sees(&r, "零四九八");
	rig_sees(&r, "CRIER1:");
	rig_stop(&r);
	start(&r, LANG_ZH, 50, 200, active);
	rig_sees(&r, "东镇");
	r.app.charset = "GBK";
	rig_type(&r, "Q");
	rig_sees(&r, "CRIER1:");
	rig_sees_not(&r, "█");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			partners__are_told_whole_on_both_sizes_in_both_languages),
		cmocka_unit_test(partners__are_confirmed_by_what_was_heard),
		cmocka_unit_test(partners__are_declined_without_a_call),
		cmocka_unit_test(
			partners__are_stopped_with_a_reason_and_let_speak_again),
		cmocka_unit_test(partners__are_changed_field_by_field),
		cmocka_unit_test(partners__a_card_is_pasted),
		cmocka_unit_test(
			partners__a_card_that_is_vouched_for_does_not_wait),
		cmocka_unit_test(card__is_drawn_where_it_can_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

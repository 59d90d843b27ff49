/*
 * What a refusal says, in both languages, by keys and by commands, and after a
 * journey.
 */
#include "tests/words/samples.h"

struct told {
	char what[400], remedy[300];
};

static struct told
told(const struct err *err, enum lang lang)
{
	struct told s;

	refusal_format(
		s.what, sizeof(s.what), s.remedy, sizeof(s.remedy), err, lang);
	return s;
}

/* A form has the label before one's eyes: no name of the protocol beside it,
 * and in English none that is the label over again. */
static void
refusal__tells_a_field_once(void **state)
{
	struct err err = { 0 };
	char what[400], remedy[400];

	(void)state;
	(void)refuse(&err, REFUSE_FIELD, "digest",
		WITH(arg_field("digest"), ARG_BOTH("is missing", "未填写")));
	assert_string_equal(
		told(&err, LANG_ZH).what, "“校验码”（digest）未填写");
	refusal_format_for(what, sizeof(what), remedy, sizeof(remedy), &err,
		LANG_ZH, HAND_KEYS);
	assert_string_equal(what, "“校验码”未填写");
	refusal_format_for(what, sizeof(what), remedy, sizeof(remedy), &err,
		LANG_EN, HAND_KEYS);
	assert_string_equal(what, "Check code: is missing");
	(void)refuse(&err, REFUSE_FIELD, "reason",
		WITH(arg_field("reason"), ARG_BOTH("is missing", "未填写")));
	assert_string_equal(told(&err, LANG_EN).what, "reason: is missing");
}

/* What has no label is quoted, and a label's aside is no part of its name. */
static void
refusal__tells_any_field_in_the_readers_language(void **state)
{
	struct err err = { 0 };
	char where[200];

	(void)state;
	(void)refuse(&err, REFUSE_WORD, "sort",
		WITH(arg_field("sort"), arg_text("x"), arg_words("a, b")));
	assert_string_equal(told(&err, LANG_ZH).what, "“排序”（sort）不能为 x");
	assert_string_equal(told(&err, LANG_EN).what, "sort cannot be x");
	(void)refuse(&err, REFUSE_WORD, "words",
		WITH(arg_key("words"), arg_text("x"), arg_words("a, b")));
	assert_string_equal(told(&err, LANG_ZH).what, "“words”不能为 x");
	(void)refuse(&err, REFUSE_WORD, "mode",
		WITH(arg_field("mode"), arg_text("x"), arg_words("a, b")));
	assert_string_equal(told(&err, LANG_ZH).what, "“模式”（mode）不能为 x");
	assert_string_equal(told(&err, LANG_EN).what, "mode cannot be x");
	refusal_where(where, sizeof(where), &err, ACT_COUNT, LANG_ZH);
	assert_string_equal(where, "模式（建立后不可更改）");
	/* an act calls it as its own row does */
	(void)refuse(&err, REFUSE_WORD, "owner",
		WITH(arg_field("owner"), arg_text("x"), arg_words("a, b")));
	assert_non_null(strstr(told(&err, LANG_ZH).what, "主办单位"));
	refusal_label(&err, ACT_CLAIM_CHANGE);
	assert_string_equal(
		told(&err, LANG_ZH).what, "“负责人员”（owner）不能为 x");
	assert_string_equal(
		err.what, "owner (Who takes care of it) cannot be x");
	refusal_where(where, sizeof(where), &err, ACT_CLAIM_CHANGE, LANG_ZH);
	assert_string_equal(where, "负责人员");
	/* what was typed is no field */
	(void)err_set(&err, ERR_USAGE, "on", "", "one word too many");
	refusal_where(where, sizeof(where), &err, ACT_COUNT, LANG_ZH);
	assert_string_equal(where, "on");
}

static void
refusal__names_persons_gates_and_whom_to_ask(void **state)
{
	struct arg able = arg_officers();
	struct err err = { 0 };

	(void)state;
	(void)arg_officers_add(&able, "zhou", "周保密", "0000-1005");
	(void)refuse(&err, REFUSE_GATE_ROLE, "confidentiality",
		WITH(arg_officer("li", "李法制", "0000-1003"),
			ARG_BOTH("pass the gate \"confidentiality\"",
				"通过保密关"),
			arg_roles(ROLE_BIT(ROLE_SECRECY)), able));
	assert_string_equal(told(&err, LANG_ZH).what,
		"李法制不能通过保密关：须保密审查员（周保密 0000-1005）");
}

static void
refusal__says_words_as_the_reader_does(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)refuse(&err, REFUSE_STATE, "m",
		WITH(arg_id("m"), arg_state(MESSAGE_REVIEW),
			arg_act(ACT_APPROVE)));
	assert_string_equal(err.what,
		"m is in review; not possible now: "
		"approve the manifest's digest");
	assert_string_equal(told(&err, LANG_ZH).what,
		"m 处于“审核中”状态，不能：签发发布清单");
	(void)refuse(&err, REFUSE_STAGE_ORDER, "m",
		WITH(arg_stage(STAGE_FIRST), arg_stage(STAGE_FINAL),
			arg_gates(1U << GATE_LEGAL)));
	assert_string_equal(
		told(&err, LANG_ZH).what, "一审尚未完成，终审签发须等待");
	(void)refuse(&err, REFUSE_FIELD, "reason",
		WITH(arg_field("reason"), ARG_BOTH("is missing", "未填写")));
	assert_string_equal(told(&err, LANG_ZH).what, "“理由”（reason）未填写");
	/* a place stands alone between foreign letters */
	(void)refuse(
		&err, REFUSE_INCIDENT_CLOSED, "i", WITH(arg_id("2026-0001")));
	assert_string_equal(told(&err, LANG_ZH).what, "事件 2026-0001 已结束");
}

static void
refusal__names_a_key_where_there_are_keys(void **state)
{
	struct told keys, shell;
	struct err err = { 0 };

	(void)state;
	(void)refuse(&err, REFUSE_NOT_OUT, "", WITH(arg_id("2026-0001/1")));
	shell = told(&err, LANG_EN);
	refusal_format_for(keys.what, sizeof(keys.what), keys.remedy,
		sizeof(keys.remedy), &err, LANG_EN, HAND_KEYS);
	assert_string_equal(keys.what, shell.what);
	assert_non_null(strstr(shell.remedy, "crier message edit 2026-0001/1"));
	assert_null(strstr(keys.remedy, "crier"));
}

/* What is typed into a command is the id, not the name. */
static void
refusal__puts_ids_into_commands(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)refuse(&err, REFUSE_ACCOUNT_UNCHECKED, "",
		WITH(arg_account("weibo", "云溪发布"), arg_id("2026-0001/1")));
	assert_non_null(strstr(
		told(&err, LANG_ZH).remedy, "crier account check weibo"));
	assert_non_null(strstr(told(&err, LANG_ZH).what, "云溪发布"));
}

/* Its arguments stay behind in the process that refused. */
static void
refusal__read_from_elsewhere_keeps_its_remedy(void **state)
{
	struct err err = { 0 }, read = { 0 };

	(void)state;
	(void)refuse(&err, REFUSE_CONFIRM, "confirm",
		WITH(arg_word("live-2026-0001")));
	(void)err_set(&read, err.code, err.where, err.remedy, "%s", err.what);
	(void)snprintf(read.id, sizeof(read.id), "%s", err.id);
	assert_string_equal(
		told(&read, LANG_EN).remedy, "Type exactly: live-2026-0001");
	/* English in a Chinese sentence is quoted */
	assert_string_equal(told(&read, LANG_ZH).what,
		"规则不允许：“the confirmation is not right”");
	/* what has no arguments too: the other process chose the language */
	(void)refuse(&err, REFUSE_LOST, "s", WITH_NONE);
	assert_string_not_equal(told(&err, LANG_ZH).what, err.what);
	(void)err_set(&read, err.code, err.where, err.remedy, "%s", "已断开");
	(void)snprintf(read.id, sizeof(read.id), "%s", err.id);
	assert_string_equal(told(&read, LANG_ZH).what, "已断开");
}

/* With the arguments it is formed again, in any language. */
static void
refusals__travel_with_their_arguments(void **state)
{
	struct err err, read;
	json_t *args;

	(void)state;
	for (int n = 0; n < REFUSAL_COUNT; n++) {
		refuse_sample(&err, (enum refusal)n, LANG_ZH);
		args = refusal_args_doc(&err);
		(void)err_set(&read, err.code, "", "", "another language");
		(void)snprintf(read.id, sizeof(read.id), "%s", err.id);
		refusal_args_read(&read, args);
		assert_string_equal(
			told(&read, LANG_ZH).what, told(&err, LANG_ZH).what);
		assert_string_equal(told(&read, LANG_ZH).remedy,
			told(&err, LANG_ZH).remedy);
		json_decref(args);
	}
}

/* A station of another version may say it otherwise. */
static void
refusal__with_other_arguments_keeps_its_own_text(void **state)
{
	static const char *const others[] = { "[]", "{}", "[1]",
		"[{\"kind\":\"gate\",\"items\":[[\"legal\"]]}]",
		"[{\"kind\":\"word\",\"items\":[[1]]}]",
		"[{\"kind\":\"word\",\"items\":[[\"a\",\"b\",\"c\",\"d\"]]}]",
		"[{\"kind\":\"unheard\",\"items\":[[\"a\"]]}]" };

	(void)state;
	for (size_t n = 0; n < sizeof(others) / sizeof(others[0]); n++) {
		json_t *args = json_loads(others[n], 0, NULL);
		struct err read = { 0 };

		(void)err_set(&read, ERR_REFUSED, "", "", "its own text");
		(void)snprintf(read.id, sizeof(read.id), "%s",
			refusal_word(REFUSE_CONFIRM));
		refusal_args_read(&read, args);
		assert_string_equal(told(&read, LANG_EN).what, "its own text");
		assert_string_equal(told(&read, LANG_ZH).what,
			"规则不允许：“its own text”");
		json_decref(args);
	}
}

static void
refusal__takes_its_place_from_the_err_it_fills(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)err_set(&err, ERR_INVALID, "here", "", "m");
	(void)refuse(&err, REFUSE_INCIDENT_CLOSED, err.where,
		WITH(arg_id(err.what)));
	assert_non_null(strstr(err.what, "incident m is closed"));
	assert_string_equal(err.where, "here");
}

/* The code is of what the system said, its words are the reader's. */
static void
refusal__of_the_system_says_why_in_both_languages(void **state)
{
	struct err err = { 0 };
	static const struct {
		int number;
		enum err_code code;
		const char *zh;
	} rows[] = {
		{ ENOENT, ERR_NOT_FOUND,
			"无法读取 /srv/a：没有该文件或文件夹" },
		{ EACCES, ERR_DENIED, "无法读取 /srv/a：权限不足" },
		{ EIO, ERR_IO, "无法读取 /srv/a：设备读写错误" },
		{ EXFULL, ERR_IO, "无法读取 /srv/a：“Exchange full”" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		errno = rows[n].number;
		assert_int_equal(refuse_errno(&err, REFUSE_READ, "/srv/a"),
			rows[n].code);
		assert_int_equal(err.code, rows[n].code);
		assert_string_equal(err.where, "/srv/a");
		assert_string_equal(told(&err, LANG_ZH).what, rows[n].zh);
	}
	errno = ENOENT;
	(void)refuse_errno(&err, REFUSE_READ, "/srv/a");
	assert_string_equal(
		err.what, "cannot read /srv/a: No such file or directory");
	errno = EMFILE;
	(void)refuse_system(&err, &(const struct both)BOTH("pipe", "管道"));
	assert_string_equal(
		told(&err, LANG_ZH).what, "系统未能提供管道：打开的文件过多");
}

/* What no row says is quoted, as somebody else's words. */
static void
refusal__quotes_english_of_no_row(void **state)
{
	struct err err = { 0 };
	char where[200];

	(void)state;
	(void)err_set(&err, ERR_CORRUPT, "entry 7", "Ask your provider.", "%s",
		"the tree is damaged");
	assert_string_equal(told(&err, LANG_EN).what, "the tree is damaged");
	assert_string_equal(
		told(&err, LANG_ZH).what, "数据已损坏：“the tree is damaged”");
	assert_string_equal(told(&err, LANG_ZH).remedy, "“Ask your provider.”");
	refusal_where(where, sizeof(where), &err, ACT_COUNT, LANG_ZH);
	assert_string_equal(where, "条目 7");
	refusal_where(where, sizeof(where), &err, ACT_COUNT, LANG_EN);
	assert_string_equal(where, "entry 7");
	/* once: it comes back from the station so */
	(void)err_set(&err, ERR_CORRUPT, "entry 7a", "请重试", "%s",
		"数据已损坏：“the tree is damaged”");
	assert_string_equal(
		told(&err, LANG_ZH).what, "数据已损坏：“the tree is damaged”");
	refusal_where(where, sizeof(where), &err, ACT_COUNT, LANG_ZH);
	assert_string_equal(where, "entry 7a");
}

static int
args_of(int row)
{
	const enum arg_type *types = refusal_args((enum refusal)row);
	int n = 0;

	while (types[n] != ARG_END)
		n++;
	return n;
}

/* Scripts know a row by its word; the other process, where two share one, by
 * how many arguments it has. */
static void
refusals__have_a_word_each(void **state)
{
	(void)state;
	for (int a = 0; a < REFUSAL_COUNT; a++)
		for (int b = a + 1; b < REFUSAL_COUNT; b++)
			if (strcmp(refusal_word((enum refusal)a),
				    refusal_word((enum refusal)b)) == 0 &&
				args_of(a) == args_of(b))
				fail_msg("%s twice",
					refusal_word((enum refusal)a));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusal__tells_a_field_once),
		cmocka_unit_test(
			refusal__tells_any_field_in_the_readers_language),
		cmocka_unit_test(refusal__names_persons_gates_and_whom_to_ask),
		cmocka_unit_test(refusal__says_words_as_the_reader_does),
		cmocka_unit_test(refusal__names_a_key_where_there_are_keys),
		cmocka_unit_test(refusal__puts_ids_into_commands),
		cmocka_unit_test(refusal__read_from_elsewhere_keeps_its_remedy),
		cmocka_unit_test(refusals__travel_with_their_arguments),
		cmocka_unit_test(
			refusal__with_other_arguments_keeps_its_own_text),
		cmocka_unit_test(
			refusal__takes_its_place_from_the_err_it_fills),
		cmocka_unit_test(
			refusal__of_the_system_says_why_in_both_languages),
		cmocka_unit_test(refusal__quotes_english_of_no_row),
		cmocka_unit_test(refusals__have_a_word_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

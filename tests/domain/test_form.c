/*
 * The forms that are handed in for an account: what the register holds stands
 * on the page, what nobody has entered is said to be not entered, what nobody
 * knows to be unknown. The columns below are what a registrar expects on paper.
 */
#include "tests/domain/scene.h"

#include "domain/register/form.h"

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

static const struct {
	const char *form, *account, *label, *value;
} lines[] = {
	/* filled in */
	{ "open", "full", "账号名称", "云溪水利发布" },
	{ "open", "full", "所在平台", "微博" },
	{ "open", "full", "认证主体", "云溪县水务局" },
	{ "open", "full", "承包运维单位", "云上传媒" },
	{ "open", "full", "运维合同期至", "2027-03-31" },
	{ "open", "full", "值班编辑及电话", "陈起草 13800000001" },
	{ "open", "full", "管理员及电话", "陈起草 13800000001; b2" },
	{ "open", "full", "关注人数", "52000" },
	{ "open", "full", "备案层级", "县级" },
	/* nothing was ever told of this one */
	{ "open", "bare", "账号类型", "未登记" },
	{ "open", "bare", "平台账号编号", "未知：尚未登录核实" },
	{ "open", "bare", "认证主体", "未登记" },
	{ "open", "bare", "承包运维单位", "未登记承包运维单位" },
	{ "open", "bare", "管理员及电话", "未登记" },
	{ "open", "bare", "关注人数", "未知：尚未统计" },
	{ "open", "bare", "备案层级", "未登记" },
	{ "open", "bare", "主办单位意见（签字、盖章）", " " },
	/* the full one had another name and owner a year ago */
	{ "change", "full", "变更后账号名称", "云溪水利发布" },
	{ "change", "full", "变更前账号名称", "云溪水利" },
	{ "change", "full", "变更后主办单位", "云溪县水务局" },
	{ "change", "full", "变更前主办单位", "云溪县水利局" },
	{ "change", "full", "变更原因", "机构改革" },
	{ "change", "full", "原备案号", "云网备2026-17" },
	{ "change", "bare", "变更前账号名称", "未见变更记录" },
	{ "change", "bare", "变更日期", "未见变更记录" },
	/* closed, and one that is not */
	{ "close", "over", "停用原因", "并入主账号" },
	{ "close", "over", "现状态", "停用" },
	{ "close", "full", "停用日期", "仍在使用" },
	{ "close", "full", "停用原因", "未登记" },
	{ "close", "over", "向社会公告（事件编号）", "未起草公告" },
};

static void
form_account(struct scene *s, const char *id, const char *name)
{
	scene_entry(s, "station", "account.added",
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "account", id, "kind",
			"manual", "platform", "weibo", "name", name, "owner",
			"云溪县水利局", "state", "active"));
}

static void
form_seed(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "b1", ROLE_BIT(ROLE_DRAFTER));
	scene_officer(s, "b2", ROLE_BIT(ROLE_DRAFTER));
	scene_entry(s, "station", "officer.changed",
		json_pack("{s:s,s:s,s:s}", "officer", "b1", "name", "陈起草",
			"phone", "13800000001"));
	form_account(s, "full", "云溪水利");
	form_account(s, "bare", "云溪河道");
	form_account(s, "over", "云溪渔政");
	scene_entry(s, "station", "account.changed",
		json_pack("{s:s,s:s,s:I,s:s,s:s,s:[s,s],s:i,s:s,s:s,s:I,s:s}",
			"account", "full", "operator", "云上传媒",
			"contract_ends", (json_int_t)INT64_C(1806422400000),
			"certified", "云溪县水务局", "editor", "b1", "admins",
			"b1", "b2", "reach", 52000, "filing_number",
			"云网备2026-17", "filing_level", "county", "filing_on",
			(json_int_t)(SCENE_NOW - 9 * DAY_MS), "phone", "119"));
	scene_entry(s, "station", "account.changed",
		json_pack("{s:s,s:s,s:s,s:s}", "account", "full", "name",
			"云溪水利发布", "owner", "云溪县水务局", "reason",
			"机构改革"));
	scene_entry(s, "station", "account.changed",
		json_pack("{s:s,s:s,s:s}", "account", "over", "state", "closed",
			"reason", "并入主账号"));
}

static struct form_view
form_view_of(const struct scene *s)
{
	return (struct form_view){ .office = &s->office,
		.rules = &s->lib->rules,
		.now = SCENE_NOW,
		.lang = LANG_ZH };
}

/* What stands behind the label; NULL where there is no such line. */
static const char *
form_value(const json_t *sheet, const char *label)
{
	const json_t *part = json_array_get(doc_get(sheet, "parts"), 0);
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(part, "rows"), n, row)
	{
		if (strcmp(json_string_value(json_array_get(row, 0)), label) ==
			0)
			return json_string_value(json_array_get(row, 1));
	}
	return NULL;
}

static void
form__has_what_the_register_holds_and_says_what_it_does_not(void **state)
{
	struct form_view v;
	struct scene s;

	(void)state;
	form_seed(&s);
	v = form_view_of(&s);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		json_t *sheet = NULL;
		struct err err = { 0 };

		assert_int_equal(
			register_form(&sheet, &v, lines[i].form,
				office_account(&s.office, lines[i].account),
				&err),
			ERR_OK);
		assert_non_null(form_value(sheet, lines[i].label));
		assert_string_equal(
			form_value(sheet, lines[i].label), lines[i].value);
		json_decref(sheet);
	}
	scene_close(&s);
}

/* The same from a row of the database as from the entries. */
static void
form__is_the_same_after_a_start(void **state)
{
	struct form_view v;
	struct office again;
	struct scene s;

	(void)state;
	form_seed(&s);
	v = form_view_of(&s);
	office_init(&again);
	for (size_t i = 0; i < s.office.account_count; i++) {
		json_t *row = account_doc(&s.office.accounts[i]);
		json_t *was = NULL, *now = NULL;

		office_load(&again, PROJ_ACCOUNT, row);
		assert_int_equal(register_form(&was, &v, "change",
					 &s.office.accounts[i], NULL),
			ERR_OK);
		assert_int_equal(
			register_form(&now, &v, "change",
				office_account(&again, doc_str(row, "id")),
				NULL),
			ERR_OK);
		assert_true(json_equal(was, now));
		json_decref(was);
		json_decref(now);
		json_decref(row);
	}
	office_release(&again);
	scene_close(&s);
}

static void
list__has_a_row_for_every_account(void **state)
{
	struct form_view v;
	json_t *sheet = NULL, *part, *heads, *rows;
	struct scene s;

	(void)state;
	form_seed(&s);
	v = form_view_of(&s);
	assert_true(register_form_lists(&v, "year"));
	assert_false(register_form_lists(&v, "open"));
	assert_int_equal(register_form(&sheet, &v, "year", NULL, NULL), ERR_OK);
	part = json_array_get(doc_get(sheet, "parts"), 0);
	heads = doc_get(part, "heads");
	rows = doc_get(part, "rows");
	assert_int_equal(json_array_size(rows), s.office.account_count);
	for (size_t i = 0; i < json_array_size(rows); i++)
		assert_int_equal(json_array_size(json_array_get(rows, i)),
			json_array_size(heads));
	json_decref(sheet);
	scene_close(&s);
}

static void
form__that_the_library_has_not_is_refused_with_those_it_has(void **state)
{
	struct form_view v;
	struct err err = { 0 };
	json_t *sheet = NULL;
	struct scene s;

	(void)state;
	form_seed(&s);
	v = form_view_of(&s);
	assert_int_equal(register_form(&sheet, &v, "move",
				 office_account(&s.office, "full"), &err),
		ERR_INVALID);
	assert_null(sheet);
	v.rules = NULL; /* a library without the file */
	assert_int_equal(register_form(&sheet, &v, "open",
				 office_account(&s.office, "full"), &err),
		ERR_INVALID);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			form__has_what_the_register_holds_and_says_what_it_does_not),
		cmocka_unit_test(form__is_the_same_after_a_start),
		cmocka_unit_test(list__has_a_row_for_every_account),
		cmocka_unit_test(
			form__that_the_library_has_not_is_refused_with_those_it_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The register of accounts: a remark stands in the account's row until it is
 * taken away, is bounded, passes the leak gate, and is lost by no start.
 */
#include "tests/domain/scene.h"

#include "domain/office/office_told.h"

static void
begin(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	scene_officer(s, "dora", ROLE_BIT(ROLE_DRAFTER));
	scene_must(s, "reg", ACT_ACCOUNT_ADD,
		json_pack("{s:s,s:s,s:s,s:s}", "account", "counter", "kind",
			"manual", "name", "Counter", "owner", "County"));
}

static const char *
note(struct scene *s, const char *by, const char *account, const char *text)
{
	return scene_try(s, by, ACT_ACCOUNT_NOTE,
		json_pack("{s:s,s:s}", "account", account, "note", text));
}

static json_t *
row(const struct scene *s)
{
	return account_doc(office_account(&s->office, "counter"));
}

static void
note__stands_in_the_row_until_it_is_taken_away(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	begin(&s);
	doc = row(&s);
	assert_null(doc_get(doc, "note"));
	json_decref(doc);
	assert_string_equal(note(&s, "reg", "counter", "只在白天有人值守"), "");
	doc = row(&s);
	assert_string_equal(doc_str(doc, "note"), "只在白天有人值守");
	json_decref(doc);
	/* a change of something else leaves it alone */
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "counter", "name", "Desk"));
	doc = row(&s);
	assert_string_equal(doc_str(doc, "note"), "只在白天有人值守");
	json_decref(doc);
	scene_must(&s, "reg", ACT_ACCOUNT_NOTE,
		json_pack("{s:s}", "account", "counter"));
	doc = row(&s);
	assert_null(doc_get(doc, "note"));
	json_decref(doc);
	scene_close(&s);
}

static void
note__is_refused_where_it_may_not_be(void **state)
{
	char text[700];
	struct scene s;

	(void)state;
	begin(&s);
	memset(text, 'x', sizeof(text));
	text[601] = '\0';
	assert_string_equal(note(&s, "reg", "counter", text), "field");
	text[600] = '\0';
	assert_string_equal(note(&s, "reg", "counter", text), "");
	assert_string_equal(note(&s, "reg", "nosuch", "x"), "not-found");
	assert_string_equal(note(&s, "dora", "counter", "x"), "role");
	assert_string_equal(
		note(&s, "reg", "counter", "请打 13812345678"), "leak");
	scene_close(&s);
}

static const struct {
	const char *kind, *url, *refusal;
} hosts[] = {
	{ "webhook", "https://h.example/in", "" },
	{ "webhook", "https://oapi.dingtalk.com/robot/send?access_token=x",
		"platform-host" },
	{ "webhook", "https://OAPI.dingtalk.com.:443/robot/send",
		"platform-host" },
	{ "webhook", "https://oapi.dingtalk.com.h.example/in", "" },
	{ "webhook", "https://h.example/oapi.dingtalk.com/in", "" },
	{ "webhook", "https://open.feishu.cn/open-apis/bot/v2/hook/x",
		"platform-host" },
	{ "webhook", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
		"platform-host" },
	{ "webhook", "https://api.weixin.qq.com/cgi-bin/draft/add",
		"platform-host" },
	{ "dingtalk", "https://oapi.dingtalk.com", "" },
};

static const char *
point(struct scene *s, size_t i, enum act act, const char *kind)
{
	char id[20];

	(void)snprintf(id, sizeof(id), "account-%zu", i);
	return scene_try(s, "reg", act,
		json_pack("{s:s,s:s*,s:s*,s:s*,s:{s:s}}", "account", id, "kind",
			kind, "name", kind ? "Desk" : NULL, "owner",
			kind ? "County" : NULL, "options", "url",
			hosts[i].url));
}

static void
webhook__a_platform_s_own_server_is_refused(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		assert_string_equal(
			point(&s, i, ACT_ACCOUNT_ADD, hosts[i].kind),
			hosts[i].refusal);
	/* nor is it let in by the back door */
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "account-0", "name", "Desk"));
	assert_string_equal(
		scene_try(&s, "reg", ACT_ACCOUNT_CHANGE,
			json_pack("{s:s,s:{s:s}}", "account", "account-0",
				"options", "url", hosts[1].url)),
		"platform-host");
	scene_close(&s);
}

/* What a row holds, an office that is loaded from rows holds as well. */
static void
note__is_read_back_from_its_row(void **state)
{
	struct office again;
	struct scene s;
	json_t *doc, *same;

	(void)state;
	begin(&s);
	assert_string_equal(note(&s, "reg", "counter", "by day only"), "");
	doc = row(&s);
	office_init(&again);
	office_load(&again, PROJ_ACCOUNT, doc);
	same = account_doc(office_account(&again, "counter"));
	assert_true(json_equal(doc, same));
	json_decref(same);
	json_decref(doc);
	office_release(&again);
	scene_close(&s);
}

#define DAY_MS (INT64_C(24) * 3600 * 1000)

static void
sealed(struct scene *s, const char *by, int64_t ends)
{
	json_t *body = json_pack("{s:s,s:s}", "account", "counter", "digest",
		"00000000000000000000000000000000000000000000000000000000000000"
		"01");

	if (ends)
		doc_put_int(body, "ends", ends);
	scene_entry(s, by, "account.sealed", body);
}

static int
told_of_ends(struct scene *s)
{
	struct world w = { .office = &s->office,
		.library = s->lib,
		.now = s->now,
		.officer = office_officer(&s->office, "reg") };
	json_t *list = office_told(&w), *one;
	size_t n;
	int told = 0;

	json_array_foreach(list, n, one)
	{
		told += strcmp(doc_str(one, "what"), "credential") == 0;
	}
	json_decref(list);
	return told;
}

static void
credential__that_ends_is_told_fourteen_days_before_and_after(void **state)
{
	static const struct {
		int days;
		int told;
	} rows[] = { { 30, 0 }, { 15, 0 }, { 14, 1 }, { 7, 1 }, { 1, 1 },
		{ 0, 1 }, { -3, 1 } };
	struct scene s;
	int64_t ends;

	(void)state;
	begin(&s);
	ends = s.now + 40 * DAY_MS;
	sealed(&s, "reg", ends);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		s.now = ends - rows[i].days * DAY_MS;
		if (told_of_ends(&s) != rows[i].told)
			fail_msg("%d days before", rows[i].days);
	}
	/* what the relay renews says nothing of what an officer gave */
	sealed(&s, "relay", s.now + 2 * 3600 * 1000);
	assert_int_equal(told_of_ends(&s), 1);
	/* a new one without an end, or an account that is closed */
	sealed(&s, "reg", 0);
	assert_int_equal(told_of_ends(&s), 0);
	sealed(&s, "reg", s.now + DAY_MS);
	assert_int_equal(told_of_ends(&s), 1);
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack(
			"{s:s,s:s}", "account", "counter", "state", "closed"));
	assert_int_equal(told_of_ends(&s), 0);
	scene_close(&s);
}

static void
credential__keeps_its_ages_in_its_row(void **state)
{
	struct scene s;
	struct office again;
	const struct account *a;
	json_t *doc;

	(void)state;
	begin(&s);
	sealed(&s, "reg", s.now + 40 * DAY_MS);
	sealed(&s, "relay", s.now + 7200000);
	doc = row(&s);
	office_init(&again);
	account_load(&again, doc);
	json_decref(doc);
	a = office_account(&again, "counter");
	assert_int_equal(a->sealed_time, s.now);
	assert_int_equal(a->ends, s.now + 40 * DAY_MS);
	assert_int_equal(a->token_ends, s.now + 7200000);
	office_release(&again);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			note__stands_in_the_row_until_it_is_taken_away),
		cmocka_unit_test(note__is_refused_where_it_may_not_be),
		cmocka_unit_test(webhook__a_platform_s_own_server_is_refused),
		cmocka_unit_test(note__is_read_back_from_its_row),
		cmocka_unit_test(
			credential__that_ends_is_told_fourteen_days_before_and_after),
		cmocka_unit_test(credential__keeps_its_ages_in_its_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

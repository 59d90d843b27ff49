/*
 * The register of accounts: an office of 100 accounts, 20 units on 5 platforms,
 * in which 30 things are wrong. The tables below were written from what an
 * office keeps in its spreadsheet; all that is wrong is found, nothing else is.
 * Then what the rules do to the acts that would bring it about.
 */
#include "tests/domain/scene.h"

#include "base/fixed.h"
#include "domain/register/register.h"
#include "domain/release/account_fit.h"

enum { UNITS = 20, PLATFORMS = 5, FOUND_MAX = 100 };

static const char *const platforms[PLATFORMS] = { "weibo", "wechat", "douyin",
	"toutiao", "kuaishou" };

static const struct {
	const char *owner, *name;
} units[UNITS] = {
	{ "云溪县教育局", "云溪教育" },
	{ "云溪县公安局", "平安云溪" },
	{ "云溪县民政局", "云溪民政" },
	{ "云溪县司法局", "云溪司法" },
	{ "云溪县财政局", "云溪财政" },
	{ "云溪县水利局", "云溪水利" },
	{ "云溪县气象局", "云溪气象" },
	{ "云溪县统计局", "云溪统计" },
	{ "云溪县审计局", "云溪审计" },
	{ "云溪县林业局", "绿美林业" },
	{ "云溪县文化和旅游局", "诗画文旅" },
	{ "云溪县卫生健康局", "健康云溪" },
	{ "云溪县市场监督管理局", "云溪市监" },
	{ "云溪县农业农村局", "云溪农业" },
	{ "云溪县交通运输局", "云溪交通" },
	{ "云溪县自然资源局", "云溪自然资源" },
	{ "云溪县住房和城乡建设局", "云溪住建" },
	{ "云溪县人力资源和社会保障局", "云溪人社" },
	{ "云溪县融媒体中心", "云溪融媒" },
	{ "云溪县消防救援大队", "云溪消防" },
};

/* Account U-P is the unit's on the platform; P 0 was registered first. What
 * is said of it otherwise than of the others, and the rule it breaks. */
static const struct {
	int unit, platform;
	const char *key, *value, *rule;
} planted[] = {
	/* a second one on a platform; the unit has none on the fifth then */
	{ 0, 4, "platform", "weibo", "R-01" },
	{ 1, 3, "platform", "wechat", "R-01" },
	{ 2, 4, "platform", "douyin", "R-01" },
	/* another name */
	{ 3, 1, "name", "云溪司法行政", "R-02" },
	{ 4, 2, "name", "云溪财政局", "R-02" },
	{ 5, 4, "name", "溪水利民水利", "R-02" },
	/* owners */
	{ 6, 1, "owner", "云溪县气象局预报科", "R-04" },
	{ 7, 2, "owner", "王小明", "R-04" },
	{ 8, 3, "owner", "云溪县审计局宣传工作室", "R-04" },
	/* the operator's people */
	{ 9, 0, "operator", "云上传媒", "R-05" },
	{ 9, 3, "operator", "云上传媒", "R-05" },
	/* certified otherwise */
	{ 10, 0, "certified", "云溪县旅游开发公司", "R-06" },
	{ 10, 1, "certified", "李某", "R-06" },
	{ 11, 2, "certified", "云溪县卫生局", "R-06" },
	/* too few administrators */
	{ 12, 0, "admins", "a1", "R-07" },
	{ 12, 1, "admins", "a2", "R-07" },
	{ 13, 2, "admins", "a1 a1", "R-07" },
	/* one who has left */
	{ 13, 3, "admins", "a1 a2 gone", "R-08" },
	{ 14, 0, "editor", "gone", "R-08" },
	/* contracts */
	{ 14, 1, "contract_ends", "-1", "R-09" },
	{ 14, 2, "contract_ends", "-400", "R-09" },
	{ 15, 0, "contract_ends", "-1", "R-09" },
	/* filings */
	{ 15, 1, "filing_number", "", "R-10" },
	{ 15, 2, "filing_on", "", "R-10" },
	{ 16, 0, "filing_number", "", "R-10" },
	{ 16, 4, "state", "closed", "R-10" },
	/* not announced */
	{ 17, 0, "announcement", "2026-0007", "R-11" },
	/* unknown */
	{ 18, 0, "phone", "", "R-12" },
	{ 18, 1, "leader", "", "R-12" },
	{ 19, 2, "area", "", "R-12" },
};
enum { PLANTED = sizeof(planted) / sizeof(planted[0]) };

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

static const char *
value_of(int unit, int platform, const char *key, const char *usual)
{
	for (int i = 0; i < PLANTED; i++)
		if (planted[i].unit == unit &&
			planted[i].platform == platform &&
			strcmp(planted[i].key, key) == 0)
			return planted[i].value;
	return usual;
}

static json_t *
admins_of(const char *list)
{
	json_t *admins = json_array();
	char text[80], *at, *word;

	(void)snprintf(text, sizeof(text), "%s", list);
	for (word = strtok_r(text, " ", &at); word;
		word = strtok_r(NULL, " ", &at))
		json_array_append_new(admins, json_string(word));
	return admins;
}

static void
fold(struct scene *s, const char *kind, json_t *body)
{
	struct judged j;

	judged_init(&j);
	judged_add(&j, kind, body);
	scene_fold(s, &j, "station");
	judged_release(&j);
}

static json_t *
filled(int u, int p)
{
	const char *texts[][2] = { { "platform", platforms[p] },
		{ "name", units[u].name }, { "owner", units[u].owner },
		{ "certified", NULL }, { "supervisor", "云溪县人民政府" },
		{ "operator", "" }, { "leader", "张副局长" },
		{ "editor", "a1" }, { "phone", "0512-1234" },
		{ "area", "全县" }, { "auto_replies", "none" },
		{ "filing_number", "云网备2026-17" }, { "type", "官方" } };
	const char *ends = value_of(u, p, "contract_ends", NULL);
	json_t *body = json_object();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		doc_put_str(body, texts[i][0],
			value_of(u, p, texts[i][0], texts[i][1]));
	if (!*doc_str(body, "certified"))
		doc_put_str(body, "certified", doc_str(body, "owner"));
	if (ends != NULL) {
		doc_put_str(body, "operator", "另一家传媒");
		doc_put_int(body, "contract_ends",
			SCENE_NOW + strtol(ends, NULL, 10) * DAY_MS);
	} else if (*doc_str(body, "operator")) {
		/* its last day is today */
		doc_put_int(body, "contract_ends", SCENE_NOW - DAY_MS / 4);
	}
	if (*value_of(u, p, "filing_on", "x"))
		doc_put_int(body, "filing_on", SCENE_NOW - 300 * DAY_MS);
	doc_put(body, "admins", admins_of(value_of(u, p, "admins", "a1 a2")));
	return body;
}

static void
add_account(struct scene *s, int u, int p)
{
	const char *announcement = value_of(u, p, "announcement", NULL);
	json_t *body = filled(u, p);
	char id[40];

	(void)snprintf(id, sizeof(id), "%02d-%d", u, p);
	doc_put_str(body, "account", id);
	doc_put_str(body, "kind", "manual");
	doc_put_str(body, "state", "active");
	s->now = SCENE_NOW - (300 - p) * DAY_MS;
	fold(s, "account.added", body);
	s->now = SCENE_NOW - 20 * DAY_MS;
	if (announcement != NULL)
		fold(s, "account.changed",
			json_pack("{s:s,s:s}", "account", id, "announcement",
				announcement));
	if (*value_of(u, p, "state", ""))
		fold(s, "account.changed",
			json_pack(
				"{s:s,s:s}", "account", id, "state", "closed"));
	s->now = SCENE_NOW;
}

static void
people(struct scene *s)
{
	scene_officer(s, "a1", ROLE_BIT(ROLE_DRAFTER));
	scene_officer(s, "a2", ROLE_BIT(ROLE_SIGNER));
	scene_officer(s, "gone", ROLE_BIT(ROLE_DRAFTER));
	scene_officer(s, "wang", ROLE_BIT(ROLE_DRAFTER));
	scene_officer(s, "ops", ROLE_BIT(ROLE_DRAFTER) | ROLE_BIT(ROLE_SIGNER));
	fold(s, "officer.changed",
		json_pack(
			"{s:s,s:s}", "officer", "gone", "state", "suspended"));
	fold(s, "officer.changed",
		json_pack("{s:s,s:s}", "officer", "wang", "name", "王小明"));
	fold(s, "officer.changed",
		json_pack("{s:s,s:s}", "officer", "ops", "unit", "云上传媒"));
}

static void
seed(struct scene *s)
{
	memset(s, 0, sizeof(*s));
	s->lib = shipped_library();
	s->now = SCENE_NOW;
	s->entries = json_array();
	office_init(&s->office);
	incident_init(&s->incident);
	people(s);
	for (int u = 0; u < UNITS; u++)
		for (int p = 0; p < PLATFORMS; p++)
			add_account(s, u, p);
}

static bool
nothing_is_out(void *arg, const char *incident)
{
	(void)arg;
	(void)incident;
	return false;
}

static struct register_view
view_of(const struct scene *s)
{
	return (struct register_view){ .office = &s->office,
		.rules = &s->lib->rules,
		.now = s->now,
		.announced = nothing_is_out };
}

/* The planted one that this fault is, -1 none. */
static int
planted_as(const json_t *fault)
{
	char id[40];

	for (int i = 0; i < PLANTED; i++) {
		(void)snprintf(id, sizeof(id), "%02d-%d", planted[i].unit,
			planted[i].platform);
		if (strcmp(id, doc_str(fault, "account")) == 0 &&
			strcmp(planted[i].rule, doc_str(fault, "rule")) == 0)
			return i;
	}
	return -1;
}

static void
list__has_all_that_is_wrong_and_nothing_else(void **state)
{
	bool seen[PLANTED] = { false };
	struct register_view v;
	struct scene s;
	json_t *list, *row;
	size_t n;

	(void)state;
	seed(&s);
	v = view_of(&s);
	assert_int_equal(s.office.account_count, UNITS * PLATFORMS);
	list = register_list(&v);
	json_array_foreach(list, n, row)
	{
		int i = planted_as(row);

		if (i < 0)
			fail_msg("invented: %s %s %s", doc_str(row, "account"),
				doc_str(row, "rule"),
				doc_str(doc_get(row, "what"), "zh"));
		seen[i] = true;
	}
	for (int i = 0; i < PLANTED; i++)
		if (!seen[i])
			fail_msg("not found: %d-%d %s", planted[i].unit,
				planted[i].platform, planted[i].rule);
	assert_int_equal(json_array_size(list), PLANTED);
	json_decref(list);
	scene_close(&s);
}

/* What the office loaded from its rows says is what it said before. */
static void
row__loses_nothing_of_the_register(void **state)
{
	struct scene s;
	struct office again;
	struct register_view v;
	json_t *list, *same;

	(void)state;
	seed(&s);
	v = view_of(&s);
	list = register_list(&v);
	office_init(&again);
	for (size_t i = 0; i < s.office.officer_count; i++) {
		json_t *row = officer_doc(&s.office.officers[i]);

		office_load(&again, PROJ_OFFICER, row);
		json_decref(row);
	}
	for (size_t i = 0; i < s.office.account_count; i++) {
		json_t *row = account_doc(&s.office.accounts[i]), *back;

		office_load(&again, PROJ_ACCOUNT, row);
		back = account_doc(office_account(&again, doc_str(row, "id")));
		assert_true(json_equal(row, back));
		json_decref(back);
		json_decref(row);
	}
	v.office = &again;
	same = register_list(&v);
	assert_true(json_equal(list, same));
	json_decref(same);
	json_decref(list);
	office_release(&again);
	scene_close(&s);
}

/* ---- at the act ---- */

static const struct {
	const char *what; /* more of account.add, JSON */
	const char *without, *with; /* a reason: the refusal's word, "" done */
} tried[] = {
	{ "{}", "", "" },
	{ "{\"owner\":\"县新闻办一科\"}", "register", "register" },
	{ "{\"owner\":\"dora\"}", "register", "register" },
	{ "{\"name\":\"阿强随手拍\"}", "register-reason", "" },
	{ "{\"certified\":\"某某传媒\"}", "register-reason", "" },
	{ "{\"certified\":\"县新闻办\"}", "", "" },
	{ "{\"admins\":[\"dora\"]}", "register-reason", "" },
	{ "{\"admins\":[\"dora\",\"rita\"]}", "", "" },
	{ "{\"admins\":[\"dora\",\"nobody\"]}", "not-found", "not-found" },
	{ "{\"editor\":\"nobody\"}", "not-found", "not-found" },
	{ "{\"operator\":\"甲\",\"contract_ends\":1}", "register", "register" },
	{ "{\"operator\":\"甲\"}", "", "" },
	{ "{\"phone\":\"13812345678\"}", "", "" },
	{ "{\"leader\":\"13812345678\"}", "leak", "leak" },
};

static const char *
try_add(size_t i, bool with)
{
	json_t *doc = json_pack("{s:s,s:s,s:s,s:s,s:s}", "account", "new",
		"kind", "manual", "platform", "weibo", "name", "县新闻办发布",
		"owner", "县新闻办");
	json_t *more = json_loads(tried[i].what, 0, NULL);
	const char *refusal;
	struct scene s;

	scene_open(&s, false);
	scene_officer(&s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	json_object_update(doc, more);
	if (with)
		doc_put_str(doc, "reason", "县里已批准");
	refusal = scene_try(&s, "reg", ACT_ACCOUNT_ADD, doc);
	json_decref(more);
	scene_close(&s);
	return refusal;
}

static void
add__is_refused_or_wants_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(tried[0]); i++) {
		if (strcmp(try_add(i, false), tried[i].without) != 0)
			fail_msg("%s: %s", tried[i].what, try_add(i, false));
		if (strcmp(try_add(i, true), tried[i].with) != 0)
			fail_msg("%s with a reason: %s", tried[i].what,
				try_add(i, true));
	}
}

static void
begin(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	scene_must(s, "reg", ACT_ACCOUNT_ADD,
		json_pack("{s:s,s:s,s:s,s:s,s:s}", "account", "weibo", "kind",
			"manual", "platform", "weibo", "name", "县新闻办发布",
			"owner", "县新闻办"));
}

static json_t *
faults_of(const struct scene *s, const char *account)
{
	struct register_view v = view_of(s);

	return register_faults(&v, office_account(&s->office, account));
}

/* What was wrong before hinders nobody from mending something else, and a
 * reason stands beside the account for as long as it is so. */
static void
change__asks_for_what_it_brings_alone(void **state)
{
	struct scene s;
	json_t *list;

	(void)state;
	begin(&s);
	fold(&s, "account.changed",
		json_pack("{s:s,s:s}", "account", "weibo", "owner", "办公科"));
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "weibo", "area", "全县"));
	fold(&s, "account.changed",
		json_pack(
			"{s:s,s:s}", "account", "weibo", "owner", "县新闻办"));
	assert_string_equal(scene_try(&s, "reg", ACT_ACCOUNT_CHANGE,
				    json_pack("{s:s,s:s}", "account", "weibo",
					    "certified", "某传媒")),
		"register-reason");
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s,s:s}", "account", "weibo", "certified",
			"某传媒", "reason", "变更认证办理中"));
	list = faults_of(&s, "weibo");
	assert_string_equal(doc_str(doc_find(list, "rule", "R-06"), "reason"),
		"变更认证办理中");
	json_decref(list);
	/* why it is suspended is not why it was certified so */
	scene_must(&s, "reg", ACT_ACCOUNT_SUSPEND,
		json_pack("{s:s,s:s}", "account", "weibo", "reason", "整改"));
	list = faults_of(&s, "weibo");
	assert_string_equal(doc_str(doc_find(list, "rule", "R-06"), "reason"),
		"变更认证办理中");
	json_decref(list);
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "weibo", "state", "active"));
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "weibo", "certified",
			"县新闻办"));
	list = faults_of(&s, "weibo");
	assert_null(doc_find(list, "rule", "R-06"));
	json_decref(list);
	scene_close(&s);
}

static void
filing__is_asked_for_after_each_act_that_needs_one(void **state)
{
	struct scene s;
	json_t *list;

	(void)state;
	begin(&s);
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s,s:I}", "account", "weibo", "filing_number",
			"备1", "filing_on", (json_int_t)s.now));
	s.now += 20 * DAY_MS;
	list = faults_of(&s, "weibo");
	assert_null(doc_find(list, "rule", "R-10"));
	json_decref(list);
	scene_must(&s, "reg", ACT_ACCOUNT_SUSPEND,
		json_pack("{s:s,s:s}", "account", "weibo", "reason", "整改"));
	assert_string_equal(scene_try(&s, "reg", ACT_ACCOUNT_SUSPEND,
				    json_pack("{s:s,s:s}", "account", "weibo",
					    "reason", "整改")),
		"field");
	list = faults_of(&s, "weibo"); /* the days of grace */
	assert_null(doc_find(list, "rule", "R-10"));
	json_decref(list);
	s.now += 11 * DAY_MS;
	list = faults_of(&s, "weibo");
	assert_non_null(doc_find(list, "rule", "R-10"));
	json_decref(list);
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s,s:s}", "account", "weibo", "state",
			"active", "filing_number", "备2"));
	list = faults_of(&s, "weibo");
	assert_null(doc_find(list, "rule", "R-10"));
	json_decref(list);
	scene_close(&s);
}

static void
suspended__is_not_released_to(void **state)
{
	struct scene s;
	json_t *row;

	(void)state;
	begin(&s);
	scene_must(&s, "reg", ACT_ACCOUNT_SUSPEND,
		json_pack("{s:s,s:s}", "account", "weibo", "reason", "整改"));
	row = account_doc(office_account(&s.office, "weibo"));
	assert_string_equal(doc_str(row, "state"), "suspended");
	json_decref(row);
	assert_false(office_account(&s.office, "weibo")->active);
	assert_string_equal(scene_try(&s, "dora", ACT_ACCOUNT_CLOSE,
				    json_pack("{s:s,s:s}", "account", "weibo",
					    "reason", "x")),
		"role");
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "weibo", "state", "active"));
	assert_true(office_account(&s.office, "weibo")->active);
	scene_close(&s);
}

/* Suspended while a text is armed: left out, and called what it is. */
static void
suspended__while_armed_is_a_gap_that_says_so(void **state)
{
	static const struct {
		const char *state;
		enum account_fit fit;
		const char *says;
	} rows[] = { { "suspended", ACCOUNT_SUSPENDED, "暂停" },
		{ "closed", ACCOUNT_CLOSED, "停用" },
		{ "active", ACCOUNT_FITS, "" } };
	enum account_fit fit;
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	scene_arm(&s, 1);
	FIXED_SET(s.office.lang, "zh");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fold(&s, "account.changed",
			json_pack("{s:s,s:s}", "account", "hook", "state",
				rows[i].state));
		fit = account_fit(
			&s.office, &s.incident, s.incident.messages[0], "hook");
		assert_int_equal(fit, rows[i].fit);
		assert_non_null(strstr(
			account_fit_words(&s.office, fit), rows[i].says));
		assert_int_equal(account_fit_is_gap(fit), *rows[i].says != 0);
	}
	scene_close(&s);
}

/* Closing a public account, or giving it to another, begins what the public
 * is told: an incident whose first notice is prepared. */
static void
closing__begins_what_the_public_is_told(void **state)
{
	struct world w = { .now = SCENE_NOW };
	json_t *act =
		json_pack("{s:s,s:s}", "account", "weibo", "reason", "合并");
	struct judged j;
	struct err err;
	struct scene s;

	(void)state;
	begin(&s);
	w.office = &s.office;
	w.library = s.lib;
	w.officer = office_officer(&s.office, "reg");
	judged_init(&j);
	assert_int_equal(judge_account_close(&j, &w, act, &err), ERR_OK);
	assert_string_equal(j.items[0].kind, "incident.opened");
	assert_string_equal(doc_str(j.items[0].body, "title"),
		"关于停止运行“县新闻办发布”账号（县新闻办）的公告");
	assert_string_equal(j.items[1].kind, "incident.prepared");
	assert_string_equal(j.items[j.count - 1].kind, "account.changed");
	assert_string_equal(
		doc_str(j.items[j.count - 1].body, "announcement"), j.incident);
	judged_release(&j);
	/* nobody follows a webhook */
	doc_put_str(act, "account", "hook");
	judged_init(&j);
	assert_int_equal(judge_account_close(&j, &w, act, &err), ERR_OK);
	assert_int_equal(j.count, 1);
	judged_release(&j);
	json_decref(act);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list__has_all_that_is_wrong_and_nothing_else),
		cmocka_unit_test(row__loses_nothing_of_the_register),
		cmocka_unit_test(add__is_refused_or_wants_a_reason),
		cmocka_unit_test(change__asks_for_what_it_brings_alone),
		cmocka_unit_test(
			filing__is_asked_for_after_each_act_that_needs_one),
		cmocka_unit_test(suspended__is_not_released_to),
		cmocka_unit_test(suspended__while_armed_is_a_gap_that_says_so),
		cmocka_unit_test(closing__begins_what_the_public_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

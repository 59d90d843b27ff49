/*
 * The register of accounts: of an office of 100 accounts in which 30 things are
 * wrong (planted.h) all that is wrong is found, and nothing else is. Then what
 * the rules do to the acts that would bring it about.
 */
#include "tests/domain/planted.h"

#include "base/fixed.h"
#include "domain/register/register.h"
#include "domain/release/account_fit.h"

static void
seed_fold(void *ctx, int64_t time, const char *kind, json_t *body)
{
	struct scene *s = ctx;

	s->now = time;
	scene_entry(s, "station", kind, body);
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
	plant_register(seed_fold, s);
	s->now = SCENE_NOW;
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
	scene_entry(&s, "station", "account.changed",
		json_pack("{s:s,s:s}", "account", "weibo", "owner", "办公科"));
	scene_must(&s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "weibo", "area", "全县"));
	scene_entry(&s, "station", "account.changed",
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
	scene_open_armed(&s, false);
	FIXED_SET(s.office.lang, "zh");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		scene_entry(&s, "station", "account.changed",
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

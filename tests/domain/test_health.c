/*
 * How well an account is: days since the last verified post, the last login,
 * its credential's age and end, by the shipped rows; what was never seen is
 * unknown and makes nothing ill.
 */
#include "tests/domain/scene.h"

#include "base/fixed.h"
#include "domain/register/health.h"

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)

enum { NEVER = -1 };

/* Days ago, and days that are left. */
static const struct {
	int posted, login, sealed, left;
	const char *grade, *says;
} rows[] = {
	{ 0, 0, 1, 300, "well", "" },
	{ 6, 13, 179, 31, "well", "" },
	{ 7, 0, 1, 300, "noted", "已7天没有经核实的更新" },
	{ 10, 0, 1, 300, "warned", "已10天" },
	{ 13, 0, 1, 300, "warned", "已13天" },
	{ 14, 0, 1, 300, "ill", "已14天" },
	{ NEVER, 0, 1, 300, "unknown", "未见经核实的更新" },
	{ 0, NEVER, 1, 300, "unknown", "未见可以登录的证明" },
	{ 0, 14, 1, 300, "noted", "上次登录在14天前" },
	{ 0, 30, 1, 300, "warned", "上次登录在30天前" },
	{ 0, 60, 1, 300, "ill", "上次登录在60天前" },
	{ 0, 0, 180, 300, "noted", "凭据已使用180天" },
	{ 0, 0, 365, 300, "warned", "凭据已使用365天" },
	{ 0, 0, 1, 30, "noted", "凭据30天后到期" },
	{ 0, 0, 1, 14, "warned", "凭据14天后到期" },
	{ 0, 0, 1, 3, "ill", "凭据3天后到期" },
	{ 0, 0, 1, -2, "ill", "凭据已过期2天" },
	{ 14, 14, 1, 14, "ill", "已14天" },
	{ NEVER, 0, 1, -1, "ill", "凭据已过期1天" },
};

static int64_t
ago(int days)
{
	return days == NEVER ? 0 : SCENE_NOW - days * DAY_MS - 1000;
}

/* All that a register asks for, so that only the health is to be said. */
static void
fill(struct account *a, size_t i)
{
	FIXED_SET(a->id, "weibo");
	FIXED_SET(a->platform, "weibo");
	FIXED_SET(a->name, "云溪教育");
	FIXED_SET(a->owner, "云溪县教育局");
	a->active = true;
	a->ok = true;
	a->checked = ago(rows[i].login);
	a->credential = true;
	a->sealed_time = ago(rows[i].sealed);
	a->ends = SCENE_NOW + rows[i].left * DAY_MS +
		(rows[i].left > 0 ? 1000 : -1000);
	FIXED_SET(a->card.certified, a->owner);
	FIXED_SET(a->card.supervisor, "云溪县人民政府");
	FIXED_SET(a->card.leader, "张副局长");
	FIXED_SET(a->card.editor, "dora");
	FIXED_SET(a->card.admins[0], "dora");
	FIXED_SET(a->card.admins[1], "rita");
	a->card.admin_count = 2;
	FIXED_SET(a->card.phone, "0512-1234");
	FIXED_SET(a->card.area, "全县");
	FIXED_SET(a->card.auto_replies, "none");
	FIXED_SET(a->card.filing_number, "备1");
	a->card.filing_on = ago(300);
}

static void
grade__is_of_the_worst_reason(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct register_view v = { .office = &s.office,
			.rules = &s.lib->rules,
			.now = SCENE_NOW };
		struct health_seen seen = { ago(rows[i].posted), NULL };
		struct account a = { .active = true };
		const json_t *first;
		json_t *doc;

		fill(&a, i);
		doc = health_doc(&v, &a, &seen);
		first = json_array_get(doc_get(doc, "reasons"), 0);
		if (strcmp(doc_str(doc, "grade"), rows[i].grade) != 0 ||
			strstr(doc_str(doc_get(first, "what"), "zh"),
				rows[i].says) == NULL)
			fail_msg("row %zu: %s %s", i, doc_str(doc, "grade"),
				doc_str(doc_get(first, "what"), "zh"));
		json_decref(doc);
	}
	scene_close(&s);
}

/* A check that failed, an empty quota, what the register finds. */
static void
grade__is_of_what_the_ledger_knows_besides(void **state)
{
	json_t *quotas = json_pack("[{s:s,s:i,s:{s:s,s:s}},{s:s,s:i}]", "per",
		"day", "left", 0, "title", "en", "posts", "zh", "博文", "per",
		"minute", "left", 0);
	struct account a = { .active = true };
	struct health_seen seen = { SCENE_NOW, NULL };
	struct scene s;
	struct register_view v;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	v = (struct register_view){ &s.office, &s.lib->rules, SCENE_NOW, NULL,
		NULL };
	fill(&a, 0);
	seen.quotas = quotas;
	doc = health_doc(&v, &a, &seen);
	assert_string_equal(doc_str(doc, "grade"), "warned");
	assert_int_equal(json_array_size(doc_get(doc, "reasons")), 1);
	json_decref(doc);
	seen.quotas = NULL;
	a.ok = false;
	doc = health_doc(&v, &a, &seen);
	assert_string_equal(doc_str(doc, "grade"), "ill");
	assert_null(doc_get(doc, "login"));
	json_decref(doc);
	a.ok = true;
	FIXED_SET(a.owner, "云溪县教育局宣传科");
	doc = health_doc(&v, &a, &seen);
	assert_string_equal(doc_str(doc, "grade"), "ill");
	json_decref(doc);
	FIXED_SET(a.owner, "云溪县教育局");
	a.card.phone[0] = '\0';
	doc = health_doc(&v, &a, &seen);
	assert_string_equal(doc_str(doc, "grade"), "unknown");
	json_decref(doc);
	json_decref(quotas);
	scene_close(&s);
}

/* Nobody has said from when on an account is ill: nobody knows of any. */
static void
grade__is_unknown_where_the_library_asks_nothing(void **state)
{
	const struct rules none = { .register_count = 0 };
	const struct rules *const libraries[] = { NULL, &none };
	struct health_seen seen = { SCENE_NOW, NULL };
	struct scene s;

	(void)state;
	scene_open(&s, false);
	for (size_t i = 0; i < 2; i++) {
		struct register_view v = { .office = &s.office,
			.rules = libraries[i],
			.now = SCENE_NOW };
		struct account a = { .active = true };
		json_t *doc;

		fill(&a, 0);
		doc = health_doc(&v, &a, &seen);
		assert_string_equal(doc_str(doc, "grade"), "unknown");
		json_decref(doc);
		a.active = false; /* a closed one is asked nothing */
		doc = health_doc(&v, &a, &seen);
		assert_string_equal(doc_str(doc, "grade"), "well");
		json_decref(doc);
	}
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grade__is_of_the_worst_reason),
		cmocka_unit_test(grade__is_of_what_the_ledger_knows_besides),
		cmocka_unit_test(
			grade__is_unknown_where_the_library_asks_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * An office of 100 accounts, 20 units on 5 platforms, in which 30 things are
 * wrong. The tables were written from what an office keeps in its spreadsheet,
 * and not from the rules.
 */
#ifndef CRIER_TESTS_DOMAIN_PLANTED_H
#define CRIER_TESTS_DOMAIN_PLANTED_H

#include "tests/domain/scene.h"

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

static inline const char *
value_of(int unit, int platform, const char *key, const char *usual)
{
	for (int i = 0; i < PLANTED; i++)
		if (planted[i].unit == unit &&
			planted[i].platform == platform &&
			strcmp(planted[i].key, key) == 0)
			return planted[i].value;
	return usual;
}

static inline json_t *
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

static inline json_t *
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

/* Takes an entry's body over. */
typedef void
planted_fold(void *ctx, int64_t time, const char *kind, json_t *body);

static inline void
planted_account(planted_fold *take, void *ctx, int u, int p)
{
	const char *announcement = value_of(u, p, "announcement", NULL);
	const int64_t opened = SCENE_NOW - (300 - p) * DAY_MS;
	const int64_t changed = SCENE_NOW - 20 * DAY_MS;
	json_t *body = filled(u, p);
	char id[40];

	(void)snprintf(id, sizeof(id), "%02d-%d", u, p);
	doc_put_str(body, "account", id);
	doc_put_str(body, "kind", "manual");
	doc_put_str(body, "state", "active");
	take(ctx, opened, "account.added", body);
	if (announcement != NULL)
		take(ctx, changed, "account.changed",
			json_pack("{s:s,s:s}", "account", id, "announcement",
				announcement));
	if (*value_of(u, p, "state", ""))
		take(ctx, changed, "account.changed",
			json_pack(
				"{s:s,s:s}", "account", id, "state", "closed"));
}

static inline void
planted_people(planted_fold *take, void *ctx)
{
	static const struct {
		const char *id, *more; /* JSON of what is changed then */
		role_set roles;
	} rows[] = {
		{ "a1", NULL, ROLE_BIT(ROLE_DRAFTER) },
		{ "a2", NULL, ROLE_BIT(ROLE_SIGNER) },
		{ "gone", "{\"state\":\"suspended\"}", ROLE_BIT(ROLE_DRAFTER) },
		{ "wang", "{\"name\":\"王小明\"}", ROLE_BIT(ROLE_DRAFTER) },
		{ "ops", "{\"unit\":\"云上传媒\"}",
			ROLE_BIT(ROLE_DRAFTER) | ROLE_BIT(ROLE_SIGNER) },
	};
	const int64_t then = SCENE_NOW - 400 * DAY_MS;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *change;

		take(ctx, then, "officer.added",
			json_pack("{s:s,s:s,s:s,s:o,s:s}", "officer",
				rows[i].id, "name", rows[i].id, "user",
				rows[i].id, "roles",
				roles_format(rows[i].roles), "state",
				"active"));
		if (rows[i].more == NULL)
			continue;
		change = json_loads(rows[i].more, 0, NULL);
		doc_put_str(change, "officer", rows[i].id);
		take(ctx, then, "officer.changed", change);
	}
}

/* All of it: the officers, then the accounts. */
static inline void
plant_register(planted_fold *take, void *ctx)
{
	planted_people(take, ctx);
	for (int u = 0; u < UNITS; u++)
		for (int p = 0; p < PLATFORMS; p++)
			planted_account(take, ctx, u, p);
}

/* The planted one that this fault is, -1 none. */
static inline int
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

#endif

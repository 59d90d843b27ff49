/*
 * Where and when a row of rules/register.yaml holds, and when the public has
 * been told of what a row asks it to be told.
 */
#include "tests/domain/scene.h"

#include "domain/library/register_rule.h"
#include "domain/register/register.h"

/* A province's row stands in place of the row of all, on its days alone; of
 * both tables. */
static void
row__of_a_province_stands_in_place_of_the_row_of_all(void **state)
{
	const struct validity always = { INT64_MIN, INT64_MAX };
	const struct validity past = { INT64_MIN, SCENE_NOW - 1 };
	static const char *const weibo[] = { "weibo" };
	struct register_rule registers[] = {
		{ .scope = { "X-1", "", always, weibo, 1 } },
		{ .scope = { "X-1", "330000", always, weibo, 1 } },
		{ .scope = { "X-2", "", always, NULL, 0 } },
		{ .scope = { "X-2", "330000", past, NULL, 0 } },
	};
	struct health_rule healths[sizeof(registers) / sizeof(registers[0])];
	/* in force: nowhere, in that province, in another */
	static const struct {
		const char *region;
		bool holds[4];
	} asked[] = { { NULL, { true, false, true, false } },
		{ "330000", { false, true, true, false } },
		{ "610000", { true, false, true, false } } };
	struct rules r = { .registers = registers,
		.register_count = 4,
		.healths = healths,
		.health_count = 4 };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		healths[i] =
			(struct health_rule){ .scope = registers[i].scope };
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]) * 4; i++) {
		bool want = asked[i / 4].holds[i % 4];

		r.region = asked[i / 4].region;
		assert_int_equal(register_rule_holds(&r, &registers[i % 4],
					 "weibo", SCENE_NOW),
			want);
		assert_int_equal(health_rule_holds(&r, &healths[i % 4], "weibo",
					 SCENE_NOW),
			want);
	}
	r.region = NULL;
	assert_false(register_rule_holds(&r, &registers[0], "x", SCENE_NOW));
	assert_false(health_rule_holds(&r, &healths[0], "x", SCENE_NOW));
}

/* ---- what the plan asks for, each at the act that would break it ---- */

/* Beside a Weibo account of the unit, and an officer of a contractor who may
 * sign; of account.add, JSON. */
static const struct {
	const char *rule, *what, *refusal;
} asked_of_acts[] = {
	/* one unit, one platform, one account */
	{ "R-01", "{\"platform\":\"weibo\"}", "register-reason" },
	{ "R-01", "{\"platform\":\"douyin\"}", "" },
	/* the same name on all */
	{ "R-02", "{\"name\":\"云溪县新闻办\"}", "register-reason" },
	{ "R-02", "{\"name\":\"县新闻办发布\"}", "" },
	/* a name tied to the duty, of a unit that has no other */
	{ "R-03", "{\"name\":\"阿强随手拍\",\"owner\":\"云溪县文旅局\"}",
		"register-reason" },
	{ "R-03", "{\"name\":\"文旅发布\",\"owner\":\"云溪县文旅局\"}", "" },
	/* no section, person or contractor as its owner */
	{ "R-04", "{\"owner\":\"县新闻办网络科\"}", "register" },
	{ "R-04", "{\"owner\":\"sign\"}", "register" },
	{ "R-04", "{\"owner\":\"云科传媒\"}", "register" },
	/* who drafts for it never signs */
	{ "R-05", "{\"operator\":\"云科传媒\"}", "register" },
	{ "R-05", "{\"operator\":\"乙传媒\"}", "" },
	/* certified is the owner */
	{ "R-06", "{\"certified\":\"云科传媒\"}", "register-reason" },
	{ "R-06", "{\"certified\":\"县新闻办\"}", "" },
	/* never alone */
	{ "R-07", "{\"admins\":[\"sign\"]}", "register-reason" },
	{ "R-07", "{\"admins\":[\"sign\",\"rita\"]}", "" },
	{ "R-09", "{\"operator\":\"乙传媒\",\"contract_ends\":1}", "register" },
};

static void
scene_units(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	scene_entry(s, "station", "officer.added",
		json_pack("{s:s,s:s,s:s,s:o,s:s,s:s}", "officer", "wei", "name",
			"wei", "user", "wei", "roles",
			roles_format(
				ROLE_BIT(ROLE_DRAFTER) | ROLE_BIT(ROLE_SIGNER)),
			"employer", "云科传媒", "state", "active"));
	scene_must(s, "reg", ACT_ACCOUNT_ADD,
		json_pack("{s:s,s:s,s:s,s:s,s:s}", "account", "weibo", "kind",
			"manual", "platform", "weibo", "name", "县新闻办发布",
			"owner", "县新闻办"));
	s->now += 1; /* which of two came first is asked of the clock */
}

/* A refusal names the rule by its title. */
static bool
says_rule(const struct scene *s, const char *what, size_t i)
{
	const struct rules *r = &s->lib->rules;

	for (size_t n = 0; n < r->register_count; n++)
		if (strcmp(r->registers[n].scope.id, asked_of_acts[i].rule) ==
			0)
			return strstr(what,
				       r->registers[n].title.in[LANG_EN]) !=
				NULL;
	return false;
}

static void
rule__of_the_plan_is_asked_at_the_act(void **state)
{
	for (size_t i = 0; i < sizeof(asked_of_acts) / sizeof(*asked_of_acts);
		i++) {
		json_t *act = json_pack("{s:s,s:s,s:s,s:s,s:s}", "account",
			"new", "kind", "manual", "platform", "wechat", "name",
			"县新闻办发布", "owner", "县新闻办");
		json_t *more = json_loads(asked_of_acts[i].what, 0, NULL);
		struct err err;
		struct scene s;

		(void)state;
		scene_units(&s);
		json_object_update(act, more);
		json_decref(more);
		(void)scene_do(&s, "reg", ACT_ACCOUNT_ADD, act, &err);
		if (strcmp(err.id, asked_of_acts[i].refusal) != 0 ||
			(*err.id && !says_rule(&s, err.what, i)))
			fail_msg("%s %s: %s %s", asked_of_acts[i].rule,
				asked_of_acts[i].what, err.id, err.what);
		scene_close(&s);
	}
}

/* ---- and how it is mended ---- */

/* Every command it names is one (of an act, but for two), and it names one. */
static void
todo_names_a_command(const char *id, const char *text)
{
	char subject[40], verb[40], name[82];
	const char *at = text;
	enum act act;
	int count = 0;

	while ((at = strstr(at, "crier ")) != NULL) {
		if (sscanf(at, "crier %39[a-z-] %39[a-z-]", subject, verb) != 2)
			fail_msg("%s: %s", id, at);
		(void)snprintf(name, sizeof(name), "%s.%s", subject, verb);
		if (!act_parse(&act, name) &&
			strcmp(name, "impostor.page") != 0 &&
			strcmp(name, "account.rotate") != 0)
			fail_msg("%s: crier %s %s is no command", id, subject,
				verb);
		at += strlen("crier ");
		count++;
	}
	if (count == 0)
		fail_msg("%s names no command: %s", id, text);
}

static void
remedy__of_every_row_names_the_command_that_mends_it(void **state)
{
	struct library *lib = shipped_library();
	const struct rules *r = &lib->rules;

	(void)state;
	assert_int_equal(r->register_count, REGISTER_CHECKS);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		for (size_t i = 0; i < r->register_count; i++)
			todo_names_a_command(r->registers[i].scope.id,
				r->registers[i].todo.in[lang]);
		for (size_t i = 0; i < r->health_count; i++)
			if (r->healths[i].check != HEALTH_SILENT)
				todo_names_a_command(r->healths[i].scope.id,
					r->healths[i].todo.in[lang]);
		for (size_t i = 0; i < r->impostor_count; i++)
			todo_names_a_command(r->impostors[i].scope.id,
				r->impostors[i].todo.in[lang]);
	}
	for (size_t i = 0; i < r->register_count; i++)
		assert_true(*r->registers[i].citation);
	library_free(lib);
}

/* The incident's first message, as its row has it. */
static bool
is_told(const struct scene *s)
{
	json_t *row = message_doc(&s->incident, s->incident.messages[0]);
	bool told = register_is_told_by(row);

	json_decref(row);
	return told;
}

static void
all_become(struct scene *s, enum delivery_state state)
{
	struct message *m = s->incident.messages[0];

	for (size_t n = 0; n < m->delivery_count; n++)
		m->deliveries[n].state = state;
}

/* A release that failed everywhere, or that was withdrawn, tells nobody. */
static void
announcement__is_out_where_it_is_to_be_read(void **state)
{
	struct message *m;
	struct scene s;
	json_t *row = json_pack("{s:s,s:s,s:{s:s,s:i}}", "state", "released",
		"kind", "truth", "standing", "is", "withdrawn", "online", 2);

	(void)state;
	assert_false(register_is_told_by(row));
	doc_put_str(doc_get(row, "standing"), "is", "withdrawing");
	assert_true(register_is_told_by(row));
	json_decref(row);
	scene_open(&s, false);
	scene_write(&s);
	m = s.incident.messages[0];
	assert_false(is_told(&s));
	scene_release(&s, 1);
	m->state = MESSAGE_RELEASED;
	all_become(&s, DELIVERY_FAILED);
	assert_false(is_told(&s));
	all_become(&s, DELIVERY_HALTED);
	assert_false(is_told(&s));
	all_become(&s, DELIVERY_UNKNOWN);
	assert_false(is_told(&s));
	m->deliveries[0].state = DELIVERY_PUBLISHED;
	assert_true(is_told(&s));
	m->kind = KIND_WITHDRAWAL;
	assert_false(is_told(&s));
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rule__of_the_plan_is_asked_at_the_act),
		cmocka_unit_test(
			remedy__of_every_row_names_the_command_that_mends_it),
		cmocka_unit_test(
			row__of_a_province_stands_in_place_of_the_row_of_all),
		cmocka_unit_test(announcement__is_out_where_it_is_to_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

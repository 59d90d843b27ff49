/*
 * How often accounts may still send: reserved at arm, spent at sending, given
 * back, corrected, and the last one by a signer's word.
 */
#include "tests/domain/scene.h"

#include "domain/quota/quota.h"
#include "domain/quota/quota_follow.h"
#include "domain/release/delivery.h"

static void
wechat(struct scene *s, const char *id, const char *type)
{
	scene_entry(s, "station", "account.added",
		json_pack("{s:s,s:s,s:s,s:s,s:{s:s,s:s,s:s,s:s},s:s}",
			"account", id, "kind", "wechat", "name", id, "owner",
			"office", "options", "appid", "wx0", "cover", "THUMB",
			"send", "push", "type", type, "state", "active"));
}

static struct quota_count
count(struct scene *s, const char *id)
{
	const struct account *a = office_account(&s->office, id);
	const struct platform *p = rules_platform(&s->lib->rules, "wechat");
	const struct quota_rule *q = quota_rule_of(a, p, "push");
	struct quota_count c;

	assert_non_null(q);
	quota_count(&c, a, q, s->now, NULL);
	return c;
}

static void
is(struct scene *s, const char *id, int spent, int reserved, int left)
{
	struct quota_count c = count(s, id);

	if (c.spent != spent || c.reserved != reserved || c.left != left)
		fail_msg("%s: spent %d, reserved %d, left %d", id, c.spent,
			c.reserved, c.left);
}

/* The last entry of this kind, borrowed; NULL if there is none. */
static json_t *
last_entry(const struct scene *s, const char *kind)
{
	for (size_t n = json_array_size(s->entries); n > 0; n--) {
		json_t *e = json_array_get(s->entries, n - 1);

		if (strcmp(doc_str(e, "kind"), kind) == 0)
			return doc_get(e, "body");
	}
	return NULL;
}

static json_t *
allow(const struct scene *s, int n)
{
	json_t *doc = scene_with_digest(s, n);

	doc_put_str(doc, "reason", "今日唯一一次群发用于本通报");
	return doc;
}

/* Message n, approved, to all accounts. */
static void
approved(struct scene *s, int n)
{
	json_t *slots = scene_slots();

	if (n > 1) {
		doc_put_str(slots, "news", "积水正在消退");
		doc_put_str(slots, "as_of", "2026-07-21 02:00");
		doc_put_str(slots, "next_update", "2026-07-21 04:00");
		s->now += INT64_C(10) * 60 * 1000;
	}
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s->incident.id, "kind",
			n > 1 ? "update" : "truth", "slots", slots));
	scene_submit(s, n);
	scene_review(s, n);
	scene_approve(s, n);
}

static void
sending(struct scene *s, int n)
{
	const struct message *m = scene_message(s, n);
	json_t *doc = scene_on(s, n), *list = json_array();
	char id[DELIVERY_ID];

	for (size_t k = 0; k < m->delivery_count; k++) {
		if (m->deliveries[k].state != DELIVERY_DUE)
			continue;
		delivery_id(id, m, m->deliveries[k].account);
		json_array_append_new(list, json_string(id));
	}
	doc_put(doc, "deliveries", list);
	scene_must(s, "", ACT_RELAY_SENDING, doc);
}

/* One account's outcome; `full`: the platform says the quota is used up. */
static void
outcome(struct scene *s, int n, const char *account, const char *state,
	bool full)
{
	json_t *doc = scene_on(s, n), *row = json_object();
	char id[DELIVERY_ID];

	delivery_id(id, scene_message(s, n), account);
	doc_put_str(row, "delivery", id);
	doc_put_str(row, "state", state);
	if (full)
		doc_put_bool(row, "full", true);
	doc_put(doc, "results", json_pack("[o]", row));
	scene_must(s, "", ACT_RELAY_OUTCOMES, doc);
}

static void
quota__the_last_of_a_day_needs_the_signers_word(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	wechat(&s, "gzh", "subscription");
	wechat(&s, "fwh", "service");
	approved(&s, 1);
	is(&s, "gzh", 0, 0, 1);
	is(&s, "fwh", 0, 0, 4);
	assert_string_equal(scene_try(&s, "rel1", ACT_RELEASE_ARM,
				    scene_with_digest(&s, 1)),
		"quota-last");
	assert_string_equal(
		scene_try(&s, "rel1", ACT_QUOTA_ALLOW, allow(&s, 1)), "role");
	scene_must(&s, "sign", ACT_QUOTA_ALLOW, allow(&s, 1));
	assert_string_equal(
		doc_str(json_array_get(doc_get(last_entry(&s, "quota.allowed"),
					       "quotas"),
				0),
			"account"),
		"gzh");
	scene_arm(&s, 1);
	is(&s, "gzh", 0, 1, 0);
	is(&s, "fwh", 0, 1, 3);
	scene_close(&s);
}

static void
quota__a_word_is_about_one_text_and_asked_for_only_where_it_is_the_last(
	void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	wechat(&s, "fwh", "service");
	approved(&s, 1);
	assert_string_equal(
		scene_try(&s, "sign", ACT_QUOTA_ALLOW, allow(&s, 1)),
		"quota-not-last");
	scene_close(&s);
}

static void
quota__what_was_reserved_comes_back_at_disarm_expiry_and_halt(void **state)
{
	static const struct {
		enum act act;
		const char *why;
	} rows[] = {
		{ ACT_RELEASE_DISARM, "officer" },
		{ ACT_RELEASE_HALT, "halted" },
		{ ACT_COUNT, "expired" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct scene s;
		struct judged j;
		struct world w = { .office = &s.office };

		scene_open(&s, false);
		wechat(&s, "gzh", "subscription");
		approved(&s, 1);
		scene_must(&s, "sign", ACT_QUOTA_ALLOW, allow(&s, 1));
		scene_arm(&s, 1);
		is(&s, "gzh", 0, 1, 0);
		if (rows[n].act != ACT_COUNT) {
			scene_must(&s, "rel1", rows[n].act, scene_on(&s, 1));
		} else {
			w.incident = &s.incident;
			w.message = scene_message(&s, 1);
			w.now = s.now;
			judged_init(&j);
			judge_expired(&j, &w);
			scene_fold(&s, &j, "station");
			judged_release(&j);
		}
		is(&s, "gzh", 0, 0, 1);
		assert_string_equal(
			doc_str(last_entry(&s, "quota.returned"), "why"),
			rows[n].why);
		scene_close(&s);
	}
}

static void
quota__sending_spends_and_a_refusal_gives_back(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	wechat(&s, "gzh", "subscription");
	approved(&s, 1);
	scene_must(&s, "sign", ACT_QUOTA_ALLOW, allow(&s, 1));
	scene_arm(&s, 1);
	scene_fire(&s, 1);
	is(&s, "gzh", 0, 1, 0);
	sending(&s, 1);
	is(&s, "gzh", 1, 0, 0);
	/* who does not know whether it is out counts it */
	outcome(&s, 1, "gzh", "unknown", false);
	is(&s, "gzh", 1, 0, 0);
	outcome(&s, 1, "gzh", "refused", false);
	is(&s, "gzh", 0, 0, 1);
	scene_close(&s);
}

static void
quota__without_one_left_an_account_is_a_gap(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	scene_open(&s, false);
	wechat(&s, "gzh", "subscription");
	approved(&s, 1);
	scene_must(&s, "sign", ACT_QUOTA_ALLOW, allow(&s, 1));
	scene_arm(&s, 1);
	scene_fire(&s, 1);
	sending(&s, 1);
	scene_report(&s, 1, "published");
	approved(&s, 2);
	scene_must(&s, "rel1", ACT_RELEASE_ARM, scene_with_digest(&s, 2));
	m = scene_message(&s, 2);
	assert_true(quota_is_denied(office_account(&s.office, "gzh"), m->id));
	scene_must(&s, "", ACT_RELAY_PREPARED,
		json_pack("{s:s,s:s,s:o}", "message", m->id, "digest",
			m->digest, "results",
			scene_results(&s, 2, "ok", true)));
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, scene_fire_doc(&s, 2)),
		"gaps");
	is(&s, "gzh", 1, 0, 0);
	/* the next day it may again */
	scene_must(&s, "rel1", ACT_RELEASE_DISARM, scene_on(&s, 2));
	s.now += INT64_C(22) * 3600 * 1000;
	is(&s, "gzh", 0, 0, 1);
	scene_close(&s);
}

static void
quota__what_the_platform_says_goes_before_our_count(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "regi", ROLE_BIT(ROLE_REGISTRAR));
	wechat(&s, "fwh", "service");
	approved(&s, 1);
	/* somebody has pushed three times on the platform's own page */
	scene_must(&s, "regi", ACT_QUOTA_CORRECT,
		json_pack("{s:s,s:i,s:s}", "account", "fwh", "left", 1,
			"reason", "公众平台页面显示"));
	is(&s, "fwh", 0, 0, 1);
	assert_string_equal(scene_try(&s, "rel1", ACT_RELEASE_ARM,
				    scene_with_digest(&s, 1)),
		"quota-last");
	scene_must(&s, "sign", ACT_QUOTA_ALLOW, allow(&s, 1));
	scene_arm(&s, 1);
	scene_fire(&s, 1);
	s.now += 1000;
	sending(&s, 1);
	is(&s, "fwh", 1, 0, 0);
	scene_must(&s, "regi", ACT_QUOTA_CORRECT,
		json_pack("{s:s,s:i,s:s}", "account", "fwh", "left", 4,
			"reason", "看错了"));
	is(&s, "fwh", 1, 0, 4);
	outcome(&s, 1, "fwh", "failed", true);
	is(&s, "fwh", 0, 0, 0);
	assert_string_equal(scene_try(&s, "rel1", ACT_DELIVERY_RETRY,
				    json_pack("{s:s+}", "delivery",
					    scene_message(&s, 1)->id, ":fwh")),
		"quota-none");
	assert_string_equal(scene_try(&s, "regi", ACT_QUOTA_CORRECT,
				    json_pack("{s:s,s:i,s:s}", "account", "fwh",
					    "left", 5, "reason", "不可能")),
		"field");
	/* until the month ends */
	s.now += INT64_C(11) * 24 * 3600 * 1000;
	is(&s, "fwh", 0, 0, 4);
	scene_close(&s);
}

static void
quota__a_row_keeps_all_of_it(void **state)
{
	struct scene s;
	struct office again;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	wechat(&s, "gzh", "subscription");
	approved(&s, 1);
	scene_must(&s, "sign", ACT_QUOTA_ALLOW, allow(&s, 1));
	scene_arm(&s, 1);
	doc = account_doc(office_account(&s.office, "gzh"));
	office_init(&again);
	account_load(&again, doc);
	json_decref(doc);
	office_release(&s.office);
	s.office = again;
	is(&s, "gzh", 0, 1, 0);
	scene_close(&s);
}

static void
quota__a_drill_uses_up_nothing(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, true);
	wechat(&s, "gzh", "subscription");
	approved(&s, 1);
	scene_must(&s, "rel1", ACT_RELEASE_ARM, scene_with_digest(&s, 1));
	is(&s, "gzh", 0, 0, 1);
	assert_null(last_entry(&s, "quota.reserved"));
	scene_close(&s);
}

static void
quota__periods_end_by_the_offices_clock(void **state)
{
	static const struct {
		enum quota_per per;
		const char *now, *want;
	} rows[] = {
		{ QUOTA_MINUTE, "2026-07-21T02:00:30+08:00",
			"2026-07-21T02:01:30+08:00" },
		{ QUOTA_DAY, "2026-07-21T00:00:00+08:00",
			"2026-07-22T00:00:00+08:00" },
		{ QUOTA_DAY, "2026-07-21T23:59:59+08:00",
			"2026-07-22T00:00:00+08:00" },
		{ QUOTA_MONTH, "2026-07-31T23:59:59+08:00",
			"2026-08-01T00:00:00+08:00" },
		{ QUOTA_MONTH, "2028-02-01T00:00:00+08:00",
			"2028-03-01T00:00:00+08:00" },
		{ QUOTA_MONTH, "2026-12-05T12:00:00+08:00",
			"2027-01-01T00:00:00+08:00" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct quota_rule q = { .per = rows[n].per, .of = 1 };
		char got[INSTANT_TEXT];
		int64_t now;

		assert_true(instant_parse(&now, rows[n].now, 480));
		instant_format_s(got, quota_period_end(&q, now, 480), 480);
		assert_string_equal(got, rows[n].want);
	}
}

#define T(x) cmocka_unit_test(x)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(quota__the_last_of_a_day_needs_the_signers_word),
		T(quota__a_word_is_about_one_text_and_asked_for_only_where_it_is_the_last),
		T(quota__what_was_reserved_comes_back_at_disarm_expiry_and_halt),
		T(quota__sending_spends_and_a_refusal_gives_back),
		T(quota__without_one_left_an_account_is_a_gap),
		T(quota__what_the_platform_says_goes_before_our_count),
		T(quota__a_row_keeps_all_of_it),
		T(quota__a_drill_uses_up_nothing),
		T(quota__periods_end_by_the_offices_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

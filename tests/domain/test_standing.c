/*
 * What a message is, said in words from its accounts and from what followed;
 * and what ends with it: nobody is told to publish a text that was withdrawn.
 * Three accounts: hand (manual), hook, site.
 */
#include "tests/domain/scene.h"
#include "domain/incident/incident_view.h"
#include "domain/message/message_standing.h"
#include "domain/message/message_view.h"
#include "domain/release/delivery.h"

static void
report(struct scene *s, int n, const char *account, const char *state)
{
	char id[DELIVERY_ID];

	(void)snprintf(
		id, sizeof(id), "%s:%s", scene_message(s, n)->id, account);
	scene_must(s, "", ACT_RELAY_OUTCOMES,
		json_pack("{s:s,s:[{s:s,s:s}]}", "message",
			scene_message(s, n)->id, "results", "delivery", id,
			"state", state));
}

static void
fire(struct scene *s, int n)
{
	scene_submit(s, n);
	scene_review(s, n);
	scene_approve(s, n);
	scene_arm(s, n);
	scene_fire(s, n);
}

/* Message 1: site and hook verified, hand waits for a person. */
static void
fire_first(struct scene *s)
{
	scene_write(s);
	fire(s, 1);
	report(s, 1, "site", "verified");
	report(s, 1, "hook", "verified");
	report(s, 1, "hand", "human");
}

static json_t *
on_hand(struct scene *s, const char *key, const char *value)
{
	char id[DELIVERY_ID];
	json_t *doc;

	(void)snprintf(id, sizeof(id), "%s:hand", scene_message(s, 1)->id);
	doc = json_pack("{s:s}", "delivery", id);
	if (key)
		doc_put_str(doc, key, value);
	return doc;
}

static void
follow(struct scene *s, const char *kind)
{
	scene_must(s, "dora", ACT_MESSAGE_CORRECT,
		json_pack("{s:s,s:s,s:{s:s,s:s,s:s,s:s}}", "message",
			scene_message(s, 1)->id, "kind", kind, "slots", "wrong",
			"请向高处转移", "right", "请留在家中", "reason",
			"entry", "rest", "valid"));
}

static enum delivery_state
state_of(const struct scene *s, int n, const char *account)
{
	const struct delivery *d =
		message_delivery(scene_message(s, n), account);

	return d ? d->state : DELIVERY_STATES;
}

/* ---- one way to each standing ---- */

static void
make_draft(struct scene *s)
{
	scene_write(s);
}

static void
make_review(struct scene *s)
{
	scene_write(s);
	scene_submit(s, 1);
}

static void
make_returned(struct scene *s)
{
	json_t *doc;

	make_review(s);
	doc = scene_verdict(s, 1, "wording", "return");
	doc_put_str(doc, "reason", "第二段写了编号");
	scene_must(s, "rita", ACT_REVIEW, doc);
}

static void
make_approved(struct scene *s)
{
	make_review(s);
	scene_review(s, 1);
	scene_approve(s, 1);
}

static void
make_arming(struct scene *s)
{
	make_approved(s);
	scene_must(s, "rel1", ACT_RELEASE_ARM, scene_with_digest(s, 1));
}

static void
make_armed(struct scene *s)
{
	make_approved(s);
	scene_arm(s, 1);
}

static void
make_sending(struct scene *s)
{
	scene_write(s);
	fire(s, 1);
	report(s, 1, "site", "published");
}

static void
make_open(struct scene *s)
{
	fire_first(s);
}

static void
make_unknown(struct scene *s)
{
	scene_write(s);
	fire(s, 1);
	report(s, 1, "site", "verified");
	report(s, 1, "hook", "unknown");
	report(s, 1, "hand", "human");
}

static void
make_failed(struct scene *s)
{
	scene_write(s);
	fire(s, 1);
	scene_report(s, 1, "failed");
}

static void
make_verified(struct scene *s)
{
	scene_write(s);
	fire(s, 1);
	scene_report(s, 1, "verified");
}

static void
make_halted(struct scene *s)
{
	fire_first(s);
	scene_must(s, "dora", ACT_RELEASE_HALT, scene_on(s, 1));
}

static void
make_correcting(struct scene *s)
{
	fire_first(s);
	follow(s, "correction");
	fire(s, 2);
}

static void
make_corrected(struct scene *s)
{
	make_correcting(s);
	report(s, 2, "site", "verified");
}

static void
make_withdrawing(struct scene *s)
{
	fire_first(s);
	follow(s, "withdrawal");
	fire(s, 2);
}

static void
make_withdrawn(struct scene *s)
{
	make_withdrawing(s);
	scene_report(s, 2, "verified");
}

static const struct {
	void (*make)(struct scene *);
	bool drill;
	const char *is, *brief_en, *brief_zh, *en, *zh;
} rows[] = {
	{ make_draft, false, "draft", "draft", "草稿", "draft", "草稿" },
	{ make_returned, false, "returned", "RETURNED", "退回重改",
		"RETURNED by rita (wording): 第二段写了编号",
		"退回重改：rita，文字关：第二段写了编号" },
	{ make_review, false, "review", "in review", "审核中", "in review",
		"审核中" },
	{ make_approved, false, "approved", "approved", "已签发",
		"approved, nothing sent", "已签发，尚未发出" },
	{ make_arming, false, "arming", "being armed", "转待发中",
		"being armed, nothing sent", "转待发中，尚未发出" },
	{ make_armed, false, "armed", "armed", "待发", "armed, nothing sent",
		"待发，尚未发出" },
	{ make_sending, false, "sending", "going out 1/3 out",
		"正在发出 1/3 上线",
		"going out: 1 of 3 published, 2 on the way",
		"正在发出：1/3 已上线，2 在途" },
	{ make_open, false, "open", "2/3 1 manual", "2/3 1 人工",
		"2 of 3 published (2 verified), 1 manual",
		"2/3 已上线（其中 2 已复核），1 等人工" },
	{ make_unknown, false, "open", "1/3 1 UNKNOWN", "1/3 1 不明",
		"1 of 3 published (1 verified), 1 manual, 1 UNKNOWN (hook)",
		"1/3 已上线（其中 1 已复核），1 等人工，1 结果不明 (hook)" },
	{ make_failed, false, "ended", "0/3 3 FAILED", "0/3 3 未发出",
		"0 of 3 published, 3 FAILED (hand, hook, site)",
		"0/3 已上线，3 未发出 (hand, hook, site)" },
	{ make_verified, false, "ended", "3/3 verified", "3/3 已复核",
		"3 of 3 published (3 verified)",
		"3/3 已上线（其中 3 已复核）" },
	{ make_halted, false, "halted", "HALTED 2/3 out", "已停发 2/3 上线",
		"HALTED by dora; 2 of 3 published (2 verified), 1 halted",
		"已停发（dora）；2/3 已上线（其中 2 已复核），1 停发" },
	{ make_correcting, false, "correcting", "correction /2 out",
		"更正中 /2",
		"being corrected by 2026-0001/2, which is not out yet; "
		"2 of 3 published (2 verified), 1 cancelled",
		"正在更正，2026-0001/2 尚未上线；2/3 已上线（其中 2 "
		"已复核），1 "
		"取消" },
	{ make_corrected, false, "corrected", "CORRECTED by /2", "已更正 /2",
		"CORRECTED by 2026-0001/2; 2 of 3 published (2 verified), "
		"1 cancelled",
		"已由 2026-0001/2 更正；2/3 已上线（其中 2 已复核），1 取消" },
	{ make_withdrawing, false, "withdrawing", "withdrawing /2", "撤回中 /2",
		"being withdrawn by 2026-0001/2, which is not out yet; "
		"2 of 3 published (2 verified), 1 cancelled",
		"正在撤回，2026-0001/2 尚未上线；2/3 已上线（其中 2 "
		"已复核），1 "
		"取消" },
	{ make_withdrawn, false, "withdrawn", "WITHDRAWN by /2", "已撤回 /2",
		"WITHDRAWN by 2026-0001/2; 2 of 3 published (2 verified), "
		"1 cancelled",
		"已由 2026-0001/2 撤回；2/3 已上线（其中 2 已复核），1 取消" },
	{ make_verified, true, "ended", "drill 3/3 sent 0", "演练 3/3 未外发",
		"drill: 3 of 3 would have been published; nothing was sent",
		"演练：3/3 会上线；没有发出任何内容" },
	{ make_open, true, "open", "drill 2/3 1 manual", "演练 2/3 1 人工",
		"drill: 2 of 3 would have been published, 1 manual; "
		"nothing was sent",
		"演练：2/3 会上线，1 等人工；没有发出任何内容" },
};

static void
check_words(const json_t *standing, size_t n)
{
	const json_t *brief = doc_get(standing, "short");
	const json_t *full = doc_get(standing, "long");

	assert_string_equal(doc_str(standing, "is"), rows[n].is);
	assert_string_equal(doc_str(brief, "en"), rows[n].brief_en);
	assert_string_equal(doc_str(brief, "zh"), rows[n].brief_zh);
	assert_string_equal(doc_str(full, "en"), rows[n].en);
	if (rows[n].make == make_armed) { /* one of three is posted by hand */
		assert_int_equal(doc_int(standing, "prepared"), 3);
		assert_int_equal(doc_int(standing, "hands"), 1);
	}
	assert_string_equal(doc_str(full, "zh"), rows[n].zh);
	assert_true(strlen(rows[n].brief_en) <= 18);
}

static void
standing__each_state_has_its_words(void **state)
{
	struct library *lib = shipped_library();

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		struct world w = { 0 };
		struct scene s;
		json_t *doc;

		scene_open_with(&s, lib, rows[n].drill);
		rows[n].make(&s);
		w.office = &s.office;
		w.incident = &s.incident;
		w.message =
			incident_message(&s.incident, scene_message(&s, 1)->id);
		w.now = s.now;
		doc = view_message(&w);
		check_words(doc_get(doc, "standing"), n);
		json_decref(doc);
		doc = view_incident(&w);
		check_words(doc_get(json_array_get(doc_get(doc, "messages"), 0),
				    "standing"),
			n);
		json_decref(doc);
		scene_close(&s);
	}
	library_free(lib);
}

/* The row of the old message changes with an entry about the new one. */
static void
standing__the_rows_of_lists_follow_what_follows(void **state)
{
	struct entry e = {
		.seq = 999, .kind = "delivery.outcome", .incident = "2026-0001"
	};
	struct scene s;
	struct rows r;
	bool told = false;

	(void)state;
	scene_open(&s, false);
	make_withdrawn(&s);
	e.body = json_pack("{s:s,s:[]}", "message", "2026-0001/2", "results");
	rows_init(&r);
	incident_rows(&r, &s.incident, &e);
	for (size_t n = 0; n < r.count; n++)
		if (r.items[n].projection == PROJ_MESSAGE &&
			strcmp(r.items[n].key, "2026-0001/1") == 0)
			told = strcmp(doc_str(doc_get(r.items[n].doc,
						      "standing"),
					      "is"),
				       "withdrawn") == 0;
	assert_true(told);
	rows_release(&r);
	json_decref(e.body);
	scene_close(&s);
}

static void
check_is(const struct scene *s, const char *is)
{
	json_t *doc = message_standing_doc(
		&s->incident, scene_message(s, 1), &s->office);

	assert_string_equal(doc_str(doc, "is"), is);
	json_decref(doc);
}

static void
standing__a_returned_text_is_returned_until_it_is_submitted(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	make_returned(&s);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message",
			scene_message(&s, 1)->id, "base", 1, "slots", "impact",
			"两条道路中断"));
	check_is(&s, "returned");
	scene_submit(&s, 1);
	check_is(&s, "review");
	scene_close(&s);
}

/* ---- what ends ---- */

static void
withdraw__ends_what_was_to_be_done_by_hand(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	make_withdrawn(&s);
	assert_int_equal(state_of(&s, 1, "hand"), DELIVERY_CANCELLED);
	/* nobody there has seen it: nothing is to be withdrawn there */
	assert_int_equal(state_of(&s, 2, "hand"), DELIVERY_STATES);
	assert_string_equal(
		message_delivery(scene_message(&s, 1), "hand")->detail,
		"-> 2026-0001/2");
	/* a late report of the relay does not bring it back */
	assert_string_equal(
		scene_try(&s, "", ACT_RELAY_OUTCOMES,
			json_pack("{s:s,s:[{s:s,s:s}]}", "message",
				"2026-0001/1", "results", "delivery",
				"2026-0001/1:hand", "state", "human")),
		"delivery-state");
	assert_string_equal(scene_try(&s, "dora", ACT_DELIVERY_TAKE,
				    on_hand(&s, NULL, NULL)),
		"taken-back");
	scene_close(&s);
}

static void
withdraw__what_was_not_sent_yet_is_not_sent_any_more(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	fire(&s, 1);
	report(&s, 1, "site", "verified");
	report(&s, 1, "hook", "retry");
	report(&s, 1, "hand", "human");
	follow(&s, "withdrawal");
	fire(&s, 2);
	assert_int_equal(state_of(&s, 1, "hook"), DELIVERY_CANCELLED);
	assert_string_equal(
		scene_try(&s, "", ACT_RELAY_SENDING,
			json_pack("{s:s,s:[s]}", "message", "2026-0001/1",
				"deliveries", "2026-0001/1:hook")),
		"delivery-state");
	scene_close(&s);
}

/* Who took the text may have posted it: ring them, then look. */
static void
withdraw__names_who_has_the_text_in_hand(void **state)
{
	struct scene s;
	struct world w = { 0 };
	const json_t *stop;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	fire_first(&s);
	scene_must(&s, "rel1", ACT_DELIVERY_TAKE, on_hand(&s, NULL, NULL));
	scene_must(&s, "rel1", ACT_DELIVERY_TAKE, on_hand(&s, NULL, NULL));
	follow(&s, "withdrawal");
	assert_int_equal(json_array_size(scene_message(&s, 2)->accounts), 3);
	fire(&s, 2);
	assert_int_equal(state_of(&s, 1, "hand"), DELIVERY_UNKNOWN);
	w.office = &s.office;
	w.incident = &s.incident;
	w.message = incident_message(&s.incident, "2026-0001/1");
	doc = view_message(&w);
	stop = doc_get(doc_get(doc, "standing"), "stop");
	assert_int_equal(json_array_size(stop), 1);
	stop = json_array_get(stop, 0);
	assert_string_equal(doc_str(stop, "name"), "rel1");
	assert_string_equal(doc_str(stop, "account"), "hand");
	json_decref(doc);
	doc = on_hand(&s, "seen", "not-published");
	doc_put_str(doc, "reason", "已电话确认未发");
	scene_must(&s, "rel2", ACT_DELIVERY_SETTLE, doc);
	assert_int_equal(state_of(&s, 1, "hand"), DELIVERY_FAILED);
	scene_close(&s);
}

/* From its submit on the old text is not handed out any more. */
static void
withdraw__under_review_already_keeps_the_text_back(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	fire_first(&s);
	follow(&s, "withdrawal");
	assert_string_equal(scene_try(&s, "rel1", ACT_DELIVERY_TAKE,
				    on_hand(&s, NULL, NULL)),
		"");
	scene_must(&s, "dora", ACT_MESSAGE_CORRECT,
		json_pack("{s:s,s:s}", "message", "2026-0001/1", "kind",
			"withdrawal"));
	scene_submit(&s, 3);
	assert_string_equal(scene_try(&s, "rel2", ACT_DELIVERY_TAKE,
				    on_hand(&s, NULL, NULL)),
		"taken-back");
	scene_close(&s);
}

/* A text that was posted all the same is known again. */
static void
withdraw__what_was_posted_all_the_same_can_be_said(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	make_withdrawn(&s);
	doc = on_hand(&s, "seen", "published");
	doc_put_str(doc, "reason", "微博上可见");
	scene_must(&s, "rel2", ACT_DELIVERY_SETTLE, doc);
	assert_int_equal(state_of(&s, 1, "hand"), DELIVERY_PUBLISHED);
	follow(&s, "withdrawal");
	assert_int_equal(json_array_size(scene_message(&s, 3)->accounts), 3);
	scene_close(&s);
}

static void
correct__reaches_who_was_still_to_post_the_error(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	fire_first(&s);
	follow(&s, "correction");
	assert_int_equal(json_array_size(scene_message(&s, 2)->accounts), 3);
	fire(&s, 2);
	assert_int_equal(state_of(&s, 1, "hand"), DELIVERY_CANCELLED);
	report(&s, 2, "hand", "human");
	assert_int_equal(state_of(&s, 2, "hand"), DELIVERY_HUMAN);
	scene_close(&s);
}

static void
halt__ends_what_nobody_has_taken_and_leaves_what_somebody_has(void **state)
{
	struct scene s;
	struct world w = { 0 };
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	make_halted(&s);
	assert_int_equal(state_of(&s, 1, "hand"), DELIVERY_HALTED);
	/* taken up again it waits for a person as before */
	scene_must(&s, "rel1", ACT_DELIVERY_RETRY, on_hand(&s, NULL, NULL));
	report(&s, 1, "hand", "human");
	scene_must(&s, "dora", ACT_DELIVERY_TAKE, on_hand(&s, NULL, NULL));
	scene_must(&s, "dora", ACT_RELEASE_HALT, scene_on(&s, 1));
	assert_int_equal(state_of(&s, 1, "hand"), DELIVERY_HUMAN);
	w.office = &s.office;
	w.incident = &s.incident;
	w.message = incident_message(&s.incident, "2026-0001/1");
	doc = view_message(&w);
	assert_int_equal(
		json_array_size(doc_get(doc_get(doc, "standing"), "stop")), 1);
	json_decref(doc);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(standing__each_state_has_its_words),
		cmocka_unit_test(
			standing__the_rows_of_lists_follow_what_follows),
		cmocka_unit_test(
			standing__a_returned_text_is_returned_until_it_is_submitted),
		cmocka_unit_test(withdraw__ends_what_was_to_be_done_by_hand),
		cmocka_unit_test(
			withdraw__what_was_not_sent_yet_is_not_sent_any_more),
		cmocka_unit_test(withdraw__names_who_has_the_text_in_hand),
		cmocka_unit_test(
			withdraw__under_review_already_keeps_the_text_back),
		cmocka_unit_test(
			withdraw__what_was_posted_all_the_same_can_be_said),
		cmocka_unit_test(
			correct__reaches_who_was_still_to_post_the_error),
		cmocka_unit_test(
			halt__ends_what_nobody_has_taken_and_leaves_what_somebody_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

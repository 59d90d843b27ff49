/*
 * What belongs to an account: its token, its quota, its pause; and a host
 * that cannot be reached.
 */
#include "tests/relay/station.h"

#include "base/fixed.h"

#include "relay/internal.h"
#include "wire/memo.h"

#define V(outcome, next) "{\"outcome\":\"" outcome "\",\"next\":\"" next "\"}"
#define FRESH "{\"outcome\":\"accepted\",\"secret\":{\"token\":\"new\"}}"

/* Two accounts with one credential would be two accounts: this is one
 * account's check beside its delivery. */
static void
one_account_twice(struct rig *r)
{
	rig_fly(r, 1, "fake");
	rig_say(r,
		json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "check", "account",
			"account", "a0", "kind", "fake", "sealed", "old"));
}

static void
token__is_refreshed_once_for_all_who_wait(void **state)
{
	struct rig r;
	json_t *act;

	(void)state;
	rig_open(&r, false);
	one_account_twice(&r);
	rig_answer(&r, "publish", V("refresh-token", "refresh"));
	rig_answer(&r, "check ", "{\"outcome\":\"refresh-token\"}");
	assert_int_equal(rig_started(&r, "refresh"), 1);
	rig_answer(&r, "refresh", FRESH);
	act = rig_take(&r, "relay.token");
	assert_non_null(act);
	assert_string_equal(doc_str(act, "sealed"), "new");
	/* not before it is durable */
	rig_pass(&r, 5000);
	assert_int_equal(rig_confirm(&r), 0);
	assert_int_equal(rig_out(&r, "check"), 0);
	rig_acknowledge(&r, act);
	assert_int_equal(rig_out(&r, "check"), 1);
	rig_pass(&r, 2000);
	assert_int_equal(rig_confirm(&r), 1);
	assert_int_equal(rig_out(&r, "publish"), 1);
	assert_int_equal(rig_started(&r, "refresh"), 1);
	rig_close(&r);
}

static void
token__renewed_meanwhile_is_used_without_another_refresh(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	one_account_twice(&r);
	rig_answer(&r, "check", "{\"outcome\":\"refresh-token\"}");
	rig_answer(&r, "refresh", FRESH);
	rig_acknowledge(&r, rig_take(&r, "relay.token"));
	/* this request still carried the old one */
	rig_answer(&r, "publish", V("refresh-token", "refresh"));
	assert_int_equal(rig_started(&r, "refresh"), 1);
	rig_pass(&r, 2000);
	assert_int_equal(rig_confirm(&r), 1);
	rig_close(&r);
}

static void
token__that_cannot_be_renewed_fails_what_waits(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	rig_answer(&r, "publish", V("refresh-token", "refresh"));
	rig_expect(&r, "retry");
	rig_answer(&r, "refresh", "{\"outcome\":\"permanent\"}");
	rig_expect(&r, "failed");
	assert_null(rig_take(&r, "relay.token"));
	rig_close(&r);
}

static void
token__refused_again_and_again_is_not_refreshed_for_ever(void **state)
{
	struct rig r;
	int refreshes = 0;
	json_t *told;

	(void)state;
	rig_open(&r, false);
	rig_say(&r,
		json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "check", "account",
			"account", "a0", "kind", "fake", "sealed", "old"));
	while (rig_out(&r, "check") > 0 && refreshes < 50) {
		rig_answer(&r, "check", "{\"outcome\":\"refresh-token\"}");
		if (rig_out(&r, "refresh") == 0)
			break;
		rig_answer(&r, "refresh", FRESH);
		rig_acknowledge(&r, rig_take(&r, "relay.token"));
		refreshes++;
	}
	assert_in_range(refreshes, 1, 3);
	told = rig_take(&r, "relay.checked");
	assert_non_null(told);
	json_decref(told);
	rig_close(&r);
}

static void
token__of_a_platform_without_refresh_fails(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "blind");
	rig_answer(&r, "publish", V("refresh-token", "refresh"));
	rig_expect(&r, "failed");
	assert_int_equal(rig_started(&r, "refresh"), 0);
	rig_close(&r);
}

static void
secret__is_opened_once_and_not_for_each_request(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 5, "fake");
	assert_int_equal(r.opened, 5);
	rig_close(&r);
}

/* Two messages to one account that may send once a minute. */
static void
quota__is_kept_across_messages(void **state)
{
	struct rig r;
	json_t *list, *job, *row;

	(void)state;
	rig_open(&r, false);
	for (int n = 1; n <= 2; n++) {
		rig_manifest(&r, "actual");
		list = json_array();
		row = rig_delivery(&r, "a0", "fake", NULL);
		doc_put(row, "limits", json_pack("{s:i}", "per_minute", 1));
		(void)json_array_append_new(list, row);
		if (n == 2) {
			doc_put_str(row, "delivery", "2026-0001/2:a0");
			doc_put_str(r.manifest, "message", "2026-0001/2");
		}
		job = rig_job(&r, "retry", list);
		if (n == 2)
			doc_put_str(job, "message", "2026-0001/2");
		rig_variants(&r);
		rig_say(&r, job);
	}
	assert_int_equal(rig_confirm(&r), 1);
	rig_pass(&r, 59000);
	assert_int_equal(rig_confirm(&r), 0);
	rig_pass(&r, 1000);
	assert_int_equal(rig_confirm(&r), 1);
	assert_int_equal(rig_started(&r, "publish"), 2);
	rig_close(&r);
}

static void
host__that_cannot_be_reached_is_left_alone_for_a_while(void **state)
{
	struct wire_response none = { .error = "refused",
		.type = "",
		.body = "{\"outcome\":\"not-sent\",\"next\":\"publish\"}",
		.body_len = 43 };
	struct rig r;
	size_t i;

	(void)state;
	rig_open(&r, false);
	r.places = 1;
	rig_fire(&r, 2, "fake");
	assert_int_equal(rig_confirm(&r), 1);
	for (i = 0; strncmp(r.start[i].what, "publish", 7) != 0; i++)
		;
	none.body_len = strlen(none.body);
	r.places = 2;
	engine_completed(r.engine, r.start[i].tag, &none, 0, r.now);
	rig_tick(&r);
	assert_int_equal(rig_confirm(&r), 0); /* the other waits as well */
	rig_pass(&r, 1500);
	assert_in_range(rig_confirm(&r), 1, 2);
	rig_close(&r);
}

#define T(name) cmocka_unit_test(name)

static const struct wire_response barred = {
	.barred = true, .error = "", .type = "", .body = ""
};

/*
 * What a demo's relay could not reach left nothing, says so, and is not tried
 * again.
 */
static void
demo__what_leads_beyond_this_machine_fails_at_once(void **state)
{
	struct rig r;
	json_t *act, *row;
	size_t starts;

	(void)state;
	rig_open_for(&r, false, true);
	rig_say(&r,
		json_pack("{s:s,s:{s:s,s:s,s:s}}", "job", "check", "account",
			"account", "a9", "kind", "fake", "sealed", "old"));
	rig_respond(&r, "check", &barred);
	act = rig_take(&r, "relay.checked");
	assert_non_null(act);
	assert_false(doc_bool(act, "ok"));
	assert_string_equal(doc_str(act, "detail"),
		"not sent: a demo station speaks only to this machine");
	rig_acknowledge(&r, act);
	rig_fly(&r, 1, "fake");
	rig_respond(&r, "publish", &barred);
	row = rig_outcome(&r);
	assert_string_equal(doc_str(row, "outcome"), "not-sent");
	assert_string_equal(doc_str(row, "state"), "failed");
	assert_string_equal(doc_str(row, "detail"),
		"not sent: a demo station speaks only to this machine");
	json_decref(row);
	starts = r.starts;
	rig_pass(&r, 600000);
	assert_int_equal(r.starts, starts);
	rig_close(&r);
}

/* Some of its files are there from the attempt before. */
static void
demo__what_stands_in_part_is_not_called_unsent(void **state)
{
	struct rig r;
	json_t *doc;

	(void)state;
	rig_open_for(&r, false, true);
	doc = job_of(&r, "retry", "fake");
	doc_put(json_array_get(doc_get(doc, "deliveries"), 0), "memo",
		json_pack("{s:s}", MEMO_PARTLY, MEMO_YES));
	rig_say(&r, doc);
	assert_int_equal(rig_confirm(&r), 1);
	rig_respond(&r, "publish", &barred);
	rig_expect(&r, "unknown");
	rig_close(&r);
}

/* A relay that could reach further is not told what a demo wants sent. */
static void
demo__is_served_by_a_relay_that_was_started_for_one(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		bool can_leave = i & 1, demo = i & 2;
		struct rig r;

		rig_open_for(&r, false, !can_leave);
		rig_say(&r,
			json_pack("{s:{s:s,s:b}}", "hello", "lang", "en",
				"demo", demo));
		assert_int_equal(engine_refused(r.engine), can_leave == demo);
		rig_close(&r);
	}
}

static int marks;
static char logged[200];

static void
ignore_send(void *ctx, const json_t *doc)
{
	(void)ctx;
	(void)doc;
}

static void
keep_log(void *ctx, const char *line)
{
	(void)ctx;
	fixed_cut(logged, sizeof(logged), line);
}

static enum err_code
mark(void *ctx, struct err *err)
{
	marks++;
	return ctx == NULL ? ERR_OK
			   : err_set(err, ERR_IO, "relay.demo",
				     "Start it with --demo.", "no room");
}

/* `broken`: the mark cannot be written. Says what was logged. */
static const char *
greeted_by(bool demo, bool held, bool broken)
{
	static char said[200];
	struct engine_ops ops = { .demo = held,
		.send = ignore_send,
		.log = keep_log,
		.mark_demo = mark,
		.ctx = broken ? said : NULL };
	struct engine *e = engine_new(&ops, false);
	json_t *doc = json_pack("{s:{s:b}}", "hello", "demo", demo);

	*logged = '\0';
	marks = 0;
	engine_connected(e, (struct relay_now){ 0 });
	engine_handle(e, doc, (struct relay_now){ 0 });
	fixed_set(said, sizeof(said), engine_refused(e) ? logged : "");
	json_decref(doc);
	engine_free(e);
	return said;
}

/* What it is held to is learned once; no station takes it away again. */
static void
demo__is_kept_in_mind_by_the_relay_and_never_forgotten(void **state)
{
	(void)state;
	assert_non_null(strstr(greeted_by(true, false, false), "next start"));
	assert_int_equal(marks, 1);
	assert_non_null(strstr(greeted_by(true, false, true), "no room"));
	assert_string_equal(greeted_by(true, true, false), "");
	assert_non_null(strstr(greeted_by(false, true, false), "another key"));
	assert_string_equal(greeted_by(false, false, false), "");
	assert_int_equal(marks, 0);
}

static void
demo__a_drills_relay_serves_it_as_it_is(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, true);
	rig_say(&r, json_pack("{s:{s:b}}", "hello", "demo", true));
	assert_false(engine_refused(r.engine));
	rig_close(&r);
}

/* Whatever is made of a 429, the account is left alone as long as it asks. */
static void
pause__is_kept_where_too_many_requests_leaves_an_unknown(void **state)
{
	static const char said[] =
		"{\"outcome\":\"unknown\",\"next\":\"lookup\""
		",\"wait\":7000}";
	static const struct {
		int status;
		bool pauses;
	} rows[] = { { 429, true }, { 500, false } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rig r;
		const struct relay_account *a;

		rig_open(&r, false);
		rig_fly(&r, 1, "fake");
		rig_respond(&r, "publish",
			&(struct wire_response){ .answered = true,
				.sent = true,
				.status = rows[i].status,
				.error = "",
				.type = "application/json",
				.body = said,
				.body_len = strlen(said) });
		a = account_find(r.engine, "a0");
		assert_int_equal(
			a->paused, rows[i].pauses ? r.now.boot + 7000 : 0);
		rig_close(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(token__is_refreshed_once_for_all_who_wait),
		T(token__renewed_meanwhile_is_used_without_another_refresh),
		T(token__that_cannot_be_renewed_fails_what_waits),
		T(token__refused_again_and_again_is_not_refreshed_for_ever),
		T(token__of_a_platform_without_refresh_fails),
		T(secret__is_opened_once_and_not_for_each_request),
		T(quota__is_kept_across_messages),
		T(pause__is_kept_where_too_many_requests_leaves_an_unknown),
		T(demo__what_leads_beyond_this_machine_fails_at_once),
		T(demo__what_stands_in_part_is_not_called_unsent),
		T(demo__is_served_by_a_relay_that_was_started_for_one),
		T(demo__is_kept_in_mind_by_the_relay_and_never_forgotten),
		T(demo__a_drills_relay_serves_it_as_it_is),
		T(host__that_cannot_be_reached_is_left_alone_for_a_while),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * A round's look: logged in to, then read; releases go first, and what was not
 * seen is said.
 */
#include "tests/relay/station.h"

#include "relay/internal.h"
#include "wire/memo.h"

#define LIST                                                                   \
	"{\"outcome\":\"accepted\",\"feed\":{\"of\":\"text\",\"rows\":"        \
	"[{\"id\":\"9\",\"digest\":\"d\",\"words\":\"w\"}]}}"
#define REVOKED                                                                \
	"{\"outcome\":\"permanent\",\"account\":true,\"detail\":\"revoked\"}"

static void
sweep_say(struct rig *r, const char *account, const char *kind, bool hurry)
{
	rig_say(r,
		json_pack("{s:s,s:b,s:{s:s,s:s,s:s}}", "job", "sweep", "hurry",
			(int)hurry, "account", "account", account, "kind", kind,
			"sealed", "box"));
}

/* The rows of the next report; the caller's. */
static json_t *
sweep_rows(struct rig *r)
{
	json_t *act = rig_take(r, "relay.swept"), *rows;

	if (act == NULL)
		return NULL;
	rows = json_incref(doc_get(act, "results"));
	rig_acknowledge(r, act);
	return rows;
}

static void
sweep__logs_in_reads_and_reports_together(void **state)
{
	struct rig r;
	json_t *rows, *row;

	(void)state;
	rig_open(&r, false);
	sweep_say(&r, "a0", "listed", false);
	sweep_say(&r, "a1", "listed", false);
	assert_int_equal(rig_out(&r, "check"), 2);
	assert_int_equal(rig_started(&r, "list"), 0);
	rig_answer(&r, "check",
		"{\"outcome\":\"accepted\",\"memo\":{\"account\":\"42\"}}");
	rig_answer(&r, "check", ACCEPTED);
	assert_int_equal(rig_out(&r, "list"), 2);
	rig_answer(&r, "list", LIST);
	rig_answer(&r, "list", LIST);
	assert_null(sweep_rows(&r)); /* gathered */
	rig_pass(&r, SWEPT_WAIT_MS);
	rows = sweep_rows(&r);
	assert_int_equal(json_array_size(rows), 2);
	row = json_array_get(rows, 0);
	assert_true(doc_bool(row, "ok"));
	assert_string_equal(doc_str(row, "who"), "42");
	assert_int_equal(
		json_array_size(doc_get(doc_get(row, "feed"), "rows")), 1);
	json_decref(rows);
	assert_null(rig_take(&r, "relay.checked"));
	rig_close(&r);
}

static void
sweep__that_somebody_waits_for_is_told_at_once(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	rig_open(&r, false);
	sweep_say(&r, "a0", "listed", false);
	sweep_say(&r, "a1", "listed", true);
	for (int i = 0; i < 2; i++)
		rig_answer(&r, "check", ACCEPTED);
	for (int i = 0; i < 2; i++)
		rig_answer(&r, "list", LIST);
	rig_pass(&r, REPORT_WAIT_MS);
	rows = sweep_rows(&r);
	assert_int_equal(json_array_size(rows), 2);
	json_decref(rows);
	rig_close(&r);
}

/* What was answered, and what the row says: ok, told, a list, its words. */
static const struct {
	const char *kind, *check, *list;
	bool ok, told, feed;
	const char *detail;
} answers[] = {
	{ "listed", REVOKED, NULL, false, true, false, "revoked" },
	{ "listed", ACCEPTED, REVOKED, true, true, false, "revoked" },
	{ "listed", ACCEPTED,
		"{\"outcome\":\"human\",\"detail\":\"another's\"}", true, true,
		false, "another's" },
	{ "blind", ACCEPTED, NULL, true, true, false, "program" },
	{ "nothing", NULL, NULL, false, false, false, "connector" },
};

static void
sweep__tells_a_login_from_a_list(void **state)
{
	struct rig r;
	json_t *rows, *row;

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		rig_open(&r, false);
		sweep_say(&r, "a0", answers[i].kind, true);
		if (answers[i].check)
			rig_answer(&r, "check", answers[i].check);
		if (answers[i].list)
			rig_answer(&r, "list", answers[i].list);
		rig_pass(&r, REPORT_WAIT_MS);
		rows = sweep_rows(&r);
		row = json_array_get(rows, 0);
		assert_int_equal(doc_bool(row, "ok"), answers[i].ok);
		assert_int_equal(doc_bool(row, "told"), answers[i].told);
		assert_int_equal(doc_get(row, "feed") != NULL, answers[i].feed);
		assert_non_null(
			strstr(doc_str(row, "detail"), answers[i].detail));
		json_decref(rows);
		rig_close(&r);
	}
}

/* A network that is away at night says nothing of the credential. */
static void
sweep__that_reaches_nobody_does_not_blame_the_account(void **state)
{
	struct rig r;
	json_t *rows;
	int asked = 0;

	(void)state;
	rig_open(&r, false);
	sweep_say(&r, "a0", "listed", true);
	while (rig_out(&r, "check") > 0 && asked < 50) {
		rig_answer(&r, "check",
			"{\"outcome\":\"retry-later\",\"next\":\"check\"}");
		rig_pass(&r, 60000);
		asked++;
	}
	assert_in_range(asked, 2, 10);
	rows = sweep_rows(&r);
	assert_int_equal(json_array_size(rows), 1);
	assert_false(doc_bool(json_array_get(rows, 0), "ok"));
	assert_false(doc_bool(json_array_get(rows, 0), "told"));
	json_decref(rows);
	rig_close(&r);
}

static void
sweep__waits_for_a_release(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	sweep_say(&r, "a9", "listed", true);
	rig_pass(&r, 5000);
	assert_int_equal(rig_out(&r, "check"), 0);
	rig_answer(&r, "publish", ACCEPTED);
	rig_pass(&r, 2000);
	assert_int_equal(rig_out(&r, "check"), 1);
	rig_answer(&r, "check", ACCEPTED);
	rig_answer(&r, "list", LIST);
	rig_pass(&r, REPORT_WAIT_MS);
	rows = sweep_rows(&r);
	assert_true(doc_bool(json_array_get(rows, 0), "ok"));
	json_decref(rows);
	rig_close(&r);
}

static void
sweep__that_waits_too_long_says_it_saw_nothing(void **state)
{
	struct rig r;
	json_t *rows;

	(void)state;
	rig_open(&r, false);
	rig_fly(&r, 1, "fake");
	sweep_say(&r, "a9", "listed", false);
	rig_pass(&r, 11 * 60 * 1000);
	rows = sweep_rows(&r);
	assert_non_null(rows);
	assert_true(json_is_false(doc_get(json_array_get(rows, 0), "asked")));
	assert_int_equal(rig_started(&r, "check a9"), 0);
	json_decref(rows);
	rig_close(&r);
}

/* ---- the addresses of services ---- */

static void
prove_say(struct rig *r)
{
	rig_say(r,
		json_pack("{s:s,s:s,s:s,s:b}", "job", "prove", "service", "s1",
			"url", "https://a.gov.cn/x", "hurry", 1));
}

/* What is out is answered so; 0: nobody answers. */
static void
prove_answer(struct rig *r, int status)
{
	struct rig_start *s = &r->start[r->starts - 1];
	const struct wire_response answer = { .answered = status != 0,
		.sent = true,
		.status = status,
		.error = "",
		.type = "",
		.body = "" };

	s->done = true;
	engine_completed(r->engine, s->tag, &answer, r->now.utc, r->now);
	rig_pass(r, 0);
}

/* Nobody's account is blamed for it, nor told to have been looked at. */
static void
prove__tells_of_a_service_and_of_no_account(void **state)
{
	static const struct {
		int status;
		const char *proof;
	} rows[] = { { 200, "ok" }, { 404, "unreachable" },
		{ 302, "unknown" } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *list, *row;
		struct rig r;

		rig_open(&r, false);
		prove_say(&r);
		assert_int_equal(rig_out(&r, "x"), 1);
		prove_answer(&r, rows[i].status);
		rig_pass(&r, REPORT_WAIT_MS);
		list = sweep_rows(&r);
		assert_int_equal(json_array_size(list), 1);
		row = json_array_get(list, 0);
		assert_string_equal(doc_str(row, "service"), "s1");
		assert_string_equal(doc_str(row, "url"), "https://a.gov.cn/x");
		assert_string_equal(doc_str(row, "proof"), rows[i].proof);
		assert_null(doc_get(row, "account"));
		json_decref(list);
		assert_null(rig_take(&r, "relay.checked"));
		rig_close(&r);
	}
}

/* The only row of the next report on comments; the caller's. */
static json_t *
heard_row(struct rig *r)
{
	json_t *act = rig_take(r, "relay.heard"), *row;

	if (act == NULL)
		return NULL;
	row = json_incref(json_array_get(doc_get(act, "results"), 0));
	rig_acknowledge(r, act);
	return row;
}

#define COMMENTS                                                               \
	"{\"outcome\":\"accepted\",\"comments\":{\"rows\":"                    \
	"[{\"remote\":\"7\",\"text\":\"w\",\"who\":\"a\"}]}}"

/* What was answered to the list and to the comments, and what is told. */
static const struct {
	const char *kind, *list, *hear;
	bool read;
	const char *detail;
} hearings[] = {
	{ "heard", LIST, COMMENTS, true, "" },
	{ "heard", REVOKED, COMMENTS, true, "" },
	{ "deaf", NULL, COMMENTS, true, "" },
	{ "heard", LIST, REVOKED, false, "revoked" },
	{ "deaf", NULL, "{\"outcome\":\"human\",\"detail\":\"?\"}", false,
		"?" },
};

static void
sweep__reads_comments_after_the_list_whatever_became_of_it(void **state)
{
	struct rig r;
	json_t *rows, *row;

	(void)state;
	for (size_t n = 0; n < sizeof(hearings) / sizeof(hearings[0]); n++) {
		rig_open(&r, false);
		sweep_say(&r, "a0", hearings[n].kind, true);
		rig_answer(&r, "check", ACCEPTED);
		if (hearings[n].list)
			rig_answer(&r, "list", hearings[n].list);
		assert_int_equal(rig_out(&r, "hear"), 1);
		rig_answer(&r, "hear", hearings[n].hear);
		rig_pass(&r, REPORT_WAIT_MS);
		rows = sweep_rows(&r);
		assert_int_equal(json_array_size(rows), 1);
		json_decref(rows);
		row = heard_row(&r);
		assert_int_equal(doc_bool(row, "ok"), hearings[n].read);
		assert_int_equal(json_array_size(doc_get(
					 doc_get(row, "comments"), "rows")),
			hearings[n].read);
		assert_string_equal(doc_str(row, "detail"), hearings[n].detail);
		json_decref(row);
		rig_close(&r);
	}
}

/* One that does not answer is asked again, and not for ever. */
static void
prove__of_nobody_ends(void **state)
{
	json_t *list = NULL;
	struct rig r;
	int asked = 0;

	(void)state;
	rig_open(&r, false);
	prove_say(&r);
	while (list == NULL && asked < 100) {
		if (rig_out(&r, "x") == 0) {
			rig_pass(&r, 1000);
			list = sweep_rows(&r);
			continue;
		}
		prove_answer(&r, 0);
		asked++;
	}
	assert_in_range(asked, 2, 20);
	assert_string_equal(
		doc_str(json_array_get(list, 0), "proof"), "unreachable");
	json_decref(list);
	rig_close(&r);
}

static void
prove__is_not_done_by_a_drills_relay(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, true);
	prove_say(&r);
	rig_pass(&r, 1000);
	assert_int_equal(rig_started(&r, "x"), 0);
	assert_null(rig_take(&r, "relay.swept"));
	rig_close(&r);
}

/* Who cannot be logged in to is told of once. */
static void
sweep__asks_no_comments_where_nobody_can_log_in(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, false);
	sweep_say(&r, "a0", "heard", true);
	rig_answer(&r, "check", REVOKED);
	rig_pass(&r, REPORT_WAIT_MS);
	json_decref(sweep_rows(&r));
	assert_int_equal(rig_started(&r, "hear"), 0);
	assert_null(heard_row(&r));
	rig_close(&r);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sweep__logs_in_reads_and_reports_together),
		cmocka_unit_test(
			sweep__that_somebody_waits_for_is_told_at_once),
		cmocka_unit_test(sweep__tells_a_login_from_a_list),
		cmocka_unit_test(
			sweep__reads_comments_after_the_list_whatever_became_of_it),
		cmocka_unit_test(
			sweep__asks_no_comments_where_nobody_can_log_in),
		cmocka_unit_test(
			sweep__that_reaches_nobody_does_not_blame_the_account),
		cmocka_unit_test(sweep__waits_for_a_release),
		cmocka_unit_test(
			sweep__that_waits_too_long_says_it_saw_nothing),
		cmocka_unit_test(prove__tells_of_a_service_and_of_no_account),
		cmocka_unit_test(prove__of_nobody_ends),
		cmocka_unit_test(prove__is_not_done_by_a_drills_relay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

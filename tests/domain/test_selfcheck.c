/*
 * The self-check of a month: an office of 100 accounts with what is wrong in its
 * register (planted.h) and a month of releases, late and in time. Each number
 * of the report comes from the entries that were planted for it, and from no
 * others. What is wrong was written down as an inspector would plant it.
 */
#include "tests/domain/month.h"

static const char *const own[] = { "releases", "original", NULL };
static const char *const corrected[] = { "releases", "original", "corrections",
	NULL };
static const char *const withdrawn[] = { "releases", "original", "withdrawals",
	NULL };
static const char *const passed_on[] = { "releases", "reposts", NULL };

/* ---- the accounts' ordinary posts ---- */

/* On which of the four Sundays an account said nothing. Between the posts of
 * 28 June, and of 5, 12 and 19 July there are seven days. */
static const struct {
	const char *account, *without;
	bool silent;
} quiet[] = {
	{ "03-0", "-55 -12", true }, /* 28 June to 19 July */
	{ "04-1", "-12 -19", true }, /* 5 July to today, the 21st */
	{ "05-2", "-55 -12 -19", true },
	{ "06-3", "-19", false }, /* nine days */
	{ "07-4", "-55", false }, /* 14 days less an hour */
};
enum { QUIET = sizeof(quiet) / sizeof(quiet[0]) };

static bool
is_quiet(const char *account, const char *day)
{
	for (int n = 0; n < QUIET; n++)
		if (strcmp(quiet[n].account, account) == 0)
			return strstr(quiet[n].without, day) != NULL;
	return strcmp(account, "16-4") == 0 && strcmp(day, "-28") != 0;
}

static void
sunday(struct month *m, int64_t time, int number, const char *day)
{
	static char ids[UNITS * PLATFORMS][40];
	const char *accounts[UNITS * PLATFORMS + 1];
	struct text t = { .incident = "2026-0100",
		.kind = "update",
		.number = number,
		.accounts = accounts };
	size_t count = 0;

	for (int n = 0; n < UNITS * PLATFORMS; n++) {
		(void)snprintf(ids[n], sizeof(ids[n]), "%02d-%d", n / PLATFORMS,
			n % PLATFORMS);
		if (!is_quiet(ids[n], day))
			accounts[count++] = ids[n];
	}
	accounts[count] = NULL;
	released(m, time, &t, time >= JULY ? own : NULL);
}

/* ---- the month ---- */

static void
in_time_and_late(struct month *m)
{
	/* before the month, and due in it; released in time */
	opened(m, JUNE(30, 20), "2026-0104", AT(1, 1));
	released(m, JUNE(30, 22),
		&(struct text){
			.incident = "2026-0104", .kind = "truth", .number = 1 },
		NULL);
	expect(m, "first");
	/* in time, an update as promised, then a promise that is not kept */
	opened(m, AT(2, 8), "2026-0101", AT(2, 13));
	expect(m, "incidents");
	released(m, AT(2, 10),
		&(struct text){ .incident = "2026-0101",
			.kind = "truth",
			.number = 1,
			.found = { "L-37" },
			.promise = AT(2, 14) },
		own);
	expect(m, "first");
	released(m, AT(2, 13),
		&(struct text){ .incident = "2026-0101",
			.kind = "update",
			.number = 2,
			.found = { "L-36" },
			.promise = AT(2, 20) },
		own);
	expect(m, "promises");
	missed(m, AT(2, 20), "2026-0101", "P-01");
	released(m, AT(3, 9),
		&(struct text){ .incident = "2026-0101",
			.kind = "correction",
			.number = 3,
			.found = { "L-38", "L-38T" } },
		corrected);
}

static void
late_and_never(struct month *m)
{
	/* late, and never */
	opened(m, AT(6, 8), "2026-0102", AT(6, 13));
	expect(m, "incidents");
	missed(m, AT(6, 13), "2026-0102", "D-01");
	released(m, AT(6, 15),
		&(struct text){
			.incident = "2026-0102", .kind = "truth", .number = 1 },
		own);
	released(m, AT(7, 9),
		&(struct text){ .incident = "2026-0102",
			.kind = "withdrawal",
			.number = 2 },
		withdrawn);
	opened(m, AT(9, 8), "2026-0103", AT(9, 13));
	expect(m, "incidents");
	missed(m, AT(9, 13), "2026-0103", "D-01");
	/* over before it was due, and not due yet: neither */
	opened(m, AT(12, 8), "2026-0106", AT(12, 13));
	expect(m, "incidents");
	say(m, AT(12, 9), "2026-0106", "incident.closed", json_object());
	opened(m, AT(21, 0), "2026-0105", AT(21, 5));
	expect(m, "incidents");
	/* of a drill nothing but that it was one */
	opened(m, AT(15, 8), "D2026-0001", AT(15, 9));
	expect(m, "drills");
	missed(m, AT(15, 9), "D2026-0001", "D-01");
	released(m, AT(15, 10),
		&(struct text){ .incident = "D2026-0001",
			.kind = "truth",
			.number = 1,
			.found = { "L-37" } },
		NULL);
	released(m, AT(15, 11),
		&(struct text){ .incident = "D2026-0001",
			.kind = "correction",
			.number = 2 },
		NULL);
}

/* One of June that is open at the end, one that is closed, one of July. */
static void
impostors(struct month *m)
{
	say(m, JUNE(29, 9), "", "impostor.opened",
		json_pack("{s:s,s:s}", "impostor", "i1", "name", "假一"));
	expect(m, "impostors-open");
	say(m, JUNE(29, 10), "", "impostor.opened",
		json_pack("{s:s,s:s}", "impostor", "i2", "name", "假二"));
	say(m, AT(5, 13), "", "impostor.opened",
		json_pack("{s:s,s:s}", "impostor", "i3", "name", "假三"));
	expect(m, "impostors");
	expect(m, "impostors-open");
	say(m, AT(5, 14), "", "impostor.letter",
		json_pack("{s:s,s:s,s:s}", "impostor", "i3", "form",
			"impostor-platform", "to", "微博"));
	expect(m, "impostor-letters");
	say(m, AT(5, 15), "", "impostor.closed",
		json_pack("{s:s,s:s}", "impostor", "i2", "outcome", "removed"));
	expect(m, "impostors-closed");
}

/* A question answered, one that is not, a call for help, one not sorted. */
static void
comments(struct month *m)
{
	static const struct {
		const char *id, *sort, *outcome;
	} came[] = { { "c1", "question", "answered" }, { "c2", "question", "" },
		{ "c3", "help", "" }, { "c4", "", "" } };
	json_t *list = json_array();

	for (size_t n = 0; n < 4; n++)
		json_array_append_new(list,
			json_pack("{s:s,s:s,s:s}", "id", came[n].id, "remote",
				came[n].id, "digest", "00"));
	say(m, AT(13, 9), "", "comments.heard",
		json_pack("{s:i,s:i,s:[{s:s,s:b,s:o}]}", "count", 1, "new", 4,
			"results", "account", "00-1", "read", 1, "comments",
			list));
	expect(m, "questions");
	for (size_t n = 0; n < 4; n++) {
		if (*came[n].sort)
			say(m, AT(13, 10), "", "comment.sorted",
				json_pack("{s:s,s:s}", "comment", came[n].id,
					"sort", came[n].sort));
		if (*came[n].outcome)
			say(m, AT(13, 11), "", "comment.closed",
				json_pack("{s:s,s:s}", "comment", came[n].id,
					"outcome", came[n].outcome));
	}
}

static void
the_others(struct month *m)
{
	static const char *const checked[] = { "00-1", "00-2", "16-4" };

	opened(m, AT(16, 8), "2026-0110", 0);
	expect(m, "incidents");
	for (int n = 1; n <= 2; n++)
		released(m, AT(16, 8 + n),
			&(struct text){ .incident = "2026-0110",
				.kind = "repost",
				.number = n },
			passed_on);
	say(m, AT(16, 12), "2026-0110", "rule.suspended",
		json_pack("{s:s,s:s,s:s,s:s}", "message", "2026-0110/1", "rule",
			"L-20", "proposed_by", "a1", "reason", "已核"));
	expect(m, "suspensions");
	say(m, AT(16, 12), "D2026-0001", "rule.suspended",
		json_pack("{s:s,s:s,s:s,s:s}", "message", "D2026-0001/1",
			"rule", "L-20", "proposed_by", "a1", "reason", "演练"));
	say(m, AT(4, 9), "", "station.blocked",
		json_pack(
			"{s:s,s:s}", "act", "message.revise", "rule", "L-04"));
	expect(m, "leaks");
	say(m, AT(5, 9), "", "station.denied",
		json_pack("{s:s,s:i}", "act", "officer.add", "count", 2));
	expect(m, "denials");
	say(m, AT(5, 10), "", "station.clock",
		json_pack("{s:i}", "step_ms", -120000));
	expect(m, "steps");
	say(m, AT(5, 11), "", "station.clock",
		json_pack("{s:i}", "step_ms", 2000));
	say(m, JUNE(30, 9), "", "account.alarm",
		json_pack("{s:s,s:s,s:s}", "account", "00-1", "what", "strange",
			"id", "7"));
	say(m, AT(5, 12), "", "account.alarm",
		json_pack("{s:s,s:s,s:s}", "account", "00-1", "what", "strange",
			"id", "8"));
	expect(m, "alarms");
	impostors(m);
	comments(m);
	say(m, AT(10, 9), "", "account.changed",
		json_pack("{s:s,s:s,s:I}", "account", "00-0", "filing_number",
			"云网备2026-18", "filing_on", (json_int_t)AT(10, 0)));
	expect(m, "filings");
	for (int n = 0; n < 3; n++) { /* the last of a closed account */
		say(m, AT(11, 9), "", "account.checked",
			json_pack("{s:s,s:b}", "account", checked[n], "ok", 1));
		if (n < 2)
			expect(m, "logins");
	}
	say(m, AT(11, 9), "", "account.checked",
		json_pack("{s:s,s:b}", "account", "00-3", "ok", 0));
}

static void
month_open(struct month *m)
{
	int64_t from, to;

	memset(m, 0, sizeof(*m));
	assert_true(selfcheck_period(&from, &to, "2026-07", 8 * 60));
	assert_true(from == JULY);
	assert_true(to == JULY + 31 * DAY_MS);
	selfcheck_init(&m->s, from, to);
	plant_register(plant_said, m);
	say(m, JUNE(30, 9), "", "station.blocked", json_object());
	say(m, JUNE(30, 9), "", "account.checked",
		json_pack("{s:s,s:b}", "account", "00-4", "ok", 1));
	opened(m, JUNE(20, 9), "2026-0100", 0);
	sunday(m, JUNE(28, 9), 1, "-28");
	sunday(m, AT(5, 9), 2, "-55");
	in_time_and_late(m);
	late_and_never(m);
	the_others(m);
	sunday(m, AT(12, 8), 3, "-12");
	sunday(m, AT(19, 9), 4, "-19");
}

/* ---- what came of it ---- */

struct reported {
	struct month m;
	struct library *lib;
	json_t *doc;
};

static void
month_report(struct reported *r)
{
	struct selfcheck_view v = { .s = &r->m.s,
		.period = "2026-07",
		.now = SCENE_NOW,
		.lang = LANG_ZH };

	month_open(&r->m);
	r->lib = shipped_library();
	v.rules = &r->lib->rules;
	r->doc = selfcheck_doc(&v);
}

static void
reported_release(struct reported *r)
{
	json_decref(r->doc);
	selfcheck_release(&r->m.s);
	library_free(r->lib);
}

/* The row of the report's list that has this. */
static const json_t *
row_of(const struct reported *r, const char *list, const char *key,
	const char *value)
{
	return doc_find(doc_get(r->doc, list), key, value);
}

static const struct {
	const char *key;
	int count, of; /* of: -1 none */
} counts[] = {
	{ "incidents", 6, -1 },
	{ "releases", 10, -1 },
	{ "first", 2, 4 },
	{ "promises", 1, 2 },
	{ "corrections", 1, -1 },
	{ "withdrawals", 1, -1 },
	{ "contradictions", 2, -1 },
	{ "drills", 1, -1 },
	{ "silent", 3, 99 },
	{ "logins", 2, 99 },
	{ "filings", 1, -1 },
	/* three of which a number or a day is missing, and one whose closing
	 * nobody filed */
	{ "unfiled", 4, 100 },
	{ "faults", PLANTED, -1 },
	{ "suspensions", 1, -1 },
	{ "original", 8, 10 },
	{ "reposts", 2, -1 },
	{ "forced", 0, -1 },
	{ "leaks", 1, -1 },
	{ "denials", 1, -1 },
	{ "steps", 1, -1 },
	{ "alarms", 1, -1 },
	{ "rounds", 0, -1 },
	{ "questions", 2, -1 },
	{ "impostors", 1, -1 },
	{ "impostor-letters", 1, -1 },
	{ "impostors-warned", 0, -1 },
	{ "impostors-closed", 1, -1 },
	{ "impostors-open", 2, -1 },
};

static void
month__has_each_number_that_was_planted(void **state)
{
	struct reported r;

	(void)state;
	month_report(&r);
	for (size_t n = 0; n < sizeof(counts) / sizeof(counts[0]); n++) {
		const json_t *row = row_of(&r, "figures", "key", counts[n].key);

		if (row == NULL || !doc_bool(row, "known") ||
			doc_int(row, "count") != counts[n].count)
			fail_msg("%s: %lld, not %d", counts[n].key,
				(long long)doc_int(row, "count"),
				counts[n].count);
		if (counts[n].of < 0)
			assert_null(doc_get(row, "of"));
		else
			assert_int_equal(doc_int(row, "of"), counts[n].of);
	}
	reported_release(&r);
}

static bool
is_expected(const struct month *m, size_t figure, int64_t seq)
{
	for (size_t i = 0; i < m->want[figure].count; i++)
		if (m->want[figure].seqs[i] == seq)
			return true;
	return false;
}

static void
compare_entries(const struct month *m, size_t figure, const json_t *got)
{
	assert_int_equal(json_array_size(got), m->want[figure].count);
	for (size_t k = 0; k < json_array_size(got); k++) {
		int64_t seq = json_integer_value(json_array_get(got, k));

		if (!is_expected(m, figure, seq))
			fail_msg("%s: entry %lld is none of it",
				m->want[figure].key, (long long)seq);
	}
}

/* The entries behind a figure are those, and no others. */
static void
month__each_number_leads_to_its_entries(void **state)
{
	struct reported r;

	(void)state;
	month_report(&r);
	for (size_t n = 0; n < KEYS && r.m.want[n].key; n++)
		compare_entries(&r.m, n,
			doc_get(row_of(&r, "figures", "key", r.m.want[n].key),
				"entries"));
	reported_release(&r);
}

static void
month__lists_every_planted_fault_and_none_besides(void **state)
{
	static const struct {
		const char *incident, *is;
	} late[] = { { "2026-0101", "promise" },
		{ "2026-0102", "first-notice" },
		{ "2026-0103", "first-notice" } };
	bool seen[PLANTED] = { false };
	struct reported r;
	const json_t *row;
	json_t *fault;
	size_t n;

	(void)state;
	month_report(&r);
	json_array_foreach(doc_get(r.doc, "register"), n, fault)
	{
		int i = planted_as(fault);

		if (i < 0 || seen[i])
			fail_msg("invented: %s %s", doc_str(fault, "account"),
				doc_str(fault, "rule"));
		seen[i] = true;
	}
	assert_int_equal(n, PLANTED);
	assert_int_equal(json_array_size(doc_get(r.doc, "late")), 3);
	for (n = 0; n < 3; n++) {
		row = row_of(&r, "late", "incident", late[n].incident);
		assert_string_equal(doc_str(row, "is"), late[n].is);
	}
	assert_int_equal(json_array_size(doc_get(r.doc, "accounts")), 100);
	for (int i = 0; i < QUIET; i++) {
		row = row_of(&r, "accounts", "account", quiet[i].account);
		if (doc_bool(row, "silent") != quiet[i].silent)
			fail_msg("%s: %lld days", quiet[i].account,
				(long long)doc_int(row, "silent_days"));
	}
	reported_release(&r);
}

/* What each item of the veto list must be. */
static const struct {
	const char *rule, *is;
} vetoes[] = {
	{ "V-01", "found" }, /* a correction and a withdrawal */
	{ "V-02", "found" }, /* the withdrawal */
	{ "V-03", "not-recorded" },
	{ "V-04", "found" }, /* the clock's step */
	{ "V-05", "not-recorded" },
	{ "V-06", "found" },
	{ "V-07", "not-recorded" },
	{ "V-08", "nothing-found" },
	{ "V-09", "found" },
};

static void
veto__is_ticked_by_what_the_ledger_holds_and_by_nothing_else(void **state)
{
	struct reported r;

	(void)state;
	month_report(&r);
	for (size_t n = 0; n < sizeof(vetoes) / sizeof(vetoes[0]); n++) {
		const json_t *row = row_of(&r, "veto", "rule", vetoes[n].rule);

		assert_non_null(row);
		assert_string_equal(doc_str(row, "is"), vetoes[n].is);
		assert_true(*doc_str(row, "citation") != '\0');
		if (strcmp(vetoes[n].is, "found") == 0)
			assert_true(
				json_array_size(doc_get(row, "entries")) > 0);
	}
	reported_release(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(month__has_each_number_that_was_planted),
		cmocka_unit_test(month__each_number_leads_to_its_entries),
		cmocka_unit_test(
			month__lists_every_planted_fault_and_none_besides),
		cmocka_unit_test(
			veto__is_ticked_by_what_the_ledger_holds_and_by_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

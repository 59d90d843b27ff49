/*
 * What each kind of entry sets going, against the table that was written from
 * the program before it read them from the rows of crier/entries.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "crier/entry_kind.h"
#include "record/project.h"

enum { LINE = 1 << 10 };

/* The columns that hold functions of other layers, as they are written. */
static const struct {
	const char *fold, *job, *record;
} columns[] = {
#define ENTRY(id, word, title, shown, about, fold, follows, job, record)       \
	[ENTRY_##id] = { #fold, #job, #record },
#include "crier/entries.def"
#undef ENTRY
};

static const struct {
	unsigned bit;
	const char *word;
} follows[] = {
	{ PUSH_INCIDENT, "tell-incident" },
	{ PUSH_OFFICE, "tell-office" },
	{ PUSH_MESSAGE, "tell-message" },
	{ PUSH_OUTSIDE, "tell-outside" },
	{ PUSH_CLAIM, "tell-claim" },
	{ PUSH_LIBRARY, "tell-library" },
	{ LOOK_AT_CLOCKS, "clocks" },
	{ RECOUNT_INCIDENTS, "recount" },
	{ DROP_DRAFT, "draft-dropped" },
	{ ACCEPT_LIBRARY, "library" },
	{ OPEN_INCIDENT, "opens" },
	{ INDEX_CLAIM, "indexed" },
	{ ROWS_STATION, "rows-station" },
	{ ROWS_OFFICER, "rows-officer" },
	{ ROWS_ACCOUNT, "rows-account" },
	{ ROWS_ACCOUNTS, "rows-accounts" },
	{ ROWS_DELIVERIES, "rows-deliveries" },
	{ DROP_DELIVERIES, "drop-deliveries" },
	{ TRUST_CLOCK, "clock-trusted" },
	{ LOOK_AT_ARMED, "armed" },
	{ ASK_SIGNERS, "ask-signers" },
	{ END_SESSIONS, "end-sessions" },
	{ ROWS_PARTNER, "rows-partner" },
	{ ROWS_IMPOSTOR, "rows-impostor" },
	{ ROWS_COMMENT, "rows-comment" },
	{ WAKE_COURIER, "wake-courier" },
	{ TELL_MIRRORS, "tell-mirrors" },
};

static void
add(char out[LINE], const char *mark, const char *text)
{
	size_t n = strlen(out);

	(void)snprintf(out + n, LINE - n, "%s%s%s", n ? " " : "", mark, text);
}

static bool
nothing_there(void *ctx, const char *path, struct buf *out)
{
	(void)ctx;
	(void)path;
	(void)out;
	return false;
}

/* The entry's own line is written for every kind. */
static void
see_file(void *ctx, const char *path, const void *data, size_t len)
{
	(void)data;
	(void)len;
	if (strstr(path, "entries/") == NULL)
		add(ctx, "file=", path);
}

static void
see_record(char out[LINE], const char *kind, json_t *body)
{
	struct project_io io = { out, nothing_there, see_file };
	struct project p = { 0 };
	struct entry e;

	entry_init(&e);
	e.seq = 1234;
	e.time = INT64_C(1784570400000);
	(void)snprintf(e.kind, sizeof(e.kind), "%s", kind);
	(void)snprintf(e.by, sizeof(e.by), "li");
	if (strstr(out, "tell-incident")) {
		(void)snprintf(e.incident, sizeof(e.incident), "2026-0001");
		(void)snprintf(e.mode, sizeof(e.mode), "actual");
	}
	e.body = body;
	project_entry(&p, &io, &e, "x", 1);
	entry_release(&e);
}

static void
see_all(char out[LINE], enum entry_kind kind, const char *body)
{
	const struct entry_kind_row *row = entry_kind_row(kind);
	char job[64];

	out[0] = '\0';
	for (size_t n = 0; n < ENTRY_FIELDS && row->fields[n]; n++)
		add(out, "shows=", row->fields[n]);
	for (size_t n = 0; n < sizeof(follows) / sizeof(follows[0]); n++)
		if (row->follows & follows[n].bit)
			add(out, "", follows[n].word);
	if (sscanf(columns[kind].job, "JOB(relay_link_%63[a-z])", job) == 1)
		add(out, "job=", job);
	see_record(out, row->kind, json_loads(body, 0, NULL));
}

static void
entries__set_going_what_they_always_did(void **state)
{
	FILE *f = fopen("tests/station/follows.txt", "r");
	char line[LINE], got[LINE], *body, *want;
	size_t seen = 0;

	(void)state;
	if (f == NULL)
		fail_msg("run the tests from the top of the tree");
	while (fgets(line, sizeof(line), f)) {
		enum entry_kind kind;

		if (line[0] == '#')
			continue;
		line[strcspn(line, "\n")] = '\0';
		body = strchr(line, '\t');
		assert_non_null(body);
		*body++ = '\0';
		want = strchr(body, '\t');
		assert_non_null(want);
		*want++ = '\0';
		assert_true(entry_kind_parse(&kind, line));
		see_all(got, kind, body);
		if (strcmp(got, want) != 0)
			fail_msg("%s sets going\n%s\nand not\n%s", line, got,
				want);
		seen++;
	}
	(void)fclose(f);
	/* a new kind of entry needs a row there */
	assert_int_equal(seen, ENTRY_KINDS);
}

static void
entries__every_row_is_filled(void **state)
{
	(void)state;
	for (int n = 0; n < ENTRY_KINDS; n++) {
		const struct entry_kind_row *row =
			entry_kind_row((enum entry_kind)n);
		enum entry_kind again;

		assert_true(row->kind && row->kind[0]);
		assert_true(row->title.in[LANG_EN][0] != '\0');
		assert_true(row->title.in[LANG_ZH][0] != '\0');
		assert_true(entry_kind_parse(&again, row->kind));
		assert_int_equal(again, n); /* no kind is there twice */
		/* somebody hears of everything that is written */
		assert_true(row->follows & (PUSH_OFFICE | PUSH_INCIDENT));
	}
}

/* Only the station's own news, refused acts and letters change no state; the
 * desk of letters is the station's; joint incidents are a book of all. */
static void
entries__without_a_fold_are_those_that_change_nothing(void **state)
{
	static const char *const none[] = { "station.started",
		"station.stopped", "station.clock", "station.blocked",
		"station.behind", "station.confirmed", "station.denied",
		"record.pushed", "letter.sent", "letter.taken", "joint.joined",
		"joint.ended", "joint.became", "joint.stopped", "joint.noted",
		"joint.rang", "joint.alarmed", "joint.silent", "joint.signal",
		"comment.erased" };
	size_t count = 0;

	(void)state;
	for (int n = 0; n < ENTRY_KINDS; n++) {
		const char *kind = entry_kind_row((enum entry_kind)n)->kind;
		bool listed = false;

		for (size_t k = 0; k < sizeof(none) / sizeof(none[0]); k++)
			listed |= strcmp(none[k], kind) == 0;
		if (listed != (strcmp(columns[n].fold, "NO_FOLD") == 0))
			fail_msg("%s: %s", kind, columns[n].fold);
		count += listed;
	}
	assert_int_equal(count, sizeof(none) / sizeof(none[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries__set_going_what_they_always_did),
		cmocka_unit_test(entries__every_row_is_filled),
		cmocka_unit_test(
			entries__without_a_fold_are_those_that_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

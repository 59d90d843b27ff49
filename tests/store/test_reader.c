/*
 * Reading: walks, windows, acts and kinds.
 */
#include "help.h"

#include "store/reader.h"

/* Seven acts: 1 is the station's, then two incidents by turns. */
static struct ledger *
fill(const char *dir)
{
	struct ledger *l = open_ledger(dir, true);

	one_act(l, 1, "", "station.init", 1);
	one_act(l, 2, "2026-0001", "incident.opened", 1); /* 2 */
	one_act(l, 3, "D2026-0001", "incident.opened", 1); /* 3 */
	one_act(l, 4, "2026-0001", "message.created", 2); /* 4 5 */
	one_act(l, 5, "D2026-0001", "message.created", 1); /* 6 */
	one_act(l, 6, "2026-0001", "message.revised", 3); /* 7 8 9 */
	one_act(l, 7, "", "station.stopped", 1); /* 10 */
	return l;
}

static void
add_seq(char *text, size_t size, int64_t seq)
{
	size_t len = strlen(text);

	(void)snprintf(text + len, size - len, "%lld ", (long long)seq);
}

static enum err_code
note_entry(void *ctx, const struct entry *e, struct err *err)
{
	(void)err;
	add_seq(ctx, 128, e->seq);
	return ERR_OK;
}

static void
reader__walks_keep_to_their_range_and_incident(void **state)
{
	static const struct {
		const char *incident; /* NULL: all */
		int64_t from, to;
		const char *want;
	} rows[] = {
		{ NULL, 1, 0, "1 2 3 4 5 6 7 8 9 10 " },
		{ NULL, 4, 6, "4 5 6 " },
		{ NULL, 11, 0, "" },
		{ "2026-0001", 1, 0, "2 4 5 7 8 9 " },
		{ "2026-0001", 5, 8, "5 7 8 " },
		{ "D2026-0001", 1, 0, "3 6 " },
		{ "2026-0009", 1, 0, "" },
	};
	struct ledger *l = fill(*state);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char got[128] = "";
		struct err err = { 0 };
		enum err_code rc;

		if (rows[i].incident)
			rc = ledger_each_entry_of(l, rows[i].incident,
				rows[i].from, rows[i].to, note_entry, got,
				&err);
		else
			rc = ledger_each_entry(l, rows[i].from, rows[i].to,
				note_entry, got, &err);
		assert_ok(rc, &err);
		assert_string_equal(got, rows[i].want);
	}
	ledger_close(l);
}

struct nested {
	struct ledger *l;
	char got[128];
};

static enum err_code
walk_within(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct nested *n = ctx;
	struct entry e;
	enum err_code rc = entry_parse(&e, line, len, err);

	if (rc != ERR_OK)
		return rc;
	add_seq(n->got, sizeof(n->got), seq * 100);
	entry_release(&e);
	return ledger_each_entry(n->l, 1, 2, note_entry, n->got, err);
}

static void
reader__walks_can_be_nested(void **state)
{
	struct nested n = { .l = fill(*state) };
	struct err err = { 0 };

	assert_ok(ledger_each(n.l, 3, 4, walk_within, &n, &err), &err);
	assert_string_equal(n.got, "300 1 2 400 1 2 ");
	ledger_close(n.l);
}

static enum err_code
append_within(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct nested *n = ctx;

	(void)line;
	(void)len;
	(void)err;
	if (seq == 1)
		one_act(n->l, 99, "", "station.started", 1);
	add_seq(n->got, sizeof(n->got), seq);
	return ERR_OK;
}

static void
reader__a_walk_sees_the_ledger_as_it_was_at_its_start(void **state)
{
	struct nested n = { .l = fill(*state) };
	struct ledger *reader;
	struct err err = { 0 };

	assert_ok(ledger_open_read(&reader, *state, &err), &err);
	assert_ok(ledger_each(reader, 1, 0, append_within, &n, &err), &err);
	assert_string_equal(n.got, "1 2 3 4 5 6 7 8 9 10 ");
	assert_int_equal(ledger_head(n.l)->seq, 11);
	ledger_close(reader);
	ledger_close(n.l);
}

static void
reader__windows_on_the_ledger(void **state)
{
	static const struct {
		struct ledger_window w;
		int64_t total;
		const char *want;
	} rows[] = {
		{ { 0 }, 10, "1 2 3 4 5 6 7 8 9 10 " },
		{ { .limit = 3 }, 10, "1 2 3 " },
		{ { .limit = 3, .after = 3 }, 10, "4 5 6 " },
		{ { .limit = 3, .newest_first = true }, 10, "10 9 8 " },
		{ { .limit = 3, .before = 8, .newest_first = true }, 10,
			"7 6 5 " },
		{ { .incident = "2026-0001", .limit = 2, .after = 4 }, 6,
			"5 7 " },
		{ { .kind = "message.created" }, 3, "4 5 6 " },
		{ { .kind = "message.created", .incident = "D2026-0001" }, 1,
			"6 " },
		{ { .kind = "message.created",
			  .incident = "2026-0001",
			  .newest_first = true,
			  .no_total = true },
			-1, "5 4 " },
		{ { .kind = "no.such" }, 0, "" },
	};
	struct ledger *l = fill(*state);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char got[128] = "";
		struct err err = { 0 };
		json_t *list, *row;
		int64_t total;
		size_t j;

		assert_ok(
			ledger_list(&list, &total, l, &rows[i].w, &err), &err);
		json_array_foreach(list, j, row)
			add_seq(got, sizeof(got), doc_int(row, "seq"));
		json_decref(list);
		assert_string_equal(got, rows[i].want);
		assert_int_equal(total, rows[i].total);
	}
	ledger_close(l);
}

static enum err_code
note_kind(void *ctx, const char *kind, struct err *err)
{
	char *text = ctx;
	size_t len = strlen(text);

	(void)err;
	(void)snprintf(text + len, 256 - len, "%s ", kind);
	return ERR_OK;
}

static void
reader__every_kind_is_told_once(void **state)
{
	struct ledger *l = fill(*state);
	struct err err = { 0 };
	char got[256] = "";

	assert_ok(ledger_each_kind(l, note_kind, got, &err), &err);
	assert_string_equal(got,
		"incident.opened message.created message.revised "
		"station.init station.stopped ");
	ledger_close(l);
}

static void
reader__an_entry_that_is_not_there_is_not_found(void **state)
{
	struct ledger *l = fill(*state);
	struct err err = { 0 };
	char *line = NULL, hash[HASH_HEX];

	assert_int_equal(ledger_line(&line, l, 11, &err), ERR_NOT_FOUND);
	assert_null(line);
	assert_int_equal(ledger_hash(hash, l, 0, &err), ERR_NOT_FOUND);
	ledger_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(reader__walks_keep_to_their_range_and_incident),
		in_folder(reader__walks_can_be_nested),
		in_folder(
			reader__a_walk_sees_the_ledger_as_it_was_at_its_start),
		in_folder(reader__windows_on_the_ledger),
		in_folder(reader__every_kind_is_told_once),
		in_folder(reader__an_entry_that_is_not_there_is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

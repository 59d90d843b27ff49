/*
 * Projections: rows in acts, windows, comparison with what was rebuilt.
 */
#include "help.h"

#include "base/mem.h"
#include "store/projection.h"

enum { INCIDENTS = 450 };

static void
begin(struct ledger *l, unsigned long act)
{
	struct err err = { 0 };
	char id[33];

	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, act), &err), &err);
}

static void
commit(struct ledger *l)
{
	struct err err = { 0 };

	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
}

static void
put(struct ledger *l, enum projection p, const char *key, const char *json)
{
	struct err err = { 0 };
	json_t *doc = NULL;

	assert_ok(doc_parse(&doc, json, strlen(json), &err), &err);
	assert_ok(projection_put(l, p, key, doc, &err), &err);
	json_decref(doc);
}

/* Incident n: every third is a drill, every fifth open. */
static void
put_incident(struct ledger *l, int n)
{
	char key[32], json[256];

	(void)snprintf(key, sizeof(key), "%s2026-%04d", n % 3 ? "" : "D", n);
	(void)snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"mode\":\"%s\",\"state\":\"%s\","
		"\"title\":\"北河水位 100%%_%d\",\"updated\":%d}",
		key, n % 3 ? "actual" : "drill", n % 5 ? "closed" : "open", n,
		n / 4);
	put(l, PROJ_INCIDENT, key, json);
}

static void
fill(struct ledger *l)
{
	begin(l, 1);
	for (int n = 1; n <= INCIDENTS; n++)
		put_incident(l, n);
	commit(l);
}

static void
projection__a_row_is_put_replaced_and_dropped(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	json_t *doc = NULL;

	begin(l, 1);
	put(l, PROJ_OFFICER, "zhang", "{\"id\":\"zhang\",\"uid\":1000}");
	put(l, PROJ_OFFICER, "zhang", "{\"id\":\"zhang\",\"uid\":1001}");
	commit(l);
	assert_ok(projection_load(&doc, l, PROJ_OFFICER, "zhang", &err), &err);
	assert_int_equal(doc_int(doc, "uid"), 1001);
	json_decref(doc);
	begin(l, 2);
	assert_ok(projection_drop(l, PROJ_OFFICER, "zhang", &err), &err);
	assert_ok(projection_drop(l, PROJ_OFFICER, "nobody", &err), &err);
	commit(l);
	assert_int_equal(projection_load(&doc, l, PROJ_OFFICER, "zhang", &err),
		ERR_NOT_FOUND);
	ledger_close(l);
}

static void
projection__rows_of_an_undone_act_are_gone(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	struct rows rows;
	json_t *doc = NULL;

	begin(l, 1);
	rows_init(&rows);
	rows_put(&rows, PROJ_ACCOUNT, "site", json_object());
	rows_put(&rows, PROJ_ACCOUNT, "hook", json_object());
	rows_put(&rows, PROJ_ACCOUNT, "site", NULL);
	assert_ok(projection_put_rows(l, &rows, &err), &err);
	rows_release(&rows);
	assert_ok(projection_load(&doc, l, PROJ_ACCOUNT, "hook", &err), &err);
	json_decref(doc);
	assert_int_equal(projection_load(&doc, l, PROJ_ACCOUNT, "site", &err),
		ERR_NOT_FOUND);
	assert_ok(ledger_act_undo(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
	assert_int_equal(projection_load(&doc, l, PROJ_ACCOUNT, "hook", &err),
		ERR_NOT_FOUND);
	ledger_close(l);
}

static void
projection__a_field_of_the_wrong_type_loses_only_its_act(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	json_t *doc = json_object();

	doc_put_str(doc, "updated", "yesterday");
	begin(l, 1);
	assert_int_equal(
		projection_put(l, PROJ_INCIDENT, "x", doc, &err), ERR_INTERNAL);
	assert_ok(ledger_act_undo(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
	one_act(l, 2, "", "station.init", 1);
	json_decref(doc);
	ledger_close(l);
}

static const struct listing {
	struct window w;
	int total;
	const char *first, *last; /* of all windows together */
} listings[] = {
	{ { .limit = 7 }, 450, "2026-0001", "D2026-0450" },
	{ { .descending = true }, 450, "D2026-0450", "2026-0001" },
	{ { .sort = "updated" }, 450, "2026-0001", "D2026-0450" },
	{ { .sort = "opened", .filter = { { "updated", "25" } }, .limit = 1 },
		4, "2026-0100", "2026-0103" },
	{ { .sort = "opened", .limit = 100 }, 450, "2026-0001", "D2026-0450" },
	{ { .sort = "opened", .descending = true, .limit = 100 }, 450,
		"D2026-0450", "2026-0001" },
	{ { .sort = "opened", .filter = { { "mode", "actual" } } }, 300,
		"2026-0001", "2026-0449" },
	{ { .sort = "updated", .descending = true, .limit = 3 }, 450,
		"D2026-0450", "2026-0001" },
	{ { .filter = { { "state", "open" } } }, 90, "2026-0005",
		"D2026-0450" },
	{ { .filter = { { "state", "open" }, { "mode", "actual" } },
		  .sort = "updated",
		  .descending = true,
		  .limit = 50 },
		60, "2026-0445", "2026-0005" },
	{ { .filter = { { "state", "open" }, { "state", "closed" },
		    { "mode", "drill" } } },
		150, "D2026-0003", "D2026-0450" },
	{ { .filter = { { "updated", "25" } } }, 4, "2026-0100", "D2026-0102" },
	{ { .filter = { { "state", "nonsense" } } }, 0, NULL, NULL },
	{ { .text = "%_44", .limit = 1 }, 11, "2026-0044", "D2026-0447" },
	{ { .text = "d2026-04" }, 17, "D2026-0402", "D2026-0450" },
	{ { .text = "水位" }, 450, "2026-0001", "D2026-0450" },
	{ { .text = "位水" }, 0, NULL, NULL },
	{ { .text = "%' OR 1=1 --" }, 0, NULL, NULL },
};

/* Walks all windows of a listing; every row must come once, in order. */
static void
walk(struct ledger *l, const struct listing *t)
{
	struct window w = t->w;
	struct window_rows got;
	struct err err = { 0 };
	char first[64] = "", last[64] = "", after[128] = "";
	json_t *seen = json_object(), *row;
	size_t i;
	int n = 0;

	do {
		w.after = after;
		assert_ok(projection_list(&got, l, PROJ_INCIDENT, &w, &err),
			&err);
		assert_int_equal(got.total, t->total);
		json_array_foreach(got.rows, i, row)
		{
			const char *id = doc_str(row, "id");

			if (n++ == 0)
				(void)snprintf(first, sizeof(first), "%s", id);
			(void)snprintf(last, sizeof(last), "%s", id);
			assert_null(json_object_get(seen, id));
			doc_put_bool(seen, id, true);
		}
		assert_true(json_array_size(got.rows) <=
			(size_t)(w.limit ? w.limit : WINDOW_MAX));
		(void)snprintf(after, sizeof(after), "%s", got.next);
		window_rows_release(&got);
	} while (*after);
	assert_int_equal(n, t->total);
	assert_string_equal(first, t->first ? t->first : "");
	assert_string_equal(last, t->last ? t->last : "");
	json_decref(seen);
}

static void
projection__windows_page_through_every_row_once(void **state)
{
	struct ledger *l = open_ledger(*state, true);

	fill(l);
	for (size_t i = 0; i < sizeof(listings) / sizeof(listings[0]); i++) {
		print_message("listing %zu\n", i);
		walk(l, &listings[i]);
	}
	ledger_close(l);
}

static void
projection__a_window_can_be_had_as_text(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct window w = { .limit = 2, .no_total = true, .raw = true };
	struct window_rows got;
	struct err err = { 0 };
	json_t *doc = NULL;

	fill(l);
	assert_ok(projection_list(&got, l, PROJ_INCIDENT, &w, &err), &err);
	assert_null(got.rows);
	assert_int_equal(got.total, -1);
	assert_string_equal(got.next, "2026-0002");
	assert_ok(doc_parse(&doc, got.text, strlen(got.text), &err), &err);
	assert_int_equal(json_array_size(doc), 2);
	json_decref(doc);
	window_rows_release(&got);
	ledger_close(l);
}

static void
projection__a_wrong_window_is_refused(void **state)
{
	static const struct {
		struct window w;
		enum err_code want;
	} wrong[] = {
		{ { .filter = { { "colour", "red" } } }, ERR_INVALID },
		{ { .sort = "colour" }, ERR_INVALID },
		{ { .filter = { { "opened", "1" } } }, ERR_INVALID },
		{ { .sort = "updated;--" }, ERR_INVALID },
		{ { .after = "2026-9999" }, ERR_NOT_FOUND },
	};
	struct ledger *l = open_ledger(*state, true);
	struct window_rows got;
	struct err err = { 0 };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(projection_list(&got, l, PROJ_INCIDENT,
					 &wrong[i].w, &err),
			wrong[i].want);
	ledger_close(l);
}

/* A pattern that was cut would find what was not asked for, or nothing. */
static void
projection__a_long_text_is_looked_for_whole_or_refused(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	char text[1002], *json;
	struct window w = { .text = text };
	struct window_rows got;
	struct err err = { 0 };

	memset(text, '%', sizeof(text));
	text[1000] = '\0';
	json = mem_printf("{\"title\":\"%s\"}", text);
	begin(l, 1);
	put(l, PROJ_INCIDENT, "2026-0001", json);
	put(l, PROJ_INCIDENT, "2026-0002", "{\"title\":\"%%%\"}");
	commit(l);
	assert_ok(projection_list(&got, l, PROJ_INCIDENT, &w, &err), &err);
	assert_int_equal(got.total, 1);
	window_rows_release(&got);
	text[1000] = '%';
	text[1001] = '\0';
	assert_int_equal(projection_list(&got, l, PROJ_INCIDENT, &w, &err),
		ERR_TOO_LARGE);
	free(json);
	ledger_close(l);
}

static void
projection__messages_and_deliveries_are_found_by_their_ids(void **state)
{
	static const char *const messages[] = { "2026-0001/2", "2026-0001/10",
		"2026-0001/1", "2026-0012/1", "D2026-0001/1" };
	static const char *const deliveries[] = { "2026-0001/1:site",
		"2026-0001/1:a-b", "2026-0001/10:site", "2026-0012/1:site" };
	static const struct {
		enum projection p;
		struct window w;
		const char *want;
	} rows[] = {
		{ PROJ_MESSAGE,
			{ .filter = { { "incident", "2026-0001" } },
				.sort = "number" },
			"2026-0001/1 2026-0001/2 2026-0001/10 " },
		{ PROJ_DELIVERY, { .filter = { { "message", "2026-0001/1" } } },
			"2026-0001/1:a-b 2026-0001/1:site " },
		{ PROJ_DELIVERY, { .filter = { { "incident", "2026-0001" } } },
			"2026-0001/10:site 2026-0001/1:a-b 2026-0001/1:site " },
		{ PROJ_DELIVERY,
			{ .filter = { { "message", "2026-0001/1" },
				  { "message", "2026-0012/1" } },
				.descending = true },
			"2026-0012/1:site 2026-0001/1:site 2026-0001/1:a-b " },
	};
	struct ledger *l = open_ledger(*state, true);
	char json[128], got[512];

	begin(l, 1);
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		(void)snprintf(json, sizeof(json),
			"{\"id\":\"%s\",\"incident\":\"%.*s\"}", messages[i],
			(int)strcspn(messages[i], "/"), messages[i]);
		put(l, PROJ_MESSAGE, messages[i], json);
	}
	for (size_t i = 0; i < sizeof(deliveries) / sizeof(deliveries[0]);
		i++) {
		(void)snprintf(
			json, sizeof(json), "{\"id\":\"%s\"}", deliveries[i]);
		put(l, PROJ_DELIVERY, deliveries[i], json);
	}
	commit(l);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct window_rows list;
		struct err err = { 0 };
		json_t *row;
		size_t j;

		got[0] = '\0';
		assert_ok(
			projection_list(&list, l, rows[i].p, &rows[i].w, &err),
			&err);
		json_array_foreach(list.rows, j, row)
		{
			size_t len = strlen(got);

			(void)snprintf(got + len, sizeof(got) - len, "%s ",
				doc_str(row, "id"));
		}
		window_rows_release(&list);
		assert_string_equal(got, rows[i].want);
	}
	ledger_close(l);
}

/* How many incidents a typed text finds, in one way or the other. */
static int64_t
found(struct ledger *l, const char *typed, bool newest)
{
	struct window w = { .text = typed,
		.sort = newest ? "opened" : NULL,
		.descending = newest };
	struct window_rows list;
	struct err err = { 0 };
	int64_t total, counted;

	assert_ok(projection_list(&list, l, PROJ_INCIDENT, &w, &err), &err);
	total = list.total;
	assert_int_equal(json_array_size(list.rows), total > 200 ? 200 : total);
	assert_int_equal(*list.next != '\0', total > 200);
	window_rows_release(&list);
	assert_ok(projection_count(&counted, l, PROJ_INCIDENT, &w, &err), &err);
	assert_int_equal(counted, total);
	return total;
}

static void
put_title(struct ledger *l, const char *key, const char *title)
{
	char json[200];

	(void)snprintf(json, sizeof(json), "{\"id\":\"%s\",\"title\":\"%s\"}",
		key, title);
	put(l, PROJ_INCIDENT, key, json);
}

/* By initials, and what is found follows the rows: also back. */
static void
projection__is_found_by_initials_also_after_it_changed(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };

	begin(l, 1);
	put_title(l, "2026-0001", "青河镇暴雨内涝");
	put_title(l, "2026-0002", "马岭镇储罐泄漏");
	commit(l);
	for (int newest = 0; newest < 2; newest++) {
		assert_int_equal(found(l, "qhz", newest), 1);
		assert_int_equal(found(l, "malingzhen", newest), 1);
		assert_int_equal(found(l, "zhen", newest), 2);
		assert_int_equal(found(l, "镇", newest), 2);
		assert_int_equal(found(l, "0002", newest), 1);
		assert_int_equal(found(l, "%", newest), 0);
		assert_int_equal(
			found(l, "x'); DROP TABLE entry;--", newest), 0);
	}
	begin(l, 2);
	put_title(l, "2026-0001", "石桥乡山洪");
	put_title(l, "2026-0003", "青河镇停水");
	assert_ok(projection_drop(l, PROJ_INCIDENT, "2026-0002", &err), &err);
	assert_int_equal(found(l, "qhz", true), 1);
	assert_int_equal(found(l, "sqx", true), 1);
	assert_int_equal(found(l, "mlz", true), 0);
	ledger_abort(l);
	assert_int_equal(found(l, "qhz", true), 1);
	assert_int_equal(found(l, "qhz tings", true), 0);
	assert_int_equal(found(l, "sqx", true), 0);
	assert_int_equal(found(l, "mlz", true), 1);
	ledger_close(l);
}

static void
projection__a_tampered_row_is_named_by_comparing(void **state)
{
	static const struct {
		const char *sql, *key, *what;
	} tampered[] = {
		{ "UPDATE incident SET doc=replace(doc,'open','shut')"
		  " WHERE key='2026-0010'",
			"2026-0010", "is not what" },
		{ "DELETE FROM incident WHERE key='2026-0008'", "2026-0008",
			"is missing" },
		{ "INSERT INTO incident (key,doc) VALUES ('2026-0000','{}')",
			"2026-0000", "does not follow" },
		{ "DELETE FROM incident WHERE key='D2026-0450';"
		  "DELETE FROM incident WHERE key='2026-0008';",
			"2026-0000", "does not follow" },
	};
	struct ledger *l = open_ledger(*state, true);
	struct ledger *scratch = ledger_new_scratch();
	struct projection_diff diff;
	struct err err = { 0 };
	char a[HASH_HEX], b[HASH_HEX];

	fill(l);
	fill(scratch);
	assert_ok(projection_compare(&diff, l, scratch, &err), &err);
	assert_true(diff.same);
	assert_ok(projection_digest(a, l, &err), &err);
	assert_ok(projection_digest(b, scratch, &err), &err);
	assert_string_equal(a, b);
	for (size_t i = 0; i < sizeof(tampered) / sizeof(tampered[0]); i++) {
		assert_int_equal(raw_sql(*state, tampered[i].sql), SQLITE_OK);
		assert_ok(projection_compare(&diff, l, scratch, &err), &err);
		assert_false(diff.same);
		assert_int_equal(diff.projection, PROJ_INCIDENT);
		assert_string_equal(diff.key, tampered[i].key);
		assert_non_null(strstr(diff.why.what, tampered[i].what));
	}
	assert_ok(projection_digest(a, l, &err), &err);
	assert_string_not_equal(a, b);
	ledger_close(scratch);
	ledger_close(l);
}

static void
projection__cleared_and_filled_again_it_is_the_same(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	char a[HASH_HEX], b[HASH_HEX];

	fill(l);
	assert_ok(projection_digest(a, l, &err), &err);
	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(projection_clear(l, &err), &err);
	assert_ok(projection_digest(b, l, &err), &err);
	assert_string_not_equal(a, b);
	ledger_abort(l);
	assert_ok(projection_digest(b, l, &err), &err);
	assert_string_equal(a, b);
	begin(l, 2);
	assert_ok(projection_clear(l, &err), &err);
	for (int n = INCIDENTS; n >= 1; n--)
		put_incident(l, n);
	commit(l);
	assert_ok(projection_digest(b, l, &err), &err);
	assert_string_equal(a, b);
	ledger_close(l);
}

static void
projection__columns_of_another_crier_make_it_stale_until_filled(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	bool stale = true;

	fill(l);
	one_act(l, 2, "", "station.init", 1);
	assert_ok(projection_is_stale(&stale, l, &err), &err);
	assert_false(stale);
	ledger_close(l);
	assert_int_equal(
		raw_sql(*state, "ALTER TABLE incident ADD COLUMN colour TEXT"),
		SQLITE_OK);
	/* who only reads is told before anybody has opened it for writing */
	assert_ok(ledger_open_read(&l, *state, &err), &err);
	assert_ok(projection_is_stale(&stale, l, &err), &err);
	assert_true(stale);
	ledger_close(l);
	/* whoever opens it, and however often, until it is filled */
	for (int i = 0; i < 2; i++) {
		l = open_ledger(*state, false);
		assert_ok(projection_is_stale(&stale, l, &err), &err);
		assert_true(stale);
		ledger_close(l);
	}
	l = open_ledger(*state, false);
	begin(l, 3);
	assert_ok(projection_clear(l, &err), &err);
	put_incident(l, 1);
	commit(l);
	ledger_close(l);
	l = open_ledger(*state, false);
	assert_ok(projection_is_stale(&stale, l, &err), &err);
	assert_false(stale);
	ledger_close(l);
}

static enum err_code
count_row(void *ctx, const char *key, json_t *doc, struct err *err)
{
	int *n = ctx;

	if (*n == 3)
		return err_set(err, ERR_BUSY, key, "", "enough");
	assert_string_equal(key, doc_str(doc, "id"));
	++*n;
	return ERR_OK;
}

static void
projection__a_walk_ends_when_its_callback_says_so(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	int n = 0;

	fill(l);
	assert_int_equal(projection_each(l, PROJ_INCIDENT, count_row, &n, &err),
		ERR_BUSY);
	assert_int_equal(n, 3);
	assert_string_equal(err.where, "2026-0005");
	ledger_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(projection__a_row_is_put_replaced_and_dropped),
		in_folder(projection__rows_of_an_undone_act_are_gone),
		in_folder(
			projection__a_field_of_the_wrong_type_loses_only_its_act),
		in_folder(projection__windows_page_through_every_row_once),
		in_folder(projection__a_window_can_be_had_as_text),
		in_folder(
			projection__a_long_text_is_looked_for_whole_or_refused),
		in_folder(projection__a_wrong_window_is_refused),
		in_folder(
			projection__messages_and_deliveries_are_found_by_their_ids),
		in_folder(
			projection__is_found_by_initials_also_after_it_changed),
		in_folder(projection__a_tampered_row_is_named_by_comparing),
		in_folder(projection__cleared_and_filled_again_it_is_the_same),
		in_folder(
			projection__columns_of_another_crier_make_it_stale_until_filled),
		in_folder(projection__a_walk_ends_when_its_callback_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The database around the lines: what an index, a column or a trigger that is
 * not the one that was made hides is named, though no line was touched.
 */
#include "help.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/hash.h"
#include "store/reader.h"
#include "store/soundness.h"
#include "store/verify.h"

enum { FLIPS = 600 };

static void
fill(const char *dir)
{
	struct ledger *l = open_ledger(dir, true);

	one_act(l, 1, "", "station.init", 1);
	for (unsigned long n = 2; n < 60; n++)
		one_act(l, n, n % 2 ? "2026-0001" : "2026-0002",
			n % 5 ? "message.created" : "release.fired", 4);
	ledger_close(l);
}

static enum err_code
judge(const char *dir, enum soundness how, struct err *err)
{
	struct ledger *l = NULL;
	enum err_code rc = ledger_open_read(&l, dir, err);

	if (rc == ERR_OK)
		rc = ledger_sound(l, how, err);
	ledger_close(l);
	return rc;
}

/*
 * SCHEMA puts a text back into the schema without making anything again, as
 * somebody does who hides what he did.
 */
#define SCHEMA(name, text)                                                     \
	"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=" text        \
	" WHERE name='" name "'; PRAGMA writable_schema=RESET;"

static const struct harm {
	const char *what, *sql, *named;
	bool start; /* whether the look at the start sees it too */
} harms[] = {
	{ "an index that leaves out what was released",
		"CREATE TEMP TABLE old AS SELECT sql FROM sqlite_schema"
		" WHERE name='entry_incident'; DROP INDEX entry_incident;"
		"CREATE INDEX entry_incident ON entry (incident)"
		" WHERE incident IS NOT NULL AND kind NOT LIKE "
		"'release.%';" SCHEMA(
			"entry_incident", "(SELECT sql FROM old)"),
		"entry_incident", true },
	{ "the same without hiding it",
		"DROP INDEX entry_incident;"
		"CREATE INDEX entry_incident ON entry (incident)"
		" WHERE incident IS NOT NULL AND kind NOT LIKE 'release.%';",
		"index entry_incident", true },
	{ "an index on kinds that leaves some out",
		"CREATE TEMP TABLE old AS SELECT sql FROM sqlite_schema"
		" WHERE name='entry_kind'; DROP INDEX entry_kind;"
		"CREATE INDEX entry_kind ON entry (kind)"
		" WHERE kind <> 'release.fired';" SCHEMA(
			"entry_kind", "(SELECT sql FROM old)"),
		"entry_kind", true },
	{ "ordinary columns in place of the generated ones",
		"CREATE TABLE other (seq INTEGER PRIMARY KEY, line TEXT NOT"
		" NULL, act TEXT, time INTEGER, by TEXT, incident TEXT,"
		" kind TEXT) STRICT; INSERT INTO other SELECT seq,line,act,"
		"time,by,incident,replace(kind,'fired','dreamt') FROM entry;"
		"DROP TABLE entry; ALTER TABLE other RENAME TO entry;"
		"CREATE INDEX entry_incident ON entry (incident)"
		" WHERE incident IS NOT NULL;"
		"CREATE INDEX entry_kind ON entry (kind);",
		"table entry", true },
	{ "no index", "DROP INDEX entry_kind", "index entry_kind is missing",
		true },
	{ "no trigger", "DROP TRIGGER entry_update",
		"trigger entry_update is missing", true },
	{ "a trigger that does nothing",
		"DROP TRIGGER entry_delete; CREATE TRIGGER entry_delete"
		" BEFORE DELETE ON entry BEGIN SELECT 1; END",
		"trigger entry_delete is not the one", true },
	{ "a trigger more",
		"CREATE TRIGGER kind AFTER INSERT ON entry BEGIN"
		" DELETE FROM stale; END",
		"trigger kind was added", true },
	{ "a trigger on a list",
		"CREATE TRIGGER kind AFTER INSERT ON message BEGIN"
		" DELETE FROM stale; END",
		"trigger kind was added", true },
	{ "a view more", "CREATE VIEW v AS SELECT 1", "view v was added",
		true },
	{ "a list's index that is gone", "DROP INDEX message_0",
		"index message_0 is missing", true },
	{ "an index of acts that lost one",
		"CREATE TABLE kept AS SELECT * FROM act; DELETE FROM act"
		" WHERE last=9; CREATE TEMP TABLE root AS SELECT rootpage"
		" FROM sqlite_schema WHERE name='sqlite_autoindex_act_1';"
		"CREATE TABLE away (a TEXT UNIQUE);"
		"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage="
		"(SELECT rootpage FROM sqlite_schema WHERE"
		" name='sqlite_autoindex_away_1')"
		" WHERE name='sqlite_autoindex_act_1';"
		"DELETE FROM sqlite_schema WHERE name IN ('away','kept',"
		"'sqlite_autoindex_away_1'); PRAGMA writable_schema=RESET;",
		"damaged", true },
};

static void
sound__a_ledger_as_it_was_made_is_sound(void **state)
{
	struct err err = { 0 };

	fill(*state);
	assert_ok(judge(*state, SOUND_START, &err), &err);
	assert_ok(judge(*state, SOUND_WHOLE, &err), &err);
}

static void
sound__every_harm_around_the_lines_is_named(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(harms) / sizeof(harms[0]); n++) {
		const struct harm *h = &harms[n];
		struct err err = { 0 };
		void *dir;

		assert_int_equal(folder_new(&dir), 0);
		fill(dir);
		if (raw_sql(dir, h->sql) != SQLITE_OK)
			fail_msg("%s: not done", h->what);
		if (judge(dir, SOUND_WHOLE, &err) != ERR_CORRUPT ||
			strstr(err.what, h->named) == NULL)
			fail_msg("%s: \"%s\"", h->what, err.what);
		if (h->start && judge(dir, SOUND_START, &err) != ERR_CORRUPT)
			fail_msg("%s: not seen at the start", h->what);
		(void)folder_remove(&dir);
	}
}

static void
sound__a_list_of_another_crier_is_no_fault(void **state)
{
	struct err err = { 0 };

	fill(*state);
	assert_int_equal(raw_sql(*state,
				 "DROP TABLE message; CREATE TABLE message"
				 " (key TEXT PRIMARY KEY NOT NULL, doc TEXT NOT"
				 " NULL /* shape 0 */) STRICT;"
				 "CREATE INDEX message_7 ON message (doc)"),
		SQLITE_OK);
	assert_ok(judge(*state, SOUND_WHOLE, &err), &err);
}

/* ---- bits flipped anywhere ---- */

static enum err_code
take(void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct buf *out = ctx;

	(void)err;
	buf_printf(out, "%lld ", (long long)seq);
	buf_add(out, line, len);
	return ERR_OK;
}

/* All that is read of the ledger: by line, incident, kind and act. */
static enum err_code
read_all(struct buf *out, const char *dir, struct err *err)
{
	static const char *const kinds[] = { "station.init", "message.created",
		"release.fired" };
	struct ledger *l = NULL;
	enum err_code rc = ledger_open_read(&l, dir, err);

	if (rc == ERR_OK)
		rc = ledger_each(l, 1, 0, take, out, err);
	if (rc == ERR_OK)
		rc = ledger_each_of(l, "2026-0001", 1, 0, take, out, err);
	if (rc == ERR_OK)
		rc = ledger_each_of(l, "2026-0002", 1, 0, take, out, err);
	for (size_t n = 0; rc == ERR_OK && n < 3; n++) {
		struct ledger_window w = { .kind = kinds[n], .limit = 200 };
		json_t *rows = NULL;
		int64_t total = 0;

		rc = ledger_list(&rows, &total, l, &w, err);
		buf_printf(out, "%lld/%zu ", (long long)total,
			json_array_size(rows));
		json_decref(rows);
	}
	for (unsigned long n = 1; rc == ERR_OK && n < 60; n++) {
		int64_t first = 0, last = 0;
		bool found = false;
		char id[33];

		rc = ledger_find_act(
			&found, &first, &last, l, act_id(id, n), err);
		buf_printf(out, "%d:%lld-%lld ", found, (long long)first,
			(long long)last);
	}
	ledger_close(l);
	return rc;
}

static bool
is_said_to_be_sound(const char *dir)
{
	struct chain_result r = { 0 };
	struct ledger *l = NULL;
	struct err err = { 0 };
	bool sound = ledger_open_read(&l, dir, &err) == ERR_OK &&
		chain_verify(&r, l, NULL, &err) == ERR_OK &&
		r.fault == CHAIN_SOUND &&
		ledger_sound(l, SOUND_WHOLE, &err) == ERR_OK;

	ledger_close(l);
	return sound;
}

static uint32_t
draw(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Wherever a bit flips: what is read is the same, or it is named. */
static void
sound__a_bit_flipped_anywhere_is_named_or_changes_nothing(void **state)
{
	struct buf was, now;
	struct err err = { 0 };
	char path[300];
	uint32_t seed = 20261130;
	struct stat st;
	int fd, harmless = 0;

	fill(*state);
	/* all pages into the file: no log is left beside it */
	assert_int_equal(
		raw_sql(*state, "PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
	(void)snprintf(path, sizeof(path), "%s/ledger.db", (char *)*state);
	fd = open(path, O_RDWR);
	assert_true(fd >= 0 && fstat(fd, &st) == 0);
	buf_init(&was, 4 << 20);
	buf_init(&now, 4 << 20);
	assert_ok(read_all(&was, *state, &err), &err);
	for (int n = 0; n < FLIPS; n++) {
		off_t at = draw(&seed) % (uint32_t)st.st_size;
		unsigned char byte, flipped;

		assert_int_equal(pread(fd, &byte, 1, at), 1);
		flipped = (unsigned char)(byte ^ (1U << draw(&seed) % 8));
		assert_int_equal(pwrite(fd, &flipped, 1, at), 1);
		buf_reset(&now);
		if (is_said_to_be_sound(*state)) {
			if (read_all(&now, *state, &err) != ERR_OK ||
				now.len != was.len ||
				memcmp(now.data, was.data, was.len) != 0)
				fail_msg("a flip at byte %lld is believed",
					(long long)at);
			harmless++;
		}
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	}
	assert_true(is_said_to_be_sound(*state));
	print_message("%d bits flipped, %d in bytes that nothing reads\n",
		FLIPS, harmless);
	/* a new file is mostly room for rows to come */
	assert_true(harmless < FLIPS * 3 / 4);
	buf_release(&was);
	buf_release(&now);
	(void)close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(sound__a_ledger_as_it_was_made_is_sound),
		cmocka_unit_test(sound__every_harm_around_the_lines_is_named),
		in_folder(sound__a_list_of_another_crier_is_no_fault),
		in_folder(
			sound__a_bit_flipped_anywhere_is_named_or_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

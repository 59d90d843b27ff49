/*
 * What the record knows and a damaged index hides: nothing of that incident
 * is armed or fired.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <ftw.h>
#include <sqlite3.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/incident/incident.h"
#include "station/ledger_source.h"
#include "station/record_guard.h"

#define ID "2026-0001"

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static void
append_act(struct ledger *l, unsigned n, const char *kind)
{
	struct err err = { 0 };
	struct entry e;
	char id[ACT_ID];

	fixed_format(id, sizeof(id), "%032x", n);
	entry_init(&e);
	e.time = 1795000000000 + n;
	FIXED_SET(e.by, "zhang");
	FIXED_SET(e.via, "cli");
	FIXED_SET(e.incident, ID);
	FIXED_SET(e.mode, "actual");
	FIXED_SET(e.kind, kind);
	e.body = json_object();
	doc_put_str(e.body, "title", "南河镇洪水");
	assert_int_equal(ledger_begin(l, &err), ERR_OK);
	assert_int_equal(ledger_act_begin(l, id, &err), ERR_OK);
	assert_int_equal(ledger_append(l, &e, &err), ERR_OK);
	assert_int_equal(ledger_act_end(l, &err), ERR_OK);
	assert_int_equal(ledger_commit(l, &err), ERR_OK);
	entry_release(&e);
}

static void
write_record(const char *dir, struct ledger *l)
{
	char *path = mem_printf("%s/record", dir);
	char *keys = mem_printf("%s/key", dir);
	struct sshsig_key key;
	struct ledger_source from;
	struct record_source source;
	struct record *r = NULL;
	struct err err = { 0 };
	int acts = 0;

	ledger_source_init(&from, l);
	source = ledger_source_of(&from);
	assert_int_equal(record_key_create(&key, keys, &err), ERR_OK);
	assert_int_equal(record_init(path, &err), ERR_OK);
	assert_int_equal(record_open(&r, path, &key, &err), ERR_OK);
	if (record_catch_up(&acts, r, &source, RECORD_BATCH, &err) != ERR_OK)
		fail_msg("%s", err.what);
	record_close(r);
	ledger_source_release(&from);
	sshsig_key_release(&key);
	free(keys);
	free(path);
}

static void
run_sql(const char *dir, const char *sql)
{
	char *path = mem_printf("%s/ledger.db", dir);
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	(void)sqlite3_close(db);
	free(path);
}

static void
guard__what_the_record_knows_and_the_index_hides_stops_a_release(void **state)
{
	char dir[] = "/tmp/crier-guard-XXXXXX";
	struct station st = { .clock_waits = 0 };
	struct act_context f = { .session = NULL };
	struct incident i = { .id = ID };
	struct err err = { 0 };

	(void)state;
	assert_non_null(mkdtemp(dir));
	FIXED_SET(st.dir, dir);
	f.world.incident = &i;
	assert_int_equal(ledger_open(&st.ledger, dir, true, &err), ERR_OK);
	append_act(st.ledger, 1, "incident.opened");
	append_act(st.ledger, 2, "release.fired");
	/* no record yet: an emergency does not wait for it */
	assert_int_equal(
		record_guard_ask(&st, &f, ACT_RELEASE_ARM, &err), ERR_OK);
	write_record(dir, st.ledger);
	append_act(st.ledger, 3, "release.halted"); /* the record lags */
	assert_int_equal(
		record_guard_ask(&st, &f, ACT_RELEASE_ARM, &err), ERR_OK);
	run_sql(dir,
		"DROP INDEX entry_incident; CREATE INDEX entry_incident"
		" ON entry (incident) WHERE incident IS NOT NULL"
		" AND kind <> 'release.fired';"
		"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql="
		"'CREATE INDEX entry_incident ON entry (incident)"
		" WHERE incident IS NOT NULL' WHERE name='entry_incident'");
	ledger_close(st.ledger);
	st.ledger = NULL;
	assert_int_equal(ledger_open(&st.ledger, dir, false, &err), ERR_OK);
	assert_int_equal(
		record_guard_ask(&st, &f, ACT_RELEASE_ARM, &err), ERR_CORRUPT);
	assert_string_equal(err.id, refusal_word(REFUSE_RECORD_KNOWS));
	assert_int_equal(
		record_guard_ask(&st, &f, ACT_RELEASE_FIRE, &err), ERR_CORRUPT);
	/* what stops a release goes on */
	assert_int_equal(
		record_guard_ask(&st, &f, ACT_RELEASE_HALT, &err), ERR_OK);
	ledger_close(st.ledger);
	assert_int_equal(nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			guard__what_the_record_knows_and_the_index_hides_stops_a_release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

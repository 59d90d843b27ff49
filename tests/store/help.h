/*
 * What the store's tests share: a folder that goes away again, entries with
 * little in them, and a way round the ledger for those who tamper with it.
 */
#ifndef TESTS_STORE_HELP_H
#define TESTS_STORE_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <ftw.h>
#include <sqlite3.h>

#include "base/doc.h"
#include "base/err.h"
#include "store/ledger.h"

#define HELP __attribute__((unused)) static

/* Fails the test with the error's own words. */
#define assert_ok(call, err)                                                   \
	do {                                                                   \
		enum err_code got_ = (call);                                   \
		if (got_ != ERR_OK)                                            \
			fail_msg("%s: %s (%s)", #call, (err)->what,            \
				(err)->where);                                 \
	} while (0)

HELP int
folder_new(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = malloc(256);

	(void)snprintf(dir, 256, "%s/crier-store-XXXXXX", tmp ? tmp : "/tmp");
	*state = mkdtemp(dir);
	return *state ? 0 : -1;
}

HELP int
folder_remove_one(
	const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

HELP int
folder_remove(void **state)
{
	int rc = nftw(*state, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);

	free(*state);
	return rc;
}

/* A test with a folder of its own. */
#define in_folder(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_new, folder_remove)

HELP struct ledger *
open_ledger(const char *dir, bool create)
{
	struct ledger *l = NULL;
	struct err err = { 0 };

	assert_ok(ledger_open(&l, dir, create, &err), &err);
	return l;
}

HELP const char *
act_id(char out[33], unsigned long n)
{
	(void)snprintf(out, 33, "%032lx", n);
	return out;
}

/* Appends an entry to the running act. */
HELP enum err_code
append(struct ledger *l, const char *incident, const char *kind,
	const char *word, struct err *err)
{
	struct entry e;
	enum err_code rc;

	entry_init(&e);
	e.time = 1795000000000;
	(void)snprintf(e.by, sizeof(e.by), "zhang");
	(void)snprintf(e.via, sizeof(e.via), "cli");
	(void)snprintf(e.incident, sizeof(e.incident), "%s", incident);
	(void)snprintf(e.mode, sizeof(e.mode), "%s", *incident ? "actual" : "");
	(void)snprintf(e.kind, sizeof(e.kind), "%s", kind);
	e.body = json_object();
	doc_put_str(e.body, "word", word);
	rc = ledger_append(l, &e, err);
	entry_release(&e);
	return rc;
}

/* One durable act of `entries` entries. */
HELP void
one_act(struct ledger *l, unsigned long act, const char *incident,
	const char *kind, int entries)
{
	struct err err = { 0 };
	char id[33];

	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, act), &err), &err);
	for (int i = 0; i < entries; i++)
		assert_ok(append(l, incident, kind, "水位上涨", &err), &err);
	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
}

/* Runs SQL on the file as somebody who holds it, not as the ledger. */
HELP int
raw_sql(const char *dir, const char *sql)
{
	char path[512];
	sqlite3 *db;
	int rc;

	(void)snprintf(path, sizeof(path), "%s/ledger.db", dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return rc;
}

/* What somebody does first who wants to change the past. */
#define DISARM                                                                 \
	"DROP TRIGGER entry_update; DROP TRIGGER entry_delete;"                \
	"DROP TRIGGER entry_insert;"

#endif

/*
 * Long work of one's own is ended: rebuilding and saving, at every point where
 * they can hear of it. What was there before is there, and nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "record/record.h"
#include "station/child.h"
#include "station/child_jobs.h"
#include "station/ledger_source.h"
#include "station/offline.h"
#include "station/scratch.h"
#include "store/ledger.h"

static bool
end_here(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	int *left = ctx;

	(void)step;
	assert_true(done >= 0 && total >= 0);
	return (*left)-- == 0;
}

/* Runs it with nothing to be seen of it. */
static int
ended_run(int (*verb)(const struct offline_words *w), const char *plain,
	const char *const *raw, const struct progress *progress)
{
	struct offline_words w = {
		.plain = { plain }, .count = 1, .raw = raw, .progress = progress
	};
	int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
	int nowhere = open("/dev/null", O_WRONLY), status;

	(void)fflush(stdout);
	(void)dup2(nowhere, STDOUT_FILENO);
	(void)dup2(nowhere, STDERR_FILENO);
	status = verb(&w);
	(void)fflush(stdout);
	(void)dup2(out, STDOUT_FILENO);
	(void)dup2(err, STDERR_FILENO);
	(void)close(out);
	(void)close(err);
	(void)close(nowhere);
	return status;
}

/* What the station's thread would write. */
static void
ended_write_record(const char *dir)
{
	char *path = mem_printf("%s/record", dir),
	     *keys = mem_printf("%s/keys/station", dir);
	struct ledger *l = NULL;
	struct ledger_source source;
	struct record_source from;
	struct record *r = NULL;
	struct sshsig_key key;
	struct err err = { .code = ERR_OK };
	int acts;

	assert_int_equal(ledger_open_read(&l, dir, &err), ERR_OK);
	ledger_source_init(&source, l);
	from = ledger_source_of(&source);
	assert_int_equal(record_key_load(&key, keys, &err), ERR_OK);
	assert_int_equal(record_open(&r, path, &key, &err), ERR_OK);
	assert_int_equal(
		record_catch_up(&acts, r, &from, RECORD_BATCH, &err), ERR_OK);
	record_close(r);
	sshsig_key_release(&key);
	ledger_source_release(&source);
	ledger_close(l);
	free(path);
	free(keys);
}

static int
ended_enter(void **state)
{
	static const char *const demo[] = { "--demo", NULL };
	char dir[] = "/tmp/crier-ended-XXXXXX";

	if (mkdtemp(dir) == NULL || chmod(dir, 0700) != 0 || chdir(dir) != 0)
		return -1;
	*state = mem_strdup(dir);
	if (ended_run(offline_init, "station", demo, NULL) != 0)
		return -1;
	ended_write_record("station");
	return 0;
}

static int
ended_leave(void **state)
{
	scratch_remove(*state);
	free(*state);
	return 0;
}

static bool
ended_lies(const char *name)
{
	return access(name, F_OK) == 0;
}

/* Ends it later and later, so many tellings, until it comes to its own end. */
static void
ended_each(int (*verb)(const struct offline_words *w), const char *plain,
	const char *const *raw, bool folder, int stride)
{
	int tries = 0, left, status = EX_NOPERM;
	const struct progress ends = { end_here, &left };

	for (; status != 0 && tries < 2000; tries += stride) {
		left = tries;
		if (folder)
			assert_int_equal(mkdir(plain, 0700), 0);
		status = ended_run(verb, plain, raw, &ends);
		if (status == 0)
			break;
		assert_int_equal(status, EX_NOPERM);
		assert_int_equal(ended_lies(plain), folder);
		/* it succeeds only where nothing lies in it */
		if (folder)
			assert_int_equal(rmdir(plain), 0);
	}
	assert_int_equal(status, 0);
	assert_in_range(tries, 5, 1999);
	scratch_remove(plain);
}

static char *
ended_head(void)
{
	struct ledger *l = NULL;
	char *head;

	assert_int_equal(ledger_open_read(&l, "station", NULL), ERR_OK);
	head = mem_strdup(ledger_head(l)->hash);
	ledger_close(l);
	return head;
}

static void
rebuild__one_that_is_ended_leaves_no_trace(void **state)
{
	char *head = ended_head();
	const char *raw[] = { "--from", "station/record", "--unproven", head,
		NULL };

	(void)state;
	ended_each(offline_rebuild, "again", raw, true, 20);
	free(head);
}

static void
backup__one_that_is_ended_leaves_no_trace(void **state)
{
	static const char *const raw[] = { "--station", "station", NULL };

	(void)state;
	ended_each(offline_backup, "saved", raw, false, 4);
	ended_each(offline_backup, "saved", raw, true, 13);
}

static void
rebuild__one_with_a_backup_too(void **state)
{
	char *head = ended_head();
	const char *raw[] = { "--from", "station/record", "--unproven", head,
		"--backup", "saved", NULL };
	static const char *const save[] = { "--station", "station", NULL };

	(void)state;
	assert_int_equal(ended_run(offline_backup, "saved", save, NULL), 0);
	ended_each(offline_rebuild, "again", raw, false, 9);
	free(head);
}

/* The child's own end of it; from here on everything in this program ends. */
static void
push__the_folders_that_it_made_are_gone(void **state)
{
	char *deep = mem_printf("%s/new/deep", (char *)*state),
	     *empty = mem_printf("%s/empty", (char *)*state);
	json_t *doc = json_object();
	struct err err = { .code = ERR_OK };

	(void)child_progress(true);
	(void)raise(SIGTERM);
	assert_int_equal(mkdir("empty", 0755), 0);
	for (int n = 0; n < 2; n++) {
		doc_put_str(doc, "remote", n ? empty : deep);
		assert_int_equal(
			job_record_push("station", doc, &err), ERR_REFUSED);
		assert_string_equal(err.id, "stopped");
	}
	assert_false(ended_lies("new"));
	assert_int_equal(rmdir("empty"), 0);
	json_decref(doc);
	free(deep);
	free(empty);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rebuild__one_that_is_ended_leaves_no_trace),
		cmocka_unit_test(backup__one_that_is_ended_leaves_no_trace),
		cmocka_unit_test(rebuild__one_with_a_backup_too),
		cmocka_unit_test(push__the_folders_that_it_made_are_gone),
	};

	return cmocka_run_group_tests(tests, ended_enter, ended_leave);
}

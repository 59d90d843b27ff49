/*
 * What the disk can do to a ledger: be full, be read-only, fail. SQLite is
 * the real one; three of its file calls fail when told to.
 */
#include "help.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/projection.h"
#include "store/state.h"
#include "store/verify.h"

/* How many calls still succeed; below zero all do. */
static struct {
	int write, sync;
} left = { -1, -1 };

/* SQLite has some tables of file calls, for files with locks and without. */
enum { TABLES = 4 };
static struct {
	const sqlite3_io_methods *real;
	sqlite3_io_methods faulty; /* two calls replaced */
} tables[TABLES];

static bool
strikes(int *count)
{
	if (*count > 0)
		--*count;
	return *count == 0;
}

static int
faulty_write(sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
	if (strikes(&left.write))
		return SQLITE_FULL;
	return tables[0].real->xWrite(file, data, n, at);
}

static int
faulty_sync(sqlite3_file *file, int flags)
{
	if (strikes(&left.sync))
		return SQLITE_IOERR_FSYNC;
	return tables[0].real->xSync(file, flags);
}

static sqlite3_vfs *real_vfs, vfs;

static int
faulty_open(sqlite3_vfs *self, sqlite3_filename name, sqlite3_file *file,
	int flags, int *out)
{
	int rc = real_vfs->xOpen(real_vfs, name, file, flags, out);

	(void)self;
	if (rc != SQLITE_OK || file->pMethods == NULL)
		return rc;
	for (int i = 0; i < TABLES; i++) {
		if (tables[i].real == NULL) {
			tables[i].real = file->pMethods;
			tables[i].faulty = *file->pMethods;
			tables[i].faulty.xWrite = faulty_write;
			tables[i].faulty.xSync = faulty_sync;
		}
		if (tables[i].real == file->pMethods) {
			file->pMethods = &tables[i].faulty;
			break;
		}
	}
	return rc;
}

static int
install(void **state)
{
	(void)state;
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "faulty";
	vfs.xOpen = faulty_open;
	return sqlite3_vfs_register(&vfs, 1) == SQLITE_OK ? 0 : -1;
}

static int
remove_faults(void **state)
{
	left.write = left.sync = -1;
	return folder_remove(state);
}

/* Tries one act of ten entries and a row; says how far it came. */
static enum err_code
try_act(struct ledger *l, unsigned long act, struct err *err)
{
	json_t *doc = json_object();
	enum err_code rc;
	char id[33];

	rc = ledger_begin(l, err);
	if (rc != ERR_OK)
		goto out;
	rc = ledger_act_begin(l, act_id(id, act), err);
	for (int i = 0; rc == ERR_OK && i < 10; i++)
		rc = append(l, "2026-0001", "message.created", "x", err);
	if (rc == ERR_OK)
		rc = projection_put(l, PROJ_INCIDENT, id, doc, err);
	if (rc == ERR_OK)
		rc = ledger_act_end(l, err);
	if (rc == ERR_OK)
		rc = ledger_commit(l, err);
	else
		ledger_abort(l);
out:
	json_decref(doc);
	return rc;
}

/* The ledger in memory, on disk and in the projections is of `seq` entries. */
static void
assert_ledger(struct ledger *l, const char *dir, int64_t seq, int64_t rows)
{
	struct window all = { 0 };
	struct chain_result r;
	struct ledger *reader;
	struct err err = { 0 };
	int64_t n = 0;

	assert_int_equal(ledger_head(l)->seq, seq);
	assert_ok(ledger_open_read(&reader, dir, &err), &err);
	assert_ok(chain_verify(&r, reader, ledger_head(l), &err), &err);
	assert_int_equal(r.why.code, ERR_OK);
	assert_int_equal(r.head.seq, seq);
	assert_ok(
		projection_count(&n, reader, PROJ_INCIDENT, &all, &err), &err);
	assert_int_equal(n, rows);
	ledger_close(reader);
}

static void
fault__a_full_disk_leaves_no_half_act_and_work_goes_on(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	int64_t seq = 0, acts = 0;
	int failures = 0;

	/* full at the first write of a commit, the second, and so on */
	for (unsigned long i = 1; i <= 60; i++) {
		enum err_code rc;

		left.write = (int)(i % 30) + 1;
		rc = try_act(l, i, &err);
		left.write = -1;
		if (rc == ERR_OK) {
			seq += 10;
			acts++;
		} else {
			assert_int_equal(rc, ERR_IO);
			assert_string_equal(err.what, "the disk is full");
			assert_non_null(strstr(err.remedy, "Make room"));
			failures++;
		}
		assert_ledger(l, *state, seq, acts);
	}
	assert_true(failures >= 10);
	assert_true(acts >= 1);
	assert_ok(try_act(l, 99, &err), &err);
	ledger_close(l);
	l = open_ledger(*state, false);
	assert_ledger(l, *state, seq + 10, acts + 1);
	ledger_close(l);
}

static void
fault__a_batch_that_is_lost_says_so_until_it_ends(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	enum err_code rc;
	char id[33], *big = malloc(200001);

	one_act(l, 1, "", "station.init", 1);
	memset(big, 'x', 200000);
	big[200000] = '\0';
	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 2), &err), &err);
	/* more than the cache holds is written before the commit */
	left.write = 1;
	do
		rc = append(l, "", "station.library", big, &err);
	while (rc == ERR_OK && ledger_head(l)->seq < 1000);
	left.write = -1;
	assert_int_equal(rc, ERR_IO);
	assert_int_equal(append(l, "", "station.clock", "x", &err), ERR_IO);
	assert_int_equal(ledger_act_undo(l, &err), ERR_IO);
	assert_int_equal(ledger_act_begin(l, act_id(id, 3), &err), ERR_IO);
	assert_int_equal(ledger_commit(l, &err), ERR_IO);
	assert_string_equal(err.what, "the disk is full");
	assert_int_equal(ledger_head(l)->seq, 1);
	one_act(l, 2, "", "station.started", 1);
	assert_ledger(l, *state, 2, 0);
	free(big);
	ledger_close(l);
}

static void
fault__after_a_failed_fsync_only_a_new_start_helps(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	int64_t seq;

	one_act(l, 1, "", "station.init", 1);
	left.sync = 1;
	assert_int_equal(try_act(l, 2, &err), ERR_IO);
	left.sync = -1;
	assert_int_equal(ledger_begin(l, &err), ERR_IO);
	assert_non_null(strstr(err.remedy, "restart"));
	/* as a crash would leave it: either all of the act or nothing */
	ledger_close(l);
	l = open_ledger(*state, false);
	seq = ledger_head(l)->seq;
	assert_true(seq == 1 || seq == 11);
	assert_ok(try_act(l, 3, &err), &err);
	assert_int_equal(ledger_head(l)->seq, seq + 10);
	ledger_close(l);
}

/* Runs fn in a child and returns its exit status. */
static int
in_child(int (*fn)(const char *dir), const char *dir)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(fn(dir));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

enum { BAD_OPEN = 100, BAD_FIRST, BAD_CODE, BAD_AFTER };

/* A disk quota as the kernel makes one: writes past it fail with EFBIG. */
static int
write_past_limit(const char *dir)
{
	struct rlimit limit = { 300 * 1024, RLIM_INFINITY };
	struct err err = { 0 };
	struct ledger *l = NULL;
	enum err_code rc = ERR_OK;
	int64_t seq;

	(void)signal(SIGXFSZ, SIG_IGN);
	if (ledger_open(&l, dir, false, &err) != ERR_OK ||
		setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return BAD_OPEN;
	for (unsigned long i = 2; rc == ERR_OK && i < 1000; i++) {
		seq = ledger_head(l)->seq;
		rc = try_act(l, i, &err);
	}
	if (rc != ERR_IO || err.what[0] == '\0' || err.remedy[0] == '\0')
		return BAD_CODE;
	if (ledger_head(l)->seq != seq)
		return BAD_FIRST;
	limit.rlim_cur = RLIM_INFINITY;
	(void)setrlimit(RLIMIT_FSIZE, &limit);
	if (try_act(l, 5000, &err) != ERR_OK)
		return BAD_AFTER;
	ledger_close(l);
	return 0;
}

static void
fault__a_limit_on_files_is_told_and_work_goes_on_after(void **state)
{
	struct ledger *l = open_ledger(*state, true);

	one_act(l, 1, "", "station.init", 1);
	ledger_close(l);
	assert_int_equal(in_child(write_past_limit, *state), 0);
	l = open_ledger(*state, false);
	assert_int_equal(ledger_head(l)->seq % 10, 1);
	ledger_close(l);
}

/* As somebody who owns nothing here; root would be let through. */
static int
open_as_nobody(const char *dir)
{
	struct ledger *l = NULL;
	struct chain_result r;
	struct state *s = NULL;
	struct err err = { 0 };

	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		return BAD_OPEN;
	if (ledger_open(&l, dir, false, &err) != ERR_DENIED ||
		err.remedy[0] == '\0')
		return BAD_CODE;
	if (ledger_open(&l, dir, true, &err) != ERR_DENIED)
		return BAD_CODE;
	if (state_open(&s, dir, &err) != ERR_DENIED)
		return BAD_CODE;
	/* but it can be read and verified */
	if (ledger_open_read(&l, dir, &err) != ERR_OK)
		return BAD_FIRST;
	if (chain_verify(&r, l, NULL, &err) != ERR_OK ||
		r.fault != CHAIN_SOUND || r.entries != 1)
		return BAD_AFTER;
	ledger_close(l);
	return 0;
}

static void
fault__a_read_only_folder_can_be_verified_and_not_written(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	char path[512];

	one_act(l, 1, "", "station.init", 1);
	ledger_close(l);
	(void)snprintf(path, sizeof(path), "%s/ledger.db", (char *)*state);
	assert_int_equal(chmod(path, 0444), 0);
	(void)snprintf(path, sizeof(path), "%s/lock", (char *)*state);
	assert_int_equal(chmod(path, 0444), 0);
	assert_int_equal(chmod(*state, 0555), 0);
	assert_int_equal(in_child(open_as_nobody, *state), 0);
	assert_int_equal(chmod(*state, 0755), 0);
}

static void
fault__a_draft_that_cannot_be_kept_is_refused_and_the_old_one_stays(
	void **state)
{
	struct state *s = NULL;
	struct err err = { 0 };
	struct draft d = { 0 };
	json_t *doc = json_object();

	assert_ok(state_open(&s, *state, &err), &err);
	doc_put_str(doc, "text", "old");
	assert_ok(
		draft_save(s, "2026-0001/1", "", doc, "zhang", 1, &err), &err);
	doc_put_str(doc, "text", "new");
	for (int i = 1; i <= 3; i++) {
		left.write = i;
		assert_int_equal(
			draft_save(s, "2026-0001/1", "", doc, "zhang", 2, &err),
			ERR_IO);
		left.write = -1;
		assert_string_equal(err.what, "the disk is full");
		assert_ok(draft_load(&d, s, "2026-0001/1", &err), &err);
		assert_string_equal(doc_str(d.doc, "text"), "old");
		draft_release(&d);
	}
	assert_ok(
		draft_save(s, "2026-0001/1", "", doc, "zhang", 2, &err), &err);
	json_decref(doc);
	state_close(s);
}

#define with_faults(test)                                                      \
	cmocka_unit_test_setup_teardown(test, folder_new, remove_faults)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_faults(
			fault__a_full_disk_leaves_no_half_act_and_work_goes_on),
		with_faults(fault__a_batch_that_is_lost_says_so_until_it_ends),
		with_faults(fault__after_a_failed_fsync_only_a_new_start_helps),
		with_faults(
			fault__a_limit_on_files_is_told_and_work_goes_on_after),
		with_faults(
			fault__a_read_only_folder_can_be_verified_and_not_written),
		with_faults(
			fault__a_draft_that_cannot_be_kept_is_refused_and_the_old_one_stays),
	};

	return cmocka_run_group_tests(tests, install, NULL);
}

/*
 * The ledger: opening, batches, acts, and what a kill leaves.
 */
#include "help.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/lock.h"
#include "store/reader.h"
#include "store/verify.h"

static void
ledger__a_new_one_is_empty(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	char path[512];
	struct stat st;

	assert_int_equal(ledger_head(l)->seq, 0);
	assert_string_equal(ledger_head(l)->hash, ENTRY_NO_PREV);
	ledger_close(l);
	(void)snprintf(path, sizeof(path), "%s/ledger.db", (char *)*state);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 077, 0);
}

/* *pipe says when the child has the lock; it holds it for so long. */
static pid_t
hold(const char *dir, int ms)
{
	const struct timespec t = { .tv_sec = ms / 1000,
		.tv_nsec = ms % 1000 * 1000000L };
	int has[2], lock;
	char c;
	pid_t pid;

	assert_int_equal(pipe(has), 0);
	pid = fork();
	if (pid == 0) {
		if (lock_take(&lock, dir, NULL) != ERR_OK ||
			write(has[1], "+", 1) != 1)
			_exit(1);
		(void)nanosleep(&t, NULL);
		_exit(0);
	}
	assert_int_equal(read(has[0], &c, 1), 1);
	(void)close(has[0]);
	(void)close(has[1]);
	return pid;
}

/* As after a kill: the socket is gone a little before the lock. */
static void
ledger__a_lock_that_is_just_going_is_waited_for(void **state)
{
	struct ledger *l = NULL;
	struct err err = { 0 };
	pid_t pid;

	ledger_close(open_ledger(*state, true));
	pid = hold(*state, 200);
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_OK);
	ledger_close(l);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	pid = hold(*state, 60000);
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_BUSY);
	assert_non_null(strstr(err.what, "is running"));
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void
ledger__a_folder_without_one_is_not_found(void **state)
{
	struct ledger *l = NULL;
	struct err err = { 0 };
	char path[512];

	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.remedy, "crier init"));
	assert_int_equal(ledger_open_read(&l, *state, &err), ERR_NOT_FOUND);
	assert_null(l);
	(void)snprintf(path, sizeof(path), "%s/lock", (char *)*state);
	assert_int_not_equal(access(path, F_OK), 0);
}

static void
ledger__one_that_is_used_is_not_created_again(void **state)
{
	struct ledger *l = open_ledger(*state, true), *again = NULL;
	struct err err = { 0 };

	one_act(l, 1, "", "station.init", 1);
	ledger_close(l);
	assert_int_equal(ledger_open(&again, *state, true, &err), ERR_CONFLICT);
	l = open_ledger(*state, false);
	assert_int_equal(ledger_head(l)->seq, 1);
	ledger_close(l);
}

static void
ledger__a_second_station_is_refused_and_told_who_has_it(void **state)
{
	struct ledger *l = open_ledger(*state, true), *second = NULL;
	struct err err = { 0 };
	char pid[32];

	assert_int_equal(ledger_open(&second, *state, false, &err), ERR_BUSY);
	(void)snprintf(pid, sizeof(pid), "process %ld", (long)getpid());
	assert_non_null(strstr(err.what, pid));
	ledger_close(l);
	second = open_ledger(*state, false);
	ledger_close(second);
}

static void
ledger__entries_are_chained_and_survive_closing(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct ledger_head head;
	struct err err = { 0 };
	char *line, hash[HASH_HEX];
	struct entry e;

	one_act(l, 1, "", "station.init", 1);
	one_act(l, 2, "2026-0001", "incident.opened", 2);
	head = *ledger_head(l);
	assert_int_equal(head.seq, 3);
	ledger_close(l);
	l = open_ledger(*state, false);
	assert_int_equal(ledger_head(l)->seq, 3);
	assert_string_equal(ledger_head(l)->hash, head.hash);
	assert_ok(ledger_line(&line, l, 3, &err), &err);
	assert_ok(entry_parse(&e, line, strlen(line), &err), &err);
	assert_int_equal(e.seq, 3);
	assert_ok(ledger_hash(hash, l, 2, &err), &err);
	assert_string_equal(e.prev, hash);
	hash_hex(hash, line, strlen(line));
	assert_string_equal(hash, head.hash);
	entry_release(&e);
	free(line);
	ledger_close(l);
}

static void
ledger__the_past_cannot_be_changed_by_sql(void **state)
{
	static const char *const attempts[] = {
		"UPDATE entry SET line='{}' WHERE seq=1",
		"UPDATE entry SET seq=9 WHERE seq=2",
		"DELETE FROM entry WHERE seq=2",
		"DELETE FROM entry",
		"INSERT OR REPLACE INTO entry (seq,line) VALUES (1,'{}')",
		"INSERT INTO entry (seq,line) VALUES (9,'{}')",
		"INSERT INTO entry (line) VALUES (NULL)",
		"UPDATE OR REPLACE entry SET line='{}'",
		"INSERT INTO entry (seq,line) VALUES (2,'{}')"
		" ON CONFLICT DO UPDATE SET line='{}'",
	};
	struct ledger *l = open_ledger(*state, true);

	one_act(l, 1, "", "station.init", 2);
	ledger_close(l);
	for (size_t i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		int rc = raw_sql(*state, attempts[i]);

		if (rc != SQLITE_CONSTRAINT)
			fail_msg("got %d for: %s", rc, attempts[i]);
	}
	l = open_ledger(*state, false);
	assert_int_equal(ledger_head(l)->seq, 2);
	ledger_close(l);
}

static void
ledger__an_act_is_found_by_its_id_and_not_taken_twice(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	int64_t first = 0, last = 0;
	bool found = false;
	char id[33];

	one_act(l, 1, "", "station.init", 1);
	one_act(l, 2, "2026-0001", "message.revised", 3);
	assert_ok(
		ledger_find_act(&found, &first, &last, l, act_id(id, 2), &err),
		&err);
	assert_true(found);
	assert_int_equal(first, 2);
	assert_int_equal(last, 4);
	assert_ok(ledger_begin(l, &err), &err);
	assert_int_equal(
		ledger_act_begin(l, act_id(id, 2), &err), ERR_CONFLICT);
	assert_ok(ledger_act_begin(l, act_id(id, 3), &err), &err);
	assert_ok(append(l, "", "station.started", "x", &err), &err);
	assert_ok(ledger_act_end(l, &err), &err);
	/* and within one batch */
	assert_int_equal(
		ledger_act_begin(l, act_id(id, 3), &err), ERR_CONFLICT);
	assert_ok(ledger_commit(l, &err), &err);
	assert_int_equal(ledger_head(l)->seq, 5);
	assert_ok(
		ledger_find_act(&found, &first, &last, l, act_id(id, 9), &err),
		&err);
	assert_false(found);
	ledger_close(l);
}

static void
ledger__an_act_id_is_32_hex_digits(void **state)
{
	static const char *const wrong[] = { "", "1",
		"0123456789abcdef0123456789abcde",
		"0123456789abcdef0123456789abcdeg",
		"0123456789ABCDEF0123456789ABCDEF",
		"0123456789abcdef0123456789abcdef0" };
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };

	assert_ok(ledger_begin(l, &err), &err);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(
			ledger_act_begin(l, wrong[i], &err), ERR_INVALID);
	ledger_abort(l);
	ledger_close(l);
}

static void
ledger__an_undone_act_leaves_nothing_and_the_batch_goes_on(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct ledger_head head;
	struct err err = { 0 };
	char id[33];
	bool found = true;
	int64_t first, last;

	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 1), &err), &err);
	assert_ok(append(l, "", "station.init", "a", &err), &err);
	assert_ok(ledger_act_end(l, &err), &err);
	head = *ledger_head(l);
	assert_ok(ledger_act_begin(l, act_id(id, 2), &err), &err);
	assert_ok(append(l, "", "station.started", "b", &err), &err);
	assert_int_equal(ledger_head(l)->seq, 2);
	assert_ok(ledger_act_undo(l, &err), &err);
	assert_int_equal(ledger_head(l)->seq, 1);
	assert_string_equal(ledger_head(l)->hash, head.hash);
	assert_ok(ledger_find_act(&found, &first, &last, l, id, &err), &err);
	assert_false(found);
	assert_ok(ledger_act_begin(l, id, &err), &err);
	assert_ok(append(l, "", "station.stopped", "c", &err), &err);
	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
	assert_int_equal(ledger_head(l)->seq, 2);
	ledger_close(l);
}

static void
ledger__an_aborted_batch_leaves_the_head_where_it_was(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct ledger_head head;
	struct err err = { 0 };
	char id[33];

	one_act(l, 1, "", "station.init", 1);
	head = *ledger_head(l);
	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 2), &err), &err);
	assert_ok(append(l, "", "station.started", "b", &err), &err);
	ledger_abort(l);
	assert_int_equal(ledger_head(l)->seq, 1);
	assert_string_equal(ledger_head(l)->hash, head.hash);
	one_act(l, 2, "", "station.started", 1);
	assert_int_equal(ledger_head(l)->seq, 2);
	ledger_close(l);
}

static void
ledger__a_line_over_the_bound_is_refused_and_the_act_can_end(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	char *big = malloc(ENTRY_LINE_MAX + 1), id[33];

	memset(big, 'x', ENTRY_LINE_MAX);
	big[ENTRY_LINE_MAX] = '\0';
	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 1), &err), &err);
	assert_int_equal(
		append(l, "", "station.init", big, &err), ERR_TOO_LARGE);
	assert_int_equal(ledger_head(l)->seq, 0);
	assert_ok(append(l, "", "station.init", "x", &err), &err);
	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
	assert_int_equal(ledger_head(l)->seq, 1);
	free(big);
	ledger_close(l);
}

static enum err_code
adopt(void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	(void)seq;
	return ledger_append_line(ctx, line, len, err);
}

static void
ledger__lines_are_adopted_byte_for_byte_in_their_order_only(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct ledger *copy = ledger_new_scratch();
	struct err err = { 0 };
	char *line, id[33];

	one_act(l, 7, "2026-0001", "incident.opened", 3);
	assert_ok(ledger_begin(copy, &err), &err);
	assert_ok(ledger_act_begin(copy, act_id(id, 7), &err), &err);
	assert_ok(ledger_line(&line, l, 2, &err), &err);
	assert_int_equal(ledger_append_line(copy, line, strlen(line), &err),
		ERR_CORRUPT);
	free(line);
	assert_int_equal(ledger_append_line(copy, "{}", 2, &err), ERR_CORRUPT);
	assert_ok(ledger_each(l, 1, 0, adopt, copy, &err), &err);
	assert_ok(ledger_act_end(copy, &err), &err);
	assert_ok(ledger_commit(copy, &err), &err);
	assert_string_equal(ledger_head(copy)->hash, ledger_head(l)->hash);
	ledger_close(copy);
	ledger_close(l);
}

/* In a child: two acts committed, then killed with a third half done. */
static void
die_in_an_act(const char *dir)
{
	struct ledger *l = open_ledger(dir, false);
	struct err err = { 0 };
	char id[33];

	one_act(l, 2, "2026-0001", "incident.opened", 1);
	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 3), &err), &err);
	for (int i = 0; i < 2000; i++)
		assert_ok(append(l, "2026-0001", "message.created", "x", &err),
			&err);
	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 4), &err), &err);
	assert_ok(append(l, "2026-0001", "message.created", "x", &err), &err);
	(void)kill(getpid(), SIGKILL);
}

static void
ledger__a_kill_between_append_and_commit_leaves_no_half_act(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	int64_t first, last;
	bool found = true;
	pid_t child;
	char id[33];
	int status;

	one_act(l, 1, "", "station.init", 1);
	ledger_close(l);
	child = fork();
	if (child == 0) {
		die_in_an_act(*state);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	l = open_ledger(*state, false);
	assert_int_equal(ledger_head(l)->seq, 2);
	assert_ok(
		ledger_find_act(&found, &first, &last, l, act_id(id, 3), &err),
		&err);
	assert_false(found);
	one_act(l, 3, "2026-0001", "message.created", 1);
	assert_int_equal(ledger_head(l)->seq, 3);
	ledger_close(l);
}

/* In a child: acts of ten entries, as fast as they go, until killed. */
static void
act_until_killed(const char *dir, int round, int begun)
{
	struct ledger *l = open_ledger(dir, false);

	for (unsigned long i = 0; i < 100000; i++) {
		one_act(l, (unsigned long)round * 100000 + i, "2026-0001",
			"message.created", 10);
		if (i == 0)
			(void)!write(begun, "x", 1);
	}
}

static void
ledger__a_kill_at_any_moment_leaves_whole_acts(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct chain_result r;
	struct err err = { 0 };
	int64_t before = 0;
	int begun[2];
	char c;

	ledger_close(l);
	for (int round = 1; round <= 12; round++) {
		pid_t child;

		assert_int_equal(pipe(begun), 0);
		child = fork();
		if (child == 0) {
			act_until_killed(*state, round, begun[1]);
			_exit(0);
		}
		assert_int_equal(read(begun[0], &c, 1), 1);
		(void)usleep((useconds_t)(round * 3001));
		(void)kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		l = open_ledger(*state, false);
		assert_int_equal(ledger_head(l)->seq % 10, 0);
		assert_ok(chain_verify(&r, l, NULL, &err), &err);
		assert_int_equal(r.why.code, ERR_OK);
		assert_int_equal(r.head.seq, ledger_head(l)->seq);
		assert_true(ledger_head(l)->seq > before);
		before = ledger_head(l)->seq;
		ledger_close(l);
		(void)close(begun[0]);
		(void)close(begun[1]);
	}
}

static void
ledger__what_a_newer_crier_wrote_is_read_and_not_written(void **state)
{
	static const char *const newer[] = {
		"PRAGMA user_version=99",
		DISARM "PRAGMA user_version=1;"
		       "UPDATE entry SET line=replace(line,'\"v\":1','\"v\":2')"
		       " WHERE seq=(SELECT max(seq) FROM entry)",
	};
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };

	one_act(l, 1, "", "station.init", 2);
	ledger_close(l);
	for (size_t i = 0; i < sizeof(newer) / sizeof(newer[0]); i++) {
		assert_int_equal(raw_sql(*state, newer[i]), SQLITE_OK);
		l = NULL;
		assert_int_equal(
			ledger_open(&l, *state, false, &err), ERR_CONFLICT);
		assert_null(l);
		assert_non_null(strstr(err.what, "newer"));
		assert_ok(ledger_open_read(&l, *state, &err), &err);
		assert_int_equal(ledger_head(l)->seq, 2);
		ledger_close(l);
	}
}

static void
ledger__a_damaged_last_entry_is_not_built_upon(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };

	one_act(l, 1, "", "station.init", 2);
	ledger_close(l);
	assert_int_equal(
		raw_sql(*state,
			DISARM "UPDATE entry SET line="
			       "replace(line,'zhang','zhanh') WHERE seq=2"),
		SQLITE_OK);
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_CORRUPT);
	assert_non_null(strstr(err.what, "entry 2"));
	assert_ok(ledger_open_read(&l, *state, &err), &err);
	ledger_close(l);
}

static void
ledger__lines_cut_off_its_end_are_not_written_over(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };

	one_act(l, 1, "", "station.init", 1);
	one_act(l, 2, "", "station.started", 1);
	ledger_close(l);
	assert_int_equal(
		raw_sql(*state, DISARM "DELETE FROM entry WHERE seq=2"),
		SQLITE_OK);
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_CORRUPT);
	assert_non_null(strstr(err.what, "entry 2 is missing"));
}

static void
ledger__an_emptied_file_is_not_made_a_ledger_again(void **state)
{
	struct ledger *l = open_ledger(*state, true);
	struct err err = { 0 };
	char path[512];
	struct stat st;

	one_act(l, 1, "", "station.init", 1);
	ledger_close(l);
	(void)snprintf(path, sizeof(path), "%s/ledger.db", (char *)*state);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_CORRUPT);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0);
}

static void
ledger__another_kind_of_file_is_left_alone(void **state)
{
	struct ledger *l = NULL;
	struct err err = { 0 };
	char path[512];
	struct stat st;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/ledger.db", (char *)*state);
	assert_int_equal(raw_sql(*state, "CREATE TABLE t(a)"), SQLITE_OK);
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_CORRUPT);
	assert_int_equal(ledger_open(&l, *state, true, &err), ERR_CORRUPT);
	f = fopen(path, "w");
	for (int i = 0; i < 1000; i++)
		(void)fputs("not a database\n", f);
	(void)fclose(f);
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_CORRUPT);
	assert_int_equal(ledger_open_read(&l, *state, &err), ERR_CORRUPT);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 15000);
}

static void
ledger__a_reader_sees_what_is_committed_and_no_more(void **state)
{
	struct ledger *l = open_ledger(*state, true), *r = NULL;
	struct err err = { 0 };
	char id[33];

	one_act(l, 1, "", "station.init", 1);
	assert_ok(ledger_open_read(&r, *state, &err), &err);
	assert_int_equal(ledger_head(r)->seq, 1);
	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 2), &err), &err);
	assert_ok(append(l, "", "station.started", "b", &err), &err);
	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_refresh(r, &err), &err);
	assert_int_equal(ledger_head(r)->seq, 1);
	assert_ok(ledger_commit(l, &err), &err);
	assert_ok(ledger_refresh(r, &err), &err);
	assert_int_equal(ledger_head(r)->seq, 2);
	ledger_close(r);
	ledger_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(ledger__a_new_one_is_empty),
		in_folder(ledger__a_folder_without_one_is_not_found),
		in_folder(ledger__a_lock_that_is_just_going_is_waited_for),
		in_folder(ledger__one_that_is_used_is_not_created_again),
		in_folder(
			ledger__a_second_station_is_refused_and_told_who_has_it),
		in_folder(ledger__entries_are_chained_and_survive_closing),
		in_folder(ledger__the_past_cannot_be_changed_by_sql),
		in_folder(
			ledger__an_act_is_found_by_its_id_and_not_taken_twice),
		in_folder(ledger__an_act_id_is_32_hex_digits),
		in_folder(
			ledger__an_undone_act_leaves_nothing_and_the_batch_goes_on),
		in_folder(
			ledger__an_aborted_batch_leaves_the_head_where_it_was),
		in_folder(
			ledger__a_line_over_the_bound_is_refused_and_the_act_can_end),
		in_folder(
			ledger__lines_are_adopted_byte_for_byte_in_their_order_only),
		in_folder(
			ledger__a_kill_between_append_and_commit_leaves_no_half_act),
		in_folder(ledger__a_kill_at_any_moment_leaves_whole_acts),
		in_folder(
			ledger__what_a_newer_crier_wrote_is_read_and_not_written),
		in_folder(ledger__a_damaged_last_entry_is_not_built_upon),
		in_folder(ledger__lines_cut_off_its_end_are_not_written_over),
		in_folder(ledger__an_emptied_file_is_not_made_a_ledger_again),
		in_folder(ledger__another_kind_of_file_is_left_alone),
		in_folder(ledger__a_reader_sees_what_is_committed_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * state.db: what is saved is there after a kill, what is dropped is nowhere.
 */
#include "help.h"

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/state.h"

static struct state *
open_state(const char *dir)
{
	struct state *s = NULL;
	struct err err = { 0 };

	assert_ok(state_open(&s, dir, &err), &err);
	return s;
}

static json_t *
words(const char *text)
{
	json_t *doc = json_object();

	doc_put_str(doc, "text", text);
	return doc;
}

static void
save(struct state *s, const char *message, const char *text)
{
	struct err err = { 0 };
	json_t *doc = words(text);

	assert_ok(draft_save(s, message, "", doc, "zhang", 1795000000000, &err),
		&err);
	json_decref(doc);
}

/* Whether any file of the folder holds the bytes. */
static bool
is_left(const char *dir, const char *text)
{
	struct dirent *e;
	DIR *d = opendir(dir);
	bool left = false;

	while ((e = readdir(d)) != NULL) {
		char path[1024], *bytes;
		long size;
		FILE *f;

		(void)snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		f = e->d_name[0] == '.' ? NULL : fopen(path, "r");
		if (f == NULL)
			continue;
		(void)fseek(f, 0, SEEK_END);
		size = ftell(f);
		rewind(f);
		bytes = malloc((size_t)size + 1);
		if (fread(bytes, 1, (size_t)size, f) == (size_t)size)
			left |= memmem(bytes, (size_t)size, text,
					strlen(text)) != NULL;
		free(bytes);
		(void)fclose(f);
	}
	(void)closedir(d);
	return left;
}

static void
draft__is_saved_replaced_and_dropped(void **state)
{
	struct state *s = open_state(*state);
	struct draft d = { 0 };
	struct err err = { 0 };

	assert_int_equal(draft_load(&d, s, "2026-0001/1", &err), ERR_NOT_FOUND);
	save(s, "2026-0001/1", "初稿");
	save(s, "2026-0001/1", "二稿");
	state_close(s);
	s = open_state(*state);
	assert_ok(draft_load(&d, s, "2026-0001/1", &err), &err);
	assert_string_equal(doc_str(d.doc, "text"), "二稿");
	assert_string_equal(d.by, "zhang");
	assert_int_equal(d.at, 1795000000000);
	draft_release(&d);
	assert_ok(draft_drop(s, "2026-0001/1", NULL, &err), &err);
	assert_int_equal(draft_load(&d, s, "2026-0001/1", &err), ERR_NOT_FOUND);
	state_close(s);
}

static void
save_in(struct state *s, const char *session, const char *text, int64_t at)
{
	struct err err = { 0 };
	json_t *doc = words(text);

	assert_ok(draft_save(s, "2026-0001/1", session, doc, "li", at, &err),
		&err);
	json_decref(doc);
}

static void
draft__no_session_writes_over_anothers(void **state)
{
	struct state *s = open_state(*state);
	struct draft drafts[DRAFTS] = { { 0 } };
	struct err err = { 0 };
	size_t count;

	save_in(s, "aa", "甲", 1);
	save_in(s, "bb", "乙", 2);
	save_in(s, "aa", "甲二", 3);
	assert_ok(draft_list(drafts, &count, s, "2026-0001/1", &err), &err);
	assert_int_equal(count, 2);
	assert_string_equal(drafts[0].session, "aa");
	assert_string_equal(doc_str(drafts[0].doc, "text"), "甲二");
	assert_string_equal(doc_str(drafts[1].doc, "text"), "乙");
	draft_release(&drafts[0]);
	draft_release(&drafts[1]);
	/* what goes on from another's takes its place, but for newer words */
	assert_ok(draft_take(s, "2026-0001/1", "aa", 2, &err), &err);
	assert_ok(draft_take(s, "2026-0001/1", "bb", 2, &err), &err);
	assert_ok(draft_list(drafts, &count, s, "2026-0001/1", &err), &err);
	assert_int_equal(count, 1);
	assert_string_equal(drafts[0].session, "aa");
	draft_release(&drafts[0]);
	assert_ok(draft_drop(s, "2026-0001/1", "bb", &err), &err);
	assert_ok(draft_drop(s, "2026-0001/1", "aa", &err), &err);
	assert_int_equal(
		draft_load(&drafts[0], s, "2026-0001/1", &err), ERR_NOT_FOUND);
	state_close(s);
}

/* Bytes in the log beside the file; 0 if there is none. */
static long
log_size(const char *dir)
{
	char path[1024];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/state.db-wal", dir);
	return stat(path, &st) == 0 ? (long)st.st_size : 0;
}

/* Nothing of what was written over is left in it. */
static void
state__each_call_leaves_an_empty_log(void **state)
{
	struct state *s = open_state(*state);
	char sealed[] = "c2VhbGVk";
	struct credential c = { .sealed = sealed, .key = "k1" };
	struct err err = { 0 };

	save_in(s, "aa", "甲", 1);
	assert_int_equal(log_size(*state), 0);
	assert_ok(credential_save(s, "weibo", &c, &err), &err);
	assert_int_equal(log_size(*state), 0);
	assert_ok(state_put(s, "secret", "one", &err), &err);
	assert_int_equal(log_size(*state), 0);
	assert_ok(draft_drop(s, "2026-0001/1", NULL, &err), &err);
	assert_int_equal(log_size(*state), 0);
	state_close(s);
}

/* Another program in the midst of writing; with a journal one would wait for
 * its end, and be told that the file is busy. */
static void
state__who_reads_does_not_wait_for_who_writes(void **state)
{
	struct state *s = open_state(*state), *again = NULL;
	char path[1024];
	sqlite3 *db;
	struct draft d = { 0 };
	struct err err = { 0 };

	save_in(s, "aa", "甲", 1);
	assert_ok(state_open_again(&again, *state, &err), &err);
	(void)snprintf(path, sizeof(path), "%s/state.db", (char *)*state);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				 "PRAGMA cache_spill=1; BEGIN EXCLUSIVE;"
				 "UPDATE draft SET doc='{}'",
				 NULL, NULL, NULL),
		SQLITE_OK);
	assert_ok(draft_load(&d, again, "2026-0001/1", &err), &err);
	assert_string_equal(doc_str(d.doc, "text"), "甲");
	draft_release(&d);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	state_close(again);
	state_close(s);
}

static int
another_program_takes_the_file(const char *dir)
{
	char path[1024];
	sqlite3 *db;
	int rc;

	(void)snprintf(path, sizeof(path), "%s/state.db", dir);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		return 1;
	/* it is given only to who is alone */
	rc = sqlite3_exec(db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
	(void)sqlite3_close(db);
	return rc == SQLITE_BUSY || rc == SQLITE_LOCKED ? 0 : 1;
}

/* The kernel takes a process's locks off a file when it closes it once. */
static void
state__a_second_handle_leaves_the_first_its_locks(void **state)
{
	struct state *s = open_state(*state), *again = NULL;
	struct err err = { 0 };
	int status = 1;
	pid_t pid;

	assert_ok(state_open_again(&again, *state, &err), &err);
	state_close(again);
	pid = fork();
	if (pid == 0)
		_exit(another_program_takes_the_file(*state));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	state_close(s);
}

/* As 0.1.0 made it. */
static void
draft__an_older_file_keeps_its_drafts(void **state)
{
	char path[1024];
	sqlite3 *db;
	struct draft d = { 0 };
	struct err err = { 0 };
	struct state *s;

	(void)snprintf(path, sizeof(path), "%s/state.db", (char *)*state);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db,
			"CREATE TABLE draft (message TEXT PRIMARY KEY NOT NULL,"
			" by TEXT NOT NULL, at INTEGER NOT NULL,"
			" doc TEXT NOT NULL) STRICT;"
			"CREATE TABLE credential (account TEXT PRIMARY KEY NOT"
			" NULL, sealed TEXT NOT NULL, key TEXT NOT NULL,"
			" digest TEXT NOT NULL) STRICT;"
			"CREATE TABLE note (name TEXT PRIMARY KEY NOT NULL,"
			" value TEXT NOT NULL) STRICT;"
			"INSERT INTO draft VALUES ('2026-0001/1','li',7,"
			"'{\"text\":\"旧稿\"}');"
			"PRAGMA user_version = 1",
			NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	s = open_state(*state);
	assert_ok(draft_load(&d, s, "2026-0001/1", &err), &err);
	assert_string_equal(doc_str(d.doc, "text"), "旧稿");
	assert_string_equal(d.session, "");
	draft_release(&d);
	state_close(s);
}

static void
draft__survives_a_kill(void **state)
{
	struct draft d = { 0 };
	struct err err = { 0 };
	struct state *s;
	pid_t child;

	state_close(open_state(*state));
	child = fork();
	if (child == 0) {
		s = open_state(*state);
		save(s, "2026-0001/1", "已存");
		(void)kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	s = open_state(*state);
	assert_ok(draft_load(&d, s, "2026-0001/1", &err), &err);
	assert_string_equal(doc_str(d.doc, "text"), "已存");
	draft_release(&d);
	state_close(s);
}

/* Text of a length, with a word in it every so often that nothing else has. */
static char *
text_with(const char *word, size_t len)
{
	char *text = malloc(len + 1);

	memset(text, 'a', len);
	text[len] = '\0';
	for (size_t i = 0; i + strlen(word) < len; i += 97)
		memcpy(text + i, word, strlen(word));
	return text;
}

static void
draft__nothing_of_a_dropped_one_is_left_in_the_folder(void **state)
{
	static const size_t lengths[] = { 60, 900, 3000, 4000, 9000, 200 };
	struct state *s = open_state(*state);
	struct err err = { 0 };
	char key[32];

	/* many that stay and move about, and one among them that must not */
	for (int i = 0; i < 300; i++) {
		size_t len = lengths[(size_t)i % 6] + (size_t)i * 7 % 50;
		char *stays = text_with("STAYS", len);
		char *goes = text_with("VANISHES", len);

		(void)snprintf(key, sizeof(key), "2026-0001/%d", i * 37 % 40);
		save(s, key, stays);
		save(s, "2026-0001/20x", goes);
		if (i % 7 == 3)
			assert_ok(draft_drop(s, key, NULL, &err), &err);
		free(stays);
		free(goes);
	}
	assert_true(is_left(*state, "VANISHES"));
	assert_ok(draft_drop(s, "2026-0001/20x", NULL, &err), &err);
	assert_true(is_left(*state, "STAYS"));
	assert_false(is_left(*state, "VANISHES"));
	state_close(s);
}

static void
credential__is_kept_sealed_and_replaced(void **state)
{
	struct state *s = open_state(*state);
	char old[] = "c2VhbGVkLW9sZA==", new[] = "c2VhbGVkLW5ldw==";
	struct credential c = { .sealed = old, .key = "relay-1" };
	struct credential got = { 0 };
	struct err err = { 0 };

	hash_hex(c.digest, old, strlen(old));
	assert_ok(credential_save(s, "weibo", &c, &err), &err);
	c.sealed = new;
	hash_hex(c.digest, new, strlen(new));
	assert_ok(credential_save(s, "weibo", &c, &err), &err);
	assert_ok(credential_load(&got, s, "weibo", &err), &err);
	assert_string_equal(got.sealed, new);
	assert_string_equal(got.key, "relay-1");
	assert_string_equal(got.digest, c.digest);
	credential_release(&got);
	assert_false(is_left(*state, old));
	state_close(s);
}

static void
state__a_note_is_replaced(void **state)
{
	struct state *s = open_state(*state);
	struct err err = { 0 };
	char *got = NULL;

	assert_int_equal(state_get(&got, s, "secret", &err), ERR_NOT_FOUND);
	assert_ok(state_put(s, "secret", "one", &err), &err);
	assert_ok(state_put(s, "secret", "two", &err), &err);
	state_close(s);
	s = open_state(*state);
	assert_ok(state_get(&got, s, "secret", &err), &err);
	assert_string_equal(got, "two");
	free(got);
	state_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(draft__is_saved_replaced_and_dropped),
		in_folder(draft__survives_a_kill),
		in_folder(draft__no_session_writes_over_anothers),
		in_folder(draft__an_older_file_keeps_its_drafts),
		in_folder(
			draft__nothing_of_a_dropped_one_is_left_in_the_folder),
		in_folder(credential__is_kept_sealed_and_replaced),
		in_folder(state__a_note_is_replaced),
		in_folder(state__each_call_leaves_an_empty_log),
		in_folder(state__who_reads_does_not_wait_for_who_writes),
		in_folder(state__a_second_handle_leaves_the_first_its_locks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

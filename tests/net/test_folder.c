/*
 * The folder performer: whole files, nothing outside, and the words the site
 * connector judges by.
 */
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "net/folder.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

struct rig {
	char top[64], dir[80];
};

static int
setup(void **state)
{
	struct rig *rig = mem_new(sizeof(*rig));

	(void)snprintf(rig->top, sizeof(rig->top), "/tmp/folder.XXXXXX");
	assert_non_null(mkdtemp(rig->top));
	(void)snprintf(rig->dir, sizeof(rig->dir), "%s/www", rig->top);
	assert_int_equal(mkdir(rig->dir, 0755), 0);
	*state = rig;
	return 0;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int
teardown(void **state)
{
	struct rig *rig = *state;

	(void)nftw(rig->top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(rig);
	return 0;
}

static char *
read_back(const struct rig *rig, const char *path)
{
	struct buf text;

	buf_init(&text, 1000);
	if (folder_read(&text, rig->dir, path, NULL) != ERR_OK) {
		buf_release(&text);
		return NULL;
	}
	return buf_take(&text);
}

static void
folder__a_file_is_written_and_read(void **state)
{
	const struct rig *rig = *state;
	struct stat st;
	char path[200], *text;

	assert_int_equal(
		folder_write(rig->dir, "a/b/x.html", "one", 3, NULL), ERR_OK);
	assert_int_equal(
		folder_write(rig->dir, "a/b/x.html", "two!", 4, NULL), ERR_OK);
	text = read_back(rig, "a/b/x.html");
	assert_string_equal(text, "two!");
	free(text);
	(void)snprintf(path, sizeof(path), "%s/a/b/x.html", rig->dir);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
}

static void
folder__a_path_never_leaves_the_folder(void **state)
{
	static const char *const paths[] = { "", "/etc/x", "../x", "a/../../x",
		"a/..", ".", "a//b", "a/", ".hidden", "a/.git/x" };
	const struct rig *rig = *state;
	struct buf text;

	buf_init(&text, 1000);
	for (size_t i = 0; i < LENGTH(paths); i++) {
		assert_int_equal(folder_write(rig->dir, paths[i], "x", 1, NULL),
			ERR_INVALID);
		assert_int_equal(folder_read(&text, rig->dir, paths[i], NULL),
			ERR_INVALID);
	}
	buf_release(&text);
}

static void
link_in(const struct rig *rig, const char *name, const char *target)
{
	char path[200];

	(void)snprintf(path, sizeof(path), "%s/%s", rig->dir, name);
	assert_int_equal(symlink(target, path), 0);
}

static void
folder__no_symbolic_link_is_followed(void **state)
{
	const struct rig *rig = *state;
	char outside[200], inside[200], *text;
	struct stat st;

	(void)snprintf(outside, sizeof(outside), "%s/secret", rig->top);
	(void)snprintf(inside, sizeof(inside), "%s/page", rig->dir);
	assert_int_equal(
		folder_write(rig->top, "secret", "secret", 6, NULL), ERR_OK);
	link_in(rig, "out", rig->top);
	link_in(rig, "page", outside);
	assert_null(read_back(rig, "page"));
	assert_null(read_back(rig, "out/secret"));
	assert_int_not_equal(
		folder_write(rig->dir, "out/new", "x", 1, NULL), ERR_OK);
	assert_int_equal(
		folder_write(rig->dir, "page", "public", 6, NULL), ERR_OK);
	assert_int_equal(lstat(inside, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	text = read_back(rig, "page");
	assert_string_equal(text, "public");
	free(text);
	assert_int_equal(stat(outside, &st), 0);
	assert_int_equal(st.st_size, 6);
}

static void
folder__a_left_over_of_a_crash_is_replaced(void **state)
{
	const struct rig *rig = *state;
	char path[200], *text;
	int fd;

	(void)snprintf(path, sizeof(path), "%s/.crier-new-x", rig->dir);
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(folder_write(rig->dir, "x", "whole", 5, NULL), ERR_OK);
	assert_int_equal(access(path, F_OK), -1);
	text = read_back(rig, "x");
	assert_string_equal(text, "whole");
	free(text);
}

static void
folder__only_plain_files_are_read(void **state)
{
	const struct rig *rig = *state;
	char path[200];
	struct buf small;

	(void)snprintf(path, sizeof(path), "%s/pipe", rig->dir);
	assert_int_equal(mkfifo(path, 0644), 0);
	assert_null(read_back(rig, "pipe"));
	(void)snprintf(path, sizeof(path), "%s/sub", rig->dir);
	assert_int_equal(mkdir(path, 0755), 0);
	assert_null(read_back(rig, "sub"));
	assert_int_equal(
		folder_write(rig->dir, "long", "12345", 5, NULL), ERR_OK);
	buf_init(&small, 4);
	assert_int_equal(
		folder_read(&small, rig->dir, "long", NULL), ERR_TOO_LARGE);
	buf_release(&small);
}

/* ---- requests ---- */

static void
make(struct wire_request *r, const struct rig *rig, const char *method)
{
	wire_request_init(r);
	r->transport = WIRE_FOLDER;
	r->method = method;
	r->folder = mem_strdup(rig->dir);
	wire_request_file(r, "m/1.html", "page", 4);
	wire_request_file(r, "feed.atom", "feed", 4);
}

static const struct {
	const char *method;
	const char *page, *feed; /* what is there before; NULL: nothing */
	int status;
	const char *body;
} rows[] = {
	{ "HEAD", NULL, NULL, 200, "" },
	{ "GET", NULL, NULL, 404, "" },
	{ "GET", NULL, "feed", 404, "" },
	{ "GET", "page", NULL, 409, "page" },
	{ "GET", "page", "old!", 409, "page" },
	{ "GET", "PAGE", "feed", 409, "PAGE" },
	{ "GET", "page", "feed", 200, "page" },
	{ "PUT", "PAGE", NULL, 200, "" },
};

static void
folder__requests_are_answered_in_statuses(void **state)
{
	const struct rig *rig = *state;
	char path[200];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct folder_reply reply;
		struct wire_request r;

		(void)snprintf(path, sizeof(path), "%s/m/1.html", rig->dir);
		(void)unlink(path);
		(void)snprintf(path, sizeof(path), "%s/feed.atom", rig->dir);
		(void)unlink(path);
		if (rows[i].page)
			assert_int_equal(folder_write(rig->dir, "m/1.html",
						 rows[i].page, 4, NULL),
				ERR_OK);
		if (rows[i].feed)
			assert_int_equal(folder_write(rig->dir, "feed.atom",
						 rows[i].feed, 4, NULL),
				ERR_OK);
		make(&r, rig, rows[i].method);
		folder_reply_init(&reply);
		folder_perform(&reply, &r);
		assert_true(reply.answer.answered);
		assert_int_equal(reply.answer.status, rows[i].status);
		assert_string_equal(reply.answer.body, rows[i].body);
		folder_reply_release(&reply);
		wire_request_release(&r);
	}
}

static void
folder__a_half_done_release_says_so(void **state)
{
	const struct rig *rig = *state;
	struct folder_reply reply;
	struct wire_request r;

	link_in(rig, "out", rig->top);
	make(&r, rig, "PUT");
	wire_request_file(&r, "out/x", "x", 1);
	folder_reply_init(&reply);
	folder_perform(&reply, &r);
	assert_false(reply.answer.answered);
	assert_true(reply.answer.sent);
	assert_string_not_equal(reply.answer.error, "");
	folder_reply_release(&reply);
	wire_request_release(&r);
}

static void
folder__a_folder_that_is_not_there_sent_nothing(void **state)
{
	static const char *const methods[] = { "PUT", "HEAD" };
	const struct rig *rig = *state;

	for (size_t i = 0; i < LENGTH(methods); i++) {
		struct folder_reply reply;
		struct wire_request r;

		make(&r, rig, methods[i]);
		free(r.folder);
		r.folder = mem_strdup("/nonexistent/www");
		folder_reply_init(&reply);
		folder_perform(&reply, &r);
		assert_false(reply.answer.answered);
		assert_false(reply.answer.sent);
		folder_reply_release(&reply);
		wire_request_release(&r);
	}
}

#define WITH_RIG(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_RIG(folder__a_file_is_written_and_read),
		WITH_RIG(folder__a_path_never_leaves_the_folder),
		WITH_RIG(folder__no_symbolic_link_is_followed),
		WITH_RIG(folder__a_left_over_of_a_crash_is_replaced),
		WITH_RIG(folder__only_plain_files_are_read),
		WITH_RIG(folder__requests_are_answered_in_statuses),
		WITH_RIG(folder__a_half_done_release_says_so),
		WITH_RIG(folder__a_folder_that_is_not_there_sent_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

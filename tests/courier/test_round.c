/*
 * Steps of a round against hosts that do harm: a folder stands for the host,
 * a process for the station.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <limits.h>
#include <ftw.h>
#include <git2/blob.h>
#include <git2/commit.h>
#include <git2/global.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <git2/signature.h>
#include <git2/tree.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "courier/round.h"
#include "courier/shelf.h"
#include "courier/task.h"
#include "link/protocol.h"

enum { STRANGERS = HOST_BRANCHES + 10, WILD = 174755 };

#define BRANCH_NAME "station/county/1"
#define WAITS "{\"waits\": 1}"

struct harm {
	char dir[64], url[128];
	struct courier c;
	git_repository *host;
	json_t *plan;
	pid_t station;
	int asked; /* the questions, as the station got them */
};

/* ---- who stands for the station ---- */

static void
harm_reply(FILE *in, int back, int told)
{
	char *line = NULL, answer[120];
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, in)) > 0) {
		json_t *doc = json_loads(line, 0, NULL);

		fixed_format(answer, sizeof(answer),
			"{\"answer\":{\"became\":\"%s\",\"url\":\"/"
			"nowhere\"},\"id\":%lld}\n",
			strcmp(doc_str(doc, "text"), WAITS) == 0 ? "waits"
								 : "not",
			(long long)doc_int(doc, "id"));
		if (write(told, line, (size_t)len) != len ||
			write(back, answer, strlen(answer)) < 0)
			_exit(1);
		json_decref(doc);
	}
	_exit(0);
}

static void
harm_station(struct harm *h)
{
	char *path = mem_printf("%s/asked", h->dir);
	int pair[2];

	h->asked = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	assert_true(h->asked >= 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	h->station = fork();
	if (h->station == 0) {
		(void)close(pair[0]);
		harm_reply(fdopen(pair[1], "r"), pair[1], h->asked);
	}
	(void)close(pair[1]);
	conn_init(&h->c.post.conn, pair[0]);
	free(path);
}

/* The last question of which the line has this part; NULL: none. */
static json_t *
harm_asked(const struct harm *h, const char *part)
{
	FILE *f = fdopen(dup(h->asked), "r");
	char *line = NULL;
	size_t room = 0;
	json_t *doc = NULL;

	rewind(f);
	while (getline(&line, &room, f) > 0)
		if (strstr(line, part) != NULL) {
			json_decref(doc);
			doc = json_loads(line, 0, NULL);
		}
	free(line);
	(void)fclose(f);
	return doc;
}

/* ---- who stands for the host ---- */

static void
harm_put_back(struct harm *h, const git_oid *commit)
{
	git_reference *ref = NULL;

	assert_int_equal(git_reference_create(&ref, h->host,
				 "refs/heads/" BRANCH_NAME, commit, 1, "x"),
		0);
	git_reference_free(ref);
}

/* A commit with this as its first letters; its branch. */
static void
harm_lay_all(struct harm *h, const char *text, size_t len, int count,
	git_oid *commit)
{
	git_signature *who = NULL;
	git_tree *tree = NULL;
	git_oid id;
	git_tree_update *u = mem_array((size_t)count, sizeof(*u));
	char(*path)[SHELF_PATH] = mem_array((size_t)count, sizeof(*path));

	for (int n = 0; n < count; n++) {
		shelf_path(path[n], n + 1);
		u[n] = (git_tree_update){ .action = GIT_TREE_UPDATE_UPSERT,
			.filemode = GIT_FILEMODE_BLOB,
			.path = path[n] };
		assert_int_equal(git_blob_create_from_buffer(
					 &u[n].id, h->host, text, len),
			0);
	}
	assert_int_equal(
		git_tree_create_updated(&id, h->host, NULL, (size_t)count, u),
		0);
	free(u);
	free(path);
	assert_int_equal(git_tree_lookup(&tree, h->host, &id), 0);
	assert_int_equal(git_signature_new(&who, "t", "t@x", 1, 0), 0);
	assert_int_equal(git_commit_create(commit, h->host, NULL, who, who,
				 NULL, "x", tree, 0, NULL),
		0);
	harm_put_back(h, commit);
	git_signature_free(who);
	git_tree_free(tree);
}

static void
harm_lay(struct harm *h, const char *text, size_t len, git_oid *commit)
{
	harm_lay_all(h, text, len, 1, commit);
}

static void
harm_open(struct harm *h)
{
	memset(h, 0, sizeof(*h));
	FIXED_SET(h->dir, "/tmp/crier-courier-XXXXXX");
	assert_non_null(mkdtemp(h->dir));
	fixed_format(h->url, sizeof(h->url), "%s/host", h->dir);
	(void)git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	assert_int_equal(git_repository_init(&h->host, h->url, 1), 0);
	courier_init(&h->c, h->dir);
	h->c.host = (struct host){
		.url = h->url, .pins = "", .key = h->c.key, .copy = h->c.copy
	};
	h->plan = json_pack("{s:s,s:[{s:s,s:[i,i],s:[i,i]}]}", "id", "city",
		"partners", "id", "county", "station", 1, 0, "drill", 1, 0);
	harm_station(h);
}

static int
harm_remove(const char *path, const struct stat *s, int kind, struct FTW *at)
{
	(void)s;
	(void)kind;
	(void)at;
	return remove(path);
}

static void
harm_close(struct harm *h)
{
	post_end(&h->c.post);
	(void)waitpid(h->station, NULL, 0);
	(void)close(h->asked);
	courier_release(&h->c);
	git_repository_free(h->host);
	json_decref(h->plan);
	assert_int_equal(
		nftw(h->dir, harm_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
}

/* A look, and what is made of the county's branch. */
static struct branch *
harm_bring(struct harm *h)
{
	struct branch *b;

	assert_true(courier_look(&h->c, h->plan));
	b = courier_branch(&h->c, BRANCH_NAME);
	assert_non_null(b);
	(void)courier_bring(&h->c, b, 0);
	return b;
}

/* ---- what may not happen ---- */

static void
branch__that_was_gone_is_read_when_it_is_there_again(void **state)
{
	struct harm h;
	git_oid commit;

	(void)state;
	harm_open(&h);
	harm_lay(&h, "{}", 2, &commit);
	assert_string_equal(harm_bring(&h)->fault, "");
	assert_int_equal(
		git_reference_remove(h.host, "refs/heads/" BRANCH_NAME), 0);
	assert_string_equal(harm_bring(&h)->fault, "branch-older");
	harm_put_back(&h, &commit);
	assert_string_equal(harm_bring(&h)->fault, "");
	harm_close(&h);
}

static void
branches__of_strangers_do_not_hide_a_partners(void **state)
{
	struct harm h;
	git_oid commit;
	char *path, hex[GIT_OID_HEXSZ + 1];
	FILE *f;

	(void)state;
	harm_open(&h);
	harm_lay(&h, "{}", 2, &commit);
	(void)git_oid_tostr(hex, sizeof(hex), &commit);
	path = mem_printf("%s/packed-refs", h.url);
	f = fopen(path, "we");
	assert_non_null(f);
	for (int n = 1; n <= STRANGERS; n++)
		(void)fprintf(f, "%s refs/heads/drill/a/%d\n", hex, n);
	(void)fclose(f);
	assert_string_equal(harm_bring(&h)->host, hex);
	free(path);
	harm_close(&h);
}

/* One that is not next may be a halt. */
static void
letters__that_wait_do_not_hide_the_newest(void **state)
{
	struct harm h;
	git_oid commit;
	json_t *asked;

	(void)state;
	harm_open(&h);
	harm_lay_all(&h, WAITS, strlen(WAITS), 300, &commit);
	(void)harm_bring(&h);
	asked = harm_asked(&h, "\"seq\":300,");
	assert_non_null(asked);
	json_decref(asked);
	/* nor do they hide those that are next */
	asked = harm_asked(&h, "\"seq\":1,");
	assert_non_null(asked);
	json_decref(asked);
	harm_close(&h);
}

/* Each of its bytes is six in a line. */
static void
letter__that_is_longer_than_a_line_is_handed_on_as_none(void **state)
{
	struct harm h;
	git_oid commit;
	char *wild = mem_new(WILD);
	json_t *asked;

	(void)state;
	harm_open(&h);
	memset(wild, 1, WILD);
	harm_lay(&h, wild, WILD, &commit);
	(void)harm_bring(&h);
	assert_false(h.c.post.gone);
	asked = harm_asked(&h, "courier.letter");
	assert_non_null(asked);
	assert_string_equal(doc_str(asked, "text"), "");
	json_decref(asked);
	free(wild);
	harm_close(&h);
}

static void
rest__of_a_pack_goes_before_the_next(void **state)
{
	struct harm h;
	git_oid commit;
	struct stat s;
	char *rest;
	int fd;

	(void)state;
	harm_open(&h);
	harm_lay(&h, "{}", 2, &commit);
	(void)harm_bring(&h);
	rest = mem_printf("%s/objects/pack/pack_git2_0a1b2c", h.c.copy);
	fd = open(rest, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	(void)close(fd);
	harm_lay(&h, "{ }", 3, &commit);
	(void)harm_bring(&h);
	assert_int_not_equal(stat(rest, &s), 0);
	free(rest);
	harm_close(&h);
}

/* A host may have thousands of a partner's, each with a fault. */
static void
faults__of_many_branches_are_told_in_one_line(void **state)
{
	char name[HOST_BRANCH];
	struct harm h;
	struct branch *b;
	json_t *asked;

	(void)state;
	harm_open(&h);
	for (int n = 1; n < HOST_BRANCHES; n++) {
		fixed_format(name, sizeof(name), "station/county/%d", n);
		b = courier_branch(&h.c, name);
		memset(b->detail, 'x', sizeof(b->detail) - 1);
		FIXED_SET(b->fault, "branch-dirt");
	}
	(void)courier_round(&h.c);
	asked = harm_asked(&h, "courier.told");
	assert_non_null(asked);
	assert_int_equal(json_array_size(doc_get(asked, "branches")), 200);
	json_decref(asked);
	harm_close(&h);
}

/* git:// shows no key at all. */
static void
host__that_shows_no_key_is_not_gone_to(void **state)
{
	struct harm h;

	(void)state;
	harm_open(&h);
	h.c.host.url = "git://127.0.0.1:1/x";
	h.c.host.pins = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	assert_false(courier_look(&h.c, h.plan));
	assert_string_equal(h.c.fault, "host-unpinned");
	harm_close(&h);
}

/* ---- a child's bounds ---- */

/* Its own bound, less the waiting: a second of it. */
static int
task_computes(const void *what)
{
	volatile unsigned n = 0;
	struct rlimit own;

	(void)what;
	if (getrlimit(RLIMIT_CPU, &own) != 0 || own.rlim_cur >= TASK_SECONDS ||
		own.rlim_cur >= own.rlim_max)
		return 0;
	own.rlim_cur = 1;
	if (setrlimit(RLIMIT_CPU, &own) != 0)
		return 0;
	while (n < UINT_MAX)
		n = n + 1 == UINT_MAX ? 0 : n + 1;
	return 0;
}

static int
task_falls_silent(const void *what)
{
	(void)what;
	(void)close(STDOUT_FILENO);
	while (getppid() != 0)
		(void)pause();
	return 0;
}

static bool
hear_nothing(void *ctx, const json_t *doc)
{
	(void)ctx;
	(void)doc;
	return true;
}

/* What one branch costs is not the host's silence. */
static void
task__that_computes_is_told_from_one_that_waits(void **state)
{
	(void)state;
	assert_int_equal(
		task_run(task_computes, NULL, hear_nothing, NULL), TASK_LARGE);
}

static void
task__that_closes_its_mouth_has_no_more_time(void **state)
{
	(void)state;
	task_patience(1);
	(void)alarm(10);
	assert_int_equal(task_run(task_falls_silent, NULL, hear_nothing, NULL),
		TASK_SLOW);
	(void)alarm(0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			branch__that_was_gone_is_read_when_it_is_there_again),
		cmocka_unit_test(branches__of_strangers_do_not_hide_a_partners),
		cmocka_unit_test(
			letter__that_is_longer_than_a_line_is_handed_on_as_none),
		cmocka_unit_test(letters__that_wait_do_not_hide_the_newest),
		cmocka_unit_test(rest__of_a_pack_goes_before_the_next),
		cmocka_unit_test(faults__of_many_branches_are_told_in_one_line),
		cmocka_unit_test(host__that_shows_no_key_is_not_gone_to),
		cmocka_unit_test(
			task__that_computes_is_told_from_one_that_waits),
		cmocka_unit_test(task__that_closes_its_mouth_has_no_more_time),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

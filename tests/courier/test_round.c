/*
 * Steps of a round against hosts that do harm: a folder stands for the host,
 * a process for the station.
 */
#include "tests/courier/harm.h"

#include <git2/odb.h>

enum { STRANGERS = HOST_BRANCHES + 10, WILD = 174755 };

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

/* A member whose host looks at nothing lays what is no tree: the round goes on. */
static void
branch__that_cannot_be_read_stops_no_other(void **state)
{
	static const char *const trees[] = { "no tree", "", "100644 letters",
		"40000 letters\0short" };

	(void)state;
	for (size_t i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
		struct harm h;
		git_odb *odb = NULL;
		git_oid tree, commit;
		char hex[GIT_OID_HEXSZ + 1], *text;

		harm_open(&h);
		assert_int_equal(git_repository_odb(&odb, h.host), 0);
		assert_int_equal(git_odb_write(&tree, odb, trees[i],
					 strlen(trees[i]), GIT_OBJECT_TREE),
			0);
		(void)git_oid_tostr(hex, sizeof(hex), &tree);
		text = mem_printf("tree %s\nauthor t <t@x> 1 +0000\n"
				  "committer t <t@x> 1 +0000\n\nx\n",
			hex);
		assert_int_equal(git_odb_write(&commit, odb, text, strlen(text),
					 GIT_OBJECT_COMMIT),
			0);
		harm_put_back(&h, &commit);
		assert_true(courier_look(&h.c, h.plan));
		assert_true(courier_bring(
			&h.c, courier_branch(&h.c, BRANCH_NAME), 0));
		assert_string_equal(h.c.fault, "");
		if (trees[i][0])
			assert_string_equal(
				courier_branch(&h.c, BRANCH_NAME)->fault,
				"branch-garbage");
		free(text);
		git_odb_free(odb);
		harm_close(&h);
	}
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
		cmocka_unit_test(branch__that_cannot_be_read_stops_no_other),
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

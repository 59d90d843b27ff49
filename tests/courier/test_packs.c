/*
 * A host whose packs mean harm (tests/servers/packs.py): a step ends in its
 * child, says why, and the next partner's branch is read all the same. PACKS
 * says of how many; SEED which.
 */
#include "tests/courier/harm.h"

enum {
	PACKS = 48, /* each kind twice */
	PATIENCE = 3, /* seconds of a step */
	KEPT = 64, /* MiB of our copy, which is made anew after 200 packs */
	GROWN = 64 /* MiB that the courier itself may have */
};

struct packs {
	FILE *say, *hear;
	pid_t pid;
	int port;
};

static void
packs_open(struct packs *p)
{
	const char *seed = getenv("SEED");
	int in[2], out[2];

	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	p->pid = fork();
	if (p->pid == 0) {
		(void)dup2(in[0], 0);
		(void)dup2(out[1], 1);
		(void)close(in[1]);
		(void)close(out[0]);
		execlp("python3", "python3", "tests/servers/packs.py",
			seed ? seed : "1", (char *)NULL);
		_exit(127);
	}
	(void)close(in[0]);
	(void)close(out[1]);
	(void)fcntl(in[1], F_SETFD, FD_CLOEXEC);
	(void)fcntl(out[0], F_SETFD, FD_CLOEXEC);
	p->say = fdopen(in[1], "w");
	p->hear = fdopen(out[0], "r");
	assert_int_equal(fscanf(p->hear, "%d", &p->port), 1);
}

static void
packs_close(struct packs *p)
{
	(void)fclose(p->say);
	(void)waitpid(p->pid, NULL, 0);
	(void)fclose(p->hear);
}

/* What number N is, and what now lies on the two branches. A look would go to
 * no such host, which has no key: that is said here. */
static void
packs_show(struct packs *p, struct harm *h, int n, char name[32])
{
	static const char *const names[] = { BRANCH_NAME, "station/parish/1" };

	(void)fprintf(p->say, "%d\n", n);
	(void)fflush(p->say);
	assert_int_equal(fscanf(p->hear, "%31s", name), 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct branch *b = courier_branch(&h->c, names[i]);

		assert_non_null(b);
		assert_int_equal(fscanf(p->hear, "%40s", b->host), 1);
		b->fault[0] = '\0';
	}
}

static off_t kept;

static int
packs_weigh(const char *path, const struct stat *s, int kind, struct FTW *at)
{
	(void)path;
	(void)kind;
	(void)at;
	kept += s->st_size;
	return 0;
}

/* The parish's letter of this number has come to the station. */
static void
packs_honest(struct harm *h, int n)
{
	struct branch *b = courier_branch(&h->c, "station/parish/1");
	char part[64];
	json_t *asked;

	assert_non_null(b);
	if (!courier_bring(&h->c, b, 0))
		fail_msg("%d: %s %s", n, h->c.fault, h->c.detail);
	/* no commit of the host's stands on another one */
	if (b->fault[0] && strcmp(b->fault, "branch-rewritten") != 0)
		fail_msg("%d: %s %s", n, b->fault, b->detail);
	fixed_format(part, sizeof(part), "{\\\"n\\\": %d}", n);
	asked = harm_asked(h, part);
	assert_non_null(asked);
	json_decref(asked);
}

static void
packs_harm(struct harm *h, struct packs *p, int n, json_t *came)
{
	char name[32], *as;
	struct branch *b;

	packs_show(p, h, n, name);
	b = courier_branch(&h->c, BRANCH_NAME);
	/* none but silence is laid to the host, and stops the others */
	if (!courier_bring(&h->c, b, 0) &&
		strcmp(h->c.fault, "host-silent") != 0)
		fail_msg("%d: %s: %s %s", n, name, h->c.fault, h->c.detail);
	courier_sweep(&h->c);
	as = mem_printf("%s: %s", name,
		b->fault[0]		? b->fault
			: h->c.fault[0] ? h->c.fault
					: "read");
	doc_put_int(came, as, doc_int(came, as) + 1);
	if (getenv("PACKS_SAY") != NULL)
		print_message("# %d %s\n", n, as);
	free(as);
	h->c.fault[0] = '\0';
	assert_false(h->c.post.gone);
	packs_honest(h, n);
}

static void
packs__that_mean_harm_end_a_child_alone(void **state)
{
	const char *given = getenv("PACKS");
	int count = given ? (int)strtol(given, NULL, 10) : PACKS;
	json_t *came = json_object(), *times;
	struct rusage self;
	struct packs p;
	struct harm h;
	const char *what;

	(void)state;
	packs_open(&p);
	harm_open(&h);
	fixed_format(
		h.url, sizeof(h.url), "git://127.0.0.1:%d/exchange", p.port);
	task_patience(PATIENCE);
	for (int n = 1; n <= count; n++)
		packs_harm(&h, &p, n, came);
	kept = 0;
	assert_int_equal(
		nftw(h.c.copy, packs_weigh, 16, FTW_DEPTH | FTW_PHYS), 0);
	assert_in_range(kept, 1, (off_t)KEPT << 20);
	assert_int_equal(getrusage(RUSAGE_SELF, &self), 0);
#ifndef __SANITIZE_ADDRESS__
	assert_in_range(self.ru_maxrss, 1, GROWN << 10);
#endif
	json_object_foreach(came, what, times)
	{
		print_message("# %s, %lld times\n", what,
			(long long)json_integer_value(times));
	}
	print_message("# %lld bytes kept, %ld KiB held\n", (long long)kept,
		self.ru_maxrss);
	json_decref(came);
	/* who stands for the station has the host's ear too */
	harm_close(&h);
	packs_close(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packs__that_mean_harm_end_a_child_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

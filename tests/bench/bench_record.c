/*
 * What the record costs: CPU and packed bytes for each act as the history
 * grows, with one incident and with many, commits in batches beside single
 * ones, reading everything and one incident. Prints a table; needs no server.
 *
 *   bench_record [ACTS]     the largest history, 100000 unless told
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <dirent.h>
#include <time.h>
#include <unistd.h>

#include "record/record_reader.h"
#include "record/record.h"
#include "tests/record/fake.h"

enum { SHOWN = 1000 }; /* acts over which a figure is taken */

static double
cpu_now(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
		(double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
must(enum err_code rc, const struct err *err)
{
	if (rc == ERR_OK)
		return;
	(void)fprintf(stderr, "bench_record: %s: %s\n", err->where, err->what);
	exit(1);
}

static long long
packed(const char *path)
{
	char *dir = mem_printf("%s/objects/pack", path);
	long long sum = 0;
	struct dirent *e;
	struct stat st;
	DIR *d = opendir(dir);

	while (d != NULL && (e = readdir(d)) != NULL)
		if (fstatat(dirfd(d), e->d_name, &st, 0) == 0 &&
			S_ISREG(st.st_mode))
			sum += st.st_size;
	if (d != NULL)
		closedir(d);
	free(dir);
	return sum;
}

static void
remove_all(const char *path)
{
	pid_t pid = fork();

	if (pid == 0) {
		execlp("rm", "rm", "-rf", path, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

/* Adds acts until there are `acts` in all, over that many incidents. */
static void
grow(struct fake *f, long acts, long incidents, long *made)
{
	char id[17];

	for (; *made < acts; ++*made) {
		fake_id(id, *made % incidents);
		if (*made < incidents)
			fake_open(f, id);
		else
			fake_usual(f, id, *made / incidents - 1);
	}
}

/* What a station does when it is idle. */
static int
repack(struct record *r)
{
	struct err err;
	int joined, sum = 0;

	do {
		must(record_repack(&joined, r, NULL, NULL, &err), &err);
		sum += joined;
	} while (joined > 0);
	return sum;
}

static int
catch_up(struct record *r, struct fake *f, int batch)
{
	struct record_source s = fake_source(f);
	int acts, sum = 0;
	struct err err;

	do {
		must(record_catch_up(&acts, r, &s, batch, &err), &err);
		sum += acts;
	} while (acts > 0);
	return sum;
}

/* The same for a long way, joining packs as a station does when idle. */
static void
catch_up_far(struct record *r, struct fake *f)
{
	struct record_source s = fake_source(f);
	struct err err;
	int acts;

	do {
		must(record_catch_up(&acts, r, &s, RECORD_BATCH, &err), &err);
		if (record_packs(r) >= 24)
			repack(r);
	} while (acts > 0);
	repack(r);
}

static struct record *
fresh(const char *path)
{
	struct sshsig_key key;
	struct record *r;
	struct err err;

	remove_all(path);
	sshsig_key_init(&key, fake_seed);
	must(record_init(path, &err), &err);
	must(record_open(&r, path, &key, &err), &err);
	return r;
}

static struct record *
again(struct record *r, const char *path)
{
	struct sshsig_key key;
	struct err err;

	record_close(r);
	sshsig_key_init(&key, fake_seed);
	must(record_open(&r, path, &key, &err), &err);
	return r;
}

/* The cost of SHOWN acts behind histories of growing length. */
static void
history(const char *path, long most, long incidents, int batch)
{
	static const long at[] = { 1000, 10000, 100000 };
	struct record *r = fresh(path);
	struct fake f;
	long made = 0;

	fake_init(&f);
	fake_start(&f);
	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		double cpu, wall;
		long long bytes;
		int acts;

		if (at[i] > most)
			break;
		grow(&f, at[i], incidents, &made);
		catch_up_far(r, &f);
		r = again(r, path); /* as after a restart */
		grow(&f, at[i] + SHOWN, incidents, &made);
		bytes = packed(path);
		cpu = cpu_now();
		wall = now();
		acts = catch_up(r, &f, batch);
		cpu = cpu_now() - cpu;
		wall = now() - wall;
		bytes = packed(path) - bytes;
		printf("%7ld acts before, %5ld incidents, batch %3d: "
		       "%4.0f us CPU, %4.0f us, %5lld bytes an act\n",
			at[i], incidents, batch, cpu / acts * 1e6,
			wall / acts * 1e6, bytes / acts);
		(void)fflush(stdout);
	}
	record_close(r);
	fake_release(&f);
}

static void
batches(const char *path)
{
	static const int size[] = { 1, 10, 200 };
	struct fake f;
	long made = 0;

	fake_init(&f);
	fake_start(&f);
	grow(&f, 600, 1, &made);
	for (size_t i = 0; i < sizeof(size) / sizeof(size[0]); i++) {
		struct record *r = fresh(path);
		struct record_head head;
		double t = now();
		int acts = catch_up(r, &f, size[i]);

		t = now() - t;
		record_head(&head, r);
		printf("%d commits in batches of %3d: %.2f s, head %.12s\n",
			acts, size[i], t, head.commit);
		record_close(r);
	}
	fake_release(&f);
}

struct first {
	double start, after; /* seconds to the first entry */
	long count;
};

static enum err_code
count_line(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct first *f = ctx;

	(void)seq;
	(void)line;
	(void)len;
	(void)err;
	if (f->count++ == 0)
		f->after = now() - f->start;
	return ERR_OK;
}

/* One act at a time as in an office, repacked when idle. */
static void
single(struct record *r, struct fake *f, const char *path, long *made)
{
	double t, cpu;
	int joined;

	cpu = cpu_now();
	for (int i = 0; i < SHOWN; i++) {
		grow(f, *made + 1, 1, made);
		catch_up(r, f, 1);
		if (record_packs(r) >= 24)
			repack(r);
	}
	cpu = cpu_now() - cpu;
	t = now();
	joined = repack(r);
	printf("single acts, repacked at 24 packs: %.0f us CPU an act, %d "
	       "packs left, %lld bytes in all\n",
		cpu / SHOWN * 1e6, record_packs(r), packed(path));
	printf("last repack: joined %d, %.2f s\n", joined, now() - t);
}

static void
reading(const char *path, long entries)
{
	struct record_check how = { .history = true };
	struct record_report report;
	struct first first = { .start = now() };
	struct record_reader *c;
	struct err err;
	double t;

	must(record_reader_open(&c, path, &err), &err);
	must(record_reader_each(c, 1, 0, count_line, &first, &err), &err);
	printf("all %ld of %ld entries: first after %.1f ms, all %.2f s\n",
		first.count, entries, first.after * 1e3, now() - first.start);
	record_reader_close(c);
	first = (struct first){ .start = now() };
	must(record_reader_open(&c, path, &err), &err);
	must(record_reader_each_of(c, "2026-0002", count_line, &first, &err),
		&err);
	printf("one incident of %ld entries: first after %.1f ms, all %.0f "
	       "ms\n",
		first.count, first.after * 1e3, (now() - first.start) * 1e3);
	t = now();
	how.history = false;
	must(record_verify(&report, c, &how, &err), &err);
	printf("verify the chain: %.2f s\n", now() - t);
	t = now();
	how.history = true;
	must(record_verify(&report, c, &how, &err), &err);
	printf("verify chain and %lld commits: %.2f s\n",
		(long long)report.commits, now() - t);
	record_reader_close(c);
}

/* A long history with one incident of 300 entries among the rest. */
static void
long_history(const char *dir, const char *path, long most)
{
	struct record *r = fresh(path);
	char *copy = mem_printf("%s/copy", dir);
	struct rusage use;
	struct err err;
	struct fake f;
	long made = 0, few = 0;
	double t;

	fake_init(&f);
	fake_start(&f);
	fake_open(&f, "2026-0002");
	grow(&f, 1, 1, &made);
	while (made < most) {
		grow(&f, made + most / 300 + 1, 1, &made);
		fake_usual(&f, "2026-0002", few++);
	}
	t = now();
	catch_up_far(r, &f);
	printf("%lld entries caught up and repacked in %.1f s: %d packs, "
	       "%lld bytes\n",
		(long long)f.count, now() - t, record_packs(r), packed(path));
	single(r, &f, path, &made);
	record_close(r);
	reading(path, f.count);
	t = now();
	must(record_push(NULL, NULL, path, copy, NULL, NULL, &err), &err);
	printf("first push to a folder: %.1f s, %lld bytes\n", now() - t,
		packed(copy));
	getrusage(RUSAGE_SELF, &use);
	printf("most memory: %ld MB (the ledger's lines in it)\n",
		use.ru_maxrss / 1024);
	free(copy);
	fake_release(&f);
}

int
main(int argc, char **argv)
{
	long most = argc > 1 ? strtol(argv[1], NULL, 10) : 100000;
	char dir[] = "/tmp/crier-bench-XXXXXX", *path;

	if (mkdtemp(dir) == NULL)
		return 1;
	path = mem_printf("%s/record", dir);
	batches(path);
	history(path, most, 1, RECORD_BATCH);
	history(path, most, 10000, RECORD_BATCH);
	long_history(dir, path, most);
	remove_all(dir);
	free(path);
	return 0;
}

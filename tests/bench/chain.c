/*
 * A long ledger, and how fast its chain is checked:
 *
 *   chain fill DIR N FILE    N entries like those of FILE (canonical lines
 *                            of a real ledger), a thousand a batch
 *   chain verify DIR         checks the chain
 *
 * The folder holds a ledger only; a station is not needed for the chain.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/entry.h"
#include "store/ledger.h"
#include "store/verify.h"

enum { BATCH = 1000, KINDS_MAX = 1000 };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
die(const struct err *err)
{
	fprintf(stderr, "chain: %s %s\n", err->what, err->where);
	return 1;
}

static size_t
read_entries(struct entry *all, const char *path)
{
	FILE *f = fopen(path, "re");
	struct err err = { 0 };
	char *line = NULL;
	size_t cap = 0, count = 0;
	ssize_t n;

	while (f != NULL && count < KINDS_MAX &&
		(n = getline(&line, &cap, f)) > 1) {
		entry_init(&all[count]);
		if (entry_parse(&all[count], line, (size_t)n - 1, &err) ==
			ERR_OK)
			count++;
	}
	free(line);
	if (f != NULL)
		fclose(f);
	return count;
}

static enum err_code
fill(struct ledger *l, struct entry *all, size_t count, long n, struct err *err)
{
	enum err_code rc = ERR_OK;
	char act[33];

	for (long i = 0; i < n && rc == ERR_OK; i++) {
		if (i % BATCH == 0)
			rc = ledger_begin(l, err);
		(void)snprintf(act, sizeof(act), "%032lx", i);
		if (rc == ERR_OK)
			rc = ledger_act_begin(l, act, err);
		if (rc == ERR_OK)
			rc = ledger_append(l, &all[(size_t)i % count], err);
		if (rc == ERR_OK)
			rc = ledger_act_end(l, err);
		if (rc == ERR_OK && (i % BATCH == BATCH - 1 || i == n - 1))
			rc = ledger_commit(l, err);
	}
	return rc;
}

static int
run_fill(const char *dir, long n, const char *file)
{
	static struct entry all[KINDS_MAX];
	struct ledger *l = NULL;
	struct err err = { 0 };
	size_t count = read_entries(all, file);
	double start = now();

	if (count == 0 || ledger_open(&l, dir, true, &err) != ERR_OK ||
		fill(l, all, count, n, &err) != ERR_OK)
		return die(&err);
	ledger_close(l);
	printf("entries=%ld seconds=%.3f\n", n, now() - start);
	return 0;
}

static int
run_verify(const char *dir)
{
	struct chain_result result;
	struct ledger *l = NULL;
	struct err err = { 0 };
	double start = now(), took;

	if (ledger_open_read(&l, dir, &err) != ERR_OK ||
		chain_verify(&result, l, NULL, &err) != ERR_OK)
		return die(&err);
	took = now() - start;
	ledger_close(l);
	if (result.fault != CHAIN_SOUND) {
		fprintf(stderr, "chain: %s\n", result.why.what);
		return 1;
	}
	printf("entries=%lld seconds=%.3f rate=%.0f\n",
		(long long)result.entries, took, (double)result.entries / took);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "fill") == 0)
		return run_fill(argv[2], strtol(argv[3], NULL, 10), argv[4]);
	if (argc == 3 && strcmp(argv[1], "verify") == 0)
		return run_verify(argv[2]);
	fputs("usage: see the head of chain.c\n", stderr);
	return 64;
}

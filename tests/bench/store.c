/*
 * The store alone, without a station:
 *
 *   store verify N          the chain of N entries, beside hashing the lines
 *   store append SECONDS    durable acts a second, beside bare SQLite commits
 *   store flat N INCIDENTS  what an act costs at the start, and after N acts
 *   store list              windows on 10,000 incidents and 100,000 messages
 *
 * Prints lines of name=value pairs. Works in a new folder under TMPDIR (or
 * /tmp) and removes it.
 */
#include <assert.h>
#include <ftw.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "store/ledger.h"
#include "store/projection.h"
#include "store/reader.h"
#include "store/verify.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
cpu(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
		(double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* What this process gave to the disk, in bytes; 0 where it is not counted. */
static long long
written(void)
{
	char line[128];
	long long n = 0;
	FILE *f = fopen("/proc/self/io", "r");

	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, "wchar: ", 7) == 0)
			n = strtoll(line + 7, NULL, 10);
	if (f)
		(void)fclose(f);
	return n;
}

static void
must(enum err_code rc, const struct err *err)
{
	if (rc == ERR_OK)
		return;
	fprintf(stderr, "%s: %s\n", err->where, err->what);
	exit(1);
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static void
remove_folder(char *dir)
{
	(void)nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(dir);
}

static char *
new_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mem_printf("%s/crier-bench-XXXXXX", tmp ? tmp : "/tmp");

	if (mkdtemp(dir) == NULL) {
		perror(dir);
		exit(1);
	}
	return dir;
}

static struct ledger *
new_ledger(const char *dir)
{
	struct ledger *l;
	struct err err = { 0 };

	must(ledger_open(&l, dir, true, &err), &err);
	return l;
}

/* An entry like those of daily work: about 420 bytes. */
static void
fill_entry(struct entry *e, const char *incident, long n)
{
	entry_init(e);
	e->time = 1795000000000 + n;
	(void)snprintf(e->by, sizeof(e->by), "zhang");
	(void)snprintf(e->via, sizeof(e->via), "console");
	(void)snprintf(e->incident, sizeof(e->incident), "%.16s", incident);
	(void)snprintf(e->mode, sizeof(e->mode), "actual");
	(void)snprintf(e->kind, sizeof(e->kind), "message.passed");
	e->body = json_object();
	doc_put_str(e->body, "message", incident);
	doc_put_str(e->body, "gate", "wording");
	doc_put_str(e->body, "stage", "first");
	doc_put_str(e->body, "digest", ENTRY_NO_PREV);
	doc_put_str(e->body, "reason", "经核，表述准确，同意进入下一审次。");
}

static json_t *
message_row(const char *incident, const char *key, long n)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", key);
	doc_put_str(doc, "incident", incident);
	doc_put_str(doc, "mode", "actual");
	doc_put_str(doc, "kind", "update");
	doc_put_str(doc, "lang", "zh");
	doc_put_str(doc, "state", n % 10 ? "released" : "review");
	doc_put_int(doc, "revision", 2);
	doc_put_str(doc, "title", "北河流域暴雨洪水处置情况（第二次通报）");
	doc_put_str(doc, "digest", ENTRY_NO_PREV);
	doc_put_int(doc, "updated", n);
	doc_put_str(doc, "waits", n % 10 ? "" : "second");
	return doc;
}

static json_t *
incident_row(const char *key, long n)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", key);
	doc_put_str(doc, "mode", "actual");
	doc_put_str(doc, "title", "北河流域暴雨洪水");
	doc_put_str(doc, "playbook", "rainstorm-flood");
	doc_put_str(doc, "level", "II");
	doc_put_str(doc, "state", n % 100 ? "closed" : "open");
	doc_put_int(doc, "opened", 1795000000000);
	doc_put_int(doc, "updated", n);
	doc_put_int(doc, "due", 1795000000000 + n);
	doc_put_str(doc, "due_rule", "update-24h");
	doc_put_int(doc, "messages", 3);
	doc_put_int(doc, "waits", 1);
	return doc;
}

static void
put(struct ledger *l, enum projection p, const char *key, json_t *doc)
{
	struct err err = { 0 };

	must(projection_put(l, p, key, doc, &err), &err);
	json_decref(doc);
}

/* One act: an entry, its incident's row, its message's row. */
static void
act(struct ledger *l, long n, long incidents)
{
	char id[40], incident[32], message[64];
	struct err err = { 0 };
	struct entry e;

	/* ids are random as clients make them */
	(void)snprintf(id, sizeof(id), "%016llx%016lx",
		(unsigned long long)n * 0x9E3779B97F4A7C15ULL, n);
	(void)snprintf(
		incident, sizeof(incident), "2026-%04ld", 1 + n % incidents);
	(void)snprintf(message, sizeof(message), "%s/%ld", incident,
		1 + n / incidents / 5);
	fill_entry(&e, incident, n);
	must(ledger_act_begin(l, id, &err), &err);
	must(ledger_append(l, &e, &err), &err);
	put(l, PROJ_INCIDENT, incident, incident_row(incident, n));
	put(l, PROJ_MESSAGE, message, message_row(incident, message, n));
	must(ledger_act_end(l, &err), &err);
	entry_release(&e);
}

/* Acts from..to in batches. */
static void
acts(struct ledger *l, long from, long to, long incidents, long batch)
{
	struct err err = { 0 };

	for (long n = from; n < to;) {
		must(ledger_begin(l, &err), &err);
		for (long i = 0; i < batch && n < to; i++)
			act(l, n++, incidents);
		must(ledger_commit(l, &err), &err);
	}
}

struct lines {
	char **text;
	size_t *len;
	long count;
};

static enum err_code
keep_line(void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct lines *all = ctx;

	(void)err;
	assert(seq == all->count + 1);
	all->text[all->count] = mem_strndup(line, len);
	all->len[all->count++] = len;
	return ERR_OK;
}

/* Seconds that OpenSSL needs for the same lines, one by one. */
static double
hash_lines(const struct lines *all)
{
	EVP_MD *md = EVP_MD_fetch(NULL, "SHA256", NULL);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char out[EVP_MAX_MD_SIZE];
	double start = now();

	for (long i = 0; i < all->count; i++) {
		EVP_DigestInit_ex2(ctx, md, NULL);
		EVP_DigestUpdate(ctx, all->text[i], all->len[i]);
		EVP_DigestFinal_ex(ctx, out, NULL);
	}
	start = now() - start;
	EVP_MD_CTX_free(ctx);
	EVP_MD_free(md);
	return start;
}

static void
bench_verify(long n)
{
	char *dir = new_folder();
	struct ledger *l = new_ledger(dir), *reader;
	struct ledger_head head;
	struct chain_result r;
	struct lines all = { mem_array((size_t)n, sizeof(char *)),
		mem_array((size_t)n, sizeof(size_t)), 0 };
	struct err err = { 0 };
	double verify = 1e9, hash = 1e9, t;

	for (long i = 0; i < n; i += 1000) {
		acts(l, i, i + 1000 < n ? i + 1000 : n, 10000, 1000);
	}
	head = *ledger_head(l);
	must(ledger_open_read(&reader, dir, &err), &err);
	must(ledger_each(reader, 1, 0, keep_line, &all, &err), &err);
	for (int i = 0; i < 3; i++) {
		t = now();
		must(chain_verify(&r, reader, &head, &err), &err);
		t = now() - t;
		verify = t < verify ? t : verify;
		assert(r.fault == CHAIN_SOUND && r.entries == n);
		t = hash_lines(&all);
		hash = t < hash ? t : hash;
	}
	printf("bench=verify entries=%ld bytes_a_line=%zu verify_s=%.3f "
	       "openssl_s=%.3f ratio=%.2f lines_a_s=%.0f\n",
		n, all.len[n - 1], verify, hash, hash / verify,
		(double)n / verify);
	for (long i = 0; i < n; i++)
		free(all.text[i]);
	free(all.text);
	free(all.len);
	ledger_close(reader);
	ledger_close(l);
	remove_folder(dir);
}

/* The bare truth: as many bytes, one row a commit, nothing else. */
static double
bare_commits(double seconds, size_t bytes)
{
	char *dir = new_folder(), *path = mem_printf("%s/bare.db", dir);
	char *row = mem_new(bytes + 1);
	sqlite3_stmt *add, *begin, *commit;
	sqlite3 *db;
	double start;
	long n = 0;

	memset(row, 'x', bytes);
	(void)sqlite3_open(path, &db);
	(void)sqlite3_exec(db,
		"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		"CREATE TABLE t (id INTEGER PRIMARY KEY, line TEXT) STRICT",
		NULL, NULL, NULL);
	(void)sqlite3_prepare_v2(
		db, "INSERT INTO t (line) VALUES (?1)", -1, &add, NULL);
	(void)sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL);
	(void)sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL);
	(void)sqlite3_bind_text(add, 1, row, (int)bytes, SQLITE_STATIC);
	for (start = now(); now() - start < seconds; n++) {
		sqlite3_stmt *all[] = { begin, add, commit };

		for (int i = 0; i < 3; i++) {
			if (sqlite3_step(all[i]) != SQLITE_DONE)
				exit(1);
			(void)sqlite3_reset(all[i]);
		}
	}
	start = now() - start;
	(void)sqlite3_finalize(add);
	(void)sqlite3_finalize(begin);
	(void)sqlite3_finalize(commit);
	(void)sqlite3_close(db);
	free(row);
	free(path);
	remove_folder(dir);
	return (double)n / start;
}

static double
ledger_acts(double seconds, long batch)
{
	char *dir = new_folder();
	struct ledger *l = new_ledger(dir);
	double start;
	long n = 0;

	for (start = now(); now() - start < seconds; n += batch)
		acts(l, n, n + batch, 100, batch);
	start = now() - start;
	ledger_close(l);
	remove_folder(dir);
	return (double)n / start;
}

static void
bench_append(double seconds)
{
	static const long batches[] = { 1, 8, 64, 256 };

	/* side by side, thrice: the disk is not the same from one minute to
	 * the next */
	for (int i = 0; i < 3; i++) {
		printf("bench=append bare_commits_a_s=%.0f",
			bare_commits(seconds, 440));
		for (size_t b = 0; b < 4; b++)
			printf(" acts_a_s_batch_%ld=%.0f", batches[b],
				ledger_acts(seconds, batches[b]));
		printf("\n");
		(void)fflush(stdout);
	}
}

/* The cost of an act over the next `count` acts. */
static void
cost(struct ledger *l, long from, long count, long incidents)
{
	double c = cpu();
	long long w = written();

	acts(l, from, from + count, incidents, 1);
	printf("bench=flat incidents=%ld after=%ld cpu_us=%.1f bytes=%lld\n",
		incidents, from, (cpu() - c) * 1e6 / (double)count,
		(written() - w) / count);
	(void)fflush(stdout);
}

static void
bench_flat(long n, long incidents)
{
	char *dir = new_folder();
	struct ledger *l = new_ledger(dir);
	struct err err = { 0 };
	long done = 0, count = 2000;

	for (long at = 1000; at <= n; at *= 10) {
		acts(l, done, at, incidents, 500);
		/* after a restart, as a station has it */
		ledger_close(l);
		must(ledger_open(&l, dir, false, &err), &err);
		cost(l, at, count, incidents);
		done = at + count;
	}
	ledger_close(l);
	remove_folder(dir);
}

static const struct {
	const char *name;
	enum projection p;
	struct window w;
} windows[] = {
	{ "incidents", PROJ_INCIDENT, { .no_total = true } },
	{ "incidents, counted", PROJ_INCIDENT, { .limit = 0 } },
	{ "incidents, newest", PROJ_INCIDENT,
		{ .sort = "updated", .descending = true } },
	{ "incidents, last opened", PROJ_INCIDENT,
		{ .sort = "opened", .descending = true } },
	{ "incidents, open, newest", PROJ_INCIDENT,
		{ .filter = { { "state", "open" } },
			.sort = "updated",
			.descending = true } },
	{ "incidents, closed, after", PROJ_INCIDENT,
		{ .filter = { { "state", "closed" } }, .after = "2026-5001" } },
	{ "incidents, text", PROJ_INCIDENT, { .text = "洪水" } },
	{ "incidents, text nowhere", PROJ_INCIDENT, { .text = "地震" } },
	{ "incidents, by title", PROJ_INCIDENT, { .sort = "title" } },
	{ "messages", PROJ_MESSAGE, { .no_total = true } },
	{ "messages, counted", PROJ_MESSAGE, { .limit = 0 } },
	{ "messages, newest", PROJ_MESSAGE,
		{ .sort = "updated", .descending = true } },
	{ "messages, of one incident", PROJ_MESSAGE,
		{ .filter = { { "incident", "2026-5001" } },
			.sort = "number" } },
	{ "messages, in review, newest", PROJ_MESSAGE,
		{ .filter = { { "state", "review" } },
			.sort = "updated",
			.descending = true } },
	{ "incidents, by initials", PROJ_INCIDENT,
		{ .text = "bhlybyhs", .sort = "opened", .descending = true } },
	{ "incidents, by a letter", PROJ_INCIDENT,
		{ .text = "b", .sort = "opened", .descending = true } },
	{ "incidents, by initials nowhere", PROJ_INCIDENT,
		{ .text = "qhzbynl", .sort = "opened", .descending = true } },
	{ "messages, text nowhere", PROJ_MESSAGE, { .text = "地震" } },
};

static void
time_window(struct ledger *l, size_t i, bool raw)
{
	struct window w = windows[i].w;
	struct window_rows rows;
	struct err err = { 0 };
	double best = 1e9, t;
	long long total = 0;

	w.raw = raw;
	for (int k = 0; k < 5; k++) {
		t = now();
		must(projection_list(&rows, l, windows[i].p, &w, &err), &err);
		t = now() - t;
		best = t < best ? t : best;
		total = rows.total;
		window_rows_release(&rows);
	}
	printf("bench=list window=\"%s\" %s_ms=%.2f total=%lld\n",
		windows[i].name, raw ? "raw" : "parsed", best * 1e3, total);
}

static void
bench_list(void)
{
	char *dir = new_folder();
	struct ledger *l = new_ledger(dir);

	/* fifty acts an incident make ten messages each */
	acts(l, 0, 500000, 10000, 5000);
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++) {
		time_window(l, i, true);
		time_window(l, i, false);
	}
	ledger_close(l);
	remove_folder(dir);
}

int
main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (strcmp(what, "verify") == 0 && argc == 3)
		bench_verify(strtol(argv[2], NULL, 10));
	else if (strcmp(what, "append") == 0 && argc == 3)
		bench_append(strtod(argv[2], NULL));
	else if (strcmp(what, "flat") == 0 && argc == 4)
		bench_flat(
			strtol(argv[2], NULL, 10), strtol(argv[3], NULL, 10));
	else if (strcmp(what, "list") == 0)
		bench_list();
	else {
		fprintf(stderr,
			"usage: store verify N | append SECONDS | "
			"flat N INCIDENTS | list\n");
		return 64;
	}
	return 0;
}

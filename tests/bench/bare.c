/*
 * What stands beside Crier's figures: the same bytes without Crier.
 *
 *   bare commits DB FILE SECONDS   each line of FILE in a transaction of its
 *                                  own: SQLite, WAL, synchronous=FULL
 *   bare sha FILE                  OpenSSL's SHA-256 over each line, one by
 *                                  one, the file in memory
 *
 * Prints one line of name=value pairs.
 */
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

struct lines {
	char *data;
	size_t len;
	size_t count;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct lines
read_lines(const char *path)
{
	struct lines l = { 0 };
	FILE *f = fopen(path, "re");
	size_t cap = 1 << 20, n;

	if (f == NULL) {
		perror(path);
		exit(1);
	}
	l.data = mem_grow(NULL, cap);
	while ((n = fread(l.data + l.len, 1, cap - l.len, f)) > 0) {
		l.len += n;
		if (l.len == cap)
			l.data = mem_grow(l.data, cap *= 2);
	}
	fclose(f);
	for (size_t i = 0; i < l.len; i++)
		l.count += l.data[i] == '\n';
	if (l.count == 0) {
		fprintf(stderr, "%s holds no line\n", path);
		exit(1);
	}
	return l;
}

static const char *
next_line(const struct lines *l, size_t *at, size_t *len)
{
	const char *line = l->data + *at;
	const char *end = memchr(line, '\n', l->len - *at);

	*len = (size_t)(end - line);
	*at += *len + 1;
	if (*at >= l->len || memchr(l->data + *at, '\n', l->len - *at) == NULL)
		*at = 0;
	return line;
}

static void
sql(sqlite3 *db, const char *text)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", text, sqlite3_errmsg(db));
		exit(1);
	}
}

static int
commits(const char *path, const char *file, double seconds)
{
	struct lines l = read_lines(file);
	sqlite3_stmt *insert;
	sqlite3 *db;
	size_t at = 0, len;
	long n = 0;
	double start;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		return 1;
	sql(db, "PRAGMA journal_mode=WAL");
	sql(db, "PRAGMA synchronous=FULL");
	sql(db,
		"CREATE TABLE entry(seq INTEGER PRIMARY KEY, line TEXT) "
		"STRICT");
	if (sqlite3_prepare_v2(db, "INSERT INTO entry(line) VALUES(?)", -1,
		    &insert, NULL) != SQLITE_OK)
		return 1;
	for (start = now(); now() < start + seconds; n++) {
		const char *line = next_line(&l, &at, &len);

		sql(db, "BEGIN IMMEDIATE");
		sqlite3_bind_text(insert, 1, line, (int)len, SQLITE_STATIC);
		if (sqlite3_step(insert) != SQLITE_DONE)
			return 1;
		sqlite3_reset(insert);
		sql(db, "COMMIT");
	}
	printf("commits=%ld rate=%.0f\n", n, (double)n / (now() - start));
	sqlite3_finalize(insert);
	sqlite3_close(db);
	free(l.data);
	return 0;
}

static int
sha(const char *file)
{
	struct lines l = read_lines(file);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	unsigned char digest[EVP_MAX_MD_SIZE];
	size_t at = 0, len;
	double start = now(), took;

	for (size_t i = 0; i < l.count; i++) {
		const char *line = next_line(&l, &at, &len);

		if (EVP_DigestInit_ex2(ctx, sha256, NULL) != 1 ||
			EVP_DigestUpdate(ctx, line, len) != 1 ||
			EVP_DigestFinal_ex(ctx, digest, NULL) != 1)
			return 1;
	}
	took = now() - start;
	printf("lines=%zu bytes=%zu seconds=%.3f rate=%.0f\n", l.count, l.len,
		took, (double)l.count / took);
	EVP_MD_free(sha256);
	EVP_MD_CTX_free(ctx);
	free(l.data);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "commits") == 0)
		return commits(argv[2], argv[3], strtod(argv[4], NULL));
	if (argc == 3 && strcmp(argv[1], "sha") == 0)
		return sha(argv[2]);
	fputs("usage: see the head of bare.c\n", stderr);
	return 64;
}

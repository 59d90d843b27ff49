/*
 * Gates passed on a running demo station, with the officer's signature or
 * without:
 *
 *   passes DIR key                the public key of the officer that signs
 *   passes DIR prove              proves it
 *   passes DIR pass PLAIN SIGNED  passes the gate `wording` of each message of
 *                                 the two files ("MESSAGE DIGEST" a line), in
 *                                 turns: those of the second with a signature,
 *                                 made before the clock starts
 *
 * $OFFICER acts. Prints one line of name=value pairs.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/doc.h"
#include "base/mem.h"
#include "base/sshsig.h"
#include "link/client.h"
#include "words/statement.h"

enum { PASSES_MAX = 2000 };

static double
clock_now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
passes_die(const char *what, const struct err *err)
{
	fprintf(stderr, "%s: %s %s\n", what, err->what, err->remedy);
	exit(1);
}

static void
passes_key(struct sshsig_key *key)
{
	unsigned char seed[SSHSIG_SEED] = { 7 };

	sshsig_key_init(key, seed);
}

/* Into the fields of the act: the statement, and its signature. */
static void
passes_sign(json_t *fields, const char *act, const json_t *hello)
{
	char text[STATEMENT_MAX], armour[SSHSIG_TEXT];
	struct sshsig_key key;
	struct statement said = { .act = act,
		.officer = getenv("OFFICER"),
		.station = doc_str(hello, "station_key"),
		.message = doc_str(fields, "message"),
		.digest = doc_str(fields, "digest"),
		.gate = doc_str(fields, "gate"),
		.key = doc_str(fields, "fingerprint"),
		.time = (int64_t)(clock_now(CLOCK_REALTIME) * 1000) };

	if (!statement_format(text, &said))
		exit(1);
	passes_key(&key);
	sshsig_sign(armour, &key, STATEMENT_SPACE, text, strlen(text));
	doc_put_str(fields, "signed", text);
	doc_put_str(fields, "signature", armour);
}

static int
prove(struct client *c)
{
	char line[SSHSIG_LINE], print[SSHKEY_FINGERPRINT];
	json_t *fields = json_object(), *entries = NULL;
	struct err err = { 0 };
	struct sshsig_key key;
	struct sshkey pub;

	passes_key(&key);
	sshsig_key_format(line, &key, "");
	if (sshkey_parse(&pub, line) != SSHKEY_FINE)
		return 1;
	sshkey_fingerprint(print, &pub);
	doc_put_str(fields, "fingerprint", print);
	passes_sign(fields, "officer.prove", client_hello(c));
	if (client_act(&entries, c, "officer.prove", fields, &err) != ERR_OK)
		passes_die("prove", &err);
	json_decref(entries);
	return 0;
}

static size_t
read_passes(json_t *out[PASSES_MAX], const char *path, const json_t *signs)
{
	char message[64], digest[80];
	FILE *f = fopen(path, "re");
	size_t count = 0;

	while (f != NULL && count < PASSES_MAX &&
		fscanf(f, "%63s %79s", message, digest) == 2) {
		json_t *doc = json_object();

		doc_put_str(doc, "message", message);
		doc_put_str(doc, "digest", digest);
		doc_put_str(doc, "gate", "wording");
		doc_put_str(doc, "verdict", "pass");
		if (signs != NULL)
			passes_sign(doc, "review", signs);
		out[count++] = doc;
	}
	if (f != NULL)
		(void)fclose(f);
	return count;
}

static int
by_length(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
pass_once(struct client *c, json_t *act)
{
	double start = clock_now(CLOCK_MONOTONIC);
	json_t *entries = NULL;
	struct err err = { 0 };

	if (client_act(&entries, c, "review", act, &err) != ERR_OK)
		passes_die("review", &err);
	json_decref(entries);
	return clock_now(CLOCK_MONOTONIC) - start;
}

/* In turns, so that whatever else the machine does is in both. */
static int
pass_all(struct client *c, const char *plain, const char *sign)
{
	static json_t *acts[2][PASSES_MAX];
	static double took[2][PASSES_MAX];
	size_t count = read_passes(acts[0], plain, NULL);

	if (count == 0 || count != read_passes(acts[1], sign, client_hello(c)))
		return 1;
	for (size_t n = 0; n < count; n++) {
		/* each of the two goes first as often as the other */
		took[n % 2][n] = pass_once(c, acts[n % 2][n]);
		took[(n + 1) % 2][n] = pass_once(c, acts[(n + 1) % 2][n]);
	}
	qsort(took[0], count, sizeof(double), by_length);
	qsort(took[1], count, sizeof(double), by_length);
	printf("acts=%zu plain_ms=%.3f sign_ms=%.3f\n", count,
		took[0][count / 2] * 1e3, took[1][count / 2] * 1e3);
	return 0;
}

int
main(int argc, char **argv)
{
	struct client_options options = { .as = getenv("OFFICER"),
		.via = "cli" };
	const char *verb = argc > 2 ? argv[2] : "";
	char line[SSHSIG_LINE];
	struct sshsig_key key;
	struct client *c = NULL;
	struct err err = { 0 };

	if (strcmp(verb, "key") == 0) {
		passes_key(&key);
		sshsig_key_format(line, &key, "bench");
		return puts(line) < 0;
	}
	options.dir = argc > 2 ? argv[1] : "";
	if (client_open(&c, &options, &err) != ERR_OK)
		passes_die("connect", &err);
	if (strcmp(verb, "prove") == 0)
		return prove(c);
	if (strcmp(verb, "pass") == 0 && argc > 4)
		return pass_all(c, argv[3], argv[4]);
	fputs("usage: see the head of passes.c\n", stderr);
	return 64;
}

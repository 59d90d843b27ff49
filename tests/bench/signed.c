/*
 * A ledger in which officers signed, and how long checking it takes:
 *
 *   signed N S       N entries, S of them with a valid signature by one of
 *                    twenty officers' ed25519 keys: the chain, and then every
 *                    signature against the keys that its officer had
 *   signed N S bad   the same, the last signature over another digest: it must
 *                    be found
 *
 * Prints a line of name=value pairs. Works in a new folder under TMPDIR (or
 * /tmp), which the caller removes: it is named in the line.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/sshsig.h"
#include "domain/office/office.h"
#include "domain/office/signature.h"
#include "store/ledger.h"
#include "store/reader.h"
#include "store/verify.h"
#include "words/statement.h"

enum { OFFICERS = 20, BATCH = 1000 };

#define START INT64_C(1795000000000)

struct filled {
	struct ledger *l;
	struct sshsig_key keys[OFFICERS];
	char prints[OFFICERS][SSHKEY_FINGERPRINT];
	char station[SSHKEY_FINGERPRINT];
	long count;
};

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
	fprintf(stderr, "%s: %s\n", err->where, err->what);
	exit(1);
}

/* An act of one entry; the body is taken over. */
static void
put(struct filled *f, const char *by, const char *kind, json_t *body)
{
	struct err err = { 0 };
	char id[33];
	struct entry e;

	entry_init(&e);
	e.time = START + f->count;
	FIXED_SET(e.by, by);
	FIXED_SET(e.via, "console");
	FIXED_SET(e.kind, kind);
	if (doc_get(body, "message")) {
		FIXED_SET(e.incident, "2026-0001");
		FIXED_SET(e.mode, "actual");
	}
	e.body = body;
	fixed_format(id, sizeof(id), "%032lx", ++f->count);
	must(ledger_act_begin(f->l, id, &err), &err);
	must(ledger_append(f->l, &e, &err), &err);
	must(ledger_act_end(f->l, &err), &err);
	entry_release(&e);
}

static void
make_key(struct sshsig_key *key, int n)
{
	unsigned char seed[SSHSIG_SEED] = { 1, (unsigned char)n };

	sshsig_key_init(key, seed);
}

static void
put_office(struct filled *f)
{
	char line[SSHSIG_LINE], id[16];
	struct sshsig_key station;
	struct sshkey pub;

	make_key(&station, OFFICERS);
	sshsig_key_format(line, &station, "");
	assert(statement_station(f->station, line));
	put(f, "station", "station.init",
		json_pack("{s:s,s:s}", "unit", "office", "signing_key", line));
	for (int n = 0; n < OFFICERS; n++) {
		make_key(&f->keys[n], n);
		sshsig_key_format(line, &f->keys[n], "");
		assert(sshkey_parse(&pub, line) == SSHKEY_FINE);
		sshkey_fingerprint(f->prints[n], &pub);
		fixed_format(id, sizeof(id), "o%d", n);
		put(f, "o0", "officer.added",
			json_pack("{s:s,s:s,s:s,s:[s]}", "officer", id, "name",
				id, "user", id, "roles", "reviewer"));
		put(f, "o0", "officer.key",
			json_pack("{s:s,s:s,s:s}", "officer", id, "fingerprint",
				f->prints[n], "key", line));
		put(f, "o0", "officer.proven",
			json_pack("{s:s,s:s}", "officer", id, "fingerprint",
				f->prints[n]));
	}
}

static void
put_pass(struct filled *f, bool sign, bool bad)
{
	char text[STATEMENT_MAX], armour[SSHSIG_TEXT], id[16], message[40];
	int n = (int)(f->count % OFFICERS);
	struct statement said = { .act = "review",
		.officer = id,
		.station = f->station,
		.message = message,
		.digest = bad ? f->station : ENTRY_NO_PREV,
		.gate = "wording",
		.time = START + f->count };
	json_t *body;

	fixed_format(id, sizeof(id), "o%d", n);
	fixed_format(message, sizeof(message), "2026-0001/%ld", f->count);
	body = json_pack("{s:s,s:s,s:s,s:s,s:s}", "message", message, "gate",
		"wording", "stage", "first", "digest", ENTRY_NO_PREV, "reason",
		"经核，表述准确，同意进入下一审次。");
	if (sign) {
		assert(statement_format(text, &said));
		sshsig_sign(armour, &f->keys[n], STATEMENT_SPACE, text,
			strlen(text));
		doc_put_str(body, "signed", text);
		doc_put_str(body, "signature", armour);
		doc_put_str(body, "key", f->prints[n]);
	}
	put(f, id, "message.passed", body);
}

/* The signatures are spread over the whole of it; the last entry has one. */
static void
fill(struct filled *f, long entries, long signatures, bool bad)
{
	struct err err = { 0 };
	long every = (entries - f->count) / signatures, done = 0;

	must(ledger_begin(f->l, &err), &err);
	put_office(f);
	while (f->count < entries) {
		bool sign = done < signatures &&
			(f->count % every == 0 ||
				entries - f->count <= signatures - done);

		done += sign;
		put_pass(f, sign, bad && done == signatures);
		if (f->count % BATCH == 0) {
			must(ledger_commit(f->l, &err), &err);
			must(ledger_begin(f->l, &err), &err);
		}
	}
	must(ledger_commit(f->l, &err), &err);
	assert(done == signatures);
}

struct walk {
	struct office office;
	long count;
};

/* As the station does it (core/station/signature_check.c). */
static enum err_code
check(void *ctx, const struct entry *e, struct err *err)
{
	struct walk *w = ctx;
	bool brings;
	enum err_code rc = signature_verify(&brings, &w->office, e, err);

	w->count += rc == ERR_OK && brings;
	return rc == ERR_OK ? office_apply(&w->office, e, err) : rc;
}

int
main(int argc, char **argv)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = mem_printf("%s/crier-signed-XXXXXX", tmp ? tmp : "/tmp");
	bool bad = argc == 4 && strcmp(argv[3], "bad") == 0;
	struct ledger *reader;
	struct chain_result r;
	struct filled f = { 0 };
	struct walk w = { .count = 0 };
	struct err err = { 0 };
	double t, chain, signatures;
	enum err_code rc;
	long entries, count;

	if (argc < 3) {
		fprintf(stderr, "usage: signed ENTRIES SIGNATURES [bad]\n");
		return 64;
	}
	entries = strtol(argv[1], NULL, 10);
	count = strtol(argv[2], NULL, 10);
	if (mkdtemp(dir) == NULL || count < 1 || count * 2 > entries)
		return 64;
	must(ledger_open(&f.l, dir, true, &err), &err);
	fill(&f, entries, count, bad);
	must(ledger_open_read(&reader, dir, &err), &err);
	t = now();
	must(chain_verify(&r, reader, ledger_head(f.l), &err), &err);
	chain = now() - t;
	assert(r.fault == CHAIN_SOUND && r.entries == entries);
	office_init(&w.office);
	t = now();
	rc = ledger_each_entry(reader, 1, 0, check, &w, &err);
	signatures = now() - t;
	printf("dir=%s entries=%ld signatures=%ld chain=%.3f check=%.3f "
	       "seconds=%.3f found=%s\n",
		dir, entries, w.count, chain, signatures, chain + signatures,
		rc == ERR_OK ? "nothing" : "fault");
	office_release(&w.office);
	ledger_close(reader);
	ledger_close(f.l);
	free(dir);
	return 0;
}

/*
 * Officers of a scene with keys of their own, and acts signed with them.
 */
#ifndef TESTS_DOMAIN_SIGNER_H
#define TESTS_DOMAIN_SIGNER_H

#include "tests/domain/scene.h"

#include "base/fixed.h"
#include "base/sshsig.h"
#include "words/statement.h"

/* The same key for the same name, always. */
static inline void
signer_key(struct sshsig_key *key, const char *name)
{
	unsigned char seed[SSHSIG_SEED] = { 0 };

	memcpy(seed, name, strnlen(name, sizeof(seed)));
	sshsig_key_init(key, seed);
}

static inline void
signer_print(char out[SSHKEY_FINGERPRINT], const char *name)
{
	struct sshsig_key key;
	struct sshkey pub;
	char line[SSHSIG_LINE];

	signer_key(&key, name);
	sshsig_key_format(line, &key, "");
	assert_int_equal(sshkey_parse(&pub, line), SSHKEY_FINE);
	sshkey_fingerprint(out, &pub);
}

/* The station has a key, too: statements name it. */
static inline void
signer_station(struct scene *s)
{
	struct sshsig_key key;

	signer_key(&key, "station");
	sshsig_key_format(s->office.signing_key, &key, "");
}

static inline void
signer_fold(struct scene *s, const char *kind, const char *officer,
	const char *name)
{
	char print[SSHKEY_FINGERPRINT], line[SSHSIG_LINE];
	struct sshsig_key key;

	signer_print(print, name);
	signer_key(&key, name);
	sshsig_key_format(line, &key, "");
	scene_entry(s, "admin", kind,
		json_pack("{s:s,s:s,s:s}", "officer", officer, "fingerprint",
			print, "key", line));
}

/* The officer has a proven key, called as they are. */
static inline void
signer_give(struct scene *s, const char *officer)
{
	signer_fold(s, "officer.key", officer, officer);
	signer_fold(s, "officer.proven", officer, officer);
}

/* Signs with the key of that name what an act by `officer` says of itself. */
static inline void
signer_sign(json_t *doc, const struct scene *s, enum act act,
	const char *officer, const char *name, int64_t time)
{
	char text[STATEMENT_MAX], armour[SSHSIG_TEXT];
	char station[SSHKEY_FINGERPRINT];
	struct sshsig_key key;
	struct statement said = { .act = act_row(act)->name,
		.officer = officer,
		.station = station,
		.message = doc_str(doc, "message"),
		.digest = doc_str(doc, "digest"),
		.gate = doc_str(doc, "gate"),
		.key = doc_str(doc, "fingerprint"),
		.at = doc_int(doc, "at"),
		.time = time };

	assert_true(statement_station(station, s->office.signing_key));
	assert_true(statement_format(text, &said));
	signer_key(&key, name);
	sshsig_sign(armour, &key, STATEMENT_SPACE, text, strlen(text));
	doc_put_str(doc, "signed", text);
	doc_put_str(doc, "signature", armour);
}

static inline bool
asks_for_signature(enum act act, const json_t *doc)
{
	return act == ACT_APPROVE || act == ACT_RELEASE_ARM ||
		act == ACT_RELEASE_SET || act == ACT_RELEASE_FIRE ||
		(act == ACT_REVIEW &&
			strcmp(doc_str(doc, "verdict"), "pass") == 0);
}

#endif

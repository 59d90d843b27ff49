/*
 * What an officer signs when an act asks for a signature of their own: one
 * line of JSON, canonical, with a newline at its end, in the namespace
 * STATEMENT_SPACE of SSH signatures. The console writes it from what it shows,
 * the station writes it again from the act and compares; an auditor reads it
 * in the record and gives it to `ssh-keygen -Y verify`.
 */
#ifndef CRIER_STATEMENT_H
#define CRIER_STATEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sshkey.h"

#define STATEMENT_SPACE "crier"

enum {
	STATEMENT_MAX = 1200, /* with the newline and a NUL */
	/* how far its time may be from the station's: somebody looks for a
	 * security key, no more */
	STATEMENT_MS = 5 * 60 * 1000
};

/* Borrowed texts; "" and NULL leave a field out. */
struct statement {
	const char *act; /* "approve" */
	const char *officer;
	const char *station; /* fingerprint of its signing key */
	const char *message; /* of an act on one */
	const char *digest; /* of what is approved */
	const char *gate; /* of a review */
	const char *key; /* fingerprint of a key that is proven */
	int64_t at; /* of an appointed release: when it goes out; 0 none */
	int64_t time; /* UTC milliseconds */
};

/* False if it does not fit. */
bool statement_format(char out[STATEMENT_MAX], const struct statement *s)
	__attribute__((warn_unused_result));

/*
 * When it says it was made; false if it says nothing of it. Whether it is a
 * statement the comparison with the one that it should be tells.
 */
bool statement_time(int64_t *time, const char *text);

/* The station's name in statements: of its OpenSSH public key line. */
bool statement_station(char out[SSHKEY_FINGERPRINT], const char *signing_key);

#endif

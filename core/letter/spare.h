/*
 * The spare key: drawn with the card, printed once, kept in a safe. It signs a
 * new card when the station's own keys are lost, and opens the station's own
 * letters. On paper it is four lines of sixteen signs; each line holds eight
 * bytes and sixteen bits of a checksum over them and the line's number, so that
 * a slip is told by its line. Pure: the seed is drawn by the caller.
 */
#ifndef CRIER_LETTER_SPARE_H
#define CRIER_LETTER_SPARE_H

#include <stddef.h>

#include "base/err.h"
#include "base/seal.h"
#include "base/sshsig.h"

enum {
	SPARE_LINES = 4,
	SPARE_LINE = 20, /* "ABCD EFGH JKMN PQRS" and its NUL */
	SPARE_TEXT = SPARE_LINES * SPARE_LINE + 1 /* with newlines */
};

/* From SSHSIG_SEED random bytes: the pair that signs is sshsig_key_init's. */
void spare_format(char out[SPARE_TEXT], const unsigned char *seed);

/*
 * Reads what was typed from the paper: lines in any case and with any gaps,
 * one after the other. REFUSE_SPARE_LINE names the line that is wrong.
 */
enum err_code
spare_parse(unsigned char seed[SSHSIG_SEED], const char *text, struct err *err);

/*
 * The pair that opens what was sealed to the spare key, and the public half
 * alone, from the key that signs. False if it is no point that can be used.
 */
void spare_seal_key(struct seal_key *out, const struct sshsig_key *spare);
bool
spare_seal_pub(unsigned char out[SEAL_KEY], const unsigned char sign_pub[32]);

#endif

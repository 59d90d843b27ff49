/*
 * What a third can check of a letter as the ledger keeps it: head, signature
 * and text, against the key that its sender had then.
 */
#ifndef CRIER_STATION_LETTER_PROOF_H
#define CRIER_STATION_LETTER_PROOF_H

#include <jansson.h>

enum letter_proof {
	PROOF_SOUND, /* signed by its sender, and this is the text */
	PROOF_HEAD, /* signed by its sender; its text is not kept here */
	PROOF_MASKED, /* likewise; what may not be stored was masked in it */
	PROOF_UNSIGNED, /* by another key than its sender had */
	PROOF_ALTERED, /* what is kept is not what was signed */
	LETTER_PROOFS
};

const char *letter_proof_word(enum letter_proof proof);

/*
 * Of an entry's body (letter.sent, letter.taken, letter.returned). `from` is
 * its sender's id, `keys` the OpenSSH lines of the keys that it has had.
 */
enum letter_proof
letter_prove(const json_t *body, const char *from, const json_t *keys);

#endif

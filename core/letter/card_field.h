/*
 * The fields of a card as a table: name, form, place in the struct, and number
 * in the compact form. A helper of card.h.
 */
#ifndef CRIER_LETTER_CARD_FIELD_H
#define CRIER_LETTER_CARD_FIELD_H

#include "base/lang.h"
#include "letter/card.h"

enum card_form {
	CARD_WORD, /* [a-z0-9._-]+ */
	CARD_SAID, /* text of one line */
	CARD_NUMBER, /* of a telephone */
	CARD_RANKED, /* a rank's word */
	CARD_PRINT, /* "SHA256:…" */
	CARD_KEY, /* "ssh-ed25519 AAAA…" */
	CARD_SEAL, /* 32 bytes in base64 */
	CARD_TIME, /* UTC milliseconds */
	CARD_FLAG, /* true, or not there */
	CARD_FORMS
};

struct card_field {
	const char *name;
	enum card_form form;
	size_t at, room; /* in struct card */
	bool need;
};

enum { CARD_FIELDS = 12 };
extern const struct card_field card_fields[CARD_FIELDS];

enum { CARD_RAW = 256 }; /* bytes of a field's raw form, at most 255 used */

/* Into and out of a document: false where the value cannot be. */
json_t *card_field_doc(const struct card *card, const struct card_field *f);
bool card_field_read(
	struct card *card, const struct card_field *f, const json_t *value);

/* Into and out of raw bytes. Nothing (0 bytes) where the field is empty. */
size_t card_field_raw(unsigned char out[CARD_RAW], const struct card *card,
	const struct card_field *f);
bool card_field_take(struct card *card, const struct card_field *f,
	const unsigned char *raw, size_t len);

/* The Ed25519 key of 32 bytes, and back. */
bool card_key_set(struct sshkey *key, const unsigned char raw[32]);
const unsigned char *card_key_raw(const struct sshkey *key);

/* What a field of this form must be, as part of a sentence. */
const struct both *card_form_said(enum card_form form);

#endif

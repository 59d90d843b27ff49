/*
 * What stands in a letter's box: a document with a kind, sixteen random bytes,
 * and the fields that its kind has (body.def). Whoever opens it compares the
 * hash of these bytes with the head's, so all have read the same. Pure.
 */
#ifndef CRIER_LETTER_BODY_H
#define CRIER_LETTER_BODY_H

#include <jansson.h>
#include <stddef.h>

#include "base/err.h"
#include "crier/partner.h"

enum { BODY_PATH = 96 };

/*
 * The document of len bytes, a new reference, and its kind. Refused: bytes
 * that are not the canonical form, an unknown kind, a field too many, too few
 * or out of its bound; the refusal names it, as in "masters.0.title".
 */
enum err_code body_parse(json_t **out, enum letter_kind *kind, const char *text,
	size_t len, struct err *err);

/* The same of a document: for who is about to send it. */
enum err_code
body_check(enum letter_kind *kind, const json_t *body, struct err *err);

/*
 * What people have said in a sound body, a new reference: without salt, hashes
 * and keys, whose random digits look like somebody's number to a leak gate.
 */
json_t *body_said(const json_t *body);

#endif

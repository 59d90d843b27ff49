/*
 * Forms of values in letters: ids, hashes, numbers. A helper of letter.h and
 * body.h.
 */
#ifndef CRIER_LETTER_FORM_H
#define CRIER_LETTER_FORM_H

#include <jansson.h>
#include <stdbool.h>

/* [a-z0-9._-]+, begins with a letter or digit, at most 64 bytes. */
bool form_is_id_text(const char *s);
bool form_is_id(const json_t *value);

/* 64 digits of SHA-256, small letters. */
bool form_is_hash(const json_t *value);
bool form_is_hex(const json_t *value, size_t digits);

/* A whole number from 1 to 2^53 - 1, which every reader of JSON keeps. */
bool form_is_number(const json_t *value);

#endif

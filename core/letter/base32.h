/*
 * Bytes as letters and digits that people can copy from paper and that a QR
 * code packs well: base 32 in Crockford's alphabet, which has no I, L, O, U.
 */
#ifndef CRIER_LETTER_BASE32_H
#define CRIER_LETTER_BASE32_H

#include <stdbool.h>
#include <stddef.h>

/* Room for the text of so many bytes, with its NUL. */
#define BASE32_ROOM(len) (((len)*8 + 4) / 5 + 1)

void base32_format(char *out, const unsigned char *data, size_t len);

/*
 * Reads what a person may have typed: small letters, O for 0, I and L for 1,
 * blanks and dashes anywhere. False for any other sign, for more than `room`
 * bytes, and where bits are left over that are not zero.
 */
bool base32_parse(unsigned char *out, size_t room, size_t *len,
	const char *text, size_t text_len);

#endif

/* Bytes as base64 text (RFC 4648, with padding), and back. */
#ifndef CRIER_BASE_BASE64_H
#define CRIER_BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* Room for the text of so many bytes, with its NUL. */
#define BASE64_ROOM(len) (((len) + 2) / 3 * 4 + 1)

void base64_format(char *out, size_t room, const void *data, size_t len);

/* False if the text is not base64, or is of more than `room` bytes. */
bool base64_parse(void *out, size_t room, size_t *len, const char *text);

#endif

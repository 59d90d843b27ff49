/*
 * A fuzz target whose first byte chooses what is read: the bytes behind it.
 */
#ifndef CRIER_TESTS_FUZZ_TEXT_H
#define CRIER_TESTS_FUZZ_TEXT_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* size - 1 bytes and a NUL, to be freed; NULL: not even one that chooses. */
static inline char *
fuzz_text(const uint8_t *data, size_t size)
{
	char *text = size > 0 ? malloc(size) : NULL;

	if (text == NULL)
		return NULL;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	return text;
}

#endif

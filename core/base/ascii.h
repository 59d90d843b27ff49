/*
 * Classes of ASCII characters, the same in every locale. A byte of a longer
 * UTF-8 sequence is in none of them.
 */
#ifndef CRIER_BASE_ASCII_H
#define CRIER_BASE_ASCII_H

#include <stdbool.h>

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool
ascii_is_alnum(char c)
{
	return ascii_is_digit(c) || ascii_is_letter(c);
}

#endif

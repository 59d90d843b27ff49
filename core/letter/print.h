/*
 * A key's fingerprint as two people compare it on the telephone: eight groups
 * of four digits, and the same in words. Digits, because they are the same in
 * both languages and no dialect mistakes them: each group is four bytes of the
 * key's SHA-256 (the one that `ssh-keygen -l` prints in base64), modulo 10,000,
 * together 106 bits. Who wants another key with the same digits has to try
 * 2^106 keys. Pure.
 */
#ifndef CRIER_LETTER_PRINT_H
#define CRIER_LETTER_PRINT_H

#include "base/lang.h"
#include "base/sshkey.h"

enum {
	PRINT_GROUPS = 8,
	PRINT_DIGITS = 40, /* "4711 0815 …" */
	PRINT_WORDS = 256 /* in either language */
};

void print_digits(char out[PRINT_DIGITS], const struct sshkey *key);

/*
 * The digits as they are said, a group between commas: "four seven one one,
 * …", 四七幺幺，…. One is 幺 (yāo), so that it is not heard as 七.
 */
void print_words(char out[PRINT_WORDS], const char *digits, enum lang lang);

#endif

/*
 * How much a tier asks of who passes a gate, approves, arms and fires.
 */
#ifndef CRIER_DOMAIN_LIBRARY_SIGNS_H
#define CRIER_DOMAIN_LIBRARY_SIGNS_H

/* From little to much. */
enum signs {
	SIGNS_LOGIN, /* to be logged in as that Unix user */
	SIGNS_KEY, /* a signature with a proven key */
	SIGNS_TOUCH, /* by a security key that somebody touched */
	SIGNS_COUNT
};

/* "login", "key", "touch"; NULL beyond. */
const char *signs_word_at(int n);

#endif

/*
 * Names of accounts and units, compared as people would compare them.
 */
#ifndef CRIER_DOMAIN_REGISTER_REGISTER_NAME_H
#define CRIER_DOMAIN_REGISTER_REGISTER_NAME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Has the name something of its owner? Two Chinese signs that stand together in
 * it and in the same order in the owner's name behind its place (文旅 of
 * 云溪县文化和旅游局), a Latin word of four letters or more that is in both, or one of these words (发布, 融媒 …).
 */
bool register_name_fits(const char *name, const char *owner,
	const char *const *words, size_t count);

/* The same but for what stands in brackets at the end: 云溪发布（微博）. */
bool register_name_same(const char *a, const char *b);

/* Ends the text with one of these words? */
bool
register_name_ends(const char *text, const char *const *words, size_t count);

#endif

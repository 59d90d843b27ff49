/*
 * What the console saw of a reading: whether the text was shown to its end,
 * the findings were opened, and for how many seconds. It is the console's
 * word, kept beside the signature for who comes after; nothing is decided by
 * it.
 */
#ifndef CRIER_DOMAIN_REVIEW_REVIEW_SEEN_H
#define CRIER_DOMAIN_REVIEW_REVIEW_SEEN_H

#include <jansson.h>

/* What an act says of it, into the body of its entry. */
void review_put_seen(json_t *body, const json_t *act);

/* The same of an entry's body as a document; NULL if it says nothing. New. */
json_t *review_seen(const json_t *body);

#endif

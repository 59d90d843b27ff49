/*
 * Has this been said before? Claims of all incidents by the three-character
 * pieces of their folded text, so that the same claim is known when it comes
 * back in other words, with other signs, or inside a longer text. Bounded: at
 * most CLAIM_INDEX_MAX claims (the oldest is forgotten first) with at most
 * CLAIM_PIECES pieces each, so a question costs the same for ever.
 */
#ifndef CRIER_DOMAIN_CLAIM_CLAIM_INDEX_H
#define CRIER_DOMAIN_CLAIM_CLAIM_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/claim/claim.h"

enum { CLAIM_INDEX_MAX = 20000, CLAIM_PIECES = 128 };

struct indexed_claim {
	char id[CLAIM_ID];
	bool drill; /* a drill's claims are known in drills only */
	uint16_t count;
	uint32_t *pieces; /* the smallest hashes, sorted, each once */
};

struct claim_index {
	struct indexed_claim *rows; /* a ring once it is full */
	size_t count, next, cap;
};

void claim_index_init(struct claim_index *x);
void claim_index_release(struct claim_index *x);
void claim_index_add(
	struct claim_index *x, const char *id, bool drill, const char *text);

/* From how many hundredths on two claims are the same: rules/claims.yaml. */
struct claim_likeness {
	int same; /* shared pieces of all pieces of both */
	int contained; /* of the shorter's, where that has a few at least */
};

/*
 * The most similar claim that is similar enough; of equals the newest. Its id
 * and the hundredths that decided. False if there is none.
 */
bool
claim_index_find(char id[CLAIM_ID], int *similar, const struct claim_index *x,
	bool drill, const char *text, const struct claim_likeness *enough);

#endif

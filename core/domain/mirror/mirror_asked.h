/*
 * A tier of tiers.yaml may ask that a mirror has what was decided about a text
 * before it is released (`mirror: before-fire`): a machine that is lost right
 * after it then loses nothing that went out.
 */
#ifndef CRIER_DOMAIN_MIRROR_MIRROR_ASKED_H
#define CRIER_DOMAIN_MIRROR_MIRROR_ASKED_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/world.h"

/* Its tier asks for a mirror, and none is known to have all of it. */
bool mirror_lacks(const struct world *w);

/*
 * Into a message's document: where its tier asks for it and it is not released
 * yet, `mirrored` {seq, has, mirrors[{mirror, seq, reached, has}]}, `seq` the
 * last entry about it, and `unless`, why it is to go out all the same; once it
 * is out `unmirrored`, why it was released without.
 */
void mirror_asked_put(json_t *doc, const struct world *w);

#endif

/*
 * What another organ has published on the same matter: noted with its time
 * and words, so that no text of ours is signed against it unseen. A text that
 * says otherwise has a finding (L-51): its author mends it or writes why. One
 * that was noted after the text had been submitted sends the text back.
 */
#ifndef CRIER_DOMAIN_BULLETIN_BULLETIN_H
#define CRIER_DOMAIN_BULLETIN_BULLETIN_H

#include <jansson.h>

#include "domain/world.h"

enum { OUTSIDE_MAX = 40 }; /* of them in one incident */

/* The last word of an organ, published or (`lines`) its lines to take;
 * borrowed, NULL if none was noted. */
struct bulletin *
bulletin_find(const struct incident *i, const char *organ, bool lines);

/* Those that stand: [{organ,text,source,at,by,time}]; new reference. */
json_t *bulletins_doc(const struct incident *i);

/*
 * What the text at hand says otherwise than a bulletin noted since it was
 * submitted, as rows of waiver_found; new reference, mostly empty.
 */
json_t *bulletins_since(const struct world *w);

#endif

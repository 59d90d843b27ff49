/*
 * Our sealing keys, as files and on our card's page.
 */
#ifndef CRIER_STATION_SEALS_H
#define CRIER_STATION_SEALS_H

#include <jansson.h>

#include "domain/library/rules.h"
#include "station/station.h"

/*
 * New ones of both modes into keys/, in place of those in force, which stay
 * beside them as seal.old; one of an act that never became durable nobody has
 * heard of, and it goes. The body says their public halves.
 */
enum err_code
seals_draw(json_t *body, const struct station *st, struct err *err);

/* Those in force lie at their place, so that what is beside them is not. */
bool seals_are_in_force(const struct station *st);
/* Destroys those of before. */
void seals_wipe_old(const struct station *st);

/* What the library in force says; without one that can be read, what is usual. */
struct seal_rule seals_rule(struct station *st);

/* For our card's page: {sealed, changes, unsealed} as far as they are known. */
void seals_tell(json_t *doc, struct station *st);

#endif

/*
 * What crier-mirror does all day: hears from the station that the record moved
 * and where it goes, has it pushed, and tells what lies where. It waits for
 * that and asks nobody in between.
 */
#ifndef CRIER_MIRROR_LOOP_H
#define CRIER_MIRROR_LOOP_H

#include "mirror/place.h"

struct copier;

struct copier *copier_new(const struct push_from *from);
void copier_free(struct copier *c);

/* Serves one connection, which it takes over, until the station is gone. */
void copier_serve(struct copier *c, int fd, const char *public);

#endif

/*
 * The station's side of crier-mirror: it is told where the record goes and that
 * it moved, and tells what lies where. None of this is in the ledger; what is
 * not told since the station started is not known.
 */
#ifndef CRIER_STATION_MIRROR_LINK_H
#define CRIER_STATION_MIRROR_LINK_H

#include "domain/world.h"
#include "station/station.h"

struct mirror_link;

struct mirror_link *mirror_link_new(struct station *st);
void mirror_link_free(struct mirror_link *l); /* ends one it started */

/* Its hello: known by its user, or by the socket pair it was given; it replaces
 * an older one. NULL is fine for one that goes. */
enum err_code mirror_link_greet(struct mirror_link *l, struct peer *peer,
	const json_t *hello, struct err *err);
void mirror_link_gone(struct mirror_link *l, struct peer *peer);

/* What it asks: only to tell. */
void mirror_link_ask(struct mirror_link *l, const json_t *doc);

/* The record moved, or goes elsewhere: said in the next round. */
void mirror_link_wake(struct mirror_link *l); /* NULL is fine */

/* Before each round: says what is to be said. */
void mirror_link_settle(struct mirror_link *l);

/* Of a station that starts its own: as relay_link_tend and _reaped. */
int mirror_link_tend(struct mirror_link *l);
bool mirror_link_reaped(struct mirror_link *l, int pid);

/* What is known, for judges. */
void mirror_link_show(struct mirror_link *l, struct world *w);

/* {up, key, hint?}: is the program there, and its key to the hosts. */
void mirror_link_put(json_t *doc, const struct mirror_link *l);

#endif

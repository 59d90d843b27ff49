/*
 * Mirrors (镜像): where the record is copied to after each commit. Whoever has
 * one reads everything, so two persons say where, and it is a machine of this
 * office or of its superior: a folder, or an ssh host whose key is pinned;
 * never the exchange, which belongs to many. What lies on them is told by
 * crier-mirror, and is not in the ledger: an entry for each push would make a
 * push for each entry.
 */
#ifndef CRIER_DOMAIN_MIRROR_MIRROR_H
#define CRIER_DOMAIN_MIRROR_MIRROR_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "crier/id.h"
#include "domain/second.h"

enum { MIRRORS_MAX = 8, MIRROR_ADDRESS = 401, MIRROR_PINS = 201 };

struct office;

struct mirror {
	char id[WORD_ID];
	char address[MIRROR_ADDRESS];
	char pins[MIRROR_PINS]; /* SHA256:… of the host's keys, "" a folder */
	int64_t confirmed; /* 0: proposed, nothing is copied there yet */
	char by[OFFICER_ID], confirmed_by[OFFICER_ID];
	struct second next; /* what waits for a second person */
};

/* What is known of a mirror in force since the station started. */
struct mirror_lies {
	char id[WORD_ID];
	int64_t seq; /* the last entry that lies there, 0: not known */
	int64_t reached; /* when that was seen, UTC ms */
	char commit[COMMIT_ID];
	int64_t failed; /* when it last failed, 0: not since it was reached */
	struct err fault; /* and why */
	int64_t behind; /* entries that lie not there; of one not known, all */
	int64_t missing; /* time of the first of them; of one not known, since
			    when; 0: none is missing */
};

/* Borrowed; NULL if there is none. */
const struct mirror *office_mirror(const struct office *o, const char *id);

/* Their part of the station's row, where there are any, and back. */
void mirrors_put(json_t *doc, const struct office *o);
void mirrors_load(struct office *o, const json_t *list);
void mirrors_clear(struct office *o);

/* What is known of it, into a document: id, seq, reached, behind, missing (the
 * time of the first entry that lies not there), failed, fault. */
void mirror_lies_put(json_t *doc, const struct mirror_lies *m);

#endif

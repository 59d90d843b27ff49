/*
 * The register of claims of an incident, folded. A claim belongs to an
 * incident: what is heard where nothing has happened belongs to one opened
 * from the playbook `rumor`. Its text is quoted from strangers: bounded, past
 * the leak gate, and never printed without being made fit for a terminal.
 */
#ifndef CRIER_DOMAIN_CLAIM_CLAIM_H
#define CRIER_DOMAIN_CLAIM_CLAIM_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crier/id.h"
#include "crier/claim.h"
#include "domain/entry.h"

struct incident;
struct rows;
struct message;
struct world;

enum { CLAIM_ID = 32, CLAIM_EVIDENCE_MAX = 50 };

enum { CLAIM_SHAPE = 2 }; /* of claim_doc: see rows.h */

struct claim {
	char id[CLAIM_ID]; /* 2026-0123/c1 */
	int number; /* the 1 in 2026-0123/c1 */
	enum claim_kind kind;
	enum claim_priority priority;
	enum claim_verdict verdict;
	json_t *facts; /* text platform url seen reach reach_at accused owner
			* reason like similar; of claim.added and changes; of one
			* that a partner's letter brought partner, its number
			* there and what checking found there */
	json_t *evidence; /* [{label,name,digest,size,url,by,time}] */
	json_t *checks; /* {"place": {by, time}} */
	json_t *finding; /* {checker,fact,why,by,time}, NULL while open */
	json_t *answers; /* [{message,by,time}], oldest first */
	int64_t added, updated; /* time; seq */
	char added_by[OFFICER_ID];
};

void claim_free(struct claim *c); /* NULL is allowed */

/* Borrowed; NULL if there is none of that id. */
struct claim *incident_claim(const struct incident *i, const char *id);

/* The claim that a message answers; NULL if it answers none. */
const struct claim *
incident_claim_of(const struct incident *i, const char *message);

/* Is the message one of its answers? */
bool claim_is_answer(const struct claim *c, const char *message);

/* Still to be checked; or what answered it was withdrawn, and nothing else
 * that answers it is out. */
bool claim_is_open(const struct incident *i, const struct claim *c);

/* The latter, and nobody has begun another answer. */
bool claim_wants_answer(const struct incident *i, const struct claim *c);

/* The row and the answer of claim.show; new reference. */
json_t *claim_doc(const struct incident *i, const struct claim *c);

/* `like` and `similar` of a text that was said before. */
void claim_put_like(json_t *body, const struct world *w, const char *text);

/* How many items of evidence have a digest. */
size_t claim_proofs(const struct claim *c);

/* The row of the claim that an entry is about, or of those that the message
 * answers; m may be NULL. */
void claim_rows(struct rows *out, const struct incident *i,
	const struct entry *e, const struct message *m);

#endif

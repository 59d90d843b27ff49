/*
 * The manifest: exactly what will go where. It is written once, at submit;
 * review, approval, release and every delivery name its digest, and nothing
 * is rendered after it. Its form is a contract: see core/domain/README.md.
 */
#ifndef CRIER_DOMAIN_TEXT_MANIFEST_H
#define CRIER_DOMAIN_TEXT_MANIFEST_H

#include <jansson.h>

#include "base/hash.h"
#include "domain/text/compose.h"

/* 2: a row names who the account is on its platform, where that is known. */
enum { MANIFEST_FORMAT = 1, MANIFEST_WHO = 2 };

/* How long an approval holds: what was true then may not be true later. */
#define MANIFEST_WINDOW_MS (INT64_C(12) * 3600 * 1000)

/*
 * Builds the manifest and the variant documents (by digest) of a composition
 * that fits. Both outputs are new references.
 */
void manifest_build(json_t **manifest, json_t **variants, char digest[HASH_HEX],
	const struct composition *c, const struct world *w,
	const struct facts *facts);

/* SHA-256 over the canonical text of a document. */
void manifest_digest(char out[HASH_HEX], const json_t *doc);

#endif

/*
 * One fact in the ledger. The canonical line (doc_format of the object with
 * the eleven fields below) is what is stored, hashed and signed; everything
 * else can be computed from lines. `prev` stands inside the line, so the hash
 * of a line commits to all before it. See core/domain/README.md.
 */
#ifndef CRIER_DOMAIN_ENTRY_H
#define CRIER_DOMAIN_ENTRY_H

#include <jansson.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "crier/id.h"

enum { ENTRY_FORMAT = 1, ENTRY_LINE_MAX = 1 << 20 };

#define ENTRY_NO_PREV                                                          \
	"0000000000000000000000000000000000000000000000000000000000000000"

struct entry {
	int v; /* format of the line: ENTRY_FORMAT */
	int64_t seq; /* 1, 2, 3 … without holes */
	char act[ACT_ID]; /* 128-bit id of the act that yielded it, hex */
	int64_t time; /* UTC milliseconds; order is seq, never time */
	char by[OFFICER_ID]; /* officer's id, "station" or "relay" */
	char via[VIA_ID]; /* console, cli, relay, station, offline */
	char incident[INCIDENT_ID]; /* "2026-0123", "D2026-0007" or "" */
	char mode[9]; /* actual, drill, or "" outside incidents */
	char kind[KIND_ID]; /* "message.submitted" …, see entry_kind.h */
	char prev[HASH_HEX]; /* hash of the line before */
	json_t *body; /* an object; owned */
};

void entry_init(struct entry *e);
void entry_release(struct entry *e);

/* Its eleven fields; the body is shared with the entry. */
json_t *entry_doc(const struct entry *e);

/* The canonical line without a newline; the caller frees it. */
char *entry_format(const struct entry *e);

/*
 * Reads a line back. ERR_CORRUPT names the field that is wrong; a line that
 * is not in canonical form is refused too, since its hash could not be
 * recomputed from its content.
 */
enum err_code
entry_parse(struct entry *e, const char *line, size_t len, struct err *err);

#endif

/*
 * Texts that were approved before they are needed (the emergency lane). The
 * playbook says who approved a kind's text, from when to when that holds, and
 * the hash of everything in it that is fixed. The approval is worth nothing
 * once a byte of that is another, or its time is over.
 *
 *	approved: {by: …, on: 2026-10-01, until: 2027-09-30, zh: HASH, en: HASH}
 *
 * `crier playbook lock PLAYBOOK KIND` prints the hashes as they are.
 */
#ifndef CRIER_DOMAIN_LIBRARY_PLAYBOOK_LOCK_H
#define CRIER_DOMAIN_LIBRARY_PLAYBOOK_LOCK_H

#include "words/yaml_schema.h"
#include "domain/library/playbook.h"
#include "lint/lint_rules.h"

enum lock {
	LOCK_NONE, /* was never approved beforehand */
	LOCK_HOLDS,
	LOCK_CHANGED, /* its fixed text is another now */
	LOCK_EXPIRED, /* or not yet in force */
	LOCK_COUNT
};

/* "none", "holds", "changed", "expired", with a title for people. */
const struct word_row *lock_row(enum lock lock);

enum lock playbook_lock(const struct playbook *p, enum message_kind kind,
	enum lang lang, int64_t at);

/* Reads `approved` of a kind; for playbook_parse.c. */
void preapproved_read(struct preapproved *out, struct yaml_reader *r,
	const struct yaml *kind);

/*
 * Reads `authority`: subjects of rules/lists/authority.yaml that this office
 * may announce under this playbook; `known` may be NULL.
 */
const char *const *authority_read(size_t *count, struct yaml_reader *r,
	const struct yaml *playbook, const struct lint_list *known);

/*
 * SHA-256 over the template's bytes, then over what choices and figures of
 * this playbook print in that language: all that is not typed at night.
 */
void playbook_fix(struct playbook *p, enum message_kind kind, enum lang lang,
	const struct library_file *file);

#endif

/*
 * Rows of rules/selfcheck.yaml: how large the drawn sample of a month is, which
 * findings are counted as what, and the inspection's veto list (单项否决). What
 * each row looks at is code (domain/selfcheck); the words and the citation are
 * the row's.
 */
#ifndef CRIER_DOMAIN_LIBRARY_SELFCHECK_RULE_H
#define CRIER_DOMAIN_LIBRARY_SELFCHECK_RULE_H

#include <stdbool.h>

#include "domain/library/register_rule.h"

enum veto_check {
	VETO_WORDING, /* texts that had to be corrected or withdrawn */
	VETO_LEAK, /* secrets, personal data */
	VETO_DATES, /* publication times that are not so */
	VETO_SILENT, /* days without an update */
	VETO_INTERACTION, /* nobody can ask or answer there */
	VETO_FORCED, /* readers are made to forward or like */
	VETO_ATTACK, /* something stood there that is not ours */
	VETO_UNSEEN, /* nothing of it is in a ledger */
	VETO_CHECKS
};
const char *veto_check_word(int i); /* "wording" */

struct veto_rule {
	struct register_scope scope; /* its id: "V-01" */
	enum veto_check check;
	struct both title;
	const char *citation;
};

enum counted { COUNTED_CONTRADICTIONS, COUNTED_FORCED, COUNTEDS };

/* Findings of these lint rules, in texts that were submitted. */
struct counted_rule {
	enum counted as;
	const char *const *rules;
	size_t rule_count;
	const char *citation;
};

struct selfcheck_rules {
	int share; /* of the accounts in the sample, percent; 0: no row */
	const char *share_citation;
	struct counted_rule *counteds;
	size_t counted_count;
	struct veto_rule *vetoes;
	size_t veto_count;
};

bool veto_rule_holds(
	const struct rules *r, const struct veto_rule *rule, int64_t now);

/* Is a finding of this lint rule counted so? */
bool selfcheck_counts(const struct rules *r, enum counted as, const char *rule);

#endif

/*
 * The words for claims: what was said that may be false, by whom it is
 * answered first, and what checking it found. A claim is a rumor only once it
 * has been refuted.
 */
#ifndef CRIER_CLAIM_H
#define CRIER_CLAIM_H

#include <stdbool.h>

#include "crier/message.h"

/* ISO 22329 keeps the honest error and the lie apart: so do the answers. */
enum claim_kind { CLAIM_MISREPORT, CLAIM_MALICE, CLAIM_KINDS };

enum claim_priority {
	PRIORITY_HIGH,
	PRIORITY_MEDIUM,
	PRIORITY_LOW,
	PRIORITY_MONITOR, /* not answered, with a reason: watched only */
	PRIORITY_COUNT
};

enum claim_verdict {
	VERDICT_OPEN, /* being checked */
	VERDICT_TRUE,
	VERDICT_FALSE,
	VERDICT_PARTLY,
	VERDICT_UNVERIFIABLE,
	VERDICT_COUNT
};

/* What is to be checked of anything seen online. */
enum claim_check {
	CHECK_SOURCE, /* who said it first */
	CHECK_PLACE,
	CHECK_TIME,
	CHECK_ORIGINAL, /* where a picture or text really comes from */
	CHECK_COUNT
};

const struct word_row *claim_kind_row(enum claim_kind kind);
const struct word_row *claim_priority_row(enum claim_priority priority);
const struct word_row *claim_verdict_row(enum claim_verdict verdict);
const struct word_row *claim_check_row(enum claim_check check);
bool claim_kind_parse(enum claim_kind *out, const char *word);
bool claim_priority_parse(enum claim_priority *out, const char *word);
bool claim_verdict_parse(enum claim_verdict *out, const char *word);
bool claim_check_parse(enum claim_check *out, const char *word);

#endif

/*
 * What may not be stored, caught before the first write: secrecy marks
 * (L-01), resident ids (L-04), mobile numbers outside the contact list
 * (L-06), bank cards (L-07), minors who could be known (L-09M). The text is
 * folded first (lint_fold), so full-width digits and hidden characters do not
 * help. A finding is a place and a rule, never
 * the matched text itself: it may be logged. Linear in the text's length.
 */
#ifndef CRIER_LINT_LEAK_H
#define CRIER_LINT_LEAK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/text.h"
#include "lint/lint_rules.h"

enum leak_rule {
	LEAK_SECRECY,
	LEAK_RESIDENT,
	LEAK_MOBILE,
	LEAK_CARD,
	LEAK_MINOR,
	LEAK_RULES,
	/*
	 * the following are only suspicions: rules report them, nothing is
	 * refused for them
	 */
	LEAK_RESIDENT_SUM = LEAK_RULES, /* all but the check digit */
	LEAK_RESIDENT_OLD, /* fifteen digits with a date */
	LEAK_KINDS
};

struct leak_row {
	const char *id; /* "L-04" */
	struct both what; /* "a resident identity number" */
};

/* The id is that of a rule in this table: what it finds is not stored. */
bool leak_is_rule(const char *id);

struct leak {
	enum leak_rule rule;
	size_t start, end; /* bytes of the original text, end exclusive */
};

struct leaks {
	struct leak *rows; /* by start, not overlapping; owned */
	size_t count;
};

/* `rules` gives the contact list; NULL means that no number is excepted. */
void leak_scan(struct leaks *out, const char *text, size_t len,
	const struct lint_rules *rules);
/*
 * The same for a text that is folded already (lint_fold). `doubtful` adds
 * suspicions.
 */
void leak_scan_folded(struct leaks *out, const struct text_folded *f,
	const struct lint_rules *rules, bool doubtful);
void leaks_release(struct leaks *l);

/* The text with a ■ for every character of a finding; the caller frees it. */
char *leak_mask(const char *text, size_t len, const struct leaks *l);

/* REFUSE_LEAK for the first finding, naming rule and field; ERR_OK if none. */
enum err_code
leak_refuse(const struct leaks *l, const char *field, struct err *err);

/*
 * Does the id or address that a platform gave hold what may not be stored? Long
 * numbers are what such ids are: those that only look like a card are let pass,
 * a telephone stands by itself, and an identity number begins with a place.
 */
bool leak_in_id(const char *text, const struct lint_rules *rules);

#endif

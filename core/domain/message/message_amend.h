/*
 * How an account takes a correction or a withdrawal: platforms differ in what
 * they let one do to a text that is out. Which act is best is a column of
 * rules/platforms.yaml; what a release will do to whom stands in its manifest,
 * so that the approval covers it. There is no act that only deletes: a text
 * that vanishes without a word cannot be found by those who have seen it.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_AMEND_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_AMEND_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/incident/incident.h"
#include "domain/library/rules.h"

/* Words and titles; "post" where the word is not known. */
const struct word_row *amend_row(enum amend act);
bool amend_parse(enum amend *out, const char *word);

/* The old text must be reachable by its id over there. */
bool amend_needs_target(enum amend act);

/*
 * What a message of this kind does on a platform to what `old` left there;
 * AMEND_POST where that is not known, or nothing is amended (old NULL).
 */
enum amend amend_choose(const struct platform *p, enum message_kind kind,
	const struct delivery *old);

/*
 * With AMEND_MARK the old text stays below the new one, marked. The caller
 * frees it.
 */
char *amend_marked(const char *text, const char *old_title,
	const char *old_text, enum message_kind kind, enum lang lang);

#endif

/*
 * What the machine finds in a message: its texts and all that the state
 * knows about it are laid before the rules (lint/lint.h). The preview shows
 * the result while somebody types, submit refuses by it, and a reviewer sees
 * the part of his gate.
 */
#ifndef CRIER_DOMAIN_REVIEW_REVIEW_FINDINGS_H
#define CRIER_DOMAIN_REVIEW_REVIEW_FINDINGS_H

#include <jansson.h>

#include "base/err.h"
#include "base/pool.h"
#include "domain/text/compose.h"
#include "domain/world.h"
#include "lint/lint.h"

struct review_findings {
	struct lint_case c; /* what was looked at */
	struct findings
		found; /* once for each place: see review_findings_run */
	struct pool *pool; /* of the arrays in c */
	const struct playbook *playbook; /* the incident's; NULL unread */
	bool reposts; /* it has that kind */
};

/*
 * Runs the rules of the incident's library over a composition. The same words
 * stand in a slot, in the master and in every variant: the master's finding
 * stays, those of the others are kept only where the master has them not.
 * Release with review_findings_release.
 */
void review_findings_run(struct review_findings *out, const struct world *w,
	const struct facts *facts, const struct composition *c);
void review_findings_release(struct review_findings *e);

/*
 * As documents: [{rule, severity, gate, where, start, end, what{}, mend{},
 * source, suspendable, leak}], where being "title", "text", "slots.NAME",
 * "variants.ACCOUNT" or "" for the whole, and start and end bytes in it. A
 * place in title or text that came out of a slot also has slot, slot_start
 * and slot_end; a number that is not a figure's has the figure's id (`figure`),
 * what the text says (`said`) and the figure has (`known`); `repost` says that message.repost is a way out.
 */
json_t *review_findings_doc(const struct review_findings *e);

/* REFUSE_RULE for the i-th finding, in the language of the text. */
enum err_code review_findings_refuse(
	const struct review_findings *e, size_t i, struct err *err);

#endif

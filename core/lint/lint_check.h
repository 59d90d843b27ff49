/*
 * The functions that rows of lint.yaml name under `check:`. A check is one
 * function in a file of its own and a row in lint_check.c. It reads what the
 * scan gives it, calls scan_add, and finds nothing where what it needs is not
 * known. It takes time linear in the texts.
 */
#ifndef CRIER_LINT_LINT_CHECK_H
#define CRIER_LINT_LINT_CHECK_H

#include "base/buf.h"
#include "lint/lint_scan.h"

/* NULL if there is none of that name. */
lint_check *lint_check_named(const char *name);

/* All names, for a fault: "figures, hosts, …", as many as it holds. */
void lint_check_names(struct buf *out);

lint_check check_ahead, check_ai_label, check_assurance, check_banner,
	check_card, check_cause, check_drill_words, check_hosts, check_lead,
	check_minor, check_order, check_mixed_terms, check_mobile,
	check_relative_time, check_resident, check_resident_old,
	check_resident_sum, check_secrecy, check_short_links, check_source,
	check_source_edition, check_too_many, check_unsaid, check_unseen,
	check_warning, check_weekday;
lint_check check_numbers, check_rough_numbers, check_verified, check_falls,
	check_turns, check_vanished, check_baseline, check_found, check_injured,
	check_level, check_times, check_promise, check_promise_far,
	check_unknown, check_duplicate, check_promised, check_lines,
	check_variants, check_variant_places;

lint_check check_rebuttal, check_claim_headline, check_evidence, check_lacking;
lint_check check_together, check_praise, check_orders, check_register,
	check_undated;
lint_check check_authority, check_organs, check_own_figures, check_outside;

#endif

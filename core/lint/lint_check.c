/*
 * The table of checks, by name.
 */
#include "lint/lint_check.h"

#include <string.h>

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

static const struct {
	const char *name;
	lint_check *check;
} checks[] = {
	{ "ahead", check_ahead },
	{ "ai-label", check_ai_label },
	{ "assurance", check_assurance },
	{ "authority", check_authority },
	{ "bank-card", check_card },
	{ "banner", check_banner },
	{ "baseline", check_baseline },
	{ "cause", check_cause },
	{ "claim-headline", check_claim_headline },
	{ "deaths-found", check_found },
	{ "drill-words", check_drill_words },
	{ "duplicate", check_duplicate },
	{ "evidence", check_evidence },
	{ "figure-falls", check_falls },
	{ "figure-numbers", check_numbers },
	{ "figure-rough", check_rough_numbers },
	{ "figure-turns", check_turns },
	{ "figure-vanished", check_vanished },
	{ "figure-verified", check_verified },
	{ "hosts", check_hosts },
	{ "injured-sum", check_injured },
	{ "lacking", check_lacking },
	{ "lead", check_lead },
	{ "level", check_level },
	{ "lines", check_lines },
	{ "minor", check_minor },
	{ "mixed-terms", check_mixed_terms },
	{ "mobile", check_mobile },
	{ "order", check_order },
	{ "orders", check_orders },
	{ "organs", check_organs },
	{ "outside", check_outside },
	{ "own-figures", check_own_figures },
	{ "praise", check_praise },
	{ "promise", check_promise },
	{ "promise-far", check_promise_far },
	{ "promised", check_promised },
	{ "rebuttal", check_rebuttal },
	{ "register", check_register },
	{ "relative-time", check_relative_time },
	{ "resident-id", check_resident },
	{ "resident-old", check_resident_old },
	{ "resident-sum", check_resident_sum },
	{ "secrecy-mark", check_secrecy },
	{ "short-links", check_short_links },
	{ "source", check_source },
	{ "source-edition", check_source_edition },
	{ "times", check_times },
	{ "together", check_together },
	{ "too-many", check_too_many },
	{ "undated", check_undated },
	{ "unknown", check_unknown },
	{ "unsaid", check_unsaid },
	{ "unseen", check_unseen },
	{ "variant-places", check_variant_places },
	{ "variants", check_variants },
	{ "warning", check_warning },
	{ "weekday", check_weekday },
};

lint_check *
lint_check_named(const char *name)
{
	for (size_t i = 0; i < COUNT(checks); i++)
		if (strcmp(checks[i].name, name) == 0)
			return checks[i].check;
	return NULL;
}

void
lint_check_names(struct buf *out)
{
	for (size_t i = 0; i < COUNT(checks); i++)
		if (!buf_try_printf(out, "%s%s", i ? ", " : "", checks[i].name))
			break;
}

/*
 * L-33S: sentences that no notice would hold, by their form. What must not be
 * said can be told in any words, but those who write around a rule leave the
 * language of notices: they point (那家), ask back, compare, swear and address
 * the reader. Each row of the list is one such sign and its note what it
 * weighs; a sentence whose signs weigh `limit` is found. Signs inside a place
 * of `except` do not count, nor what stands between quotation marks.
 *
 * Notes that are no weight: "ground" is a thing that can be looked up (a
 * number, an organ, a request), with which a sentence may weigh one more;
 * "told" says that others are quoted, and clears the sentence.
 */
#include "lint/lint_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { APART = 25 }; /* bytes for each that the signs weigh */

struct register_sum {
	long weight, ground;
	bool told;
	size_t start, end; /* from the first sign to the last */
	const struct lint_span *sign; /* the weightiest */
	long most;
};

/* A row weighs once in a sentence; `seen` has the last sentence of each. */
static bool
is_first_of(size_t *seen, const struct lint_span *span, size_t sentence)
{
	size_t *last = &seen[span->row - span->row->list->rows];
	bool first = *last != sentence;

	*last = sentence;
	return first;
}

static void
register_take(struct register_sum *sum, const struct lint_span *span)
{
	const char *note = span->row->note;
	long weight = strtol(note, NULL, 10);

	if (strcmp(note, "ground") == 0)
		sum->ground++;
	else if (strcmp(note, "told") == 0)
		sum->told = true;
	if (weight <= 0)
		return;
	if (!sum->weight)
		sum->start = span->start;
	sum->end = span->end > sum->end ? span->end : sum->end;
	sum->weight += weight;
	if (weight > sum->most) {
		sum->most = weight;
		sum->sign = span;
	}
}

/*
 * Signs that are weak alone must stand close together: in a long sentence of a
 * notice 都 and 也 are a line apart.
 */
static bool
is_dense(const struct register_sum *sum)
{
	return sum->most > 1 ||
		sum->end - sum->start <= (size_t)sum->weight * APART;
}

static void
register_end(struct register_sum *sum, struct lint_scan *s, size_t field)
{
	if (sum->sign && !sum->told &&
		sum->weight >= s->rule->limit + sum->ground && is_dense(sum))
		scan_add_row(s, field, sum->start, sum->end, sum->sign->row,
			sum->sign->word);
	*sum = (struct register_sum){ 0 };
}

static void
register_in(struct lint_scan *s, size_t field, const struct lint_text *t)
{
	struct lint_spans found, except;
	struct lint_sentence at = { 0 };
	struct register_sum sum = { 0 };
	struct lint_quotes quotes = { 0 };
	size_t sentence = 0, *seen;

	scan_spans(&found, s, field, s->rule->list);
	seen = mem_new((s->rule->list->row_count + 1) * sizeof(*seen));
	scan_spans(&except, s, field, found.count ? s->rule->except : NULL);
	for (size_t k = 0; k < found.count; k++) {
		const struct lint_span *span = &found.rows[k];

		if (scan_sentence(&at, t, span->start)) {
			register_end(&sum, s, field);
			sentence++;
		}
		if (!lint_quotes_reach(&quotes, t, span->start) &&
			!lint_spans_hold(&except, span->start, span->end) &&
			is_first_of(seen, span, sentence))
			register_take(&sum, span);
	}
	register_end(&sum, s, field);
	free(seen);
	lint_spans_release(&found);
	lint_spans_release(&except);
}

void
check_register(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; s->rule->list && (t = scan_next(s, &i)) != NULL; i++)
		register_in(s, i, t);
}

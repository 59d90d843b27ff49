/*
 * A regular expression of a rule, compiled once. PCRE2 over folded text (see
 * text_fold: small letters, half-width signs), with limits, so that no text
 * makes it slow.
 */
#ifndef CRIER_LINT_PATTERN_H
#define CRIER_LINT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

enum { PATTERN_ERROR = 120 };

struct pattern;

/* NULL with a text in `error` when it cannot be compiled. */
struct pattern *pattern_new(const char *text, char error[PATTERN_ERROR]);
void pattern_free(struct pattern *p); /* NULL is allowed */

/* From then on only a text that holds this word, or another given so, is
 * examined: a pattern that must try every place is spared most texts. */
void pattern_hint(struct pattern *p, const char *word);

/*
 * `text` is NUL-terminated. The next match at or after *from, which is moved behind it; an empty match
 * counts as none. A text on which the pattern reaches its limits is a match
 * of all that was left: what could not be examined is not called clean.
 */
bool pattern_next(const struct pattern *p, const char *text, size_t len,
	size_t *from, size_t *start, size_t *end);

#endif

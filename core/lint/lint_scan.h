/*
 * What a check is given: the case, the rule that runs, and each text folded
 * once (lint_fold) with the words of all lists found in it. Places are bytes of
 * the folded text here; those of findings are bytes of the original.
 */
#ifndef CRIER_LINT_LINT_SCAN_H
#define CRIER_LINT_LINT_SCAN_H

#include "base/text.h"
#include "lint/fold.h"
#include "lint/leak.h"
#include "lint/lint.h"
#include "lint/lint_rules.h"
#include "lint/windows.h"

/* A word of some list, found in a text. */
struct lint_hit {
	size_t start, end;
	size_t word; /* its number in the automaton */
};

struct lint_text {
	const struct lint_field *field;
	struct text_folded f; /* f.data is NUL-terminated */
	struct lint_hit *hits; /* by end */
	size_t hit_count;
	unsigned char *inside; /* a bit a byte: a common word goes on there */
	struct windows windows; /* where patterns are tried */
	struct mentions *mentions; /* once asked for: scan_mentions */
	struct leaks leaks; /* with what may be one; places of the original */
};

struct lint_scan {
	const struct lint_case *c;
	const struct lint_rule *rule; /* the one that runs */
	struct lint_text *texts; /* one for each field of the case */
	struct findings *out;
};

/*
 * The next text from *i on that the rule reads, NULL after the last:
 *	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++)
 */
const struct lint_text *scan_next(const struct lint_scan *s, size_t *i);

/* The i-th field is the title or the text of the master. */
bool scan_is_master(const struct lint_scan *s, size_t i);

/* A finding of the running rule. `detail` fills {} (NULL or "": nothing). */
void scan_add(struct lint_scan *s, size_t field, size_t start, size_t end,
	const char *detail);
/* The same, told in both languages. */
void scan_add_both(struct lint_scan *s, size_t field, size_t start, size_t end,
	const struct both *detail);
/* The same where a row of a list is the reason. */
void scan_add_row(struct lint_scan *s, size_t field, size_t start, size_t end,
	const struct lint_row *row, const char *detail);
/* The same with a place in the original text. */
void
scan_add_original(struct lint_scan *s, size_t field, size_t start, size_t end);
/* One about the whole, not about a place. */
void scan_add_whole(struct lint_scan *s, const char *detail);
void scan_add_whole_both(struct lint_scan *s, const struct both *detail);

/* A walk of a pattern over a text; end it with pattern_walk_release. */
void scan_walk(struct pattern_walk *w, const struct lint_text *t,
	const struct pattern *p);

/* Where rows of a list are found in a text. */
struct lint_span {
	size_t start, end;
	const struct lint_row *row;
	const char *word; /* as written in the list; "" for a pattern's */
};
struct lint_spans {
	struct lint_span *rows; /* by start, not overlapping; owned */
	size_t count;
};

/*
 * Finds words and patterns of the list's rows in force. Of overlapping places
 * the first and longest is kept. A word that begins or ends with a Latin letter
 * or digit is found only where no other one stands beside it. `list` may be
 * NULL. Release with lint_spans_release.
 */
void scan_spans(struct lint_spans *out, const struct lint_scan *s, size_t field,
	const struct lint_list *list);
/* The same; with `all`, overlapping places are kept, in no order. */
void scan_spans_of(struct lint_spans *out, const struct lint_scan *s,
	size_t field, const struct lint_list *list, bool all);
void lint_spans_release(struct lint_spans *spans);

/* Some span holds all of [start, end). */
bool lint_spans_hold(const struct lint_spans *spans, size_t start, size_t end);

/* A sentence of a text: up to a stop or a line's end. Begin with zeros. */
struct lint_sentence {
	size_t start, end;
	size_t next; /* where the next one begins */
	bool found;
};

/*
 * Moves to the sentence that holds `at`; true if it is another than before.
 * Places are asked in their order, so that a text is walked once.
 */
bool
scan_sentence(struct lint_sentence *s, const struct lint_text *t, size_t at);

/* Where the quotation that was open at `at` stands. Begin with zeros. */
struct lint_quotes {
	size_t at;
	bool open;
};

/* Moves on to `to`; true if that place is inside a quotation of its line. */
bool
lint_quotes_reach(struct lint_quotes *q, const struct lint_text *t, size_t to);

/* Some span lies inside [start, end). */
bool lint_spans_in(const struct lint_spans *spans, size_t start, size_t end);

/* What a row `words: list` does: a finding for each place not excepted. */
void scan_run_list(struct lint_scan *s, const struct lint_list *list);

/*
 * Reports each place of the rule's list, except those inside a place of
 * `except` and those in a sentence for which `excused` answers true. It is
 * asked once a sentence.
 */
void scan_run_unless(struct lint_scan *s,
	bool (*excused)(const struct lint_text *t,
		const struct lint_spans *except,
		const struct lint_sentence *at));

/*
 * Some word of the list's rows with this note stands in [from, to) of the text,
 * alone or not. For lists that no rule names; NULL has none.
 */
bool scan_list_within(const struct lint_scan *s, const struct lint_list *list,
	const char *note, const char *text, size_t from, size_t to);

/* Such a word begins at that place of the text, or ends there. */
bool scan_list_begins(const struct lint_scan *s, const struct lint_list *list,
	const char *note, const char *text, size_t place);
bool scan_list_ends(const struct lint_scan *s, const struct lint_list *list,
	const char *note, const char *text, size_t place);

/* A slot of the case; "" where it is not given. */
const char *scan_slot(const struct lint_scan *s, const char *name);

/* A figure of the case; NULL where it is not given. */
const struct lint_figure *
scan_figure(const struct lint_scan *s, const char *name);

#endif

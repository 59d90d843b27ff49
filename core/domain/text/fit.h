/*
 * From a rendered message to the text for one platform. What is too long
 * loses whole paragraphs, by the template's priority, and never a fact that
 * must be carried; what still does not fit is an error before review, with
 * the numbers. Nothing is ever cut inside a sentence.
 */
#ifndef CRIER_DOMAIN_TEXT_FIT_H
#define CRIER_DOMAIN_TEXT_FIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/text.h"
#include "domain/library/rules.h"
#include "domain/text/template.h"

struct limits {
	enum text_unit unit;
	long max, title_max; /* title_max 0: the title stands in the text */
	enum text_unit title_unit;
	int url_weight;
	bool no_links; /* paragraphs with an address are left out */
	bool link; /* the one with the page's address always stays */
};

/*
 * The platform's row, with what the server itself told (account.checked's
 * limits: max, title_max, url_weight) put over it; told may be NULL.
 */
struct limits limits_of(const struct platform *p, const json_t *told);

enum { FIT_CUTS = 64 };

struct fitted {
	char *title; /* "" where the title stands in the text */
	char *text;
	long count, limit; /* of the text, in `unit` */
	long title_count, title_limit;
	enum text_unit unit;
	size_t cut[FIT_CUTS]; /* indexes of the paragraphs left out */
	size_t cut_count;
};

void fitted_init(struct fitted *f);
void fitted_release(struct fitted *f);

/*
 * Fits. On REFUSE_FIT `out` still holds the shortest try with its counts, so
 * that a preview can show how much is too much. `account` is for the words
 * of the refusal.
 */
enum err_code fit_variant(struct fitted *out, const struct rendered *r,
	const struct limits *limits, const char *account, struct err *err);

/*
 * A variant written by hand: within the limits (REFUSE_FIT), with every
 * must-carry fact (REFUSE_MUST_CARRY), and in a drill or on a demo station with
 * the mark in title, first and last line. An empty title, or the rendered one, means the
 * rendered title or its short form.
 */
enum err_code fit_check(struct fitted *out, const char *title, const char *text,
	const struct rendered *r, const struct limits *limits,
	const char *account, struct err *err);

#endif

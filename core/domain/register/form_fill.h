/*
 * Filling in one line of a form. Not for others than this folder.
 */
#ifndef CRIER_DOMAIN_REGISTER_FORM_FILL_H
#define CRIER_DOMAIN_REGISTER_FORM_FILL_H

#include "domain/register/form.h"

enum { FORM_VALUE = 2400 }; /* an address is up to 2000 */

struct form_filler {
	const struct form_view *v;
	const struct account *a;
	const struct impostor *c; /* of a letter about one */
	const json_t *row; /* account_doc, or impostor_doc */
	char text[FORM_VALUE]; /* "" not entered */
};

/* Writes the value of the key into `text`. */
typedef void form_fill_fn(struct form_filler *f, const char *key);

/* The line's value, or what says that there is none; borrowed until the next. */
const char *form_filled(struct form_filler *f, enum form_field field);

/* The form of this id and kind; NULL and err if there is none. */
const struct form_rule *form_of_kind(const struct form_view *v, const char *id,
	enum form_of of, struct err *err);

/* The page's table of two columns, and what ends the page. */
void
form_page(json_t *sheet, const struct form_rule *form, struct form_filler *f);
void form_feet(
	json_t *sheet, const struct form_view *v, const struct form_rule *form);

#endif

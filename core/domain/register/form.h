/*
 * The forms that an office hands in for an account (备案表), as sheets: which
 * lines one has is said by rules/forms.yaml, every value comes from the
 * register, and what nobody has entered is said to be not entered.
 */
#ifndef CRIER_DOMAIN_REGISTER_FORM_H
#define CRIER_DOMAIN_REGISTER_FORM_H

#include "domain/library/rules.h"
#include "domain/office/office.h"

struct form_view {
	const struct office *office;
	const struct rules *rules; /* NULL: there are no forms */
	int64_t now;
	enum lang lang;
};

struct impostor;

/*
 * The form of this id for the account, or, where the form is a list, a row of
 * it for every account (`a` is not read). New reference. Refused: the library
 * has no such form.
 */
enum err_code register_form(json_t **sheet, const struct form_view *v,
	const char *id, const struct account *a, struct err *err);

/*
 * A letter about an impostor's case: its text, its lines, and all evidence
 * with its digests. New reference. Refused: the library has no such letter.
 */
enum err_code impostor_letter_sheet(json_t **sheet, const struct form_view *v,
	const char *id, const struct impostor *c, struct err *err);

/* Is it a list of all accounts? */
bool register_form_lists(const struct form_view *v, const char *id);

#endif

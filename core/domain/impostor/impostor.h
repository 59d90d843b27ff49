/*
 * Impostors (假冒账号): accounts of others that pass themselves off as this
 * unit's. A case has where it was seen, evidence by digest, the officer who
 * takes care of it, letters to the platform and to the authorities, and an
 * outcome. By when what is to be done is a row of rules/register.yaml,
 * counted from the case, so that a changed rule holds at once.
 */
#ifndef CRIER_DOMAIN_IMPOSTOR_IMPOSTOR_H
#define CRIER_DOMAIN_IMPOSTOR_IMPOSTOR_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crier/id.h"
#include "domain/rows.h"

enum {
	IMPOSTOR_SHAPE = 1, /* of impostor_doc: see rows.h */
	IMPOSTORS_OPEN_MAX = 200, /* all of them are one answer of 1 MiB */
	IMPOSTOR_EVIDENCE_MAX = 50,
	IMPOSTOR_LETTERS_MAX = 20
};

struct office;
struct rules;

struct impostor_letter {
	char form[WORD_ID]; /* row of rules/forms.yaml */
	char to[201];
	char number[101]; /* under which the office has sent it */
	int64_t sent, answered; /* 0: no answer yet */
	char answer[601];
	char by[OFFICER_ID];
};

struct impostor {
	char id[WORD_ID]; /* "i3" */
	char name[201]; /* what it calls itself */
	char platform[101], url[2001]; /* where it was seen */
	char imitates[ACCOUNT_ID]; /* ours that it imitates, "" the unit */
	char what[601]; /* what it does */
	int64_t seen, opened, closed; /* closed 0: open */
	char by[OFFICER_ID], owner[OFFICER_ID]; /* who takes care of it */
	json_t *evidence; /* [{label, name?, digest?, size?, url?, by, time}] */
	struct impostor_letter *letters; /* in the order they went out */
	size_t letter_count;
	char outcome[WORD_ID], found[601], closed_by[OFFICER_ID];
	char warning[INCIDENT_ID]; /* by which the public is warned, "" none */
};

/* What is to be done next about a case, and by when. */
struct impostor_next {
	const struct impostor_rule *rule; /* NULL: nothing has a deadline */
	int64_t due;
};

/* Borrowed; NULL if there is none. */
const struct impostor *office_impostor(const struct office *o, const char *id);

/* Refuses an id that is not known, with those of the open cases. */
enum err_code
impostor_none(struct err *err, const struct office *o, const char *id);

/* By the rows in force at `now`; of a closed case nothing. */
struct impostor_next
impostor_next(const struct rules *r, const struct impostor *c, int64_t now);

/*
 * The case with what is worked out of it: {…, owner_name, imitates_name, next:
 * {rule, title, todo, due, overdue, citation}}. `whole` has evidence and
 * letters too. New reference.
 */
json_t *impostor_view(const struct office *o, const struct rules *r,
	const struct impostor *c, int64_t now, bool whole);

/* Open ones by their deadlines, then the closed ones, the newest first; at
 * most `limit` rows. New reference. */
json_t *impostor_list(const struct office *o, const struct rules *r,
	int64_t now, size_t limit);

/* Its row; a field more in it raises IMPOSTOR_SHAPE. */
json_t *impostor_doc(const struct impostor *c);
void impostor_row_put(struct rows *out, const struct office *o, const char *id);
void impostor_load(struct office *o, const json_t *row);
void impostors_clear(struct office *o);

#endif

/*
 * A key that comes with something else: with a new officer, in a proposal.
 */
#ifndef CRIER_DOMAIN_OFFICE_KEY_ACTS_H
#define CRIER_DOMAIN_OFFICE_KEY_ACTS_H

#include <jansson.h>

#include "domain/world.h"

/* The key of an act into a body, in one form, with its fingerprint. `f`: whose
 * it is to be, NULL somebody's who is no officer yet. */
enum err_code key_read(json_t *body, const struct world *w,
	const struct officer *f, const json_t *act, struct err *err);

/* Can it be this officer's? */
enum err_code key_check_new(const struct world *w, const struct officer *f,
	const char *print, struct err *err);

/* Takes the key out of a body that was decided: the body of an entry
 * officer.key; NULL where there is none. New. */
json_t *key_take(json_t *body);

#endif

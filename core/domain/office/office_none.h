/*
 * Refusing an id that the office does not know: it names those that there are.
 */
#ifndef CRIER_DOMAIN_OFFICE_NONE_H
#define CRIER_DOMAIN_OFFICE_NONE_H

#include "domain/library/playbook.h"
#include "domain/office/office.h"

/* `key` is the field in which the id stood. */
enum err_code office_no_account(struct err *err, const char *key,
	const struct office *office, const char *id);
enum err_code office_no_officer(struct err *err, const char *key,
	const struct office *office, const char *id);

/* The same of the library, which may be NULL. */
enum err_code library_no_playbook(struct err *err, const char *key,
	const struct library *lib, const char *id);

/* Nor a sensitivity that tiers.yaml has not. */
enum err_code rules_no_topic(struct err *err, const struct rules *r);

/* No account of this kind can have this platform ("": the kind's own). */
enum err_code library_no_platform(struct err *err, const struct library *lib,
	const char *kind, const char *platform);

#endif

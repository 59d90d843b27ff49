/*
 * Two persons for what holds in the whole office: who may do what, and which
 * library is in force. One proposes, another who is shown the same confirms.
 */
#ifndef CRIER_DOMAIN_OFFICE_OFFICE_SECOND_H
#define CRIER_DOMAIN_OFFICE_OFFICE_SECOND_H

#include "base/err.h"
#include "crier/act.h"
#include "domain/world.h"

/*
 * Must another person confirm what this officer does about that one ("" about
 * nobody)? Always, but in a station of one user, and in an office that has
 * never had anybody else who answers for what they do (outsider.h): somebody must
 * be the first.
 */
bool
office_asks_second(const struct office *o, const char *by, const char *about);

/*
 * The roles whose officers confirm what `by` proposes about `about`: those who
 * answer for the office; where none of them is there, whoever acts in it.
 * `wanted` names others, who are always waited for.
 */
role_set office_confirm_roles(const struct office *o, role_set wanted,
	const char *by, const char *about);

/* Could this officer confirm it, as far as the person is concerned? */
bool office_may_confirm(const struct office *o, const struct officer *f,
	role_set wanted, const char *by, const char *about);

/*
 * The same as a refusal: another person than who proposed it and whom it is
 * about ("" nobody), who answers for the office.
 */
enum err_code
office_check_confirms(const struct world *w, const struct second *s,
	role_set wanted, const char *about, struct err *err);

/*
 * May who acts confirm what waits, of which the act says what was seen
 * (`digest`), or `decline` it? Who proposed it may take it back alone.
 */
enum err_code office_check_second(const struct world *w, const struct second *s,
	struct arg subject, const json_t *act, struct err *err);

/* Was it proposed by somebody who could still propose it? `act` says by whom
 * that is done. */
enum err_code
office_check_proposer(const struct world *w, const struct second *s,
	enum act act, const char *about, struct err *err);

/* What waits about an officer; NULL if nothing does. */
const struct second *office_proposal(const struct office *o, const char *id);

/* Who confirms a library: of one that asks for less only signers do. */
role_set office_library_roles(const struct second *s);

/* Roles that one person has and, by the rules in force, should not have
 * together; 0 if there are none. */
role_set office_roles_clash(const struct library *lib, role_set roles);

#endif

/*
 * Where an officer sat: the login that an act came through. `session` is the
 * kernel's (audit session, which su does not change); `from` and `terminal`
 * are what the officer's own program says that sshd told it, and prove
 * nothing. Demo stations know none: there one person plays all.
 */
#ifndef CRIER_DOMAIN_OFFICE_LOGIN_H
#define CRIER_DOMAIN_OFFICE_LOGIN_H

#include <jansson.h>
#include <stdbool.h>

#include "domain/world.h"

enum { LOGIN_MARK = 128 };

/*
 * What tells one login from another: the session, else the address and port
 * it came from; false if neither is known. `login` is {session?, from?,
 * terminal?} or NULL.
 */
bool login_mark(char out[LOGIN_MARK], const json_t *login);

/* Into the body of an entry: the world's login, if one is known. */
void login_put(json_t *body, const struct world *w);

/* Folding: who acted on the message through which login. */
struct entry;
void login_fold(json_t **logins, const struct entry *e);

#endif

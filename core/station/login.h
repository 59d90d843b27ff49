/*
 * What the kernel and the officer's program say of a connection's login.
 */
#ifndef CRIER_STATION_LOGIN_H
#define CRIER_STATION_LOGIN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * {session?, from?, terminal?} of the process at the other end; NULL if
 * nothing is known. `claimed` is the hello's "login". New reference.
 */
json_t *login_read(pid_t pid, const json_t *claimed);

/* The process that its login began with: the first of its ancestors that has
 * the same session, so that a program started anew is no login anew. Itself
 * where the kernel keeps no sessions. */
pid_t login_first(pid_t pid);

/* When this process began, by the clock that says `now`; false if the kernel
 * does not tell. */
bool login_since(int64_t *since, pid_t pid, int64_t now);

/*
 * Did another user log in and become this one (su, sudo)? The kernel keeps who
 * logged in; false also where it does not know.
 */
bool login_is_borrowed(uid_t *owner, pid_t pid, uid_t uid);

/* Whoever opened the connection has ended: of that process nobody can say any
 * more whose login it was. Asked last. */
bool login_is_gone(pid_t pid);

#endif

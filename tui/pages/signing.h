/*
 * Having an act signed by the officer's own key, through the SSH agent that
 * their login forwards: the statement is written from the act, the agent is
 * asked which of the officer's keys it has, then for the signature. It never
 * waits; a security key answers when somebody touches it.
 */
#ifndef CRIER_TUI_SIGNING_H
#define CRIER_TUI_SIGNING_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum signing_state { SIGNING_WAITS, SIGNING_DONE, SIGNING_FAILED };

struct signing;

/* Does a refusal with this code ask for a signature? `token`: by a security
 * key. */
bool signing_is_asked(const char *code, bool *token);

/* Does a key of the officer wait to be proven, as the greeting says? */
bool signing_key_waits(const json_t *hello);

/*
 * Begins, for an act as it is sent (copied); `hello` is the station's
 * greeting. An act that proves a key is signed with a key that waits for it,
 * all others with a proven one.
 */
struct signing *signing_begin(
	const json_t *request, const json_t *hello, bool token, int64_t now);
void signing_end(struct signing *s);

int signing_fd(const struct signing *s); /* -1: nothing to wait for */
short signing_events(const struct signing *s);

enum signing_state signing_pump(struct signing *s);

/* Until when a person may take (UTC ms), and that this was too long. */
int64_t signing_due(const struct signing *s);
void signing_give_up(struct signing *s);

/* What it waits for, or why it failed and what to do; in the language that is
 * spoken. */
const char *signing_says(const struct signing *s);
const char *signing_remedy(const struct signing *s);

/* The act with its signature: a new document. Once it is done. */
json_t *signing_signed(const struct signing *s);

/*
 * Pumps until it is done or failed, at most for as long as a person takes to
 * find a security key; `tell` is given what it says once it asks a person. For
 * commands.
 */
enum signing_state
signing_wait(struct signing *s, void (*tell)(const char *says));

#endif

/*
 * An officer's SSH agent (draft-miller-ssh-agent), which may be at the other
 * end of a forwarded connection: which keys it has, and a signature with one.
 * It never waits: poll agent_fd for agent_events, call agent_pump until it
 * says what became of the question. One question at a time. What the agent
 * says is bounded and believed in nothing; a signature is checked by who asked
 * for it.
 */
#ifndef CRIER_LINK_AGENT_H
#define CRIER_LINK_AGENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sshkey.h"

enum {
	AGENT_KEYS = 64, /* of what it lists, those that are looked at */
	AGENT_MESSAGE = 256 * 1024, /* as OpenSSH's agent has it */
	AGENT_SAYS = 41, /* a key's comment, made safe for a terminal */
	AGENT_DATA = 1024 /* most bytes that it is asked to sign */
};

enum agent_state {
	AGENT_WAITS, /* for the agent, or for the person before it */
	AGENT_ANSWERED,
	AGENT_REFUSED, /* it said no: not touched, not unlocked, not its key */
	AGENT_GONE /* no connection, or no answer that can be read */
};

struct agent_key {
	struct sshkey key;
	char comment[AGENT_SAYS];
};

struct agent;

/*
 * Connects to the socket at `path`, "" or NULL when the environment names
 * none. NULL if there is no agent: *fault is errno, 0 for no path. The caller
 * closes it.
 */
struct agent *agent_open(const char *path, int *fault);
void agent_close(struct agent *a);

int agent_fd(const struct agent *a);
short agent_events(const struct agent *a); /* for poll */

/* Asks for its keys. Those of kinds that sshkey.h does not take are counted. */
void agent_ask_keys(struct agent *a);
/* Asks it to sign len bytes, at most AGENT_DATA. */
void agent_ask_signature(struct agent *a, const struct sshkey *key,
	const void *data, size_t len);

enum agent_state agent_pump(struct agent *a);

/* After an answer, until the next question. */
const struct agent_key *
agent_keys(const struct agent *a, size_t *count, size_t *others);
/* As sshkey_verify and sshsig_wrap take it. */
const unsigned char *agent_signature(const struct agent *a, size_t *len);

#endif

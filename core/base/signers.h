/*
 * The text of an allowed-signers file (ssh-keygen(1)), read line by line: who
 * may sign what, and when. A helper of sshsig.h; pure.
 */
#ifndef CRIER_BASE_SIGNERS_H
#define CRIER_BASE_SIGNERS_H

#include <stdbool.h>

#include "base/sshsig.h"

#define SIGNERS_BASE64                                                         \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="

/*
 * Whether some line allows the key ("ssh-ed25519 AAAA…" without comment) to
 * sign for the namespace at the instant `at` (UTC ms); principal is then its
 * first name. A line that cannot be read, or whose first name is longer than
 * 64 bytes, allows nothing.
 */
bool signers_find(char principal[SSHSIG_NAME], const char *allowed,
	const char *key, const char *space, long long at);

#endif

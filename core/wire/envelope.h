/*
 * What a request has beside address, headers and body, where its protocol is
 * not HTTP. It belongs to the request: wire_request_release frees it.
 */
#ifndef CRIER_WIRE_ENVELOPE_H
#define CRIER_WIRE_ENVELOPE_H

#include <stdbool.h>
#include <stddef.h>

/* Who asks for it, where a protocol has no header for that. NULL: not said. */
struct wire_login {
	char *user, *password;
	char *key; /* a private key as text, in the place of the password */
	char *host_key; /* WIRE_SFTP: the server's, SHA-256 in base64 */
};

/* The envelope of a WIRE_MAIL request; its body is the letter. */
struct wire_envelope {
	char *from;
	char **to;
	size_t to_count, batch; /* so many recipients of a letter at most */
	bool plain; /* may go without TLS */
};

#endif

/*
 * The fields of SSH's binary formats (RFC 4251, section 5): a number in four
 * bytes, most significant first; a string with its length before it.
 */
#ifndef CRIER_BASE_SSHWIRE_H
#define CRIER_BASE_SSHWIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest binary form here: a signature with an RSA key of 8,192 bits. */
enum { SSHWIRE_MAX = 2560 };

/* A bounded writer. What this program writes fits; more ends the program. */
struct ssh_blob {
	unsigned char data[SSHWIRE_MAX];
	size_t len;
};

void ssh_put_raw(struct ssh_blob *b, const void *data, size_t len);
void ssh_put_u32(struct ssh_blob *b, uint32_t v);
void ssh_put_str(struct ssh_blob *b, const void *data, size_t len);
void ssh_put_text(struct ssh_blob *b, const char *text);

/*
 * A reader over bytes that somebody else holds. `bad` once anything did not
 * fit; everything taken after that is empty.
 */
struct ssh_scan {
	const unsigned char *data;
	size_t len;
	bool bad;
};

/* The next len bytes, or NULL. */
const unsigned char *ssh_take(struct ssh_scan *s, size_t len);
uint32_t ssh_take_u32(struct ssh_scan *s);
struct ssh_scan ssh_take_str(struct ssh_scan *s);
/* A string that must be this text. */
void ssh_expect(struct ssh_scan *s, const char *text);
/* Whether the whole of the scan is this text. */
bool ssh_is(const struct ssh_scan *s, const char *text);

#endif

/*
 * SHA-256 through OpenSSL, written as 64 lower-case hex digits, the form that
 * sha256sum prints.
 */
#ifndef CRIER_BASE_HASH_H
#define CRIER_BASE_HASH_H

#include <stddef.h>

enum { HASH_HEX = 65, HASH_RAW = 32 };

void hash_hex(char out[HASH_HEX], const void *data, size_t len);
void hash_raw(unsigned char out[HASH_RAW], const void *data, size_t len);
void hash_to_hex(char *out, const unsigned char *raw, size_t len);

/* A text that comes in pieces. `end` frees the stream. */
struct hash_stream;
struct hash_stream *hash_stream_new(void);
void hash_stream_add(struct hash_stream *h, const void *data, size_t len);
void hash_stream_end(char out[HASH_HEX], struct hash_stream *h);

/* Frees what hashing keeps for the calling thread, which is about to end. */
void hash_thread_end(void);

/*
 * HMAC-SHA-256 in hex. Whoever has the key can see that two texts are the same;
 * nobody else learns anything about them.
 */
void hash_hmac(char out[HASH_HEX], const void *key, size_t key_len,
	const void *data, size_t len);

#endif

/*
 * The relay's private key: made once, read once, kept in memory that is not
 * paged out, and used to open the credentials that were sealed to it where
 * they were typed. A drill's relay never comes here.
 */
#ifndef CRIER_RELAY_VAULT_H
#define CRIER_RELAY_VAULT_H

#include <jansson.h>

#include "base/err.h"

struct vault;

/*
 * Makes DIR/relay (0600) and DIR/relay.pub unless they are there already,
 * and gives the public key as base64 (SEAL_LINE bytes).
 */
enum err_code
vault_generate(char *pub, size_t size, const char *dir, struct err *err);

/* Refused when others than the owner may read the file. */
enum err_code vault_load(struct vault **out, const char *path, struct err *err);
void vault_free(struct vault *v);

/* The credential of an account: an object of texts, the caller's. */
enum err_code vault_open_box(json_t **out, const struct vault *v,
	const char *account, const char *box, struct err *err);
enum err_code vault_close_box(char **out, const struct vault *v,
	const char *account, const json_t *secret, struct err *err);

/*
 * Documents are wiped when they are freed, from here on, in the whole
 * program: opened credentials live in documents.
 */
void vault_wipe_documents(void);

#endif

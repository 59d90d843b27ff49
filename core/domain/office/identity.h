/*
 * Who an account is on its platform. The platform's own id of the account is
 * what stands behind a credential, whatever the register calls it: it is
 * learned at a check, and once known it changes only if an officer other than
 * the one who sealed the credential confirms it.
 */
#ifndef CRIER_DOMAIN_OFFICE_IDENTITY_H
#define CRIER_DOMAIN_OFFICE_IDENTITY_H

#include "domain/entry.h"
#include "domain/office/account.h"

struct officer;

/* Folding: a credential was sealed; a check found this id. */
void identity_sealed(struct account *a, const struct entry *e);
void identity_checked(struct account *a, const struct entry *e);
void identity_confirmed(struct account *a, const struct entry *e);

/* Another officer confirms the id that a check has found: the entry's body. */
enum err_code identity_confirm(json_t **body, const struct account *a,
	const struct officer *officer, const char *who, struct err *err);

/* The key that it was sealed to is lost; who it is stays known. */
void account_lose_credential(struct account *a);

/* Of the account's row. */
void identity_put(json_t *doc, const struct account *a);
void identity_load(struct account *a, const json_t *doc);

/* From 14 days before it ends on, and after; of a closed account nothing. A
 * token that the relay renews by itself is not meant. */
bool account_credential_ends(const struct account *a, int64_t now);

/* Its credential is another than the last check that went well opened. */
bool account_is_unchecked(const struct account *a);

#endif

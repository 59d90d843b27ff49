/*
 * How often an account may still send. What platforms.yaml allows in a period
 * is counted by what the ledger says was reserved at arm and spent at sending;
 * what the platform says of itself, or an officer reads there, goes before our
 * count until the period ends. A drill uses up nothing.
 */
#ifndef CRIER_DOMAIN_QUOTA_QUOTA_H
#define CRIER_DOMAIN_QUOTA_QUOTA_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crier/id.h"

struct account;
struct library;
struct office;
struct platform;
struct quota_rule;

enum quota_is {
	QUOTA_RESERVED, /* for an armed release, until that ends */
	QUOTA_DENIED, /* none was left when it was armed */
	QUOTA_SPENT, /* it was sent, until the period ends */
	QUOTA_STATES
};

/* One message's. */
struct quota_use {
	char quota[KIND_ID];
	char message[MESSAGE_ID];
	enum quota_is is;
	int64_t at, ends;
};

/* So many were left at an instant, by the platform's own word. */
struct quota_said {
	char quota[KIND_ID];
	int left;
	int64_t at, ends;
};

struct quota_count {
	int spent, reserved, left;
	bool said; /* `left` begins at what the platform said */
};

/* The rule of this id that holds for the account; with NULL the first of any.
 * NULL if none does. */
const struct quota_rule *quota_rule_of(
	const struct account *a, const struct platform *p, const char *id);

/* Calls `each` for every quota that holds for the account. */
typedef void
quota_each_fn(void *arg, const struct account *a, const struct quota_rule *q);
void quota_each(const struct account *a, const struct library *lib,
	quota_each_fn *each, void *arg);

/* When the period ends in which `now` lies; `zone` in minutes east. */
int64_t quota_period_end(const struct quota_rule *q, int64_t now, int zone);

/* What is left; what this message itself has reserved is not counted ("" or
 * NULL: all is). */
void quota_count(struct quota_count *out, const struct account *a,
	const struct quota_rule *q, int64_t now, const char *but);

/* Few enough to ask the signer for the last one, and to go without: a minute
 * is waited out by the relay. */
bool quota_is_scarce(const struct quota_rule *q);

/* None was left when the message was armed: it goes without this account. */
bool quota_is_denied(const struct account *a, const char *message);

/* Of the account's row; NULL where it has used up nothing. */
json_t *quota_keep(const struct account *a);
void quota_load(struct account *a, const json_t *doc);
void quota_clear(struct account *a);

#endif

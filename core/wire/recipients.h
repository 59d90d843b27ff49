/*
 * The recipients of a mail account: one sealed text of addresses. Outside of
 * it they are called by their places in it, "4 17-20", so that the ledger can
 * say who was not reached and does not know who that is.
 */
#ifndef CRIER_WIRE_RECIPIENTS_H
#define CRIER_WIRE_RECIPIENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { RECIPIENTS_MAX = 1000, RECIPIENTS_DIGEST = 17 };

struct recipients {
	char **address;
	size_t count;
	char digest
		[RECIPIENTS_DIGEST]; /* of the list, to see that it changed */
};

/*
 * Addresses stand on lines of their own or between commas or semicolons, an
 * empty place counting as none. ERR_INVALID names the place of one that is no
 * address, never its text; so it does when there is none, or too many.
 */
enum err_code
recipients_parse(struct recipients *out, const char *text, struct err *err);
void recipients_release(struct recipients *r);

/* Marks the places (from 0) that a text of them names; false if it is none. */
bool places_parse(bool *marked, size_t count, const char *text);

/* "4 17-20" of the places for which `is` says so; whole, or cut with "…". */
void places_format(struct buf *out, size_t count,
	bool (*is)(const void *ctx, size_t place), const void *ctx);

#endif

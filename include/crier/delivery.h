/*
 * The words for one message to one account. Whatever the state, it is
 * published, not published or unknown: nothing else is ever said to a person.
 */
#ifndef CRIER_DELIVERY_H
#define CRIER_DELIVERY_H

#include <stdbool.h>

#include "crier/message.h"

enum delivery_state {
	DELIVERY_PLANNED, /* named in the manifest */
	DELIVERY_PREPARED, /* armed: everything that can be undone is done */
	DELIVERY_GAP, /* could not be prepared */
	DELIVERY_DUE, /* fired, its request not yet started */
	DELIVERY_SENDING, /* durable before the irrevocable request leaves */
	DELIVERY_ACCEPTED, /* platform took it, not visible yet: polled */
	DELIVERY_PUBLISHED, /* the platform gave an id or an address */
	DELIVERY_VERIFIED, /* read back and equal to what was approved */
	DELIVERY_DIFFERS, /* out, but not as approved: a person settles it */
	DELIVERY_RETRY, /* provably not published, tried again later */
	DELIVERY_UNKNOWN, /* may or may not be there: look up, never re-send */
	DELIVERY_REFUSED, /* the platform refused the content */
	DELIVERY_FAILED, /* it will not go: permission, account, settings */
	DELIVERY_HUMAN, /* a person must act (manual account, captcha …) */
	DELIVERY_HALTED, /* stopped by a halt before it was sent */
	DELIVERY_SKIPPED, /* left out by an officer, with a reason */
	DELIVERY_CANCELLED, /* its text was withdrawn or corrected first */
	DELIVERY_STATES
};

enum delivery_truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

struct delivery_row {
	const char *word;
	struct both title;
	enum delivery_truth truth; /* published, not published, unknown */
	bool ended; /* nothing more is to be done, by itself or by a person */
};

const struct delivery_row *delivery_row(enum delivery_state state);
bool delivery_parse(enum delivery_state *out, const char *word);

/* What one attempt came to; platforms say it in many ways, we in these. */
enum outcome {
	OUTCOME_ACCEPTED, /* published: id or address is known */
	OUTCOME_PENDING, /* accepted, not yet published: poll */
	OUTCOME_DUPLICATE, /* the platform already has ours */
	OUTCOME_NOT_SENT, /* nothing left this machine */
	OUTCOME_RETRY_LATER, /* refused before doing anything */
	OUTCOME_REFRESH_TOKEN, /* token expired: refresh once, then again */
	OUTCOME_UNKNOWN, /* sent, no trustworthy answer */
	OUTCOME_CONTENT, /* content refused */
	OUTCOME_PERMANENT, /* permission, account, settings */
	OUTCOME_HUMAN, /* the platform or we wait for a person */
	OUTCOME_COUNT
};

const struct word_row *outcome_row(enum outcome outcome);
bool outcome_parse(enum outcome *out, const char *word);

#endif

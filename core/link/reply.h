/*
 * Refusals on the wire: {code, what, where, remedy, exit}, in the language
 * that the hello asked for, and back into an err.
 */
#ifndef CRIER_LINK_REPLY_H
#define CRIER_LINK_REPLY_H

#include <jansson.h>

#include "base/err.h"
#include "base/lang.h"
#include "crier/refusal.h"

/* The document of a refusal as programs are given it; the caller owns it. */
json_t *
reply_refusal(const struct err *err, enum lang lang, enum refusal_hand hand);
/* The same to another process, with the arguments it is formed from. */
json_t *reply_refusal_sent(
	const struct err *err, enum lang lang, enum refusal_hand hand);

/*
 * Fills err from such a document and returns its code. The document tells
 * the exit status, not our code: the first code with that status stands for
 * it. What is no refusal at all is ERR_INTERNAL.
 */
enum err_code reply_read(struct err *err, const json_t *refusal);

#endif

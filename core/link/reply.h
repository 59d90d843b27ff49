/*
 * Refusals on the wire: {code, what, where, remedy, exit}, in the language
 * that the hello asked for, and back into an err.
 */
#ifndef CRIER_LINK_REPLY_H
#define CRIER_LINK_REPLY_H

#include <jansson.h>

#include "base/err.h"
#include "base/lang.h"

/* The document of a refusal; the caller owns it. */
json_t *reply_refusal(const struct err *err, enum lang lang);

/*
 * Fills err from such a document and returns its code. The document tells
 * the exit status, not our code: the first code with that status stands for
 * it. What is no refusal at all is ERR_INTERNAL.
 */
enum err_code reply_read(struct err *err, const json_t *refusal);

#endif

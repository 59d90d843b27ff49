/*
 * A refusal of one program of ours as it is told to another: code, texts and
 * arguments, so that it can be said in any language at the other end.
 */
#ifndef CRIER_LINK_FAULT_H
#define CRIER_LINK_FAULT_H

#include <jansson.h>

#include "base/err.h"

json_t *fault_to_doc(const struct err *err);

/* And back. Who told it may have been taken over: of a code that there is not
 * it becomes ERR_INTERNAL. */
void fault_from_doc(struct err *err, const json_t *fault);

#endif

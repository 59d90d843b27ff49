/*
 * A message as documents for people: what message.show, message.preview and
 * message.diff answer. The library adds who passes which gate and may be NULL.
 * New references.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_VIEW_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_VIEW_H

#include "domain/text/compose.h"
#include "domain/world.h"

json_t *view_message(const struct world *w);

/* What submit would make of these facts, with everything that is wrong. */
enum err_code view_preview(json_t **out, const struct world *w,
	const struct facts *facts, struct err *err);

/* What differs between two revisions; 0 stands for the last. */
json_t *view_diff(const struct world *w, int from, int to);

#endif

/*
 * Casualty and damage numbers. A figure is a document {"name", "value":
 * integer, "source", "as_of": ms, "verified": bool}; a message carries a list
 * of them. An unverified figure is printed with words that say so, and a
 * figure that may not fall needs a correction to fall.
 */
#ifndef CRIER_DOMAIN_FIGURE_H
#define CRIER_DOMAIN_FIGURE_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "crier/lang.h"
#include "crier/message.h"
#include "domain/playbook.h"

#define FIGURE_MAX 1000000000L

/*
 * Every figure is of the playbook, named once, an integer from 0 to
 * FIGURE_MAX, with a source and an as-of time: else REFUSE_FIGURE. NULL and
 * an empty list are fine.
 */
enum err_code
figure_check(const struct playbook *p, const json_t *figures, struct err *err);

/*
 * REFUSE_NUMBER_FALLS when a figure that may not fall is lower than before
 * and the kind is neither correction nor withdrawal.
 */
enum err_code figure_compare(const struct playbook *p, enum message_kind kind,
	const json_t *before, const json_t *now, struct err *err);

/* The value of a figure; -1 if it is not in the list. */
int64_t figure_value(const json_t *figures, const char *name);

/*
 * "遇难3人、失联2人（较上次增加1人）": all figures in the playbook's order,
 * with the change where `before` has the same figure and it differs.
 */
void figure_phrase(struct buf *out, const struct playbook *p, enum lang lang,
	const json_t *figures, const json_t *before);

#endif

/*
 * A number that is put into two fields is one number to who reads them one
 * after the other. Texts are added in the order in which they are read; what
 * lies across two of them is a finding if it is an identity number, or a mobile
 * that two figures would hardly make: seven digits or more stand in one of
 * them, a part begins with a nought, or the words before announce it.
 */
#ifndef CRIER_LINT_LEAK_JOINED_H
#define CRIER_LINT_LEAK_JOINED_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "lint/lint_rules.h"

struct leak_piece;

struct leak_joined {
	struct buf text; /* the ends of every text, one behind the other */
	struct leak_piece *pieces;
	size_t count;
	size_t values; /* texts, of which each has a piece or two */
};

void leak_joined_init(struct leak_joined *j);
void leak_joined_release(struct leak_joined *j);

/*
 * Every text of a document, objects by the order of their keys as they are
 * stored. They are borrowed; `at` names the document.
 */
void leak_joined_add(struct leak_joined *j, json_t *doc, const char *at);

/* REFUSE_LEAK for the first finding, naming the fields; ERR_OK if none. */
enum err_code leak_joined_refuse(
	struct leak_joined *j, const struct lint_rules *rules, struct err *err);

/* Masks the parts of such a number in the document's texts. */
void leak_mask_joined(json_t *doc, const struct lint_rules *rules);

#endif

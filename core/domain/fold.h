/*
 * What the folding functions share: incident.c folds incidents and the
 * writing of messages, fold_release.c releases and deliveries. For these two
 * files alone.
 */
#ifndef CRIER_DOMAIN_FOLD_H
#define CRIER_DOMAIN_FOLD_H

#include "domain/incident.h"

/* Replaces a field by a copy of text, or by another reference to doc. */
void fold_text(char **field, const char *text);
void fold_doc(json_t **field, json_t *doc);
void fold_word(char *field, size_t size, const json_t *doc, const char *key);

#define FOLD_WORD(field, doc, key) fold_word(field, sizeof(field), doc, key)

void fold_mark(struct act_mark *m, const struct entry *e);
void fold_unmark(struct act_mark *m);

/* ERR_CORRUPT that names the entry. */
enum err_code
fold_broken(struct err *err, const struct entry *e, const char *what);

/* Deliveries as the manifest names them, none begun; and none at all. */
void fold_plan(struct message *m);
void fold_drop(struct message *m);

/* Lines to take, and clocks ended by hand: fold_lines.c. */
enum err_code fold_line_set(
	struct incident *i, const struct entry *e, struct err *err);
enum err_code fold_line_confirmed(
	struct incident *i, const struct entry *e, struct err *err);
enum err_code fold_clock_done(
	struct incident *i, const struct entry *e, struct err *err);
enum err_code fold_learned(
	struct incident *i, const struct entry *e, struct err *err);
void fold_drop_lines(struct incident *i);

#define FOLD(name)                                                             \
	enum err_code name(                                                    \
		struct message *m, const struct entry *e, struct err *err)
FOLD(fold_explained);
FOLD(fold_suspension);
FOLD(fold_concur);
FOLD(fold_supplemented);
FOLD(fold_armed);
FOLD(fold_prepared);
FOLD(fold_disarmed);
FOLD(fold_fired);
FOLD(fold_halted);
FOLD(fold_sending);
FOLD(fold_outcome);
FOLD(fold_decided);

#endif

/*
 * What folding shares. incident.c has the table of all kinds of entries and
 * alone calls the functions declared here, a group for each file; a function
 * folds one kind of entry, into the incident or into one of its messages.
 */
#ifndef CRIER_DOMAIN_FOLD_H
#define CRIER_DOMAIN_FOLD_H

#include "domain/incident/incident.h"

/* fold_field.c: replaces a field by a copy of text, by another reference to
 * doc, or by the word that doc has under key. */
void fold_text(char **field, const char *text);
void fold_doc(json_t **field, json_t *doc);
void fold_word(char *field, size_t size, const json_t *doc, const char *key);

#define FOLD_WORD(field, doc, key) fold_word(field, sizeof(field), doc, key)

void fold_mark(struct act_mark *m, const struct entry *e);
void fold_unmark(struct act_mark *m);

/* ERR_CORRUPT that names the entry. */
enum err_code
fold_broken(struct err *err, const struct entry *e, const char *what);

#define FOLD_INCIDENT(name)                                                    \
	enum err_code name(                                                    \
		struct incident *i, const struct entry *e, struct err *err)
#define FOLD_MESSAGE(name)                                                     \
	enum err_code name(                                                    \
		struct message *m, const struct entry *e, struct err *err)

/* incident_fold.c: its life. */
FOLD_INCIDENT(fold_opened);
FOLD_INCIDENT(fold_closed);
FOLD_INCIDENT(fold_missed);
FOLD_INCIDENT(fold_ready);

/* clock_fold.c: after an entry about a message was folded. */
void
fold_clocks(struct incident *i, const struct message *m, const struct entry *e);

/* line_fold.c: lines to take, and clocks ended by hand. */
FOLD_INCIDENT(fold_line_set);
FOLD_INCIDENT(fold_line_confirmed);
FOLD_INCIDENT(fold_clock_done);
FOLD_INCIDENT(fold_learned);
FOLD_INCIDENT(fold_proposed);
void fold_drop_lines(struct incident *i);

/* bulletin_fold.c: what other organs have published. */
FOLD_INCIDENT(fold_outside);
void fold_drop_bulletins(struct incident *i);

/* claim_fold.c: the register of claims. */
FOLD_INCIDENT(fold_claim_added);
FOLD_INCIDENT(fold_claim_changed);
FOLD_INCIDENT(fold_claim_verdict);
FOLD_INCIDENT(fold_claim_answered);

/* message_fold.c: its writing and its review. */
FOLD_INCIDENT(fold_created);
FOLD_MESSAGE(fold_revised);
FOLD_MESSAGE(fold_submitted);
FOLD_MESSAGE(fold_passed);
FOLD_MESSAGE(fold_returned);
FOLD_MESSAGE(fold_approved);
FOLD_MESSAGE(fold_voided);
void fold_drop_passes(struct message *m);

/* waiver_fold.c: reasons, suspensions, concurrence, a late signature. */
FOLD_MESSAGE(fold_explained);
FOLD_MESSAGE(fold_suspension);
FOLD_MESSAGE(fold_restored);
FOLD_MESSAGE(fold_concur);
FOLD_MESSAGE(fold_supplemented);

/* release_fold.c: releases and deliveries. */
FOLD_MESSAGE(fold_armed);
FOLD_MESSAGE(fold_prepared);
FOLD_MESSAGE(fold_disarmed);
FOLD_MESSAGE(fold_fired);
FOLD_MESSAGE(fold_halted);
FOLD_MESSAGE(fold_sending);
FOLD_MESSAGE(fold_outcome);
FOLD_MESSAGE(fold_decided);
/* Deliveries as the manifest names them, none begun; and none at all. */
void fold_plan(struct message *m);
void fold_drop(struct message *m);

#endif

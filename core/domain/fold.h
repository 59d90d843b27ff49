/*
 * What folding shares. A function folds one kind of entry, into the incident
 * or into one of its messages; the rows of crier/entries name it, and the
 * table made of them in incident.c alone calls it.
 */
#ifndef CRIER_DOMAIN_FOLD_H
#define CRIER_DOMAIN_FOLD_H

#include "crier/entry_kind.h"
#include "domain/incident/incident.h"

/* fold_field.c: replaces a field by a copy of text, by another reference to
 * doc, or by the word that doc has under key. */
void fold_text(char **field, const char *text);
void fold_doc(json_t **field, json_t *doc);
void fold_word(char *field, size_t size, const json_t *doc, const char *key);

#define FOLD_WORD(field, doc, key) fold_word(field, sizeof(field), doc, key)

/* The same where doc has it; else the field stays as it is. */
void fold_given(char *field, size_t size, const json_t *doc, const char *key);

#define FOLD_GIVEN(field, doc, key) fold_given(field, sizeof(field), doc, key)

void fold_mark(struct act_mark *m, const struct entry *e);
void fold_unmark(struct act_mark *m);

/* ERR_CORRUPT that names the entry. */
enum err_code
fold_broken(struct err *err, const struct entry *e, struct arg what);

typedef enum err_code
incident_fold_fn(struct incident *i, const struct entry *e, struct err *err);
typedef enum err_code
message_fold_fn(struct message *m, const struct entry *e, struct err *err);

#define INCIDENT_FOLD(fn) incident_fold_fn fn;
#define MESSAGE_FOLD(fn) message_fold_fn fn;
#define OFFICE_FOLD(fn)
#define NO_FOLD
#define ENTRY(id, word, title, shown, about, fold, ...) fold
#include "crier/entries.def"
#undef ENTRY
#undef INCIDENT_FOLD
#undef MESSAGE_FOLD
#undef OFFICE_FOLD
#undef NO_FOLD

/* After an entry about a message was folded. */
void
fold_clocks(struct incident *i, const struct message *m, const struct entry *e);

void fold_drop_lines(struct incident *i);
void fold_drop_bulletins(struct incident *i);
void fold_drop_passes(struct message *m);
void fold_drop_reasons(struct message *m);
void fold_drop_suspensions(struct message *m);

/* Deliveries as the manifest names them, none begun; and none at all. */
void fold_plan(struct message *m);
void fold_drop(struct message *m);

#endif

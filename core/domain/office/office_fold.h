/*
 * The functions that fold entries into the office, named by the rows of
 * crier/entries; office.c has the table that calls them.
 */
#ifndef CRIER_DOMAIN_OFFICE_OFFICE_FOLD_H
#define CRIER_DOMAIN_OFFICE_OFFICE_FOLD_H

#include "crier/entry_kind.h"
#include "domain/office/office.h"

typedef void office_fold_fn(struct office *o, const struct entry *e);

#define OFFICE_FOLD(fn) office_fold_fn fn;
#define INCIDENT_FOLD(fn)
#define MESSAGE_FOLD(fn)
#define NO_FOLD
#define ENTRY(id, word, title, shown, about, fold, ...) fold
#include "crier/entries.def"
#undef ENTRY
#undef OFFICE_FOLD
#undef INCIDENT_FOLD
#undef MESSAGE_FOLD
#undef NO_FOLD

#endif

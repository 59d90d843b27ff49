/*
 * What an account of a kind is given, as account.kinds tells it: the fields
 * that a connector's row names, in a dialog, and their values as the act wants
 * them.
 */
#ifndef CRIER_TUI_VIEWS_KIND_FIELDS_H
#define CRIER_TUI_VIEWS_KIND_FIELDS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"
#include "tui/console/dialog.h"

/*
 * The settings of the kind, with what stands in `now` (an object); required
 * ones of a new account must be given.
 */
void kind_ask_options(struct dialog *g, const json_t *kinds, const char *kind,
	const json_t *now, bool fresh);

/* Its credentials, unseen. */
void kind_ask_secrets(struct dialog *g, const json_t *kinds, const char *kind);

/*
 * Takes those out of the values: `options` as they stand now, left out where
 * they are as in `now`; the credential held to its form and sealed for the
 * account, of a browser's address its code (`sealed`), left out where none was typed.
 */
enum err_code kind_values(json_t *values, const json_t *kinds, const char *kind,
	const json_t *now, struct err *err);

#endif

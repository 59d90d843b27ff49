/*
 * What an act wants sealed.
 */
#ifndef CRIER_TUI_SECRET_H
#define CRIER_TUI_SECRET_H

#include "tui/cli/cli.h"

/*
 * Where the verb takes a secret and one was given: reads it, holds it to the
 * form of the account's kind, seals it to the relay's key and puts the box
 * into the fields.
 */
enum err_code secret_seal(struct cli *c, json_t *fields, struct err *err);

#endif

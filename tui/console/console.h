/*
 * The console: everything an officer sees. Runs until the officer leaves, the
 * terminal goes or a signal ends it; drafts are stored and the terminal is
 * restored in each case.
 */
#ifndef CRIER_TUI_CONSOLE_H
#define CRIER_TUI_CONSOLE_H

#include <stdbool.h>

#include "base/lang.h"

struct client;

struct console_options {
	struct client *client; /* of link, greeted; taken over */
	const char *dir; /* the station's folder, found by the caller */
	const char *as; /* officer, for demo stations; "" or NULL: who I am */
	enum lang lang; /* as i18n_init said */
	bool ascii; /* frames of ASCII, whatever the terminal draws */
	const char
		*theme; /* dark, light, plain; NULL: as the environment says */
	bool tour; /* hints on the message line: what to press */
	const char *view, *id; /* where to begin; NULL: the board */
};

/* Returns the program's exit status; says on stderr why it could not start. */
int console_run(const struct console_options *options);

#endif

/*
 * The command line as tables: a command has verbs, a verb has arguments and
 * options, and most verbs are one act or one question of the station whose
 * fields the arguments and options fill. Options of an act are made from its
 * fields (options.h); an act that no verb names has one made from its row.
 * Usage, help and the manual are printed from the same rows. A new command is
 * one file in tui/cli/commands/ and one row in tui/cli/commands.c.
 */
#ifndef CRIER_TUI_COMMAND_H
#define CRIER_TUI_COMMAND_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct cli;

/* How an option's text becomes a field. */
enum option_type {
	OPTION_TEXT,
	OPTION_INT,
	OPTION_TIME, /* see value.h */
	OPTION_DAY, /* a date alone, or a time */
	OPTION_FLAG, /* takes no value; true */
	OPTION_WORDS, /* a,b,c; may be repeated: an array */
	OPTION_PAIR, /* name=value; may be repeated: an object */
	OPTION_FIGURE, /* see value.h; may be repeated: an array */
	OPTION_FILE, /* a file's name, or - : what it holds */
	OPTION_NAMED, /* a file's name: name, digest and size of it */
	OPTION_SECRET, /* a file's name, or - : sealed, see secret.h */
	OPTION_TYPES
};

struct option_row {
	const char *name; /* without dashes; NULL ends the list */
	enum option_type type;
	const char *value; /* what help shows for the value; NULL for flags */
	const char *field; /* of the act or question; NULL: the verb reads it */
	bool required;
	const char *help; /* N_() */
};

/* An answer that is one list, shown as a table (tui/pages/document.h). */
struct listing {
	int of; /* enum document: of its rows */
	const char *keys; /* the columns; NULL: it is none */
	const char *rows; /* where they stand in the answer; NULL: "rows" */
	const char *none; /* N_(): said if there are none; NULL: nothing */
};

struct verb {
	const char *name; /* "" for a command that is its own only verb */
	/*
	 * "INCIDENT KIND [WHY]": words in capitals name fields (in lower
	 * case) and are counted; brackets mean it may be left out.
	 */
	const char *args;
	const char *help; /* N_() */
	const char *act; /* what it does at the station, */
	const char *question; /* or asks of it; or neither */
	/* Those that no field of the act gives as it is; NULL: none. */
	const struct option_row *options;
	const char *fills; /* fields, with blanks between, that `prepare` or
			    * the station itself fills; NULL: none */
	/*
	 * Where required options are missing: what this use of it needs
	 * besides, as a text ", --option host=… …"; may be NULL.
	 */
	void (*needs)(struct cli *cli, struct buf *out);
	/* Changes or adds fields before they are sent; may be NULL. */
	enum err_code (*prepare)(
		struct cli *cli, json_t *fields, struct err *err);
	struct listing listing; /* how its answer is shown, or */
	/* what prints it for people; NULL for acts. */
	void (*show)(struct cli *cli, const json_t *answer);
	/* Told of an act's entries after they are printed for people. */
	void (*after)(struct cli *cli, const json_t *entries);
	/* In place of all that; returns the exit status. */
	int (*run)(struct cli *cli);
	bool patient; /* as long as it takes, and it shows how far it is */
	bool offline; /* needs no station */
	bool pass; /* its words go to crier-station as they are */
};

struct command {
	const char *name;
	const char *help; /* N_(); NULL: its first verb's */
	const struct verb *verbs; /* a NULL name ends the list */
	bool id_first; /* help shows: release MESSAGE arm */
};

/* In a table that ends with NULL; NULL: none of that name. */
const struct command *
command_find(const struct command *const *commands, const char *name);
const struct verb *command_verb(const struct command *c, const char *name);

/* Options that every command takes. */
const struct option_row *command_globals(void);

#endif

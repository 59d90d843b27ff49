/*
 * What needs no running station: make one, rebuild one, look at one, check a
 * text or a clone. Run as the caller, in this program, because the console
 * links no database. Verbs are rows; each gets its own words of the command
 * line and prints for people or, with --json, for programs.
 */
#ifndef CRIER_STATION_OFFLINE_H
#define CRIER_STATION_OFFLINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "crier/progress.h"

enum { OFFLINE_WORDS = 32 };

/* The words after the verb, sorted into options and the rest. */
struct offline_words {
	const char *plain[OFFLINE_WORDS]; /* NULL after the last */
	int count;
	const char *const *raw; /* all words, NULL after the last */
	bool json;
	enum lang lang;
	const struct progress *progress; /* of long work, or NULL */
};

/* The value behind --name, or NULL; whether --name is there. */
const char *words_value(const struct offline_words *w, const char *name);
bool words_flag(const struct offline_words *w, const char *name);

/* Runs a verb; returns the exit status. */
int offline_run(const char *verb, const char *const *words);

/* Prints an error as the console would and returns its exit status. */
int offline_fail(const struct offline_words *w, const struct err *err);

/* Lines for a person, made harmless for the terminal. */
void offline_say(FILE *out, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Prints a document on one line. */
void offline_print(const json_t *doc);

/* A file ("-": standard input) of valid UTF-8, at most TEXT_FILE_MAX. */
enum { TEXT_FILE_MAX = 4 << 20 };
enum err_code offline_read(
	struct buf *out, const char *path, enum lang lang, struct err *err);

int offline_init(const struct offline_words *w);
int offline_rebuild(const struct offline_words *w);
int offline_backup(const struct offline_words *w);
int offline_doctor(const struct offline_words *w);
int offline_lint(const struct offline_words *w);
int offline_check(const struct offline_words *w);
int offline_verify(const struct offline_words *w);
int offline_witness(const struct offline_words *w);
int offline_authorized(const struct offline_words *w);
int offline_exchange(const struct offline_words *w);
int offline_replay(const struct offline_words *w);

#endif

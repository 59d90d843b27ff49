/*
 * Values as people type them, into values of acts.
 */
#ifndef CRIER_TUI_VALUE_H
#define CRIER_TUI_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * An instant: "now", "-25m", "+1h30m" (d h m s, from `now`), or a date with
 * a time, RFC 3339, "2026-11-24 02:10" or what typed.h says; without a zone it
 * is the station's.
 */
bool value_time(int64_t *ms, const char *text, int64_t now, int zone);

/* A whole number in decimal, nothing behind it. */
bool value_int(int64_t *out, const char *text);

/* "a,b,c" appended to an array; empty words are skipped. */
void value_words(json_t *list, const char *text);

/* "name=value" into an object; the value may hold anything, even nothing. */
enum err_code value_pair(json_t *object, const char *text, struct err *err);

/*
 * "name=N,source=S,as-of=T,reason=R,verified" appended to an array as
 * {name, value, source, as_of, reason, verified}; a comma that no known word
 * follows belongs to the part before it. "name=?" has no value: it is being
 * verified; "name=" alone takes the figure away.
 */
enum err_code value_figure(
	json_t *list, const char *text, int64_t now, int zone, struct err *err);

/*
 * A whole file, or standard input for "-", at most `max` bytes, in any
 * form that base/readable.h knows; newlines at the end are dropped. The caller
 * frees.
 */
enum err_code
value_file(char **out, const char *path, size_t max, struct err *err);

/*
 * Lines "slot=value" into an object. A line that begins with a blank goes on
 * with the value before it, "#" begins a comment line.
 */
enum err_code value_slots(
	json_t *object, const char *text, const char *path, struct err *err);

#endif

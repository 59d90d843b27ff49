/*
 * Output for people on standard output and error. Whatever is printed here
 * may come from anybody: everything passes text_printable, line by line, so
 * that no text can move the reader's cursor or hide a part of itself.
 */
#ifndef CRIER_TUI_PRINT_H
#define CRIER_TUI_PRINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PRINT_COLUMNS = 18 };

/* One document as one line of canonical JSON. */
void print_doc(const json_t *doc);

/* One line; the format's own text too is one line, without a newline. */
void print_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* "label  text", labels aligned; nothing if the text is empty. */
void print_pair(const char *label, const char *text);

/* A text of many lines, each with this in front; ends with a newline. */
void print_block(const char *front, const char *text);

/* The bare text and nothing else but a newline at its end. */
void print_plain(const char *text);

/* What went wrong, on standard error: "crier: where: what", then remedy. */
void print_fail(const char *what, const char *where, const char *remedy);

/* A remark on standard error. */
void print_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* An instant for people: date and time in the zone, "" for 0. */
enum { PRINT_TIME = 32 };
void print_time(char out[PRINT_TIME], int64_t ms, int zone);

/* ---- tables: columns aligned by what they take on the screen ---- */

struct print_table;

struct print_table *table_new(void);
void table_free(struct print_table *t);

/* One column more, before the first row; numbers stand at the right. */
void table_head(struct print_table *t, const char *label, bool right);

/* The next cell; cells are copied. Row by row, all columns. */
void table_cell(struct print_table *t, const char *text);

/* Prints with headings; a table without rows prints nothing. Frees. */
void table_print(struct print_table *t);

#endif

/*
 * JSON documents as this project uses them: objects with known fields, read
 * with bounds and a clear error, and written in one canonical form. Canonical
 * means sorted keys, no blanks, UTF-8 unescaped, integers only; the same
 * document always gives the same bytes, so it can be hashed.
 */
#ifndef CRIER_BASE_DOC_H
#define CRIER_BASE_DOC_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/lang.h"

/* The canonical text; the caller frees it. The document must be sound. */
char *doc_format(const json_t *doc);

/*
 * Parses len bytes. Refused: duplicate keys, invalid UTF-8, NUL, trailing
 * text, nesting over 32, and a root that is neither object nor array. The
 * caller owns *out (json_decref).
 */
enum err_code
doc_parse(json_t **out, const char *text, size_t len, struct err *err);

/*
 * Sound for the ledger: keys of printable ASCII, no reals, strings that are
 * valid UTF-8 without control characters other than newline and tab.
 */
enum err_code doc_check(const json_t *doc, struct err *err);

/*
 * Typed reading. Absent and null give the empty value: "", 0, false, NULL.
 * Strings and documents are borrowed from `doc`.
 */
const char *doc_str(const json_t *doc, const char *key);
int64_t doc_int(const json_t *doc, const char *key);
bool doc_bool(const json_t *doc, const char *key);
json_t *doc_get(const json_t *doc, const char *key); /* NULL if absent */

/* Is the word among the texts of a list? A list that is absent has none. */
bool doc_list_has(const json_t *list, const char *word);

/* The first of a list of objects whose `key` is that text; NULL if none is. */
json_t *doc_find(const json_t *list, const char *key, const char *text);

/*
 * The string at key, at most max bytes; ERR_INVALID names the key when it is
 * absent (if required), not a string or too long.
 */
enum err_code doc_need_str(const char **out, const json_t *doc, const char *key,
	size_t max, bool required, struct err *err);

/* Setting takes over `value`; strings are copied; "" is left out. */
void doc_put(json_t *doc, const char *key, json_t *value);
void doc_put_str(json_t *doc, const char *key, const char *value);
void doc_put_int(json_t *doc, const char *key, int64_t value);
void doc_put_bool(json_t *doc, const char *key, bool value);

/* The document without its const, for calls of jansson that only read. */
json_t *doc_borrow(const json_t *doc);

/* {en, zh} of a text in both languages; new reference. */
json_t *doc_both(const struct both *text);

/*
 * Sorts a list, keeping the order of rows that compare equal. `order` answers
 * as strcmp does.
 */
void doc_sort(json_t *list, int (*order)(const json_t *a, const json_t *b));

#endif

/*
 * What the station answers, as people read it: one table a document, with the
 * label of each key and how its value is said (documents.def). Whoever shows a
 * document names keys; no text about it is written twice.
 */
#ifndef CRIER_TUI_DOCUMENT_H
#define CRIER_TUI_DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lang.h"

enum document {
#define DOC(name) DOCUMENT_##name,
#include "tui/pages/document_rows.h"
	DOCUMENTS
};

/* With whose eyes: the language, and what time it is where. */
struct look {
	enum lang lang;
	int zone; /* minutes east, the station's */
	int64_t now; /* UTC ms */
	bool demo; /* the station is a demonstration */
	bool brief; /* times of today without their day */
};

enum how {
	HOW_TEXT, /* a text, in one language or both; a number */
	HOW_NUMBER, /* the same, at the right of its column */
	HOW_COUNT, /* how many a list has */
	HOW_TIME, /* an instant; 0 is none */
	HOW_CLOCK, /* the same to the minute */
	HOW_DUE, /* a limit, short enough for a column: left.h; 0 is none */
	HOW_LEFT, /* how long until then */
	HOW_SPAN, /* so many ms */
	HOW_PEOPLE, /* names and telephones */
	HOW_YES, /* "yes", or nothing */
	HOW_WORD, /* what `word` says */
	HOW_WORDS, /* a list of such */
	HOW_BY, /* what `by` says of the document */
	HOW_OWN, /* what `own` says */
	HOW_FORM, /* other rows, as `form` names them */
	HOW_EACH, /* the same of each of a list, a line each */
	HOW_PART, /* a document of its own: `part` */
	HOW_ROWS, /* a list of such */
	HOW_MAP, /* an object of such, by any names */
	HOW_NOT /* not shown: the label says why; `key` may be several */
};

struct document_row {
	enum document of;
	const char *name; /* what lists of columns call it */
	const char *key; /* of the station's document */
	enum how how;
	struct both label;
	const char *(*word)(const char *word, enum lang lang);
	const char *(*by)(const json_t *doc, enum lang lang);
	/* The caller frees what it gives; `value` may be NULL. */
	char *(*own)(const struct look *look, const json_t *doc,
		const json_t *value);
	enum document part;
	struct both form;
};

/* All rows; for a test. */
const struct document_row *document_rows(size_t *count);

/* A key of lists of columns; "finding.fact" is one of a part. NULL: none. */
const struct document_row *document_find(enum document of, const char *name);

const char *
document_label(const struct look *look, enum document of, const char *name);

/* The value in words, whole, "" if there is none; the caller frees it. */
char *document_say(const struct look *look, enum document of, const char *name,
	const json_t *doc);

/*
 * The next name of a list such as "id name finding.fact", copied; false at
 * the end. `*list` goes on.
 */
enum { DOCUMENT_NAME = 40 };
bool document_next(char name[DOCUMENT_NAME], const char **list);

#endif

/*
 * What a text is that tells of no real event: it says so in title, first and
 * last line, whoever reads it alone. Made when a text is fitted; what was
 * submitted keeps its bytes.
 */
#ifndef CRIER_DOMAIN_TEXT_MARK_H
#define CRIER_DOMAIN_TEXT_MARK_H

#include "base/lang.h"

enum text_mark {
	TEXT_REAL, /* no mark */
	TEXT_DRILL,
	TEXT_DEMO, /* actual, of a demo station */
	TEXT_DEMO_DRILL,
	TEXT_MARKS
};

/* What stands before a title, and begins the first line of a text; or "". */
const char *text_mark_banner(enum text_mark mark, enum lang lang);

/*
 * What the last line begins with, also of a text by hand: of a demo station's
 * drill both words, since its banner has room for one; or "".
 */
const char *text_mark_lead(enum text_mark mark, enum lang lang);

/* First and last line of a text that is fitted; or "". */
const char *text_mark_line(enum text_mark mark, enum lang lang);

#endif

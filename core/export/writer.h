/*
 * A text writer that cannot produce broken markup from what people typed:
 * every value passes one of the escapes below. A value that XML 1.0 cannot
 * carry, or that no longer fits, is not written and marks the writer; whoever
 * takes the text out looks at the marks first.
 */
#ifndef CRIER_EXPORT_WRITER_H
#define CRIER_EXPORT_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct writer {
	struct buf out;
	/* either of these: out is worthless */
	bool bad; /* a text that XML cannot carry */
	bool full; /* more than the file may have */
};

void writer_init(struct writer *w, size_t max);
void writer_release(struct writer *w);

/* Markup of this program's own, as it is. */
void writer_raw(struct writer *w, const char *markup);

/* Text between tags or inside a double-quoted attribute. */
void writer_text(struct writer *w, const char *text);

/* The same of len bytes. */
void writer_text_n(struct writer *w, const char *text, size_t len);

/* <name>text</name>, nothing when text is empty. */
void writer_element(struct writer *w, const char *name, const char *text);

/*
 * Writes paragraphs: blank lines separate them, single newlines become <br/>.
 * No other markup is interpreted.
 */
void writer_paragraphs(struct writer *w, const char *text);

/* Can every character stand in an XML 1.0 document? Invalid UTF-8 cannot. */
bool xml_can_carry(const char *text);

#endif

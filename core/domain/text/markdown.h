/*
 * Markdown to the plain text that platforms print: emphasis falls away,
 * lists get bullets or numbers, a link keeps its address behind its words.
 */
#ifndef CRIER_DOMAIN_TEXT_MARKDOWN_H
#define CRIER_DOMAIN_TEXT_MARKDOWN_H

#include "base/lang.h"
#include "domain/text/sink.h"

/* In Chinese a line break in the source joins, in English it is a blank. */
void markdown_plain(struct sink *out, const char *markdown, enum lang lang);

#endif

/*
 * The master of an approved text as structure, as other units' stations are
 * given it: title, short title, paragraphs with their marks, figures. A station
 * fits it to its own accounts; it never writes it anew.
 */
#ifndef CRIER_DOMAIN_TEXT_MASTER_H
#define CRIER_DOMAIN_TEXT_MASTER_H

#include <jansson.h>

#include "domain/text/template.h"

/* The mark of a paragraph that may be left out, before its priority. */
#define MASTER_CUT "cut-"

/*
 * What such a document reads like here: with our own mark, and one line behind
 * it that says who passes it on ("" none).
 */
void master_render(struct rendered *out, const json_t *master,
	enum text_mark mark, const char *line);

#endif

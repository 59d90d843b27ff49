/*
 * The master of an approved text as structure, as other units' stations are
 * given it: title, short title, paragraphs with their marks, figures. A station
 * fits it to its own accounts; it never writes it anew.
 */
#ifndef CRIER_DOMAIN_TEXT_MASTER_H
#define CRIER_DOMAIN_TEXT_MASTER_H

#include <jansson.h>

#include "domain/message/message.h"
#include "domain/text/template.h"
#include "domain/world.h"

/*
 * Of the world's approved message, from the very text that was approved, without
 * the marks of a drill or a demo: who carries it has marks of its own. Marks of
 * paragraphs are taken from its template where that still gives the same
 * paragraphs; else each is kept. New reference.
 */
json_t *master_of_approved(const struct world *w);

/*
 * What such a document reads like here: with our own mark, and one line behind
 * it that says who passes it on ("" none).
 */
void master_render(struct rendered *out, const json_t *master,
	enum text_mark mark, const char *line);

#endif

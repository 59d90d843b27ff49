/*
 * A template as it lies in a library: pieces of text and places for values.
 * Part of reading a library (playbook.h) and of rendering (template.h); not
 * for others. {{place}}, {{figure.dead}}, {{figures}}, {{! comment}},
 * {{#if x}} or {{#if x=word}} … {{else}} … {{/if}}; no ifs across paragraphs.
 */
#ifndef CRIER_DOMAIN_TEXT_TEMPLATE_PARSE_H
#define CRIER_DOMAIN_TEXT_TEMPLATE_PARSE_H

#include "base/pool.h"
#include "domain/library/playbook.h"

/* Values that the station knows by itself. */
enum auto_value {
	AUTO_NUMBER, /* which notice of the incident this is */
	AUTO_UNIT, /* the office */
	AUTO_INCIDENT_TITLE,
	AUTO_LEVEL,
	AUTO_ISSUED, /* when it is released */
	AUTO_PAGE, /* address of the message's page */
	AUTO_CORRECTED_TITLE,
	AUTO_CORRECTED_NUMBER,
	AUTO_CORRECTED_TIME,
	AUTO_ACCOUNTS, /* where the corrected text stands */
	AUTO_COUNT
};

/* Its word in templates, and what it is called where it is not known yet. */
const struct word_row *auto_row(enum auto_value value);

/* The name is taken: an auto value's, or "figures". */
bool is_auto_word(const char *name);

/* Most values in one paragraph: each has a private character while the text is
 * rendered. */
enum { TEMPLATE_VALUES = 400 };

enum piece_type {
	PIECE_TEXT,
	PIECE_SLOT,
	PIECE_AUTO,
	PIECE_FIGURE, /* one number */
	PIECE_FIGURES, /* the phrase of all */
	PIECE_IF, /* false: go on at `jump` */
	PIECE_ELSE /* reached from above: go on at `jump` */
};

struct piece {
	enum piece_type type;
	enum piece_type about; /* PIECE_IF: what is asked for */
	const char *text; /* PIECE_TEXT */
	const struct slot *slot;
	const struct figure_def *figure;
	enum auto_value value;
	const char *word; /* PIECE_IF: the choice that is asked for, "" any */
	size_t jump;
};

struct pieces {
	struct piece *rows;
	size_t count;
};

struct template_paragraph {
	struct pieces pieces;
	int cut; /* 0: kept */
	bool more; /* only where something else was left out */
};

struct must_row {
	const struct slot *slot; /* NULL: an auto value */
	enum auto_value value;
};

struct template
{
	const char *file;
	struct pieces title, short_title; /* the short one may be empty */
	struct must_row *must;
	size_t must_count;
	struct template_paragraph *paragraphs;
	size_t count;
};

/*
 * Parses one file into the playbook's pool. Marks the slots that it uses for
 * its kind (used always: required). Faults are added; NULL after any.
 */
const struct template *
template_parse(struct playbook *p, enum message_kind kind, struct pool *pool,
	const struct library_file *file, struct faults *faults);

#endif

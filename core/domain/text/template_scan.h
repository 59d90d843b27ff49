/*
 * Reading one stretch of template text: what stands between {{ and }} becomes
 * a piece that names what it stands for. Part of template_parse.c; not for
 * others.
 */
#ifndef CRIER_DOMAIN_TEXT_TEMPLATE_SCAN_H
#define CRIER_DOMAIN_TEXT_TEMPLATE_SCAN_H

#include "crier/refusal.h"
#include "domain/text/template_parse.h"

enum { IF_DEPTH = 8 };

/* One stretch of template text being read, and where it stands. */
struct template_scan {
	struct playbook *playbook;
	enum message_kind kind;
	struct pool *pool;
	struct faults *faults;
	const char *file;
	const char *text; /* the whole source that offsets are in */
	size_t at, end;
	int line, column; /* of text[0] */
	struct piece *rows;
	size_t count;
	size_t open[IF_DEPTH]; /* pieces that wait for their jump */
	size_t depth;
};

/* At a place in the text; b may be NULL. */
void scan_fault(struct template_scan *s, size_t at, enum refusal refusal,
	const struct arg *args);

/* Everything from s->at to s->end; its memory is the pool's. */
struct pieces scan_pieces(struct template_scan *s);

/* What a name stands for, into the piece's type and pointer; false if it is
 * the name of nothing. */
bool piece_resolve(
	struct piece *p, const struct playbook *playbook, const char *name);

/* Marks the slot of a piece, if it has one: the kind has it, and, outside of
 * any if and not only asked about, its text cannot do without it. */
void
scan_mark_slot(struct template_scan *s, const struct piece *p, bool is_asked);

/* The text from `from` to `to` without blanks around it, into name; false if
 * nothing is left or it is too long. */
bool tag_inside(char *name, size_t size, const struct template_scan *s,
	size_t from, size_t to);

/* Where the two characters of `what` stand next; `end` if nowhere. */
size_t find_pair(const char *text, size_t from, size_t end, const char *what);

/* Borrowed; NULL if the playbook has no slot of this id. */
struct slot *slot_of(struct playbook *p, const char *id);

#endif

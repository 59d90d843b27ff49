/*
 * The checked export document with its addresses taken apart, from which the
 * pages and feeds are written. Private to this folder.
 */
#ifndef CRIER_EXPORT_PARTS_H
#define CRIER_EXPORT_PARTS_H

#include <jansson.h>
#include <stdint.h>

#include "base/lang.h"
#include "export/export.h"
#include "export/writer.h"

/*
 * The office's own, above its incidents. They are not called index.html: what
 * an office has there already must not be written over.
 */
#define EXPORT_OFFICE_PAGE "notices.html"
#define EXPORT_OFFICE_ATOM "notices.atom"

/* What pages and feeds tell of: how they are marked. */
enum parts_mark { PARTS_REAL, PARTS_DRILL, PARTS_DEMO, PARTS_MARKS };

struct export_item {
	const char *message, *kind, *title, *text, *summary, *page, *corrects;
	const char *name; /* the file's name inside the incident's folder */
	const char *path; /* the same below the base: "2026-0123/4.html" */
	const char *incident_title; /* of a message of another incident */
	int64_t number, published;
	enum lang lang;
};

struct export_parts {
	const char *unit, *incident, *title; /* never NULL */
	enum parts_mark mark;
	int zone; /* minutes east */
	enum lang lang; /* of the incident's page and the feeds */
	char folder[256]; /* of the incident, relative: "2026-0123" */
	char url[1024]; /* the folder's address with a slash at its end */
	char base[512]; /* the site's own, likewise */
	struct export_item item[EXPORT_ITEMS_MAX]; /* newest first */
	size_t count;
	struct export_item other[EXPORT_ITEMS_MAX]; /* of other incidents */
	size_t other_count;
	/* the newest of both */
	const struct export_item *office[EXPORT_ITEMS_MAX];
	size_t office_count;
	const struct export_item *current; /* the one being released */
};

/* Texts are borrowed from `doc`; the errors are export_site's. */
enum err_code
export_parts_read(struct export_parts *p, const json_t *doc, struct err *err);

/* The item of that id, or NULL. */
const struct export_item *
export_find(const struct export_parts *p, const char *message);

bool export_withdraws(const struct export_item *item);

/* The item that withdraws this one, else the newest that corrects it, or NULL:
 * as the office's own lists say it (domain/message/message_standing.h). */
const struct export_item *
export_successor(const struct export_parts *p, const struct export_item *of);

void export_message_page(struct writer *w, const struct export_parts *p,
	const struct export_item *item);
void export_incident_page(struct writer *w, const struct export_parts *p);
void export_office_page(struct writer *w, const struct export_parts *p);
void export_office_atom(struct writer *w, const struct export_parts *p);
void export_atom(struct writer *w, const struct export_parts *p);
void export_json_feed(struct writer *w, const struct export_parts *p);

/* Before a title, in both languages; "" of what is real. */
const char *parts_mark_title(enum parts_mark mark);

/* zh-CN or en, as HTML, Atom and JSON Feed write it. */
const char *export_lang_tag(enum lang lang);

#endif

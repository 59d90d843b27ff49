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
	const char *identifier; /* of an alert */
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

/* How an item of the incident (`own`) or an other is read from its document. */
typedef enum err_code export_item_fn(struct export_item *item,
	struct export_parts *p, const json_t *doc, bool own, struct err *err);

/* Texts are borrowed from `doc`; the errors are export_site's. */
enum err_code export_parts_read(struct export_parts *p, const json_t *doc,
	export_item_fn *read, struct err *err);

/* An item of pages, each at an address below the base. */
export_item_fn export_read_paged;

/* What every item has, but for its address. */
enum err_code
export_read_words(struct export_item *item, const struct export_parts *p,
	const json_t *doc, bool own, struct err *err);

/* A string that XML can carry; else the error names the key. */
enum err_code export_need(const char **out, const json_t *doc, const char *key,
	size_t max, bool required, struct err *err);

/* Letters, digits, "._-", single slashes; nothing begins with a dot. */
bool export_path_is_plain(const char *path);

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

/*
 * Adds what was written to the files, of which `out` has room for one more;
 * an empty folder is the site's own.
 */
enum err_code export_add_file(struct export_files *out, const char *folder,
	const char *name, struct writer *w, struct err *err);

/* An element with an instant, as RFC 3339. */
void export_date(struct writer *w, const char *name, int64_t ms, int zone);
void export_link(struct writer *w, const char *rel, const char *type,
	const char *address, const char *name);

/* Above every page that tells of no real event; "" of what is real. */
const char *export_mark_words(enum parts_mark mark, enum lang lang);

/* Before a title, in both languages; "" of what is real. */
const char *parts_mark_title(enum parts_mark mark);

/* zh-CN or en, as HTML, Atom and JSON Feed write it. */
const char *export_lang_tag(enum lang lang);

#endif

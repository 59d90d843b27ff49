/*
 * From an export document to the files of a public site: the page of one
 * message, the pages it changes, the page of the incident, an Atom feed (RFC
 * 4287) and a JSON Feed (1.1). Pure: the same document gives the same bytes,
 * so a page can be compared with what was approved. Writing them is left to
 * net/folder. README.md here says what the document holds.
 */
#ifndef CRIER_EXPORT_EXPORT_H
#define CRIER_EXPORT_EXPORT_H

#include <jansson.h>
#include <stddef.h>

#include "base/err.h"

enum {
	EXPORT_ITEMS_MAX = 50, /* messages of one incident in page and feeds */
	EXPORT_FILE_MAX = 1 << 20 /* bytes of one file */
};

struct export_file {
	char *path; /* relative to the site's folder, no ".." */
	char *data; /* UTF-8 text, NUL-terminated */
	size_t len; /* without the NUL */
};

/* In the order they are to be written: pages first, feeds last. */
struct export_files {
	struct export_file *file;
	size_t count;
};

/*
 * The files for `doc`; zero `out` is enough before the call. ERR_INVALID
 * names the field that is missing or that no page can carry (a character
 * that XML forbids, an address outside the base). On error `out` is empty.
 */
enum err_code
export_site(struct export_files *out, const json_t *doc, struct err *err);

/*
 * The same for alerts: the message as a CAP 1.2 alert, and the feed of the
 * office's alerts that are not over. `doc` has "cap" and an "identifier" with
 * each item; pages are optional.
 */
enum err_code
export_cap(struct export_files *out, const json_t *doc, struct err *err);

void export_files_release(struct export_files *files);

#endif

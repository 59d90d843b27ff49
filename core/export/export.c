/*
 * Puts the files of an export in the order they are to be written. Reading
 * the document is parts.c's, what is inside a file page.c's and feed.c's.
 */
#include "export/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "export/parts.h"

enum err_code
export_add_file(struct export_files *out, const char *folder, const char *name,
	struct writer *w, struct err *err)
{
	struct export_file *f = &out->file[out->count];

	if (w->bad || w->full) {
		writer_release(w);
		return err_set(err, w->bad ? ERR_INVALID : ERR_TOO_LARGE, name,
			"",
			w->bad ? "%s cannot carry this text"
			       : "%s would be too large",
			name);
	}
	f->path = mem_printf("%s%s%s", folder, *folder ? "/" : "", name);
	f->len = w->out.len;
	f->data = buf_take(&w->out);
	out->count++;
	return ERR_OK;
}

static enum err_code
export_add_page(struct export_files *out, const struct export_parts *p,
	const struct export_item *item, struct err *err)
{
	struct writer w;

	writer_init(&w, EXPORT_FILE_MAX);
	export_message_page(&w, p, item);
	return export_add_file(out, p->folder, item->name, &w, err);
}

/* Two pages of messages, three files of the incident, two of the office. */
enum { FILES_MAX = 7 };

static enum err_code
export_write_files(
	struct export_files *out, const struct export_parts *p, struct err *err)
{
	static const struct {
		const char *name;
		bool office;
		void (*write)(struct writer *, const struct export_parts *);
	} rows[] = {
		{ "index.html", false, export_incident_page },
		{ "feed.atom", false, export_atom },
		{ "feed.json", false, export_json_feed },
		{ EXPORT_OFFICE_PAGE, true, export_office_page },
		{ EXPORT_OFFICE_ATOM, true, export_office_atom },
	};
	const struct export_item *of = export_find(p, p->current->corrects);
	enum err_code rc = export_add_page(out, p, p->current, err);

	if (rc == ERR_OK && of != NULL && of != p->current)
		rc = export_add_page(out, p, of, err);
	for (size_t i = 0; rc == ERR_OK && i < sizeof(rows) / sizeof(rows[0]);
		i++) {
		struct writer w;

		writer_init(&w, EXPORT_FILE_MAX);
		rows[i].write(&w, p);
		rc = export_add_file(out, rows[i].office ? "" : p->folder,
			rows[i].name, &w, err);
	}
	return rc;
}

enum err_code
export_site(struct export_files *out, const json_t *doc, struct err *err)
{
	struct export_parts *p = mem_new(sizeof(*p));
	enum err_code rc = export_parts_read(p, doc, export_read_paged, err);

	*out = (struct export_files){ 0 };
	if (rc == ERR_OK) {
		out->file = mem_array(FILES_MAX, sizeof(out->file[0]));
		rc = export_write_files(out, p, err);
	}
	if (rc != ERR_OK)
		export_files_release(out);
	free(p);
	return rc;
}

void
export_files_release(struct export_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->file[i].path);
		free(files->file[i].data);
	}
	free(files->file);
	*files = (struct export_files){ 0 };
}

/*
 * Questions about what an incident tells in numbers and agrees on in words.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/bulletin/bulletin.h"
#include "domain/figure/figure.h"
#include "domain/line/line.h"

/* All figures over all bulletins. */
enum err_code
ask_figures(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)st;
	if (ask_need_incident(f, doc, err) != ERR_OK)
		return err->code;
	*out = figure_table(f->incident, world_playbook(&f->world));
	return ERR_OK;
}

/* All lines, or the one of a topic. */
enum err_code
ask_lines(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *topic = doc_str(doc, "topic");
	json_t *rows;

	(void)st;
	if (ask_need_incident(f, doc, err) != ERR_OK)
		return err->code;
	rows = lines_doc(f->incident);
	for (size_t n = json_array_size(rows); *topic && n > 0; n--)
		if (strcmp(doc_str(json_array_get(rows, n - 1), "topic"),
			    topic) != 0)
			json_array_remove(rows, n - 1);
	if (*topic && json_array_size(rows) == 0) {
		json_decref(rows);
		return line_none(err, f->incident, topic);
	}
	*out = json_object();
	doc_put_str(*out, "incident", f->incident->id);
	doc_put_str(*out, "title", f->incident->title);
	doc_put_str(*out, "mode", f->incident->drill ? "drill" : "actual");
	doc_put_int(*out, "total", (json_int_t)json_array_size(rows));
	doc_put(*out, "rows", rows);
	doc_put(*out, "outside", bulletins_doc(f->incident));
	return ERR_OK;
}

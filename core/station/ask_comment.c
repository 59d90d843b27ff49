/*
 * Questions about what the public writes. Words and authors are read beside
 * the ledger; where they were erased the answer says so.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/comment/comment.h"
#include "station/env.h"
#include "store/projection.h"
#include "store/state.h"

enum { BRIEF = 240 }; /* bytes of a text that lists show */

static void
comment_put_written(json_t *row, struct station *st, bool whole)
{
	json_t *written = NULL;
	char brief[BRIEF];

	(void)state_comment_get(&written, st->state, doc_str(row, "id"), NULL);
	if (written == NULL) {
		doc_put_bool(row, "erased", true);
		return;
	}
	if (whole) {
		(void)json_object_update_missing(row, written);
	} else {
		fixed_cut(brief, sizeof(brief), doc_str(written, "text"));
		doc_put_str(row, "text", brief);
		doc_put_str(row, "who", doc_str(written, "who"));
	}
	json_decref(written);
}

static void
comment_answer(json_t *row, struct station *st, const struct act_context *f,
	bool whole)
{
	comment_put_view(row, &st->office,
		f->world.library ? &f->world.library->rules : NULL,
		station_now());
	comment_put_written(row, st, whole);
}

/* Open ones that are urgent first, unless a state is asked for. */
enum err_code
ask_comments(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	static const char *const narrows[] = { "state", "sort", "await",
		"account", "owner" };
	struct window w = { .text = doc_str(doc, "filter"),
		.sort = "place",
		.after = doc_str(doc, "after"),
		.limit = (int)doc_int(doc, "limit") };
	struct window_rows rows = { 0 };
	enum err_code rc = ask_need_limit(doc, err);
	json_t *row;
	size_t n, filters = 0;

	for (n = 0; n < sizeof(narrows) / sizeof(narrows[0]); n++)
		if (*doc_str(doc, narrows[n]))
			w.filter[filters++] =
				(struct window_filter){ narrows[n],
					doc_str(doc, narrows[n]) };
	if (rc == ERR_OK)
		rc = projection_list(&rows, st->ledger, PROJ_COMMENT, &w, err);
	if (rc != ERR_OK)
		return rc;
	json_array_foreach(rows.rows, n, row)
	{
		comment_answer(row, st, f, false);
	}
	*out = json_object();
	doc_put_int(*out, "total", rows.total);
	doc_put_str(*out, "next", rows.next);
	doc_put(*out, "rows", json_incref(rows.rows));
	window_rows_release(&rows);
	return ERR_OK;
}

enum err_code
ask_comment(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *id = doc_str(doc, "comment");
	enum err_code rc =
		projection_load(out, st->ledger, PROJ_COMMENT, id, err);

	if (rc == ERR_NOT_FOUND)
		return refuse(err, REFUSE_NOT_FOUND, "comment",
			WITH(arg_noun(NOUN_COMMENT), arg_text(id)));
	if (rc == ERR_OK)
		comment_answer(*out, st, f, true);
	return rc;
}

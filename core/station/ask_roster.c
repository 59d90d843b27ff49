/*
 * Whether the officers on duty suffice: for one incident in full, and for the
 * status what is missing in the newest open ones.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/roster.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/library_cache.h"
#include "store/projection.h"

enum { INCIDENTS_MAX = 5 };

enum err_code
ask_roster(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)st;
	if (f->incident == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "incident",
			WITH(arg_noun(NOUN_INCIDENT),
				arg_text(doc_str(doc, "incident"))));
	if (world_playbook(&f->world) == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(f->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	*out = roster_doc(&f->world);
	return ERR_OK;
}

/* The roster of one open incident, if somebody is missing; else NULL. */
static json_t *
missing_in(struct station *st, const char *id)
{
	struct world w = { .office = &st->office, .now = station_now() };
	struct incident *i = NULL;
	json_t *doc;

	if (incident_cache_get(&i, st->incident_cache, id, NULL) != ERR_OK ||
		library_cache_get(&w.library, st->library_cache, i->commit,
			NULL) != ERR_OK)
		return NULL;
	w.incident = i;
	if (world_playbook(&w) == NULL)
		return NULL;
	doc = roster_doc(&w);
	if (!doc_bool(doc, "satisfied"))
		return doc;
	json_decref(doc);
	return NULL;
}

json_t *
roster_status(struct station *st)
{
	struct window open = { .filter = { { "state", "open" } },
		.sort = "opened",
		.descending = true,
		.limit = INCIDENTS_MAX,
		.no_total = true };
	struct window_rows rows = { 0 };
	json_t *list = json_array(), *row, *doc;
	size_t n;

	if (projection_list(&rows, st->ledger, PROJ_INCIDENT, &open, NULL) !=
		ERR_OK)
		return list;
	json_array_foreach(rows.rows, n, row)
	{
		doc = missing_in(st, doc_str(row, "id"));
		if (doc != NULL)
			json_array_append_new(list, doc);
	}
	window_rows_release(&rows);
	return list;
}

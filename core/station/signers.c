/*
 * Decisions of those who may not any more.
 */
#include "station/signers.h"

#include "base/doc.h"
#include "domain/review/review_still.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/library_cache.h"
#include "store/projection.h"

static void
strip_incident(struct station *st, const char *id)
{
	struct world w = { .office = &st->office, .now = station_now() };
	struct incident *i = NULL;
	struct judged j;

	if (incident_cache_get(&i, st->incident_cache, id, NULL) != ERR_OK)
		return;
	(void)library_cache_get(&w.library, st->library_cache, i->commit, NULL);
	w.incident = i;
	judged_init(&j);
	judge_stripped(&j, &w);
	if (j.count > 0)
		(void)acts_own(st, &j, NULL);
	judged_release(&j);
}

void
signers_tend(struct station *st)
{
	struct window open = { .filter = { { "state", "open" } },
		.sort = "updated",
		.descending = true,
		.limit = WINDOW_MAX,
		.no_total = true };
	struct window_rows rows = { 0 };
	json_t *row;
	size_t n;

	if (st->signers_seen || st->shut.kind != NULL)
		return;
	st->signers_seen = true;
	if (projection_list(&rows, st->ledger, PROJ_INCIDENT, &open, NULL) !=
		ERR_OK)
		return;
	json_array_foreach(rows.rows, n, row)
	{
		strip_incident(st, doc_str(row, "id"));
	}
	window_rows_release(&rows);
}

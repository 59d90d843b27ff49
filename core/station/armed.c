/*
 * Armed messages whose accounts are not as they were approved.
 */
#include "station/armed.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "store/projection.h"

static void
armed_look_at(struct station *st, const char *id)
{
	struct world w = { .office = &st->office, .now = station_now() };
	char incident[INCIDENT_ID];
	struct incident *i = NULL;
	struct judged j;

	if (!delivery_id_split(incident, NULL, NULL, id) ||
		incident_cache_get(&i, st->incident_cache, incident, NULL) !=
			ERR_OK)
		return;
	w.incident = i;
	w.message = incident_message(i, id);
	if (w.message == NULL)
		return;
	judged_init(&j);
	judge_unready(&j, &w);
	if (j.count > 0)
		(void)acts_own(st, &j, NULL);
	judged_release(&j);
}

/* Few are armed at a time: one window holds them. */
static void
armed_look_in(struct station *st, const char *state)
{
	struct window w = { .filter = { { "state", state } },
		.limit = WINDOW_MAX,
		.no_total = true };
	struct window_rows rows = { 0 };
	json_t *row;
	size_t n;

	if (projection_list(&rows, st->ledger, PROJ_MESSAGE, &w, NULL) !=
		ERR_OK)
		return;
	json_array_foreach(rows.rows, n, row)
	{
		armed_look_at(st, doc_str(row, "id"));
	}
	window_rows_release(&rows);
}

void
armed_look(struct station *st)
{
	if (!st->look_armed)
		return;
	st->look_armed = false;
	armed_look_in(st, "arming");
	armed_look_in(st, "armed");
}

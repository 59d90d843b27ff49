/*
 * Tending the releases that are set.
 */
#include "station/appointed.h"

#include <string.h>

#include "base/doc.h"
#include "domain/message/message.h"
#include "domain/release/appointed.h"
#include "station/act_context.h"
#include "station/acts.h"
#include "station/env.h"
#include "store/projection.h"

enum { AGAIN_MS = 500 }; /* what is waited for may come without an entry */

/* Of one that is set; returns when it is to be looked at again. */
static int64_t
appointed_look(struct station *st, const json_t *row)
{
	json_t *doc = json_pack("{s:s}", "message", doc_str(row, "id"));
	struct act_context f;
	struct judged j;
	int64_t next = 0;

	judged_init(&j);
	if (act_context_init(&f, st, NULL, doc, NULL) == ERR_OK &&
		f.world.message != NULL) {
		judge_appointed(&j, &f.world);
		if (j.count > 0)
			(void)acts_own(st, &j, NULL);
		next = appointed_next(f.world.message, f.world.now);
		if (next == 0 && appointed_is_called(&f.world))
			next = f.world.now + AGAIN_MS;
		if (next != 0 && next - f.world.now > AGAIN_MS &&
			appointed_waits(f.world.message, f.world.now))
			next = f.world.now + AGAIN_MS;
	}
	judged_release(&j);
	json_decref(doc);
	return next;
}

int64_t
appointed_tend(struct station *st)
{
	struct window w = { .filter = { { "state", "set" },
				    { "state", "arming" },
				    { "state", "armed" } },
		.limit = WINDOW_MAX,
		.no_total = true };
	struct window_rows rows = { 0 };
	int64_t next = 0, due;
	json_t *row;
	size_t n;

	if (projection_list(&rows, st->ledger, PROJ_MESSAGE, &w, NULL) !=
		ERR_OK)
		return 0;
	json_array_foreach(rows.rows, n, row)
	{
		/* set without a time: its leader may have called */
		if (doc_int(row, "at") == 0 &&
			strcmp(doc_str(row, "state"), "set") != 0)
			continue;
		due = appointed_look(st, row);
		if (due != 0 && (next == 0 || due < next))
			next = due;
	}
	window_rows_release(&rows);
	return next;
}

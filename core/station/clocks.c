/*
 * Deadlines are UTC instants and are looked for again whenever something
 * changed; waiting is measured on the boot clock.
 */
#include "station/clocks.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "crier/id.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "link/protocol.h"
#include "station/acts.h"
#include "station/appointed.h"
#include "station/clock_trust.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/joints.h"
#include "station/letters_held.h"
#include "station/joints_share.h"
#include "station/record_writer.h"
#include "station/seals_change.h"
#include "store/projection.h"

enum { STEP_MS = 2000, LOOK_MS = 60000, LOOK_ROWS = 4 };

/* When the wall clock steps against the boot clock, that is an entry. */
static void
watch_step(struct station *st)
{
	int64_t wall = station_now(), boot = station_boot();
	int64_t step = (wall - st->wall) - (boot - st->boot);
	struct judged j;
	json_t *body;

	st->wall = wall;
	st->boot = boot;
	if (step > -STEP_MS && step < STEP_MS)
		return;
	st->next_look = boot; /* deadlines are instants: look anew */
	judged_init(&j);
	body = json_object();
	doc_put_int(body, "step_ms", step);
	judged_add(&j, "station.clock", body);
	(void)acts_own(st, &j, NULL);
	judged_release(&j);
}

/* A folder that was taken away has no station any more. */
static void
watch_folder(struct station *st)
{
	char *sock = station_path(st->dir, LINK_SOCKET);

	if (access(sock, F_OK) != 0)
		st->stopping = true;
	free(sock);
}

/* One entry for each deadline of the incident that has passed. */
static bool
miss(struct station *st, const char *id)
{
	struct incident *i = NULL;
	const struct clock *c;
	struct judged j;
	enum err_code rc = ERR_OK;

	while (rc == ERR_OK &&
		incident_cache_get(&i, st->incident_cache, id, NULL) ==
			ERR_OK &&
		(c = clock_overdue(i, station_now())) != NULL) {
		judged_init(&j);
		judge_overdue(&j, i, c);
		rc = acts_own(st, &j, NULL);
		judged_release(&j);
	}
	return rc == ERR_OK;
}

/*
 * Looks at the nearest clocks that are not missed yet, as many rows as one
 * window of `limit` has. Returns when the first of the others is due, 0 if no
 * other was seen; `more`: the window did not hold all that are over.
 */
static int64_t
look_deadlines_in(struct station *st, int limit, bool *more, bool *written)
{
	struct window w = { .filter = { { "watched", "1" } },
		.sort = "watch",
		.limit = limit,
		.no_total = true };
	struct window_rows rows = { 0 };
	int64_t now = station_now(), next = 0;
	json_t *row;
	size_t n;

	*more = false;
	*written = true;
	if (projection_list(&rows, st->ledger, PROJ_INCIDENT, &w, NULL) !=
		ERR_OK)
		return 0;
	json_array_foreach(rows.rows, n, row)
	{
		int64_t due = doc_int(row, "watch");

		if (due > now) {
			next = due;
			break;
		}
		*written = miss(st, doc_str(row, "id")) && *written;
	}
	*more = n == (size_t)limit;
	window_rows_release(&rows);
	return next;
}

/*
 * However many are over; returns the first that is still to come, or the
 * present where not even a whole window held all that are over. Each act looks
 * again, and mostly the first row is still to come: so few are read first.
 */
static int64_t
look_deadlines(struct station *st)
{
	bool more, written;
	int64_t next = look_deadlines_in(st, LOOK_ROWS, &more, &written);

	if (more)
		next = look_deadlines_in(st, WINDOW_MAX, &more, &written);
	return more && written ? station_now() : next;
}

static void
clocks_expire(struct station *st, const char *id)
{
	struct world w = { .office = &st->office, .now = station_now() };
	struct incident *i = NULL;
	char incident[INCIDENT_ID];
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
	judge_expired(&j, &w);
	(void)acts_own(st, &j, NULL);
	judged_release(&j);
}

/*
 * Disarms releases whose time is over, and those that a clock set back would
 * keep armed for longer. Returns when the next of the others is over.
 */
static int64_t
look_armed(struct station *st, bool *any)
{
	struct window w = { .filter = { { "state", "arming" },
				    { "state", "armed" } },
		.limit = WINDOW_MAX,
		.no_total = true };
	struct window_rows rows = { 0 };
	int64_t now = station_now(), next = 0;
	json_t *row;
	size_t n;

	if (projection_list(&rows, st->ledger, PROJ_MESSAGE, &w, NULL) !=
		ERR_OK)
		return 0;
	*any = json_array_size(rows.rows) > 0;
	json_array_foreach(rows.rows, n, row)
	{
		int64_t at = doc_int(row, "expires");

		if (at <= now || at - now > RELEASE_ARMED_MS + RELEASE_STEP_MS)
			clocks_expire(st, doc_str(row, "id"));
		else if (next == 0 || at < next)
			next = at;
	}
	window_rows_release(&rows);
	return next;
}

/* The earlier of two times, of which 0 is none. */
static int64_t
clocks_sooner(int64_t a, int64_t b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

int
clocks_tend(struct station *st)
{
	int64_t boot = station_boot(), due, now;
	bool any = false;

	watch_step(st);
	clock_trust_tend(st);
	if (st->shut.kind != NULL)
		return -1;
	if (boot >= st->next_look) {
		watch_folder(st);
		due = look_deadlines(st);
		due = clocks_sooner(due, look_armed(st, &any));
		record_writer_hush(st->record_writer, any);
		due = clocks_sooner(due, appointed_tend(st));
		due = clocks_sooner(due, joints_tend(st));
		due = clocks_sooner(due, joints_share(st));
		due = clocks_sooner(due, seals_tend(st));
		due = clocks_sooner(due, letters_held_tend(st));
		now = station_now();
		/* never longer than a minute: the wall clock may step */
		st->next_look = boot + LOOK_MS;
		if (due != 0 && due - now < LOOK_MS)
			st->next_look = boot + (due > now ? due - now + 1 : 1);
	}
	due = st->next_look - station_boot();
	return due < 0 ? 0 : (int)due;
}

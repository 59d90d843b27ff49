/*
 * Choosing among all that is due; see due.h.
 */
#include "tui/console/due.h"

#include <string.h>

#include "base/doc.h"
#include "tui/console/view.h"

enum { CLOCKS_TOLD = 30 }; /* by a station, of either mode, at most */

bool
due_is_drill(const json_t *row)
{
	return strcmp(doc_str(row, "mode"), "drill") == 0;
}

static bool
due_has(const struct due_row *due)
{
	return json_is_object(due->row);
}

/* Which incident the screen is about; false: none, all are meant. */
static bool
due_incident_here(char incident[VIEW_ID], const struct app *app)
{
	view_incident_id(incident, app_top(app));
	return *app_top(app)->mode != '\0';
}

static const json_t *
due_rows(const struct app *app, const char *key)
{
	return json_object_get(app->status, key);
}

/* What was chosen until now, and what may be. */
struct choice {
	const struct app *app;
	const char *incident; /* NULL: any */
	const json_t * not ; /* this is left out */
	bool running; /* what is late, too */
	struct due_row best;
};

/* What is real stands before every drill. */
static bool
due_is_before(const json_t *a, const json_t *b)
{
	if (due_is_drill(a) != due_is_drill(b))
		return due_is_drill(b);
	return doc_int(a, "due") < doc_int(b, "due");
}

static void
due_offer(struct choice *c, const json_t *row, enum due_kind kind)
{
	const struct due_row due = { row, kind };

	if (!json_is_object(row) || row == c->not ||
		(c->incident != NULL &&
			strcmp(c->incident, doc_str(row, "incident")) != 0) ||
		(c->running && due_is_late(c->app, &due)))
		return;
	if (!due_has(&c->best) || due_is_before(row, c->best.row))
		c->best = due;
}

/* An older station tells only the one that is next in all incidents; that one
 * is shown, too, where an incident is not among those that are told. */
static void
due_offer_clocks(struct choice *c)
{
	const json_t *clocks = due_rows(c->app, "clocks"), *row;
	const char *incident = c->incident;
	size_t n;

	json_array_foreach(clocks, n, row)
	{
		due_offer(c, row, DUE_CLOCK);
	}
	if (clocks != NULL &&
		(incident == NULL || doc_find(clocks, "incident", incident) ||
			json_array_size(clocks) < CLOCKS_TOLD))
		return;
	c->incident = NULL;
	due_offer(c, due_rows(c->app, "clock"), DUE_CLOCK);
	c->incident = incident;
}

static void
due_offer_rest(struct choice *c)
{
	const json_t *row;
	size_t n;

	json_array_foreach(due_rows(c->app, "reports"), n, row)
	{
		due_offer(
			c, row, doc_bool(row, "wait") ? DUE_WAIT : DUE_REPORT);
	}
	json_array_foreach(due_rows(c->app, "windows"), n, row)
	{
		due_offer(c, row, DUE_WINDOW);
	}
}

static struct due_row
due_choose(const struct app *app, const json_t * not, bool running)
{
	char incident[VIEW_ID];
	struct choice c = { .app = app,
		.incident = due_incident_here(incident, app) ? incident : NULL,
		.not = not,
		.running = running };

	due_offer_clocks(&c);
	due_offer_rest(&c);
	return c.best;
}

struct due_row
due_first(const struct app *app)
{
	return due_choose(app, NULL, false);
}

struct due_row
due_second(const struct app *app, const struct due_row *first)
{
	struct due_row next = { NULL, DUE_CLOCK };

	if (due_has(first) && due_is_late(app, first))
		next = due_choose(app, first->row, true);
	return due_has(&next) ? next : due_choose(app, first->row, false);
}

bool
due_is_late(const struct app *app, const struct due_row *due)
{
	return doc_int(due->row, "due") < app_now(app);
}

int
due_late_reports(const struct app *app)
{
	const json_t *row;
	size_t n;
	int late = 0;

	json_array_foreach(due_rows(app, "reports"), n, row)
	{
		late += !doc_bool(row, "wait") &&
			doc_int(row, "due") < app_now(app);
	}
	return late;
}

const json_t *
due_report_of(const struct app *app, const char *incident)
{
	const json_t *row;
	size_t n;

	json_array_foreach(due_rows(app, "reports"), n, row)
	{
		if (!doc_bool(row, "wait") &&
			strcmp(doc_str(row, "incident"), incident) == 0)
			return row;
	}
	return NULL;
}

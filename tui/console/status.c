/*
 * How much of the status is asked for, and what it says at once.
 */
#include "tui/console/status.h"

#include "base/doc.h"
#include "tui/console/news.h"
#include "tui/console/view.h"
#include "tui/pages/waits.h"

/* NULL: the answer holds every row. */
static const json_t *
status_counts(const struct app *app)
{
	return json_object_get(app->status, "waiting");
}

static const json_t *
status_waits(const struct app *app)
{
	return json_object_get(app->status, "waits");
}

/* How many are over of the rows that are here; *last is the last of them. */
static int
status_over(const json_t **last, const struct app *app)
{
	const json_t *row;
	size_t i;
	int over = 0;

	*last = NULL;
	json_array_foreach(status_waits(app), i, row)
	{
		if (doc_int(row, "overdue") == 0)
			continue;
		over += (int)doc_int(row, "overdue");
		*last = row;
	}
	return over;
}

/* The bell names what is over: its row must be here. */
static bool
status_hides_over(const struct app *app)
{
	const json_t *counts = status_counts(app), *last;

	return counts != NULL &&
		doc_int(counts, "overdue") > status_over(&last, app);
}

/* How many rows the view on top needs; 0: all. */
static int
status_needs(const struct app *app)
{
	const struct view *v = app->depth > 0 ? app_top(app) : NULL;

	if (app->status_whole || status_hides_over(app))
		return 0;
	if (v == NULL) /* the first view comes next */
		return app->views[0]->waits ? app->views[0]->waits(NULL) : 0;
	return v->ops->waits ? v->ops->waits(v) : 0;
}

json_t *
status_fields(const struct app *app)
{
	json_t *fields = json_object();
	int needs = status_needs(app);

	if (needs > 0)
		doc_put_int(fields, "limit", needs);
	return fields;
}

/* With the rows the deadlines of all incidents but the first are left out: a
 * screen of one of them needs its own, however few the rows are. */
bool
status_is_short(const struct app *app)
{
	const json_t *counts = status_counts(app);
	size_t have = json_array_size(status_waits(app));
	int needs = status_needs(app);

	if (counts == NULL || needs == 0)
		return counts != NULL;
	return doc_int(counts, "rows") > (int64_t)have && (size_t)needs > have;
}

/* All that waits is here. */
static bool
status_is_whole(const struct app *app)
{
	const json_t *counts = status_counts(app);

	return counts == NULL ||
		doc_int(counts, "rows") <=
		(int64_t)json_array_size(status_waits(app));
}

/* A person's time is over, and nothing will be done by itself: once for each
 * the bell is rung, on whatever screen, and the line says which. */
static void
ring_for_over(struct app *app)
{
	const json_t *last;
	char text[WAITS_TEXT];
	int over = status_over(&last, app);

	if (status_hides_over(app))
		return;
	if (over > app->rung) {
		if (app->ring)
			app->ring(app->ring_arg);
		waits_text(text, last, app->lang);
		app_say(app, STYLE_BAD, "%s  %s", waits_subject(last), text);
	}
	app->rung = over;
}

void
status_take(struct app *app, const json_t *doc)
{
	view_keep(&app->status, doc);
	app->late_known = false;
	if (status_is_whole(app))
		news_take_waits(app, status_waits(app));
	ring_for_over(app);
	for (int i = 0; i < app->depth; i++)
		if (app->stack[i]->ops->changed)
			app->stack[i]->ops->changed(
				app->stack[i], "status", "");
}

bool
status_refused(struct app *app, const json_t *fields)
{
	if (json_object_get(fields, "limit") == NULL)
		return false;
	app->status_whole = true;
	return true;
}

/* Until when the number stays as it is: 0 where nothing gets late any more. */
static int64_t
count_late(int late[2], const struct app *app)
{
	int64_t now = app_now(app), until = 0, due;
	const json_t *row;
	size_t i;

	late[0] = late[1] = 0;
	json_array_foreach(status_waits(app), i, row)
	{
		due = doc_int(row, "due");
		if (due != 0 && due < now)
			late[doc_bool(row, "mine")]++;
		else if (due != 0 && (until == 0 || due < until))
			until = due;
	}
	return until;
}

/* Asked at every drawing: counted when something came or became late. */
int
status_late(struct app *app, bool mine)
{
	const char *key = mine ? "late" : "others_late";
	int told = (int)doc_int(status_counts(app), key);

	if (!app->late_known ||
		(app->late_until != 0 && app_now(app) > app->late_until)) {
		app->late_until = count_late(app->late, app);
		app->late_known = app->status != NULL;
	}
	return app->late[mine] > told ? app->late[mine] : told;
}

long
status_others(const struct app *app)
{
	const json_t *counts = status_counts(app), *row;
	size_t i;
	long others = 0;

	if (counts != NULL)
		return (long)(doc_int(counts, "rows") -
			doc_int(counts, "mine"));
	json_array_foreach(status_waits(app), i, row)
	{
		others += !doc_bool(row, "mine");
	}
	return others;
}

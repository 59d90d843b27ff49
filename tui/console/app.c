/*
 * What views and widgets ask of the app and tell it. Opening views is in
 * stack.c, what keys do in app_input.c, the screen in app_draw.c, the talk
 * with the station in requests.c.
 */
#include "tui/console/app.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/say.h"
#include "tui/console/view.h"

enum { CLOCKS_TOLD = 30 }; /* by a station, of either mode, at most */

struct view *
app_top(const struct app *app)
{
	assert(app->depth > 0);
	return app->stack[app->depth - 1];
}

int64_t
app_now(const struct app *app)
{
	return app->now(app->now_arg);
}

bool
app_has_role(const struct app *app, const char *role)
{
	size_t i;
	json_t *word;

	json_array_foreach(app->roles, i, word)
	{
		if (strcmp(json_string_value(word), role) == 0)
			return true;
	}
	return false;
}

void
app_say(struct app *app, enum style style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fixed_cut_vformat(app->say, sizeof(app->say), fmt, ap);
	va_end(ap);
	app->say_style = style;
	app->dirty = true;
}

void
app_refused(struct app *app, const struct reply *r)
{
	char text[APP_SAY];

	say_fault(text, sizeof(text), "", r->what, r->remedy);
	app_say(app, STYLE_BAD, "%s", text);
}

void
app_wake(struct view *v, int64_t ms)
{
	v->wake_at = ms > 0 ? app_now(v->app) + ms : 0;
}

/* Of the incident that the screen is about; NULL: none. */
static const json_t *
clock_here(const struct app *app, const json_t *clocks)
{
	char incident[VIEW_ID];

	view_incident_id(incident, app_top(app));
	return doc_find(clocks, "incident", incident);
}

/* What is real stands before every drill. */
static const json_t *
first_real(const json_t *rows)
{
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		if (strcmp(doc_str(row, "mode"), "drill") != 0)
			return row;
	}
	return json_array_get(rows, 0);
}

const json_t *
app_report(const struct app *app)
{
	const json_t *reports = json_object_get(app->status, "reports");

	return *app_top(app)->mode ? clock_here(app, reports)
				   : first_real(reports);
}

/* An older station tells only the one that is next in all incidents; that one
 * is shown, too, where an incident is not among those that are told. */
const json_t *
app_clock(const struct app *app)
{
	const json_t *clocks = json_object_get(app->status, "clocks");
	const json_t *clock = clock_here(app, clocks);

	if (clocks == NULL || *app_top(app)->mode == '\0')
		return json_object_get(app->status, "clock");
	if (clock != NULL)
		return clock;
	return json_array_size(clocks) < CLOCKS_TOLD
		? NULL
		: json_object_get(app->status, "clock");
}

const json_t *
app_nearest(const struct app *app)
{
	const json_t *clock = app_clock(app), *report = app_report(app);
	bool drill = strcmp(doc_str(report, "mode"), "drill") == 0;

	if (report == NULL)
		return clock;
	if (!json_is_object(clock))
		return report;
	if (drill != (strcmp(doc_str(clock, "mode"), "drill") == 0))
		return drill ? clock : report;
	return doc_int(report, "due") < doc_int(clock, "due") ? report : clock;
}

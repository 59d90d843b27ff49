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

bool
app_is_for(const struct app *app, enum act act)
{
	role_set roles = act_row(act)->roles;

	for (int r = 0; r < ROLE_COUNT; r++)
		if ((roles & ROLE_BIT(r)) &&
			app_has_role(app, role_row((enum role)r)->word))
			return true;
	return roles == 0;
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

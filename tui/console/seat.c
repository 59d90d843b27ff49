/*
 * A view and its id in each line.
 */
#include "tui/console/seat.h"

#include <string.h>

#include "tui/console/own_state.h"
#include "tui/console/stack.h"
#include "tui/console/view.h"
#include "tui/pages/i18n.h"

static const char seat_name[] = "seat";

void
seat_keep(const struct app *app)
{
	FILE *f;

	if (app->depth < 2)
		return;
	f = own_state_begin(app, seat_name);
	if (f == NULL)
		return;
	for (int i = 1; i < app->depth; i++)
		(void)fprintf(f, "%s %s\n", app->stack[i]->ops->name,
			app->stack[i]->id);
	own_state_keep(f, seat_name);
}

static void
seat_read(struct app *app, FILE *f)
{
	char line[OWN_STATE_LINE], *id;
	bool any = false;

	for (int n = 1; n < APP_DEPTH && own_state_line(line, f); n++) {
		id = strchr(line, ' ');
		if (id == NULL)
			break;
		*id++ = '\0';
		if (view_ops_find(app->views, line) == NULL)
			break;
		app_open(app, line, id);
		any = true;
	}
	if (any && app->say[0] == '\0') /* what the greeting said stays */
		app_say(app, STYLE_GOOD, "%s",
			_("You are back where the line broke; b leads to the "
			  "board."));
}

void
seat_take(struct app *app)
{
	FILE *f = own_state_read(app, seat_name, SEAT_HOURS);

	own_state_drop(seat_name);
	if (f == NULL)
		return;
	seat_read(app, f);
	(void)fclose(f);
}

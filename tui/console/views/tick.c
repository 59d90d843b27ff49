/*
 * Saying that something is done of which no release tells.
 */
#include "tui/console/views/tick.h"

#include <string.h>

#include "base/doc.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

/* Which of the clocks that no release ends has been met: the row's own, if it is
 * about one. */
static void
tick_clock(struct view *v, int tag, const json_t *show, const json_t *row)
{
	const char *of = doc_str(row, "rule");
	json_t *clocks = json_object_get(show, "clocks"), *clock;
	struct dialog *g = dialog_open(v, tag, _("End a clock by hand"));
	struct dialog_field *f = dialog_pick(g, ACT_CLOCK_DONE, "rule");
	const char *state;
	size_t i;

	json_array_foreach(clocks, i, clock)
	{
		state = doc_str(clock, "state");
		if (*of && strcmp(of, doc_str(clock, "rule")) != 0)
			continue;
		if (doc_bool(clock, "by_hand") &&
			(strcmp(state, "running") == 0 ||
				strcmp(state, "overdue") == 0))
			dialog_option(f, doc_str(clock, "rule"),
				say_both(clock, "title", v->app->lang),
				doc_str(clock, "citation"));
	}
	if (f->list.count == 0) {
		dialog_close(v->app);
		app_say(v->app, STYLE_WARN, "%s",
			_("No running clock is ended by hand: releases end "
			  "them."));
		return;
	}
	dialog_help(g, dialog_ask(g, ACT_CLOCK_DONE, "reason"));
}

void
tick_ask(struct view *v, int clock, int step, const json_t *show,
	const json_t *row)
{
	struct dialog *g;

	if (doc_bool(row, "by_hand")) {
		tick_clock(v, clock, show, row);
		return;
	}
	if (*doc_str(row, "step") == '\0' || *doc_str(row, "kind")) {
		app_say(v->app, STYLE_WARN, "%s",
			_("Only a step without a message, or a clock that no "
			  "release ends, is said to be done: choose one "
			  "below."));
		return;
	}
	g = dialog_open(v, step, _("Tick a step"));
	dialog_note(
		g, STYLE_STRONG, "%s", say_both(row, "title", v->app->lang));
	dialog_help(g, dialog_ask(g, ACT_STEP_DONE, "reason"));
}

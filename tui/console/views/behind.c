/*
 * What the station's clock lacks is said before the time is asked for.
 */
#include "tui/console/views/behind.h"

#include "base/doc.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

void
behind_ask(struct view *v, int tag)
{
	const json_t *station = json_object_get(v->app->status, "station");
	struct dialog *g;
	char text[SAY];

	if (doc_int(station, "clock_behind") == 0) {
		app_say(v->app, STYLE_WARN, "%s",
			_("The station's clock is not behind its ledger."));
		return;
	}
	g = dialog_open(v, tag, _("Confirm the time"));
	say_clock_behind(text, doc_int(station, "clock_behind"), v->app->zone);
	dialog_note(g, STYLE_WARN, "%s", text);
	dialog_help(g, dialog_ask(g, ACT_CLOCK_CONFIRM, "time"));
}

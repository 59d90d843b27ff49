/*
 * Other organs' bulletins: who, when, in which words.
 */
#include "tui/console/views/outside.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { WORDS = 2600 };

int
outside_draw(const struct app *app, const json_t *list, struct area a, int row)
{
	char words[WORDS], at[SAY];
	int from = row;
	size_t i;
	json_t *o;

	if (json_array_size(list) == 0)
		return 0;
	row = border_rule(a, row, _("Published by other organs"));
	json_array_foreach(list, i, o)
	{
		say_clock(at, doc_int(o, "at"), app_now(app), app->zone);
		fixed_cut_format(words, sizeof(words), "%s %s: %s  %s",
			doc_str(o, "organ"), at, doc_str(o, "text"),
			doc_str(o, "source"));
		row += area_wrap(a, row, 0, STYLE_TEXT, words);
	}
	return row - from;
}

void
outside_ask(struct view *v, int tag)
{
	struct dialog *g =
		dialog_open(v, tag, _("What another organ has published"));

	dialog_asks(g, ACT_OUTSIDE_NOTE, "organ at text source");
	dialog_value_time(g, dialog_named(g, "at"), app_now(v->app));
	dialog_help(g, dialog_named(g, "text"));
	dialog_help(g, dialog_named(g, "source"));
}

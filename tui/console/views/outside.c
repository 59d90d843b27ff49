/*
 * Other organs' bulletins: who, when, in which words.
 */
#include "tui/console/views/outside.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "tui/console/border.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/typed.h"

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
	char now[INSTANT_TEXT];

	(void)dialog_line(g, "organ", _("Organ"), "", true);
	instant_format_plain(now, app_now(v->app), v->app->zone);
	now[16] = '\0'; /* minutes are enough */
	(void)dialog_line(g, "at", _("Published at"), now, true);
	(void)dialog_lines(g, "text",
		_("Its words, copied; empty: no longer stands"), "", false);
	(void)dialog_line(g, "source", _("Where it is found: address, number"),
		"", false);
}

void
outside_send(
	struct view *v, int tag, const char *incident, const json_t *values)
{
	json_t *fields = json_object();
	const char *at = doc_str(values, "at");
	int64_t ms;

	if (!typed_time(&ms, at, app_now(v->app), v->app->zone)) {
		dialog_fail(v->app->dialog,
			_("\"%s\" is not a time. Write 2026-11-24 03:10."), at);
		json_decref(fields);
		return;
	}
	doc_put_str(fields, "incident", incident);
	doc_put_str(fields, "organ", doc_str(values, "organ"));
	doc_put_int(fields, "at", ms);
	doc_put_str(fields, "text", doc_str(values, "text"));
	doc_put_str(fields, "source", doc_str(values, "source"));
	app_act(v->app, v, tag, "outside.note", fields);
}

/*
 * What is said before a message is released: what stops it, which accounts were
 * never tried, what quotas are left, what lies on mirrors. Each returns the row below what it drew.
 */
#include "tui/console/views/release_warns.h"

#include "base/doc.h"
#include "base/fixed.h"
#include <string.h>

#include "tui/pages/i18n.h"
#include "tui/pages/mirrored.h"
#include "tui/pages/quotas.h"
#include "tui/pages/say.h"

enum { WORDS = 300 };

int
release_stop(const json_t *show, struct area a, int row)
{
	const json_t *stop = doc_get(doc_get(show, "standing"), "stop");
	char words[WORDS];

	for (size_t i = 0; i < json_array_size(stop); i++) {
		say_stop(words, sizeof(words), json_array_get(stop, i));
		row += area_wrap(a, row, 0, STYLE_BAD, words);
	}
	return row;
}

/* A halt of this station's goes to other units by letter: whoever has not said
 * that it stopped may still release it, and is rung. */
int
release_elsewhere(const json_t *show, struct area a, int row)
{
	json_t *units = doc_get(show, "ordered"), *unit;
	char words[WORDS];
	size_t i;

	json_array_foreach(units, i, unit)
	{
		const char *state = doc_str(unit, "state");

		if (strcmp(state, "refused") == 0 ||
			strcmp(state, "out") == 0 ||
			strcmp(state, "halted") == 0)
			continue;
		fixed_cut_format(words, sizeof(words),
			doc_bool(unit, "by_hand")
				? _("! %s is ordered to release it, too: a "
				    "halt here does not stop it there, ring %s")
				: _("! %s is ordered to release it, too: a "
				    "halt here goes there by letter; until it "
				    "says halted, ring %s"),
			doc_str(unit, "name"), doc_str(unit, "phone"));
		row += area_wrap(a, row, 0, STYLE_WARN, words);
	}
	return row;
}

/* Accounts that no message of this office has gone through yet. */
int
release_untried(const json_t *show, struct area a, int row)
{
	json_t *variants = doc_get(show, "variants"), *one;
	char names[WORDS] = "", words[WORDS + 100];
	size_t i;

	json_array_foreach(variants, i, one)
	{
		const char *name = doc_str(one, "name");

		if (!doc_bool(one, "untried"))
			continue;
		if ((*names && !fixed_cut_add(names, sizeof(names), ", ", 2)) ||
			!fixed_cut_add(
				names, sizeof(names), name, strlen(name)))
			break;
	}
	if (*names == '\0')
		return row;
	fixed_cut_format(words, sizeof(words),
		_("Not tried on the real platform: %s"), names);
	return row + area_wrap(a, row, 0, STYLE_WARN, words);
}

/* Until it has gone out: which mirror has it, where that is asked. */
int
release_mirrored(
	const struct app *app, const json_t *show, struct area a, int row)
{
	char words[MIRRORED_TEXT];
	bool missing;

	if (!say_mirrored(words, &missing, show, app_now(app), app->zone))
		return row;
	return row +
		area_wrap(a, row, 0, missing ? STYLE_WARN : STYLE_TEXT, words);
}

void
release_ask_mirror(struct dialog *g, enum act act, const json_t *show)
{
	const struct app *app = g->view->app;
	char words[MIRRORED_TEXT];
	bool now = act == ACT_RELEASE_FIRE || act == ACT_JOINT_FIRE, missing;

	if (!say_mirrored(words, &missing, show, app_now(app), app->zone) ||
		(now && !missing))
		return;
	if (now)
		dialog_note(g, STYLE_BAD, "%s", words);
	dialog_ask(g, act, "unmirrored")->required = now;
}

/* What accounts may still send, until it has gone out. */
int
release_quotas(
	const struct app *app, const json_t *show, struct area a, int row)
{
	json_t *quotas = doc_get(show, "quotas"), *one;
	char words[QUOTA_TEXT];
	enum style style;
	size_t i;

	if (doc_get(show, "fired"))
		return row;
	if (doc_bool(show, "lead_first"))
		row += area_wrap(a, row, 0, STYLE_TEXT,
			_("the lead account goes first, the others once it is "
			  "out"));
	json_array_foreach(quotas, i, one)
	{
		style = quota_say(words, one, app->lang);
		row += area_wrap(a, row, 0, style, words);
	}
	return row;
}

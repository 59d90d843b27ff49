/*
 * Keeping what is selected, and giving it back.
 */
#include "tui/console/clipboard.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

void
clipboard_keep(struct app *app, char *text)
{
	size_t count;

	if (text == NULL) {
		app_say(app, STYLE_DIM, "%s",
			_("Nothing is selected: Shift and an arrow, or F6 and "
			  "any key that moves."));
		return;
	}
	free(app->clip);
	app->clip = text;
	if (app->copy)
		app->copy(app->copy_arg, text);
	count = (size_t)text_count(text, strlen(text), TEXT_GRAPHEMES, 0);
	app_say(app, STYLE_TEXT,
		say_n("%zu character copied.", "%zu characters copied.", count),
		count);
}

bool
clipboard_input(struct input *out, struct app *app)
{
	if (app->clip == NULL) {
		app_say(app, STYLE_DIM, "%s", _("Nothing was copied yet."));
		return false;
	}
	*out = (struct input){ .kind = INPUT_PASTE,
		.paste = app->clip,
		.paste_len = strlen(app->clip) };
	return true;
}

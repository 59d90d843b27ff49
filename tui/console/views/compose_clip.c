/*
 * Copying, cutting and finding in what is written.
 */
#include "tui/console/views/compose.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

/* Into the console's own clipboard and the officer's. */
static void
keep_selected(struct compose *c)
{
	struct app *app = c->v.app;
	char *text = form_selected(&c->form);
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

static bool
put_kept(struct compose *c)
{
	struct app *app = c->v.app;
	struct input in = { .kind = INPUT_PASTE, .paste = app->clip };
	bool changed = false;

	if (app->clip == NULL) {
		app_say(app, STYLE_DIM, "%s", _("Nothing was copied yet."));
		return false;
	}
	in.paste_len = strlen(app->clip);
	(void)form_input(&c->form, &in, &changed);
	return changed;
}

static void
ask_find(struct compose *c)
{
	struct dialog *g = dialog_open(&c->v, COMPOSE_FIND, _("Find"));

	(void)dialog_line(
		g, "words", _("Words"), c->sought ? c->sought : "", true);
}

void
compose_find(struct compose *c, const char *words)
{
	free(c->sought);
	c->sought = mem_strdup(words);
	if (!form_find(&c->form, words))
		app_say(c->v.app, STYLE_WARN, _("\"%s\" stands in no field."),
			words);
}

bool
compose_clip(struct compose *c, enum request request, bool *changed)
{
	if (request == REQ_EDIT_COPY || request == REQ_EDIT_CUT) {
		keep_selected(c);
		(void)form_request(&c->form, request, changed);
	} else if (request == REQ_EDIT_PASTE) {
		*changed = put_kept(c);
	} else if (request == REQ_EDIT_FIND) {
		ask_find(c);
	} else {
		return false;
	}
	return true;
}

/*
 * Copying, cutting and finding in what is written.
 */
#include "tui/console/views/compose.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tui/console/clipboard.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"

static bool
put_kept(struct compose *c)
{
	struct input in;
	bool changed = false;

	c->form.today = app_now(c->v.app);
	if (clipboard_input(&in, c->v.app))
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
		clipboard_keep(c->v.app, form_selected(&c->form));
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

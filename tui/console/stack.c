/*
 * Opening views one over the other, and closing them.
 */
#include "tui/console/stack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/possible.h"
#include "tui/console/requests.h"
#include "tui/console/view.h"

static void
stack_free_view(struct app *app, struct view *v)
{
	if (app->dialog && app->dialog->view == v)
		dialog_close(app);
	v->ops->close(v); /* may still send what was typed */
	requests_forget(app, v);
	possible_release(v);
	sieve_release(&v->sieve);
	free(v);
}

void
stack_pop(struct app *app)
{
	stack_free_view(app, app->stack[--app->depth]);
	app->dirty = true;
}

void
stack_leave(struct app *app)
{
	struct view *v = app->depth > 0 ? app_top(app) : NULL;

	if (v == NULL || !v->drawn)
		return;
	v->drawn = false;
	if (v->ops->left)
		v->ops->left(v);
}

/* Help and palette lie over a view that one still reads. */
static bool
is_aside(const struct view_ops *ops)
{
	return ops->context == IN_HELP || ops->context == IN_PALETTE;
}

const struct view_ops *
view_ops_find(const struct view_ops *const *views, const char *name)
{
	for (; *views; views++)
		if (strcmp((*views)->name, name) == 0)
			return *views;
	return NULL;
}

static bool
stack_show_again(struct app *app, const struct view_ops *ops, const char *id)
{
	for (int i = 0; i < app->depth; i++) {
		if (app->stack[i]->ops != ops ||
			strcmp(app->stack[i]->id, id) != 0)
			continue;
		while (app->depth > i + 1)
			stack_pop(app);
		return true;
	}
	return false;
}

void
app_open(struct app *app, const char *name, const char *id)
{
	const struct view_ops *ops = view_ops_find(app->views, name);
	struct view *v;

	assert(ops != NULL);
	if (strlen(id) >= VIEW_ID) {
		app_say(app, STYLE_WARN, "%s", _("No id is that long."));
		return;
	}
	if (!is_aside(ops))
		stack_leave(app);
	if (stack_show_again(app, ops, id))
		return;
	if (app->depth == APP_DEPTH) { /* the oldest but the board goes */
		stack_free_view(app, app->stack[1]);
		memmove(&app->stack[1], &app->stack[2],
			sizeof(app->stack[0]) * (APP_DEPTH - 2));
		app->depth--;
	}
	v = mem_new(ops->size);
	v->ops = ops;
	v->app = app;
	fixed_set(v->id, sizeof(v->id), id);
	fixed_set(v->subject, sizeof(v->subject), id);
	app->stack[app->depth++] = v;
	app->dirty = true;
	ops->open(v);
}

void
app_replace(struct view *v, const char *name, const char *id)
{
	struct app *app = v->app;
	char *copy = mem_strdup(id); /* which the view may have */

	if (app->depth > 1 && app_top(app) == v) {
		stack_leave(app);
		stack_pop(app);
	}
	app_open(app, name, copy);
	free(copy);
}

void
app_back(struct app *app)
{
	if (app->depth > 1) {
		stack_leave(app);
		stack_pop(app);
		return;
	}
	(void)dialog_open(app_top(app), DIALOG_LEAVE, _("Leave the console?"));
	if (requests_hold_acts(app))
		dialog_note(app->dialog, STYLE_BAD, "%s",
			_("The station does not answer: what you did or typed "
			  "last has not reached it, and is lost if you "
			  "leave."));
	else
		dialog_note(app->dialog, STYLE_TEXT, "%s",
			_("Drafts are kept. Deadlines go on without you."));
}

void
view_open_begun(struct view *v, const json_t *entries)
{
	const char *id = doc_str(
		json_object_get(json_array_get(entries, 0), "body"), "message");

	if (*id)
		app_open(v->app, "compose", id);
}

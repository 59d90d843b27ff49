/*
 * The two dialogs before a save that takes something away.
 */
#include "tui/console/views/clash.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

bool
clash_voids(const struct compose *c)
{
	const char *state = doc_str(c->show, "state");

	return strcmp(state, "review") == 0 || strcmp(state, "approved") == 0;
}

static bool
clash_anything_falls(const struct compose *c)
{
	json_t *stage;
	size_t i;

	json_array_foreach(json_object_get(c->show, "stages"), i, stage)
	{
		if (doc_find(
			    json_object_get(stage, "gates"), "state", "passed"))
			return true;
	}
	return doc_get(c->show, "approved") != NULL;
}

static void
note_passes(struct dialog *g, const struct compose *c)
{
	enum lang lang = c->v.app->lang;
	json_t *stage, *gate;
	size_t i, k;

	json_array_foreach(json_object_get(c->show, "stages"), i, stage)
	{
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
		{
			if (strcmp(doc_str(gate, "state"), "passed") != 0)
				continue;
			dialog_note(g, STYLE_WARN, "[x] %s  %s",
				say_gate(doc_str(gate, "gate"), lang),
				say_who(gate, "by"));
		}
	}
	if (doc_get(c->show, "approved"))
		dialog_note(g, STYLE_WARN, _("the approval by %s"),
			say_who(doc_get(c->show, "approved"), "by"));
}

void
clash_ask_void(struct compose *c)
{
	struct dialog *g = dialog_open(
		&c->v, COMPOSE_VOID, _("Save and void the review?"));

	dialog_note(g, STYLE_TEXT, "%s",
		_("It is under review. Saving takes it back; it has to be "
		  "submitted again."));
	if (!clash_anything_falls(c))
		return;
	dialog_note(g, STYLE_TEXT, "%s", _("What falls:"));
	note_passes(g, c);
}

/* "place: theirs" and "mine", one below the other. */
void
clash_note_one(struct dialog *g, const char *label, const char *theirs,
	const char *mine)
{
	dialog_note(g, STYLE_TITLE, "%s", label);
	dialog_note(g, STYLE_TEXT, _("- theirs: %s"),
		*theirs ? theirs : _("(empty)"));
	dialog_note(
		g, STYLE_TEXT, _("+ mine:   %s"), *mine ? mine : _("(empty)"));
}

int
clash_note_slots(struct dialog *g, const struct compose *c, const json_t *doc)
{
	const json_t *theirs = json_object_get(doc, "slots");
	json_t *mine = form_slots(&c->form);
	int differ = 0;

	for (int i = 0; i < c->form.count; i++) {
		const struct form_field *field = &c->form.field[i];
		const char *a = doc_str(theirs, field->id);
		const char *b = doc_str(mine, field->id);

		if (field->figure || strcmp(a, b) == 0)
			continue;
		clash_note_one(
			g, say_both(field->def, "label", c->v.app->lang), a, b);
		differ++;
	}
	json_decref(mine);
	return differ;
}

static int
note_figures(struct dialog *g, const struct compose *c)
{
	const json_t *theirs = json_object_get(c->show, "figures");
	json_t *mine = form_figures(&c->form);
	char *a, *b;
	int differ = 0;

	for (int i = 0; i < c->form.count; i++) {
		const struct form_field *field = &c->form.field[i];

		if (!field->figure)
			continue;
		a = say_change(form_find_figure(theirs, field->id),
			app_now(c->v.app), c->v.app->zone);
		b = say_change(form_find_figure(mine, field->id),
			app_now(c->v.app), c->v.app->zone);
		if (strcmp(a, b) != 0) {
			clash_note_one(g,
				say_both(field->def, "label", c->v.app->lang),
				a, b);
			differ++;
		}
		free(a);
		free(b);
	}
	json_decref(mine);
	return differ;
}

void
clash_ask(struct compose *c)
{
	char title[SAY];
	struct dialog *g;
	int differ;

	fixed_cut_format(title, sizeof(title), _("Save over revision %lld?"),
		(long long)doc_int(c->show, "revision"));
	g = dialog_open(&c->v, COMPOSE_CLASH, title);
	dialog_note(g, STYLE_WARN, "%s",
		_("Somebody saved meanwhile. Both are kept: theirs in the "
		  "ledger, yours as a draft. Esc goes back."));
	differ = clash_note_slots(g, c, c->show) + note_figures(g, c);
	if (differ == 0)
		dialog_note(g, STYLE_TEXT, "%s", _("They say the same."));
	if (clash_voids(c))
		note_passes(g, c);
}

/*
 * Labels and values of documents, in dialogs and areas.
 */
#include "tui/console/facts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "tui/console/view.h"

struct look
facts_look(const struct app *app)
{
	return (struct look){ .lang = app->lang,
		.zone = app->zone,
		.now = app_now(app),
		.demo = app->demo,
		.brief = true };
}

char *
facts_say(const struct app *app, enum document of, const char *name,
	const json_t *doc)
{
	struct look look = facts_look(app);

	return document_say(&look, of, name, doc);
}

/* The next key that has a value, with its label; NULL at the end. */
static char *
facts_next(const struct app *app, enum document of, const char **keys,
	const json_t *doc)
{
	struct look look = facts_look(app);
	char name[DOCUMENT_NAME], *text, *fact;

	while (document_next(name, keys)) {
		text = document_say(&look, of, name, doc);
		fact = *text ? mem_printf("%s  %s",
				       document_label(&look, of, name), text)
			     : NULL;
		free(text);
		if (fact)
			return fact;
	}
	return NULL;
}

void
facts_note(
	struct dialog *g, enum document of, const char *keys, const json_t *doc)
{
	char *fact;

	while ((fact = facts_next(g->view->app, of, &keys, doc)) != NULL) {
		dialog_note(g, STYLE_TEXT, "%s", fact);
		free(fact);
	}
}

int
facts_draw(const struct app *app, struct area a, int row, enum document of,
	const char *keys, const json_t *doc)
{
	char *fact;

	while ((fact = facts_next(app, of, &keys, doc)) != NULL) {
		row += area_wrap(a, row, 2, STYLE_TEXT, fact);
		free(fact);
	}
	return row;
}

/*
 * Fields of dialogs made from the rows of acts.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/pages/typed.h"

static const struct act_field *
field_of(enum act act, const char *name)
{
	const struct act_field *f = act_row(act)->fields;

	while (f->name != NULL && strcmp(f->name, name) != 0)
		f++;
	assert(f->name != NULL);
	return f;
}

static enum dialog_kind
kind_of(const struct act_field *f)
{
	if (f->choices != CHOICES_NONE)
		return f->type == FIELD_WORDS ? DIALOG_MANY : DIALOG_CHOICE;
	if (f->type == FIELD_BOOL)
		return DIALOG_CHOICE;
	return f->given == GIVEN_LINES || f->type == FIELD_TEXTS ||
			f->type == FIELD_DOC
		? DIALOG_LINES
		: DIALOG_LINE;
}

static void
add_options(struct dialog_field *f, enum lang lang)
{
	struct word_row row;

	for (size_t n = 0; choice(&row, f->of->choices, n); n++)
		dialog_option(f, row.word, row.title.in[lang], "");
	if (f->of->type == FIELD_BOOL) {
		dialog_option(f, "no", _("no"), "");
		dialog_option(f, "yes", _("yes"), "");
	}
}

static struct dialog_field *
ask_field(struct dialog *g, const struct act_field *of, enum dialog_kind kind)
{
	const char *label = of->label.in[g->view->app->lang];
	struct dialog_field *f;

	if (kind == DIALOG_LINES)
		f = dialog_lines(g, of->name, label, "", of->required);
	else if (kind == DIALOG_LINE)
		f = dialog_line(g, of->name, label, "", of->required);
	else
		f = dialog_choice(g, of->name, label);
	f->kind = kind;
	f->of = of;
	f->required = of->required;
	f->unseen = of->given == GIVEN_SECRET;
	if (of->type == FIELD_TEXT && of->given != GIVEN_FILE)
		f->editor.max = of->max;
	return f;
}

struct dialog_field *
dialog_ask(struct dialog *g, enum act act, const char *name)
{
	const struct act_field *of = field_of(act, name);
	struct dialog_field *f = ask_field(g, of, kind_of(of));

	add_options(f, g->view->app->lang);
	return f;
}

void
dialog_asks(struct dialog *g, enum act act, const char *names)
{
	while (*names) {
		size_t len = strcspn(names, " ");
		char *name = mem_strndup(names, len);

		(void)dialog_ask(g, act, name);
		free(name);
		names += len + (names[len] != '\0');
	}
}

struct dialog_field *
dialog_pick(struct dialog *g, enum act act, const char *name)
{
	return ask_field(g, field_of(act, name), DIALOG_CHOICE);
}

struct dialog_field *
dialog_named(const struct dialog *g, const char *name)
{
	for (int i = 0; i < g->fields; i++)
		if (strcmp(g->field[i]->name, name) == 0)
			return g->field[i];
	return NULL;
}

void
dialog_help(const struct dialog *g, struct dialog_field *f)
{
	free(f->help);
	f->help = mem_strdup(f->of->help.in[g->view->app->lang]);
}

void
dialog_label(struct dialog_field *f, const char *label)
{
	free(f->label);
	f->label = mem_strdup(label);
}

/* Is the word one of the list's, with commas between? */
static bool
in_list(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = list; *s; s += *s == ',') {
		size_t n = strcspn(s, ",");

		if (n == len && strncmp(s, word, n) == 0)
			return true;
		s += n;
	}
	return false;
}

void
dialog_value(struct dialog_field *f, const char *value)
{
	if (f->kind != DIALOG_CHOICE && f->kind != DIALOG_MANY) {
		if (f->editor.max < strlen(value)) /* what stands is not cut */
			f->editor.max = strlen(value);
		editor_set(&f->editor, value);
		return;
	}
	for (int i = 0; i < f->list.count; i++) {
		if (strcmp(f->option[i].word, value) == 0)
			f->list.at = i;
		f->option[i].on = f->kind == DIALOG_MANY &&
			in_list(value, f->option[i].word);
	}
}

void
dialog_value_time(const struct dialog *g, struct dialog_field *f, int64_t ms)
{
	char text[TYPED_TIME];

	typed_format(text, ms, g->view->app->zone);
	dialog_value(f, ms ? text : "");
}

void
dialog_keep(struct dialog_field *f)
{
	free(f->was);
	f->was = dialog_text(f);
}

static void
option_free(const struct dialog_option *o)
{
	free(o->word);
	free(o->title);
	free(o->detail);
}

void
dialog_drop(struct dialog_field *f, const char *word)
{
	int at = 0;

	while (at < f->list.count && strcmp(f->option[at].word, word) != 0)
		at++;
	if (at == f->list.count)
		return;
	option_free(&f->option[at]);
	f->list.count--;
	memmove(f->option + at, f->option + at + 1,
		(size_t)(f->list.count - at) * sizeof(*f->option));
}

void
dialog_first(struct dialog_field *f, const char *word, const char *title)
{
	struct dialog_option first;

	dialog_option(f, word, title, "");
	first = f->option[f->list.count - 1];
	memmove(f->option + 1, f->option,
		(size_t)(f->list.count - 1) * sizeof(*f->option));
	f->option[0] = first;
	f->list.at = 0;
}

json_t *
dialog_fields(const json_t *values, const char *name, const char *about)
{
	json_t *fields = json_deep_copy(values);

	doc_put_str(fields, name, about);
	return fields;
}

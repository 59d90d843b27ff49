/*
 * What the fields of a dialog say, as the act wants it: texts as they are
 * typed; times, numbers, lists and figures as they are understood.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "tui/console/dialog.h"
#include "tui/pages/digest.h"
#include "tui/pages/i18n.h"
#include "tui/pages/typed.h"
#include "tui/pages/value.h"

static const char *
chosen_word(const struct dialog_field *f)
{
	return f->list.count > 0 ? f->option[f->list.at].word : "";
}

static char *
taken(const struct dialog_field *f)
{
	char *list = mem_strdup(""), *more;

	for (int i = 0; i < f->list.count; i++) {
		if (!f->option[i].on)
			continue;
		more = mem_printf(
			"%s%s%s", list, *list ? "," : "", f->option[i].word);
		free(list);
		list = more;
	}
	return list;
}

char *
dialog_text(const struct dialog_field *f)
{
	if (f->kind == DIALOG_MANY)
		return taken(f);
	return mem_strdup(f->kind == DIALOG_CHOICE ? chosen_word(f)
						   : editor_text(&f->editor));
}

/* ---- one value ---- */

struct turning {
	json_t *values;
	const struct app *app;
	const struct dialog_field *f;
	const char *text;
	struct err *err;
};

static enum err_code
turn_text(const struct turning *t)
{
	doc_put_str(t->values, t->f->name, t->text);
	return ERR_OK;
}

/* An id may come in full-width letters and digits. */
static enum err_code
turn_word(const struct turning *t)
{
	char *plain = typed_plain(t->text);

	doc_put_str(t->values, t->f->name, plain);
	free(plain);
	return ERR_OK;
}

static enum err_code
turn_time(const struct turning *t)
{
	int64_t ms;

	if (!typed_time(&ms, t->text, app_now(t->app), t->app->zone))
		return err_set(t->err, ERR_USAGE, t->f->name, "",
			_("\"%s\" is not a time. Write 2026-11-24 03:10."),
			t->text);
	doc_put_int(t->values, t->f->name, ms);
	return ERR_OK;
}

static enum err_code
turn_day(const struct turning *t)
{
	int64_t ms;

	if (!typed_day(&ms, t->text, app_now(t->app), t->app->zone))
		return err_set(t->err, ERR_USAGE, t->f->name, "",
			_("\"%s\" is not a date. Write 2026-11-24."), t->text);
	doc_put_int(t->values, t->f->name, ms);
	return ERR_OK;
}

static enum err_code
turn_number(const struct turning *t)
{
	int64_t n;

	if (!typed_int(&n, t->text))
		return err_set(t->err, ERR_USAGE, t->f->name, "",
			_("\"%s\" is not a whole number."), t->text);
	doc_put_int(t->values, t->f->name, n);
	return ERR_OK;
}

/* What may be left out is only said if it is so. */
static enum err_code
turn_yes(const struct turning *t)
{
	bool yes = strcmp(t->text, "yes") == 0;

	if (yes || t->f->required)
		doc_put_bool(t->values, t->f->name, yes);
	return ERR_OK;
}

static enum err_code
turn_words(const struct turning *t)
{
	json_t *list = json_array();

	value_words(list, t->text);
	doc_put(t->values, t->f->name, list);
	return ERR_OK;
}

static enum err_code
turn_pairs(const struct turning *t)
{
	json_t *pairs = json_object();
	enum err_code rc = value_slots(pairs, t->text, t->f->name, t->err);

	if (rc == ERR_OK)
		doc_put(t->values, t->f->name, json_incref(pairs));
	json_decref(pairs);
	return rc;
}

static enum err_code
turn_doc(const struct turning *t)
{
	json_t *doc = NULL;
	enum err_code rc = doc_parse(&doc, t->text, strlen(t->text), t->err);

	if (rc == ERR_OK)
		doc_put(t->values, t->f->name, doc);
	return rc;
}

/* A figure a line. */
static enum err_code
turn_figures(const struct turning *t)
{
	json_t *list = json_array();
	enum err_code rc = ERR_OK;

	for (const char *s = t->text; rc == ERR_OK && *s; s += *s == '\n') {
		size_t len = strcspn(s, "\n");
		char *line = mem_strndup(s, len);

		if (*line)
			rc = value_figure(list, line, app_now(t->app),
				t->app->zone, t->err);
		free(line);
		s += len;
	}
	if (rc == ERR_OK)
		doc_put(t->values, t->f->name, json_incref(list));
	json_decref(list);
	return rc;
}

/* What begins with a slash is a file's name, else it is the text itself. */
static enum err_code
turn_file(const struct turning *t)
{
	char *text = NULL;
	enum err_code rc;

	if (*t->text != '/')
		return turn_text(t);
	rc = value_file(&text, t->text, t->f->of->max, t->err);
	if (rc == ERR_OK)
		doc_put_str(t->values, t->f->name, text);
	free(text);
	return rc;
}

static enum err_code
turn_named(const struct turning *t)
{
	return digest_file(t->values, t->text, t->err);
}

static enum err_code
turn(const struct turning *t)
{
	static enum err_code (*const given[])(const struct turning *) = {
		[GIVEN_FILE] = turn_file,
		[GIVEN_NAME] = turn_named,
		[GIVEN_FIGURES] = turn_figures,
		[GIVEN_DAY] = turn_day,
		[GIVEN_PROGRAM] = NULL,
	};
	static enum err_code (*const types[])(const struct turning *) = {
		[FIELD_TEXT] = turn_text,
		[FIELD_WORD] = turn_word,
		[FIELD_ID] = turn_word,
		[FIELD_DIGEST] = turn_word,
		[FIELD_INSTANT] = turn_time,
		[FIELD_INT] = turn_number,
		[FIELD_BOOL] = turn_yes,
		[FIELD_WORDS] = turn_words,
		[FIELD_TEXTS] = turn_pairs,
		[FIELD_DOC] = turn_doc,
	};
	const struct act_field *of = t->f->of;

	if (of == NULL)
		return turn_text(t);
	return (given[of->given] ? given[of->given] : types[of->type])(t);
}

/* Without a row it is what the screen asks on its own: it gets what stands. */
static bool
dialog_says(const struct dialog_field *f, const char *text)
{
	if (f->of == NULL)
		return f->kind != DIALOG_CHOICE || f->list.count > 0;
	return *text != '\0' && (f->was == NULL || strcmp(f->was, text) != 0);
}

json_t *
dialog_values(const struct dialog *g, int *at, struct err *err)
{
	struct turning t = {
		.values = json_object(), .app = g->view->app, .err = err
	};
	enum err_code rc = ERR_OK;

	for (int i = 0; rc == ERR_OK && i < g->fields; i++) {
		char *text = dialog_text(g->field[i]);

		t.f = g->field[i];
		t.text = text;
		if (dialog_says(t.f, text))
			rc = turn(&t);
		if (rc != ERR_OK)
			*at = i;
		free(text);
	}
	if (rc == ERR_OK)
		return t.values;
	json_decref(t.values);
	return NULL;
}

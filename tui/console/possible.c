/*
 * What may be done on a screen; see possible.h.
 */
#include "tui/console/possible.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/list.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { ACT_WORD = 48 };

struct possible {
	char about[VIEW_ID]; /* what was asked about */
	char officer[OFFICER_ID]; /* and by whom */
	json_t *acts; /* the answer's, NULL: none yet */
	bool old; /* something has changed since it was asked */
};

static const char *
possible_about(const struct view *v)
{
	return v->ops->subject ? v->ops->subject(v) : v->id;
}

/* The next word of a list apart by blanks; false at its end. */
static bool
possible_next(char out[ACT_WORD], const char **at)
{
	size_t n;

	*at += strspn(*at, " ");
	n = strcspn(*at, " ");
	fixed_format(out, ACT_WORD, "%.*s", (int)n, *at);
	*at += n;
	return n > 0;
}

/* Every act that a key of this context begins, once. */
static json_t *
possible_words(enum context context)
{
	json_t *words = json_array();
	const struct key_row *rows;
	char word[ACT_WORD];
	size_t count;

	rows = keys_table(&count);
	for (size_t n = 0; n < count; n++) {
		const char *at = rows[n].act ? rows[n].act : "";

		while (rows[n].context == context && possible_next(word, &at))
			if (!doc_list_has(words, word))
				json_array_append_new(words, json_string(word));
	}
	return words;
}

void
possible_outdate(struct app *app)
{
	for (int n = 0; n < app->depth; n++)
		if (app->stack[n]->possible != NULL)
			app->stack[n]->possible->old = true;
}

/* Makes the place that is asked about now. False: it was asked about already,
 * and what was said is not old. */
static bool
possible_begin(struct view *v)
{
	struct possible *p = v->possible;
	bool same = p != NULL && strcmp(p->about, possible_about(v)) == 0 &&
		strcmp(p->officer, v->app->officer) == 0;

	if (same && !p->old)
		return false;
	if (p == NULL)
		p = v->possible = mem_new(sizeof(*p));
	if (!same) {
		json_decref(p->acts);
		p->acts = NULL;
	}
	fixed_set(p->about, sizeof(p->about), possible_about(v));
	fixed_set(p->officer, sizeof(p->officer), v->app->officer);
	p->old = true;
	return true;
}

json_t *
possible_question(struct view *v)
{
	json_t *words, *fields;
	const char *about;

	if (!possible_begin(v))
		return NULL;
	words = possible_words(v->ops->context);
	if (json_array_size(words) == 0) { /* nothing will get old either */
		v->possible->old = false;
		json_decref(words);
		return NULL;
	}
	about = v->possible->about;
	fields = json_object();
	doc_put(fields, "acts", words);
	if (strchr(about, '/') != NULL)
		doc_put_str(fields, "message", about);
	else if (*about)
		doc_put_str(fields, "incident", about);
	return fields;
}

void
possible_take(struct view *v, const json_t *asked, const json_t *answer)
{
	struct possible *p = v->possible;
	const char *about = doc_str(asked, "message");

	if (*about == '\0')
		about = doc_str(asked, "incident");
	if (p == NULL || strcmp(p->about, about) != 0)
		return; /* the cursor has moved on */
	json_decref(p->acts);
	p->acts = json_deep_copy(json_object_get(answer, "acts"));
	p->old = false; /* what was pushed before it is in it */
}

/* What was said of the key's act, of several the one that is possible, else the
 * first; NULL nothing. */
static const json_t *
possible_row(const struct view *v, const struct key_row *row)
{
	const struct possible *p = v->possible;
	const json_t *first = NULL, *said;
	const char *at = row->act;
	char word[ACT_WORD];

	if (row->act == NULL || p == NULL || row->context != v->ops->context ||
		strcmp(p->about, possible_about(v)) != 0)
		return NULL;
	while (possible_next(word, &at)) {
		said = json_object_get(p->acts, word);
		if (said == NULL || doc_bool(said, "may"))
			return said;
		first = first ? first : said;
	}
	return first;
}

/* The key is about a message, and none stands under the cursor. */
static bool
possible_lacks(const struct view *v, const struct key_row *row)
{
	return (row->flags & KEY_MESSAGE) && row->context == v->ops->context &&
		strchr(possible_about(v), '/') == NULL;
}

/* The key is about a row, and there is none. */
static bool
possible_lacks_row(const struct view *v, const struct key_row *row)
{
	const struct list *list =
		(const struct list *)((const char *)v + v->ops->list);

	return (row->flags & KEY_ROW) && row->context == v->ops->context &&
		v->ops->list != 0 && list->count == 0;
}

/* The view says that it is about nothing here. */
static bool
possible_lacks_all(const struct view *v, const struct key_row *row)
{
	return v->ops->lacks != NULL && row->context == v->ops->context &&
		v->ops->lacks(v, row->request);
}

bool
possible_hides(const struct view *v, const struct key_row *row)
{
	return possible_lacks(v, row) || possible_lacks_row(v, row) ||
		possible_lacks_all(v, row) ||
		json_is_false(json_object_get(possible_row(v, row), "may"));
}

bool
possible_may(const struct view *v, const struct key_row *row)
{
	return json_is_true(json_object_get(possible_row(v, row), "may"));
}

/* "Zheng 0000-1007, Wang 0000-1008": who could; "" nobody that is known. */
static void
possible_say_who(char out[SAY], const json_t *who)
{
	const json_t *one;
	char part[SAY];
	size_t n;

	out[0] = '\0';
	json_array_foreach(who, n, one)
	{
		fixed_cut_format(part, sizeof(part), "%s%s %s",
			n ? _(", ") : "", doc_str(one, "name"),
			doc_str(one, "phone"));
		if (!fixed_try(out + strlen(out), SAY - strlen(out), part))
			break;
	}
}

bool
possible_why(
	char *out, size_t size, const struct view *v, const struct key_row *row)
{
	const json_t *said = possible_row(v, row);
	const json_t *no = json_object_get(said, "refusal");
	const json_t *able = json_object_get(said, "who");
	const char *first = doc_str(json_array_get(able, 0), "phone");
	char who[SAY] = "", fault[APP_SAY];

	if (no == NULL || (row->flags & KEY_GOES) || possible_lacks_row(v, row))
		return false;
	/* nobody can while it is in this state; and who is named already is not
	 * named twice */
	if (strcmp(doc_str(no, "code"), "state") != 0 &&
		(*first == '\0' || strstr(doc_str(no, "what"), first) == NULL))
		possible_say_who(who, able);
	say_fault(fault, sizeof(fault), "", doc_str(no, "what"),
		*who ? "" : doc_str(no, "remedy"));
	if (*who)
		fixed_cut_format(out, size, _("%s  Who can: %s"), fault, who);
	else
		fixed_cut(out, size, fault);
	return true;
}

bool
possible_knows(bool *may, const struct view *v, const char *act)
{
	const json_t *said =
		v->possible ? json_object_get(v->possible->acts, act) : NULL;

	if (said != NULL)
		*may = doc_bool(said, "may");
	return said != NULL;
}

/* Any key of the screen that begins the act. */
static const struct key_row *
key_of_act(const struct view *v, const char *act)
{
	const struct key_row *rows;
	size_t count;

	rows = keys_table(&count);
	for (size_t n = 0; n < count; n++)
		if (rows[n].context == v->ops->context && rows[n].act &&
			strcmp(rows[n].act, act) == 0)
			return &rows[n];
	return NULL;
}

bool
possible_not(const struct view *v, const char *act)
{
	const struct key_row *row = key_of_act(v, act);

	return row != NULL && possible_hides(v, row);
}

void
possible_tell(struct view *v, const char *act)
{
	const struct key_row *row = key_of_act(v, act);
	char text[APP_SAY];

	if (row != NULL && possible_why(text, sizeof(text), v, row))
		app_say(v->app, STYLE_WARN, "%s", text);
}

bool
possible_refuses(struct app *app, const struct key_row *row)
{
	struct view *v = app_top(app);
	char text[APP_SAY];

	if (possible_lacks_row(v, row)) {
		app_say(app, STYLE_WARN, "%s",
			row->request == REQ_CHOOSE
				? _("There is nothing to open here.")
				: _("There is no row that this key could act "
				    "on."));
		return true;
	}
	if (row->request == REQ_HALT || !app->online || v->possible == NULL ||
		v->possible->old || !possible_why(text, sizeof(text), v, row))
		return false;
	app_say(app, STYLE_WARN, "%s", text);
	return true;
}

void
possible_release(struct view *v)
{
	if (v->possible == NULL)
		return;
	json_decref(v->possible->acts);
	free(v->possible);
	v->possible = NULL;
}

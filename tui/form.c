/*
 * The form. Rows are laid out anew at every drawing: a field is as high as
 * its text, and the whole scrolls to keep the cursor in view.
 */
#include "tui/form.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "base/mem.h"
#include "tui/i18n.h"
#include "tui/say.h"

enum {
	SLOT_MAX = 20000,
	PART_MAX = 400,
	VALUE_WIDTH = 8,
	AS_OF_WIDTH = 17,
	NARROW = 64
};

/* An array that holds the word; one that is absent or empty gives `none`. */
static bool
names(const json_t *words, const char *word, bool none)
{
	size_t i;
	json_t *item;

	if (json_array_size(words) == 0)
		return none;
	json_array_foreach((json_t *)(uintptr_t)words, i, item)
	{
		if (json_is_string(item) &&
			strcmp(json_string_value(item), word) == 0)
			return true;
	}
	return false;
}

static void
add(struct form *f, const json_t *def, const char *kind, bool figure)
{
	struct form_field *field;
	const char *type = doc_str(def, "type");
	bool single = figure || strcmp(type, "time") == 0 ||
		strcmp(type, "phone") == 0 || strcmp(type, "url") == 0;

	f->field =
		mem_grow(f->field, (size_t)(f->count + 1) * sizeof(*f->field));
	field = &f->field[f->count++];
	*field = (struct form_field){ .figure = figure,
		.id = mem_strdup(doc_str(def, "id")),
		.def = json_deep_copy(def),
		.required = !figure &&
			names(json_object_get(def, "required"), kind, false),
		.choice = strcmp(type, "choice") == 0 };
	/* the station judges a slot's length; here only what memory allows */
	editor_init(&field->part[0], figure ? PART_MAX : SLOT_MAX, single);
	for (int i = 1; i < FORM_PARTS; i++)
		editor_init(&field->part[i], PART_MAX, true);
}

void
form_init(struct form *f, const json_t *playbook, const char *kind)
{
	size_t i;
	json_t *def;

	*f = (struct form){ .field = NULL };
	json_array_foreach(json_object_get(playbook, "slots"), i, def)
	{
		if (names(json_object_get(def, "kinds"), kind, true))
			add(f, def, kind, false);
	}
	json_array_foreach(json_object_get(playbook, "figures"), i, def)
	{
		if (names(json_object_get(def, "kinds"), kind, true))
			add(f, def, kind, true);
	}
}

void
form_release(struct form *f)
{
	for (int i = 0; i < f->count; i++) {
		free(f->field[i].id);
		json_decref(f->field[i].def);
		for (int k = 0; k < FORM_PARTS; k++)
			editor_release(&f->field[i].part[k]);
	}
	free(f->field);
	*f = (struct form){ .field = NULL };
}

/* ---- values ------------------------------------------------------------ */

static void
set_number(struct editor *e, const json_t *value)
{
	char text[32];

	if (json_is_integer(value)) {
		(void)snprintf(text, sizeof(text), "%lld",
			(long long)json_integer_value(value));
		editor_set(e, text);
	} else {
		editor_set(e,
			json_is_string(value) ? json_string_value(value) : "");
	}
}

static void
set_time(struct editor *e, const json_t *value, int zone)
{
	char text[INSTANT_TEXT] = "";

	if (json_is_integer(value) && json_integer_value(value) != 0) {
		instant_format_plain(text, json_integer_value(value), zone);
		text[16] = '\0';
		editor_set(e, text);
	} else {
		editor_set(e,
			json_is_string(value) ? json_string_value(value) : "");
	}
}

static const json_t *
find_figure(const json_t *figures, const char *id)
{
	size_t i;
	json_t *figure;

	json_array_foreach((json_t *)(uintptr_t)figures, i, figure)
	{
		if (strcmp(doc_str(figure, "name"), id) == 0)
			return figure;
	}
	return NULL;
}

void
form_fill(struct form *f, const json_t *slots, const json_t *figures)
{
	for (int i = 0; i < f->count; i++) {
		struct form_field *field = &f->field[i];
		const json_t *figure = find_figure(figures, field->id);

		if (!field->figure) {
			editor_set(&field->part[0], doc_str(slots, field->id));
			continue;
		}
		set_number(&field->part[FORM_VALUE],
			json_object_get(figure, "value"));
		editor_set(
			&field->part[FORM_SOURCE], doc_str(figure, "source"));
		set_time(&field->part[FORM_AS_OF],
			json_object_get(figure, "as_of"), f->zone);
		field->verified = doc_bool(figure, "verified");
	}
}

json_t *
form_slots(const struct form *f)
{
	json_t *out = json_object();

	for (int i = 0; i < f->count; i++)
		if (!f->field[i].figure &&
			!editor_is_empty(&f->field[i].part[0]))
			doc_put_str(out, f->field[i].id,
				editor_text(&f->field[i].part[0]));
	return out;
}

static bool
read_number(int64_t *out, const char *text)
{
	char *end;

	errno = 0;
	*out = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && *out >= 0;
}

/* A whole time, or "14:30" of today. */
static bool
read_time(int64_t *out, const char *text, const struct form *f)
{
	char whole[INSTANT_TEXT * 2], day[INSTANT_TEXT];

	if (instant_parse(out, text, f->zone))
		return true;
	instant_format_plain(day, f->today, f->zone);
	(void)snprintf(whole, sizeof(whole), "%.10s %.20s", day, text);
	return instant_parse(out, whole, f->zone);
}

/* 1 sound, 0 empty, -1 not sound. */
static int
read_figure(json_t **out, const struct form *f, const struct form_field *field)
{
	const char *value = editor_text(&field->part[FORM_VALUE]);
	const char *as_of = editor_text(&field->part[FORM_AS_OF]);
	int64_t n, at = 0;

	*out = NULL;
	if (editor_is_empty(&field->part[FORM_VALUE]))
		return 0;
	if (!read_number(&n, value) || (*as_of && !read_time(&at, as_of, f)))
		return -1;
	*out = json_object();
	doc_put_str(*out, "name", field->id);
	doc_put_int(*out, "value", n);
	doc_put_str(*out, "source", editor_text(&field->part[FORM_SOURCE]));
	if (at != 0)
		doc_put_int(*out, "as_of", at);
	doc_put_bool(*out, "verified", field->verified);
	return 1;
}

json_t *
form_figures(const struct form *f)
{
	json_t *out = json_array(), *figure;

	for (int i = 0; i < f->count; i++)
		if (f->field[i].figure &&
			read_figure(&figure, f, &f->field[i]) == 1)
			(void)json_array_append_new(out, figure);
	return out;
}

json_t *
form_typed_figures(const struct form *f)
{
	static const char *const names[] = { "value", "source", "as_of" };
	json_t *out = json_array(), *figure;

	for (int i = 0; i < f->count; i++) {
		const struct form_field *field = &f->field[i];

		if (!field->figure)
			continue;
		figure = json_object();
		doc_put_str(figure, "name", field->id);
		for (int k = 0; k < FORM_PARTS; k++)
			doc_put_str(
				figure, names[k], editor_text(&field->part[k]));
		doc_put_bool(figure, "verified", field->verified);
		(void)json_array_append_new(out, figure);
	}
	return out;
}

const struct form_field *
form_fault(const struct form *f)
{
	json_t *figure;
	int rc;

	for (int i = 0; i < f->count; i++) {
		if (!f->field[i].figure)
			continue;
		rc = read_figure(&figure, f, &f->field[i]);
		json_decref(figure);
		if (rc < 0)
			return &f->field[i];
	}
	return NULL;
}

/* ---- input ------------------------------------------------------------- */

static struct editor *
current(const struct form *f)
{
	return &f->field[f->focus].part[f->part];
}

static bool
move(struct form *f, int by)
{
	int parts = f->field[f->focus].figure ? FORM_PARTS : 1;

	if (f->part + by >= 0 && f->part + by < parts) {
		f->part += by;
		return true;
	}
	f->focus = (f->focus + by + f->count) % f->count;
	parts = f->field[f->focus].figure ? FORM_PARTS : 1;
	f->part = by > 0 ? 0 : parts - 1;
	return true;
}

static void
move_field(struct form *f, int by)
{
	if (f->focus + by < 0 || f->focus + by >= f->count)
		return;
	f->focus += by;
	if (!f->field[f->focus].figure)
		f->part = 0;
}

/* The next or previous of the choices; none is also one. */
static void
turn_choice(struct form_field *field, int by)
{
	const json_t *choices = json_object_get(field->def, "choices");
	const char *now = editor_text(&field->part[0]);
	int n = (int)json_array_size(choices), at = -1;

	for (int i = 0; i < n; i++)
		if (strcmp(doc_str(json_array_get(choices, (size_t)i), "word"),
			    now) == 0)
			at = i;
	at += by;
	if (at < -1)
		at = n - 1;
	editor_set(&field->part[0],
		at < 0 || at >= n
			? ""
			: doc_str(json_array_get(choices, (size_t)at), "word"));
}

static bool
is_choice(const struct form *f)
{
	return f->count > 0 && f->field[f->focus].choice;
}

static bool
request_choice(struct form *f, enum request request, bool *changed)
{
	if (request == REQ_LEFT || request == REQ_RIGHT) {
		turn_choice(&f->field[f->focus], request == REQ_LEFT ? -1 : 1);
		*changed = true;
	} else if (request == REQ_UP || request == REQ_DOWN) {
		move_field(f, request == REQ_UP ? -1 : 1);
	} else if (request == REQ_EDIT_NEWLINE) {
		return move(f, 1);
	} else {
		return false;
	}
	return true;
}

bool
form_request(struct form *f, enum request request, bool *changed)
{
	struct form_field *field;

	if (f->count == 0)
		return false;
	field = &f->field[f->focus];
	if (request == REQ_NEXT_FIELD || request == REQ_PREV_FIELD)
		return move(f, request == REQ_NEXT_FIELD ? 1 : -1);
	if (request == REQ_VERIFIED && field->figure) {
		field->verified = !field->verified;
		*changed = true;
		return true;
	}
	if (field->choice)
		return request_choice(f, request, changed);
	if (editor_request(current(f), request, changed))
		return true;
	if (request == REQ_EDIT_NEWLINE)
		return move(f, 1);
	if (request == REQ_UP || request == REQ_DOWN)
		move_field(f, request == REQ_UP ? -1 : 1);
	else
		return false;
	return true;
}

bool
form_input(struct form *f, const struct input *in, bool *changed)
{
	if (is_choice(f)) { /* letters mean nothing; a blank turns it */
		if (in->kind == INPUT_KEY && in->key == ' ') {
			turn_choice(&f->field[f->focus], 1);
			*changed = true;
		}
		return true;
	}
	return f->count > 0 && editor_input(current(f), in, changed);
}

void
form_focus(struct form *f, const char *id)
{
	for (int i = 0; i < f->count; i++) {
		if (strcmp(f->field[i].id, id) == 0) {
			f->focus = i;
			f->part = 0;
		}
	}
}

/* ---- drawing ----------------------------------------------------------- */

/* A figure is a row of parts, or two where there is no room for one. */
static bool
is_narrow(int cols)
{
	return cols < NARROW;
}

static int
field_height(const struct form_field *field, int cols)
{
	if (field->figure)
		return is_narrow(cols) ? 3 : 2;
	if (field->choice)
		return 2;
	return 1 + editor_height(&field->part[0], cols);
}

static void
draw_choice(const struct form_field *field, struct area a, int row, bool focus,
	enum lang lang)
{
	const char *word = editor_text(&field->part[0]);
	const char *text = *word ? word : _("not chosen");
	size_t i;
	json_t *choice;

	json_array_foreach(json_object_get(field->def, "choices"), i, choice)
	{
		if (strcmp(doc_str(choice, "word"), word) == 0)
			text = say_both(choice, "text", lang);
	}
	(void)area_printf(
		a, row, 0, *word ? STYLE_TEXT : STYLE_DIM, "< %s >", text);
	if (focus)
		area_cursor(a, row, 0);
}

static void
draw_label(const struct form_field *field, struct area a, int row, bool focus,
	enum lang lang)
{
	const char *label = say_both(field->def, "label", lang);
	const char *help = say_both(field->def, "help", lang);
	bool empty = editor_is_empty(&field->part[0]);
	int col = area_put(a, row, 0, focus ? STYLE_STRONG : STYLE_TITLE,
		*label ? label : field->id);

	if (field->required)
		col = area_put(a, row, col, STYLE_WARN, empty ? " *" : " +");
	if (focus && *help && col + 3 < a.cols)
		(void)area_column(
			a, row, col + 2, a.cols - col - 2, STYLE_DIM, help);
}

static void
draw_part(struct editor *e, struct area a, int row, int col, int width,
	enum style style, bool focus)
{
	if (row >= 0 && row < a.rows && col < a.cols)
		editor_draw(e, area_sub(a, row, col, 1, width), style, focus);
}

static void
draw_figure(const struct form *f, struct form_field *field, struct area a,
	int row, int focus)
{
	const char *mark =
		field->verified ? _("[x] verified") : _("[ ] verified");
	bool narrow = is_narrow(a.cols);
	int tail = AS_OF_WIDTH + cluster_width(mark) + 2;
	int source = a.cols - VALUE_WIDTH - 1 - (narrow ? 0 : tail + 1);
	int next = narrow ? row + 1 : row;
	int col = narrow ? VALUE_WIDTH + 1 : VALUE_WIDTH + source + 2;
	json_t *figure;
	enum style style =
		read_figure(&figure, f, field) < 0 ? STYLE_BAD : STYLE_FIELD;

	json_decref(figure);
	draw_part(&field->part[FORM_VALUE], a, row, 0, VALUE_WIDTH, style,
		focus == FORM_VALUE);
	draw_part(&field->part[FORM_SOURCE], a, row, VALUE_WIDTH + 1, source,
		style, focus == FORM_SOURCE);
	draw_part(&field->part[FORM_AS_OF], a, next, col, AS_OF_WIDTH, style,
		focus == FORM_AS_OF);
	(void)area_put(a, next, col + AS_OF_WIDTH + 1,
		field->verified ? STYLE_GOOD : STYLE_TEXT, mark);
}

/* Column heads of a figure stand in its label's row when it has the focus. */
static void
draw_part_name(const struct form *f, struct area a, int row)
{
	static const char *const names[FORM_PARTS] = { N_("number"),
		N_("source"), N_("as of (14:30)") };
	const char *name = _(names[f->part]);

	(void)area_printf(a, row, a.cols - cluster_width(name) - 2, STYLE_DIM,
		"<%s>", name);
}

static void
scroll(struct form *f, int rows, int from, int to)
{
	if (from < f->top)
		f->top = from;
	if (to > f->top + rows)
		f->top = to - rows;
	if (from < f->top)
		f->top = from; /* a field higher than the screen */
}

static void
scroll_to_focus(struct form *f, struct area a, int cols)
{
	int row = 0, height = 0;

	for (int i = 0; i < f->count; i++) {
		height = field_height(&f->field[i], cols);
		if (i == f->focus)
			break;
		row += height;
	}
	if (height > a.rows)
		height = a.rows;
	scroll(f, a.rows, row, row + height);
}

void
form_draw(struct form *f, struct area a, enum lang lang)
{
	int cols = a.cols - 2, row;

	scroll_to_focus(f, a, cols);
	row = -f->top;
	for (int i = 0; i < f->count && row < a.rows; i++) {
		struct form_field *field = &f->field[i];
		bool focus = i == f->focus;
		int height = field_height(field, cols);

		draw_label(field, a, row, focus, lang);
		if (field->figure && focus)
			draw_part_name(f, a, row);
		if (field->figure) {
			draw_figure(f, field, area_sub(a, 0, 2, -1, cols),
				row + 1, focus ? f->part : -1);
		} else if (field->choice) {
			draw_choice(field, area_sub(a, 0, 2, -1, cols), row + 1,
				focus, lang);
		} else if (row + height > 0) {
			/* only fields wholly above the top are left out */
			int cut = row + 1 < 0 ? -(row + 1) : 0;

			field->part[0].top = cut;
			editor_draw(&field->part[0],
				area_sub(a, row + 1 + cut, 2, height - 1 - cut,
					cols),
				STYLE_FIELD, focus);
		}
		row += height;
	}
}

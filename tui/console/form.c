/*
 * The form: its fields, the cursor, what keys do. What stands in it is in
 * form_values.c; form_draw.c draws it.
 */
#include "tui/console/form.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/typed.h"

enum { SLOT_MAX = 20000, PART_MAX = 400 };

/* An array that holds the word; one that is absent or empty gives `none`. */
static bool
names(const json_t *words, const char *word, bool none)
{
	size_t i;
	json_t *item;

	if (json_array_size(words) == 0)
		return none;
	json_array_foreach(words, i, item)
	{
		if (json_is_string(item) &&
			strcmp(json_string_value(item), word) == 0)
			return true;
	}
	return false;
}

static void
form_add(struct form *f, const json_t *def, const char *kind, bool figure)
{
	struct form_field *field;
	const char *type = doc_str(def, "type");
	bool single = figure || strcmp(type, "time") == 0 ||
		strcmp(type, "phone") == 0 || strcmp(type, "url") == 0;

	field = MEM_ADD(f->field, f->count);
	*field = (struct form_field){ .figure = figure,
		.id = mem_strdup(doc_str(def, "id")),
		.def = json_deep_copy(def),
		.required = !figure &&
			names(json_object_get(def, "required"), kind, false),
		.choice = strcmp(type, "choice") == 0 ||
			strcmp(type, "service") == 0,
		.time = strcmp(type, "time") == 0 };
	/* the station judges a slot's length; here only what memory allows */
	editor_init(&field->part[0], figure ? PART_MAX : SLOT_MAX, single);
	for (int i = 1; i < FORM_PARTS; i++)
		editor_init(&field->part[i], PART_MAX, true);
}

static int
figures_for(const json_t *playbook, const char *kind)
{
	int count = 0;
	size_t i;
	json_t *def;

	json_array_foreach(json_object_get(playbook, "figures"), i, def)
	{
		count += names(json_object_get(def, "kinds"), kind, true);
	}
	return count;
}

/* Where there are several, what they have in common is typed in one place. */
static void
add_head(struct form *f)
{
	json_t *def = json_pack("{s:s,s:{s:s,s:s},s:{s:s,s:s}}", "id",
		"figures", "label", "en", "Figures", "zh", "数据", "help", "en",
		"Source and time of every figure that has none of its own. ? "
		"is a value: known to be asked about, not yet known.",
		"zh",
		"没有单独填写来源和时间的各项都用这里的。数值可填 "
		"?：正在核实。");

	form_add(f, def, "", true);
	f->field[f->count - 1].head = true;
	json_decref(def);
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
			form_add(f, def, kind, false);
	}
	if (figures_for(playbook, kind) > 1)
		add_head(f);
	json_array_foreach(json_object_get(playbook, "figures"), i, def)
	{
		if (names(json_object_get(def, "kinds"), kind, true))
			form_add(f, def, kind, true);
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

/* ---- input ------------------------------------------------------------- */

/* Whoever typed in it has said it, also if it came to the same. */
static bool
touched(struct form_field *field, bool taken, bool changed)
{
	if (changed && (field->assumed || field->carried))
		field->affirmed = true;
	if (changed && (field->carried || field->head))
		field->typed = true;
	return taken;
}

static struct editor *
current(const struct form *f)
{
	return &f->field[f->focus].part[f->part];
}

/* What was understood of a time or a number is shown where it was typed. */
static void
form_settle(struct form *f)
{
	struct editor *e = current(f);
	char text[INSTANT_TEXT];

	if (form_understand(text, f, editor_text(e)) &&
		strcmp(text, editor_text(e)) != 0)
		editor_set(e, text);
}

/* A cell of the table that one comes to is replaced by what is typed. */
static void
form_enter(struct form *f, enum form_part part)
{
	bool changed = false;

	f->part = (int)part;
	f->fresh = form_is_table(f, &f->field[f->focus]) &&
		!editor_is_empty(current(f));
	if (f->fresh)
		(void)editor_request(current(f), REQ_EDIT_FINISH, &changed);
}

/* The first or last part of a field in which the cursor stops by Tab. */
static enum form_part
end_stop(const struct form *f, const struct form_field *field, bool last)
{
	int part = last ? FORM_PARTS - 1 : 0, by = last ? -1 : 1;

	for (; part >= 0 && part < FORM_PARTS; part += by)
		if (form_is_stop(f, field, (enum form_part)part))
			return (enum form_part)part;
	return FORM_VALUE;
}

static bool
move(struct form *f, int by)
{
	int part = f->part + by;

	form_settle(f);
	for (; part >= 0 && part < FORM_PARTS; part += by) {
		if (form_is_stop(
			    f, &f->field[f->focus], (enum form_part)part)) {
			form_enter(f, (enum form_part)part);
			return true;
		}
	}
	f->focus = (f->focus + by + f->count) % f->count;
	form_enter(f, end_stop(f, &f->field[f->focus], by < 0));
	return true;
}

/* Up and down keep to the column where the row has it. */
static void
move_field(struct form *f, int by)
{
	bool head = f->field[f->focus].head; /* above no column of its own */

	if (f->focus + by < 0 || f->focus + by >= f->count)
		return;
	form_settle(f);
	f->focus += by;
	if (head ||
		!form_is_cell(f, &f->field[f->focus], (enum form_part)f->part))
		f->part = (int)end_stop(f, &f->field[f->focus], false);
	form_enter(f, (enum form_part)f->part);
}

/* From the end of a cell of the table into the one beside it. */
static bool
move_cell(struct form *f, int by)
{
	const struct form_field *field = &f->field[f->focus];

	if (!form_is_table(f, field))
		return false;
	for (int part = f->part + by; part >= 0 && part < FORM_PARTS;
		part += by) {
		if (!form_is_cell(f, field, (enum form_part)part))
			continue;
		form_settle(f);
		form_enter(f, (enum form_part)part);
		return true;
	}
	return true;
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
form_is_choice(const struct form *f)
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

/* That it is so as it stands; of a figure of one's own, that it was checked. */
static bool
form_verify(struct form_field *field, bool *changed)
{
	if (field->carried && !field->affirmed) {
		field->affirmed = true;
	} else if (field->figure) {
		field->verified = !field->verified;
		field->typed = field->carried;
	} else if (field->assumed || field->carried) {
		field->affirmed = !field->affirmed;
	} else {
		return false;
	}
	*changed = true;
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
	if (request == REQ_VERIFIED)
		return form_verify(field, changed);
	if (field->choice)
		return touched(
			field, request_choice(f, request, changed), *changed);
	f->fresh = false;
	if (editor_request(current(f), request, changed))
		return touched(field, true, *changed);
	if (request == REQ_EDIT_NEWLINE)
		return move(f, 1);
	if (request == REQ_LEFT || request == REQ_RIGHT)
		return move_cell(f, request == REQ_LEFT ? -1 : 1);
	if (request == REQ_UP || request == REQ_DOWN)
		move_field(f, request == REQ_UP ? -1 : 1);
	else
		return false;
	return true;
}

char *
form_selected(const struct form *f)
{
	return f->count ? editor_selected(current(f)) : NULL;
}

/* In one part of a field, from a place on. */
static bool
find_in(struct form *f, int field, int part, size_t from, const char *words)
{
	const char *text = editor_text(&f->field[field].part[part]), *at;
	size_t place;

	if (!form_is_cell(f, &f->field[field], (enum form_part)part) ||
		f->field[field].choice || from > strlen(text))
		return false;
	at = strcasestr(text + from, words);
	if (at == NULL)
		return false;
	place = (size_t)(at - text);
	f->focus = field;
	f->part = part;
	f->fresh = false;
	editor_select(current(f), place, place + strlen(words));
	return true;
}

/* The rest of this part, then all others in order, and this one's beginning. */
bool
form_find(struct form *f, const char *words)
{
	int all = f->count * FORM_PARTS, at = f->focus * FORM_PARTS + f->part;

	if (f->count == 0 || *words == '\0')
		return false;
	if (find_in(f, f->focus, f->part, current(f)->at, words))
		return true;
	for (int n = 1; n <= all; n++)
		if (find_in(f, (at + n) % all / FORM_PARTS,
			    (at + n) % all % FORM_PARTS, 0, words))
			return true;
	return false;
}

bool
form_is_full(const struct form *f)
{
	return f->count > 0 && current(f)->full;
}

bool
form_input(struct form *f, const struct input *in, bool *changed)
{
	if (form_is_choice(f)) { /* letters mean nothing; a blank turns it */
		if (in->kind == INPUT_KEY && in->key == ' ') {
			turn_choice(&f->field[f->focus], 1);
			*changed = true;
		}
		return touched(&f->field[f->focus], true, *changed);
	}
	if (f->count == 0)
		return false;
	if (f->fresh)
		(void)editor_request(current(f), REQ_EDIT_KILL_BACK, changed);
	f->fresh = false;
	return touched(&f->field[f->focus],
		editor_input(current(f), in, changed), *changed);
}

bool
form_now(struct form *f, int64_t now)
{
	struct form_field *field = f->count ? &f->field[f->focus] : NULL;
	char minute[INSTANT_TEXT];
	struct input in = { .kind = INPUT_PASTE, .paste = minute };
	bool changed = false;

	if (field == NULL ||
		!(field->time || (field->figure && f->part == FORM_AS_OF)))
		return false;
	form_format_minute(minute, now, f->zone);
	in.paste_len = strlen(minute);
	(void)editor_request(current(f), REQ_EDIT_FINISH, &changed);
	(void)editor_request(current(f), REQ_EDIT_KILL_BACK, &changed);
	return editor_input(current(f), &in, &changed);
}

static const char *
id_of(const char *place)
{
	const char *dot = strchr(place, '.');

	return dot ? dot + 1 : place;
}

const char *
form_label(const struct form *f, const char *place, enum lang lang)
{
	for (int i = 0; i < f->count; i++)
		if (strcmp(f->field[i].id, id_of(place)) == 0)
			return say_both(f->field[i].def, "label", lang);
	return NULL;
}

void
form_focus(struct form *f, const char *place)
{
	for (int i = 0; i < f->count; i++) {
		if (strcmp(f->field[i].id, id_of(place)) == 0) {
			f->focus = i;
			form_enter(f, end_stop(f, &f->field[i], false));
		}
	}
}

/*
 * What stands in the fields of a form, as the acts and a draft want it, and
 * what is not sound or missing of it.
 */
#include "tui/console/form.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "tui/pages/typed.h"

/* A figure that is there without a number is being verified. */
void
form_format_number(char out[FORM_NUMBER], const json_t *figure)
{
	const json_t *value = doc_get(figure, "value");

	out[0] = '\0';
	if (value == NULL && *doc_str(figure, "source") &&
		json_is_integer(doc_get(figure, "as_of")))
		fixed_cut(out, FORM_NUMBER, "?");
	else if (json_is_integer(value))
		fixed_format(out, FORM_NUMBER, "%lld",
			(long long)json_integer_value(value));
}

static void
set_number(struct editor *e, const json_t *figure)
{
	const json_t *value = doc_get(figure, "value");
	char text[FORM_NUMBER];

	form_format_number(text, figure);
	editor_set(e, json_is_string(value) ? json_string_value(value) : text);
}

void
form_format_minute(char out[INSTANT_TEXT], int64_t ms, int zone)
{
	instant_format_plain(out, ms, zone);
	out[16] = '\0';
}

void
form_set_time(struct editor *e, const json_t *value, int zone)
{
	char text[INSTANT_TEXT] = "";

	if (json_is_integer(value) && json_integer_value(value) != 0) {
		form_format_minute(text, json_integer_value(value), zone);
		editor_set(e, text);
	} else {
		editor_set(e,
			json_is_string(value) ? json_string_value(value) : "");
	}
}

const json_t *
form_find_figure(const json_t *figures, const char *id)
{
	return doc_find(figures, "name", id);
}

void
form_fill(struct form *f, const json_t *slots, const json_t *figures)
{
	for (int i = 0; i < f->count; i++) {
		struct form_field *field = &f->field[i];
		const json_t *figure = form_find_figure(figures, field->id);

		field->affirmed = field->carried = false;
		field->typed = field->head && doc_bool(figure, "typed");
		if (!field->figure) {
			editor_set(&field->part[0], doc_str(slots, field->id));
			continue;
		}
		set_number(&field->part[FORM_VALUE], figure);
		editor_set(
			&field->part[FORM_SOURCE], doc_str(figure, "source"));
		form_set_time(&field->part[FORM_AS_OF],
			json_object_get(figure, "as_of"), f->zone);
		editor_set(
			&field->part[FORM_REASON], doc_str(figure, "reason"));
		field->verified = doc_bool(figure, "verified");
	}
	if (form_head(f) && !form_find_figure(figures, form_head(f)->id))
		form_hoist(f);
}

static bool
read_number(int64_t *out, const char *text)
{
	return typed_int(out, text) && *out >= 0;
}

static bool
form_read_time(int64_t *out, const char *text, const struct form *f)
{
	return typed_time(out, text, f->today, f->zone);
}

/* A time that is whole stays as it is, to the second: nobody typed it anew. */
static bool
form_settle_time(char out[INSTANT_TEXT], const struct form *f, const char *text)
{
	int64_t ms;

	if (instant_parse(&ms, text, f->zone) || !form_read_time(&ms, text, f))
		return false;
	form_format_minute(out, ms, f->zone);
	return true;
}

bool
form_understand(char out[INSTANT_TEXT], const struct form *f, const char *text)
{
	const struct form_field *field = &f->field[f->focus];
	int64_t n;

	if (field->figure ? f->part == FORM_AS_OF : field->time)
		return form_settle_time(out, f, text);
	if (!field->figure || f->part != FORM_VALUE || !read_number(&n, text))
		return false;
	fixed_format(out, INSTANT_TEXT, "%lld", (long long)n);
	return true;
}

json_t *
form_slots(const struct form *f)
{
	json_t *out = json_object();
	char minute[INSTANT_TEXT];

	for (int i = 0; i < f->count; i++) {
		const struct form_field *field = &f->field[i];
		const char *text = editor_text(&field->part[0]);

		if (field->figure || editor_is_empty(&field->part[0]))
			continue;
		if (field->time && form_settle_time(minute, f, text))
			text = minute;
		doc_put_str(out, field->id, text);
	}
	return out;
}

json_t *
form_slots_all(const struct form *f)
{
	json_t *out = form_slots(f);

	for (int i = 0; i < f->count; i++)
		if (!f->field[i].figure &&
			editor_is_empty(&f->field[i].part[0]))
			doc_put(out, f->field[i].id, json_string(""));
	return out;
}

/* 1 sound, 0 empty, -1 not sound. */
static int
form_read_figure(
	json_t **out, const struct form *f, const struct form_field *field)
{
	const char *value = editor_text(&field->part[FORM_VALUE]);
	const char *as_of = editor_text(&field->part[FORM_AS_OF]);
	const char *source = editor_text(&field->part[FORM_SOURCE]);
	bool open = strcmp(value, "?") == 0 || strcmp(value, "？") == 0;
	int64_t n = 0, at = 0;

	*out = NULL;
	if (editor_is_empty(&field->part[FORM_VALUE]))
		return 0;
	if ((!open && !read_number(&n, value)) || (open && field->verified) ||
		(*as_of && !form_read_time(&at, as_of, f)))
		return -1;
	if (*as_of == '\0')
		at = form_head_as_of(f);
	if (at < 0)
		return -1;
	if (*source == '\0' && form_head(f))
		source = editor_text(&form_head(f)->part[FORM_SOURCE]);
	*out = json_object();
	doc_put_str(*out, "name", field->id);
	if (!open)
		doc_put_int(*out, "value", n);
	doc_put_str(*out, "source", source);
	if (at != 0)
		doc_put_int(*out, "as_of", at);
	doc_put_str(*out, "reason", editor_text(&field->part[FORM_REASON]));
	doc_put_bool(*out, "verified", field->verified);
	return 1;
}

/* It stands in the message already, as it was told; also if somebody says no
 * more than that it is so. */
static bool
is_as_carried(const struct form *f, const struct form_field *field)
{
	const struct form_field *head = form_head(f);
	bool other_source = head && head->typed &&
		editor_is_empty(&field->part[FORM_SOURCE]);

	return field->carried &&
		(!field->affirmed || (!field->typed && !other_source));
}

json_t *
form_figures(const struct form *f)
{
	json_t *out = json_array(), *figure;

	for (int i = 0; i < f->count; i++)
		if (f->field[i].figure && !is_as_carried(f, &f->field[i]) &&
			form_read_figure(&figure, f, &f->field[i]) == 1)
			(void)json_array_append_new(out, figure);
	return out;
}

/* As of now where nothing else is said yet: it is only to be looked at. */
json_t *
form_figures_shown(const struct form *f)
{
	json_t *out = json_array(), *figure;

	for (int i = 0; i < f->count; i++) {
		if (!f->field[i].figure ||
			form_read_figure(&figure, f, &f->field[i]) != 1)
			continue;
		if (f->field[i].carried && doc_int(figure, "as_of") == 0)
			doc_put_int(figure, "as_of", f->today);
		(void)json_array_append_new(out, figure);
	}
	return out;
}

json_t *
form_figures_all(const struct form *f)
{
	json_t *out = form_figures(f);

	for (int i = 0; i < f->count; i++)
		if (f->field[i].figure && !f->field[i].head &&
			editor_is_empty(&f->field[i].part[FORM_VALUE]))
			(void)json_array_append_new(out,
				json_pack("{s:s,s:b}", "name", f->field[i].id,
					"remove", 1));
	return out;
}

json_t *
form_typed_figures(const struct form *f)
{
	static const char *const names[FORM_PARTS] = { "value", "source",
		"as_of", "reason" };
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
		if (field->head)
			doc_put_bool(figure, "typed", field->typed);
		(void)json_array_append_new(out, figure);
	}
	return out;
}

bool
form_is_sound(const struct form *f, const struct form_field *field)
{
	json_t *figure;
	int rc;

	if (!field->figure)
		return true;
	if (field->head)
		return form_head_as_of(f) >= 0;
	rc = form_read_figure(&figure, f, field);
	json_decref(figure);
	return rc >= 0;
}

const struct form_field *
form_fault(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (!form_is_sound(f, &f->field[i]))
			return &f->field[i];
	return NULL;
}

const struct form_field *
form_missing(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (f->field[i].required &&
			editor_is_empty(&f->field[i].part[0]))
			return &f->field[i];
	return NULL;
}

const struct form_field *
form_masked(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		for (int k = 0; k < FORM_PARTS; k++)
			if (strstr(editor_text(&f->field[i].part[k]), "■"))
				return &f->field[i];
	return NULL;
}

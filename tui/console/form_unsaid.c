/*
 * What stands in a form without anybody having said it: the playbook's words,
 * and what was carried over from the bulletins before.
 */
#include "tui/console/form.h"

#include <string.h>

#include "base/doc.h"
#include "tui/pages/carried.h"

static void
form_assume(struct form *f, const json_t *rows, const json_t *slots)
{
	for (int i = 0; i < f->count; i++) {
		struct form_field *field = &f->field[i];

		field->assumed = !field->figure &&
			doc_find(rows, "slot", field->id) &&
			strcmp(editor_text(&field->part[0]),
				doc_str(slots, field->id)) == 0;
		field->affirmed =
			field->affirmed && (field->assumed || field->carried);
	}
}

const struct form_field *
form_assumed(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (f->field[i].assumed && !f->field[i].affirmed)
			return &f->field[i];
	return NULL;
}

json_t *
form_affirmed(const struct form *f)
{
	json_t *list = json_array();

	for (int i = 0; i < f->count; i++)
		if (f->field[i].affirmed)
			json_array_append_new(
				list, json_string(f->field[i].id));
	return list;
}

void
form_affirm(struct form *f, const json_t *ids)
{
	for (int i = 0; i < f->count; i++) {
		struct form_field *field = &f->field[i];

		if ((field->assumed || field->carried) &&
			doc_list_has(ids, field->id))
			field->affirmed = true;
	}
}

/* ---- carried over ------------------------------------------------------- */

static const json_t *
form_row_of(const json_t *rows, const struct form_field *field)
{
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row)
	{
		if (strcmp(doc_str(row, "name"), field->id) == 0 &&
			doc_bool(row, "figure") == field->figure)
			return row;
	}
	return NULL;
}

static bool
is_part(const struct form_field *field, enum form_part part, const char *text)
{
	return strcmp(editor_text(&field->part[part]), text) == 0;
}

/* Does the figure stand as it was told, and as of no other time? */
static bool
is_as_told(const struct form *f, const struct form_field *field,
	const json_t *figures)
{
	char value[FORM_NUMBER], as_of[INSTANT_TEXT];
	const json_t *told = form_find_figure(figures, field->id);

	if (told == NULL)
		return false;
	form_format_number(value, told);
	form_format_minute(as_of, doc_int(told, "as_of"), f->zone);
	return is_part(field, FORM_VALUE, value) &&
		(is_part(field, FORM_SOURCE, doc_str(told, "source")) ||
			is_part(field, FORM_SOURCE, "")) &&
		is_part(field, FORM_REASON, "") &&
		(is_part(field, FORM_AS_OF, "") ||
			is_part(field, FORM_AS_OF, as_of)) &&
		field->verified == doc_bool(told, "verified");
}

static void
field_carry(struct form *f, struct form_field *field, const json_t *row,
	const json_t *slots, const json_t *figures)
{
	struct form_field *head = form_head(f);
	struct editor *as_of = &field->part[FORM_AS_OF];
	bool was = field->carried;

	field->carried = row != NULL && *doc_str(row, "by") == '\0' &&
		(field->typed ||
			(field->figure ? is_as_told(f, field, figures)
				       : is_part(field, FORM_VALUE,
						 doc_str(slots, field->id))));
	if (field->carried)
		carried_mark(field->mark, sizeof(field->mark), row);
	else if (!field->head)
		field->typed = false;
	if (field->carried && field->figure && !field->typed) {
		editor_set(as_of, "");
		if (head && !head->typed)
			editor_set(&head->part[FORM_AS_OF], "");
	} else if (was && field->figure && editor_is_empty(as_of))
		form_set_time(as_of,
			json_object_get(
				form_find_figure(figures, field->id), "as_of"),
			f->zone);
}

void
form_mark_unsaid(struct form *f, const json_t *show)
{
	const json_t *slots = json_object_get(show, "slots");
	const json_t *rows = json_object_get(show, "carried");

	for (int i = 0; i < f->count; i++)
		field_carry(f, &f->field[i], form_row_of(rows, &f->field[i]),
			slots, json_object_get(show, "figures"));
	form_assume(f, json_object_get(show, "assumed"), slots);
}

const struct form_field *
form_carried(const struct form *f, bool figure)
{
	for (int i = 0; i < f->count; i++)
		if (f->field[i].carried && !f->field[i].affirmed &&
			f->field[i].figure == figure)
			return &f->field[i];
	return NULL;
}

bool
form_affirm_all(struct form *f)
{
	bool any = false;

	for (int i = 0; i < f->count; i++) {
		if (!f->field[i].carried || f->field[i].affirmed)
			continue;
		f->field[i].affirmed = true;
		any = true;
	}
	return any;
}

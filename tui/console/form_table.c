/*
 * Figures as a table: what the rows have in common, what was told before, and
 * in which cells the cursor stops.
 */
#include "tui/console/form.h"

#include <string.h>

#include "base/doc.h"
#include "tui/pages/typed.h"

struct form_field *
form_head(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (f->field[i].head)
			return &f->field[i];
	return NULL;
}

static bool
table_time(int64_t *out, const char *text, const struct form *f)
{
	return typed_time(out, text, f->today, f->zone);
}

bool
form_is_table(const struct form *f, const struct form_field *field)
{
	return field->figure && form_head(f) != NULL;
}

/* The slot that says as of when all figures of the text are; NULL. */
static const struct form_field *
as_of_slot(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (f->field[i].time && strcmp(f->field[i].id, "as_of") == 0)
			return &f->field[i];
	return NULL;
}

bool
form_changes(int64_t *by, const struct form_field *field)
{
	int64_t now;

	if (field->is_told != FORM_TOLD ||
		!typed_int(&now, editor_text(&field->part[FORM_VALUE])))
		return false;
	*by = now - field->told;
	return *by != 0;
}

bool
form_is_cell(const struct form *f, const struct form_field *field,
	enum form_part part)
{
	if (!field->figure)
		return part == FORM_VALUE;
	if (field->head)
		return part == FORM_SOURCE ||
			(part == FORM_AS_OF && as_of_slot(f) == NULL);
	return true;
}

/* In the table what is typed once is the head's; and why one has changed. */
bool
form_is_stop(const struct form *f, const struct form_field *field,
	enum form_part part)
{
	int64_t by;

	if (!form_is_table(f, field) || field->head)
		return form_is_cell(f, field, part);
	return part == FORM_VALUE ||
		(part == FORM_REASON && form_changes(&by, field));
}

int64_t
form_head_as_of(const struct form *f)
{
	const struct form_field *head = form_head(f), *slot = as_of_slot(f);
	const char *text = "";
	int64_t at;

	if (head)
		text = editor_text(&head->part[FORM_AS_OF]);
	if (*text)
		return table_time(&at, text, f) ? at : -1;
	return slot && table_time(&at, editor_text(&slot->part[0]), f) ? at : 0;
}

/* ---- what the rows have in common --------------------------------------- */

static bool
has_value(const struct form_field *field)
{
	return field->figure && !field->head &&
		!editor_is_empty(&field->part[FORM_VALUE]);
}

/* The text that all rows with a value have in this part; NULL if they differ
 * or have none. */
static const char *
common_part(const struct form *f, enum form_part part)
{
	const char *text = NULL, *one;

	for (int i = 0; i < f->count; i++) {
		if (!has_value(&f->field[i]))
			continue;
		one = editor_text(&f->field[i].part[part]);
		if (*one == '\0' || (text && strcmp(one, text) != 0))
			return NULL;
		text = one;
	}
	return text;
}

static void
clear_part(struct form *f, enum form_part part)
{
	for (int i = 0; i < f->count; i++)
		if (has_value(&f->field[i]))
			editor_set(&f->field[i].part[part], "");
}

void
form_hoist(struct form *f)
{
	struct form_field *head = form_head(f);
	const struct form_field *slot = as_of_slot(f);
	const char *text = common_part(f, FORM_SOURCE);
	int64_t at, whole;

	if (text) {
		editor_set(&head->part[FORM_SOURCE], text);
		clear_part(f, FORM_SOURCE);
	}
	text = common_part(f, FORM_AS_OF);
	if (text == NULL)
		return;
	if (slot == NULL)
		editor_set(&head->part[FORM_AS_OF], text);
	else if (!table_time(&at, text, f) ||
		!table_time(&whole, editor_text(&slot->part[0]), f) ||
		at / 60000 != whole / 60000)
		return; /* as of another time than the text: each says so */
	clear_part(f, FORM_AS_OF);
}

/* ---- what was told ------------------------------------------------------ */

static void
tell_one(struct form_field *field, const json_t *bulletin)
{
	const json_t *v =
		doc_get(json_object_get(bulletin, "values"), field->id);

	if (v == NULL)
		return;
	field->is_told = json_is_integer(doc_get(v, "value")) ? FORM_TOLD
							      : FORM_TOLD_OPEN;
	field->told = doc_int(v, "value");
	field->told_in = (int)doc_int(bulletin, "number");
}

static bool
bulletin_is_out(const json_t *bulletin)
{
	return strcmp(doc_str(bulletin, "state"), "fired") == 0 ||
		strcmp(doc_str(bulletin, "state"), "released") == 0;
}

void
form_tell(struct form *f, const json_t *answer, const char *message)
{
	size_t n;
	json_t *b;

	for (int i = 0; i < f->count; i++) {
		f->field[i].is_told = FORM_UNTOLD;
		json_array_foreach(json_object_get(answer, "bulletins"), n, b)
		{
			if (f->field[i].figure && bulletin_is_out(b) &&
				strcmp(doc_str(b, "message"), message) != 0)
				tell_one(&f->field[i], b);
		}
	}
}

/*
 * What an incident has told the public in numbers: the last word on each
 * figure, and all of them as a table over its bulletins.
 */
#include "domain/figure/figure.h"

#include <string.h>

#include "base/doc.h"
#include "domain/incident/incident.h"
#include "domain/message/message.h"
#include "domain/message/message_standing.h"
#include "domain/release/delivery.h"

enum { TOLD_MAX = 500, TABLE_MAX = 200, TAKEN_MAX = 100 };

/* It was fired, and some account has it or may get it yet. */
static bool
message_was_told(const struct message *m)
{
	return m->state >= MESSAGE_FIRED && !message_reached_nobody(m);
}

/* What released withdrawals took back. */
static size_t
taken_back(const struct message **out, const struct incident *i)
{
	size_t count = 0;

	for (size_t n = 0; n < i->message_count && count < TAKEN_MAX; n++) {
		const struct message *m = i->messages[n];

		if (m->kind == KIND_WITHDRAWAL && *m->corrects &&
			message_was_told(m))
			out[count++] = incident_message(i, m->corrects);
	}
	return count;
}

static bool
message_is_among(const struct message *m, const struct message *const *rows,
	size_t count)
{
	for (size_t n = 0; n < count; n++)
		if (rows[n] == m)
			return true;
	return false;
}

bool
message_is_taken_back(const struct incident *i, const struct message *m)
{
	const struct message *taken[TAKEN_MAX];
	size_t back = taken_back(taken, i);

	return message_is_among(m, taken, back);
}

/* By time of fire; numbers are nearly in that order already. */
static void
sort_by_fire(const struct message **rows, size_t count)
{
	for (size_t n = 1; n < count; n++) {
		const struct message *m = rows[n];
		size_t k = n;

		for (; k > 0 && rows[k - 1]->fired.time > m->fired.time; k--)
			rows[k] = rows[k - 1];
		rows[k] = m;
	}
}

size_t
incident_published(const struct message **out, size_t max,
	const struct incident *i, const struct message *m)
{
	const struct message *taken[TAKEN_MAX];
	size_t back = taken_back(taken, i), count = 0;

	for (size_t n = i->message_count; n > 0 && count < max; n--) {
		const struct message *o = i->messages[n - 1];

		if (o != m && message_was_told(o) &&
			!message_is_among(o, taken, back))
			out[count++] = o;
	}
	for (size_t n = 0; n < count / 2; n++) {
		const struct message *o = out[n];

		out[n] = out[count - 1 - n];
		out[count - 1 - n] = o;
	}
	sort_by_fire(out, count);
	return count;
}

/* Newer rows take the place of older ones of the same figure. */
static void
lay_over(json_t *told, const struct message *m)
{
	json_t *row, *copy;
	size_t n;

	json_array_foreach(m->figures, n, row)
	{
		const json_t *old = figure_row(told, doc_str(row, "name"));
		size_t at = 0;

		while (old && json_array_get(told, at) != old)
			at++;
		copy = json_copy(row);
		doc_put_str(copy, "message", m->id);
		if (m->issue)
			doc_put_int(copy, "number", m->issue);
		if (old)
			json_array_set_new(told, at, copy);
		else
			json_array_append_new(told, copy);
	}
}

json_t *
figures_published(const struct incident *i, const struct message *m)
{
	const struct message *rows[TOLD_MAX];
	size_t count = incident_published(rows, TOLD_MAX, i, m);
	json_t *told = json_array();

	for (size_t n = 0; n < count; n++)
		lay_over(told, rows[n]);
	return told;
}

/* ---- the table --------------------------------------------------------- */

static json_t *
label_of(const struct playbook *p, const char *id)
{
	const struct figure_def *f = p ? playbook_figure(p, id) : NULL;
	const struct both plain = { { id, id } };

	return doc_both(f ? &f->label : &plain);
}

static void
add_column(json_t *columns, const struct playbook *p, const char *id)
{
	const struct figure_def *f = p ? playbook_figure(p, id) : NULL;
	json_t *doc, *have;
	size_t n;

	json_array_foreach(columns, n,
		have) if (strcmp(doc_str(have, "id"), id) == 0) return;
	doc = json_object();
	doc_put_str(doc, "id", id);
	doc_put(doc, "label", label_of(p, id));
	doc_put_str(doc, "role", figure_role_word(f ? f->role : FIGURE_OTHER));
	json_array_append_new(columns, doc);
}

/* In the playbook's order, those that some message carries. */
static json_t *
columns_of(const struct incident *i, const struct playbook *p)
{
	json_t *columns = json_array(), *row;
	size_t n;

	for (size_t f = 0; p && f < p->figure_count; f++)
		for (size_t k = 0; k < i->message_count; k++)
			if (figure_row(
				    i->messages[k]->figures, p->figures[f].id))
				add_column(columns, p, p->figures[f].id);
	for (size_t k = 0; k < i->message_count; k++)
		json_array_foreach(i->messages[k]->figures, n, row)
			add_column(columns, p, doc_str(row, "name"));
	return columns;
}

static json_t *
values_of(const struct message *m, const json_t *told)
{
	json_t *values = json_object(), *row;
	size_t n;

	json_array_foreach(m->figures, n, row)
	{
		const char *name = doc_str(row, "name");
		int64_t was = figure_value(told, name);
		json_t *doc = json_copy(row);

		(void)json_object_del(doc, "name");
		if (doc_get(row, "value") && was >= 0)
			doc_put_int(doc, "change", doc_int(row, "value") - was);
		doc_put(values, name, doc);
	}
	return values;
}

static void
add_bulletin(json_t *list, const struct incident *i, const struct message *m,
	json_t *told, bool out)
{
	json_t *doc;

	if (json_array_size(m->figures) == 0)
		return;
	doc = json_object();
	doc_put_str(doc, "message", m->id);
	doc_put_int(doc, "number", m->issue);
	doc_put_str(doc, "kind", message_kind_row(m->kind)->word);
	doc_put_str(doc, "state", message_state_row(m->state)->word);
	doc_put(doc, "standing", message_standing_doc(i, m, NULL));
	doc_put_int(doc, "time", out ? m->fired.time : 0);
	doc_put_str(doc, "title", m->title);
	doc_put(doc, "values", values_of(m, told));
	json_array_append_new(list, doc);
	if (out)
		lay_over(told, m);
}

json_t *
figure_table(const struct incident *i, const struct playbook *p)
{
	const struct message *rows[TABLE_MAX];
	size_t count = incident_published(rows, TABLE_MAX, i, NULL);
	json_t *doc = json_object(), *list = json_array(), *told = json_array();

	for (size_t n = 0; n < count; n++)
		add_bulletin(list, i, rows[n], told, true);
	for (size_t n = 0;
		n < i->message_count && json_array_size(list) < TABLE_MAX; n++)
		if (i->messages[n]->state < MESSAGE_FIRED ||
			message_reached_nobody(i->messages[n]))
			add_bulletin(list, i, i->messages[n], told, false);
	doc_put_str(doc, "incident", i->id);
	doc_put_str(doc, "title", i->title);
	doc_put_str(doc, "mode", i->drill ? "drill" : "actual");
	doc_put(doc, "figures", columns_of(i, p));
	doc_put(doc, "bulletins", list);
	json_decref(told);
	return doc;
}

/*
 * Two comparisons: L-37 with the incident's lines to take (口径), L-38 of each
 * variant with the master. Fitted variants consist of the master's paragraphs,
 * so it is those edited by hand that can differ.
 */
#include "lint/lint_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/level.h"
#include "lint/level_said.h"
#include "lint/mention.h"
#include "lint/toponym.h"

/* ---- L-37 -------------------------------------------------------------- */

/* The same instant where both are times, else one holds the other. */
static bool
line_agrees(const char *value, const char *line, int zone)
{
	int64_t a, b;

	if (instant_parse(&a, value, zone) && instant_parse(&b, line, zone))
		return a == b;
	return text_holds(value, line) || text_holds(line, value);
}

static void
check_slot(struct lint_scan *s, const struct lint_line *line, const char *value)
{
	if (line_agrees(value, line->text, s->c->zone))
		return;
	for (size_t i = 0; i < s->c->field_count; i++) {
		const struct lint_field *f = &s->c->fields[i];
		const char *dot = strrchr(f->name, '.');

		if (f->part == PART_SLOT &&
			strcmp(dot ? dot + 1 : f->name, line->topic) == 0) {
			scan_add_original(s, i, 0, f->len);
			return;
		}
	}
	scan_add_whole(s, line->topic);
}

static void
check_figure(struct lint_scan *s, const struct lint_line *line)
{
	const struct lint_figure *f = lint_figure_now(s->c, line->topic);
	struct numeral n;
	size_t start, end;

	if (f && f->value >= 0 &&
		numeral_find(
			&n, &start, &end, line->text, strlen(line->text), 0) &&
		!n.about && n.value != f->value)
		scan_add_whole(s, line->topic);
}

/* Numbers beside figures' words in a line of free wording. */
static void
check_wording(struct lint_scan *s, const struct lint_line *line)
{
	struct text_folded f;
	struct mentions all;

	lint_fold(&f, line->text, strlen(line->text));
	mentions_find(&all, s->c, f.data, f.len);
	for (size_t k = 0; k < all.count; k++) {
		const struct mention *m = &all.rows[k];
		bool known = false, same = false, other = false;

		for (size_t i = 0; i < s->c->figure_def_count && i < 64; i++) {
			const struct lint_figure *now = m->figures >> i & 1
				? lint_figure_now(s->c, s->c->figure_defs[i].id)
				: NULL;

			known = known || (now && now->value >= 0);
			same = same || (now && now->value == m->number.value);
			other = other || (now && now->value > 0);
		}
		/*
		 * a number belongs to one of the figures, a zero to all of them
		 */
		same = m->nobody ? !other : same;
		if (known && !same && !m->about && !m->part)
			scan_add_whole(s, line->topic);
	}
	mentions_release(&all);
	text_folded_release(&f);
}

/* What a line of the topic "level" says: "II", "二级", "level II". */
static int
level_of(const char *line)
{
	struct text_folded f;
	size_t end;
	int level = level_parse(line);

	lint_fold(&f, line, strlen(line));
	for (size_t i = 0; i < f.len && level == LEVEL_NONE; i++)
		level = level_said_at(&end, f.data, i);
	for (int i = LEVEL_I; i < LEVEL_COUNT && level == LEVEL_NONE; i++) {
		static const char *const words[] = { "", "一级", "二级", "三级",
			"四级" };
		static const char *const roman[] = { "", "i级", "ii级", "iii级",
			"iv级" };

		if (strcmp(f.data, words[i]) == 0 ||
			strcmp(f.data, roman[i]) == 0)
			level = i;
	}
	text_folded_release(&f);
	return level;
}

static void
check_level_line(struct lint_scan *s, const struct lint_line *line)
{
	const struct lint_text *t = NULL;
	int want = level_of(line->text), level;
	size_t end = 0;

	for (size_t i = 0; want != LEVEL_NONE && (t = scan_next(s, &i)) != NULL;
		i++) {
		for (size_t k = 0; k < t->f.len; k++) {
			level = level_said_at(&end, t->f.data, k);
			if (level == LEVEL_NONE)
				continue;
			if (level != want)
				scan_add(s, i, k, end, line->topic);
			k = end - 1;
		}
	}
}

/* Some place of the text stands in the line as well. */
static bool
is_in_line(const struct toponyms *here, const struct text_folded *line)
{
	for (size_t k = 0; k < here->count; k++) {
		const struct toponym *p = &here->rows[k];

		if (memmem(line->data, line->len, p->text + p->two,
			    p->end - p->two) ||
			(p->is_short &&
				memmem(line->data, line->len, p->text + p->one,
					p->end - p->one)))
			return true;
	}
	return here->count == 0;
}

/* A text that names places, but not the one that was agreed on. */
static void
check_place_line(struct lint_scan *s, const struct lint_line *line)
{
	struct text_folded f;

	lint_fold(&f, line->text, strlen(line->text));
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		struct toponyms here;

		if (s->c->fields[i].part == PART_TITLE)
			continue;
		toponyms_find(&here, s, i);
		if (!is_in_line(&here, &f))
			scan_add(s, i, here.rows[0].two, here.rows[0].end,
				line->topic);
		toponyms_release(&here);
	}
	text_folded_release(&f);
}

bool
lint_topic_is_place(const char *topic)
{
	static const char *const words[] = { "place", "地点" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(topic, words[i]) == 0)
			return true;
	return false;
}

void
check_lines(struct lint_scan *s)
{
	for (size_t i = 0; i < s->c->line_count; i++) {
		const struct lint_line *line = &s->c->lines[i];
		const char *slot = doc_str(s->c->slots, line->topic);

		if (s->c->kind == KIND_CORRECTION ||
			s->c->kind == KIND_WITHDRAWAL)
			continue; /* they quote what was wrong */
		if (*slot)
			check_slot(s, line, slot);
		else if (strcmp(line->topic, "level") == 0)
			check_level_line(s, line);
		else if (lint_topic_is_place(line->topic))
			check_place_line(s, line);
		else if (lint_figure_now(s->c, line->topic))
			check_figure(s, line);
		else
			check_wording(s, line);
	}
}

/* ---- L-38 -------------------------------------------------------------- */

struct number_values {
	int64_t *rows;
	size_t count;
};

/* A walk over the numbers of a text that skips addresses. */
struct number_walk {
	const struct text_folded *f;
	struct numeral n;
	size_t start, end; /* of the number */
	size_t url, url_end; /* the next address; url_end SIZE_MAX: none */
};

/* An address says nothing about numbers. */
static bool
in_address(struct number_walk *w)
{
	while (w->url_end <= w->start)
		if (!text_url(&w->url, &w->url_end, w->f->data, w->f->len,
			    w->url_end))
			w->url = w->url_end = SIZE_MAX;
	return w->url <= w->start && w->url_end != SIZE_MAX;
}

/*
 * Moves to the next number that is surely one: any with digits, and Chinese
 * numerals from two on if something countable follows.
 */
static bool
next_number(struct number_walk *w)
{
	const char *text = w->f->data;

	while (numeral_find(
		&w->n, &w->start, &w->end, text, w->f->len, w->end)) {
		bool digit = text[w->start] >= '0' && text[w->start] <= '9';

		if (!digit &&
			(!w->n.chinese || w->n.value < 2 || w->n.about ||
				!mention_is_counted(text, w->f->len, w->end)))
			continue;
		if (!in_address(w))
			return true;
		w->end = w->url_end;
	}
	return false;
}

static void
values_collect(struct number_values *v, const struct text_folded *f)
{
	struct number_walk w = { .f = f };

	while (next_number(&w))
		*MEM_ADD(v->rows, v->count) = w.n.value;
}

/*
 * A correction may quote the text that it corrects, so earlier numbers are
 * allowed too.
 */
static void
values_collect_told(struct number_values *v, const struct lint_case *c)
{
	struct text_folded f;

	if (c->kind != KIND_CORRECTION && c->kind != KIND_WITHDRAWAL)
		return;
	for (size_t i = 0; i < 2 * c->earlier_count; i++) {
		const struct lint_bulletin *b = &c->earlier[i / 2];
		const char *text = i % 2 ? b->text : b->title;

		lint_fold(&f, text, strlen(text));
		values_collect(v, &f);
		text_folded_release(&f);
	}
}

static int
values_by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
compare_values(
	struct lint_scan *s, size_t field, const struct number_values *master)
{
	struct number_walk w = { .f = &s->texts[field].f };

	while (next_number(&w))
		if (!master->count ||
			!bsearch(&w.n.value, master->rows, master->count,
				sizeof(*master->rows), values_by_value))
			scan_add(s, field, w.start, w.end, NULL);
}

static void
compare_links(struct lint_scan *s, size_t field)
{
	const struct lint_text *t = &s->texts[field];
	size_t start = 0, end = 0;

	while (t->field->no_links &&
		text_url(&start, &end, t->f.data, t->f.len, end))
		scan_add(s, field, start, end, NULL);
}

void
check_variants(struct lint_scan *s)
{
	struct number_values master = { 0 };
	bool master_is = false, any = false;

	for (size_t i = 0; i < s->c->field_count; i++) {
		enum lint_part part = s->c->fields[i].part;

		master_is = master_is || part == PART_TEXT;
		any = any || part == PART_VARIANT;
	}
	if (!any || !master_is)
		return;
	for (size_t i = 0; i < s->c->field_count; i++)
		if (scan_is_master(s, i))
			values_collect(&master, &s->texts[i].f);
	values_collect_told(&master, s->c);
	if (master.count > 1)
		qsort(master.rows, master.count, sizeof(*master.rows),
			values_by_value);
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		if (s->c->fields[i].part != PART_VARIANT)
			continue;
		compare_values(s, i, &master);
		compare_links(s, i);
	}
	free(master.rows);
}

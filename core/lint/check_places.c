/*
 * L-38T and L-38P: a variant names no place that the master has not. It may
 * leave places out; which of them it may not is the templates' `must`.
 */
#include "lint/lint_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "lint/place.h"

enum { GUESSES = 64, QUOTED_MAX = 4 << 20 };

static bool
is_master(const struct lint_scan *s, size_t i)
{
	enum lint_part part = s->c->fields[i].part;

	return part == PART_TITLE || part == PART_TEXT;
}

/*
 * "青河、石桥两镇" names both without saying the sort of the first: the name
 * alone, with no sort behind it, will do.
 */
static bool
is_named_alone(const struct lint_scan *s, const struct place *p)
{
	size_t len = p->sort - p->two;

	while (len && p->text[p->two + len - 1] == ' ')
		len--;
	for (size_t i = 0; !p->is_short && i < s->c->field_count; i++) {
		const struct text_folded *f = &s->texts[i].f;
		const char *at = is_master(s, i)
			? memmem(f->data, f->len, p->text + p->two, len)
			: NULL;

		if (at &&
			(strncmp(at + len, "、", 3) == 0 ||
				strncmp(at + len, "两", 3) == 0 ||
				strncmp(at + len, "和", 3) == 0 ||
				strncmp(at + len, " and ", 5) == 0))
			return true;
	}
	return false;
}

/* What earlier bulletins said, a correction may quote; "" for other kinds.
 * The caller frees it. */
static char *
quotable(const struct lint_case *c)
{
	bool quotes = c->kind == KIND_CORRECTION || c->kind == KIND_WITHDRAWAL;
	struct buf all;

	buf_init(&all, QUOTED_MAX);
	for (size_t i = 0; quotes && i < 2 * c->earlier_count; i++) {
		const struct lint_bulletin *b = &c->earlier[i / 2];
		const char *text = i % 2 ? b->text : b->title;
		struct text_folded f;

		lint_fold(&f, text, strlen(text));
		buf_add(&all, f.data, f.len);
		buf_putc(&all, '\n');
		text_folded_release(&f);
	}
	return buf_take(&all);
}

static bool
is_quoted(const char *told, const struct place *p)
{
	return memmem(told, strlen(told), p->text + p->two, p->end - p->two) !=
		NULL;
}

static void
compare(struct lint_scan *s, size_t i, const struct place_set *master,
	const char *told)
{
	struct places here;
	int guesses = 0;

	places_find(&here, s, i);
	for (size_t k = 0; k < here.count; k++) {
		const struct place *p = &here.rows[k];

		if (place_set_has(master, p))
			continue;
		if (guesses++ < GUESSES &&
			(is_named_alone(s, p) || is_quoted(told, p)))
			continue;
		scan_add(s, i, p->two, p->end, NULL);
	}
	places_release(&here);
}

void
check_variant_places(struct lint_scan *s)
{
	struct place_set master;
	bool master_is = false, any = false;
	char *told;

	place_set_init(&master);
	for (size_t i = 0; i < s->c->field_count; i++)
		any = any || s->c->fields[i].part == PART_VARIANT;
	for (size_t i = 0; any && i < s->c->field_count; i++) {
		struct places named;

		if (!is_master(s, i))
			continue;
		master_is = master_is || s->c->fields[i].part == PART_TEXT;
		places_find(&named, s, i);
		place_set_add(&master, &named);
		places_release(&named);
	}
	place_set_ready(&master);
	told = master_is ? quotable(s->c) : NULL;
	for (size_t i = 0; master_is && scan_next(s, &i) != NULL; i++)
		if (s->c->fields[i].part == PART_VARIANT)
			compare(s, i, &master, told);
	free(told);
	place_set_release(&master);
}

/*
 * L-38T and L-38P: a variant names no place that the master has not. It may
 * leave places out; which of them it may not is the templates' `must`.
 */
#include "lint/lint_check.h"

#include <stdlib.h>
#include <string.h>

#include "lint/place.h"

enum { GUESSES = 64 };

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

/* What an earlier bulletin said, a correction may quote. */
static bool
is_quoted(const struct lint_scan *s, const struct place *p)
{
	const struct lint_case *c = s->c;
	if (c->kind != KIND_CORRECTION && c->kind != KIND_WITHDRAWAL)
		return false;
	for (size_t i = 0; i < 2 * c->earlier_count; i++) {
		const struct lint_bulletin *b = &c->earlier[i / 2];
		struct text_folded f;
		const char *text = i % 2 ? b->text : b->title;
		lint_fold(&f, text, strlen(text));
		bool found = memmem(f.data, f.len, p->text + p->two,
				     p->end - p->two) != NULL;
		text_folded_release(&f);
		if (found)
			return true;
	}
	return false;
}

static void
compare(struct lint_scan *s, size_t i, const struct place_set *master)
{
	struct places here;
	int guesses = 0;
	places_find(&here, s, i);
	for (size_t k = 0; k < here.count; k++) {
		const struct place *p = &here.rows[k];
		if (place_set_has(master, p))
			continue;
		if (guesses++ < GUESSES &&
			(is_named_alone(s, p) || is_quoted(s, p)))
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
	for (size_t i = 0; master_is && scan_next(s, &i) != NULL; i++)
		if (s->c->fields[i].part == PART_VARIANT)
			compare(s, i, &master);
	place_set_release(&master);
}

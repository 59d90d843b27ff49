/*
 * L-38T and L-38P: a variant names no place that the master has not. It may
 * leave places out; which of them it may not is the templates' `must`.
 */
#include "lint/lint_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "lint/toponym.h"

enum { GUESSES = 64, QUOTED_MAX = 4 << 20 };

/*
 * "青河、石桥两镇" names both towns but writes 镇 once: in a list like this the
 * name without its sort is enough.
 */
static bool
is_named_alone(const struct lint_scan *s, const struct toponym *p)
{
	size_t len = p->sort - p->two;

	while (len && p->text[p->two + len - 1] == ' ')
		len--;
	for (size_t i = 0; !p->is_short && i < s->c->field_count; i++) {
		const struct text_folded *f = &s->texts[i].f;
		const char *at = scan_is_master(s, i)
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

/*
 * The folded texts of earlier bulletins, which a correction may quote; "" for
 * other kinds. Newest first, as many as fit. The caller frees it.
 */
static char *
quotable(const struct lint_case *c)
{
	bool quotes = c->kind == KIND_CORRECTION || c->kind == KIND_WITHDRAWAL;
	bool fits = true;
	struct buf all;

	buf_init(&all, QUOTED_MAX);
	for (size_t i = quotes ? 2 * c->earlier_count : 0; fits && i > 0; i--) {
		const struct lint_bulletin *b = &c->earlier[(i - 1) / 2];
		const char *text = i % 2 ? b->title : b->text;
		struct text_folded f;

		lint_fold(&f, text, strlen(text));
		fits = buf_try_add(&all, f.data, f.len) &&
			buf_try_puts(&all, "\n");
		text_folded_release(&f);
	}
	return buf_take(&all);
}

static bool
is_quoted(const char *told, const struct toponym *p)
{
	return memmem(told, strlen(told), p->text + p->two, p->end - p->two) !=
		NULL;
}

static void
compare_toponyms(struct lint_scan *s, size_t i,
	const struct toponym_set *master, const char *told)
{
	struct toponyms here;
	int guesses = 0;

	toponyms_find(&here, s, i);
	for (size_t k = 0; k < here.count; k++) {
		const struct toponym *p = &here.rows[k];

		if (toponym_set_has(master, p))
			continue;
		if (guesses++ < GUESSES &&
			(is_named_alone(s, p) || is_quoted(told, p)))
			continue;
		scan_add(s, i, p->two, p->end, NULL);
	}
	toponyms_release(&here);
}

void
check_variant_places(struct lint_scan *s)
{
	struct toponym_set master;
	bool master_is = false, any = false;
	char *told;

	toponym_set_init(&master);
	for (size_t i = 0; i < s->c->field_count; i++)
		any = any || s->c->fields[i].part == PART_VARIANT;
	for (size_t i = 0; any && i < s->c->field_count; i++) {
		struct toponyms named;

		if (!scan_is_master(s, i))
			continue;
		master_is = master_is || s->c->fields[i].part == PART_TEXT;
		toponyms_find(&named, s, i);
		toponym_set_add(&master, &named);
		toponyms_release(&named);
	}
	toponym_set_ready(&master);
	told = master_is ? quotable(s->c) : NULL;
	for (size_t i = 0; master_is && scan_next(s, &i) != NULL; i++)
		if (s->c->fields[i].part == PART_VARIANT)
			compare_toponyms(s, i, &master, told);
	free(told);
	toponym_set_release(&master);
}

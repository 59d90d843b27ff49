/*
 * Compares numbers in the text with the figures: L-10 (they are the same), its
 * milder form (a rough or partial number cannot be compared), L-11 (an
 * unverified number is said to be unverified).
 */
#include "lint/lint_check.h"

#include <string.h>

#include "base/doc.h"
#include "lint/mention_judge.h"

enum { NEAR = 60, EXEMPT_MAX = 16 };

/*
 * Places whose numbers are not this message's: reasons of figures, words of
 * others.
 */
struct exempt {
	size_t start[EXEMPT_MAX], end[EXEMPT_MAX];
	size_t count;
};

static void
exempt_words(struct exempt *x, const struct text_folded *in, const char *words)
{
	struct text_folded f;
	const char *at = in->data;

	if (words == NULL || *words == '\0')
		return;
	lint_fold(&f, words, strlen(words));
	while (f.len && x->count < EXEMPT_MAX &&
		(at = strstr(at, f.data)) != NULL) {
		x->start[x->count] = (size_t)(at - in->data);
		x->end[x->count++] = (size_t)(at - in->data) + f.len;
		at += f.len;
	}
	text_folded_release(&f);
}

static bool
is_exempt(const struct exempt *x, const struct mention *m)
{
	for (size_t i = 0; i < x->count; i++)
		if (m->start >= x->start[i] && m->end <= x->end[i])
			return true;
	return false;
}

static void
find_exempt(struct exempt *x, const struct lint_case *c,
	const struct text_folded *in)
{
	x->count = 0;
	exempt_words(x, in, c->claim.text);
	exempt_words(x, in, doc_str(c->slots, "claim"));
	exempt_words(x, in, doc_str(c->slots, "said"));
	exempt_words(x, in, doc_str(c->slots, "source_title"));
	for (size_t i = 0; i < c->figure_count; i++)
		exempt_words(x, in, c->figures[i].reason);
}

/* A finding with its figure, so that it can be set or the text mended. */
static void
scan_add_figure(struct lint_scan *s, size_t field, const struct mention *m,
	const struct figure_def *def, int64_t said)
{
	size_t before = s->out->count;
	char text[LANG_COUNT][96];

	for (int lang = 0; lang < LANG_COUNT; lang++)
		mention_say(text[lang], sizeof(text[lang]), s->c, def, said,
			(enum lang)lang);
	scan_add_both(s, field, m->start, m->tail,
		&(const struct both)BOTH(text[LANG_EN], text[LANG_ZH]));
	if (s->out->count == before)
		return; /* no room */
	s->out->rows[before].figure = def;
	s->out->rows[before].said = said;
}

/* What others claim, quoted or told, is answered and not compared. */
static bool
is_of_others(const struct lint_case *c, const struct mention *m)
{
	if (c->kind == KIND_REBUTTAL)
		return m->quoted || m->claimed;
	return m->quoted && m->claimed;
}

static void
judge_text(struct lint_scan *s, size_t i, struct mention_told *told,
	enum answer wanted)
{
	const struct mentions *all = scan_mentions(s, i);
	struct exempt x;

	if (all->count == 0)
		return;
	find_exempt(&x, s->c, &s->texts[i].f);
	mention_told_text(told, all, s->c->fields[i].part == PART_TITLE);
	for (size_t k = 0; k < all->count; k++) {
		const struct mention *m = &all->rows[k];
		const struct figure_def *def = NULL;
		int64_t said = 0;

		if (!is_exempt(&x, m) && !is_of_others(s->c, m) &&
			mention_judge(&def, &said, told, m) == wanted)
			scan_add_figure(s, i, m, def, said);
	}
}

static void
scan_numbers(struct lint_scan *s, enum answer wanted)
{
	struct mention_told told;

	if (!s->c->in_incident)
		return;
	mention_told_init(&told, s);
	for (size_t i = 0; scan_next(s, &i) != NULL; i++)
		judge_text(s, i, &told, wanted);
}

void
check_numbers(struct lint_scan *s)
{
	scan_numbers(s, OTHER);
}

void
check_rough_numbers(struct lint_scan *s)
{
	scan_numbers(s, ROUGH);
}

/* "正在核实" or "verif…" soon behind the number, in the same sentence. */
static bool
text_says_open(const struct lint_text *t, size_t from)
{
	size_t end = from + NEAR < t->f.len ? from + NEAR : t->f.len;
	const char *stop = memmem(t->f.data + from, end - from, "。", 3);

	if (stop)
		end = (size_t)(stop - t->f.data);
	return memmem(t->f.data + from, end - from, "核实", 6) ||
		memmem(t->f.data + from, end - from, "verif", 5);
}

static bool
mention_is_open(const struct lint_case *c, const struct mention *m)
{
	for (size_t i = 0; i < c->figure_def_count && i < 64; i++) {
		const struct lint_figure *f = m->figures >> i & 1
			? lint_figure_now(c, c->figure_defs[i].id)
			: NULL;

		if (f && !f->verified && f->value == m->number.value)
			return true;
	}
	return false;
}

void
check_verified(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		const struct mentions *all = scan_mentions(s, i);
		struct exempt x;

		if (all->count == 0)
			continue;
		find_exempt(&x, s->c, &t->f);
		for (size_t k = 0; k < all->count; k++)
			if (!is_exempt(&x, &all->rows[k]) &&
				mention_is_open(s->c, &all->rows[k]) &&
				!text_says_open(t, all->rows[k].tail))
				scan_add(s, i, all->rows[k].start,
					all->rows[k].tail, NULL);
	}
}

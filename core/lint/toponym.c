/* Finds names of places by reading backwards from the word for the sort. */
#include "lint/toponym.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

/*
 * Characters that are no part of a name: grammar, or the sort of another place.
 */
static const char *const grammar[] = { "在", "于", "至", "到", "从", "往", "向",
	"和", "与", "及", "是", "为", "对", "自", "经", "由", "离", "达", "将",
	"有", "的", "了", "即", "等", "个", "条", "两", "数", "多", "沿", "赴",
	"据", "各", "该", "本", "全", "我", "其", "某", "来", "入", "出", "被",
	"让", "给", "把", "跟", "或", "但", "若", "如", "因", "所", "并", "按",
	"请", "报", "每", "邻", "送", "见", "以", "外", "副", "能", "称", "座",
	"名", "省", "市", "县", "区", "旗", "镇", "乡", "道", "村", "路", "街",
	"封" };

static size_t
char_before(const char *text, size_t at)
{
	do
		at--;
	while (at && ((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

static bool
is_grammar(const char *text, size_t from, size_t to)
{
	for (size_t i = 0; i < COUNT(grammar); i++)
		if (strlen(grammar[i]) == to - from &&
			memcmp(grammar[i], text + from, to - from) == 0)
			return true;
	return false;
}

static bool
toponym_name_zh(struct toponym *p)
{
	size_t at = p->sort ? char_before(p->text, p->sort) : 0;

	if (at == p->sort || !han_at(p->text + at) ||
		is_grammar(p->text, at, p->sort))
		return false;
	p->one = p->two = at;
	p->is_short = true;
	if (at == 0)
		return true;
	at = char_before(p->text, at);
	if (!han_at(p->text + at))
		return true;
	p->two = at;
	p->is_short = is_grammar(p->text, at, p->one);
	return true;
}

static bool
toponym_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '\'' || c == '-';
}

/* A name is written with a capital letter. */
static bool
toponym_name_en(struct toponym *p, const struct lint_text *t)
{
	size_t end = p->sort ? p->sort - 1 : 0, at = end;
	char first;

	if (end == 0 || p->text[end] != ' ')
		return false;
	while (at &&
		(toponym_is_letter(p->text[at - 1]) ||
			(unsigned char)p->text[at - 1] >= 0x80))
		at--;
	first = at < end ? t->field->text[t->f.at[at]] : '\0';
	p->one = p->two = at;
	p->is_short = false;
	return first >= 'A' && first <= 'Z';
}

static void
toponyms_add(struct toponyms *out, const struct toponym *p)
{
	*MEM_ADD(out->rows, out->count) = *p;
}

static int
spans_by_begin(const void *a, const void *b)
{
	const struct lint_span *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

void
toponyms_find(struct toponyms *out, const struct lint_scan *s, size_t i)
{
	const struct lint_text *t = &s->texts[i];
	struct lint_spans sorts, except; /* these overlap: 县城 and 城乡 */
	size_t next = 0, until = 0;

	*out = (struct toponyms){ 0 };
	scan_spans(&sorts, s, i, s->rule->list);
	scan_spans_of(
		&except, s, i, sorts.count ? s->rule->except : NULL, true);
	if (except.count > 1)
		qsort(except.rows, except.count, sizeof(*except.rows),
			spans_by_begin);
	for (size_t k = 0; k < sorts.count; k++) {
		struct toponym p = { .text = t->f.data,
			.sort = sorts.rows[k].start,
			.end = sorts.rows[k].end };
		bool latin = (unsigned char)p.text[p.sort] < 0x80;

		for (; next < except.count && except.rows[next].start <= p.sort;
			next++)
			if (except.rows[next].end > until)
				until = except.rows[next].end;
		if (until < p.end &&
			(latin ? toponym_name_en(&p, t) : toponym_name_zh(&p)))
			toponyms_add(out, &p);
	}
	lint_spans_release(&sorts);
	lint_spans_release(&except);
}

void
toponyms_release(struct toponyms *p)
{
	free(p->rows);
	*p = (struct toponyms){ 0 };
}

/* ---- the same place ---- */

enum how { BY_TWO, BY_ONE, BY_SHORT };

static struct toponym_key
toponym_key_of(const struct toponym *p, enum how how)
{
	size_t from = how == BY_TWO ? p->two : p->one;

	return (struct toponym_key){ p->text + from, p->end - from, (int)how };
}

static int
toponym_by_key(const void *a, const void *b)
{
	const struct toponym_key *x = a, *y = b;
	size_t n = x->len < y->len ? x->len : y->len;
	int order = x->how - y->how;

	if (order == 0)
		order = memcmp(x->text, y->text, n);
	return order ? order : (x->len > y->len) - (x->len < y->len);
}

void
toponym_set_init(struct toponym_set *set)
{
	*set = (struct toponym_set){ 0 };
}

void
toponym_set_add(struct toponym_set *set, const struct toponyms *p)
{
	for (size_t i = 0; i < p->count; i++)
		for (int how = BY_TWO; how <= BY_SHORT; how++)
			if (how != BY_SHORT || p->rows[i].is_short)
				*MEM_ADD(set->rows, set->count) =
					toponym_key_of(
						&p->rows[i], (enum how)how);
}

void
toponym_set_ready(struct toponym_set *set)
{
	if (set->count > 1)
		qsort(set->rows, set->count, sizeof(*set->rows),
			toponym_by_key);
}

static bool
toponym_set_has_as(
	const struct toponym_set *set, const struct toponym *p, enum how how)
{
	const struct toponym_key key = toponym_key_of(p, how);

	return set->count &&
		bsearch(&key, set->rows, set->count, sizeof(key),
			toponym_by_key);
}

bool
toponym_set_has(const struct toponym_set *set, const struct toponym *p)
{
	return toponym_set_has_as(set, p, BY_TWO) ||
		toponym_set_has_as(set, p, BY_SHORT) ||
		(p->is_short && toponym_set_has_as(set, p, BY_ONE));
}

void
toponym_set_release(struct toponym_set *set)
{
	free(set->rows);
	toponym_set_init(set);
}

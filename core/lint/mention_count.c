/*
 * Which numbers count anything: not those that are a time, an ordinal, a label,
 * a measure or a day of a month.
 */
#include "lint/mention_internal.h"

#include <string.h>

#include "base/ascii.h"

/* A number with one of these behind it counts neither people nor houses. */
static const struct word measures[] = { W("年"), W("月"), W("日"), W("时"),
	W("点"), W("分"), W("秒"), W("号"), W("级"), W("岁"), W("%"), W("‰"),
	W("米"), W("公里"), W("千米"), W("毫米"), W("厘米"), W("小时"), W("天"),
	W("周"), W("周岁"), W("度"), W("℃"), W("吨"), W("立方"), W("平方"),
	W("楼"), W("层"), W("期"), W("项"), W("条路"), W("am"), W("pm"),
	W("hour"), W("minute"), W("day"), W("week"), W("month"), W("year"),
	W("metre"), W("meter"), W("km"), W("mm"), W("kilomet"), W("per cent"),
	W("percent"), W("o'clock") };

static const struct word months[] = { W("january"), W("february"), W("march"),
	W("april"), W("may"), W("june"), W("july"), W("august"), W("september"),
	W("october"), W("november"), W("december") };

/* The number is negated: 无一人, no one. */
static bool
is_denied(const struct mention_reader *r, const struct mention *m)
{
	static const struct word noes[] = { W("无"), W("没有"), W("no "),
		W("no-"), W("not ") };

	for (size_t i = 0; m->number.value == 1 && i < COUNT(noes); i++)
		if (m->start >= noes[i].len &&
			word_starts(r, m->start - noes[i].len, &noes[i]))
			return true;
	return false;
}

/* Part of a time, an ordinal, a name or a measure. */
static const struct word one = W("一"), ordinal = W("第"), number = W("no. ");

/* "August 17", "17 August": the day of a month. */
static bool
is_day(const struct mention_reader *r, const struct mention *m)
{
	size_t behind = m->end + (m->end < r->len && r->text[m->end] == ' ');

	for (size_t i = 0; i < COUNT(months); i++) {
		size_t n = months[i].len + 1;

		if (word_starts(r, behind, &months[i]) ||
			(m->start >= n && r->text[m->start - 1] == ' ' &&
				word_starts(r, m->start - n, &months[i]) &&
				word_stands(r, m->start - n, n - 1)))
			return true;
	}
	return false;
}

static bool
is_no_count(const struct mention_reader *r, const struct mention *m)
{
	size_t at = m->end + (m->end < r->len && r->text[m->end] == ' ');

	if (m->number.fraction || is_denied(r, m))
		return true;
	if (m->number.chinese && m->number.value == 1 &&
		word_starts(r, m->end + mention_unit_at(r, m->end), &one))
		return true; /* 一人一策 */
	for (size_t i = 0; i < COUNT(measures); i++)
		if (word_starts(r, at, &measures[i]))
			return true;
	if (m->start >= 3 && word_starts(r, m->start - 3, &ordinal))
		return true;
	if (is_day(r, m))
		return true;
	if (m->start >= 4 && word_starts(r, m->start - 4, &number))
		return true;
	if (m->start && strchr("-.:/#", r->text[m->start - 1]) &&
		(m->start < 2 || ascii_is_alnum(r->text[m->start - 2])))
		return true;
	if (m->start && ascii_is_alnum(r->text[m->start - 1]))
		return true;
	return m->end + 1 < r->len && strchr("-:/.", r->text[m->end]) &&
		ascii_is_alnum(r->text[m->end + 1]);
}

bool
mention_is_count(const struct mention_reader *r, const struct mention *m)
{
	return !is_no_count(r, m);
}

bool
mention_is_counted(const char *text, size_t len, size_t at)
{
	const struct mention_reader r = { .text = text, .len = len };

	for (size_t i = 0; i < COUNT(measures); i++)
		if (word_starts(&r, at, &measures[i]))
			return true;
	return mention_unit_at(&r, at) > 0;
}

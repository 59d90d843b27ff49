/*
 * L-01: secrecy marks. A grade with a star, with a term, or alone in its line;
 * and the English word in a line of its own. Sources: 保守国家秘密法, the form
 * of marks as in domain rule L-01 (playbooks/README.md).
 */
#include "lint/leak_internal.h"

#include <string.h>

static size_t
mark_skip_blanks(const char *t, size_t i)
{
	while (t[i] == ' ' || t[i] == '\t')
		i++;
	return i;
}

static bool
at_text(const char *t, const char *what)
{
	return strncmp(t, what, strlen(what)) == 0;
}

/* 绝密, 机密 or 秘密, blanks between allowed; its end, or 0. */
static size_t
grade_end(const char *t, size_t i)
{
	if (!at_text(t + i, "绝") && !at_text(t + i, "机") &&
		!at_text(t + i, "秘"))
		return 0;
	i = mark_skip_blanks(t, i + 3);
	return at_text(t + i, "密") ? i + 3 : 0;
}

/* 国家秘密, 商业秘密 … are words, not marks (L-03). */
static bool
is_ordinary(const char *t, size_t start)
{
	static const char *const before[] = { "国家", "商业", "工作", "个人",
		"军事", "企业" };

	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		if (start >= 6 && memcmp(t + start - 6, before[i], 6) == 0)
			return true;
	return false;
}

/* Behind the number of years: 5, 十五. */
static size_t
years_end(const char *t, size_t i)
{
	static const char *const numerals[] = { "一", "二", "三", "四", "五",
		"六", "七", "八", "九", "十" };
	size_t k = i, n = 0;

	while (t[k] >= '0' && t[k] <= '9' && k < i + 4)
		k++;
	while (k < i + 9 && n < sizeof(numerals) / sizeof(numerals[0])) {
		for (n = 0; n < sizeof(numerals) / sizeof(numerals[0]); n++) {
			if (!at_text(t + k, numerals[n]))
				continue;
			k += 3;
			break;
		}
	}
	return k;
}

/* The end of 5年, 6个月, 长期; 0 if no term stands there. With `words` also of
 * 五年, 保密期限5年. */
static size_t
term_end(const char *t, size_t i, bool words)
{
	static const char *const names[] = { "保密期限", "期限", "保密期" };
	size_t k;

	for (size_t n = 0; words && n < sizeof(names) / sizeof(names[0]); n++) {
		if (!at_text(t + i, names[n]))
			continue;
		i = mark_skip_blanks(t, i + strlen(names[n]));
		if (t[i] == ':')
			i = mark_skip_blanks(t, i + 1);
		break;
	}
	if (at_text(t + i, "长期"))
		return i + 6;
	k = years_end(t, i);
	if (k == i || (!words && !(t[i] >= '0' && t[i] <= '9')))
		return 0;
	k = mark_skip_blanks(t, k);
	if (at_text(t + k, "年"))
		return k + 3;
	if (at_text(t + k, "个"))
		k += 3;
	return at_text(t + k, "月") ? k + 3 : 0;
}

/* The bytes of a blank or bracket that ends or begins at `at`; 0 if none. */
static size_t
frame_length(const char *t, size_t at, bool behind)
{
	static const char *const frames[] = { " ", "\t", "(", ")", "[", "]",
		"【", "】", "〔", "〕", "「", "」" };

	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		size_t n = strlen(frames[i]);

		if (behind ? strncmp(t + at, frames[i], n) == 0
			   : at >= n && memcmp(t + at - n, frames[i], n) == 0)
			return n;
	}
	return 0;
}

static bool
is_alone_in_line(const char *t, size_t start, size_t end)
{
	for (size_t n = 1; n; start -= n)
		n = frame_length(t, start, false);
	for (size_t n = 1; n; end += n)
		n = frame_length(t, end, true);
	return (!start || t[start - 1] == '\n') &&
		(!t[end] || t[end] == '\n' || t[end] == '\r');
}

/* 【机密】, （秘密）: a bracket of its own on both sides, wherever it stands. */
static bool
is_bracketed(const char *t, size_t start, size_t end)
{
	size_t before = frame_length(t, start, false);
	size_t after = frame_length(t, end, true);

	return before && after && t[start - before] != ' ' &&
		t[start - before] != '\t' && t[end] != ' ' && t[end] != '\t';
}

static bool
ends_with(const char *t, size_t at, const char *what)
{
	size_t n = strlen(what);

	return at >= n && memcmp(t + at - n, what, n) == 0;
}

/* Where the blanks that end at `at` begin. */
static size_t
mark_blanks_start(const char *t, size_t at)
{
	while (at && (t[at - 1] == ' ' || t[at - 1] == '\t'))
		at--;
	return at;
}

/* 密级：机密, 保密等级为机密 */
static bool
is_named_grade(const char *t, size_t start)
{
	static const char *const names[] = { "密级", "秘密等级", "保密等级",
		"涉密等级", "保密级别", "涉密级别", "定密" };
	static const char *const links[] = { ":", "=", "为", "是", "定为", "-",
		"—", "——", "/", "" };
	size_t at = mark_blanks_start(t, start), before;

	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		if (!ends_with(t, at, links[i]))
			continue;
		before = mark_blanks_start(t, at - strlen(links[i]));
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (ends_with(t, before, names[k]))
				return true;
	}
	return false;
}

/*
 * Behind what parts a grade from its term where neither is a sentence: 机密·5年,
 * 机密-5年; `*closed` if it is a bracket or comma, which prose has as well.
 */
static size_t
between_end(bool *closed, const char *t, size_t i)
{
	static const struct {
		const char *sign;
		bool closed;
	} signs[] = { { "·", false }, { "•", false }, { "・", false },
		{ "⭐", false }, { "-", true }, { "—", true }, { "/", true },
		{ "(", true }, { "[", true }, { "【", true }, { ",", true },
		{ ":", true } };

	*closed = false;
	for (size_t n = 0; n < sizeof(signs) / sizeof(signs[0]); n++) {
		if (!at_text(t + i, signs[n].sign))
			continue;
		*closed = signs[n].closed;
		return mark_skip_blanks(t, i + strlen(signs[n].sign));
	}
	return i;
}

/* Nothing goes on there: the text, its line, a bracket or the sentence ends. */
static bool
mark_stops_at(const char *t, size_t at)
{
	at = mark_skip_blanks(t, at);
	return t[at] == '\0' || frame_length(t, at, true) ||
		at_text(t + at, "。") || strchr("\n\r;,.", t[at]) != NULL;
}

/* SECRET in a line of its own; where it ends, or 0. */
static size_t
english_mark_end(const char *t, size_t start)
{
	size_t i = start + (at_text(t + start, "top ") ? 4 : 0);

	if (!at_text(t + i, "secret"))
		return 0;
	return is_alone_in_line(t, start, i + 6) ? i + 6 : 0;
}

/* 机密★5年, 机密·五年, 机密（5年）, from behind the grade; 0 if no term is. */
static size_t
dated_end(const char *t, size_t i, size_t star)
{
	bool closed;
	size_t from = between_end(&closed, t, mark_skip_blanks(t, i + star));
	size_t term = term_end(t, from, star || from > i);

	return term && closed && !mark_stops_at(t, term) ? 0 : term;
}

/* Where the mark that starts at `start` ends; 0 if it is none. */
static size_t
mark_end(const char *t, size_t start)
{
	size_t grade = grade_end(t, start);
	size_t i, star, term;

	if (!grade || is_ordinary(t, start))
		return 0;
	i = mark_skip_blanks(t, grade);
	if (at_text(t + i, "级"))
		i = mark_skip_blanks(t, i + 3);
	star = t[i] == '*';
	if (at_text(t + i, "★") || at_text(t + i, "☆"))
		star = 3;
	term = dated_end(t, i, star);
	if (term)
		return term;
	if (star)
		return i + star;
	if (is_named_grade(t, start) || is_bracketed(t, start, i))
		return i;
	return is_alone_in_line(t, start, grade) ? grade : 0;
}

size_t
leak_mark(const char *t, size_t at)
{
	static const char sign[] = "㊙";

	if (at_text(t + at, sign))
		return at + sizeof(sign) - 1;
	if ((unsigned char)t[at] >= 0xE0)
		return mark_end(t, at);
	return t[at] == 's' || t[at] == 't' ? english_mark_end(t, at) : 0;
}

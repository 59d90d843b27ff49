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

/* The end of 5年, 6个月, 长期; 0 if no term stands there. */
static size_t
term_end(const char *t, size_t i)
{
	size_t k;

	if (at_text(t + i, "长期"))
		return i + 6;
	k = i;
	while (t[k] >= '0' && t[k] <= '9' && k < i + 4)
		k++;
	if (k == i)
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

/* 密级：机密 */
static bool
is_named_grade(const char *t, size_t start)
{
	static const char name[] = "密级";
	size_t n = sizeof(name) - 1;

	while (start && (t[start - 1] == ' ' || t[start - 1] == '\t'))
		start--;
	if (!start || t[start - 1] != ':')
		return false;
	start--;
	return start >= n && memcmp(t + start - n, name, n) == 0;
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

/* Where the mark that starts at `start` ends; 0 if it is none. */
static size_t
mark_end(const char *t, size_t start)
{
	/* between grade and term; alone they are punctuation */
	static const char *const dots[] = { "·", "•", "・", "⭐" };
	size_t grade = grade_end(t, start);
	size_t i, star, term, dot = 0;

	if (!grade || is_ordinary(t, start))
		return 0;
	i = mark_skip_blanks(t, grade);
	if (at_text(t + i, "级"))
		i = mark_skip_blanks(t, i + 3);
	star = t[i] == '*';
	if (at_text(t + i, "★") || at_text(t + i, "☆"))
		star = 3;
	for (size_t n = 0; n < sizeof(dots) / sizeof(dots[0]); n++)
		if (!star && at_text(t + i, dots[n]))
			dot = strlen(dots[n]);
	term = term_end(t, mark_skip_blanks(t, i + star + dot));
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
	if ((unsigned char)t[at] >= 0xE0)
		return mark_end(t, at);
	return t[at] == 's' || t[at] == 't' ? english_mark_end(t, at) : 0;
}

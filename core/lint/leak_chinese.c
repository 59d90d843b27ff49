/*
 * Numbers in Chinese digits, and in digits of both scripts: 一三八…, 1三8…, also
 * with blanks and signs between. What is Chinese in a list (一、三、八) counts
 * only where it is meant as one number.
 */
#include "lint/leak_internal.h"

#include <stdint.h>
#include <uchar.h>

#include "base/ascii.h"

/* 0 … 9 for 零 … 九 and 零 … 玖, -1 for what is none. Asked at every byte. */
static int
chinese_digit(const char *t)
{
	static const uint32_t names[] = { U'零', U'一', U'二', U'三', U'四',
		U'五', U'六', U'七', U'八', U'九', U'〇', U'幺', U'贰', U'叁',
		U'肆', U'伍', U'陆', U'柒', U'捌', U'玖', U'○', U'壹', U'两' };
	static const char digits[] = "01234567890123456789012";
	const unsigned char *c = (const unsigned char *)t;
	uint32_t cp;

	if (c[0] < 0xE2 || c[0] > 0xE9)
		return -1;
	cp = (c[0] & 0xFu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i] == cp)
			return digits[i] - '0';
	return -1;
}

/* A digit of either script; its bytes, 0 if none. */
static size_t
either_digit(char *digit, bool *chinese, const char *t)
{
	int n;

	*chinese = false;
	if (ascii_is_digit(*t)) {
		*digit = *t;
		return 1;
	}
	n = chinese_digit(t);
	if (n < 0)
		return 0;
	*chinese = true;
	*digit = (char)('0' + n);
	return 3;
}

enum between { ALONE, SIGNS, LISTS }; /* alone: in Chinese only */

/*
 * Digits of both scripts from i on, with these between them. False if they are
 * too many or none is Chinese; `n->end` is behind what was looked at.
 */
static bool
gather_mixed(struct leak_number *n, const char *t, size_t i, enum between with)
{
	bool any = false, chinese, fits = true;
	size_t size, next = i, *end = &n->end;
	char digit;

	*n = (struct leak_number){ .start = i, .end = i };
	while ((size = either_digit(&digit, &chinese, t + next)) > 0) {
		if (with == ALONE && !chinese)
			break;
		any = any || chinese;
		fits = fits && n->len + 2 < LEAK_DIGITS;
		if (fits)
			n->digits[n->len++] = digit;
		*end = next + size;
		next = *end;
		if (with != ALONE)
			next = leak_skip_signs(
				t, *end, with == LISTS ? &n->listed : NULL);
	}
	size = leak_ten_at(t + next);
	if (fits && n->len == 17 && size && !ascii_is_alnum(t[next + size])) {
		n->digits[n->len++] = 'x';
		*end = next + size;
	}
	return any && fits;
}

static void
judge_mixed(struct leak_scanner *s, size_t i, enum between with, size_t *behind)
{
	struct leak_number n;
	enum leak_rule rule;
	bool any = gather_mixed(&n, s->f->data, i, with);

	*behind = n.end;
	if (any && leak_number_is(&rule, s, &n))
		leak_add(s, rule, n.start, n.end);
}

size_t
leak_take_chinese(struct leak_scanner *s, size_t i)
{
	const char *t = s->f->data;
	size_t end = i;

	if (!ascii_is_digit(t[i]) && chinese_digit(t + i) < 0)
		return i;
	if (i >= s->listed)
		judge_mixed(s, i, LISTS, &s->listed);
	if (i >= s->spaced)
		judge_mixed(s, i, SIGNS, &s->spaced);
	if (!ascii_is_digit(t[i]))
		judge_mixed(s, i, ALONE, &end);
	return end;
}

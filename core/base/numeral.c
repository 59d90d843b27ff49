/*
 * Reading numbers: Arabic digits with grouping, Chinese numerals by place or
 * by unit, and the English words, with hundred and thousand.
 */
#include "base/numeral.h"

#include <string.h>

#include "base/ascii.h"
#include "base/text.h"

enum { PLACES_MAX = 9 };

/* What one character is in a Chinese number. */
enum part { PART_NONE, PART_DIGIT, PART_UNIT, PART_SOME };

struct numeral_sign {
	uint32_t cp;
	enum part part;
	int64_t value;
};

/* Sorted by code point, for a binary search. */
static const struct numeral_sign signs[] = {
	{ 0x25CB, PART_DIGIT, 0 }, /* ○ */
	{ 0x3007, PART_DIGIT, 0 }, /* 〇 */
	{ 0x4E00, PART_DIGIT, 1 }, /* 一 */
	{ 0x4E03, PART_DIGIT, 7 }, /* 七 */
	{ 0x4E07, PART_UNIT, 10000 }, /* 万 */
	{ 0x4E09, PART_DIGIT, 3 }, /* 三 */
	{ 0x4E24, PART_DIGIT, 2 }, /* 两 */
	{ 0x4E5D, PART_DIGIT, 9 }, /* 九 */
	{ 0x4E8C, PART_DIGIT, 2 }, /* 二 */
	{ 0x4E94, PART_DIGIT, 5 }, /* 五 */
	{ 0x4EBF, PART_UNIT, 100000000 }, /* 亿 */
	{ 0x4EDF, PART_UNIT, 1000 }, /* 仟 */
	{ 0x4EE8, PART_DIGIT, 3 }, /* 仨 */
	{ 0x4F0D, PART_DIGIT, 5 }, /* 伍 */
	{ 0x4F59, PART_SOME, 1 }, /* 余: behind the number */
	{ 0x4F70, PART_UNIT, 100 }, /* 佰 */
	{ 0x4FE9, PART_DIGIT, 2 }, /* 俩 */
	{ 0x5104, PART_UNIT, 100000000 }, /* 億 */
	{ 0x516B, PART_DIGIT, 8 }, /* 八 */
	{ 0x516D, PART_DIGIT, 6 }, /* 六 */
	{ 0x51E0, PART_SOME, 0 }, /* 几 */
	{ 0x5341, PART_UNIT, 10 }, /* 十 */
	{ 0x5343, PART_UNIT, 1000 }, /* 千 */
	{ 0x5345, PART_UNIT, 10 }, /* 卅 */
	{ 0x53C1, PART_DIGIT, 3 }, /* 叁 */
	{ 0x56DB, PART_DIGIT, 4 }, /* 四 */
	{ 0x58F9, PART_DIGIT, 1 }, /* 壹 */
	{ 0x591A, PART_SOME, 1 }, /* 多 */
	{ 0x5EFF, PART_UNIT, 10 }, /* 廿: see value_of */
	{ 0x62FE, PART_UNIT, 10 }, /* 拾 */
	{ 0x634C, PART_DIGIT, 8 }, /* 捌 */
	{ 0x6570, PART_SOME, 0 }, /* 数 */
	{ 0x67D2, PART_DIGIT, 7 }, /* 柒 */
	{ 0x7396, PART_DIGIT, 9 }, /* 玖 */
	{ 0x767E, PART_UNIT, 100 }, /* 百 */
	{ 0x8086, PART_DIGIT, 4 }, /* 肆 */
	{ 0x842C, PART_UNIT, 10000 }, /* 萬 */
	{ 0x8D30, PART_DIGIT, 2 }, /* 贰 */
	{ 0x9646, PART_DIGIT, 6 }, /* 陆 */
	{ 0x96F6, PART_DIGIT, 0 }, /* 零 */
};

/*
 * Written so in accounts and in words: 队伍, 大陆, 拾起. Alone it is a number
 * only before what it counts.
 */
static bool
is_formal(uint32_t cp)
{
	static const uint32_t formal[] = { 0x4EDF, 0x4F0D, 0x4F70, 0x53C1,
		0x58F9, 0x62FE, 0x634C, 0x67D2, 0x7396, 0x8086, 0x8D30,
		0x9646 };

	for (size_t i = 0; i < sizeof(formal) / sizeof(formal[0]); i++)
		if (formal[i] == cp)
			return true;
	return false;
}

/* Something that is counted stands here: 人, 名, 户 … */
static bool
counts_at(const char *text, size_t len)
{
	static const uint32_t counted[] = { 0x4E2A, 0x4EBA, 0x4F8B, 0x4F4D,
		0x5143, 0x540D, 0x6237, 0x65E5, 0x65F6, 0x95F4 };
	uint32_t cp = 0;

	for (size_t i = 0; text_decode(&cp, text, len) &&
		i < sizeof(counted) / sizeof(counted[0]);
		i++)
		if (counted[i] == cp)
			return true;
	return false;
}

static const struct numeral_sign *
sign_of(uint32_t cp)
{
	size_t low = 0, high = sizeof(signs) / sizeof(signs[0]);

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (signs[mid].cp == cp)
			return &signs[mid];
		if (signs[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static int64_t
numeral_times(int64_t a, int64_t factor)
{
	return a > NUMERAL_MAX / factor ? NUMERAL_MAX : a * factor;
}

static int64_t
numeral_plus(int64_t a, int64_t b)
{
	return a + b > NUMERAL_MAX ? NUMERAL_MAX : a + b;
}

/* 0 to 9 of an ASCII or full-width digit, else -1. */
static int
digit_at(size_t *n, const char *text, size_t len)
{
	uint32_t cp = 0;

	*n = text_decode(&cp, text, len);
	if (*n && cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (*n && cp >= 0xFF10 && cp <= 0xFF19)
		return (int)(cp - 0xFF10);
	return -1;
}

/* ---- Arabic ------------------------------------------------------------ */

static size_t
read_digits(int64_t *value, int *count, const char *text, size_t len)
{
	size_t i = 0, n;
	int d;

	*value = 0;
	*count = 0;
	while ((d = digit_at(&n, text + i, len - i)) >= 0) {
		*value = numeral_plus(numeral_times(*value, 10), d);
		i += n;
		++*count;
	}
	return i;
}

/* A comma, blank or thin space with exactly three digits behind it. */
static size_t
read_group(int64_t *value, const char *text, size_t len)
{
	static const uint32_t marks[] = { ',', 0xFF0C, ' ', 0xA0, 0x2009,
		0x202F };
	uint32_t cp = 0;
	size_t n = text_decode(&cp, text, len), m;
	bool mark = false;
	int count;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		mark = mark || (n && marks[i] == cp);
	if (!mark)
		return 0;
	m = read_digits(value, &count, text + n, len - n);
	return count == 3 ? n + m : 0;
}

/* 万, 千万, 亿 … behind Arabic digits: 1.2万. */
static size_t
read_scale(int64_t *factor, const char *text, size_t len)
{
	const struct numeral_sign *s;
	uint32_t cp = 0;
	size_t i = 0, n;

	*factor = 1;
	while ((n = text_decode(&cp, text + i, len - i)) > 0 &&
		(s = sign_of(cp)) != NULL && s->part == PART_UNIT &&
		s->value > 10) {
		*factor = numeral_times(*factor, s->value);
		i += n;
	}
	return i;
}

/* 余, 多 or 几 behind the number makes it an approximate one. */
static size_t
read_some(bool *about, const char *text, size_t len)
{
	const struct numeral_sign *s;
	uint32_t cp = 0;
	size_t n = text_decode(&cp, text, len);

	s = n ? sign_of(cp) : NULL;
	if (s == NULL || s->part != PART_SOME || cp == 0x6570)
		return 0;
	*about = true;
	return n;
}

/* ".25" behind the digits: its digits and how many. */
static size_t
read_decimals(int64_t *part, int *count, const char *text, size_t len)
{
	uint32_t cp = 0;
	size_t n = text_decode(&cp, text, len), m;

	if (n == 0 || (cp != '.' && cp != 0xFF0E))
		return 0;
	m = read_digits(part, count, text + n, len - n);
	return *count ? n + m : 0;
}

static size_t
read_arabic(struct numeral *out, const char *text, size_t len)
{
	int64_t part = 0, more, factor = 1, tens = 1;
	int count, places = 0;
	size_t i = read_digits(&out->value, &count, text, len), n;

	if (count == 0)
		return 0;
	while (count <= 3 && (n = read_group(&more, text + i, len - i)) > 0) {
		out->value =
			numeral_plus(numeral_times(out->value, 1000), more);
		i += n;
	}
	i += read_decimals(&part, &places, text + i, len - i);
	i += read_some(&out->about, text + i, len - i);
	i += read_scale(&factor, text + i, len - i);
	if (places > PLACES_MAX) { /* no count has as many */
		out->fraction = true;
		part = 0;
		places = 0;
	}
	for (int k = 0; k < places; k++)
		tens *= 10;
	if (part * (factor % tens) % tens != 0)
		out->fraction = true;
	out->value = numeral_plus(numeral_times(out->value, factor),
		part > INT64_MAX / factor ? 0 : part * factor / tens);
	i += read_some(&out->about, text + i, len - i);
	return i;
}

/* ---- Chinese ----------------------------------------------------------- */

/* A number being read: …亿 + …万 + hundreds, and the digit not yet placed. */
struct chinese_number {
	int64_t done, section, digit, last_unit;
	int bare; /* digits in a row without a unit */
	int64_t row; /* and what they are by place */
	bool digit_given, zero, about;
	bool next_to; /* the two bare digits are neighbours: 三四 */
};

static void
chinese_take_digit(struct chinese_number *c, int64_t d)
{
	if (c->bare++ == 0)
		c->row = 0;
	c->next_to = c->bare == 2 && d == c->digit + 1 && c->digit > 0;
	c->row = numeral_plus(numeral_times(c->row, 10), d);
	c->digit = d;
	c->digit_given = true;
	if (d == 0)
		c->zero = true;
}

static void
chinese_take_unit(struct chinese_number *c, int64_t unit)
{
	int64_t d = c->digit_given ? c->digit : 1;

	if (c->next_to)
		c->about = true;
	if (unit >= 10000) {
		c->section =
			numeral_plus(c->section, c->digit_given ? c->row : 0);
		if (c->section == 0 && c->done == 0 && !c->digit_given)
			c->section = 1;
		c->done = unit > 10000
			? numeral_times(numeral_plus(c->done, c->section), unit)
			: numeral_plus(
				  c->done, numeral_times(c->section, unit));
		c->section = 0;
	} else {
		c->section = numeral_plus(c->section, d * unit);
	}
	c->last_unit = unit;
	c->digit_given = c->zero = c->next_to = false;
	c->bare = 0;
	c->digit = c->row = 0;
}

/* The value of the whole number, once it has ended. */
static int64_t
chinese_value(struct chinese_number *c)
{
	int64_t tail = c->digit_given ? c->row : 0;

	if (c->next_to) /* 三四 and 二三 mean "three or four", not 34 */
		c->about = true;
	/* 二百五 is 250: the last digit counts the next lower unit */
	if (c->bare == 1 && c->last_unit >= 100 && !c->zero)
		tail = c->digit * (c->last_unit / 10);
	return numeral_plus(numeral_plus(c->done, c->section), tail);
}

/* 廿 and 卅 are 二十 and 三十 in one. */
static void
chinese_take_sign(struct chinese_number *c, const struct numeral_sign *s)
{
	if (s->part == PART_DIGIT) {
		chinese_take_digit(c, s->value);
		return;
	}
	if (s->cp == 0x5EFF || s->cp == 0x5345)
		chinese_take_digit(c, s->cp == 0x5EFF ? 2 : 3);
	chinese_take_unit(c, s->value);
}

static size_t
read_chinese(struct numeral *out, const char *text, size_t len)
{
	struct chinese_number c = { 0 };
	const struct numeral_sign *s;
	uint32_t cp = 0;
	size_t i = 0, n;
	int parts = 0, some = 0;
	bool made = false; /* 数 alone is no number, 几 alone is */
	uint32_t first = 0;

	(void)text_decode(&first, text, len);
	while ((n = text_decode(&cp, text + i, len - i)) > 0 &&
		(s = sign_of(cp)) != NULL) {
		if (s->part == PART_SOME) {
			/* 数 and 余 only where they make a number */
			if (s->value ? parts == 0 : (cp == 0x6570 && parts))
				break;
			some++;
			c.about = true;
			made = made || cp != 0x6570;
		} else {
			chinese_take_sign(&c, s);
			parts++;
			made = made || s->part == PART_DIGIT || some ||
				s->value != 10000;
		}
		i += n;
	}
	if (!made || (parts == 0 && some == 0))
		return 0;
	if (parts == 1 && is_formal(first) && !counts_at(text + i, len - i))
		return 0;
	out->value = chinese_value(&c);
	out->about = c.about;
	out->chinese = true;
	return i;
}

/* ---- English ----------------------------------------------------------- */

static const struct {
	const char *word;
	int64_t value;
	bool tens; /* may be followed by -one … -nine */
	bool about;
} english[] = {
	{ "one", 1, false, false },
	{ "two", 2, false, false },
	{ "three", 3, false, false },
	{ "four", 4, false, false },
	{ "five", 5, false, false },
	{ "six", 6, false, false },
	{ "seven", 7, false, false },
	{ "eight", 8, false, false },
	{ "nine", 9, false, false },
	{ "ten", 10, false, false },
	{ "eleven", 11, false, false },
	{ "twelve", 12, false, false },
	{ "thirteen", 13, false, false },
	{ "fourteen", 14, false, false },
	{ "fifteen", 15, false, false },
	{ "sixteen", 16, false, false },
	{ "seventeen", 17, false, false },
	{ "eighteen", 18, false, false },
	{ "nineteen", 19, false, false },
	{ "twenty", 20, true, false },
	{ "thirty", 30, true, false },
	{ "forty", 40, true, false },
	{ "fifty", 50, true, false },
	{ "sixty", 60, true, false },
	{ "seventy", 70, true, false },
	{ "eighty", 80, true, false },
	{ "ninety", 90, true, false },
	{ "half a dozen", 6, false, true },
	{ "a couple of hundred", 200, false, true },
	{ "dozens", 24, false, true },
	{ "dozen", 12, false, true },
	{ "several", 3, false, true },
	{ "hundreds", 200, false, true },
};

static bool
is_english_word(const char *text, size_t len, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < n; i++)
		if (i >= len || (text[i] | 0x20) != word[i])
			return false;
	return n == len || !ascii_is_letter(text[n]);
}

static int
english_at(const char *text, size_t len)
{
	for (size_t i = 0; i < sizeof(english) / sizeof(english[0]); i++)
		if (is_english_word(text, len, english[i].word))
			return (int)i;
	return -1;
}

/* One word, or two up to ninety-nine: twelve, twenty-three. */
static size_t
read_below_hundred(struct numeral *out, const char *text, size_t len)
{
	int at = english_at(text, len), more;
	size_t n;

	if (at < 0)
		return 0;
	n = strlen(english[at].word);
	out->value = english[at].value;
	out->about = english[at].about;
	if (!english[at].tens || n + 1 >= len ||
		(text[n] != '-' && text[n] != ' '))
		return n;
	more = english_at(text + n + 1, len - n - 1);
	if (more < 0 || english[more].value > 9 || english[more].about)
		return n;
	out->value += english[more].value;
	return n + 1 + strlen(english[more].word);
}

/* " hundred" or "-hundred" where the words so far end. */
static size_t
read_factor(const char *text, size_t len, const char *word)
{
	if (len < 2 || (text[0] != ' ' && text[0] != '-') ||
		!is_english_word(text + 1, len - 1, word))
		return 0;
	return 1 + strlen(word);
}

/* What stands behind hundred or thousand: " and forty", " forty". */
static size_t
read_rest(struct numeral *out, const char *text, size_t len)
{
	struct numeral rest = { 0 };
	size_t i, n;

	if (len < 2 || text[0] != ' ')
		return 0;
	i = is_english_word(text + 1, len - 1, "and") ? 5 : 1;
	n = i < len ? read_below_hundred(&rest, text + i, len - i) : 0;
	if (n == 0 || rest.about)
		return 0;
	out->value += rest.value;
	return i + n;
}

/* three, twelve hundred, two hundred and forty. */
static size_t
read_below_thousand(struct numeral *out, const char *text, size_t len)
{
	size_t n = read_below_hundred(out, text, len), more;

	more = n ? read_factor(text + n, len - n, "hundred") : 0;
	if (more == 0)
		return n;
	out->value *= 100;
	n += more;
	return n + read_rest(out, text + n, len - n);
}

/* six thousand three hundred, a whole number of words. */
static size_t
read_english(struct numeral *out, const char *text, size_t len)
{
	struct numeral rest = { 0 };
	size_t n = read_below_thousand(out, text, len), more;

	more = n ? read_factor(text + n, len - n, "thousand") : 0;
	if (more == 0)
		return n;
	out->value *= 1000;
	n += more;
	more = n + 1 < len && text[n] == ' '
		? read_below_thousand(&rest, text + n + 1, len - n - 1)
		: 0;
	if (more && rest.value >= 100 && !rest.about) {
		out->value += rest.value;
		return n + 1 + more;
	}
	return n + read_rest(out, text + n, len - n);
}

/* ---- all --------------------------------------------------------------- */

size_t
numeral_read(struct numeral *out, const char *text, size_t len)
{
	size_t n;

	*out = (struct numeral){ 0 };
	n = read_arabic(out, text, len);
	if (n == 0)
		n = read_chinese(out, text, len);
	if (n == 0)
		n = read_english(out, text, len);
	return n;
}

/* Could a number begin with this character, after that one? */
static bool
may_begin(uint32_t cp, char before)
{
	if (cp >= 0x80)
		return (cp >= 0xFF10 && cp <= 0xFF19) || sign_of(cp) != NULL;
	return (cp >= '0' && cp <= '9') ||
		(ascii_is_letter((char)cp) && !ascii_is_letter(before));
}

bool
numeral_find(struct numeral *out, size_t *start, size_t *end, const char *text,
	size_t len, size_t from)
{
	uint32_t cp = 0;
	size_t n;

	for (size_t i = from; i < len; i += n) {
		size_t took = 0;

		n = text_decode(&cp, text + i, len - i);
		if (may_begin(cp, i ? text[i - 1] : ' '))
			took = numeral_read(out, text + i, len - i);
		if (took == 0)
			continue;
		*start = i;
		*end = i + took;
		return true;
	}
	return false;
}

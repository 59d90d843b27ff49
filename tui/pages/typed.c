/*
 * Times are read as numbers with what stands behind each of them.
 */
#include "tui/pages/typed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	WIDE_FIRST = 0xFF01, /* full-width ! */
	WIDE_LAST = 0xFF5E, /* full-width ~ */
	WIDE_OFF = WIDE_FIRST - '!',
	NUMBERS = 6
};

uint32_t
typed_narrow(uint32_t cp)
{
	static const struct {
		uint32_t wide, narrow;
	} rows[] = { { 0x3000, ' ' }, { 0x3002, '.' }, { 0x3001, ',' },
		{ 0x2212, '-' }, { 0x2014, '-' }, { 0x2013, '-' },
		{ 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201C, '"' },
		{ 0x201D, '"' } };

	if (cp >= WIDE_FIRST && cp <= WIDE_LAST)
		return cp - WIDE_OFF;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].wide == cp)
			return rows[i].narrow;
	return cp;
}

char *
typed_plain(const char *text)
{
	size_t left = strlen(text), n;
	struct buf out;
	uint32_t cp;
	char utf8[4];

	buf_init(&out, left + 1);
	buf_puts(&out, "");
	for (; (n = text_decode(&cp, text, left)) > 0; left -= n) {
		text += n;
		cp = typed_narrow(cp);
		if (cp != ' ' || out.len > 0)
			buf_add(&out, utf8, text_encode(utf8, cp));
	}
	while (out.len > 0 && out.data[out.len - 1] == ' ')
		out.data[--out.len] = '\0';
	return buf_take(&out);
}

bool
typed_int(int64_t *out, const char *text)
{
	char *plain = typed_plain(text), *end;
	const char *digits = *plain == '-' ? plain + 1 : plain;
	bool sound = ascii_is_digit(*digits);

	errno = 0;
	*out = strtoll(plain, &end, 10);
	sound &= errno == 0 && *end == '\0';
	free(plain);
	return sound;
}

/* ---- times --------------------------------------------------------------- */

enum place { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND };

struct time_parts {
	int value[NUMBERS];
	bool has[NUMBERS];
};

/* What a number is by the sign behind it, in the part that it stands in. */
static const struct sign {
	const char *text;
	enum place place;
} signs[] = { { "年", YEAR }, { "月", MONTH }, { "日", DAY }, { "号", DAY },
	{ "时", HOUR }, { "点", HOUR }, { "分", MINUTE }, { "秒", SECOND } };
enum { SIGNS = sizeof(signs) / sizeof(signs[0]) };

static bool
put(struct time_parts *r, enum place place, int value)
{
	if (r->has[place])
		return false;
	r->has[place] = true;
	r->value[place] = value;
	return true;
}

static const char *
skip_blanks(const char *s)
{
	while (*s == ' ')
		s++;
	return s;
}

/* At most four digits; NULL if there is none. */
static const char *
date_digits(int *out, const char *s)
{
	int digits = 0;

	*out = 0;
	for (; ascii_is_digit(*s) && digits < 5; s++, digits++)
		*out = *out * 10 + (*s - '0');
	return digits > 0 && digits < 5 ? s : NULL;
}

/* Numbers with one sign between them: 2026-11-24, 11/24, 4:00:30. */
static const char *
date_joined(struct time_parts *r, const char *s, int first, char sign)
{
	enum place from = sign == ':' ? HOUR : YEAR;
	enum place last = sign == ':' ? SECOND : DAY;
	int value[3], count = 0;

	value[count++] = first;
	while (*s == sign && count < 3) {
		s = date_digits(&value[count++], s + 1);
		if (s == NULL)
			return NULL;
	}
	if (*s == sign)
		return NULL;
	if (from == YEAR) /* a date ends with its day */
		from = last - (enum place)(count - 1);
	for (int i = 0; i < count; i++)
		if (!put(r, from + (enum place)i, value[i]))
			return NULL;
	return s;
}

static const char *
read_signed(struct time_parts *r, const char *s, int value)
{
	for (size_t i = 0; i < SIGNS; i++) {
		size_t len = strlen(signs[i].text);

		if (strncmp(s, signs[i].text, len) == 0)
			return put(r, signs[i].place, value) ? s + len : NULL;
	}
	return NULL;
}

static const char *
read_part(struct time_parts *r, const char *s)
{
	int value;
	const char *after = date_digits(&value, s);

	if (after == NULL)
		return NULL;
	if (*after != '\0' && strchr("-/.:", *after))
		return date_joined(r, after, value, *after);
	return read_signed(r, after, value);
}

static bool
is_whole(const struct time_parts *r)
{
	bool date = r->has[DAY];

	if (r->has[MONTH] != date || (r->has[YEAR] && !date))
		return false;
	return r->has[HOUR] && (!r->has[SECOND] || r->has[MINUTE]);
}

static bool
make_instant(int64_t *ms, const struct time_parts *r, int year, int zone)
{
	char text[INSTANT_TEXT * 2];

	return fixed_try_format(text, sizeof(text),
		       "%04d-%02d-%02d %02d:%02d:%02d", year, r->value[MONTH],
		       r->value[DAY], r->value[HOUR], r->value[MINUTE],
		       r->value[SECOND]) &&
		instant_parse(ms, text, zone);
}

/* Of last year, this one and the next, the one that is nearest. */
static bool
nearest_year(int64_t *ms, const struct time_parts *r, int64_t now, int zone)
{
	int year = instant_year(now, zone);
	bool found = false;
	int64_t one;

	for (int y = year - 1; y <= year + 1; y++) {
		if (!make_instant(&one, r, y, zone))
			continue;
		if (!found || llabs(one - now) < llabs(*ms - now))
			*ms = one;
		found = true;
	}
	return found;
}

/*
 * Of today, unless that is more than 20 hours away: then of the day before or
 * after. Who types 00:10 an hour before midnight means what is to come, and
 * 23:50 after midnight what has been.
 */
static bool
nearest_day(int64_t *ms, struct time_parts *r, int64_t now, int zone)
{
	static const int64_t day = INT64_C(24) * 3600 * 1000;
	struct calendar today;

	instant_split(&today, now, zone);
	r->value[MONTH] = today.month;
	r->value[DAY] = today.day;
	if (!make_instant(ms, r, today.year, zone))
		return false;
	if (llabs(*ms - now) > day / 6 * 5)
		*ms += *ms < now ? day : -day;
	return true;
}

static bool
place_reading(int64_t *ms, struct time_parts *r, int64_t now, int zone)
{
	if (!is_whole(r))
		return false;
	if (r->has[YEAR])
		return make_instant(ms, r, r->value[YEAR], zone);
	if (r->has[DAY])
		return nearest_year(ms, r, now, zone);
	return nearest_day(ms, r, now, zone);
}

bool
typed_time(int64_t *ms, const char *text, int64_t now, int zone)
{
	struct time_parts r = { .has = { false } };
	char *plain = typed_plain(text);
	const char *s = plain;
	bool sound = instant_parse(ms, plain, zone);

	if (!sound) {
		while (s && *s)
			s = (s = read_part(&r, s)) ? skip_blanks(s) : NULL;
		sound = s && place_reading(ms, &r, now, zone);
	}
	free(plain);
	return sound;
}

bool
typed_day(int64_t *ms, const char *text, int64_t now, int zone)
{
	char *midnight;
	bool sound = typed_time(ms, text, now, zone);

	if (sound)
		return true;
	midnight = mem_printf("%s 00:00", text);
	sound = typed_time(ms, midnight, now, zone);
	free(midnight);
	return sound;
}

void
typed_format(char out[TYPED_TIME], int64_t ms, int zone)
{
	char plain[INSTANT_TEXT];

	instant_format_plain(plain, ms, zone);
	fixed_cut_format(out, TYPED_TIME, "%.16s", plain);
}

/*
 * Converts between civil time and milliseconds by counting days. It needs no tz
 * database, environment or clock.
 */
#include "base/instant.h"

#include <string.h>

#include "base/fixed.h"

enum { DAY = 86400, MINUTE_MS = 60000 };

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Days since 1970-01-01 of a proleptic Gregorian date; March starts a year. */
static int64_t
days_of_date(int64_t y, int m, int d)
{
	int64_t era, yoe, doy;

	y -= m <= 2;
	era = floor_div(y, 400);
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void
calendar_set_date(struct calendar *c, int64_t days)
{
	int64_t era, doe, yoe, doy, mp;

	days += 719468;
	era = floor_div(days, 146097);
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c->year = (int)(yoe + era * 400 + (c->month <= 2));
}

const char *const calendar_months[12] = { "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };

int
calendar_month_days(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

int
calendar_weekday(int year, int month, int day)
{
	return (int)(((days_of_date(year, month, day) + 4) % 7 + 7) % 7);
}

void
instant_split(struct calendar *c, int64_t ms, int zone)
{
	int64_t local = ms + (int64_t)zone * MINUTE_MS;
	int64_t sec = floor_div(local, 1000);
	int64_t days = floor_div(sec, DAY);
	int rest = (int)(sec - days * DAY);

	calendar_set_date(c, days);
	c->ms = (int)(local - sec * 1000);
	c->hour = rest / 3600;
	c->minute = rest / 60 % 60;
	c->second = rest % 60;
	c->weekday = calendar_weekday(c->year, c->month, c->day);
}

int
instant_year(int64_t ms, int zone)
{
	struct calendar c;

	instant_split(&c, ms, zone);
	return c.year;
}

bool
zone_parse(int *minutes, const char *s)
{
	int h, m;

	if (strcmp(s, "Z") == 0) {
		*minutes = 0;
		return true;
	}
	if (strlen(s) != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':')
		return false;
	for (int i = 1; i < 6; i++)
		if (i != 3 && (s[i] < '0' || s[i] > '9'))
			return false;
	h = (s[1] - '0') * 10 + s[2] - '0';
	m = (s[4] - '0') * 10 + s[5] - '0';
	if (h > 14 || m > 59)
		return false;
	*minutes = (s[0] == '-' ? -1 : 1) * (h * 60 + m);
	return true;
}

static void
zone_put(char *out, size_t size, int zone)
{
	int z = zone < 0 ? -zone : zone;

	fixed_format(
		out, size, "%c%02d:%02d", zone < 0 ? '-' : '+', z / 60, z % 60);
}

static void
instant_put(char out[INSTANT_TEXT], int64_t ms, int zone, char sep,
	bool with_ms, bool with_zone)
{
	struct calendar c;
	char part[8] = "", off[16] = "";

	instant_split(&c, ms, zone);
	if (with_ms)
		fixed_format(part, sizeof(part), ".%03d", c.ms);
	if (with_zone)
		zone_put(off, sizeof(off), zone);
	fixed_format(out, INSTANT_TEXT, "%04d-%02d-%02d%c%02d:%02d:%02d%s%s",
		c.year % 10000, c.month, c.day, sep, c.hour, c.minute, c.second,
		part, off);
}

void
instant_format(char out[INSTANT_TEXT], int64_t ms, int zone)
{
	instant_put(out, ms, zone, 'T', true, true);
}

void
instant_format_s(char out[INSTANT_TEXT], int64_t ms, int zone)
{
	instant_put(out, ms, zone, 'T', false, true);
}

void
instant_format_plain(char out[INSTANT_TEXT], int64_t ms, int zone)
{
	instant_put(out, ms, zone, ' ', false, false);
}

/* Exactly n digits at *s into *v. */
static bool
take_digits(int *v, const char **s, int n)
{
	*v = 0;
	for (int i = 0; i < n; i++, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*v = *v * 10 + (**s - '0');
	}
	return true;
}

static bool
take_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static bool
instant_take_date(struct calendar *c, const char **s)
{
	if (!take_digits(&c->year, s, 4) || !take_char(s, '-') ||
		!take_digits(&c->month, s, 2) || !take_char(s, '-') ||
		!take_digits(&c->day, s, 2))
		return false;
	if (c->year < 1970 || c->year > 2999 || c->month < 1 || c->month > 12)
		return false;
	return c->day >= 1 && c->day <= calendar_month_days(c->year, c->month);
}

static bool
instant_take_clock(struct calendar *c, const char **s)
{
	int scale = 100;

	c->second = c->ms = 0;
	if (!take_digits(&c->hour, s, 2) || !take_char(s, ':') ||
		!take_digits(&c->minute, s, 2))
		return false;
	if (**s == ':') {
		(*s)++;
		if (!take_digits(&c->second, s, 2))
			return false;
	}
	if (**s == '.') {
		(*s)++;
		if (**s < '0' || **s > '9')
			return false;
		for (; **s >= '0' && **s <= '9'; (*s)++, scale /= 10)
			c->ms += (**s - '0') * scale;
	}
	return c->hour < 24 && c->minute < 60 && c->second < 60;
}

bool
instant_parse(int64_t *ms, const char *s, int zone)
{
	struct calendar c;

	if (!instant_take_date(&c, &s))
		return false;
	if (*s != 'T' && *s != ' ')
		return false;
	s++;
	if (!instant_take_clock(&c, &s))
		return false;
	if (*s != '\0' && !zone_parse(&zone, s))
		return false;
	*ms = (days_of_date(c.year, c.month, c.day) * DAY + c.hour * 3600 +
		      c.minute * 60 + c.second) *
			1000 +
		c.ms - (int64_t)zone * MINUTE_MS;
	return true;
}

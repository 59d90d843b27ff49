/*
 * Instants are UTC milliseconds since 1970. They are shown in the station's
 * zone, a fixed offset such as "+08:00" (China has one zone and no summer
 * time), so that nothing here depends on the machine.
 */
#ifndef CRIER_BASE_INSTANT_H
#define CRIER_BASE_INSTANT_H

#include <stdbool.h>
#include <stdint.h>

#define INSTANT_DAY INT64_C(86400000) /* milliseconds */

enum { INSTANT_TEXT = 32 };

/* "+08:00" or "-03:30" or "Z" to minutes east; false if it is neither. */
bool zone_parse(int *minutes, const char *text);

/* 2026-11-24T10:30:00.000+08:00: with milliseconds, for machines. */
void instant_format(char out[INSTANT_TEXT], int64_t ms, int zone);

/* 2026-11-24T10:30:00+08:00: CAP's and Atom's form. */
void instant_format_s(char out[INSTANT_TEXT], int64_t ms, int zone);

/* 2026-11-24 10:30:00: for people, the zone understood. */
void instant_format_plain(char out[INSTANT_TEXT], int64_t ms, int zone);

/*
 * Reads RFC 3339 with T or a blank, seconds and fraction optional, zone
 * optional (then `zone` is meant). False for anything else, 30 February and
 * years outside 1970 to 2999 included.
 */
bool instant_parse(int64_t *ms, const char *text, int zone);

/* Calendar year of the instant in the zone: ids carry it. */
int instant_year(int64_t ms, int zone);

struct calendar {
	int year, month, day, hour, minute, second, ms;
	int weekday; /* 0 is Sunday */
};
void instant_split(struct calendar *out, int64_t ms, int zone);

extern const char *const calendar_months[12]; /* "January" … */
int calendar_month_days(int year, int month); /* month from 1; 28 to 31 */
int calendar_weekday(int year, int month, int day); /* 0 is Sunday */

/* Whole days of China's one zone, both ends included. */
struct validity {
	int64_t from, until; /* UTC ms; until is the end of that day */
};

#endif

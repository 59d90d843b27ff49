/*
 * What people type through a Chinese input method: full-width digits, signs,
 * blanks and letters are their narrow twins in times, numbers, ids and keys.
 * Texts are left as they are.
 */
#ifndef CRIER_TUI_TYPED_H
#define CRIER_TUI_TYPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Its narrow twin, or itself: ：is a colon, 。 a full stop, 、a comma. */
uint32_t typed_narrow(uint32_t cp);

/* The text in narrow twins, blanks at both ends dropped; the caller frees. */
char *typed_plain(const char *text);

/*
 * A date with a time: 2026-11-24 02:10, RFC 3339, 11-24 2:10 and 11月24日2时10分
 * of the year that makes it nearest to `now`, 4:00 and 4时 of today, or of the
 * day before or after if today's is over 20 hours away.
 */
bool typed_time(int64_t *ms, const char *text, int64_t now, int zone);

/* The same, or a date alone: its beginning. */
bool typed_day(int64_t *ms, const char *text, int64_t now, int zone);

/* A whole number in decimal, nothing behind it. */
bool typed_int(int64_t *out, const char *text);

/* As typed_time understood it: "2026-11-24 02:10". */
enum { TYPED_TIME = 32 };
void typed_format(char out[TYPED_TIME], int64_t ms, int zone);

#endif

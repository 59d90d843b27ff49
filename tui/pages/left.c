/*
 * Rounds what is left of a time.
 */
#include "tui/pages/left.h"

#include "base/fixed.h"
#include "base/instant.h"
#include "tui/pages/i18n.h"

enum { MINUTE = 60000, HOUR = 60 * MINUTE };

static const int64_t day = 24 * (int64_t)HOUR;

static void
late_words(char out[SAY], int64_t ms)
{
	long long h = (long long)(ms / HOUR);
	long long m = (long long)(ms % HOUR / MINUTE);

	if (ms >= day)
		fixed_cut_format(out, SAY,
			say_n("late %lld day", "late %lld days",
				(long)(ms / day)),
			(long long)(ms / day));
	else if (h > 0)
		fixed_cut_format(out, SAY, _("late %lld h %02lld"), h, m);
	else
		fixed_cut_format(out, SAY, _("late %lld min"), m);
}

/* Its day as a number, of two years too. */
static int64_t
day_of(int64_t ms, int zone)
{
	return (ms + (int64_t)zone * MINUTE) / day;
}

void
left_words(char out[SAY], int64_t due, int64_t now, int zone)
{
	int64_t ms = due - now, days = day_of(due, zone) - day_of(now, zone);
	long long h = (long long)(ms / HOUR);
	long long m = (long long)(ms % HOUR / MINUTE);
	char at[SAY];

	if (due == 0) {
		fixed_cut(out, SAY, _("no limit"));
		return;
	}
	if (ms < 0) {
		late_words(out, -ms);
		return;
	}
	say_clock(at, due, due, zone); /* the hour alone */
	if (h >= 2 && days == 0)
		fixed_cut_format(out, SAY, _("today %s"), at);
	else if (h >= 2 && days == 1)
		fixed_cut_format(out, SAY, _("tomorrow %s"), at);
	else if (h >= 2)
		say_clock(out, due, now, zone);
	else if (h > 0)
		fixed_cut_format(out, SAY, _("%lld h %02lld left"), h, m);
	else
		fixed_cut_format(out, SAY, _("%lld min left"), m);
}

/*
 * Saying what a release waits for.
 */
#include "tui/console/views/awaited.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/delivery.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/waiting.h"

enum { CALLED = 2, LINE = 500 };

/* The less, the sooner somebody has to look at it. */
static const int urgency[] = {
	[DELIVERY_UNKNOWN] = 0,
	[DELIVERY_DIFFERS] = 1,
	[DELIVERY_HUMAN] = 2,
	[DELIVERY_REFUSED] = 3,
	[DELIVERY_FAILED] = 3,
	[DELIVERY_GAP] = 3,
	[DELIVERY_RETRY] = 4,
	[DELIVERY_SENDING] = 5,
	[DELIVERY_ACCEPTED] = 5,
	[DELIVERY_DUE] = 5,
	[DELIVERY_PLANNED] = 6,
	[DELIVERY_PREPARED] = 6,
	[DELIVERY_PUBLISHED] = 7,
	[DELIVERY_VERIFIED] = 8,
	[DELIVERY_HALTED] = 9,
	[DELIVERY_SKIPPED] = 9,
	[DELIVERY_CANCELLED] = 9,
};
_Static_assert(sizeof(urgency) / sizeof(urgency[0]) == DELIVERY_STATES,
	"every state has its place");

/* A state of a newer station stands last. */
static int
urgency_of(const json_t *row)
{
	enum delivery_state state;

	return delivery_parse(&state, doc_str(row, "state")) ? urgency[state]
							     : 10;
}

static int
awaited_order(const json_t *a, const json_t *b)
{
	return urgency_of(a) - urgency_of(b);
}

void
awaited_sort(json_t *rows)
{
	doc_sort(rows, awaited_order);
}

/* "赵值班 0000-1001、…": who can do it, a few of them. */
static void
called_words(char *out, size_t size, const json_t *wait, enum lang lang)
{
	json_t *officers = json_object_get(wait, "officers"), *o;
	char one[SAY];
	size_t i;

	out[0] = '\0';
	json_array_foreach(officers, i, o)
	{
		if (i == CALLED)
			break;
		fixed_cut_format(one, sizeof(one), "%s %s", doc_str(o, "name"),
			doc_str(o, "phone"));
		(void)say_add(out, size, lang == LANG_ZH ? "、" : ", ", one);
	}
}

int
awaited_draw(const struct app *app, struct area a, int row, const char *message)
{
	json_t *waits = json_object_get(app->status, "waits"), *wait;
	char called[LINE / 2], left[SAY], line[LINE];
	int64_t now = app_now(app), due;
	size_t i;

	json_array_foreach(waits, i, wait)
	{
		if (strcmp(doc_str(wait, "message"), message) != 0 ||
			doc_int(wait, "count") == 0)
			continue;
		due = doc_int(wait, "due");
		left_words(left, due, now, app->zone);
		called_words(called, sizeof(called), wait, app->lang);
		fixed_cut_format(line, sizeof(line), "%s%s %lld  %s  %s",
			due != 0 && due < now ? "! " : "",
			say_wait(wait, now, app->lang),
			(long long)doc_int(wait, "count"), called,
			due ? left : "");
		(void)area_column(a, row++, 0, a.cols,
			due != 0 && due < now ? STYLE_BAD : STYLE_STRONG, line);
		waiting_over(line, sizeof(line), wait, now, app->lang);
		if (*line)
			row += area_wrap(a, row, 0, STYLE_BAD, line);
	}
	return row;
}

int
awaited_draw_each(
	const struct app *app, struct area a, int row, const json_t *show)
{
	char words[WAITING_TEXT];
	enum style style;
	json_t *one;
	size_t i;

	json_array_foreach(doc_get(show, "waiting"), i, one)
	{
		style = waiting_say(
			words, one, app_now(app), app->zone, app->lang);
		row += area_wrap(a, row, 0, style, words);
	}
	return row;
}

/*
 * The rows of the board's lists. How much time is left comes first; what is
 * late has a sign and a word, a drill a sign of its own, level I brackets.
 */
#include "tui/console/views/desk.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/list.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/waits.h"

enum {
	SUBJECT = 13, /* D2026-0001/12 */
	DOES = 14,
	DOES_ZH = 10,
	WHO = 20,
	WIDE = 100, /* columns from which there is room for more of them */
	STANDING = 22, /* with the claims, which wider lists have beside it */
	STANDING_WIDE = 18,
	OUT = 13,
	CLAIMS = 8
};

static bool
desk_is_drill(const json_t *row)
{
	return strcmp(doc_str(row, "mode"), "drill") == 0;
}

static int
mode_width(const struct app *app)
{
	/* DEMO ACTUAL, 演示·实战, ACTUAL, 实战 */
	if (app->demo)
		return app->lang == LANG_EN ? 11 : 9;
	return app->lang == LANG_EN ? 6 : 4;
}

/* The sign, and how much time is left where there is room to say it. */
static int
draw_left(const struct app *app, struct area a, int row, const json_t *of,
	enum style style, bool said)
{
	int64_t due = doc_int(of, "due"), now = app_now(app);
	bool late = due != 0 && due < now;
	char words[SAY];

	left_words(words, due, now, app->zone);
	(void)area_put(a, row, 1, late ? STYLE_BAD : STYLE_TEXT,
		late			    ? "!"
			: desk_is_drill(of) ? "-"
					    : " ");
	if (!said)
		return 2;
	return area_column(
		a, row, 3, LEFT_WIDTH, late ? STYLE_BAD : style, words);
}

/* Who can be called, and where nobody can, what is lacking. */
static enum style
people_words(char out[SAY], const struct app *app, const json_t *wait)
{
	const json_t *first =
		json_array_get(json_object_get(wait, "officers"), 0);
	char roles[SAY];

	if (first) {
		fixed_cut_format(out, SAY, "%s  %s", doc_str(first, "name"),
			doc_str(first, "phone"));
		return STYLE_TEXT;
	}
	say_words(roles, sizeof(roles), json_object_get(wait, "roles"), ", ",
		say_role, app->lang);
	fixed_cut_format(out, SAY, _("nobody is %s"), roles);
	return STYLE_BAD;
}

static enum style
wait_style(const struct app *app, const json_t *wait, bool mine)
{
	if (say_is_late(wait, app_now(app)) || doc_int(wait, "overdue") > 0)
		return STYLE_BAD;
	if (strcmp(doc_str(wait, "what"), "returned") == 0)
		return STYLE_WARN;
	return mine ? STYLE_STRONG : STYLE_TEXT;
}

int
desk_wait_rows(const json_t *wait, bool mine)
{
	return mine && strcmp(doc_str(wait, "what"), "returned") == 0 ? 2 : 1;
}

void
desk_draw_wait(const struct app *app, struct area a, int row,
	const json_t *wait, bool mine)
{
	enum style style = wait_style(app, wait, mine);
	bool narrow = a.cols < VIEW_NARROW;
	enum style ring = STYLE_TEXT;
	int who = 0;
	int col = draw_left(
		app, a, row, wait, style, mine || narrow || a.cols >= WIDE);
	char text[WAITS_TEXT], why[WAITS_TEXT], people[SAY];
	const char *title = text;
	int below = narrow ? 3 : col + 1;

	waits_text(text, wait, app->lang);
	if (desk_wait_rows(wait, mine) == 2) {
		waits_why(why, wait, app->lang);
		title = say_both(wait, "title", app->lang);
		(void)area_column(
			a, row + 1, below, a.cols - below - 1, STYLE_TEXT, why);
	}
	if (!narrow)
		col = area_column(a, row, col + 1, mode_width(app), style,
			waits_mode(wait, app->demo));
	col = area_column(a, row, col + 1, SUBJECT, style, waits_subject(wait));
	col = area_column(a, row, col + 1,
		narrow			       ? a.cols - col - 2
			: app->lang == LANG_ZH ? DOES_ZH
					       : DOES,
		style, say_wait(wait, app_now(app), app->lang));
	if (narrow)
		return;
	if (!mine) {
		ring = people_words(people, app, wait);
		who = list_share(a.cols - col - 3, cluster_width(title),
			      cluster_width(people), WHO) +
			1;
		(void)area_column(a, row, a.cols - who, who - 1, ring, people);
	}
	(void)area_column(
		a, row, col + 1, a.cols - col - 2 - who, STYLE_TEXT, title);
}

/* An older station tells only how many messages there are. */
static const char *
newest_words(char count[SAY], const json_t *inc, enum lang lang)
{
	long long n = doc_int(inc, "messages");

	if (json_object_get(inc, "latest"))
		return say_latest(inc, lang);
	if (n == 0)
		return _("no message yet");
	fixed_cut_format(count, SAY, say_n("%lld msg", "%lld msgs", n), n);
	return count;
}

/* What became of the newest message, and where there is no column for them how
 * many claims are open. */
static void
standing_words(
	char note[SAY], const struct app *app, struct area a, const json_t *inc)
{
	long claims = (long)doc_int(inc, "claims");
	char count[SAY];

	fixed_cut(note, SAY, newest_words(count, inc, app->lang));
	if (claims > 0 && a.cols < WIDE)
		fixed_cut_format(note + strlen(note), SAY - strlen(note),
			say_n("  %ld claim", "  %ld claims", claims), claims);
}

static void
draw_standing(struct area a, int row, int col, int width, const char *note,
	const json_t *inc)
{
	const json_t *latest = json_object_get(inc, "latest");
	long claims = (long)doc_int(inc, "claims");

	col = area_column(a, row, col, width,
		latest ? say_standing_style(latest) : STYLE_DIM, note);
	if (claims > 0 && a.cols >= WIDE)
		(void)area_printf(a, row, col + 1, STYLE_WARN,
			say_n("%ld claim", "%ld claims", claims), claims);
}

/* Which bulletin the public saw last, and when. */
static int
draw_out(const struct app *app, struct area a, int row, int col,
	const json_t *inc)
{
	const json_t *out = json_object_get(inc, "out");
	char at[SAY], text[SAY] = "";

	say_clock(at, doc_int(out, "time"), app_now(app), app->zone);
	if (doc_int(out, "issue"))
		fixed_cut_format(text, sizeof(text), _("No. %lld %s"),
			(long long)doc_int(out, "issue"), at);
	else if (out)
		fixed_cut(text, sizeof(text), at);
	return area_column(a, row, col, OUT, STYLE_TEXT, text);
}

void
desk_draw_incident(
	const struct app *app, struct area a, int row, const json_t *inc)
{
	bool narrow = a.cols < VIEW_NARROW, wide = a.cols >= WIDE;
	const char *level = doc_str(inc, "level");
	bool gravest = strcmp(level, "I") == 0;
	int standing = wide ? STANDING_WIDE : STANDING;
	const char *title = doc_str(inc, "title");
	char note[SAY];
	int rest = wide ? OUT + CLAIMS + 2 : 0;
	int col = draw_left(app, a, row, inc, STYLE_TEXT, true);

	if (!narrow)
		col = area_column(a, row, col + 1, mode_width(app), STYLE_TEXT,
			say_mode(doc_str(inc, "mode"), app->demo));
	col = area_column(
		a, row, col + 1, 11, STYLE_STRONG, doc_str(inc, "id"));
	if (narrow) {
		(void)area_column(a, row, col + 1, a.cols - col - 2, STYLE_TEXT,
			doc_str(inc, "title"));
		return;
	}
	col = area_column(a, row, col + 1, 3, gravest ? STYLE_BAD : STYLE_TEXT,
		gravest ? "[I]" : level);
	standing_words(note, app, a, inc);
	standing = list_share(a.cols - col - 3 - rest, cluster_width(title),
		cluster_width(note), standing);
	col = area_column(a, row, col + 1, a.cols - col - 3 - standing - rest,
		gravest ? STYLE_STRONG : STYLE_TEXT, title);
	if (wide)
		col = draw_out(app, a, row, col + 1, inc);
	draw_standing(a, row, col + 1, standing, note, inc);
}

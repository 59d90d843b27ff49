/*
 * Drawing the line of time: a column of times, a word, the thing, and where it
 * stands or who has to move next.
 */
#include "tui/console/views/timeline.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/list.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/pages/waits.h"

enum { TEXT = 700, WORD = 12, WORD_ZH = 10, RIGHT = 21, STEP_MIN = 13 };

/* What stands in the columns of a row. */
struct moment {
	const char *word;
	enum style style;
	char text[TEXT], right[SAY];
};

/* "/4" of 2026-0012/4, "c3" of 2026-0012/c3. */
static const char *
short_id(const char *id)
{
	const char *slash = strchr(id, '/');

	if (slash == NULL)
		return "";
	return slash[1] == 'c' ? slash + 1 : slash;
}

/* ---- what happened ---- */

/* Where a message stands, or what it waits for. */
static void
message_words(struct moment *m, const struct app *app, const json_t *of)
{
	const char *state = doc_str(of, "state"), *waits = doc_str(of, "waits");
	int64_t signature = doc_int(of, "supplement");

	m->style = say_standing_style(of);
	if (signature) {
		fixed_cut(m->right, SAY,
			signature <= app_now(app) ? _("! SIGN: LATE")
						  : _("signature due"));
		m->style = STYLE_BAD;
	} else if ((strcmp(state, "review") == 0 && *waits) ||
		strcmp(waits, "resubmit") == 0) {
		fixed_cut_format(m->right, SAY, _("waits: %s"),
			say_waits(waits, app->lang));
	} else {
		fixed_cut(m->right, SAY, say_standing(of, app->lang));
	}
}

static void
moment_message(struct moment *m, const struct app *app, const json_t *show,
	const json_t *row)
{
	const json_t *of = timeline_message(show, doc_str(row, "message"));

	fixed_cut_format(m->text, TEXT, "%s  %s",
		short_id(doc_str(row, "message")), doc_str(row, "title"));
	m->word = say_kind(doc_str(row, "kind"), app->lang);
	if (of != NULL)
		message_words(m, app, of);
}

static void
moment_figures(struct moment *m, const struct app *app, const json_t *row)
{
	json_t *change;
	char one[SAY];
	size_t i;

	json_array_foreach(json_object_get(row, "changes"), i, change)
	{
		fixed_cut_format(one, SAY, "%s %lld (%+lld)",
			say_both(change, "label", app->lang),
			(long long)doc_int(change, "value"),
			(long long)doc_int(change, "change"));
		(void)say_add(m->text, TEXT, "  ", one);
	}
	fixed_cut(m->right, SAY, short_id(doc_str(row, "message")));
}

static void
moment_claim(struct moment *m, const struct app *app, const json_t *row)
{
	const char *verdict = doc_str(row, "verdict");

	fixed_cut_format(m->text, TEXT, "%s  %s",
		short_id(doc_str(row, "claim")), doc_str(row, "text"));
	if (*verdict)
		fixed_cut_format(m->right, SAY, "%s  %s",
			say_claim_verdict(verdict, app->lang),
			doc_str(row, "checker"));
	else
		fixed_cut(m->right, SAY, doc_str(row, "by_name"));
}

static void
moment_clock(struct moment *m, const struct app *app, const json_t *row)
{
	static const struct {
		const char *state, *says;
	} words[] = { { "met", N_("met") }, { "late", N_("met too late") },
		{ "ended", N_("ended") }, { "overdue", N_("MISSED") } };
	const char *state = doc_str(row, "state");

	fixed_cut(m->text, TEXT, say_both(row, "title", app->lang));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].state, state) == 0)
			fixed_cut(m->right, SAY, _(words[i].says));
	if (doc_int(row, "times") > 1)
		fixed_cut_format(m->right + strlen(m->right),
			SAY - strlen(m->right), " x%lld",
			(long long)doc_int(row, "times"));
	m->style = strcmp(state, "met") == 0  ? STYLE_DIM
		: strcmp(state, "ended") == 0 ? STYLE_DIM
					      : STYLE_BAD;
}

static void
past_other(struct moment *m, const struct app *app, const json_t *row)
{
	const char *text = doc_str(row, "text");

	fixed_cut_format(m->text, TEXT, "%s%s%s%s", doc_str(row, "organ"),
		*doc_str(row, "organ") ? "  " : "",
		say_both(row, "title", app->lang), text);
	if (*m->text == '\0')
		fixed_cut(m->text, TEXT, short_id(doc_str(row, "message")));
	fixed_cut(m->right, SAY, doc_str(row, "by_name"));
}

static void
moment_past(struct moment *m, const struct app *app, const json_t *show,
	const json_t *row)
{
	static const struct {
		const char *what, *word;
	} words[] = { { "opened", N_("begun") }, { "halted", N_("HALTED") },
		{ "figures", N_("figures") }, { "claim", N_("claim") },
		{ "verdict", N_("claim") }, { "outside", N_("outside") },
		{ "step", N_("step") }, { "clock", N_("deadline") },
		{ "missed", N_("deadline") }, { "closed", N_("closed") } };
	const char *what = doc_str(row, "what");

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].what, what) == 0)
			m->word = _(words[i].word);
	if (strcmp(what, "message") == 0)
		moment_message(m, app, show, row);
	else if (strcmp(what, "figures") == 0)
		moment_figures(m, app, row);
	else if (*doc_str(row, "claim"))
		moment_claim(m, app, row);
	else if (*doc_str(row, "state"))
		moment_clock(m, app, row);
	else
		past_other(m, app, row);
}

/* ---- what falls due ---- */

/* Whom it waits for: me, or who can be rung, or which role nobody has. */
static void
due_wait(struct moment *m, const struct app *app, const json_t *row)
{
	json_t *wait = json_copy((json_t *)(uintptr_t)row);
	const json_t *first =
		json_array_get(json_object_get(row, "officers"), 0);
	char text[WAITS_TEXT], roles[SAY];

	doc_put_str(wait, "what", doc_str(row, "wait"));
	m->word = say_wait(wait, app_now(app), app->lang);
	waits_text(text, wait, app->lang);
	fixed_cut_format(
		m->text, TEXT, "%s  %s", short_id(waits_subject(wait)), text);
	if (doc_bool(row, "mine")) {
		fixed_cut(m->right, SAY, _("you"));
		m->style = STYLE_STRONG;
	} else if (first) {
		fixed_cut_format(m->right, SAY, "%s  %s",
			doc_str(first, "name"), doc_str(first, "phone"));
	} else if (json_array_size(json_object_get(row, "roles")) > 0) {
		say_words(roles, sizeof(roles), json_object_get(row, "roles"),
			", ", say_role, app->lang);
		fixed_cut_format(m->right, SAY, _("nobody is %s"), roles);
		m->style = STYLE_BAD;
	}
	json_decref(wait);
}

static void
due_step(struct moment *m, const struct app *app, const json_t *show,
	const json_t *row)
{
	const json_t *of = timeline_message(show, doc_str(row, "message"));
	const char *clock = say_both(row, "clock", app->lang);
	const char *kind = doc_str(row, "kind");
	const char *title = say_both(row, "title", app->lang);

	m->word = *kind ? say_kind(kind, app->lang) : _("step");
	if (strcmp(title, m->word) == 0) /* once is enough */
		title = "";
	fixed_cut_format(m->text, TEXT, "%s%s%s%s%s",
		short_id(doc_str(row, "message")),
		*doc_str(row, "message") ? "  " : "", title,
		*clock && *title ? "  " : "", clock);
	if (of != NULL) {
		message_words(m, app, of);
	} else if (*kind == '\0') {
		fixed_cut(m->right, SAY, _("D ticks it"));
	} else {
		fixed_cut(m->right, SAY,
			strcmp(doc_str(row, "what"), "next") == 0
				? _("the next one")
				: _("not begun"));
		m->style = STYLE_DIM;
	}
}

static void
due_clock(struct moment *m, const struct app *app, const json_t *row)
{
	char at[SAY];

	m->word = doc_bool(row, "internal") ? _("inside") : _("deadline");
	fixed_cut(m->text, TEXT, say_both(row, "title", app->lang));
	say_clock(at, doc_int(row, "due"), app_now(app), app->zone);
	fixed_cut_format(m->right, SAY, "%s%s", at,
		doc_bool(row, "by_hand") ? _("  t ends it") : "");
	if (doc_bool(row, "internal"))
		m->style = STYLE_DIM;
}

static void
moment_due(struct moment *m, const struct app *app, const json_t *show,
	const json_t *row)
{
	const char *what = doc_str(row, "what");

	if (strcmp(what, "wait") == 0)
		due_wait(m, app, row);
	else if (strcmp(what, "clock") == 0)
		due_clock(m, app, row);
	else
		due_step(m, app, show, row);
}

/* ---- the row ---- */

static int
draw_time(const struct app *app, struct area a, int row, const json_t *line)
{
	bool past = strcmp(doc_str(line, "at"), "past") == 0;
	int64_t due = doc_int(line, "due"), now = app_now(app);
	bool late = !past && due != 0 && due < now;
	char words[SAY];

	if (past)
		say_clock(words, doc_int(line, "time"), now, app->zone);
	else
		left_words(words, due, now, app->zone);
	if (late)
		(void)area_put(a, row, 1, STYLE_BAD, "!");
	return area_column(a, row, 3, LEFT_WIDTH,
		late	       ? STYLE_BAD
			: past ? STYLE_DIM
			       : STYLE_TEXT,
		words);
}

void
timeline_draw_row(const struct app *app, struct area a, int row,
	const json_t *show, const json_t *line)
{
	int word = app->lang == LANG_ZH ? WORD_ZH : WORD;
	int right = a.cols >= 100 ? RIGHT + 8 : RIGHT;
	bool narrow = a.cols < VIEW_NARROW;
	int col = draw_time(app, a, row, line);
	struct moment m = { .word = "", .style = STYLE_TEXT };

	if (strcmp(doc_str(line, "at"), "past") == 0)
		moment_past(&m, app, show, line);
	else
		moment_due(&m, app, show, line);
	if (narrow) {
		(void)area_column(
			a, row, col + 1, a.cols - col - 2, m.style, m.text);
		return;
	}
	col = area_column(a, row, col + 1, word, STYLE_TEXT, m.word);
	right = list_share(a.cols - col - 3, cluster_width(m.text),
		cluster_width(m.right), right);
	col = area_column(
		a, row, col + 1, a.cols - col - 3 - right, STYLE_TEXT, m.text);
	(void)area_column(a, row, col + 1, right, m.style, m.right);
}

void
timeline_draw_now(const struct app *app, struct area a, int row)
{
	char at[SAY];
	int64_t now = app_now(app);

	area_fill(a, row, 1, a.cols - 2, STYLE_DIM, "─");
	say_clock(at, now, now, app->zone);
	(void)area_printf(a, row, 4, STYLE_STRONG, _(" now %s "), at);
}

/* ---- the steps ---- */

int
timeline_draw_steps(
	const struct app *app, struct area a, int row, const json_t *show)
{
	const json_t *steps = json_object_get(show, "steps");
	int count = (int)json_array_size(steps), each, in_row = count;
	const json_t *step;
	const char *sign;

	if (count == 0)
		return row;
	for (int rows = 2; rows < 4 && (a.cols - 2) / in_row < STEP_MIN; rows++)
		in_row = (count + rows - 1) / rows;
	each = (a.cols - 2) / in_row;
	for (int i = 0; i < count; i++) {
		int at = row + i / in_row, col = 1 + i % in_row * each;

		step = json_array_get(steps, (size_t)i);
		sign = timeline_sign(show, step, app_now(app));
		(void)area_put(a, at, col,
			sign[1] == '!' ? STYLE_BAD : STYLE_STRONG, sign);
		(void)area_column(a, at, col + 3, each - 4,
			sign[1] == 'x' ? STYLE_DIM : STYLE_TEXT,
			say_both(step, "title", app->lang));
	}
	return row + (count + in_row - 1) / in_row;
}

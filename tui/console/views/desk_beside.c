/*
 * Beside the board's lists: the thing under the cursor, its incident, and the
 * duty table. It is read only when the cursor has rested, so that moving
 * costs no question and few bytes.
 */
#include "tui/console/views/desk.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/role.h"
#include "tui/console/border.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/left.h"
#include "tui/pages/say.h"
#include "tui/pages/waits.h"

enum { TAG_MESSAGE = DESK_TAG, TAG_INCIDENT };

enum { LABEL = 10, CLOCKS = 4, MESSAGES = 6, OFFICERS = 4, DUTY = 8 };

/* ---- what is known ---- */

static bool
is_incident(const json_t *row)
{
	return strcmp(doc_str(row, "is"), "incident") == 0;
}

static const char *
incident_of(const json_t *row)
{
	return is_incident(row) ? doc_str(row, "id") : doc_str(row, "incident");
}

static void
forget(struct beside *b)
{
	json_decref(b->row);
	json_decref(b->message);
	json_decref(b->incident);
	*b = (struct beside){ .row = NULL };
}

void
beside_release(struct beside *b)
{
	forget(b);
}

bool
beside_is_of(const struct beside *b, const json_t *row)
{
	return b->row == row || (b->row && row && json_equal(b->row, row));
}

void
beside_rest(struct beside *b, struct view *v, const json_t *row, bool both)
{
	const char *message = doc_str(row, "message");
	const char *incident = incident_of(row);

	forget(b);
	if (row == NULL)
		return;
	b->row = json_deep_copy(row);
	if (*message)
		app_ask(v->app, v, TAG_MESSAGE, "message.show",
			json_pack("{s:s}", "message", message));
	if (*incident && (both || !*message))
		app_ask(v->app, v, TAG_INCIDENT, "incident.show",
			json_pack("{s:s}", "incident", incident));
}

/* An answer about a row that the cursor has left meanwhile is not kept. */
void
beside_reply(struct beside *b, const struct reply *r)
{
	const char *id = doc_str(r->doc, "id");

	if (!r->ok)
		return;
	if (r->tag == TAG_MESSAGE &&
		strcmp(id, doc_str(b->row, "message")) == 0)
		view_keep(&b->message, r->doc);
	if (r->tag == TAG_INCIDENT && strcmp(id, incident_of(b->row)) == 0)
		view_keep(&b->incident, r->doc);
}

/* ---- drawing ---- */

static int
beside_fact(struct area a, int row, const char *label, enum style style,
	const char *text)
{
	if (*text == '\0' || row >= a.rows)
		return row;
	(void)area_column(a, row, 0, LABEL, STYLE_TITLE, label);
	return row +
		area_wrap(
			area_sub(a, 0, LABEL + 1, -1, -1), row, 0, style, text);
}

static int
draw_due(const struct app *app, struct area a, int row, const char *label,
	int64_t due, const char *title)
{
	bool late = due != 0 && due < app_now(app);
	char left[SAY], text[SAY * 2];

	left_words(left, due, app_now(app), app->zone);
	fixed_cut_format(text, sizeof(text), "%s%s%s%s", late ? "! " : "", left,
		*title ? "  " : "", title);
	return beside_fact(a, row, label, late ? STYLE_BAD : STYLE_TEXT, text);
}

static int
draw_callable(struct area a, int row, const json_t *officers)
{
	char text[SAY];
	json_t *o;
	size_t n;

	json_array_foreach(officers, n, o)
	{
		if (n == OFFICERS)
			break;
		fixed_cut_format(text, sizeof(text), "%s  %s",
			doc_str(o, "name"), doc_str(o, "phone"));
		row = beside_fact(
			a, row, n ? "" : _("who can"), STYLE_TEXT, text);
	}
	return row;
}

/* The text as far as there is room, and whether there is more. */
static int
draw_text(struct area a, int row, const json_t *message)
{
	const json_t *master = json_object_get(message, "master");
	const char *text = doc_str(master, "text");
	int left = a.rows - row - 1, took;

	if (*text == '\0' || left < 1)
		return row;
	took = area_wrap(
		area_sub(a, row + 1, 0, left, -1), 0, 0, STYLE_TEXT, text);
	if (took > left) {
		(void)area_printf(a, a.rows - 1, 0, STYLE_DIM,
			say_n("%d more row below", "%d more rows below",
				took - left + 1),
			took - left + 1);
		took = left;
	}
	return row + 1 + took;
}

static int
draw_wait(const struct beside *b, const struct app *app, struct area a)
{
	char why[WAITS_TEXT], title[SAY * 2];
	int row;

	fixed_cut_format(title, sizeof(title), "%s  %s", waits_subject(b->row),
		say_wait(b->row, app_now(app), app->lang));
	row = border_rule(a, 0, title);
	row += area_wrap(
		a, row, 0, STYLE_STRONG, say_both(b->row, "title", app->lang));
	waits_why(why, b->row, app->lang);
	row = beside_fact(a, row, _("why"), STYLE_WARN, why);
	row = draw_due(app, a, row, _("deadline"), doc_int(b->row, "due"), "");
	row = beside_fact(a, row, _("standing"), STYLE_TEXT,
		b->message ? say_standing_long(b->message, app->lang) : "");
	row = draw_callable(a, row, json_object_get(b->row, "officers"));
	return draw_text(a, row, b->message);
}

static bool
is_running(const json_t *clock)
{
	return strcmp(doc_str(clock, "state"), "running") == 0 ||
		strcmp(doc_str(clock, "state"), "overdue") == 0;
}

static int
beside_by_due(const json_t *a, const json_t *b)
{
	int64_t x = doc_int(a, "due"), y = doc_int(b, "due");

	return (x > y) - (x < y);
}

static int
draw_clocks(const struct app *app, struct area a, int row, const json_t *show)
{
	json_t *clocks = json_copy(json_object_get(show, "clocks")), *clock;
	int shown = 0;
	size_t n;

	doc_sort(clocks, beside_by_due);
	json_array_foreach(clocks, n, clock)
	{
		if (!is_running(clock) || shown == CLOCKS)
			continue;
		row = draw_due(app, a, row, shown++ ? "" : _("deadlines"),
			doc_int(clock, "due"),
			say_both(clock, "title", app->lang));
	}
	json_decref(clocks);
	return row;
}

/* The newest first: what is out, and what is being done. */
static int
beside_messages(
	const struct app *app, struct area a, int row, const json_t *show)
{
	const json_t *messages = json_object_get(show, "messages");
	size_t count = json_array_size(messages);
	char text[SAY * 2];

	for (size_t n = 0; n < count && n < MESSAGES; n++) {
		const json_t *m = json_array_get(messages, count - 1 - n);
		const char *slash = strchr(doc_str(m, "id"), '/');

		fixed_cut_format(text, sizeof(text), "%s %s  %s",
			slash ? slash : "",
			say_kind(doc_str(m, "kind"), app->lang),
			say_standing(m, app->lang));
		row = beside_fact(
			a, row, n ? "" : _("texts"), STYLE_TEXT, text);
	}
	return row;
}

static int
draw_lines_of(struct area a, int row, const json_t *show)
{
	json_t *line;
	size_t n;
	int shown = 0;

	json_array_foreach(json_object_get(show, "lines"), n, line)
	{
		if (*doc_str(line, "text"))
			row = beside_fact(a, row, shown++ ? "" : _("lines"),
				STYLE_TEXT, doc_str(line, "text"));
	}
	return row;
}

static int
draw_incident_of(
	const struct beside *b, const struct app *app, struct area a, int row)
{
	const json_t *show = b->incident;
	char title[SAY * 2];

	if (show == NULL)
		return row;
	fixed_cut_format(title, sizeof(title), "%s  %s  %s %s",
		doc_str(show, "id"), doc_str(show, "title"),
		say_mode(doc_str(show, "mode"), app->demo),
		doc_str(show, "level"));
	row = border_rule(a, row, title);
	row = draw_clocks(app, a, row, show);
	row = beside_messages(app, a, row, show);
	return draw_lines_of(a, row, show);
}

/* Each role of a release with those who have it and are there. */
static void
draw_duty(const struct app *app, struct area a, const json_t *officers)
{
	int row = border_rule(a, 0, _("Duty table"));
	char text[SAY * 2];
	const char *role;
	size_t n;
	json_t *o;

	for (int r = 0; r < ROLE_COUNT; r++) {
		role = role_row((enum role)r)->word;
		if (!(ROLES_CONTENT & ROLE_BIT(r)) || r == ROLE_HEAD)
			continue;
		text[0] = '\0';
		json_array_foreach(officers, n, o)
		{
			if (!desk_on_duty(o) ||
				!doc_list_has(
					json_object_get(o, "roles"), role))
				continue;
			fixed_cut_format(text + strlen(text),
				sizeof(text) - strlen(text), "%s%s %s",
				*text ? "  " : "", doc_str(o, "name"),
				doc_str(o, "phone"));
		}
		(void)area_column(
			a, row, 0, 20, STYLE_TEXT, say_role(role, app->lang));
		(void)area_column(a, row++, 21, a.cols - 21,
			*text ? STYLE_TEXT : STYLE_BAD,
			*text ? text : _("! nobody"));
	}
}

void
beside_draw(const struct beside *b, const struct app *app, struct area a,
	const json_t *officers)
{
	bool both = a.cols >= DESK_BOTH * 46 / 100 - 3;
	bool duty = both && officers != NULL && a.rows > 3 * DUTY;
	struct area top = a;
	int row = 0;

	if (duty) {
		draw_duty(
			app, area_sub(a, a.rows - DUTY, 0, DUTY, -1), officers);
		top = a = area_sub(a, 0, 0, a.rows - DUTY - 1, -1);
	}
	if (b->row == NULL)
		return;
	if (is_incident(b->row)) {
		(void)draw_incident_of(b, app, a, 0);
		return;
	}
	if (both && b->incident)
		top = area_sub(a, 0, 0, a.rows / 2, -1);
	row = draw_wait(b, app, top);
	if (both)
		(void)draw_incident_of(b, app, a, row + 1);
}

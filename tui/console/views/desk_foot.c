/*
 * The foot of the board: who is on duty with telephone, which role is empty,
 * and what is wrong with the office, the relay and the accounts.
 */
#include "tui/console/views/desk.h"

#include <stdarg.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/role.h"
#include "tui/console/border.h"
#include "tui/console/wrap.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/proposals.h"
#include "tui/pages/roster.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum {
	LINES = 16,
	TEXT = 600,
	ROSTERS = 2, /* incidents of which the gaps are said */
	TOLD = 2,
	FAILED = 3,
	TALL = 14, /* rows from which there is room for a heading */
	EMPTY = 3, /* roles that nobody has, of which it is said */
	/* of why it stopped and what to do: what waits needs its room */
	RECORD_WHY = 2,
	RECORD_ROWS = 4,
	EXCHANGE_ROWS = 2,
	DUTY_ROWS = 2
};

struct foot {
	struct {
		enum style style;
		char text[TEXT];
	} lines[LINES];
	int count;
};

static void foot_add(struct foot *f, enum style style, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void
foot_add(struct foot *f, enum style style, const char *fmt, ...)
{
	va_list ap;

	if (f->count == LINES)
		return;
	va_start(ap, fmt);
	fixed_cut_vformat(f->lines[f->count].text, TEXT, fmt, ap);
	va_end(ap);
	f->lines[f->count++].style = style;
}

/* Over as many rows as it takes, but `most`; the last one then ends in "…". */
static void
foot_add_wrapped(
	struct foot *f, enum style style, int width, int most, const char *text)
{
	struct wrap w;
	struct wrap_line line;

	wrap_init(&w, text, strlen(text), width - 2);
	for (int n = 1; n <= most && wrap_next(&line, &w); n++)
		foot_add(f, style, "%s%.*s", line.start ? "  " : "",
			n < most ? (int)(line.end - line.start) : TEXT,
			text + line.start);
}

/* ---- who is there ---- */

bool
desk_on_duty(const json_t *officer)
{
	return strcmp(doc_str(officer, "state"), "suspended") != 0 &&
		(doc_get(officer, "duty") == NULL || doc_bool(officer, "duty"));
}

/* Somebody who has to do with texts: an administrator alone has not. */
static bool
is_of_content(const json_t *officer)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		if ((ROLES_CONTENT & ROLE_BIT(r)) &&
			doc_list_has(json_object_get(officer, "roles"),
				role_row((enum role)r)->word))
			return true;
	return false;
}

/* Names and numbers, as many rows as there is room for. */
static void
add_duty(struct foot *f, const json_t *officers, int width, int rows)
{
	char line[TEXT], one[SAY];
	int more = 0;
	size_t n;
	json_t *o;
	bool full;

	fixed_cut(line, sizeof(line), _("on duty"));
	json_array_foreach(officers, n, o)
	{
		if (!desk_on_duty(o) || !is_of_content(o))
			continue;
		fixed_cut_format(one, sizeof(one), "  %s %s",
			doc_str(o, "name"), doc_str(o, "phone"));
		full = cluster_width(line) + cluster_width(one) > width - 5;
		if (more > 0 || (full && rows == 1)) {
			more++;
			continue;
		}
		if (full) {
			foot_add(f, STYLE_TEXT, "%s", line);
			fixed_cut_format(line, sizeof(line), "%*s",
				cluster_width(_("on duty")), "");
			rows--;
		}
		(void)say_add(line, sizeof(line), "", one);
	}
	if (more > 0)
		foot_add(f, STYLE_TEXT, "%s  +%d", line, more);
	else
		foot_add(f, STYLE_TEXT, "%s", line);
}

/* Who has the role and is not there: to be rung. */
static void
role_owners(char out[SAY], const json_t *officers, const char *role)
{
	char one[SAY];
	size_t n;
	json_t *o;

	out[0] = '\0';
	json_array_foreach(officers, n, o)
	{
		if (strcmp(doc_str(o, "state"), "suspended") == 0 ||
			!doc_list_has(json_object_get(o, "roles"), role))
			continue;
		fixed_cut_format(one, sizeof(one), "%s %s", doc_str(o, "name"),
			doc_str(o, "phone"));
		(void)say_add(out, SAY, ", ", one);
	}
}

static bool
is_role_there(const json_t *officers, const char *role)
{
	size_t n;
	json_t *o;

	json_array_foreach(officers, n, o)
	{
		if (desk_on_duty(o) &&
			doc_list_has(json_object_get(o, "roles"), role))
			return true;
	}
	return false;
}

/* "法制审核员（请电话 李法制 0000-1004）" of each role that nobody there has. */
static void
add_empty(struct foot *f, const json_t *officers, int width, enum lang lang)
{
	char all[TEXT] = "", one[EMPTY][SAY * 2], owners[SAY];
	int count = 0;

	for (int r = 0; r < ROLE_COUNT && count < EMPTY; r++) {
		const char *role = role_row((enum role)r)->word;

		if (!(ROLES_CONTENT & ROLE_BIT(r)) || r == ROLE_HEAD ||
			is_role_there(officers, role))
			continue;
		role_owners(owners, officers, role);
		fixed_cut_format(one[count], sizeof(one[count]),
			*owners ? _("%s (call %s)") : "%s",
			say_role(role, lang), owners);
		(void)say_add(all, sizeof(all), lang == LANG_ZH ? "、" : ", ",
			one[count++]);
	}
	if (count > 0 && cluster_width(all) + 24 < width) {
		foot_add(f, STYLE_BAD, _("! nobody on duty is %s"), all);
		return;
	}
	for (int n = 0; n < count; n++)
		foot_add(f, STYLE_BAD, _("! nobody on duty is %s"), one[n]);
}

/* ---- what is wrong ---- */

/* What has failed comes before what was changed. */
static int
told_order(const json_t *a, const json_t *b)
{
	static const char *const failed[] = { "mirror", "credential",
		"stopped" };
	int rank = 0;

	for (size_t n = 0; n < sizeof(failed) / sizeof(failed[0]); n++) {
		rank -= strcmp(doc_str(a, "what"), failed[n]) == 0;
		rank += strcmp(doc_str(b, "what"), failed[n]) == 0;
	}
	return rank;
}

/* What the officer should know of the office itself; crier status has all. */
static void
add_told(struct foot *f, const struct app *app)
{
	json_t *told = json_copy(json_object_get(app->status, "told"));
	size_t n = json_array_size(told);
	char text[PROPOSAL_TEXT];

	doc_sort(told, told_order);

	for (size_t i = 0; i < n && i < TOLD; i++) {
		proposal_told(text, json_array_get(told, i), app_now(app),
			app->zone, app->lang, true);
		foot_add(f, STYLE_WARN, "! %s", text);
	}
	if (n > TOLD)
		foot_add(f, STYLE_WARN, _("! %zu more about the office"),
			n - TOLD);
	json_decref(told);
}

/* Whether letters come and go; `crier exchange status` has what to do. */
static void
foot_add_exchange(struct foot *f, const struct app *app, int width)
{
	const json_t *exchange = json_object_get(app->status, "exchange");
	const json_t *branches = json_object_get(exchange, "branches"), *row;
	size_t n = json_array_size(branches);
	char line[TEXT];

	fixed_cut_format(line, sizeof(line), "! %s", doc_str(exchange, "what"));
	if (*doc_str(exchange, "what"))
		foot_add_wrapped(f, STYLE_WARN, width, EXCHANGE_ROWS, line);
	if (n == 0)
		return;
	row = json_array_get(branches, 0);
	fixed_cut_format(line, sizeof(line), "! %s: %s", doc_str(row, "name"),
		doc_str(row, "what"));
	foot_add_wrapped(f, STYLE_WARN, width, EXCHANGE_ROWS, line);
	if (n > 1)
		foot_add(f, STYLE_WARN,
			say_n("! %zu more branch of the exchange",
				"! %zu more branches of the exchange",
				(long)n - 1),
			n - 1);
}

/* The first thing that nobody on duty can do, for up to two incidents. */
static void
add_rosters(struct foot *f, const struct app *app, int width)
{
	const json_t *rosters = json_object_get(app->status, "roster");
	char text[TEXT], line[TEXT];

	for (size_t i = 0; i < ROSTERS && i < json_array_size(rosters); i++) {
		const json_t *r = json_array_get(rosters, i);

		if (!roster_missing(text, sizeof(text), r, 0, app->lang))
			continue;
		fixed_cut_format(line, sizeof(line), "! %s %s",
			doc_str(r, "incident"), text);
		/* no number to ring is cut off */
		foot_add_wrapped(f, STYLE_BAD, width, LINES, line);
	}
}

/* How many are ill, in words and not by colour alone. */
static void
foot_add_health(struct foot *f, const struct app *app)
{
	const json_t *accounts = json_object_get(app->status, "accounts");
	int ill = (int)doc_int(accounts, "ill");
	int warned = (int)doc_int(accounts, "warned");
	int unknown = (int)doc_int(accounts, "unknown");

	enum style style = ill ? STYLE_BAD : STYLE_WARN;

	if (ill + warned == 0)
		return;
	if (unknown > 0)
		foot_add(f, style,
			_("! accounts: %d ill, %d warned of, %d unknown "
			  "(3 says why)"),
			ill, warned, unknown);
	else
		foot_add(f, style,
			_("! accounts: %d ill, %d warned of (3 says why)"), ill,
			warned);
}

static void
foot_add_accounts(struct foot *f, const struct app *app)
{
	const json_t *failed = json_object_get(
		json_object_get(app->status, "accounts"), "failed");
	size_t n = json_array_size(failed);

	for (size_t i = 0; i < n && i < FAILED; i++) {
		const json_t *account = json_array_get(failed, i);

		foot_add(f, STYLE_BAD, _("! account %s (%s): %s"),
			doc_str(account, "name"), doc_str(account, "id"),
			doc_str(account, "detail"));
	}
	if (n > FAILED)
		foot_add(f, STYLE_BAD, _("! %d more accounts fail"),
			(int)n - FAILED);
	foot_add_health(f, app);
}

/* What the first line of a narrow screen only names, and what to do. */
static void
foot_add_record(struct foot *f, const struct app *app, int width)
{
	const json_t *record = json_object_get(app->status, "record");
	const char *why = doc_str(record, "fault");
	size_t fits = cluster_fit(why, strlen(why), width * RECORD_WHY);
	char line[TEXT];

	if (*app_record_fault(record) == '\0')
		return;
	fixed_cut_format(line, sizeof(line), "%s: %.*s%s  %s",
		app_record_fault(record), (int)fits, why, why[fits] ? "…" : "",
		doc_str(record, "remedy"));
	foot_add_wrapped(f, STYLE_BAD, width, RECORD_ROWS, line);
}

static void
add_faults(struct foot *f, const struct app *app, int width)
{
	const json_t *relay = json_object_get(app->status, "relay");

	foot_add_record(f, app, width);
	add_told(f, app);
	add_rosters(f, app, width);
	if (app->status && !doc_bool(relay, "actual"))
		foot_add(f, STYLE_WARN, "%s",
			_("! no relay for mode actual: drills only"));
	foot_add_exchange(f, app, width);
	foot_add_accounts(f, app);
}

static void
foot_add_people(struct foot *f, const struct app *app, struct area a,
	const json_t *officers, int rows)
{
	add_duty(f, officers, a.cols - 3, rows);
	add_empty(f, officers, a.cols, app->lang);
}

/* Two rows for who is there; all that the lists leave empty, where it takes
 * more. */
static void
foot_fill(struct foot *f, const struct app *app, struct area a,
	const json_t *officers, int lists)
{
	int spare;

	foot_add_people(f, app, a, officers, DUTY_ROWS);
	add_faults(f, app, a.cols - 3);
	spare = a.rows - lists - f->count - 1;
	if (spare <= 0)
		return;
	f->count = 0;
	foot_add_people(f, app, a, officers, DUTY_ROWS + spare);
	add_faults(f, app, a.cols - 3);
}

static void
draw_head(const struct app *app, struct area a, int row)
{
	const json_t *accounts = json_object_get(app->status, "accounts");
	long failed =
		(long)json_array_size(json_object_get(accounts, "failed"));
	long long unknown = (long long)doc_int(accounts, "unknown");
	const char *title = _("Duty and accounts");
	char note[SAY];
	int width;

	(void)border_rule(area_sub(a, 0, 1, -1, a.cols - 2), row, title);
	if (unknown > 0) /* or none failing would say that all are well */
		fixed_cut_format(note, sizeof(note),
			_(" accounts %lld, %ld failing, %lld unknown "),
			(long long)doc_int(accounts, "total"), failed, unknown);
	else
		fixed_cut_format(note, sizeof(note),
			_(" accounts %lld, %ld failing "),
			(long long)doc_int(accounts, "total"), failed);
	width = cluster_width(note);
	if (width + cluster_width(title) + 8 > a.cols)
		return;
	(void)area_put(a, row, a.cols - 3 - width,
		failed ? STYLE_BAD : STYLE_DIM, note);
}

int
desk_foot(
	const struct app *app, struct area a, const json_t *officers, int lists)
{
	bool head = officers != NULL && a.rows >= TALL;
	struct foot f = { .count = 0 };
	int row, rows;

	if (head)
		foot_fill(&f, app, a, officers, lists);
	else
		add_faults(&f, app, a.cols - 3);
	rows = f.count + head;
	row = a.rows - rows;
	if (head)
		draw_head(app, a, row++);
	for (int i = 0; i < f.count; i++)
		(void)area_column(a, row++, 2, a.cols - 3, f.lines[i].style,
			f.lines[i].text);
	return rows;
}

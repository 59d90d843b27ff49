/*
 * Find a command or a place by its name. Lists what the view below can do,
 * then what works everywhere; an incident's or message's id leads there.
 * Choosing one is the same as pressing its key.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/act_place.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"
#include "tui/pages/typed.h"
#include "tui/console/list.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views.h"

enum {
	QUERY_MAX = 200,
	OFFICERS = 200,
	INCIDENTS = 20,
	FOUND_MAX = REQ_COUNT + ACT_COUNT + OFFICERS + INCIDENTS + 1
};

enum { TAG_OFFICERS = 1, TAG_INCIDENTS };

/* A command, an act, an officer, an incident, or with none the typed id. */
struct found {
	enum request request;
	const struct act_row *act;
	const json_t *officer; /* borrowed from the lists below */
	const json_t *incident;
};

struct palette {
	struct view v;
	struct editor query;
	char *plain; /* what it says in narrow signs */
	struct list list;
	json_t *officers; /* NULL before they are known */
	json_t *incidents; /* that the station found */
	char *sought; /* what for */
	struct found found[FOUND_MAX];
	int count;
};

static const struct view *
below(const struct palette *p)
{
	const struct app *app = p->v.app;

	for (int i = app->depth - 1; i > 0; i--)
		if (app->stack[i] == &p->v)
			return app->stack[i - 1];
	return app->stack[0];
}

/* All of them where nothing is typed. */
static bool
palette_holds(const char *text, const char *typed)
{
	return *typed == '\0' || sieve_holds(text, typed);
}

static bool
matches(enum request request, const char *query)
{
	const struct request_row *row = request_row(request);

	return palette_holds(row->word, query) ||
		palette_holds(_(row->name), query) ||
		palette_holds(_(row->help), query);
}

static bool
is_id(const char *query)
{
	size_t n = strlen(query);
	const char *s = *query == 'D' || *query == 'd' ? query + 1 : query;

	return n >= 9 && isdigit((unsigned char)s[0]) && s[4] == '-';
}

static bool
is_found(const struct palette *p, enum request request)
{
	for (int i = 0; i < p->count; i++)
		if (p->found[i].request == request)
			return true;
	return false;
}

/* Moving and editing are for fingers, not for a list of commands. */
static bool
is_command(enum request request)
{
	return request >= REQ_HELP &&
		!(request >= REQ_EDIT_NEWLINE && request <= REQ_EDIT_REDO) &&
		request != REQ_PALETTE && request != REQ_NEXT_FIELD;
}

static void
palette_add(struct palette *p, enum request request)
{
	if (is_command(request) && !is_found(p, request) &&
		matches(request, p->plain))
		p->found[p->count++].request = request;
}

/* Acts with a form; by their name those too that have a place of their own. */
static void
add_acts(struct palette *p)
{
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *row = act_row((enum act)i);
		bool named = *p->plain && palette_holds(row->name, p->plain);

		if (row->source == FROM_OFFICER &&
			(named ||
				(act_has_form((enum act)i) &&
					palette_holds(
						row->does.in[p->v.app->lang],
						p->plain))))
			p->found[p->count++].act = row;
	}
}

/* People, by name; in a demo all of them, since one may go on as any. */
static void
add_officers(struct palette *p)
{
	const char *query = p->plain;
	bool demo = p->v.app->demo;
	size_t i;
	json_t *officer;

	if (*query == '\0' && !demo)
		return;
	json_array_foreach(p->officers, i, officer)
	{
		if (i < OFFICERS &&
			((demo && palette_holds("as", query)) ||
				palette_holds(doc_str(officer, "id"), query) ||
				palette_holds(doc_str(officer, "name"), query)))
			p->found[p->count++].officer = officer;
	}
}

/* "12", "D7" and "12/4" are numbers of incidents: "-0012", "-0007". */
static void
what_to_seek(char out[QUERY_MAX + 1], const char *plain)
{
	const char *s = *plain == 'D' || *plain == 'd' ? plain + 1 : plain;
	size_t digits = strspn(s, "0123456789");

	if (digits > 0 && digits < 5 && (s[digits] == '\0' || s[digits] == '/'))
		fixed_format(
			out, QUERY_MAX + 1, "-%04d", (int)strtol(s, NULL, 10));
	else
		fixed_cut_format(out, QUERY_MAX + 1, "%.*s",
			(int)strcspn(plain, "/"), plain);
}

/* By number, title or place, which a title begins with. One question at a
 * time; the last that was typed is asked when the answer is there. */
static void
palette_seek(struct palette *p)
{
	char text[QUERY_MAX + 1];

	what_to_seek(text, p->plain);
	if (strcmp(p->sought ? p->sought : "", text) == 0 ||
		app_waits(p->v.app, &p->v, TAG_INCIDENTS))
		return;
	free(p->sought);
	p->sought = mem_strdup(text);
	if (strlen(text) < 2) {
		json_decref(p->incidents);
		p->incidents = NULL;
		return;
	}
	app_ask(p->v.app, &p->v, TAG_INCIDENTS, "incident.list",
		json_pack("{s:s,s:i}", "filter", text, "limit", INCIDENTS));
}

static void
add_incidents(struct palette *p)
{
	size_t i;
	json_t *incident;

	json_array_foreach(p->incidents, i, incident)
	{
		if (i < INCIDENTS)
			p->found[p->count++].incident = incident;
	}
}

static void
search(struct palette *p)
{
	static const enum request always[] = { REQ_BOARD, REQ_OPEN, REQ_WALK,
		REQ_COMPOSE, REQ_REVIEW, REQ_RELEASE, REQ_DELIVERIES,
		REQ_LEDGER, REQ_REPLAY, REQ_HELP, REQ_LANGUAGE, REQ_REDRAW,
		REQ_QUIT };
	/* behind people: their words are many */
	static const enum request screens[] = { REQ_JOINTS, REQ_PARTNERS,
		REQ_HEALTH, REQ_PROPOSALS, REQ_LETTERS, REQ_MIRRORS,
		REQ_REPORTS };
	const struct key_row *rows;
	size_t count;

	free(p->plain);
	p->plain = typed_plain(editor_text(&p->query));
	p->count = 0;
	memset(p->found, 0, sizeof(p->found));
	if (is_id(p->plain))
		p->count++;
	rows = keys_table(&count);
	for (size_t i = 0; i < count; i++)
		if (rows[i].context == below(p)->ops->context)
			palette_add(p, rows[i].request);
	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		palette_add(p, always[i]);
	add_officers(p);
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++)
		palette_add(p, screens[i]);
	add_acts(p);
	add_incidents(p); /* last: they come when the hand is on a row */
	palette_seek(p);
	list_count(&p->list, p->count);
}

static void
palette_open(struct view *v)
{
	struct palette *p = (struct palette *)v;

	editor_init(&p->query, QUERY_MAX, true);
	search(p);
	app_ask(v->app, v, TAG_OFFICERS, "officer.list", NULL);
}

static void
palette_close(struct view *v)
{
	struct palette *p = (struct palette *)v;

	editor_release(&p->query);
	free(p->plain);
	json_decref(p->officers);
	json_decref(p->incidents);
	free(p->sought);
}

static void
draw_officer(struct palette *p, struct area a, int row, const json_t *officer)
{
	size_t i;
	json_t *role;
	int col = area_printf(a, row, 9, STYLE_STRONG,
		p->v.app->demo ? _("be %s") : "%s", doc_str(officer, "name"));

	col = area_column(a, row, col < 28 ? 28 : col + 1, 16, STYLE_DIM,
		doc_str(officer, "id"));
	json_array_foreach(json_object_get(officer, "roles"), i, role)
	{
		col = area_printf(a, row, col + 1, STYLE_TEXT, "%s",
			say_role(json_string_value(role), p->v.app->lang));
	}
}

static void
draw_incident(struct palette *p, struct area a, int row, const json_t *incident)
{
	int col = area_column(
		a, row, 9, 12, STYLE_STRONG, doc_str(incident, "id"));

	col = area_column(a, row, col + 1, 8, STYLE_TEXT,
		say_mode(doc_str(incident, "mode"), p->v.app->demo));
	(void)area_column(a, row, col + 1, a.cols - col - 2, STYLE_TEXT,
		doc_str(incident, "title"));
}

static void
palette_draw_found(struct palette *p, struct area a, int row, int i)
{
	enum request request = p->found[i].request;
	const struct request_row *r = request_row(request);
	const json_t *officer = p->found[i].officer;
	char key[KEY_NAME] = "";
	int col, k;

	if (i == p->list.at)
		(void)area_put(a, row, 0, STYLE_STRONG, ">");
	if (officer) {
		draw_officer(p, a, row, officer);
		return;
	}
	if (p->found[i].incident) {
		draw_incident(p, a, row, p->found[i].incident);
		return;
	}
	if (p->found[i].act) {
		const struct act_row *act = p->found[i].act;

		col = area_column(a, row, 9, 24, STYLE_STRONG, act->name);
		(void)area_column(a, row, col + 1, a.cols - col - 2, STYLE_TEXT,
			act->does.in[p->v.app->lang]);
		return;
	}
	if (request == REQ_NONE) {
		(void)area_printf(a, row, 2, STYLE_STRONG, _("go to %s"),
			editor_text(&p->query));
		return;
	}
	k = keys_of(below(p)->ops->context, request);
	if (k != 0)
		key_format(key, k);
	col = area_column(a, row, 2, 6, STYLE_KEY, key);
	col = area_column(a, row, col + 1, 18, STYLE_STRONG, _(r->name));
	col = area_column(a, row, col + 1, 16, STYLE_DIM, r->word);
	(void)area_column(
		a, row, col + 1, a.cols - col - 2, STYLE_TEXT, _(r->help));
}

static void
palette_draw(struct view *v, struct area a)
{
	struct palette *p = (struct palette *)v;
	int row = 2, first, col;

	col = area_put(a, 0, 1, STYLE_STRONG, _("Command or id:"));
	editor_draw(&p->query, area_sub(a, 0, col + 1, 1, a.cols - col - 3),
		STYLE_FIELD, true);
	if (p->count == 0)
		(void)area_put(a, row, 2, STYLE_DIM,
			_("Nothing is called that. Esc leaves."));
	first = list_scroll(&p->list, a.rows - row);
	for (int i = first; i < p->count && row < a.rows; i++)
		palette_draw_found(p, a, row++, i);
	area_cursor(a, 0, col + 1 + cluster_width(editor_text(&p->query)));
}

/* In a demo one goes on as they; else it is said who they are. */
static void
meet(struct palette *p, const json_t *officer)
{
	struct app *app = p->v.app;
	char roles[SAY];

	if (app->demo) {
		app_become(app, doc_str(officer, "id"));
		return;
	}
	say_words(roles, sizeof(roles), json_object_get(officer, "roles"),
		_(", "), say_role, app->lang);
	app_say(app, STYLE_TEXT, "%s  %s  %s", doc_str(officer, "name"),
		doc_str(officer, "phone"), roles);
}

static void
go(struct palette *p)
{
	struct app *app = p->v.app;
	struct found found;
	char id[VIEW_ID];

	if (p->count == 0)
		return;
	found = p->found[p->list.at];
	fixed_cut(id, sizeof(id), p->plain);
	if (found.officer) {
		meet(p, found.officer);
		return;
	}
	if (found.incident) {
		fixed_cut_format(id, sizeof(id), "%s%s",
			doc_str(found.incident, "id"),
			strchr(p->plain, '/') ? strchr(p->plain, '/') : "");
		found.incident = NULL;
	}
	for (char *s = id; *s; s++)
		*s = (char)toupper((unsigned char)*s);
	app_back(app); /* p is gone from here on */
	if (found.act)
		app_open(app, "act", found.act->name);
	else if (found.request == REQ_NONE)
		app_open(app, strchr(id, '/') ? "review" : "walk", id);
	else
		app_request(app, found.request);
}

static bool
palette_request(struct view *v, enum request request)
{
	struct palette *p = (struct palette *)v;
	bool changed = false;

	if (request == REQ_CHOOSE || request == REQ_EDIT_NEWLINE) {
		go(p);
		return true;
	}
	if (request == REQ_UP || request == REQ_DOWN ||
		request == REQ_PAGE_UP || request == REQ_PAGE_DOWN)
		return list_request(&p->list, request);
	if (!editor_request(&p->query, request, &changed))
		return false;
	if (changed)
		search(p);
	return true;
}

static bool
palette_typing(const struct view *v)
{
	(void)v;
	return true;
}

static void
palette_input(struct view *v, const struct input *in)
{
	struct palette *p = (struct palette *)v;
	bool changed = false;

	(void)editor_input(&p->query, in, &changed);
	p->list.at = 0;
	search(p);
}

static void
palette_reply(struct view *v, const struct reply *r)
{
	struct palette *p = (struct palette *)v;

	if (!r->ok)
		return;
	view_keep(r->tag == TAG_OFFICERS ? &p->officers : &p->incidents,
		json_object_get(r->doc, "rows"));
	search(p);
}

const struct view_ops palette_view = {
	.name = "commands",
	.title = N_("Commands"),
	.context = IN_PALETTE,
	.opened_by = REQ_PALETTE,
	.size = sizeof(struct palette),
	.open = palette_open,
	.close = palette_close,
	.draw = palette_draw,
	.request = palette_request,
	.typing = palette_typing,
	.input = palette_input,
	.reply = palette_reply,
};

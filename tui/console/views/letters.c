/*
 * Letters between this station and its partners, the newest first: what was
 * written and taken, what was refused and why; and above them how the way over
 * the exchange stands. The chosen one is shown with what it says; one that asks
 * for our agreement is answered here.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/list.h"
#include "tui/console/views.h"
#include "tui/pages/i18n.h"

enum {
	TAG_LETTERS = 1,
	TAG_EXCHANGE,
	TAG_LETTER,
	TAG_READ,
	TAG_AGREE,
	TAG_DISAGREE
};

enum { WAYS = 4 }; /* branches of the exchange that are told above the list */

struct post_screen {
	struct view v;
	json_t *doc; /* of letter.list */
	json_t *exchange; /* of exchange.status; NULL: there is none */
	json_t *letter; /* of letter.show: on which the cursor rests, or NULL */
	json_t *asked; /* the row that the open dialog is about, or NULL */
	struct list list;
};

static void
letters_ask(struct view *v)
{
	app_ask(v->app, v, TAG_LETTERS, "letter.list", json_object());
	app_ask(v->app, v, TAG_EXCHANGE, "exchange.status", NULL);
}

static void
letters_close(struct view *v)
{
	struct post_screen *w = (struct post_screen *)v;

	json_decref(w->doc);
	json_decref(w->exchange);
	json_decref(w->letter);
	json_decref(w->asked);
}

static json_t *
letters_rows(const struct post_screen *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v,
		json_object_get(w->doc, "rows"));
}

static void
post_read(struct post_screen *w, int tag, const json_t *row)
{
	if (row != NULL)
		app_ask(w->v.app, &w->v, tag, "letter.show",
			json_pack("{s:s}", "letter", doc_str(row, "letter")));
}

static void
letters_rest(struct post_screen *w)
{
	w->list.read = w->list.at;
	post_read(w, TAG_LETTER, list_row(&w->list, letters_rows(w)));
}

static const char letter_keys[] =
	"name way kind came place at by message organ re lost held";
static const char says_keys[] =
	"subject message title organ deadline digest agreed by phone reason";

/* Whole, with its text. */
static void
letter_tell(struct view *v, const json_t *letter)
{
	struct dialog *g = dialog_show(v, doc_str(letter, "name"));
	const json_t *says = doc_get(letter, "says");

	facts_note(g, DOCUMENT_LETTER, "letter", letter);
	facts_note(g, DOCUMENT_LETTER, letter_keys, letter);
	if (says == NULL)
		return;
	facts_note(g, DOCUMENT_LETTER_SAYS, says_keys, says);
	if (*doc_str(says, "text"))
		dialog_note(g, STYLE_TEXT, "%s", doc_str(says, "text"));
}

static void
post_keep(struct post_screen *w, const json_t *doc)
{
	char was[VIEW_ID];

	fixed_cut(was, sizeof(was),
		doc_str(list_row(&w->list, letters_rows(w)), "letter"));
	view_keep(&w->doc, doc);
	list_keep(&w->list, letters_rows(w), "letter", was);
	letters_rest(w);
}

static void
letters_reply(struct view *v, const struct reply *r)
{
	struct post_screen *w = (struct post_screen *)v;

	if (r->tag == TAG_EXCHANGE) {
		view_keep(&w->exchange, r->ok ? r->doc : NULL);
	} else if (!r->ok) {
		app_refused(v->app, r);
	} else if (r->tag == TAG_LETTERS) {
		post_keep(w, r->doc);
	} else if (r->tag == TAG_LETTER) {
		view_keep(&w->letter, r->doc);
	} else if (r->tag == TAG_READ) {
		letter_tell(v, r->doc);
	} else {
		app_say(v->app, STYLE_GOOD, "%s",
			_("Answered. A letter carries it."));
		letters_ask(v);
	}
}

static void
letters_changed(struct view *v, const char *what, const char *key)
{
	(void)key;
	if (strcmp(what, "link") == 0 || strcmp(what, "office") == 0)
		letters_ask(v);
}

/* ---- drawing ---- */

static enum style
letter_style(const struct look *look, const json_t *row)
{
	const char *outcome = doc_str(row, "outcome");

	(void)look;
	if (strcmp(outcome, "refused") == 0 || strcmp(outcome, "forked") == 0)
		return STYLE_BAD;
	return strcmp(outcome, "halts") == 0 || strcmp(outcome, "closed") == 0
		? STYLE_WARN
		: STYLE_DIM;
}

static const struct column columns[] = {
	{ "way", 10, .width_zh = 4 },
	{ "name", 14, .from = 60, .wide = 20, .at = 100 },
	{ "kind", 16, .style = STYLE_STRONG, .width_zh = 12 },
	{ .name = "title" },
	{ "came", 12, .styled = letter_style, .from = VIEW_NARROW, .wide = 40,
		.at = 120 },
	{ "at", 12, .from = 100 },
	{ .name = NULL },
};

static bool
is_way_fine(const json_t *exchange)
{
	const char *state = doc_str(exchange, "state");

	return strcmp(state, "fine") == 0 || strcmp(state, "off") == 0;
}

/* How far the courier comes; of a branch only what is wrong with it. */
static int
draw_way(const struct post_screen *w, struct area a)
{
	const json_t *x = w->exchange, *branch;
	size_t n;
	int row;

	if (x == NULL)
		return area_wrap(a, 0, 2, STYLE_DIM,
			_("No exchange: letters go by stick or mail."));
	row = facts_draw(w->v.app, a, 0, DOCUMENT_EXCHANGE, "stands", x);
	if (!is_way_fine(x) && *doc_str(x, "what"))
		row += area_wrap(a, row, 2, STYLE_WARN, doc_str(x, "what"));
	json_array_foreach(doc_get(x, "branches"), n, branch)
	{
		if (n == WAYS)
			break;
		row += area_printf(a, row, 2, STYLE_WARN, "%s  %s",
			       doc_str(branch, "name"),
			       doc_str(branch, "what")) > 0;
	}
	return row;
}

static void
draw_letter(const struct post_screen *w, struct area a)
{
	const json_t *of =
		json_array_get(letters_rows(w), (size_t)w->list.read);
	const json_t *l = w->letter, *says = doc_get(l, "says");
	struct area in = area_sub(a, 0, 0, -1, a.cols - 1);
	int row;

	if (of == NULL || a.rows < 2)
		return;
	row = border_rule(
		area_sub(a, 0, 1, -1, a.cols - 2), 0, doc_str(of, "name"));
	if (strcmp(doc_str(l, "letter"), doc_str(of, "letter")) != 0)
		return;
	row = facts_draw(w->v.app, in, row, DOCUMENT_LETTER, letter_keys, l);
	if (says != NULL)
		row = facts_draw(w->v.app, in, row, DOCUMENT_LETTER_SAYS,
			says_keys, says);
	row += area_wrap(in, row, 2, STYLE_TEXT, doc_str(says, "text"));
	border_rest(area_sub(a, 0, 1, -1, a.cols - 2), 0, row - a.rows);
}

static void
letters_draw(struct view *v, struct area a)
{
	struct post_screen *w = (struct post_screen *)v;
	int row = draw_way(w, area_sub(a, 0, 0, -1, a.cols - 1)), height;

	a = area_sub(a, row, 0, -1, -1);
	if (w->list.count == 0) {
		(void)area_put(a, 0, 2, STYLE_DIM,
			w->doc ? _("No letter was written or taken yet.")
			       : _("Loading …"));
		area_cursor(a, 0, 2);
		return;
	}
	height = a.rows / 2;
	row = list_heading(
		&w->list, area_sub(a, 0, 0, height, -1), 0, _("Letters"));
	row = columns_list(v->app, &w->list, area_sub(a, 0, 0, height, -1), row,
		DOCUMENT_LETTER, columns, letters_rows(w));
	draw_letter(w, area_sub(a, row, 0, -1, -1));
}

/* ---- requests ---- */

static bool
asks_agreement(const json_t *row)
{
	return strcmp(doc_str(row, "kind"), "concur-ask") == 0 &&
		strcmp(doc_str(row, "way"), "taken") == 0 &&
		strcmp(doc_str(row, "outcome"), "taken") == 0;
}

static bool
letters_lacks(const struct view *v, enum request request)
{
	const struct post_screen *w = (const struct post_screen *)v;

	return (request == REQ_ACCEPT || request == REQ_REFUSE) &&
		!asks_agreement(list_row(&w->list, letters_rows(w)));
}

/* What is answered is what is shown, whatever moves below. */
static void
letters_ask_answer(struct post_screen *w, bool yes)
{
	json_t *row = list_row(&w->list, letters_rows(w));
	const json_t *says;
	struct dialog *g;

	if (!asks_agreement(row)) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("This letter does not ask for our agreement."));
		return;
	}
	if (strcmp(doc_str(w->letter, "letter"), doc_str(row, "letter")) != 0) {
		letters_rest(w);
		app_say(w->v.app, STYLE_WARN, "%s",
			_("Read it first: it is shown below."));
		return;
	}
	json_decref(w->asked);
	w->asked = json_incref(row);
	says = doc_get(w->letter, "says");
	g = dialog_open(&w->v, yes ? TAG_AGREE : TAG_DISAGREE,
		yes ? _("Agree to this text") : _("Do not agree to this text"));
	facts_note(g, DOCUMENT_LETTER, "name at", row);
	facts_note(g, DOCUMENT_LETTER_SAYS, says_keys, says);
	dialog_note(g, STYLE_TEXT, "%s", doc_str(says, "text"));
	if (yes)
		return;
	dialog_asks(g, ACT_LETTER_ANSWER, "reason");
	dialog_named(g, "reason")->required = true;
}

static void
letters_dialog(struct view *v, int tag, const json_t *values)
{
	struct post_screen *w = (struct post_screen *)v;
	json_t *fields =
		dialog_fields(values, "letter", doc_str(w->asked, "letter"));

	doc_put_str(fields, "answer", tag == TAG_AGREE ? "agreed" : "refused");
	app_act(v->app, v, tag, "letter.answer", fields);
}

static bool
letters_request(struct view *v, enum request request)
{
	struct post_screen *w = (struct post_screen *)v;

	if (list_request(&w->list, request))
		app_wake(v, LIST_REST_MS);
	else if (request == REQ_CHOOSE)
		post_read(w, TAG_READ, list_row(&w->list, letters_rows(w)));
	else if (request == REQ_ACCEPT || request == REQ_REFUSE)
		letters_ask_answer(w, request == REQ_ACCEPT);
	else
		return false;
	return true;
}

static void
letters_sift(struct view *v)
{
	struct post_screen *w = (struct post_screen *)v;

	list_count(&w->list, (int)json_array_size(letters_rows(w)));
	w->list.read = w->list.at;
}

static void
letters_wake(struct view *v)
{
	letters_rest((struct post_screen *)v);
}

const struct view_ops letters_view = {
	.name = "letters",
	.title = N_("Letters"),
	.context = IN_LETTERS,
	.opened_by = REQ_LETTERS,
	.about = ABOUT_NOTHING,
	.size = sizeof(struct post_screen),
	.list = offsetof(struct post_screen, list),
	.open = letters_ask,
	.close = letters_close,
	.draw = letters_draw,
	.request = letters_request,
	.lacks = letters_lacks,
	.sift = letters_sift,
	.reply = letters_reply,
	.dialog = letters_dialog,
	.changed = letters_changed,
	.wake = letters_wake,
};

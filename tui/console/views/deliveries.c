/*
 * What became of a message at every account: one row each, moving as the
 * platforms answer, and what a person can do where they do not.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"
#include "crier/delivery.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/correct.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/pages/say.h"
#include "tui/pages/waiting.h"
#include "tui/console/views.h"
#include "tui/console/views/awaited.h"
#include "tui/console/views/halting.h"
#include "tui/console/views/one_delivery.h"
#include "tui/console/views/outgoing.h"

enum {
	TAG_HISTORY = OUTGOING_TAGS,
	TAG_TAKE,
	TAG_TEXT,
	TAG_PROOF,
	TAG_SETTLE,
	TAG_RETRY,
	TAG_SKIP,
	TAG_HALT
};

enum { WORDS = 700 };

struct deliveries {
	struct view v;
	struct outgoing out;
	struct list list;
	struct one_delivery one; /* beside the list */
	bool wide; /* at the last drawing: it stands there */
	struct halting halting;
};

static void
deliveries_open(struct view *v)
{
	outgoing_open(&((struct deliveries *)v)->out, v);
}

static void
deliveries_close(struct view *v)
{
	outgoing_release(&((struct deliveries *)v)->out);
	one_release(&((struct deliveries *)v)->one);
}

/* Those that hold what is looked for. */
static json_t *
deliveries_rows(const struct deliveries *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v, w->out.rows.rows);
}

static const json_t *
deliveries_chosen(const struct deliveries *w)
{
	return list_row(&w->list, deliveries_rows(w));
}

static void
deliveries_ask(struct deliveries *w, int tag, const char *question)
{
	app_ask(w->v.app, &w->v, tag, question,
		json_pack("{s:s}", "delivery",
			doc_str(deliveries_chosen(w), "id")));
}

static const char *
name_of(const struct deliveries *w, const json_t *row)
{
	const char *name = doc_str(row, "name");

	return *name ? name
		     : pager_name(&w->out.names, doc_str(row, "account"));
}

/* ---- replies ----------------------------------------------------------- */

static void
show_history(struct deliveries *w, const json_t *doc)
{
	struct app *app = w->v.app;
	struct dialog *g = dialog_show(&w->v, name_of(w, doc));
	const char *state = doc_str(doc, "state");
	char *url = say_address(doc), waits[WAITING_TEXT];
	enum style style;

	dialog_note(g, say_delivery_style(state), "%s %s",
		say_delivery_sign(state), say_delivery_of(doc, app->lang));
	if (*url)
		dialog_note(g, STYLE_STRONG, "%s", url);
	free(url);
	if (doc_get(doc, "waiting")) {
		style = waiting_say(waits, doc_get(doc, "waiting"),
			app_now(app), app->zone, app->lang);
		dialog_note(g, style, "%s", waits);
	}
	facts_note(g, DOCUMENT_DELIVERY,
		"detail kind attempt sent_at out_at at due remote proved_by "
		"taken",
		doc);
}

static void
deliveries_show_text(struct deliveries *w, const json_t *doc)
{
	struct app *app = w->v.app;
	const char *title = doc_str(doc, "title");
	char *whole = mem_printf(
		"%s%s%s", title, *title ? "\n\n" : "", doc_str(doc, "text"));
	long count = text_count(whole, strlen(whole), TEXT_GRAPHEMES, 0);
	struct dialog *g = dialog_show(&w->v, name_of(w, deliveries_chosen(w)));

	if (app->copy)
		app->copy(app->copy_arg, whole);
	if (strcmp(w->v.mode, "drill") == 0)
		dialog_note(g, STYLE_DRILL, "%s",
			_("DRILL: post it nowhere. Give any address with P, as "
			  "you would in earnest."));
	else if (app->demo)
		dialog_note(g, STYLE_DRILL, "%s",
			_("DEMO: post it nowhere. Give any address with P, as "
			  "you would in earnest."));
	else
		dialog_note(g, STYLE_TEXT, "%s",
			_("Publish exactly this, then give the address with "
			  "P."));
	/* what a terminal takes less of, nobody tells: the number does */
	dialog_note(g, STYLE_DIM,
		say_n("Copied to your clipboard, if your terminal allows it: "
		      "%ld character.",
			"Copied to your clipboard, if your terminal allows "
			"it: %ld characters.",
			count),
		count);
	dialog_note(g, STYLE_TEXT, "%s", "");
	dialog_note(g, STYLE_TEXT, "%s", whole);
	free(whole);
}

static void
deliveries_reply(struct view *v, const struct reply *r)
{
	static const char *const done[] = { [TAG_PROOF] = N_(
						    "Proof is in the ledger."),
		[TAG_SETTLE] = N_("Settled by what was seen."),
		[TAG_RETRY] = N_("Will be tried again."),
		[TAG_SKIP] = N_("Left out, with your reason."),
		[TAG_HALT] = N_("HALTED: nothing more is sent.") };
	struct deliveries *w = (struct deliveries *)v;
	char id[VIEW_ID];

	if (correct_reply(v, r) || halting_reply(&w->halting, v, r))
		return;
	if (r->tag == OUTGOING_ROWS) {
		fixed_cut(id, sizeof(id), doc_str(deliveries_chosen(w), "id"));
		if (!outgoing_reply(&w->out, v, r))
			return;
		awaited_sort(w->out.rows.rows);
		list_keep(&w->list, deliveries_rows(w), "id", id);
		one_outdate(&w->one);
	} else if (r->tag == OUTGOING_NAMES) {
		(void)outgoing_reply(&w->out, v, r);
	} else if (r->tag == ONE_TAG) {
		one_reply(&w->one, r);
	} else if (!r->ok) {
		if (v->app->dialog == NULL) /* else the dialog shows it */
			app_refused(v->app, r);
	} else if (r->tag == OUTGOING_SHOW) {
		view_keep(&w->out.show, r->doc);
		view_about_message(v, r->doc);
	} else if (r->tag == TAG_HISTORY) {
		show_history(w, r->doc);
	} else if (r->tag == TAG_TAKE) {
		deliveries_ask(w, TAG_TEXT, "delivery.text");
	} else if (r->tag == TAG_TEXT) {
		deliveries_show_text(w, r->doc);
	} else {
		app_say(v->app, STYLE_GOOD, "%s", _(done[r->tag]));
		outgoing_load(&w->out, &w->v);
	}
}

static void
deliveries_changed(struct view *v, const char *what, const char *key)
{
	if (strcmp(what, "link") == 0 ||
		strncmp(key, v->id, strlen(v->id)) == 0)
		outgoing_load(&((struct deliveries *)v)->out, v);
}

/* ---- drawing ----------------------------------------------------------- */

/*
 * "7 of 9 published, 7 verified, 1 UNKNOWN (hook)   skew 34 ms", and who has
 * to be rung. Returns the row below it.
 */
static int
draw_sum(const struct deliveries *w, struct area a)
{
	const json_t *show = w->out.show, *stop;
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	char text[WORDS], skew[SAY] = "";
	int row = 0;
	size_t i;

	if (show == NULL)
		return 1;
	if (doc_int(doc_get(show, "standing"), "online") > 1 &&
		doc_get(show, "skew_ms"))
		say_span(skew, doc_int(show, "skew_ms"));
	fixed_cut_format(text, sizeof(text), "%s",
		say_standing_long(show, w->v.app->lang));
	row += area_wrap(in, row, 0, say_standing_style(show), text);
	if (w->v.app->demo && strcmp(w->v.mode, "drill") != 0)
		row += area_wrap(in, row, 0, STYLE_DRILL,
			_("Demo station: it runs as in earnest, and nothing "
			  "leaves this machine."));
	if (*skew)
		(void)area_printf(in, row++, 0, STYLE_TEXT, _("skew %s"), skew);
	json_array_foreach(doc_get(doc_get(show, "standing"), "stop"), i, stop)
	{
		say_stop(text, sizeof(text), stop);
		row += area_wrap(in, row, 0, STYLE_BAD, text);
	}
	return awaited_draw(w->v.app, in, row, w->v.id);
}

static const struct column columns[] = {
	{ "sign", 1, .styled = outgoing_style },
	{ "state", 18, .styled = outgoing_style, .wide = 24, .at = 100 },
	{ "called", 20, STYLE_STRONG, .wide = 40, .at = 121 },
	{ "when", .width = 14 },
	{ .name = "seen" },
	{ .name = NULL },
};

/* The pane and the line before it; the area that is left for the list. */
static struct area
deliveries_beside(struct deliveries *w, struct area a, int row)
{
	int list = a.cols * 56 / 100;

	w->wide = a.cols >= ONE_COLS;
	if (!w->wide)
		return a;
	for (int r = row; r < a.rows; r++)
		(void)area_put(a, r, list, STYLE_DIM, "│");
	one_draw(&w->one, w->v.app, area_sub(a, row, list + 2, -1, -1),
		name_of(w, w->one.doc));
	if (w->v.wake_at == 0 && !one_is_of(&w->one, deliveries_chosen(w)))
		app_wake(&w->v, LIST_REST_MS);
	return area_sub(a, 0, 0, -1, list);
}

static void
deliveries_wake(struct view *v)
{
	struct deliveries *w = (struct deliveries *)v;

	if (w->wide && !one_is_of(&w->one, deliveries_chosen(w)))
		one_rest(&w->one, v, deliveries_chosen(w));
}

/* The signs of the list, where rows are left below it. */
static void
draw_signs(const struct app *app, struct area a, bool drill)
{
	static const enum delivery_state states[] = { DELIVERY_HUMAN,
		DELIVERY_UNKNOWN, DELIVERY_FAILED, DELIVERY_PUBLISHED,
		DELIVERY_VERIFIED, DELIVERY_DIFFERS };
	int col = 2;

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		const struct delivery_row *row = delivery_row(states[i]);
		const char *says = row->title.in[app->lang];

		if (drill && row->truth == TRUTH_YES)
			continue;

		if (col + 2 + cluster_width(says) >= a.cols)
			return;
		col = area_printf(a, 0, col, STYLE_DIM, "%s %s",
			      say_delivery_sign(row->word), says) +
			2;
	}
}

static void
deliveries_draw(struct view *v, struct area a)
{
	struct deliveries *w = (struct deliveries *)v;
	int n = (int)json_array_size(deliveries_rows(w)), row;

	if (w->out.rows.rows == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	row = draw_sum(w, a);
	a = deliveries_beside(w, a, row);
	row = list_heading(&w->list, a, row, _("Accounts"));
	if (n == 0)
		(void)area_put(
			a, row, 2, STYLE_DIM, _("Nothing has been armed yet."));
	columns_list(v->app, &w->list, a, row, DOCUMENT_DELIVERY, columns,
		deliveries_rows(w));
	if (n > 0 && row + n + 2 < a.rows)
		draw_signs(v->app, area_sub(a, a.rows - 1, 0, 1, -1),
			strcmp(v->mode, "drill") == 0);
}

/* ---- requests ---------------------------------------------------------- */

static void
deliveries_open_dialog(struct deliveries *w, int tag)
{
	static const char *const titles[] = { [TAG_PROOF] = N_("Proof"),
		[TAG_SETTLE] = N_("What was seen?"),
		[TAG_RETRY] = N_("Try again"),
		[TAG_SKIP] = N_("Leave it out") };
	const json_t *row = deliveries_chosen(w);
	struct dialog *g = dialog_open(&w->v, tag, _(titles[tag]));

	dialog_note(g, STYLE_STRONG, "%s  (%s)", name_of(w, row),
		say_delivery_of(row, w->v.app->lang));
	if (tag == TAG_PROOF) {
		dialog_note(g, STYLE_TEXT, "%s",
			_("First person: the address. Second person: open it "
			  "and paste what stands there."));
		/* a loudspeaker has no address: somebody heard it */
		dialog_asks(g, ACT_DELIVERY_PROOF,
			strcmp(doc_str(row, "state"), "human") == 0
				? "url witness place at readback"
				: "url readback");
		dialog_value(dialog_named(g, "url"), doc_str(row, "url"));
	} else if (tag == TAG_SETTLE) {
		dialog_asks(g, ACT_DELIVERY_SETTLE, "seen url reason");
		dialog_help(g, dialog_named(g, "reason"));
	} else if (tag == TAG_SKIP) {
		dialog_asks(g, ACT_DELIVERY_SKIP, "reason");
	} else {
		dialog_note(g, STYLE_TEXT, "%s",
			_("Only what is provably not published is tried "
			  "again."));
	}
}

static void
deliveries_dialog(struct view *v, int tag, const json_t *values)
{
	static const char *const acts[] = { [TAG_PROOF] = "delivery.proof",
		[TAG_SETTLE] = "delivery.settle",
		[TAG_RETRY] = "delivery.retry",
		[TAG_SKIP] = "delivery.skip" };
	struct deliveries *w = (struct deliveries *)v;
	json_t *fields;

	if (correct_dialog(v, tag, values))
		return;
	fields = dialog_fields(
		values, "delivery", doc_str(deliveries_chosen(w), "id"));
	if (tag == TAG_PROOF && doc_get(fields, "readback"))
		(void)json_object_del(fields, "url"); /* the second person */
	app_act(v->app, v, tag, acts[tag], fields);
}

/* What waits for a person is noted as taken before the text is shown. */
static void
ask_text(struct deliveries *w)
{
	const json_t *row = deliveries_chosen(w);

	if (strcmp(doc_str(row, "state"), "human") == 0)
		app_act(w->v.app, &w->v, TAG_TAKE, "delivery.take",
			json_pack("{s:s}", "delivery", doc_str(row, "id")));
	else
		deliveries_ask(w, TAG_TEXT, "delivery.text");
}

static bool
deliveries_request(struct view *v, enum request request)
{
	static const struct {
		enum request request;
		int tag;
	} dialogs[] = { { REQ_PROOF, TAG_PROOF }, { REQ_SETTLE, TAG_SETTLE },
		{ REQ_RETRY, TAG_RETRY }, { REQ_SKIP, TAG_SKIP } };
	struct deliveries *w = (struct deliveries *)v;
	const char *id = doc_str(deliveries_chosen(w), "id");

	if (list_request(&w->list, request)) {
		if (w->wide)
			app_wake(v, LIST_REST_MS);
		return true;
	}
	if (correct_request(v, request, v->id))
		return true;
	if (request == REQ_HALT) {
		halting_begin(&w->halting, v, TAG_HALT, v->id);
		return true;
	}
	if (request == REQ_CHOOSE || request == REQ_TEXT) {
		if (*id && request == REQ_TEXT)
			ask_text(w);
		else if (*id)
			deliveries_ask(w, TAG_HISTORY, "delivery.show");
		return true;
	}
	for (size_t i = 0; i < sizeof(dialogs) / sizeof(dialogs[0]); i++) {
		if (dialogs[i].request != request)
			continue;
		if (*id)
			deliveries_open_dialog(w, dialogs[i].tag);
		return true;
	}
	return false;
}

static void
deliveries_sift(struct view *v)
{
	struct deliveries *w = (struct deliveries *)v;

	list_count(&w->list, (int)json_array_size(deliveries_rows(w)));
}

const struct view_ops deliveries_view = {
	.name = "deliveries",
	.title = N_("Deliveries"),
	.context = IN_DELIVERIES,
	.opened_by = REQ_DELIVERIES,
	.about = ABOUT_MESSAGE,
	.size = sizeof(struct deliveries),
	.list = offsetof(struct deliveries, list),
	.open = deliveries_open,
	.close = deliveries_close,
	.draw = deliveries_draw,
	.request = deliveries_request,
	.sift = deliveries_sift,
	.reply = deliveries_reply,
	.dialog = deliveries_dialog,
	.changed = deliveries_changed,
	.wake = deliveries_wake,
};

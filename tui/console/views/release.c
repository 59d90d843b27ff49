/*
 * The release of one message: what is approved, what each account says to
 * being armed, who armed it, and the three keys that matter. Fire asks for
 * what only its dialog shows; halt is one key for everybody.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/correct.h"
#include "tui/console/dialog.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/console/phrase.h"
#include "tui/pages/quotas.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views.h"
#include "tui/console/views/accounts.h"
#include "tui/console/views/awaited.h"
#include "tui/console/views/appoint.h"
#include "tui/console/views/halting.h"
#include "tui/console/views/outgoing.h"
#include "tui/console/views/release_next.h"
#include "tui/console/views/release_warns.h"

enum { LABEL = 10 }; /* columns before what is said of it */
enum { TAG_ARM = OUTGOING_TAGS, TAG_DISARM, TAG_FIRE, TAG_HALT };

enum { WORDS = 300 };

struct release {
	struct view v;
	struct outgoing out;
	struct list list;
	struct text_page text; /* of the account under the cursor */
	char phrase[PHRASE]; /* that the dialog asks for */
	struct halting halting;
};

static const char *
release_state(const struct release *w)
{
	return doc_str(w->out.show, "state");
}

static bool
is_state(const struct release *w, const char *state)
{
	return strcmp(release_state(w), state) == 0;
}

static bool
is_drill(const struct release *w)
{
	return strcmp(w->v.mode, "drill") == 0;
}

static void
release_open(struct view *v)
{
	outgoing_open(&((struct release *)v)->out, v);
}

static void
release_close(struct view *v)
{
	outgoing_release(&((struct release *)v)->out);
}

/* Nothing is prepared yet: the list is of what is to be. */
static bool
is_before(const struct release *w)
{
	return json_array_size(w->out.rows.rows) == 0;
}

static void
count_list(struct release *w)
{
	list_count(&w->list,
		(int)json_array_size(is_before(w)
				? doc_get(w->out.show, "variants")
				: w->out.rows.rows));
}

/* While it is armed the words on the screen change with the clock; before, the
 * text is that of the account on which the cursor rests. */
static void
release_wake(struct view *v)
{
	struct release *w = (struct release *)v;
	int64_t expires =
		doc_int(json_object_get(w->out.show, "armed"), "expires");
	int64_t left = expires - app_now(v->app);

	if (w->list.read != w->list.at)
		w->text.top = 0;
	w->list.read = w->list.at;
	if (expires != 0 && left > 0 &&
		(is_state(w, "armed") || is_state(w, "arming")))
		app_wake(v, say_countdown_next(left));
}

static const char halted_text[] =
	N_("HALTED: nothing more is sent. What had left is listed "
	   "below.");

static const char *const done[] = {
	[TAG_ARM] = N_("Arming: every account is being prepared."),
	[TAG_DISARM] = N_("Disarmed. Nothing was sent."),
	[TAG_FIRE] =
		N_("Handed to the relay. What becomes of it stands below."),
	[TAG_HALT] = halted_text
};

/* What was read in the open dialog is no more so: nobody types on at it. */
static void
stop_firing(struct release *w, int64_t armed)
{
	struct app *app = w->v.app;
	const struct dialog *g = app->dialog;

	if (g == NULL || g->view != &w->v || g->tag != TAG_FIRE || g->busy ||
		(is_state(w, "armed") &&
			armed ==
				doc_int(doc_get(w->out.show, "armed"), "time")))
		return;
	dialog_close(app);
	if (is_state(w, "armed"))
		app_say(app, STYLE_WARN, "%s",
			_("It was armed again meanwhile: read it once more."));
	else
		app_say(app, STYLE_WARN, _("It is armed no more: %s."),
			say_standing_long(w->out.show, app->lang));
}

static void
release_take_message(struct release *w, const json_t *doc)
{
	int64_t armed = doc_int(doc_get(w->out.show, "armed"), "time");

	view_keep(&w->out.show, doc);
	view_about_message(&w->v, doc);
	count_list(w);
	release_wake(&w->v);
	stop_firing(w, armed);
	if (!is_state(w, "arming") &&
		strcmp(w->v.app->say, _(done[TAG_ARM])) == 0)
		w->v.app->say[0] = '\0'; /* that is over */
}

static void
release_reply(struct view *v, const struct reply *r)
{
	struct release *w = (struct release *)v;

	if (correct_reply(v, r) || halting_reply(&w->halting, v, r))
		return;
	if (r->tag == OUTGOING_ROWS) {
		if (outgoing_reply(&w->out, v, r))
			count_list(w);
	} else if (r->tag == OUTGOING_NAMES) {
		(void)outgoing_reply(&w->out, v, r);
	} else if (!r->ok) {
		/* the dialog shows it */
		if (r->tag != TAG_FIRE && appoint_done(r->tag) == NULL)
			app_refused(v->app, r);
	} else if (r->tag == OUTGOING_SHOW) {
		release_take_message(w, r->doc);
	} else {
		app_say(v->app, r->tag == TAG_HALT ? STYLE_WARN : STYLE_GOOD,
			"%s",
			appoint_done(r->tag) ? appoint_done(r->tag)
					     : _(done[r->tag]));
		outgoing_load(&w->out, &w->v);
		if (r->tag == TAG_FIRE)
			app_open(v->app, "deliveries", v->id);
	}
}

static void
release_changed(struct view *v, const char *what, const char *key)
{
	if (strcmp(what, "link") == 0 ||
		(strcmp(what, "mirror") == 0 &&
			doc_get(((struct release *)v)->out.show, "mirrored")) ||
		strncmp(key, v->id, strlen(v->id)) == 0)
		outgoing_load(&((struct release *)v)->out, v);
}

/* ---- drawing ----------------------------------------------------------- */

static int
draw_who(const struct release *w, struct area a, int row, const char *key,
	const char *label)
{
	const json_t *mark = doc_get(w->out.show, key);
	const struct app *app = w->v.app;
	int64_t now = app_now(app), expires = doc_int(mark, "expires");
	char at[SAY], left[SAY], words[SAY];
	int col;

	if (mark == NULL && is_before(w))
		return row; /* the accounts have the room */
	col = area_column(a, row, 0, LABEL, STYLE_TITLE, label) + 1;
	if (mark == NULL) {
		(void)area_put(a, row, col, STYLE_DIM, _("nobody yet"));
		return row + 1;
	}
	say_time(at, doc_int(mark, "time"), now, app->zone);
	col = area_printf(
		a, row, col, STYLE_TEXT, "%s  %s", say_who(mark, "by"), at);
	if (expires != 0 && (is_state(w, "armed") || is_state(w, "arming"))) {
		say_countdown(left, expires - now);
		fixed_cut_format(words, sizeof(words), _("expires: %s"), left);
		if (col + 2 + cluster_width(words) > a.cols) {
			row++;
			col = LABEL - 1;
		}
		(void)area_put(a, row, col + 2, STYLE_WARN, words);
	}
	return row + 1;
}

static int
count_state(const struct release *w, const char *state)
{
	size_t i;
	json_t *row;
	int n = 0;

	json_array_foreach(w->out.rows.rows, i, row)
	{
		n += strcmp(doc_str(row, "state"), state) == 0;
	}
	return n;
}

static bool
release_lacks(const struct view *v, enum request request)
{
	const struct release *w = (const struct release *)v;

	return request == REQ_PAGE_DOWN &&
		!(is_before(w) && reading_has_more(&w->text));
}

static const struct column columns[] = {
	{ "sign", 1, .styled = outgoing_style },
	{ "called", 13, STYLE_TEXT, .wide = 26, .at = 72 },
	{ "kind", 11, .style = STYLE_DIM },
	{ "state", 16, .styled = outgoing_style },
	{ .name = "told" },
	{ .name = NULL },
};

static int
draw_accounts(struct release *w, struct area a, int row)
{
	char title[WORDS];
	size_t all = json_array_size(json_object_get(w->out.show, "variants"));
	int n = (int)json_array_size(w->out.rows.rows), gaps;

	gaps = count_state(w, "gap");
	if (n == 0 || doc_get(w->out.show, "fired")) /* said above by then */
		fixed_cut_format(title, sizeof(title),
			say_n("%zu account", "%zu accounts", (long)all), all);
	else
		fixed_cut_format(title, sizeof(title),
			say_n("%d account: %d prepared, %d not ready",
				"%d accounts: %d prepared, %d not ready", n),
			n, count_state(w, "prepared"), gaps);
	row = list_heading(&w->list, a, row, title);
	columns_list(w->v.app, &w->list, a, row, DOCUMENT_DELIVERY, columns,
		w->out.rows.rows);
	return row;
}

static void
release_draw(struct view *v, struct area a)
{
	struct release *w = (struct release *)v;
	struct area in = area_sub(a, 0, 1, -1, a.cols - 2);
	char words[WORDS], digest[SAY];
	enum style style;
	int row = 0, col;

	if (w->out.show == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	if (is_drill(w))
		(void)area_column(in, row++, 0, in.cols, STYLE_DRILL,
			_("Drill: nothing leaves this station."));
	style = release_next(words, sizeof(words), &w->v, w->out.show);
	row += area_wrap(in, row, 0, style, words);
	row = release_stop(w->out.show, in, row);
	row = release_elsewhere(w->out.show, in, row) + 1;
	col = area_column(in, row, 0, 10, STYLE_TITLE, _("digest")) + 1;
	say_digest(digest, doc_str(w->out.show, "digest"));
	(void)area_printf(in, row++, col, STYLE_TEXT, _("%s  (revision %lld)"),
		*digest ? digest : "-",
		(long long)doc_int(w->out.show, "revision"));
	col = area_column(in, row, 0, 10, STYLE_TITLE, _("authors")) + 1;
	say_words(words, sizeof(words),
		json_object_get(w->out.show,
			json_object_get(w->out.show, "authors_name")
				? "authors_name"
				: "authors"),
		", ", NULL, LANG_EN);
	(void)area_put(in, row++, col, STYLE_TEXT, words);
	row = draw_who(w, in, row, "approved", _("approved"));
	row = appoint_draw(v->app, w->out.show, in, row, LABEL);
	row = draw_who(w, in, row, "armed", _("armed"));
	row = draw_who(w, in, row, "fired", _("fired"));
	if (doc_get(w->out.show, "halted"))
		row = draw_who(w, in, row, "halted", _("HALTED"));
	row += area_wrap(in, row, 0, STYLE_DIM,
		is_drill(w) ? _("In a drill one person may arm and fire.")
			    : _("Two persons: who arms does not fire; the only "
				"author does neither."));
	row = release_untried(w->out.show, in, row);
	row = release_mirrored(v->app, w->out.show, in, row);
	row = release_quotas(v->app, w->out.show, in, row);
	row = awaited_draw_each(v->app, in, row, w->out.show);
	if (is_before(w) && w->list.count > 0)
		accounts_draw(v->app, &w->list, area_sub(a, row, 0, -1, -1),
			w->out.show, w->out.names.rows, &w->text);
	else
		(void)draw_accounts(w, a, row);
	if (w->list.count == 0)
		area_cursor(in, 0, 0);
}

/* ---- requests ---------------------------------------------------------- */

static json_t *
release_about(const struct release *w, bool digest)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", w->v.id);
	if (digest)
		doc_put_str(fields, "digest", doc_str(w->out.show, "digest"));
	return fields;
}

static void
note_gaps(const struct release *w, struct dialog *g)
{
	size_t i;
	json_t *row;
	int told = 0;

	json_array_foreach(w->out.rows.rows, i, row)
	{
		if (strcmp(doc_str(row, "state"), "gap") != 0)
			continue;
		if (told++ < 4)
			dialog_note(g, STYLE_BAD, "! %s: %s",
				pager_name(
					&w->out.names, doc_str(row, "account")),
				doc_str(row, "detail"));
	}
	if (told > 4)
		dialog_note(g, STYLE_BAD, _("! and %d more"), told - 4);
}

/* Asked for last, under all that there is to know before it is typed. */
static void
ask_phrase(struct release *w, struct dialog *g, int accounts)
{
	struct app *app = w->v.app;
	char label[WORDS];

	phrase_format(w->phrase, doc_str(w->out.show, "fire_word"), accounts,
		app->chance(app->chance_arg));
	fixed_cut_format(
		label, sizeof(label), _("To fire, type: %s"), w->phrase);
	dialog_line(g, "confirm", label, "", true)->typed_only = true;
}

static void
fire(struct release *w)
{
	bool drill = is_drill(w);
	int n = (int)json_array_size(w->out.rows.rows), gaps;
	char digest[SAY];
	struct dialog *g;

	if (!is_state(w, "armed")) {
		app_say(w->v.app, STYLE_WARN, "%s",
			_("It is not armed: there is nothing to fire."));
		return;
	}
	if (w->out.rows.rows == NULL) { /* nobody knows yet how many */
		app_say(w->v.app, STYLE_WARN, "%s", _("Loading …"));
		return;
	}
	gaps = count_state(w, "gap");
	g = dialog_open(&w->v, TAG_FIRE,
		drill			 ? _("Fire this drill")
			: w->v.app->demo ? _("Release on this demo station")
					 : _("RELEASE FOR REAL"));
	dialog_note(g, STYLE_STRONG, "%s", doc_str(w->out.show, "title"));
	if (drill)
		dialog_note(g, STYLE_DRILL, "%s",
			_("Drill: nothing leaves this station."));
	else if (w->v.app->demo)
		dialog_note(g, STYLE_DRILL,
			say_n("DEMO: %d account on this machine gets it, and "
			      "nobody else.",
				"DEMO: %d accounts on this machine get it, "
				"and nobody else.",
				n - gaps),
			n - gaps);
	else
		dialog_note(g, STYLE_ACTUAL,
			say_n("ACTUAL: the public will read this on %d "
			      "account.",
				"ACTUAL: the public will read this on %d "
				"accounts.",
				n - gaps),
			n - gaps);
	say_digest(digest, doc_str(w->out.show, "digest"));
	dialog_note(g, STYLE_TEXT, _("digest %s, armed by %s"), digest,
		say_who(json_object_get(w->out.show, "armed"), "by"));
	note_gaps(w, g);
	if (gaps > 0)
		dialog_ask(g, ACT_RELEASE_FIRE, "gaps")->required = true;
	release_ask_mirror(g, ACT_RELEASE_FIRE, w->out.show);
	dialog_note(g, STYLE_DIM, "%s",
		_("To fire one types the incident's word, the number of "
		  "accounts, and a code that is new each time and stands only "
		  "here."));
	ask_phrase(w, g, n - gaps);
}

static void
release_dialog(struct view *v, int tag, const json_t *values)
{
	static const char *const reasons[] = { "gaps", "unmirrored" };
	struct release *w = (struct release *)v;
	json_t *fields;

	if (correct_dialog(v, tag, values) ||
		appoint_dialog(v, tag, values, w->out.show, w->phrase))
		return;
	if (!phrase_is(w->phrase, doc_str(values, "confirm"))) {
		dialog_fail(v->app->dialog, _("Type exactly: %s"), w->phrase);
		return;
	}
	fields = release_about(w, true);
	/* the station knows the word alone, and judges it */
	doc_put_str(fields, "confirm", doc_str(w->out.show, "fire_word"));
	for (size_t n = 0; n < 2; n++)
		if (*doc_str(values, reasons[n]))
			doc_put_str(fields, reasons[n],
				doc_str(values, reasons[n]));
	app_act(v->app, v, TAG_FIRE, "release.fire", fields);
}

static void
halt(struct release *w)
{
	halting_begin(&w->halting, &w->v, TAG_HALT, w->v.id);
	app_say(w->v.app, STYLE_WARN, "%s", _("Halting …"));
}

static bool
release_request(struct view *v, enum request request)
{
	struct release *w = (struct release *)v;

	if (is_before(w) && reading_request(&w->text, request))
		return true;
	if (list_request(&w->list, request)) {
		if (is_before(w))
			app_wake(v, LIST_REST_MS);
		return true;
	}
	if (correct_request(v, request, v->id))
		return true;
	if (request == REQ_HALT)
		halt(w);
	else if (w->out.show == NULL)
		return false;
	else if (appoint_request(v, request, w->out.show, w->phrase))
		return true;
	else if (request == REQ_ARM)
		app_act(v->app, v, TAG_ARM, "release.arm",
			release_about(w, true));
	else if (request == REQ_DISARM)
		app_act(v->app, v, TAG_DISARM, "release.disarm",
			release_about(w, false));
	else if (request == REQ_FIRE)
		fire(w);
	else
		return false;
	return true;
}

const struct view_ops release_view = {
	.name = "release",
	.title = N_("Release"),
	.context = IN_RELEASE,
	.opened_by = REQ_RELEASE,
	.about = ABOUT_MESSAGE,
	.size = sizeof(struct release),
	.open = release_open,
	.close = release_close,
	.draw = release_draw,
	.request = release_request,
	.lacks = release_lacks,
	.reply = release_reply,
	.dialog = release_dialog,
	.changed = release_changed,
	.wake = release_wake,
};

/*
 * Call and fire, from the screen of an order.
 */
#include "tui/console/views/order_signal.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/app.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/console/views/order.h"
#include "tui/console/views/release_warns.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { WORDS = 300 };

void
order_signal_release(struct order_signal *s)
{
	json_decref(s->show);
	s->show = NULL;
}

static bool
goes_on_signal(const json_t *order)
{
	return strcmp(doc_str(order, "fire"), "signal") == 0;
}

/* A call also ends a halt, of whatever order. */
bool
order_signal_lacks(enum request request, const json_t *order)
{
	if (request == REQ_CALL_UNITS)
		return !order_is_ours(order) ||
			(!goes_on_signal(order) &&
				doc_int(order, "halted") == 0);
	if (request == REQ_FIRE_UNITS)
		return !order_is_ours(order) || !goes_on_signal(order);
	return false;
}

bool
order_signal_request(struct view *v, enum request request, const json_t *order)
{
	if (request != REQ_CALL_UNITS && request != REQ_FIRE_UNITS)
		return false;
	if (order == NULL || order_signal_lacks(request, order))
		app_say(v->app, STYLE_WARN, "%s",
			_("That is for an order of ours that goes out on our "
			  "signal."));
	else
		app_ask(v->app, v,
			request == REQ_CALL_UNITS ? SIGNAL_CALL_SHOW
						  : SIGNAL_FIRE_SHOW,
			"message.show",
			json_pack(
				"{s:s}", "message", doc_str(order, "message")));
	return true;
}

/* Since the last call: who was ready before it may be no more. */
static bool
unit_is_ready(const json_t *unit, const json_t *order)
{
	return strcmp(doc_str(unit, "state"), "ready") == 0 &&
		doc_int(order, "called") != 0 &&
		doc_int(unit, "heard") >= doc_int(order, "called");
}

/* Names who is not, with the telephone; returns how many are. */
static int
note_units(struct dialog *g, const json_t *order)
{
	json_t *grid = order_grid(order), *unit;
	int ready = 0;
	size_t n;

	json_array_foreach(grid, n, unit)
	{
		if (unit_is_ready(unit, order))
			ready++;
		else
			facts_note(g, DOCUMENT_ORDER_UNIT, "call", unit);
	}
	json_decref(grid);
	return ready;
}

static int
count_gaps(const json_t *show)
{
	json_t *row;
	int gaps = 0;
	size_t n;

	json_array_foreach(doc_get(show, "deliveries"), n, row)
	{
		gaps += strcmp(doc_str(row, "state"), "gap") == 0;
	}
	return gaps;
}

/* Of the release here: does it go with them? */
static bool
note_own(struct dialog *g, const json_t *show)
{
	bool armed = strcmp(doc_str(show, "state"), "armed") == 0;
	int gaps = armed ? count_gaps(show) : 0;

	dialog_note(g, armed ? STYLE_TEXT : STYLE_WARN, "%s",
		armed ? _("Our own release is armed and goes out with them.")
		      : _("Our own release is not armed: it does not go out "
			  "with them."));
	if (gaps > 0) {
		dialog_note(g, STYLE_BAD,
			say_n("%d account of ours is not prepared.",
				"%d accounts of ours are not prepared.", gaps),
			gaps);
		dialog_ask(g, ACT_JOINT_FIRE, "gaps")->required = true;
	}
	return armed;
}

static void
note_public(struct dialog *g, bool drill, int units)
{
	if (drill)
		dialog_note(g, STYLE_DRILL, "%s",
			_("Drill: nothing leaves the stations."));
	else
		dialog_note(g, STYLE_ACTUAL,
			say_n("ACTUAL: the public will read this from %d unit.",
				"ACTUAL: the public will read this from %d "
				"units.",
				units),
			units);
}

/* Who is not ready is named before anything is typed. */
static void
signal_ask_fire(struct order_signal *s, struct view *v, const json_t *order)
{
	bool drill = strcmp(doc_str(order, "mode"), "drill") == 0;
	struct app *app = v->app;
	char label[WORDS], digest[SAY];
	struct dialog *g = dialog_open(v, SIGNAL_FIRE,
		drill ? _("Fire this drill at all units that are ready")
		      : _("RELEASE FOR REAL at all units that are ready"));
	int units;

	say_digest(digest, doc_str(s->show, "digest"));
	dialog_note(g, STYLE_STRONG, "%s", doc_str(s->show, "title"));
	dialog_note(g, STYLE_TEXT, _("digest %s"), digest);
	units = note_units(g, order);
	units += note_own(g, s->show);
	if (strcmp(doc_str(s->show, "state"), "armed") == 0)
		release_ask_mirror(g, ACT_JOINT_FIRE, s->show);
	note_public(g, drill, units);
	dialog_note(g, STYLE_DIM, "%s",
		_("To fire one types the incident's word, the number of units "
		  "that go out, and a code that is new each time and stands "
		  "only here."));
	phrase_format(s->phrase, doc_str(s->show, "fire_word"), units,
		app->chance(app->chance_arg));
	fixed_cut_format(
		label, sizeof(label), _("To fire, type: %s"), s->phrase);
	dialog_line(g, "confirm", label, "", true)->typed_only = true;
}

static json_t *
signal_about(const struct order_signal *s)
{
	return json_pack("{s:s,s:s}", "message", doc_str(s->show, "id"),
		"digest", doc_str(s->show, "digest"));
}

bool
order_signal_reply(struct order_signal *s, struct view *v,
	const struct reply *r, const json_t *order)
{
	if (r->tag < SIGNAL_CALL_SHOW || r->tag > SIGNAL_FIRE || !r->ok)
		return false;
	if (r->tag == SIGNAL_CALL) {
		app_say(v->app, STYLE_GOOD, "%s",
			_("Called: each unit arms, and its row says when it is "
			  "ready."));
	} else if (r->tag == SIGNAL_FIRE) {
		app_say(v->app, STYLE_ACTUAL, "%s",
			_("Fired with all units that were ready."));
	} else {
		view_keep(&s->show, r->doc);
		if (r->tag == SIGNAL_FIRE_SHOW)
			signal_ask_fire(s, v, order);
		else
			app_act(v->app, v, SIGNAL_CALL, "joint.call",
				signal_about(s));
	}
	return true;
}

bool
order_signal_dialog(
	struct order_signal *s, struct view *v, int tag, const json_t *values)
{
	static const char *const reasons[] = { "gaps", "unmirrored" };
	json_t *fields;

	if (tag != SIGNAL_FIRE)
		return false;
	if (!phrase_is(s->phrase, doc_str(values, "confirm"))) {
		dialog_fail(v->app->dialog, _("Type exactly: %s"), s->phrase);
		return true;
	}
	fields = signal_about(s);
	/* the station knows the word alone, and judges it */
	doc_put_str(fields, "confirm", doc_str(s->show, "fire_word"));
	for (size_t n = 0; n < 2; n++)
		if (*doc_str(values, reasons[n]))
			doc_put_str(fields, reasons[n],
				doc_str(values, reasons[n]));
	app_act(v->app, v, tag, "joint.fire", fields);
	return true;
}

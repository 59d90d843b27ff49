/*
 * One delivery in full: what became of it, whom to ring, its receipt, and the
 * head of its text.
 */
#include "tui/console/views/one_delivery.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "tui/console/border.h"
#include "tui/console/facts.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/waiting.h"

void
one_outdate(struct one_delivery *o)
{
	json_decref(o->row);
	o->row = NULL;
}

void
one_release(struct one_delivery *o)
{
	one_outdate(o);
	json_decref(o->doc);
	o->doc = NULL;
}

bool
one_is_of(const struct one_delivery *o, const json_t *row)
{
	return o->row == row || (o->row && row && json_equal(o->row, row));
}

void
one_rest(struct one_delivery *o, struct view *v, const json_t *row)
{
	const char *id = doc_str(row, "id");

	if (strcmp(doc_str(o->doc, "id"), id) != 0)
		one_release(o);
	one_outdate(o);
	if (*id == '\0')
		return;
	o->row = json_deep_copy(row);
	app_ask(v->app, v, ONE_TAG, "delivery.show",
		json_pack("{s:s}", "delivery", id));
}

/* An answer about one that the cursor has left meanwhile is not kept. */
void
one_reply(struct one_delivery *o, const struct reply *r)
{
	if (r->ok && strcmp(doc_str(r->doc, "id"), doc_str(o->row, "id")) == 0)
		view_keep(&o->doc, r->doc);
}

/* As much of the text as there is room for, and how much more there is. Who
 * has to post it by hand takes it first: that is in the ledger. */
static void
one_draw_text(struct area a, int row, const json_t *doc)
{
	int left = a.rows - row - 2, took;

	if (left < 1 || *doc_str(doc, "text") == '\0')
		return;
	row = border_rule(a, row, _("Text"));
	if (strcmp(doc_str(doc, "state"), "human") == 0 &&
		json_array_size(json_object_get(doc, "taken")) == 0) {
		(void)area_wrap(a, row, 2, STYLE_STRONG,
			_("t takes the text over and shows it."));
		return;
	}
	if (*doc_str(doc, "title")) {
		took = area_wrap(
			a, row, 2, STYLE_STRONG, doc_str(doc, "title"));
		row += took;
		left -= took;
	}
	took = left < 1 ? 0
			: area_wrap(area_sub(a, row, 2, left, -1), 0, 0,
				  STYLE_TEXT, doc_str(doc, "text"));
	if (took > left)
		(void)area_printf(a, a.rows - 1, 2, STYLE_DIM,
			say_n("%d more row below", "%d more rows below",
				took - left),
			took - left);
}

void
one_draw(const struct one_delivery *o, const struct app *app, struct area a,
	const char *name)
{
	const json_t *doc = o->doc;
	char waits[WAITING_TEXT];
	enum style style;
	char *url;
	int row;

	if (doc == NULL)
		return;
	row = border_rule(a, 0, name);
	(void)area_printf(a, row++, 0,
		say_delivery_style(doc_str(doc, "state")), "%s %s",
		say_delivery_sign(doc_str(doc, "state")),
		say_delivery_of(doc, app->lang));
	url = say_address(doc);
	if (*url)
		row += area_wrap(a, row, 2, STYLE_STRONG, url);
	free(url);
	if (doc_get(doc, "waiting")) {
		style = waiting_say(waits, doc_get(doc, "waiting"),
			app_now(app), app->zone, app->lang);
		row += area_wrap(a, row, 2, style, waits);
	}
	row = facts_draw(app, a, row, DOCUMENT_DELIVERY,
		"act_title target_url detail kind attempt sent_at out_at at "
		"due "
		"remote proved_by taken",
		doc);
	one_draw_text(a, row, doc);
}

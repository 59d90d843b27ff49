/*
 * Reading a message with its deliveries.
 */
#include "tui/console/views/outgoing.h"

#include "base/doc.h"
#include "tui/pages/say.h"

void
outgoing_open(struct outgoing *o, struct view *v)
{
	pager_init(&o->rows, "delivery.list", OUTGOING_ROWS,
		json_pack("{s:s}", "message", v->id));
	pager_init(&o->names, "account.list", OUTGOING_NAMES, NULL);
	outgoing_load(o, v);
	pager_load(&o->names, v);
}

void
outgoing_release(struct outgoing *o)
{
	json_decref(o->show);
	pager_release(&o->rows);
	pager_release(&o->names);
}

void
outgoing_load(struct outgoing *o, struct view *v)
{
	app_ask(v->app, v, OUTGOING_SHOW, "message.show",
		json_pack("{s:s}", "message", v->id));
	pager_load(&o->rows, v);
}

static void
outgoing_name(struct outgoing *o)
{
	json_t *row;
	size_t i;

	json_array_foreach(o->rows.rows, i, row)
	{
		if (o->names.rows && *doc_str(row, "name") == '\0')
			doc_put_str(row, "name",
				pager_name(&o->names, doc_str(row, "account")));
	}
}

bool
outgoing_reply(struct outgoing *o, struct view *v, const struct reply *r)
{
	bool rows = r->tag == OUTGOING_ROWS;
	bool whole = pager_reply(rows ? &o->rows : &o->names, v, r);

	if (whole)
		outgoing_name(o);
	return rows && whole;
}

enum style
outgoing_style(const struct look *look, const json_t *row)
{
	(void)look;
	return say_delivery_style(doc_str(row, "state"));
}

/*
 * Reading a message with its deliveries.
 */
#include "tui/console/views/outgoing.h"

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

/*
 * A screen of the console. It draws into an area, obeys requests, sends
 * questions and acts through the desk, and takes the replies when they come:
 * it never waits. Adding one is a file in tui/views, a row in desk.c's table
 * and its rows in keys.c.
 */
#ifndef CRIER_TUI_VIEW_H
#define CRIER_TUI_VIEW_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/desk.h"
#include "tui/editor.h"
#include "tui/grid.h"
#include "tui/input.h"
#include "tui/keys.h"
#include "tui/request.h"

enum { VIEW_ID = 200 };

struct view {
	const struct view_ops *ops;
	struct desk *desk;
	char id[VIEW_ID]; /* what it shows: an incident, a message, or "" */
};

struct reply {
	int tag; /* as given to desk_ask or desk_act */
	bool ok;
	bool part; /* one of several, the last comes without it */
	const json_t *doc; /* answer, part, or the array of entries */
	const json_t *whole; /* the document it came in */
	const char *what, *where, *remedy; /* of a refusal, else "" */
};

struct view_ops {
	const char *name; /* for the palette and desk_open */
	const char *title; /* translated when shown */
	enum context context;
	size_t size; /* of the view's own struct, `struct view` first */
	bool about_message; /* id is a message's, else an incident's or "" */
	/* Asks what it needs. The struct is zeroed, ops, desk, id are set. */
	void (*open)(struct view *v);
	void (*close)(struct view *v); /* releases, but does not free v */
	void (*draw)(struct view *v, struct area a);
	/* False if it means nothing here. */
	bool (*request)(struct view *v, enum request request);
	/* Letters are text now. NULL: never. */
	bool (*typing)(const struct view *v);
	/* Characters and pastes while typing; requests come first. */
	void (*input)(struct view *v, const struct input *in);
	void (*reply)(struct view *v, const struct reply *r);
	/* A dialog of this view was filled in; `values` by field name. */
	void (*dialog)(struct view *v, int tag, const json_t *values);
	/* The station says that `what` with id `key` changed. */
	void (*changed)(struct view *v, const char *what, const char *key);
	/* Something is due: called when desk_wake's time has come. */
	void (*wake)(struct view *v);
	/* "actual", "drill" or "" while unknown: the frame's shape. */
	const char *(*mode)(const struct view *v);
	/* What follows the title in the frame: id, playbook, name. */
	const char *(*subject)(const struct view *v);
};

extern const struct view_ops board_view, open_view, walk_view, compose_view,
	review_view, release_view, deliveries_view, ledger_view, replay_view,
	help_view, palette_view;

#endif

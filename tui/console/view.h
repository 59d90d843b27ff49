/*
 * A screen of the console. It draws into an area, obeys requests, sends
 * questions and acts through the app, and takes the replies when they come:
 * it never waits. Adding one is a file in tui/views, a row in views.c
 * and its rows in keys.c.
 */
#ifndef CRIER_TUI_VIEW_H
#define CRIER_TUI_VIEW_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/app.h"
#include "tui/console/editor.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"
#include "tui/console/keys.h"
#include "tui/console/request.h"
#include "tui/console/sieve.h"

enum { VIEW_ID = 200, VIEW_SUBJECT = 320 };

struct view {
	const struct view_ops *ops;
	struct app *app;
	int64_t wake_at; /* see app_wake; 0: never */
	bool drawn; /* since it came to the top: it was looked at */
	char id[VIEW_ID]; /* what it shows: an incident, a message, or "" */
	char mode[12]; /* "actual", "drill", or "": the shape of the border */
	char subject[VIEW_SUBJECT]; /* behind the title in the border */
	struct possible *possible; /* see possible.h */
	struct sieve sieve; /* what was typed behind `/` */
};

enum { VIEW_NARROW = 72 }; /* columns: fewer have no room side by side */

struct reply {
	int tag; /* as given to app_ask or app_act */
	bool ok;
	bool part; /* one of several, the last comes without it */
	const json_t *doc; /* answer, part, or the array of entries */
	const char *what, *where, *remedy; /* of a refusal, else "" */
	const char *code; /* its stable word, else "" */
};

enum view_about {
	ABOUT_NOTHING, /* "" */
	ABOUT_INCIDENT, /* the incident of the view below */
	ABOUT_ANY_INCIDENT, /* the same, or "" for all incidents */
	ABOUT_MESSAGE /* the message of the view below */
};

struct view_ops {
	const char *name; /* for the palette and app_open */
	const char *title; /* translated when shown */
	enum context context;
	size_t size; /* of the view's own struct, `struct view` first */
	size_t list; /* where in it the list of its cursor is; 0: it has none */
	enum request opened_by; /* from any view; REQ_NONE: by its name only */
	enum view_about about; /* what its id is then */
	/* Asks what it needs. The struct is zeroed, ops, app, id are set. */
	void (*open)(struct view *v);
	void (*close)(struct view *v); /* releases, but does not free v */
	void (*draw)(struct view *v, struct area a);
	/* False if it means nothing here. */
	bool (*request)(struct view *v, enum request request);
	/* What its keys act on: a message or an incident. NULL: its id. */
	const char *(*subject)(const struct view *v);
	/* Is there nothing here that the key could be about? Then it stands not
	 * in the bar; pressed, the view says why. NULL: never. */
	bool (*lacks)(const struct view *v, enum request request);
	/* Letters are text now. NULL: never. */
	bool (*typing)(const struct view *v);
	/* Characters and pastes while typing; requests come first. */
	void (*input)(struct view *v, const struct input *in);
	void (*reply)(struct view *v, const struct reply *r);
	/* A dialog of this view was filled in; `values` by field name. */
	void (*dialog)(struct view *v, int tag, const json_t *values);
	/* How many rows of what waits it needs, of a view that is just to open
	 * where v is NULL; 0: all. NULL: all. */
	int (*waits)(const struct view *v);
	/* The station says that `what` with id `key` changed. */
	void (*changed)(struct view *v, const char *what, const char *key);
	/* Its lists are looked through for other words. NULL: it has none. */
	void (*sift)(struct view *v);
	/* It was looked at, and another view comes over it, or it closes. */
	void (*left)(struct view *v);
	/* Something is due: called when app_wake's time has come. */
	void (*wake)(struct view *v);
};

/* Keeps the document in place of an older one: whoever handed it on does not
 * change it any more. */
void view_keep(json_t **place, const json_t *doc);

/* What the border says of a message: its mode, id, kind and title. */
void view_about_message(struct view *v, const json_t *message);

/* The incident of what the view shows, or of what its keys act on:
 * "2026-0123/3:x" -> "2026-0123". */
void view_incident_id(char out[VIEW_ID], const struct view *v);

/* A push concerns this view's message: it, or what others say about it. */
bool view_of_message_changed(
	const struct view *v, const char *what, const char *key);

/* Opens the message that an act's entries began, to be written on. */
void view_open_begun(struct view *v, const json_t *entries);

#endif

/*
 * The console without a terminal: which views are open, what was asked and
 * not answered yet, the message line, the dialog, the clock. Input goes in by
 * app_input, documents from the station by app_pump; what is to be seen
 * comes out by app_draw. Time is asked from `now`, so that a test has its
 * own.
 */
#ifndef CRIER_TUI_APP_H
#define CRIER_TUI_APP_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/lang.h"
#include "crier/act.h"
#include "crier/id.h"
#include "tui/console/backend.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"
#include "tui/console/request.h"

struct view;
struct view_ops;
struct dialog;
struct pending;

enum {
	APP_DEPTH = 12,
	APP_SAY = 700,
	APP_SILENT_MS = 1000, /* a station that says nothing so long is said */
	APP_ROWS_MIN = 16, /* a smaller screen is not drawn */
	APP_COLS_MIN = 40
};

struct app {
	struct backend *backend;
	const struct view_ops *const *views; /* all there are, then NULL */
	int64_t (*now)(void *arg); /* UTC ms */
	void *now_arg;
	/* Puts a text into the user's clipboard, if the terminal can. */
	void (*copy)(void *arg, const char *text);
	void *copy_arg;
	/* Rings the terminal's bell, if there is one. */
	void (*ring)(void *arg);
	void *ring_arg;
	/* Any number, that nobody can know before; set before input comes. */
	unsigned (*chance)(void *arg);
	void *chance_arg;

	enum lang lang;
	int zone; /* minutes east, the station's */
	bool demo, tour;
	const char *charset; /* of the terminal, a constant; NULL: UTF-8 */
	bool online; /* false while the station does not answer */
	int64_t retry_at; /* when to try again, 0 if online */
	bool turned_away; /* it answers, and ended or refuses this session */
	char officer[OFFICER_ID], officer_name[120], unit[200];
	json_t *roles; /* array of words */
	int rung; /* how many waits were over when it was rung last */
	json_t *status; /* last answer to "status", NULL before the first */
	int late[2]; /* rows of it that are late: of others, of the officer */
	int64_t late_until; /* as long as time alone changes nothing; 0: ever */
	bool late_known;
	bool status_whole; /* an older station, which knows no window of it */
	json_t *officers; /* rows of officer.list, NULL before they are known */

	struct view *stack[APP_DEPTH];
	int depth;
	struct dialog *dialog; /* over the top view, or NULL */
	struct pending *pending; /* sent, not answered, in order */
	struct signing *signing; /* of the one of them that is not sent */

	char *clip; /* what was copied or cut last, NULL before */
	char correcting
		[MESSAGE_ID]; /* the message being withdrawn or corrected */
	char say[APP_SAY]; /* message line: what and remedy */
	enum style say_style;
	bool remembers; /* what was looked at may be kept in one's home */
	struct news *news; /* that, NULL before it is asked for */
	bool in_burst; /* the last input came together with others */
	bool dirty; /* the screen is not what it should be */
	bool repaint; /* and the terminal may show anything */
	bool quit;
};

/*
 * Takes over the backend. Opens the first of the views, which stays open, and
 * asks the station to watch.
 */
void app_init(struct app *app, struct backend *backend,
	const struct view_ops *const *views, enum lang lang,
	int64_t (*now)(void *arg), void *now_arg);
void app_release(struct app *app);

/* ---- for the loop and for tests ---- */

void app_input(struct app *app, const struct input *in);

bool app_is_typing(const struct app *app); /* letters are text now */

/* Asks for what is done only if the input came by itself (KEY_ALONE). */
bool app_wants_alone(const struct app *app, const struct input *in);
void app_pump(struct app *app); /* takes whatever the station sent */
void app_draw(struct app *app, struct grid *g);

/* What no longer goes on, by status's `record`; "" all does. */
const char *app_record_fault(const json_t *record);

/* When app_tick must be called: a UTC instant, 0 if never. */
int64_t app_due(const struct app *app);
void app_tick(struct app *app);

/* ---- for views ---- */

/* Opens a view over this one; an open one of the same name and id is shown
 * again. The id is copied. */
void app_open(struct app *app, const char *view, const char *id);
void app_back(struct app *app); /* closes the top view */

/* Opens a view in place of this one, which is done and gone after the call. */
void app_replace(struct view *v, const char *view, const char *id);
struct view *app_top(const struct app *app);

/*
 * Sends and remembers who wants the reply. `fields` is taken over, NULL is
 * none. An act made while a dialog is open belongs to the dialog: a refusal
 * is shown in it and nothing typed is lost, success closes it.
 */
void app_ask(struct app *app, struct view *v, int tag, const char *question,
	json_t *fields);
void app_act(struct app *app, struct view *v, int tag, const char *act,
	json_t *fields);
/* The same of an act that nobody asked for: no dialog waits for it. */
void app_act_aside(struct app *app, struct view *v, int tag, const char *act,
	json_t *fields);
/* An act that is signed by the officer's own key before it is sent. */
void app_act_signed(struct app *app, struct view *v, int tag, const char *act,
	json_t *fields);
/* Connects anew: what the station says of this officer has changed. */
void app_greet_again(struct app *app);
/* A new act's id: 128 bits by chance, in hex. */
void app_new_id(char out[ACT_ID]);
/* The same for a session, in letters: digits could look like a telephone's. */
void app_new_session(char out[ACT_ID]);
bool app_waits(const struct app *app, const struct view *v, int tag);

void app_say(struct app *app, enum style style, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* What a refusal says and how to mend it, on the message line. */
struct reply;
void app_refused(struct app *app, const struct reply *r);

/* Calls the view's `wake` in `ms` milliseconds, covered or not; 0: never. */
void app_wake(struct view *v, int64_t ms);

bool app_has_role(const struct app *app, const char *role);

/* Has who sits here a role that the act asks for? The station decides. */
bool app_is_for(const struct app *app, enum act act);
int64_t app_now(const struct app *app);

/* Carries out a request as if its key had been pressed. */
void app_request(struct app *app, enum request request);

/* Goes on as another officer, from the board: demo stations only. */
void app_become(struct app *app, const char *officer);

#endif

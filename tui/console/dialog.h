/*
 * A question to the officer, over a view: some lines that explain, some
 * fields, Enter. It stays open until the act it leads to has succeeded; a
 * refusal is shown in it and what was typed stays.
 */
#ifndef CRIER_TUI_DIALOG_H
#define CRIER_TUI_DIALOG_H

#include <jansson.h>
#include <stdbool.h>

#include "tui/console/editor.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"
#include "tui/console/list.h"
#include "tui/console/request.h"
#include "tui/console/view.h"

enum { DIALOG_FIELDS = 8 };

/* The app's own dialog: to leave the console. */
enum { DIALOG_LEAVE = 9001 };

enum dialog_kind { DIALOG_LINE, DIALOG_LINES, DIALOG_CHOICE };

struct dialog_option {
	char *word, *title;
	char *detail; /* shown while it is chosen */
};

struct dialog_field {
	enum dialog_kind kind;
	const char *name; /* in the values; a constant */
	char *label;
	bool required;
	bool typed_only; /* refuses pastes, where the terminal marks them */
	int rows; /* of DIALOG_LINES on the screen */
	struct editor editor;
	struct dialog_option *option;
	struct list list; /* of the options, which may be many */
};

struct dialog_note {
	char *text;
	enum style style;
};

struct dialog {
	struct view *view; /* whose `dialog` is called */
	int tag;
	char *title;
	struct dialog_note *note;
	int notes;
	int scrolled; /* rows of the notes, from where they stand by themselves */
	int page; /* rows of them that one page key moves; 0: a few */
	struct dialog_field field[DIALOG_FIELDS];
	int fields, focus;
	char *fault; /* what is wrong, "" if nothing */
	bool busy; /* its act is under way */
	bool shows; /* only tells something: nothing is sent */
	bool alone; /* it sends what changes a release: see KEY_ALONE */
};

/* Opens one on the app in place of any other. Borrowed: the app's. */
struct dialog *dialog_open(struct view *v, int tag, const char *title);
void dialog_close(struct app *app);

void dialog_note(struct dialog *g, enum style style, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
struct dialog_field *dialog_line(struct dialog *g, const char *name,
	const char *label, const char *value, bool required);
struct dialog_field *dialog_lines(struct dialog *g, const char *name,
	const char *label, const char *value, bool required);
struct dialog_field *
dialog_choice(struct dialog *g, const char *name, const char *label);
void dialog_option(struct dialog_field *f, const char *word, const char *title,
	const char *detail);

/*
 * A dialog that only tells something, from its beginning: what is longer than
 * the screen gets all of it and is read page by page.
 */
struct dialog *dialog_show(struct view *v, const char *title);

void dialog_fail(struct dialog *g, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The option that is chosen; "" of what has none. */
const char *dialog_chosen(const struct dialog_field *f);

/* ---- for the app ---- */
bool dialog_typing(const struct dialog *g);

/*
 * Would the request send what only a key that came by itself may send? A
 * field that is typed only has a code, which says more than the key does.
 */
bool dialog_sends_alone(const struct dialog *g, enum request request);
void dialog_request(struct app *app, enum request request);
void dialog_input(struct app *app, const struct input *in);
void dialog_draw(struct app *app, struct area a);

#endif

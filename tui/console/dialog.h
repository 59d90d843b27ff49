/*
 * A question to the officer, over a view: some lines that explain, some
 * fields, Enter. It stays open until the act it leads to has succeeded; a
 * refusal is shown in it and what was typed stays.
 */
#ifndef CRIER_TUI_DIALOG_H
#define CRIER_TUI_DIALOG_H

#include <jansson.h>
#include <stdbool.h>

#include "crier/act.h"
#include "tui/console/editor.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"
#include "tui/console/list.h"
#include "tui/console/request.h"
#include "tui/console/view.h"

/* The app's own dialog: to leave the console. */
enum { DIALOG_LEAVE = 9001 };

enum dialog_kind {
	DIALOG_LINE,
	DIALOG_LINES,
	DIALOG_CHOICE, /* one of the options */
	DIALOG_MANY /* any of them */
};

struct dialog_option {
	char *word, *title;
	char *detail; /* shown while it is chosen */
	bool on; /* of DIALOG_MANY: taken */
};

struct dialog_field {
	enum dialog_kind kind;
	char *name; /* in the values */
	char *label;
	char *help; /* shown while one is in it; "" if nothing */
	const struct act_field *of; /* its row, which says what its value is;
				     * NULL: a text */
	char *was; /* not sent while this stands in it; NULL: always sent */
	bool required;
	bool unseen; /* what is typed is not shown */
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
	struct dialog_field **field;
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
 * The field of an act, made from its row: label, options, need. Its value goes
 * into the values as the act wants it, and not at all where it may be left out
 * and is empty. What a screen knows better is set on it.
 */
struct dialog_field *
dialog_ask(struct dialog *g, enum act act, const char *name);
/* Several, their names with blanks between. */
void dialog_asks(struct dialog *g, enum act act, const char *names);
/* The same, but a choice whose options only the screen knows. */
struct dialog_field *
dialog_pick(struct dialog *g, enum act act, const char *name);
struct dialog_field *dialog_named(const struct dialog *g, const char *name);
void dialog_label(struct dialog_field *f, const char *label);
/* Shows the row's help while one is in the field. */
void dialog_help(const struct dialog *g, struct dialog_field *f);
/* What stands in it, or is chosen, at first. */
void dialog_value(struct dialog_field *f, const char *value);
void
dialog_value_time(const struct dialog *g, struct dialog_field *f, int64_t ms);
/* From here on it is only sent if it is another then. */
void dialog_keep(struct dialog_field *f);
/* The option of this word is not offered; one more, before all others. */
void dialog_drop(struct dialog_field *f, const char *word);
void dialog_first(struct dialog_field *f, const char *word, const char *title);

/* The values and what they are about, for the act; the caller's. */
json_t *
dialog_fields(const json_t *values, const char *name, const char *about);

/*
 * A dialog that only tells something, from its beginning: what is longer than
 * the screen gets all of it and is read page by page.
 */
struct dialog *dialog_show(struct view *v, const char *title);

void dialog_fail(struct dialog *g, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* What stands in it or is chosen; the words taken with commas between. The
 * caller frees. */
char *dialog_text(const struct dialog_field *f);

/* What all fields say, by name; NULL: *at is the one that says none, *err why.
 */
json_t *dialog_values(const struct dialog *g, int *at, struct err *err);

/* ---- for the app ---- */

/* A key and what it does where one is now. */
struct dialog_key {
	int key;
	const char *word; /* translated */
};

enum { DIALOG_KEYS = 5 };

/* Returns how many there are. */
int dialog_keys(struct dialog_key out[DIALOG_KEYS], const struct dialog *g);

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

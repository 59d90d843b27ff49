/*
 * The fields of a message: its playbook's slots and figures, each with its
 * own editor, in one column that scrolls. Keeps what was typed, whether it is
 * sound or not; what is sound is given out as the acts want it.
 */
#ifndef CRIER_TUI_FORM_H
#define CRIER_TUI_FORM_H

#include <jansson.h>
#include <stdbool.h>

#include "base/instant.h"
#include "base/lang.h"
#include "tui/console/editor.h"
#include "tui/console/grid.h"
#include "tui/console/input.h"
#include "tui/console/request.h"

/* Of a figure; a value of "?" means that it is being verified. */
enum form_part {
	FORM_VALUE,
	FORM_SOURCE,
	FORM_AS_OF,
	FORM_REASON, /* why it changed */
	FORM_PARTS
};

enum { FORM_MARK = 60 };

/* What the bulletins before have told of a figure. */
enum form_told { FORM_UNTOLD, FORM_TOLD, FORM_TOLD_OPEN };

struct form_field {
	bool figure; /* else a slot: only part[0] is used */
	bool head; /* of the table: source and as-of of the rows without one */
	enum form_told is_told;
	int64_t told; /* where FORM_TOLD */
	int told_in; /* the number of that bulletin, 0 none */
	char *id;
	json_t *def; /* label, help, type … of the playbook */
	bool required;
	bool choice; /* of a slot: one of def's choices, by left and right */
	bool time; /* of a slot: "14:30" alone means today */
	bool verified; /* of a figure */
	bool assumed; /* of a slot: the playbook's words, which nobody said */
	bool carried; /* as a bulletin before has told it, and nobody since */
	char mark[FORM_MARK]; /* which: "as in No. 3" */
	bool affirmed; /* but now: they are so as they stand */
	bool typed; /* carried, and then written in */
	struct editor part[FORM_PARTS];
};

struct form {
	struct form_field *field;
	int count;
	int focus, part; /* where the cursor is */
	bool fresh; /* the cell was just come to: what is typed replaces it */
	int top; /* first row shown */
	int zone; /* minutes east: for as-of times */
	int64_t today; /* so that "14:30" means today */
};

/*
 * Fields from an answer of playbook.show: the slots of this kind of message
 * (a slot that names no kinds belongs to all) and every figure.
 */
void form_init(struct form *f, const json_t *playbook, const char *kind);
void form_release(struct form *f);

/* From a message or a draft: figures may hold numbers or typed texts. */
void form_fill(struct form *f, const json_t *slots, const json_t *figures);

/* What acts want: soundly typed figures only. The caller owns them. */
json_t *form_slots(const struct form *f);
json_t *form_figures(const struct form *f);

/* The same with what stands as it was carried over: as the text will read. */
json_t *form_figures_shown(const struct form *f);

/* The same, and that fields left empty are to be removed: for a save, which
 * keeps what is not named as it was. */
json_t *form_slots_all(const struct form *f);
json_t *form_figures_all(const struct form *f);

/* The same as typed, sound or not: for a draft. */
json_t *form_typed_figures(const struct form *f);

/* Is this field, if it is a figure, typed as one? */
bool form_is_sound(const struct form *f, const struct form_field *field);

/* The first figure that is not soundly typed; NULL if all are. */
const struct form_field *form_fault(const struct form *f);

/*
 * Several figures are a table: a row of heads, in which source and as-of are
 * typed once for all rows without their own, and a row each. Tab stops where
 * something must be said, arrows go to every cell.
 */
bool form_is_table(const struct form *f, const struct form_field *field);
bool form_is_stop(const struct form *f, const struct form_field *field,
	enum form_part part);
bool form_is_cell(const struct form *f, const struct form_field *field,
	enum form_part part);

/* What the bulletins before have told: an answer of incident.figures. The
 * message itself is not among them. */
void form_tell(struct form *f, const json_t *answer, const char *message);

/* The figure is not what was told: by how much; false where it is, or where
 * one of the two is no number. */
bool form_changes(int64_t *by, const struct form_field *field);

/* The table's head; NULL if there is none. */
struct form_field *form_head(const struct form *f);
/* As of when a figure is that does not say so itself; 0 unsaid, -1 unsound. */
int64_t form_head_as_of(const struct form *f);
/* What of the rows is the same goes to the head. */
void form_hoist(struct form *f);

/* A row of the table; returns the rows of the screen it has. */
int form_table_height(
	const struct form *f, const struct form_field *field, bool focus);
void form_table_draw(struct form *f, struct form_field *field, struct area a,
	int row, bool focus, enum lang lang);

/* True when taken; *changed as in editor.h. */
bool form_request(struct form *f, enum request request, bool *changed);
bool form_input(struct form *f, const struct input *in, bool *changed);

/* What is selected where the cursor is; NULL if nothing is. The caller frees. */
char *form_selected(const struct form *f);
/* Selects where the words stand next, on from the cursor; false if nowhere. */
bool form_find(struct form *f, const char *words);

/* The last input did not fit into its field and was not taken. */
bool form_is_full(const struct form *f);

/* The first required field that is empty; NULL if none is. */
const struct form_field *form_missing(const struct form *f);

/*
 * The first field with a masked part (■): a draft came back without what the
 * leak gate had found in it. NULL if there is none.
 */
const struct form_field *form_masked(const struct form *f);

/*
 * Marks what stands as in `show`, an answer of message.show, and that nobody
 * has said. Slots of `assumed` are the playbook's, and count only once they are
 * changed or affirmed. The as-of times of what is `carried` are not told again:
 * who affirms it says that it is so as of the time that the text names.
 */
void form_mark_unsaid(struct form *f, const json_t *show);

/* The first assumed that is neither; NULL if none is. */
const struct form_field *form_assumed(const struct form *f);
/* The first carried figure, or slot, that nobody has said; NULL if none is. */
const struct form_field *form_carried(const struct form *f, bool figure);
/* Says of all that is carried that it is so; false if nothing was. */
bool form_affirm_all(struct form *f);

/* The ids of those affirmed; new reference. */
json_t *form_affirmed(const struct form *f);
/* Affirms those of them that are still to be: of a draft gone on from. */
void form_affirm(struct form *f, const json_t *ids);

/* A time or number typed where the cursor is, in full; false where the field
 * is for neither, it is none, or a time is whole as it stands. */
bool
form_understand(char out[INSTANT_TEXT], const struct form *f, const char *text);
void form_format_minute(char out[INSTANT_TEXT], int64_t ms, int zone);

/* A figure's number as it is typed: "?" of one being verified, "" of none. */
enum { FORM_NUMBER = 32 };
void form_format_number(char out[FORM_NUMBER], const json_t *figure);

/* A figure's as-of time, in milliseconds or as it was typed, as a text. */
void form_set_time(struct editor *e, const json_t *value, int zone);

/* The row of a list of figures by name, borrowed; NULL. */
const json_t *form_find_figure(const json_t *figures, const char *id);

/* Puts `now` into the field with the cursor, if it is for a time. */
bool form_now(struct form *f, int64_t now);

/* Goes to a field by its id, or by a place such as "slots.ID". */
void form_focus(struct form *f, const char *id);
const char *form_focused(const struct form *f); /* its id, "" of none */

/* The label for people of such a place; NULL if it is no field of ours. */
const char *form_label(const struct form *f, const char *place, enum lang lang);

/* What the field with the cursor is for, with an example; "" if unsaid. */
void form_help(const struct form *f, char *out, size_t size, enum lang lang);

void form_draw(struct form *f, struct area a, enum lang lang);

/* That help at the foot of an area; returns the rows it took. */
int form_draw_help(const struct form *f, struct area a, enum lang lang);

#endif

/*
 * The editor: one buffer, one cursor, and every change through `replace`, so
 * that undo cannot miss one.
 */
#include "tui/console/editor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "tui/console/editor_clean.h"
#include "tui/console/editor_words.h"
#include "tui/console/wrap.h"

enum { UNDO_DEPTH = 500 };

struct change {
	struct change *next;
	size_t at;
	char *old, *new; /* what stood there, what stands there now */
	size_t cursor; /* before the change */
};

void
editor_init(struct editor *e, size_t max, bool single)
{
	*e = (struct editor){
		.max = max, .goal = -1, .width = 40, .single = single
	};
	buf_init(&e->text, max);
}

static void
change_free(struct change *list)
{
	struct change *next;

	for (; list; list = next) {
		next = list->next;
		free(list->old);
		free(list->new);
		free(list);
	}
}

void
editor_release(struct editor *e)
{
	if (e == NULL)
		return;
	change_free(e->undo);
	change_free(e->redo);
	e->undo = e->redo = NULL;
	folded_release(&e->lines);
	buf_release(&e->text);
}

const char *
editor_text(const struct editor *e)
{
	return e->text.data;
}

bool
editor_is_empty(const struct editor *e)
{
	return strspn(e->text.data, " \n") == e->text.len;
}

/* Swaps `del` bytes at `at` for a text; the only place that does. */
static void
splice(struct editor *e, size_t at, size_t del, const char *text, size_t len)
{
	char *rest =
		mem_strndup(e->text.data + at + del, e->text.len - at - del);
	size_t rest_len = e->text.len - at - del;

	if (e->text.cap > 0)
		e->text.data[at] = '\0';
	e->text.len = at;
	buf_add(&e->text, text, len); /* who calls has seen that it fits */
	buf_add(&e->text, rest, rest_len);
	free(rest);
	e->at = at + len;
	e->goal = -1;
	e->selecting = e->marked = false;
}

static void
limit_depth(struct editor *e)
{
	struct change *c = e->undo;

	if (++e->undo_depth <= UNDO_DEPTH)
		return;
	for (int i = 1; i < UNDO_DEPTH; i++)
		c = c->next;
	change_free(c->next);
	c->next = NULL;
	e->undo_depth = UNDO_DEPTH;
}

/* A character typed right behind the last one belongs to the same change. */
static bool
editor_join(
	struct editor *e, size_t at, size_t del, const char *text, size_t len)
{
	struct change *c = e->undo;
	char *longer;

	if (!e->joined || c == NULL || del > 0 || *text == '\n' ||
		at != c->at + strlen(c->new))
		return false;
	longer = mem_printf("%s%.*s", c->new, (int)len, text);
	free(c->new);
	c->new = longer;
	return true;
}

static bool
replace(struct editor *e, size_t at, size_t del, const char *text, size_t len)
{
	struct change *c;

	e->full = e->text.len - del + len > e->max;
	if (e->full || (del == 0 && len == 0))
		return false;
	change_free(e->redo);
	e->redo = NULL;
	if (!editor_join(e, at, del, text, len)) {
		c = mem_new(sizeof(*c));
		*c = (struct change){ .next = e->undo,
			.at = at,
			.old = mem_strndup(e->text.data + at, del),
			.new = mem_strndup(text, len),
			.cursor = e->at };
		e->undo = c;
		limit_depth(e);
	}
	splice(e, at, del, text, len);
	return true;
}

static bool
undo(struct editor *e)
{
	struct change *c = e->undo;

	if (c == NULL)
		return false;
	e->undo = c->next;
	e->undo_depth--;
	splice(e, c->at, strlen(c->new), c->old, strlen(c->old));
	e->at = c->cursor;
	c->next = e->redo;
	e->redo = c;
	return true;
}

static bool
redo(struct editor *e)
{
	struct change *c = e->redo;

	if (c == NULL)
		return false;
	e->redo = c->next;
	splice(e, c->at, strlen(c->old), c->new, strlen(c->new));
	c->next = e->undo;
	e->undo = c;
	e->undo_depth++;
	return true;
}

void
editor_set(struct editor *e, const char *text)
{
	struct buf clean;
	size_t len;

	change_free(e->undo);
	change_free(e->redo);
	e->undo = e->redo = NULL;
	e->undo_depth = 0;
	e->joined = e->full = false;
	buf_init(&clean, strlen(text) * 3 + 1);
	editor_clean(&clean, text, strlen(text), e->single);
	len = text_cut(clean.data, clean.len, e->max);
	splice(e, 0, e->text.len, clean.data, len);
	buf_release(&clean);
	e->top = 0;
}

/* ---- what is selected --------------------------------------------------- */

static bool
selection(const struct editor *e, size_t *from, size_t *to)
{
	*from = e->selecting && e->anchor < e->at ? e->anchor : e->at;
	*to = e->selecting && e->anchor > e->at ? e->anchor : e->at;
	return *from < *to;
}

char *
editor_selected(const struct editor *e)
{
	size_t from, to;

	return selection(e, &from, &to)
		? mem_strndup(e->text.data + from, to - from)
		: NULL;
}

void
editor_select(struct editor *e, size_t from, size_t to)
{
	e->anchor = from;
	e->at = to;
	e->goal = -1;
	e->selecting = true;
	e->marked = false;
}

/* In place of what is selected, or at the cursor. */
static bool
editor_put(struct editor *e, const char *text, size_t len)
{
	size_t from, to;

	(void)selection(e, &from, &to);
	return replace(e, from, to - from, text, len);
}

static bool
paste(struct editor *e, const char *text, size_t len)
{
	struct buf clean;
	bool done;

	buf_init(&clean, len * 3 + 1);
	editor_clean(&clean, text, len, e->single);
	e->joined = false;
	done = editor_put(e, clean.data, clean.len);
	buf_release(&clean);
	return done;
}

bool
editor_input(struct editor *e, const struct input *in, bool *changed)
{
	char utf8[4];
	size_t len;
	bool done;

	if (in->kind == INPUT_PASTE) {
		if (paste(e, in->paste, in->paste_len))
			*changed = true;
		return true;
	}
	if (in->kind != INPUT_KEY || in->key < 0x20 || in->key >= K_UP ||
		in->key == K_BACKSPACE || editor_is_hidden((uint32_t)in->key))
		return false;
	len = text_encode(utf8, (uint32_t)in->key);
	done = editor_put(e, utf8, len);
	if (done)
		*changed = true;
	e->joined = done && in->key != ' ';
	return true;
}

/* The line the cursor stands in, and its number. */
static int
find_line(struct editor *e, struct wrap_line *out)
{
	int n;

	folded_keep(&e->lines, e->text.data, e->text.len, e->width);
	n = folded_find(&e->lines, e->at);
	*out = e->lines.line[n];
	return n;
}

/* Puts the cursor into another row of the wrapped text, near its column. */
static bool
move_rows(struct editor *e, int by)
{
	struct wrap_line line;
	int row = find_line(e, &line);
	int goal = e->goal;

	if (e->single)
		return false;
	if (goal < 0)
		goal = cluster_width_n(
			e->text.data + line.start, e->at - line.start);
	if (row + by < 0 || row + by >= e->lines.count)
		return false;
	line = e->lines.line[row + by];
	e->at = line.start +
		cluster_fit(
			e->text.data + line.start, line.end - line.start, goal);
	/* the end of a wrapped line is the start of the next one */
	if (e->at == line.next && line.next < e->text.len && e->at > line.start)
		e->at = cluster_before(e->text.data, e->at);
	e->goal = goal;
	return true;
}

/* Clusters that a zero-width joiner ties together are edited as one. */
static bool
ends_joined(const char *text, size_t len)
{
	return len >= 3 && memcmp(text + len - 3, "\xE2\x80\x8D", 3) == 0;
}

static size_t
place_after(const struct editor *e)
{
	size_t at = e->at, n;

	do {
		n = cluster_next(NULL, e->text.data + at, e->text.len - at);
		at += n;
	} while (n > 0 && ends_joined(e->text.data, at));
	return at;
}

static size_t
place_before(const struct editor *e)
{
	size_t at = e->at;

	do {
		at = cluster_before(e->text.data, at);
	} while (at > 0 && ends_joined(e->text.data, at));
	return at;
}

static bool
step(struct editor *e, bool forward)
{
	size_t at = forward ? place_after(e) : place_before(e);

	if (at == e->at)
		return false;
	e->at = at;
	e->goal = -1;
	return true;
}

static size_t
line_start(const struct editor *e)
{
	size_t at = e->at;

	while (at > 0 && e->text.data[at - 1] != '\n')
		at--;
	return at;
}

static size_t
line_end(const struct editor *e)
{
	return e->at + strcspn(e->text.data + e->at, "\n");
}

static size_t
word_start(const struct editor *e)
{
	size_t at = e->at, before;

	while (at > 0 && e->text.data[at - 1] == ' ')
		at--;
	before = cluster_before(e->text.data, at);
	if (at > 0 && (unsigned char)e->text.data[before] >= 0x80)
		return before;
	while (at > 0 && e->text.data[at - 1] > ' ')
		at--;
	return at == e->at ? before : at;
}

static bool
edit(struct editor *e, enum request request, bool *changed)
{
	size_t from = e->at, to = e->at;
	bool done;

	if ((request == REQ_EDIT_BACKSPACE || request == REQ_EDIT_DELETE ||
		    request == REQ_EDIT_CUT) &&
		selection(e, &from, &to))
		;
	else if (request == REQ_EDIT_CUT)
		return true;
	else if (request == REQ_EDIT_BACKSPACE)
		from = place_before(e);
	else if (request == REQ_EDIT_DELETE)
		to = place_after(e);
	else if (request == REQ_EDIT_WORD_BACK)
		from = word_start(e);
	else if (request == REQ_EDIT_KILL)
		to = line_end(e);
	else if (request == REQ_EDIT_KILL_BACK)
		from = line_start(e);
	else
		return false;
	done = replace(e, from, to - from, "", 0);
	if (done)
		*changed = true;
	return true;
}

/* What moves the cursor while it selects. */
static const struct {
	enum request select, move;
} selects[] = {
	{ REQ_EDIT_SELECT_LEFT, REQ_LEFT },
	{ REQ_EDIT_SELECT_RIGHT, REQ_RIGHT },
	{ REQ_EDIT_SELECT_UP, REQ_UP },
	{ REQ_EDIT_SELECT_DOWN, REQ_DOWN },
	{ REQ_EDIT_SELECT_START, REQ_EDIT_START },
	{ REQ_EDIT_SELECT_FINISH, REQ_EDIT_FINISH },
	{ REQ_EDIT_SELECT_WORD_LEFT, REQ_EDIT_WORD_LEFT },
	{ REQ_EDIT_SELECT_WORD_RIGHT, REQ_EDIT_WORD_RIGHT },
};

/* True when the request only says what is selected; else the request goes on,
 * as the move that it is. */
static bool
editor_request_select(struct editor *e, enum request *request)
{
	if (*request == REQ_EDIT_MARK) {
		e->selecting = e->marked = !e->marked;
		e->anchor = e->at;
		return true;
	}
	if (*request == REQ_EDIT_COPY) { /* who asked has taken it */
		e->selecting = e->marked = false;
		return true;
	}
	for (size_t i = 0; i < sizeof(selects) / sizeof(selects[0]); i++) {
		if (selects[i].select != *request)
			continue;
		if (!e->selecting)
			e->anchor = e->at;
		e->selecting = true;
		*request = selects[i].move;
		return false;
	}
	if (!e->marked && *request != REQ_EDIT_CUT &&
		*request != REQ_EDIT_BACKSPACE && *request != REQ_EDIT_DELETE &&
		*request != REQ_EDIT_NEWLINE)
		e->selecting = false;
	return false;
}

bool
editor_request(struct editor *e, enum request request, bool *changed)
{
	const char *text = e->text.data;
	bool done = false;

	e->joined = false;
	if (editor_request_select(e, &request) || edit(e, request, changed))
		return true;
	if (request == REQ_UP)
		return move_rows(e, -1);
	if (request == REQ_DOWN)
		return move_rows(e, 1);
	if (request == REQ_LEFT || request == REQ_RIGHT)
		return step(e, request == REQ_RIGHT) || !e->single;
	if (request == REQ_HOME || request == REQ_EDIT_START)
		e->at = line_start(e);
	else if (request == REQ_END || request == REQ_EDIT_FINISH)
		e->at = line_end(e);
	else if (request == REQ_EDIT_WORD_LEFT)
		e->at = words_before(text, e->at);
	else if (request == REQ_EDIT_WORD_RIGHT)
		e->at = words_after(text, e->text.len, e->at);
	else if (request == REQ_EDIT_SENTENCE_LEFT)
		e->at = sentence_before(text, e->at);
	else if (request == REQ_EDIT_SENTENCE_RIGHT)
		e->at = sentence_after(text, e->text.len, e->at);
	else if (request == REQ_EDIT_UNDO)
		done = undo(e);
	else if (request == REQ_EDIT_REDO)
		done = redo(e);
	else if (request == REQ_EDIT_NEWLINE && !e->single)
		done = editor_put(e, "\n", 1);
	else
		return false;
	e->goal = -1;
	if (done)
		*changed = true;
	return true;
}

int
editor_height(struct editor *e, int width)
{
	if (e->single || width < 2)
		return 1;
	folded_keep(&e->lines, e->text.data, e->text.len, width);
	return e->lines.count;
}

/* A piece of the text, with what of it is selected. */
static void
draw_piece(const struct editor *e, struct area a, int row, int col,
	const struct wrap_line *line, enum style style)
{
	const char *text = e->text.data;
	size_t from, to;

	(void)area_put_n(a, row, col, style, text + line->start,
		line->end - line->start);
	if (!selection(e, &from, &to) || to <= line->start || from >= line->end)
		return;
	from = from > line->start ? from : line->start;
	to = to < line->end ? to : line->end;
	col += cluster_width_n(text + line->start, from - line->start);
	(void)area_put_n(a, row, col, STYLE_SELECTED, text + from, to - from);
}

static void
draw_single(struct editor *e, struct area a, enum style style, bool focused)
{
	int col = cluster_width_n(e->text.data, e->at);
	int width = a.cols > 1 ? a.cols - 1 : 1; /* room for the cursor */
	struct wrap_line whole = { .end = e->text.len };

	if (!focused)
		e->top = 0;
	else if (col < e->top)
		e->top = col;
	else if (col - e->top > width)
		e->top = col - width;
	area_fill(a, 0, 0, a.cols, style, " ");
	draw_piece(e, a, 0, -e->top, &whole, style);
	if (focused)
		area_cursor(a, 0, col - e->top);
}

void
editor_draw(struct editor *e, struct area a, enum style style, bool focused)
{
	struct wrap_line line;
	int row;

	if (a.rows < 1 || a.cols < 2)
		return;
	e->width = a.cols;
	if (e->single) {
		draw_single(e, area_sub(a, 0, 0, 1, -1), style, focused);
		return;
	}
	row = find_line(e, &line);
	if (focused && row < e->top)
		e->top = row;
	if (focused && row >= e->top + a.rows)
		e->top = row - a.rows + 1;
	if (focused)
		area_cursor(a, row - e->top,
			cluster_width_n(
				e->text.data + line.start, e->at - line.start));
	for (row = 0; row < a.rows; row++) {
		area_fill(a, row, 0, a.cols, style, " ");
		if (e->top + row < e->lines.count)
			draw_piece(e, a, row, 0, &e->lines.line[e->top + row],
				style);
	}
}

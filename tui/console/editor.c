/*
 * The editor: one buffer, one cursor, and every change through `replace`, so
 * that undo cannot miss one.
 */
#include "tui/console/editor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/text.h"
#include "tui/console/wrap.h"

enum { UNDO_DEPTH = 500, JOINER = 0x200D };

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

/* Bytes of an escape sequence at the front (ESC included), 0 if none. */
static size_t
sequence(const char *s, size_t len)
{
	size_t i = 1;

	if (len == 0 || s[0] != '\033')
		return 0;
	if (i < len && s[i] == '[') {
		for (i++; i < len && s[i] >= 0x20 && s[i] < 0x40; i++)
			;
		return i < len ? i + 1 : i;
	}
	if (i < len &&
		(s[i] == ']' || s[i] == 'P' || s[i] == '_' || s[i] == '^' ||
			s[i] == 'X')) {
		for (i++; i < len && s[i] != '\a' && s[i] != '\033' &&
			s[i] != '\n';
			i++)
			;
		if (i + 1 < len && s[i] == '\033' && s[i + 1] == '\\')
			return i + 2;
		return i < len && s[i] == '\a' ? i + 1 : i;
	}
	return i < len && s[i] >= 0x20 && s[i] < 0x7F ? i + 1 : i;
}

static bool
is_hidden(uint32_t cp)
{
	utf8proc_category_t cat = utf8proc_category((utf8proc_int32_t)cp);

	return cp != JOINER && cat != UTF8PROC_CATEGORY_MN &&
		(cat == UTF8PROC_CATEGORY_CC || cat == UTF8PROC_CATEGORY_CF ||
			cat == UTF8PROC_CATEGORY_ZL ||
			cat == UTF8PROC_CATEGORY_ZP ||
			cat == UTF8PROC_CATEGORY_CS);
}

/* Foreign text as this editor may hold it. A byte that is not UTF-8 becomes
 * U+FFFD, which has three. */
static void
sanitize(const struct editor *e, struct buf *out, const char *s, size_t len)
{
	uint32_t cp;
	char utf8[4];
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		n = sequence(s + i, len - i);
		if (n > 0)
			continue;
		n = text_decode(&cp, s + i, len - i);
		if (n == 0)
			break;
		if (cp == '\r') {
			if (i + 1 < len && s[i + 1] == '\n')
				continue;
			cp = '\n';
		}
		if (cp == '\t' || (cp == '\n' && e->single))
			cp = ' ';
		if (cp == '\n' || !is_hidden(cp))
			buf_add(out, utf8, text_encode(utf8, cp));
	}
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
	sanitize(e, &clean, text, strlen(text));
	len = text_cut(clean.data, clean.len, e->max);
	splice(e, 0, e->text.len, clean.data, len);
	buf_release(&clean);
	e->top = 0;
}

static bool
paste(struct editor *e, const char *text, size_t len)
{
	struct buf clean;
	bool done;

	buf_init(&clean, len * 3 + 1);
	sanitize(e, &clean, text, len);
	e->joined = false;
	done = replace(e, e->at, 0, clean.data, clean.len);
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
		in->key == K_BACKSPACE || is_hidden((uint32_t)in->key))
		return false;
	len = text_encode(utf8, (uint32_t)in->key);
	done = replace(e, e->at, 0, utf8, len);
	if (done)
		*changed = true;
	e->joined = done && in->key != ' ';
	return true;
}

/* The line the cursor stands in, and its number. */
static int
find_line(const struct editor *e, struct wrap_line *out)
{
	struct wrap w;
	struct wrap_line line;
	int n = 0;

	*out = (struct wrap_line){ 0 };
	wrap_init(&w, e->text.data, e->text.len, e->width);
	for (; wrap_next(&line, &w); n++) {
		*out = line;
		if (e->at < line.next)
			return n;
		if (e->at == line.end && w.at >= e->text.len && !w.again)
			return n;
	}
	return n > 0 ? n - 1 : 0;
}

/* Puts the cursor into another row of the wrapped text, near its column. */
static bool
move_rows(struct editor *e, int by)
{
	struct wrap w;
	struct wrap_line line;
	int row = find_line(e, &line);
	int goal = e->goal;

	if (e->single)
		return false;
	if (goal < 0)
		goal = cluster_width_n(
			e->text.data + line.start, e->at - line.start);
	if (row + by < 0)
		return false;
	wrap_init(&w, e->text.data, e->text.len, e->width);
	for (int i = 0; i <= row + by; i++)
		if (!wrap_next(&line, &w))
			return false;
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

	if (request == REQ_EDIT_BACKSPACE)
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

bool
editor_request(struct editor *e, enum request request, bool *changed)
{
	bool done = false;

	e->joined = false;
	if (edit(e, request, changed))
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
	else if (request == REQ_EDIT_UNDO)
		done = undo(e);
	else if (request == REQ_EDIT_REDO)
		done = redo(e);
	else if (request == REQ_EDIT_NEWLINE && !e->single)
		done = replace(e, e->at, 0, "\n", 1);
	else
		return false;
	e->goal = -1;
	if (done)
		*changed = true;
	return true;
}

int
editor_height(const struct editor *e, int width)
{
	return e->single || width < 2
		? 1
		: wrap_count(e->text.data, e->text.len, width);
}

static void
draw_single(struct editor *e, struct area a, enum style style, bool focused)
{
	int col = cluster_width_n(e->text.data, e->at);
	int width = a.cols > 1 ? a.cols - 1 : 1; /* room for the cursor */

	if (!focused)
		e->top = 0;
	else if (col < e->top)
		e->top = col;
	else if (col - e->top > width)
		e->top = col - width;
	area_fill(a, 0, 0, a.cols, style, " ");
	(void)area_put(a, 0, -e->top, style, e->text.data);
	if (focused)
		area_cursor(a, 0, col - e->top);
}

void
editor_draw(struct editor *e, struct area a, enum style style, bool focused)
{
	struct wrap w;
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
	wrap_init(&w, e->text.data, e->text.len, a.cols);
	for (row = -e->top; row < a.rows; row++) {
		if (row >= 0)
			area_fill(a, row, 0, a.cols, style, " ");
		if (wrap_next(&line, &w))
			(void)area_put_n(a, row, 0, style,
				e->text.data + line.start,
				line.end - line.start);
	}
}

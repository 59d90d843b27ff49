/*
 * ncurses behind term.h. How a terminal becomes what it was, also after a
 * signal, is in rescue.c. Input does not pass ncurses: reader.c knows what is a
 * key.
 */
#include "tui/console/term.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "tui/console/aside.h"
#include "tui/console/charset.h"
#include "tui/console/clip.h"
#include "tui/pages/i18n.h"
#include "tui/console/reader.h"
#include "tui/console/rescue.h"
#include "tui/console/shown.h"

enum {
	/* Bytes at a time: no more characters, and those of one begun. */
	READ_MAX = READER_QUEUE - CHARSET_PART,
	ASK_MS =
		3000, /* how long a terminal may think of where its cursor is */
	WIDE_AT = 3 /* where it is behind a sign of two columns */
};

struct terminal {
	SCREEN *screen;
	struct grid shown;
	struct reader reader;
	struct charset charset;
	FILE *file; /* that ncurses writes to */
	bool narrow; /* ASCII in place of what may be drawn in two columns */
	bool colour;
	enum theme theme;
	bool measured; /* it was asked how wide it draws them */
	int64_t ask_until; /* an answer is waited for; 0: no */
	bool ended, resized;
};

static const char *
cap(const char *name)
{
	char buf[16];

	FIXED_SET(buf, name);
	return tigetstr(buf);
}

static void
prepare_rescue(void)
{
	static const char *const names[] = { "sgr0", "op", "cnorm", "rmkx",
		"rmcup" };

	rescue_add("\033[?2004l");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		rescue_add(cap(names[i]));
	rescue_arm();
}

static void
start_colours(struct terminal *t)
{
	t->colour = t->theme != THEME_PLAIN && has_colors() &&
		start_color() == OK && use_default_colors() == OK;
	for (short i = 1; t->colour && i < HUES; i++)
		(void)init_pair(
			i, theme_colour(t->theme, (enum hue)i, COLORS), -1);
}

static void
term_tell(const char *sequence)
{
	(void)fputs(sequence, stdout);
	(void)fflush(stdout);
}

/* What this system knows of the terminal, or of one that most are like. */
static SCREEN *
open_screen(FILE *file)
{
	static const char *const kinds[] = { NULL, "xterm-256color", "xterm",
		"vt100" };
	const char *kind;
	SCREEN *screen;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		kind = kinds[i] ? kinds[i] : getenv("TERM");
		if (kind == NULL || *kind == '\0')
			continue;
		screen = newterm(kind, file, stdin);
		if (screen && cap("cup"))
			return screen;
		if (screen) {
			(void)endwin();
			delscreen(screen);
		}
	}
	return NULL;
}

static enum err_code
term_refuse(struct err *err)
{
	return err_set(err, ERR_USAGE, "TERM",
		_("Use the subcommands, such as crier status, crier message "
		  "list, crier release halt; crier help names them all."),
		_("the console needs a terminal that can move its cursor, and "
		  "this is \"%s\""),
		getenv("TERM") ? getenv("TERM") : "");
}

static void
term_modes(struct terminal *t)
{
	start_colours(t);
	(void)raw();
	(void)noecho();
	(void)nonl();
	(void)typeahead(-1); /* input is read here, not by ncurses */
}

static void
close_screen(struct terminal *t)
{
	if (t->file && t->file != stdout)
		(void)fclose(t->file);
	charset_release(&t->charset);
	free(t);
}

/* ncurses sets the modes of what it writes to: a terminal, until that is done.
 */
static enum err_code
term_begin(struct terminal *t, struct err *err)
{
	const char *kind = getenv("TERM");

	if (kind && strcmp(kind, "dumb") == 0)
		return term_refuse(err);
	t->file = t->charset.utf8 ? stdout
				  : fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC,
						   STDERR_FILENO + 1),
					    "w");
	if (t->file == NULL)
		return err_errno(err, "", "", "cannot use the terminal");
	t->screen = open_screen(t->file);
	if (t->screen == NULL)
		return term_refuse(err);
	prepare_rescue();
	term_modes(t);
	return t->charset.utf8 ? ERR_OK : aside_begin(fileno(t->file), err);
}

enum err_code
term_open(struct terminal **out, bool ascii, const char *theme, struct err *err)
{
	struct terminal *t;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE, "",
			"Start it in a terminal, or use the subcommands: crier "
			"help.",
			"the console needs a terminal");
	if (rescue_begin(err) != ERR_OK)
		return err->code;
	t = mem_new(sizeof(*t));
	charset_init(&t->charset, i18n_locale("LC_CTYPE"));
	t->theme = theme_choose(
		getenv("NO_COLOR"), theme ? theme : getenv("CRIER_THEME"));
	t->narrow = ascii || !t->charset.utf8 || getenv("CRIER_ASCII");
	if (term_begin(t, err) != ERR_OK) {
		close_screen(t);
		return err->code;
	}
	term_tell("\033[?2004h");
	reader_init(&t->reader);
	grid_init(&t->shown, LINES > 0 ? LINES : 1, COLS > 0 ? COLS : 1);
	*out = t;
	return ERR_OK;
}

static void
term_flush(struct terminal *t)
{
	if (!t->charset.utf8)
		aside_flush(fileno(t->file), STDOUT_FILENO, &t->charset);
}

void
term_close(struct terminal *t)
{
	if (t == NULL)
		return;
	term_tell("\033[?2004l");
	(void)endwin();
	term_flush(t);
	rescue_end(!t->charset.utf8); /* aside, ncurses has no terminal */
	delscreen(t->screen);
	reader_release(&t->reader);
	grid_release(&t->shown);
	close_screen(t);
}

const char *
term_charset(const struct terminal *t)
{
	return t->charset.name;
}

void
term_size(const struct terminal *t, int *rows, int *cols)
{
	(void)t;
	*rows = LINES > 0 ? LINES : 1;
	*cols = COLS > 0 ? COLS : 1;
}

int
term_signals(const struct terminal *t)
{
	(void)t;
	return rescue_pipe();
}

bool
term_ended(const struct terminal *t)
{
	return t->ended;
}

static int64_t
term_clock_ms(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- drawing ----------------------------------------------------------- */

static attr_t
attributes(const struct terminal *t, enum style style, short *pair)
{
	const struct theme_row *row = theme_row(style);
	attr_t attr = A_NORMAL;

	if (row->bold)
		attr |= A_BOLD;
	if (row->dim)
		attr |= A_DIM;
	if (row->reverse)
		attr |= A_REVERSE;
	if (row->underline)
		attr |= A_UNDERLINE;
	*pair = t->colour ? (short)row->hue : 0;
	return attr;
}

/* A whole row from the left: never into the middle of a wide character. */
static void
term_draw_row(const struct terminal *t, const struct grid *g, int row)
{
	const struct cell *cell;
	wchar_t shown[CLUSTER_CHARS + 1];
	cchar_t ch;
	short pair;
	attr_t attr;

	(void)move(row, 0);
	for (int col = 0; col < g->cols; col++) {
		cell = grid_at(g, row, col);
		if (cell->width == 0)
			continue;
		attr = attributes(t, (enum style)cell->style, &pair);
		shown_cell(shown, cell, &t->charset, t->narrow);
		(void)setcchar(&ch, shown, attr, pair, NULL);
		(void)add_wch(&ch); /* ERR in the last corner, drawn anyway */
		if (cell->width == 2 && shown[0] == L'?')
			(void)add_wch(&ch);
	}
}

static bool
same_row(const struct grid *a, const struct grid *b, int row)
{
	return memcmp(grid_at(a, row, 0), grid_at(b, row, 0),
		       sizeof(struct cell) * (size_t)a->cols) == 0;
}

void
term_draw(struct terminal *t, const struct grid *g, bool repaint)
{
	if (t->shown.rows != g->rows || t->shown.cols != g->cols) {
		grid_release(&t->shown);
		grid_init(&t->shown, g->rows, g->cols);
		(void)erase();
		repaint = true;
	}
	if (repaint)
		(void)clearok(curscr, TRUE);
	for (int row = 0; row < g->rows && row < LINES; row++)
		if (repaint || !same_row(g, &t->shown, row))
			term_draw_row(t, g, row);
	memcpy(t->shown.cells, g->cells,
		sizeof(struct cell) * (size_t)g->rows * (size_t)g->cols);
	if (g->cursor_row >= 0) {
		(void)move(g->cursor_row, g->cursor_col);
		(void)curs_set(1);
	} else {
		(void)curs_set(0);
	}
	(void)refresh();
	term_flush(t);
}

/* A frame's sign in the first corner, and where the cursor is behind it. The
 * row is painted again at once. */
void
term_measure(struct terminal *t)
{
	if (t->measured || t->narrow)
		return;
	t->measured = true;
	term_tell("\0337\033[1;1H═\033[6n\0338");
	t->ask_until = term_clock_ms() + ASK_MS;
	reader_ask(&t->reader, true);
	(void)wredrawln(stdscr, 0, 1);
	(void)refresh();
}

/* ---- input ------------------------------------------------------------- */

static void
take_signals(struct terminal *t)
{
	struct winsize size;
	char byte;

	while (read(rescue_pipe(), &byte, 1) == 1) {
		if (byte == 'e')
			t->ended = true;
		else
			t->resized = true;
		if (byte == 'w' &&
			ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
			size.ws_row > 0 && size.ws_col > 0)
			(void)resizeterm(size.ws_row, size.ws_col);
	}
}

/* True if the terminal has something within `ms`. */
static bool
has_input(struct terminal *t, int ms)
{
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };
	int n = poll(&p, 1, ms);

	if (n > 0 && (p.revents & (POLLHUP | POLLERR | POLLNVAL)))
		t->ended = true;
	return n > 0 && (p.revents & POLLIN);
}

/* Takes in what is there. False: nothing is. */
static bool
feed(struct terminal *t)
{
	char bytes[READ_MAX];
	uint32_t chars[READER_QUEUE];
	size_t count;
	ssize_t n;

	if (!has_input(t, 0))
		return false;
	n = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (n <= 0) {
		t->ended = t->ended || n == 0 || errno != EINTR;
		return false;
	}
	count = charset_decode(&t->charset, chars, bytes, (size_t)n);
	reader_feed(&t->reader, chars, count, term_clock_ms());
	if (t->charset.part_len > 0)
		reader_cut(&t->reader);
	return true;
}

/* True if frames must be ASCII from now on. */
static bool
take_cursor(struct terminal *t, int column)
{
	t->ask_until = 0;
	t->narrow = column == WIDE_AT;
	if (t->narrow) { /* what stands there has shifted */
		memset(t->shown.cells, 0,
			sizeof(struct cell) * (size_t)t->shown.rows *
				(size_t)t->shown.cols);
		(void)clearok(curscr, TRUE);
	}
	return t->narrow;
}

static bool
next_input(struct terminal *t, struct input *out)
{
	int64_t before; /* the look at the terminal, which may find nothing */

	take_signals(t);
	if (t->resized) {
		t->resized = false;
		*out = (struct input){ .kind = INPUT_RESIZE };
		return true;
	}
	do { /* what is there comes before what nothing came for */
		if (t->reader.at < t->reader.len &&
			reader_next(&t->reader, term_clock_ms(), out))
			return true;
		before = term_clock_ms();
	} while (feed(t));
	return reader_next(&t->reader, before, out);
}

bool
term_next(struct terminal *t, struct input *out)
{
	if (t->ask_until != 0 && term_clock_ms() > t->ask_until) {
		t->ask_until = 0;
		reader_ask(&t->reader, false);
	}
	while (next_input(t, out)) {
		if (out->kind != INPUT_CURSOR)
			return true;
		if (!take_cursor(t, out->key))
			continue;
		*out = (struct input){ .kind = INPUT_RESIZE };
		return true;
	}
	return false;
}

/* What came is the terminal's answer, or a part of it: it is taken. False:
 * something else is there. */
static bool
take_answer(struct terminal *t)
{
	struct reader *r = &t->reader;
	struct input in;

	if (r->cut || (r->state != READER_CSI && !reader_has_answer(r)))
		return false;
	if (!reader_next(r, r->fed, &in))
		return true;
	if (in.kind != INPUT_CURSOR)
		return false;
	t->resized = take_cursor(t, in.key) || t->resized;
	return r->at == r->len;
}

/* A line that holds back what goes over it brings the answer late, between a
 * pasted text's first letter and the rest. */
bool
term_more(struct terminal *t, int ms)
{
	int64_t until = term_clock_ms() + ms, left = ms;

	while (has_input(t, left > 0 ? (int)left : 0)) {
		if (t->reader.at < t->reader.len && !take_answer(t))
			return true;
		if (!feed(t))
			return false;
		if (!take_answer(t))
			return true;
		left = until - term_clock_ms();
	}
	return false;
}

int
term_wait(const struct terminal *t)
{
	return reader_wait(&t->reader, term_clock_ms());
}

/* ---- clipboard --------------------------------------------------------- */

void
term_ring(struct terminal *t)
{
	(void)t;
	term_tell("\a");
}

void
term_copy(struct terminal *t, const char *text)
{
	struct buf out;

	(void)t;
	buf_init(&out, strlen(text) * 2 + 64);
	clip_format(&out, text);
	term_tell(out.data);
	buf_release(&out);
}

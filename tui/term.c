/*
 * ncurses behind term.h. The signal handlers need to reach the terminal's
 * settings, so there is one static struct; nothing else in the console has
 * such a thing.
 */
#include "tui/term.h"

#include <assert.h>
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

enum {
	CODE_PASTE = 600, /* our own key code, beyond curses.h */
	ESC_MS = 50,
	PASTE_MAX = 1 << 20,
	PASTE_WAIT_MS = 1000, /* a paste whose end never comes */
	RESTORE = 256,
	ALT_STACK = 64 * 1024
};

struct terminal {
	SCREEN *screen;
	struct grid shown;
	struct buf paste;
	char *utf8; /* of the last paste */
	bool ended, resized;
};

/* What a handler may touch. */
static struct {
	bool open;
	struct termios before;
	char restore[RESTORE]; /* escape sequences that undo ours */
	size_t restore_len;
	int pipe[2];
} tty;

static const int fatal[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };
static const int ending[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT };

/* Only what signal-safety(7) allows. */
static void
restore(void)
{
	ssize_t n;

	if (!tty.open)
		return;
	tty.open = false;
	n = write(STDOUT_FILENO, tty.restore, tty.restore_len);
	(void)n;
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &tty.before);
}

static void
on_fatal(int sig)
{
	restore();
	(void)signal(sig, SIG_DFL);
	(void)raise(sig);
}

static void
on_signal(int sig)
{
	int saved = errno;
	char byte = sig == SIGWINCH ? 'w' : sig == SIGCONT ? 'c' : 'e';
	ssize_t n = write(tty.pipe[1], &byte, 1);

	(void)n;
	errno = saved;
}

static void catch (int sig, void (*handler)(int), int flags)
{
	struct sigaction sa = { .sa_flags = flags };

	sa.sa_handler = handler;
	(void)sigemptyset(&sa.sa_mask);
	(void)sigaction(sig, &sa, NULL);
}

/* Before ncurses, which leaves alone what is handled already. */
static void
catch_all(void)
{
	static char stack[ALT_STACK];
	stack_t alt = { .ss_sp = stack, .ss_size = sizeof(stack) };

	(void)sigaltstack(&alt, NULL); /* a crash may be a full stack */
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		catch (fatal[i], on_fatal, (int)SA_RESETHAND | SA_ONSTACK);
	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
		catch (ending[i], on_signal, 0);
	catch (SIGWINCH, on_signal, 0);
	catch (SIGCONT, on_signal, 0);
	catch (SIGTSTP, SIG_IGN, 0); /* there is no shell to come back to */
	catch (SIGPIPE, SIG_IGN, 0);
}

/* Appends a capability without its padding ("$<5>"). */
static void
add_restore(const char *cap)
{
	if (cap == NULL || cap == (const char *)-1)
		return;
	while (*cap && tty.restore_len + 1 < RESTORE) {
		if (cap[0] == '$' && cap[1] == '<' && strchr(cap, '>')) {
			cap = strchr(cap, '>') + 1;
			continue;
		}
		tty.restore[tty.restore_len++] = *cap++;
	}
}

static const char *
cap(const char *name)
{
	char buf[16];

	(void)snprintf(buf, sizeof(buf), "%s", name);
	return tigetstr(buf);
}

static void
prepare_restore(void)
{
	static const char *const names[] = { "sgr0", "op", "cnorm", "rmkx",
		"rmcup" };

	tty.restore_len = 0;
	add_restore("\033[?2004l");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		add_restore(cap(names[i]));
}

static void
start_colours(void)
{
	static const short colours[HUES] = { [HUE_NONE] = -1,
		[HUE_RED] = COLOR_RED,
		[HUE_GREEN] = COLOR_GREEN,
		[HUE_YELLOW] = COLOR_YELLOW,
		[HUE_CYAN] = COLOR_CYAN };

	if (getenv("NO_COLOR") || !has_colors() || start_color() != OK ||
		use_default_colors() != OK)
		return;
	for (short i = 1; i < HUES; i++)
		(void)init_pair(i, colours[i], -1);
}

static void
tell(const char *sequence)
{
	(void)fputs(sequence, stdout);
	(void)fflush(stdout);
}

static void
at_exit(void)
{
	restore();
}

enum err_code
term_open(struct terminal **out, struct err *err)
{
	struct terminal *t;

	assert(!tty.open);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE, "",
			"Start it in a terminal, or use the subcommands: crier "
			"help.",
			"the console needs a terminal");
	if (tcgetattr(STDIN_FILENO, &tty.before) < 0 ||
		pipe2(tty.pipe, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_errno(err, "", "", "cannot use the terminal");
	t = mem_new(sizeof(*t));
	catch_all();
	t->screen = newterm(NULL, stdout, stdin);
	if (t->screen == NULL) {
		free(t);
		return err_set(err, ERR_USAGE, "TERM",
			"Set TERM to a kind this system knows, such as "
			"xterm-256color.",
			"the terminal \"%s\" is unknown",
			getenv("TERM") ? getenv("TERM") : "");
	}
	prepare_restore();
	tty.open = true;
	(void)atexit(at_exit);
	start_colours();
	(void)raw();
	(void)noecho();
	(void)nonl();
	(void)keypad(stdscr, TRUE);
	(void)nodelay(stdscr, TRUE);
	(void)set_escdelay(ESC_MS);
	(void)define_key("\033[200~", CODE_PASTE);
	tell("\033[?2004h");
	buf_init(&t->paste, PASTE_MAX);
	grid_init(&t->shown, LINES > 0 ? LINES : 1, COLS > 0 ? COLS : 1);
	*out = t;
	return ERR_OK;
}

void
term_close(struct terminal *t)
{
	if (t == NULL)
		return;
	tell("\033[?2004l");
	(void)endwin();
	tty.open = false;
	delscreen(t->screen);
	(void)close(tty.pipe[0]);
	(void)close(tty.pipe[1]);
	buf_release(&t->paste);
	grid_release(&t->shown);
	free(t);
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
	return tty.pipe[0];
}

bool
term_ended(const struct terminal *t)
{
	return t->ended;
}

/* ---- drawing ----------------------------------------------------------- */

static attr_t
attributes(enum style style, short *pair)
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
	*pair = has_colors() && !getenv("NO_COLOR") ? (short)row->hue : 0;
	return attr;
}

/* A whole row from the left: never into the middle of a wide character. */
static void
draw_row(const struct grid *g, int row)
{
	const struct cell *cell;
	cchar_t ch;
	short pair;
	attr_t attr;

	(void)move(row, 0);
	for (int col = 0; col < g->cols; col++) {
		cell = grid_at(g, row, col);
		if (cell->width == 0)
			continue;
		attr = attributes((enum style)cell->style, &pair);
		(void)setcchar(&ch, cell->ch, attr, pair, NULL);
		(void)add_wch(&ch); /* ERR in the last corner, drawn anyway */
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
			draw_row(g, row);
	memcpy(t->shown.cells, g->cells,
		sizeof(struct cell) * (size_t)g->rows * (size_t)g->cols);
	if (g->cursor_row >= 0) {
		(void)move(g->cursor_row, g->cursor_col);
		(void)curs_set(1);
	} else {
		(void)curs_set(0);
	}
	(void)refresh();
}

/* ---- input ------------------------------------------------------------- */

static void
take_signals(struct terminal *t)
{
	struct winsize size;
	char byte;

	while (read(tty.pipe[0], &byte, 1) == 1) {
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

/* Everything up to the end of the paste, as plain characters. */
static void
read_paste(struct terminal *t, struct input *out)
{
	static const char end[] = "\033[201~";
	const size_t end_len = sizeof(end) - 1;
	char utf8[4];
	wint_t wc;

	buf_reset(&t->paste);
	(void)keypad(stdscr, FALSE);
	for (;;) {
		if (get_wch(&wc) == ERR) {
			if (!has_input(t, PASTE_WAIT_MS))
				break;
			continue;
		}
		buf_add(&t->paste, utf8, text_encode(utf8, (uint32_t)wc));
		if (t->paste.len >= end_len &&
			memcmp(t->paste.data + t->paste.len - end_len, end,
				end_len) == 0) {
			t->paste.len -= end_len;
			t->paste.data[t->paste.len] = '\0';
			break;
		}
	}
	(void)keypad(stdscr, TRUE);
	*out = (struct input){ .kind = INPUT_PASTE,
		.paste = t->paste.data,
		.paste_len = t->paste.len };
}

static int
named_key(wint_t code)
{
	static const struct {
		int code, key;
	} rows[] = { { KEY_UP, K_UP }, { KEY_DOWN, K_DOWN },
		{ KEY_LEFT, K_LEFT }, { KEY_RIGHT, K_RIGHT },
		{ KEY_HOME, K_HOME }, { KEY_END, K_END }, { KEY_FIND, K_HOME },
		{ KEY_SELECT, K_END }, { KEY_PPAGE, K_PAGE_UP },
		{ KEY_NPAGE, K_PAGE_DOWN }, { KEY_IC, K_INSERT },
		{ KEY_DC, K_DELETE }, { KEY_BTAB, K_BACK_TAB },
		{ KEY_ENTER, K_ENTER }, { KEY_BACKSPACE, K_BACKSPACE } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if ((wint_t)rows[i].code == code)
			return rows[i].key;
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return K_F1 + (int)(code - KEY_F(1));
	return K_OTHER;
}

/* ESC [ and a letter alone: what a terminal sends out of keypad mode. */
static int
plain_key(wint_t final)
{
	static const char letters[] = "ABCDHFZ";
	static const int named[] = { K_UP, K_DOWN, K_RIGHT, K_LEFT, K_HOME,
		K_END, K_BACK_TAB };
	const char *at = final < 0x80 ? strchr(letters, (int) final) : NULL;

	return at && *at ? named[at - letters] : K_OTHER;
}

/*
 * Escape followed at once by something is a sequence that terminfo does not
 * know (Alt and a letter, Ctrl and an arrow): swallowed whole, so that no
 * part of it is taken for a key or a text.
 */
static int
after_escape(void)
{
	wint_t wc;
	bool plain = true;

	if (get_wch(&wc) != OK || wc == 27)
		return K_ESC;
	if (wc == 'O') {
		(void)get_wch(&wc);
		return K_OTHER;
	}
	if (wc != '[')
		return K_OTHER;
	while (get_wch(&wc) == OK && !(wc >= 0x40 && wc <= 0x7E))
		plain = false;
	return plain ? plain_key(wc) : K_OTHER;
}

bool
term_next(struct terminal *t, struct input *out)
{
	wint_t wc;
	int rc;

	take_signals(t);
	if (t->resized) {
		t->resized = false;
		*out = (struct input){ .kind = INPUT_RESIZE };
		return true;
	}
	do { /* resizeterm also says so by a key: it was told above */
		rc = get_wch(&wc);
	} while (rc == KEY_CODE_YES && wc == KEY_RESIZE);
	if (rc == ERR) {
		(void)has_input(t, 0);
		return false;
	}
	*out = (struct input){ .kind = INPUT_KEY };
	if (rc == KEY_CODE_YES && wc == CODE_PASTE)
		read_paste(t, out);
	else if (rc == KEY_CODE_YES)
		out->key = named_key(wc);
	else if (wc == '\n')
		out->key = K_ENTER;
	else if (wc == 27)
		out->key = after_escape();
	else
		out->key = (int)wc;
	return true;
}

/* ---- clipboard --------------------------------------------------------- */

void
term_copy(struct terminal *t, const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t len = strlen(text);
	struct buf out;

	(void)t;
	buf_init(&out, len * 2 + 64);
	buf_puts(&out, "\033]52;c;");
	for (size_t i = 0; i < len; i += 3) {
		unsigned long v = (unsigned long)(unsigned char)text[i] << 16;

		if (i + 1 < len)
			v |= (unsigned long)(unsigned char)text[i + 1] << 8;
		if (i + 2 < len)
			v |= (unsigned char)text[i + 2];
		buf_putc(&out, digits[v >> 18 & 63]);
		buf_putc(&out, digits[v >> 12 & 63]);
		buf_putc(&out, i + 1 < len ? digits[v >> 6 & 63] : '=');
		buf_putc(&out, i + 2 < len ? digits[v & 63] : '=');
	}
	buf_puts(&out, "\a");
	tell(out.data);
	buf_release(&out);
}

/*
 * A program in a terminal of its own: a pty, and behind it libvterm, which is
 * nobody's own emulator. The program tells what it does over a pipe.
 */
#ifndef CRIER_TESTS_TUI_PTY_H
#define CRIER_TESTS_TUI_PTY_H

#include "tests/tui/rig_station.h"

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <utmp.h>
#include <vterm.h>

#include "base/buf.h"

enum { ROWS = 24, COLS = 80, WAIT_MS = 10000, QUIET_MS = 150 };

struct pty {
	pid_t child;
	int fd; /* of the terminal */
	int notes; /* what the child tells */
	struct termios before;
	VTerm *vt;
	VTermScreen *screen;
	int alt, cursor; /* as the emulator was told */
	struct buf raw; /* every byte that came */
};

static inline int
on_prop(VTermProp prop, VTermValue *value, void *arg)
{
	struct pty *p = arg;

	if (prop == VTERM_PROP_ALTSCREEN)
		p->alt = value->boolean;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		p->cursor = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_prop };

static inline void
pty_open(struct pty *p, const char *term, void (*child)(int notes))
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLS };
	int notes[2], slave;

	*p = (struct pty){ .cursor = 1 };
	buf_init(&p->raw, 1 << 20);
	assert_int_equal(pipe(notes), 0);
	assert_int_equal(openpty(&p->fd, &slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(slave, &p->before), 0);
	p->child = fork();
	assert_true(p->child >= 0);
	if (p->child == 0) {
		(void)close(p->fd); /* else the terminal never hangs up */
		(void)login_tty(slave);
		(void)setenv("TERM", term, 1);
		child(notes[1]);
	}
	(void)close(notes[1]);
	(void)close(slave);
	p->notes = notes[0];
	p->vt = vterm_new(ROWS, COLS);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
}

/* Feeds the emulator until nothing has come for a while. */
static inline void
settle(struct pty *p)
{
	struct pollfd q = { .fd = p->fd, .events = POLLIN };
	char bytes[4096];
	ssize_t n;

	while (poll(&q, 1, QUIET_MS) > 0) {
		n = read(p->fd, bytes, sizeof(bytes));
		if (n <= 0)
			break;
		buf_add(&p->raw, bytes, (size_t)n);
		(void)vterm_input_write(p->vt, bytes, (size_t)n);
	}
}

/* Waits for exactly this note, drawing meanwhile. */
static inline void
expect(struct pty *p, const char *want)
{
	struct pollfd q = { .fd = p->notes, .events = POLLIN };
	char got[400] = "";
	size_t len = 0;

	while (len < strlen(want) && len + 1 < sizeof(got)) {
		assert_true(poll(&q, 1, WAIT_MS) > 0);
		if (read(p->notes, got + len, 1) != 1)
			break;
		got[++len] = '\0';
	}
	assert_string_equal(got, want);
	settle(p);
}

static inline void
type(struct pty *p, const char *bytes)
{
	assert_int_equal(write(p->fd, bytes, strlen(bytes)), strlen(bytes));
}

static inline void
row_text(struct pty *p, int row, char out[400])
{
	VTermScreenCell cell;
	size_t len = 0;
	char utf8[4];

	for (int col = 0; col < COLS && len < 380; col += cell.width) {
		VTermPos pos = { .row = row, .col = col };

		(void)vterm_screen_get_cell(p->screen, pos, &cell);
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i];
			i++) {
			size_t n = text_encode(utf8, cell.chars[i]);

			memcpy(out + len, utf8, n);
			len += n;
		}
		if (cell.chars[0] == 0)
			out[len++] = ' ';
	}
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
}

/* The child's end; its signal, or its status plus 1000. */
static inline int
end(struct pty *p)
{
	int status = 0;

	settle(p);
	for (int i = 0; waitpid(p->child, &status, WNOHANG) == 0; i++) {
		assert_true(i < WAIT_MS / 10);
		(void)poll(NULL, 0, 10);
		settle(p);
	}
	settle(p);
	return WIFSIGNALED(status) ? WTERMSIG(status)
				   : 1000 + WEXITSTATUS(status);
}

static inline void
pty_close(struct pty *p)
{
	vterm_free(p->vt);
	(void)close(p->fd);
	(void)close(p->notes);
	buf_release(&p->raw);
}

static inline void
expect_restored(struct pty *p)
{
	struct termios now;

	assert_int_equal(p->alt, 0);
	assert_int_equal(p->cursor, 1);
	assert_non_null(strstr(p->raw.data, "\033[?2004l"));
	assert_int_equal(tcgetattr(p->fd, &now), 0);
	assert_int_equal(now.c_lflag, p->before.c_lflag);
	assert_int_equal(now.c_iflag, p->before.c_iflag);
	assert_int_equal(now.c_oflag, p->before.c_oflag);
}

#endif

/*
 * noise SEED BYTES PROGRAM ARGS…: runs a program in a terminal of its own and
 * sends it what tests/tui/noise.h makes of the seed, with short pauses, while
 * what it draws is thrown away. A program that ends by itself is started
 * again; in the end SIGTERM ends it. Each time the terminal must be as it
 * was: its modes, and the alternate screen, bracketed paste and a hidden
 * cursor undone. Prints what happened; fails if any of that does not hold.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "tests/tui/noise.h"

enum { TAIL = 4096, PAUSE_MAX = 25, END_MS = 10000 };

struct run {
	pid_t child;
	int fd, slave;
	struct termios before;
	char seen[TAIL]; /* the last of what it drew */
	size_t len;
	int starts, faults;
};

static void
keep(struct run *r, const char *bytes, size_t len)
{
	if (len > TAIL / 2) {
		bytes += len - TAIL / 2;
		len = TAIL / 2;
	}
	if (r->len + len > TAIL) {
		memmove(r->seen, r->seen + r->len - TAIL / 2, TAIL / 2);
		r->len = TAIL / 2;
	}
	memcpy(r->seen + r->len, bytes, len);
	r->len += len;
}

/* Draws what there is, for `ms`. */
static void
watch(struct run *r, int ms)
{
	struct pollfd p = { .fd = r->fd, .events = POLLIN };
	char bytes[4096];
	ssize_t n;

	while (poll(&p, 1, ms) > 0 && (p.revents & POLLIN)) {
		n = read(r->fd, bytes, sizeof(bytes));
		if (n <= 0)
			return;
		keep(r, bytes, (size_t)n);
		if (ms > 5)
			ms = 5;
	}
}

static void
run_start(struct run *r, char **argv)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };

	if (r->starts++ == 0) {
		assert(openpty(&r->fd, &r->slave, NULL, NULL, &size) == 0);
		assert(tcgetattr(r->slave, &r->before) == 0);
	}
	r->len = 0;
	r->child = fork();
	assert(r->child >= 0);
	if (r->child == 0) {
		(void)close(r->fd);
		(void)login_tty(r->slave);
		(void)execvp(argv[0], argv);
		_exit(127);
	}
	watch(r, 1000);
}

static bool
shows_last(const struct run *r, const char *undone, const char *done)
{
	const char *last = NULL, *at;

	for (size_t i = 0; i < r->len; i++) {
		at = r->seen + i;
		if (r->len - i >= strlen(done) &&
			memcmp(at, done, strlen(done)) == 0)
			last = done;
		if (r->len - i >= strlen(undone) &&
			memcmp(at, undone, strlen(undone)) == 0)
			last = undone;
	}
	return last == undone;
}

static void
fault(struct run *r, const char *what)
{
	r->faults++;
	(void)printf("fault: %s\n", what);
}

static void
run_check(struct run *r, int status)
{
	struct termios now;

	watch(r, 50);
	assert(tcgetattr(r->slave, &now) == 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fault(r, "it did not end well");
	if (now.c_lflag != r->before.c_lflag ||
		now.c_iflag != r->before.c_iflag ||
		now.c_oflag != r->before.c_oflag)
		fault(r, "the terminal's modes were not restored");
	if (!shows_last(r, "\033[?1049l", "\033[?1049h"))
		fault(r, "the alternate screen was not left");
	if (!shows_last(r, "\033[?2004l", "\033[?2004h"))
		fault(r, "bracketed paste was not undone");
	if (shows_last(r, "\033[?25l", "\033[?25h"))
		fault(r, "the cursor was left hidden");
}

static bool
run_ended(struct run *r)
{
	int status;

	if (waitpid(r->child, &status, WNOHANG) != r->child)
		return false;
	run_check(r, status);
	return true;
}

static void
run_end(struct run *r)
{
	(void)kill(r->child, SIGTERM);
	for (int i = 0; i < END_MS / 10; i++) {
		if (run_ended(r))
			return;
		watch(r, 10);
	}
	fault(r, "it does not end");
	(void)kill(r->child, SIGKILL);
	(void)waitpid(r->child, NULL, 0);
}

/* Mostly short, so that 100,000 bytes take minutes. */
static int
pause_of(struct noise *n, int pause)
{
	if (n->at == n->len)
		return 25 + pause % PAUSE_MAX;
	return noise_dice(n, 8) ? pause % 20 : pause;
}

int
main(int argc, char **argv)
{
	struct run r = { .starts = 0 };
	struct noise noise = { .seed = 0 };
	unsigned long bytes = 0, want;
	const char *piece;
	size_t len;
	int pause;

	if (argc < 4)
		return 64;
	noise.seed = strtoull(argv[1], NULL, 10) * 2 + 1;
	want = strtoul(argv[2], NULL, 10);
	run_start(&r, argv + 3);
	while (bytes < want && r.faults == 0) {
		piece = noise_next(&noise, &len, &pause);
		if (write(r.fd, piece, len) < 0 && errno != EINTR)
			break;
		bytes += len;
		watch(&r, pause_of(&noise, pause));
		if (run_ended(&r))
			run_start(&r, argv + 3);
	}
	run_end(&r);
	(void)printf("seed %s: %lu bytes, started %d times, %d faults\n",
		argv[1], bytes, r.starts, r.faults);
	return r.faults > 0 || bytes < want;
}

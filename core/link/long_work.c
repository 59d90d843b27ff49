/*
 * Drawing it. One program has one terminal and one work, so all of it is
 * static, as a handler of signals needs it.
 */
#include "link/long_work.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum {
	FIRST_MS = 300, /* work that is shorter needs no line */
	EVERY_MS = 100,
	SIGNALS = 3,
	COLUMNS_LEAST = 20
};

static const int long_work_signals[SIGNALS] = { SIGINT, SIGTERM, SIGHUP };

static volatile sig_atomic_t long_work_came; /* which signal, 0 none */

static struct {
	bool begun, terminal, drawn;
	enum lang lang;
	enum progress_step step;
	int64_t start, step_start, last; /* ms */
	struct sigaction before[SIGNALS];
} long_work;

static int64_t
long_work_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
long_work_hear(int signal)
{
	long_work_came = signal;
}

static void
long_work_put(const char *text, size_t len)
{
	/* a terminal that takes no more is none to complain to */
	(void)!write(STDERR_FILENO, text, len);
}

/* The bytes that fit into a row; Chinese signs take two columns. */
static size_t
long_work_fit(const char *text)
{
	struct winsize size = { .ws_col = 80 };
	size_t room, n = 0, columns = 0;

	(void)ioctl(STDERR_FILENO, TIOCGWINSZ, &size);
	/* a terminal that says 0 does not know */
	room = size.ws_col < COLUMNS_LEAST ? 79 : size.ws_col - 1u;
	while (text[n] != '\0') {
		size_t wide = (unsigned char)text[n] >= 0xe0 ? 2 : 1, len = 1;

		while (((unsigned char)text[n + len] & 0xc0) == 0x80)
			len++;
		if (columns + wide > room)
			break;
		columns += wide;
		n += len;
	}
	return n;
}

static void
long_work_draw(int64_t done, int64_t total, int64_t now)
{
	char line[PROGRESS_LINE];

	progress_line(line, long_work.step, done, total,
		now - long_work.step_start, long_work.lang);
	long_work_put("\r", 1);
	long_work_put(line, long_work_fit(line));
	long_work_put("\033[K", 3);
	long_work.drawn = true;
	long_work.last = now;
}

static bool
long_work_tell(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	int64_t now = long_work.terminal ? long_work_now() : 0;

	(void)ctx;
	if (step != long_work.step) {
		long_work.step = step;
		long_work.step_start = now;
	}
	if (long_work.terminal && long_work_came == 0 &&
		now - long_work.start >= FIRST_MS &&
		now - long_work.last >= EVERY_MS)
		long_work_draw(done, total, now);
	return long_work_came != 0;
}

const struct progress *
long_work_begin(enum lang lang)
{
	static const struct progress told = { long_work_tell, NULL };
	struct sigaction hear = { .sa_handler = long_work_hear };
	const char *term = getenv("TERM");

	long_work.lang = lang;
	if (long_work.begun)
		return &told;
	long_work.begun = true;
	long_work.terminal = isatty(STDERR_FILENO) && term != NULL &&
		*term != '\0' && strcmp(term, "dumb") != 0;
	long_work.step = PROGRESS_STEPS;
	long_work.start = long_work_now();
	(void)sigemptyset(&hear.sa_mask);
	for (int n = 0; n < SIGNALS; n++) {
		(void)sigaction(
			long_work_signals[n], &hear, &long_work.before[n]);
		/* who was started to outlive its terminal still does */
		if (long_work.before[n].sa_handler == SIG_IGN)
			(void)sigaction(long_work_signals[n],
				&long_work.before[n], NULL);
	}
	return &told;
}

void
long_work_clear(void)
{
	if (long_work.drawn)
		long_work_put("\r\033[K", 4);
	long_work.drawn = false;
}

void
long_work_make_way(int fd)
{
	if (long_work.drawn && isatty(fd))
		long_work_clear();
}

int
long_work_end(int status)
{
	if (!long_work.begun)
		return status;
	long_work_clear();
	long_work.begun = false;
	for (int n = 0; n < SIGNALS; n++)
		(void)sigaction(
			long_work_signals[n], &long_work.before[n], NULL);
	if (long_work_came != 0)
		(void)raise(long_work_came);
	return status;
}

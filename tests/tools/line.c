/*
 * line SEED JITTER LOSS PROGRAM ARGS…: runs a program in a terminal of its own
 * behind a bad line. What is typed here and what it draws come as TCP would
 * bring them, as ssh does over such a line: each piece after 20 ms and up to
 * JITTER ms, LOSS in a hundred pieces once more after a timeout that doubles,
 * and none before the one sent before it, so that many come at once.
 */
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { PIECES = 4096, PIECE = 1400, BASE_MS = 20, TIMEOUT_MS = 200 };

struct piece {
	int64_t due;
	size_t len;
	char bytes[PIECE];
};

/* One way of the line. */
struct way {
	struct piece *piece[PIECES];
	size_t first, count;
	int from, to;
	int64_t last; /* nothing comes before it */
};

static uint64_t seed;
static int jitter, loss;

static int64_t
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
dice(int sides)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return sides > 0 ? (int)((seed >> 11) % (uint64_t)sides) : 0;
}

/* False: the other end is gone. */
static bool
way_take(struct way *w)
{
	struct piece *p = calloc(1, sizeof(*p));
	int again = TIMEOUT_MS;
	ssize_t n;

	assert(p != NULL && w->count < PIECES);
	n = read(w->from, p->bytes, PIECE);
	if (n <= 0) {
		free(p);
		return n < 0 && errno == EINTR;
	}
	p->len = (size_t)n;
	p->due = now_ms() + BASE_MS + dice(jitter);
	for (; dice(100) < loss; again *= 2)
		p->due += again;
	if (p->due < w->last)
		p->due = w->last;
	w->last = p->due;
	w->piece[(w->first + w->count++) % PIECES] = p;
	return true;
}

static void
way_give(struct way *w)
{
	struct piece *p;
	size_t at;
	ssize_t n;

	while (w->count > 0 && (p = w->piece[w->first])->due <= now_ms()) {
		for (at = 0; at < p->len; at += (size_t)n) {
			n = write(w->to, p->bytes + at, p->len - at);
			if (n < 0)
				break;
		}
		free(p);
		w->first = (w->first + 1) % PIECES;
		w->count--;
	}
}

static int
way_wait(const struct way *w, int most)
{
	int64_t left = w->count ? w->piece[w->first]->due - now_ms() : most;

	return left < 0 ? 0 : left < most ? (int)left : most;
}

static void
relay(int fd)
{
	static struct way in = { .from = STDIN_FILENO },
			  out = { .to = STDOUT_FILENO };
	struct pollfd p[2] = { { .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = fd, .events = POLLIN } };
	bool open = true;

	in.to = out.from = fd;
	while (open || out.count > 0) {
		p[1].fd = open ? fd : -1;
		(void)poll(p, 2, way_wait(&in, way_wait(&out, 1000)));
		if (p[0].revents & POLLIN)
			open &= way_take(&in);
		if (open && (p[1].revents & (POLLIN | POLLHUP)))
			open &= way_take(&out);
		way_give(&in);
		way_give(&out);
	}
}

int
main(int argc, char **argv)
{
	struct winsize size;
	struct termios mine, raw;
	int fd, status = 0;
	pid_t child;

	if (argc < 5)
		return 64;
	seed = strtoull(argv[1], NULL, 10) * 2 + 1;
	jitter = (int)strtol(argv[2], NULL, 10);
	loss = (int)strtol(argv[3], NULL, 10);
	assert(ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0);
	assert(tcgetattr(STDIN_FILENO, &mine) == 0);
	child = forkpty(&fd, NULL, &mine, &size);
	assert(child >= 0);
	if (child == 0) {
		(void)execvp(argv[4], argv + 4);
		_exit(127);
	}
	raw = mine;
	cfmakeraw(&raw);
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	relay(fd);
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &mine);
	(void)kill(child, SIGHUP);
	(void)waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

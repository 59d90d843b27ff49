/*
 * The loop: one poll over terminal, signals, station and the next due time.
 * It sleeps while nothing happens.
 */
#include "tui/console.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

#include "tui/desk.h"
#include "tui/i18n.h"
#include "tui/reader.h"
#include "tui/term.h"

static int64_t
wall_clock(void *arg)
{
	struct timespec ts;

	(void)arg;
	(void)clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static unsigned
chance(void *arg)
{
	unsigned number = 0;
	ssize_t n;

	(void)arg;
	do { /* never short for so few bytes: getrandom(2) */
		n = getrandom(&number, sizeof(number), 0);
	} while (n < 0 && errno == EINTR);
	assert(n == (ssize_t)sizeof(number));
	return number;
}

static void
copy(void *arg, const char *text)
{
	term_copy(arg, text);
}

static void
draw(struct desk *d, struct terminal *t, struct grid *g)
{
	bool repaint = d->repaint;
	int rows, cols;

	term_size(t, &rows, &cols);
	if (g->rows != rows || g->cols != cols) {
		grid_release(g);
		grid_init(g, rows, cols);
	}
	d->repaint = false;
	desk_draw(d, g);
	term_draw(t, g, repaint);
}

static int
timeout(const struct desk *d, const struct terminal *t)
{
	int64_t due = desk_due(d), wait;
	int term = term_wait(t);

	if (due == 0)
		return term;
	wait = due - desk_now(d);
	wait = wait < 0 ? 0 : wait > 60000 ? 60000 : wait;
	return term >= 0 && term < wait ? term : (int)wait;
}

static void
sleep_until_something(struct desk *d, struct terminal *t)
{
	struct pollfd p[3] = { { .fd = 0, .events = POLLIN },
		{ .fd = term_signals(t), .events = POLLIN }, { .fd = -1 } };

	if (d->online) {
		p[2].fd = d->backend->ops->fd(d->backend);
		p[2].events = d->backend->ops->events(d->backend);
	}
	(void)poll(p, 3, timeout(d, t));
}

/* A pasted text's first letter may be read before the rest has come. */
static void
take(struct desk *d, struct terminal *t, struct input *in)
{
	if (!in->burst && desk_wants_alone(d, in))
		in->burst = term_more(t, READER_ALONE_MS);
	desk_input(d, in);
	if (in->kind == INPUT_RESIZE)
		d->repaint = true;
}

static void
loop(struct desk *d, struct terminal *t, struct grid *g)
{
	struct input in;
	int64_t due;

	while (!d->quit && !term_ended(t)) {
		desk_pump(d);
		due = desk_due(d);
		if (due != 0 && desk_now(d) >= due)
			desk_tick(d);
		while (!d->quit && term_next(t, &in))
			take(d, t, &in);
		if (d->quit || term_ended(t))
			break;
		if (d->dirty || d->repaint)
			draw(d, t, g);
		sleep_until_something(d, t);
	}
}

static int
complain(const struct err *err)
{
	(void)fprintf(stderr, "crier: %s%s%s\n", err->where,
		*err->where ? ": " : "", err->what);
	if (*err->remedy)
		(void)fprintf(stderr, "%s\n", err->remedy);
	return err_exit(err->code);
}

int
console_run(const struct console_options *o)
{
	struct backend *backend;
	struct terminal *t;
	struct desk d;
	struct grid g;
	struct err err = { .code = ERR_OK };

	if (o->view && !desk_has_view(o->view)) {
		(void)err_set(&err, ERR_USAGE, o->view, "", "%s",
			_("there is no view of that name"));
		return complain(&err);
	}
	if (backend_link(&backend, o->dir, o->as, o->lang, &err) != ERR_OK)
		return complain(&err);
	if (term_open(&t, &err) != ERR_OK) {
		backend->ops->close(backend);
		return complain(&err);
	}
	grid_init(&g, 1, 1);
	desk_init(&d, backend, o->lang, wall_clock, NULL);
	d.copy = copy;
	d.copy_arg = t;
	d.chance = chance;
	d.tour = o->tour;
	if (o->view)
		desk_open(&d, o->view, o->id ? o->id : "");
	loop(&d, t, &g);
	desk_release(&d);
	term_close(t);
	grid_release(&g);
	return 0;
}

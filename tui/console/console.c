/*
 * The loop: one poll over terminal, signals, station and the next due time.
 * It sleeps while nothing happens.
 */
#include "tui/console/console.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

#include "tui/console/app.h"
#include "tui/pages/i18n.h"
#include "tui/console/reader.h"
#include "tui/console/seat.h"
#include "tui/pages/signing.h"
#include "tui/console/stack.h"
#include "tui/console/term.h"
#include "tui/console/views.h"

enum { FIRST_MS = 50 }; /* how long the first screen waits for answers */

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
console_copy(void *arg, const char *text)
{
	term_copy(arg, text);
}

static void
console_ring(void *arg)
{
	term_ring(arg);
}

static void
console_draw(struct app *app, struct terminal *t, struct grid *g)
{
	bool repaint = app->repaint;
	int rows, cols;

	term_size(t, &rows, &cols);
	if (g->rows != rows || g->cols != cols) {
		grid_release(g);
		grid_init(g, rows, cols);
	}
	app->repaint = false;
	app_draw(app, g);
	term_draw(t, g, repaint);
	term_measure(t);
}

static int
timeout(const struct app *app, const struct terminal *t, int64_t due)
{
	int term = term_wait(t);
	int64_t wait;

	if (due == 0)
		return term;
	wait = due - app_now(app);
	wait = wait < 0 ? 0 : wait > 60000 ? 60000 : wait;
	return term >= 0 && term < wait ? term : (int)wait;
}

static void
sleep_until_something(struct app *app, struct terminal *t, int64_t due)
{
	struct pollfd p[4] = { { .fd = 0, .events = POLLIN },
		{ .fd = term_signals(t), .events = POLLIN }, { .fd = -1 },
		{ .fd = -1 } };

	if (app->online) {
		p[2].fd = app->backend->ops->fd(app->backend);
		p[2].events = app->backend->ops->events(app->backend);
	}
	if (app->signing != NULL) {
		p[3].fd = signing_fd(app->signing);
		p[3].events = signing_events(app->signing);
	}
	(void)poll(p, 4, timeout(app, t, due));
}

/* A pasted text's first letter may be read before the rest has come. */
static void
console_take(struct app *app, struct terminal *t, struct input *in)
{
	if (!in->burst && app_wants_alone(app, in))
		in->burst = term_more(t, READER_ALONE_MS);
	app_input(app, in);
	if (in->kind == INPUT_RESIZE)
		app->repaint = true;
}

static int64_t
console_ms(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Without showing it: how much is seen says how much is asked for. */
static void
lay_out(struct app *app, const struct terminal *t, struct grid *g)
{
	int rows, cols;

	term_size(t, &rows, &cols);
	grid_release(g);
	grid_init(g, rows, cols);
	app_draw(app, g);
	app->dirty = true;
}

/*
 * A station answers within some milliseconds: a screen that only says that it
 * loads would be written, and over a line sent, to be gone at once.
 */
static void
await_first(struct app *app, const struct terminal *t, struct grid *g)
{
	int64_t until = console_ms() + FIRST_MS, left;
	struct pollfd p = { .fd = app->backend->ops->fd(app->backend),
		.events = app->backend->ops->events(app->backend) };

	lay_out(app, t, g);
	while (app->online && app->pending != NULL) {
		left = until - console_ms();
		if (left <= 0 || poll(&p, 1, (int)left) <= 0)
			return;
		app_pump(app);
		p.events = app->backend->ops->events(app->backend);
	}
}

/* What was due before it slept: asked later, a clock is due a second on. */
static void
loop(struct app *app, struct terminal *t, struct grid *g)
{
	struct input in;
	int64_t due = 0;

	while (!app->quit && !term_ended(t)) {
		app_pump(app);
		if (due != 0 && app_now(app) >= due)
			app_tick(app);
		while (!app->quit && term_next(t, &in))
			console_take(app, t, &in);
		if (app->quit || term_ended(t))
			break;
		if (app->dirty || app->repaint)
			console_draw(app, t, g);
		due = app_due(app);
		sleep_until_something(app, t, due);
	}
}

static int
console_complain(const struct err *err)
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
	struct app app;
	struct grid g;
	struct err err = { .code = ERR_OK };

	backend = backend_link(o->client, o->dir, o->as);
	if (o->view && view_ops_find(all_views, o->view) == NULL) {
		(void)err_set(&err, ERR_USAGE, o->view, "", "%s",
			_("there is no view of that name"));
		backend->ops->close(backend);
		return console_complain(&err);
	}
	if (term_open(&t, o->ascii, o->theme, &err) != ERR_OK) {
		backend->ops->close(backend);
		return console_complain(&err);
	}
	grid_init(&g, 1, 1);
	app_init(&app, backend, all_views, o->lang, wall_clock, NULL);
	app.copy = console_copy;
	app.copy_arg = t;
	app.ring = console_ring;
	app.ring_arg = t;
	app.chance = chance;
	app.tour = o->tour;
	app.charset = term_charset(t);
	app.remembers = true;
	if (o->view)
		app_open(&app, o->view, o->id ? o->id : "");
	else if (!o->tour)
		seat_take(&app);
	await_first(&app, t, &g);
	loop(&app, t, &g);
	if (app.quit)
		stack_leave(&app);
	else
		seat_keep(&app);
	app_release(&app);
	term_close(t);
	grid_release(&g);
	return 0;
}

/*
 * $XDG_STATE_HOME/crier/seat: a line that says whose it is, then a view and
 * its id in each.
 */
#include "tui/console/seat.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/console/stack.h"
#include "tui/console/view.h"

enum { SEAT_PATH = 4096, SEAT_LINE = 512 };

/* The folder, made if it is not there; false where there is no home. */
static bool
seat_path(char out[SEAT_PATH])
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	const char *const below[] = { "/.local", "/state", "/crier" };
	size_t first = 2;

	if (state != NULL && *state == '/') {
		if (!fixed_try(out, SEAT_PATH - 32, state))
			return false;
	} else if (home == NULL || *home != '/' ||
		!fixed_try(out, SEAT_PATH - 32, home)) {
		return false;
	} else {
		first = 0;
	}
	for (size_t n = first; n < 3; n++) {
		(void)fixed_cut_add(out, SEAT_PATH, below[n], strlen(below[n]));
		if (mkdir(out, 0700) != 0 && errno != EEXIST)
			return false;
	}
	(void)fixed_cut_add(out, SEAT_PATH, "/seat", 5);
	return true;
}

/* Whose seat it is: another station, or another officer, has another. */
static void
seat_owner(char out[SEAT_LINE], const struct app *app)
{
	const json_t *hello = app->backend->ops->hello(app->backend);

	fixed_cut_format(out, SEAT_LINE, "%s %s", doc_str(hello, "station_key"),
		app->officer);
}

void
seat_keep(const struct app *app)
{
	char path[SEAT_PATH], owner[SEAT_LINE];
	FILE *f;
	int fd;

	if (app->depth < 2 || !seat_path(path))
		return;
	(void)unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	f = fdopen(fd, "w");
	if (f == NULL) {
		(void)close(fd);
		return;
	}
	seat_owner(owner, app);
	(void)fprintf(f, "%s\n", owner);
	for (int i = 1; i < app->depth; i++)
		(void)fprintf(f, "%s %s\n", app->stack[i]->ops->name,
			app->stack[i]->id);
	(void)fclose(f);
}

/* A line without its newline; false at the end, or if it is too long. */
static bool
seat_line(char out[SEAT_LINE], FILE *f)
{
	size_t len;

	if (fgets(out, SEAT_LINE, f) == NULL)
		return false;
	len = strcspn(out, "\n");
	if (out[len] != '\n')
		return false;
	out[len] = '\0';
	return true;
}

static void
seat_read(struct app *app, FILE *f)
{
	char line[SEAT_LINE], owner[SEAT_LINE], *id;
	bool any = false;

	seat_owner(owner, app);
	if (!seat_line(line, f) || strcmp(line, owner) != 0)
		return;
	for (int n = 1; n < APP_DEPTH && seat_line(line, f); n++) {
		id = strchr(line, ' ');
		if (id == NULL)
			break;
		*id++ = '\0';
		if (view_ops_find(app->views, line) == NULL)
			break;
		app_open(app, line, id);
		any = true;
	}
	if (any && app->say[0] == '\0') /* what the greeting said stays */
		app_say(app, STYLE_GOOD, "%s",
			_("You are back where the line broke; b leads to the "
			  "board."));
}

void
seat_take(struct app *app)
{
	char path[SEAT_PATH];
	struct stat st;
	FILE *f;
	int fd;

	if (!seat_path(path))
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return;
	(void)unlink(path);
	f = fdopen(fd, "r");
	if (f == NULL) {
		(void)close(fd);
		return;
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		st.st_uid == geteuid() &&
		app_now(app) - (int64_t)st.st_mtime * 1000 <
			SEAT_HOURS * INT64_C(3600000))
		seat_read(app, f);
	(void)fclose(f);
}

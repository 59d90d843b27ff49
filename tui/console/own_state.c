/*
 * A file is written beside its name and renamed: two consoles of one officer
 * may keep theirs at once, the last one's stays.
 */
#include "tui/console/own_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"

enum { PATH = 4096, NAME = 32 };

/* The folder, made if it is not there; false where there is no home. */
static bool
own_state_folder(char out[PATH])
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	const char *const below[] = { "/.local", "/state", "/crier" };
	size_t first = 2;

	if (state != NULL && *state == '/') {
		if (!fixed_try(out, PATH - NAME, state))
			return false;
	} else if (home == NULL || *home != '/' ||
		!fixed_try(out, PATH - NAME, home)) {
		return false;
	} else {
		first = 0;
	}
	for (size_t n = first; n < 3; n++) {
		(void)fixed_cut_add(out, PATH, below[n], strlen(below[n]));
		if (mkdir(out, 0700) != 0 && errno != EEXIST)
			return false;
	}
	return true;
}

bool
own_state_can_keep(void)
{
	char path[PATH];

	return own_state_folder(path) && access(path, W_OK | X_OK) == 0;
}

static bool
own_state_path(char out[PATH], const char *name, const char *suffix)
{
	char file[NAME];

	if (!own_state_folder(out))
		return false;
	fixed_cut_format(file, sizeof(file), "/%s%s", name, suffix);
	(void)fixed_cut_add(out, PATH, file, strlen(file));
	return true;
}

/* Whose it is: another station, or another officer, has another. */
static void
own_state_owner(char out[OWN_STATE_LINE], const struct app *app)
{
	const json_t *hello = app->backend->ops->hello(app->backend);

	fixed_cut_format(out, OWN_STATE_LINE, "%s %s",
		doc_str(hello, "station_key"), app->officer);
}

bool
own_state_line(char out[OWN_STATE_LINE], FILE *f)
{
	size_t len;

	if (fgets(out, OWN_STATE_LINE, f) == NULL)
		return false;
	len = strcspn(out, "\n");
	if (out[len] != '\n')
		return false;
	out[len] = '\0';
	return true;
}

static bool
own_state_is_mine(const struct app *app, FILE *f, int hours)
{
	char line[OWN_STATE_LINE], owner[OWN_STATE_LINE];
	struct stat st;

	own_state_owner(owner, app);
	return fstat(fileno(f), &st) == 0 && S_ISREG(st.st_mode) &&
		st.st_uid == geteuid() &&
		(hours == 0 ||
			app_now(app) - (int64_t)st.st_mtime * 1000 <
				hours * INT64_C(3600000)) &&
		own_state_line(line, f) && strcmp(line, owner) == 0;
}

FILE *
own_state_read(const struct app *app, const char *name, int hours)
{
	char path[PATH];
	FILE *f;
	int fd;

	if (!own_state_path(path, name, ""))
		return NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	f = fdopen(fd, "r");
	if (f == NULL) {
		(void)close(fd);
		return NULL;
	}
	if (!own_state_is_mine(app, f, hours)) {
		(void)fclose(f);
		return NULL;
	}
	return f;
}

FILE *
own_state_begin(const struct app *app, const char *name)
{
	char path[PATH], owner[OWN_STATE_LINE];
	FILE *f;
	int fd;

	if (!own_state_path(path, name, ".new"))
		return NULL;
	(void)unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return NULL;
	f = fdopen(fd, "w");
	if (f == NULL) {
		(void)close(fd);
		return NULL;
	}
	own_state_owner(owner, app);
	(void)fprintf(f, "%s\n", owner);
	return f;
}

void
own_state_keep(FILE *f, const char *name)
{
	char from[PATH], to[PATH];
	bool whole = ferror(f) == 0;

	whole = fclose(f) == 0 && whole;
	if (!own_state_path(from, name, ".new") ||
		!own_state_path(to, name, ""))
		return;
	if (!whole || rename(from, to) != 0)
		(void)unlink(from);
}

void
own_state_drop(const char *name)
{
	char path[PATH];

	if (own_state_path(path, name, ""))
		(void)unlink(path);
}

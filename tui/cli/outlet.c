/*
 * A file that is replaced is written beside it and renamed.
 */
#include "tui/cli/outlet.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "link/long_work.h"
#include "tui/pages/i18n.h"

static enum err_code
outlet_cannot(const struct outlet *s, const char *remedy, struct err *err)
{
	return err_errno(err, s->path, remedy, _("cannot write"));
}

/* A pipe or device is written as it is; a link leads to what is replaced. */
static void
outlet_step_aside(struct outlet *s)
{
	char real[PATH_MAX];
	struct stat st;
	bool there = stat(s->path, &st) == 0;

	if (there && (!S_ISREG(st.st_mode) || !realpath(s->path, real)))
		return;
	s->to = mem_strdup(there ? real : s->path);
	s->aside = mem_printf("%s.%ld.part", s->to, (long)getpid());
}

static void
outlet_release(struct outlet *s)
{
	free(s->to);
	free(s->aside);
	s->to = s->aside = NULL;
}

enum err_code
outlet_open(struct outlet *s, const char *path, bool over, struct err *err)
{
	*s = (struct outlet){ .out = stdout, .path = path ? path : "" };
	if (path == NULL)
		return ERR_OK;
	if (over)
		outlet_step_aside(s);
	s->made = !over;
	s->out = fopen(s->aside ? s->aside : path,
		over && s->aside == NULL ? "we" : "wxe");
	if (s->out != NULL)
		return ERR_OK;
	outlet_release(s);
	return outlet_cannot(s,
		errno == EEXIST ? _("Name a file that is not there.")
				: _("Name one in a folder of yours."),
		err);
}

void
outlet_put(struct outlet *s, const char *data, size_t len)
{
	long_work_make_way(fileno(s->out));
	if (fwrite(data, 1, len, s->out) != len)
		s->failed = true;
}

/* In place of what lies there, and as readable as that was. */
static bool
outlet_replace(const struct outlet *s)
{
	struct stat st;

	if (stat(s->to, &st) == 0)
		(void)chmod(s->aside, st.st_mode & 07777);
	return rename(s->aside, s->to) == 0;
}

enum err_code
outlet_close(struct outlet *s, enum err_code rc, struct err *err)
{
	static const char full[] = N_("Make room and try again.");

	if (rc == ERR_OK && (s->failed || fflush(s->out) != 0))
		rc = outlet_cannot(s, _(full), err);
	if (*s->path == '\0')
		return rc;
	if (fclose(s->out) != 0 && rc == ERR_OK)
		rc = outlet_cannot(s, _(full), err);
	if (rc == ERR_OK && s->aside != NULL && !outlet_replace(s))
		rc = outlet_cannot(s, "", err);
	/* half an export proves nothing */
	if (rc != ERR_OK && (s->aside != NULL || s->made))
		(void)unlink(s->aside ? s->aside : s->path);
	outlet_release(s);
	return rc;
}

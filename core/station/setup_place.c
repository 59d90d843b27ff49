/*
 * The folder itself, what is in it, and each folder above it.
 */
#include "station/setup_place.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"

/* The first thing in the folder, "" if there is none. */
static enum err_code
check_empty(const char *dir, struct err *err)
{
	struct dirent *item;
	DIR *d = opendir(dir);
	enum err_code rc = ERR_OK;

	if (d == NULL)
		return refuse_errno(err, REFUSE_READ, dir);
	while (rc == ERR_OK && (item = readdir(d)) != NULL)
		if (strcmp(item->d_name, ".") != 0 &&
			strcmp(item->d_name, "..") != 0)
			rc = refuse(err, REFUSE_PLACE_USED, dir,
				WITH(arg_path(item->d_name)));
	(void)closedir(d);
	return rc;
}

static enum err_code
check_place_itself(const char *dir, struct err *err)
{
	struct stat st;

	if (lstat(dir, &st) != 0)
		return errno == ENOENT ? ERR_OK
				       : refuse_errno(err, REFUSE_READ, dir);
	if (!S_ISDIR(st.st_mode))
		return refuse(err, REFUSE_PLACE_LINK, dir, WITH_NONE);
	if (st.st_uid != geteuid())
		return refuse(
			err, REFUSE_PLACE_OTHERS, dir, WITH(arg_path(dir)));
	if ((st.st_mode & 022) != 0)
		return refuse(err, REFUSE_PLACE_OPEN, dir, WITH(arg_path(dir)));
	return check_empty(dir, err);
}

/*
 * Whether somebody else can put another thing in place of one that lies in
 * this folder. In a sticky one (/tmp) only a thing's owner can. A group that
 * is the user's own is the user.
 */
static enum err_code
check_above(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return refuse_errno(err, REFUSE_READ, path);
	if (st.st_uid != 0 && st.st_uid != geteuid())
		return refuse(
			err, REFUSE_PLACE_OTHERS, path, WITH(arg_path(path)));
	if ((st.st_mode & S_ISVTX) != 0)
		return ERR_OK;
	if ((st.st_mode & 002) != 0 ||
		((st.st_mode & 020) != 0 && st.st_gid != 0 &&
			st.st_gid != getegid()))
		return refuse(
			err, REFUSE_PLACE_OPEN, path, WITH(arg_path(path)));
	return ERR_OK;
}

/* From the root down to the folder in which `dir` lies, links followed. */
static enum err_code
check_parents(const char *dir, struct err *err)
{
	char *copy = mem_strdup(dir), *slash, path[PATH_MAX];
	enum err_code rc = check_above("/", err);
	const char *parent = ".";

	for (size_t n = strlen(copy); n > 1 && copy[n - 1] == '/'; n--)
		copy[n - 1] = '\0';
	slash = strrchr(copy, '/');
	if (slash != NULL) {
		*slash = '\0';
		parent = *copy ? copy : "/";
	}
	if (rc == ERR_OK && realpath(parent, path) == NULL)
		rc = refuse_errno(err, REFUSE_MAKE, dir);
	for (char *at = path; rc == ERR_OK && *at; at++) {
		char *next = strchr(at + 1, '/');

		if (next != NULL)
			*next = '\0';
		rc = check_above(path, err);
		if (next == NULL)
			break;
		*next = '/';
		at = next - 1;
	}
	free(copy);
	return rc;
}

enum err_code
setup_place_check(const char *dir, struct err *err)
{
	enum err_code rc = check_parents(dir, err);

	return rc == ERR_OK ? check_place_itself(dir, err) : rc;
}

/*
 * The only place of socket addresses.
 */
#include "link/socket_address.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fixed.h"
#include "crier/refusal.h"

enum { BACKLOG = 128 };

static enum err_code
dir_put(char out[STATION_DIR_MAX], const char *base, const char *rest,
	struct err *err)
{
	if (!fixed_try_format(out, STATION_DIR_MAX, "%s%s", base, rest))
		return err_set(err, ERR_TOO_LARGE, "--station",
			"Choose a folder with a shorter path.",
			"the station's path is longer than %d bytes",
			STATION_DIR_MAX);
	return ERR_OK;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A station of one's own. */
static enum err_code
find_own(char out[STATION_DIR_MAX], struct err *err)
{
	const char *path = getenv("XDG_DATA_HOME");

	/* the XDG specification: a path that is not absolute is ignored */
	if (path != NULL && *path == '/')
		return dir_put(out, path, "/crier", err);
	path = getenv("HOME");
	if (path != NULL && *path == '/')
		return dir_put(out, path, "/.local/share/crier", err);
	return refuse(
		err, REFUSE_NO_STATION, "--station", WITH(arg_path("$HOME")));
}

enum err_code
station_dir_find(char out[STATION_DIR_MAX], const char *given, struct err *err)
{
	const char *path = given;
	enum err_code rc;

	if (path == NULL || *path == '\0')
		path = getenv("CRIER_STATION");
	if (path != NULL && *path != '\0')
		return dir_put(out, path, "", err);
	rc = find_own(out, err);
	if ((rc != ERR_OK || !is_folder(out)) && is_folder(STATION_DIR_OFFICE))
		return dir_put(out, STATION_DIR_OFFICE, "", err);
	return rc;
}

/* The folder's descriptor, and the socket's address through it. */
static int
address(struct sockaddr_un *out, const char *dir, const char *name)
{
	int folder = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (folder < 0)
		return -1;
	*out = (struct sockaddr_un){ .sun_family = AF_UNIX };
	fixed_format(out->sun_path, sizeof(out->sun_path),
		"/proc/self/fd/%d/%s", folder, name);
	return folder;
}

static enum err_code
connect_failed(const char *dir, struct err *err)
{
	if (errno == ENOENT || errno == ECONNREFUSED)
		return refuse(
			err, REFUSE_NOT_RUNNING, dir, WITH(arg_path(dir)));
	return refuse_errno(err, REFUSE_REACH, dir);
}

enum err_code
socket_address_connect(
	int *fd, const char *dir, const char *name, struct err *err)
{
	struct sockaddr_un sun;
	enum err_code rc = ERR_OK;
	int folder = address(&sun, dir, name);
	int s;

	if (folder < 0 && (errno == ENOENT || errno == ENOTDIR))
		return refuse(err, REFUSE_NO_STATION, dir, WITH(arg_path(dir)));
	if (folder < 0)
		return connect_failed(dir, err);
	s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s < 0) {
		rc = refuse_system(
			err, &(const struct both)BOTH("socket", "套接字"));
	} else if (connect(s, (struct sockaddr *)&sun, sizeof(sun)) != 0) {
		rc = connect_failed(dir, err);
		(void)close(s);
	} else {
		*fd = s;
	}
	(void)close(folder);
	return rc;
}

static enum err_code
bind_at(int s, const struct sockaddr_un *sun, int folder, const char *dir,
	const char *name, mode_t mode, struct err *err)
{
	if (unlinkat(folder, name, 0) != 0 && errno != ENOENT)
		goto failed;
	if (bind(s, (const struct sockaddr *)sun, sizeof(*sun)) != 0 ||
		fchmodat(folder, name, mode, 0) != 0 || listen(s, BACKLOG) != 0)
		goto failed;
	return ERR_OK;
failed:
	return refuse_errno(err, REFUSE_LISTEN, dir);
}

enum err_code
socket_address_listen(int *fd, const char *dir, const char *name, mode_t mode,
	struct err *err)
{
	struct sockaddr_un sun;
	enum err_code rc;
	int folder = address(&sun, dir, name);
	int s;

	if (folder < 0)
		return refuse_errno(err, REFUSE_READ, dir);
	s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s < 0)
		rc = refuse_system(
			err, &(const struct both)BOTH("socket", "套接字"));
	else
		rc = bind_at(s, &sun, folder, dir, name, mode, err);
	if (rc == ERR_OK)
		*fd = s;
	else if (s >= 0)
		(void)close(s);
	(void)close(folder);
	return rc;
}

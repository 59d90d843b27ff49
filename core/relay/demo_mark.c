/*
 * KEY.demo. What it holds is for the person who finds it: that it is there is
 * what counts, so a file cut short by a lost machine holds as well.
 */
#include "relay/demo_mark.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static const char words[] =
	"The key beside this file belongs to a demo's relay, which the kernel\n"
	"holds to this machine. Another station needs another key.\n";

static char *
demo_mark_path(const char *keys)
{
	return mem_printf("%s.demo", keys);
}

enum err_code
demo_mark_find(bool *marked, const char *keys, struct err *err)
{
	char *path = demo_mark_path(keys);
	struct stat st;
	int rc = lstat(path, &st);

	*marked = rc == 0;
	if (rc != 0 && errno != ENOENT)
		(void)err_errno(err, path, "",
			"cannot see whether the key is a demo's");
	else
		rc = 0;
	free(path);
	return rc == 0 ? ERR_OK : err->code;
}

static bool
demo_mark_sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL
		? mem_strdup(".")
		: mem_strndup(path, (size_t)(slash - path) + 1);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		(void)close(fd);
	free(dir);
	return ok;
}

static bool
demo_mark_write(const char *path)
{
	int fd = open(path,
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok;

	if (fd < 0)
		return errno == EEXIST;
	ok = write(fd, words, sizeof(words) - 1) == sizeof(words) - 1 &&
		fsync(fd) == 0;
	(void)close(fd);
	return ok && demo_mark_sync_folder(path);
}

enum err_code
demo_mark_set(const char *keys, struct err *err)
{
	char *path = demo_mark_path(keys);
	enum err_code rc = ERR_OK;

	if (!demo_mark_write(path))
		rc = err_errno(err, path, "Start it with --demo.",
			"cannot write down that the key is a demo's");
	free(path);
	return rc;
}

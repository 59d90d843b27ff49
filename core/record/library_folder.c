/*
 * A library's files from a folder of the disk, never through a link.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "record/library_internal.h"

enum { DEPTH_MAX = 8 };

static enum err_code
folder_read_file(struct library_blobs *out, int fd, const char *path,
	off_t size, struct err *err)
{
	size_t room = (size_t)size + 1, len = 0;
	char *data;
	ssize_t n = 0;
	enum err_code rc;

	if (size > LIBRARY_PLAYBOOK)
		return refuse(err, REFUSE_TOO_LARGE, path,
			WITH(ARG_BOTH("the file", "文件"),
				arg_bytes(LIBRARY_PLAYBOOK)));
	data = mem_new(room);
	while (len < room && (n = read(fd, data + len, room - len)) > 0)
		len += (size_t)n;
	if (n < 0)
		rc = refuse_errno(err, REFUSE_READ, path);
	else
		rc = library_add(out, path, data, len, err);
	free(data);
	return rc;
}

static enum err_code read_dir(struct library_blobs *out, int fd,
	const char *front, int depth, struct err *err);

/* Takes over fd. */
static enum err_code
read_any(struct library_blobs *out, int fd, const char *path, int depth,
	struct err *err)
{
	struct stat st;
	enum err_code rc;

	if (fd < 0 && errno == ELOOP)
		return refuse(err, REFUSE_LIBRARY_KINDS, path, WITH_NONE);
	if (fd < 0)
		return refuse_errno(err, REFUSE_READ, path);
	if (fstat(fd, &st) < 0)
		rc = refuse_errno(err, REFUSE_READ, path);
	else if (S_ISDIR(st.st_mode))
		return read_dir(out, fd, path, depth, err);
	else if (!S_ISREG(st.st_mode))
		rc = refuse(err, REFUSE_LIBRARY_KINDS, path, WITH_NONE);
	else
		rc = folder_read_file(out, fd, path, st.st_size, err);
	(void)close(fd);
	return rc;
}

static enum err_code
read_dir(struct library_blobs *out, int fd, const char *front, int depth,
	struct err *err)
{
	enum err_code rc = ERR_OK;
	struct dirent *item;
	DIR *d = fdopendir(fd);

	if (d == NULL) {
		rc = refuse_errno(err, REFUSE_READ, front);
		(void)close(fd);
		return rc;
	}
	if (depth > DEPTH_MAX)
		rc = refuse(err, REFUSE_LIBRARY_DEEP, front,
			WITH(arg_count(DEPTH_MAX)));
	while (rc == ERR_OK && (item = readdir(d)) != NULL) {
		char *path;

		if (item->d_name[0] == '.')
			continue;
		path = mem_printf(
			"%s%s%s", front, *front ? "/" : "", item->d_name);
		rc = read_any(out,
			openat(dirfd(d), item->d_name,
				O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC),
			path, depth + 1, err);
		free(path);
	}
	closedir(d);
	return rc;
}

enum err_code
library_read_folder(
	struct library_blobs *out, const char *folder, struct err *err)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err_code rc;

	*out = (struct library_blobs){ .blob = NULL };
	if (fd < 0)
		return refuse_errno(err, REFUSE_READ, folder);
	rc = read_dir(out, fd, "", 0, err);
	if (rc == ERR_OK)
		library_sort(out);
	else
		library_blobs_release(out);
	return rc;
}

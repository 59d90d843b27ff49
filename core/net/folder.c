/*
 * Files in a folder, reached step by step with openat and O_NOFOLLOW, so that
 * neither a path nor a symbolic link leads out of it.
 */
#include "net/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"

enum { PATH_LEN_MAX = 1000, NAME_LEN_MAX = 255 };

#define TEMPORARY ".crier-new"

static enum err_code
folder_bad_path(const char *path, struct err *err)
{
	return err_set(err, ERR_INVALID, path,
		"Paths are relative, without \"..\" and hidden names.",
		"this path may not be used");
}

/* No part is hidden, so none can collide with our temporary file. */
static bool
folder_path_is_sound(const char *path)
{
	size_t n;

	if (*path == '\0' || strlen(path) > PATH_LEN_MAX)
		return false;
	for (;; path += n + 1) {
		n = strcspn(path, "/");
		if (n == 0 || n > NAME_LEN_MAX - 16 || *path == '.')
			return false;
		if (path[n] == '\0')
			return true;
	}
}

static enum err_code
folder_open(int *fd, const char *folder, struct err *err)
{
	*fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0)
		return err_errno(err, folder, "Make the folder, or allow it.",
			"cannot open the folder");
	return ERR_OK;
}

/* One folder down; *fd moves. */
static enum err_code
folder_step_down(
	int *fd, const char *name, bool make, const char *path, struct err *err)
{
	int next;

	if (make && mkdirat(*fd, name, 0755) == 0)
		(void)fsync(*fd);
	else if (make && errno != EEXIST)
		return err_errno(
			err, path, "", "cannot make the folder %s", name);
	next = openat(
		*fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (next < 0)
		return err_errno(
			err, path, "", "cannot open the folder %s", name);
	(void)close(*fd);
	*fd = next;
	return ERR_OK;
}

/* Opens the folder that holds the path's last part, which *leaf points to. */
static enum err_code
folder_walk(int *fd, const char **leaf, const char *folder, const char *path,
	bool make, struct err *err)
{
	char name[NAME_LEN_MAX];
	const char *slash;
	enum err_code rc;

	if (!folder_path_is_sound(path))
		return folder_bad_path(path, err);
	rc = folder_open(fd, folder, err);
	if (rc != ERR_OK)
		return rc;
	while ((slash = strchr(path, '/')) != NULL) {
		memcpy(name, path, (size_t)(slash - path));
		name[slash - path] = '\0';
		rc = folder_step_down(fd, name, make, path, err);
		if (rc != ERR_OK) {
			(void)close(*fd);
			return rc;
		}
		path = slash + 1;
	}
	*leaf = path;
	return ERR_OK;
}

static bool
folder_write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return fchmod(fd, 0644) == 0 && fsync(fd) == 0;
}

/* A crash leaves at most a hidden file, which the next write replaces. */
static enum err_code
folder_write_leaf(bool *shown, int dir, const char *leaf, const void *data,
	size_t len, struct err *err)
{
	char temporary[NAME_LEN_MAX + 16];
	enum err_code rc = ERR_OK;
	int fd;

	fixed_format(temporary, sizeof(temporary), TEMPORARY "-%s", leaf);
	(void)unlinkat(dir, temporary, 0);
	fd = openat(dir, temporary,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd < 0)
		return err_errno(err, leaf, "", "cannot write the file");
	if (!folder_write_all(fd, data, len))
		rc = err_errno(err, leaf, "", "cannot write the file");
	if (close(fd) != 0 && rc == ERR_OK)
		rc = err_errno(err, leaf, "", "cannot write the file");
	*shown = rc == ERR_OK;
	if (rc == ERR_OK && renameat(dir, temporary, dir, leaf) != 0)
		rc = err_errno(err, leaf, "", "cannot put the file in place");
	if (rc != ERR_OK)
		(void)unlinkat(dir, temporary, 0);
	else if (fsync(dir) != 0)
		rc = err_errno(err, leaf, "", "cannot make the file last");
	return rc;
}

/* *shown: readers may see it, though it may not last, or not be known. */
static enum err_code
folder_write_shown(bool *shown, const char *folder, const char *path,
	const void *data, size_t len, struct err *err)
{
	const char *leaf;
	enum err_code rc;
	int dir;

	*shown = false;
	rc = folder_walk(&dir, &leaf, folder, path, true, err);
	if (rc != ERR_OK)
		return rc;
	rc = folder_write_leaf(shown, dir, leaf, data, len, err);
	(void)close(dir);
	return rc;
}

enum err_code
folder_write(const char *folder, const char *path, const void *data, size_t len,
	struct err *err)
{
	bool shown;

	return folder_write_shown(&shown, folder, path, data, len, err);
}

static enum err_code
folder_read_fd(struct buf *out, int fd, const char *path, struct err *err)
{
	char part[16384];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(
			err, ERR_INVALID, path, "", "this is no plain file");
	while ((n = read(fd, part, sizeof(part))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, path, "", "cannot read the file");
		if (!buf_try_add(out, part, (size_t)n))
			return err_set(err, ERR_TOO_LARGE, path, "",
				"the file is larger than %zu bytes", out->max);
	}
	return ERR_OK;
}

enum err_code
folder_read(
	struct buf *out, const char *folder, const char *path, struct err *err)
{
	const char *leaf;
	enum err_code rc;
	int dir, fd;

	rc = folder_walk(&dir, &leaf, folder, path, false, err);
	if (rc != ERR_OK)
		return rc;
	/* O_NONBLOCK: opening a pipe would wait for a writer */
	fd = openat(dir, leaf, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		rc = err_errno(err, path, "", "cannot open the file");
	else
		rc = folder_read_fd(out, fd, path, err);
	if (fd >= 0)
		(void)close(fd);
	(void)close(dir);
	return rc;
}

/* ---- requests ---- */

static enum err_code
folder_put_files(
	struct folder_reply *out, const struct wire_request *r, struct err *err)
{
	enum err_code rc;
	bool shown;

	for (size_t i = 0; i < r->file_count; i++) {
		const struct wire_file *f = &r->files[i];

		rc = folder_write_shown(
			&shown, r->folder, f->path, f->data, f->len, err);
		if (shown && (!r->last_tells || i + 1 == r->file_count))
			out->answer.sent = true;
		if (rc != ERR_OK)
			return rc;
	}
	out->answer.status = 200;
	return ERR_OK;
}

/* How a file stands to what it should be: 200, 404 or 409. */
static enum err_code
folder_compare_file(int *status, struct buf *seen, const char *folder,
	const struct wire_file *f, struct err *err)
{
	struct err why;
	enum err_code rc = folder_read(seen, folder, f->path, &why);

	if (rc == ERR_OK)
		*status = seen->len == f->len &&
				memcmp(seen->data, f->data, f->len) == 0
			? 200
			: 409;
	else if (rc == ERR_NOT_FOUND)
		*status = 404;
	else if (err != NULL)
		*err = why;
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
folder_get_files(
	struct folder_reply *out, const struct wire_request *r, struct err *err)
{
	enum err_code rc = ERR_OK;
	struct buf other;
	int status;

	buf_init(&other, FOLDER_FILE_MAX);
	out->answer.status = 200;
	for (size_t i = 0; i < r->file_count && rc == ERR_OK; i++) {
		buf_reset(&other);
		rc = folder_compare_file(&status, i == 0 ? &out->body : &other,
			r->folder, &r->files[i], err);
		if (rc != ERR_OK || status == 200)
			continue;
		out->answer.status = 409;
		if (i == 0 && status == 404) {
			out->answer.status = 404;
			break;
		}
	}
	buf_release(&other);
	return rc;
}

/* Can files be made here? */
static enum err_code
folder_head(
	struct folder_reply *out, const struct wire_request *r, struct err *err)
{
	enum err_code rc;
	int fd;

	rc = folder_open(&fd, r->folder, err);
	if (rc != ERR_OK)
		return rc;
	if (faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) != 0)
		rc = err_errno(err, r->folder,
			"Give the relay's user the folder.",
			"the folder cannot be written");
	(void)close(fd);
	out->answer.status = 200;
	return rc;
}

static const struct {
	const char *method;
	enum err_code (*perform)(struct folder_reply *,
		const struct wire_request *, struct err *);
} methods[] = {
	{ "PUT", folder_put_files },
	{ "GET", folder_get_files },
	{ "HEAD", folder_head },
};

void
folder_reply_init(struct folder_reply *r)
{
	*r = (struct folder_reply){ 0 };
	buf_init(&r->body, FOLDER_FILE_MAX);
}

void
folder_reply_release(struct folder_reply *r)
{
	if (r != NULL)
		buf_release(&r->body);
}

void
folder_perform(struct folder_reply *out, const struct wire_request *r)
{
	enum err_code rc = ERR_INVALID;
	struct err err = { .what = "no such request to a folder" };

	buf_reset(&out->body);
	out->error[0] = '\0';
	out->answer = (struct wire_response){ 0 };
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (strcmp(methods[i].method, r->method) == 0)
			rc = methods[i].perform(out, r, &err);
	if (rc != ERR_OK) {
		fixed_cut_format(out->error, sizeof(out->error), "%s (%s)",
			err.what, err.where);
		out->answer.status = 0;
	}
	out->answer.answered = rc == ERR_OK;
	out->answer.error = out->error;
	out->answer.type = "";
	out->answer.body = out->body.data;
	out->answer.body_len = out->body.len;
}

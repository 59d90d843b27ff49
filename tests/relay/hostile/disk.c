/*
 * core/net/folder.c above calls of the system that fail when they are told to.
 * Nothing waits for the disk, which is not what is tried here.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/relay/hostile/own.h"

/* Whether the operation is not to be carried out: errno says why. */
static bool
disk_fails(const char *op, bool *also)
{
	const struct hostile_fate *f;

	*also = false;
	if (hostile_own()->dead) {
		errno = EIO;
		return true;
	}
	f = hostile_strikes(op);
	if (f == NULL)
		return false;
	*also = f->does == DOES;
	errno = f->code;
	return true;
}

static int
disk_openat(int dir, const char *name, int flags, ...)
{
	bool also;

	if ((flags & O_CREAT) && disk_fails("open", &also))
		return -1;
	return openat(dir, name, flags, 0644);
}

/* Half of it is on the disk when it is full. */
static ssize_t
disk_write(int fd, const void *data, size_t len)
{
	bool also;
	int why;

	if (!disk_fails("write", &also))
		return write(fd, data, len);
	why = errno;
	(void)!write(fd, data, len / 2);
	errno = why;
	return -1;
}

static int
disk_fsync(int fd)
{
	struct stat st;
	bool also;

	assert_int_equal(fstat(fd, &st), 0);
	return disk_fails(S_ISDIR(st.st_mode) ? "dirsync" : "sync", &also) ? -1
									   : 0;
}

static int
disk_renameat(int from, const char *old, int to, const char *name)
{
	bool also, fails = disk_fails("rename", &also);
	int why = errno;

	if (!fails)
		return renameat(from, old, to, name);
	if (also)
		assert_int_equal(renameat(from, old, to, name), 0);
	errno = why;
	return -1;
}

static int
disk_unlinkat(int dir, const char *name, int flags)
{
	return hostile_own()->dead ? 0 : unlinkat(dir, name, flags);
}

#define openat disk_openat
#define write disk_write
#define fsync disk_fsync
#define renameat disk_renameat
#define unlinkat disk_unlinkat
#define folder_write hostile_folder_write
#define folder_read hostile_folder_read
#define folder_reply_init hostile_folder_reply_init
#define folder_reply_release hostile_folder_reply_release
#define folder_perform hostile_folder_perform
#include "net/folder.c"

void
hostile_disk_perform(const struct wire_request *q)
{
	struct hostile_own *own = hostile_own();
	struct folder_reply reply;

	folder_reply_init(&reply);
	folder_perform(&reply, q);
	own->answer = reply.answer;
	buf_add(&own->body, reply.body.data, reply.body.len);
	folder_reply_release(&reply);
}

char *
hostile_disk_get(const char *path)
{
	struct buf seen;
	char *text = NULL;

	buf_init(&seen, FOLDER_FILE_MAX);
	if (folder_read(&seen, hostile_folder(), path, NULL) == ERR_OK)
		text = mem_strdup(seen.data);
	buf_release(&seen);
	return text;
}

/*
 * A pipe would not do: a full repaint may be more than it holds, and the one
 * who reads it is the one who writes.
 */
#include "tui/console/aside.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

enum { SCREEN_MAX = 8 << 20 };

enum err_code
aside_begin(int fd, struct err *err)
{
	int memory = memfd_create("screen", MFD_CLOEXEC);

	if (memory < 0 || dup2(memory, fd) < 0) {
		if (memory >= 0)
			(void)close(memory);
		return err_errno(err, "", "", "cannot keep the screen aside");
	}
	(void)close(memory);
	return ERR_OK;
}

static void
aside_write(int fd, const char *bytes, size_t len)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };
	ssize_t n;

	while (len > 0) {
		n = write(fd, bytes, len);
		if (n < 0 && errno == EAGAIN)
			(void)poll(&p, 1, -1);
		else if (n < 0 && errno != EINTR)
			return;
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

void
aside_flush(int fd, int terminal, const struct charset *charset)
{
	off_t size = lseek(fd, 0, SEEK_CUR);
	struct buf out;
	char *text;
	ssize_t n;

	if (size <= 0 || size > SCREEN_MAX)
		return;
	text = mem_array((size_t)size, 1);
	n = pread(fd, text, (size_t)size, 0);
	if (ftruncate(fd, 0) != 0)
		n = 0; /* never of memory: else it would be shown twice */
	(void)lseek(fd, 0, SEEK_SET);
	buf_init(&out, SCREEN_MAX * 2);
	if (n > 0)
		charset_encode(charset, &out, text, (size_t)n);
	aside_write(terminal, out.data, out.len);
	buf_release(&out);
	free(text);
}

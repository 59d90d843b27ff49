/*
 * Lines over a stream socket. Whole lines are taken from the front of the
 * input without moving the rest; the rest moves once, at the next read.
 */
#include "link/conn.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "link/protocol.h"

enum {
	READ_SIZE = 64 * 1024,
	IN_MAX = LINK_LINE_MAX + 1 + READ_SIZE,
	/* the limit of unread bytes, and one line that crosses it */
	OUT_MAX = LINK_RELAY_UNREAD_MAX + LINK_LINE_MAX + 2,
};

void
conn_init(struct conn *c, int fd)
{
	int flags = fcntl(fd, F_GETFL);

	(void)fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	*c = (struct conn){ .fd = fd };
	buf_init(&c->in, IN_MAX);
	buf_init(&c->out, OUT_MAX);
}

void
conn_release(struct conn *c)
{
	if (c == NULL || c->in.max == 0)
		return;
	if (c->fd >= 0)
		(void)close(c->fd);
	c->fd = -1;
	buf_release(&c->in);
	buf_release(&c->out);
}

static void
compact(struct conn *c)
{
	buf_consume(&c->in, c->start);
	c->scanned -= c->start;
	c->start = 0;
}

/* What was taken from the front takes no room any more. */
bool
conn_has_room(const struct conn *c)
{
	return !c->eof && c->in.len - c->start <= LINK_LINE_MAX;
}

void
conn_fill(struct conn *c)
{
	char piece[READ_SIZE];
	ssize_t n;

	compact(c);
	if (!conn_has_room(c))
		return;
	do
		n = read(c->fd, piece, sizeof(piece));
	while (n < 0 && errno == EINTR);
	if (n > 0) /* IN_MAX has room for a line and a piece */
		buf_add(&c->in, piece, (size_t)n);
	else if (n == 0)
		c->eof = true;
	else if (errno != EAGAIN && errno != EWOULDBLOCK)
		c->eof = c->broken = true;
}

/* Where the first newline is, or in.len; remembers what was searched. */
static size_t
find_newline(struct conn *c)
{
	const char *from = c->in.data + c->scanned;
	const char *nl = memchr(from, '\n', c->in.len - c->scanned);

	c->scanned = nl ? (size_t)(nl - c->in.data) : c->in.len;
	return c->scanned;
}

enum conn_line
conn_next(struct conn *c, const char **line, size_t *len)
{
	size_t end = find_newline(c);

	if (end - c->start > LINK_LINE_MAX)
		return CONN_BAD;
	if (end == c->in.len)
		return CONN_MORE;
	*line = c->in.data + c->start;
	*len = end - c->start;
	c->in.data[end] = '\0';
	c->start = c->scanned = end + 1;
	return CONN_LINE;
}

bool
conn_has_line(struct conn *c)
{
	size_t end = find_newline(c);

	return end < c->in.len || end - c->start > LINK_LINE_MAX;
}

bool
conn_peek(struct conn *c, char *out, size_t size)
{
	size_t end = find_newline(c), len = end - c->start;

	if (end == c->in.len)
		return false;
	if (len > size - 1)
		len = size - 1;
	memcpy(out, c->in.data + c->start, len);
	out[len] = '\0';
	return true;
}

void
conn_queue(struct conn *c, const char *line, size_t len)
{
	assert(len <= LINK_LINE_MAX);
	/* a peer that left this much unread is not reading */
	if (!buf_try_add(&c->out, line, len) || !buf_try_add(&c->out, "\n", 1))
		c->broken = true;
}

size_t
conn_unsent(const struct conn *c)
{
	return c->out.len;
}

void
conn_flush(struct conn *c)
{
	size_t done = 0;
	ssize_t n;

	while (!c->broken && done < c->out.len) {
		n = send(c->fd, c->out.data + done, c->out.len - done,
			MSG_NOSIGNAL);
		if (n > 0) {
			done += (size_t)n;
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			break;
		c->broken = true;
	}
	if (c->broken)
		done = c->out.len;
	buf_consume(&c->out, done);
	if (c->out.len == 0)
		buf_reset(&c->out);
}

/*
 * One connection that carries lines: what both ends of the protocol share.
 * It never waits; who uses it polls `fd`. It knows nothing of JSON.
 */
#ifndef CRIER_LINK_CONN_H
#define CRIER_LINK_CONN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct conn {
	int fd; /* non-blocking; -1 when closed */
	struct buf in; /* read, not yet taken */
	size_t start; /* of the first line not taken, in `in` */
	size_t scanned; /* no newline before this place */
	struct buf out; /* queued, not yet written */
	bool eof; /* nothing more will come */
	bool broken; /* nothing more can be sent */
};

enum conn_line {
	CONN_LINE, /* a whole line */
	CONN_MORE, /* not yet: read more */
	CONN_BAD /* longer than LINK_LINE_MAX: nothing more can be read */
};

/* Takes over fd, makes it non-blocking and close-on-exec. */
void conn_init(struct conn *c, int fd);
void conn_release(struct conn *c); /* closes the fd as well */

/*
 * Reads what is there, at most 64 KiB. The end of the stream sets eof, a reset
 * broken too; lines that came before can still be taken. After eof the other
 * side may still read: a shell's client closes its output first.
 */
void conn_fill(struct conn *c);
bool conn_has_room(const struct conn *c); /* would it read anything? */

/*
 * The next line, without its newline, valid until the next call with this
 * connection. An unended last line before eof is not a line.
 */
enum conn_line conn_next(struct conn *c, const char **line, size_t *len);

/* True if conn_next would give a line (or BAD) without reading. */
bool conn_has_line(struct conn *c);

/* The start of the line that conn_next would give; false if there is none. */
bool conn_peek(struct conn *c, char *out, size_t size);

/*
 * Queues a line of at most LINK_LINE_MAX; the newline is added. Nothing is
 * written yet. The connection is broken if there is no room for it any more.
 */
void conn_queue(struct conn *c, const char *line, size_t len);

/* Bytes queued and not yet taken by the system. */
size_t conn_unsent(const struct conn *c);

/* Writes what can be written now; a closed pipe sets broken and drops
 * the rest. */
void conn_flush(struct conn *c);

#endif

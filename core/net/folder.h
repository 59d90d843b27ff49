/*
 * The performer of WIRE_FOLDER requests: files written whole or not at all
 * (a temporary file, fsync, rename, fsync of the folder) and read back. A
 * path never leaves its folder: no "..", no absolute path, no symbolic link
 * on the way below the folder.
 */
#ifndef CRIER_NET_FOLDER_H
#define CRIER_NET_FOLDER_H

#include "base/buf.h"
#include "base/err.h"
#include "wire/connector.h"

enum { FOLDER_FILE_MAX = 16 << 20 };

/* Readable by everybody (0644); missing folders on the way are made. */
enum err_code folder_write(const char *folder, const char *path,
	const void *data, size_t len, struct err *err);

/* ERR_NOT_FOUND if there is none; the buffer's maximum bounds it. */
enum err_code folder_read(
	struct buf *out, const char *folder, const char *path, struct err *err);

struct folder_reply {
	struct wire_response answer; /* borrows from the rest of the reply */
	struct buf body; /* GET: the first file */
	char error[640];
};

void folder_reply_init(struct folder_reply *r);
void folder_reply_release(struct folder_reply *r);

/* Performs a request at once; it waits for the disk. */
void folder_perform(struct folder_reply *out, const struct wire_request *r);

#endif

/*
 * SHA-256 of a file, piece by piece.
 */
#include "tui/pages/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/hash.h"
#include "base/text.h"
#include "tui/pages/i18n.h"

static enum err_code
read_through(char hex[HASH_HEX], int64_t *size, int fd, const char *path,
	struct err *err)
{
	static unsigned char piece[1 << 16];
	struct hash_stream *h = hash_stream_new();
	ssize_t n;

	*size = 0;
	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		hash_stream_add(h, piece, (size_t)n);
		*size += n;
	}
	hash_stream_end(hex, h);
	if (n < 0)
		return err_errno(err, path, _("Name a file that can be read."),
			_("cannot read"));
	return ERR_OK;
}

enum err_code
digest_file(json_t *fields, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char hex[HASH_HEX], name[256];
	struct stat st;
	int64_t size;
	enum err_code rc;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		if (fd >= 0)
			(void)close(fd);
		return err_set(err, ERR_INVALID, path,
			_("Name a file that can be read."),
			_("this is no file that can be read"));
	}
	rc = read_through(hex, &size, fd, path, err);
	(void)close(fd);
	if (rc != ERR_OK)
		return rc;
	slash = slash ? slash + 1 : path;
	text_printable(name, sizeof(name), slash, strlen(slash));
	doc_put_str(fields, "digest", hex);
	doc_put_int(fields, "size", size);
	doc_put_str(fields, "name", name);
	return ERR_OK;
}

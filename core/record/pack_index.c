/*
 * Index of a pack, version 2: magic, fan-out, ids, check sums, offsets, and
 * the sums of the pack and of the index itself.
 */
#include "record/pack_index.h"

#include <assert.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "crier/refusal.h"

enum { FANOUT = 256, VERSION = 2 };

static void
index_put_u32(struct buf *b, uint32_t n)
{
	unsigned char raw[4];

	for (unsigned i = 0; i < 4; i++)
		raw[i] = (unsigned char)(n >> (24 - 8 * i));
	buf_add(b, raw, sizeof(raw));
}

static int
index_by_id(const void *a, const void *b)
{
	const struct pack_item *x = a, *y = b;

	return git_oid_cmp(&x->id, &y->id);
}

static void
put_fanout(struct buf *b, const struct pack_item *item, size_t count)
{
	size_t n = 0;

	for (unsigned first = 0; first < FANOUT; first++) {
		while (n < count && item[n].id.id[0] <= first)
			n++;
		index_put_u32(b, (uint32_t)n);
	}
}

void
pack_index_format(struct buf *out, struct pack_item *item, size_t count,
	const unsigned char trailer[GIT_OID_RAWSZ])
{
	static const unsigned char magic[] = { 0xFF, 't', 'O', 'c' };
	unsigned char sum[EVP_MAX_MD_SIZE];
	int ok;

	qsort(item, count, sizeof(*item), index_by_id);
	buf_add(out, magic, sizeof(magic));
	index_put_u32(out, VERSION);
	put_fanout(out, item, count);
	for (size_t i = 0; i < count; i++)
		buf_add(out, item[i].id.id, GIT_OID_RAWSZ);
	for (size_t i = 0; i < count; i++)
		index_put_u32(out, item[i].crc);
	for (size_t i = 0; i < count; i++)
		index_put_u32(out, item[i].at);
	buf_add(out, trailer, GIT_OID_RAWSZ);
	ok = EVP_Digest(out->data, out->len, sum, NULL, EVP_sha1(), NULL);
	assert(ok == 1);
	buf_add(out, sum, GIT_OID_RAWSZ);
}

static enum err_code
index_write_all(int fd, const char *path, const struct buf *b, struct err *err)
{
	for (size_t done = 0; done < b->len;) {
		ssize_t n = write(fd, b->data + done, b->len - done);

		if (n < 0)
			return refuse_errno(err, REFUSE_WRITE, path);
		done += (size_t)n;
	}
	if (fchmod(fd, 0444) < 0 || fsync(fd) < 0)
		return refuse_errno(err, REFUSE_WRITE, path);
	return ERR_OK;
}

/* A new file with these bytes on the disk; *path is yours to free. */
static enum err_code
index_write_new(
	char **path, const char *dir, const struct buf *b, struct err *err)
{
	enum err_code rc;
	int fd;

	*path = mem_printf("%s/tmp_pack_XXXXXX", dir);
	fd = mkostemp(*path, O_CLOEXEC);
	if (fd < 0)
		return refuse_errno(err, REFUSE_WRITE, dir);
	rc = index_write_all(fd, *path, b, err);
	(void)close(fd);
	return rc;
}

static enum err_code
give_name(const char *from, const char *dir, const char *name,
	const char *suffix, struct err *err)
{
	char *to = mem_printf("%s/pack-%s.%s", dir, name, suffix);
	enum err_code rc = ERR_OK;

	if (rename(from, to) < 0)
		rc = refuse_errno(err, REFUSE_WRITE, to);
	free(to);
	return rc;
}

static enum err_code
sync_folder(const char *dir, struct err *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err_code rc = ERR_OK;

	if (fd < 0 || fsync(fd) < 0)
		rc = refuse_errno(err, REFUSE_WRITE, dir);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

enum err_code
pack_index_store(const char *dir, const char *name, const struct buf *pack,
	const struct buf *index, struct err *err)
{
	char *new_pack = NULL, *new_index = NULL;
	enum err_code rc = index_write_new(&new_pack, dir, pack, err);

	if (rc == ERR_OK)
		rc = index_write_new(&new_index, dir, index, err);
	if (rc == ERR_OK)
		rc = give_name(new_pack, dir, name, "pack", err);
	if (rc == ERR_OK)
		rc = give_name(new_index, dir, name, "idx", err);
	if (rc == ERR_OK)
		rc = sync_folder(dir, err);
	if (rc != ERR_OK) {
		if (new_pack != NULL)
			(void)unlink(new_pack);
		if (new_index != NULL)
			(void)unlink(new_index);
	}
	free(new_pack);
	free(new_index);
	return rc;
}

/*
 * The bundle is written into the station's folder under no name, because its
 * size stands in the tar before it. The tar is POSIX's plain form (ustar), the
 * same bytes for the same record.
 */
#include "station/record_export.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "record/bundle_write.h"
#include "station/checkup.h"
#include "station/checkup_record.h"
#include "station/env.h"

enum {
	BLOCK = 512, /* of a tar */
	PIECE = 45 * 1024, /* bytes of a part: 60 KiB of base64 */
	README_MAX = 64 << 10
};

#define FOLDER "crier-record/"

extern const char record_export_md[] __attribute__((visibility("hidden")));
__asm__(".pushsection .rodata.record_export,\"a\",%progbits\n"
	"record_export_md:\n\t.incbin \"core/station/texts/export.md\"\n"
	"\t.byte 0\n\t.popsection\n");

struct export_tar {
	void (*part)(void *ctx, json_t *part);
	const struct progress *progress;
	char piece[PIECE];
	size_t len;
	long long bytes; /* handed on so far */
	int64_t time; /* of every file, seconds */
};

static void
tar_flush(struct export_tar *t)
{
	char text[BASE64_ROOM(PIECE)];
	json_t *doc;

	if (t->len == 0)
		return;
	base64_format(text, sizeof(text), t->piece, t->len);
	doc = json_object();
	doc_put_str(doc, "data", text);
	t->part(NULL, doc);
	t->bytes += (long long)t->len;
	t->len = 0;
}

static void
tar_add(struct export_tar *t, const void *data, size_t len)
{
	const char *at = data;

	while (len > 0) {
		size_t n = PIECE - t->len < len ? PIECE - t->len : len;

		memcpy(t->piece + t->len, at, n);
		t->len += n;
		at += n;
		len -= n;
		if (t->len == PIECE)
			tar_flush(t);
	}
}

static void
tar_pad(struct export_tar *t, long long len)
{
	static const char zeros[BLOCK];

	tar_add(t, zeros, (size_t)((BLOCK - len % BLOCK) % BLOCK));
}

/* A field of octal digits and a NUL. */
static void
tar_octal(char *out, size_t room, unsigned long long n)
{
	char digits[32];

	fixed_format(digits, sizeof(digits), "%0*llo", (int)room - 1, n);
	memcpy(out, digits, room);
}

static void
tar_header(struct export_tar *t, const char *name, long long len)
{
	char h[BLOCK] = "";
	unsigned sum = 0;

	fixed_format(h, 100, FOLDER "%s", name);
	tar_octal(h + 100, 8, 0644);
	tar_octal(h + 108, 8, 0);
	tar_octal(h + 116, 8, 0);
	tar_octal(h + 124, 12, (unsigned long long)len);
	tar_octal(h + 136, 12, (unsigned long long)t->time);
	memset(h + 148, ' ', 8); /* the sum, while it is taken */
	h[156] = '0';
	memcpy(h + 257, "ustar\00000", 8);
	for (size_t n = 0; n < BLOCK; n++)
		sum += (unsigned char)h[n];
	tar_octal(h + 148, 7, sum);
	tar_add(t, h, BLOCK);
}

static void
tar_text(struct export_tar *t, const char *name, const char *text)
{
	long long len = (long long)strlen(text);

	tar_header(t, name, len);
	tar_add(t, text, (size_t)len);
	tar_pad(t, len);
}

static enum err_code
tar_file(struct export_tar *t, const char *name, FILE *f, struct err *err)
{
	char chunk[8192];
	long long len;
	size_t n;

	if (fseek(f, 0, SEEK_END) != 0 || (len = ftell(f)) < 0 ||
		fseek(f, 0, SEEK_SET) != 0)
		return refuse_errno(err, REFUSE_READ, name);
	tar_header(t, name, len);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0) {
		tar_add(t, chunk, n);
		(void)progress_tell(t->progress, PROGRESS_BYTES, t->bytes >> 20,
			len >> 20, NULL);
	}
	if (ferror(f))
		return refuse_errno(err, REFUSE_READ, name);
	tar_pad(t, len);
	return ERR_OK;
}

/* What it is and up to where, then how to check it. */
static char *
readme(const struct record_head *head, struct ledger *l)
{
	char time[INSTANT_TEXT];
	struct buf b;

	instant_format(time, head->time, 0);
	buf_init(&b, README_MAX);
	buf_printf(&b,
		"# 档案库副本 / A copy of the record\n\n"
		"    条目 entries  1-%lld (%s)\n"
		"    末条校验码 head     %s\n"
		"    提交 commit   %s\n",
		(long long)head->seq, time, head->ledger, head->commit);
	if (head->seq < ledger_head(l)->seq)
		buf_printf(&b,
			"\n台账另有 %lld 条目当时尚未写入档案库。 / %lld "
			"entries of the ledger were not in the record yet.\n",
			(long long)(ledger_head(l)->seq - head->seq),
			(long long)(ledger_head(l)->seq - head->seq));
	buf_puts(&b, record_export_md);
	return buf_take(&b);
}

/* A file of the station's folder that has no name and goes with us. */
static enum err_code
scratch(FILE **out, const char *dir, struct err *err)
{
	char *path = station_path(dir, "export.XXXXXX");
	int fd = mkostemp(path, O_CLOEXEC);

	*out = fd < 0 ? NULL : fdopen(fd, "w+");
	if (fd >= 0)
		(void)unlink(path);
	if (fd >= 0 && *out == NULL)
		(void)close(fd);
	free(path);
	return *out ? ERR_OK : refuse_errno(err, REFUSE_WRITE, dir);
}

enum err_code
record_export(json_t **out, const char *dir, struct ledger *l,
	void (*part)(void *ctx, json_t *part), const struct progress *progress,
	struct err *err)
{
	static const char end[2 * BLOCK];
	char *record = station_path(dir, "record"), *text;
	struct export_tar *t = mem_new(sizeof(*t));
	struct record_head head = { .seq = 0 };
	FILE *f = NULL;
	enum err_code rc = scratch(&f, dir, err);

	if (rc == ERR_OK)
		rc = bundle_write(f, &head, record, progress, err);
	if (rc == ERR_OK) {
		t->part = part;
		t->progress = progress;
		t->time = head.time / 1000;
		tar_text(t, "README.md", text = readme(&head, l));
		free(text);
		tar_text(t, "allowed_signers", text = checkup_signers(l));
		free(text);
		rc = tar_file(t, "record.bundle", f, err);
	}
	if (rc == ERR_OK) {
		tar_add(t, end, sizeof(end));
		tar_flush(t);
		*out = json_object();
		doc_put_int(*out, "entries", head.seq);
		doc_put_str(*out, "head", head.ledger);
		doc_put_str(*out, "commit", head.commit);
		doc_put_int(*out, "bytes", t->bytes);
	}
	if (f != NULL)
		(void)fclose(f);
	free(t);
	free(record);
	return rc;
}

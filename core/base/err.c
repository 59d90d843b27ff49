/*
 * Errors as values: a code, three short texts and nothing allocated, so that
 * reporting a failure cannot fail itself. Translation is left to refusal.c.
 */
#include "base/err.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const struct {
	const char *word;
	int exit;
} codes[] = {
	[ERR_OK] = { "ok", EX_OK },
	[ERR_INVALID] = { "invalid", EX_DATAERR },
	[ERR_USAGE] = { "usage", EX_USAGE },
	[ERR_REFUSED] = { "refused", EX_NOPERM },
	[ERR_DENIED] = { "denied", EX_NOPERM },
	[ERR_NOT_FOUND] = { "not-found", EX_NOINPUT },
	[ERR_CONFLICT] = { "conflict", EX_TEMPFAIL },
	[ERR_BUSY] = { "busy", EX_TEMPFAIL },
	[ERR_UNAVAILABLE] = { "unavailable", EX_UNAVAILABLE },
	[ERR_IO] = { "io", EX_IOERR },
	[ERR_CORRUPT] = { "corrupt", EX_DATAERR },
	[ERR_TOO_LARGE] = { "too-large", EX_DATAERR },
	[ERR_INTERNAL] = { "internal", EX_SOFTWARE },
};
_Static_assert(sizeof(codes) / sizeof(codes[0]) == ERR_CODES, "one row each");

/* How many bytes a character has that begins with c. */
static size_t
err_char_length(unsigned char c)
{
	return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

void
err_cut(char *text)
{
	size_t len = strlen(text), start = len;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start > 0 &&
		start - 1 + err_char_length((unsigned char)text[start - 1]) >
			len)
		text[start - 1] = '\0';
}

/* vsnprintf that never leaves half a UTF-8 character at the cut. */
static void __attribute__((format(printf, 3, 0)))
err_format(char *buf, size_t size, const char *fmt, va_list ap)
{
	int n = vsnprintf(buf, size, fmt, ap);

	if (n < 0)
		buf[0] = '\0';
	else if ((size_t)n >= size)
		err_cut(buf);
}

static void
err_copy(char *buf, size_t size, const char *text)
{
	if (text == NULL)
		buf[0] = '\0';
	else if (text != buf) {
		(void)snprintf(buf, size, "%s", text);
		err_cut(buf);
	}
}

enum err_code
err_set(struct err *err, enum err_code code, const char *where,
	const char *remedy, const char *fmt, ...)
{
	/* apart, because the arguments may be texts of this very err */
	struct err out = { .code = code };
	va_list ap;

	assert(code != ERR_OK);
	if (err == NULL)
		return code;
	err_copy(out.where, sizeof(out.where), where);
	err_copy(out.remedy, sizeof(out.remedy), remedy);
	va_start(ap, fmt);
	err_format(out.what, sizeof(out.what), fmt, ap);
	va_end(ap);
	*err = out;
	return code;
}

enum err_code
err_errno(struct err *err, const char *where, const char *remedy,
	const char *fmt, ...)
{
	int saved = errno;
	enum err_code code = ERR_IO;
	char text[200];
	va_list ap;

	if (saved == ENOENT)
		code = ERR_NOT_FOUND;
	else if (saved == EACCES || saved == EPERM)
		code = ERR_DENIED;
	va_start(ap, fmt);
	err_format(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(
		err, code, where, remedy, "%s: %s", text, strerror(saved));
}

void
err_at(struct err *err, const char *fmt, ...)
{
	char front[200], old[200];
	va_list ap;

	if (err == NULL)
		return;
	va_start(ap, fmt);
	err_format(front, sizeof(front), fmt, ap);
	va_end(ap);
	memcpy(old, err->where, sizeof(old));
	(void)snprintf(err->where, sizeof(err->where), "%.120s%s%.70s", front,
		old[0] ? ":" : "", old);
	err_cut(err->where);
}

const char *
err_word(enum err_code code)
{
	assert((unsigned)code < ERR_CODES);
	return codes[code].word;
}

int
err_exit(enum err_code code)
{
	assert((unsigned)code < ERR_CODES);
	return codes[code].exit;
}

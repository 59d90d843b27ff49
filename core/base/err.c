/*
 * Errors as values: a code and short texts in fixed arrays. Nothing is
 * allocated, so reporting a failure cannot fail. Translation is in
 * words/refusal.c.
 */
#include "base/err.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sysexits.h>

#include "base/fixed.h"

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
	fixed_cut(out.where, sizeof(out.where), where ? where : "");
	fixed_cut(out.remedy, sizeof(out.remedy), remedy ? remedy : "");
	va_start(ap, fmt);
	fixed_cut_vformat(out.what, sizeof(out.what), fmt, ap);
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
	fixed_cut_vformat(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(
		err, code, where, remedy, "%s: %s", text, strerror(saved));
}

void
err_at(struct err *err, const char *fmt, ...)
{
	char front[121], old[71];
	va_list ap;

	if (err == NULL)
		return;
	va_start(ap, fmt);
	fixed_cut_vformat(front, sizeof(front), fmt, ap);
	va_end(ap);
	fixed_cut(old, sizeof(old), err->where);
	fixed_format(err->where, sizeof(err->where), "%s%s%s", front,
		*old ? ":" : "", old);
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

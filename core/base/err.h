/*
 * What can go wrong, and how it is told. Every function that can fail returns
 * an err_code and takes a struct err as its last argument, which belongs to
 * the caller and is left alone on success. `what` says what is wrong, `where`
 * in which file, field or id, `remedy` what the reader can do about it. All
 * three are plain text, safe to print once passed through text_printable.
 */
#ifndef CRIER_BASE_ERR_H
#define CRIER_BASE_ERR_H

#include <stdbool.h>

enum err_code {
	ERR_OK,
	ERR_INVALID, /* what was given is wrong (EX_DATAERR) */
	ERR_USAGE, /* it was asked for in a wrong way (EX_USAGE) */
	ERR_REFUSED, /* a rule of release says no (EX_NOPERM) */
	ERR_DENIED, /* this person or process may not (EX_NOPERM) */
	ERR_NOT_FOUND, /* there is no such thing (EX_NOINPUT) */
	ERR_CONFLICT, /* the state is no longer what was seen (EX_TEMPFAIL) */
	ERR_BUSY, /* somebody else has it; trying again helps */
	ERR_UNAVAILABLE, /* a program or service does not answer */
	ERR_IO, /* the disk or the system failed (EX_IOERR) */
	ERR_CORRUPT, /* stored data are not what was written */
	ERR_TOO_LARGE, /* over a stated bound */
	ERR_INTERNAL, /* a fault of this program (EX_SOFTWARE) */
	ERR_CODES
};

enum { ERR_ARGS = 4, ARG_ROOM = 608 };

/* One argument of a refusal: crier/arg.h makes and tells it. */
struct arg {
	const struct arg_kind *kind; /* NULL is none */
	char text[ARG_ROOM]; /* its items, each of parts */
};

struct err {
	enum err_code code;
	char id[48]; /* stable word for scripts, "" if none */
	char what[400];
	char where[200];
	char remedy[300];
	struct arg arg[ERR_ARGS]; /* what the sentence puts in its places */
	bool has_args; /* they are all there: it can be formed in a language */
};

/*
 * Fills err (NULL is allowed) and returns code. The formats are printf's.
 * Text that does not fit is cut at a character's border.
 */
enum err_code err_set(struct err *err, enum err_code code, const char *where,
	const char *remedy, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The same with errno's text behind the message: "cannot open: No such …". */
enum err_code err_errno(struct err *err, const char *where, const char *remedy,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Puts a place in front of where: used by callers who know the file. */
void err_at(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A short stable word for the code, such as "invalid". */
const char *err_word(enum err_code code);

/* The exit status of sysexits(3) that tells a shell about this code. */
int err_exit(enum err_code code);

#endif

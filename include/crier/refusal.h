/*
 * Why the station says no. A refusal is a row with a stable word; it says what
 * kind each argument is, and in both languages what is wrong and how to mend
 * it. `refuse` keeps the arguments, so that the sentence is formed where the
 * reader is: in their language, and with the keys of the console or the
 * commands of the shell, whichever they have before them.
 */
#ifndef CRIER_REFUSAL_H
#define CRIER_REFUSAL_H

#include <stddef.h>

#include "base/err.h"
#include "base/lang.h"
#include "crier/arg.h"
#include "crier/choice.h"

enum refusal {
#define X(id, ...) id,
#include "crier/refusal.def"
#undef X
	REFUSAL_COUNT
};

/*
 * Fills err (NULL is allowed) and returns the row's code. `args` is
 * WITH(say_…(…), …), as many and of the kinds that the row has; WITH_NONE if it
 * has none.
 */
enum err_code refuse(struct err *err, enum refusal refusal, const char *where,
	const struct arg *args);

/* The same with another code, for a row that is of several. */
enum err_code refuse_as(struct err *err, enum err_code code,
	enum refusal refusal, const char *where, const struct arg *args);

/*
 * What the system said no to: errno's words are the last argument, its code
 * says whether the thing is not there, may not be used, or failed. Rows of a
 * path (REFUSE_READ, REFUSE_WRITE, REFUSE_MAKE), and of what there is none of
 * now (REFUSE_SYSTEM), a pipe or a thread.
 */
enum err_code
refuse_errno(struct err *err, enum refusal refusal, const char *path);
enum err_code refuse_system(struct err *err, const struct both *what);

/* A word that a field cannot be, with those that it can. */
enum err_code refuse_word(struct err *err, const char *field,
	enum choices choices, const char *word);

/* Not found, with those that there are (`known`: arg_words), if any. */
enum err_code refuse_none_of(struct err *err, const char *where, enum noun noun,
	const char *id, const struct arg *known);

/* Calls the fields in it as this act does: another may call them otherwise. */
void refusal_label(struct err *err, enum act act);

/* What the reader has at hand to do it with. */
enum refusal_hand { HAND_SHELL, HAND_KEYS };

/*
 * The text of err in a language, into what and remedy. An err that is not of
 * the table, or was read from another process and has lost its arguments,
 * keeps its own text; in Chinese, English is quoted as the words of somebody
 * else's, behind what its code says.
 */
void refusal_format(char *what, size_t what_size, char *remedy,
	size_t remedy_size, const struct err *err, enum lang lang);
void refusal_format_for(char *what, size_t what_size, char *remedy,
	size_t remedy_size, const struct err *err, enum lang lang,
	enum refusal_hand hand);

/* Where it is, for people: "entry 5" and fields are of a language too; those of
 * the act, or of a question for ACT_COUNT. */
void refusal_where(char *out, size_t size, const struct err *err, enum act act,
	enum lang lang);

/*
 * The arguments as a document, and back into an err that was read from another
 * process. What is of no row, or of other kinds than the row's here (the
 * station is another version), is left as it was.
 */
json_t *refusal_args_doc(const struct err *err);
void refusal_args_read(struct err *err, const json_t *args);

/* What one refusal says as part of another. */
struct arg arg_refusal(const struct err *err);

/* The table row's word, such as "changed-since-you-looked". */
const char *refusal_word(enum refusal refusal);

/* The kinds of a row's arguments, ARG_END after the last. */
const enum arg_type *refusal_args(enum refusal refusal);

#endif

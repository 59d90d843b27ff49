/*
 * The arguments of a refusal, each of a kind that says how it is told to
 * people: an officer by name, a gate by its title, a time as a time. An
 * argument is made by one of these functions and holds words of tables, names
 * and numbers, never a sentence in one language only: the sentence is formed
 * in the reader's language where the reader is (crier/refusal.h).
 */
#ifndef CRIER_ARG_H
#define CRIER_ARG_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/lang.h"
#include "crier/act.h"
#include "crier/message.h"
#include "crier/role.h"

/* ARG_END, and one for each row of crier/arg.def. */
enum arg_type {
	ARG_END,
#define X(id, word, parts, form) ARG_##id,
#include "crier/arg.def"
#undef X
	ARG_TYPES
};

/* What a refusal speaks of, where it has to be named: "there is no …". */
enum noun {
#define X(id, word, en, zh) NOUN_##id,
#include "crier/noun.def"
#undef X
	NOUN_COUNT
};

/* The arguments of `refuse`; WITH_NONE where a row has none. */
#define WITH(...) ((const struct arg[]){ __VA_ARGS__, { NULL, { 0 } } })
#define WITH_NONE ((const struct arg *)NULL)

/* What is told as it is, in either language. */
struct arg arg_id(const char *id); /* incident, message, claim, rule … */
struct arg arg_word(const char *word); /* of a file or the protocol */
struct arg arg_text(const char *text); /* as somebody has typed it */
struct arg arg_path(const char *path);
struct arg arg_url(const char *url);
struct arg arg_user(const char *login); /* of the machine */
struct arg arg_phone(const char *number);
struct arg arg_print(const char *fingerprint);
struct arg arg_count(int64_t count);
struct arg arg_bytes(size_t count); /* "1 MiB", "1000 bytes" */
struct arg arg_time(int64_t ms, int zone);
struct arg arg_digest(const char *digest); /* its first digits */
/* Words that are possible, apart by commas: "a, b". */
struct arg arg_words(const char *list);
/* One more; where there is no room for it, nothing more fits. */
bool arg_words_add(struct arg *list, const char *word);
bool arg_words_has(const struct arg *list, const char *word);

/* Words of tables, told by their titles. */
struct arg arg_roles(role_set roles);
struct arg arg_gate(enum gate gate);
struct arg arg_gates(unsigned gates); /* bits: 1 << enum gate */
struct arg arg_stage(enum stage stage);
struct arg arg_state(enum message_state state);
struct arg arg_act(enum act act);
struct arg arg_kind(enum message_kind kind);
struct arg arg_noun(enum noun noun);

/* A field of an act, with the label that its form has; a name that no act
 * has is told as it is. */
struct arg arg_field(const char *name);
/* What people call a field of this act; of ACT_COUNT that of a question, or of
 * the first act that has it. NULL: nothing else. */
const struct both *field_label(enum act act, const char *name);
/* Several of them: none yet, and one more; false if there is no room. */
struct arg arg_fields(void);
bool
arg_fields_add(struct arg *list, const char *name, const struct both *label);
/* A key of a file; "" is this place itself. */
struct arg arg_key(const char *name);
/* A slot or figure of a playbook. */
struct arg arg_slot(const char *id, const struct both *label);

/* An officer by name; and those who may be asked, with their numbers. */
struct arg arg_officer(const char *id, const char *name, const char *phone);
struct arg arg_officers(void); /* none yet */
/* False if there is no room for one more. */
bool arg_officers_add(
	struct arg *list, const char *id, const char *name, const char *phone);

/* An account with the name that it has; "" if none is known. */
struct arg arg_account(const char *id, const char *name);
/* What has an id and a title in both languages: an agency, a review route. */
struct arg arg_named(const char *id, const struct both *title);
/* Part of a sentence, in both languages. */
struct arg arg_both(const struct both *both);
#define ARG_BOTH(en, zh) arg_both(&(const struct both)BOTH(en, zh))
/* The words of another program (SQLite, libyaml), which has but one language. */
struct arg arg_quoted(const char *words);

/* Why the system said no, by errno's number. */
struct arg arg_errno(int number);

/* Bytes of one part of an item, with its end, and parts of an item at most. */
enum { ARG_PART = 200, ARG_PARTS = 3 };

enum arg_type arg_type(const struct arg *s);
/* Forms the argument for a reader, cut where a character ends. */
void arg_format(char *out, size_t size, const struct arg *s, enum lang lang);
/* The same where one sees a form: a field is told by its label alone. */
void arg_format_for(
	char *out, size_t size, const struct arg *s, enum lang lang, bool form);
/* Its first part alone: an id, a word, what is typed. */
void arg_first(char *out, size_t size, const struct arg *s);
/* Is this its first part? */
bool arg_is(const struct arg *s, const char *id);

/* {"kind": word, "items": [[part …] …]}, and back; false if it is none. */
json_t *arg_doc(const struct arg *s);
bool arg_parse(struct arg *out, const json_t *doc);

#endif

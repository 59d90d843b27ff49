/*
 * The folded text in which mentions are found, and questions about its words.
 * Private to the mention files.
 */
#ifndef CRIER_LINT_MENTION_INTERNAL_H
#define CRIER_LINT_MENTION_INTERNAL_H

#include <string.h>

#include "lint/mention.h"

enum { FIGURES_MAX = 64 };

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

struct word {
	const char *text;
	size_t len;
};
#define W(text)                                                                \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}

struct figure_word {
	struct word word;
	uint64_t figure; /* its bit */
};

/* What words near a number do to it: the notes of rules/lists/figure-words. */
enum mention_sense {
	SENSE_THING,
	SENSE_LABEL,
	SENSE_EACH,
	SENSE_PART,
	SENSE_AMONG,
	SENSE_BACK,
	SENSE_STILL,
	SENSE_FOUND,
	SENSE_CLAIMED,
	SENSE_WIDER,
	SENSE_CHANGE,
	SENSE_EVERYONE,
	SENSE_SAFE,
	SENSE_REST,
	SENSE_TOTAL,
	SENSE_ASOF,
	SENSE_NONE,
	SENSE_FILLER,
	SENSE_FILLER_ABOUT,
	SENSE_HELPS,
	SENSE_SENT,
	SENSE_WHO,
	SENSE_PERSON,
	SENSE_OWNED,
	SENSE_PLACE,
	SENSE_DEFINITE,
	SENSE_OPENS,
	SENSE_NOUN,
	SENSE_DENY,
	SENSE_DENY_LINKED,
	SENSE_DENY_NOT,
	SENSE_LINK,
	SENSE_FATE_ALL,
	SENSE_FATE_HURT,
	SENSE_FATE_DEAD,
	SENSE_FATE_OTHER,
	SENSE_NARROWER,
	SENSE_KIND,
	SENSE_BULLETIN,
	SENSE_OUT,
	SENSE_GROUP,
	SENSE_FINDS,
	SENSE_SINGLE,
	SENSE_HOME,
	SENSE_ELSEWHERE,
	SENSE_HAPPENED,
	SENSE_HERE,
	SENSE_REACHED,
	SENSE_SETTING,
	SENSE_COUNT
};

/* Of a word's first two bytes: most places are told by it to begin none. */
struct first_bytes {
	bool is[256];
};

static inline bool *
first_bytes_at(struct first_bytes *f, const char *text)
{
	return &f->is[((unsigned char)text[0] * 67U + (unsigned char)text[1]) &
		255U];
}

/* Could a word begin here, where so many bytes are left? */
static inline bool
first_bytes_may(const struct first_bytes *f, const char *text, size_t left)
{
	unsigned second = left > 1 ? (unsigned char)text[1] : 0;

	return left > 0 &&
		f->is[((unsigned char)text[0] * 67U + second) & 255U];
}

struct mention_words {
	struct word *rows; /* owned */
	size_t count;
	struct first_bytes first;
};

struct mention_reader {
	const struct lint_case *c;
	struct figure_word *words; /* owned */
	size_t word_count;
	struct first_bytes first; /* of the words */
	struct mention_words senses[SENSE_COUNT];
	uint64_t people; /* figures that count people */
	const char *text;
	size_t len;
	size_t used; /* end of the word that bound last */
	size_t scanned, sentence; /* the sentence around `scanned` begins */
	size_t bracket; /* behind the last one of the sentence */
	size_t parted; /* from here to the sentence's end stand parts; 0 no */
	size_t unquoted, quote; /* where a quotation began, SIZE_MAX none */
	uint64_t counting; /* figures of the sentence's last mention */
	bool counting_back; /* and it looked back */
	int64_t counted; /* its number */
	size_t loose; /* end of the last number of people without a figure */
	int64_t loose_count; /* and how many, with those joined before it */
	struct mentions *out;
};

/* The words of figures and senses, from the playbook and the list. */
void mention_reader_init(struct mention_reader *r, const struct lint_case *c,
	const char *text, size_t len, struct mentions *out);
void mention_reader_release(struct mention_reader *r);

/* The word stands at `at`. Asked most of all, so it is inline. */
static inline bool
word_starts(const struct mention_reader *r, size_t at, const struct word *w)
{
	return at + w->len <= r->len && r->text[at] == w->text[0] &&
		r->text[at + w->len - 1] == w->text[w->len - 1] &&
		memcmp(r->text + at, w->text, w->len) == 0;
}

/* The n bytes at `at`, if they are Latin, are words by themselves. */
bool word_stands(const struct mention_reader *r, size_t at, size_t n);

/* Bytes of the longest of the words that begins at `at`; 0 if none does. */
size_t word_longest(const struct mention_reader *r, size_t at,
	const struct word *words, size_t count);

/* A word of the sense begins at `at` (its bytes), or ends there. */
size_t
sense_at(const struct mention_reader *r, size_t at, enum mention_sense sense);
size_t
sense_ends(const struct mention_reader *r, size_t at, enum mention_sense sense);

/* A word of the sense stands in [from, to). */
bool sense_within(const struct mention_reader *r, size_t from, size_t to,
	enum mention_sense sense);

/* Where a word of the sense begins last in the text; 0 nowhere. */
size_t sense_last(const struct mention_reader *r, enum mention_sense sense);

/* A sentence ends with the byte at `at`; "p.m." ends none. */
bool sentence_ends_at(const struct mention_reader *r, size_t at);

/* Where the sentence ends that holds `at`, at most `most` bytes on. */
size_t sentence_end(const struct mention_reader *r, size_t at, size_t most);

/* The word of a figure that begins at `at`, or ends there, the longest: its
 * bytes, 0 if none does. Figures that share it are all meant. */
size_t mention_figure_at(uint64_t *figures, const struct mention_reader *r,
	size_t at, bool ends);

/* A clause ends before this character: a stop, a bracket, a digit. */
bool clause_ends_at(uint32_t cp);

/* A word of the sense stands within the clause before `at`. */
bool sense_before(
	const struct mention_reader *r, size_t at, enum mention_sense sense);

/* Where the clause begins that holds `at`, but no further than 30 bytes. */
size_t clause_start(const struct mention_reader *r, size_t at);

/* A village, a street … is named in the clause before `at`. */
bool mention_place_before(const struct mention_reader *r, size_t at);

void mention_keep(struct mentions *out, const struct mention *m);

/* The unit at `at`: its bytes, 0 if none stands there. */
size_t mention_unit_at(const struct mention_reader *r, size_t at);

/* The figures that the number may count, by its unit and head noun. */
uint64_t mention_may(const struct mention_reader *r, const struct mention *m);

/* A new clause begins, so what follows is not what the number counts. */
bool mention_turns_away(const struct mention_reader *r, size_t at);

/* "96户、" or "871户" ends at `at`: its bytes. */
size_t mention_household(const struct mention_reader *r, size_t at);

/* 死 or 伤 alone behind the number and its unit: 3死7伤. The figure, and the
 * bytes of the character; 0 if there is none. */
size_t
mention_single(uint64_t *figures, const struct mention_reader *r, size_t at);

/* Figures that have one of these roles (bits). */
uint64_t mention_of_roles(const struct mention_reader *r, unsigned roles);

/* What the words around it make of a mention; false: it counts nothing. Of one
 * that can be no figure's (`counts` false) only whether parts follow. */
bool
mention_set_sense(struct mention_reader *r, struct mention *m, bool counts);

/* It is no time, ordinal, label or measure. */
bool mention_is_count(const struct mention_reader *r, const struct mention *m);

/* What begins at `at` says of somebody that it is not so: 无人受伤, unhurt,
 * 尚未找到. */
bool mention_denies(const struct mention_reader *r, size_t at);

/* What the text says happened to nobody: 未造成人员伤亡, nobody was hurt. */
void mentions_find_zero(struct mention_reader *r);
/* And that everybody is well: 全部人员平安. */
void mentions_find_safe(struct mention_reader *r);

#endif

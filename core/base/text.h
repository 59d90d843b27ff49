/*
 * UTF-8 text: is it valid, what does it count to on a platform, and how is
 * hostile text made fit for a terminal. Nothing here depends on a locale;
 * width on screen is the console's business, not ours.
 */
#ifndef CRIER_BASE_TEXT_H
#define CRIER_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Strict UTF-8: no overlong forms, surrogates, NUL or over U+10FFFF. */
bool text_is_valid(const char *text, size_t len);

/*
 * One code point from the front: returns the bytes used, 0 at the end. An
 * invalid byte gives U+FFFD and 1, so that a loop always gets on.
 */
size_t text_decode(uint32_t *cp, const char *text, size_t len);
size_t text_encode(char out[4], uint32_t cp);

/* The longest prefix of at most max bytes that ends at a code point. */
size_t text_cut(const char *text, size_t len, size_t max);

/* Some bytes of a text, with what stands around them. */
struct text_place {
	const char *text;
	size_t len;
	size_t start, end; /* of the bytes, end > start */
};

/*
 * Where the bytes of a place stand in another text: of all that are the same
 * the one whose surroundings are most alike, so that a number is not taken
 * for the same number elsewhere. *likeness is how many bytes beside it are
 * alike, at most 64 at each side. SIZE_MAX if it does not stand there.
 */
size_t text_find_alike(size_t *likeness, const char *text, size_t len,
	const struct text_place *place);

/*
 * A bounded one-line copy that no terminal can be tricked with: escape
 * sequences, controls (C0, C1), direction overrides and isolates, zero-width
 * and other invisible format characters become U+FFFD (a whole ANSI sequence
 * becomes one), newline and tab become a blank. Always NUL-terminated, cut
 * at a character; size is at least 1.
 */
void text_printable(char *out, size_t size, const char *text, size_t len);

/*
 * The same of the whole text, newline and tab kept: for texts of many lines.
 * The caller frees it.
 */
char *text_clean(const char *text, size_t len);

/* How platforms count. */
enum text_unit {
	TEXT_CODE_POINTS,
	TEXT_GRAPHEMES, /* extended grapheme clusters, Unicode 15 */
	TEXT_WEIGHTED, /* X: 1 for the Latin ranges, else 2; an emoji is 2 */
	TEXT_WEIBO, /* ASCII a half, all else 1, the sum rounded up */
	TEXT_BYTES, /* of UTF-8 */
	TEXT_UNITS
};

/* "graphemes" …: the word in platforms.yaml and in answers. */
const char *text_unit_word(enum text_unit unit);

/*
 * How long the text is in a unit. With url_weight > 0 every http(s) address
 * counts that many whatever its length.
 */
long
text_count(const char *text, size_t len, enum text_unit unit, int url_weight);

/* The first address at or after `from`: false if none. End is exclusive. */
bool
text_url(size_t *start, size_t *end, const char *text, size_t len, size_t from);

/*
 * NFKC, case folded, invisible characters and marks upon digits dropped, the
 * digits of all scripts as 0 to 9, with a map back: at[i] is
 * where in the original byte i of data came from, and at[len] the original's
 * length, so that a finding can be reported in what the person wrote.
 */
struct text_folded {
	char *data; /* NUL-terminated */
	size_t len;
	size_t *at; /* len + 1 of them: start of the original character */
	size_t *to; /* len + 1 of them: end of the original character */
};

void text_fold(struct text_folded *out, const char *text, size_t len);
void text_folded_release(struct text_folded *f);

/*
 * The needle occurs in the text when both are folded and all white space is
 * dropped. An empty needle always occurs.
 */
bool text_holds(const char *text, const char *needle);

#endif

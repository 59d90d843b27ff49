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
 * Decodes the code point at the front and returns its bytes, 0 at the end. An
 * invalid byte gives U+FFFD and 1, so that a loop always advances.
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
 * Finds the bytes of a place in another text. If they occur more than once, it
 * takes the occurrence whose surroundings are most like the original's, so that
 * a number is not taken for an equal number elsewhere. *likeness is how many
 * bytes beside it are equal, at most 64 on each side. SIZE_MAX if they do not
 * occur.
 */
size_t text_find_alike(size_t *likeness, const char *text, size_t len,
	const struct text_place *place);

/*
 * A copy on one line that is safe to print on a terminal: escape sequences,
 * controls (C0, C1), direction overrides and isolates, zero-width and other
 * invisible format characters become U+FFFD (a whole ANSI sequence becomes
 * one), newline and tab become a blank. Always NUL-terminated and cut between
 * characters; size is at least 1.
 */
void text_printable(char *out, size_t size, const char *text, size_t len);

/*
 * The whole text made safe in the same way, with newlines and tabs kept. The
 * caller frees it.
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
 * A text as it is compared: NFKC, case folded, invisible characters and marks
 * on digits dropped, the digits of all scripts as 0 to 9. For each byte it is
 * known which bytes of the original it came from, so that a finding can be
 * shown in what the person wrote.
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

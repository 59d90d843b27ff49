/*
 * Classes of characters, and where they change.
 */
#include "tui/console/editor_words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"
#include "tui/pages/cluster.h"

enum kind { KIND_BLANK, KIND_SIGN, KIND_LATIN, KIND_CHARACTER };
enum { FAR_EAST = 0x2E80 };

static enum kind
word_kind(const char *text, size_t len)
{
	utf8proc_category_t cat;
	uint32_t cp;

	if (text_decode(&cp, text, len) == 0 || cp == '\n')
		return KIND_BLANK;
	cat = utf8proc_category((utf8proc_int32_t)cp);
	if (cat >= UTF8PROC_CATEGORY_ZS && cat <= UTF8PROC_CATEGORY_ZP)
		return KIND_BLANK;
	if ((cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_ME) ||
		(cat >= UTF8PROC_CATEGORY_ND && cat <= UTF8PROC_CATEGORY_NO))
		return cp >= FAR_EAST ? KIND_CHARACTER : KIND_LATIN;
	return KIND_SIGN;
}

size_t
words_after(const char *text, size_t len, size_t at)
{
	enum kind kind = word_kind(text + at, len - at);

	while (at < len && kind != KIND_BLANK &&
		word_kind(text + at, len - at) == kind)
		at += cluster_next(NULL, text + at, len - at);
	while (at < len && word_kind(text + at, len - at) == KIND_BLANK)
		at += cluster_next(NULL, text + at, len - at);
	return at;
}

size_t
words_before(const char *text, size_t at)
{
	size_t before = cluster_before(text, at);
	enum kind kind;

	while (at > 0 && word_kind(text + before, at - before) == KIND_BLANK) {
		at = before;
		before = cluster_before(text, at);
	}
	kind = word_kind(text + before, at - before);
	while (at > 0 && word_kind(text + before, at - before) == kind) {
		at = before;
		before = cluster_before(text, at);
	}
	return at;
}

/* ---- sentences ---- */

/* Signs that end one; "." only where a blank or the end comes behind it. */
static bool
is_end(const char *text, size_t len)
{
	static const char *const ends[] = { "。", "！", "？", "；", "!", "?" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i]);

		if (n <= len && memcmp(text, ends[i], n) == 0)
			return true;
	}
	return len > 0 &&
		(*text == '\n' ||
			(*text == '.' &&
				(len == 1 || text[1] == ' ' ||
					text[1] == '\n')));
}

/* What belongs to the sentence before although it stands behind its end. */
static bool
is_closing(const char *text, size_t len)
{
	static const char *const signs[] = { "」", "』", "”", "’", "）", ")",
		"\"", " ", "\n" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t n = strlen(signs[i]);

		if (n <= len && memcmp(text, signs[i], n) == 0)
			return true;
	}
	return is_end(text, len);
}

size_t
sentence_after(const char *text, size_t len, size_t at)
{
	while (at < len && !is_end(text + at, len - at))
		at += cluster_next(NULL, text + at, len - at);
	while (at < len && is_closing(text + at, len - at))
		at += cluster_next(NULL, text + at, len - at);
	return at;
}

/* The last of those that begin before `at`. */
size_t
sentence_before(const char *text, size_t at)
{
	size_t begin = 0, next;

	for (;;) {
		next = sentence_after(text, at, begin);
		if (next >= at)
			return begin;
		begin = next;
	}
}

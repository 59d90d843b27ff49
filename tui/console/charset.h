/*
 * What a terminal's bytes mean. Crier is UTF-8 inside; a terminal may speak
 * GBK or GB18030, as PuTTY and Xshell in Chinese offices do. Both ways by
 * iconv(3), which needs no locale on the machine. What the terminal cannot
 * show is "?"; bytes that are no character become CHARSET_BAD.
 */
#ifndef CRIER_TUI_CHARSET_H
#define CRIER_TUI_CHARSET_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { CHARSET_BAD = 0xFFFD, CHARSET_PART = 8 };

struct charset {
	const char *name; /* as people call it: "GBK"; "UTF-8" */
	bool utf8;
	iconv_t in, out; /* to and from UTF-8, unless it is UTF-8 */
	char part[CHARSET_PART]; /* of a character that came in part */
	size_t part_len;
};

/*
 * By the name after the dot in LC_ALL, LC_CTYPE or LANG: "zh_CN.GBK". One
 * that is not known here is UTF-8.
 */
void charset_init(struct charset *c, const char *locale);
void charset_release(struct charset *c);

/*
 * The code points of the bytes, at most `len` and those of one character that
 * was under way; returns how many. A character's beginning is kept until its
 * rest comes. A byte that does not continue it counts anew, so that no ESC is
 * lost behind a broken character.
 */
size_t
charset_decode(struct charset *c, uint32_t *out, const char *bytes, size_t len);

/* Can the terminal show it? */
bool charset_shows(const struct charset *c, uint32_t cp);

/* Adds a text in UTF-8, as the terminal takes it. */
void charset_encode(
	const struct charset *c, struct buf *out, const char *text, size_t len);

#endif

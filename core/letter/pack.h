/*
 * Letters by stick or mail: one a line, in one file. Lines may stand in any
 * order and more than once, and between them there may be dirt; they are given
 * back by sender, mode, volume and place, as they can be judged. Pure.
 */
#ifndef CRIER_LETTER_PACK_H
#define CRIER_LETTER_PACK_H

#include <stddef.h>

#include "letter/letter.h"

enum {
	PACK_LETTERS = 20000, /* in one file */
	PACK_BYTES = 512 * 1024 * 1024
};

/* A line of a pack. The text is the pack's. */
struct pack_line {
	struct letter letter;
	const char *text;
	size_t len;
};

struct letter_pack {
	struct pack_line *lines; /* in the order of judging */
	size_t count;
	size_t dirt; /* lines that are no letters */
	struct err first; /* what is wrong with the first of these */
};

/*
 * Reads a pack. The text must live as long as the pack. Refused: too many
 * letters, too many bytes, and a file without a single letter.
 */
enum err_code letter_pack_read(
	struct letter_pack *out, const char *text, size_t len, struct err *err);
void letter_pack_release(struct letter_pack *p);

#endif

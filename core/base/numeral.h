/*
 * Numbers as people write them in a notice: 23, 1,204, 3 000, ２３, 1.2万,
 * 一百二十三, 一千零五, 两万三, 二〇二六, 十几, 数十, 百余, twenty-three,
 * twelve hundred.
 * Pure reading of text, one number at a time; nothing is allocated.
 */
#ifndef CRIER_BASE_NUMERAL_H
#define CRIER_BASE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMERAL_MAX INT64_C(1000000000000000)

struct numeral {
	int64_t value; /* 0 to NUMERAL_MAX; with `about`, the least it can be */
	bool about; /* 十几, 百余, 3至5 … : no single number */
	bool fraction; /* 2.5: the value is the whole part */
	bool chinese; /* written in Chinese numerals */
};

/*
 * The number that begins at text: its length in bytes, 0 if none begins
 * there. It is the longest one; a following unit is not part of it, but 万
 * and 亿 are. A number too great is read over and has NUMERAL_MAX.
 */
size_t numeral_read(struct numeral *out, const char *text, size_t len);

/*
 * The first number at or after `from`: false if none. English words count
 * only where a word begins. End is exclusive.
 */
bool numeral_find(struct numeral *out, size_t *start, size_t *end,
	const char *text, size_t len, size_t from);

#endif

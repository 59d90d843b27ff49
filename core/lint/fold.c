/*
 * The steps after text_fold: a secrecy mark that it took apart is put back,
 * traditional characters become simplified ones, and characters written apart
 * are joined. All keep the map to the original: what is put in place of another
 * has the same length, and joining moves the map's entries along.
 */
#include "lint/fold.h"

#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"

enum { BLANKS = 3, DATE_DIGITS = 2 };

bool
han_at(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;

	return (c[0] >= 0xE4 && c[0] <= 0xE9) || (c[0] == 0xE3 && c[1] >= 0x90);
}

/* ㊙ is folded to 秘, which alone is no mark. */
static void
fold_keep_marks(struct text_folded *f, const char *text, size_t len)
{
	static const char mark[] = "㊙", plain[] = "秘";

	for (size_t i = 0; i + HAN <= f->len; i++)
		if (memcmp(f->data + i, plain, HAN) == 0 &&
			f->at[i] + HAN <= len &&
			memcmp(text + f->at[i], mark, HAN) == 0)
			memcpy(f->data + i, mark, HAN);
}

/* ② of a list before a date, ②9月20日: it is no digit of the date's. */
static bool
is_marker(const struct text_folded *f, size_t i, const char *text, size_t len)
{
	const char *from = text + f->at[i];
	size_t n = 0;

	if (f->at[i] + HAN >= len || memcmp(from, "\xE2\x91", 2) != 0 ||
		(unsigned char)from[2] > 0xB3)
		return false;
	while (n <= DATE_DIGITS && ascii_is_digit(from[HAN + n]))
		n++;
	return n && n <= DATE_DIGITS && han_at(from + HAN + n);
}

/* Such a mark becomes blanks: digits in circles are else digits like others. */
static void
fold_part_markers(struct text_folded *f, const char *text, size_t len)
{
	for (size_t i = 0; i < f->len; i++)
		if (ascii_is_digit(f->data[i]) && is_marker(f, i, text, len))
			f->data[i] = ' ';
}

static void
fold_simplify(struct text_folded *f)
{
	for (size_t i = 0; i < f->len; i++) {
		const char *other =
			han_at(f->data + i) ? simplified(f->data + i) : NULL;

		if (other)
			memcpy(f->data + i, other, HAN);
	}
}

static size_t
fold_skip_blanks(const struct text_folded *f, size_t at)
{
	size_t i = at;

	while (i < at + BLANKS && i < f->len &&
		(f->data[i] == ' ' || f->data[i] == '\t'))
		i++;
	return i;
}

/*
 * A character that is no part of a longer word ends at `at`. If another such
 * character follows after a few blanks, its place; otherwise `at`.
 */
static size_t
fold_next_alone(const struct text_folded *f, size_t at)
{
	size_t next = fold_skip_blanks(f, at);
	bool alone = next > at && han_at(f->data + next) &&
		!han_at(f->data + next + HAN);

	return alone ? next : at;
}

static void
fold_move(struct text_folded *f, size_t to, size_t from)
{
	f->data[to] = f->data[from];
	f->at[to] = f->at[from];
	f->to[to] = f->to[from];
}

/* Drops the blanks between characters each of which stands alone. */
static void
fold_close_up(struct text_folded *f)
{
	size_t to = 0;
	bool in_word = false; /* of two characters or more */

	for (size_t i = 0; i < f->len;) {
		if (!han_at(f->data + i)) {
			in_word = false;
			fold_move(f, to++, i++);
			continue;
		}
		for (int k = 0; k < HAN; k++)
			fold_move(f, to++, i++);
		in_word = in_word || han_at(f->data + i);
		if (!in_word)
			i = fold_next_alone(f, i);
	}
	f->len = to;
}

void
lint_fold(struct text_folded *out, const char *text, size_t len)
{
	text_fold(out, text, len);
	fold_keep_marks(out, text, len);
	fold_part_markers(out, text, len);
	fold_simplify(out);
	fold_close_up(out);
	out->data[out->len] = '\0';
	out->at[out->len] = len;
	out->to[out->len] = len;
}

/*
 * Lines that are kept are those that the whole text gives, whatever changed and
 * where.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "tui/console/folded.h"

enum { TEXT = 1200, EDITS = 4000, WIDTHS = 30 };

/* Cuts, words, signs that may not begin or end a line, and blanks. */
static const char *const pieces[] = { "水", "，", "（", "a", "flood", " ", "\n",
	"é", "》", "12", "。", "a-very-long-word-of-one-line-and-more", "情况",
	"  " };

static uint32_t
next_chance(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static void
must_be_as_anew(const struct folded *kept, const char *text, int width)
{
	struct wrap w;
	struct wrap_line line;
	int n = 0;

	wrap_init(&w, text, strlen(text), width);
	for (; wrap_next(&line, &w); n++) {
		assert_in_range(n, 0, kept->count - 1);
		assert_int_equal(kept->line[n].start, line.start);
		assert_int_equal(kept->line[n].end, line.end);
		assert_int_equal(kept->line[n].next, line.next);
	}
	assert_int_equal(kept->count, n);
}

/* Takes a piece out, or puts one in, at a character's border. */
static void
edit(char *text, uint32_t *seed)
{
	const char *piece = pieces[next_chance(seed) %
		(sizeof(pieces) / sizeof(pieces[0]))];
	size_t len = strlen(text), at = len ? next_chance(seed) % len : 0;
	size_t size = strlen(piece), to;

	while (at > 0 && (text[at] & 0xC0) == 0x80)
		at--;
	if (next_chance(seed) % 3 == 0 || len + size + 1 > TEXT) {
		to = at + next_chance(seed) % 9;
		to = to < len ? to : len;
		while (to < len && (text[to] & 0xC0) == 0x80)
			to++;
		memmove(text + at, text + to, len - to + 1);
		return;
	}
	if (next_chance(seed) % 4 == 0)
		at = len; /* where one writes most */
	memmove(text + at + size, text + at, len - at + 1);
	memcpy(text + at, piece, size);
}

static void
folded__is_as_anew_after_every_change(void **state)
{
	char text[TEXT] = "";
	struct folded kept = { .count = 0 };
	uint32_t seed = 7;

	(void)state;
	for (int n = 0; n < EDITS; n++) {
		int width = 2 + n / 50 % WIDTHS;

		folded_keep(&kept, text, strlen(text), width);
		must_be_as_anew(&kept, text, width);
		edit(text, &seed);
	}
	assert_true(strlen(text) > 200); /* and not of nothing all along */
	folded_release(&kept);
}

static void
folded__finds_the_line_of_a_byte(void **state)
{
	static const char text[] = "ab\n\nlonger than that\n";
	struct folded kept = { .count = 0 };

	(void)state;
	folded_keep(&kept, text, strlen(text), 40);
	assert_int_equal(kept.count, 4);
	assert_int_equal(folded_find(&kept, 0), 0);
	assert_int_equal(folded_find(&kept, 2), 0);
	assert_int_equal(folded_find(&kept, 3), 1);
	assert_int_equal(folded_find(&kept, 4), 2);
	assert_int_equal(folded_find(&kept, strlen(text) - 1), 2);
	assert_int_equal(folded_find(&kept, strlen(text)), 3);
	folded_release(&kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folded__is_as_anew_after_every_change),
		cmocka_unit_test(folded__finds_the_line_of_a_byte),
	};

	(void)setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

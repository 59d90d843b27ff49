/*
 * Cells, clusters and line breaking: nothing shifts a row, nothing hostile
 * gets through.
 */
#include "tests/tui/rig.h"
#include "tui/console/wrap.h"

static void
expect(const struct grid *g, const char *want)
{
	char *got = grid_format(g);

	assert_string_equal(got, want);
	free(got);
}

static void
grid__text_is_clipped_to_its_area(void **state)
{
	static const struct {
		int row, col;
		const char *text, *want;
	} rows[] = {
		{ 0, 0, "abcdefgh", "abcdef\n\n" },
		{ 0, 4, "abc", "    ab\n\n" },
		{ 0, -2, "abcd", "cd\n\n" },
		{ 1, 0, "汉字汉字", "\n汉字汉\n" },
		{ 2, 0, "below", "\n\n" },
		{ -1, 0, "above", "\n\n" },
		{ 0, 9, "right", "\n\n" },
	};
	struct grid g;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		grid_init(&g, 2, 6);
		area_put(grid_area(&g), rows[i].row, rows[i].col, STYLE_TEXT,
			rows[i].text);
		expect(&g, rows[i].want);
		grid_release(&g);
	}
}

static void
grid__a_wide_character_cut_at_the_edge_becomes_a_blank(void **state)
{
	struct grid g;
	struct area left;

	(void)state;
	grid_init(&g, 1, 6);
	area_put(grid_area(&g), 0, 3, STYLE_TEXT, "汉字");
	assert_int_equal(grid_at(&g, 0, 3)->width, 2);
	assert_int_equal(grid_at(&g, 0, 4)->width, 0);
	assert_int_equal(grid_at(&g, 0, 5)->width, 1);
	assert_int_equal(grid_at(&g, 0, 5)->ch[0], L' ');
	grid_clear(&g);
	left = area_sub(grid_area(&g), 0, 1, 1, 4);
	area_put(left, 0, -1, STYLE_TEXT, "汉字");
	expect(&g, "  字\n");
	grid_release(&g);
}

static void
grid__writing_over_half_a_wide_character_blanks_the_other(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, 1, 8);
	area_put(grid_area(&g), 0, 0, STYLE_TEXT, "汉字汉字");
	area_put(grid_area(&g), 0, 3, STYLE_TEXT, "x");
	expect(&g, "汉 x汉字\n");
	area_put(grid_area(&g), 0, 4, STYLE_TEXT, "y");
	expect(&g, "汉 xy 字\n");
	area_put(grid_area(&g), 0, 1, STYLE_TEXT, "永");
	expect(&g, " 永xy 字\n");
	for (int col = 0; col < 8; col++)
		if (grid_at(&g, 0, col)->width == 2)
			assert_int_equal(grid_at(&g, 0, col + 1)->width, 0);
	grid_release(&g);
}

static void
grid__hostile_text_is_shown_and_harmless(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "a\033[2Jb", "a�[2Jb\n" },
		{ "a\xE2\x80\xAE"
		  "b",
			"a�b\n" }, /* right-to-left override */
		{ "a\xE2\x80\x8B"
		  "b",
			"a�b\n" }, /* zero width space */
		{ "a\xC2\x9B"
		  "b",
			"a�b\n" }, /* C1 control sequence introducer */
		{ "a\tb", "a b\n" },
		{ "a\xFF"
		  "b",
			"a�b\n" }, /* not UTF-8 */
		{ "e\xCC\x81x", "e\xCC\x81x\n" }, /* a mark on its letter */
		{ "\xCC\x81x", " \xCC\x81x\n" }, /* a mark without one */
	};
	struct grid g;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		grid_init(&g, 1, 12);
		area_put(grid_area(&g), 0, 0, STYLE_TEXT, rows[i].text);
		expect(&g, rows[i].want);
		grid_release(&g);
	}
}

static void
grid__a_column_has_its_width_and_an_ellipsis(void **state)
{
	static const struct {
		int width;
		const char *text, *want;
	} rows[] = {
		{ 6, "abc", "abc   |\n" },
		{ 6, "abcdefgh", "abcde…|\n" },
		{ 6, "汉字汉字", "汉字… |\n" },
		{ 5, "汉字汉字", "汉字…|\n" },
		{ 6, "汉字汉", "汉字汉|\n" },
	};
	struct grid g;
	int col;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		grid_init(&g, 1, 12);
		col = area_column(grid_area(&g), 0, 0, rows[i].width,
			STYLE_TEXT, rows[i].text);
		area_put(grid_area(&g), 0, col, STYLE_TEXT, "|");
		expect(&g, rows[i].want);
		grid_release(&g);
	}
}

static void
wrap__lines_break_where_chinese_and_english_may(void **state)
{
	static const struct {
		int width;
		const char *text, *want; /* lines joined by | */
	} rows[] = {
		{ 10, "", "" },
		{ 10, "one two three", "one two |three" },
		{ 6, "abcdefghij", "abcdef|ghij" },
		{ 8, "汉字汉字汉字", "汉字汉字|汉字" },
		{ 7, "汉字汉字", "汉字汉|字" },
		{ 8, "汉字汉字，汉字", "汉字汉|字，汉字" },
		{ 8, "汉字汉“字”", "汉字汉|“字”" },
		{ 8, "汉字汉字。", "汉字汉|字。" },
		{ 9, "转移1200人次", "转移1200|人次" },
		{ 6, "转移1200人", "转移|1200人" },
		{ 10, "a\nb\n", "a|b|" },
		{ 10, "\n\nx", "||x" },
		{ 4, "ab cd ef", "ab |cd |ef" },
		{ 4, "abcd    efgh", "abcd    |efgh" },
	};
	struct wrap w;
	struct wrap_line line;
	struct buf got;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int n = 0;

		buf_init(&got, 1000);
		wrap_init(
			&w, rows[i].text, strlen(rows[i].text), rows[i].width);
		for (; wrap_next(&line, &w); n++) {
			if (n > 0)
				buf_putc(&got, '|');
			buf_add(&got, rows[i].text + line.start,
				line.end - line.start);
		}
		assert_string_equal(got.data, rows[i].want);
		buf_release(&got);
	}
}

static void
cluster__stepping_back_lands_where_stepping_on_did(void **state)
{
	static const char *const texts[] = { "abc", "汉字a",
		"e\xCC\x81\xCC\x82x", "👨‍👩‍👧家", "\xCC\x81 mark",
		"a\xFF汉", "🇨🇳x" };

	(void)state;
	for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++) {
		size_t len = strlen(texts[t]), at = 0, n;

		while ((n = cluster_next(NULL, texts[t] + at, len - at)) > 0) {
			assert_int_equal(cluster_before(texts[t], at + n), at);
			at += n;
		}
		assert_int_equal(at, len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grid__text_is_clipped_to_its_area),
		cmocka_unit_test(
			grid__a_wide_character_cut_at_the_edge_becomes_a_blank),
		cmocka_unit_test(
			grid__writing_over_half_a_wide_character_blanks_the_other),
		cmocka_unit_test(grid__hostile_text_is_shown_and_harmless),
		cmocka_unit_test(grid__a_column_has_its_width_and_an_ellipsis),
		cmocka_unit_test(
			wrap__lines_break_where_chinese_and_english_may),
		cmocka_unit_test(
			cluster__stepping_back_lands_where_stepping_on_did),
	};

	(void)setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

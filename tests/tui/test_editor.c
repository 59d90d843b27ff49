/*
 * The editor: Chinese, marks, line borders, pastes, undo.
 */
#include "tests/tui/rig.h"
#include "tui/console/editor.h"

enum { WIDTH = 10 };

static void
press(struct editor *e, const char *keys, bool *changed)
{
	struct input in = { .kind = INPUT_KEY };
	uint32_t cp;
	size_t len = strlen(keys), n;

	for (size_t i = 0; i < len; i += n) {
		n = text_decode(&cp, keys + i, len - i);
		in.key = (int)cp;
		assert_true(editor_input(e, &in, changed));
	}
}

/* Requests by one letter each: see the table. */
static void
ask(struct editor *e, const char *letters)
{
	static const struct {
		char letter;
		enum request request;
	} rows[] = { { 'l', REQ_LEFT }, { 'r', REQ_RIGHT }, { 'u', REQ_UP },
		{ 'd', REQ_DOWN }, { 'h', REQ_HOME }, { 'e', REQ_END },
		{ 'n', REQ_EDIT_NEWLINE }, { 'b', REQ_EDIT_BACKSPACE },
		{ 'x', REQ_EDIT_DELETE }, { 'w', REQ_EDIT_WORD_BACK },
		{ 'k', REQ_EDIT_KILL }, { 'K', REQ_EDIT_KILL_BACK },
		{ 'z', REQ_EDIT_UNDO }, { 'y', REQ_EDIT_REDO } };
	bool changed = false;

	for (; *letters; letters++)
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
			if (rows[i].letter == *letters)
				(void)editor_request(
					e, rows[i].request, &changed);
}

/* The text with | at the cursor. */
static void
expect(const struct editor *e, const char *want)
{
	char got[2000];

	(void)snprintf(got, sizeof(got), "%.*s|%s", (int)e->at, editor_text(e),
		editor_text(e) + e->at);
	assert_string_equal(got, want);
}

static void
editor__moves_and_deletes_by_whole_characters(void **state)
{
	static const struct {
		const char *text, *requests, *want;
	} rows[] = {
		{ "汉字", "l", "汉|字" },
		{ "汉字", "ll", "|汉字" },
		{ "汉字", "lll", "|汉字" },
		{ "汉字", "hr", "汉|字" },
		{ "汉字", "b", "汉|" },
		{ "汉字", "hx", "|字" },
		{ "e\xCC\x81x", "lb",
			"|x" }, /* the mark goes with its letter */
		{ "👨‍👩‍👧家", "lb", "|家" }, /* a family is one */
		{ "one two", "w", "one |" },
		{ "one two ", "w", "one |" },
		{ "县城关镇", "w", "县城关|" },
		{ "转移abc", "w", "转移|" },
		{ "a\nbc\nd", "uk", "a\nb|\nd" },
		{ "a\nbc\nd", "uK", "a\n|c\nd" },
		{ "a\nb", "hb", "a|b" },
		{ "a\nb", "ulrx", "a|b" },
		{ "", "bxwkKlrudhe", "|" },
	};
	struct editor e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		editor_init(&e, 1000, false);
		e.width = WIDTH;
		editor_set(&e, rows[i].text);
		ask(&e, rows[i].requests);
		expect(&e, rows[i].want);
		editor_release(&e);
	}
}

static void
editor__up_and_down_keep_the_column_over_wrapped_chinese(void **state)
{
	static const struct {
		const char *text, *requests, *want;
	} rows[] = {
		/* ten columns: five characters a row */
		{ "一二三四五六七八九十", "u", "一二三四|五六七八九十" },
		{ "一二三四五六七八", "u", "一二三|四五六七八" },
		{ "一二三四五六七八", "uu", "一二三|四五六七八" },
		{ "一二三四五六七八", "hd", "一二三四五|六七八" },
		{ "abc\n一\nabc", "u", "abc\n一|\nabc" },
		{ "abc\n一\nabc", "uu", "abc|\n一\nabc" },
		{ "abc\n\nabc", "uu", "abc|\n\nabc" },
		{ "ab\n", "u", "|ab\n" },
	};
	struct editor e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		editor_init(&e, 1000, false);
		e.width = WIDTH;
		editor_set(&e, rows[i].text);
		ask(&e, rows[i].requests);
		expect(&e, rows[i].want);
		editor_release(&e);
	}
}

static void
editor__draws_wide_characters_at_the_wrap_border(void **state)
{
	struct editor e;
	struct grid g;
	char *got;
	bool changed = false;

	(void)state;
	grid_init(&g, 3, 7);
	editor_init(&e, 1000, false);
	press(&e, "一二三四五六", &changed);
	editor_draw(&e, grid_area(&g), STYLE_TEXT, true);
	got = grid_format(&g);
	assert_string_equal(got, "一二三\n四五六\n\n");
	free(got);
	assert_int_equal(g.cursor_row, 1);
	assert_int_equal(g.cursor_col, 6);
	press(&e, "，七", &changed);
	grid_clear(&g);
	editor_draw(&e, grid_area(&g), STYLE_TEXT, true);
	got = grid_format(&g);
	assert_string_equal(got, "一二三\n四五\n六，七\n");
	free(got);
	press(&e, "八九", &changed);
	grid_clear(&g);
	editor_draw(&e, grid_area(&g), STYLE_TEXT, true);
	got = grid_format(&g); /* scrolled, so that the cursor shows */
	assert_string_equal(got, "四五\n六，七\n八九\n");
	free(got);
	assert_int_equal(g.cursor_row, 2);
	editor_release(&e);
	grid_release(&g);
}

static void
editor__a_single_line_scrolls_sideways(void **state)
{
	struct editor e;
	struct grid g;
	char *got;
	bool changed = false;

	(void)state;
	grid_init(&g, 1, 7);
	editor_init(&e, 1000, true);
	press(&e, "一二三四", &changed);
	editor_draw(&e, grid_area(&g), STYLE_TEXT, true);
	got = grid_format(&g);
	assert_string_equal(got, "二三四\n");
	free(got);
	assert_int_equal(g.cursor_col, 6);
	assert_false(editor_request(&e, REQ_EDIT_NEWLINE, &changed));
	editor_release(&e);
	grid_release(&g);
}

static void
editor__a_paste_is_text_without_its_escapes(void **state)
{
	static const struct {
		bool single;
		const char *paste, *want;
	} rows[] = {
		{ false, "汉字\nabc", "汉字\nabc|" },
		{ false, "a\033[31mred\033[0m", "ared|" },
		{ false, "a\033]0;title\ab", "ab|" },
		{ false, "a\033]52;c;eHg=\033\\b", "ab|" },
		{ false, "a\033Pq#0\033\\b", "ab|" },
		{ false, "a\033[", "a|" },
		{ false, "a\033", "a|" },
		{ false, "a\033Mb", "ab|" },
		{ false, "a\r\nb\rc", "a\nb\nc|" },
		{ false, "a\tb", "a b|" },
		{ true, "a\nb", "a b|" },
		{ false,
			"\x01\x7F\x1A"
			"a",
			"a|" },
		{ false,
			"a\xE2\x80\xAE"
			"b\xE2\x80\x8B"
			"c\xEF\xBB\xBF",
			"abc|" }, /* overrides, zero width */
		{ false,
			"a\xC2\x9B"
			"31mb",
			"a31mb|" },
		{ false, "👨‍👩‍👧",
			"👨‍👩‍👧|" }, /* a joiner is text */
		{ false, "\xFF\xFF\xFF", "\uFFFD\uFFFD\uFFFD|" },
	};
	struct editor e;
	struct input in = { .kind = INPUT_PASTE };
	bool changed;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		changed = false;
		editor_init(&e, 1000, rows[i].single);
		in.paste = rows[i].paste;
		in.paste_len = strlen(rows[i].paste);
		assert_true(editor_input(&e, &in, &changed));
		expect(&e, rows[i].want);
		assert_true(changed);
		editor_release(&e);
	}
}

static void
editor__what_does_not_fit_is_refused_whole(void **state)
{
	struct editor e;
	struct input in = {
		.kind = INPUT_PASTE, .paste = "汉字", .paste_len = 6
	};
	bool changed = false;

	(void)state;
	editor_init(&e, 8, false);
	assert_true(editor_input(&e, &in, &changed));
	assert_true(changed);
	changed = false;
	assert_true(editor_input(&e, &in, &changed));
	assert_true(e.full);
	assert_false(changed);
	expect(&e, "汉字|");
	press(&e, "ab", &changed);
	assert_false(e.full);
	press(&e, "c", &changed);
	assert_true(e.full);
	expect(&e, "汉字ab|");
	editor_release(&e);
}

static void
editor__undo_goes_back_word_by_word_and_forth(void **state)
{
	struct editor e;
	bool changed = false;

	(void)state;
	editor_init(&e, 1000, false);
	press(&e, "one two", &changed);
	ask(&e, "z");
	expect(&e, "one |");
	ask(&e, "z");
	expect(&e, "|");
	ask(&e, "z");
	expect(&e, "|");
	ask(&e, "yy");
	expect(&e, "one two|");
	ask(&e, "bb");
	expect(&e, "one t|");
	ask(&e, "z");
	expect(&e, "one tw|");
	press(&e, "X", &changed); /* a new change ends the way forth */
	ask(&e, "y");
	expect(&e, "one twX|");
	editor_release(&e);
}

static void
editor__undo_restores_any_edit_exactly(void **state)
{
	static const char letters[] = "lrudhenbxwkK";
	struct editor e;
	unsigned seed = 20261124;
	bool changed = false;
	char *before;
	int depth;

	(void)state;
	editor_init(&e, 400, false);
	e.width = WIDTH;
	editor_set(&e, "柳河县 abc\n暴雨，e\xCC\x81洪涝");
	before = mem_strdup(editor_text(&e));
	for (int i = 0; i < 300; i++) {
		char one[2] = { 0 };

		seed = seed * 1103515245u + 12345u;
		one[0] = letters[(seed >> 16) % (sizeof(letters) - 1)];
		if ((seed >> 8) % 3 == 0)
			press(&e, (seed >> 9) % 2 ? "汉" : "a", &changed);
		else
			ask(&e, one);
		assert_true(text_is_valid(editor_text(&e), e.text.len));
		assert_true(e.at <= e.text.len);
	}
	assert_true(changed);
	depth = e.undo_depth;
	assert_true(depth > 20);
	for (int i = 0; i < depth; i++)
		ask(&e, "z");
	assert_string_equal(editor_text(&e), before);
	for (int i = 0; i < depth; i++)
		ask(&e, "y");
	for (int i = 0; i < depth; i++)
		ask(&e, "z");
	assert_string_equal(editor_text(&e), before);
	free(before);
	editor_release(&e);
}

static void
editor__undo_keeps_a_bounded_history(void **state)
{
	struct editor e;
	bool changed = false;

	(void)state;
	editor_init(&e, 100000, false);
	for (int i = 0; i < 2000; i++)
		press(&e, "a ", &changed);
	assert_true(e.undo_depth <= 500);
	for (int i = 0; i < 3000; i++)
		ask(&e, "z");
	assert_true(e.text.len > 0); /* the oldest changes are for good */
	editor_release(&e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(editor__moves_and_deletes_by_whole_characters),
		cmocka_unit_test(
			editor__up_and_down_keep_the_column_over_wrapped_chinese),
		cmocka_unit_test(
			editor__draws_wide_characters_at_the_wrap_border),
		cmocka_unit_test(editor__a_single_line_scrolls_sideways),
		cmocka_unit_test(editor__a_paste_is_text_without_its_escapes),
		cmocka_unit_test(editor__what_does_not_fit_is_refused_whole),
		cmocka_unit_test(editor__undo_goes_back_word_by_word_and_forth),
		cmocka_unit_test(editor__undo_restores_any_edit_exactly),
		cmocka_unit_test(editor__undo_keeps_a_bounded_history),
	};

	(void)setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The terminal itself, through a real pty and an independent emulator
 * (libvterm): what is drawn arrives, what is typed comes in, and the terminal
 * is restored whatever ends the program.
 */
#include "tests/tui/pty.h"
#include "tests/tui/rig.h"

#include <poll.h>
#include <signal.h>

#include "tui/console/term.h"

/* Under AddressSanitizer too, a request that cannot be met gives NULL. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

/* ---- the child --------------------------------------------------------- */

static void
note(int fd, const char *fmt, ...)
{
	char text[400];
	va_list ap;
	ssize_t n;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	n = write(fd, text, strlen(text));
	(void)n;
}

static void
draw(struct terminal *t)
{
	struct grid g;
	int rows, cols;

	term_size(t, &rows, &cols);
	grid_init(&g, rows, cols);
	area_put(grid_area(&g), 0, 0, STYLE_ACTUAL, "═══ 实战 ACTUAL ═══");
	area_put(grid_area(&g), 1, 0, STYLE_STRONG, "汉x字 e\xCC\x81 end");
	area_put(grid_area(&g), rows - 1, cols - 2, STYLE_TEXT, "角");
	area_cursor(grid_area(&g), 1, 3);
	term_draw(t, &g, false);
	area_put(grid_area(&g), 1, 0, STYLE_TEXT, "a汉字x e end");
	term_draw(t, &g, false);
	grid_release(&g);
}

/* As the console looks again whether a key came alone, so many ms long. */
static void
look_again(struct terminal *t, int notes, struct input *in)
{
	const char *ms = getenv("ALONE");

	if (ms == NULL || in->kind != INPUT_KEY || in->burst)
		return;
	note(notes, "looks;");
	in->burst = term_more(t, (int)strtol(ms, NULL, 10));
}

static void
report(struct terminal *t, int notes, const struct input *in)
{
	int rows, cols;

	if (in->kind == INPUT_PASTE)
		note(notes, "paste %zu;", in->paste_len);
	else if (in->kind == INPUT_RESIZE) {
		term_size(t, &rows, &cols);
		draw(t);
		note(notes, "size %dx%d;", rows, cols);
	} else
		note(notes, "%s %x;", in->burst ? "burst" : "key",
			(unsigned)in->key);
	if (in->kind != INPUT_KEY)
		return;
	if (in->key == 'A')
		abort();
	if (in->key == 'S')
		(void)raise(SIGSEGV);
	if (in->key == 'M')
		(void)mem_array(SIZE_MAX / 4, 2); /* out of memory */
	if (in->key == 'X')
		exit(3);
}

static void
child(int notes)
{
	struct terminal *t;
	struct err err = { .code = ERR_OK };
	struct input in;

	(void)setlocale(LC_ALL, "C.UTF-8");
	if (term_open(&t, false, NULL, &err) != ERR_OK) {
		note(notes, "error %s;", err.where);
		_exit(2);
	}
	draw(t);
	if (getenv("MEASURE"))
		term_measure(t);
	note(notes, "ready;");
	while (!term_ended(t)) {
		struct pollfd p[2] = { { .fd = 0, .events = POLLIN },
			{ .fd = term_signals(t), .events = POLLIN } };

		(void)poll(p, 2, term_wait(t));
		while (term_next(t, &in)) {
			if (in.kind == INPUT_KEY && in.key == 'q') {
				term_close(t);
				_exit(0);
			}
			look_again(t, notes, &in);
			report(t, notes, &in);
		}
	}
	term_close(t);
	_exit(0);
}

/* ---- tests ------------------------------------------------------------- */

static void
term__draws_what_the_grid_holds(void **state)
{
	static const char *const terms[] = { "xterm-256color", "linux",
		"screen-256color", "tmux-256color", "vt100" };
	struct pty p;
	char row[400];
	VTermPos pos;

	(void)state;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
		pty_open(&p, terms[i], child);
		expect(&p, "ready;");
		row_text(&p, 0, row);
		assert_string_equal(row, "═══ 实战 ACTUAL ═══");
		row_text(&p, 1, row);
		assert_string_equal(row, "a汉字x e end");
		vterm_state_get_cursorpos(vterm_obtain_state(p.vt), &pos);
		assert_int_equal(pos.row, 1);
		assert_int_equal(pos.col, 3);
		type(&p, "q");
		assert_int_equal(end(&p), 1000);
		pty_close(&p);
	}
}

static void
term__is_restored_whatever_ends_the_program(void **state)
{
	static const struct {
		const char *keys;
		int signal, want;
	} rows[] = { { "q", 0, 1000 }, { "X", 0, 1003 }, { "A", 0, SIGABRT },
		{ "M", 0, SIGABRT }, { "S", 0, SIGSEGV }, { "", SIGTERM, 1000 },
		{ "", SIGHUP, 1000 }, { "", SIGINT, 1000 },
		{ "", SIGQUIT, 1000 }, { "", SIGABRT, SIGABRT },
		{ "", SIGBUS, SIGBUS } };
	struct pty p;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pty_open(&p, "xterm-256color", child);
		expect(&p, "ready;");
		assert_int_equal(p.alt, 1);
		type(&p, rows[i].keys);
		if (rows[i].signal)
			(void)kill(p.child, rows[i].signal);
		assert_int_equal(end(&p), rows[i].want);
		expect_restored(&p);
		pty_close(&p);
	}
}

static void
term__a_closed_terminal_ends_it(void **state)
{
	struct pty p;
	int status;

	(void)state;
	pty_open(&p, "xterm-256color", child);
	expect(&p, "ready;");
	(void)close(p.fd);
	for (int i = 0; waitpid(p.child, &status, WNOHANG) == 0; i++) {
		assert_true(i < WAIT_MS / 10);
		(void)poll(NULL, 0, 10);
	}
	assert_true(WIFEXITED(status));
	p.fd = -1;
	pty_close(&p);
}

static void
term__keys_have_their_names(void **state)
{
	static const struct {
		const char *bytes, *want;
	} rows[] = { { "a", "key 61;" }, { "\r", "key d;" },
		{ "汉", "key 6c49;" }, { "\023", "key 13;" },
		{ "\033[A", "key 110000;" }, /* out of keypad mode */
		{ "\033OA", "key 110000;" }, { "\033OB", "key 110001;" },
		{ "\033[5~", "key 110006;" }, { "\033[3~", "key 110009;" },
		{ "\033[Z", "key 11000a;" }, { "\177", "key 7f;" },
		{ "\033OP", "key 11000b;" }, { "\033", "key 1b;" },
		{ "\033\033", "key 1b;" }, { "\033x", "key 110017;" },
		{ "\033[1;5C", "key 11001a;" }, { "\033[?1;2c", "key 110017;" },
		{ "\t", "key 9;" }, { "\003", "key 3;" } };
	struct pty p;

	(void)state;
	pty_open(&p, "xterm-256color", child);
	expect(&p, "ready;");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		type(&p, rows[i].bytes);
		expect(&p, rows[i].want);
	}
	type(&p, "q");
	assert_int_equal(end(&p), 1000);
	pty_close(&p);
}

static void
term__a_paste_is_one_text_whatever_it_holds(void **state)
{
	static const struct {
		const char *bytes, *want;
	} rows[] = { { "\033[200~abc\033[201~", "paste 3;" },
		{ "\033[200~q\033OA\r\003\033[201~x", "paste 6;burst 78;" },
		{ "\033[200~汉字\n\033[201~", "paste 7;" },
		{ "\033[200~\033[201~", "paste 0;" },
		{ "\033[200~never ends", "paste 10;" } };
	struct pty p;

	(void)state;
	pty_open(&p, "xterm-256color", child);
	expect(&p, "ready;");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		type(&p, rows[i].bytes);
		expect(&p, rows[i].want);
	}
	type(&p, "q");
	assert_int_equal(end(&p), 1000);
	pty_close(&p);
}

/* Through the real terminal code; "·" is 80 ms. The grammar: test_reader.c. */
static void
term__bytes_that_are_no_keys_are_none(void **state)
{
	static const char pause[] = "·";
	static const struct {
		const char *bytes, *want;
	} rows[] = { { "\033·[H", "key 1b;key 110004;" },
		{ "\033O·H", "key 110004;" }, { "\033[·H", "key 110004;" },
		{ "\033\033[H", "key 110017;" },
		{ "\033]11;rgb:1e1e/1e1e/2e2e\033\\·x", "key 78;" },
		{ "\033P>|Help\033·\\·x", "key 78;" },
		{ "\033[·200~Help\033[201~", "paste 4;" },
		{ "\033·[200~Help\033[201~", "key 1b;paste 4;" },
		{ "\xE6·\xB1\x89", "key 6c49;" },
		{ "Hd", "burst 48;burst 64;" }, { "H·d", "key 48;key 64;" } };
	struct pty p;
	char bytes[100];

	(void)state;
	pty_open(&p, "xterm-256color", child);
	expect(&p, "ready;");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *s = rows[i].bytes, *stop;

		while ((stop = strstr(s, pause)) != NULL) {
			(void)snprintf(bytes, sizeof(bytes), "%.*s",
				(int)(stop - s), s);
			type(&p, bytes);
			(void)poll(NULL, 0, 80);
			s = stop + strlen(pause);
		}
		type(&p, s);
		expect(&p, rows[i].want);
	}
	type(&p, "q");
	assert_int_equal(end(&p), 1000);
	pty_close(&p);
}

static void
term__follows_every_resize(void **state)
{
	static const int sizes[][2] = { { 50, 200 }, { 10, 20 }, { 24, 80 } };
	struct pty p;
	char want[40];

	(void)state;
	pty_open(&p, "xterm-256color", child);
	expect(&p, "ready;");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct winsize size = { .ws_row = (unsigned short)sizes[i][0],
			.ws_col = (unsigned short)sizes[i][1] };

		assert_int_equal(ioctl(p.fd, TIOCSWINSZ, &size), 0);
		vterm_set_size(p.vt, sizes[i][0], sizes[i][1]);
		(void)snprintf(want, sizeof(want), "size %dx%d;", sizes[i][0],
			sizes[i][1]);
		expect(&p, want);
	}
	type(&p, "q");
	assert_int_equal(end(&p), 1000);
	pty_close(&p);
}

/* The console is a login program: what it does not know, it goes on with. */
static void
term__an_unknown_terminal_is_taken_for_an_xterm(void **state)
{
	static const char *const terms[] = { "xterm-kitty", "xterm-ghostty",
		"alacritty", "", "no-such-terminal" };
	struct pty p;
	char row[400];

	(void)state;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
		pty_open(&p, terms[i], child);
		expect(&p, "ready;");
		row_text(&p, 0, row);
		assert_string_equal(row, "═══ 实战 ACTUAL ═══");
		type(&p, "q");
		assert_int_equal(end(&p), 1000);
		expect_restored(&p);
		pty_close(&p);
	}
	pty_open(&p, "dumb", child);
	expect(&p, "error TERM;");
	assert_int_equal(end(&p), 1002);
	pty_close(&p);
}

static bool
has_raw(const struct pty *p, const char *bytes)
{
	return memmem(p->raw.data, p->raw.len, bytes, strlen(bytes)) != NULL;
}

/* Whatever locales this machine has: the names alone decide. */
static void
term__speaks_the_charset_of_the_terminal(void **state)
{
	static const char *const locales[] = { "zh_CN.GBK", "zh_CN.GB18030" };
	struct pty p;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(setenv("LC_ALL", locales[i], 1), 0);
		pty_open(&p, "xterm-256color", child);
		expect(&p, "ready;");
		assert_true(has_raw(&p, "=== \xCA\xB5\xD5\xBD ACTUAL ==="));
		assert_false(has_raw(&p, "实战"));
		type(&p, "\xBA\xBA");
		expect(&p, "key 6c49;");
		type(&p, "\xFF");
		expect(&p, "key 110018;"); /* K_NO_CHAR */
		type(&p, "q");
		assert_int_equal(end(&p), 1000);
		expect_restored(&p);
		pty_close(&p);
	}
	assert_int_equal(unsetenv("LC_ALL"), 0);
}

/* It draws frames in two columns: then they are of ASCII. */
static void
term__wide_signs_are_measured_once(void **state)
{
	static const struct {
		const char *answer, *want, *row;
	} rows[] = { { "\033[1;3R", "size 24x80;", "=== 实战 ACTUAL ===" },
		{ "\033[1;2R", "", "═══ 实战 ACTUAL ═══" },
		{ "x\033[1;3R", "key 78;size 24x80;", "=== 实战 ACTUAL ===" },
		{ "", "", "═══ 实战 ACTUAL ═══" } };
	struct pty p;
	char row[400];

	(void)state;
	assert_int_equal(setenv("MEASURE", "1", 1), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pty_open(&p, "xterm-256color", child);
		expect(&p, "ready;");
		assert_true(has_raw(&p, "\033[6n"));
		type(&p, rows[i].answer);
		expect(&p, rows[i].want);
		row_text(&p, 0, row);
		assert_string_equal(row, rows[i].row);
		row_text(&p, 1, row);
		assert_string_equal(row, "a汉字x e end");
		type(&p, "q");
		assert_int_equal(end(&p), 1000);
		expect_restored(&p);
		pty_close(&p);
	}
	assert_int_equal(unsetenv("MEASURE"), 0);
	assert_int_equal(setenv("CRIER_ASCII", "1", 1), 0);
	pty_open(&p, "xterm-256color", child);
	expect(&p, "ready;");
	row_text(&p, 0, row);
	assert_string_equal(row, "=== 实战 ACTUAL ===");
	type(&p, "q");
	assert_int_equal(end(&p), 1000);
	pty_close(&p);
	assert_int_equal(unsetenv("CRIER_ASCII"), 0);
}

/* A pasted text's first letter, the awaited answer, whole or in two, and the
 * rest, one after another: the letter came not alone. Without a rest it did,
 * and the answer is heard. */
static void
term__an_answer_amid_a_paste_hides_nothing_of_it(void **state)
{
	static const struct {
		const char *ms, *pieces[3], *want;
	} rows[] = {
		{ "5000", { "\033[1;2R", "ing", NULL },
			"burst 66;burst 69;burst 6e;burst 67;" },
		{ "5000", { "\033[1;", "2Ring", NULL },
			"burst 66;burst 69;burst 6e;burst 67;" },
		{ "400", { "\033[1;3R", NULL }, "key 66;size 24x80;" },
		{ "400", { "\033[1;", "3R", NULL }, "key 66;size 24x80;" },
	};
	struct pty p;

	(void)state;
	assert_int_equal(setenv("MEASURE", "1", 1), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(setenv("ALONE", rows[i].ms, 1), 0);
		pty_open(&p, "xterm-256color", child);
		expect(&p, "ready;");
		type(&p, "f");
		expect(&p, "looks;");
		for (size_t k = 0; rows[i].pieces[k]; k++) {
			type(&p, rows[i].pieces[k]);
			(void)poll(NULL, 0, 30);
		}
		expect(&p, rows[i].want);
		(void)kill(p.child, SIGTERM);
		assert_int_equal(end(&p), 1000);
		pty_close(&p);
	}
	assert_int_equal(unsetenv("ALONE"), 0);
	assert_int_equal(unsetenv("MEASURE"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(term__draws_what_the_grid_holds),
		cmocka_unit_test(term__is_restored_whatever_ends_the_program),
		cmocka_unit_test(term__a_closed_terminal_ends_it),
		cmocka_unit_test(term__keys_have_their_names),
		cmocka_unit_test(term__a_paste_is_one_text_whatever_it_holds),
		cmocka_unit_test(term__bytes_that_are_no_keys_are_none),
		cmocka_unit_test(term__follows_every_resize),
		cmocka_unit_test(
			term__an_unknown_terminal_is_taken_for_an_xterm),
		cmocka_unit_test(term__speaks_the_charset_of_the_terminal),
		cmocka_unit_test(term__wide_signs_are_measured_once),
		cmocka_unit_test(
			term__an_answer_amid_a_paste_hides_nothing_of_it),
	};

	(void)setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

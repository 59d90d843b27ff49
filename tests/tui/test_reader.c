/*
 * The terminal's grammar, without a terminal: bytes and pauses go in, keys
 * and pastes come out. In what is sent "·" is a pause of 80 ms, "~~" one of
 * 2 s and "…" one of 5 ms; all else up to the next pause comes in one read. In
 * what is expected a name stands for a key, "+" before it says that it came in
 * a burst.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "tui/console/keys.h"
#include "tui/console/reader.h"

struct play {
	struct reader r;
	int64_t now;
	bool asked;
	char got[600];
};

static void
tell(struct play *p, const char *burst, const char *text)
{
	size_t len = strlen(p->got);

	(void)snprintf(p->got + len, sizeof(p->got) - len, "%s%s%s",
		len ? " " : "", burst, text);
}

static void
drain(struct play *p)
{
	struct input in;
	char name[KEY_NAME], text[300];

	while (reader_next(&p->r, p->now, &in)) {
		if (in.kind == INPUT_PASTE) {
			assert_int_equal(strlen(in.paste), in.paste_len);
			(void)snprintf(text, sizeof(text), "(%s)", in.paste);
			tell(p, "", text);
			continue;
		}
		key_format(name, in.key);
		if (in.kind == INPUT_CURSOR)
			(void)snprintf(name, sizeof(name), "at%d", in.key);
		else if (in.key == K_OTHER || in.key == K_NO_CHAR)
			(void)snprintf(name, sizeof(name),
				in.key == K_OTHER ? "other" : "none");
		else if (*name == '\0')
			name[text_encode(name, (uint32_t)in.key)] = '\0';
		tell(p, in.burst ? "+" : "", name);
	}
}

/* Time goes by; the reader is asked when it said. */
static void
rest(struct play *p, int64_t ms)
{
	int64_t end = p->now + ms;
	int wait;

	while ((wait = reader_wait(&p->r, p->now)) >= 0 &&
		p->now + wait <= end) {
		p->now += wait;
		drain(p);
	}
	p->now = end;
	drain(p);
}

static int64_t
pause_at(const char *s, size_t *len)
{
	static const struct {
		const char *sign;
		int64_t ms;
	} rows[] = { { "·", 80 }, { "~~", 2000 }, { "…", 5 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		*len = strlen(rows[i].sign);
		if (strncmp(s, rows[i].sign, *len) == 0)
			return rows[i].ms;
	}
	return 0;
}

static void
play(struct play *p, const char *sent)
{
	uint32_t chars[READER_QUEUE];
	size_t n = 0, len;
	int64_t ms;

	reader_init(&p->r);
	reader_ask(&p->r, p->asked);
	p->now = 1000;
	p->got[0] = '\0';
	while (*sent) {
		ms = pause_at(sent, &len);
		if (ms == 0)
			len = text_decode(&chars[n++], sent, strlen(sent));
		sent += len;
		if (ms == 0 && *sent)
			continue;
		reader_feed(&p->r, chars, n, p->now);
		n = 0;
		drain(p);
		rest(p, ms);
	}
	rest(p, 10000);
	assert_int_equal(reader_wait(&p->r, p->now), -1);
	reader_release(&p->r);
}

struct row {
	const char *sent, *want;
};

static void
expect_of(const struct row *rows, size_t count, bool asked)
{
	struct play p = { .asked = asked };

	for (size_t i = 0; i < count; i++) {
		play(&p, rows[i].sent);
		if (strcmp(p.got, rows[i].want) != 0)
			fail_msg("row %zu: \"%s\", not \"%s\"", i, p.got,
				rows[i].want);
	}
}

static void
expect(const struct row *rows, size_t count)
{
	expect_of(rows, count, false);
}

#define EXPECT(rows) expect(rows, sizeof(rows) / sizeof((rows)[0]))

static void
reader__keys_have_their_names(void **state)
{
	static const struct row rows[] = { { "a", "a" }, { "汉", "汉" },
		{ "\r", "Enter" }, { "\n", "Enter" }, { "\t", "Tab" },
		{ "\177", "BkSp" }, { "\010", "^H" }, { "\003", "^C" },
		{ "\033[1;5C", "C-Right" }, { "\033[1;2D", "S-Left" },
		{ "\033[1;6D", "CS-Left" }, { "\033[1;5A", "C-Up" },
		{ "\033[1;2H", "S-Home" }, { "\033[A", "Up" },
		{ "\033OA", "Up" }, { "\033[D", "Left" }, { "\033[H", "Home" },
		{ "\033OF", "End" }, { "\033[1~", "Home" },
		{ "\033[8~", "End" }, { "\033[2~", "Ins" },
		{ "\033[3~", "Del" }, { "\033[5~", "PgUp" },
		{ "\033[6~", "PgDn" }, { "\033[Z", "S-Tab" },
		{ "\033OP", "F1" }, { "\033OS", "F4" }, { "\033[[A", "F1" },
		{ "\033[[E", "F5" }, { "\033[11~", "F1" }, { "\033[15~", "F5" },
		{ "\033[17~", "F6" }, { "\033[24~", "F12" },
		{ "\033OM", "Enter" } };

	(void)state;
	EXPECT(rows);
}

static void
reader__escape_is_a_key_where_nothing_follows(void **state)
{
	static const struct row rows[] = { { "\033", "Esc" },
		{ "\033·", "Esc" }, { "\033\033", "Esc" },
		{ "\033·\033", "Esc Esc" }, { "\033·q", "Esc q" },
		{ "\033·H", "Esc H" }, { "\033·O·H", "Esc O H" },
		{ "\033·O~~H", "Esc O H" }, { "\033·P·Q", "Esc P Q" },
		{ "\033·[", "Esc [" }, { "\033·[~~H", "Esc [ H" },
		{ "\033·]~~H", "Esc ] H" } };
	struct play p = { .now = 0 };
	const uint32_t esc = 27;

	(void)state;
	EXPECT(rows);
	reader_init(&p.r);
	reader_feed(&p.r, &esc, 1, 7000);
	assert_false(reader_next(&p.r, 7000, &(struct input){ 0 }));
	assert_true(reader_wait(&p.r, 7000) > 0);
	assert_true(reader_wait(&p.r, 7000) <= 50); /* felt as at once */
	reader_release(&p.r);
}

/* No letter of these may come out: H would halt, d disarm. */
static void
reader__what_is_no_key_is_swallowed_to_its_end(void **state)
{
	static const struct row rows[] = { { "\033·[H", "Esc Home" },
		{ "\033O·H", "Home" }, { "\033[·H", "Home" },
		{ "\033\033[H", "other" }, { "\033\033OH", "other" },
		{ "\033·OH", "Esc Home" }, { "\033·[1;5H", "Esc other" },
		{ "\033[1;·5·H", "other" }, { "\033[~~H", "other H" },
		{ "\033O~~H", "other H" }, { "\033[1;9C", "other" },
		{ "\033[2;5C", "other" }, { "\033[1;5;1C", "other" },
		{ "\033[?1;5C", "other" }, { "\033\033[1;5C", "other" },
		{ "\033[?1;2c", "other" }, { "\033[97;5u", "other" },
		{ "\033[>41;354;0c", "other" }, { "\033[24;80R", "other" },
		{ "\033[0n", "other" }, { "\033x", "other" },
		{ "\033H", "other" }, { "\033[<0;40;12M", "other" },
		{ "\033[M HH", "other" }, { "\033[M\033]0;Help\007", "" },
		{ "\033[M·H·H·H", "other" },
		{ "\033[9999999999999999999~", "other" },
		{ "\033[汉", "other" }, { "\033O5H", "other" } };

	(void)state;
	EXPECT(rows);
}

static void
reader__answers_of_the_terminal_are_swallowed(void **state)
{
	static const struct row rows[] = { { "\033]11;rgb:1e1e/1e1e/2e2e\033\\",
						   "" },
		{ "\033]11;rgb:1e1e/1e1e/2e2e\007", "" },
		{ "\033]11;rgb:1e·1e/1e1e/2e2e·\033·\\", "" },
		{ "\033·]11;rgb:1e1e/1e1e/2e2e\033\\", "Esc" },
		{ "\033]11;rgb:1e1e/1e1e/2e2e\033\\~~H", "H" },
		{ "\033P>|XTerm(390)\033\\", "" },
		{ "\033P1$r0m\007H\033\\", "" }, /* BEL ends OSC alone */
		{ "\033·P>|Help(390)\033\\", "Esc" },
		{ "\033_Gi=31;Help\033\\", "" }, { "\033^Help\033\\", "" },
		{ "\033XHelp\033\\", "" }, { "\033]0;Help\033[A", "Up" },
		{ "\033]0;Help never ends~~H", "H" },
		{ "\xC2\x9D"
		  "11;rgb:1e1e/1e1e/2e2e\xC2\x9C",
			"" },
		{ "\xC2\x9B"
		  "H",
			"Home" },
		{ "\xC2\x85\xEF\xBF\xBD", "+other +none" } };

	(void)state;
	EXPECT(rows);
}

static void
reader__a_paste_is_one_text_however_it_comes(void **state)
{
	static const struct row rows[] = { { "\033[200~Help us\033[201~",
						   "(Help us)" },
		{ "\033[·200~Help us\033[201~", "(Help us)" },
		{ "\033·[200~Help\033[201~", "Esc (Help)" },
		{ "\033[2·0·0~He·lp\033·[2·01~", "(Help)" },
		{ "\033[200~ ~\033[201~", "( ~)" },
		{ "\033[200~a\033[200~b\033[201~", "(a\033[200~b)" },
		{ "\033[200~a\033\033[201~", "(a\033)" },
		{ "\033[200~a\033[201~H", "(a) +H" },
		{ "\033[200~\033[201~", "()" },
		{ "\033[200~a~~H\033[201~", "(aH)" }, /* a line that stalls */
		{ "\033[200~never ends", "(never ends)" },
		{ "\033[201~", "other" } };

	(void)state;
	EXPECT(rows);
}

static void
reader__what_comes_with_others_is_a_burst(void **state)
{
	static const struct row rows[] = { { "H·H·d", "H H d" },
		{ "Help", "+H +e +l +p" }, { "x…H", "x +H" },
		{ "\033[BH", "+Down +H" }, { "\033[B·H", "Down H" },
		{ "\033]11;?\033\\H", "+H" }, { "\033]11;?\007·H", "H" } };

	(void)state;
	EXPECT(rows);
}

/* Whatever comes: it ends, and keys alone are told only of lone bytes. */
static void
reader__any_bytes_leave_it_at_rest(void **state)
{
	static const char bytes[] = "\033\033\033[[]OPHd0;~M\\\007x\r_<";
	struct play p;
	uint32_t chars[8];
	unsigned seed = 5;
	struct input in;

	(void)state;
	reader_init(&p.r);
	p.now = 0;
	for (int round = 0; round < 200000; round++) {
		size_t n;

		seed = seed * 1103515245u + 12345u;
		n = 2 + (seed >> 16) % 7;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			chars[i] = (unsigned char)
				bytes[(seed >> 16) % (sizeof(bytes) - 1)];
		}
		p.now += (seed >> 8) % 2 ? 100 : 3;
		while (reader_next(&p.r, p.now, &in))
			;
		reader_feed(&p.r, chars, n, p.now);
		while (reader_next(&p.r, p.now, &in))
			if (in.kind == INPUT_KEY && in.key < K_UP &&
				in.key > ' ')
				assert_true(in.burst || p.r.last < p.now);
		if (round % 1000 == 0) {
			p.now += 10000;
			while (reader_next(&p.r, p.now, &in))
				;
			p.now += 10000;
			while (reader_next(&p.r, p.now, &in))
				;
			assert_int_equal(p.r.state, READER_GROUND);
		}
	}
	reader_release(&p.r);
}

/* It was busy when the second came: that it came later is not known. */
static void
reader__what_was_read_late_may_have_come_with_others(void **state)
{
	struct play p = { .now = 1000 };
	const uint32_t x = 'x', halt = 'H';
	struct input in;

	(void)state;
	reader_init(&p.r);
	reader_feed(&p.r, &x, 1, 1000);
	assert_true(reader_next(&p.r, 1000, &in));
	assert_false(reader_next(&p.r, 1001, &in)); /* and then it was busy */
	assert_true(reader_wait(&p.r, 1001) <= READER_ALONE_MS);
	reader_feed(&p.r, &halt, 1, 1400);
	assert_true(reader_next(&p.r, 1400, &in));
	assert_true(in.burst);
	assert_false(reader_next(&p.r, 1420, &in)); /* looked, and nothing */
	assert_int_equal(reader_wait(&p.r, 1420), -1);
	reader_feed(&p.r, &halt, 1, 1421);
	assert_true(reader_next(&p.r, 1421, &in));
	assert_false(in.burst);
	reader_release(&p.r);
}

/* The place of the cursor, once, whatever comes with it and in what pieces. */
static void
reader__the_cursors_place_is_told_where_it_was_asked_for(void **state)
{
	static const struct row rows[] = { { "\033[1;3R", "at3" },
		{ "\033[1;2R", "at2" }, { "\033[?24;80R", "at80" },
		{ "\033·[1;3R", "at3" }, { "\033[1;·3·R", "at3" },
		{ "ab\033[1;3Rc", "+a +b at3 +c" }, { "\033[1;3RH", "at3 H" },
		{ "\033[1;3R…H", "at3 H" }, { "\033[1;3RHd", "at3 +H +d" },
		{ "x\033[1;3RH", "+x at3 +H" }, { "H\033[1;3R", "H at3" },
		{ "H\033[1;", "H +other" }, { "H\033[A", "+H +Up" },
		{ "dH\033[1;3R", "+d +H at3" },
		{ "\033[1;3R\033[1;3R", "at3 other" }, { "\033[3R", "other" },
		{ "\033[A", "Up" }, { "\033~~", "Esc" } };
	static const struct row unasked[] = { { "\033[1;3R", "other" } };

	(void)state;
	expect_of(rows, sizeof(rows) / sizeof(rows[0]), true);
	EXPECT(unasked);
}

static void
reader__a_letter_before_half_a_character_came_with_others(void **state)
{
	struct play p = { .now = 1000 };
	const uint32_t halt = 'H';
	struct input in;

	(void)state;
	reader_init(&p.r);
	reader_feed(&p.r, &halt, 1, 1000);
	reader_cut(&p.r);
	assert_true(reader_next(&p.r, 1000, &in));
	assert_true(in.burst);
	assert_false(reader_next(&p.r, 1100, &in));
	reader_feed(&p.r, &halt, 1, 1200);
	assert_true(reader_next(&p.r, 1200, &in));
	assert_false(in.burst);
	reader_release(&p.r);
}

static void
feed_text(struct play *p, const char *text)
{
	uint32_t cp;

	for (size_t n; (n = text_decode(&cp, text, strlen(text))) > 0;
		text += n) {
		reader_feed(&p->r, &cp, 1, p->now);
		drain(p);
	}
}

/* Nothing of it is told: half a text is worse than none. */
static void
reader__a_paste_that_is_too_long_says_so(void **state)
{
	static struct play p;
	struct input in;
	uint32_t a = 'a', begin[] = { 27, '[', '2', '0', '0', '~' };
	uint32_t end[] = { 27, '[', '2', '0', '1', '~' };

	(void)state;
	reader_init(&p.r);
	reader_feed(&p.r, begin, 6, p.now);
	for (int i = 0; i <= 1 << 20; i++) {
		drain(&p);
		reader_feed(&p.r, &a, 1, p.now);
	}
	drain(&p);
	reader_feed(&p.r, end, 6, p.now);
	assert_true(reader_next(&p.r, p.now, &in));
	assert_int_equal(in.kind, INPUT_PASTE);
	assert_true(in.too_long);
	assert_int_equal(in.paste_len, 0);
	feed_text(&p, "\033[200~b\033[201~"); /* the next is whole again */
	assert_string_equal(p.got, "(b)");
	reader_release(&p.r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reader__keys_have_their_names),
		cmocka_unit_test(reader__escape_is_a_key_where_nothing_follows),
		cmocka_unit_test(
			reader__what_is_no_key_is_swallowed_to_its_end),
		cmocka_unit_test(reader__answers_of_the_terminal_are_swallowed),
		cmocka_unit_test(reader__a_paste_is_one_text_however_it_comes),
		cmocka_unit_test(reader__what_comes_with_others_is_a_burst),
		cmocka_unit_test(
			reader__what_was_read_late_may_have_come_with_others),
		cmocka_unit_test(
			reader__the_cursors_place_is_told_where_it_was_asked_for),
		cmocka_unit_test(
			reader__a_letter_before_half_a_character_came_with_others),
		cmocka_unit_test(reader__any_bytes_leave_it_at_rest),
		cmocka_unit_test(reader__a_paste_that_is_too_long_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

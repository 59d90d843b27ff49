/*
 * Columns against Unicode's own data, EastAsianWidth.txt of Debian's
 * unicode-data: what is wide takes two, what is narrow one, and what Unicode
 * leaves open is known as such.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"
#include "tui/pages/ambiguous.h"
#include "tui/pages/cluster.h"
#include "tui/console/shown.h"

static const char data[] = "/usr/share/unicode/EastAsianWidth.txt";

struct line {
	uint32_t from, to;
	char class[4];
};

static bool
read_line(struct line *out, FILE *f)
{
	char text[400];
	unsigned from, to;

	while (fgets(text, sizeof(text), f)) {
		if (sscanf(text, "%x..%x;%3[A-Za-z]", &from, &to, out->class) ==
			3) {
			*out = (struct line){ .from = from, .to = to };
			(void)sscanf(strchr(text, ';') + 1, "%3[A-Za-z]",
				out->class);
			return true;
		}
		if (sscanf(text, "%x;%3[A-Za-z]", &from, out->class) == 2) {
			out->from = out->to = from;
			return true;
		}
	}
	return false;
}

/* Takes a column or two of its own. */
static bool
stands_alone(uint32_t cp)
{
	utf8proc_category_t cat = utf8proc_category((utf8proc_int32_t)cp);

	return cat != UTF8PROC_CATEGORY_CN && cat != UTF8PROC_CATEGORY_CC &&
		cat != UTF8PROC_CATEGORY_CF && cat != UTF8PROC_CATEGORY_CS &&
		cat != UTF8PROC_CATEGORY_MN && cat != UTF8PROC_CATEGORY_ME &&
		cat != UTF8PROC_CATEGORY_ZL && cat != UTF8PROC_CATEGORY_ZP &&
		cat != UTF8PROC_CATEGORY_CO;
}

/* Jamo that join the one before them: no columns of their own. */
static bool
joins(uint32_t cp)
{
	return (cp >= 0x1160 && cp <= 0x11FF) ||
		(cp >= 0xD7B0 && cp <= 0xD7FF) || cp == 0x00AD;
}

/*
 * Newer than the C library knows: shown as U+FFFD in one column. And the
 * hexagrams, which it, and terminals, take for wide, as Unicode 16 does.
 */
static bool
is_newer(uint32_t cp)
{
	return wcwidth((wchar_t)cp) < 0 || (cp >= 0x4DC0 && cp <= 0x4DFF);
}

static void
width__is_what_unicode_says(void **state)
{
	FILE *f = fopen(data, "r");
	struct line line;
	int width, wrong = 0;
	long lines = 0, checked = 0, open = 0;
	char utf8[5];

	(void)state;
	if (f == NULL)
		fail_msg("%s: install unicode-data", data);
	while (read_line(&line, f)) {
		bool wide = strcmp(line.class, "W") == 0 ||
			strcmp(line.class, "F") == 0;
		bool either = strcmp(line.class, "A") == 0;

		lines++;
		for (uint32_t cp = line.from; cp <= line.to; cp++) {
			assert_int_equal(ambiguous_is(cp), either);
			if (!stands_alone(cp) || joins(cp) || is_newer(cp))
				continue;
			utf8[text_encode(utf8, cp)] = '\0';
			width = cluster_width(utf8);
			wrong += width != (wide ? 2 : 1) &&
				!(either && width == 2);
			if (wrong > 0 && wrong < 20 && width != (wide ? 2 : 1))
				print_message("# U+%04X (%s) is %d wide\n", cp,
					line.class, width);
			checked++;
			open += either;
		}
	}
	(void)fclose(f);
	assert_int_equal(wrong, 0);
	print_message("# %ld ranges, %ld characters, %ld of them open\n", lines,
		checked, open);
	assert_true(lines > 1000 && checked > 100000 && open > 900);
}

static void
width__of_what_is_shown_is_the_cells(void **state)
{
	static const struct {
		const char *locale;
		bool narrow;
		const char *text, *want;
	} rows[] = { { "C.UTF-8", false, "“═”…é", "“═”…é" },
		{ "C.UTF-8", true, "“═”…·—汉→③Ⅳя", "\"=\"..-汉>34?" },
		{ "zh_CN.GBK", true, "═│汉e\xCC\x81", "=|汉e" },
		{ "zh_CN.GBK", true, "😀한", "??" } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *at = rows[i].text;
		size_t left = strlen(at), n, len = 0;
		wchar_t out[CLUSTER_CHARS + 1];
		char got[100];
		struct charset charset;
		struct cluster c;

		charset_init(&charset, rows[i].locale);
		while ((n = cluster_next(&c, at, left)) > 0) {
			struct cell cell = { .width = (unsigned char)c.width };

			memcpy(cell.ch, c.ch, sizeof(cell.ch));
			shown_cell(out, &cell, &charset, rows[i].narrow);
			for (int k = 0; out[k]; k++)
				len += text_encode(got + len, (uint32_t)out[k]);
			at += n;
			left -= n;
		}
		got[len] = '\0';
		assert_string_equal(got, rows[i].want);
		charset_release(&charset);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(width__is_what_unicode_says),
		cmocka_unit_test(width__of_what_is_shown_is_the_cells),
	};

	(void)setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}

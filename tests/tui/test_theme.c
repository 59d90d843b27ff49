/*
 * Colours: who wants none has none, and on a light background each can be
 * read.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tui/pages/theme.h"

static void
theme__no_colour_goes_before_any_setting(void **state)
{
	static const struct {
		const char *no_color, *wanted;
		enum theme theme;
	} rows[] = { { NULL, NULL, THEME_DARK }, { "", "light", THEME_LIGHT },
		{ "1", "light", THEME_PLAIN }, { NULL, "plain", THEME_PLAIN },
		{ NULL, "dark", THEME_DARK }, { NULL, "pink", THEME_DARK } };

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		assert_int_equal(theme_choose(rows[n].no_color, rows[n].wanted),
			rows[n].theme);
	for (int hue = 0; hue < HUES; hue++)
		assert_int_equal(
			theme_colour(THEME_PLAIN, (enum hue)hue, 256), -1);
}

/* How much light a part of a colour of the cube of 256 gives: of 0, 95, 135, 175,
 * 215 and 255, linear as sRGB says. */
static double
light_of(int part)
{
	static const double parts[] = { 0, 0.1144, 0.2423, 0.4287, 0.6796, 1 };

	return parts[part];
}

/* WCAG 2: the text on white. */
static double
contrast_on_white(int number)
{
	int cube = number - 16;
	double l = 0.2126 * light_of(cube / 36) +
		0.7152 * light_of(cube / 6 % 6) + 0.0722 * light_of(cube % 6);

	return 1.05 / (l + 0.05);
}

static void
theme__light_can_be_read_on_white(void **state)
{
	(void)state;
	for (int hue = HUE_NONE + 1; hue < HUES; hue++) {
		int many = theme_colour(THEME_LIGHT, (enum hue)hue, 256);
		int few = theme_colour(THEME_LIGHT, (enum hue)hue, 8);

		assert_in_range(many, 16, 231);
		assert_true(contrast_on_white(many) >= 4.5);
		assert_int_not_equal(few, 3); /* yellow */
		assert_int_not_equal(few, 6); /* cyan */
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(theme__no_colour_goes_before_any_setting),
		cmocka_unit_test(theme__light_can_be_read_on_white),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * A sheet as a page and as a table: what people typed cannot become markup, a
 * formula, or another cell.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/sheet/sheet.h"
#include "export/sheet.h"

static const struct {
	const char *cell, *html, *csv;
} cells[] = {
	{ "云溪发布", "<td>云溪发布</td>", "\"云溪发布\"" },
	{ "<script>x</script>", "<td>&lt;script&gt;x&lt;/script&gt;</td>",
		"\"<script>x</script>\"" },
	{ "=HYPERLINK(\"http://x\")", "<td>=HYPERLINK(&quot;http://x&quot;)",
		"\"'=HYPERLINK(\"\"http://x\"\")\"" },
	{ "+86 10", "<td>+86 10</td>", "\"'+86 10\"" },
	{ "a\"b,c", "<td>a&quot;b,c</td>", "\"a\"\"b,c\"" },
	{ "", "<td></td>", "\"\"" },
};

static json_t *
sheet_of(const char *cell)
{
	json_t *sheet = sheet_new("月度自查", LANG_ZH);
	json_t *part = sheet_part(sheet, "账号", "");

	sheet_head(part, "名称");
	sheet_row(part);
	sheet_cell(part, cell);
	return sheet;
}

static void
sheet__holds_texts_as_they_are_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		json_t *sheet = sheet_of(cells[i].cell);
		char *html = NULL, *csv = NULL;

		assert_int_equal(sheet_html(&html, sheet, NULL), ERR_OK);
		assert_non_null(strstr(html, cells[i].html));
		assert_int_equal(sheet_csv(&csv, sheet, NULL), ERR_OK);
		assert_non_null(strstr(csv, cells[i].csv));
		/* the title, the head, the row */
		assert_non_null(strstr(csv,
			"\"月度自查\"\r\n\"账号\",\"名称\""
			"\r\n\"账号\","));
		free(html);
		free(csv);
		json_decref(sheet);
	}
}

static void
sheet__that_no_page_can_hold_is_refused(void **state)
{
	json_t *sheet = sheet_of("\x1b[2J");
	char *html = NULL, *big = mem_new(SHEET_FILE_MAX + 1);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(sheet_html(&html, sheet, &err), ERR_INVALID);
	assert_null(html);
	json_decref(sheet);
	memset(big, 'x', SHEET_FILE_MAX);
	big[SHEET_FILE_MAX] = '\0';
	sheet = sheet_of(big);
	assert_int_equal(sheet_html(&html, sheet, &err), ERR_INVALID);
	assert_int_equal(sheet_csv(&html, sheet, &err), ERR_INVALID);
	assert_null(html);
	json_decref(sheet);
	free(big);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			sheet__holds_texts_as_they_are_and_nothing_else),
		cmocka_unit_test(sheet__that_no_page_can_hold_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

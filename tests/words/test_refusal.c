/*
 * What a refusal says, in both languages and after a journey.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "crier/refusal.h"

struct said {
	char what[400], remedy[300];
};

static struct said
said(const struct err *err, enum lang lang)
{
	struct said s;

	refusal_format(
		s.what, sizeof(s.what), s.remedy, sizeof(s.remedy), err, lang);
	return s;
}

static void
refusal__says_words_as_the_reader_does(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)refuse(&err, REFUSE_STATE, "m", "m", "review", "approve", NULL);
	assert_string_equal(err.what,
		"m is in review; not possible now: "
		"approve the manifest's digest");
	assert_string_equal(said(&err, LANG_ZH).what,
		"m 处于「审核中」状态，现在不能：签发发布清单");
	(void)refuse(&err, REFUSE_DELIVERY_STATE, "d", "d", "unknown",
		"what is no act", NULL);
	assert_non_null(strstr(err.what, "what is no act"));
	(void)refuse(
		&err, REFUSE_STAGE_ORDER, "m", "first", "final", "legal", NULL);
	assert_string_equal(
		said(&err, LANG_ZH).what, "一审尚未完成，终审签发须等待");
}

/* Its arguments stay behind in the process that refused. */
static void
refusal__read_from_elsewhere_keeps_its_remedy(void **state)
{
	struct err err = { 0 }, read = { 0 };

	(void)state;
	(void)refuse(&err, REFUSE_CONFIRM, "confirm", "live-2026-0001", NULL);
	(void)err_set(&read, err.code, err.where, err.remedy, "%s", err.what);
	(void)snprintf(read.id, sizeof(read.id), "%s", err.id);
	assert_string_equal(
		said(&read, LANG_EN).remedy, "Type exactly: live-2026-0001");
	/* what has no arguments too: the other process chose the language */
	(void)refuse(&err, REFUSE_NOT_RUNNING, "s", NULL);
	assert_string_not_equal(said(&err, LANG_ZH).what, err.what);
	(void)err_set(&read, err.code, err.where, err.remedy, "%s", err.what);
	(void)snprintf(read.id, sizeof(read.id), "%s", err.id);
	assert_string_equal(said(&read, LANG_ZH).what, err.what);
}

static void
refusal__takes_its_arguments_from_the_err_it_fills(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)err_set(&err, ERR_INVALID, "here", "", "m");
	(void)refuse(&err, REFUSE_STATE, err.where, err.what, "review",
		"approve", NULL);
	assert_non_null(strstr(err.what, "m is in review"));
	assert_string_equal(err.where, "here");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusal__says_words_as_the_reader_does),
		cmocka_unit_test(refusal__read_from_elsewhere_keeps_its_remedy),
		cmocka_unit_test(
			refusal__takes_its_arguments_from_the_err_it_fills),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

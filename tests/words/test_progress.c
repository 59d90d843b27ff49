/*
 * The line of long work, and its steps.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "crier/progress.h"
#include "crier/refusal.h"

static void
line__says_how_much_of_how_much_and_how_long_yet(void **state)
{
	static const struct {
		enum progress_step step;
		int64_t done, total, ms;
		const char *en, *zh;
	} rows[] = {
		{ PROGRESS_STATION, 0, 0, 400,
			"the station works on it: 0 s so far",
			"发布台正在处理：已用 0 秒" },
		{ PROGRESS_DATABASE, 7, 0, 119999,
			"checking the database: 119 s so far",
			"核对数据库：已用 119 秒" },
		/* no basis yet */
		{ PROGRESS_CHAIN, 10, 1000, 999,
			"checking entries: 10 of 1000 (1 %)",
			"核对条目：10/1000（1%）" },
		{ PROGRESS_CHAIN, 0, 1000, 5000,
			"checking entries: 0 of 1000 (0 %)",
			"核对条目：0/1000（0%）" },
		{ PROGRESS_CHAIN, 250, 1000, 3000,
			"checking entries: 250 of 1000 (25 %), this step about "
			"10 s more",
			"核对条目：250/1000（25%），本步约剩 10 秒" },
		{ PROGRESS_COPY, 1, 100, 5000,
			"copying commits: 1 of 100 (1 %), this step about 8 "
			"min more",
			"复制提交：1/100（1%），本步约剩 8 分钟" },
		{ PROGRESS_COPY, 1, 10000, 2000,
			"copying commits: 1 of 10000 (0 %), this step about 5 "
			"h 33 min more",
			"复制提交：1/10000（0%），本步约剩 5 小时 33 分" },
		{ PROGRESS_COPY, 100, 100, 5000,
			"copying commits: 100 of 100 (100 %)",
			"复制提交：100/100（100%）" },
	};
	char line[PROGRESS_LINE];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		progress_line(line, rows[i].step, rows[i].done, rows[i].total,
			rows[i].ms, LANG_EN);
		assert_string_equal(line, rows[i].en);
		progress_line(line, rows[i].step, rows[i].done, rows[i].total,
			rows[i].ms, LANG_ZH);
		assert_string_equal(line, rows[i].zh);
	}
}

static void
step__is_known_by_its_word(void **state)
{
	(void)state;
	for (int i = 0; i < PROGRESS_STEPS; i++)
		assert_int_equal(
			progress_parse(progress_word((enum progress_step)i)),
			i);
	assert_int_equal(progress_parse("of a newer one"), PROGRESS_STATION);
}

static bool
tell_end(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	(void)step;
	(void)total;
	*(int64_t *)ctx = done;
	return done == 2;
}

static void
tell__who_has_had_enough_is_a_refusal(void **state)
{
	int64_t heard = 0;
	const struct progress p = { tell_end, &heard };
	struct err err = { .code = ERR_OK };

	(void)state;
	assert_int_equal(
		progress_tell(NULL, PROGRESS_COPY, 2, 3, &err), ERR_OK);
	assert_int_equal(progress_tell(&p, PROGRESS_COPY, 1, 3, &err), ERR_OK);
	assert_int_equal(heard, 1);
	assert_int_equal(
		progress_tell(&p, PROGRESS_COPY, 2, 3, &err), ERR_REFUSED);
	assert_string_equal(err.id, "stopped");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			line__says_how_much_of_how_much_and_how_long_yet),
		cmocka_unit_test(step__is_known_by_its_word),
		cmocka_unit_test(tell__who_has_had_enough_is_a_refusal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

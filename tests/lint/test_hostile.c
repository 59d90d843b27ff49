/*
 * Texts made to be slow or to crash: the rules take time linear in them, and
 * what is random breaks nothing (a fuzz target does the same for longer).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

#include "table.h"

enum { SHORT = 50000, TIMES = 4, SLOWER = 6, LOOKS = 5 };
enum { RANDOM = 400, RANDOM_MAX = 3000 };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
run(const char *text, size_t len)
{
	struct lint_field fields[3] = {
		{ .part = PART_TITLE,
			.name = "title",
			.text = text,
			.len = len < 300 ? len : 0 },
		{ .part = PART_TEXT, .name = "text", .text = text, .len = len },
		{ .part = PART_VARIANT,
			.name = "variants.x",
			.text = text,
			.len = len },
	};
	struct lint_case c = { .rules = table.rules,
		.fields = fields,
		.field_count = 3,
		.kind = KIND_TRUTH,
		.lang = LANG_ZH,
		.in_incident = true,
		.class_bit = 1,
		.now = TABLE_NOW,
		.zone = 480,
		.region = "" };
	struct findings found;
	double start = now();

	table_set_figures(&c);
	lint_run(&found, &c);
	for (size_t i = 0; i < found.count; i++)
		if (found.rows[i].field != SIZE_MAX)
			assert_true(found.rows[i].end <=
				fields[found.rows[i].field].len);
	findings_release(&found);
	return now() - start;
}

static char *
repeat(const char *piece, size_t len)
{
	size_t n = strlen(piece);
	char *text = mem_new(len + 1);

	for (size_t at = 0; at + n <= len; at += n)
		memcpy(text + at, piece, n);
	return text;
}

static double
least(double a, double b)
{
	return a < b ? a : b;
}

/*
 * Four times the text may take six times as long, not sixteen. What a busy
 * machine adds is no cost of the text: of several looks the shortest counts.
 */
static void
take_linear(const char *piece)
{
	char *text = repeat(piece, (size_t)SHORT * TIMES);
	size_t n = strlen(piece);
	double one = 1e9, four = 1e9;

	for (int look = 0; look < LOOKS; look++) {
		one = least(one, run(text, SHORT / n * n));
		four = least(four, run(text, (size_t)SHORT * TIMES / n * n));
		if (four <= 0.2 || four <= one * SLOWER)
			break;
	}
	if (four > 0.2 && four > one * SLOWER)
		fail_msg("%s: %.3f s, four times as much %.3f s", piece, one,
			four);
	if (getenv("SHOW"))
		print_message("%s %.3f %.3f\n", piece, one, four);
	free(text);
}

static void
rules__take_time_linear_in_any_text(void **state)
{
	static const char *const pieces[] = { "转载自", "失联失踪", "今天",
		"1 ", "a.com ", "12岁", "李小明(男,12岁", "原因", "http://a.b ",
		"预警", "因为因为", "由于", "由于导", "县", "汉", "汉字汉字,",
		"据新华社", "辽A1", "抢购", "演练", "预计", "7月21日", "十",
		"1", "1月", "x", "aaaa ", ".", "《", "{", "责任", "初步判断",
		"一名学生", "遇难3人", "13800138000 ", "4111111111111111 ",
		"机密", "注意保存", "12:30pm ", "不", "视频", "a-", "级",
		"一级红色", "洪峰", "确诊", "城关小学学生12岁", "3人", "遇难",
		"其中3人", "1,", "1户", "1 to ", "无", "无死亡、", "死亡、",
		"全部人员", "平安", "五", "two ", "五 a", "5 people died. ",
		"全部找到", "截至15时,已3人遇难,", "15时", "8月4日", "(", ")",
		"死", "由3人增至5人", "2016年", "2016年3人遇难" };

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		take_linear(pieces[i]);
}

/* Bytes of every kind, and pieces of what rules look for. */
static void
rules__survive_random_texts(void **state)
{
	static const char *const bits[] = { "原因", "系", "岁", "12", "(男,",
		"李小明", "http://", ".cn", "机密★", "5年", "遇难", "人", "。",
		"\n", "截至", "{{", "转载", "预警", "红色", "十二", "月", "日",
		"今天", "星期三", "\xE2\x80\x8B", "无", "伤亡", "其中", "2016",
		" died", "全部", "平安", "户", "\xF0\x9F\x91\xA8", "\xFF",
		"\xE5\xB2", "%", "1", "Ａ", "学生", "小学" };
	unsigned long seed = 42;

	(void)state;
	for (int i = 0; i < RANDOM; i++) {
		char *text = mem_new(RANDOM_MAX + 16);
		size_t len = 0;

		while (len < RANDOM_MAX) {
			unsigned pick;
			const char *bit;

			seed = seed * 6364136223846793005UL +
				1442695040888963407UL;
			pick = (unsigned)(seed >> 33);
			bit = bits[pick % (sizeof(bits) / sizeof(bits[0]))];
			if (pick % 11 == 0) {
				text[len++] = (char)(pick >> 8);
				continue;
			}
			memcpy(text + len, bit, strlen(bit));
			len += strlen(bit);
		}
		(void)run(text, len);
		free(text);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules__take_time_linear_in_any_text),
		cmocka_unit_test(rules__survive_random_texts),
	};

	return cmocka_run_group_tests(tests, table_begin, table_end);
}

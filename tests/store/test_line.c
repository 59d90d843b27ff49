/*
 * What is read from a line without parsing it is what parsing would give,
 * whatever people wrote into it.
 */
#include "help.h"

#include "store/line.h"

#define ACT "0123456789abcdef0123456789abcdef"
#define PREV "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
#define TAIL                                                                   \
	"\"prev\":\"" PREV "\",\"seq\":17,\"time\":1,\"v\":1,\"via\":\"cli\"}"
#define LINE(body) "{\"act\":\"" ACT "\",\"body\":" body "," TAIL

static void
line__ends_are_read_whatever_stands_between(void **state)
{
	static const char *const sound[] = {
		LINE("{}"),
		LINE("{\"text\":\"\\\",\\\"prev\\\":\\\"" ACT ACT
		     "\\\",\\\"seq\\\":9\"}"),
		LINE("{\"prev\":\"" ACT ACT "\",\"seq\":9}"),
		LINE("{\"x\":[{\"a\":1,\"prev\":\"" ACT ACT
		     "\",\"seq\":9,\"time\":1,\"v\":2,\"via\":\"cli\"}]}"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
		struct line_ends e;

		assert_true(line_read(&e, sound[i], strlen(sound[i])));
		assert_int_equal(e.act_len, 32);
		assert_memory_equal(e.act, ACT, 32);
		assert_memory_equal(e.prev, PREV, 64);
		assert_int_equal(e.seq, 17);
		assert_int_equal(e.v, 1);
	}
}

static void
line__every_line_of_the_ledger_reads_as_it_parses(void **state)
{
	static const char *const words[] = { "", "x", "\",\"prev\":\"", "}",
		"\\", "\n\t", "水位，上涨" };
	struct line_ends got;
	struct entry e;
	char *line;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		entry_init(&e);
		e.seq = 1 + (int64_t)i * 999999999999999;
		e.time = 1795000000000 - (int64_t)i * 1000000000000;
		(void)snprintf(e.act, sizeof(e.act), "%s", ACT);
		(void)snprintf(e.prev, sizeof(e.prev), "%s", PREV);
		(void)snprintf(e.via, sizeof(e.via), "console");
		e.body = json_object();
		doc_put_str(e.body, "word", words[i]);
		line = entry_format(&e);
		assert_true(line_read(&got, line, strlen(line)));
		assert_int_equal(got.seq, e.seq);
		assert_int_equal(got.v, e.v);
		free(line);
		entry_release(&e);
	}
}

static void
line__another_form_is_not_read(void **state)
{
	static const char *const wrong[] = {
		"",
		"{",
		"{}",
		"{\"act\":\"",
		"{\"act\":\"" ACT "\"}",
		TAIL,
		" " LINE("{}"),
		LINE("{}") "\n",
		LINE("{}") " ",
		"{\"act\":\"" ACT "\",\"prev\":\"" PREV
		"\", \"seq\":17,\"time\":1,\"v\":1,\"via\":\"cli\"}",
		"{\"act\":\"" ACT "\",\"prev\":\"" PREV
		"\",\"seq\":017,\"time\":1,\"v\":1,\"via\":\"cli\"}",
		"{\"act\":\"" ACT "\",\"prev\":\"" PREV
		"\",\"seq\":,\"time\":1,\"v\":1,\"via\":\"cli\"}",
		"{\"act\":\"" ACT "\",\"prev\":\"" PREV
		"\",\"seq\":9999999999999999999,\"time\":1,\"v\":1,"
		"\"via\":\"cli\"}",
		"{\"act\":\"" ACT "\",\"prev\":\"" ACT
		"\",\"seq\":1,\"time\":1,\"v\":1,\"via\":\"cli\"}",
		"{\"act\":\"" ACT "\",\"prev\":\"" PREV
		"\",\"seq\":1,\"time\":1,\"v\":1,\"via\":\"cli\",\"x\":1}",
	};
	struct line_ends e;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (line_read(&e, wrong[i], strlen(wrong[i])))
			fail_msg("read: %s", wrong[i]);
}

/* Cut anywhere, nothing is read and nothing beyond the end is looked at. */
static void
line__a_cut_line_is_not_read(void **state)
{
	const char *whole = LINE("{\"word\":\"x\"}");
	struct line_ends e;

	(void)state;
	for (size_t len = 0; len < strlen(whole); len++) {
		char *cut = malloc(len ? len : 1);

		memcpy(cut, whole, len);
		assert_false(line_read(&e, cut, len));
		free(cut);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line__ends_are_read_whatever_stands_between),
		cmocka_unit_test(
			line__every_line_of_the_ledger_reads_as_it_parses),
		cmocka_unit_test(line__another_form_is_not_read),
		cmocka_unit_test(line__a_cut_line_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

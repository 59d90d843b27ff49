/*
 * The canonical line, and the check of acts before any rule.
 */
#include "tests/domain/scene.h"

static void
fill(struct entry *e)
{
	entry_init(e);
	e->seq = 7;
	e->time = SCENE_NOW;
	(void)snprintf(
		e->act, sizeof(e->act), "0123456789abcdef0123456789abcdef");
	(void)snprintf(e->by, sizeof(e->by), "dora");
	(void)snprintf(e->via, sizeof(e->via), "cli");
	(void)snprintf(e->incident, sizeof(e->incident), "2026-0001");
	(void)snprintf(e->mode, sizeof(e->mode), "actual");
	(void)snprintf(e->kind, sizeof(e->kind), "incident.closed");
	(void)snprintf(e->prev, sizeof(e->prev), "%s", ENTRY_NO_PREV);
	e->body = json_pack("{s:s}", "reason", "已处置完毕");
}

static void
entry__reads_back_what_it_wrote(void **state)
{
	static const char want[] =
		"{\"act\":\"0123456789abcdef0123456789abcdef\","
		"\"body\":{\"reason\":\"已处置完毕\"},\"by\":\"dora\","
		"\"incident\":\"2026-0001\",\"kind\":\"incident.closed\","
		"\"mode\":\"actual\",\"prev\":\"" ENTRY_NO_PREV "\","
		"\"seq\":7,\"time\":1784570400000,\"v\":1,\"via\":\"cli\"}";
	struct entry e, again;
	char *line;

	(void)state;
	fill(&e);
	line = entry_format(&e);
	assert_string_equal(line, want);
	assert_int_equal(entry_parse(&again, line, strlen(line), NULL), ERR_OK);
	assert_int_equal(again.seq, 7);
	assert_string_equal(doc_str(again.body, "reason"), "已处置完毕");
	entry_release(&again);
	entry_release(&e);
	free(line);
}

static void
entry__a_line_in_another_form_is_refused(void **state)
{
	static const char *const edits[][2] = {
		{ "\"by\":\"dora\"", "\"by\": \"dora\"" },
		{ "\"v\":1", "\"v\":1.0" },
		{ "\"v\":1,", "" },
		{ "\"seq\":7", "\"seq\":\"7\"" },
		{ "\"kind\"", "\"Kind\"" },
		{ "处置", "\\u5904\\u7f6e" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(edits) / sizeof(edits[0]); n++) {
		struct entry e;
		char *line, *at, *bad;

		fill(&e);
		line = entry_format(&e);
		at = strstr(line, edits[n][0]);
		assert_non_null(at);
		bad = mem_printf("%.*s%s%s", (int)(at - line), line,
			edits[n][1], at + strlen(edits[n][0]));
		entry_release(&e);
		assert_int_equal(
			entry_parse(&e, bad, strlen(bad), NULL), ERR_CORRUPT);
		free(bad);
		free(line);
	}
}

static void
act__fields_are_checked_before_any_rule(void **state)
{
	static const struct {
		const char *json, *where;
	} rows[] = {
		{ "{\"message\":\"2026-0001/1\"}", "digest" },
		{ "{\"message\":\"\",\"digest\":\"x\"}", "message" },
		{ "{\"message\":5,\"digest\":\"x\"}", "message" },
		{ "{\"message\":\"2026 0001\",\"digest\":\"x\"}", "message" },
		{ "{\"message\":\"2026-0001/1\",\"digest\":\"" ENTRY_NO_PREV
		  "\",\"shell\":\"rm\"}",
			"shell" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *doc = NULL;
		struct err err = { .code = ERR_OK };

		assert_int_equal(doc_parse(&doc, rows[n].json,
					 strlen(rows[n].json), NULL),
			ERR_OK);
		assert_int_not_equal(act_check(ACT_APPROVE, doc, &err), ERR_OK);
		assert_string_equal(err.where, rows[n].where);
		json_decref(doc);
	}
}

static void
act__a_control_character_is_refused(void **state)
{
	json_t *doc = json_pack(
		"{s:s,s:s}", "incident", "2026-0001", "reason", "x\033[2J");

	(void)state;
	assert_int_equal(act_check(ACT_INCIDENT_CLOSE, doc, NULL), ERR_INVALID);
	json_decref(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entry__reads_back_what_it_wrote),
		cmocka_unit_test(entry__a_line_in_another_form_is_refused),
		cmocka_unit_test(act__fields_are_checked_before_any_rule),
		cmocka_unit_test(act__a_control_character_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * A trace says what happened and never what was written.
 */
#include "link/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/doc.h"

static char path[64], content[8192];

static const char *
traced(void)
{
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(content, 1, sizeof(content) - 1, f);
	content[n] = '\0';
	(void)fclose(f);
	return content;
}

static int
fresh_file(void **state)
{
	int fd;

	(void)state;
	(void)snprintf(path, sizeof(path), "/tmp/crier-trace-XXXXXX");
	fd = mkstemp(path);
	(void)close(fd);
	return 0;
}

static int
no_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void
trace__ids_are_told_and_texts_only_counted(void **state)
{
	static const char text[] =
		"{\"act\":\"message.revise\",\"message\":\"2026-0001/3\","
		"\"base\":2,\"slots\":{\"event\":\"青河镇发生内涝\"},"
		"\"sealed\":\"c2VjcmV0\",\"lead\":true,"
		"\"reason\":\"short\",\"rule\":\"not a word of ours\","
		"\"accounts\":[\"a\",\"b\"]}";
	json_t *doc = NULL;

	(void)state;
	assert_int_equal(doc_parse(&doc, text, strlen(text), NULL), ERR_OK);
	assert_true(trace_open("test", "act", path));
	trace_doc(TRACE_ACT, "in", doc);
	trace_doc(TRACE_LINK, "off", doc);
	json_decref(doc);
	assert_non_null(strstr(traced(), "act: in {"));
	assert_non_null(strstr(content, " act=message.revise"));
	assert_non_null(strstr(content, " message=2026-0001/3"));
	assert_non_null(strstr(content, " base=2"));
	assert_non_null(strstr(content, " slots{ event[21] }"));
	assert_non_null(strstr(content, " sealed[8]"));
	assert_non_null(strstr(content, " reason[5]"));
	assert_non_null(strstr(content, " accounts(2)"));
	assert_null(strstr(content, "青河"));
	assert_null(strstr(content, "c2VjcmV0"));
	assert_null(strstr(content, "short"));
	assert_null(strstr(content, "not a word"));
	assert_null(strstr(content, "off"));
}

static void
trace__a_topic_that_is_none_traces_nothing(void **state)
{
	(void)state;
	assert_true(trace_open("test", "link", path));
	assert_true(trace_is_on(TRACE_LINK));
	assert_false(trace_open("test", "link,lnk", path));
	assert_true(trace_open("test", "all", path));
	for (int n = 0; n < TRACE_TOPICS; n++)
		assert_true(trace_is_on((enum trace_topic)n));
}

static void
trace__a_long_document_ends_early(void **state)
{
	json_t *doc = json_object();
	char key[24];

	(void)state;
	for (int n = 0; n < 1000; n++) {
		(void)snprintf(key, sizeof(key), "key%d", n);
		doc_put_int(doc, key, n);
	}
	assert_true(trace_open("test", "act", path));
	trace_doc(TRACE_ACT, "in", doc);
	json_decref(doc);
	assert_non_null(strstr(traced(), " …\n"));
}

static void
trace__a_link_is_not_followed(void **state)
{
	char link[80];

	(void)state;
	(void)snprintf(link, sizeof(link), "%s.link", path);
	assert_int_equal(symlink(path, link), 0);
	assert_false(trace_open("test", "act", link));
	assert_int_equal(unlink(link), 0);
}

int
main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, fresh_file, no_file)
	const struct CMUnitTest tests[] = {
		CASE(trace__ids_are_told_and_texts_only_counted),
		CASE(trace__a_topic_that_is_none_traces_nothing),
		CASE(trace__a_long_document_ends_early),
		CASE(trace__a_link_is_not_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What an answer says of an address that the public is pointed to, and what is
 * asked: one plain request, without a credential.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/doc.h"
#include "wire/link.h"

static void
link__says_no_more_than_the_answer_shows(void **state)
{
	static const struct {
		int status; /* 0: no answer */
		bool barred;
		const char *proof;
	} rows[] = { { 200, false, "ok" }, { 204, false, "ok" },
		{ 301, false, "unknown" }, { 302, false, "unknown" },
		{ 401, false, "unknown" }, { 403, false, "unknown" },
		{ 404, false, "unreachable" }, { 408, false, "unreachable" },
		{ 410, false, "unreachable" }, { 418, false, "unknown" },
		{ 429, false, "unknown" }, { 451, false, "unreachable" },
		{ 500, false, "unreachable" }, { 503, false, "unreachable" },
		{ 999, false, "unknown" }, { 100, false, "unknown" },
		{ 0, false, "unreachable" }, { 0, true, "unknown" } };
	json_t *options = json_pack("{s:s}", "url", "https://a.gov.cn/x");

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const struct wire_job job = { .options = options,
				.lang = (enum lang)lang };
			const struct wire_response answer = {
				.answered = rows[n].status != 0,
				.sent = !rows[n].barred,
				.barred = rows[n].barred,
				.status = rows[n].status,
				.error = "",
				.type = "",
				.body = ""
			};
			struct wire_judgment v;

			wire_judgment_init(&v);
			link_prober.judge(&v, &job, STEP_CHECK, &answer);
			if (strcmp(link_proof(v.outcome), rows[n].proof) != 0)
				fail_msg("%d: %s", rows[n].status,
					link_proof(v.outcome));
			assert_true(*v.detail);
			assert_false(v.account);
			assert_int_equal(v.next, STEP_NONE);
			wire_judgment_release(&v);
		}
	json_decref(options);
}

static void
link__asks_for_the_page_and_nothing_else(void **state)
{
	json_t *options = json_pack("{s:s}", "url", "https://a.gov.cn/x");
	json_t *secret = json_pack("{s:s}", "token", "s3cret");
	const struct wire_job job = { .options = options, .secret = secret };
	struct wire_request r;
	struct err err;

	(void)state;
	wire_request_init(&r);
	assert_int_equal(link_prober.build(&r, &job, STEP_CHECK, &err), ERR_OK);
	assert_string_equal(r.method, "GET");
	assert_string_equal(r.url, "https://a.gov.cn/x");
	assert_int_equal(r.transport, WIRE_HTTP);
	assert_false(r.inside);
	assert_false(r.irrevocable);
	assert_int_equal(r.body.len, 0);
	for (size_t n = 0; n < r.header_count; n++)
		assert_null(strstr(r.headers[n].value, "s3cret"));
	wire_request_release(&r);
	for (int step = 0; step <= STEP_LIST; step++) {
		wire_request_init(&r);
		if (step != STEP_CHECK)
			assert_int_equal(link_prober.build(&r, &job,
						 (enum wire_step)step, &err),
				ERR_UNAVAILABLE);
		wire_request_release(&r);
	}
	json_decref(options);
	json_decref(secret);
}

/* Nothing can be sent by it: no office can have an account of this kind. */
static void
link__is_no_kind_of_account(void **state)
{
	(void)state;
	assert_null(connector_find(link_prober.kind));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(link__says_no_more_than_the_answer_shows),
		cmocka_unit_test(link__asks_for_the_page_and_nothing_else),
		cmocka_unit_test(link__is_no_kind_of_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

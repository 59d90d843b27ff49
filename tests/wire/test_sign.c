/*
 * Signatures against vectors that others computed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "wire/sign.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* The vector of the specification's own test suites. */
static void
sign__the_published_vector_is_met(void **state)
{
	static const char body[] = "{\"test\": 2432232314}";
	char got[SIGN_TEXT];

	(void)state;
	assert_int_equal(
		sign_webhook(got, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
			"msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body,
			sizeof(body) - 1, NULL),
		ERR_OK);
	assert_string_equal(
		got, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

/* Computed with other HMACs than ours. */
static const struct {
	enum err_code (*sign)(char out[SIGN_TEXT], const char *secret,
		int64_t time, struct err *err);
	const char *secret;
	int64_t time;
	const char *want;
} robots[] = {
	{ sign_dingtalk, "SECtest0000000000000000000000000000000000",
		1732414800000, "Ti+mrl8CpQEXTbeumaz6SCA+ixzQ2ev0TknXrw0JpHw=" },
	{ sign_feishu, "demo", 1732414800,
		"O3Lp0O+Se4/33I8d5G/xquh87csaCWM2JLjUZ2Jo+6c=" },
};

static void
sign__robots_sign_time_and_secret(void **state)
{
	char got[SIGN_TEXT], longer[SIGN_SECRET_MAX + 2];
	struct err err = { 0 };

	(void)state;
	memset(longer, 's', sizeof(longer));
	longer[SIGN_SECRET_MAX + 1] = '\0';
	for (size_t i = 0; i < LENGTH(robots); i++) {
		assert_int_equal(robots[i].sign(got, robots[i].secret,
					 robots[i].time, NULL),
			ERR_OK);
		assert_string_equal(got, robots[i].want);
		assert_int_equal(
			robots[i].sign(got, longer, 1, &err), ERR_INVALID);
		assert_null(strstr(err.what, "ssss"));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sign__the_published_vector_is_met),
		cmocka_unit_test(sign__robots_sign_time_and_secret),
	};

	return cmocka_run_group_tests_name("wire/sign", tests, NULL, NULL);
}

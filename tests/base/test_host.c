/*
 * Hosts of addresses, and which of them are this machine.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/host.h"
#include "base/instant.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))

static void
host__is_what_an_address_leads_to(void **state)
{
	static const struct {
		const char *url, *host;
		bool local;
	} rows[] = {
		{ "https://example.cn/a", "example.cn", false },
		{ "http://LocalHost:8080/a", "LocalHost", true },
		{ "http://127.0.0.1", "127.0.0.1", true },
		{ "http://127.0.0.1:80?a", "127.0.0.1", true },
		{ "http://127.1", "127.1", false },
		{ "http://127.0.0.example.cn", "127.0.0.example.cn", false },
		{ "http://[::1]:80/", "[::1]", true },
		{ "http://[2001:db8::1]/", "[2001:db8::1]", false },
		{ "http://[::1", "[::1", false },
		{ "http://127.0.0.1@example.cn/", "example.cn", false },
		{ "http://localhost:p@example.cn#@localhost", "example.cn",
			false },
		{ "ssh://git@127.0.0.1:22/a", "127.0.0.1", true },
		{ "ssh://a@localhost@example.cn/a", "example.cn", false },
		{ "http:///a", "", false },
		{ "example.cn/a", NULL, false },
		{ "git@localhost:a", NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		size_t len = 0;
		const char *host = host_of_url(&len, rows[i].url);

		assert_int_equal(
			host_of_url_is_local(rows[i].url), rows[i].local);
		if (rows[i].host == NULL) {
			assert_null(host);
			continue;
		}
		assert_non_null(host);
		assert_int_equal(len, strlen(rows[i].host));
		assert_memory_equal(host, rows[i].host, len);
		assert_int_equal(host_is_local(host, len), rows[i].local);
	}
}

static void
calendar__knows_days_of_weeks_and_months(void **state)
{
	static const struct {
		int year, month, day, weekday, days;
	} rows[] = {
		{ 1970, 1, 1, 4, 31 },
		{ 1900, 2, 28, 3, 28 },
		{ 2000, 2, 29, 2, 29 },
		{ 2024, 2, 29, 4, 29 },
		{ 2026, 7, 21, 2, 31 },
		{ 2026, 11, 29, 0, 30 },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		assert_int_equal(calendar_weekday(rows[i].year, rows[i].month,
					 rows[i].day),
			rows[i].weekday);
		assert_int_equal(
			calendar_month_days(rows[i].year, rows[i].month),
			rows[i].days);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(host__is_what_an_address_leads_to),
		cmocka_unit_test(calendar__knows_days_of_weeks_and_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

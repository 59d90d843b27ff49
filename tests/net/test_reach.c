/*
 * Where a request may go: by the address that its name led to.
 */
#include "tests/net/rig.h"

#include <arpa/inet.h>

#include "net/reach.h"

static void
address_parse(struct sockaddr_storage *out, const char *text)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)out;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)out;

	memset(out, 0, sizeof(*out));
	if (strchr(text, ':') == NULL) {
		v4->sin_family = AF_INET;
		assert_int_equal(inet_pton(AF_INET, text, &v4->sin_addr), 1);
	} else {
		v6->sin6_family = AF_INET6;
		assert_int_equal(inet_pton(AF_INET6, text, &v6->sin6_addr), 1);
	}
}

static const struct {
	const char *address;
	enum reach want;
} addresses[] = {
	{ "1.1.1.1", REACH_PUBLIC },
	{ "11.0.0.0", REACH_PUBLIC },
	{ "126.255.255.255", REACH_PUBLIC },
	{ "127.0.0.1", REACH_HERE },
	{ "127.255.255.254", REACH_HERE },
	{ "128.0.0.1", REACH_PUBLIC },
	{ "10.0.0.1", REACH_PRIVATE },
	{ "172.15.255.255", REACH_PUBLIC },
	{ "172.16.0.1", REACH_PRIVATE },
	{ "172.31.255.255", REACH_PRIVATE },
	{ "172.32.0.0", REACH_PUBLIC },
	{ "192.167.255.255", REACH_PUBLIC },
	{ "192.168.1.1", REACH_PRIVATE },
	{ "192.169.0.0", REACH_PUBLIC },
	{ "100.63.255.255", REACH_PUBLIC },
	{ "100.64.0.1", REACH_PRIVATE },
	{ "100.127.255.255", REACH_PRIVATE },
	{ "100.128.0.0", REACH_PUBLIC },
	{ "0.0.0.0", REACH_NOWHERE },
	{ "169.254.169.254", REACH_NOWHERE },
	{ "192.0.0.192", REACH_NOWHERE },
	{ "198.18.0.1", REACH_NOWHERE },
	{ "198.19.255.255", REACH_NOWHERE },
	{ "198.20.0.0", REACH_PUBLIC },
	{ "223.255.255.255", REACH_PUBLIC },
	{ "224.0.0.1", REACH_NOWHERE },
	{ "255.255.255.255", REACH_NOWHERE },
	{ "::1", REACH_HERE },
	{ "::", REACH_NOWHERE },
	{ "::2", REACH_NOWHERE },
	{ "2606:4700::1111", REACH_PUBLIC },
	{ "2408:8000::1", REACH_PUBLIC },
	{ "3ffe::1", REACH_PUBLIC },
	{ "4000::1", REACH_NOWHERE },
	{ "fc00::1", REACH_PRIVATE },
	{ "fd12:3456::1", REACH_PRIVATE },
	{ "fe80::1", REACH_NOWHERE },
	{ "fec0::1", REACH_NOWHERE },
	{ "ff02::1", REACH_NOWHERE },
	{ "2001:db8::1", REACH_NOWHERE },
	{ "2001::1", REACH_NOWHERE },
	{ "2001:200::1", REACH_PUBLIC },
	/* what holds an IPv4 address is that address */
	{ "::ffff:127.0.0.1", REACH_HERE },
	{ "::ffff:10.1.2.3", REACH_PRIVATE },
	{ "::ffff:169.254.169.254", REACH_NOWHERE },
	{ "::ffff:1.1.1.1", REACH_PUBLIC },
	{ "64:ff9b::10.1.2.3", REACH_PRIVATE },
	{ "64:ff9b::1.1.1.1", REACH_PUBLIC },
	{ "2002:a01:203::1", REACH_PRIVATE },
	{ "2002:7f00:1::1", REACH_HERE },
};

static void
reach__is_of_the_address_whatever_its_writing(void **state)
{
	struct sockaddr_storage a;

	(void)state;
	for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
		enum reach got;

		address_parse(&a, addresses[i].address);
		got = reach_of((struct sockaddr *)&a);
		if (got != addresses[i].want)
			fail_msg("%s is %d and not %d", addresses[i].address,
				(int)got, (int)addresses[i].want);
	}
	a.ss_family = AF_UNIX;
	assert_int_equal(reach_of((struct sockaddr *)&a), REACH_NOWHERE);
}

static void
reach__depends_on_what_the_account_says(void **state)
{
	static const struct {
		const char *address, *url;
		bool inside, want;
	} rows[] = {
		{ "1.1.1.1", "https://m.example/x", false, true },
		{ "1.1.1.1", "http://m.example/x", false, false },
		{ "10.0.0.1", "https://m.example/x", false, false },
		{ "10.0.0.1", "https://m.example/x", true, true },
		{ "10.0.0.1", "http://m.example/x", true, true },
		{ "127.0.0.1", "https://m.example/x", false, false },
		{ "127.0.0.1", "https://m.example/x", true, true },
		{ "127.0.0.1", "http://localhost:80/x", false, true },
		{ "::1", "http://localhost:80/x", false, true },
		/* a name of this machine that leads elsewhere is no such name */
		{ "1.1.1.1", "http://localhost:80/x", false, false },
		{ "10.0.0.1", "http://localhost:80/x", true, false },
		{ "169.254.169.254", "https://m.example/x", true, false },
	};
	struct sockaddr_storage a;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		address_parse(&a, rows[i].address);
		if (reach_may((struct sockaddr *)&a, rows[i].url,
			    rows[i].inside) != rows[i].want)
			fail_msg("%s at %s (%d)", rows[i].url, rows[i].address,
				rows[i].inside);
	}
}

static const struct seen *
perform_at(struct rig *rig, size_t tag, const char *host, bool inside)
{
	struct wire_request r;

	make(&r, rig->server.port, "POST", "x");
	free(r.url);
	r.url = mem_printf("http://%s:%d/x", host, rig->server.port);
	r.inside = inside;
	http_start(rig->http, &r, (void *)(uintptr_t)tag);
	wait_all(rig);
	return &rig->seen[tag];
}

/* All of these reach our server; only the last two say that they may. */
static void
http__what_leads_to_this_machine_unsaid_is_not_reached(void **state)
{
	static const char *const sly[] = { "2130706433", "0x7f000001", "0",
		"0.0.0.0", "[::ffff:127.0.0.1]", "017700000001" };
	static const enum manner script[] = { ANSWER_OK };
	struct rig *rig = mem_new(sizeof(*rig));
	const struct seen *s;
	size_t tag = 0;

	(void)state;
	server_start(&rig->server, script, 1);
	open_http(rig, (struct http_config){ .accounts = 8 });
	for (size_t i = 0; i < sizeof(sly) / sizeof(sly[0]); i++) {
		s = perform_at(rig, tag++, sly[i], false);
		if (!s->barred || s->answered || s->sent)
			fail_msg("%s: barred %d, sent %d, %s", sly[i],
				s->barred, s->sent, s->error);
	}
	assert_int_equal(rig->server.connections, 0);
	s = perform_at(rig, tag++, "2130706433", true);
	assert_int_equal(s->status, 200);
	s = perform_at(rig, tag++, "127.0.0.1", false);
	assert_int_equal(s->status, 200);
	finish(rig);
}

/* Our server plays the proxy: it is asked for the whole address. */
static void
http__a_proxy_is_for_the_hosts_that_were_named(void **state)
{
	static const struct {
		const char *host;
		bool proxied;
	} rows[] = { { "m.invalid", true }, { "deep.m.invalid", true },
		{ "xm.invalid", false }, { "other.invalid", false } };
	static const enum manner script[] = { ANSWER_OK };
	struct rig *rig = mem_new(sizeof(*rig));
	char proxy[64];

	(void)state;
	(void)setenv("http_proxy", "http://127.0.0.1:1", 1);
	server_start(&rig->server, script, 1);
	(void)snprintf(
		proxy, sizeof(proxy), "http://127.0.0.1:%d", rig->server.port);
	open_http(rig,
		(struct http_config){ .accounts = 8,
			.proxy = proxy,
			.proxy_hosts = "else.invalid,m.invalid" });
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct seen *s = perform_at(rig, i, rows[i].host, false);

		if ((s->status == 200) != rows[i].proxied || s->barred)
			fail_msg("%s: status %d, barred %d, %s", rows[i].host,
				s->status, s->barred, s->error);
	}
	(void)unsetenv("http_proxy");
	finish(rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reach__is_of_the_address_whatever_its_writing),
		cmocka_unit_test(reach__depends_on_what_the_account_says),
		cmocka_unit_test(
			http__what_leads_to_this_machine_unsaid_is_not_reached),
		cmocka_unit_test(
			http__a_proxy_is_for_the_hosts_that_were_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

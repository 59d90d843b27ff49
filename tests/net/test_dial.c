/*
 * Connections that somebody else opens: all come from there, none beside it,
 * and they are used as curl's own.
 */
#include "tests/net/rig.h"

/* To 127.0.0.1 alone, counting; it is still connecting when it is given. */
static enum err_code
dial(int *fd, void *ctx, const struct sockaddr *address, socklen_t len)
{
	struct sockaddr_in to;
	int *dials = ctx;

	++*dials;
	memcpy(&to, address, sizeof(to));
	if (address->sa_family != AF_INET ||
		to.sin_addr.s_addr != htonl(INADDR_LOOPBACK))
		return ERR_DENIED;
	*fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (connect(*fd, address, len) == 0 || errno == EINPROGRESS)
		return ERR_OK;
	(void)close(*fd);
	return ERR_IO;
}

static const struct seen *
perform_dialled(struct rig *rig, size_t tag, const char *host, int port)
{
	struct wire_request r;

	make(&r, port, "POST", "x");
	free(r.url);
	r.url = mem_printf("http://%s:%d/x", host, port);
	http_start(rig->http, &r, (void *)(uintptr_t)tag);
	wait_all(rig);
	return &rig->seen[tag];
}

/*
 * 0.0.0.0 reaches our server: that nobody called shows that no connection is
 * tried beside the dialled ones. A name that would have to be asked for is not
 * asked for: there is no address to dial.
 */
static void
http__all_connections_come_from_who_dials(void **state)
{
	static const char *const here[] = { "127.0.0.1", "localhost",
		"practice.localhost" };
	static const char *const beyond[] = { "0.0.0.0", "192.0.2.1",
		"[::ffff:192.0.2.1]", "[2001:db8::1]", "[::]" };
	static const char *const unasked[] = { "2130706434.", "crier.invalid",
		"localhost.invalid", "127.0.0.1.invalid" };
	static const enum manner script[] = { ANSWER_OK };
	struct rig *rig = mem_new(sizeof(*rig));
	const struct seen *s;
	int dials = 0;
	size_t tag = 0;

	(void)state;
	server_start(&rig->server, script, 1);
	open_http(rig,
		(struct http_config){
			.accounts = 8, .dial = dial, .dial_ctx = &dials });
	for (size_t i = 0; i < 5 + 4; i++) {
		const char *host = i < 5 ? beyond[i] : unasked[i - 5];

		dials = 0;
		s = perform_dialled(rig, tag++, host, rig->server.port);
		if (!s->barred || s->answered || s->sent ||
			s->took_us > 1000000 || (dials > 0) != (i < 5))
			fail_msg("%s: barred %d, sent %d, dials %d, %s", host,
				s->barred, s->sent, dials, s->error);
	}
	assert_int_equal(rig->server.connections, 0);
	dials = 0;
	for (size_t i = 0; i < 3; i++) {
		s = perform_dialled(rig, tag++, here[i], rig->server.port);
		if (s->barred || s->status != 200)
			fail_msg("%s: barred %d, %s", here[i], s->barred,
				s->error);
	}
	assert_in_range(dials, 1, 3);
	finish(rig);
}

/* What is dialled and not connected is provably not sent. */
static void
http__a_dialled_connection_that_is_refused_sent_nothing(void **state)
{
	static const enum manner script[] = { ANSWER_OK };
	struct rig *rig = mem_new(sizeof(*rig));
	const struct seen *s;
	int dials = 0;

	(void)state;
	server_start(&rig->server, script, 1);
	open_http(rig,
		(struct http_config){
			.accounts = 8, .dial = dial, .dial_ctx = &dials });
	s = perform_dialled(rig, 0, "127.0.0.1", 1);
	assert_int_equal(dials, 1);
	assert_false(s->answered || s->sent || s->barred);
	assert_int_equal(s->sent_at, 0);
	assert_non_null(strstr(s->error, "Failed to connect"));
	finish(rig);
}

/* Kept alive, and replaced when it died: by another dialled one. */
static void
http__a_dialled_connection_is_kept_and_used_again(void **state)
{
	static const enum manner script[] = { ANSWER_OK, ANSWER_OK, ANSWER_DROP,
		ANSWER_OK };
	struct rig *rig = mem_new(sizeof(*rig));
	int dials = 0;

	(void)state;
	server_start(&rig->server, script, 4);
	open_http(rig,
		(struct http_config){
			.accounts = 8, .dial = dial, .dial_ctx = &dials });
	assert_true(perform(rig, 0, "GET", "")->connected);
	assert_false(perform(rig, 1, "POST", "x")->connected);
	assert_int_equal(dials, 1);
	assert_false(perform(rig, 2, "POST", "x")->answered);
	assert_int_equal(perform(rig, 3, "POST", "x")->status, 200);
	assert_int_equal(rig->server.posts, 3);
	finish(rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(http__all_connections_come_from_who_dials),
		cmocka_unit_test(
			http__a_dialled_connection_that_is_refused_sent_nothing),
		cmocka_unit_test(
			http__a_dialled_connection_is_kept_and_used_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The performer against a server that misbehaves on purpose: nothing is sent
 * twice, nothing is followed, everything is bounded, and "sent" is true.
 */
#include "tests/net/rig.h"

static void
http__a_post_is_performed(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_OK);
	s = perform(rig, 0, "POST", "{\"a\":\"暴雨\"}");
	assert_true(s->answered && s->sent && s->connected);
	assert_int_equal(s->status, 200);
	assert_string_equal(s->type, "application/json");
	assert_string_equal(s->body, "{\"id\":\"1\"}");
	assert_string_equal(s->error, "");
	assert_in_range(s->sent_at / 1000, time(NULL) - 5, time(NULL) + 1);
	assert_int_equal(rig->server.posts, 1);
	assert_string_equal(rig->server.last_body, "{\"a\":\"暴雨\"}");
	finish(rig);
}

static void
http__the_connection_of_a_check_is_used_by_the_post(void **state)
{
	(void)state;
	START(rig, ANSWER_OK);
	assert_true(perform(rig, 0, "GET", "")->connected);
	assert_false(perform(rig, 1, "POST", "x")->connected);
	assert_int_equal(rig->server.connections, 1);
	finish(rig);
}

/* A post to a server of which it is known that it closes unsaid. */
static const struct seen *
post_to_closing(struct rig *rig, size_t tag)
{
	struct wire_request r;

	make(&r, rig->server.port, "POST", "x");
	r.closes = true;
	http_start(rig->http, &r, (void *)(uintptr_t)tag);
	wait_all(rig);
	return &rig->seen[tag];
}

static void
http__what_a_server_closes_unsaid_is_opened_anew_for_a_post(void **state)
{
	(void)state;
	START(rig, ANSWER_LEAVE);
	assert_true(perform(rig, 0, "GET", "")->connected);
	assert_true(perform(rig, 1, "GET", "")->connected);
	assert_true(post_to_closing(rig, 2)->connected);
	assert_int_equal(rig->seen[2].status, 200);
	assert_int_equal(rig->server.posts, 1);
	finish(rig);
}

/* A proxy before such a server keeps them: nothing is gained by a new one. */
static void
http__a_post_takes_the_connection_that_was_seen_to_be_kept(void **state)
{
	(void)state;
	START(rig, ANSWER_OK);
	assert_true(perform(rig, 0, "GET", "")->connected);
	assert_true(post_to_closing(rig, 1)->connected); /* seen once only */
	assert_false(perform(rig, 2, "GET", "")->connected);
	assert_false(post_to_closing(rig, 3)->connected);
	assert_int_equal(rig->seen[3].status, 200);
	finish(rig);
}

/* The proxy is gone; the next look shows it before a post is lost by it. */
static void
http__a_host_that_stops_keeping_is_believed_no_more(void **state)
{
	(void)state;
	START(rig, ANSWER_OK, ANSWER_OK, ANSWER_LEAVE, ANSWER_OK);
	(void)perform(rig, 0, "GET", "");
	assert_false(perform(rig, 1, "GET", "")->connected);
	(void)perform(rig, 2, "GET", "");
	assert_true(perform(rig, 3, "GET", "")->connected);
	assert_true(post_to_closing(rig, 4)->connected);
	finish(rig);
}

static void
http__a_post_lost_on_a_kept_connection_ends_the_belief(void **state)
{
	(void)state;
	START(rig, ANSWER_OK, ANSWER_OK, ANSWER_DROP, ANSWER_OK);
	(void)perform(rig, 0, "GET", "");
	(void)perform(rig, 1, "GET", "");
	assert_false(post_to_closing(rig, 2)->answered);
	assert_true(perform(rig, 3, "GET", "")->connected);
	assert_true(post_to_closing(rig, 4)->connected);
	finish(rig);
}

/* curl alone sends it twice here: see README.md. */
static void
http__a_reused_connection_that_dies_gets_the_post_once(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_OK, ANSWER_DROP, ANSWER_OK);
	(void)perform(rig, 0, "GET", "");
	s = perform(rig, 1, "POST", "x");
	assert_int_equal(rig->server.posts, 1);
	assert_false(s->answered);
	assert_true(s->sent);
	assert_int_equal(s->status, 0);
	assert_string_not_equal(s->error, "");
	finish(rig);
}

static void
http__half_a_status_line_gets_the_post_once(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_OK, ANSWER_PART, ANSWER_OK);
	(void)perform(rig, 0, "GET", "");
	s = perform(rig, 1, "POST", "x");
	assert_int_equal(rig->server.posts, 1);
	assert_false(s->answered);
	assert_true(s->sent);
	finish(rig);
}

static void
http__an_irrevocable_request_without_body_goes_once(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_OK, ANSWER_DROP, ANSWER_OK);
	(void)perform(rig, 0, "GET", "");
	s = perform(rig, 1, "POST", "");
	assert_int_equal(rig->server.posts, 1);
	assert_false(s->answered);
	assert_true(s->sent);
	assert_string_equal(s->error, "connection closed without an answer");
	finish(rig);
}

static void
http__a_redirect_is_not_followed(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_REDIRECT, ANSWER_OK);
	s = perform(rig, 0, "POST", "x");
	assert_true(s->answered);
	assert_int_equal(s->status, 302);
	assert_int_equal(rig->server.requests, 1);
	finish(rig);
}

static void
http__a_long_body_is_bounded(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_BIG);
	s = perform(rig, 0, "POST", "x");
	assert_true(s->answered && s->truncated);
	assert_int_equal(s->status, 200);
	assert_int_equal(s->body_len, HTTP_BODY_MAX);
	finish(rig);
}

static void
http__half_a_reply_is_no_answer(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_HALF);
	s = perform(rig, 0, "POST", "x");
	assert_false(s->answered);
	assert_true(s->sent);
	assert_int_equal(s->status, 0);
	finish(rig);
}

static void
http__noise_is_no_answer(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_NOISE);
	s = perform(rig, 0, "POST", "x");
	assert_false(s->answered);
	assert_true(s->sent);
	finish(rig);
}

static void
http__a_refused_connection_sent_nothing(void **state)
{
	struct wire_request r;

	(void)state;
	START(rig, ANSWER_OK);
	make(&r, 1, "POST", "x");
	http_start(rig->http, &r, NULL);
	wait_all(rig);
	assert_int_equal(rig->seen[0].done, 1);
	assert_false(rig->seen[0].answered);
	assert_false(rig->seen[0].sent);
	assert_int_equal(rig->seen[0].sent_at, 0);
	finish(rig);
}

static void
http__silence_ends_at_the_time_limit(void **state)
{
	struct wire_request r;

	(void)state;
	START(rig, ANSWER_HANG);
	make(&r, rig->server.port, "POST", "x");
	r.timeout_ms = 300;
	http_start(rig->http, &r, NULL);
	wait_all(rig);
	assert_false(rig->seen[0].answered);
	assert_true(rig->seen[0].sent);
	assert_in_range(rig->seen[0].took_us, 250000, 3000000);
	assert_int_equal(rig->server.posts, 1);
	finish(rig);
}

static void
http__other_protocols_are_not_spoken(void **state)
{
	static const char *const urls[] = { "file:///etc/passwd",
		"ftp://127.0.0.1/", "gopher://127.0.0.1/", "nonsense",
		"http://" };

	(void)state;
	START(rig, ANSWER_OK);
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct wire_request r;

		make(&r, 1, "GET", "");
		free(r.url);
		r.url = mem_strdup(urls[i]);
		http_start(rig->http, &r, (void *)(uintptr_t)i);
		wait_all(rig);
		assert_int_equal(rig->seen[i].done, 1);
		assert_false(rig->seen[i].answered);
		assert_false(rig->seen[i].sent);
		assert_int_equal(rig->seen[i].body_len, 0);
	}
	finish(rig);
}

static void
http__headers_are_found_whatever_stands_between(void **state)
{
	const struct seen *s;

	(void)state;
	START(rig, ANSWER_LIMIT, ANSWER_CONTINUE);
	s = perform(rig, 0, "POST", "x");
	assert_int_equal(s->status, 429);
	assert_string_equal(s->wait, "7");
	/* X-Pad before it is over what is kept: it alone is dropped */
	assert_string_equal(s->after, "1");
	s = perform(rig, 1, "POST", "x");
	assert_int_equal(s->status, 200);
	assert_string_equal(s->wait, "(none)"); /* of the 100, not of ours */
	finish(rig);
}

static void
http__a_cap_keeps_the_rest_waiting(void **state)
{
	(void)state;
	START(rig, ANSWER_OK);
	http_close(rig->http);
	open_http(rig, (struct http_config){ .accounts = 8, .host_max = 2 });
	for (size_t i = 0; i < 12; i++)
		start(rig, i, "POST", "x");
	assert_int_equal(http_running(rig->http), 12);
	wait_all(rig);
	for (size_t i = 0; i < 12; i++)
		assert_int_equal(rig->seen[i].status, 200);
	assert_int_equal(rig->server.posts, 12);
	assert_in_range(rig->server.connections, 1, 2);
	finish(rig);
}

static void
http__a_held_place_is_kept_for_its_request(void **state)
{
	char url[64];

	(void)state;
	START(rig, ANSWER_OK);
	http_close(rig->http);
	open_http(rig, (struct http_config){ .accounts = 8, .host_max = 2 });
	(void)snprintf(
		url, sizeof(url), "http://127.0.0.1:%d/y", rig->server.port);
	assert_true(http_hold(rig->http, url));
	assert_true(http_hold(rig->http, url));
	assert_false(http_hold(rig->http, url));
	assert_true(http_hold(rig->http, "http://127.0.0.1:1/"));
	http_unhold(rig->http, "http://127.0.0.1:1/");
	http_unhold(rig->http, url);
	start(rig, 0, "POST", "x");
	assert_true(http_hold(rig->http, url));
	assert_false(http_hold(rig->http, url));
	wait_all(rig);
	assert_int_equal(rig->seen[0].status, 200);
	assert_true(http_hold(rig->http, url));
	assert_false(http_hold(rig->http, url));
	finish(rig);
}

/* Five servers, three lanes: each keeps its warm connection. */
static void
http__several_lanes_work_side_by_side(void **state)
{
	static const enum manner always[] = { ANSWER_OK };
	struct server servers[5];

	(void)state;
	START(rig, ANSWER_OK);
	http_close(rig->http);
	open_http(rig, (struct http_config){ .accounts = 2500 });
	for (size_t i = 0; i < 5; i++)
		server_start(&servers[i], always, 1);
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < 5; i++) {
			struct wire_request r;

			make(&r, servers[i].port, "POST", "x");
			http_start(rig->http, &r,
				(void *)(uintptr_t)(round * 5 + i));
		}
		wait_all(rig);
	}
	for (size_t i = 0; i < 15; i++) {
		assert_int_equal(rig->seen[i].done, 1);
		assert_int_equal(rig->seen[i].status, 200);
		assert_int_equal(rig->seen[i].connected, i < 5);
	}
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(servers[i].posts, 3);
		server_stop(&servers[i]);
	}
	finish(rig);
}

static void
http__the_callers_descriptor_ends_the_wait(void **state)
{
	struct pollfd fd = { .events = POLLIN };
	time_t start_at = time(NULL);
	int pipes[2];

	(void)state;
	START(rig, ANSWER_HANG);
	assert_int_equal(pipe(pipes), 0);
	fd.fd = pipes[0];
	start(rig, 0, "POST", "x");
	assert_int_equal(http_poll(rig->http, 50, &fd, 1, NULL), ERR_OK);
	assert_int_equal(fd.revents, 0);
	assert_int_equal(write(pipes[1], "x", 1), 1);
	assert_int_equal(http_poll(rig->http, 4000, &fd, 1, NULL), ERR_OK);
	assert_int_equal(fd.revents, POLLIN);
	assert_true(time(NULL) - start_at < 4);
	(void)close(pipes[0]);
	(void)close(pipes[1]);
	finish(rig); /* with a request still running */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(http__a_post_is_performed),
		cmocka_unit_test(
			http__the_connection_of_a_check_is_used_by_the_post),
		cmocka_unit_test(
			http__what_a_server_closes_unsaid_is_opened_anew_for_a_post),
		cmocka_unit_test(
			http__a_post_takes_the_connection_that_was_seen_to_be_kept),
		cmocka_unit_test(
			http__a_host_that_stops_keeping_is_believed_no_more),
		cmocka_unit_test(
			http__a_post_lost_on_a_kept_connection_ends_the_belief),
		cmocka_unit_test(
			http__a_reused_connection_that_dies_gets_the_post_once),
		cmocka_unit_test(http__half_a_status_line_gets_the_post_once),
		cmocka_unit_test(
			http__an_irrevocable_request_without_body_goes_once),
		cmocka_unit_test(http__a_redirect_is_not_followed),
		cmocka_unit_test(http__a_long_body_is_bounded),
		cmocka_unit_test(http__half_a_reply_is_no_answer),
		cmocka_unit_test(http__noise_is_no_answer),
		cmocka_unit_test(http__a_refused_connection_sent_nothing),
		cmocka_unit_test(http__silence_ends_at_the_time_limit),
		cmocka_unit_test(http__other_protocols_are_not_spoken),
		cmocka_unit_test(
			http__headers_are_found_whatever_stands_between),
		cmocka_unit_test(http__a_cap_keeps_the_rest_waiting),
		cmocka_unit_test(http__a_held_place_is_kept_for_its_request),
		cmocka_unit_test(http__several_lanes_work_side_by_side),
		cmocka_unit_test(http__the_callers_descriptor_ends_the_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

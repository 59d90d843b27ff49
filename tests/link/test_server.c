/*
 * The server over real sockets, stepped by hand: every round is one call, so
 * that what belongs to one round can be counted.
 */
#include "rig.h"

static const char hello[] = "{\"hello\":{\"protocol\":1,\"lang\":\"en\"}}\n";

static void
server__greets_who_speaks_the_same_protocol(void **state)
{
	struct rig *r = *state;
	int fd = rig_connect(r);
	bool eof;

	rig_say(fd, hello);
	rig_spin(r);
	assert_string_equal(rig_hear(fd, &eof),
		"{\"hello\":{\"protocol\":1,\"station\":\"test\","
		"\"zone\":\"+08:00\"}}\n");
	assert_false(eof);
	(void)close(fd);
}

static void
server__refuses_and_drops_a_bad_greeting(void **state)
{
	static const struct {
		const char *say, *code;
	} rows[] = {
		{ "{\"hello\":{\"protocol\":2}}\n", "\"code\":\"protocol\"" },
		{ "{\"hello\":{\"protocol\":\"1\"}}\n",
			"\"code\":\"protocol\"" },
		{ "{\"hello\":{}}\n", "Restart the older side" },
		{ "{\"hello\":{\"lang\":\"zh\",\"protocol\":9}}\n",
			"请重启较旧的一方" },
		{ "{\"hello\":1}\n", "\"code\":\"no-hello\"" },
		{ "{\"id\":1,\"question\":\"status\"}\n",
			"\"code\":\"no-hello\"" },
		{ "{\"hello\":{\"protocol\":1,\"as\":\"nobody\"}}\n",
			"\"code\":\"no-officer\"" },
	};
	struct rig *r = *state;
	bool eof;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int fd = rig_connect(r);
		const char *got;

		rig_say(fd, rows[i].say);
		rig_spin(r);
		got = rig_hear(fd, &eof);
		if (strstr(got, rows[i].code) == NULL || !eof)
			fail_msg("%s: %s", rows[i].say, got);
		(void)close(fd);
	}
	assert_int_equal(r->closed, 0);
}

static void
server__puts_lines_together_however_they_arrive(void **state)
{
	static const char text[] = "{\"id\":1,\"question\":\"a\"}\n"
				   "{\"id\":2,\"question\":\"b\"}\n";
	struct rig *r = *state;
	int fd = rig_greeted(r);

	for (size_t i = 0; text[i]; i++) {
		char piece[2] = { text[i], '\0' };

		rig_say(fd, piece);
		assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	}
	assert_string_equal(r->log, "a b ");
	(void)close(fd);
}

static void
server__takes_a_line_of_one_mebibyte_and_no_more(void **state)
{
	struct rig *r = *state;
	static const char front[] = "{\"id\":1,\"question\":\"long\",\"x\":\"";
	char *line = mem_new(LINK_LINE_MAX + 2);

	for (size_t more = 0; more < 2; more++) {
		size_t len = LINK_LINE_MAX + more, done = 0;
		int fd = rig_greeted(r);
		ssize_t n;
		bool eof;

		memset(line, 'x', len);
		memcpy(line, front, sizeof(front) - 1);
		memcpy(line + len - 2, "\"}\n", 3);
		r->requests = 0;
		r->silent = true;
		while (done < len + 1) {
			n = send(fd, line + done, len + 1 - done,
				MSG_DONTWAIT | MSG_NOSIGNAL);
			if (n < 0 && errno != EAGAIN)
				break;
			done += n > 0 ? (size_t)n : 0;
			rig_spin(r);
		}
		rig_spin(r);
		assert_int_equal(r->requests, more == 0);
		if (more)
			assert_non_null(
				strstr(rig_hear(fd, &eof), "too-large"));
		else
			assert_string_equal(rig_hear(fd, &eof), "");
		assert_int_equal(eof, more == 1);
		(void)close(fd);
	}
	free(line);
}

/* A line just below the bound, and the next one is there before it is taken. */
static void
server__long_lines_one_behind_the_other_are_all_taken(void **state)
{
	struct rig *r = *state;
	static const char front[] = "{\"id\":1,\"question\":\"long\",\"x\":\"";
	enum { LEN = LINK_LINE_MAX - 20000, LINES = 3 };
	char *line = mem_new(LEN + 2);
	int fd = rig_greeted(r);
	size_t done = 0;

	memset(line, 'x', LEN);
	memcpy(line, front, sizeof(front) - 1);
	memcpy(line + LEN - 2, "\"}\n", 3);
	r->silent = true;
	for (int tries = 0; tries < 2000 && r->requests < LINES; tries++) {
		size_t at = done % (LEN + 1);
		ssize_t n = 0;

		if (done < LINES * (size_t)(LEN + 1))
			n = send(fd, line + at, LEN + 1 - at,
				MSG_DONTWAIT | MSG_NOSIGNAL);
		done += n > 0 ? (size_t)n : 0;
		assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	}
	assert_int_equal(r->requests, LINES);
	free(line);
	(void)close(fd);
}

/* Heavier is refused unread, so that nobody waits until it is read. */
static void
server__refuses_what_is_too_heavy_by_its_id(void **state)
{
	static const struct {
		const char *front, *each, *back;
		size_t times;
		bool fits;
	} rows[] = {
		{ "{\"id\":7,\"question\":\"a\",\"x\":\"", "汛", "\"}", 1200,
			true },
		{ "{\"id\":7,\"question\":\"a\",\"x\":\"", "汛", "\"}", 1900,
			false },
		/* the same text, escaped: it is not the line that counts */
		{ "{\"id\":7,\"question\":\"a\",\"x\":\"", "\\u6c5b", "\"}",
			1200, true },
		{ "{\"id\":7,\"question\":\"a\",\"x\":\"", "\\u6c5b", "\"}",
			1900, false },
		{ "{\"id\":7,\"question\":\"a\",\"x\":\"", "\\n", "\"}", 3800,
			true },
		/* the id behind, and another inside */
		{ "{\"x\":[{\"id\":1}],\"y\":\"", "汛\\\"", "\",\"id\" : 7}",
			1900, false },
		/* nothing but values, and nothing but room */
		{ "{\"id\":7,\"question\":\"a\",\"x\":[0", ",1", "]}", 400,
			true },
		{ "{\"id\":7,\"question\":\"a\",\"x\":[0", ",1", "]}", 600,
			false },
		{ "{\"id\":7,", "          ", "\"question\":\"a\"}", 600,
			false },
	};
	static char line[1 << 16];
	struct server_ops ops = rig_ops;
	struct rig *r = *state;
	bool eof;

	ops.heaviest = 4096;
	rig_serve(r, &ops);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int fd = rig_greeted(r);
		size_t len = strlen(rows[i].front);
		const char *got;

		r->requests = 0;
		memcpy(line, rows[i].front, len);
		for (size_t n = 0; n < rows[i].times; n++) {
			memcpy(line + len, rows[i].each,
				strlen(rows[i].each) + 1);
			len += strlen(rows[i].each);
		}
		(void)snprintf(line + len, 32, "%s\n", rows[i].back);
		rig_say(fd, line);
		rig_spin(r);
		got = rig_hear(fd, &eof);
		assert_int_equal(r->requests, rows[i].fits);
		if (rows[i].fits == (strstr(got, "too-large") != NULL) ||
			strstr(got, "\"id\":7,") == NULL || eof)
			fail_msg("row %zu: %.200s", i, got);
		(void)close(fd);
	}
	/* it reads them no more */
	rig_serve(r, &rig_ops);
}

static void
server__names_garbage_and_drops_at_the_third(void **state)
{
	static const char *const rows[] = { "not json\n", "[1,2]\n",
		"{\"id\":1}\n", "{\"question\":\"no id\"}\n",
		"{\"id\":\"1\",\"question\":\"a\"}\n",
		"{\"id\":1,\"act\":\"a\",\"question\":\"b\"}\n",
		"{\"id\":1,\"id\":2,\"question\":\"twice\"}\n", "\n",
		"{\"id\":1,\"question\":\"\xff\"}\n" };
	struct rig *r = *state;
	bool eof;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int fd = rig_greeted(r);

		for (int strike = 1; strike <= LINK_STRIKES; strike++) {
			rig_say(fd, rows[i]);
			rig_spin(r);
			assert_non_null(strstr(
				rig_hear(fd, &eof), "\"code\":\"field\""));
			assert_int_equal(eof, strike == LINK_STRIKES);
		}
		(void)close(fd);
	}
	assert_int_equal(r->requests, 0);
}

static void
server__hands_over_one_request_of_each_peer_a_round(void **state)
{
	struct rig *r = *state;
	enum { PEERS = 8 };
	int fd[PEERS];

	for (int i = 0; i < PEERS; i++)
		fd[i] = rig_greeted(r);
	rig_say(fd[0],
		"{\"id\":1,\"question\":\"greedy\"}\n"
		"{\"id\":2,\"question\":\"greedy\"}\n"
		"{\"id\":3,\"question\":\"greedy\"}\n");
	for (int i = 1; i < PEERS; i++)
		rig_say(fd[i], "{\"id\":1,\"question\":\"q\"}\n");
	assert_int_equal(server_round(r->server, 100, NULL), ERR_OK);
	assert_int_equal(r->batches, 1);
	assert_int_equal(r->last_batch, PEERS);
	assert_int_equal(server_round(r->server, 100, NULL), ERR_OK);
	assert_int_equal(r->batches, 2);
	assert_int_equal(r->last_batch, 1);
	for (int i = 0; i < PEERS; i++)
		(void)close(fd[i]);
}

static void
server__batches_are_bounded_and_turns_go_round(void **state)
{
	struct rig *r = *state;
	enum { PEERS = LINK_BATCH_MAX + 50 };
	static int fd[PEERS];
	int pair[2];

	for (int i = 0; i < PEERS; i++) {
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
		(void)server_adopt(r->server, pair[0], PEER_OFFICER);
		fd[i] = pair[1];
		rig_say(fd[i], hello);
	}
	rig_spin(r);
	assert_int_equal(r->hellos, PEERS);
	r->silent = true;
	for (int i = 0; i < PEERS; i++)
		rig_say(fd[i],
			i < LINK_BATCH_MAX
				? "{\"id\":1,\"question\":\"\"}\n"
				  "{\"id\":2,\"question\":\"\"}\n"
				: "{\"id\":1,\"question\":\"late\"}\n");
	assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	assert_int_equal(r->last_batch, LINK_BATCH_MAX);
	/* who was left out comes before who was served already */
	assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	assert_int_equal(r->last_batch, LINK_BATCH_MAX);
	assert_non_null(strstr(r->log, "late "));
	assert_int_equal(r->batches, 2);
	for (int i = 0; i < PEERS; i++)
		(void)close(fd[i]);
}

/* Many large requests wait for each other; a word that may not, does not. */
static void
server__an_urgent_line_waits_for_no_large_one(void **state)
{
	struct rig *r = *state;
	enum { PEERS = 12 };
	static char large[LINK_BATCH_BYTES / 2];
	int fd[PEERS];

	for (int i = 0; i < PEERS; i++)
		fd[i] = rig_greeted(r);
	r->silent = true;
	(void)memset(large, 'x', sizeof(large) - 1);
	for (int i = 0; i < PEERS - 1; i++) {
		rig_say(fd[i], "{\"id\":1,\"question\":\"big\",\"x\":\"");
		rig_say(fd[i], large);
		rig_say(fd[i], "\"}\n");
	}
	rig_say(fd[PEERS - 1],
		"{\"id\":1,\"question\":\"now\"}\n"
		"{\"id\":2,\"question\":\"now\"}\n");
	assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	assert_int_equal(r->last_batch, 1);
	assert_string_equal(r->log, "now ");
	/* it has every other round, and the others go on by the size */
	assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	assert_string_equal(r->log, "now now big big ");
	assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	assert_int_equal(r->last_batch, 2);
	rig_spin(r);
	assert_int_equal(r->requests, PEERS + 1);
	for (int i = 0; i < PEERS; i++)
		(void)close(fd[i]);
}

/* What it asked is under way: the rest waits, but for the urgent word. */
static void
server__a_held_peer_waits_but_for_what_is_urgent(void **state)
{
	struct rig *r = *state;
	int fd = rig_greeted(r), other = rig_greeted(r);
	struct peer *held;

	rig_say(fd, "{\"id\":1,\"question\":\"first\"}\n");
	rig_spin(r);
	held = r->last;
	peer_hold(held, true);
	rig_say(fd,
		"{\"id\":2,\"question\":\"now\"}\n"
		"{\"id\":3,\"question\":\"second\"}\n");
	rig_say(other, "{\"id\":1,\"question\":\"other\"}\n");
	rig_spin(r);
	assert_string_equal(r->log, "first now other ");
	peer_hold(held, false);
	rig_spin(r);
	assert_string_equal(r->log, "first now other second ");
	(void)close(fd);
	(void)close(other);
}

static void
server__drops_who_leaves_too_much_unread(void **state)
{
	struct rig *r = *state;
	int fd = rig_greeted(r);
	char text[1000];
	size_t said = 0;

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	r->silent = true;
	rig_say(fd, "{\"id\":1,\"question\":\"slow\"}\n");
	rig_spin(r);
	while (r->closed == 0 && said < 4000) {
		peer_part(r->last, 1, json_string(text));
		said++;
		assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
		if (r->closed == 0)
			assert_true(peer_unread(r->last) <=
				LINK_UNREAD_MAX + 2 * sizeof(text));
	}
	assert_int_equal(r->closed, 1);
	/* the limit, and what the system's socket buffer took */
	assert_true(said > LINK_UNREAD_MAX / sizeof(text));
	(void)close(fd);
}

static void
server__tells_when_all_is_written(void **state)
{
	struct rig *r = *state;
	int fd = rig_greeted(r);
	char *text = mem_new(LINK_UNREAD_MAX * 2);
	size_t before = r->drained;
	bool eof;

	memset(text, 'x', LINK_UNREAD_MAX * 2 - 1);
	r->silent = true;
	rig_say(fd, "{\"id\":1,\"question\":\"big\"}\n");
	rig_spin(r);
	peer_part(r->last, 1, json_string(text));
	rig_spin(r);
	assert_int_equal(r->drained, before);
	assert_true(peer_unread(r->last) > 0);
	for (int i = 0; i < 20; i++) {
		(void)rig_hear(fd, &eof);
		rig_spin(r);
	}
	assert_int_equal(peer_unread(r->last), 0);
	assert_int_equal(r->drained, before + 1);
	free(text);
	(void)close(fd);
}

static void
server__tells_changes_only_to_who_watches(void **state)
{
	struct rig *r = *state;
	int watcher = rig_greeted(r), other = rig_greeted(r);
	bool eof;

	rig_say(watcher, "{\"id\":7,\"question\":\"watch\"}\n");
	rig_spin(r);
	assert_string_equal(
		rig_hear(watcher, &eof), "{\"answer\":{},\"id\":7}\n");
	server_changed(r->server, "message", "2026-0001/1", 5);
	server_changed(r->server, "incident", "2026-0001", 5);
	server_changed(r->server, "message", "2026-0001/1", 6);
	rig_spin(r);
	assert_string_equal(rig_hear(watcher, &eof),
		"{\"changed\":\"message\",\"key\":\"2026-0001/1\",\"seq\":6}\n"
		"{\"changed\":\"incident\",\"key\":\"2026-0001\",\"seq\":5}\n");
	assert_string_equal(rig_hear(other, &eof), "");
	(void)close(watcher);
	(void)close(other);
}

static void
server__many_changes_become_one_for_all_of_a_kind(void **state)
{
	struct rig *r = *state;
	int fd = rig_greeted(r);
	char key[32];
	bool eof;

	rig_say(fd, "{\"id\":7,\"question\":\"watch\"}\n");
	rig_spin(r);
	(void)rig_hear(fd, &eof);
	server_changed(r->server, "record", "", 1);
	for (int i = 0; i < 5000; i++) {
		(void)snprintf(key, sizeof(key), "2026-0001/1:a%d", i);
		server_changed(r->server, "delivery", key, i + 2);
	}
	rig_spin(r);
	assert_string_equal(rig_hear(fd, &eof),
		"{\"changed\":\"record\",\"key\":\"\",\"seq\":1}\n"
		"{\"changed\":\"delivery\",\"key\":\"\",\"seq\":5001}\n");
	(void)close(fd);
}

static void
server__answers_a_shell_that_closed_its_output(void **state)
{
	struct rig *r = *state;
	int fd = rig_connect(r);
	struct err err = { 0 };
	bool eof;

	r->silent = true;
	rig_say(fd, hello);
	rig_say(fd, "{\"id\":1,\"question\":\"late\"}\n");
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	rig_spin(r);
	(void)rig_hear(fd, &eof);
	assert_false(eof);
	/* the answer comes later, as from a child; then the peer may go */
	(void)refuse(&err, REFUSE_NOT_FOUND, "",
		WITH(arg_noun(NOUN_INCIDENT), arg_text("x")));
	peer_refuse(r->last, 1, &err);
	rig_spin(r);
	assert_non_null(strstr(rig_hear(fd, &eof), "\"code\":\"not-found\""));
	assert_true(eof);
	assert_int_equal(r->closed, 1);
	(void)close(fd);
}

static void
server__still_does_what_was_asked_before_the_peer_left(void **state)
{
	struct rig *r = *state;
	int fd = rig_greeted(r);

	rig_say(fd,
		"{\"id\":1,\"question\":\"one\"}\n"
		"{\"id\":2,\"question\":\"two\"}\n");
	(void)close(fd);
	rig_spin(r);
	assert_string_equal(r->log, "one two ");
	assert_int_equal(r->closed, 1);
}

static void
server__knows_who_is_there_from_the_kernel(void **state)
{
	struct rig *r = *state;
	int fd = rig_greeted(r);

	rig_say(fd, "{\"id\":1,\"question\":\"who\",\"uid\":4711}\n");
	rig_spin(r);
	assert_int_equal(peer_uid(r->last), getuid());
	assert_int_equal(peer_from(r->last), PEER_OFFICER);
	(void)close(fd);
}

static void
note_ready(void *ctx, int fd, short revents)
{
	char c;

	(void)revents;
	assert_int_equal(read(fd, &c, 1), 1);
	*(char *)ctx = c;
}

static void
server__waits_for_the_stations_own_descriptors(void **state)
{
	struct rig *r = *state;
	char got = 0;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	server_watch(r->server, fds[0], 1 /* POLLIN */, note_ready, &got);
	assert_int_equal(write(fds[1], "z", 1), 1);
	assert_int_equal(server_round(r->server, 1000, NULL), ERR_OK);
	assert_int_equal(got, 'z');
	server_unwatch(r->server, fds[0]);
	assert_int_equal(write(fds[1], "y", 1), 1);
	assert_int_equal(server_round(r->server, 0, NULL), ERR_OK);
	assert_int_equal(got, 'z');
	(void)close(fds[0]);
	(void)close(fds[1]);
}

static void
server__a_folder_deeper_than_an_address_is_reached(void **state)
{
	struct rig *r = *state;
	char deep[STATION_DIR_MAX], *end = deep;
	struct server *s = server_new(&rig_ops, r);
	int fd, n = snprintf(deep, sizeof(deep), "%s", r->dir);

	for (int i = 0; i < 6; i++) {
		n += snprintf(end + n, sizeof(deep) - (size_t)n, "/%040d", i);
		assert_int_equal(mkdir(deep, 0700), 0);
	}
	assert_true(strlen(deep) > 200);
	assert_int_equal(
		server_listen(s, deep, LINK_SOCKET, 0600, PEER_OFFICER, NULL),
		ERR_OK);
	assert_int_equal(
		socket_address_connect(&fd, deep, LINK_SOCKET, NULL), ERR_OK);
	(void)close(fd);
	server_free(s);
	(void)snprintf(end + n, sizeof(deep) - (size_t)n, "/%s", LINK_SOCKET);
	assert_int_equal(unlink(deep), 0);
	while (strcmp(deep, r->dir) != 0) {
		*strrchr(deep, '/') = '\0';
		if (strcmp(deep, r->dir) != 0)
			assert_int_equal(rmdir(deep), 0);
	}
}

#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_setup, rig_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RIG(server__greets_who_speaks_the_same_protocol),
		RIG(server__refuses_and_drops_a_bad_greeting),
		RIG(server__puts_lines_together_however_they_arrive),
		RIG(server__takes_a_line_of_one_mebibyte_and_no_more),
		RIG(server__long_lines_one_behind_the_other_are_all_taken),
		RIG(server__refuses_what_is_too_heavy_by_its_id),
		RIG(server__names_garbage_and_drops_at_the_third),
		RIG(server__hands_over_one_request_of_each_peer_a_round),
		RIG(server__batches_are_bounded_and_turns_go_round),
		RIG(server__an_urgent_line_waits_for_no_large_one),
		RIG(server__a_held_peer_waits_but_for_what_is_urgent),
		RIG(server__drops_who_leaves_too_much_unread),
		RIG(server__tells_when_all_is_written),
		RIG(server__tells_changes_only_to_who_watches),
		RIG(server__many_changes_become_one_for_all_of_a_kind),
		RIG(server__answers_a_shell_that_closed_its_output),
		RIG(server__still_does_what_was_asked_before_the_peer_left),
		RIG(server__knows_who_is_there_from_the_kernel),
		RIG(server__waits_for_the_stations_own_descriptors),
		RIG(server__a_folder_deeper_than_an_address_is_reached),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

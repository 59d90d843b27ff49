/*
 * Files on a WebDAV server: in which order, and what is said when it ends
 * anywhere on the way. Before the first MOVE nothing was sent; from then on
 * it may have been. The real nginx is tests/platforms/test_webdav.sh.
 */
#include "tests/net/rig.h"

#include "net/dav.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

#define ANSWER_MADE ((enum manner)201)
#define ANSWER_LATER ((enum manner)202)
#define ANSWER_FORBIDDEN ((enum manner)403)
#define ANSWER_ABSENT ((enum manner)404)
#define ANSWER_NOT_ALLOWED ((enum manner)405)
#define ANSWER_CONFLICT ((enum manner)409)
#define ANSWER_FAULT ((enum manner)500)

struct dav_rig {
	struct rig *rig;
	struct dav *dav;
};

static void
take(void *ctx, void *tag, const struct http_result *result)
{
	struct dav_rig *r = ctx;

	assert_true(dav_took(r->dav, tag, result));
}

/* As the relay gets it: no headers of an answer are asked for. */
static void
seen_whole(void *ctx, void *tag, const struct http_result *result)
{
	struct dav_rig *r = ctx;
	struct seen *s = &r->rig->seen[(size_t)(uintptr_t)tag];
	const struct wire_response *a = &result->answer;

	s->done++;
	s->answered = a->answered;
	s->sent = a->sent;
	s->status = a->status;
	s->sent_at = result->sent_at;
	s->body_len = a->body_len;
	copy(s->error, sizeof(s->error), a->error);
	copy(s->body, sizeof(s->body), a->body);
}

static void
dav_rig_open(struct dav_rig *r, const enum manner *script, size_t len)
{
	struct http_config config = { .accounts = 8, .done = take, .ctx = r };

	r->rig = mem_new(sizeof(*r->rig));
	server_start(&r->rig->server, script, len);
	assert_int_equal(http_open(&r->rig->http, &config, NULL), ERR_OK);
	r->dav = dav_new(r->rig->http, seen_whole, r);
}

static const struct seen *
dav_rig_ask(struct dav_rig *r, const char *method, const char *const *paths,
	size_t count)
{
	struct wire_request q;

	wire_request_init(&q);
	q.transport = WIRE_DAV;
	q.method = method;
	q.url = mem_printf("http://127.0.0.1:%d/n/", r->rig->server.port);
	for (size_t i = 0; i < count; i++)
		wire_request_file(&q, paths[i], "{\"id\":\"1\"}", 10);
	dav_start(r->dav, &q, (void *)(uintptr_t)1);
	wait_all(r->rig);
	assert_int_equal(r->rig->seen[1].done, 1);
	return &r->rig->seen[1];
}

static void
dav_rig_close(struct dav_rig *r)
{
	http_close(r->rig->http);
	dav_free(r->dav);
	server_stop(&r->rig->server);
	free(r->rig);
}

static const char *const two[] = { "a/1.html", "a/index.html" };

static void
dav__moves_each_file_into_place_before_the_next(void **state)
{
	static const enum manner script[] = { ANSWER_MADE };
	static const char *const paths[] = { "a/1.html", "a/index.html",
		"all.html", "b/1.html" };
	struct dav_rig r;
	const struct seen *s;

	(void)state;
	dav_rig_open(&r, script, 1);
	s = dav_rig_ask(&r, "PUT", paths, 4);
	assert_true(s->answered);
	assert_int_equal(s->status, 200);
	assert_true(s->sent_at > 0);
	assert_string_equal(r.rig->server.said,
		"MKCOL /n/a/\n"
		"PUT /n/a/1.html.crier-new\n"
		"MOVE /n/a/1.html.crier-new\n"
		"PUT /n/a/index.html.crier-new\n"
		"MOVE /n/a/index.html.crier-new\n"
		"PUT /n/all.html.crier-new\n"
		"MOVE /n/all.html.crier-new\n"
		"MKCOL /n/b/\n"
		"PUT /n/b/1.html.crier-new\n"
		"MOVE /n/b/1.html.crier-new\n");
	dav_rig_close(&r);
}

static void
dav__a_check_takes_away_what_it_wrote(void **state)
{
	static const enum manner script[] = { ANSWER_MADE, ANSWER_MADE,
		ANSWER_FORBIDDEN };
	static const char *const probe[] = { "probe.txt" };
	struct dav_rig r;
	const struct seen *s;

	(void)state;
	dav_rig_open(&r, script, LENGTH(script));
	s = dav_rig_ask(&r, "HEAD", probe, 1);
	/* it could not: that is no reason not to publish */
	assert_int_equal(s->status, 200);
	assert_string_equal(r.rig->server.said,
		"PUT /n/probe.txt.crier-new\n"
		"MOVE /n/probe.txt.crier-new\n"
		"DELETE /n/probe.txt\n");
	dav_rig_close(&r);
}

/* MKCOL, PUT, MOVE of the first file, PUT, MOVE of the second. */
static void
dav__says_whether_something_may_stand_there(void **state)
{
	static const struct {
		enum manner script[6];
		bool answered, sent;
		int status;
	} rows[] = {
		/* what is there already need not be made */
		{ { ANSWER_NOT_ALLOWED, ANSWER_MADE }, true, true, 200 },
		{ { ANSWER_FORBIDDEN }, true, true, 403 },
		{ { ANSWER_MADE, ANSWER_FORBIDDEN }, true, true, 403 },
		{ { ANSWER_MADE, ANSWER_LATER }, false, false, 0 },
		{ { ANSWER_DROP }, false, false, 0 },
		{ { ANSWER_MADE, ANSWER_DROP }, false, false, 0 },
		{ { ANSWER_MADE, ANSWER_MADE, ANSWER_FORBIDDEN }, true, true,
			403 },
		{ { ANSWER_MADE, ANSWER_MADE, ANSWER_FAULT }, true, true, 500 },
		{ { ANSWER_MADE, ANSWER_MADE, ANSWER_DROP }, false, true, 0 },
		{ { ANSWER_MADE, ANSWER_MADE, ANSWER_LATER }, false, true, 0 },
		/* the first page is out: no status is a no any more */
		{ { ANSWER_MADE, ANSWER_MADE, ANSWER_MADE, ANSWER_FORBIDDEN },
			false, true, 0 },
		{ { ANSWER_MADE, ANSWER_MADE, ANSWER_MADE, ANSWER_DROP }, false,
			true, 0 },
		{ { ANSWER_MADE, ANSWER_MADE, ANSWER_MADE, ANSWER_MADE,
			  ANSWER_FORBIDDEN },
			false, true, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		size_t len = LENGTH(rows[i].script);
		struct dav_rig r;
		const struct seen *s;

		while (len > 1 && rows[i].script[len - 1] == ANSWER_OK)
			len--;
		dav_rig_open(&r, rows[i].script, len);
		s = dav_rig_ask(&r, "PUT", two, 2);
		if (s->answered != rows[i].answered ||
			s->sent != rows[i].sent || s->status != rows[i].status)
			fail_msg("row %zu: answered %d, sent %d, status %d, %s",
				i, s->answered, s->sent, s->status, s->error);
		dav_rig_close(&r);
	}
}

/* The server finds the file gone the second time. */
static void
dav__no_move_is_sent_twice(void **state)
{
	static const enum manner script[] = { ANSWER_MADE, ANSWER_MADE,
		ANSWER_DROP };
	struct dav_rig r;
	const char *at;
	int moves = 0;

	(void)state;
	dav_rig_open(&r, script, LENGTH(script));
	(void)dav_rig_ask(&r, "PUT", two, 2);
	for (at = r.rig->server.said; (at = strstr(at, "MOVE")) != NULL; at++)
		moves++;
	assert_int_equal(moves, 1);
	dav_rig_close(&r);
}

static void
dav__compares_all_and_shows_the_first(void **state)
{
	static const struct {
		enum manner script[3];
		bool answered;
		int status;
	} rows[] = {
		/* the server numbers its bodies: only the first is ours */
		{ { ANSWER_OK, ANSWER_OK }, true, 409 },
		{ { ANSWER_OK, ANSWER_ABSENT }, true, 409 },
		{ { ANSWER_ABSENT, ANSWER_OK }, true, 404 },
		{ { ANSWER_FORBIDDEN, ANSWER_OK }, true, 403 },
		{ { ANSWER_OK, ANSWER_FAULT }, true, 500 },
		/* the server's own word, and no file was seen */
		{ { ANSWER_CONFLICT, ANSWER_OK }, false, 0 },
		{ { ANSWER_OK, ANSWER_CONFLICT }, false, 0 },
		{ { ANSWER_HALF, ANSWER_HALF }, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct dav_rig r;
		const struct seen *s;

		dav_rig_open(&r, rows[i].script, 2);
		s = dav_rig_ask(&r, "GET", two, 2);
		if (s->answered != rows[i].answered ||
			s->status != rows[i].status)
			fail_msg("row %zu: answered %d, status %d, %s", i,
				s->answered, s->status, s->error);
		if (s->status == 409)
			assert_string_equal(s->body, "{\"id\":\"1\"}");
		dav_rig_close(&r);
	}
}

static void
dav__what_is_there_as_it_was_given_is_said_so(void **state)
{
	static const enum manner script[] = { ANSWER_OK };
	struct dav_rig r;

	(void)state;
	dav_rig_open(&r, script, 1);
	assert_int_equal(dav_rig_ask(&r, "GET", two, 1)->status, 200);
	assert_string_equal(r.rig->server.said, "GET /n/a/1.html\n");
	dav_rig_close(&r);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(dav__moves_each_file_into_place_before_the_next),
		T(dav__a_check_takes_away_what_it_wrote),
		T(dav__says_whether_something_may_stand_there),
		T(dav__no_move_is_sent_twice),
		T(dav__compares_all_and_shows_the_first),
		T(dav__what_is_there_as_it_was_given_is_said_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The parts the connectors share: addresses, markup, waiting
 * times, the account's options, and what a site places.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "wire/answer.h"
#include "wire/html.h"
#include "wire/url.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	const char *url;
	bool insecure;
	enum err_code rc;
	bool web;
} urls[] = {
	{ "https://gov.example", false, ERR_OK, true },
	{ "HTTPS://gov.example:8443/a?b=c", false, ERR_OK, true },
	{ "http://127.0.0.1:8080/", false, ERR_OK, true },
	{ "http://localhost", false, ERR_OK, true },
	{ "http://[::1]:80/x", false, ERR_OK, true },
	{ "https://127.0.0.1", false, ERR_OK, true },
	{ "http://gov.example", false, ERR_INVALID, true },
	{ "http://gov.example", true, ERR_OK, true },
	{ "http://127.0.0.1.evil.example/", false, ERR_INVALID, true },
	{ "http://localhost.evil.example/", false, ERR_INVALID, true },
	{ "http://127.1/", false, ERR_INVALID, true },
	{ "https://user:pw@gov.example", false, ERR_INVALID, false },
	{ "http://127.0.0.1@evil.example/", false, ERR_INVALID, false },
	{ "http://evil.example/@127.0.0.1", false, ERR_INVALID, true },
	{ "https://gov.example/#x", false, ERR_INVALID, true },
	{ "https://gov.example/a b", false, ERR_INVALID, false },
	{ "https://gov.example/\r\nX: y", false, ERR_INVALID, false },
	{ "https://gov.example:0/", false, ERR_INVALID, false },
	{ "https://gov.example:99999/", false, ERR_INVALID, false },
	{ "https://gov.example:8x/", false, ERR_INVALID, false },
	{ "https:///x", false, ERR_INVALID, false },
	{ "https://", false, ERR_INVALID, false },
	{ "ftp://gov.example", false, ERR_INVALID, false },
	{ "file:///etc/passwd", false, ERR_INVALID, false },
	{ "javascript:alert(1)", false, ERR_INVALID, false },
	{ "gov.example", false, ERR_INVALID, false },
	{ "", false, ERR_INVALID, false },
};

static void
url__only_sound_addresses_are_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(urls); i++) {
		assert_int_equal(url_check(urls[i].url, urls[i].insecure, NULL),
			urls[i].rc);
		assert_int_equal(url_is_web(urls[i].url), urls[i].web);
	}
}

static void
url__a_password_is_not_repeated_in_the_error(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_int_equal(
		url_check("https://u:hunter2@gov.example", false, &err),
		ERR_INVALID);
	assert_null(strstr(err.what, "hunter2"));
	assert_null(strstr(err.arg[0].text, "hunter2"));
}

static void
url__parts_are_joined_by_one_slash(void **state)
{
	static const char *const rows[][3] = {
		{ "https://a", "b", "https://a/b" },
		{ "https://a/", "/b", "https://a/b" },
		{ "https://a/x//", "?q=1", "https://a/x/?q=1" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *got = url_join(rows[i][0], rows[i][1]);

		assert_string_equal(got, rows[i][2]);
		free(got);
	}
}

static const struct {
	const char *html, *text;
} markup[] = {
	{ "<p>a</p><p>b<br>c</p>", "a\n\nb\nc" },
	{ "<P CLASS=x>a</P>\n<!-- wp:paragraph -->\n<p>b</p>", "a\n\nb" },
	{ "a &amp;&lt;&gt;&quot;&#39;&#x4e2d;&#20013;", "a &<>\"'中中" },
	{ "&#0;&#xD800;&#x110000;&unknown;&",
		"&#0;&#xD800;&#x110000;"
		"&unknown;&" },
	{ "<now> < 3 <b>x</b>", "<now> < 3 x" },
	{ "<script>alert('</p>')</script>ok", "ok" },
	{ "<script>never closed", "" },
	{ "<!-- never closed", "<!-- never closed" },
	{ "<p never closed", "<p never closed" },
	{ "  a \n\t b  ", "a b" },
	{ "", "" },
};

static void
html__known_tags_fall_away(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(markup); i++) {
		char *got = html_to_text(markup[i].html);

		assert_string_equal(got, markup[i].text);
		free(got);
	}
}

static void
html__text_survives_the_way_out_and_back(void **state)
{
	static const char *const texts[] = { "a", "a\nb\n\nc", "<b> & \"x\"",
		"\n\n前\n\n\n\n后\n", "&amp;", "[gallery] [2026]1号" };
	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		char *html = html_from_text(texts[i]);
		char *back = html_to_text(html);

		assert_true(html_same_text(back, texts[i]));
		free(html);
		free(back);
	}
}

/* What grows most, over and over: nothing of it is dropped. */
static void
html__no_text_outgrows_its_buffer(void **state)
{
	static const char *const seeds[] = { "\"", "[", "x\n", "x\n\n", "<br>",
		"x<p>", "x<p>&lt;", "&#65536;", "&hellip;", "\n" };
	char text[2001], *html, *back;

	(void)state;
	for (size_t i = 0; i < LENGTH(seeds); i++) {
		size_t n = strlen(seeds[i]);

		memset(text, 0, sizeof(text));
		for (size_t at = 0; at + n < sizeof(text); at += n)
			memcpy(text + at, seeds[i], n);
		html = html_from_text(text);
		back = html_to_text(html);
		assert_true(html_same_text(back, text));
		free(back);
		back = html_to_text(text);
		assert_true(strlen(back) <= strlen(text));
		free(back);
		free(html);
	}
}

static void
html__only_white_space_may_differ(void **state)
{
	(void)state;
	assert_true(html_same_text("a\n\nb ", " a b"));
	assert_true(html_same_text("甲　乙", "甲\xC2\xA0乙"));
	assert_true(html_same_text("", " \n"));
	assert_false(html_same_text("死亡3人", "死亡8人"));
	assert_false(html_same_text("a", "ab"));
	assert_false(html_same_text("ab", "a"));
	assert_false(html_same_text("a", "A"));
}

static void
html__hostile_markup_takes_no_time(void **state)
{
	static const char *const seeds[] = { "<!--", "<p ", "<script>", "</",
		"&#", "<", "&amp" };
	clock_t start = clock();
	struct buf html;
	char *text;

	(void)state;
	for (size_t i = 0; i < LENGTH(seeds); i++) {
		buf_init(&html, 2 << 20);
		while (html.len < 1 << 20)
			buf_puts(&html, seeds[i]);
		text = html_to_text(html.data);
		(void)html_same_text(text, html.data);
		buf_release(&html);
		free(text);
	}
	assert_true(clock() - start < 20 * CLOCKS_PER_SEC);
}

/* ---- waiting ---- */

static const char *
pair_header(const void *headers, const char *name)
{
	const char *const *pair = headers;

	return strcasecmp(pair[0], name) == 0 ? pair[1] : NULL;
}

static const struct {
	const char *name, *value;
	int status;
	int64_t wait;
} waits[] = {
	{ "Retry-After", "30", 503, 30000 },
	{ "retry-after", "0", 429, 0 },
	{ "Retry-After", "Tue, 24 Nov 2026 02:30:10 GMT", 429, 10000 },
	{ "Retry-After", "Tue, 24 Nov 2026 02:00:00 GMT", 429, 0 },
	{ "Retry-After", "Tue, 24 Foo 2026 02:30:10 GMT", 429, -1 },
	{ "Retry-After", "99999999999999999999", 429, -1 },
	{ "Retry-After", "999999", 429, 3600000 },
	{ "Retry-After", "-5", 429, -1 },
	{ "Retry-After", "soon", 429, -1 },
	{ "X-RateLimit-Reset", "2026-11-24T02:30:05.000Z", 429, 5000 },
	{ "X-RateLimit-Reset", "1795487405", 429, 5000 },
	{ "RateLimit-Reset", "12", 429, 12000 },
	{ "X-RateLimit-Reset", "1795487405", 500, -1 },
	{ "X-RateLimit-Reset", "x", 429, -1 },
};

static void
answer__waiting_times_are_read_in_all_their_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(waits); i++) {
		const char *pair[] = { waits[i].name, waits[i].value };
		struct wire_response a = { .answered = true,
			.status = waits[i].status,
			.header = pair_header,
			.headers = pair };

		assert_int_equal(answer_wait(&a, 1795487400000), waits[i].wait);
	}
}

/* ---- accounts ---- */

static const struct {
	const char *kind, *account;
	const char *refusal; /* "" if it makes sense */
} accounts[] = {
	{ "mastodon", "{\"url\":\"https://m.example\"}", "" },
	{ "mastodon", "{\"url\":\"http://127.0.0.1:1\",\"practice\":\"lost\"}",
		"" },
	{ "mastodon", "{}", "missing-option" },
	{ "mastodon", "{\"url\":\"http://m.example\"}", "url-plain" },
	{ "mastodon", "{\"url\":\"http://m.example\",\"insecure\":\"yes\"}",
		"url-plain" },
	{ "mastodon",
		"{\"url\":\"http://m.example\",\"insecure\":\"yes\","
		"\"network\":\"private\"}",
		"" },
	{ "mastodon", "{\"url\":\"https://m.example\",\"token\":\"x\"}",
		"option-secret" },
	{ "mastodon", "{\"url\":\"https://m.example\",\"colour\":\"x\"}",
		"unknown-option" },
	{ "mastodon", "{\"url\":7}", "option-value" },
	{ "mastodon",
		"{\"url\":\"https://m.example\",\"visibility\":\"direct\"}",
		"option-value" },
	{ "webhook",
		"{\"url\":\"https://h.example\",\"duplicates\":\"perhaps\"}",
		"option-value" },
	{ "webhook", "{\"url\":\"https://h.example\",\"alarm\":\"yes\"}", "" },
	/* what the public reads is no place for an alarm */
	{ "mastodon", "{\"url\":\"https://m.example\",\"alarm\":\"yes\"}",
		"option-value" },
	{ "wordpress", "{\"url\":\"https://w.example\",\"user\":\"a:b\"}",
		"option-value" },
	{ "site", "{\"folder\":\"/srv/www\",\"url\":\"https://s.example\"}",
		"" },
	{ "site", "{\"folder\":\"www\",\"url\":\"https://s.example\"}",
		"option-value" },
	{ "webdav",
		"{\"dav\":\"https://u.example\",\"url\":\"https://s.example\","
		"\"user\":\"a:b\"}",
		"option-value" },
	{ "webdav",
		"{\"dav\":\"https://u.example/?a\",\"url\":\"https://"
		"s.example\","
		"\"user\":\"a\"}",
		"option-value" },
	{ "webdav",
		"{\"dav\":\"https://u.example/\",\"url\":\"https://s.example\","
		"\"user\":\"a\"}",
		"" },
	{ "manual", "{\"platform\":\"微博\"}", "" },
	{ "practice", "{\"practice\":\"mixed\"}", "" },
};

static void
account__options_must_make_sense(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(accounts); i++) {
		const struct connector *c = connector_find(accounts[i].kind);
		const char *text = accounts[i].account;
		struct err err = { 0 };
		json_t *doc = NULL;

		assert_int_equal(
			doc_parse(&doc, text, strlen(text), NULL), ERR_OK);
		assert_int_equal(connector_check(c, doc, &err) == ERR_OK,
			*accounts[i].refusal == '\0');
		assert_string_equal(err.id, accounts[i].refusal);
		json_decref(doc);
	}
}

static const char *const rows[] = {
#define CONNECTOR(kind) #kind,
#include "wire/connectors.def"
#undef CONNECTOR
};

static void
connector__every_row_is_complete(void **state)
{
	const struct connector *c;
	size_t n;

	(void)state;
	for (n = 0; (c = connector_at(n)) != NULL; n++) {
		assert_string_equal(c->kind, rows[n]);
		assert_ptr_equal(connector_find(c->kind), c);
		assert_non_null(c->title.in[LANG_EN]);
		assert_non_null(c->title.in[LANG_ZH]);
		assert_non_null(c->options);
		assert_non_null(c->build);
		assert_non_null(c->judge);
		for (const struct wire_option *o = c->options; o->name; o++)
			assert_non_null(o->help.in[LANG_ZH]);
		assert_int_equal(connector_first(c, true), STEP_PUBLISH);
	}
	assert_int_equal(n, LENGTH(rows));
	assert_null(connector_find("douyin"));
}

/* A text that no request can carry is refused, not cut. */
static void
connector__a_text_that_is_too_large_is_refused(void **state)
{
	static const char *const kinds[] = { "mastodon", "wordpress", "webhook",
		"manual" };
	size_t len = 5 << 20;
	char *text = mem_new(len + 1);
	json_t *doc = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "url",
		"https://x.example", "user", "u", "token", "t", "password", "p",
		"secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "post",
		"7");
	struct wire_job job = { .delivery = "d",
		.key = "k",
		.slug = "s",
		.attempt = 1,
		.mode = "actual",
		.options = doc,
		.secret = doc,
		.variant = doc,
		.memo = doc };

	(void)state;
	memset(text, 'x', len);
	doc_put_str(doc, "text", text);
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		const struct connector *c = connector_find(kinds[i]);
		struct wire_request r;

		wire_request_init(&r);
		assert_int_equal(
			c->build(&r, &job, STEP_PUBLISH, NULL), ERR_TOO_LARGE);
		wire_request_release(&r);
	}
	json_decref(doc);
	free(text);
}

static void
connector__an_unknown_is_sent_again_only_by_choice(void **state)
{
	const struct connector *hook = connector_find("webhook");
	const struct connector *masto = connector_find("mastodon");
	json_t *none = json_object(), *prefer = json_object();

	(void)state;
	doc_put_str(prefer, "duplicates", "prefer");
	assert_int_equal(connector_unknown(hook, none), STEP_NONE);
	assert_int_equal(connector_unknown(hook, prefer), STEP_PUBLISH);
	assert_int_equal(connector_unknown(masto, none), STEP_LOOKUP);
	assert_int_equal(connector_unknown(masto, prefer), STEP_LOOKUP);
	assert_int_equal(
		connector_unknown(connector_find("manual"), prefer), STEP_NONE);
	json_decref(none);
	json_decref(prefer);
}

/* ---- a site ---- */

static char page[] = "<p>x</p>", feed[] = "<feed/>", page_path[] = "a/1.html",
	    feed_path[] = "feed.atom";
static const struct wire_file pages[] = {
	{ page_path, page, sizeof(page) - 1 },
	{ feed_path, feed, sizeof(feed) - 1 },
};

static void
site_job(struct wire_job *job, json_t *options, json_t *empty)
{
	doc_put_str(options, "folder", "/srv/www");
	doc_put_str(options, "url", "https://s.example/news/");
	*job = (struct wire_job){ .delivery = "d",
		.key = "k",
		.slug = "s",
		.attempt = 1,
		.mode = "actual",
		.options = options,
		.secret = empty,
		.variant = empty,
		.memo = empty,
		.pages = pages,
		.page_count = LENGTH(pages) };
}

static const struct {
	enum wire_step step;
	int status; /* 0: not answered */
	bool sent;
	enum outcome outcome;
	enum wire_step next;
	const char *url;
} site_rows[] = {
	{ STEP_CHECK, 200, false, OUTCOME_ACCEPTED, STEP_NONE, "" },
	{ STEP_PUBLISH, 200, true, OUTCOME_ACCEPTED, STEP_READBACK,
		"https://s.example/news/a/1.html" },
	{ STEP_PUBLISH, 0, false, OUTCOME_NOT_SENT, STEP_PUBLISH, "" },
	{ STEP_PUBLISH, 0, true, OUTCOME_UNKNOWN, STEP_LOOKUP, "" },
	{ STEP_LOOKUP, 200, false, OUTCOME_ACCEPTED, STEP_READBACK,
		"https://s.example/news/a/1.html" },
	{ STEP_LOOKUP, 404, false, OUTCOME_NOT_SENT, STEP_PUBLISH, "" },
	{ STEP_LOOKUP, 409, false, OUTCOME_UNKNOWN, STEP_PUBLISH, "" },
	{ STEP_READBACK, 200, false, OUTCOME_ACCEPTED, STEP_NONE,
		"https://s.example/news/a/1.html" },
	{ STEP_READBACK, 409, false, OUTCOME_ACCEPTED, STEP_NONE,
		"https://s.example/news/a/1.html" },
};

static void
site__what_the_disk_says_is_judged(void **state)
{
	const struct connector *c = connector_find("site");
	json_t *options = json_object(), *empty = json_object();
	struct wire_job job;

	(void)state;
	site_job(&job, options, empty);
	for (size_t i = 0; i < LENGTH(site_rows); i++) {
		int status = site_rows[i].status;
		struct wire_response a = { .answered = status != 0,
			.sent = site_rows[i].sent,
			.status = status,
			.error = "",
			.type = "",
			.body = "<p>y</p>",
			.body_len = 8 };
		struct wire_judgment v;

		wire_judgment_init(&v);
		c->judge(&v, &job, site_rows[i].step, &a);
		assert_int_equal(v.outcome, site_rows[i].outcome);
		assert_int_equal(v.next, site_rows[i].next);
		assert_string_equal(v.url, site_rows[i].url);
		assert_int_equal(v.same,
			site_rows[i].step == STEP_READBACK && status == 200);
		wire_judgment_release(&v);
	}
	json_decref(options);
	json_decref(empty);
}

static void
site__the_rendered_pages_are_placed_in_order(void **state)
{
	const struct connector *c = connector_find("site");
	json_t *options = json_object(), *empty = json_object();
	struct wire_request r;
	struct wire_job job;

	(void)state;
	site_job(&job, options, empty);
	wire_request_init(&r);
	assert_int_equal(c->build(&r, &job, STEP_PUBLISH, NULL), ERR_OK);
	assert_int_equal(r.transport, WIRE_FOLDER);
	assert_string_equal(r.method, "PUT");
	assert_string_equal(r.folder, "/srv/www");
	assert_int_equal(r.file_count, 2);
	assert_string_equal(r.files[0].path, "a/1.html");
	assert_string_equal(r.files[1].data, "<feed/>");
	wire_request_release(&r);
	job.page_count = 0;
	assert_int_equal(c->build(&r, &job, STEP_PUBLISH, NULL), ERR_INVALID);
	wire_request_release(&r);
	json_decref(options);
	json_decref(empty);
}

/* What rules/platforms.yaml asks of a connector, it must be able to do. */
static void
platforms__ask_of_connectors_only_what_they_can_do(void **state)
{
	char line[400], connector[64] = "", word[64];
	FILE *f = fopen("playbooks/rules/platforms.yaml", "r");
	int asked = 0;

	(void)state;
	if (f == NULL)
		fail_msg("run the tests from the top of the tree");
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, " connector: %63s", connector) == 1)
			continue;
		if (sscanf(line, " correction: %63s", word) != 1 &&
			sscanf(line, " withdrawal: %63s", word) != 1)
			continue;
		if (line[0] == '#' || strcmp(word, "link") == 0)
			continue; /* a new page; the site links by itself */
		asked++;
		if (!connector_amends(connector_find(connector), word))
			fail_msg("%s cannot %s", connector, word);
	}
	(void)fclose(f);
	assert_true(asked > 6);
	assert_false(connector_amends(connector_find("webhook"), "edit"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(url__only_sound_addresses_are_accepted),
		cmocka_unit_test(url__a_password_is_not_repeated_in_the_error),
		cmocka_unit_test(url__parts_are_joined_by_one_slash),
		cmocka_unit_test(html__known_tags_fall_away),
		cmocka_unit_test(html__text_survives_the_way_out_and_back),
		cmocka_unit_test(html__no_text_outgrows_its_buffer),
		cmocka_unit_test(html__only_white_space_may_differ),
		cmocka_unit_test(html__hostile_markup_takes_no_time),
		cmocka_unit_test(
			answer__waiting_times_are_read_in_all_their_forms),
		cmocka_unit_test(account__options_must_make_sense),
		cmocka_unit_test(connector__every_row_is_complete),
		cmocka_unit_test(
			connector__a_text_that_is_too_large_is_refused),
		cmocka_unit_test(
			connector__an_unknown_is_sent_again_only_by_choice),
		cmocka_unit_test(site__what_the_disk_says_is_judged),
		cmocka_unit_test(site__the_rendered_pages_are_placed_in_order),
		cmocka_unit_test(
			platforms__ask_of_connectors_only_what_they_can_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

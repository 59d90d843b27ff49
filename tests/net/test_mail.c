/*
 * Letters by the crew, to a mail server of the test's own that says what it is
 * told to: what is said of each recipient, and when a letter is unsure.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "net/crew.h"
#include "tests/net/server.h"

/* What it says; NULL closes the connection instead, "" says nothing. */
struct manners {
	const char *greet, *login, *from, *data, *end;
	int ends; /* so many letters are answered, 0 means all */
};

struct postman {
	int listener, port;
	pthread_t thread;
	const struct manners *manners;
	int connections, letters, later;
	bool gone;
	char said[4096]; /* every command, and the last letter */
	char letter[8192];
};

struct seen_letter {
	int done;
	bool answered, sent;
	int64_t sent_at;
	char body[600], error[200];
};

/* ---- the server ---- */

static bool
postman_says(int fd, const char *text)
{
	if (text == NULL)
		return false;
	put(fd, text);
	if (*text)
		put(fd, "\r\n");
	return true;
}

static bool
postman_reads(int fd, char *line, size_t size)
{
	size_t n = 0;

	while (n + 1 < size && recv(fd, line + n, 1, 0) == 1)
		if (line[n++] == '\n')
			break;
	line[n] = '\0';
	return n > 0;
}

/* By the recipient's own name. */
static bool
postman_hears_recipient(struct postman *p, int fd, const char *line)
{
	if (strstr(line, "drop") && p->connections == 1)
		return false;
	if (strstr(line, "bad"))
		return postman_says(fd, "550 5.1.1 no such user here");
	if (strstr(line, "later") && p->later++ == 0)
		return postman_says(fd, "451 4.7.1 come again");
	if (strstr(line, "never"))
		return postman_says(fd, "452-4.5.3 too\r\n452 4.5.3 many");
	return postman_says(fd, "250 2.1.5 ok");
}

static bool
postman_takes_letter(struct postman *p, int fd)
{
	const struct manners *m = p->manners;
	char line[2048];

	if (!postman_says(fd, m->data ? m->data : "354 go on"))
		return false;
	if (m->data != NULL && strncmp(m->data, "354", 3) != 0)
		return true;
	p->letter[0] = '\0';
	while (postman_reads(fd, line, sizeof(line))) {
		if (strcmp(line, ".\r\n") == 0) {
			p->letters++;
			return postman_says(fd,
				m->ends > 0 && p->letters <= m->ends
					? "250 2.0.0 queued"
					: m->end);
		}
		(void)fixed_cut_add(
			p->letter, sizeof(p->letter), line, strlen(line));
	}
	return false;
}

static bool
postman_hears(struct postman *p, int fd, const char *line)
{
	const struct manners *m = p->manners;
	char secret[200];

	if (strncmp(line, "EHLO", 4) == 0)
		return postman_says(fd, "250-here\r\n250 AUTH PLAIN");
	if (strncmp(line, "AUTH", 4) == 0)
		return postman_says(fd, "334 ") &&
			postman_reads(fd, secret, sizeof(secret)) &&
			postman_says(fd, m->login ? m->login : "235 ok");
	if (strncmp(line, "MAIL", 4) == 0)
		return postman_says(fd, m->from ? m->from : "250 ok");
	if (strncmp(line, "RCPT", 4) == 0)
		return postman_hears_recipient(p, fd, line);
	if (strncmp(line, "DATA", 4) == 0)
		return postman_takes_letter(p, fd);
	(void)postman_says(fd, "250 ok");
	return strncmp(line, "QUIT", 4) != 0;
}

static void *
postman_run(void *ctx)
{
	struct postman *p = ctx;
	char line[2048];
	int fd;

	while ((fd = accept(p->listener, NULL, NULL)) >= 0) {
		bool on = postman_says(
			fd, p->manners->greet ? p->manners->greet : "220 here");

		p->connections++;
		while (on && postman_reads(fd, line, sizeof(line))) {
			(void)fixed_cut_add(
				p->said, sizeof(p->said), line, strlen(line));
			on = postman_hears(p, fd, line);
		}
		(void)close(fd);
	}
	return NULL;
}

static struct postman *
postman_new(const struct manners *manners)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct postman *p = mem_new(sizeof(*p));
	socklen_t len = sizeof(at);

	p->manners = manners;
	p->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(
		bind(p->listener, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(p->listener, 8), 0);
	assert_int_equal(
		getsockname(p->listener, (struct sockaddr *)&at, &len), 0);
	p->port = ntohs(at.sin_port);
	assert_int_equal(pthread_create(&p->thread, NULL, postman_run, p), 0);
	return p;
}

static void
postman_free(struct postman *p)
{
	(void)shutdown(p->listener, SHUT_RDWR);
	(void)pthread_join(p->thread, NULL);
	(void)close(p->listener);
	free(p);
}

/* ---- asking ---- */

static void
letter_seen(void *ctx, void *tag, const struct http_result *r)
{
	struct seen_letter *s = ctx;

	(void)tag;
	s->done++;
	s->answered = r->answer.answered;
	s->sent = r->answer.sent;
	s->sent_at = r->sent_at;
	(void)snprintf(s->body, sizeof(s->body), "%s", r->answer.body);
	(void)snprintf(s->error, sizeof(s->error), "%s", r->answer.error);
}

static void
letter_make(struct wire_request *r, int port, const char *method,
	const char *const *to, bool login)
{
	wire_request_init(r);
	r->transport = WIRE_MAIL;
	r->method = method;
	r->url = mem_printf("smtp://127.0.0.1:%d/county.example", port);
	r->timeout_ms = 1500;
	r->envelope.from = mem_strdup("eoc@county.example");
	r->envelope.batch = 2;
	r->envelope.plain = true;
	for (; *to; to++)
		wire_request_to(r, *to);
	if (login) {
		r->login.user = mem_strdup("eoc");
		r->login.password = mem_strdup("s3cret");
	}
	buf_puts(&r->body, "Subject: x\r\n\r\nhello\r\n");
}

/* Until something has ended; it is collected. */
static void
crew_wait(struct crew *crew)
{
	struct pollfd pfd = { .fd = crew_fd(crew), .events = POLLIN };

	assert_int_equal(poll(&pfd, 1, 20000), 1);
	crew_collect(crew);
}

static struct seen_letter
letter_perform(int port, const char *method, const char *const *to, bool login)
{
	struct seen_letter s = { 0 };
	struct http_config config = { .done = letter_seen, .ctx = &s };
	struct wire_request r;
	struct crew *crew;

	assert_int_equal(crew_open(&crew, &config, NULL), ERR_OK);
	letter_make(&r, port, method, to, login);
	crew_start(crew, &r, &s);
	assert_null(r.url);
	crew_wait(crew);
	assert_int_equal(s.done, 1);
	crew_close(crew);
	return s;
}

#define TOLD(codes, stage, code, words)                                        \
	"{\"code\":" #code ",\"codes\":[" codes "],\"stage\":\"" stage         \
	"\"" words "}"
#define PLACES(codes, code) "{\"code\":" #code ",\"codes\":[" codes "]}"

static const struct {
	const char *name;
	struct manners manners;
	const char *to[6];
	bool login, sent;
	const char *told; /* NULL: not answered */
	int letters, connections;
} rows[] = {
	{ "all are taken, two to a letter", { .end = "250 queued" },
		{ "a@x", "b@x", "c@x" }, false, true,
		PLACES("250,250,250", 250), 2, 1 },
	{ "one is refused and the others get it", { .end = "250 queued" },
		{ "bad@x", "b@x", "c@x" }, false, true,
		PLACES("550,250,250", 250), 2, 1 },
	{ "who is put off is asked again at the end", { .end = "250 queued" },
		{ "later@x", "b@x" }, false, true, PLACES("250,250", 250), 2,
		1 },
	{ "who is put off twice is not reached", { .end = "250 queued" },
		{ "never@x", "b@x" }, false, true, PLACES("452,250", 452), 1,
		1 },
	{ "nobody is taken", { .end = "250 queued" }, { "bad@x", "bad@y" },
		false, false, PLACES("550,550", 550), 0, 1 },
	{ "a connection that is cut between two letters is made anew",
		{ .end = "250 queued" }, { "a@x", "b@x", "drop@x", "d@x" },
		false, true, PLACES("250,250,250,250", 250), 2, 2 },
	{ "no answer to the end: unsure, and nobody else is asked",
		{ .end = NULL }, { "a@x", "bad@x", "c@x" }, false, true,
		PLACES("1,550,0", 354), 1, 1 },
	{ "silence after the end as well", { .end = "" },
		{ "a@x", "b@x", "c@x" }, false, true, PLACES("1,1,0", 354), 1,
		1 },
	{ "the second letter is unsure, the first is not",
		{ .end = NULL, .ends = 1 },
		{ "a@x", "b@x", "c@x", "d@x", "e@x" }, false, true,
		PLACES("250,250,1,1,0", 354), 2, 1 },
	{ "refused at its end", { .end = "554 5.7.1 looks like spam" },
		{ "a@x", "b@x", "c@x" }, false, false,
		TOLD("554,554,0", "letter", 554, ""), 1, 1 },
	{ "no DATA", { .data = "554 no" }, { "a@x" }, false, false,
		TOLD("554", "letter", 554, ""), 0, 1 },
	{ "a yes to DATA that asks for no letter is none",
		{ .data = "250 ok", .end = "250 queued" }, { "a@x" }, false,
		false, NULL, 0, 2 },
	{ "the sender is refused", { .from = "553 5.7.1 not yours" },
		{ "a@x", "b@x", "c@x" }, false, false,
		TOLD("0,0,0", "from", 553, ",\"words\":\"5.7.1 not yours\""), 0,
		1 },
	{ "the login is refused", { .login = "535 5.7.8 no" }, { "a@x" }, true,
		false, TOLD("0", "login", 535, ",\"words\":\"5.7.8 no\""), 0,
		1 },
	{ "the greeting is a no", { .greet = "554 5.7.1 go away" }, { "a@x" },
		false, false,
		TOLD("0", "greet", 554, ",\"words\":\"5.7.1 go away\""), 0, 1 },
	{ "the greeting never comes", { .greet = "" }, { "a@x" }, false, false,
		NULL, 0, 1 },
};

static void
mail__says_of_each_recipient_what_became_of_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct postman *p = postman_new(&rows[i].manners);
		struct seen_letter s = letter_perform(
			p->port, "MAIL", rows[i].to, rows[i].login);

		print_message("%s: %s %s\n", rows[i].name, s.body, s.error);
		assert_int_equal(s.answered, rows[i].told != NULL);
		assert_int_equal(s.sent, rows[i].sent);
		assert_int_equal(s.sent_at != 0, rows[i].sent);
		assert_string_equal(s.body, rows[i].told ? rows[i].told : "");
		assert_int_equal(p->letters, rows[i].letters);
		assert_int_equal(p->connections, rows[i].connections);
		postman_free(p);
	}
}

/* One whose threads are all promised. */
static struct crew *
crew_of_held(const struct http_config *config)
{
	struct crew *crew;

	assert_int_equal(crew_open(&crew, config, NULL), ERR_OK);
	for (int i = 0; i < CREW_MAX; i++)
		assert_true(crew_hold(crew));
	return crew;
}

/* Who has to wait waits where a halt finds it. */
static void
crew__a_held_thread_is_kept_for_what_cannot_be_taken_back(void **state)
{
	static const struct manners mute = { .greet = "" };
	static const char *const to[] = { "a@x", NULL };
	struct postman *p = postman_new(&mute);
	struct seen_letter s = { 0 };
	struct http_config config = { .done = letter_seen, .ctx = &s };
	struct wire_request r;
	struct crew *crew;

	(void)state;
	crew = crew_of_held(&config);
	assert_false(crew_hold(crew));
	crew_unhold(crew);
	assert_true(crew_hold(crew));
	letter_make(&r, p->port, "MAIL", to, false);
	r.irrevocable = true;
	crew_start(crew, &r, &s); /* it takes a held one with it */
	assert_false(crew_hold(crew));
	crew_unhold(crew);
	letter_make(&r, p->port, "NOOP", to, false);
	crew_start(crew, &r, &s); /* what only asks takes what is free */
	assert_false(crew_hold(crew));
	crew_close(crew);
	postman_free(p);
}

/* All but one thread are promised: the letter gets it, though it came later. */
static void
crew__a_letter_goes_before_those_that_ask(void **state)
{
	static const struct manners kind = { .end = "250 queued" };
	static const char *const to[] = { "a@x", NULL };
	struct postman *p = postman_new(&kind);
	struct seen_letter s = { 0 };
	struct http_config config = { .done = letter_seen, .ctx = &s };
	struct wire_request r;
	struct crew *crew;

	(void)state;
	crew = crew_of_held(&config);
	for (int i = 0; i < 2; i++) {
		letter_make(&r, p->port, i == 0 ? "NOOP" : "MAIL", to, false);
		r.irrevocable = i == 1;
		crew_start(crew, &r, &s);
	}
	for (int done = 1; done <= 2; done++) {
		crew_wait(crew);
		assert_int_equal(s.done, done);
		assert_int_equal(p->letters, 1);
	}
	crew_close(crew);
	postman_free(p);
}

/* A halt gives threads back, and nothing else is at work that would end. */
static void
crew__what_waits_gets_the_thread_that_is_given_back(void **state)
{
	static const struct manners kind = { .end = "250 queued" };
	static const char *const to[] = { "a@x", NULL };
	struct postman *p = postman_new(&kind);
	struct seen_letter s = { 0 };
	struct http_config config = { .done = letter_seen, .ctx = &s };
	struct wire_request r;
	struct crew *crew;

	(void)state;
	crew = crew_of_held(&config);
	letter_make(&r, p->port, "NOOP", to, false);
	crew_start(crew, &r, &s);
	crew_unhold(crew);
	crew_wait(crew);
	assert_int_equal(s.done, 1);
	crew_close(crew);
	postman_free(p);
}

static void
mail__a_check_logs_in_and_names_nobody(void **state)
{
	static const struct manners kind = { .end = "250 ok" };
	static const char *const to[] = { "a@x", NULL };
	struct postman *p = postman_new(&kind);
	struct seen_letter s = letter_perform(p->port, "NOOP", to, true);

	(void)state;
	if (!s.answered)
		fail_msg("%s: %s", s.error, p->said);
	assert_false(s.sent);
	assert_non_null(strstr(p->said, "EHLO county.example\r\nAUTH PLAIN"));
	assert_non_null(strstr(p->said, "NOOP\r\n"));
	assert_null(strstr(p->said, "RCPT"));
	assert_null(strstr(p->said, "MAIL"));
	postman_free(p);
}

static void
mail__no_server_is_not_sent(void **state)
{
	static const struct manners kind = { .end = "250 ok" };
	static const char *const to[] = { "a@x", NULL };
	struct postman *p = postman_new(&kind);
	int port = p->port;
	struct seen_letter s;

	(void)state;
	postman_free(p);
	s = letter_perform(port, "MAIL", to, false);
	assert_false(s.answered || s.sent);
	assert_true(s.error[0] != '\0');
}

/* Where TLS is asked for, nothing is said to a server that has none. */
static void
mail__a_server_without_tls_gets_no_password(void **state)
{
	static const struct manners kind = { .end = "250 ok" };
	static const char *const to[] = { "a@x", NULL };
	struct postman *p = postman_new(&kind);
	struct seen_letter s = { 0 };
	struct http_config config = { .done = letter_seen, .ctx = &s };
	struct wire_request r;
	struct crew *crew;

	(void)state;
	assert_int_equal(crew_open(&crew, &config, NULL), ERR_OK);
	letter_make(&r, p->port, "MAIL", to, true);
	r.envelope.plain = false;
	crew_start(crew, &r, &s);
	crew_wait(crew);
	crew_close(crew);
	assert_false(s.answered || s.sent);
	assert_null(strstr(p->said, "AUTH"));
	assert_int_equal(p->letters, 0);
	postman_free(p);
}

/* A server that is silent holds up nobody, and an end does not wait for it. */
static void
crew__closing_does_not_wait_for_a_silent_server(void **state)
{
	static const struct manners kind = { .greet = "" };
	static const char *const to[] = { "a@x", NULL };
	struct postman *p = postman_new(&kind);
	struct seen_letter s = { 0 };
	struct http_config config = { .done = letter_seen, .ctx = &s };
	struct wire_request r;
	struct crew *crew;
	time_t began = time(NULL);

	(void)state;
	assert_int_equal(crew_open(&crew, &config, NULL), ERR_OK);
	for (int i = 0; i < CREW_MAX + 2; i++) {
		letter_make(&r, p->port, "MAIL", to, false);
		r.timeout_ms = 60000;
		crew_start(crew, &r, &s);
	}
	crew_collect(crew);
	crew_close(crew);
	assert_int_equal(s.done, 0);
	assert_true(time(NULL) - began < 10);
	postman_free(p);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(mail__says_of_each_recipient_what_became_of_it),
		T(mail__a_check_logs_in_and_names_nobody),
		T(mail__no_server_is_not_sent),
		T(mail__a_server_without_tls_gets_no_password),
		T(crew__a_held_thread_is_kept_for_what_cannot_be_taken_back),
		T(crew__a_letter_goes_before_those_that_ask),
		T(crew__what_waits_gets_the_thread_that_is_given_back),
		T(crew__closing_does_not_wait_for_a_silent_server),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

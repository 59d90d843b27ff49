/*
 * core/net/mail.c on a libcurl of the hostile world, which speaks with a mail
 * server that fails at the command it is told to: it refuses, or is gone, or
 * is silent, with the letter or without it.
 */
#include <curl/curl.h>
#include <stdarg.h>

#include "tests/relay/hostile/own.h"

#undef curl_easy_setopt

static CURLcode hostile_mail_set(CURL *easy, CURLoption option, ...);
static CURLcode hostile_mail_run(CURL *easy);
static void hostile_mail_end(CURL *easy);

#define crew_easy hostile_mail_easy
#define curl_easy_setopt hostile_mail_set
#define curl_easy_perform hostile_mail_run
#define curl_easy_cleanup hostile_mail_end
#define mail_perform hostile_mail_perform
#include "net/mail.c"

static struct {
	struct curl_slist *to;
	curl_read_callback reads;
	curl_debug_callback tells;
	void *read_ctx, *tell_ctx;
	bool connected, letter;
} set;

CURL *
hostile_mail_easy(struct crew_hand *h, const char *protocols)
{
	(void)h;
	assert_string_equal(protocols, "smtp,smtps");
	memset(&set, 0, sizeof(set));
	return (CURL *)&set;
}

static CURLcode
hostile_mail_set(CURL *easy, CURLoption option, ...)
{
	va_list args;

	(void)easy;
	va_start(args, option);
	if (option == CURLOPT_MAIL_RCPT)
		set.to = va_arg(args, struct curl_slist *);
	else if (option == CURLOPT_UPLOAD)
		set.letter = va_arg(args, long) != 0;
	else if (option == CURLOPT_READFUNCTION)
		set.reads = va_arg(args, curl_read_callback);
	else if (option == CURLOPT_READDATA)
		set.read_ctx = va_arg(args, void *);
	else if (option == CURLOPT_DEBUGFUNCTION)
		set.tells = va_arg(args, curl_debug_callback);
	else if (option == CURLOPT_DEBUGDATA)
		set.tell_ctx = va_arg(args, void *);
	va_end(args);
	return CURLE_OK;
}

static void
hostile_mail_end(CURL *easy)
{
	(void)easy;
}

static void
tell(curl_infotype type, const char *text)
{
	char line[200];

	(void)snprintf(line, sizeof(line), "%s\r\n", text);
	(void)set.tells((CURL *)&set, type, line, strlen(line), set.tell_ctx);
}

/* What the server says to a command: its own, or what strikes. 0: nothing. */
static int
say(const char *op, const char *command, int code)
{
	const struct hostile_fate *f = hostile_strikes(op);
	char line[40];

	if (command != NULL)
		tell(CURLINFO_HEADER_OUT, command);
	if (f != NULL && f->says != SAYS_TRUTH) {
		hostile_own()->took += f->says == SAYS_NEVER ? 60000 : 0;
		set.connected = false;
		return 0;
	}
	code = f != NULL ? f->code : code;
	(void)snprintf(line, sizeof(line), "%d %s", code,
		code < 400 ? "ok" : "4.7.1 not now");
	tell(CURLINFO_HEADER_IN, line);
	return code;
}

static CURLcode
run_greeting(void)
{
	int code;

	if (set.connected)
		return CURLE_OK;
	if (hostile_strikes("connect") != NULL)
		return CURLE_COULDNT_CONNECT;
	set.connected = true;
	code = say("greet", NULL, 220);
	if (code == 220)
		code = say("ehlo", "EHLO county.example", 250);
	if (code == 250)
		code = say("login", "AUTH PLAIN", 235);
	if (code == 235)
		return CURLE_OK;
	set.connected = false;
	return code == 0 ? CURLE_RECV_ERROR : CURLE_LOGIN_DENIED;
}

/* The letter, whole unless it is struck. */
static bool
run_text(void)
{
	const struct hostile_fate *f = hostile_strikes("letter");
	char part[64];

	while (set.reads(part, 1, sizeof(part), set.read_ctx) > 0)
		if (f != NULL)
			break;
	set.connected = set.connected && f == NULL;
	return f == NULL;
}

/* What strikes at the end says whether it is in the boxes. */
static CURLcode
run_end(const char *const *taken, size_t count)
{
	struct hostile_own *own = hostile_own();
	const struct hostile_fate *f = own->fate;
	bool struck = f != NULL && strcmp(f->op, "end") == 0 &&
		(f->nth == 0 || f->nth == own->seen + 1);
	int code = say("end", NULL, 250);

	if (!struck || f->does == DOES)
		hostile_deliver(taken, count);
	if (struck && f->does == DOES && code >= 400)
		own->by->liar = true; /* it says no to what it has taken */
	if (code == 0)
		return CURLE_RECV_ERROR;
	return code < 300 ? CURLE_OK : CURLE_WEIRD_SERVER_REPLY;
}

static CURLcode
run_letter(void)
{
	const char *taken[8];
	size_t count = 0;
	int code = say("from", "MAIL FROM:<eoc@county.example>", 250);

	for (const struct curl_slist *s = set.to; code && s; s = s->next) {
		if (code >= 400 && s == set.to)
			break;
		code = say("rcpt", "RCPT TO:<…>", 250);
		if (code == 250)
			taken[count++] = s->data;
	}
	if (code == 0)
		return CURLE_RECV_ERROR;
	if (count == 0)
		return CURLE_SEND_ERROR;
	code = say("data", "DATA", 354);
	if (code != 354)
		return code ? CURLE_SEND_ERROR : CURLE_RECV_ERROR;
	if (!run_text())
		return CURLE_SEND_ERROR;
	return run_end(taken, count);
}

static CURLcode
hostile_mail_run(CURL *easy)
{
	CURLcode rc = run_greeting();

	(void)easy;
	if (rc != CURLE_OK || !set.letter)
		return rc;
	rc = run_letter();
	set.connected = set.connected && rc == CURLE_OK;
	return rc;
}

void
hostile_mail_perform_one(struct wire_request *q)
{
	static atomic_bool stop;
	struct hostile_own *own = hostile_own();
	struct crew_hand hand = { .request = *q, .stop = &stop };

	buf_init(&hand.body, HTTP_BODY_MAX);
	mail_perform(&hand);
	own->answer = hand.result.answer;
	buf_add(&own->body, hand.body.data, hand.body.len);
	buf_release(&hand.body);
}

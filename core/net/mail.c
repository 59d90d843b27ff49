/*
 * A letter to many, in batches over one connection, and what the server said
 * of each recipient. libcurl hides refused recipients behind a success
 * (CURLOPT_MAIL_RCPT_ALLLOWFAILS), so the dialogue itself is read: which command
 * went out last, and the code that came back to it. A letter whose end may
 * have left without an answer is unsure, and the only thing that is.
 *
 * What is told, as JSON: codes, a number for each recipient in their order (0
 * not asked about, 1 unsure, else the server's), and stage, code and words of
 * a refusal that came before any recipient was named. Words about recipients
 * are not told: servers repeat the address in them.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "net/crew_hand.h"

enum { NOT_ASKED, UNSURE, TAKEN = 250, DATA_GO = 354, WORDS = 160 };

enum mail_stage { AT_GREET, AT_LOGIN, AT_FROM, AT_RCPT, AT_DATA, AT_LETTER };

static const char *const stages[] = { "greet", "login", "from", "", "letter",
	"letter" };

struct mail_run {
	struct crew_hand *hand;
	CURL *easy;
	int *code; /* of each recipient */
	size_t *batch, batch_count; /* whom this copy is for */
	enum mail_stage stage; /* which command is out */
	size_t asked; /* RCPT commands of this copy */
	size_t read; /* bytes of the letter that curl has taken */
	bool whole; /* all of them: the end may leave */
	bool over; /* QUIT went out: what comes is no answer to a letter */
	int last; /* the last code that came */
	int end; /* the code that came to the end of the letter, or 0 */
	char words[WORDS]; /* with it, while no recipient was named */
	enum mail_stage failed; /* where it ended */
};

#define SET(easy, option, value)                                               \
	do {                                                                   \
		CURLcode set_rc = curl_easy_setopt((easy), option, (value));   \
		assert(set_rc == CURLE_OK);                                    \
	} while (0)

/* ---- the dialogue ---- */

static const struct {
	const char *command;
	enum mail_stage stage;
} commands[] = {
	{ "EHLO", AT_GREET },
	{ "HELO", AT_GREET },
	{ "STARTTLS", AT_GREET },
	{ "AUTH", AT_LOGIN },
	{ "MAIL ", AT_FROM },
	{ "RCPT ", AT_RCPT },
	{ "DATA", AT_DATA },
};

static void
mail_saw_command(struct mail_run *m, const char *text, size_t len)
{
	m->over = len >= 4 && strncmp(text, "QUIT", 4) == 0;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		size_t n = strlen(commands[i].command);

		if (len < n || strncmp(text, commands[i].command, n) != 0)
			continue;
		m->stage = commands[i].stage;
		m->asked += m->stage == AT_RCPT;
		return;
	}
}

static void
mail_keep_words(struct mail_run *m, const char *text, size_t len)
{
	while (len > 0 && strchr("\r\n", text[len - 1]) != NULL)
		len--;
	m->words[0] = '\0';
	if (len > 4 && m->stage < AT_RCPT)
		text_printable(m->words, sizeof(m->words), text + 4, len - 4);
}

/* "250-…" goes on; "250 …" and "250" end an answer. */
static void
mail_saw_answer(struct mail_run *m, const char *text, size_t len)
{
	char digits[4] = { 0 };

	if (m->over || len < 4 || text[3] == '-' ||
		strspn(text, "0123456789") != 3)
		return;
	memcpy(digits, text, 3);
	m->last = (int)strtol(digits, NULL, 10);
	mail_keep_words(m, text, len);
	if (m->stage == AT_RCPT && m->asked > 0 && m->asked <= m->batch_count)
		m->code[m->batch[m->asked - 1]] = m->last;
	else if (m->stage == AT_DATA && m->last == DATA_GO)
		m->stage = AT_LETTER;
	else if (m->stage == AT_LETTER ||
		(m->stage == AT_DATA && m->last >= 400))
		m->end = m->last; /* a yes to DATA is none to a letter */
}

static int
mail_debug(CURL *easy, curl_infotype type, char *text, size_t len, void *ctx)
{
	struct mail_run *m = ctx;

	(void)easy;
	if (type == CURLINFO_HEADER_OUT)
		mail_saw_command(m, text, len);
	else if (type == CURLINFO_HEADER_IN)
		mail_saw_answer(m, text, len);
	return 0;
}

static size_t
mail_read(char *to, size_t size, size_t count, void *ctx)
{
	struct mail_run *m = ctx;
	const struct buf *letter = &m->hand->request.body;
	size_t room = size * count, left = letter->len - m->read;
	size_t n = left < room ? left : room;

	if (m->hand->result.sent_at == 0)
		m->hand->result.sent_at = crew_utc_ms();
	memcpy(to, letter->data + m->read, n);
	m->read += n;
	m->whole = m->read == letter->len;
	return n;
}

static size_t
mail_drop(char *from, size_t size, size_t count, void *ctx)
{
	(void)from;
	(void)ctx;
	return size * count;
}

/* ---- one copy ---- */

static void
mail_set_up(struct mail_run *m)
{
	const struct wire_request *r = &m->hand->request;
	CURL *easy = m->easy = crew_easy(m->hand, "smtp,smtps");

	SET(easy, CURLOPT_USE_SSL,
		(long)(r->envelope.plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	if (r->login.user) {
		SET(easy, CURLOPT_USERNAME, r->login.user);
		SET(easy, CURLOPT_PASSWORD, r->login.password);
	}
	SET(easy, CURLOPT_VERBOSE, 1L); /* to mail_debug, nowhere else */
	SET(easy, CURLOPT_DEBUGFUNCTION, mail_debug);
	SET(easy, CURLOPT_DEBUGDATA, m);
	SET(easy, CURLOPT_WRITEFUNCTION, mail_drop);
}

static void
mail_begin_copy(struct mail_run *m)
{
	for (size_t i = 0; i < m->batch_count; i++)
		m->code[m->batch[i]] = NOT_ASKED;
	m->stage = AT_GREET;
	m->asked = m->read = 0;
	m->whole = m->over = false;
	m->end = m->last = 0;
	m->words[0] = '\0';
}

static CURLcode
mail_send_copy(struct mail_run *m)
{
	const struct wire_request *r = &m->hand->request;
	struct curl_slist *to = NULL;
	CURLcode rc;

	for (size_t i = 0; i < m->batch_count; i++) {
		struct curl_slist *more =
			curl_slist_append(to, r->envelope.to[m->batch[i]]);

		assert(more != NULL);
		to = more;
	}
	mail_begin_copy(m);
	SET(m->easy, CURLOPT_MAIL_FROM, r->envelope.from);
	SET(m->easy, CURLOPT_MAIL_RCPT, to);
	SET(m->easy, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
	SET(m->easy, CURLOPT_UPLOAD, 1L);
	SET(m->easy, CURLOPT_READFUNCTION, mail_read);
	SET(m->easy, CURLOPT_READDATA, m);
	SET(m->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)r->body.len);
	rc = curl_easy_perform(m->easy);
	SET(m->easy, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	return rc;
}

/* What the end of a copy says of those the server would have taken it for. */
static void
mail_end_copy(struct mail_run *m, CURLcode rc)
{
	int end = m->end;

	if (rc == CURLE_OK && end == 0) /* curl saw one that we did not */
		end = UNSURE;
	if (end == 0)
		end = m->whole ? UNSURE : NOT_ASKED;
	else if (end >= 200 && end < 300)
		end = TAKEN;
	for (size_t i = 0; i < m->batch_count; i++) {
		int *code = &m->code[m->batch[i]];

		if (*code >= 200 && *code < 300)
			*code = end;
	}
	m->failed = m->stage;
}

/* ---- all copies ---- */

static bool
mail_wants(int code, bool again)
{
	return code == NOT_ASKED || (again && code >= 400 && code < 500);
}

/* The next batch from `at` on; false at the end of the list. */
static bool
mail_next_batch(struct mail_run *m, size_t *at, bool again)
{
	const struct wire_envelope *e = &m->hand->request.envelope;

	m->batch_count = 0;
	for (; *at < e->to_count && m->batch_count < e->batch; ++*at)
		if (mail_wants(m->code[*at], again))
			m->batch[m->batch_count++] = *at;
	return m->batch_count > 0;
}

/*
 * Nothing more is tried once the server has refused something that is no
 * recipient's, or cannot be reached, or has left a letter unanswered: another
 * would only be unsure as well. A copy cut off before its end is none of these.
 */
static bool
mail_pass(struct mail_run *m, bool again)
{
	size_t at = 0;

	while (mail_next_batch(m, &at, again)) {
		CURLcode rc = mail_send_copy(m);

		mail_end_copy(m, rc);
		if (atomic_load(m->hand->stop) ||
			(rc != CURLE_OK && m->failed < AT_RCPT) ||
			(m->end >= 500 && m->end < 600) ||
			(m->whole && m->end == 0))
			return false;
	}
	return true;
}

static void
mail_check(struct mail_run *m)
{
	SET(m->easy, CURLOPT_CUSTOMREQUEST, "NOOP");
	SET(m->easy, CURLOPT_NOBODY, 1L);
	mail_begin_copy(m);
	m->batch_count = 0;
	if (curl_easy_perform(m->easy) == CURLE_OK)
		m->failed = AT_RCPT;
	else
		m->failed = m->stage;
}

/* ---- what is told ---- */

static bool
mail_has(const struct mail_run *m, bool (*is)(int code))
{
	for (size_t i = 0; i < m->hand->request.envelope.to_count; i++)
		if (is(m->code[i]))
			return true;
	return false;
}

static bool
mail_is_spoken_of(int code)
{
	return code != NOT_ASKED;
}

static bool
mail_may_be_out(int code)
{
	return code == UNSURE || code == TAKEN;
}

static void
mail_tell(struct mail_run *m, bool letter)
{
	const struct wire_envelope *e = &m->hand->request.envelope;
	json_t *doc = json_object(), *codes = json_array();
	bool refused = m->last >= 400 && m->failed != AT_RCPT;
	char *text;

	for (size_t i = 0; letter && i < e->to_count; i++)
		json_array_append_new(codes, json_integer(m->code[i]));
	doc_put(doc, "codes", codes);
	doc_put_str(doc, "stage", refused ? stages[m->failed] : "");
	doc_put_int(doc, "code", m->last);
	doc_put_str(doc, "words", refused ? m->words : "");
	text = doc_format(doc);
	buf_puts(&m->hand->body, text);
	free(text);
	json_decref(doc);
}

/* Answered: the server said something that tells what became of it. */
static void
mail_finish(struct mail_run *m, bool letter)
{
	struct wire_response *a = &m->hand->result.answer;

	a->answered = (letter && mail_has(m, mail_is_spoken_of)) ||
		m->last >= 400 || (!letter && m->failed == AT_RCPT);
	a->sent = letter && mail_has(m, mail_may_be_out);
	if (!a->sent)
		m->hand->result.sent_at = 0;
	if (!a->answered) {
		fixed_cut(m->hand->error, sizeof(m->hand->error),
			m->hand->curl_error[0] ? m->hand->curl_error
					       : "no answer");
		return;
	}
	a->status = 200;
	a->type = "application/json";
	mail_tell(m, letter);
}

void
mail_perform(struct crew_hand *h)
{
	size_t count = h->request.envelope.to_count;
	bool letter = strcmp(h->request.method, "MAIL") == 0;
	struct mail_run m = { .hand = h };
	int64_t began = crew_utc_ms();

	m.code = mem_array(count + 1, sizeof(*m.code));
	m.batch = mem_array(count + 1, sizeof(*m.batch));
	mail_set_up(&m);
	if (!letter)
		mail_check(&m);
	else if (mail_pass(
			 &m, false)) /* for now refused: once more at the end */
		(void)mail_pass(&m, true);
	mail_finish(&m, letter);
	h->result.took_us = (crew_utc_ms() - began) * 1000;
	curl_easy_cleanup(m.easy);
	free(m.code);
	free(m.batch);
}

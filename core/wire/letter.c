/*
 * Nothing that was typed reaches a header as it is: names and titles become
 * encoded words (RFC 2047), addresses were checked, and the text is base64, so
 * that neither a line feed in a title nor a dot at the head of a line means
 * anything to a server.
 */
#include "wire/letter.h"

#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"
#include "crier/refusal.h"

enum {
	WORD_BYTES = 45, /* of text in an encoded word, which may have 75 */
	LINE_BYTES = 57, /* of text in a line of base64, which has 76 */
	ADDRESS_MAX = 254,
	LOCAL_MAX = 64,
	LETTER_MAX = 4 << 20
};

static bool
letter_is_domain(const char *s, size_t len)
{
	return len > 0 && s[0] != '.' && s[0] != '-' && s[len - 1] != '.' &&
		strspn(s,
			"abcdefghijklmnopqrstuvwxyz"
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789.-") >= len;
}

bool
letter_is_address(const char *text, size_t len)
{
	static const char atoms[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789.!#$%&'*+-/=?^_`{|}~";
	size_t local = strspn(text, atoms);

	return len <= ADDRESS_MAX && local > 0 && local <= LOCAL_MAX &&
		local + 1 < len && text[local] == '@' &&
		letter_is_domain(text + local + 1, len - local - 1);
}

const char *
letter_domain(const char *address)
{
	const char *at = strrchr(address, '@');

	return at ? at + 1 : "";
}

/* The delivery's id without what an id may not hold, and its digest's end. */
void
letter_id(char out[LETTER_ID], const struct wire_job *job)
{
	const char *tail = strrchr(job->slug, '-');
	char name[120];
	size_t n;

	fixed_cut_format(
		name, sizeof(name), "%s%s", job->delivery, tail ? tail : "");
	for (n = 0; name[n] != '\0'; n++)
		if (strchr("/:-", name[n]) != NULL && name[n] != '-')
			name[n] = '.';
	fixed_cut_format(out, LETTER_ID, "<%s@%.70s>", name,
		letter_domain(doc_str(job->options, "from")));
}

/* ---- headers ---- */

static bool
letter_is_plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 ||
			(unsigned char)*text >= 0x7F ||
			strchr("=?\"\\()<>@,;:[]", *text) != NULL)
			return false;
	return true;
}

/* As many encoded words as it takes, each of whole characters, folded. */
static void
letter_put_words(struct buf *out, const char *text)
{
	char coded[BASE64_ROOM(WORD_BYTES)];
	size_t len = strlen(text), n;

	for (; len > 0; text += n, len -= n) {
		n = text_cut(text, len, WORD_BYTES);
		n = n > 0 ? n : 1;
		base64_format(coded, sizeof(coded), text, n);
		buf_printf(
			out, "=?UTF-8?B?%s?=%s", coded, len > n ? "\r\n " : "");
	}
}

/* Short plain ASCII as it is; anything else, a line feed too, encoded. */
static void
letter_put_text(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "%s: ", name);
	if (letter_is_plain(text) && strlen(text) < WORD_BYTES)
		buf_puts(out, text);
	else
		letter_put_words(out, text);
	buf_puts(out, "\r\n");
}

static void
letter_put_from(struct buf *out, const struct wire_job *job)
{
	const char *name = doc_str(job->options, "name");

	buf_puts(out, "From: ");
	if (*name) {
		letter_put_words(out, name);
		buf_puts(out, "\r\n ");
	}
	buf_printf(out, "<%s>\r\n", doc_str(job->options, "from"));
}

static void
letter_put_date(struct buf *out, int64_t now)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu",
		"Fri", "Sat" };
	struct calendar c;

	instant_split(&c, now, 0);
	buf_printf(out, "Date: %s, %02d %.3s %d %02d:%02d:%02d +0000\r\n",
		days[c.weekday], c.day, calendar_months[c.month - 1], c.year,
		c.hour, c.minute, c.second);
}

/* RFC 2919, 2369: which list this is, and how one leaves it. */
static void
letter_put_list(struct buf *out, const struct wire_job *job)
{
	const char *from = doc_str(job->options, "from");
	const char *leave = doc_str(job->options, "unsubscribe");

	buf_printf(out, "List-Id: <%.*s.%s>\r\n", (int)strcspn(from, "@"), from,
		letter_domain(from));
	if (*leave)
		buf_printf(out, "List-Unsubscribe: <%s>\r\n", leave);
	else
		buf_printf(out,
			"List-Unsubscribe: <mailto:%s?subject=unsubscribe>\r\n",
			from);
	buf_puts(out, "List-Post: NO\r\n");
}

/* A correction or withdrawal stands in the thread of the first letter. */
static void
letter_put_thread(struct buf *out, const struct wire_job *job)
{
	const char *old = doc_str(job->variant, "target");
	size_t len = strlen(old);

	if (strcmp(doc_str(job->variant, "act"), "reply") != 0 || len < 3 ||
		len >= LETTER_ID || old[0] != '<' || old[len - 1] != '>' ||
		!letter_is_address(old + 1, len - 2))
		return;
	buf_printf(out, "In-Reply-To: %s\r\nReferences: %s\r\n", old, old);
}

static void
letter_put_headers(struct buf *out, const struct wire_job *job)
{
	const char *title = doc_str(job->variant, "title");
	const char *lang = doc_str(job->variant, "lang");
	char id[LETTER_ID];

	letter_id(id, job);
	letter_put_date(out, job->now);
	letter_put_from(out, job);
	buf_puts(out, "To: undisclosed-recipients:;\r\n");
	letter_put_text(out, "Subject", title);
	buf_printf(out, "Message-ID: %s\r\n", id);
	letter_put_thread(out, job);
	buf_puts(out, "Auto-Submitted: auto-generated\r\n");
	letter_put_list(out, job);
	if (*lang &&
		strspn(lang,
			"abcdefghijklmnopqrstuvwxyz"
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == strlen(lang))
		buf_printf(out, "Content-Language: %s\r\n", lang);
	if (job->demo)
		buf_puts(out, "X-Crier-Demo: yes\r\n");
	buf_puts(out,
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\n");
}

/* ---- the text ---- */

/* Lines of a text end in CR LF before they are encoded (RFC 2045). */
static char *
letter_lines(const char *text)
{
	struct buf out;

	buf_init(&out, 2 * strlen(text) + 3);
	for (; *text; text++) {
		if (*text == '\n')
			buf_puts(&out, "\r\n");
		else if (*text != '\r')
			buf_putc(&out, *text);
	}
	buf_puts(&out, "\r\n");
	return buf_take(&out);
}

static void
letter_put_body(struct buf *out, const char *text)
{
	char coded[BASE64_ROOM(LINE_BYTES)], *lines = letter_lines(text);
	size_t len = strlen(lines), n;

	for (const char *s = lines; len > 0; s += n, len -= n) {
		n = len < LINE_BYTES ? len : LINE_BYTES;
		base64_format(coded, sizeof(coded), s, n);
		buf_printf(out, "%s\r\n", coded);
	}
	free(lines);
}

enum err_code
letter_write(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *text = doc_str(job->variant, "text");
	enum err_code rc;
	struct buf letter;

	if (strlen(text) > LETTER_MAX / 3)
		return refuse(err, REFUSE_TOO_LARGE, "text",
			WITH(ARG_BOTH("the text of a letter", "邮件正文"),
				arg_bytes(LETTER_MAX / 3)));
	buf_init(&letter, LETTER_MAX);
	letter_put_headers(&letter, job);
	letter_put_body(&letter, text);
	rc = wire_request_body(out, letter.data, err);
	buf_release(&letter);
	return rc;
}

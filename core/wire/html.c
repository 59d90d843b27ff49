/*
 * HTML both ways, by a scanner that only knows tags by name.
 */
#include "wire/html.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

/* How far the end of a tag is looked for: hostile text stays cheap. */
enum { REACH = 4096 };

enum effect { DROP, BREAK, PARAGRAPH, SILENCE };

/* Tags that platforms put around our words; anything else is text. */
static const struct {
	const char *name;
	enum effect effect;
} tags[] = {
	{ "p", PARAGRAPH },
	{ "br", BREAK },
	{ "div", BREAK },
	{ "li", BREAK },
	{ "ul", PARAGRAPH },
	{ "ol", PARAGRAPH },
	{ "blockquote", PARAGRAPH },
	{ "pre", PARAGRAPH },
	{ "h1", PARAGRAPH },
	{ "h2", PARAGRAPH },
	{ "h3", PARAGRAPH },
	{ "h4", PARAGRAPH },
	{ "article", PARAGRAPH },
	{ "section", PARAGRAPH },
	{ "main", PARAGRAPH },
	{ "header", PARAGRAPH },
	{ "footer", PARAGRAPH },
	{ "hr", BREAK },
	{ "a", DROP },
	{ "span", DROP },
	{ "strong", DROP },
	{ "em", DROP },
	{ "b", DROP },
	{ "i", DROP },
	{ "u", DROP },
	{ "s", DROP },
	{ "del", DROP },
	{ "code", DROP },
	{ "small", DROP },
	{ "time", DROP },
	{ "img", DROP },
	{ "html", DROP },
	{ "body", DROP },
	{ "head", SILENCE },
	{ "script", SILENCE },
	{ "style", SILENCE },
};

static const struct {
	const char *name;
	const char *text;
} references[] = {
	{ "amp", "&" },
	{ "lt", "<" },
	{ "gt", ">" },
	{ "quot", "\"" },
	{ "apos", "'" },
	{ "nbsp", "\xC2\xA0" },
	{ "hellip", "\xE2\x80\xA6" },
};

static void
html_put_escaped(struct buf *out, char c)
{
	switch (c) {
	case '&':
		buf_puts(out, "&amp;");
		break;
	case '<':
		buf_puts(out, "&lt;");
		break;
	case '>':
		buf_puts(out, "&gt;");
		break;
	case '"':
		buf_puts(out, "&quot;");
		break;
	case '[': /* WordPress would run [gallery] and the like */
		buf_puts(out, "&#91;");
		break;
	default:
		buf_putc(out, c);
	}
}

/* A line feed becomes at most so many bytes, and so does a character. */
enum { GROWTH = 8 };

char *
html_escaped(const char *text)
{
	struct buf buf;

	buf_init(&buf, strlen(text) * GROWTH + GROWTH);
	for (; *text; text++)
		html_put_escaped(&buf, *text);
	return buf_take(&buf);
}

char *
html_from_text(const char *text)
{
	struct buf buf, *out = &buf;
	bool open = false;

	buf_init(out, strlen(text) * GROWTH + GROWTH);
	while (*text) {
		size_t lines = strspn(text, "\n");

		text += lines;
		if (!*text)
			break;
		if (!open || lines > 1)
			buf_puts(out, open ? "</p>\n<p>" : "<p>");
		else if (lines == 1)
			buf_puts(out, "<br />\n");
		open = true;
		for (; *text && *text != '\n'; text++)
			html_put_escaped(out, *text);
	}
	if (open)
		buf_puts(out, "</p>");
	return buf_take(out);
}

/* NULL if the name is longer than any tag in the table. */
static const char *
html_tag_name(char name[16], const char *s)
{
	size_t n = strspn(s,
		"abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

	if (n == 0 || n > 15 || (s[n] && !strchr(" \t\r\n/>", s[n])))
		return NULL;
	memcpy(name, s, n);
	name[n] = '\0';
	return s + n;
}

static bool
html_tag_effect(enum effect *out, const char *name)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		if (strcasecmp(tags[i].name, name) == 0) {
			*out = tags[i].effect;
			return true;
		}
	}
	return false;
}

/* Adds up to `want` line breaks, none at the start of the text. */
static void
html_put_breaks(struct buf *out, size_t want)
{
	size_t have = 0;

	if (out->len == 0)
		return;
	while (have < out->len && out->data[out->len - 1 - have] == '\n')
		have++;
	for (; have < want; have++)
		buf_putc(out, '\n');
}

/* Past the end of </name …>, or at the end of the text. */
static const char *
html_skip_element(const char *s, const char *name)
{
	size_t len = strlen(name);

	while ((s = strstr(s, "</")) != NULL) {
		s += 2;
		if (strncasecmp(s, name, len) == 0)
			return s + strcspn(s, ">") + (strchr(s, '>') != NULL);
	}
	return "";
}

/* A tag or comment at s: what follows it, or NULL if it is text. */
static const char *
html_take_tag(struct buf *out, const char *s)
{
	bool closing = s[1] == '/';
	const char *end, *attrs;
	enum effect effect;
	char name[16];

	if (strncmp(s, "<!--", 4) == 0) {
		end = memmem(s + 4, strnlen(s + 4, REACH), "-->", 3);
		return end ? end + 3 : NULL;
	}
	attrs = html_tag_name(name, s + 1 + closing);
	if (attrs == NULL || !html_tag_effect(&effect, name))
		return NULL;
	end = memchr(attrs, '>', strnlen(attrs, REACH));
	if (end == NULL)
		return NULL;
	if (effect == BREAK)
		html_put_breaks(out, 1);
	else if (effect == PARAGRAPH)
		html_put_breaks(out, 2);
	else if (effect == SILENCE && !closing)
		return html_skip_element(end + 1, name);
	return end + 1;
}

static const char *
html_take_number(struct buf *out, const char *s)
{
	bool hex = s[2] == 'x' || s[2] == 'X';
	const char *digits = s + 2 + hex;
	size_t n =
		strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789");
	unsigned long cp;
	char utf8[4];

	if (n == 0 || n > 8 || digits[n] != ';')
		return NULL;
	cp = strtoul(digits, NULL, hex ? 16 : 10);
	if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
		return NULL;
	buf_add(out, utf8, text_encode(utf8, (uint32_t)cp));
	return digits + n + 1;
}

/* A character reference at s: what follows it, or NULL if it is text. */
static const char *
html_take_reference(struct buf *out, const char *s)
{
	if (s[1] == '#')
		return html_take_number(out, s);
	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]);
		i++) {
		size_t n = strlen(references[i].name);

		if (strncmp(s + 1, references[i].name, n) == 0 &&
			s[1 + n] == ';') {
			buf_puts(out, references[i].text);
			return s + 2 + n;
		}
	}
	return NULL;
}

static void
html_put_space(struct buf *out)
{
	if (out->len > 0 && !strchr(" \n", out->data[out->len - 1]))
		buf_putc(out, ' ');
}

/* Whatever is read becomes no longer: a text never outgrows its markup. */
char *
html_to_text(const char *html)
{
	struct buf buf, *out = &buf;

	buf_init(out, strlen(html) + 1);
	while (*html) {
		const char *next = NULL;

		if (*html == '<')
			next = html_take_tag(out, html);
		else if (*html == '&')
			next = html_take_reference(out, html);
		if (next != NULL) {
			html = next;
		} else if (strchr(" \t\r\n", *html)) {
			html_put_space(out);
			html++;
		} else {
			buf_putc(out, *html++);
		}
	}
	while (out->len > 0 && strchr(" \n", out->data[out->len - 1]))
		out->data[--out->len] = '\0';
	return buf_take(out);
}

static bool
html_is_blank(uint32_t cp)
{
	return cp <= 0x20 || cp == 0xA0 || cp == 0x3000 || cp == 0xFEFF ||
		(cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029;
}

/* The next code point that is not blank; 0 at the end. */
static uint32_t
html_next_ink(const char **s)
{
	uint32_t cp;
	size_t n;

	while ((n = text_decode(&cp, *s, strnlen(*s, 4))) > 0) {
		*s += n;
		if (!html_is_blank(cp))
			return cp;
	}
	return 0;
}

char *
html_ink(const char *text)
{
	const char *s = text, *before = text;
	uint32_t cp;
	struct buf out;
	size_t n;

	buf_init(&out, strlen(text) + 1);
	while ((n = text_decode(&cp, s, strnlen(s, 4))) > 0) {
		s += n;
		if (!html_is_blank(cp))
			buf_add(&out, before, (size_t)(s - before));
		before = s;
	}
	return buf_take(&out);
}

bool
html_same_text(const char *seen, const char *approved)
{
	uint32_t a, b;

	do {
		a = html_next_ink(&seen);
		b = html_next_ink(&approved);
	} while (a == b && a != 0);
	return a == b;
}

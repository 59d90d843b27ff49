/*
 * The escaping writer. One function looks at every character that did not
 * come from this program, and it knows only five that need another form.
 */
#include "export/writer.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

void
writer_init(struct writer *w, size_t max)
{
	buf_init(&w->out, max);
	w->bad = w->full = false;
}

void
writer_release(struct writer *w)
{
	buf_release(&w->out);
}

static void
writer_add(struct writer *w, const char *data, size_t len)
{
	if (!buf_try_add(&w->out, data, len))
		w->full = true;
}

void
writer_raw(struct writer *w, const char *markup)
{
	writer_add(w, markup, strlen(markup));
}

/* The Char production of XML 1.0, less the C1 controls nobody can read. */
static bool
xml_allows(utf8proc_int32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	if (c >= 0x7F && c <= 0x9F)
		return false;
	return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

/* The length of the character at s, 0 if it cannot be carried. */
static size_t
xml_carried(const char *s, size_t len)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate(
		(const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len, &c);

	return n > 0 && xml_allows(c) ? (size_t)n : 0;
}

bool
xml_can_carry(const char *text)
{
	size_t len = strlen(text), n;

	for (size_t i = 0; i < len; i += n) {
		n = xml_carried(text + i, len - i);
		if (n == 0)
			return false;
	}
	return true;
}

static const char *
xml_entity(char c)
{
	static const struct {
		char c;
		const char *entity;
	} rows[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" },
		{ '"', "&quot;" }, { '\'', "&#39;" }, { '\r', "" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].c == c)
			return rows[i].entity;
	return NULL;
}

void
writer_text_n(struct writer *w, const char *text, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		const char *form = xml_entity(text[i]);

		n = xml_carried(text + i, len - i);
		if (n == 0) {
			w->bad = true;
			return;
		}
		if (form != NULL)
			writer_raw(w, form);
		else
			writer_add(w, text + i, n);
	}
}

void
writer_text(struct writer *w, const char *text)
{
	writer_text_n(w, text, strlen(text));
}

void
writer_element(struct writer *w, const char *name, const char *text)
{
	if (*text == '\0')
		return;
	writer_raw(w, "<");
	writer_raw(w, name);
	writer_raw(w, ">");
	writer_text(w, text);
	writer_raw(w, "</");
	writer_raw(w, name);
	writer_raw(w, ">\n");
}

/* The length of the paragraph at s: up to a blank line or the end. */
static size_t
paragraph_length(const char *s)
{
	const char *blank = strstr(s, "\n\n");

	return blank ? (size_t)(blank - s) : strlen(s);
}

static void
writer_lines(struct writer *w, const char *s, size_t len)
{
	while (len > 0) {
		const char *end = memchr(s, '\n', len);
		size_t n = end ? (size_t)(end - s) : len;

		writer_text_n(w, s, n);
		if (end == NULL || n + 1 == len)
			return;
		writer_raw(w, "<br/>\n");
		s += n + 1;
		len -= n + 1;
	}
}

void
writer_paragraphs(struct writer *w, const char *s)
{
	while (*s != '\0') {
		size_t n;

		if (*s == '\n') {
			s++;
			continue;
		}
		n = paragraph_length(s);
		writer_raw(w, "<p>");
		writer_lines(w, s, n);
		writer_raw(w, "</p>\n");
		s += n;
	}
}

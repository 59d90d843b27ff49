/*
 * Parsing of times, figures, lists and files.
 */
#include "tui/pages/value.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/readable.h"
#include "tui/pages/i18n.h"
#include "tui/pages/typed.h"

enum { YEARS_MAX = 10 };

static int64_t
unit_ms(char c)
{
	static const struct {
		char unit;
		int64_t ms;
	} units[] = { { 's', 1000 }, { 'm', 60000 }, { 'h', 3600000 },
		{ 'd', 86400000 } };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].unit == c)
			return units[i].ms;
	return 0;
}

/* "25m", "1h30m": at most ten years. */
static bool
parse_span(int64_t *ms, const char *s)
{
	const int64_t most = (int64_t)YEARS_MAX * 366 * 86400000;

	*ms = 0;
	if (*s == '\0')
		return false;
	while (*s) {
		char *end;
		int64_t n;

		if (*s < '0' || *s > '9')
			return false;
		errno = 0;
		n = strtoll(s, &end, 10);
		if (errno || n > most || unit_ms(*end) == 0)
			return false;
		*ms += n * unit_ms(*end);
		if (*ms > most || *ms < 0)
			return false;
		s = end + 1;
	}
	return true;
}

bool
value_time(int64_t *ms, const char *text, int64_t now, int zone)
{
	char *plain = typed_plain(text);
	bool sound = true;
	int64_t span;

	if (strcmp(plain, "now") == 0) {
		*ms = now;
	} else if (*plain != '-' && *plain != '+') {
		sound = typed_time(ms, plain, now, zone);
	} else {
		sound = parse_span(&span, plain + 1);
		if (sound)
			*ms = *plain == '-' ? now - span : now + span;
	}
	free(plain);
	return sound;
}

bool
value_int(int64_t *out, const char *text)
{
	return typed_int(out, text);
}

void
value_words(json_t *list, const char *text)
{
	char *plain = typed_plain(text);

	for (const char *s = plain; *s;) {
		size_t len = strcspn(s, ",");

		if (len > 0)
			(void)json_array_append_new(list, json_stringn(s, len));
		s += len + (s[len] == ',');
	}
	free(plain);
}

/* A whole date with a time in full-width signs is meant as one in narrow. */
static enum err_code
put_pair(json_t *object, const char *name, size_t len, const char *value)
{
	char *key = mem_strndup(name, len), *plain = typed_plain(value);
	int64_t ms;

	doc_put(object, key,
		json_string(instant_parse(&ms, plain, 0) ? plain : value));
	free(key);
	free(plain);
	return ERR_OK;
}

enum err_code
value_pair(json_t *object, const char *text, struct err *err)
{
	const char *eq = strchr(text, '=');

	if (eq == NULL || eq == text)
		return err_set(err, ERR_USAGE, text,
			_("Write name=value, in quotes if it holds blanks."),
			_("there is no name before a = sign"));
	return put_pair(object, text, (size_t)(eq - text), eq + 1);
}

/* ---- figures ---- */

static enum err_code
bad_figure(const char *text, const char *why, struct err *err)
{
	return err_set(err, ERR_USAGE, text,
		_("A figure is name=N,source=S,as-of=T and may go on with "
		  ",reason=R and ,verified; N is ? while it is being "
		  "verified."),
		"%s", why);
}

static bool
begins_with_any(const char *s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strncmp(s, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* Where the part ends: a comma, narrow or wide, with a known word behind. */
static size_t
part_end(const char *s, size_t *comma)
{
	static const char *const known[] = {
		"source=", "as-of=", "reason=", "verified"
	};
	static const char *const commas[] = { ",", "，" };
	size_t i;

	*comma = 0;
	for (i = 0; s[i]; i++)
		for (size_t c = 0; c < 2; c++) {
			*comma = strlen(commas[c]);
			if (strncmp(s + i, commas[c], *comma) == 0 &&
				begins_with_any(s + i + *comma, known, 4))
				return i;
		}
	return i;
}

static enum err_code
figure_part(json_t *figure, const char *part, const char *text, int64_t now,
	int zone, struct err *err)
{
	int64_t ms;

	if (strcmp(part, "verified") == 0) {
		doc_put_bool(figure, "verified", true);
	} else if (strncmp(part, "source=", 7) == 0) {
		doc_put_str(figure, "source", part + 7);
	} else if (strncmp(part, "reason=", 7) == 0) {
		doc_put_str(figure, "reason", part + 7);
	} else if (strncmp(part, "as-of=", 6) == 0) {
		if (!value_time(&ms, part + 6, now, zone))
			return bad_figure(text,
				_("the time after as-of= is not a time"), err);
		doc_put_int(figure, "as_of", ms);
	} else {
		return bad_figure(
			text, _("there is something else behind it"), err);
	}
	return ERR_OK;
}

/* "name=N" at the front; "name=?" is being verified, "name=" goes. */
static enum err_code
figure_front(
	json_t *figure, const char *front, const char *text, struct err *err)
{
	const char *eq = strchr(front, '=');
	int64_t n;

	if (eq == NULL || eq == front)
		return bad_figure(text, _("the figure has no name"), err);
	if (eq[1] == '\0') {
		doc_put_bool(figure, "remove", true);
	} else if (strcmp(eq + 1, "?") != 0 && strcmp(eq + 1, "？") != 0) {
		if (!value_int(&n, eq + 1))
			return bad_figure(text,
				_("the figure is not a whole number"), err);
		doc_put_int(figure, "value", n);
	}
	doc_put(figure, "name", json_stringn(front, (size_t)(eq - front)));
	return ERR_OK;
}

enum err_code
value_figure(
	json_t *list, const char *text, int64_t now, int zone, struct err *err)
{
	json_t *figure = json_object();
	enum err_code rc = ERR_OK;
	const char *s = text;

	while (rc == ERR_OK) {
		size_t comma, len = part_end(s, &comma);
		char *part = mem_strndup(s, len);

		if (s == text)
			rc = figure_front(figure, part, text, err);
		else
			rc = figure_part(figure, part, text, now, zone, err);
		free(part);
		if (s[len] == '\0')
			break;
		s += len + comma;
	}
	if (doc_get(figure, "verified") == NULL && !doc_bool(figure, "remove"))
		doc_put_bool(figure, "verified", false);
	if (rc == ERR_OK && doc_get(figure, "value") == NULL &&
		!doc_bool(figure, "remove") && !*doc_str(figure, "source"))
		rc = bad_figure(
			text, _("it does not say who is verifying it"), err);
	if (rc == ERR_OK)
		(void)json_array_append(list, figure);
	json_decref(figure);
	return rc;
}

/* ---- files ---- */

static enum err_code
read_all(struct buf *out, int fd, const char *path, struct err *err)
{
	char piece[8192];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, path, "", _("cannot read"));
		if (!buf_try_add(out, piece, (size_t)n))
			return err_set(err, ERR_TOO_LARGE, path,
				_("Give a smaller file."),
				_("there are more than %zu bytes"), out->max);
	}
	return ERR_OK;
}

enum err_code
value_file(char **out, const char *path, size_t max, struct err *err)
{
	bool in = strcmp(path, "-") == 0;
	int fd = in ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	enum err_code rc;
	const char *was;
	struct buf b;

	if (fd < 0)
		return err_errno(err, path,
			_("Name a file, or - for standard input."),
			_("cannot open"));
	buf_init(&b, max);
	rc = read_all(&b, fd, path, err);
	if (!in)
		(void)close(fd);
	if (rc == ERR_OK && !readable_make(&b, &was))
		rc = err_set(err, ERR_INVALID, path,
			_("Save it as UTF-8 text."), _("this is not UTF-8"));
	if (rc == ERR_OK && strcmp(was, "GB18030") == 0) /* it is a guess */
		(void)fprintf(stderr,
			_("%s: read as %s, for it is not UTF-8\n"), path, was);
	if (rc == ERR_OK) {
		buf_puts(&b, "");
		while (b.len > 0 && strchr("\r\n", b.data[b.len - 1]))
			b.data[--b.len] = '\0';
		*out = buf_take(&b);
	}
	buf_release(&b);
	return rc;
}

/* One more line of the value that the object holds under `key`. */
static void
go_on(json_t *object, const char *key, const char *line, size_t len)
{
	char *more = mem_strndup(line, len);
	char *all = mem_printf("%s\n%s", doc_str(object, key), more);

	doc_put(object, key, json_string(all));
	free(all);
	free(more);
}

enum err_code
value_slots(json_t *object, const char *text, const char *path, struct err *err)
{
	char *key = NULL;
	enum err_code rc = ERR_OK;
	int number = 0;

	while (*text && rc == ERR_OK) {
		size_t len = strcspn(text, "\n");
		size_t end = len > 0 && text[len - 1] == '\r' ? len - 1 : len;
		char *line = mem_strndup(text, end);
		size_t blank = strspn(line, " \t");

		number++;
		if (line[blank] == '\0' || *line == '#') {
			/* an empty line or a comment */
		} else if (blank > 0 && key != NULL) {
			go_on(object, key, line + blank, end - blank);
		} else {
			rc = value_pair(object, line, err);
			free(key);
			key = mem_strndup(line, strcspn(line, "="));
		}
		if (rc != ERR_OK)
			err_at(err, "%s:%d", path, number);
		free(line);
		text += len + (text[len] == '\n');
	}
	free(key);
	return rc;
}

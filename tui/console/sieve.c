/*
 * Looking through lists while somebody types.
 */
#include "tui/console/sieve.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/pinyin.h"
#include "tui/console/view.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/typed.h"

enum { SIEVE_WIDTH = 20, SIEVE_DEEP = 4 };

static void
sieve_forget(struct sieve *s)
{
	json_decref(s->all);
	json_decref(s->kept);
	s->all = s->kept = NULL;
	s->left = s->total = 0;
}

void
sieve_release(struct sieve *s)
{
	if (s->open)
		editor_release(&s->typed);
	free(s->plain);
	sieve_forget(s);
	*s = (struct sieve){ .open = false };
}

const char *
sieve_text(const struct view *v)
{
	return v->sieve.plain ? v->sieve.plain : "";
}

static bool
stands_in(const char *text, const char *part)
{
	size_t n = strlen(part);

	for (; *text; text++)
		if (strncasecmp(text, part, n) == 0)
			return true;
	return n == 0;
}

/* What is too long to be readings is looked for as it stands. */
bool
sieve_holds(const char *text, const char *typed)
{
	struct pinyin p;

	if (pinyin_init(&p, typed))
		return pinyin_finds(&p, text, strlen(text));
	return stands_in(text, typed);
}

/* Any of its texts, also those in parts of it: a label in two languages. */
static bool
is_in_row(const json_t *row, const char *typed, int deep)
{
	const char *key;
	json_t *v;
	size_t n;

	if (json_is_string(row))
		return sieve_holds(json_string_value(row), typed);
	if (deep == 0)
		return false;
	json_object_foreach(doc_borrow(row), key, v)
	{
		if (is_in_row(v, typed, deep - 1))
			return true;
	}
	json_array_foreach(row, n, v)
	{
		if (is_in_row(v, typed, deep - 1))
			return true;
	}
	return false;
}

bool
sieve_finds(const struct view *v, const char *text)
{
	return sieve_holds(text, sieve_text(v));
}

bool
sieve_finds_in(const struct view *v, const json_t *row)
{
	return *sieve_text(v) == '\0' ||
		is_in_row(row, sieve_text(v), SIEVE_DEEP);
}

json_t *
sieve_rows(struct view *v, json_t *rows)
{
	struct sieve *s = &v->sieve;
	const char *typed = sieve_text(v);
	size_t n;
	json_t *row;

	if (*typed == '\0' || rows == NULL)
		return rows;
	if (s->all == rows && s->total == (long long)json_array_size(rows))
		return s->kept;
	sieve_forget(s);
	s->all = json_incref(rows); /* so that no other has its address */
	s->kept = json_array();
	json_array_foreach(rows, n, row)
	{
		if (is_in_row(row, typed, SIEVE_DEEP))
			json_array_append(s->kept, row);
	}
	s->total = (long long)json_array_size(rows);
	s->left = (long long)json_array_size(s->kept);
	return s->kept;
}

json_t *
sieve_left(struct view *v, json_t *rows)
{
	json_t *left = json_incref(sieve_rows(v, rows));

	json_decref(rows);
	return left;
}

void
sieve_tell(struct view *v, long long left)
{
	v->sieve.left = left;
}

/* ---- keys --------------------------------------------------------------- */

static void
sieve_open(struct view *v)
{
	if (!v->sieve.open)
		editor_init(&v->sieve.typed, PINYIN_TYPED, true);
	v->sieve.open = v->sieve.typing = true;
}

static void
sieve_changed(struct view *v)
{
	free(v->sieve.plain);
	v->sieve.plain = typed_plain(editor_text(&v->sieve.typed));
	sieve_forget(&v->sieve);
	v->ops->sift(v);
}

static void
sieve_close(struct view *v)
{
	sieve_release(&v->sieve);
	v->ops->sift(v);
}

static bool
is_of_list(enum request request)
{
	return request == REQ_UP || request == REQ_DOWN ||
		request == REQ_PAGE_UP || request == REQ_PAGE_DOWN;
}

/* While it is typed: Esc takes it away, Enter and what is no editing are the
 * view's, whose list it is. */
static bool
request_typing(struct view *v, enum request request)
{
	struct sieve *s = &v->sieve;
	bool changed = false;

	if (request == REQ_BACK ||
		(request == REQ_EDIT_BACKSPACE && editor_is_empty(&s->typed))) {
		sieve_close(v);
		return true;
	}
	if (is_of_list(request))
		return false;
	if (!editor_request(&s->typed, request, &changed)) {
		s->typing = false;
		return false;
	}
	if (changed)
		sieve_changed(v);
	return true;
}

bool
sieve_request(struct view *v, enum request request)
{
	if (v->ops->sift == NULL)
		return false;
	if (v->sieve.typing)
		return request_typing(v, request);
	if (request == REQ_FILTER) {
		sieve_open(v);
		return true;
	}
	if (request == REQ_BACK && v->sieve.open) {
		sieve_close(v);
		return true;
	}
	return false;
}

void
sieve_input(struct view *v, const struct input *in)
{
	bool changed = false;

	(void)editor_input(&v->sieve.typed, in, &changed);
	if (changed)
		sieve_changed(v);
}

void
sieve_draw(struct view *v, struct area a, int row)
{
	struct sieve *s = &v->sieve;
	char count[SAY] = "";
	int width, col;

	if (!s->open)
		return;
	if (s->total > 0)
		fixed_cut_format(count, sizeof(count), _(" %lld of %lld "),
			s->left, s->total);
	else if (*sieve_text(v))
		fixed_cut_format(count, sizeof(count), " %lld ", s->left);
	width = cluster_width(count);
	col = a.cols - width - SIEVE_WIDTH - 5;
	col = area_put(a, row, col, STYLE_KEY, " / ");
	editor_draw(&s->typed, area_sub(a, row, col, 1, SIEVE_WIDTH),
		STYLE_FIELD, s->typing);
	(void)area_put(a, row, col + SIEVE_WIDTH, STYLE_STRONG, count);
}

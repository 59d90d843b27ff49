/*
 * Only the ends of each text are joined: a number is short. So it costs little
 * beside the scan of the texts themselves.
 */
#include "lint/leak_joined.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "lint/leak.h"
#include "lint/leak_internal.h"

enum {
	PIECE_PATH = 90,
	PIECE_END = 96, /* bytes of a text that are joined at either end */
	PIECES_MAX = 10000,
	JOINED_MAX = PIECES_MAX * 2 * (PIECE_END + 2),
	LONG_PART = 7 /* digits that a figure hardly has */
};

/*
 * How the texts are laid one behind the other: all of them, or by twos, so that
 * a digit in the third does not make another number of what the first two are.
 */
enum laid { ALL, TWOS, OTHER_TWOS, LAYINGS };

/* A part of one text, and where it stands among those joined. */
struct leak_piece {
	json_t *value;
	size_t number; /* of the value */
	size_t from, len; /* in the value */
	size_t start; /* in the joined text */
	char at[PIECE_PATH];
};

void
leak_joined_init(struct leak_joined *j)
{
	*j = (struct leak_joined){ 0 };
	buf_init(&j->text, JOINED_MAX);
}

static void
lay(struct leak_joined *j, enum laid how)
{
	size_t last = 0;

	buf_reset(&j->text);
	for (struct leak_piece *p = j->pieces; p < j->pieces + j->count; p++) {
		if (p->number != last && how != ALL &&
			p->number % 2 == (how == TWOS))
			buf_puts(&j->text, "\n\n");
		last = p->number;
		p->start = j->text.len;
		buf_add(&j->text, json_string_value(p->value) + p->from,
			p->len);
	}
}

void
leak_joined_release(struct leak_joined *j)
{
	buf_release(&j->text);
	free(j->pieces);
	*j = (struct leak_joined){ 0 };
}

static void
joined_add_piece(struct leak_joined *j, json_t *value, size_t from, size_t to,
	const char *at)
{
	struct leak_piece *p;

	if (from >= to || j->count == PIECES_MAX)
		return;
	p = MEM_ADD(j->pieces, j->count);
	*p = (struct leak_piece){ .value = value,
		.number = j->values,
		.from = from,
		.len = to - from };
	fixed_cut(p->at, sizeof(p->at), at);
}

/* Blanks at the ends of a field are none to who reads on. */
static void
joined_add_value(struct leak_joined *j, json_t *value, const char *at)
{
	const char *text = json_string_value(value);
	size_t from = 0, to = json_string_length(value), head, tail;

	while (from < to && strchr(" \t\n", text[from]) != NULL)
		from++;
	while (to > from && strchr(" \t\n", text[to - 1]) != NULL)
		to--;
	if (from == to)
		return;
	j->values++;
	if (to - from <= 2 * PIECE_END) {
		joined_add_piece(j, value, from, to, at);
		return;
	}
	head = from + PIECE_END;
	tail = to - PIECE_END;
	while (((unsigned char)text[head] & 0xC0) == 0x80)
		head--;
	while (((unsigned char)text[tail] & 0xC0) == 0x80)
		tail++;
	joined_add_piece(j, value, from, head, at);
	joined_add_piece(j, value, tail, to, at);
}

static int
key_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
joined_add_members(struct leak_joined *j, json_t *doc, const char *at)
{
	const char **keys = mem_array(json_object_size(doc) + 1, sizeof(*keys));
	char path[PIECE_PATH];
	const char *key;
	json_t *value;
	size_t count = 0;

	json_object_foreach(doc, key, value) keys[count++] = key;
	qsort(keys, count, sizeof(*keys), key_order);
	for (size_t i = 0; i < count; i++) {
		fixed_cut_format(path, sizeof(path), "%s%s%s", at,
			*at ? "." : "", keys[i]);
		leak_joined_add(j, json_object_get(doc, keys[i]), path);
	}
	free(keys);
}

void
leak_joined_add(struct leak_joined *j, json_t *doc, const char *at)
{
	char path[PIECE_PATH];
	json_t *value;
	size_t n;

	if (json_is_string(doc))
		joined_add_value(j, doc, at);
	else if (json_is_object(doc))
		joined_add_members(j, doc, at);
	json_array_foreach(doc, n, value)
	{
		fixed_cut_format(path, sizeof(path), "%s[%zu]", at, n);
		leak_joined_add(j, value, path);
	}
}

/* ---- findings ---- */

static const struct leak_piece *
piece_at(const struct leak_joined *j, size_t at)
{
	size_t low = 0, high = j->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (j->pieces[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return &j->pieces[low];
}

/* A part of the number that no figure would be. */
static bool
has_telling_part(const struct leak_joined *j, const struct leak *l)
{
	for (const struct leak_piece *p = piece_at(j, l->start);
		p < j->pieces + j->count && p->start < l->end; p++) {
		size_t from = p->start > l->start ? p->start : l->start;
		size_t end = p->start + p->len, digits = 0;

		end = end < l->end ? end : l->end;
		for (size_t i = from; i < end; i++)
			digits += ascii_is_digit(j->text.data[i]);
		if (digits >= LONG_PART ||
			(from > l->start && j->text.data[from] == '0'))
			return true;
	}
	return false;
}

static bool
is_across(const struct leak_joined *j, const struct leak *l)
{
	if (piece_at(j, l->start)->number == piece_at(j, l->end - 1)->number)
		return false;
	if (l->rule == LEAK_RESIDENT)
		return true;
	return l->rule == LEAK_MOBILE &&
		(has_telling_part(j, l) ||
			leak_is_announced(j->text.data, l->start));
}

static enum err_code
refuse_laid(const struct leak_joined *j, const struct lint_rules *rules,
	struct err *err)
{
	char fields[2 * PIECE_PATH + 8];
	struct leaks found, one;
	enum err_code rc = ERR_OK;

	leak_scan(&found, j->text.data, j->text.len, rules);
	for (size_t i = 0; rc == ERR_OK && i < found.count; i++) {
		if (!is_across(j, &found.rows[i]))
			continue;
		fixed_format(fields, sizeof(fields), "%s + %s",
			piece_at(j, found.rows[i].start)->at,
			piece_at(j, found.rows[i].end - 1)->at);
		one = (struct leaks){ &found.rows[i], 1 };
		rc = leak_refuse(&one, fields, err);
	}
	leaks_release(&found);
	return rc;
}

enum err_code
leak_joined_refuse(
	struct leak_joined *j, const struct lint_rules *rules, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (int how = ALL; rc == ERR_OK && j->values > 1 && how < LAYINGS;
		how++) {
		lay(j, (enum laid)how);
		rc = refuse_laid(j, rules, err);
	}
	return rc;
}

static void
mask_piece(const struct leak_piece *p, const struct leak *l)
{
	size_t start = l->start > p->start ? l->start - p->start : 0;
	size_t end = l->end - p->start < p->len ? l->end - p->start : p->len;
	struct leak part = { l->rule, p->from + start, p->from + end };
	struct leaks one = { &part, 1 };
	char *clean = leak_mask(json_string_value(p->value),
		json_string_length(p->value), &one);

	(void)json_string_set(p->value, clean);
	free(clean);
}

/* From the last to the first, so that places in a text stay what they are. */
static void
mask_laid(struct leak_joined *j, const struct lint_rules *rules)
{
	struct leaks found;

	leak_scan(&found, j->text.data, j->text.len, rules);
	for (size_t i = found.count; i-- > 0;) {
		const struct leak *l = &found.rows[i];

		if (!is_across(j, l))
			continue;
		for (size_t k = j->count; k-- > 0;)
			if (j->pieces[k].start < l->end &&
				j->pieces[k].start + j->pieces[k].len >
					l->start)
				mask_piece(&j->pieces[k], l);
	}
	leaks_release(&found);
}

void
leak_mask_joined(json_t *doc, const struct lint_rules *rules)
{
	for (int how = ALL; how < LAYINGS; how++) {
		struct leak_joined j; /* anew: masks are longer */

		leak_joined_init(&j);
		leak_joined_add(&j, doc, "");
		lay(&j, (enum laid)how);
		if (j.values > 1)
			mask_laid(&j, rules);
		leak_joined_release(&j);
	}
}

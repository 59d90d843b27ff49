/*
 * The readers of single values, and the check of a map against its table.
 */
#include "words/yaml_schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/instant.h"

enum { CHINA_ZONE = 8 * 60, LISTED = 150 };

static const char *const shapes[] = {
	[YAML_TEXT] = "text",
	[YAML_LIST] = "list [a, b]",
	[YAML_MAP] = "map {key: value}",
};

void
reader_fault(struct reader *r, const struct yaml *at, enum refusal refusal,
	const char *a, const char *b, const char *c)
{
	struct err err;

	refuse(&err, refusal, r->file, a, b, c, NULL);
	faults_add(r->faults, r->file, at ? at->line : 0, at ? at->column : 0,
		&err);
}

static const struct field *
field_of(const struct field *fields, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].key, key) == 0)
			return &fields[i];
	return NULL;
}

static void
fault_unknown(struct reader *r, const struct yaml *key,
	const struct field *fields, size_t count)
{
	struct buf known;

	buf_init(&known, LISTED);
	for (size_t i = 0; i < count; i++)
		buf_printf(&known, "%s%s", i ? ", " : "", fields[i].key);
	reader_fault(r, key, REFUSE_KEY_UNKNOWN, key->text, known.data, NULL);
	buf_release(&known);
}

bool
reader_map(struct reader *r, const struct yaml *node,
	const struct field *fields, size_t count)
{
	if (node->kind != YAML_MAP) {
		reader_fault(
			r, node, REFUSE_SHAPE, "this", shapes[YAML_MAP], NULL);
		return false;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml *key = node->keys[i], *item = node->items[i];
		const struct field *f = field_of(fields, count, key->text);

		if (!f)
			fault_unknown(r, key, fields, count);
		else if (f->kind != item->kind)
			reader_fault(r, item, REFUSE_SHAPE, f->key,
				shapes[f->kind], NULL);
	}
	for (size_t i = 0; i < count; i++) {
		const struct yaml *item;
		bool empty;

		if (!fields[i].required)
			continue;
		item = yaml_get(node, fields[i].key);
		empty = item && item->kind == YAML_TEXT && !*item->text;
		if (!item || empty)
			reader_fault(r, item ? item : node, REFUSE_KEY_MISSING,
				fields[i].key, NULL, NULL);
	}
	return true;
}

static const struct yaml *
get(const struct yaml *map, const char *key, enum yaml_kind kind)
{
	const struct yaml *node = yaml_get(map, key);

	return node && node->kind == kind ? node : NULL;
}

const char *
reader_text(struct reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = get(map, key, YAML_TEXT);

	return node ? pool_strdup(r->pool, node->text) : "";
}

struct both
reader_both(struct reader *r, const struct yaml *map, const char *key)
{
	static const struct field fields[] = {
		{ "zh", YAML_TEXT, true },
		{ "en", YAML_TEXT, true },
	};
	struct both out = BOTH("", "");
	const struct yaml *node = get(map, key, YAML_MAP);

	if (!node || !reader_map(r, node, fields, 2))
		return out;
	out.in[LANG_EN] = reader_text(r, node, "en");
	out.in[LANG_ZH] = reader_text(r, node, "zh");
	return out;
}

long
reader_int(struct reader *r, const struct yaml *map, const char *key, long min,
	long max, long absent)
{
	const struct yaml *node = get(map, key, YAML_TEXT);
	char *end = NULL, range[64];
	long value;
	bool digits;

	if (!node)
		return absent;
	errno = 0;
	value = strtol(node->text, &end, 10);
	digits = node->text[0] >= '0' && node->text[0] <= '9';
	if (digits && !errno && !*end && value >= min && value <= max)
		return value;
	snprintf(range, sizeof(range), "%ld … %ld", min, max);
	reader_fault(r, node, REFUSE_VALUE, node->text, key, range);
	return absent;
}

bool
reader_bool(struct reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = get(map, key, YAML_TEXT);

	if (!node || strcmp(node->text, "false") == 0)
		return false;
	if (strcmp(node->text, "true") == 0)
		return true;
	reader_fault(r, node, REFUSE_VALUE, node->text, key, "true, false");
	return false;
}

int64_t
reader_day(struct reader *r, const struct yaml *map, const char *key, bool end,
	int64_t absent)
{
	const struct yaml *node = get(map, key, YAML_TEXT);
	char text[48];
	int64_t ms = 0;

	if (!node)
		return absent;
	snprintf(text, sizeof(text), "%s%s", node->text,
		end ? "T23:59:59" : "T00:00:00");
	if (strlen(node->text) == 10 && instant_parse(&ms, text, CHINA_ZONE))
		return end ? ms + 999 : ms;
	reader_fault(r, node, REFUSE_VALUE, node->text, key, "2026-11-24");
	return absent;
}

struct validity
reader_validity(struct reader *r, const struct yaml *map)
{
	const char *to = yaml_get(map, "valid_to") ? "valid_to" : "valid_until";

	return (struct validity){
		.from = reader_day(r, map, "valid_from", false, 0),
		.until = reader_day(r, map, to, true, INT64_MAX),
	};
}

static void
fault_word(struct reader *r, const struct yaml *node, const char *key,
	word_at *word, int count)
{
	struct buf all;

	buf_init(&all, LISTED);
	for (int i = 0; i < count; i++)
		buf_printf(&all, "%s%s", i ? ", " : "", word(i));
	reader_fault(r, node, REFUSE_VALUE, node->text, key, all.data);
	buf_release(&all);
}

static int
find_word(struct reader *r, const struct yaml *node, const char *key,
	word_at *word, int count)
{
	for (int i = 0; node->kind == YAML_TEXT && i < count; i++)
		if (strcmp(word(i), node->text) == 0)
			return i;
	fault_word(r, node, key, word, count);
	return -1;
}

int
reader_word(struct reader *r, const struct yaml *map, const char *key,
	word_at *word, int count, int absent)
{
	const struct yaml *node = get(map, key, YAML_TEXT);
	int found = node ? find_word(r, node, key, word, count) : -1;

	return found < 0 ? absent : found;
}

unsigned
reader_set(struct reader *r, const struct yaml *map, const char *key,
	word_at *word, int count, unsigned absent)
{
	const struct yaml *node = get(map, key, YAML_LIST);
	unsigned set = 0;

	if (!node)
		return absent;
	for (size_t i = 0; i < node->count; i++) {
		int found = find_word(r, node->items[i], key, word, count);

		if (found >= 0)
			set |= 1U << found;
	}
	return set;
}

const char *
reader_id(struct reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = get(map, key, YAML_TEXT);
	size_t n;

	if (!node)
		return "";
	n = strspn(node->text,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789-_");
	if (n && n <= 40 && !node->text[n])
		return pool_strdup(r->pool, node->text);
	reader_fault(r, node, REFUSE_VALUE, node->text, key, "a-z 0-9 - _");
	return "";
}

size_t
reader_count(const struct yaml *map, const char *key)
{
	const struct yaml *node = get(map, key, YAML_LIST);

	return node ? node->count : 0;
}

/*
 * The readers of single values, and the check of a map against its table.
 */
#include "words/yaml_schema.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fixed.h"
#include "base/instant.h"

enum { CHINA_ZONE = 8 * 60, LISTED = 150 };

static const struct both shapes[] = {
	[YAML_TEXT] = BOTH("text", "文本"),
	[YAML_LIST] = BOTH("list [a, b]", "列表 [a, b]"),
	[YAML_MAP] = BOTH("map {key: value}", "映射 {key: value}"),
};

void
yaml_fault(struct yaml_reader *r, const struct yaml *at, enum refusal refusal,
	const struct arg *args)
{
	struct err err;

	(void)refuse(&err, refusal, r->file, args);
	faults_add(r->faults, r->file, at ? at->line : 0, at ? at->column : 0,
		&err);
}

void
yaml_fault_twice(
	struct yaml_reader *r, const struct yaml *node, const char *key)
{
	const struct yaml *id = yaml_get(node, key);

	yaml_fault(
		r, id, REFUSE_KEY_TWICE, WITH(arg_text(id ? id->text : key)));
}

static const struct field *
yaml_field_of(const struct field *fields, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].key, key) == 0)
			return &fields[i];
	return NULL;
}

static void
yaml_fault_unknown(struct yaml_reader *r, const struct yaml *key,
	const struct field *fields, size_t count)
{
	struct buf known;

	buf_init(&known, LISTED);
	for (size_t i = 0; i < count; i++)
		if (!buf_try_printf(
			    &known, "%s%s", i ? ", " : "", fields[i].key))
			break;
	yaml_fault(r, key, REFUSE_KEY_UNKNOWN,
		WITH(arg_text(key->text), arg_words(known.data)));
	buf_release(&known);
}

bool
yaml_read_map(struct yaml_reader *r, const struct yaml *node,
	const struct field *fields, size_t count)
{
	if (node->kind != YAML_MAP) {
		yaml_fault(r, node, REFUSE_SHAPE,
			WITH(arg_key(""), arg_both(&shapes[YAML_MAP])));
		return false;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml *key = node->keys[i], *item = node->items[i];
		const struct field *f = yaml_field_of(fields, count, key->text);

		if (!f)
			yaml_fault_unknown(r, key, fields, count);
		else if (f->kind != item->kind)
			yaml_fault(r, item, REFUSE_SHAPE,
				WITH(arg_key(f->key),
					arg_both(&shapes[f->kind])));
	}
	for (size_t i = 0; i < count; i++) {
		const struct yaml *item;
		bool empty;

		if (!fields[i].required)
			continue;
		item = yaml_get(node, fields[i].key);
		empty = item && item->kind == YAML_TEXT && !*item->text;
		if (!item || empty)
			yaml_fault(r, item ? item : node, REFUSE_KEY_MISSING,
				WITH(arg_words(fields[i].key)));
	}
	return true;
}

static const struct yaml *
yaml_typed(const struct yaml *map, const char *key, enum yaml_kind kind)
{
	const struct yaml *node = yaml_get(map, key);

	return node && node->kind == kind ? node : NULL;
}

const char *
yaml_read_text(struct yaml_reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_typed(map, key, YAML_TEXT);

	return node ? pool_strdup(r->pool, node->text) : "";
}

struct both
yaml_read_both(struct yaml_reader *r, const struct yaml *map, const char *key)
{
	static const struct field fields[] = {
		{ "zh", YAML_TEXT, true },
		{ "en", YAML_TEXT, true },
	};
	struct both out = BOTH("", "");
	const struct yaml *node = yaml_typed(map, key, YAML_MAP);

	if (!node || !yaml_read_map(r, node, fields, 2))
		return out;
	out.in[LANG_EN] = yaml_read_text(r, node, "en");
	out.in[LANG_ZH] = yaml_read_text(r, node, "zh");
	return out;
}

long
yaml_read_int(struct yaml_reader *r, const struct yaml *map, const char *key,
	long min, long max, long absent)
{
	const struct yaml *node = yaml_typed(map, key, YAML_TEXT);
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
	fixed_format(range, sizeof(range), "%ld … %ld", min, max);
	yaml_fault(r, node, REFUSE_VALUE,
		WITH(arg_text(node->text), arg_key(key), arg_words(range)));
	return absent;
}

bool
yaml_read_bool(struct yaml_reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_typed(map, key, YAML_TEXT);

	if (!node || strcmp(node->text, "false") == 0)
		return false;
	if (strcmp(node->text, "true") == 0)
		return true;
	yaml_fault(r, node, REFUSE_VALUE,
		WITH(arg_text(node->text), arg_key(key),
			arg_words("true, false")));
	return false;
}

int64_t
yaml_read_day(struct yaml_reader *r, const struct yaml *map, const char *key,
	bool end, int64_t absent)
{
	const struct yaml *node = yaml_typed(map, key, YAML_TEXT);
	char text[48];
	int64_t ms = 0;

	if (!node)
		return absent;
	if (fixed_try_format(text, sizeof(text), "%s%s", node->text,
		    end ? "T23:59:59" : "T00:00:00") &&
		strlen(node->text) == 10 &&
		instant_parse(&ms, text, CHINA_ZONE))
		return end ? ms + 999 : ms;
	yaml_fault(r, node, REFUSE_VALUE,
		WITH(arg_text(node->text), arg_key(key),
			arg_words("2026-11-24")));
	return absent;
}

struct validity
yaml_read_validity(struct yaml_reader *r, const struct yaml *map)
{
	const char *to = yaml_get(map, "valid_to") ? "valid_to" : "valid_until";

	return (struct validity){
		.from = yaml_read_day(r, map, "valid_from", false, 0),
		.until = yaml_read_day(r, map, to, true, INT64_MAX),
	};
}

static void
yaml_fault_word(struct yaml_reader *r, const struct yaml *node, const char *key,
	word_at *word, int count)
{
	struct buf all;

	buf_init(&all, LISTED);
	for (int i = 0; i < count; i++)
		if (!buf_try_printf(&all, "%s%s", i ? ", " : "", word(i)))
			break;
	yaml_fault(r, node, REFUSE_VALUE,
		WITH(arg_text(node->text), arg_key(key), arg_words(all.data)));
	buf_release(&all);
}

static int
yaml_find_word(struct yaml_reader *r, const struct yaml *node, const char *key,
	word_at *word, int count)
{
	for (int i = 0; node->kind == YAML_TEXT && i < count; i++)
		if (strcmp(word(i), node->text) == 0)
			return i;
	yaml_fault_word(r, node, key, word, count);
	return -1;
}

int
yaml_read_word(struct yaml_reader *r, const struct yaml *map, const char *key,
	word_at *word, int count, int absent)
{
	const struct yaml *node = yaml_typed(map, key, YAML_TEXT);
	int found = node ? yaml_find_word(r, node, key, word, count) : -1;

	return found < 0 ? absent : found;
}

unsigned
yaml_read_set(struct yaml_reader *r, const struct yaml *map, const char *key,
	word_at *word, int count, unsigned absent)
{
	const struct yaml *node = yaml_typed(map, key, YAML_LIST);
	unsigned set = 0;

	if (!node)
		return absent;
	for (size_t i = 0; i < node->count; i++) {
		int found = yaml_find_word(r, node->items[i], key, word, count);

		if (found >= 0)
			set |= 1U << found;
	}
	return set;
}

const char *
yaml_read_id(struct yaml_reader *r, const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_typed(map, key, YAML_TEXT);
	size_t n;

	if (!node)
		return "";
	n = strspn(node->text,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789-_");
	if (n && n <= 40 && !node->text[n])
		return pool_strdup(r->pool, node->text);
	yaml_fault(r, node, REFUSE_VALUE,
		WITH(arg_text(node->text), arg_key(key),
			arg_words("a-z 0-9 - _")));
	return "";
}

size_t
yaml_count(const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_typed(map, key, YAML_LIST);

	return node ? node->count : 0;
}

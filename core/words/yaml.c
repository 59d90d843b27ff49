/*
 * Builds nodes from libyaml's events. Its own document loader is not used: it
 * is quadratic in depth, resolves aliases and accepts duplicate keys.
 */
#include "words/yaml.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "crier/refusal.h"

enum { YAML_BYTES = 1 << 20, KEY_BYTES = 100, MAP_PAIRS = 1000 };

struct yaml_reading {
	const char *file;
	int first_line;
	struct yaml *open[YAML_DEPTH]; /* containers not yet ended */
	size_t depth;
	struct yaml *key; /* of the innermost map, waiting for its value */
	struct yaml *root;
	bool ended; /* one document was read */
	struct err *err;
};

static enum err_code
yaml_fail(struct yaml_reading *r, enum refusal refusal, int line, int column,
	const struct arg *args)
{
	char where[200];

	fixed_cut_format(
		where, sizeof(where), "%s:%d:%d", r->file, line, column);
	return refuse(r->err, refusal, where, args);
}

static enum err_code
yaml_fail_at(struct yaml_reading *r, enum refusal refusal, yaml_mark_t mark,
	const struct arg *args)
{
	return yaml_fail(r, refusal, (int)mark.line + r->first_line,
		(int)mark.column + 1, args);
}

/* libyaml gives only an offset for a character it cannot read. */
static enum err_code
yaml_fail_at_offset(struct yaml_reading *r, enum refusal refusal,
	const char *text, size_t offset, const struct arg *args)
{
	int line = r->first_line;
	size_t start = 0;
	long before;

	for (size_t i = 0; i < offset; i++) {
		if (text[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	before = text_count(text + start, offset - start, TEXT_CODE_POINTS, 0);
	return yaml_fail(r, refusal, line, (int)before + 1, args);
}

static size_t
text_first_invalid(const char *text, size_t len)
{
	size_t i = 0;
	uint32_t cp = 0;

	for (size_t n = 0; i < len; i += n) {
		n = text_decode(&cp, text + i, len - i);
		if (!cp || !text_is_valid(text + i, n))
			break;
	}
	return i;
}

void
yaml_tree_free(struct yaml *root)
{
	/* Depth is bounded by YAML_DEPTH. */
	if (!root)
		return;
	for (size_t i = 0; i < root->count; i++) {
		yaml_tree_free(root->items[i]);
		if (root->keys)
			yaml_tree_free(root->keys[i]);
	}
	free(root->keys);
	free(root->items);
	if (root->kind == YAML_TEXT)
		free((char *)(uintptr_t)root->text);
	free(root);
}

const struct yaml *
yaml_get(const struct yaml *map, const char *key)
{
	if (!map || map->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->keys[i]->text, key) == 0)
			return map->items[i];
	return NULL;
}

static struct yaml *
yaml_new(struct yaml_reading *r, enum yaml_kind kind, yaml_mark_t mark)
{
	struct yaml *n = mem_new(sizeof(*n));

	n->kind = kind;
	n->line = (int)mark.line + r->first_line;
	n->column = (int)mark.column + 1;
	n->text = "";
	return n;
}

static void
yaml_append(struct yaml *parent, struct yaml *key, struct yaml *item)
{
	size_t n = parent->count;

	if (parent->kind == YAML_MAP) {
		parent->keys = mem_room(parent->keys, n, sizeof(key));
		parent->keys[n] = key;
	}
	*MEM_ADD(parent->items, parent->count) = item;
}

/*
 * Adds a node to the innermost open container, or keeps it as the key of the
 * next value. The node is taken over.
 */
static enum err_code
yaml_place(struct yaml_reading *r, struct yaml *node, yaml_mark_t mark)
{
	struct yaml *parent = r->depth ? r->open[r->depth - 1] : NULL;
	enum err_code code = ERR_OK;

	if (!parent) {
		r->root = node;
		return ERR_OK;
	}
	if (parent->kind == YAML_LIST) {
		yaml_append(parent, NULL, node);
		return ERR_OK;
	}
	if (r->key) {
		yaml_append(parent, r->key, node);
		r->key = NULL;
		return ERR_OK;
	}
	if (node->kind != YAML_TEXT)
		code = yaml_fail_at(r, REFUSE_SYNTAX, mark,
			WITH(ARG_BOTH("a key must be a text", "键必须是文本")));
	else if (strlen(node->text) > KEY_BYTES)
		code = yaml_fail_at(r, REFUSE_SYNTAX, mark,
			WITH(ARG_BOTH("the key is too long", "键过长")));
	else if (parent->count == MAP_PAIRS)
		code = yaml_fail_at(r, REFUSE_SYNTAX, mark,
			WITH(ARG_BOTH("more than 1000 keys in one map",
				"同一映射超过1000个键")));
	else if (yaml_get(parent, node->text))
		code = yaml_fail_at(
			r, REFUSE_KEY_TWICE, mark, WITH(arg_text(node->text)));
	if (code)
		yaml_tree_free(node);
	else
		r->key = node;
	return code;
}

static enum err_code
yaml_open(struct yaml_reading *r, enum yaml_kind kind, yaml_mark_t mark)
{
	struct yaml *node;
	enum err_code code;

	if (r->depth == YAML_DEPTH)
		return yaml_fail_at(r, REFUSE_SYNTAX, mark,
			WITH(ARG_BOTH("more than 16 levels inside each other",
				"嵌套超过16层")));
	node = yaml_new(r, kind, mark);
	code = yaml_place(r, node, mark);
	if (code)
		return code;
	r->open[r->depth++] = node;
	return ERR_OK;
}

static enum err_code
yaml_scalar(struct yaml_reading *r, const yaml_event_t *e)
{
	const char *text = (const char *)e->data.scalar.value;
	size_t len = e->data.scalar.length;
	struct yaml *node;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
			return yaml_fail_at(r, REFUSE_SYNTAX, e->start_mark,
				WITH(ARG_BOTH("a control character in the text",
					"含控制字符")));
	}
	node = yaml_new(r, YAML_TEXT, e->start_mark);
	node->text = mem_strndup(text, len);
	return yaml_place(r, node, e->start_mark);
}

static enum err_code
yaml_forbid(struct yaml_reading *r, const yaml_event_t *e,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		return yaml_fail_at(r, REFUSE_SYNTAX, e->start_mark,
			WITH(ARG_BOTH("anchors (&) are not used here",
				"此处不用锚点（&）")));
	if (tag)
		return yaml_fail_at(r, REFUSE_SYNTAX, e->start_mark,
			WITH(ARG_BOTH("tags (!) are not used here",
				"此处不用标签（!）")));
	return ERR_OK;
}

static enum err_code
yaml_take_start(struct yaml_reading *r, const yaml_event_t *e)
{
	bool list = e->type == YAML_SEQUENCE_START_EVENT;
	enum err_code code = list
		? yaml_forbid(r, e, e->data.sequence_start.anchor,
			  e->data.sequence_start.tag)
		: yaml_forbid(r, e, e->data.mapping_start.anchor,
			  e->data.mapping_start.tag);

	return code ? code
		    : yaml_open(r, list ? YAML_LIST : YAML_MAP, e->start_mark);
}

static enum err_code
yaml_take(struct yaml_reading *r, const yaml_event_t *e)
{
	enum err_code code = ERR_OK;
	int type = (int)e->type;

	if (type == YAML_ALIAS_EVENT)
		return yaml_fail_at(r, REFUSE_SYNTAX, e->start_mark,
			WITH(ARG_BOTH("aliases (*) are not used here",
				"此处不用别名（*）")));
	if (type == YAML_DOCUMENT_START_EVENT && r->ended)
		return yaml_fail_at(r, REFUSE_SYNTAX, e->start_mark,
			WITH(ARG_BOTH("a second document in the file",
				"文件中有第二个文档")));
	if (type == YAML_DOCUMENT_END_EVENT)
		r->ended = true;
	if (type == YAML_SEQUENCE_START_EVENT ||
		type == YAML_MAPPING_START_EVENT)
		return yaml_take_start(r, e);
	if (type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT)
		r->depth--;
	if (type == YAML_SCALAR_EVENT) {
		code = yaml_forbid(
			r, e, e->data.scalar.anchor, e->data.scalar.tag);
		return code ? code : yaml_scalar(r, e);
	}
	return ERR_OK;
}

static enum err_code
yaml_fail_parser(struct yaml_reading *r, const yaml_parser_t *p,
	const char *text, size_t len)
{
	char what[160];

	fixed_cut_format(what, sizeof(what), "%s%s%s",
		p->problem ? p->problem : "?", p->context ? ", " : "",
		p->context ? p->context : "");
	if (p->error == YAML_READER_ERROR) {
		size_t at = p->problem_offset < len ? p->problem_offset : len;

		return yaml_fail_at_offset(
			r, REFUSE_SYNTAX, text, at, WITH(arg_quoted(what)));
	}
	return yaml_fail_at(
		r, REFUSE_SYNTAX, p->problem_mark, WITH(arg_quoted(what)));
}

static enum err_code
yaml_take_all(struct yaml_reading *r, yaml_parser_t *parser, const char *text,
	size_t len)
{
	for (bool more = true; more;) {
		yaml_event_t e;
		enum err_code code;

		if (!yaml_parser_parse(parser, &e))
			return yaml_fail_parser(r, parser, text, len);
		code = yaml_take(r, &e);
		more = e.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
		if (code)
			return code;
	}
	return ERR_OK;
}

enum err_code
yaml_parse(struct yaml **out, const char *file, int first_line,
	const char *text, size_t len, struct err *err)
{
	struct yaml_reading r = {
		.file = file, .first_line = first_line, .err = err
	};
	yaml_parser_t parser;
	yaml_mark_t start = { 0 };
	size_t bad;
	enum err_code code;

	if (len > YAML_BYTES)
		return refuse(err, REFUSE_TOO_LARGE, file,
			WITH(ARG_BOTH("the file", "文件"), arg_bytes(1 << 20)));
	bad = text_first_invalid(text, len);
	if (bad < len)
		return yaml_fail_at_offset(&r, REFUSE_SYNTAX, text, bad,
			WITH(ARG_BOTH("this is not UTF-8", "不是 UTF-8 编码")));
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	code = yaml_take_all(&r, &parser, text, len);
	yaml_parser_delete(&parser);
	yaml_tree_free(r.key);
	if (code) {
		yaml_tree_free(r.root);
		return code;
	}
	*out = r.root ? r.root : yaml_new(&r, YAML_MAP, start);
	return ERR_OK;
}

/*
 * A template's file: front matter, then paragraphs with their priorities.
 */
#include "domain/text/template_parse.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "domain/text/template_scan.h"
#include "words/yaml_schema.h"

enum { BODY_MAX = 64 << 10, PARAGRAPHS = 60, CUT_MAX = 9 };

/* keep, cut N, more N: what a priority's comment says; false if it is none. */
static bool
read_priority(
	struct template_scan *s, struct template_paragraph *p, const char *word)
{
	const char *n;

	p->more = strncmp(word, "more ", 5) == 0;
	if (strcmp(word, "keep") == 0)
		return true;
	if (!p->more && strncmp(word, "cut ", 4) != 0)
		return false;
	n = strchr(word, ' ') + 1;
	if (*n >= '1' && *n <= '0' + CUT_MAX && !n[1])
		p->cut = *n - '0';
	else
		scan_fault(s, s->at, REFUSE_SYNTAX,
			WITH(ARG_BOTH(
				"{{! cut N}} and {{! more N}} take 1 to 9",
				"{{! cut N}} 与 {{! more N}} 的 N 为1至9")));
	return true;
}

/* The priority at the front is taken off; absent means keep. */
static void
take_priority(struct template_scan *s, struct template_paragraph *p)
{
	char word[80];
	size_t close;

	if (s->end - s->at < 3 || strncmp(s->text + s->at, "{{!", 3) != 0)
		return;
	close = find_pair(s->text, s->at, s->end, "}}");
	if (close == s->end ||
		!tag_inside(word, sizeof(word), s, s->at + 3, close) ||
		!read_priority(s, p, word))
		return;
	s->at = close + 2;
	while (s->at < s->end && strchr(" \n", s->text[s->at]))
		s->at++;
}

static bool
is_blank_line(const char *text, size_t len)
{
	return strspn(text, " \t") >= len;
}

static size_t
line_length(const char *text, size_t len)
{
	const char *nl = memchr(text, '\n', len);

	return nl ? (size_t)(nl - text) : len;
}

/* The next run of lines that are not blank; false at the end. */
static bool
next_paragraph(size_t *start, size_t *end, const char *text, size_t len)
{
	size_t at = *end;
	bool inside = false;

	while (at < len) {
		size_t n = line_length(text + at, len - at);
		bool blank = is_blank_line(text + at, n);

		if (blank && inside)
			return true;
		if (!blank && !inside)
			*start = at;
		inside = inside || !blank;
		if (inside)
			*end = at + n;
		at += n < len - at ? n + 1 : n;
	}
	return inside;
}

static void
parse_body(struct template *t, const struct template_scan *base,
	const char *text, size_t len, int line)
{
	struct template_paragraph rows[PARAGRAPHS];
	size_t start = 0, end = 0;

	while (next_paragraph(&start, &end, text, len)) {
		struct template_scan s = *base;
		struct template_paragraph p;

		s.text = text;
		s.line = line;
		s.column = 1;
		s.at = start;
		s.end = end;
		if (t->count == PARAGRAPHS) {
			scan_fault(&s, start, REFUSE_SYNTAX,
				WITH(ARG_BOTH("more than 60 paragraphs",
					"超过60段")));
			break;
		}
		p = (struct template_paragraph){ .cut = 0 };
		take_priority(&s, &p);
		p.pieces = scan_pieces(&s);
		if (p.pieces.count)
			rows[t->count++] = p;
	}
	t->paragraphs = pool_array(base->pool, t->count, sizeof(rows[0]));
	if (t->count)
		memcpy(t->paragraphs, rows, t->count * sizeof(rows[0]));
}

static struct pieces
parse_title(const struct template_scan *base, const struct yaml *node)
{
	struct template_scan s = *base;

	s.text = node ? node->text : "";
	s.end = strlen(s.text);
	s.line = node ? node->line : 0;
	s.column = node ? node->column : 0;
	return scan_pieces(&s);
}

/* Shown whatever the values: in a kept paragraph and inside no if. */
static bool
always_shown(const struct template *t, const struct must_row *m)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct pieces *p = &t->paragraphs[i].pieces;
		size_t free_from = 0;

		for (size_t k = 0; !t->paragraphs[i].cut && k < p->count; k++) {
			const struct piece *row = &p->rows[k];
			bool jumps = row->type == PIECE_IF ||
				row->type == PIECE_ELSE;

			if (jumps && row->jump > free_from)
				free_from = row->jump;
			if (k < free_from)
				continue;
			if (m->slot ? row->type == PIECE_SLOT &&
						row->slot == m->slot
				    : row->type == PIECE_AUTO &&
						row->value == m->value)
				return true;
		}
	}
	return false;
}

static void
parse_must(struct template *t, struct template_scan *s, struct yaml_reader *r,
	const struct yaml *list)
{
	size_t n = list && list->kind == YAML_LIST ? list->count : 0;

	t->must = pool_array(s->pool, n, sizeof(*t->must));
	for (size_t i = 0; i < n; i++) {
		const struct yaml *node = list->items[i];
		struct piece p = { .text = "" };
		bool known = piece_resolve(&p, s->playbook, node->text) &&
			(p.type == PIECE_SLOT || p.type == PIECE_AUTO);
		struct must_row row;

		if (!known) {
			yaml_fault(r, node, REFUSE_SLOT_UNKNOWN,
				WITH(arg_text(node->text), arg_words("must")));
			continue;
		}
		row = (struct must_row){ p.slot, p.value };
		t->must[t->must_count++] = row;
		scan_mark_slot(s, &p, false);
		if (p.slot)
			slot_of(s->playbook, p.slot->id)->must |= 1U << s->kind;
		if (!always_shown(t, &row))
			yaml_fault(r, node, REFUSE_FACT_CUT,
				WITH(arg_key(node->text)));
	}
}

static const struct field front_fields[] = {
	{ "title", YAML_TEXT, true },
	{ "short", YAML_TEXT, false },
	{ "must", YAML_LIST, false },
};

/* Where the front matter ends: offset of its closing line; 0 if none. */
static size_t
front_end(const char *text, size_t len)
{
	if (len < 4 || memcmp(text, "---\n", 4) != 0)
		return 0;
	for (size_t at = 4; at < len;) {
		size_t n = line_length(text + at, len - at);

		if (n == 3 && memcmp(text + at, "---", 3) == 0)
			return at;
		at += n + 1;
	}
	return 0;
}

/* Line breaks become \n; private characters are the renderer's own marks. */
static char *
normalise(struct pool *pool, const struct library_file *file)
{
	char *out = pool_alloc(pool, file->len + 1);
	size_t n = 0;

	for (size_t i = 0; i < file->len; i++)
		if (file->data[i] != '\r')
			out[n++] = file->data[i];
	return out;
}

static bool
check_bytes(struct template_scan *s, const struct library_file *file)
{
	uint32_t cp = 0;

	s->text = file->data;
	s->line = s->column = 1;
	for (size_t i = 0, n = 0; i < file->len; i += n) {
		bool bad;

		n = text_decode(&cp, file->data + i, file->len - i);
		bad = !text_is_valid(file->data + i, n) ||
			(cp < 0x20 && !strchr("\n\t\r", (int)cp)) ||
			(cp >= 0xE000 && cp <= 0xF8FF) || cp == 0x7F;
		if (!bad)
			continue;
		scan_fault(s, i, REFUSE_SYNTAX,
			WITH(ARG_BOTH("not UTF-8, or a control character",
				"不是 UTF-8 编码，或含控制字符")));
		return false;
	}
	return true;
}

static void
parse_front(struct template *t, struct template_scan *s, const char *text,
	size_t end)
{
	struct yaml_reader r = { s->pool, s->faults, s->file };
	struct yaml *front = NULL;
	struct err err = { 0 };

	if (yaml_parse(&front, s->file, 2, text + 4, end - 4, &err)) {
		faults_add_placed(s->faults, s->file, &err);
		return;
	}
	if (yaml_read_map(&r, front, front_fields, 3)) {
		t->title = parse_title(s, yaml_get(front, "title"));
		t->short_title = parse_title(s, yaml_get(front, "short"));
		parse_must(t, s, &r, yaml_get(front, "must"));
	}
	yaml_tree_free(front);
}

const struct template *
template_parse(struct playbook *p, enum message_kind kind, struct pool *pool,
	const struct library_file *file, struct faults *faults)
{
	size_t before = faults->count + faults->left_off;
	struct template_scan s = { .playbook = p,
		.kind = kind,
		.pool = pool,
		.faults = faults,
		.file = pool_strdup(pool, file->path) };
	int line = 1;
	char *text;
	size_t len, end, body;
	struct template *t;

	if (file->len > BODY_MAX || !check_bytes(&s, file)) {
		if (file->len > BODY_MAX)
			scan_fault(&s, 0, REFUSE_TOO_LARGE,
				WITH(ARG_BOTH("the file", "文件"),
					arg_bytes(64 * 1024)));
		return NULL;
	}
	text = normalise(pool, file);
	len = strlen(text);
	end = front_end(text, len);
	s.text = text;
	if (!end) {
		scan_fault(&s, 0, REFUSE_SYNTAX,
			WITH(ARG_BOTH("the file must begin with front matter "
				      "between two lines ---",
				"文件须以两行 --- 之间的说明开头")));
		return NULL;
	}
	t = pool_alloc(pool, sizeof(*t));
	t->file = s.file;
	for (size_t i = 0; i < end; i++)
		line += text[i] == '\n';
	body = end + 3 + (text[end + 3] == '\n');
	parse_body(t, &s, text + body, len - body, line + 1);
	parse_front(t, &s, text, end);
	if (!t->count && faults->count + faults->left_off == before)
		scan_fault(&s, 0, REFUSE_SYNTAX,
			WITH(ARG_BOTH("there is no text", "没有正文")));
	return faults->count + faults->left_off == before ? t : NULL;
}

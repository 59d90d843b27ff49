/*
 * Front matter and body to pieces. Pieces stand in one flat array in the
 * order of the text; an if knows where to go on when it is false.
 */
#include "domain/text/template_parse.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "words/yaml_schema.h"

enum { BODY_MAX = 64 << 10, IF_DEPTH = 8, PARAGRAPHS = 60, CUT_MAX = 9 };

static const struct word_row auto_rows[] = {
	[AUTO_NUMBER] = { "number", BOTH("number", "编号") },
	[AUTO_UNIT] = { "unit", BOTH("issuing unit", "发布单位") },
	[AUTO_INCIDENT_TITLE] = { "incident_title",
		BOTH("incident", "事件名称") },
	[AUTO_LEVEL] = { "level", BOTH("level", "级别") },
	[AUTO_ISSUED] = { "issued", BOTH("time of release", "发布时间") },
	[AUTO_PAGE] = { "page", BOTH("page", "页面地址") },
	[AUTO_CORRECTED_TITLE] = { "corrected_title",
		BOTH("title of the wrong text", "原稿标题") },
	[AUTO_CORRECTED_NUMBER] = { "corrected_number",
		BOTH("number of the wrong text", "原稿编号") },
	[AUTO_CORRECTED_TIME] = { "corrected_time",
		BOTH("time of the wrong text", "原稿发布时间") },
	[AUTO_ACCOUNTS] = { "accounts",
		BOTH("where the wrong text stands", "原稿所在账号") },
};
static_assert(sizeof(auto_rows) / sizeof(auto_rows[0]) == AUTO_COUNT,
	"a word for each value");

const struct word_row *
auto_row(enum auto_value value)
{
	assert(value < AUTO_COUNT);
	return &auto_rows[value];
}

bool
is_auto_word(const char *name)
{
	for (int i = 0; i < AUTO_COUNT; i++)
		if (strcmp(auto_rows[i].word, name) == 0)
			return true;
	return strcmp(name, "figures") == 0;
}

/* One stretch of template text being read, and where it stands. */
struct scan {
	struct playbook *playbook;
	enum message_kind kind;
	struct pool *pool;
	struct faults *faults;
	const char *file;
	const char *text; /* the whole source that offsets are in */
	size_t at, end;
	int line, column; /* of text[0] */
	struct piece *rows;
	size_t count;
	size_t open[IF_DEPTH]; /* pieces that wait for their jump */
	size_t depth;
};

static void
scan_fault(struct scan *s, size_t at, enum refusal refusal, const char *a,
	const char *b)
{
	int line = s->line;
	size_t start = 0;
	struct err err;
	long before;
	int column;

	for (size_t i = 0; i < at; i++) {
		if (s->text[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	before = text_count(s->text + start, at - start, TEXT_CODE_POINTS, 0);
	column = (int)before + (start ? 1 : s->column);
	refuse(&err, refusal, s->file, a, b, NULL);
	faults_add(s->faults, s->file, line, column, &err);
}

static struct piece *
add_piece(struct scan *s, enum piece_type type)
{
	struct piece *p;

	p = MEM_ADD(s->rows, s->count);
	*p = (struct piece){ .type = type, .text = "", .word = "" };
	return p;
}

static void
add_text(struct scan *s, size_t from, size_t to)
{
	if (from < to)
		add_piece(s, PIECE_TEXT)->text =
			pool_strndup(s->pool, s->text + from, to - from);
}

static struct slot *
slot_of(struct playbook *p, const char *id)
{
	for (size_t i = 0; i < p->slot_count; i++)
		if (strcmp(p->slots[i].id, id) == 0)
			return &p->slots[i];
	return NULL;
}

static void
fault_name(struct scan *s, size_t at, const char *name)
{
	struct buf all;

	buf_init(&all, 150);
	for (size_t i = 0; i < s->playbook->slot_count; i++)
		if (!buf_try_printf(&all, "%s%s", i ? ", " : "",
			    s->playbook->slots[i].id))
			break; /* enough for a person to see what is meant */
	scan_fault(s, at, REFUSE_SLOT_UNKNOWN, name, all.data);
	buf_release(&all);
}

static bool
resolve_auto(struct piece *p, const char *name)
{
	for (int i = 0; i < AUTO_COUNT; i++) {
		if (strcmp(auto_rows[i].word, name) == 0) {
			p->type = PIECE_AUTO;
			p->value = (enum auto_value)i;
			return true;
		}
	}
	return false;
}

/* What a name stands for, into the piece's type and pointer. */
static bool
resolve(struct scan *s, struct piece *p, const char *name, bool asked)
{
	kind_set bit = 1U << s->kind;
	struct slot *slot = slot_of(s->playbook, name);

	if (slot) {
		p->type = PIECE_SLOT;
		p->slot = slot;
		slot->kinds |= bit;
		if (!asked && !s->depth)
			slot->required |= bit;
		return true;
	}
	if (strcmp(name, "figures") == 0) {
		p->type = PIECE_FIGURES;
		return true;
	}
	if (strncmp(name, "figure.", 7) == 0) {
		p->type = PIECE_FIGURE;
		p->figure = playbook_figure(s->playbook, name + 7);
		return p->figure != NULL;
	}
	return resolve_auto(p, name);
}

static void
tag_value(struct scan *s, size_t at, const char *name)
{
	struct piece p = { .text = "" };

	if (resolve(s, &p, name, false))
		*add_piece(s, p.type) = p;
	else
		fault_name(s, at, name);
}

/* The word of "x=word", which must be one of the choices of x. */
static const char *
choice_word(struct scan *s, size_t at, const struct piece *p, const char *word)
{
	size_t n = p->type == PIECE_SLOT ? p->slot->choice_count : 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(p->slot->choices[i].word, word) == 0)
			return p->slot->choices[i].word;
	scan_fault(
		s, at, REFUSE_SYNTAX, "{{#if x=word}}: no such choice", NULL);
	return "";
}

static void
tag_if(struct scan *s, size_t at, char *name)
{
	struct piece p = { .text = "", .word = "" };
	char *equals = strchr(name, '=');

	if (s->depth == IF_DEPTH) {
		scan_fault(s, at, REFUSE_SYNTAX, "{{#if}} too deep", NULL);
		return;
	}
	if (equals)
		*equals = '\0';
	if (!resolve(s, &p, name, true))
		fault_name(s, at, name);
	else if (equals)
		p.word = choice_word(s, at, &p, equals + 1);
	p.about = p.type;
	p.type = PIECE_IF;
	s->open[s->depth++] = s->count;
	*add_piece(s, PIECE_IF) = p;
}

/* {{else}} or {{/if}}: what waited now knows where to go on. */
static void
tag_close(struct scan *s, size_t at, bool is_else)
{
	size_t waiting;

	if (!s->depth) {
		scan_fault(s, at, REFUSE_SYNTAX,
			is_else ? "{{else}} without {{#if}}"
				: "{{/if}} without {{#if}}",
			NULL);
		return;
	}
	waiting = s->open[--s->depth];
	if (!is_else) {
		s->rows[waiting].jump = s->count;
		return;
	}
	if (s->rows[waiting].type == PIECE_ELSE)
		scan_fault(s, at, REFUSE_SYNTAX, "a second {{else}}", NULL);
	s->open[s->depth++] = s->count;
	add_piece(s, PIECE_ELSE);
	s->rows[waiting].jump = s->count;
}

/* The text between {{ and }}, trimmed, into name. */
static bool
tag_inside(
	char *name, size_t size, const struct scan *s, size_t from, size_t to)
{
	while (from < to && s->text[from] == ' ')
		from++;
	while (to > from && s->text[to - 1] == ' ')
		to--;
	if (to <= from || to - from >= size)
		return false;
	memcpy(name, s->text + from, to - from);
	name[to - from] = '\0';
	return true;
}

static void
tag(struct scan *s, size_t at, size_t from, size_t to)
{
	char name[80];

	if (s->text[from] == '!')
		return;
	if (!tag_inside(name, sizeof(name), s, from, to))
		scan_fault(s, at, REFUSE_SYNTAX, "{{ }} without a name", NULL);
	else if (strncmp(name, "#if ", 4) == 0)
		tag_if(s, at, name + 4);
	else if (strcmp(name, "else") == 0)
		tag_close(s, at, true);
	else if (strcmp(name, "/if") == 0)
		tag_close(s, at, false);
	else if (strchr("#/", name[0]))
		scan_fault(s, at, REFUSE_SYNTAX,
			"only {{#if name}} … {{/if}} is known", NULL);
	else
		tag_value(s, at, name);
}

static size_t
find_pair(const char *text, size_t from, size_t end, const char *what)
{
	for (size_t i = from; i + 1 < end; i++)
		if (text[i] == what[0] && text[i + 1] == what[1])
			return i;
	return end;
}

static size_t
count_values(const struct scan *s)
{
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++)
		count += s->rows[i].type != PIECE_TEXT &&
			s->rows[i].type != PIECE_IF &&
			s->rows[i].type != PIECE_ELSE;
	return count;
}

/* Everything from s->at to s->end. */
static struct pieces
scan_pieces(struct scan *s)
{
	size_t start = s->at;
	struct pieces out;

	while (s->at < s->end) {
		size_t open = find_pair(s->text, s->at, s->end, "{{");
		size_t stray = find_pair(s->text, s->at, open, "}}");
		size_t close;

		if (stray < open)
			scan_fault(
				s, stray, REFUSE_SYNTAX, "}} without {{", NULL);
		add_text(s, s->at, open);
		s->at = open;
		if (open == s->end)
			break;
		close = find_pair(s->text, open + 2, s->end, "}}");
		if (close == s->end) {
			scan_fault(
				s, open, REFUSE_SYNTAX, "{{ without }}", NULL);
			break;
		}
		tag(s, open, open + 2, close);
		s->at = close + 2;
	}
	if (s->depth)
		scan_fault(s, start, REFUSE_SYNTAX,
			"{{#if}} is not closed in this paragraph", NULL);
	if (count_values(s) > TEMPLATE_VALUES)
		scan_fault(s, start, REFUSE_SYNTAX,
			"more than 400 values in one paragraph", NULL);
	out = (struct pieces){ pool_array(s->pool, s->count, sizeof(*out.rows)),
		s->count };
	if (s->count)
		memcpy(out.rows, s->rows, s->count * sizeof(*out.rows));
	free(s->rows);
	return out;
}

/* keep, cut N, more N: what a priority's comment says; false if it is none. */
static bool
read_priority(struct scan *s, struct template_paragraph *p, const char *word)
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
			"{{! cut N}} and {{! more N}} take 1 to 9", NULL);
	return true;
}

/* The priority at the front is taken off; absent means keep. */
static void
take_priority(struct scan *s, struct template_paragraph *p)
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
parse_body(struct template *t, const struct scan *base, const char *text,
	size_t len, int line)
{
	struct template_paragraph rows[PARAGRAPHS];
	size_t start = 0, end = 0;

	while (next_paragraph(&start, &end, text, len)) {
		struct scan s = *base;
		struct template_paragraph p;

		s.text = text;
		s.line = line;
		s.column = 1;
		s.at = start;
		s.end = end;
		if (t->count == PARAGRAPHS) {
			scan_fault(&s, start, REFUSE_SYNTAX,
				"more than 60 paragraphs", NULL);
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
parse_title(const struct scan *base, const struct yaml *node)
{
	struct scan s = *base;

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
parse_must(struct template *t, struct scan *s, struct yaml_reader *r,
	const struct yaml *list)
{
	size_t n = list && list->kind == YAML_LIST ? list->count : 0;

	t->must = pool_array(s->pool, n, sizeof(*t->must));
	for (size_t i = 0; i < n; i++) {
		const struct yaml *node = list->items[i];
		struct piece p = { .text = "" };
		bool known = resolve(s, &p, node->text, false) &&
			(p.type == PIECE_SLOT || p.type == PIECE_AUTO);
		struct must_row row;

		if (!known) {
			yaml_fault(r, node, REFUSE_SLOT_UNKNOWN, node->text,
				"must", NULL);
			continue;
		}
		row = (struct must_row){ p.slot, p.value };
		t->must[t->must_count++] = row;
		if (p.slot)
			slot_of(s->playbook, p.slot->id)->must |= 1U << s->kind;
		if (!always_shown(t, &row))
			yaml_fault(r, node, REFUSE_FACT_CUT, node->text, NULL,
				NULL);
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
check_bytes(struct scan *s, const struct library_file *file)
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
			"not UTF-8, or a control character", NULL);
		return false;
	}
	return true;
}

static void
parse_front(struct template *t, struct scan *s, const char *text, size_t end)
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
	struct scan s = { .playbook = p,
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
			scan_fault(&s, 0, REFUSE_TOO_LARGE, s.file, "64 KiB");
		return NULL;
	}
	text = normalise(pool, file);
	len = strlen(text);
	end = front_end(text, len);
	s.text = text;
	if (!end) {
		scan_fault(&s, 0, REFUSE_SYNTAX,
			"the file must begin with front matter between two "
			"lines ---",
			NULL);
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
		scan_fault(&s, 0, REFUSE_SYNTAX, "there is no text", NULL);
	return faults->count + faults->left_off == before ? t : NULL;
}

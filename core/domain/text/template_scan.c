/*
 * Template text to pieces. Pieces stand in one flat array in the order of the
 * text; an if knows where to go on when it is false.
 */
#include "domain/text/template_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

void
scan_fault(struct template_scan *s, size_t at, enum refusal refusal,
	const struct arg *args)
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
	(void)refuse(&err, refusal, s->file, args);
	faults_add(s->faults, s->file, line, column, &err);
}

static struct piece *
add_piece(struct template_scan *s, enum piece_type type)
{
	struct piece *p;

	p = MEM_ADD(s->rows, s->count);
	*p = (struct piece){ .type = type, .text = "", .word = "" };
	return p;
}

static void
add_text(struct template_scan *s, size_t from, size_t to)
{
	if (from < to)
		add_piece(s, PIECE_TEXT)->text =
			pool_strndup(s->pool, s->text + from, to - from);
}

struct slot *
slot_of(struct playbook *p, const char *id)
{
	for (size_t i = 0; i < p->slot_count; i++)
		if (strcmp(p->slots[i].id, id) == 0)
			return &p->slots[i];
	return NULL;
}

static void
fault_name(struct template_scan *s, size_t at, const char *name)
{
	struct buf all;

	buf_init(&all, 150);
	for (size_t i = 0; i < s->playbook->slot_count; i++)
		if (!buf_try_printf(&all, "%s%s", i ? ", " : "",
			    s->playbook->slots[i].id))
			break; /* enough for a person to see what is meant */
	scan_fault(s, at, REFUSE_SLOT_UNKNOWN,
		WITH(arg_text(name), arg_words(all.data)));
	buf_release(&all);
}

static bool
resolve_auto(struct piece *p, const char *name)
{
	for (int i = 0; i < AUTO_COUNT; i++) {
		if (strcmp(auto_row((enum auto_value)i)->word, name) == 0) {
			p->type = PIECE_AUTO;
			p->value = (enum auto_value)i;
			return true;
		}
	}
	return false;
}

bool
piece_resolve(
	struct piece *p, const struct playbook *playbook, const char *name)
{
	p->slot = playbook_slot(playbook, name);
	if (p->slot) {
		p->type = PIECE_SLOT;
		return true;
	}
	if (strcmp(name, "figures") == 0) {
		p->type = PIECE_FIGURES;
		return true;
	}
	if (strncmp(name, "figure.", 7) == 0) {
		p->type = PIECE_FIGURE;
		p->figure = playbook_figure(playbook, name + 7);
		return p->figure != NULL;
	}
	return resolve_auto(p, name);
}

void
scan_mark_slot(struct template_scan *s, const struct piece *p, bool is_asked)
{
	kind_set bit = 1U << s->kind;
	struct slot *slot;

	if (p->type == PIECE_FIGURES && !is_asked && !s->depth)
		s->playbook->kinds[s->kind].counted = true;
	if (p->type != PIECE_SLOT)
		return;
	slot = slot_of(s->playbook, p->slot->id);
	slot->kinds |= bit;
	if (!is_asked && !s->depth)
		slot->required |= bit;
}

static void
tag_value(struct template_scan *s, size_t at, const char *name)
{
	struct piece p = { .text = "" };

	if (!piece_resolve(&p, s->playbook, name)) {
		fault_name(s, at, name);
		return;
	}
	scan_mark_slot(s, &p, false);
	*add_piece(s, p.type) = p;
}

/* The word of "x=word", which must be one of the choices of x. */
static const char *
choice_word(struct template_scan *s, size_t at, const struct piece *p,
	const char *word)
{
	size_t n = p->type == PIECE_SLOT ? p->slot->choice_count : 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(p->slot->choices[i].word, word) == 0)
			return p->slot->choices[i].word;
	scan_fault(s, at, REFUSE_SYNTAX,
		WITH(ARG_BOTH("{{#if x=word}}: no such choice",
			"{{#if x=word}}：没有这个选项")));
	return "";
}

static void
tag_if(struct template_scan *s, size_t at, char *name)
{
	struct piece p = { .text = "", .word = "" };
	char *equals = strchr(name, '=');

	if (s->depth == IF_DEPTH) {
		scan_fault(s, at, REFUSE_SYNTAX,
			WITH(ARG_BOTH("{{#if}} too deep", "{{#if}} 嵌套过深")));
		return;
	}
	if (equals)
		*equals = '\0';
	if (!piece_resolve(&p, s->playbook, name))
		fault_name(s, at, name);
	else if (equals)
		p.word = choice_word(s, at, &p, equals + 1);
	scan_mark_slot(s, &p, true);
	p.about = p.type;
	p.type = PIECE_IF;
	s->open[s->depth++] = s->count;
	*add_piece(s, PIECE_IF) = p;
}

/* {{else}} or {{/if}}: what waited now knows where to go on. */
static void
tag_close(struct template_scan *s, size_t at, bool is_else)
{
	size_t waiting;

	if (!s->depth) {
		scan_fault(s, at, REFUSE_SYNTAX,
			WITH(is_else ? ARG_BOTH("{{else}} without {{#if}}",
					       "{{else}} 没有对应的 {{#if}}")
				     : ARG_BOTH("{{/if}} without {{#if}}",
					       "{{/if}} 没有对应的 {{#if}}")));
		return;
	}
	waiting = s->open[--s->depth];
	if (!is_else) {
		s->rows[waiting].jump = s->count;
		return;
	}
	if (s->rows[waiting].type == PIECE_ELSE)
		scan_fault(s, at, REFUSE_SYNTAX,
			WITH(ARG_BOTH("a second {{else}}", "第二个 {{else}}")));
	s->open[s->depth++] = s->count;
	add_piece(s, PIECE_ELSE);
	s->rows[waiting].jump = s->count;
}

bool
tag_inside(char *name, size_t size, const struct template_scan *s, size_t from,
	size_t to)
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
tag(struct template_scan *s, size_t at, size_t from, size_t to)
{
	char name[80];

	if (s->text[from] == '!')
		return;
	if (!tag_inside(name, sizeof(name), s, from, to))
		scan_fault(s, at, REFUSE_SYNTAX,
			WITH(ARG_BOTH(
				"{{ }} without a name", "{{ }} 中没有名称")));
	else if (strncmp(name, "#if ", 4) == 0)
		tag_if(s, at, name + 4);
	else if (strcmp(name, "else") == 0)
		tag_close(s, at, true);
	else if (strcmp(name, "/if") == 0)
		tag_close(s, at, false);
	else if (strchr("#/", name[0]))
		scan_fault(s, at, REFUSE_SYNTAX,
			WITH(ARG_BOTH("only {{#if name}} … {{/if}} is known",
				"只能使用 {{#if name}} … {{/if}}")));
	else
		tag_value(s, at, name);
}

size_t
find_pair(const char *text, size_t from, size_t end, const char *what)
{
	for (size_t i = from; i + 1 < end; i++)
		if (text[i] == what[0] && text[i + 1] == what[1])
			return i;
	return end;
}

static size_t
count_values(const struct template_scan *s)
{
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++)
		count += s->rows[i].type != PIECE_TEXT &&
			s->rows[i].type != PIECE_IF &&
			s->rows[i].type != PIECE_ELSE;
	return count;
}

struct pieces
scan_pieces(struct template_scan *s)
{
	size_t start = s->at;
	struct pieces out;

	while (s->at < s->end) {
		size_t open = find_pair(s->text, s->at, s->end, "{{");
		size_t stray = find_pair(s->text, s->at, open, "}}");
		size_t close;

		if (stray < open)
			scan_fault(s, stray, REFUSE_SYNTAX,
				WITH(ARG_BOTH(
					"}} without {{", "}} 没有对应的 {{")));
		add_text(s, s->at, open);
		s->at = open;
		if (open == s->end)
			break;
		close = find_pair(s->text, open + 2, s->end, "}}");
		if (close == s->end) {
			scan_fault(s, open, REFUSE_SYNTAX,
				WITH(ARG_BOTH(
					"{{ without }}", "{{ 没有对应的 }}")));
			break;
		}
		tag(s, open, open + 2, close);
		s->at = close + 2;
	}
	if (s->depth)
		scan_fault(s, start, REFUSE_SYNTAX,
			WITH(ARG_BOTH("{{#if}} is not closed in this paragraph",
				"{{#if}} 在本段内没有结束")));
	if (count_values(s) > TEMPLATE_VALUES)
		scan_fault(s, start, REFUSE_SYNTAX,
			WITH(ARG_BOTH("more than 400 values in one paragraph",
				"一段内超过400处取值")));
	out = (struct pieces){ pool_array(s->pool, s->count, sizeof(*out.rows)),
		s->count };
	if (s->count)
		memcpy(out.rows, s->rows, s->count * sizeof(*out.rows));
	free(s->rows);
	return out;
}

/*
 * Runs the table of rules: each text is folded once, the words of all lists are
 * found in one walk, then each rule that applies to the case runs. Blocking
 * rules run first, so that their findings are among those that are kept.
 */
#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "lint/lint_check.h"
#include "lint/mention.h"
#include "lint/rules_internal.h"

void
findings_init(struct findings *f)
{
	*f = (struct findings){ 0 };
}

void
findings_release(struct findings *f)
{
	free(f->rows);
	*f = (struct findings){ 0 };
}

struct preparing {
	struct lint_text *text;
	const struct lint_rules *rules;
};

/* Whatever begins or ends inside the word cuts it. */
static void
take_common(struct lint_text *t, size_t start, size_t end)
{
	if (!t->inside)
		t->inside = mem_array(t->f.len / 8 + 1, 1);
	for (size_t i = start + 1; i < end; i++)
		t->inside[i / 8] |= (unsigned char)(1U << i % 8);
}

static void
hit(void *ctx, size_t start, size_t end, size_t word)
{
	struct preparing *p = ctx;
	struct lint_text *t = p->text;

	if (word >= p->rules->word_count) {
		const struct lint_literal *a =
			&p->rules->literals[word - p->rules->word_count];

		windows_add(&t->windows, a->pattern, a->low, a->high, start);
		return;
	}
	if (p->rules->words[word].row->list == p->rules->common) {
		take_common(t, start, end);
		return;
	}
	*MEM_ADD(t->hits, t->hit_count) = (struct lint_hit){ start, end, word };
}

static void
lint_text_prepare(struct lint_text *t, const struct lint_field *field,
	const struct lint_rules *rules)
{
	struct preparing p = { t, rules };

	*t = (struct lint_text){ .field = field };
	lint_fold(&t->f, field->text, field->len);
	windows_init(&t->windows, rules->pattern_count);
	automaton_scan(rules->automaton, t->f.data, t->f.len, hit, &p);
	leak_scan_folded(&t->leaks, &t->f, rules, true);
}

/* The rule applies to the case: what it depends on is known, and is so. */
static bool
rule_applies(const struct lint_rule *rule, const struct lint_case *c)
{
	if (rule->some_kinds &&
		(c->kind >= KIND_COUNT || !(rule->kinds >> c->kind & 1)))
		return false;
	if (rule->some_levels &&
		(!(rule->levels >> c->level & 1) ||
			!(rule->classes & c->class_bit)))
		return false;
	if (rule->mode != MODE_ANY && rule->mode != c->mode)
		return false;
	return lint_rule_holds(c->rules, rule, c->now, c->region);
}

static void
run_pattern(struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_spans except;
		struct pattern_walk walk;
		size_t start = 0, end = 0;

		scan_spans(&except, s, i, s->rule->except);
		scan_walk(&walk, t, s->rule->pattern);
		while (pattern_next(&walk, &start, &end))
			if (!lint_spans_hold(&except, start, end))
				scan_add(s, i, start, end, NULL);
		pattern_walk_release(&walk);
		lint_spans_release(&except);
	}
}

static void
run_rule(struct lint_scan *s, const struct lint_rule *rule)
{
	s->rule = rule;
	if (rule->words)
		scan_run_list(s, rule->words);
	else if (rule->pattern)
		run_pattern(s);
	else if (rule->check)
		rule->check(s);
}

static int
findings_by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	return (x->end > y->end) - (x->end < y->end);
}

void
lint_run(struct findings *out, const struct lint_case *c)
{
	struct lint_scan s = { .c = c, .out = out };
	const struct lint_rules *r = c->rules;

	findings_init(out);
	s.texts = mem_array(c->field_count, sizeof(*s.texts));
	for (size_t i = 0; i < c->field_count; i++)
		lint_text_prepare(&s.texts[i], &c->fields[i], r);
	for (int severity = SEVERITY_BLOCK; severity >= 0; severity--)
		for (size_t i = 0; i < r->rule_count; i++)
			if ((int)r->rules[i].severity == severity &&
				rule_applies(&r->rules[i], c))
				run_rule(&s, &r->rules[i]);
	if (out->count > 1)
		qsort(out->rows, out->count, sizeof(*out->rows),
			findings_by_place);
	for (size_t i = 0; i < c->field_count; i++) {
		free(s.texts[i].hits);
		free(s.texts[i].inside);
		windows_release(&s.texts[i].windows);
		mentions_release(s.texts[i].mentions);
		free(s.texts[i].mentions);
		leaks_release(&s.texts[i].leaks);
		text_folded_release(&s.texts[i].f);
	}
	free(s.texts);
}

/* ---- in words ---- */

/* The form with the detail in place of each {}. */
static void
finding_fill(char *out, size_t size, const char *form, const struct finding *f,
	enum lang lang)
{
	const char *say = f->row ? f->row->say.in[lang] : "";
	const char *detail = *say ? say : f->detail[lang];
	const char *place;
	bool fits = true;

	*out = '\0';
	while (fits && (place = strstr(form, "{}")) != NULL) {
		fits = fixed_cut_add(out, size, form, (size_t)(place - form)) &&
			fixed_cut_add(out, size, detail, strlen(detail));
		form = place + 2;
	}
	if (fits)
		(void)fixed_cut_add(out, size, form, strlen(form));
}

void
finding_what(char *out, size_t size, const struct finding *f, enum lang lang)
{
	finding_fill(out, size, f->rule->what.in[lang], f, lang);
}

void
finding_mend(char *out, size_t size, const struct finding *f, enum lang lang)
{
	finding_fill(out, size, f->rule->mend.in[lang], f, lang);
}

/* What either tells, in both languages. */
static struct arg
finding_told(
	void tell(char *out, size_t size, const struct finding *f, enum lang),
	const struct finding *f)
{
	char text[LANG_COUNT][200];

	for (int lang = 0; lang < LANG_COUNT; lang++)
		tell(text[lang], sizeof(text[lang]), f, (enum lang)lang);
	return arg_both(&(const struct both)BOTH(text[LANG_EN], text[LANG_ZH]));
}

struct arg
finding_arg(const struct finding *f)
{
	return finding_told(finding_what, f);
}

struct arg
finding_arg_mend(const struct finding *f)
{
	return finding_told(finding_mend, f);
}

const char *
finding_citation(const struct finding *f)
{
	return f->row && *f->row->citation ? f->row->citation
					   : f->rule->citation;
}

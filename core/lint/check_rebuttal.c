/*
 * L-35, the form of a rebuttal: the claim never in the title and at most once
 * in the text, a warning before it, the fact first and last, evidence that
 * others can look up, and a checker who is not only the accused unit. The
 * order is the Debunking Handbook's: fact, warning, explanation, fact.
 */
#include "lint/lint_check.h"
#include "lint/unit.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/doc.h"
#include "base/mem.h"

enum {
	NEEDLE_MIN = 2, /* characters: a shorter claim is found everywhere */
	LAST = 4, /* paragraphs at the end: fact, address, unit, time */
	SHARE = 50 /* percent of the fact's pairs that repeat it */
};

/* Letters and digits of a folded text, and where each byte stood. */
struct bare {
	char *text;
	size_t len, characters;
	size_t *at;
};

static bool
bare_keeps(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
		(c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

static void
bare_init(struct bare *b, const char *folded, size_t len)
{
	uint32_t cp;
	size_t used;

	*b = (struct bare){ .text = mem_new(len + 1),
		.at = mem_array(len + 1, sizeof(*b->at)) };
	for (size_t i = 0; (used = text_decode(&cp, folded + i, len - i)) > 0;
		i += used) {
		if (!bare_keeps(cp))
			continue;
		b->characters++;
		for (size_t k = 0; k < used; k++) {
			b->at[b->len] = i + k;
			b->text[b->len++] = folded[i + k];
		}
	}
	b->at[b->len] = len;
	b->text[b->len] = '\0';
}

static void
bare_of(struct bare *b, const char *text)
{
	struct text_folded f;

	lint_fold(&f, text, strlen(text));
	bare_init(b, f.data, f.len);
	text_folded_release(&f);
}

static void
bare_release(struct bare *b)
{
	free(b->text);
	free(b->at);
}

/* The next place of the needle from *from on; moves *from behind it. */
static bool
bare_find(size_t *start, size_t *end, size_t *from, const struct bare *in,
	const struct bare *needle)
{
	const char *hit = memmem(
		in->text + *from, in->len - *from, needle->text, needle->len);
	size_t at;

	if (!hit)
		return false;
	at = (size_t)(hit - in->text);
	*start = in->at[at];
	*end = in->at[at + needle->len - 1] + 1;
	*from = at + needle->len;
	return true;
}

/* ---- paragraphs ---- */

struct paragraph {
	size_t start, end;
};

static size_t
paragraphs(struct paragraph *out, size_t max, const char *text, size_t len)
{
	size_t n = 0, i = 0;

	while (i < len && n < max) {
		while (i < len && text[i] == '\n')
			i++;
		if (i == len)
			break;
		out[n].start = i;
		while (i < len && !(text[i] == '\n' && text[i + 1] == '\n'))
			i++;
		out[n++].end = i;
	}
	return n;
}

static size_t
paragraph_of(const struct paragraph *p, size_t count, size_t at)
{
	for (size_t i = 0; i < count; i++)
		if (at < p[i].end)
			return i;
	return count;
}

/* ---- the fact again ---- */

static int
by_piece(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* All pairs of neighbouring characters, sorted. The caller frees them. */
static uint64_t *
bare_pieces(size_t *count, const struct bare *b)
{
	uint64_t *list = mem_array(b->characters + 1, sizeof(*list));
	uint32_t cp, before = 0;
	size_t used, n = 0;

	for (size_t i = 0;
		(used = text_decode(&cp, b->text + i, b->len - i)) > 0;
		i += used) {
		if (before)
			list[n++] = (uint64_t)before << 32 | cp;
		before = cp;
	}
	qsort(list, n, sizeof(*list), by_piece);
	*count = n;
	return list;
}

/* Percent of the fact's pairs that the paragraph has too. */
static size_t
fact_share(const char *fact, const char *text, size_t len)
{
	struct bare a, b;
	size_t na, nb, shared = 0;
	uint64_t *pa, *pb;

	bare_of(&a, fact);
	bare_init(&b, text, len);
	pa = bare_pieces(&na, &a);
	pb = bare_pieces(&nb, &b);
	for (size_t i = 0; i < na; i++)
		shared +=
			bsearch(&pa[i], pb, nb, sizeof(*pb), by_piece) != NULL;
	free(pa);
	free(pb);
	bare_release(&a);
	bare_release(&b);
	return na ? shared * 100 / na : 100;
}

/* ---- the rule ---- */

enum lacks {
	LACKS_TITLE,
	LACKS_WARNING,
	LACKS_FIRST,
	LACKS_AGAIN,
	LACKS_TWICE,
	LACKS_EVIDENCE,
	LACKS_CHECKER
};

static const struct both lacks[] = {
	[LACKS_TITLE] = BOTH("the claim stands in the title", "标题含传言"),
	[LACKS_WARNING] = BOTH("no warning before the claim", "引用前没有提示"),
	[LACKS_FIRST] = BOTH("the fact does not come first", "没有先说事实"),
	[LACKS_AGAIN] = BOTH(
		"the fact is not said again at the end", "结尾没有重申事实"),
	[LACKS_TWICE] =
		BOTH("the claim is told more than once", "传言出现不止一次"),
	[LACKS_EVIDENCE] = BOTH("no evidence", "没有证据"),
	[LACKS_CHECKER] =
		BOTH("checked by the accused unit alone", "仅由所指单位核实"),
};

struct rebuttal_form {
	struct lint_scan *s;
	struct bare needles[2]; /* as registered, and as it is quoted here */
	size_t needle_count;
	const char *facts[3];
	size_t fact_count;
};

static void
form_add_needle(struct rebuttal_form *f, const char *text)
{
	struct bare b;

	if (!text || !*text)
		return;
	bare_of(&b, text);
	if (b.characters >= NEEDLE_MIN)
		f->needles[f->needle_count++] = b;
	else
		bare_release(&b);
}

static void
form_add_fact(struct rebuttal_form *f, const char *text)
{
	if (text && *text)
		f->facts[f->fact_count++] = text;
}

static void
form_check_title(
	struct rebuttal_form *f, size_t field, const struct lint_text *t)
{
	struct bare in;

	bare_init(&in, t->f.data, t->f.len);
	for (size_t i = 0; i < f->needle_count; i++) {
		size_t start, end, from = 0;

		if (!bare_find(&start, &end, &from, &in, &f->needles[i]))
			continue;
		scan_add_both(f->s, field, start, end, &lacks[LACKS_TITLE]);
		break;
	}
	bare_release(&in);
}

static bool
is_warned(struct rebuttal_form *f, size_t field, size_t start, size_t end)
{
	struct lint_spans spans;
	bool warned = false;

	scan_spans(&spans, f->s, field, f->s->rule->list);
	for (size_t i = 0; i < spans.count; i++)
		warned |= spans.rows[i].start >= start &&
			spans.rows[i].end <= end;
	lint_spans_release(&spans);
	return warned;
}

static bool
ends_with_fact(const struct rebuttal_form *f, const struct lint_text *t,
	const struct paragraph *p, size_t count, size_t claim)
{
	if (f->fact_count == 0)
		return true;
	for (size_t i = count > LAST ? count - LAST : 0; i < count; i++)
		for (size_t k = 0; i > claim && k < f->fact_count; k++)
			if (fact_share(f->facts[k], t->f.data + p[i].start,
				    p[i].end - p[i].start) >= SHARE)
				return true;
	return false;
}

/*
 * Checks the order of fact, warning, explanation and fact, starting from the
 * paragraph with the claim.
 */
static void
form_check_order(struct rebuttal_form *f, size_t field,
	const struct lint_text *t, size_t start, size_t end)
{
	struct paragraph p[256];
	size_t count = paragraphs(p, 256, t->f.data, t->f.len);
	size_t claim = paragraph_of(p, count, start);

	if (claim == count)
		return;
	if (!is_warned(f, field, p[claim].start, start))
		scan_add_both(f->s, field, start, end, &lacks[LACKS_WARNING]);
	if (claim == 0)
		scan_add_both(f->s, field, start, end, &lacks[LACKS_FIRST]);
	if (!ends_with_fact(f, t, p, count, claim))
		scan_add_both(f->s, field, p[count - 1].start, p[count - 1].end,
			&lacks[LACKS_AGAIN]);
}

static void
form_check_text(
	struct rebuttal_form *f, size_t field, const struct lint_text *t)
{
	struct bare in;
	bool ordered = false;

	bare_init(&in, t->f.data, t->f.len);
	for (size_t i = 0; i < f->needle_count; i++) {
		const struct bare *needle = &f->needles[i];
		size_t start, end, from = 0;

		if (!bare_find(&start, &end, &from, &in, needle))
			continue;
		if (!ordered)
			form_check_order(f, field, t, start, end);
		ordered = true;
		if (bare_find(&start, &end, &from, &in, needle))
			scan_add_both(
				f->s, field, start, end, &lacks[LACKS_TWICE]);
	}
	bare_release(&in);
}

static void
form_check_grounds(struct rebuttal_form *f)
{
	const struct lint_case *c = f->s->c;
	const char *checker = c->claim.checker && *c->claim.checker
		? c->claim.checker
		: doc_str(c->slots, "checked_by");

	/* unless there is a claim, evidence cannot be expected */
	if ((c->claim.text || *doc_str(c->slots, "claim")) &&
		c->claim.evidence == 0 && !*doc_str(c->slots, "evidence"))
		scan_add_whole_both(f->s, &lacks[LACKS_EVIDENCE]);
	if (c->claim.accused && unit_is_same(checker, c->claim.accused))
		scan_add_whole_both(f->s, &lacks[LACKS_CHECKER]);
}

void
check_rebuttal(struct lint_scan *s)
{
	struct rebuttal_form f = { .s = s };
	const struct lint_text *t;

	if (!s->c->slots && !s->c->claim.text)
		return;
	form_add_needle(&f, doc_str(s->c->slots, "claim"));
	form_add_needle(&f, s->c->claim.text);
	form_add_fact(&f, doc_str(s->c->slots, "headline"));
	form_add_fact(&f, doc_str(s->c->slots, "fact"));
	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		if (t->field->part == PART_TITLE)
			form_check_title(&f, i, t);
		else if (t->field->part == PART_TEXT)
			form_check_text(&f, i, t);
	}
	form_check_grounds(&f);
	for (size_t i = 0; i < f.needle_count; i++)
		bare_release(&f.needles[i]);
}

/* ---- the headline ---- */

static bool
field_holds(struct lint_scan *s, size_t field, const struct lint_list *list)
{
	struct lint_spans found;
	bool has;

	scan_spans(&found, s, field, list);
	has = found.count > 0;
	lint_spans_release(&found);
	return has;
}

/*
 * L-35C: the text begins by calling the headline a claim, and the headline has
 * no word that states a fact or denies one.
 */
void
check_claim_headline(struct lint_scan *s)
{
	size_t title = SIZE_MAX;
	bool points = false;

	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		if (s->c->fields[i].part == PART_TITLE)
			title = i;
		else
			points = points || field_holds(s, i, s->rule->list);
	}
	if (points && title != SIZE_MAX && s->texts[title].f.len &&
		!field_holds(s, title, s->rule->except))
		scan_add(s, title, 0, s->texts[title].f.len, NULL);
}

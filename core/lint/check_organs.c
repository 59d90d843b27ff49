/*
 * L-36 and L-50: what concerns other units. L-36: a unit that a text names
 * should have agreed to what is said of it, unless it signs the text, is only
 * named to be called, or is the source of a figure. L-50: a subject that
 * another organ announces may only be reposted (转载), with that organ's name,
 * where or when it was published, and without own figures.
 */
#include "lint/lint_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lint/mention.h"
#include "lint/signature.h"

enum { UNITS_MAX = 64, NEAR_BYTES = 24 };

static bool
has_word(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* Units that are done: they sign, or were reported already. */
struct units {
	const struct lint_row *rows[UNITS_MAX];
	size_t count;
};

static bool
has_unit(const struct units *u, const struct lint_row *row)
{
	for (size_t i = 0; i < u->count; i++)
		if (u->rows[i] == row)
			return true;
	return false;
}

/*
 * Adds the unit that signs, which is the first one in the signature. Others
 * beside it still have to agree.
 */
static void
add_signer(struct units *u, const struct lint_text *t,
	const struct lint_spans *spans)
{
	size_t from = signature_start(t);

	for (size_t k = 0; k < spans->count; k++) {
		if (spans->rows[k].start < from)
			continue;
		u->rows[u->count++] = spans->rows[k].row;
		return;
	}
}

/* A figure of the case has this unit for its source. */
static bool
gave_figure(const struct lint_case *c, const struct lint_row *row)
{
	for (size_t i = 0; i < c->figure_count; i++)
		for (size_t k = 0; k < row->word_count; k++)
			if (strstr(c->figures[i].source, row->words[k]))
				return true;
	return false;
}

/*
 * [from, to) is short and holds only Chinese characters, so no clause ends in
 * it.
 */
static bool
is_near(const struct lint_text *t, size_t from, size_t to)
{
	if (to < from || to - from > NEAR_BYTES)
		return false;
	for (size_t i = from; i < to; i++)
		if ((unsigned char)t->f.data[i] < 0x80 ||
			(unsigned char)t->f.data[i] == 0xE3)
			return false;
	return true;
}

/*
 * Whether a row of the list of ordinary uses applies to the unit: it stands
 * behind it (note "behind"), or it contains it; if it cites it for a number
 * (note "source"), the figures must have that source.
 */
static bool
is_use(const struct lint_case *c, const struct lint_text *t,
	const struct lint_span *use, const struct lint_span *unit)
{
	if (strcmp(use->row->note, "behind") == 0)
		return is_near(t, unit->end, use->start);
	return use->start <= unit->start && use->end >= unit->end &&
		(strcmp(use->row->note, "source") != 0 ||
			gave_figure(c, unit->row));
}

/*
 * The unit is named only to be called, in the title of a law, or the like.
 * Units are asked in order of place; *first moves along with them.
 */
static bool
is_mentioned_only(const struct lint_case *c, const struct lint_text *t,
	const struct lint_spans *uses, size_t *first,
	const struct lint_span *unit)
{
	while (*first < uses->count && uses->rows[*first].end <= unit->start)
		(*first)++;
	for (size_t i = *first; i < uses->count; i++) {
		if (uses->rows[i].start > unit->end + NEAR_BYTES)
			break;
		if (is_use(c, t, &uses->rows[i], unit))
			return true;
	}
	return false;
}

static void
look_at_units(struct lint_scan *s, size_t i, const struct lint_spans *spans,
	struct units *said)
{
	const struct lint_case *c = s->c;
	struct lint_spans uses;
	size_t first = 0;

	scan_spans(&uses, s, i, s->rule->except);
	for (size_t k = 0; k < spans->count; k++) {
		const struct lint_span *p = &spans->rows[k];

		if (said->count == UNITS_MAX || has_unit(said, p->row) ||
			has_word(
				c->concurred, c->concurred_count, p->row->id) ||
			is_mentioned_only(c, &s->texts[i], &uses, &first, p))
			continue;
		said->rows[said->count++] = p->row;
		scan_add_row(s, i, p->start, p->end, p->row, p->word);
	}
	lint_spans_release(&uses);
}

/* Each unit once, at the first place where something is said of it. */
void
check_organs(struct lint_scan *s)
{
	const struct lint_text *t = NULL;
	struct units said = { 0 };

	if (!s->c->in_incident || s->c->kind == KIND_REPOST)
		return; /* the organ's own word, as it published it */
	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_spans spans;

		scan_spans(&spans, s, i, s->rule->list);
		if (t->field->part == PART_TEXT)
			add_signer(&said, t, &spans);
		lint_spans_release(&spans);
	}
	for (size_t i = 0; scan_next(s, &i) != NULL; i++) {
		struct lint_spans spans;

		scan_spans(&spans, s, i, s->rule->list);
		if (spans.count)
			look_at_units(s, i, &spans, &said);
		lint_spans_release(&spans);
	}
}

/* A digit or a Chinese numeral before a sign, as in 第12号 or 16时. */
static bool
number_before(const char *text, const char *sign)
{
	for (const char *at = strstr(text, sign); at; at = strstr(at + 1, sign))
		if (at > text &&
			((at[-1] >= '0' && at[-1] <= '9') ||
				(at - text >= 3 &&
					strstr("一二三四五六七八九十",
						(char[]){ at[-3], at[-2],
							at[-1], '\0' }))))
			return true;
	return false;
}

/* A word of that note of authority-signs stands in the text. */
static bool
has_sign(const struct lint_scan *s, const char *note, const char *text)
{
	const struct lint_list *list =
		lint_list_named(s->c->rules, "authority-signs");

	return scan_list_within(s, list, note, text, 0, strlen(text));
}

/* The text says where or when it was published: a number or a time of issue. */
static bool
is_traceable(const struct lint_scan *s, const char *text)
{
	static const char *const counted[] = { "号", "期", "日", "时", "点",
		":" };

	if (has_sign(s, "published", text))
		return true;
	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++)
		if (number_before(text, counted[i]))
			return true;
	return false;
}

/*
 * The text holds one of the names of the row's organ (its note, separated by
 * blanks).
 */
static bool
names_organ(const char *text, const struct lint_row *row)
{
	const char *note = row->note;
	char name[LINT_WORD_MAX + 1];

	while (*note) {
		size_t len = strcspn(note, " ");

		if (len && len < sizeof(name)) {
			memcpy(name, note, len);
			name[len] = '\0';
			if (strstr(text, name))
				return true;
		}
		note += len + (note[len] == ' ');
	}
	return false;
}

/*
 * The sentence around [start, end), up to full stops or line ends. The caller
 * frees it.
 */
static char *
sentence(const struct lint_text *t, size_t start, size_t end)
{
	static const char stop[] = "。";
	const size_t n = sizeof(stop) - 1;

	while (start > 0 && t->f.data[start - 1] != '\n' &&
		(start < n || memcmp(t->f.data + start - n, stop, n) != 0))
		start--;
	while (end < t->f.len && t->f.data[end] != '\n' &&
		strncmp(t->f.data + end, stop, n) != 0)
		end++;
	return mem_printf("%.*s", (int)(end - start), t->f.data + start);
}

static bool
has_link(const struct lint_scan *s)
{
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++)
		if (strstr(t->f.data, "http://") ||
			strstr(t->f.data, "https://"))
			return true;
	return false;
}

/*
 * The organ that may announce the subject signs the text itself. The government
 * signs for all its departments, so its name does not count.
 */
static bool
is_signed_by(const struct lint_scan *s, const struct lint_text *t,
	const struct lint_row *row)
{
	const char *signature = t->f.data + signature_start(t);

	return names_organ(signature, row) &&
		!has_sign(s, "for-all", signature);
}

/* Some word of others' claims stands there (figure-words, note claimed). */
static bool
says_claim(const struct lint_scan *s, const char *said)
{
	const struct lint_list *list =
		lint_list_named(s->c->rules, "figure-words");

	return scan_list_within(s, list, "claimed", said, 0, strlen(said));
}

/* A number of this office's figures stands in the sentence. */
static bool
tells_figure(struct lint_scan *s, const struct lint_text *t,
	const struct lint_span *p)
{
	const struct mentions *all = scan_mentions(s, (size_t)(t - s->texts));
	struct lint_sentence at = { 0 };

	(void)scan_sentence(&at, t, p->start);
	for (size_t k = 0; k < all->count; k++)
		if (all->rows[k].start >= at.start &&
			all->rows[k].end <= at.end)
			return true;
	return false;
}

/* A rebuttal quotes what was claimed, a withdrawal what it takes back. */
static bool
is_answered(const struct lint_scan *s, const struct lint_text *t,
	const struct lint_span *p)
{
	char *said;
	bool is;

	if (s->c->kind != KIND_REBUTTAL && s->c->kind != KIND_WITHDRAWAL)
		return false;
	said = sentence(t, p->start, p->end);
	is = strstr(said, "“") || has_sign(s, "in-error", said) ||
		(s->c->kind == KIND_REBUTTAL && says_claim(s, said));
	free(said);
	return is;
}

/*
 * The sentence names the organ, and either it has the number or time of the
 * publication or a link stands anywhere.
 */
static bool
is_repost(struct lint_scan *s, const struct lint_text *t,
	const struct lint_span *p)
{
	char *said = sentence(t, p->start, p->end);
	bool ok = (s->c->figure_count == 0 ||
			  (strstr(p->row->note, "(beside)") &&
				  !tells_figure(s, t, p))) &&
		names_organ(said, p->row) &&
		(is_traceable(s, said) || has_link(s));

	free(said);
	return ok;
}

/* A message of that kind is a repost as a whole: its slots say whose word it
 * is, and where or when it was said. */
static bool
is_whole_repost(const struct lint_scan *s, const struct lint_row *row)
{
	const char *source = scan_slot(s, "source");
	struct text_folded f;
	bool ok;

	if (s->c->kind != KIND_REPOST ||
		(s->c->figure_count && !s->c->passed_on) ||
		(!*scan_slot(s, "source_link") && !*scan_slot(s, "source_at")))
		return false;
	lint_fold(&f, source, strlen(source));
	ok = names_organ(f.data, row);
	text_folded_release(&f);
	return ok;
}

/* L-50F: a repost has no figures of its own. */
void
check_own_figures(struct lint_scan *s)
{
	for (size_t i = 0; !s->c->passed_on && i < s->c->figure_count; i++) {
		const char *name = s->c->figures[i].name;
		const struct both *said = &(const struct both)BOTH(name, name);

		for (size_t k = 0; k < s->c->figure_def_count; k++)
			if (strcmp(s->c->figure_defs[k].id, name) == 0)
				said = &s->c->figure_defs[k].label;
		scan_add_whole_both(s, said);
	}
}

bool
finding_is_anothers(const struct finding *f)
{
	return f->rule->check == check_authority && f->row != NULL;
}

void
check_authority(struct lint_scan *s)
{
	const struct lint_case *c = s->c;
	const struct lint_text *t = NULL;

	for (size_t i = 0; (t = scan_next(s, &i)) != NULL; i++) {
		struct lint_spans spans, ordinary;

		scan_spans(&spans, s, i, s->rule->list);
		scan_spans(&ordinary, s, i, s->rule->except);
		for (size_t k = 0; k < spans.count; k++) {
			const struct lint_span *p = &spans.rows[k];

			if (!has_word(c->may, c->may_count, p->row->id) &&
				!lint_spans_hold(&ordinary, p->start, p->end) &&
				!is_signed_by(s, t, p->row) &&
				!is_whole_repost(s, p->row) &&
				!is_answered(s, t, p) && !is_repost(s, t, p))
				scan_add_row(
					s, i, p->start, p->end, p->row, NULL);
		}
		lint_spans_release(&spans);
		lint_spans_release(&ordinary);
	}
}

/*
 * Finds mentions: each number, then the words before and behind it. A word
 * before the number has precedence over one behind it, and belongs to one
 * number only.
 */
#include "lint/mention_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"

enum {
	BEHIND_MAX = 9, /* characters */
	ENGLISH_MAX = 5, /* words */
	FAR = 48, /* bytes */
	FILLERS_MAX = 6
};

/* Words that may stand between a figure's word and its number. */
static size_t
filler_before(const struct mention_reader *r, size_t at, bool *about)
{
	size_t n = sense_ends(r, at, SENSE_FILLER);
	size_t rough = sense_ends(r, at, SENSE_FILLER_ABOUT);

	if (n == 0 && rough == 0 && at && strchr(":( ", r->text[at - 1]))
		return 1;
	*about = *about || rough > n;
	return rough > n ? rough : n;
}

/* Helpers are no casualties: they are known by what they do, or by having been
 * sent. */
static bool
helps(const struct mention_reader *r, size_t at)
{
	return sense_at(r, at, SENSE_HELPS);
}

/* Of helpers, only their own fate is a casualty: the dead and missing … */
static uint64_t
fates(const struct mention_reader *r)
{
	return mention_of_roles(r, 1U << FIGURE_DEAD | 1U << FIGURE_MISSING);
}

/* 更正为, or "from 3 to": the number before it is the older one. */
static size_t
older_before(const struct mention_reader *r, size_t at)
{
	static const struct word to = W(" to ");
	size_t n = sense_ends(r, at, SENSE_CHANGE), unit = 0, from;

	if (n == 0 && at >= to.len && word_starts(r, at - to.len, &to))
		n = to.len;
	from = at - n;
	if (n == 0)
		return 0;
	for (size_t k = HAN; k <= 2 * HAN && k <= from && !unit; k += HAN)
		if (mention_unit_at(r, from - k) == k)
			unit = k;
	for (from -= unit; from && ascii_is_digit(r->text[from - 1]);)
		from--;
	return ascii_is_digit(r->text[from]) ? at - from : 0;
}

/*
 * Another figure's word joined to the one at `at`: 死亡失踪398人 counts both.
 */
static uint64_t
joined_before(const struct mention_reader *r, size_t at)
{
	static const struct word joints[] = { W("、"), W("和"), W("或"),
		W("与"), W("及"), W(" or "), W(" and ") };
	uint64_t figures = 0;

	for (size_t i = 0; i < COUNT(joints); i++)
		if (joints[i].len <= at &&
			word_starts(r, at - joints[i].len, &joints[i])) {
			at -= joints[i].len;
			break;
		}
	return at >= r->used && mention_figure_at(&figures, r, at, true)
		? figures
		: 0;
}

/* The kind of injury whose word stands at `at`: which, 0 if none does. */
static size_t
kind_at(const struct mention_reader *r, size_t at)
{
	const struct mention_words *w = &r->senses[SENSE_KIND];
	size_t n = sense_at(r, at, SENSE_KIND);

	for (size_t i = 0; n && i < w->count; i++)
		if (w->rows[i].len == n && word_starts(r, at, &w->rows[i]))
			return i + 1;
	return 0;
}

/* The word before the number was met, at `at`. */
static uint64_t
take_before(struct mention_reader *r, struct mention *m, size_t at, size_t n,
	uint64_t figures)
{
	static const struct word of = W("的");
	uint64_t more = joined_before(r, at - n);

	m->part = sense_before(r, at - n, SENSE_PART) ||
		sense_before(r, m->start, SENSE_PART);
	m->back = at < m->start && word_starts(r, at, &of);
	m->joined = more & ~figures;
	m->kind = kind_at(r, at - n);
	r->used = at;
	return figures | more;
}

/*
 * 转移地下室、棚户区居民906人: between the word and the people stands who they
 * are. The word must be in the same clause, and no number between.
 */
static size_t
far_word_before(const struct mention_reader *r, size_t at)
{
	uint64_t figures = 0;
	size_t least = at > FAR ? at - FAR : 0;
	bool is = sense_ends(r, at, SENSE_WHO);

	for (size_t p = at; is && p > least; p--) {
		if (strchr(",.;:\n()", r->text[p - 1]) ||
			ascii_is_digit(r->text[p - 1]))
			return 0;
		if (p < HAN || word_starts(r, p - HAN, &(struct word)W("。")))
			return 0;
		if (mention_figure_at(&figures, r, p, true))
			return at - p;
	}
	return 0;
}

/* The word before the number, through fillers; 0 if there is none. */
static uint64_t
bind_before(struct mention_reader *r, struct mention *m, uint64_t may)
{
	uint64_t figures = 0;
	size_t at = m->start, n;
	bool about = false, older = false;

	for (int k = 0; k <= FILLERS_MAX; k++) {
		n = mention_figure_at(&figures, r, at, true);
		if (n) {
			if ((at - n < r->used && !older) || !(figures & may))
				return 0;
			m->about = m->about || about;
			return take_before(r, m, at, n, figures & may);
		}
		n = older_before(r, at);
		older = older || n;
		if (n == 0)
			n = filler_before(r, at, &about);
		if (n == 0)
			n = mention_household(r, at);
		if (n == 0 && mention_unit_at(r, m->end))
			n = far_word_before(r, at);
		if (n == 0)
			break;
		at -= n;
	}
	m->about = m->about || about;
	return 0;
}

/* Who follows are some of those counted: 17名伤者中重伤3人, 10人中重伤1人. */
static bool
opens_others(const struct mention_reader *r, size_t at, bool bound)
{
	size_t n = sense_at(r, at, SENSE_OPENS);
	uint64_t figures = 0;

	if (sense_at(r, at, SENSE_AMONG))
		return true;
	return n && (bound || mention_figure_at(&figures, r, at + n, false));
}

/* Figures' words in the same clause behind the number. */
static uint64_t
bind_behind(struct mention_reader *r, struct mention *m, uint64_t may)
{
	size_t unit = mention_unit_at(r, m->end), at = m->end + unit, n;
	size_t words = 0;
	bool latin = at < r->len && r->text[at] == ' ';
	uint64_t found = 0, figures = 0;
	uint32_t cp = 0;

	m->tail = at;
	n = mention_single(&figures, r, at);
	if (n && (figures & may)) {
		m->tail = r->used = at + n;
		return figures & may;
	}
	if (sense_before(r, m->start, SENSE_SENT))
		may &= fates(r);
	if (!unit && m->number.chinese && m->number.value < 2)
		return 0; /* 统一, 一律 */
	for (int k = 0; at < r->len; k += !latin) {
		if (helps(r, at))
			may &= fates(r);
		n = mention_figure_at(&figures, r, at, false);
		if (n && !(figures & may)) {
			at += n;
			continue;
		}
		if (n) {
			found |= figures & may;
			m->kind = m->kind ? m->kind : kind_at(r, at);
			at += n;
			m->tail = r->used = at;
			continue;
		}
		if ((!unit && !latin) || k >= BEHIND_MAX)
			break; /* "遇难3" has its word before it */
		if ((!latin && opens_others(r, at, found)) ||
			mention_denies(r, at))
			break; /* 17名伤者中重伤3人, 17名乘客无人受伤 */
		n = text_decode(&cp, r->text + at, r->len - at);
		words += latin && cp == ' ';
		if (clause_ends_at(cp) || words > ENGLISH_MAX ||
			mention_turns_away(r, at))
			break;
		at += n;
	}
	if (found)
		m->part = m->part || sense_before(r, m->start, SENSE_PART) ||
			sense_before(r, m->tail, SENSE_PART);
	return found;
}

static bool
joint_ends(const struct mention_reader *r, size_t at, const struct word *joint)
{
	return at >= joint->len && word_starts(r, at - joint->len, joint);
}

/* The last number of people stands in this clause or the one before it. */
static bool
loose_is_near(const struct mention_reader *r, const struct mention *m)
{
	if (!r->loose || m->start - r->loose > FAR)
		return false;
	for (size_t p = r->loose; p < m->start; p++)
		if (strchr(";\n(", r->text[p]) ||
			word_starts(r, p, &(struct word)W("。")))
			return false;
	return true;
}

/*
 * 4位乘客和1位路人受伤, four passengers and one walker were hurt: the number
 * before is joined to this one, and nothing is said of it alone.
 */
static int64_t
joined_loose(const struct mention_reader *r, const struct mention *m)
{
	static const struct word joints[] = { W("和"), W("、"), W("及"),
		W("与"), W("、另"), W(" and ") };

	if (loose_is_near(r, m))
		for (size_t i = 0; i < COUNT(joints); i++)
			if (m->start >= r->loose + joints[i].len &&
				joint_ends(r, m->start, &joints[i]))
				return r->loose_count;
	for (size_t i = 0; i < COUNT(joints); i++)
		if (joint_ends(r, m->start, &joints[i]) &&
			sense_ends(r, m->start - joints[i].len, SENSE_SINGLE))
			return 1; /* 驾驶人与一名乘车人死亡: the driver too */
	return 0;
}

/* People of whom no figure is told may be a part of one that is. */
static void
keep_loose(struct mention_reader *r, const struct mention *m)
{
	*MEM_ADD(r->out->loose, r->out->loose_count) =
		(struct mention_loose){ m->start, m->sentence,
			m->number.value };
}

/* Binds a number to the figures whose words stand beside it. */
static void
read_mention(struct mention_reader *r, const struct numeral *n, size_t start,
	size_t end)
{
	struct mention m = { .number = *n,
		.start = start,
		.end = end,
		.tail = end,
		.about = n->about };
	uint64_t may;

	if (!mention_is_count(r, &m))
		return;
	may = mention_may(r, &m);
	m.figures = may ? bind_before(r, &m, may) : 0;
	if (m.figures == 0 && may)
		m.figures = bind_behind(r, &m, may);
	if (may)
		m.besides = joined_loose(r, &m);
	r->loose = m.figures == 0 && may ? end : 0;
	r->loose_count = m.number.value + m.besides;
	if (m.figures == 0)
		m.tail = end + mention_unit_at(r, end);
	m.place = mention_place_before(r, m.start);
	if (!mention_set_sense(r, &m,
		    m.figures || may == UINT64_MAX || (may & r->counting)))
		return;
	if (m.figures)
		mention_keep(r->out, &m);
	else if (may == UINT64_MAX)
		keep_loose(r, &m);
}

void
mentions_find(struct mentions *out, const struct lint_case *c, const char *text,
	size_t len)
{
	struct mention_reader r;
	struct numeral n;
	size_t start = 0, end = 0;

	*out = (struct mentions){ 0 };
	if (c->figure_def_count == 0)
		return;
	mention_reader_init(&r, c, text, len, out);
	while (numeral_find(&n, &start, &end, text, len, end))
		read_mention(&r, &n, start, end);
	out->found = sense_last(&r, SENSE_FOUND);
	mentions_find_zero(&r);
	mentions_find_safe(&r);
	mention_reader_release(&r);
}

const struct mentions *
scan_mentions(struct lint_scan *s, size_t i)
{
	struct lint_text *t = &s->texts[i];

	if (t->mentions == NULL) {
		t->mentions = mem_new(sizeof(*t->mentions));
		mentions_find(t->mentions, s->c, t->f.data, t->f.len);
	}
	return t->mentions;
}

void
mentions_release(struct mentions *m)
{
	if (m == NULL)
		return;
	free(m->rows);
	free(m->loose);
	*m = (struct mentions){ 0 };
}

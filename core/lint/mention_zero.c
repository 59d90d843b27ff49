/*
 * Finds statements that there are no casualties: a negation (无, 未, no,
 * nobody), then what links it (造成, 人员, were), then one or more fates (伤亡,
 * 死亡, hurt). Each says that every figure of that fate is zero. One about a
 * part, a period, a smaller place, a condition or a wish says nothing about the
 * whole incident and is ignored.
 */
#include "lint/mention_internal.h"

#include <string.h>

#include "base/numeral.h"

enum { LINKS_MAX = 12, SAFE_AHEAD = 80, GROUP_FAR = 90, SETTING_MOST = 60 };

#define ROLE(x) (1U << FIGURE_##x)
#define HURT (ROLE(INJURED) | ROLE(CRITICAL) | ROLE(SERIOUS) | ROLE(MINOR))

/* Fates that mean several figures. */
static const struct {
	enum mention_sense sense;
	unsigned roles;
} fates[] = {
	{ SENSE_FATE_ALL, ROLE(DEAD) | HURT },
	{ SENSE_FATE_HURT, HURT },
	{ SENSE_FATE_DEAD, ROLE(DEAD) },
};

/* What the figures' own words may be about here. */
enum { CASUALTIES = ROLE(DEAD) | ROLE(MISSING) | HURT };

static const struct word joints[] = { W("、"), W("和"), W("或"), W("及"),
	W("以及"), W("与"), W(" or "), W(" and "), W(" nor "), W("/") };

enum denies {
	NO_ONE, /* a fate may follow at once: 无死亡, nobody died */
	NO_LINKED, /* only over a link: he was 未受伤, but 未造成受伤 */
	NO_NEGATION /* it only looks like one: 有无, 沉没 */
};

/* The longest of the negations that begin at `at`: its bytes, 0 if none. */
static size_t
negation_at(const struct mention_reader *r, size_t at, enum denies *is)
{
	static const enum mention_sense senses[] = { SENSE_DENY,
		SENSE_DENY_LINKED, SENSE_DENY_NOT };
	size_t best = 0;

	for (size_t i = 0; i < COUNT(senses); i++) {
		size_t n = sense_at(r, at, senses[i]);

		if (n <= best)
			continue;
		best = n;
		*is = (enum denies)i;
	}
	return best;
}

/* 在这次崩塌中: in what nobody was hurt; its bytes, 0 if it does not end. */
static size_t
setting_at(const struct mention_reader *r, size_t at)
{
	static const struct word in = W("在");
	size_t end = sentence_end(r, at, SETTING_MOST);

	if (!word_starts(r, at, &in))
		return 0;
	for (size_t p = at + in.len; p < end && r->text[p] != ','; p++) {
		size_t n = sense_at(r, p, SENSE_SETTING);

		if (n)
			return p + n - at;
	}
	return 0;
}

/* Where the links that begin at `at` end. */
static size_t
links_end(const struct mention_reader *r, size_t at)
{
	uint64_t figures = 0;

	for (int k = 0; k < LINKS_MAX && at < r->len; k++) {
		size_t n = sense_at(r, at, SENSE_LINK);

		if (n == 0 && r->text[at] == ' ')
			n = 1;
		if (n == 0)
			n = setting_at(r, at);
		if (n == 0 || mention_figure_at(&figures, r, at, false))
			break; /* 被 of 被困 is no link */
		at += n;
	}
	return at;
}

/* The fate that begins at `at`: its bytes, 0 if none does. */
static size_t
fate_at(uint64_t *figures, const struct mention_reader *r, size_t at)
{
	uint64_t found = 0;
	size_t n;

	for (size_t i = 0; i < COUNT(fates); i++) {
		n = sense_at(r, at, fates[i].sense);
		if (n == 0)
			continue;
		*figures |= mention_of_roles(r, fates[i].roles);
		return n;
	}
	n = mention_figure_at(&found, r, at, false);
	found &= mention_of_roles(r, CASUALTIES | ROLE(TRAPPED));
	if (n == 0 || found == 0)
		return 0;
	/* nobody hurt: nobody badly, nobody slightly */
	if (found & mention_of_roles(r, ROLE(INJURED)))
		found |= mention_of_roles(r, HURT);
	*figures |= found;
	return n;
}

bool
mention_denies(const struct mention_reader *r, size_t at)
{
	enum denies is = NO_ONE;
	size_t n = negation_at(r, at, &is), to;
	uint64_t figures = 0;

	if (sense_at(r, at, SENSE_SAFE))
		return true;
	if (n == 0 || is == NO_NEGATION)
		return false;
	to = links_end(r, at + n);
	return fate_at(&figures, r, to) || sense_at(r, to, SENSE_OUT) ||
		mention_figure_at(&figures, r, to, false);
}

/* 受伤11人: behind the fate its own number follows. */
static bool
has_number(const struct mention_reader *r, size_t at)
{
	struct numeral n;

	while (at < r->len && strchr(" :", r->text[at]))
		at++;
	return numeral_read(&n, r->text + at, r->len - at) > 0;
}

/* The fates from `at` on, joined by 、 or "or"; where they end, 0: none. */
static size_t
fates_end(uint64_t *figures, const struct mention_reader *r, size_t at)
{
	size_t n = fate_at(figures, r, at), joint, next;
	uint64_t more;

	if (n == 0 || has_number(r, at + n))
		return 0;
	for (at += n; at < r->len; at = next + n) {
		joint = word_longest(r, at, joints, COUNT(joints));
		if (joint == 0)
			break;
		more = 0;
		next = links_end(r, at + joint);
		n = fate_at(&more, r, next);
		if (n == 0 || has_number(r, next + n))
			break;
		*figures |= more;
	}
	/* of a number, a danger, a period, not of the people */
	next = at + (at < r->len && r->text[at] == ' ');
	return sense_at(r, next, SENSE_FATE_OTHER) ? 0 : at;
}

/* 17名乘客无人受伤, "one person was found to have no injury": people are counted
 * before it in its clause. */
static bool
is_of_some(const struct mention_reader *r, size_t at)
{
	const struct mentions *all = r->out;
	size_t low = 0, high = all->loose_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (all->loose[mid].start < at)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || at - all->loose[low - 1].start > GROUP_FAR)
		return false;
	for (size_t p = all->loose[low - 1].start; p < at; p++)
		if (strchr(",.;:\n", r->text[p]) ||
			word_starts(r, p, &(struct word)W("。")))
			return false;
	return true;
}

/* The statement whose negation is at `at`; false if there is none. */
static bool
zero_at(struct mention *m, const struct mention_reader *r, size_t at, size_t no,
	enum denies is)
{
	size_t from = at + no, to = links_end(r, from), end;
	bool linked = false, group;
	uint64_t all = 0;

	for (size_t p = from; p < to; p++)
		linked = linked || r->text[p] != ' ';
	group = sense_ends(r, at, SENSE_GROUP) ||
		sense_within(r, from, to, SENSE_GROUP) || is_of_some(r, at);
	end = fates_end(&all, r, to);
	if (end == 0 || all == 0)
		return false;
	/* 伤亡 is of many; who alone was 未受伤 is not everybody */
	if (is == NO_LINKED && !linked && !sense_at(r, to, SENSE_FATE_ALL))
		return false;
	*m = (struct mention){ .nobody = true,
		.start = at,
		.end = end,
		.tail = end,
		.group = group,
		.figures = all };
	return true;
}

/* "all 17 passengers": those are some, and others may be hurt. */
static bool
counts_some(const struct mention_reader *r, size_t at)
{
	struct numeral n;

	while (at < r->len && r->text[at] == ' ')
		at++;
	return numeral_read(&n, r->text + at, r->len - at) > 0;
}

/* "8 injured, 5 unhurt": the five are, and not everybody. */
static bool
is_told_of_a_number(const struct mention_reader *r, size_t from, size_t at)
{
	struct numeral n;
	size_t start = 0, end = from;

	while (numeral_find(&n, &start, &end, r->text, at, end))
		if (end == at || (end + 1 == at && r->text[end] == ' ') ||
			(mention_unit_at(r, end) &&
				end + mention_unit_at(r, end) == at))
			return true;
	return false;
}

/* 全部人员平安, "everyone walked away unhurt": nobody is hurt. */
static bool
safe_at(struct mention *m, const struct mention_reader *r, size_t at, size_t n)
{
	size_t end = sentence_end(r, at + n, SAFE_AHEAD), from;

	for (size_t p = at + n; p < end; p++) {
		size_t safe = sense_at(r, p, SENSE_SAFE);

		if (safe == 0)
			continue;
		from = clause_start(r, at);
		*m = (struct mention){ .nobody = true,
			.start = at,
			.end = p + safe,
			.tail = p + safe,
			.group = counts_some(r, at + n),
			.figures = mention_of_roles(r, CASUALTIES) };
		return m->figures && !is_told_of_a_number(r, at + n, p) &&
			!sense_within(r, from, p, SENSE_REST);
	}
	return false;
}

void
mentions_find_safe(struct mention_reader *r)
{
	struct mention m;
	size_t n;

	for (size_t at = 0; at < r->len; at += n ? n : 1) {
		n = sense_at(r, at, SENSE_EVERYONE);
		if (n == 0)
			continue;
		if (safe_at(&m, r, at, n) &&
			!sense_before(r, at, SENSE_NARROWER))
			mention_keep(r->out, &m);
	}
}

void
mentions_find_zero(struct mention_reader *r)
{
	struct mention m;
	enum denies is = NO_ONE;
	size_t no;

	for (size_t at = 0; at < r->len; at++) {
		no = negation_at(r, at, &is);
		if (no == 0)
			continue;
		if (is != NO_NEGATION && zero_at(&m, r, at, no, is) &&
			!sense_before(r, at, SENSE_NARROWER) &&
			!mention_place_before(r, at))
			mention_keep(r->out, &m);
		at += no - 1;
	}
}

/*
 * What a number counts: people or things, by its unit (人, 户, 台) and by the
 * noun behind it (two coaches). A figure of people is not told by a number of
 * things, unless the figure's own unit is that one.
 */
#include "lint/mention_internal.h"

#include <string.h>

#include "base/ascii.h"

enum { NOUN_WORDS = 3 };

enum counted { PEOPLE, THINGS, BY_NOUN };

static const struct {
	struct word word;
	enum counted is;
} units[] = { { W("人次"), PEOPLE }, { W("人"), PEOPLE }, { W("名"), PEOPLE },
	{ W("位"), PEOPLE }, { W("例"), PEOPLE }, { W("具"), PEOPLE },
	{ W("口"), PEOPLE }, { W("个"), BY_NOUN }, { W("户次"), THINGS },
	{ W("户"), THINGS }, { W("间"), THINGS }, { W("处"), THINGS },
	{ W("栋"), THINGS }, { W("幢"), THINGS }, { W("座"), THINGS },
	{ W("头"), THINGS }, { W("只"), THINGS }, { W("艘"), THINGS },
	{ W("辆"), THINGS }, { W("亩"), THINGS }, { W("公顷"), THINGS },
	{ W("条"), BY_NOUN }, { W("份"), THINGS }, { W("次"), THINGS },
	{ W("万元"), THINGS }, { W("元"), THINGS }, { W("台"), THINGS },
	{ W("张"), THINGS }, { W("支"), THINGS }, { W("架"), THINGS },
	{ W("家"), THINGS }, { W("所"), THINGS }, { W("顶"), THINGS },
	{ W("床"), THINGS }, { W("趟"), THINGS }, { W("套"), THINGS },
	{ W("列"), THINGS }, { W("批"), THINGS }, { W("段"), THINGS },
	{ W("棵"), THINGS }, { W("株"), THINGS }, { W("起"), THINGS },
	{ W("块"), THINGS }, { W("件"), THINGS }, { W("桶"), THINGS },
	{ W("箱"), THINGS }, { W("组"), THINGS }, { W("车"), THINGS },
	{ W("艇"), THINGS }, { W("眼"), THINGS }, { W("孔"), THINGS } };

static size_t
unit_number(const struct mention_reader *r, size_t at)
{
	size_t i = 0;

	while (i < COUNT(units) && !word_starts(r, at, &units[i].word))
		i++;
	return i;
}

size_t
mention_unit_at(const struct mention_reader *r, size_t at)
{
	size_t i = unit_number(r, at);

	return i < COUNT(units) ? units[i].word.len : 0;
}

/* Behind {n} of the figure's own text the same unit stands. */
static uint64_t
figures_of_unit(const struct mention_reader *r, const struct word *unit)
{
	uint64_t figures = 0;

	for (size_t i = 0; i < r->c->figure_def_count && i < FIGURES_MAX; i++) {
		const char *own =
			strstr(r->c->figure_defs[i].text.in[LANG_ZH], "{n}");

		if (own && strncmp(own + 3, unit->text, unit->len) == 0)
			figures |= UINT64_C(1) << i;
	}
	return figures;
}

/* 三个村民小组, 两个学生宿舍: what is counted is no person. */
static bool
is_persons_own(const struct mention_reader *r, size_t at)
{
	return sense_at(r, at, SENSE_OWNED);
}

/* 个 counts people before these, or before a figure's word. */
static bool
is_person_at(const struct mention_reader *r, size_t at)
{
	uint64_t figures = 0;
	size_t n = sense_at(r, at, SENSE_PERSON);

	return n ? !is_persons_own(r, at + n)
		 : mention_figure_at(&figures, r, at, false) > 0;
}

static size_t
latin_word_end(const struct mention_reader *r, size_t at)
{
	while (at < r->len && ascii_is_alnum(r->text[at]))
		at++;
	return at;
}

/* Among the next words stands a thing, before any person: two coaches. */
static bool
thing_follows(const struct mention_reader *r, size_t at)
{
	for (int k = 0; k < NOUN_WORDS && at < r->len && r->text[at] == ' ';
		k++) {
		if (mention_turns_away(r, at))
			return false;
		at++;
		if (sense_at(r, at, SENSE_PERSON))
			return false;
		if (sense_at(r, at, SENSE_THING))
			return true;
		at = latin_word_end(r, at);
	}
	return false;
}

uint64_t
mention_may(const struct mention_reader *r, const struct mention *m)
{
	size_t i = unit_number(r, m->end);

	if (i == COUNT(units))
		return thing_follows(r, m->end) ? ~r->people : UINT64_MAX;
	if (units[i].is == THINGS)
		return figures_of_unit(r, &units[i].word);
	if (units[i].is == BY_NOUN &&
		!is_person_at(r, m->end + units[i].word.len))
		return ~r->people;
	return UINT64_MAX;
}

/* A unit of things ends at `at`. */
static size_t
thing_unit_before(const struct mention_reader *r, size_t at)
{
	for (size_t i = 0; i < COUNT(units); i++)
		if (units[i].is == THINGS && units[i].word.len <= at &&
			word_starts(r, at - units[i].word.len, &units[i].word))
			return units[i].word.len;
	return 0;
}

static size_t
digits_before(const struct mention_reader *r, size_t at)
{
	size_t n = 0;

	while (n < at &&
		(ascii_is_digit(r->text[at - n - 1]) ||
			r->text[at - n - 1] == ','))
		n++;
	return n;
}

size_t
mention_household(const struct mention_reader *r, size_t at)
{
	static const struct word joints[] = { W("、"), W(","), W("("),
		W("共") };
	size_t joint = 0, unit, digits;

	for (size_t i = 0; i < COUNT(joints); i++)
		if (joints[i].len <= at &&
			word_starts(r, at - joints[i].len, &joints[i]))
			joint = joints[i].len;
	unit = thing_unit_before(r, at - joint);
	digits = unit ? digits_before(r, at - joint - unit) : 0;
	return digits ? joint + unit + digits : 0;
}

size_t
mention_single(uint64_t *figures, const struct mention_reader *r, size_t at)
{
	static const struct word dead = W("死"), hurt = W("伤");
	static const struct word other[] = { W("亡"), W("者"), W("员"), W("难"),
		W("口"), W("情"), W("势"), W("病"), W("害"), W("因"), W("于"),
		W("在"), W("角"), W("心"), W("痕"), W("守") };
	bool is_dead = word_starts(r, at, &dead);

	if (!is_dead && !word_starts(r, at, &hurt))
		return 0;
	for (size_t i = 0; i < COUNT(other); i++)
		if (word_starts(r, at + HAN, &other[i]))
			return 0;
	*figures = mention_of_roles(
		r, 1U << (is_dead ? FIGURE_DEAD : FIGURE_INJURED));
	return *figures ? HAN : 0;
}

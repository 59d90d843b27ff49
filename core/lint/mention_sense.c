/*
 * What the words around a number make of it: how it was before, a part, of a
 * larger place, what others claim, nobody in particular. The words are rows of
 * rules/lists/figure-words.yaml; here stands where each of them is looked for.
 * Every look is bounded, so that a text is read in linear time.
 */
#include "lint/mention_internal.h"

#include <string.h>

#include "base/ascii.h"
#include "base/instant.h"

enum { SCOPE = 90, AHEAD = 48, HOME_AHEAD = 80, QUOTE_MAX = 600 };

/* ---- sentences and quotations ---- */

/* Moves on to `at`: where its sentence begins, what is quoted there. */
static void
reader_move(struct mention_reader *r, size_t at)
{
	static const struct word open = W("“"), shut = W("”");

	for (; r->scanned < at; r->scanned++) {
		size_t p = r->scanned;

		if (word_starts(r, p, &open))
			r->quote = p;
		else if (word_starts(r, p, &shut))
			r->quote = SIZE_MAX;
		else if (r->text[p] == '"')
			r->quote = r->quote == SIZE_MAX ? p : SIZE_MAX;
		if (r->text[p] == ')') { /* what is in brackets ends there */
			r->bracket = p + 1;
			r->parted = 0;
		}
		if (!sentence_ends_at(r, p))
			continue;
		r->sentence = p + 1;
		r->parted = 0;
		r->counting = 0;
		if (r->text[p] == '\n')
			r->quote = SIZE_MAX;
	}
}

static bool
is_in_quotation(const struct mention_reader *r, size_t at)
{
	return r->quote != SIZE_MAX && at - r->quote < QUOTE_MAX;
}

/* ---- one number ---- */

static bool
starts(const struct mention_reader *r, size_t at, const struct word *words,
	size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (word_starts(r, at, &words[i]))
			return true;
	return false;
}

static bool
ends(const struct mention_reader *r, size_t at, const struct word *words,
	size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (words[i].len <= at &&
			word_starts(r, at - words[i].len, &words[i]) &&
			word_stands(r, at - words[i].len, words[i].len))
			return true;
	return false;
}

/* A word of English follows: what is said of it stands behind. */
static bool
is_latin(const struct mention_reader *r, const struct mention *m)
{
	return m->end < r->len && r->text[m->end] == ' ';
}

/* "the five missing", "all six": they have been told before. */
static bool
is_definite(const struct mention_reader *r, size_t start)
{
	size_t at = start;

	while (at && r->text[at - 1] == ' ')
		at--;
	return sense_ends(r, at, SENSE_DEFINITE);
}

/* "two of six": a number and "of" end before `at`. */
static bool
is_counted_of(const struct mention_reader *r, size_t at)
{
	static const struct word of = W(" of");
	struct numeral n;
	size_t end = at > of.len ? at - of.len : 0, from = end;

	if (!end || !word_starts(r, end, &of))
		return false;
	while (from && r->text[from - 1] != ' ' && r->text[from - 1] != '\n')
		from--;
	return numeral_read(&n, r->text + from, end - from) > 0;
}

/* 5人中, "of the five": what follows in the sentence are parts of it. */
static bool
opens_parts(const struct mention_reader *r, const struct mention *m)
{
	static const struct word of[] = { W("of the"), W("of all") };
	size_t at = m->start;

	while (at && r->text[at - 1] == ' ')
		at--;
	return sense_at(r, m->tail, SENSE_OPENS) ||
		ends(r, at, of, COUNT(of)) || is_counted_of(r, at);
}

/* "two of six": a number stands behind the word. */
static bool
counts_of(const struct mention_reader *r, size_t at)
{
	static const struct word of = W(" of ");
	struct numeral n;

	return word_starts(r, at, &of) &&
		numeral_read(&n, r->text + at + of.len, r->len - at - of.len) >
		0;
}

/* "one of the nine" */
static bool
is_one_of(const struct mention_reader *r, const struct mention *m)
{
	static const struct word words[] = { W(" of the"), W(" of them"),
		W(" of whom"), W(" of those"), W(" of its") };

	return starts(r, m->end, words, COUNT(words)) || counts_of(r, m->end);
}

/* "3名伤者已出院": a noun, and something is said of it. */
static bool
is_noun(const struct mention_reader *r, const struct mention *m)
{
	return sense_ends(r, m->tail, SENSE_NOUN) ||
		sense_at(r, m->tail, SENSE_NOUN);
}

/* 由3人增至5人: the first of the two was before. */
static bool
is_changed(const struct mention_reader *r, const struct mention *m)
{
	static const struct word from[] = { W("由"), W("从"), W("from ") };
	size_t end = m->end + mention_unit_at(r, m->end);

	if (sense_at(r, end, SENSE_CHANGE))
		return true;
	return ends(r, m->start, from, COUNT(from)) &&
		(sense_within(
			 r, end, sentence_end(r, end, AHEAD), SENSE_CHANGE) ||
			starts(r, end, (const struct word[]){ W(" to ") }, 1));
}

static bool
was_before(const struct mention_reader *r, const struct mention *m)
{
	size_t end = sentence_end(r, m->end, AHEAD);

	return is_definite(r, m->start) || is_changed(r, m) ||
		sense_before(r, m->start, SENSE_BACK) ||
		(is_latin(r, m) && sense_within(r, m->end, end, SENSE_BACK));
}

/* Road 22, Zone 7: a name. */
static bool
is_label(const struct mention_reader *r, const struct mention *m)
{
	size_t at = m->start;

	while (at && r->text[at - 1] == ' ')
		at--;
	return at < m->start && sense_ends(r, at, SENSE_LABEL);
}

/* 9名伤者……其中11人: a part of what was counted, and more than it. */
static bool
exceeds_whole(const struct mention_reader *r, const struct mention *m)
{
	size_t at = m->start;

	while (at && strchr(" ,", r->text[at - 1]))
		at--;
	return r->counting && !r->counting_back &&
		m->number.value > r->counted && sense_ends(r, at, SENSE_AMONG);
}

/* 11名成人和4名儿童共15人: the sum counts what the sentence has counted. */
static void
take_count(struct mention_reader *r, struct mention *m)
{
	if (m->figures == 0 && (m->total || exceeds_whole(r, m))) {
		m->figures = r->counting & mention_may(r, m);
		m->back = m->back || r->counting_back;
	}
	if (m->figures == 0)
		return;
	r->counting = m->figures;
	r->counting_back = m->back;
	r->counted = m->number.value;
}

/* ---- another year ---- */

/* Four digits by themselves at `at`: a year of this century or the last. */
static int
year_at(const struct mention_reader *r, size_t at)
{
	int year = 0;

	if (at + 4 >= r->len || (at && ascii_is_alnum(r->text[at - 1])))
		return 0;
	for (size_t i = at; i < at + 4; i++) {
		if (!ascii_is_digit(r->text[i]))
			return 0;
		year = year * 10 + r->text[i] - '0';
	}
	return year >= 1900 && year < 2100 ? year : 0;
}

/* 2016年, "in 2016", "the 2016 flood"; a date of the last year may be the
 * incident's own, a bare year is not. */
static bool
names_past_year(const struct mention_reader *r, size_t at, int now)
{
	static const struct word nian = W("年");
	static const struct word before[] = { W("in "), W("the "), W("of "),
		W("during "), W("since "), W("from "), W("until ") };
	int year = year_at(r, at);
	bool han = word_starts(r, at + 4, &nian);

	if (!year || year >= now ||
		(!han && !ends(r, at, before, COUNT(before))))
		return false;
	return year < now - 1 || !han || at + 4 + nian.len >= r->len ||
		!ascii_is_digit(r->text[at + 4 + nian.len]);
}

/* A comma, or the end of a sentence, ends before `at`; "2007, when" goes on. */
static bool
clause_stops(const struct mention_reader *r, size_t at)
{
	static const struct word stop = W("。");
	static const struct word on[] = { W(" when "), W(" which "),
		W(" where ") };

	if (r->text[at - 1] == ',' && starts(r, at, on, COUNT(on)))
		return false;
	return strchr(",;!?\n", r->text[at - 1]) ||
		(at >= stop.len && word_starts(r, at - stop.len, &stop));
}

/* 2016年洪水曾转移3.1万人: of another event, which nothing here counts. */
static bool
is_of_past_year(const struct mention_reader *r, const struct mention *m)
{
	int now = instant_year(r->c->now, r->c->zone);
	size_t end = is_latin(r, m) ? sentence_end(r, m->end, AHEAD) : m->end;
	size_t least = m->start > SCOPE ? m->start - SCOPE : 0;

	for (size_t at = m->start; at > least && !clause_stops(r, at); at--)
		if (names_past_year(r, at - 1, now))
			return true;
	for (size_t at = m->end; at < end; at++)
		if (names_past_year(r, at, now))
			return true;
	return false;
}

/*
 * 邻县转移2600人, "in a similar crash last year three people died": another place
 * or event, in the clause of the number. 外市力量投入搜救，造成9人死亡 are ours;
 * 去年曾发生事故，造成9人死亡 are not, until the sentence comes back (此次).
 */
static bool
is_elsewhere(const struct mention_reader *r, size_t from, size_t to)
{
	bool is = false, happened = false, apart = false;

	for (size_t p = from; p < to; p++) {
		if (r->text[p] == ',') {
			is = is && happened;
			apart = is;
		} else if (sense_at(r, p, SENSE_ELSEWHERE)) {
			is = true;
			apart = false;
		}
		happened = happened || (is && sense_at(r, p, SENSE_HAPPENED));
		is = is && !(apart && sense_at(r, p, SENSE_HERE));
	}
	return is;
}

/* 失联1人，9时由冲锋舟找到: so are they all, unless others are counted between.
 */
static bool
comes_out(const struct mention_reader *r, const struct mention *m)
{
	size_t end = sentence_end(r, m->tail, AHEAD), other = SIZE_MAX;
	struct mention next = { .end = m->tail };

	while (numeral_find(
		&next.number, &next.start, &next.end, r->text, end, next.end)) {
		if (!mention_is_count(r, &next))
			continue;
		end = other = next.start;
		break;
	}
	for (size_t p = m->tail; p < end; p++) {
		size_t n = sense_at(r, p, SENSE_OUT);

		if (mention_denies(r, p))
			return false; /* 尚未找到 */
		if (n && p + n + 2 * HAN < other)
			return true; /* in 失联2人，获救4人 the four are */
	}
	return false;
}

/* 发现1名失联矿工: the missing one was found; not so the four of whom he was. */
static bool
is_find(const struct mention_reader *r, const struct mention *m)
{
	return sense_before(r, m->start, SENSE_FINDS) && !opens_parts(r, m) &&
		!is_definite(r, m->start);
}

/* 其中, of the six: what follows in the sentence are parts of that number. */
static bool
parts_begin(struct mention_reader *r, const struct mention *m, size_t from)
{
	bool among = sense_within(r, r->bracket > from ? r->bracket : from,
		m->start, SENSE_AMONG);

	if (among || opens_parts(r, m))
		r->parted = m->end;
	return among;
}

bool
mention_set_sense(struct mention_reader *r, struct mention *m, bool counts)
{
	size_t from;
	bool among, parted;

	reader_move(r, m->start);
	m->sentence = r->sentence;
	from = m->start - r->sentence > SCOPE ? m->start - SCOPE : r->sentence;
	if (!counts) { /* 300户: nothing is made of it but this */
		(void)parts_begin(r, m, from);
		return false;
	}
	if (is_label(r, m) || sense_before(r, m->start, SENSE_EACH) ||
		is_of_past_year(r, m) || is_elsewhere(r, from, m->start))
		return false;
	m->quoted = is_in_quotation(r, m->start);
	m->claimed = sense_within(r, from, m->start, SENSE_CLAIMED);
	m->wider = sense_within(r, from, m->start, SENSE_WIDER);
	m->still = sense_before(r, m->start, SENSE_STILL) ||
		sense_within(r, m->end, m->tail, SENSE_STILL);
	m->back = m->back || was_before(r, m);
	m->home = sense_within(
		r, m->end, sentence_end(r, m->end, HOME_AHEAD), SENSE_HOME);
	m->recalls = sense_within(r, from, m->start, SENSE_BULLETIN);
	m->found = comes_out(r, m) || is_find(r, m) ||
		sense_within(
			r, m->end, sentence_end(r, m->end, AHEAD), SENSE_FOUND);
	m->reached = sense_within(
		r, m->end, sentence_end(r, m->end, AHEAD), SENSE_REACHED);
	m->noun = is_noun(r, m);
	m->total = sense_before(r, m->start, SENSE_TOTAL) ||
		(is_latin(r, m) &&
			sense_within(r, m->end,
				sentence_end(r, m->end, AHEAD / 2),
				SENSE_TOTAL));
	take_count(r, m);
	m->as_of = sense_within(r, from, m->start, SENSE_ASOF);
	parted = r->parted != 0;
	among = parts_begin(r, m, from);
	m->among = parted || among || is_one_of(r, m);
	m->part = m->part || m->among || sense_before(r, m->start, SENSE_PART);
	if (opens_parts(r, m))
		m->back = true; /* 3名重伤员中: those of then */
	return true;
}

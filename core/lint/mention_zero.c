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

enum { LINKS_MAX = 12, SAFE_AHEAD = 80 };

#define ROLE(x) (1U << FIGURE_##x)
#define HURT (ROLE(INJURED) | ROLE(CRITICAL) | ROLE(SERIOUS) | ROLE(MINOR))

enum denies {
	NO_ONE, /* a fate may follow at once: 无死亡, nobody died */
	NO_LINKED, /* only over a link: he was 未受伤, but 未造成受伤 */
	NO_NEGATION /* it only looks like one: 有无, 沉没 */
};

struct negation {
	struct word word;
	enum denies is;
};

static const struct negation negations[] = {
	{ W("有无"), NO_NEGATION },
	{ W("有没有"), NO_NEGATION },
	{ W("是否"), NO_NEGATION },
	{ W("沉没"), NO_NEGATION },
	{ W("淹没"), NO_NEGATION },
	{ W("埋没"), NO_NEGATION },
	{ W("吞没"), NO_NEGATION },
	{ W("冲没"), NO_NEGATION },
	{ W("无"), NO_ONE },
	{ W("没人"), NO_ONE },
	{ W("一个都没"), NO_ONE },
	{ W("一个也没"), NO_ONE },
	{ W("没有人"), NO_ONE },
	{ W("没有人员"), NO_ONE },
	{ W("没有一人"), NO_ONE },
	{ W("没有一个人"), NO_ONE },
	{ W("一个人也没"), NO_ONE },
	{ W("一人未"), NO_ONE },
	{ W("not a single"), NO_ONE },
	{ W("not one"), NO_ONE },
	{ W("零"), NO_ONE },
	{ W("没有"), NO_LINKED },
	{ W("没"), NO_LINKED },
	{ W("未"), NO_LINKED },
	{ W("no"), NO_ONE },
	{ W("no one"), NO_ONE },
	{ W("no-one"), NO_ONE },
	{ W("nobody"), NO_ONE },
	{ W("none"), NO_ONE },
	{ W("zero"), NO_ONE },
	{ W("without"), NO_ONE },
	{ W("not"), NO_LINKED },
};

/* Words that may stand between the negation and the fate. */
static const struct word links[] = { W("造成"), W("发生"), W("出现"), W("收到"),
	W("接到"), W("接报"), W("报告"), W("导致"), W("引发"), W("引起"),
	W("产生"), W("任何"), W("人员"), W("一个人"), W("一人"), W("人"),
	W("一"), W("有"), W("被"), W("got"), W("of"), W("the"), W("them"),
	W("passengers"), W("workers"), W("residents"), W("guests"),
	W("students"), W("children"), W("miners"), W("those"), W("aboard"),
	W("so much as"), W("even"), W("cause"), W("caused"), W("result in"),
	W("resulted in"), W("lead to"), W("led to"), W("any"), W("people"),
	W("person"), W("persons"), W("known"), W("to be"), W("reported"),
	W("confirmed"), W("has been"), W("have been"), W("had been"), W("was"),
	W("were"), W("is"), W("are") };

/* Fates that mean several figures. */
static const struct {
	struct word word;
	unsigned roles;
} fates[] = {
	{ W("伤亡"), ROLE(DEAD) | HURT },
	{ W("死伤"), ROLE(DEAD) | HURT },
	{ W("casualties"), ROLE(DEAD) | HURT },
	{ W("casualty"), ROLE(DEAD) | HURT },
	{ W("伤着"), HURT },
	{ W("伤到"), HURT },
	{ W("受了伤"), HURT },
	{ W("a scratch"), HURT },
	{ W("a bruise"), HURT },
	{ W("harmed"), ROLE(DEAD) | HURT },
	{ W("injuries"), HURT },
	{ W("injury"), HURT },
	{ W("loss of life"), ROLE(DEAD) },
	{ W("lives were lost"), ROLE(DEAD) },
};

/* What the figures' own words may be about here. */
enum { CASUALTIES = ROLE(DEAD) | ROLE(MISSING) | HURT };

static const struct word joints[] = { W("、"), W("和"), W("或"), W("及"),
	W("以及"), W("与"), W(" or "), W(" and "), W(" nor "), W("/") };

/*
 * Words behind the fate that make it another statement: about a number, a
 * danger or a period, not the people.
 */
static const struct word others[] = { W("数字"), W("数据"), W("统计"),
	W("名单"), W("人数"), W("风险"), W("危险"), W("可能"), W("隐患"),
	W("扩大"), W("增加"), W("事故"), W(" figure"), W(" figures"),
	W(" numbers"), W(" toll"), W(" count"), W(" list"), W(" risk"),
	W(" since") };

/*
 * Words before it in the clause that make it a statement about a part, a
 * period, a condition, a wish or another event.
 */
static const struct word narrower[] = { W("该处"), W("该村"), W("该楼"),
	W("该路段"), W("该点"), W("此处"), W("当日"), W("余震"), W("以来"),
	W("未发现"), W("其他"), W("再"), W("新增"), W("过程中"), W("期间"),
	W("救援"), W("抢险"), W("扑救"), W("队员"), W("消防员"), W("如"),
	W("若"), W("凡"), W("一旦"), W("力求"), W("力争"), W("争取"), W("确保"),
	W("努力"), W("目标"), W("去年"), W("往年"), W("上次"), W("前次"),
	W("aftershock"), W("since"), W("further"), W("other"), W("more"),
	W("new"), W("if"), W("whether"), W("unless"), W("ensure"), W("aim"),
	W("hope"), W("last year"), W("rescuers"), W("crews") };

/* The longest of the negations that begin at `at`; NULL if none does. */
static const struct negation *
negation_at(const struct mention_reader *r, size_t at)
{
	const struct negation *best = NULL;

	for (size_t i = 0; i < COUNT(negations); i++) {
		const struct word *w = &negations[i].word;

		if (word_starts(r, at, w) && word_stands(r, at, w->len) &&
			(best == NULL || best->word.len < w->len))
			best = &negations[i];
	}
	return best;
}

/* Where the links that begin at `at` end. */
static size_t
links_end(const struct mention_reader *r, size_t at)
{
	for (int k = 0; k < LINKS_MAX && at < r->len; k++) {
		size_t n = word_longest(r, at, links, COUNT(links));

		if (n == 0 && r->text[at] == ' ')
			n = 1;
		if (n == 0)
			break;
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
		n = fates[i].word.len;
		if (!word_starts(r, at, &fates[i].word) ||
			!word_stands(r, at, n))
			continue;
		*figures |= mention_of_roles(r, fates[i].roles);
		return n;
	}
	n = mention_figure_at(&found, r, at, false);
	found &= mention_of_roles(r, CASUALTIES);
	if (n == 0 || found == 0)
		return 0;
	/* nobody hurt: nobody badly, nobody slightly */
	if (found & mention_of_roles(r, ROLE(INJURED)))
		found |= mention_of_roles(r, HURT);
	*figures |= found;
	return n;
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
	return word_longest(r, at, others, COUNT(others)) ? 0 : at;
}

/* The statement whose negation is at `at`; false if there is none. */
static bool
zero_at(struct mention *m, const struct mention_reader *r, size_t at,
	const struct negation *no)
{
	size_t from = at + no->word.len, to = links_end(r, from), end;
	bool linked = false;
	uint64_t all = 0;

	for (size_t p = from; p < to; p++)
		linked = linked || r->text[p] != ' ';
	end = fates_end(&all, r, to);
	if (end == 0 || all == 0)
		return false;
	/* 伤亡 is of many; who alone was 未受伤 is not everybody */
	if (no->is == NO_LINKED && !linked &&
		!word_starts(r, to, &fates[0].word))
		return false;
	*m = (struct mention){ .nobody = true,
		.start = at,
		.end = end,
		.tail = end,
		.figures = all };
	return true;
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
			.figures = mention_of_roles(r, CASUALTIES) };
		return m->figures && !sense_within(r, from, p, SENSE_REST);
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
			!clause_has(r, at, narrower, COUNT(narrower)))
			mention_keep(r->out, &m);
	}
}

void
mentions_find_zero(struct mention_reader *r)
{
	struct first_bytes first = { 0 };
	const struct negation *no;
	struct mention m;

	for (size_t i = 0; i < COUNT(negations); i++)
		*first_bytes_at(&first, negations[i].word.text) = true;
	for (size_t at = 0; at < r->len; at++) {
		no = first_bytes_may(&first, r->text + at, r->len - at)
			? negation_at(r, at)
			: NULL;
		if (no == NULL)
			continue;
		if (no->is != NO_NEGATION && zero_at(&m, r, at, no) &&
			!clause_has(r, at, narrower, COUNT(narrower)) &&
			!mention_place_before(r, at))
			mention_keep(r->out, &m);
		at += no->word.len - 1;
	}
}

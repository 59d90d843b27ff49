/*
 * Finding mentions: each number, then what stands before and behind it. A
 * word before the number binds before one behind it, and binds once.
 */
#include "lint/mention.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	BEHIND_MAX = 9, /* characters */
	ENGLISH_MAX = 5, /* words */
	FILLERS_MAX = 6,
	PART_BYTES = 30,
	FIGURES_MAX = 64
};

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

/* A number followed by one of these counts no people and no houses. */
static const char *const measures[] = { "年", "月", "日", "时", "点", "分",
	"秒", "号", "级", "岁", "%", "‰", "米", "公里", "千米", "毫米", "厘米",
	"小时", "天", "周", "周岁", "度", "℃", "吨", "立方", "平方", "楼", "层",
	"期", "项", "条路", "am", "pm", "hour", "minute", "day", "week",
	"month", "year", "metre", "meter", "km", "mm", "kilomet", "per cent",
	"percent", "o'clock", "january", "february", "march", "april", "may",
	"june", "july", "august", "september", "october", "november",
	"december" };

/* Before the number, between it and its word. */
static const struct {
	const char *text;
	bool about;
} fillers[] = {
	{ "总人数", false },
	{ "人数", false },
	{ "总数", false },
	{ "人员", false },
	{ "群众", false },
	{ "共计", false },
	{ "共有", false },
	{ "累计", false },
	{ "上升至", false },
	{ "上升到", false },
	{ "增加到", false },
	{ "增加至", false },
	{ "升至", false },
	{ "增至", false },
	{ "降至", false },
	{ "减少到", false },
	{ "减少至", false },
	{ "达到", false },
	{ "仍有", false },
	{ "尚有", false },
	{ "还有", false },
	{ "已有", false },
	{ "超过", true },
	{ "至少", true },
	{ "不少于", true },
	{ "约", true },
	{ "近", true },
	{ "共", false },
	{ "已", false },
	{ "有", false },
	{ "达", false },
	{ "至", false },
	{ "到", false },
	{ "了", false },
	{ "为", false },
	{ "是", false },
	{ "的", false },
	{ ":", false },
	{ " ", false },
	{ "number", false },
	{ "stands at", false },
	{ "stood at", false },
	{ "people", false },
	{ "has risen to", false },
	{ "rises to", false },
	{ "rose to", false },
	{ "is now", false },
	{ "is", false },
	{ "are", false },
	{ "was", false },
	{ "were", false },
	{ "at least", true },
	{ "more than", true },
	{ "about", true },
	{ "some", true },
};

/* Behind the number: what is counted. */
static const char *const units[] = { "人次", "人", "名", "位", "例", "具", "个",
	"口", "户", "间", "处", "栋", "幢", "座", "头", "只", "艘", "辆", "亩",
	"条", "份", "次", "万元", "元", "台" };

static const char *const parts[] = { "其中", "新增", "增加", "又", "另",
	"新发现", "减少", "再", "of them", "another", "more", "fewer", "new",
	"additional" };

/* A smaller place than the incident's: its number may be a part. */
static const char *const places[] = { "村", "屯", "组", "乡", "镇", "街道",
	"社区", "小区", "园区", "隧道", "village", "township", "street" };

struct reading {
	const struct lint_case *c;
	const char *text;
	size_t len;
	size_t used; /* end of the word that bound last */
	struct mentions *out;
};

static bool
starts(const struct reading *r, size_t at, const char *word)
{
	size_t n = strlen(word);

	return at + n <= r->len && memcmp(r->text + at, word, n) == 0;
}

static bool
is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A Latin word stands alone, at both its ends. */
static bool
stands(const struct reading *r, size_t at, size_t n)
{
	if (n && is_latin(r->text[at]) && at && is_latin(r->text[at - 1]))
		return false;
	return !(n && is_latin(r->text[at + n - 1]) && at + n < r->len &&
		is_latin(r->text[at + n]));
}

/* The longest word of a figure at a place so far, and whose it is. */
struct best {
	size_t len;
	uint64_t figures;
};

static void
match_words(struct best *best, const struct reading *r, size_t at, bool ends,
	size_t figure, int lang)
{
	const struct figure_def *f = &r->c->figure_defs[figure];

	for (size_t i = 0; i < f->word_count[lang]; i++) {
		size_t n = strlen(f->words[lang][i]);
		size_t from = ends ? at - n : at;

		if (n < best->len || (ends && n > at) ||
			!starts(r, from, f->words[lang][i]) ||
			!stands(r, from, n))
			continue;
		if (n > best->len)
			best->figures = 0;
		best->len = n;
		best->figures |= UINT64_C(1) << figure;
	}
}

/* The word that begins at `at`, or ends there: its bytes, 0 if none does. */
static size_t
word_at(uint64_t *figures, const struct reading *r, size_t at, bool ends)
{
	struct best best = { 0 };

	for (size_t i = 0; i < r->c->figure_def_count && i < FIGURES_MAX; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			match_words(&best, r, at, ends, i, lang);
	*figures = best.figures;
	return best.len;
}

static size_t
filler_before(const struct reading *r, size_t at, bool *about)
{
	for (size_t i = 0; i < COUNT(fillers); i++) {
		size_t n = strlen(fillers[i].text);

		if (n > at || !starts(r, at - n, fillers[i].text) ||
			(n > 1 && !stands(r, at - n, n)))
			continue;
		*about = *about || fillers[i].about;
		return n;
	}
	return 0;
}

static bool
is_end(uint32_t cp)
{
	static const uint32_t ends[] = { ',', '.', ';', ':', '!', '?', '(', ')',
		'\n', 0x3001, 0x3002, 0x201C, 0x201D, 0x300A, 0x300B };

	if (cp >= '0' && cp <= '9')
		return true;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (ends[i] == cp)
			return true;
	return false;
}

/* One of the words stands within the clause before `at`. */
static bool
clause_has(const struct reading *r, size_t at, const char *const *words,
	size_t count)
{
	uint32_t cp = 0;
	size_t from = at;

	while (from > 0 && at - from < PART_BYTES) {
		size_t back = from - 1;

		while (back > 0 &&
			((unsigned char)r->text[back] & 0xC0) == 0x80)
			back--;
		(void)text_decode(&cp, r->text + back, r->len - back);
		if (is_end(cp))
			break;
		from = back;
	}
	for (size_t p = from; p < at; p++)
		for (size_t i = 0; i < count; i++)
			if (starts(r, p, words[i]) &&
				p + strlen(words[i]) <= at &&
				stands(r, p, strlen(words[i])))
				return true;
	return false;
}

static bool
part_before(const struct reading *r, size_t at)
{
	return clause_has(r, at, parts, COUNT(parts));
}

/* The word before the number, through fillers; 0 if there is none. */
static uint64_t
bind_before(struct reading *r, struct mention *m)
{
	uint64_t figures = 0;
	size_t at = m->start, n;
	bool about = false;

	for (int k = 0; k <= FILLERS_MAX; k++) {
		n = word_at(&figures, r, at, true);
		if (n) {
			if (at - n < r->used)
				return 0;
			m->part = part_before(r, at - n) ||
				part_before(r, m->start);
			m->about = m->about || about;
			r->used = at;
			return figures;
		}
		n = filler_before(r, at, &about);
		if (n == 0)
			break;
		at -= n;
	}
	m->about = m->about || about;
	return 0;
}

static size_t
unit_at(const struct reading *r, size_t at)
{
	for (size_t i = 0; i < COUNT(units); i++)
		if (starts(r, at, units[i]))
			return strlen(units[i]);
	return 0;
}

/* Another thought begins: what follows is not what the number counts. */
static bool
turns_away(const struct reading *r, size_t at)
{
	static const char *const words[] = { " if", " when", " for", " from",
		" and", " or", " after", " before", " since", " until" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (starts(r, at, words[i]) && stands(r, at, strlen(words[i])))
			return true;
	return false;
}

/* Figures' words in the same clause behind the number. */
static uint64_t
bind_behind(struct reading *r, struct mention *m)
{
	size_t unit = unit_at(r, m->end), at = m->end + unit, n, words = 0;
	bool latin = at < r->len && r->text[at] == ' ';
	uint64_t found = 0, figures = 0;
	uint32_t cp = 0;

	m->tail = at;
	if (!unit && m->number.chinese && m->number.value < 2)
		return 0; /* 统一, 一律 */
	for (int k = 0; at < r->len; k += !latin) {
		n = word_at(&figures, r, at, false);
		if (n) {
			found |= figures;
			at += n;
			m->tail = r->used = at;
			continue;
		}
		if ((!unit && !latin) || k >= BEHIND_MAX)
			break; /* "遇难3" has its word before it */
		n = text_decode(&cp, r->text + at, r->len - at);
		words += latin && cp == ' ';
		if (is_end(cp) || words > ENGLISH_MAX || turns_away(r, at))
			break;
		at += n;
	}
	if (found)
		m->part = m->part || part_before(r, m->start) ||
			part_before(r, m->tail);
	return found;
}

/* Part of a time, an ordinal, a name or a measure. */
static bool
is_no_count(const struct reading *r, const struct mention *m)
{
	size_t at = m->end + (m->end < r->len && r->text[m->end] == ' ');

	if (m->number.fraction)
		return true;
	if (m->number.chinese && m->number.value == 1 &&
		starts(r, m->end + unit_at(r, m->end), "一"))
		return true; /* 一人一策 */
	for (size_t i = 0; i < COUNT(measures); i++)
		if (starts(r, at, measures[i]))
			return true;
	if (m->start >= 3 && starts(r, m->start - 3, "第"))
		return true;
	if (m->start >= 4 && starts(r, m->start - 4, "no. "))
		return true;
	if (m->start && strchr("-.:/#", r->text[m->start - 1]) &&
		(m->start < 2 || is_latin(r->text[m->start - 2])))
		return true;
	if (m->start && is_latin(r->text[m->start - 1]))
		return true;
	return m->end + 1 < r->len && strchr("-:/.", r->text[m->end]) &&
		is_latin(r->text[m->end + 1]);
}

static void
keep(struct mentions *out, const struct mention *m)
{
	if ((out->count & (out->count - 1)) == 0)
		out->rows = mem_grow(out->rows,
			(out->count ? out->count * 2 : 1) * sizeof(*out->rows));
	out->rows[out->count++] = *m;
}

void
mentions_find(struct mentions *out, const struct lint_case *c, const char *text,
	size_t len)
{
	struct reading r = { .c = c, .text = text, .len = len, .out = out };
	struct mention m = { 0 };
	size_t from = 0;

	*out = (struct mentions){ 0 };
	if (c->figure_def_count == 0)
		return;
	while (numeral_find(&m.number, &m.start, &m.end, text, len, from)) {
		from = m.end;
		m.tail = m.end;
		m.part = false;
		m.about = m.number.about;
		if (is_no_count(&r, &m))
			continue;
		m.figures = bind_before(&r, &m);
		if (m.figures == 0)
			m.figures = bind_behind(&r, &m);
		m.place = clause_has(&r, m.start, places, COUNT(places));
		if (m.figures)
			keep(out, &m);
	}
}

bool
mention_is_counted(const char *text, size_t len, size_t at)
{
	const struct reading r = { .text = text, .len = len };

	for (size_t i = 0; i < COUNT(measures); i++)
		if (starts(&r, at, measures[i]))
			return true;
	return unit_at(&r, at) > 0;
}

void
mentions_release(struct mentions *m)
{
	free(m->rows);
	*m = (struct mentions){ 0 };
}

static const struct lint_figure *
named(const struct lint_figure *rows, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

const struct lint_figure *
lint_figure_now(const struct lint_case *c, const char *name)
{
	return named(c->figures, c->figure_count, name);
}

const struct lint_figure *
lint_figure_told(const struct lint_bulletin **in, const struct lint_case *c,
	const char *name, bool known)
{
	for (size_t i = c->earlier_count; i > 0; i--) {
		const struct lint_bulletin *b = &c->earlier[i - 1];
		const struct lint_figure *f =
			named(b->figures, b->figure_count, name);

		if (f == NULL || (known && f->value < 0))
			continue;
		if (in)
			*in = b;
		return f;
	}
	return NULL;
}

const struct figure_def *
lint_figure_role(const struct lint_case *c, enum figure_role role)
{
	for (size_t i = 0; i < c->figure_def_count; i++)
		if (c->figure_defs[i].role == role)
			return &c->figure_defs[i];
	return NULL;
}

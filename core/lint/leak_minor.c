/*
 * The strict part of L-09: an age below eighteen beside a name or a school
 * (Minors Protection Law art. 103). A name is recognised by its place (before a
 * comma or bracket, a sex, the age) and a surname; 张某 is no name. Ages of a
 * group (6岁以下) do not count.
 */
#include "lint/leak_internal.h"

#include <string.h>

#include "lint/fold.h"

enum { WINDOW = 240, ADULT = 18 };

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

/*
 * The hundred most common surnames; those after the blank also begin ordinary
 * words.
 */
static const char surnames[] =
	"王李张刘陈杨赵吴徐孙胡朱郭罗郑梁谢宋唐韩冯邓曹彭肖董袁潘蒋蔡杜叶苏魏"
	"吕丁沈姚卢姜崔谭陆汪范廖韦贾邹熊孟秦薛侯段郝孔邵顾赖龚钱尹 "
	"周黄何高林曾许程石雷严夏毛施田马万安方易任余于傅戴金常白文武康贺汤江史"
	"陶"
	"黎乔孙牛温樊洪覃庞翟倪殷葛牟柳齐岳章鲁";

static const char *const groups_after[] = { "以下", "以上", "以内", "以后",
	"至", "到", "-", "~", "(含", "及以", "左右", "不等", "以前" };
static const char *const groups_before[] = { "未满", "不满", "年满", "满", "至",
	"到", "-", "~", "平均", "约", "超过", "近" };
static const char *const young[] = { "小学生", "中学生", "男孩", "女孩", "男童",
	"女童", "男生", "女生", "学生", "儿童", "幼儿", "孩子" };
static const char *const heads[] = { "者", "叫", "名", "为", "是", "系", "生",
	"童", "孩", "的" };
static const char *const schools[] = { "小学", "中学", "幼儿园", "学校" };
static const char *const pupils[] = { "学生", "幼儿", "儿童", "年级", "班",
	"就读" };

static bool
minor_starts(const char *t, const char *what)
{
	return strncmp(t, what, strlen(what)) == 0;
}

static bool
minor_ends(const char *t, size_t at, const char *what)
{
	size_t n = strlen(what);

	return at >= n && memcmp(t + at - n, what, n) == 0;
}

/* A surname begins at t; with `plain`, one that begins no ordinary word. */
static bool
is_surname(const char *t, bool plain)
{
	if (!han_at(t))
		return false;
	for (const char *p = surnames; *p;) {
		if (*p == ' ') {
			if (plain)
				return false;
			p++;
			continue;
		}
		if (memcmp(p, t, HAN) == 0)
			return true;
		p += HAN;
	}
	return false;
}

static bool
is_anonymous(const char *t, size_t len)
{
	for (size_t i = 0; i + HAN <= len; i += HAN)
		if (memcmp(t + i, "某", HAN) == 0)
			return true;
	return false;
}

/* Where the number before 岁 begins, and which it is; `at` if there is none. */
static size_t
age_start(int *age, const char *t, size_t at)
{
	static const char *const numerals[] = { "零", "一", "二", "三", "四",
		"五", "六", "七", "八", "九", "十" };
	size_t i = at;

	*age = 0;
	for (int unit = 1;
		i && t[i - 1] >= '0' && t[i - 1] <= '9' && unit <= 100;
		unit *= 10)
		*age += unit * (t[--i] - '0');
	if (i < at)
		return i;
	for (int step = 0; step < 2; step++) {
		int found = -1;

		for (int n = 0; n <= 10; n++)
			if (minor_ends(t, i, numerals[n]))
				found = n;
		if (found < 0)
			break;
		*age += found;
		i -= HAN;
		if (found == 10)
			break;
	}
	return i;
}

static bool
is_group(const char *t, size_t start, size_t end)
{
	for (size_t i = 0; i < COUNT(groups_after); i++)
		if (minor_starts(t + end, groups_after[i]))
			return true;
	for (size_t i = 0; i < COUNT(groups_before); i++)
		if (minor_ends(t, start, groups_before[i]))
			return true;
	return false;
}

static size_t
back_over(const char *t, size_t at, const char *what)
{
	return minor_ends(t, at, what) ? at - strlen(what) : at;
}

/* 王小明(男,12岁 or 王小明,12岁: where the name begins, or `at`. */
static size_t
name_before(const char *t, size_t at)
{
	size_t i = at;

	while (i && (t[i - 1] == ' ' || t[i - 1] == ','))
		i--;
	i = back_over(t, i, "年龄");
	i = back_over(t, i, "性");
	i = back_over(t, back_over(t, i, "男"), "女");
	while (i && (t[i - 1] == ' ' || t[i - 1] == ',' || t[i - 1] == '('))
		i--;
	if (i == at)
		return at;
	for (size_t n = 2; n <= 3; n++) {
		size_t start = i - n * HAN;
		bool apart;

		if (i < n * HAN || !is_surname(t + start, false) ||
			!han_at(t + start + HAN) || !han_at(t + i - HAN) ||
			is_anonymous(t + start, n * HAN))
			continue;
		apart = start < HAN || !han_at(t + start - HAN);
		for (size_t k = 0; k < COUNT(heads) && !apart; k++)
			apart = minor_ends(t, start, heads[k]);
		if (apart)
			return start;
	}
	return at;
}

/* 12岁的学生王小明: where the name ends, or `at`. */
static size_t
name_after(const char *t, size_t at)
{
	static const char *const behind[] = { ",", "。", ")", ";", "、", "\n",
		"在", "被", "因", "从", "已", "与", "和", "失" };
	size_t i = at;

	if (minor_starts(t + i, "的"))
		i += HAN;
	for (size_t k = 0; k < COUNT(young); k++) {
		size_t n = strlen(young[k]);

		if (!minor_starts(t + i, young[k]) ||
			!is_surname(t + i + n, true))
			continue;
		for (size_t len = 2; len <= 3; len++) {
			const char *name = t + i + n;
			bool han = han_at(name + HAN) &&
				(len == 2 || han_at(name + 2 * HAN));

			if (!han || is_anonymous(name, len * HAN))
				continue;
			for (size_t b = 0; b < COUNT(behind); b++)
				if (minor_starts(name + len * HAN, behind[b]))
					return i + n + len * HAN;
		}
	}
	return at;
}

/* 城关小学 and not 全县中小学: something names it. */
static bool
is_named_school(const char *t, size_t at)
{
	static const char *const none[] = { "各", "所", "该", "有", "全", "的",
		"中", "及", "和", "在", "县", "市", "区", "等", "、", "近" };

	if (at < HAN || !han_at(t + at - HAN))
		return false;
	for (size_t i = 0; i < COUNT(none); i++)
		if (minor_ends(t, at, none[i]))
			return false;
	return true;
}

static bool
has_pupil(const char *t, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < from + 36; i++)
		for (size_t k = 0; k < COUNT(pupils); k++)
			if (minor_starts(t + i, pupils[k]))
				return true;
	return minor_ends(t, from, "就读于") || minor_ends(t, from, "来自");
}

static bool
minor_is_stop(const char *t)
{
	return (*t && strchr("\n;!?", *t)) ||
		(*t == '\xE3' && minor_starts(t, "。"));
}

/* A school in the same sentence, with its pupils. */
static bool
has_school(const char *t, size_t start, size_t end)
{
	size_t low = start, high = end;

	while (low && start - low < WINDOW && !minor_is_stop(t + low - 1) &&
		!(low >= HAN && minor_is_stop(t + low - HAN)))
		low--;
	while (t[high] && high - end < WINDOW && !minor_is_stop(t + high))
		high++;
	for (size_t i = low; i < high; i++) {
		if (t[i] != '\xE5' && t[i] != '\xE4') /* 小 学 幼, 中 */
			continue;
		for (size_t k = 0; k < COUNT(schools); k++) {
			size_t n = strlen(schools[k]);

			if (minor_starts(t + i, schools[k]) &&
				is_named_school(t, i) &&
				has_pupil(t, i + n, high))
				return true;
		}
	}
	return false;
}

bool
leak_minor(size_t *start, size_t *end, const char *t, size_t at)
{
	int age = 0;
	size_t before, after;

	if (!minor_starts(t + at, "岁"))
		return false;
	*start = age_start(&age, t, at);
	*end = at + HAN;
	if (*start == at || age >= ADULT || is_group(t, *start, *end))
		return false;
	before = name_before(t, *start);
	after = name_after(t, *end);
	if (before < *start) {
		*start = before;
		return true;
	}
	if (after > *end) {
		*end = after;
		return true;
	}
	return has_school(t, *start, *end);
}

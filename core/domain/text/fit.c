/*
 * Composing the text for one platform, paragraph by paragraph.
 */
#include "domain/text/fit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"

/* Above what template.c renders (256 KiB) with a blank line and the drill's
 * lines around each of its 60 paragraphs. */
enum { FIT_MAX = 512 << 10 };

struct limits
limits_of(const struct platform *p, const json_t *told)
{
	struct limits l = { p->unit, p->max, p->title_max, p->title_unit,
		p->url_weight, p->no_links, false };
	int64_t max = doc_int(told, "max");
	int64_t title = doc_int(told, "title_max");
	int64_t url = doc_int(told, "url_weight");

	if (max > 0 && max < INT32_MAX)
		l.max = (long)max;
	if (title > 0 && title < INT32_MAX && l.title_max)
		l.title_max = (long)title;
	if (url > 0 && url < 1000)
		l.url_weight = (int)url;
	return l;
}

void
fitted_init(struct fitted *f)
{
	*f = (struct fitted){ 0 };
}

void
fitted_release(struct fitted *f)
{
	free(f->title);
	free(f->text);
	fitted_init(f);
}

static long
title_count(const char *title, const struct limits *l)
{
	return text_count(title, strlen(title), l->title_unit, 0);
}

/* The title as a text's first line: 【…】 in Chinese, outside the banner. */
static void
put_title(struct buf *b, const struct rendered *r, const char *title,
	const char *gap)
{
	size_t skip = strlen(r->banner);
	bool zh = r->lang == LANG_ZH;

	buf_add(b, title, skip);
	if (zh)
		buf_printf(b, "【%s】\n", title + skip);
	else
		buf_printf(b, "%s%s", title + skip, gap);
}

/* How a text is put together: tight has no blank lines. */
struct make {
	const char *title;
	bool tight;
};

static char *
fit_compose(const struct rendered *r, struct make m, const bool *cut,
	bool title_inside)
{
	const char *gap = m.tight ? "\n" : "\n\n";
	struct buf b;
	bool first = true;

	buf_init(&b, FIT_MAX);
	if (title_inside)
		put_title(&b, r, m.title, gap);
	else if (*r->foot)
		buf_printf(&b, "%s%s", r->foot, gap);
	for (size_t i = 0; i < r->count; i++) {
		if (cut[i])
			continue;
		buf_printf(&b, "%s%s", first ? "" : gap, r->paragraphs[i].text);
		first = false;
	}
	if (*r->foot)
		buf_printf(&b, "%s%s", first ? "" : gap, r->foot);
	return buf_take(&b);
}

/* The paragraph to leave out next: highest priority, then the last. */
static bool
next_cut(size_t *at, const struct rendered *r, const bool *cut, bool link)
{
	int highest = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (!cut[i] && !(link && r->paragraphs[i].more) &&
			r->paragraphs[i].cut &&
			r->paragraphs[i].cut >= highest) {
			highest = r->paragraphs[i].cut;
			*at = i;
		}
	}
	return highest > 0;
}

static void
fit_measure(struct fitted *out, const struct limits *l)
{
	out->count = text_count(
		out->text, strlen(out->text), l->unit, l->url_weight);
	out->limit = l->max;
	out->unit = l->unit;
	out->title_count = title_count(out->title, l);
	out->title_limit = l->title_max;
}

static bool
try_compose(struct fitted *out, const struct rendered *r, struct make m,
	const bool *cut, const struct limits *l)
{
	bool inside = l->title_max == 0;

	fitted_release(out);
	out->text = fit_compose(r, m, cut, inside);
	out->title = mem_strdup(inside ? "" : m.title);
	fit_measure(out, l);
	return out->count <= l->max;
}

/* The long title if it fits its field, the short one if only that does. */
static const char *
field_title(const struct rendered *r, const struct limits *l)
{
	if (!*r->short_title || title_count(r->title, l) <= l->title_max)
		return r->title;
	return r->short_title;
}

/* "Full text at …" stands only where there is more to read. */
static void
set_more(const struct rendered *r, bool *cut, bool shown, bool no_links)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->paragraphs[i].more)
			cut[i] = !shown || no_links;
}

/* Paragraphs with an address, for a platform where one is no use. */
static void
mark_links(const struct rendered *r, bool *never)
{
	size_t start = 0, end = 0;

	for (size_t i = 0; i < r->count; i++) {
		const char *text = r->paragraphs[i].text;

		never[i] = r->paragraphs[i].cut &&
			text_url(&start, &end, text, strlen(text), 0);
	}
}

/* What went for something that went later may find room again. */
static void
fit_restore(struct fitted *out, const struct rendered *r, struct make m,
	const struct limits *l, bool *cut, const bool *never)
{
	for (int level = 1; level <= 9; level++) {
		for (size_t i = 0; i < r->count; i++) {
			if (!cut[i] || never[i] ||
				r->paragraphs[i].cut != level)
				continue;
			cut[i] = false;
			cut[i] = !try_compose(out, r, m, cut, l);
		}
	}
}

/*
 * Blank lines and a long title inside the text go before a paragraph is lost,
 * and come back if there is room for them afterwards.
 */
static bool
fit_text(struct fitted *out, const struct rendered *r, const struct limits *l,
	bool *cut, const bool *never)
{
	bool inside = l->title_max == 0;
	const char *full = inside ? r->title : field_title(r, l);
	const char *brief = inside && *r->short_title ? r->short_title : full;
	const struct make best = { full, false }, least = { brief, true };
	const struct make between[] = { best, { full, true },
		{ brief, false } };
	size_t at = 0;

	set_more(r, cut, l->link, l->no_links);
	if (!try_compose(out, r, best, cut, l) &&
		!try_compose(out, r, least, cut, l)) {
		set_more(r, cut, true, l->no_links);
		while (!try_compose(out, r, least, cut, l)) {
			if (!next_cut(&at, r, cut, l->link))
				return false;
			cut[at] = true;
		}
		fit_restore(out, r, least, l, cut, never);
	}
	for (size_t i = 0; i < 3; i++)
		if (try_compose(out, r, between[i], cut, l))
			return true;
	return try_compose(out, r, least, cut, l);
}

/* What is counted: of a text, of a title. */
static const struct both units[][2] = {
	[TEXT_CODE_POINTS] = { BOTH("characters", "字符"),
		BOTH("characters of the title", "标题字符") },
	[TEXT_GRAPHEMES] = { BOTH("signs", "字"),
		BOTH("signs of the title", "标题字") },
	[TEXT_WEIGHTED] = { BOTH("weighted characters", "加权字符"),
		BOTH("weighted characters of the title", "标题加权字符") },
	[TEXT_WEIBO] = { BOTH("characters as Weibo counts", "微博字数"),
		BOTH("characters of the title as Weibo counts",
			"标题微博字数") },
	[TEXT_BYTES] = { BOTH("bytes", "字节"),
		BOTH("bytes of the title", "标题字节") },
};
_Static_assert(sizeof(units) / sizeof(units[0]) == TEXT_UNITS, "a row each");

static enum err_code
too_long(const struct fitted *f, const struct limits *l, bool title,
	const char *account, struct err *err)
{
	enum text_unit unit = title ? l->title_unit : l->unit;

	return refuse(err, REFUSE_FIT, account,
		WITH(arg_account(account, ""),
			arg_count(title ? f->title_count : f->count),
			arg_count(title ? f->title_limit : f->limit),
			arg_both(&units[unit][title])));
}

static enum err_code
check_facts(const struct fitted *f, const struct rendered *r,
	const char *account, struct err *err)
{
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < r->fact_count && !code; i++) {
		const char *fact = r->facts[i].text;

		/* As it was rendered, or as somebody else wrote it. */
		if (!strstr(f->text, fact) && !text_holds(f->text, fact) &&
			!text_holds(f->title, fact))
			code = refuse(err, REFUSE_MUST_CARRY, account,
				WITH(arg_account(account, ""),
					arg_both(&r->facts[i].label)));
	}
	return code;
}

static enum err_code
check_all(const struct fitted *f, const struct rendered *r,
	const struct limits *l, const char *account, struct err *err)
{
	if (f->count > l->max)
		return too_long(f, l, false, account, err);
	if (l->title_max && f->title_count > l->title_max)
		return too_long(f, l, true, account, err);
	return check_facts(f, r, account, err);
}

enum err_code
fit_variant(struct fitted *out, const struct rendered *r,
	const struct limits *limits, const char *account, struct err *err)
{
	bool *cut = mem_array(r->count, sizeof(*cut));
	bool *never = mem_array(r->count, sizeof(*never));

	if (limits->no_links)
		mark_links(r, never);
	for (size_t i = 0; i < r->count; i++)
		cut[i] = never[i];
	fit_text(out, r, limits, cut, never);
	for (size_t i = 0; i < r->count && out->cut_count < FIT_CUTS; i++)
		if (cut[i] && !r->paragraphs[i].more)
			out->cut[out->cut_count++] = i;
	free(cut);
	free(never);
	return check_all(out, r, limits, account, err);
}

static bool
begins_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const char *
last_line(const char *text)
{
	size_t len = strlen(text);

	while (len && strchr(" \n\t", text[len - 1]))
		len--;
	while (len && text[len - 1] != '\n')
		len--;
	return text + len;
}

/* The mark that is missing where the text is of no real event; or NULL. */
static const char *
mark_missing(const char *title, const char *text, const struct rendered *r)
{
	if (!begins_with(text, r->banner) ||
		(*title && !begins_with(title, r->banner)))
		return r->banner;
	return begins_with(last_line(text), r->lead) ? NULL : r->lead;
}

enum err_code
fit_check(struct fitted *out, const char *title, const char *text,
	const struct rendered *r, const struct limits *limits,
	const char *account, struct err *err)
{
	bool own;
	const char *used, *missing;

	fitted_release(out);
	own = title && *title && strcmp(title, r->title) != 0;
	used = own ? title : field_title(r, limits);
	out->title = mem_strdup(limits->title_max ? used : "");
	out->text = mem_strdup(text);
	fit_measure(out, limits);
	missing = mark_missing(out->title, text, r);
	if (missing != NULL)
		return refuse(err, REFUSE_MUST_CARRY, account,
			WITH(arg_account(account, ""),
				arg_both(&(const struct both)BOTH(
					missing, missing))));
	return check_all(out, r, limits, account, err);
}

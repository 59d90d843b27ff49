/*
 * Checking figures, comparing them with the ones before, and saying them.
 */
#include "domain/figure.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/doc.h"

static enum err_code
bad(struct err *err, const char *name, const char *why)
{
	return refuse(err, REFUSE_FIGURE, name, name, why, NULL);
}

static const json_t *
figure_find(const json_t *figures, const char *name, size_t before)
{
	size_t n = json_array_size(figures);
	for (size_t i = 0; i < n && i < before; i++) {
		const json_t *row = json_array_get(figures, i);
		if (strcmp(doc_str(row, "name"), name) == 0)
			return row;
	}
	return NULL;
}

static enum err_code
check_row(const struct playbook *p, const json_t *figures, size_t i,
	struct err *err)
{
	const json_t *row = json_array_get(figures, i);
	const json_t *value = json_object_get(row, "value");
	const char *name = doc_str(row, "name");
	char range[40];
	if (!playbook_figure(p, name))
		return bad(err, name, "unknown / 预案中没有");
	if (figure_find(figures, name, i))
		return bad(err, name, "twice / 重复");
	snprintf(range, sizeof(range), "0 … %ld", FIGURE_MAX);
	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
		json_integer_value(value) > FIGURE_MAX)
		return bad(err, name, range);
	if (!*doc_str(row, "source"))
		return bad(err, name, "source? / 缺少来源");
	if (doc_int(row, "as_of") <= 0)
		return bad(err, name, "as-of? / 缺少截至时间");
	return ERR_OK;
}

enum err_code
figure_check(const struct playbook *p, const json_t *figures, struct err *err)
{
	if (figures && !json_is_array(figures) && !json_is_null(figures))
		return bad(err, "figures", "[…]");
	for (size_t i = 0; i < json_array_size(figures); i++) {
		enum err_code code = check_row(p, figures, i, err);
		if (code)
			return code;
	}
	return ERR_OK;
}

int64_t
figure_value(const json_t *figures, const char *name)
{
	const json_t *row = figure_find(figures, name, SIZE_MAX);
	return row ? doc_int(row, "value") : -1;
}

enum err_code
figure_compare(const struct playbook *p, enum message_kind kind,
	const json_t *before, const json_t *now, struct err *err)
{
	if (kind == KIND_CORRECTION || kind == KIND_WITHDRAWAL)
		return ERR_OK;
	for (size_t i = 0; i < p->figure_count; i++) {
		const struct figure_def *f = &p->figures[i];
		int64_t old = figure_value(before, f->id);
		int64_t new = figure_value(now, f->id);
		if (!f->never_falls || old < 0 || new < 0 || new >= old)
			continue;
		char from[24], to[24];
		snprintf(from, sizeof(from), "%" PRId64, old);
		snprintf(to, sizeof(to), "%" PRId64, new);
		return refuse(
			err, REFUSE_NUMBER_FALLS, f->id, f->id, from, to, NULL);
	}
	return ERR_OK;
}

/* 1204 in Chinese, 1,204 in English. */
static void
number_format(char *out, size_t size, int64_t n, enum lang lang)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRId64, n);
	size_t at = 0;
	for (int i = 0; i < len && at + 2 < size; i++) {
		if (lang == LANG_EN && i && (len - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = '\0';
}

/* The figure's own words around its number. */
static void
say(struct buf *out, const struct figure_def *f, enum lang lang, int64_t n)
{
	const char *one = f->one.in[lang];
	const char *text = n == 1 && *one ? one : f->text.in[lang];
	const char *place = strstr(text, "{n}");
	char number[40];
	number_format(number, sizeof(number), n, lang);
	if (!place) {
		buf_puts(out, text);
		return;
	}
	buf_add(out, text, (size_t)(place - text));
	buf_puts(out, number);
	buf_puts(out, place + 3);
}

/* How it differs from before: "较上次增加1人", "1 more". */
static void
say_change(struct buf *out, const struct figure_def *f, enum lang lang,
	int64_t change)
{
	static const char *const words[LANG_COUNT][2] = {
		[LANG_EN] = { "more than before", "fewer than before" },
		[LANG_ZH] = { "较上次增加", "较上次减少" },
	};
	bool less = change < 0;
	char number[40];
	number_format(number, sizeof(number), less ? -change : change, lang);
	if (lang == LANG_EN) {
		buf_printf(out, "%s %s", number, words[lang][less]);
		return;
	}
	const char *unit = strstr(f->text.in[lang], "{n}");
	buf_printf(
		out, "%s%s%s", words[lang][less], number, unit ? unit + 3 : "");
}

static void
say_row(struct buf *out, const struct figure_def *f, enum lang lang,
	const json_t *row, int64_t before)
{
	int64_t n = doc_int(row, "value");
	bool zh = lang == LANG_ZH;
	bool changed = before >= 0 && before != n;
	bool sure = doc_bool(row, "verified");
	say(out, f, lang, n);
	if (!changed && sure)
		return;
	buf_puts(out, zh ? "（" : " (");
	if (changed)
		say_change(out, f, lang, n - before);
	if (changed && !sure)
		buf_puts(out, zh ? "，" : ", ");
	if (!sure)
		buf_puts(out, zh ? "核实中" : "being verified");
	buf_puts(out, zh ? "）" : ")");
}

void
figure_phrase(struct buf *out, const struct playbook *p, enum lang lang,
	const json_t *figures, const json_t *before)
{
	size_t said = 0;
	for (size_t i = 0; i < p->figure_count; i++) {
		const struct figure_def *f = &p->figures[i];
		const json_t *row = figure_find(figures, f->id, SIZE_MAX);
		if (!row)
			continue;
		if (said++)
			buf_puts(out, lang == LANG_ZH ? "，" : ", ");
		say_row(out, f, lang, row, figure_value(before, f->id));
	}
}

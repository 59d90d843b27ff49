/*
 * Checking figures, and saying them.
 */
#include "domain/figure/figure.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/text.h"

enum figure_fault {
	FIGURE_FIT,
	FIGURE_REMOVED,
	FIGURE_EMPTY,
	FIGURE_NO_COUNT,
	FIGURE_NO_VERIFIER,
	FIGURE_NO_SOURCE,
	FIGURE_NO_TIME,
	FIGURE_NO_REASON,
	FIGURE_UNKNOWN,
	FIGURE_UNKNOWN_PART,
	FIGURE_TWICE,
	FIGURE_NO_LIST,
	FIGURE_FAULTS
};

static const struct both figure_faults[] = {
	[FIGURE_FIT] = BOTH("", ""),
	[FIGURE_REMOVED] =
		BOTH("is taken away by its name and \"remove\" alone",
			"删除时只写名称与 remove"),
	[FIGURE_EMPTY] =
		BOTH("is verified and has no value", "已核实却没有数值"),
	[FIGURE_NO_COUNT] =
		BOTH("is not a whole number from 0", "须为非负整数"),
	[FIGURE_NO_VERIFIER] =
		BOTH("does not say who is verifying it", "没有写明由谁核实"),
	[FIGURE_NO_SOURCE] = BOTH("has no source", "缺少来源"),
	[FIGURE_NO_TIME] = BOTH("needs an as-of time that is not in the future",
		"截止时间缺失或在将来"),
	[FIGURE_NO_REASON] =
		BOTH("needs a reason of one short line", "原因须为一行短句"),
	[FIGURE_UNKNOWN] = BOTH(
		"is not a figure of this playbook", "不是发布预案的数据项"),
	[FIGURE_UNKNOWN_PART] = BOTH("has an unknown part", "含未知内容"),
	[FIGURE_TWICE] = BOTH("is named twice", "重复"),
	[FIGURE_NO_LIST] = BOTH("is not a list", "不是列表"),
};
_Static_assert(
	sizeof(figure_faults) / sizeof(figure_faults[0]) == FIGURE_FAULTS,
	"a row each");

static enum err_code
bad(struct err *err, const struct playbook *p, const char *name,
	enum figure_fault why)
{
	const struct figure_def *f = playbook_figure(p, name);
	struct arg known = arg_words("");
	char where[100];

	fixed_cut_format(where, sizeof(where), "figures.%.80s", name);
	if (why == FIGURE_UNKNOWN && *name) {
		for (size_t n = 0; n < p->figure_count; n++)
			(void)arg_words_add(&known, p->figures[n].id);
		return refuse(err, REFUSE_FIGURE_AMONG, where,
			WITH(arg_key(name), arg_both(&figure_faults[why]),
				known));
	}
	return refuse(err, REFUSE_FIGURE, *name ? where : "figures",
		WITH(f ? arg_slot(name, &f->label) : arg_key(name),
			arg_both(&figure_faults[why])));
}

static size_t
figure_index(const json_t *list, const char *name)
{
	size_t n = json_array_size(list);

	for (size_t i = 0; i < n; i++)
		if (strcmp(doc_str(json_array_get(list, i), "name"), name) == 0)
			return i;
	return SIZE_MAX;
}

const json_t *
figure_row(const json_t *figures, const char *name)
{
	size_t at = figure_index(figures, name);

	return at == SIZE_MAX ? NULL : json_array_get(figures, at);
}

int64_t
figure_value(const json_t *figures, const char *name)
{
	const json_t *value = doc_get(figure_row(figures, name), "value");

	return json_is_integer(value) ? json_integer_value(value) : -1;
}

static bool
known_key(const char *key)
{
	static const char *const keys[] = { "name", "value", "source", "as_of",
		"verified", "reason", "remove" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

static bool
is_removal(const json_t *row)
{
	return doc_bool(row, "remove");
}

/* Said in so many words, and nothing beside it: else two things are meant. */
static enum figure_fault
removal_fault(const json_t *row)
{
	return is_removal(row) && json_object_size(row) == 2 ? FIGURE_FIT
							     : FIGURE_REMOVED;
}

static enum figure_fault
value_fault(const json_t *row)
{
	const json_t *value = doc_get(row, "value");

	if (value == NULL)
		return doc_bool(row, "verified") ? FIGURE_EMPTY : FIGURE_FIT;
	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
		json_integer_value(value) > FIGURE_MAX)
		return FIGURE_NO_COUNT;
	return FIGURE_FIT;
}

static enum figure_fault
origin_fault(const json_t *row, int64_t now)
{
	const char *reason = doc_str(row, "reason");

	if (*doc_str(row, "source") == '\0')
		return doc_get(row, "value") == NULL ? FIGURE_NO_VERIFIER
						     : FIGURE_NO_SOURCE;
	if (doc_int(row, "as_of") <= 0 ||
		(now && doc_int(row, "as_of") > now + 60000))
		return FIGURE_NO_TIME;
	if (strlen(reason) > FIGURE_REASON || strchr(reason, '\n') ||
		!text_is_valid(reason, strlen(reason)))
		return FIGURE_NO_REASON;
	return FIGURE_FIT;
}

static enum err_code
check_row(const struct playbook *p, const json_t *figures, size_t i,
	int64_t now, struct err *err)
{
	const json_t *row = json_array_get(figures, i);
	const char *name = doc_str(row, "name"), *key;
	enum figure_fault fault;
	json_t *v;

	if (!json_is_object(row) || playbook_figure(p, name) == NULL)
		return bad(err, p, name, FIGURE_UNKNOWN);
	json_object_foreach(
		doc_borrow(row), key, v) if (!known_key(key)) return bad(err, p,
		name, FIGURE_UNKNOWN_PART);
	if (figure_index(figures, name) < i)
		return bad(err, p, name, FIGURE_TWICE);
	fault = value_fault(row);
	if (fault == FIGURE_FIT)
		fault = origin_fault(row, now);
	if (doc_get(row, "remove") != NULL)
		fault = removal_fault(row);
	return fault != FIGURE_FIT ? bad(err, p, name, fault) : ERR_OK;
}

enum err_code
figure_check(const struct playbook *p, const json_t *figures, int64_t now,
	struct err *err)
{
	if (figures && !json_is_array(figures) && !json_is_null(figures))
		return bad(err, p, "", FIGURE_NO_LIST);
	for (size_t i = 0; i < json_array_size(figures); i++) {
		enum err_code code = check_row(p, figures, i, now, err);

		if (code)
			return code;
	}
	return ERR_OK;
}

json_t *
figure_overlay(const json_t *under, const json_t *over)
{
	json_t *list = under ? json_copy(doc_borrow(under)) : json_array();
	json_t *row;
	size_t n;

	json_array_foreach(over, n, row)
	{
		size_t at = figure_index(list, doc_str(row, "name"));

		if (at != SIZE_MAX)
			json_array_remove(list, at);
		if (is_removal(row))
			continue;
		if (at == SIZE_MAX)
			json_array_append(list, row);
		else
			json_array_insert(list, at, row);
	}
	return list;
}

/* ---- saying ------------------------------------------------------------ */

/* 1204 in Chinese, 1,204 in English. */
static void
number_format(char *out, size_t size, int64_t n, enum lang lang)
{
	char digits[24];
	size_t at = 0, len;

	fixed_format(digits, sizeof(digits), "%" PRId64, n);
	len = strlen(digits);
	for (size_t i = 0; i < len && at + 2 < size; i++) {
		if (lang == LANG_EN && i && (len - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = '\0';
}

/* The figure's own words around its number. */
static void
figure_say(
	struct sink *out, const struct figure_def *f, enum lang lang, int64_t n)
{
	const char *one = f->one.in[lang];
	const char *text = n == 1 && *one ? one : f->text.in[lang];
	const char *place = strstr(text, "{n}");
	char number[40];

	number_format(number, sizeof(number), n, lang);
	if (!place) {
		sink_puts(out, text);
		return;
	}
	sink_add(out, text, (size_t)(place - text));
	sink_puts(out, number);
	sink_puts(out, place + 3);
}

/* Against which bulletin: "较第3号", "than No. 3"; else "较此前". */
static void
say_against(char *out, size_t size, enum lang lang, const json_t *before)
{
	int64_t number = doc_int(before, "number");

	if (number == 0)
		fixed_set(
			out, size, lang == LANG_ZH ? "较此前" : "than before");
	else if (lang == LANG_ZH)
		fixed_format(out, size, "较第%" PRId64 "号", number);
	else
		fixed_format(out, size, "than No. %" PRId64, number);
}

/* How it differs: "较第3号增加2人", "2 more than No. 3". */
static void
figure_say_change(struct sink *out, const struct figure_def *f, enum lang lang,
	int64_t change, const json_t *before)
{
	bool less = change < 0;
	char number[40], against[40];
	const char *unit;

	number_format(number, sizeof(number), less ? -change : change, lang);
	say_against(against, sizeof(against), lang, before);
	if (lang == LANG_EN) {
		sink_puts(out, number);
		sink_puts(out, less ? " fewer " : " more ");
		sink_puts(out, against);
		return;
	}
	unit = strstr(f->text.in[lang], "{n}");
	sink_puts(out, against);
	sink_puts(out, less ? "减少" : "增加");
	sink_puts(out, number);
	sink_puts(out, unit ? unit + 3 : "");
}

/* The reason without its own full stop, which the sentence brings. */
static void
say_reason(struct sink *out, enum lang lang, const char *reason)
{
	static const char *const stops[] = { "。", "；", "，", ".", ";", "," };
	size_t len = strlen(reason);

	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		size_t n = strlen(stops[i]);

		if (len > n && strcmp(reason + len - n, stops[i]) == 0)
			len -= n;
	}
	sink_puts(out, lang == LANG_ZH ? "，原因：" : ", because ");
	sink_add(out, reason, len);
}

/* No value yet: "遇难情况正在核实", "dead: being verified". */
static void
say_open(struct sink *out, const struct figure_def *f, enum lang lang)
{
	sink_puts(out, f->label.in[lang]);
	sink_puts(out, lang == LANG_ZH ? "情况正在核实" : ": being verified");
}

static void
say_row(struct sink *out, const struct figure_def *f, enum lang lang,
	const json_t *row, const json_t *before)
{
	const json_t *old = doc_get(before, "value");
	int64_t n = doc_int(row, "value");
	int64_t was = old ? json_integer_value(old) : n;
	bool zh = lang == LANG_ZH, changed = was != n;
	bool sure = doc_bool(row, "verified");

	if (doc_get(row, "value") == NULL) {
		say_open(out, f, lang);
		return;
	}
	figure_say(out, f, lang, n);
	if (!changed && sure)
		return;
	sink_puts(out, zh ? "（" : " (");
	if (changed)
		figure_say_change(out, f, lang, n - was, before);
	if (changed && *doc_str(row, "reason"))
		say_reason(out, lang, doc_str(row, "reason"));
	if (changed && !sure)
		sink_puts(out, zh ? "，" : ", ");
	if (!sure)
		sink_puts(out, zh ? "正在核实" : "being verified");
	sink_puts(out, zh ? "）" : ")");
}

void
figure_phrase(struct sink *out, const struct playbook *p, enum lang lang,
	const json_t *figures, const json_t *before)
{
	size_t said = 0;

	for (size_t i = 0; i < p->figure_count; i++) {
		const struct figure_def *f = &p->figures[i];
		const json_t *row = figure_row(figures, f->id);

		if (!row)
			continue;
		if (said++)
			sink_puts(out, lang == LANG_ZH ? "，" : ", ");
		say_row(out, f, lang, row, figure_row(before, f->id));
	}
}

/* One line about a letter: what it is, with whom, and what it comes to. */
#include "station/letter_line.h"

#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/delivery.h"
#include "crier/partner.h"

enum { LINE_ROOM = 4000, LINE_TEXT = 121, LINE_NAMES = 3 };

/* A field of a body as a line has it. */
typedef void line_form(char out[LINE_TEXT], const json_t *says,
	const char *field, enum lang lang, int zone);

static void
line_words(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	(void)lang;
	(void)zone;
	fixed_cut(out, LINE_TEXT, doc_str(says, field));
}

static void
line_time(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	char time[INSTANT_TEXT];

	(void)lang;
	instant_format_plain(time, doc_int(says, field), zone);
	fixed_cut(out, LINE_TEXT, time);
}

static void
line_count(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	(void)lang;
	(void)zone;
	fixed_cut_format(
		out, LINE_TEXT, "%lld", (long long)doc_int(says, field));
}

static void
line_short(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	(void)lang;
	(void)zone;
	fixed_cut(out, 9, doc_str(says, field));
}

static void
line_answer(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	enum order_answer answer;

	(void)zone;
	if (order_answer_parse(&answer, doc_str(says, field)))
		fixed_cut(out, LINE_TEXT,
			order_answer_row(answer)->title.in[lang]);
}

/* A flag is said by what stands before it. */
static void
line_flag(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	(void)lang;
	(void)zone;
	fixed_cut(out, LINE_TEXT, doc_bool(says, field) ? " " : "");
}

static void
line_titles(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	(void)lang;
	(void)zone;
	fixed_cut(out, LINE_TEXT,
		doc_str(json_array_get(doc_get(says, field), 0), "title"));
}

/* Of a receipt: how many are out, of how many. */
static void
line_accounts(char out[LINE_TEXT], const json_t *says, const char *field,
	enum lang lang, int zone)
{
	const json_t *list = doc_get(says, field), *row;
	size_t n, is_out = 0;
	enum delivery_state state;

	(void)lang;
	(void)zone;
	json_array_foreach(list, n, row)
	{
		is_out += delivery_parse(&state, doc_str(row, "state")) &&
			delivery_row(state)->truth == TRUTH_YES;
	}
	fixed_cut_format(out, LINE_TEXT, "%zu/%lld", is_out,
		(long long)n + (long long)doc_int(says, "more"));
}

/* What a line has of a letter of each kind, in this order. */
static const struct {
	enum letter_kind kind;
	const char *field;
	line_form *form;
	struct both before, after;
} line_parts[] = {
	{ LETTER_OPEN, "title", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_JOIN, "declined", line_flag, BOTH("says no", "不参加"),
		BOTH("", "") },
	{ LETTER_JOIN, "reason", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_LEAVE, "reason", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_LEAD, "leader", line_words, BOTH("to ", "由 "),
		BOTH("", " 牵头") },
	{ LETTER_LEAD, "reason", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_CLOSE, "reason", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_LINES, "number", line_count, BOTH("", ""),
		BOTH(" lines", " 条") },
	{ LETTER_BULLETIN, "title", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_CLAIM, "text", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_CONCUR_ASK, "title", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_CONCUR_ANSWER, "agreed", line_flag, BOTH("agreed", "同意"),
		BOTH("", "") },
	{ LETTER_CONCUR_ANSWER, "by", line_words, BOTH("by ", "经办 "),
		BOTH("", "") },
	{ LETTER_CONCUR_ANSWER, "reason", line_words, BOTH("", ""),
		BOTH("", "") },
	{ LETTER_ORDER, "masters", line_titles, BOTH("", ""), BOTH("", "") },
	{ LETTER_ORDER, "digest", line_short, BOTH("check code ", "校验码 "),
		BOTH("", "") },
	{ LETTER_ORDER, "at", line_time, BOTH("at ", "定时 "), BOTH("", "") },
	{ LETTER_CALL, "order", line_short, BOTH("order ", "发布令 "),
		BOTH("", "") },
	{ LETTER_FIRE, "order", line_short, BOTH("order ", "发布令 "),
		BOTH("", "") },
	{ LETTER_FIRE, "at", line_time, BOTH("at ", "定于 "), BOTH("", "") },
	{ LETTER_HALT, "order", line_short, BOTH("order ", "发布令 "),
		BOTH("", "") },
	{ LETTER_HALT, "reason", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_ANSWER, "state", line_answer, BOTH("", ""), BOTH("", "") },
	{ LETTER_ANSWER, "order", line_short, BOTH("order ", "发布令 "),
		BOTH("", "") },
	{ LETTER_ANSWER, "accounts", line_count, BOTH("accounts ", "账号 "),
		BOTH("", "") },
	{ LETTER_ANSWER, "gaps", line_count, BOTH("gaps ", "缺 "),
		BOTH("", "") },
	{ LETTER_ANSWER, "by", line_words, BOTH("by ", "经办 "), BOTH("", "") },
	{ LETTER_ANSWER, "reason", line_words, BOTH("", ""), BOTH("", "") },
	{ LETTER_RECEIPT, "order", line_short, BOTH("order ", "发布令 "),
		BOTH("", "") },
	{ LETTER_RECEIPT, "accounts", line_accounts, BOTH("out ", "已上线 "),
		BOTH("", "") },
};

static void
line_add_parts(struct buf *b, enum letter_kind kind, const json_t *says,
	enum lang lang, int zone)
{
	static const struct both gap = BOTH("; ", "；");
	char value[LINE_TEXT];
	bool more = false;

	for (size_t n = 0; n < sizeof(line_parts) / sizeof(line_parts[0]);
		n++) {
		if (line_parts[n].kind != kind ||
			doc_get(says, line_parts[n].field) == NULL)
			continue;
		value[0] = '\0';
		line_parts[n].form(
			value, says, line_parts[n].field, lang, zone);
		if (value[0] == '\0')
			continue;
		buf_printf(b, "%s%s%s%s",
			more	       ? gap.in[lang]
				: lang ? "："
				       : ": ",
			line_parts[n].before.in[lang],
			strcmp(value, " ") == 0 ? "" : value,
			line_parts[n].after.in[lang]);
		more = true;
	}
}

static void
line_add_names(struct buf *b, const json_t *names, enum lang lang)
{
	size_t count = json_array_size(names), n;

	for (n = 0; n < count && n < LINE_NAMES; n++)
		buf_printf(b, "%s%s",
			n == 0	       ? ""
				: lang ? "、"
				       : ", ",
			json_string_value(json_array_get(names, n)));
	if (n < count && lang == LANG_ZH)
		buf_printf(b, " 等 %zu 家", count);
	else if (n < count)
		buf_printf(b, " and %zu more", count - n);
}

json_t *
letter_line(bool sent, const json_t *names, const char *short_name,
	const json_t *says, int zone)
{
	static const struct both heads[2] = { BOTH("letter from ", "收函 "),
		BOTH("letter to ", "发函 ") };
	json_t *doc = json_object();
	enum letter_kind kind;
	struct buf b;

	buf_init(&b, LINE_ROOM);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		buf_reset(&b);
		buf_puts(&b, heads[sent].in[lang]);
		line_add_names(&b, names, (enum lang)lang);
		buf_printf(&b, " %s", short_name);
		if (letter_kind_parse(&kind, doc_str(says, "kind"))) {
			buf_printf(&b, " %s",
				letter_kind_row(kind)->title.in[lang]);
			line_add_parts(&b, kind, says, (enum lang)lang, zone);
		}
		doc_put_str(doc, lang_word((enum lang)lang), b.data);
	}
	buf_release(&b);
	return doc;
}

/*
 * What is done with found leaks: masking and refusing. The scanner is in
 * leak_scan.c, documents in leak_doc.c and leak_joined.c.
 */
#include "lint/leak.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fixed.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "lint/fold.h"

static const struct leak_row leak_rows[] = {
	[LEAK_SECRECY] = { "L-01", BOTH("a secrecy mark", "密级标志") },
	[LEAK_RESIDENT] = { "L-04",
		BOTH("a resident identity number", "居民身份证号码") },
	[LEAK_MOBILE] = { "L-06",
		BOTH("a mobile number that is not in the contact list",
			"不在联系名录内的手机号码") },
	[LEAK_CARD] = { "L-07", BOTH("a bank card number", "银行卡号") },
	[LEAK_MINOR] = { "L-09M",
		BOTH("a minor who can be known by name or school",
			"可识别身份的未成年人") },
};
static_assert(sizeof(leak_rows) / sizeof(leak_rows[0]) == LEAK_RULES,
	"a row for each rule");

static const struct leak_row *
leak_row(enum leak_rule rule)
{
	assert(rule < LEAK_RULES);
	return &leak_rows[rule];
}

bool
leak_is_rule(const char *id)
{
	for (int i = 0; i < LEAK_RULES; i++)
		if (strcmp(leak_rows[i].id, id) == 0)
			return true;
	return false;
}

void
leak_scan(struct leaks *out, const char *text, size_t len,
	const struct lint_rules *rules)
{
	struct text_folded f;

	lint_fold(&f, text, len);
	leak_scan_folded(out, &f, rules, false);
	text_folded_release(&f);
}

void
leaks_release(struct leaks *l)
{
	free(l->rows);
	*l = (struct leaks){ 0 };
}

char *
leak_mask(const char *text, size_t len, const struct leaks *l)
{
	struct buf b;
	size_t row = 0;
	uint32_t cp = 0;

	buf_init(&b, len * 3 + 1); /* each byte may become a ■ */
	for (size_t i = 0, n = 0; i < len; i += n) {
		bool inside;

		n = text_decode(&cp, text + i, len - i);
		while (row < l->count && i >= l->rows[row].end)
			row++;
		inside = row < l->count && i >= l->rows[row].start;
		if (inside && cp != '\n')
			buf_puts(&b, "■");
		else
			buf_add(&b, text + i, n);
	}
	return buf_take(&b);
}

enum err_code
leak_refuse(const struct leaks *l, const char *field, struct err *err)
{
	char what[160];
	const struct leak_row *row;

	if (!l->count)
		return ERR_OK;
	row = leak_row(l->rows[0].rule);
	fixed_format(what, sizeof(what), "%s · %s", row->what.in[LANG_ZH],
		row->what.in[LANG_EN]);
	return refuse(err, REFUSE_LEAK, field,
		WITH(arg_id(row->id), arg_field(field), arg_both(&row->what)));
}

/*
 * The first digits of an identity number name a place of the country. The ids
 * that platforms count up look like such numbers now and then; hardly one of
 * them begins so.
 */
static bool
is_place(const char *digits, size_t len)
{
	static const char provinces[] =
		"11 12 13 14 15 21 22 23 31 32 33 34 35 "
		"36 37 41 42 43 44 45 46 50 51 52 53 54 "
		"61 62 63 64 65 71 81 82 83";
	static const char cities[] = "11 12 31"; /* two parts and no more */
	char province[3] = { 0 };

	if (len < 4 || !ascii_is_digit(digits[3]))
		return true; /* in other digits: no platform's */
	memcpy(province, digits, 2);
	if (strstr(provinces, province) == NULL)
		return false;
	return strstr(cities, province) == NULL ||
		(digits[2] == '0' && digits[3] >= '1' && digits[3] <= '2');
}

static bool
is_of_id(char c)
{
	return ascii_is_digit(c) || ascii_is_letter(c) || c == '.' ||
		c == '_' || c == '-';
}

/*
 * Eleven digits that stand by themselves: ids are counted up, or are times
 * with a point in them, and hold the digits of some telephone often enough.
 */
static bool
stands_alone(const char *text, const struct leak *l)
{
	const char *end = text + l->end;

	for (const char *c = text + l->start; c < end; c++)
		if (!ascii_is_digit(*c))
			return false;
	return l->end - l->start == 11 &&
		(l->start == 0 || !is_of_id(text[l->start - 1])) &&
		!is_of_id(*end);
}

bool
leak_in_id(const char *text, const struct lint_rules *rules)
{
	struct leaks found;
	bool leaks = false;

	leak_scan(&found, text, strlen(text), rules);
	for (size_t i = 0; i < found.count; i++) {
		const struct leak *l = &found.rows[i];

		leaks = leaks ||
			(l->rule == LEAK_MOBILE && stands_alone(text, l)) ||
			l->rule == LEAK_SECRECY ||
			(l->rule == LEAK_RESIDENT &&
				is_place(text + l->start, l->end - l->start));
	}
	leaks_release(&found);
	return leaks;
}

/*
 * What is done with found leaks: masking, refusing, searching documents. The
 * scanner is in leak_scan.c.
 */
#include "lint/leak.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "lint/fold.h"

enum { PATH_MAX_BYTES = 180 };

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
	return refuse(err, REFUSE_LEAK, field, row->id, field, what, NULL);
}

static enum err_code
leak_check_text(const char *text, const char *at,
	const struct lint_rules *rules, struct err *err)
{
	struct leaks found;
	enum err_code code;

	leak_scan(&found, text, strlen(text), rules);
	code = leak_refuse(&found, at, err);
	leaks_release(&found);
	return code;
}

/*
 * A path names the keys above a text. A key can be a leak itself, so it is
 * checked before it is put into the path.
 */
static enum err_code
leak_check_member(const char *key, const json_t *value, const char *at,
	const struct lint_rules *rules, struct err *err)
{
	char path[PATH_MAX_BYTES];
	enum err_code code = leak_check_text(key, at, rules, err);

	if (code)
		return code;
	fixed_cut_format(path, sizeof(path), "%s%s%s", at, *at ? "." : "", key);
	return leak_check_doc(value, path, rules, err);
}

enum err_code
leak_check_doc(const json_t *doc, const char *at,
	const struct lint_rules *rules, struct err *err)
{
	enum err_code code = ERR_OK;
	const char *key = NULL;
	json_t *value = NULL, *root = doc_borrow(doc);
	size_t i = 0;

	if (json_is_string(doc))
		return leak_check_text(json_string_value(doc), at, rules, err);
	json_array_foreach(root, i, value)
	{
		char path[PATH_MAX_BYTES];

		fixed_cut_format(path, sizeof(path), "%s[%zu]", at, i);
		code = leak_check_doc(value, path, rules, err);
		if (code)
			return code;
	}
	json_object_foreach(root, key, value)
	{
		code = leak_check_member(key, value, at, rules, err);
		if (code)
			return code;
	}
	return ERR_OK;
}

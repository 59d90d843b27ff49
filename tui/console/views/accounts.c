/*
 * Drawing the accounts of a message that is not armed yet.
 */
#include "tui/console/views/accounts.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/border.h"
#include "tui/console/view.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum {
	TEXT_ROWS = 4, /* of the account's text, with its heading */
	LIST_ROWS = 3, /* of the list, before there is a text */
	BESIDE = 2 * VIEW_NARROW + 4, /* half has all columns yet */
	KIND = 10,
	COUNT = 12,
	PROOF = 10,
	WORDS = 600
};

/* "138/140", or the count alone where there is no limit. */
static void
count_words(char out[SAY], const json_t *v)
{
	long long limit = (long long)doc_int(v, "limit");

	out[0] = '\0';
	if (doc_get(v, "count") == NULL) /* an older station does not say */
		return;
	if (limit > 0)
		fixed_cut_format(out, SAY, "%lld/%lld",
			(long long)doc_int(v, "count"), limit);
	else
		fixed_cut_format(
			out, SAY, "%lld", (long long)doc_int(v, "count"));
}

/* How much is known of it: a check that failed, or what nothing has shown. */
static enum style
proof_words(char out[SAY], const json_t *v, const json_t *account)
{
	if (account != NULL && !doc_bool(account, "ok")) {
		fixed_cut_format(out, SAY, "! %s",
			*doc_str(account, "detail") ? doc_str(account, "detail")
						    : _("not checked"));
		return STYLE_WARN;
	}
	if (doc_bool(v, "untried")) {
		fixed_cut(out, SAY, _("never tried"));
		return STYLE_WARN;
	}
	fixed_cut(out, SAY, account ? _("checked") : "");
	return STYLE_DIM;
}

static void
draw_account_row(const struct app *app, struct area a, int row, const json_t *v,
	const json_t *account)
{
	const char *owner = doc_str(account, "owner");
	bool lead = doc_bool(account, "lead");
	char count[SAY], known[SAY], unit[SAY * 2];
	int name =
		a.cols < VIEW_NARROW ? a.cols - KIND - COUNT - 6 : a.cols / 4;
	enum style style = proof_words(known, v, account);
	int col = area_column(
		a, row, 2, KIND, STYLE_TEXT, say_connector(doc_str(v, "kind")));

	(void)app;
	count_words(count, v);
	fixed_cut_format(
		unit, sizeof(unit), "%s%s", owner, lead ? _(" (lead)") : "");
	col = area_column(
		a, row, col + 1, name, STYLE_STRONG, doc_str(v, "name"));
	col = area_column(a, row, col + 1, COUNT, STYLE_TEXT, count);
	if (a.cols < VIEW_NARROW)
		return;
	col = area_column(
		a, row, col + 1, a.cols - col - PROOF - 4, STYLE_TEXT, unit);
	(void)area_column(a, row, col + 1, a.cols - col - 2, style, known);
}

/* Why the account does not get it; NULL: it does, or is closed. */
static const char *
why_left_out(const json_t *account, const json_t *variants)
{
	const char *detail = doc_str(account, "detail");

	if (strcmp(doc_str(account, "state"), "closed") == 0 ||
		doc_find(variants, "account", doc_str(account, "id")))
		return NULL;
	return doc_bool(account, "ok") || *detail == '\0' ? _("not chosen")
							  : detail;
}

/* "a, b (not chosen)": all that are left out for this reason; returns how many,
 * 0 if one before `from` was. */
static int
say_left_out(char *out, size_t size, const json_t *accounts,
	const json_t *variants, size_t from)
{
	const char *why =
		why_left_out(json_array_get(accounts, from), variants);
	const char *other;
	char names[WORDS] = "", one[WORDS + SAY];
	int count = 0;

	for (size_t n = 0; why && n < json_array_size(accounts); n++) {
		const json_t *account = json_array_get(accounts, n);

		other = why_left_out(account, variants);
		if (other == NULL || strcmp(other, why) != 0)
			continue;
		if (n < from)
			return 0;
		count++;
		(void)say_add(names, sizeof(names), _(", "),
			doc_str(account, "name"));
	}
	fixed_cut_format(one, sizeof(one), _("%s (%s)"), names, why ? why : "");
	if (count > 0)
		(void)say_add(out, size, _("; "), one);
	return count;
}

/* The accounts of the office that do not get it, by reason. */
static int
draw_left_out(
	struct area a, int row, const json_t *variants, const json_t *accounts)
{
	char words[WORDS] = "", all[WORDS + SAY];
	int count = 0;

	for (size_t i = 0; i < json_array_size(accounts); i++)
		count += say_left_out(
			words, sizeof(words), accounts, variants, i);
	if (count == 0)
		return row;
	fixed_cut_format(all, sizeof(all),
		say_n("%d left out: %s", "%d left out: %s", count), count,
		words);
	return row +
		area_wrap(area_sub(a, 0, 2, -1, a.cols - 3), row, 0, STYLE_TEXT,
			all);
}

/* A page of the text. */
static void
draw_account_text(struct area a, const json_t *v, struct text_page *page)
{
	const char *title = doc_str(v, "title");
	char head[SAY * 2];
	const char *text = doc_str(v, "text");
	struct area in;
	int row, lines;

	fixed_cut_format(head, sizeof(head), "%s%s%s", doc_str(v, "name"),
		*title ? "  " : "", title);
	row = border_rule(a, 0, head);
	in = area_sub(a, row, 0, -1, -1);
	lines = area_wrap(area_sub(in, 0, 0, 0, -1), 0, 0, STYLE_TEXT, text);
	reading_fit(page, lines, in.rows);
	(void)area_wrap(in, -page->top, 0, STYLE_TEXT, text);
	reading_note_right(page, a, 0);
}

void
accounts_draw(const struct app *app, struct list *list, struct area a,
	const json_t *show, const json_t *accounts, struct text_page *page)
{
	json_t *variants = doc_get(show, "variants");
	const json_t *text = json_array_get(variants, (size_t)list->read);
	bool beside = a.cols >= BESIDE;
	struct area top = area_sub(a, 0, 0, -1, beside ? a.cols / 2 - 1 : -1);
	char title[SAY];
	int n = (int)json_array_size(variants), below = TEXT_ROWS;
	int row = draw_left_out(top, 0, variants, accounts);

	/* the list goes before the text */
	if (beside ||
		a.rows - row - 1 - below < (n < LIST_ROWS ? n : LIST_ROWS))
		below = 0;
	top.rows -= below;

	fixed_cut_format(
		title, sizeof(title), say_n("%d account", "%d accounts", n), n);
	row = list_heading(list, top, row, title);
	for (int i = list->top; i < n && row < top.rows; i++, row++) {
		const json_t *v = json_array_get(variants, (size_t)i);

		draw_account_row(app, top, row, v,
			doc_find(accounts, "id", doc_str(v, "account")));
		list_mark(list, top, row, i);
	}
	if (text == NULL || (!beside && below == 0))
		return;
	draw_account_text(beside
			? area_sub(a, 0, a.cols / 2 + 1, -1, -1)
			: area_sub(a, a.rows - below, 1, below, a.cols - 2),
		text, page);
}

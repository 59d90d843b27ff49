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

static bool
is_chosen(const json_t *variants, const char *account)
{
	json_t *v;
	size_t i;

	json_array_foreach(variants, i, v)
	{
		if (strcmp(doc_str(v, "account"), account) == 0)
			return true;
	}
	return false;
}

static const json_t *
find_account(const json_t *accounts, const char *id)
{
	json_t *a;
	size_t i;

	json_array_foreach(accounts, i, a)
	{
		if (strcmp(doc_str(a, "id"), id) == 0)
			return a;
	}
	return NULL;
}

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
standing_words(char out[SAY], const json_t *v, const json_t *account)
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
	enum style style = standing_words(known, v, account);
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

/* The accounts of the office that do not get it, on a line. */
static int
draw_left_out(
	struct area a, int row, const json_t *variants, const json_t *accounts)
{
	char words[WORDS] = "", one[SAY * 2], all[WORDS + SAY];
	json_t *account;
	size_t i;
	int count = 0;

	json_array_foreach(accounts, i, account)
	{
		const char *detail = doc_str(account, "detail");

		if (strcmp(doc_str(account, "state"), "closed") == 0 ||
			is_chosen(variants, doc_str(account, "id")))
			continue;
		count++;
		fixed_cut_format(one, sizeof(one), "%s (%s)",
			doc_str(account, "name"),
			doc_bool(account, "ok") || *detail == '\0'
				? _("not chosen")
				: detail);
		(void)say_add(words, sizeof(words), "; ", one);
	}
	if (count == 0)
		return row;
	fixed_cut_format(all, sizeof(all),
		say_n("%d left out: %s", "%d left out: %s", count), count,
		words);
	return row +
		area_wrap(area_sub(a, 0, 2, -1, a.cols - 3), row, 0, STYLE_TEXT,
			all);
}

/* As much of the text as fits, and how much more there is. */
static void
draw_account_text(struct area a, const json_t *v)
{
	const char *title = doc_str(v, "title");
	char head[SAY * 2], note[SAY];
	int row, took;

	fixed_cut_format(head, sizeof(head), "%s%s%s", doc_str(v, "name"),
		*title ? "  " : "", title);
	row = border_rule(a, 0, head);
	took = area_wrap(area_sub(a, row, 0, -1, -1), 0, 0, STYLE_TEXT,
		doc_str(v, "text"));
	if (took <= a.rows - row)
		return;
	took -= a.rows - row;
	fixed_cut_format(note, sizeof(note),
		say_n(" %d more row below ", " %d more rows below ", took),
		took);
	(void)area_put(a, 0, a.cols - 2 - cluster_width(note), STYLE_DIM, note);
}

void
accounts_draw(const struct app *app, struct list *list, struct area a,
	const json_t *show, const json_t *accounts, int read)
{
	json_t *variants = doc_get(show, "variants");
	const json_t *text = json_array_get(variants, (size_t)read);
	bool beside = a.cols >= BESIDE;
	int below = beside || a.rows < LIST_ROWS + TEXT_ROWS ? 0 : TEXT_ROWS;
	struct area top =
		area_sub(a, 0, 0, a.rows - below, beside ? a.cols / 2 - 1 : -1);
	char title[SAY];
	int row, n = (int)json_array_size(variants);

	fixed_cut_format(
		title, sizeof(title), say_n("%d account", "%d accounts", n), n);
	row = draw_left_out(top, 0, variants, accounts);
	row = list_heading(list, top, row, title);
	for (int i = list->top; i < n && row < top.rows; i++, row++) {
		const json_t *v = json_array_get(variants, (size_t)i);

		draw_account_row(app, top, row, v,
			find_account(accounts, doc_str(v, "account")));
		list_mark(list, top, row, i);
	}
	if (text == NULL || (!beside && below == 0))
		return;
	draw_account_text(beside
			? area_sub(a, 0, a.cols / 2 + 1, -1, -1)
			: area_sub(a, a.rows - below, 1, below, a.cols - 2),
		text);
}

/*
 * A line of times, and one that counts what was found.
 */
#include "tui/console/views/rounded.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/round.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"

enum { TEXT = 400, FOUND_ROWS = 2 };

static int
rounded_draw_running(
	const struct app *app, const json_t *running, struct area a, int row)
{
	char began[SAY];

	if (running == NULL)
		return row;
	say_clock(began, doc_int(running, "began"), app_now(app), app->zone);
	(void)area_printf(a, row, 1, STYLE_TEXT,
		_("A round is under way since %s: %lld of %lld looked at"),
		began, (long long)doc_int(running, "heard"),
		(long long)doc_int(running, "accounts"));
	return row + 1;
}

/* "Could not be logged in to: 2  Not looked at: 1"; false: nothing was. */
static bool
rounded_found(char out[TEXT], const json_t *round)
{
	const struct round_list *lists;
	char one[SAY];
	size_t count, n;

	fixed_cut(out, TEXT, "!");
	lists = round_lists(&count);
	for (size_t i = 0; i < count; i++) {
		n = json_array_size(doc_get(round, lists[i].key));
		fixed_cut_format(
			one, sizeof(one), "  %s: %zu", _(lists[i].said), n);
		if (n > 0)
			(void)say_add(out, TEXT, "", one);
	}
	return out[1] != '\0';
}

int
rounded_draw(const struct app *app, const json_t *round, struct area a)
{
	long accounts = (long)doc_int(round, "accounts");
	char began[SAY], ended[SAY], text[TEXT];
	int row = rounded_draw_running(app, doc_get(round, "running"), a, 0);
	struct area found = area_sub(a, 0, 1, -1, a.cols - 2);

	if (round == NULL)
		return row;
	if (doc_int(round, "ended") == 0) {
		(void)area_put(
			a, row, 1, STYLE_DIM, _("No round has ended yet."));
		return row + 1;
	}
	say_clock(began, doc_int(round, "began"), app_now(app), app->zone);
	say_clock(ended, doc_int(round, "ended"), app_now(app), app->zone);
	(void)area_printf(a, row++, 1, STYLE_TEXT,
		say_n("Last round: %s to %s, %ld account",
			"Last round: %s to %s, %ld accounts", accounts),
		began, ended, accounts);
	if (!rounded_found(text, round)) {
		(void)area_put(a, row, 1, STYLE_GOOD,
			_("It found nothing to be done."));
		return row + 1;
	}
	found.rows =
		row + FOUND_ROWS < found.rows ? row + FOUND_ROWS : found.rows;
	return row + area_wrap(found, row, 0, STYLE_WARN, text);
}

int
rounded_draw_account(
	const json_t *round, const char *account, struct area a, int row)
{
	const struct round_list *lists;
	const json_t *seen;
	char text[TEXT];
	size_t count;

	lists = round_lists(&count);
	for (size_t i = 0; i < count; i++) {
		seen = doc_find(
			doc_get(round, lists[i].key), "account", account);
		if (seen == NULL)
			continue;
		fixed_cut_format(text, sizeof(text), _("Last round: %s"),
			_(lists[i].said));
		if (*doc_str(seen, "why"))
			fixed_cut_format(text, sizeof(text),
				_("Last round: %s: %s"), _(lists[i].said),
				doc_str(seen, "why"));
		row += area_wrap(a, row, 0, STYLE_WARN, text);
	}
	return row;
}

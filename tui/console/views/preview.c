/*
 * Drawing an answer of message.preview.
 */
#include "tui/console/views/preview.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/id.h"
#include "tui/console/border.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/pages/say_list.h"
#include "tui/console/views/findings.h"
#include "tui/pages/waivers.h"
#include "tui/console/wrap.h"

enum { FINDING_ROWS = 6, TEXT_ROWS = 6, WORDS = 900 };

static size_t
size(const json_t *answer, const char *key)
{
	return json_array_size(json_object_get(answer, key));
}

static const char *
preview_fault(const json_t *variant)
{
	const json_t *error = doc_get(variant, "error");

	if (json_is_string(error))
		return json_string_value(error);
	return doc_str(error, "what");
}

/* "[2/9] name (id)" and the count below it. */
static int
preview_draw_head(
	const json_t *answer, int account, const json_t *variant, struct area a)
{
	long count = (long)doc_int(variant, "count");
	long limit = (long)doc_int(variant, "limit");
	bool bad = *preview_fault(variant) || (limit > 0 && count > limit);
	const char *unit = doc_str(variant, "unit");
	int col = area_printf(a, 0, 0, STYLE_DIM, "[%d/%zu] ", account + 1,
		size(answer, "variants"));

	(void)area_column(a, 0, col, a.cols - col, STYLE_STRONG,
		doc_str(variant, "name"));
	col = area_put(
		a, 1, 0, STYLE_TEXT, say_connector(doc_str(variant, "kind")));
	if (limit > 0)
		col = area_printf(a, 1, col + 2, bad ? STYLE_BAD : STYLE_GOOD,
			"%s%ld/%ld %s", bad ? "! " : "", count, limit,
			say_unit(unit, limit));
	else
		col = area_printf(a, 1, col + 2, STYLE_TEXT, "%ld %s", count,
			say_unit(unit, count));
	if (doc_bool(variant, "by_hand"))
		(void)area_put(a, 1, col + 2, STYLE_WARN, _("by hand"));
	return 2;
}

static int
draw_cut(const json_t *variant, struct area a, int row)
{
	const json_t *cut = json_object_get(variant, "cut");

	if (json_array_size(cut) == 0)
		return row;
	(void)area_printf(a, row, 0, STYLE_WARN,
		say_n("%zu paragraph left out to fit",
			"%zu paragraphs left out to fit", json_array_size(cut)),
		json_array_size(cut));
	return row + 1;
}

/* Other accounts that do not fit: so that none is overlooked. */
static int
draw_unfit_others(const json_t *answer, int account, struct area a, int row)
{
	size_t i, bad = 0;
	json_t *variant;

	json_array_foreach(json_object_get(answer, "variants"), i, variant)
	{
		bad += (int)i != account && *preview_fault(variant);
	}
	if (bad == 0)
		return row;
	(void)area_printf(a, row, 0, STYLE_BAD,
		say_n("! %zu other account does not fit",
			"! %zu other accounts do not fit", bad),
		bad);
	return row + 1;
}

/* "!! L-06: Place: mobile number  Remove it." */
static void
finding_words(char *out, size_t room, const json_t *f, enum lang lang)
{
	size_t len;

	waivers_mark(out, room - 1, f);
	len = strlen(out);
	out[len++] = ' ';
	out[len] = '\0';
	say_fault(out + len, room - len, findings_place(f, lang),
		say_both(f, "what", lang), say_both(f, "mend", lang));
	len = strlen(out);
	if (len + 2 >= room)
		return;
	out[len++] = ' ';
	waivers_words(out + len, room - len, f);
	if (out[len] == '\0')
		out[len - 1] = '\0';
}

/* "* empty: place, situation"; "" if nothing is. */
static void
missing_words(char *out, size_t room, const json_t *answer, enum lang lang)
{
	size_t i;
	json_t *slot;
	const char *label;

	out[0] = '\0';
	json_array_foreach(json_object_get(answer, "missing"), i, slot)
	{
		label = say_both(slot, "label", lang);
		if (i == 0)
			fixed_cut(out, room, _("* empty: "));
		if (!say_add(out, room, i ? _(", ") : "",
			    *label ? label : doc_str(slot, "slot")))
			return;
	}
}

int
preview_turn(const json_t *answer, int account, int by)
{
	int n = (int)size(answer, "variants");

	if (n == 0)
		return 0;
	return account < n ? (account + by + n) % n : n - 1;
}

bool
preview_has_leak(const json_t *answer)
{
	size_t i;
	json_t *finding;

	json_array_foreach(json_object_get(answer, "findings"), i, finding)
	{
		if (json_is_true(json_object_get(finding, "leak")))
			return true;
	}
	return false;
}

void
preview_name_places(json_t *answer, const struct form *form, enum lang lang)
{
	size_t i;
	json_t *f;

	json_array_foreach(json_object_get(answer, "findings"), i, f)
	{
		const char *where = doc_str(f, "where");
		const char *label = form_label(form, where, lang);

		if (label && *where)
			doc_put_str(f, "place", label);
	}
}

int
preview_findings_rows(const json_t *answer, enum lang lang, int cols)
{
	char words[WORDS];
	int rows = 0;
	size_t i;
	json_t *f;

	if (cols < 2)
		return 0;
	missing_words(words, sizeof(words), answer, lang);
	if (*words)
		rows += wrap_count(words, strlen(words), cols);
	json_array_foreach(json_object_get(answer, "findings"), i, f)
	{
		finding_words(words, sizeof(words), f, lang);
		rows += wrap_count(words, strlen(words), cols);
	}
	if (rows == 0)
		return 0;
	return 1 + (rows > FINDING_ROWS ? FINDING_ROWS : rows);
}

void
preview_findings(const json_t *answer, enum lang lang, struct area a)
{
	size_t n = size(answer, "findings"), i;
	char words[WORDS];
	json_t *f;
	int row = border_rule(a, 0, _("Findings")), rows;

	missing_words(words, sizeof(words), answer, lang);
	if (*words)
		row += area_wrap(a, row, 0, STYLE_WARN, words);
	json_array_foreach(json_object_get(answer, "findings"), i, f)
	{
		finding_words(words, sizeof(words), f, lang);
		rows = wrap_count(words, strlen(words), a.cols);
		if (i > 0 && row + rows > a.rows - (i + 1 < n)) {
			(void)area_printf(a, a.rows - 1, 0, STYLE_DIM,
				say_n("%d more", "%d more", n - i),
				(int)(n - i));
			return;
		}
		row += area_wrap(a, row, 0, waivers_look(f)->style, words);
	}
}

/* Error, title and text of the variant, from line `top`; returns all lines. */
static int
preview_draw_text(
	const json_t *variant, const char *text, struct area a, int top)
{
	int row = -top;

	if (*preview_fault(variant))
		row += area_wrap(a, row, 0, STYLE_BAD, preview_fault(variant));
	if (*doc_str(variant, "title"))
		row += area_wrap(
			a, row, 0, STYLE_STRONG, doc_str(variant, "title"));
	row += area_wrap(a, row, 0, STYLE_TEXT, text);
	return row + top;
}

/* The line that the chosen finding's mark stands in; -1 if it is not there. */
static int
mark_line(const json_t *variant, const char *text, struct area a)
{
	const char *mark = strstr(text, FINDINGS_HERE);
	int before;

	if (mark == NULL || a.cols < 2)
		return -1;
	before =
		preview_draw_text(variant, "", area_sub(a, 0, 0, 0, -1), 0) - 1;
	return before + wrap_count(text, (size_t)(mark - text) + 2, a.cols) - 1;
}

static void
draw_variant(const json_t *answer, const json_t *variant, struct preview_at *at,
	struct area a)
{
	char where[ACCOUNT_ID + 16];
	char *text;
	int lines, line;
	struct area shown = area_sub(a, 0, 0, a.rows - 1, -1);

	fixed_cut_format(where, sizeof(where), "variants.%s",
		doc_str(variant, "account"));
	text = findings_mark(
		answer, at->finding, where, doc_str(variant, "text"));
	lines = preview_draw_text(
		variant, text, area_sub(shown, 0, 0, 0, -1), 0);
	line = at->seek ? mark_line(variant, text, shown) : -1;
	at->seek = false;
	if (line >= 0 &&
		(line < at->page.top || line >= at->page.top + shown.rows))
		at->page.top = line - shown.rows / 3;
	reading_fit(&at->page, lines, shown.rows);
	(void)preview_draw_text(variant, text, shown, at->page.top);
	reading_note(&at->page, a, shown.rows, 0);
	free(text);
}

/*
 * Missing slots and findings at the foot; returns the rows they take: half of
 * them, or what the chosen finding needs to be whole.
 */
static int
draw_foot(const json_t *answer, const struct preview_at *at, enum lang lang,
	struct area a)
{
	char words[WORDS];
	int missing, found = findings_rows(answer, at->finding, lang, a.cols);
	int rows, most, others;
	struct area foot;

	if (at->finding < 0) {
		rows = preview_findings_rows(answer, lang, a.cols);
		if (rows > 0)
			preview_findings(answer, lang,
				area_sub(a, a.rows - rows, 0, rows, -1));
		return rows;
	}
	missing_words(words, sizeof(words), answer, lang);
	missing = *words ? wrap_count(words, strlen(words), a.cols) : 0;
	if (found && missing > 1)
		missing = 1; /* the form marks them as well */
	rows = missing + (found ? found : missing > 0);
	most = a.rows / 2;
	others = findings_count(answer) - 1;
	if (found && missing + found - others + (others > 0) > most)
		most = missing + found - others + (others > 0);
	if (found && most > a.rows - TEXT_ROWS)
		most = a.rows - TEXT_ROWS;
	if (rows > most)
		rows = most;
	if (rows == 0)
		return 0;
	foot = area_sub(a, a.rows - rows, 0, rows, -1);
	if (found == 0)
		(void)border_rule(foot, 0, _("Findings"));
	if (missing && found)
		(void)area_column(foot, 0, 0, foot.cols, STYLE_WARN, words);
	else if (missing)
		(void)area_wrap(foot, 1, 0, STYLE_WARN, words);
	if (found)
		findings_draw(answer, at->finding, lang,
			area_sub(foot, missing, 0, -1, -1));
	return rows;
}

void
preview_draw(const json_t *answer, struct preview_at *at, enum lang lang,
	struct area a)
{
	const json_t *variant = json_array_get(
		json_object_get(answer, "variants"), (size_t)at->account);
	int foot, row;

	if (answer == NULL) {
		(void)area_put(a, 0, 0, STYLE_DIM, _("Loading …"));
		return;
	}
	foot = draw_foot(answer, at, lang, a);
	if (variant == NULL) {
		(void)area_put(a, 0, 0, STYLE_BAD, _("No account to go to."));
		return;
	}
	row = preview_draw_head(answer, at->account, variant, a);
	row = draw_unfit_others(answer, at->account, a, row);
	row = draw_cut(variant, a, row);
	draw_variant(answer, variant, at,
		area_sub(a, row, 0, a.rows - foot - row, -1));
}

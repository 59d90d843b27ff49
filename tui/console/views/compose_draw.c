/*
 * Drawing what is being written: the form on the left with what became of its
 * draft above it, on the right what an account will get.
 */
#include "tui/console/views/compose.h"
#include "tui/console/views/others.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"
#include "tui/console/wrap.h"

enum { RETURNED_ROWS = 4 };

static void
draw_kept(const struct compose *c, bool keeping, struct area a)
{
	struct app *app = c->v.app;
	char at[SAY];
	int col = area_printf(
		a, 0, 0, STYLE_TITLE, _("Revision %lld"), (long long)c->base);

	col += 2;
	if (c->edits > 0 && preview_has_leak(c->preview)) {
		(void)area_put(a, 0, col, STYLE_BAD,
			_("draft kept without its leaks"));
	} else if (keeping) {
		(void)area_put(a, 0, col, STYLE_DIM, _("keeping the draft …"));
	} else if (c->kept_at != 0 && c->edits > 0) {
		say_time(at, c->kept_at, app_now(app), app->zone);
		(void)area_printf(a, 0, col, STYLE_DIM, _("draft kept %s"), at);
	} else if (c->edits == 0) {
		(void)area_put(a, 0, col, STYLE_DIM, _("nothing unsaved"));
	}
}

/* Why it came back, until it is submitted again; returns its rows. */
static int
draw_returned(const struct compose *c, struct area a)
{
	const json_t *r = doc_get(c->show, "returned");
	char text[APP_SAY];
	int rows;

	if (r == NULL)
		return 0;
	fixed_cut_format(text, sizeof(text), _("! Returned by %s (%s): %s"),
		doc_str(r, "by_name"),
		say_gate(doc_str(r, "gate"), c->v.app->lang),
		doc_str(r, "reason"));
	rows = wrap_count(text, strlen(text), a.cols);
	if (rows > RETURNED_ROWS)
		rows = RETURNED_ROWS;
	(void)area_wrap(area_sub(a, 0, 0, rows, -1), 0, 0, STYLE_WARN, text);
	return rows;
}

/* As long as somebody else's words stand beside these; returns its rows. */
static int
draw_others(const struct compose *c, struct area a)
{
	char text[APP_SAY];

	if (!others_line(text, sizeof(text), c))
		return 0;
	return area_wrap(a, 0, 0, STYLE_WARN, text);
}

void
compose_paint(struct compose *c, struct area a, bool keeping)
{
	enum lang lang = c->v.app->lang;
	bool narrow = a.cols < VIEW_NARROW; /* the form alone */
	int left = narrow ? a.cols : a.cols * 11 / 20;
	struct area form = area_sub(a, 1, 1, a.rows - 1, left - 2);
	int back;

	if (!c->built) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	draw_kept(c, keeping, area_sub(a, 0, 1, 1, left - 2));
	back = draw_returned(c, form);
	form = area_sub(form, back, 0, form.rows - back, -1);
	back = draw_others(c, form);
	form = area_sub(form, back, 0, form.rows - back, -1);
	for (int row = 0; row < a.rows && !narrow; row++)
		(void)area_put(a, row, left, STYLE_DIM, "│");
	if (!narrow)
		preview_draw(c->preview, &c->at, lang,
			area_sub(a, 0, left + 2, -1, a.cols - left - 3));
	form.rows -= form_draw_help(&c->form, form, lang);
	form_draw(&c->form, form, lang);
}

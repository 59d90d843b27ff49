/*
 * The two dialogs, and what stands on the screen of an appointed time.
 */
#include "tui/console/views/appoint.h"

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/app.h"
#include "tui/console/border.h"
#include "tui/console/dialog.h"
#include "tui/console/views/release_warns.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum { WORDS = 300 };

static void
appoint_ask_time(struct view *v, const json_t *show)
{
	struct dialog *g = dialog_open(v, APPOINT_TIME, _("Appoint a time"));
	struct dialog_field *f;

	dialog_note(g, STYLE_STRONG, "%s", doc_str(show, "title"));
	dialog_note(g, STYLE_TEXT, "%s",
		_("Nothing is sent and nothing prepared yet. Another releaser "
		  "sets the time; then it is armed five minutes before and "
		  "goes out by itself. Either of you may take it back."));
	f = dialog_ask(g, ACT_RELEASE_ARM, "at");
	dialog_label(f, _("When does it go out?"));
	f->required = true;
	g->alone = true;
}

/* Its time, or that it waits for a signal. */
static void
appoint_when(char at[SAY], const struct app *app, const json_t *show)
{
	if (doc_bool(show, "signal"))
		fixed_cut(at, SAY, _("on the signal of who ordered it"));
	else
		say_time(at, doc_int(show, "at"), app_now(app), app->zone);
}

static void
appoint_ask_set(struct view *v, const json_t *show, char phrase[PHRASE])
{
	int accounts = (int)json_object_size(
		json_object_get(doc_get(show, "manifest"), "accounts"));
	char at[SAY], label[WORDS], digest[SAY];
	struct app *app = v->app;
	struct dialog *g = dialog_open(v, APPOINT_SET, _("Set its time"));

	appoint_when(at, app, show);
	say_digest(digest, doc_str(show, "digest"));
	dialog_note(g, STYLE_STRONG, "%s", doc_str(show, "title"));
	dialog_note(g, STYLE_ACTUAL, _("It will go out by itself: %s"), at);
	dialog_note(g, STYLE_TEXT, _("digest %s, appointed by %s"), digest,
		say_who(doc_get(show, "appointed"), "by"));
	if (!doc_bool(show, "signal"))
		(void)dialog_ask(g, ACT_RELEASE_SET, "at");
	(void)dialog_ask(g, ACT_RELEASE_SET, "gaps");
	release_ask_mirror(g, ACT_RELEASE_SET, show);
	phrase_format(phrase, doc_str(show, "fire_word"), accounts,
		app->chance(app->chance_arg));
	fixed_cut_format(
		label, sizeof(label), _("To set it, type: %s"), phrase);
	dialog_line(g, "confirm", label, "", true)->typed_only = true;
}

bool
appoint_request(struct view *v, enum request request, const json_t *show,
	char phrase[PHRASE])
{
	if (request == REQ_APPOINT)
		appoint_ask_time(v, show);
	else if (request == REQ_SET)
		appoint_ask_set(v, show, phrase);
	else
		return false;
	return true;
}

bool
appoint_dialog(struct view *v, int tag, const json_t *values,
	const json_t *show, const char *phrase)
{
	json_t *fields;

	if (tag != APPOINT_TIME && tag != APPOINT_SET)
		return false;
	if (tag == APPOINT_SET &&
		!phrase_is(phrase, doc_str(values, "confirm"))) {
		dialog_fail(v->app->dialog, _("Type exactly: %s"), phrase);
		return true;
	}
	fields = dialog_fields(values, "message", v->id);
	doc_put_str(fields, "digest", doc_str(show, "digest"));
	if (tag == APPOINT_SET) /* the station knows the word alone */
		doc_put_str(fields, "confirm", doc_str(show, "fire_word"));
	app_act(v->app, v, tag,
		tag == APPOINT_SET ? "release.set" : "release.arm", fields);
	return true;
}

const char *
appoint_done(int tag)
{
	if (tag == APPOINT_TIME)
		return _("Appointed. It waits for another releaser to set it.");
	return tag == APPOINT_SET
		? _("Set: it goes out by itself. U takes it back, H halts it.")
		: NULL;
}

int
appoint_draw(const struct app *app, const json_t *show, struct area a, int row,
	int label)
{
	const json_t *missed = doc_get(show, "missed");
	const json_t *mark = doc_get(show, "set");
	char at[SAY], words[WORDS];
	int col;

	if (missed == NULL && doc_int(show, "at") == 0 &&
		!doc_bool(show, "signal"))
		return row;
	appoint_when(at, app, missed ? missed : show);
	col = area_column(a, row, 0, label, STYLE_TITLE, _("goes out")) + 1;
	if (strcmp(doc_str(missed, "rule"), "rebuilt") == 0)
		fixed_cut_format(words, sizeof(words), "! %s",
			say_both(missed, "why", app->lang));
	else if (missed != NULL)
		fixed_cut_format(words, sizeof(words),
			_("! not at its time, %s: %s"), at,
			say_both(missed, "why", app->lang));
	else if (mark != NULL)
		fixed_cut_format(words, sizeof(words),
			_("%s  by itself; set by %s"), at, say_who(mark, "by"));
	else
		fixed_cut_format(words, sizeof(words),
			_("%s  once it is set; appointed by %s"), at,
			say_who(doc_get(show, "appointed"), "by"));
	return row +
		area_wrap(
			a, row, col, missed ? STYLE_BAD : STYLE_STRONG, words);
}

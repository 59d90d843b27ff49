/*
 * Asking what became known, and sending only what is new.
 */
#include "tui/console/views/learn.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/console/dialog.h"
#include "tui/console/possible.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

/* "Major and sensitive", the word itself where no table says it. */
static const char *
topic_title(const json_t *show, const char *topic, enum lang lang)
{
	const json_t *row =
		doc_find(json_object_get(show, "topics"), "topic", topic);

	if (row)
		return say_both(row, "title", lang);
	return *topic && strcmp(topic, "none") != 0 ? topic : _("no topic");
}

static void
option(struct dialog_field *f, const char *word, const char *title,
	const char *chosen)
{
	dialog_option(f, word, title, "");
	if (*word && strcmp(word, chosen) == 0)
		f->list.at = f->list.count - 1;
}

static void
ask_level(struct dialog *g, const json_t *show, const char *proposed)
{
	const char *now = doc_str(show, "level");
	struct dialog_field *f = dialog_ask(g, ACT_INCIDENT_LEARN, "level");
	char text[SAY];

	fixed_cut_format(text, sizeof(text), _("as it is: %s"),
		*now ? now : _("not graded yet"));
	dialog_drop(f, now);
	dialog_first(f, "", text);
	dialog_value(f, proposed);
}

static void
ask_topic(struct dialog *g, const struct app *app, const json_t *show,
	const char *proposed)
{
	const char *now = doc_str(show, "topic");
	struct dialog_field *f = dialog_pick(g, ACT_INCIDENT_LEARN, "topic");
	char text[SAY];
	size_t i;
	json_t *row;

	fixed_cut_format(text, sizeof(text), _("as it is: %s"),
		topic_title(show, now, app->lang));
	option(f, "", text, "");
	if (*now)
		option(f, "none", _("no topic"), proposed);
	json_array_foreach(json_object_get(show, "topics"), i, row)
	{
		if (strcmp(doc_str(row, "topic"), now) != 0)
			option(f, doc_str(row, "topic"),
				say_both(row, "title", app->lang), proposed);
	}
}

/* "level III, no topic" */
static void
grade_words(char *out, size_t size, const struct app *app, const json_t *show,
	const json_t *p)
{
	const char *level = doc_str(p, "level"), *topic = doc_str(p, "topic");

	fixed_cut_format(out, size, "%s%s%s%s", *level ? _("level ") : "",
		level, *level && *topic ? ", " : "",
		*topic ? topic_title(show, topic, app->lang) : "");
}

static void
note_proposed(struct dialog *g, const struct app *app, const json_t *show)
{
	const json_t *p = json_object_get(show, "proposed");
	char words[SAY];

	if (p == NULL)
		return;
	grade_words(words, sizeof(words), app, show, p);
	dialog_note(g, STYLE_WARN,
		_("%s proposes: %s (%s). Send the same to "
		  "confirm it."),
		say_who(p, "by"), words, doc_str(p, "reason"));
}

void
learn_ask(struct view *v, int tag, const json_t *show)
{
	const json_t *p = json_object_get(show, "proposed");
	static const char *const times[] = { "occurred", "reported", "found" };
	struct app *app = v->app;
	struct dialog *g = dialog_open(v, tag, _("What became known since"));

	dialog_note(g, STYLE_TEXT, "%s",
		_("Deadlines only come nearer. Texts that then need more are "
		  "submitted again; what needs less takes two persons."));
	note_proposed(g, app, show);
	ask_level(g, show, doc_str(p, "level"));
	ask_topic(g, app, show, doc_str(p, "topic"));
	dialog_help(g, dialog_ask(g, ACT_INCIDENT_LEARN, "reason"));
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct dialog_field *f =
			dialog_ask(g, ACT_INCIDENT_LEARN, times[i]);

		dialog_value_time(g, f, doc_int(show, times[i]));
		dialog_keep(f);
	}
}

void
learn_send(struct view *v, int tag, const json_t *values)
{
	app_act(v->app, v, tag, "incident.learn",
		dialog_fields(values, "incident", v->id));
}

void
learn_done(struct view *v, const struct reply *r)
{
	bool proposed = false;
	long long voided = 0;
	size_t i;
	json_t *e;

	json_array_foreach(r->doc, i, e)
	{
		const char *kind = doc_str(e, "kind");

		proposed = proposed || strcmp(kind, "incident.proposed") == 0;
		voided += strcmp(kind, "message.voided") == 0;
	}
	if (proposed)
		app_say(v->app, STYLE_WARN, "%s",
			_("Proposed: another officer confirms it, with the "
			  "same key."));
	else if (voided)
		app_say(v->app, STYLE_WARN,
			say_n("Noted. %lld text needs more now and is void: "
			      "submit it again.",
				"Noted. %lld texts need more now and are void: "
				"submit them again.",
				voided),
			voided);
	else
		app_say(v->app, STYLE_GOOD, "%s", _("Noted."));
}

int
learn_draw(const struct view *v, const json_t *show, struct area a, int row)
{
	const struct app *app = v->app;
	bool may = true;
	const json_t *p = json_object_get(show, "proposed");
	char words[SAY];

	if (p == NULL)
		return row;
	grade_words(words, sizeof(words), app, show, p);
	(void)possible_knows(&may, v, "incident.learn");
	(void)area_printf(a, row, 2, STYLE_BAD,
		may ? _("! %s proposes %s: I confirms it, by another officer")
		    : _("! %s proposes %s: another officer confirms it"),
		say_who(p, "by"), words);
	return row + 1;
}

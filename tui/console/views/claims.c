/*
 * The board of claims: what is said that may be false, what waits for an
 * answer first, how far it has gone, what checking found, and how many
 * minutes the answer took. The chosen one is shown whole where there is room.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/text.h"
#include "crier/claim.h"
#include "tui/console/border.h"
#include "tui/console/columns.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/pages/i18n.h"
#include "tui/console/list.h"
#include "tui/console/pager.h"
#include "tui/pages/say.h"
#include "tui/console/views.h"

enum {
	TAG_ROWS = 1,
	TAG_KNOWN,
	TAG_ADD,
	TAG_CHANGE,
	TAG_CHECK,
	TAG_EVIDENCE,
	TAG_VERDICT,
	TAG_ANSWER
};

enum { WIDE = 121, WHOLE_ROWS = 30, WHOLE = 12, PART = 4 };

struct claims {
	struct view v;
	struct pager rows;
	struct list list;
};

/* Those that hold what is looked for. */
static json_t *
claims_rows(const struct claims *w)
{
	return sieve_rows((struct view *)(uintptr_t)&w->v, w->rows.rows);
}

static const json_t *
claims_chosen(const struct claims *w)
{
	return list_row(&w->list, claims_rows(w));
}

/* The station's rank, then the widest reach, then who waits longest. */
static int
claims_by_need(const json_t *a, const json_t *b)
{
	static const struct {
		const char *key;
		int way;
	} keys[] = { { "rank", 1 }, { "reach", -1 }, { "seen", 1 } };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		int64_t x = doc_int(a, keys[i].key),
			y = doc_int(b, keys[i].key);

		if (x != y)
			return x < y ? -keys[i].way : keys[i].way;
	}
	return 0;
}

static void
claims_open(struct view *v)
{
	struct claims *w = (struct claims *)v;

	if (*v->id)
		fixed_cut(v->mode, sizeof(v->mode),
			*v->id == 'D' ? "drill" : "actual");
	pager_init(&w->rows, "claim.list", TAG_ROWS,
		*v->id ? json_pack("{s:s}", "incident", v->id) : NULL);
	pager_load(&w->rows, v);
}

static void
claims_close(struct view *v)
{
	pager_release(&((struct claims *)v)->rows);
}

static void
claims_changed(struct view *v, const char *what, const char *key)
{
	/* a message's news may be that it answers one */
	bool ours = strcmp(what, "claim") == 0 || strcmp(what, "message") == 0;

	if (strcmp(what, "link") == 0 ||
		(ours && strncmp(key, v->id, strlen(v->id)) == 0))
		pager_load(&((struct claims *)v)->rows, v);
}

/* ---- words ------------------------------------------------------------- */

static enum style
verdict_style(const struct look *look, const json_t *claim)
{
	(void)look;
	if (doc_int(claim, "answered"))
		return STYLE_GOOD;
	if (doc_int(claim, "reopened"))
		return STYLE_WARN;
	return strcmp(doc_str(claim, "priority"), "high") == 0 ? STYLE_WARN
							       : STYLE_TEXT;
}

/* ---- drawing ----------------------------------------------------------- */

static const struct column columns[] = {
	{ "priority", 7, .styled = verdict_style, .wide = 12, .at = WIDE },
	{ "age", 7, .wide = 14, .at = WIDE },
	{ "shared", .width = 7 },
	{ "verdict", 13, .styled = verdict_style, .wide = 16, .at = WIDE },
	{ "answer_is", 22, .styled = verdict_style, .wide = 24, .at = WIDE },
	{ "line", .style = STYLE_STRONG },
	{ .name = NULL },
};

/* The claim on which the cursor rests, as much of it as there are rows. */
static void
claims_draw_chosen(const struct claims *w, struct area a)
{
	const json_t *claim =
		json_array_get(claims_rows(w), (size_t)w->list.read);
	struct area head = area_sub(a, 0, 1, 1, a.cols - 2);
	char *text;
	int row;

	if (claim == NULL)
		return;
	(void)border_rule(head, 0, doc_str(claim, "id"));
	text = text_clean(
		doc_str(claim, "text"), strlen(doc_str(claim, "text")));
	row = 1 + area_wrap(a, 1, 2, STYLE_STRONG, text);
	free(text);
	row = facts_draw(w->v.app, a, row, DOCUMENT_CLAIM,
		"platform url kind accused owner reason finding.checker "
		"finding.fact like answer reopened",
		claim);
	border_rest(head, 0, row - a.rows);
}

static void
claims_draw(struct view *v, struct area a)
{
	struct claims *w = (struct claims *)v;
	int n = (int)json_array_size(claims_rows(w)), row;
	int whole = a.rows >= WHOLE_ROWS ? WHOLE : PART;
	struct area list = area_sub(a, 0, 0, a.rows - whole, -1);

	if (w->rows.rows == NULL) {
		(void)area_put(a, 0, 2, STYLE_DIM, _("Loading …"));
		return;
	}
	row = list_heading(&w->list, list, 0,
		_("Claims: priority, age, reach, verdict, answer"));
	if (n == 0)
		(void)area_put(list, row, 2, STYLE_DIM,
			_("Nothing has been registered. n registers a claim."));
	columns_list(v->app, &w->list, list, row, DOCUMENT_CLAIM, columns,
		claims_rows(w));
	claims_draw_chosen(w, area_sub(a, a.rows - whole, 0, whole, -1));
}

/* ---- dialogs ----------------------------------------------------------- */

static void
claims_note(struct dialog *g, const json_t *claim)
{
	char text[160];

	text_printable(text, sizeof(text), doc_str(claim, "text"),
		strlen(doc_str(claim, "text")));
	dialog_note(g, STYLE_STRONG, "%s  %s", doc_str(claim, "id"), text);
}

static void
ask_add(struct claims *w)
{
	struct dialog *g = dialog_open(&w->v, TAG_ADD, _("New claim"));
	struct dialog_field *f;

	dialog_ask(g, ACT_CLAIM_ADD, "text")->rows = 2;
	dialog_asks(g, ACT_CLAIM_ADD, "platform url reach accused priority");
	f = dialog_named(g, "priority");
	/* what is only watched says why: see change */
	dialog_drop(f, claim_priority_row(PRIORITY_MONITOR)->word);
	dialog_value(f, claim_priority_row(PRIORITY_MEDIUM)->word);
}

static void
ask_change(struct claims *w)
{
	const json_t *claim = claims_chosen(w);
	struct dialog *g =
		dialog_open(&w->v, TAG_CHANGE, _("Change the claim"));

	claims_note(g, claim);
	dialog_asks(g, ACT_CLAIM_CHANGE, "priority owner reach reason");
	dialog_value(dialog_named(g, "priority"), doc_str(claim, "priority"));
	dialog_value(dialog_named(g, "owner"), doc_str(claim, "owner"));
	dialog_help(g, dialog_named(g, "reason"));
}

static void
ask_verdict(struct claims *w)
{
	static const char *const found[] = { "checker", "fact", "why" };
	const json_t *finding = doc_get(claims_chosen(w), "finding");
	struct dialog *g = dialog_open(&w->v, TAG_VERDICT, _("Verdict"));

	claims_note(g, claims_chosen(w));
	dialog_asks(g, ACT_CLAIM_VERDICT, "verdict checker fact why");
	dialog_drop(dialog_named(g, "verdict"),
		claim_verdict_row(VERDICT_OPEN)->word);
	dialog_value(dialog_named(g, "verdict"),
		claim_verdict_row(VERDICT_FALSE)->word);
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++)
		dialog_value(
			dialog_named(g, found[i]), doc_str(finding, found[i]));
	dialog_named(g, "checker")->required = true;
}

/* A dialog of all the fields of an act that are asked for. */
static void
claims_ask(struct claims *w, int tag, const char *title, enum act act,
	const char *names)
{
	struct dialog *g = dialog_open(&w->v, tag, title);

	claims_note(g, claims_chosen(w));
	dialog_asks(g, act, names);
}

static void
ask_evidence(struct claims *w)
{
	claims_ask(w, TAG_EVIDENCE, _("Evidence"), ACT_CLAIM_EVIDENCE,
		"label name url");
	dialog_help(w->v.app->dialog, dialog_named(w->v.app->dialog, "name"));
}

static void
claims_dialog(struct view *v, int tag, const json_t *values)
{
	static const char *const acts[] = { [TAG_ADD] = "claim.add",
		[TAG_CHANGE] = "claim.change",
		[TAG_CHECK] = "claim.change",
		[TAG_EVIDENCE] = "claim.evidence",
		[TAG_VERDICT] = "claim.verdict" };
	const json_t *claim = claims_chosen((struct claims *)v);
	bool add = tag == TAG_ADD;

	app_act(v->app, v, tag, acts[tag],
		dialog_fields(values, add ? "incident" : "claim",
			add ? v->id : doc_str(claim, "id")));
}

/* Enter: everything that is known, also where there is no room for it. */
static void
claims_show(struct claims *w, const json_t *claim, const char *title)
{
	struct dialog *g = dialog_show(&w->v, title);
	enum lang lang = w->v.app->lang;
	char *answer = facts_say(w->v.app, DOCUMENT_CLAIM, "answer_is", claim);

	claims_note(g, claim);
	dialog_note(g, verdict_style(NULL, claim), "%s  %s  %s",
		say_claim_priority(doc_str(claim, "priority"), lang),
		say_claim_verdict(doc_str(claim, "verdict"), lang), answer);
	free(answer);
	facts_note(g, DOCUMENT_CLAIM,
		"platform url seen reach kind accused owner reason "
		"finding.checker finding.fact finding.why like answer",
		claim);
	dialog_note(g, STYLE_TEXT,
		say_n("%zu item of evidence", "%zu items of evidence",
			(long)json_array_size(doc_get(claim, "evidence"))),
		json_array_size(doc_get(claim, "evidence")));
	dialog_note(g, STYLE_TITLE, "%s", _("Word for word"));
	dialog_note(g, STYLE_TEXT, "%s", doc_str(claim, "text"));
}

/* ---- requests and replies ---------------------------------------------- */

static void
answer(struct claims *w)
{
	app_act(w->v.app, &w->v, TAG_ANSWER, "claim.answer",
		json_pack("{s:s,s:s}", "claim", doc_str(claims_chosen(w), "id"),
			"lang", lang_word(w->v.app->lang)));
}

static bool
claims_request(struct view *v, enum request request)
{
	struct claims *w = (struct claims *)v;

	if (list_request(&w->list, request)) {
		app_wake(v, LIST_REST_MS);
		return true;
	}
	if (request == REQ_CLAIM_ADD && *v->id) {
		ask_add(w);
		return true;
	}
	if (request == REQ_CLAIM_ADD) {
		app_say(v->app, STYLE_WARN, "%s",
			_("Go into an incident first: a claim belongs to one. "
			  "Without any, open one from the playbook rumor."));
		return true;
	}
	if (claims_chosen(w) == NULL)
		return false;
	if (request == REQ_CHOOSE)
		claims_show(w, claims_chosen(w), _("Claim"));
	else if (request == REQ_CHANGE)
		ask_change(w);
	else if (request == REQ_CHECK)
		claims_ask(w, TAG_CHECK, _("You have checked"),
			ACT_CLAIM_CHANGE, "check");
	else if (request == REQ_EVIDENCE)
		ask_evidence(w);
	else if (request == REQ_VERDICT)
		ask_verdict(w);
	else if (request == REQ_ANSWER)
		answer(w);
	else
		return false;
	return true;
}

/* What was said before is told at once, with what was found then. */
static void
added(struct claims *w, const json_t *entries)
{
	const char *like =
		doc_str(doc_get(json_array_get(entries, 0), "body"), "like");

	if (*like == '\0') {
		app_say(w->v.app, STYLE_GOOD, "%s",
			_("Registered. It was not said before."));
		return;
	}
	app_say(w->v.app, STYLE_WARN, _("Registered. This was said before: %s"),
		like);
	app_ask(w->v.app, &w->v, TAG_KNOWN, "claim.show",
		json_pack("{s:s}", "claim", like));
}

static void
claims_reply(struct view *v, const struct reply *r)
{
	struct claims *w = (struct claims *)v;
	char id[VIEW_ID];
	const char *message;

	if (r->tag == TAG_ROWS) {
		fixed_cut(id, sizeof(id), doc_str(claims_chosen(w), "id"));
		if (!pager_reply(&w->rows, v, r))
			return;
		doc_sort(w->rows.rows, claims_by_need);
		list_keep(&w->list, claims_rows(w), "id", id);
		w->list.read = w->list.at;
	} else if (!r->ok) {
		if (v->app->dialog == NULL)
			app_refused(v->app, r);
	} else if (r->tag == TAG_KNOWN) {
		claims_show(w, r->doc, _("This was said before"));
	} else if (r->tag == TAG_ADD) {
		added(w, r->doc);
	} else if (r->tag == TAG_ANSWER) {
		message = doc_str(
			doc_get(json_array_get(r->doc, 0), "body"), "message");
		if (*message)
			app_open(v->app, "compose", message);
	} else {
		app_say(v->app, STYLE_GOOD, "%s", _("Noted."));
	}
}

static void
claims_sift(struct view *v)
{
	struct claims *w = (struct claims *)v;

	list_count(&w->list, (int)json_array_size(claims_rows(w)));
	w->list.read = w->list.at;
}

static void
claims_wake(struct view *v)
{
	struct claims *w = (struct claims *)v;

	w->list.read = w->list.at;
}

const struct view_ops claims_view = {
	.name = "claims",
	.title = N_("Claims"),
	.context = IN_CLAIMS,
	.opened_by = REQ_CLAIMS,
	.about = ABOUT_ANY_INCIDENT,
	.size = sizeof(struct claims),
	.list = offsetof(struct claims, list),
	.open = claims_open,
	.close = claims_close,
	.draw = claims_draw,
	.request = claims_request,
	.sift = claims_sift,
	.reply = claims_reply,
	.dialog = claims_dialog,
	.changed = claims_changed,
	.wake = claims_wake,
};

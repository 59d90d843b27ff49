/*
 * An invitation into a joint incident, or an order with its text, as they are
 * before an officer answers them.
 */
#include "tui/console/views/joint_note.h"

#include <string.h>

#include "base/doc.h"
#include "tui/console/dialog.h"
#include "tui/console/facts.h"
#include "tui/pages/i18n.h"

bool
joint_note_ask(struct view *v, int tag, const json_t *row)
{
	const char *name = doc_str(row, "joint");
	bool order = strcmp(doc_str(row, "what"), "order") == 0;

	if (*name == '\0')
		return false;
	app_ask(v->app, v, tag, order ? "joint.order" : "joint.show",
		json_pack("{s:s}", order ? "order" : "joint", name));
	return true;
}

static void
note_master(struct dialog *g, const json_t *master)
{
	const json_t *p;
	size_t n;

	dialog_note(g, STYLE_STRONG, "%s", doc_str(master, "title"));
	json_array_foreach(doc_get(master, "paragraphs"), n, p)
	{
		dialog_note(g, STYLE_TEXT, "%s", doc_str(p, "text"));
	}
}

static void
note_order(struct view *v, const json_t *doc)
{
	struct dialog *g = dialog_show(v, _("Joint order"));

	facts_note(g, DOCUMENT_ORDER,
		"short unit phone message mode name fire at until answer_by "
		"corrects withdraws state",
		doc);
	note_master(
		g, json_array_get(doc_get(doc_get(doc, "says"), "masters"), 0));
	dialog_note(g, STYLE_DIM, "%s",
		_("Take it: type :joint.take and this order's name. Refuse it: "
		  ":joint.refuse. Say that you have read it: :joint.read."));
}

static void
note_joint(struct view *v, const json_t *doc)
{
	struct dialog *g = dialog_show(v, _("Invitation"));

	facts_note(g, DOCUMENT_JOINT,
		"short name phone title level topic playbook happened mode "
		"state at",
		doc);
	dialog_note(g, STYLE_DIM, "%s",
		_("Join: type :joint.join and this incident's name. Say no: "
		  ":joint.decline."));
}

void
joint_note_show(struct view *v, const json_t *doc)
{
	if (*doc_str(doc, "order"))
		note_order(v, doc);
	else
		note_joint(v, doc);
}

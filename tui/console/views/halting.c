/* Halting, here and at the partners. */
#include "tui/console/views/halting.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static void
halting_partners(struct view *v, const char *field, const char *name)
{
	json_t *fields = json_object();

	doc_put_str(fields, field, name);
	doc_put_str(fields, "reason",
		_("halted from the console of the unit that ordered it"));
	app_act(v->app, v, TAG_HALTING_ORDER, "joint.halt", fields);
}

void
halting_begin(struct halting *h, struct view *v, int tag, const char *message)
{
	*h = (struct halting){ .tag = tag };
	FIXED_SET(h->message, message);
	app_act(v->app, v, tag, "release.halt",
		json_pack("{s:s}", "message", message));
}

void
halting_order(struct halting *h, struct view *v, const char *order)
{
	*h = (struct halting){ .tag = TAG_HALTING_ORDER };
	halting_partners(v, "order", order);
}

/* What a station without partners, or of a message that none was ordered to
 * release, need not be told of. */
static bool
is_of_no_order(const char *code)
{
	static const char *const codes[] = { "joint-unordered", "card-undrawn",
		"joint-others" };

	for (size_t n = 0; n < sizeof(codes) / sizeof(codes[0]); n++)
		if (strcmp(code, codes[n]) == 0)
			return true;
	return false;
}

bool
halting_reply(struct halting *h, struct view *v, const struct reply *r)
{
	if (r->tag == TAG_HALTING_ORDER && r->ok)
		app_say(v->app, STYLE_WARN, "%s",
			_("Nothing was left to halt here; the partners that "
			  "were ordered are told to stop."));
	else if (r->tag == TAG_HALTING_ORDER && h->why[0] &&
		is_of_no_order(r->code))
		app_say(v->app, STYLE_BAD, "%s", h->why);
	else if (r->tag == TAG_HALTING_ORDER)
		app_refused(v->app, r);
	else if (h->message[0] && r->tag == h->tag && !r->ok) {
		say_fault(h->why, sizeof(h->why), "", r->what, r->remedy);
		halting_partners(v, "message", h->message);
	} else
		return false;
	return true;
}

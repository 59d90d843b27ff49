/*
 * What several views do alike.
 */
#include "tui/console/view.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "tui/pages/say.h"

void
view_keep(json_t **place, const json_t *doc)
{
	json_t *kept = json_incref(doc_borrow(doc));

	json_decref(*place);
	*place = kept;
}

void
view_about_message(struct view *v, const json_t *message)
{
	fixed_cut(v->mode, sizeof(v->mode), doc_str(message, "mode"));
	fixed_cut_format(v->subject, sizeof(v->subject), "%s %s  %s", v->id,
		say_kind(doc_str(message, "kind"), v->app->lang),
		doc_str(message, "title"));
}

void
view_incident_id(char out[VIEW_ID], const struct view *v)
{
	const char *about = v->ops->subject ? v->ops->subject(v) : v->id;

	fixed_format(out, VIEW_ID, "%.*s", (int)strcspn(about, "/"), about);
}

bool
view_of_message_changed(const struct view *v, const char *what, const char *key)
{
	size_t len = strlen(key);

	return strcmp(what, "link") == 0 || strcmp(key, v->id) == 0 ||
		(strcmp(what, "outside") == 0 &&
			strncmp(v->id, key, len) == 0 && v->id[len] == '/');
}

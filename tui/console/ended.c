/*
 * The app notes that it was sent away, and says why on the message line.
 */
#include "tui/console/ended.h"

#include "base/doc.h"
#include "link/reply.h"
#include "tui/pages/say.h"

bool
ended_by(struct app *app, const struct err *err)
{
	char text[APP_SAY];

	/* the socket tells the exit status, which two codes share */
	if (err_exit(err->code) != err_exit(ERR_DENIED))
		return false;
	app->turned_away = true;
	say_fault(text, sizeof(text), err->where, err->what, err->remedy);
	app_say(app, STYLE_BAD, "%s", text);
	return true;
}

void
ended_take(struct app *app, const json_t *doc)
{
	const json_t *refusal = doc_get(doc, "refusal");
	struct err err = { .code = ERR_OK };

	if (refusal == NULL || doc_int(doc, "id") != 0)
		return;
	(void)reply_read(&err, refusal);
	(void)ended_by(app, &err);
}

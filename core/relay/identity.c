/*
 * Who speaks is who was approved. The manifest names the platform's own id of
 * each account; what the platform said of the credential at arm, and says
 * again whenever a connection is kept warm, is compared with it. At fire
 * nothing is asked: what is known already decides.
 */
#include "relay/identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "relay/report.h"
#include "wire/memo.h"

static const char *
identity_approved(const struct task *t)
{
	const json_t *rows =
		t->fanout ? doc_get(t->fanout->manifest, "accounts") : NULL;

	return doc_str(doc_get(rows, t->account->id), "who");
}

/* In a drill the practice platform answers, which knows nobody. */
bool
identity_is_other(const struct engine *e, const struct task *t)
{
	const char *approved = identity_approved(t);
	const char *seen = doc_str(t->memo, MEMO_ACCOUNT);

	return !e->drill && *approved && *seen && strcmp(approved, seen) != 0;
}

void
identity_refuse(struct engine *e, struct task *t)
{
	char *why = mem_printf("%s: %s", relay_note(NOTE_OTHER, e->lang),
		doc_str(t->memo, MEMO_ACCOUNT));

	relay_log(e, "REFUSED %s: %s: %s", t->delivery,
		relay_note(NOTE_OTHER, LANG_EN),
		doc_str(t->memo, MEMO_ACCOUNT));
	t->phase = PHASE_GAP;
	report_prepared(e, t, false, why);
	/* the account's board shows it as well */
	report_checked(e, t->account, t, true, why, NULL);
	free(why);
}

const char *
identity_speaks_against(const struct engine *e, const struct task *t)
{
	if (t->box != t->account->boxes)
		return relay_note(NOTE_ANOTHER_BOX, e->lang);
	if (identity_is_other(e, t))
		return relay_note(NOTE_OTHER, e->lang);
	return NULL;
}

/*
 * The address of a service is asked in the course of a sweep: it gives way to
 * releases, is told with what the round found, and ends as a look does.
 */
#include "relay/prove.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/id.h"
#include "wire/link.h"

enum { PROVE_GIVE_UP_MS = 10 * 60 * 1000 };

/* No id of an account has a colon. */
#define PROVES "service:"

void
prove_begin(struct engine *e, const json_t *doc)
{
	char id[ACCOUNT_ID];
	json_t *account;
	struct task *t;

	if (e->drill ||
		!fixed_try_format(
			id, sizeof(id), PROVES "%s", doc_str(doc, "service"))) {
		relay_log(e, "the address of a service is not asked here");
		return;
	}
	account = json_pack("{s:s,s:s,s:{s:s}}", "account", id, "kind",
		link_prober.kind, "options", "url", doc_str(doc, "url"));
	t = task_new(e, NULL, account_get(e, account), account);
	json_decref(account);
	t->connector = &link_prober;
	t->phase = PHASE_SWEEP;
	t->step = STEP_CHECK;
	t->hurry = doc_bool(doc, "hurry");
	t->give_up = e->now.boot + PROVE_GIVE_UP_MS;
}

const char *
prove_service(const struct task *t)
{
	return t->connector == &link_prober ? t->account->id + strlen(PROVES)
					    : NULL;
}

/*
 * Whether an account works, as its platform's answers say, whatever they were
 * asked. Told where it changes what the station knows, so that a platform that
 * refuses a token a thousand times is one entry.
 */
#include "relay/internal.h"

#include "relay/report.h"

void
account_tell(struct engine *e, struct relay_account *a, const struct task *t,
	bool ok, const char *detail, const struct wire_judgment *v)
{
	a->failed = !ok;
	report_checked(e, a, t, ok, detail, v);
}

/* A drill hears the practice platform, which knows no account. */
void
account_heard(struct engine *e, struct relay_account *a,
	const struct wire_judgment *v, const struct wire_response *answer)
{
	bool good = v->outcome == OUTCOME_ACCEPTED ||
		v->outcome == OUTCOME_DUPLICATE ||
		v->outcome == OUTCOME_PENDING;
	bool bad = v->outcome == OUTCOME_PERMANENT && v->account;

	if (e->drill || !answer->answered)
		return;
	if (bad && !a->failed)
		account_tell(e, a, NULL, false, v->detail, NULL);
	else if (good && !v->unproven && a->failed)
		account_tell(e, a, NULL, true, v->detail, NULL);
}

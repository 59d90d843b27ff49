/*
 * That the machine's clock is kept: where the kernel does not say so (a virtual
 * machine whose host keeps it), two officers state it. What goes out by itself
 * at a time depends on it.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/office/office_fold.h"
#include "domain/office/office_second.h"

enum err_code
judge_clock_keep(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *body = json_object();

	(void)w;
	(void)err;
	doc_put_str(body, "kept_by", doc_str(act, "kept_by"));
	judged_add(out, "clock.kept", body);
	return ERR_OK;
}

/* Another person, where the office asks for one, who saw what stands there. */
static enum err_code
check_clock(const struct world *w, const struct second *s, const json_t *act,
	struct err *err)
{
	static const struct second_refusals no = { REFUSE_OWN_PROPOSAL, "",
		REFUSE_PROPOSAL_CHANGED, "digest" };
	static const struct both clock =
		BOTH("the machine's clock", "本机时钟");
	bool any = doc_bool(act, "decline") ||
		!office_asks_second(w->office, s->by, "");
	const char *seen = doc_str(act, "digest");
	char digest[HASH_HEX];

	second_digest(digest, s);
	return second_confirm(s, &no, arg_named("", &clock),
		any ? arg_officer("", "", "") : officer_arg(w->officer),
		*seen == '\0' || strcmp(seen, digest) == 0, err);
}

enum err_code
judge_clock_agree(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "kept_by", NULL };
	const struct second *s = &w->office->clock_kept;
	bool decline = doc_bool(act, "decline");
	json_t *body;

	/* what holds may still be declined: the clock is kept no longer */
	if (!s->waits && !(decline && s->confirmed))
		return refuse(err, REFUSE_NOT_FOUND, "",
			WITH(arg_noun(NOUN_PROPOSAL), arg_text("clock")));
	if (check_clock(w, s, act, err) != ERR_OK)
		return err->code;
	body = body_copied(s->what, names);
	second_put(body, s);
	judged_add(out, decline ? "clock.declined" : "clock.agreed", body);
	return ERR_OK;
}

void
office_fold_clock_kept(struct office *o, const struct entry *e)
{
	second_drop(&o->clock_kept);
	second_propose(&o->clock_kept, e);
}

void
office_fold_clock_agreed(struct office *o, const struct entry *e)
{
	second_settle(&o->clock_kept, e);
}

void
office_fold_clock_declined(struct office *o, const struct entry *e)
{
	(void)e;
	second_drop(&o->clock_kept);
}

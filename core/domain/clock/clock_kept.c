/*
 * That the machine's clock is kept: where the kernel does not say so (a virtual
 * machine whose host keeps it), two officers state it. What goes out by itself
 * at a time depends on it.
 */
#include "domain/judge.h"

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
	if (!decline && office_asks_second(w->office, s->by, "") &&
		strcmp(s->by, w->officer->id) == 0)
		return refuse(err, REFUSE_CLOCK_SELF, "",
			WITH(officer_arg(w->officer)));
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

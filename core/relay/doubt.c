/*
 * A no that may hide a success. Platforms store a post and then say "Duplicate
 * record": such a no is looked at once before it counts. Until then it is an
 * unknown, also for the station, so that a relay that dies in between leaves
 * nothing but a look-up to be done. The no travels in the memo, without the
 * platform's words, and belongs to one attempt: after another one it is void.
 * Nothing is sent again by itself after a no.
 */
#include "relay/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "relay/report.h"
#include "wire/memo.h"

void
doubt_begin(struct engine *e, struct task *t, const struct wire_judgment *v)
{
	char *why = mem_printf(
		"%s (%s)", v->detail, relay_note(NOTE_NO_DOUBTED, e->lang));

	t->no = v->outcome;
	free(t->no_said);
	t->no_said = mem_strdup(v->detail);
	doc_put_str(t->memo, MEMO_NO, outcome_row(v->outcome)->word);
	doc_put_int(t->memo, MEMO_NO_ATTEMPT, t->attempt);
	report_outcome(e, t, OUTCOME_UNKNOWN, DELIVERY_UNKNOWN, v, why);
	free(why);
}

void
doubt_resume(struct task *t)
{
	enum outcome no;

	if (outcome_parse(&no, doc_str(t->memo, MEMO_NO)) &&
		doc_int(t->memo, MEMO_NO_ATTEMPT) == t->attempt)
		t->no = no;
}

bool
doubt_is_open(const struct task *t)
{
	return t->no == OUTCOME_CONTENT || t->no == OUTCOME_PERMANENT;
}

void
doubt_stands(struct engine *e, struct task *t, const struct wire_judgment *v,
	bool looked)
{
	enum delivery_state state =
		t->no == OUTCOME_CONTENT ? DELIVERY_REFUSED : DELIVERY_FAILED;
	const char *found =
		relay_note(looked ? NOTE_NO_STANDS : NOTE_NO_UNSEEN, e->lang);
	char *why = mem_printf("%s (%s)",
		t->no_said ? t->no_said : relay_note(NOTE_NO_SAID, e->lang),
		found);

	t->unknown = false;
	report_outcome(e, t, t->no, state, v, why);
	free(why);
	task_end(e, t);
}

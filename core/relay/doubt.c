/*
 * A no that may hide a success. Platforms store a post and then say "Duplicate
 * record": such a no is looked at once before it counts. Until then it is an
 * unknown, also for the station, so that a relay that dies in between leaves
 * nothing but a look-up to be done. The no travels in the memo, without the
 * platform's words, and belongs to one attempt: after another one it is void.
 * Nothing is sent again by itself after a no.
 */
#include "relay/doubt.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "wire/memo.h"

void
doubt_keep(struct task *t, const struct wire_judgment *v)
{
	free(t->no_said);
	t->no_said = mem_strdup(v->detail);
	doc_put_str(t->memo, MEMO_NO, outcome_row(v->outcome)->word);
	doc_put_int(t->memo, MEMO_NO_ATTEMPT, t->attempt);
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

enum wire_step
doubt_settled_by(const struct task *t)
{
	return connector_unknown(t->connector, t->account->options);
}

static bool
doubt_says(const struct task *t, const char *key)
{
	return strcmp(doc_str(t->memo, key), MEMO_YES) == 0;
}

void
doubt_end(struct task *t)
{
	if (doubt_says(t, MEMO_UNSETTLED))
		doc_put_str(t->memo, MEMO_UNSETTLED, MEMO_NONE);
}

enum delivery_state
doubt_state(const struct task *t, enum delivery_state state)
{
	if (delivery_row(state)->truth == TRUTH_NO &&
		(doubt_says(t, MEMO_PARTLY) || doubt_says(t, MEMO_UNSETTLED)))
		return DELIVERY_UNKNOWN;
	return state;
}

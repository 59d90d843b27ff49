/*
 * Acts foreseen: an act may have one of several documents (a review is of one
 * of the gates); it is possible if it is with one of them.
 */
#include "domain/possible.h"

#include <string.h>

#include "base/doc.h"
#include "domain/guards.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/review/review_stages.h"

static const char return_word[] = "review.return";

bool
possible_parse(enum act *act, const char **verdict, const char *word)
{
	bool returns = strcmp(word, return_word) == 0;

	*verdict = returns ? "return" : NULL;
	return act_parse(act, returns ? act_row(ACT_REVIEW)->name : word) &&
		act_row(*act)->source == FROM_OFFICER;
}

/* A gate that nobody has passed of a stage before the last: the last is
 * approved. It may be returned at any gate, also at one that was passed. */
static bool
in_review(const struct message *m, enum gate gate, const char *verdict)
{
	enum stage stage;

	return message_gate_stage(&stage, m, gate) &&
		(verdict != NULL ||
			(stage != STAGE_FINAL &&
				message_pass(m, gate) == NULL));
}

/* The documents that it could have: of a review one for each open gate. */
static json_t *
possible_docs(const struct world *w, enum act act, const char *verdict)
{
	json_t *docs = json_array();

	for (int g = 0; act == ACT_REVIEW && w->message && g < GATE_COUNT; g++)
		if (in_review(w->message, (enum gate)g, verdict))
			json_array_append_new(docs,
				json_pack("{s:s,s:s}", "gate",
					gate_row((enum gate)g)->word, "verdict",
					verdict ? verdict : "pass"));
	if (json_array_size(docs) == 0)
		json_array_append_new(docs, json_object());
	return docs;
}

/* The first refusal is told: the gates stand in their order. */
enum err_code
possible_ask(const struct world *w, enum act act, const char *verdict,
	struct err *err)
{
	json_t *docs = possible_docs(w, act, verdict), *doc;
	enum err_code rc = ERR_OK;
	struct err first, other;
	size_t n;

	/* whom a later gate is open to is not told what the first one needs */
	json_array_foreach(docs, n, doc)
	{
		rc = guards_foresee(w, act, doc, n == 0 ? &first : &other);
		if (rc == ERR_OK)
			break;
	}
	json_decref(docs);
	if (rc == ERR_OK)
		return judge_open(w, act, err);
	*err = first;
	return first.code;
}

json_t *
possible_who(const struct world *w, enum act act, const char *verdict)
{
	json_t *docs = possible_docs(w, act, verdict), *list = json_array();
	const json_t *doc;
	size_t k;

	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if (!officer_on_duty(f))
			continue;
		json_array_foreach(docs, k, doc)
		{
			if (!guards_may(w, act, doc, f))
				continue;
			json_array_append_new(list, officer_contact(f));
			break;
		}
	}
	json_decref(docs);
	return list;
}

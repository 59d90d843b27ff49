/*
 * What is done must have been said to be possible a moment before, or a key was
 * missing for it. Asked by every act of scene.h.
 */
#ifndef CRIER_TESTS_DOMAIN_FORESEE_H
#define CRIER_TESTS_DOMAIN_FORESEE_H

#include "base/doc.h"
#include "domain/judge.h"
#include "domain/possible.h"

static inline void
foresee(const struct world *w, enum act act, const json_t *doc)
{
	bool returns = act == ACT_REVIEW &&
		strcmp(doc_str(doc, "verdict"), "return") == 0;
	struct judged j;
	struct err err, no;

	if (w->unguarded || act_row(act)->source != FROM_OFFICER)
		return;
	judged_init(&j);
	if (act_judge(&j, w, act, doc, &err) == ERR_OK &&
		possible_ask(w, act, returns ? "return" : NULL, &no) != ERR_OK)
		fail_msg("%s by %s was said to be impossible: %s",
			act_row(act)->name, w->officer->id, no.what);
	judged_release(&j);
}

#endif

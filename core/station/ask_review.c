/*
 * The review page, and which revision each officer has looked at. That is no
 * act: it stands in state.db and may be lost, then all is shown as new.
 */
#include "station/questions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/incident/incident_none.h"
#include "domain/review/review_view.h"
#include "station/state_writer.h"
#include "store/state.h"

/*
 * The revision before this one that the officer has seen; 0 none. Looking at
 * the same revision again does not forget which one that was.
 */
static int
review_look(struct station *st, const char *officer, const struct message *m)
{
	char *name = mem_printf("seen %s %s", m->id, officer), *value = NULL;
	int last = 0, before = 0;

	if (state_get(&value, st->state, name, NULL) == ERR_OK) {
		char *end = NULL;

		last = (int)strtol(value, &end, 10);
		before = (int)strtol(end, NULL, 10);
	}
	free(value);
	if (last != m->revision) {
		before = last;
		value = mem_printf("%d %d", m->revision, before);
		state_writer_take(st, NULL, 0, state_job_note(name, value));
		free(value);
	}
	free(name);
	return before;
}

enum err_code
ask_review(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct message *m = f->world.message;

	if (m == NULL)
		return incident_no_message(
			err, "message", f->incident, doc_str(doc, "message"));
	*out = view_review(&f->world,
		f->world.officer ? review_look(st, f->world.officer->id, m)
				 : 0);
	return ERR_OK;
}

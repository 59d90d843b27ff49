/*
 * Laying a word of another unit's before its judge: in the world of our own
 * incident.
 */
#include "station/letters_signal.h"

#include "domain/joint/joint_came.h"
#include "station/incident_cache.h"

enum err_code
letters_signal(struct judged *out, struct station *st,
	const struct act_context *f, const struct letter_came *c,
	struct err *err)
{
	struct word_came came = { .kind = c->verdict->kind,
		.from = c->letter->from,
		.letter = c->letter->hash,
		.drill = c->letter->drill,
		.says = c->verdict->body };
	struct world w = f->world;
	struct incident *i = NULL;
	const char *id;

	(void)err;
	w.joints = &st->joints;
	id = word_incident(&w, &came);
	if (*id &&
		incident_cache_get(&i, st->incident_cache, id, NULL) == ERR_OK)
		w.incident = i;
	judge_word_came(out, &w, &came);
	return ERR_OK;
}

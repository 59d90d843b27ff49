/*
 * Folding what other organs have published: the last word of each stands.
 */
#include "domain/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/bulletin/bulletin.h"

static struct bulletin *
bulletin_add(struct incident *i, const char *organ, bool lines)
{
	struct bulletin *o;

	o = MEM_ADD(i->bulletins, i->bulletin_count);
	*o = (struct bulletin){ .organ = mem_strdup(organ),
		.lines = lines,
		.text = mem_strdup(""),
		.source = mem_strdup("") };
	return o;
}

enum err_code
fold_outside(struct incident *i, const struct entry *e, struct err *err)
{
	const char *organ = doc_str(e->body, "organ");
	bool lines = doc_bool(e->body, "lines");
	struct bulletin *o = bulletin_find(i, organ, lines);

	if (*organ == '\0')
		return fold_broken(err, e,
			ARG_BOTH(
				"the bulletin has no organ", "通报未指明单位"));
	if (o == NULL)
		o = bulletin_add(i, organ, lines);
	fold_text(&o->text, doc_str(e->body, "text"));
	fold_text(&o->source, doc_str(e->body, "source"));
	o->at = doc_int(e->body, "at");
	FIXED_SET(o->by, e->by);
	o->time = e->time;
	o->seq = e->seq;
	return ERR_OK;
}

void
fold_drop_bulletins(struct incident *i)
{
	for (size_t n = 0; n < i->bulletin_count; n++) {
		free(i->bulletins[n].organ);
		free(i->bulletins[n].text);
		free(i->bulletins[n].source);
	}
	free(i->bulletins);
}

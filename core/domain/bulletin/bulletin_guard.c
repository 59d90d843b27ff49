/*
 * What the text at hand says otherwise than a bulletin noted after its submit,
 * and the guard that nothing is signed before its author has seen that.
 */
#include "domain/bulletin/bulletin.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/guards.h"
#include "domain/review/review_findings.h"
#include "domain/text/compose.h"
#include "domain/waiver/waiver.h"

static bool
is_noted_since(const struct incident *i, int64_t seq)
{
	for (size_t n = 0; n < i->bulletin_count; n++)
		if (*i->bulletins[n].text && i->bulletins[n].seq > seq)
			return true;
	return false;
}

/* The rows about other organs' bulletins among all that is found now. */
static json_t *
bulletins_found(const struct world *w)
{
	struct composition c;
	struct review_findings e;
	struct facts facts;
	json_t *found = NULL;

	facts_of(&facts, w->message);
	composition_init(&c);
	if (compose(&c, w, &facts, NULL) == ERR_OK) {
		size_t kept = 0;

		review_findings_run(&e, w, &facts, &c);
		for (size_t n = 0; n < e.found.count; n++)
			if (finding_is_outside(&e.found.rows[n]))
				e.found.rows[kept++] = e.found.rows[n];
		e.found.count = kept;
		found = waiver_found(&e, w->message);
		review_findings_release(&e);
	}
	composition_release(&c);
	return found ? found : json_array();
}

json_t *
bulletins_since(const struct world *w)
{
	const struct message *m = w->message;

	if (m->submitted.by[0] == '\0' || world_playbook(w) == NULL ||
		!is_noted_since(w->incident, m->submitted.seq))
		return json_array();
	return bulletins_found(w);
}

enum err_code
guard_outside(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	json_t *found, *f;
	enum err_code rc = ERR_OK;
	struct both what;
	size_t n;

	(void)act;
	if (strcmp(doc_str(doc, "verdict"), "return") == 0)
		return ERR_OK;
	found = bulletins_since(w);
	json_array_foreach(found, n, f)
	{
		if (strcmp(doc_str(f, "severity"), "warn") == 0)
			continue;
		for (int lang = 0; lang < LANG_COUNT; lang++)
			what.in[lang] = doc_str(json_object_get(f, "what"),
				lang_word((enum lang)lang));
		rc = refuse(err, REFUSE_OUTSIDE, "",
			WITH(arg_id(w->message->id), arg_both(&what)));
		break;
	}
	json_decref(found);
	return rc;
}

/*
 * Judging what another organ has published, and the guard that nothing is
 * signed against a bulletin that its author has not seen.
 */
#include "domain/bulletin/bulletin.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/text/compose.h"
#include "domain/review/review_findings.h"
#include "domain/waiver/waiver.h"
#include "domain/guards.h"
#include "domain/judge.h"

enum { OUTSIDE_MAX = 40 };

enum err_code
judge_outside_note(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const copied[] = { "organ", "text", "source" };
	const char *organ = doc_str(act, "organ");
	const struct incident *i = w->incident;
	json_t *body;

	if (i->closed)
		return refuse(err, REFUSE_INCIDENT_CLOSED, "", i->id, NULL);
	if (strpbrk(organ, "\n\t") != NULL)
		return refuse(err, REFUSE_FIELD, "organ", "organ",
			"is one line / 须为一行", NULL);
	if (bulletin_of(i, organ) == NULL && *doc_str(act, "text") == '\0')
		return refuse(err, REFUSE_NOT_FOUND, "organ", "bulletin", organ,
			NULL);
	if (bulletin_of(i, organ) == NULL && i->bulletin_count >= OUTSIDE_MAX)
		return refuse(err, REFUSE_FIELD, "organ", "organ",
			"is one too many / 单位过多", NULL);
	if (doc_int(act, "at") > w->now)
		return refuse(err, REFUSE_FIELD, "at", "at",
			"is still to come / 尚未到来", NULL);
	body = json_object();
	for (size_t n = 0; n < sizeof(copied) / sizeof(copied[0]); n++)
		doc_put_str(body, copied[n], doc_str(act, copied[n]));
	doc_put_int(body, "at", doc_int(act, "at"));
	judged_add(out, "outside.noted", body);
	return ERR_OK;
}

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
	size_t n;

	(void)act;
	if (strcmp(doc_str(doc, "verdict"), "return") == 0)
		return ERR_OK;
	found = bulletins_since(w);
	json_array_foreach(found, n, f)
	{
		if (strcmp(doc_str(f, "severity"), "warn") == 0)
			continue;
		rc = refuse(err, REFUSE_OUTSIDE, "", w->message->id,
			doc_str(json_object_get(f, "what"), w->message->lang),
			NULL);
		break;
	}
	json_decref(found);
	return rc;
}

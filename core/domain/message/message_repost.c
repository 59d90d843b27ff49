/*
 * The repost (转载) that is said in place of a draft whose subject is another
 * organ's to announce (L-50): begun with that organ's name, everything that it
 * said and where still to be filled in, and no figure. The draft stays as it
 * is; the entry of the repost names it.
 */
#include "domain/judge.h"

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/text/compose.h"
#include "domain/review/review_findings.h"

/* Who may announce it, in the rule's words; NULL if it is this office's. */
static const char *
organ_of(const struct review_findings *e, enum lang lang)
{
	for (size_t n = 0; n < e->found.count; n++)
		if (finding_is_anothers(&e->found.rows[n]))
			return e->found.rows[n].row->say.in[lang];
	return NULL;
}

/* Words of the draft that may stand in the repost as well: whom to ask. */
static json_t *
slots_of(const struct world *w, const char *organ, const json_t *given)
{
	static const char *const kept[] = { "contact", "ai_used" };
	const struct playbook *p = world_playbook(w);
	json_t *slots = json_object();

	if (playbook_slot(p, "organ") != NULL)
		doc_put_str(slots, "organ", organ);
	for (size_t n = 0; n < sizeof(kept) / sizeof(kept[0]); n++)
		doc_put_str(
			slots, kept[n], doc_str(w->message->slots, kept[n]));
	if (given != NULL)
		(void)json_object_update(slots, doc_borrow(given));
	return slots;
}

static json_t *
new_doc(const struct world *w, const json_t *act, const char *organ)
{
	const struct message *m = w->message;
	json_t *doc = json_object();

	doc_put_str(doc, "incident", w->incident->id);
	doc_put_str(doc, "kind", message_kind_row(KIND_REPOST)->word);
	doc_put_str(doc, "lang",
		*doc_str(act, "lang") ? doc_str(act, "lang") : m->lang);
	doc_put_str(doc, "instead_of", m->id);
	if (m->accounts != NULL)
		doc_put(doc, "accounts", json_incref(m->accounts));
	doc_put(doc, "slots", slots_of(w, organ, doc_get(act, "slots")));
	return doc;
}

enum err_code
judge_message_repost(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct message *m = w->message;
	const char *lang =
		*doc_str(act, "lang") ? doc_str(act, "lang") : m->lang;
	struct world fresh = *w;
	struct composition c;
	struct review_findings e;
	struct facts facts;
	const char *organ;
	enum err_code rc;
	json_t *doc;

	facts_of(&facts, m);
	composition_init(&c);
	rc = compose(&c, w, &facts, err);
	if (rc != ERR_OK)
		goto out;
	review_findings_run(&e, w, &facts, &c);
	organ = organ_of(&e, lang_parse(lang));
	if (organ == NULL) {
		rc = refuse(err, REFUSE_OURS, "message", WITH(arg_id(m->id)));
	} else {
		doc = new_doc(w, act, organ);
		fresh.message = NULL;
		rc = judge_message_new(out, &fresh, doc, err);
		json_decref(doc);
	}
	review_findings_release(&e);
out:
	composition_release(&c);
	return rc;
}

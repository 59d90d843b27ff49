/*
 * Judging the beginning of a correction or withdrawal: a new message with all
 * that is known filled in, for the accounts that carry the wrong text.
 */
#include "domain/message/message_acts.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/message/message_assumed.h"
#include "domain/message/message_prepared.h"

/* The carriers, and the lead account where the playbook wants it; what was
 * said to one of the public is put right there. */
static json_t *
accounts_for(const struct world *w, enum message_kind kind)
{
	const struct playbook_kind *k = playbook_kind(world_playbook(w), kind);
	const struct account *lead = office_lead(w->office);
	json_t *list = prepared_carriers(w, w->message, kind);

	if (k && k->lead && w->message->answers == NULL && lead &&
		lead->active && !doc_list_has(list, lead->id) &&
		(!w->office->demo || w->incident->drill ||
			account_is_local(lead)))
		json_array_append_new(list, json_string(lead->id));
	return list;
}

static enum err_code
check_carriers(const struct world *w, const json_t *accounts,
	enum message_kind kind, struct err *err)
{
	json_t *carriers = prepared_carriers(w, w->message, kind), *id;
	enum err_code rc = ERR_OK;
	size_t n;

	json_array_foreach(carriers, n, id)
	{
		if (doc_list_has(accounts, json_string_value(id)))
			continue;
		rc = refuse(err, REFUSE_SUPERSET, "accounts",
			WITH(office_arg_account(
				w->office, json_string_value(id))));
		break;
	}
	json_decref(carriers);
	return rc;
}

/* The message that would be begun by hand, with all that is known filled in. */
enum err_code
judge_message_correct(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct message *of = w->message;
	json_t *doc, *assumed, *given = doc_get(act, "accounts");
	struct world fresh = *w;
	enum message_kind kind;
	enum lang lang;
	enum err_code rc;

	if (!message_kind_parse(&kind, doc_str(act, "kind")) ||
		(kind != KIND_CORRECTION && kind != KIND_WITHDRAWAL))
		return refuse(err, REFUSE_VALUE, "kind",
			WITH(arg_text(doc_str(act, "kind")), arg_field("kind"),
				arg_words("correction, withdrawal")));
	if (world_playbook(w) == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(w->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	if (judge_lang(&lang, act, of->lang, err) != ERR_OK)
		return err->code;
	if (given && check_carriers(w, given, kind, err) != ERR_OK)
		return err->code;
	doc = json_object();
	doc_put_str(doc, "incident", w->incident->id);
	doc_put_str(doc, "kind", message_kind_row(kind)->word);
	doc_put_str(doc, "lang", lang_word(lang));
	doc_put_str(doc, "corrects", of->id);
	doc_put(doc, "accounts",
		given ? json_incref(given) : accounts_for(w, kind));
	doc_put(doc, "slots", prepared_slots(w, kind, lang, of));
	if (doc_get(act, "slots"))
		(void)json_object_update(
			doc_get(doc, "slots"), doc_get(act, "slots"));
	if (doc_get(act, "figures"))
		doc_put(doc, "figures", json_incref(doc_get(act, "figures")));
	fresh.message = NULL; /* the new one is not there yet */
	assumed = assumed_at_first(w, kind, lang, doc_get(act, "slots"));
	rc = judge_message_begin(out, &fresh, doc, assumed, err);
	json_decref(assumed);
	json_decref(doc);
	return rc;
}

/*
 * Keeping apart what the playbook says and what somebody has said.
 */
#include "domain/message/message_assumed.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"

json_t *
assumed_at_first(const struct world *w, enum message_kind kind, enum lang lang,
	const json_t *given)
{
	const struct playbook *p = world_playbook(w);
	const struct playbook_kind *k = p ? playbook_kind(p, kind) : NULL;
	const json_t *said = w->incident->prepared[kind][lang];
	json_t *list = json_array();

	for (size_t n = 0; k && n < k->prepared_count; n++) {
		const char *id = k->prepared[n].slot->id;

		if (k->prepared[n].assumed && !json_object_get(said, id) &&
			!json_object_get(given, id))
			json_array_append_new(list, json_string(id));
	}
	return list;
}

void
assumed_put(
	json_t *body, const json_t *was, const json_t *slots, const json_t *act)
{
	const json_t *given = doc_get(act, "slots");
	json_t *still = json_array(), *affirmed = json_array(), *id;
	size_t n;

	json_array_foreach(was, n, id)
	{
		const char *slot = json_string_value(id);
		const json_t *over = json_object_get(given, slot);

		if (over && !json_equal(over, json_object_get(slots, slot)))
			continue;
		json_array_append(doc_list_has(doc_get(act, "affirmed"), slot)
				? affirmed
				: still,
			id);
	}
	if (json_array_size(still) > 0)
		doc_put(body, "assumed", json_incref(still));
	if (json_array_size(affirmed) > 0)
		doc_put(body, "affirmed", json_incref(affirmed));
	json_decref(still);
	json_decref(affirmed);
}

enum err_code
affirmed_check(const struct playbook *p, const json_t *assumed,
	const json_t *carried, const json_t *act, struct err *err)
{
	struct arg known = arg_words("");
	json_t *one, *other;
	const char *name = "";
	size_t n;

	json_array_foreach(doc_get(act, "affirmed"), n, one)
	{
		name = json_string_value(one);
		if (!playbook_slot(p, name) && !playbook_figure(p, name))
			break;
	}
	if (n == json_array_size(doc_get(act, "affirmed")))
		return ERR_OK;
	json_array_foreach(assumed, n, other)
	{
		(void)arg_words_add(&known, json_string_value(other));
	}
	json_array_foreach(carried, n, other)
	{
		(void)arg_words_add(&known, doc_str(other, "name"));
	}
	return refuse_none_of(err, "affirmed", NOUN_UNSAID, name, &known);
}

enum err_code
assumed_check(const struct world *w, struct err *err)
{
	const char *id =
		json_string_value(json_array_get(w->message->assumed, 0));
	const struct slot *slot =
		id ? playbook_slot(world_playbook(w), id) : NULL;

	if (id == NULL)
		return ERR_OK;
	return refuse(err, REFUSE_ASSUMED, id,
		WITH(slot ? arg_slot(id, &slot->label) : arg_key(id)));
}

static json_t *
assumed_slot_doc(const struct world *w, const char *id)
{
	const struct playbook *p = world_playbook(w);
	const struct slot *slot = p ? playbook_slot(p, id) : NULL;
	json_t *doc = json_object();

	doc_put_str(doc, "slot", id);
	if (slot)
		doc_put(doc, "label", doc_both(&slot->label));
	return doc;
}

json_t *
assumed_doc(const struct world *w)
{
	json_t *list = json_array(), *id;
	size_t n;

	json_array_foreach(w->message->assumed, n, id)
	{
		json_array_append_new(
			list, assumed_slot_doc(w, json_string_value(id)));
	}
	return list;
}

json_t *
affirmed_doc(const struct world *w)
{
	json_t *list = json_array(), *by, *doc;
	const char *id;

	json_object_foreach(doc_borrow(w->message->affirmed), id, by)
	{
		const struct officer *f =
			office_officer(w->office, json_string_value(by));

		doc = assumed_slot_doc(w, id);
		doc_put_str(doc, "by", f ? f->name : json_string_value(by));
		json_array_append_new(list, doc);
	}
	return list;
}

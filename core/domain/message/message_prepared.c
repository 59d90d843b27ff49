/*
 * Making texts ready, and asking whether the withdrawal of a message is.
 */
#include "domain/message/message_prepared.h"

#include "domain/message/message_acts.h"
#include "domain/message/message_follow.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "domain/service/service.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/text/compose.h"

/* What opening an incident makes ready. */
static const enum message_kind at_opening[] = { KIND_TRUTH, KIND_CORRECTION,
	KIND_WITHDRAWAL };

static void
to_minute(char out[INSTANT_TEXT], int64_t at, int zone)
{
	instant_format_plain(out, at, zone);
	out[16] = '\0';
}

/* What only the moment can tell: "{{corrected_time}}" …; "" if it cannot. The
 * caller frees it. */
static char *
auto_text(const char *word, const struct world *w, const struct message *of)
{
	char when[INSTANT_TEXT] = "";
	const struct incident *i = w->incident;
	const char *text = "";

	if (strcmp(word, "{{incident_title}}") == 0)
		text = i->title;
	else if (strcmp(word, "{{corrected_title}}") == 0 && of)
		text = of->manifest
			? doc_str(json_object_get(of->manifest, "master"),
				  "title")
			: of->title;
	if (strcmp(word, "{{corrected_time}}") == 0 && of)
		to_minute(when, of->fired.time ? of->fired.time : w->now,
			w->office->zone);
	if (strcmp(word, "{{occurred}}") == 0 && i->occurred)
		to_minute(when, i->occurred, w->office->zone);
	return mem_strdup(*when ? when : text);
}

static void
put_default(json_t *slots, const struct prepared_value *v, enum lang lang,
	const struct world *w, const struct message *of)
{
	const char *text = v->value.in[lang];
	char when[INSTANT_TEXT], *made;

	if (v->slot->type == SLOT_TIME && *text == '+') {
		to_minute(when, w->now + strtoll(text + 1, NULL, 10) * 60000,
			w->office->zone);
		made = mem_strdup(when);
	} else if (strncmp(text, "{{", 2) == 0) {
		made = auto_text(text, w, of);
	} else {
		made = mem_strdup(text);
	}
	if (strlen(made) <= v->slot->max)
		doc_put_str(slots, v->slot->id, made);
	free(made);
}

/* A withdrawal must not repeat what it takes back: only what is missing. */
static void
put_same(json_t *slots, const struct playbook *p, enum message_kind kind,
	const struct message *of)
{
	for (size_t n = 0; n < p->slot_count; n++) {
		const struct slot *s = &p->slots[n];
		const char *value = doc_str(of->slots, s->id);

		if ((s->required & (1u << kind)) && *value &&
			json_object_get(slots, s->id) == NULL)
			doc_put_str(slots, s->id, value);
	}
}

json_t *
prepared_slots(const struct world *w, enum message_kind kind, enum lang lang,
	const struct message *of)
{
	const struct playbook *p = world_playbook(w);
	const struct playbook_kind *k = p ? playbook_kind(p, kind) : NULL;
	json_t *slots = json_object();

	for (size_t n = 0; k && n < k->prepared_count; n++)
		put_default(slots, &k->prepared[n], lang, w, of);
	if (w->incident->prepared[kind][lang])
		(void)json_object_update(
			slots, w->incident->prepared[kind][lang]);
	if (of != NULL && p != NULL)
		put_same(slots, p, kind, of);
	return slots;
}

/* How it would read now; what it lacks is named. A text with a leak is none. */
static enum err_code
put_text(json_t *body, const struct world *w, enum message_kind kind,
	enum lang lang, const json_t *slots, struct err *err)
{
	enum err_code rc = ERR_OK;
	json_t *nobody = json_array(), *missing = json_array();
	struct facts facts = { .kind = kind,
		.lang = lang,
		.slots = slots,
		.accounts = nobody,
		.corrects = "",
		.number = (int)w->incident->message_count + 1 };
	struct composition c;

	composition_init(&c);
	if (compose(&c, w, &facts, NULL) == ERR_OK)
		rc = composition_check_leaks(&c, w, err);
	if (rc == ERR_OK && c.rendered.title) {
		doc_put_str(body, "title", c.rendered.title);
		doc_put_str(body, "text", c.text);
		for (size_t n = 0; n < c.rendered.missing_count; n++)
			json_array_append_new(missing,
				json_string(c.rendered.missing[n].slot));
	}
	doc_put(body, "missing", missing);
	composition_release(&c);
	json_decref(nobody);
	return rc;
}

/* `given`: what officers said; the playbook's words are in the library. NULL
 * where the text would be refused and `err` is there to say why. */
static json_t *
prepared_body(const struct world *w, enum message_kind kind, enum lang lang,
	const json_t *given, struct err *err)
{
	json_t *body = json_object();
	json_t *slots = prepared_slots(w, kind, lang, NULL);

	if (given)
		(void)json_object_update(slots, doc_borrow(given));
	doc_put_str(body, "kind", message_kind_row(kind)->word);
	doc_put_str(body, "lang", lang_word(lang));
	doc_put(body, "slots", given ? json_deep_copy(given) : json_object());
	if (put_text(body, w, kind, lang, slots, err) != ERR_OK && err) {
		json_decref(body);
		body = NULL;
	}
	json_decref(slots);
	return body;
}

void
prepared_at_opening(
	struct judged *out, const struct world *w, const json_t *opened)
{
	struct incident fresh;
	struct world inside = *w;
	const struct playbook *p;

	incident_init(&fresh);
	FIXED_SET(fresh.id, out->incident);
	FIXED_SET(fresh.playbook, doc_str(opened, "playbook"));
	FIXED_SET(fresh.level, doc_str(opened, "level"));
	free(fresh.title);
	fresh.title = mem_strdup(doc_str(opened, "title"));
	fresh.drill = out->drill;
	fresh.occurred = doc_int(opened, "occurred");
	inside.incident = &fresh;
	p = world_playbook(&inside);
	for (size_t n = 0; n < sizeof(at_opening) / sizeof(at_opening[0]); n++)
		if (p && playbook_kind(p, at_opening[n]))
			judged_add(out, "incident.prepared",
				prepared_body(&inside, at_opening[n],
					lang_parse(w->office->lang), NULL,
					NULL));
	incident_release(&fresh);
}

json_t *
prepared_docs(const struct world *w)
{
	const struct playbook *p = world_playbook(w);
	enum lang lang = lang_parse(w->office->lang);
	struct world fresh = *w;
	json_t *list = json_array();

	fresh.message = NULL;
	for (size_t n = 0; n < sizeof(at_opening) / sizeof(at_opening[0]); n++)
		if (p && playbook_kind(p, at_opening[n]))
			json_array_append_new(list,
				prepared_body(&fresh, at_opening[n], lang,
					w->incident
						->prepared[at_opening[n]][lang],
					NULL));
	return list;
}

/* The new words over those of before; an empty one takes them away. */
static json_t *
laid_over(const json_t *before, const json_t *given)
{
	json_t *slots = before ? json_copy(doc_borrow(before)) : json_object();
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(given), key, v)
	{
		if (json_string_length(v) == 0)
			json_object_del(slots, key);
		else
			json_object_set(slots, key, v);
	}
	return slots;
}

enum err_code
judge_incident_prepare(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct incident *i = w->incident;
	const struct playbook *p = world_playbook(w);
	enum message_kind kind;
	enum lang lang;
	enum err_code rc;
	json_t *slots, *given, *body;

	if (p == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(i->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	if (!message_kind_parse(&kind, doc_str(act, "kind")) ||
		playbook_kind(p, kind) == NULL)
		return refuse(err, REFUSE_KIND, "kind",
			WITH(arg_word(p->id), arg_text(doc_str(act, "kind"))));
	if (judge_lang(&lang, act, w->office->lang, err) != ERR_OK)
		return err->code;
	slots = service_slots(w, p, doc_get(act, "slots"),
		i->prepared[kind][lang], lang, err);
	if (slots == NULL)
		return err->code;
	rc = playbook_check_slots(p, slots, w->office->zone, err);
	if (rc != ERR_OK) {
		json_decref(slots);
		return rc;
	}
	given = laid_over(i->prepared[kind][lang], slots);
	json_decref(slots);
	body = prepared_body(w, kind, lang, given, err);
	json_decref(given);
	if (body == NULL)
		return err->code;
	judged_add(out, "incident.prepared", body);
	return ERR_OK;
}

bool
prepared_is_carrier(
	const struct world *w, const struct delivery *d, enum message_kind kind)
{
	const struct account *a = office_account(w->office, d->account);

	if (a == NULL || !a->active)
		return false;
	if (delivery_row(d->state)->truth != TRUTH_NO)
		return true;
	return delivery_is_pending(d) &&
		(kind == KIND_CORRECTION ||
			(d->state == DELIVERY_HUMAN && d->taken));
}

json_t *
prepared_carriers(
	const struct world *w, const struct message *m, enum message_kind kind)
{
	json_t *list = json_array();

	for (size_t n = 0; n < m->delivery_count; n++)
		if (prepared_is_carrier(w, &m->deliveries[n], kind))
			json_array_append_new(
				list, json_string(m->deliveries[n].account));
	return list;
}

static enum err_code
not_ready(const struct world *w, struct arg what, struct err *err)
{
	return refuse(err, REFUSE_NO_WITHDRAWAL, w->message->id,
		WITH(arg_id(w->message->id), what, arg_id(w->incident->id),
			arg_word(w->message->lang)));
}

static enum err_code
check_composed(
	const struct composition *c, const struct world *w, struct err *err)
{
	if (c->rendered.missing_count > 0)
		return not_ready(
			w, arg_both(&c->rendered.missing[0].label), err);
	for (size_t n = 0; n < c->count; n++)
		if (c->variants[n].err.code != ERR_OK)
			return not_ready(
				w, arg_refusal(&c->variants[n].err), err);
	return ERR_OK;
}

enum err_code
prepared_check_withdrawal(const struct world *w, struct err *err)
{
	const struct message *m = w->message;
	struct facts facts = { .kind = KIND_WITHDRAWAL,
		.lang = lang_parse(m->lang),
		.corrects = m->id,
		.answers = m->answers,
		.number = (int)w->incident->message_count + 1 };
	struct world fresh = *w;
	struct composition c;
	json_t *accounts, *slots;
	struct err why = { .code = ERR_OK };
	enum err_code rc;

	if (w->incident->drill || m->kind == KIND_WITHDRAWAL)
		return ERR_OK;
	accounts = json_array();
	for (size_t n = 0; n < m->delivery_count; n++)
		json_array_append_new(
			accounts, json_string(m->deliveries[n].account));
	slots = prepared_slots(w, KIND_WITHDRAWAL, facts.lang, m);
	facts.accounts = accounts;
	facts.slots = slots;
	fresh.message = NULL;
	composition_init(&c);
	rc = compose(&c, &fresh, &facts, &why);
	if (rc != ERR_OK)
		rc = not_ready(w, arg_refusal(&why), err);
	else
		rc = check_composed(&c, w, err);
	composition_release(&c);
	json_decref(slots);
	json_decref(accounts);
	return rc;
}

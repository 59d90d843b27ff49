/*
 * Judging the writing of a message: begin, revise. Submit is in
 * message_submit.c.
 */
#include "domain/message/message_acts.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/incident/incident_none.h"
#include "domain/text/compose.h"
#include "domain/figure/figure.h"
#include "domain/message/message_assumed.h"
#include "domain/message/message_carry.h"
#include "domain/message/message_prepared.h"
#include "domain/message/message.h"
#include "domain/clock/clock_rows.h"
#include "domain/service/service.h"

/* Lays `over` on a copy of `under`; an empty text takes the field away. */
static json_t *
overlay(const json_t *under, const json_t *over)
{
	json_t *doc = under ? json_copy(doc_borrow(under)) : json_object();
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(over), key, v)
	{
		if (json_is_string(v) && json_string_length(v) == 0)
			json_object_del(doc, key);
		else
			json_object_set(doc, key, v);
	}
	return doc;
}

/* Title and text as they stand, for lists, the record and a replay. */
static enum err_code
put_rendered(json_t *body, const struct world *w, const struct facts *facts,
	struct err *err)
{
	enum err_code rc = ERR_OK;
	struct composition c;

	composition_init(&c);
	if (compose(&c, w, facts, NULL) == ERR_OK) {
		rc = composition_check_leaks(&c, w, err);
		doc_put_str(body, "title", c.rendered.title);
		doc_put_str(body, "text", c.text);
	}
	composition_release(&c);
	return rc;
}

/* What stands in the facts without anybody having said it; or NULL. */
struct unsaid {
	json_t *assumed; /* message_assumed.h */
	json_t *carried; /* message_carry.h */
};

/* The revision that this act makes of these facts; its slots are `slots`. */
static enum err_code
revise_slots(json_t **body, const struct world *w, const char *id, int revision,
	const struct facts *old, const struct unsaid *unsaid, const json_t *act,
	const json_t *slots, struct err *err)
{
	const struct playbook *p = world_playbook(w);
	json_t *accounts = doc_get(act, "accounts");
	struct facts facts = *old;
	enum err_code rc;

	rc = playbook_check_slots(p, slots, w->office->zone, err);
	if (rc == ERR_OK)
		rc = figure_check(p, doc_get(act, "figures"), w->now, err);
	if (rc == ERR_OK)
		rc = judge_accounts(w, accounts, err);
	if (rc == ERR_OK)
		rc = affirmed_check(
			p, unsaid->assumed, unsaid->carried, act, err);
	if (rc != ERR_OK)
		return rc;
	*body = json_object();
	doc_put_str(*body, "message", id);
	doc_put_int(*body, "revision", revision);
	if (accounts)
		doc_put(*body, "accounts", json_incref(accounts));
	doc_put(*body, "slots", overlay(old->slots, slots));
	assumed_put(*body, unsaid->assumed, old->slots, act);
	doc_put(*body, "figures",
		figure_overlay(old->figures, doc_get(act, "figures")));
	carried_put(*body, unsaid->carried, old, act, w);
	doc_put(*body, "variants",
		overlay(old->variants, doc_get(act, "variants")));
	facts.slots = doc_get(*body, "slots");
	facts.figures = doc_get(*body, "figures");
	facts.variants = doc_get(*body, "variants");
	if (accounts)
		facts.accounts = accounts;
	rc = put_rendered(*body, w, &facts, err);
	if (rc != ERR_OK)
		json_decref(*body);
	return rc;
}

/* A service that a slot names stands there in its words from now on. */
static enum err_code
revise(json_t **body, const struct world *w, const char *id, int revision,
	const struct facts *old, const struct unsaid *unsaid, const json_t *act,
	struct err *err)
{
	const struct playbook *p = world_playbook(w);
	enum err_code rc;
	json_t *slots;

	if (p == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(w->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	slots = service_slots(
		w, p, doc_get(act, "slots"), old->slots, old->lang, err);
	if (slots == NULL)
		return err->code;
	rc = revise_slots(body, w, id, revision, old, unsaid, act, slots, err);
	json_decref(slots);
	return rc;
}

static enum err_code
check_corrects(const struct world *w, const struct playbook *p,
	enum message_kind kind, const char *corrects, struct err *err)
{
	bool must = kind == KIND_CORRECTION || kind == KIND_WITHDRAWAL;
	const struct message *m;

	if (*corrects == '\0') {
		if (must && p->class != CLASS_META)
			return refuse(err, REFUSE_CORRECTS, "corrects",
				WITH(arg_kind(kind)));
		return ERR_OK;
	}
	m = incident_message(w->incident, corrects);
	if (m == NULL || strcmp(m->id, corrects) != 0)
		return incident_no_message(
			err, "corrects", w->incident, corrects);
	if (m->state < MESSAGE_FIRED)
		return refuse(
			err, REFUSE_NOT_OUT, "corrects", WITH(arg_id(m->id)));
	return ERR_OK;
}

/* Whom of the public the message is said to, or was that it puts right. */
static const json_t *
answers_of(const struct world *w, const json_t *act, const char *corrects)
{
	const struct message *m =
		*corrects ? incident_message(w->incident, corrects) : NULL;

	return m != NULL ? m->answers : doc_get(act, "answers");
}

static enum err_code
check_new(enum message_kind *kind, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct playbook *p = world_playbook(w);
	const char *otherwise = lang_word(lang_parse(w->office->lang));
	enum lang lang;

	if (p == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(w->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	if (!message_kind_parse(kind, doc_str(act, "kind")) ||
		playbook_kind(p, *kind) == NULL)
		return refuse(err, REFUSE_KIND, "kind",
			WITH(arg_word(p->id), arg_text(doc_str(act, "kind"))));
	if (*kind == KIND_ANSWER && doc_get(act, "answers") == NULL)
		return refuse(err, REFUSE_ANSWER_WHOM, "kind", WITH_NONE);
	if (judge_lang(&lang, act, otherwise, err) != ERR_OK)
		return err->code;
	return check_corrects(w, p, *kind, doc_str(act, "corrects"), err);
}

/* What the playbook has a message of this kind begin with, beneath the rest. */
static json_t *
with_presets(json_t *slots, const struct playbook *p, enum message_kind kind)
{
	for (size_t n = 0; p && n < p->slot_count; n++) {
		const struct slot *s = &p->slots[n];

		if (*s->preset && (s->kinds >> kind & 1) &&
			json_object_get(slots, s->id) == NULL)
			doc_put_str(slots, s->id, s->preset);
	}
	return slots;
}

/* The first two entries of a message. */
static enum err_code
begin(struct judged *out, const struct world *w, struct facts *facts,
	const struct unsaid *unsaid, const json_t *act, struct err *err)
{
	json_t *body, *revision = NULL;
	char id[MESSAGE_ID];
	enum err_code rc;

	fixed_format(id, sizeof(id), "%.16s/%d", w->incident->id,
		facts->number % 1000000);
	rc = revise(&revision, w, id, 1, facts, unsaid, act, err);
	if (rc != ERR_OK)
		return rc;
	body = json_object();
	doc_put_str(body, "message", id);
	doc_put_str(body, "kind", doc_str(act, "kind"));
	doc_put_str(body, "lang", lang_word(facts->lang));
	doc_put_str(body, "corrects", facts->corrects);
	doc_put_str(body, "instead_of", doc_str(act, "instead_of"));
	if (facts->answers)
		doc_put(body, "answers", json_deep_copy(facts->answers));
	if (doc_get(act, "accounts"))
		doc_put(body, "accounts",
			json_incref(doc_get(act, "accounts")));
	/* Found to be wrong, it is to be put right within so much time. */
	doc_put(body, "clocks",
		clock_rows(w, FROM_CREATED, 1u << facts->kind, 0));
	judged_add(out, "message.created", body);
	judged_add(out, "message.revised", revision);
	return ERR_OK;
}

/* What is there before the act's own words: the playbook's, what is ready, and
 * what the bulletins before have said, each over the one before it. */
static void
lay_first(json_t **slots, json_t **figures, struct unsaid *unsaid,
	const struct world *w, const struct facts *facts, const json_t *act)
{
	bool prepared = doc_bool(act, "prepared");
	json_t *said = json_object();

	*slots = prepared ? prepared_slots(w, facts->kind, facts->lang, NULL)
			  : json_object();
	*figures = json_array();
	(void)with_presets(*slots, world_playbook(w), facts->kind);
	if (doc_bool(act, "carried"))
		unsaid->carried =
			carried_at_first(said, *figures, w, facts, act);
	(void)json_object_update(*slots, said);
	if (doc_get(act, "slots"))
		(void)json_object_update(said, doc_get(act, "slots"));
	if (prepared)
		unsaid->assumed =
			assumed_at_first(w, facts->kind, facts->lang, said);
	json_decref(said);
}

enum err_code
judge_message_begin(struct judged *out, const struct world *w,
	const json_t *act, const json_t *assumed, struct err *err)
{
	const char *lang =
		*doc_str(act, "lang") ? doc_str(act, "lang") : w->office->lang;
	struct facts facts = { .lang = lang_parse(lang),
		.corrects = doc_str(act, "corrects"),
		.answers = answers_of(w, act, doc_str(act, "corrects")),
		.number = (int)w->incident->message_count + 1 };
	struct unsaid unsaid = { .assumed = json_incref(doc_borrow(assumed)) };
	json_t *slots, *figures;
	enum err_code rc = check_new(&facts.kind, w, act, err);

	if (rc == ERR_OK) {
		lay_first(&slots, &figures, &unsaid, w, &facts, act);
		facts.slots = slots;
		facts.figures = figures;
		rc = begin(out, w, &facts, &unsaid, act, err);
		json_decref(slots);
		json_decref(figures);
	}
	json_decref(unsaid.assumed);
	json_decref(unsaid.carried);
	return rc;
}

enum err_code
judge_message_new(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	return judge_message_begin(out, w, act, NULL, err);
}

enum err_code
judge_message_revise(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const struct message *m = w->message;
	json_t *body = NULL, *revision = NULL;
	struct unsaid unsaid = { m->assumed, m->carried };
	struct facts facts;
	enum err_code rc;

	if (m->order[0])
		return refuse(
			err, REFUSE_JOINT_WORDS, m->id, WITH(arg_id(m->id)));
	if (doc_int(act, "base") != m->revision) {
		return refuse(err, REFUSE_REVISION, m->id,
			WITH(arg_id(m->id), arg_count(m->revision),
				arg_count(doc_int(act, "base"))));
	}
	facts_of(&facts, m);
	rc = revise(&revision, w, m->id, m->revision + 1, &facts, &unsaid, act,
		err);
	if (rc != ERR_OK)
		return rc;
	if (m->state != MESSAGE_DRAFT) {
		body = body_of(m);
		doc_put_str(body, "digest", m->digest);
		doc_put_str(body, "why", "revised");
		judged_add(out, "message.voided", body);
	}
	judged_add(out, "message.revised", revision);
	return ERR_OK;
}

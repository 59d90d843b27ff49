/*
 * What is asked of an impostor's case, its deadlines and its row.
 */
#include "domain/impostor/impostor.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/library/rules.h"
#include "domain/office/office.h"

#define HOUR_MS (INT64_C(60) * 60 * 1000)

const struct impostor *
office_impostor(const struct office *o, const char *id)
{
	for (size_t n = 0; n < o->impostor_count; n++)
		if (strcmp(o->impostors[n].id, id) == 0)
			return &o->impostors[n];
	return NULL;
}

enum err_code
impostor_none(struct err *err, const struct office *o, const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = 0; n < o->impostor_count; n++)
		if (o->impostors[n].closed == 0)
			(void)arg_words_add(&known, o->impostors[n].id);
	return refuse_none_of(err, "impostor", NOUN_IMPOSTOR, id, &known);
}

/* ---- deadlines ---- */

static bool
has_letter(const struct impostor *c, const char *form)
{
	for (size_t n = 0; n < c->letter_count; n++)
		if (strcmp(c->letters[n].form, form) == 0)
			return true;
	return false;
}

/* Since when what the rule asks for is waited for; 0: it is done, or is not
 * to be done yet. */
static int64_t
waits_since(const struct impostor *c, const struct impostor_rule *rule)
{
	if (rule->await == IMPOSTOR_AWAIT_CLOSE)
		return c->opened;
	if (rule->await == IMPOSTOR_AWAIT_LETTER)
		return has_letter(c, rule->form) ? 0 : c->opened;
	for (size_t n = 0; n < c->letter_count; n++)
		if (strcmp(c->letters[n].form, rule->form) == 0 &&
			c->letters[n].answered == 0)
			return c->letters[n].sent;
	return 0;
}

struct impostor_next
impostor_next(const struct rules *r, const struct impostor *c, int64_t now)
{
	struct impostor_next next = { 0 };

	for (size_t n = 0; r && c->closed == 0 && n < r->impostor_count; n++) {
		const struct impostor_rule *rule = &r->impostors[n];
		int64_t since = waits_since(c, rule);
		int64_t due = since + rule->hours * HOUR_MS;

		if (since == 0 || !impostor_rule_holds(r, rule, now) ||
			(next.rule && next.due <= due))
			continue;
		next = (struct impostor_next){ rule, due };
	}
	return next;
}

/* ---- documents ---- */

static json_t *
impostor_letter_doc(const struct impostor_letter *l)
{
	json_t *doc = json_object();

	doc_put_str(doc, "form", l->form);
	doc_put_str(doc, "to", l->to);
	doc_put_str(doc, "number", l->number);
	doc_put_int(doc, "sent", l->sent);
	doc_put_str(doc, "by", l->by);
	if (l->answered) {
		doc_put_int(doc, "answered", l->answered);
		doc_put_str(doc, "answer", l->answer);
	}
	return doc;
}

/* What lists show of it. */
static json_t *
impostor_brief(const struct impostor *c)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", c->id);
	doc_put_str(doc, "name", c->name);
	doc_put_str(doc, "platform", c->platform);
	doc_put_str(doc, "url", c->url);
	doc_put_str(doc, "imitates", c->imitates);
	doc_put_str(doc, "owner", c->owner);
	doc_put_str(doc, "state", c->closed ? "closed" : "open");
	doc_put_int(doc, "seen", c->seen);
	doc_put_int(doc, "opened", c->opened);
	doc_put_str(doc, "by", c->by);
	if (c->warning[0])
		doc_put_str(doc, "warning", c->warning);
	if (c->closed) {
		doc_put_int(doc, "closed", c->closed);
		doc_put_str(doc, "closed_by", c->closed_by);
		doc_put_str(doc, "outcome", c->outcome);
	}
	return doc;
}

json_t *
impostor_doc(const struct impostor *c)
{
	json_t *doc = impostor_brief(c), *letters = json_array();

	for (size_t n = 0; n < c->letter_count; n++)
		json_array_append_new(
			letters, impostor_letter_doc(&c->letters[n]));
	doc_put_str(doc, "what", c->what);
	doc_put_str(doc, "found", c->found);
	doc_put(doc, "evidence", json_copy(c->evidence));
	doc_put(doc, "letters", letters);
	return doc;
}

void
impostor_row_put(struct rows *out, const struct office *o, const char *id)
{
	const struct impostor *c = office_impostor(o, id);

	if (c != NULL)
		rows_put(out, PROJ_IMPOSTOR, id, impostor_doc(c));
}

/*
 * Composition: template, automatic values, fitting.
 */
#include "domain/text/compose.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/message/message_amend.h"
#include "domain/figure/figure.h"
#include "domain/message/message.h"
#include "domain/office/office_none.h"
#include "domain/release/delivery.h"
#include "domain/text/master.h"
#include "lint/leak_doc.h"
#include "lint/leak_joined.h"

void
composition_init(struct composition *c)
{
	memset(c, 0, sizeof(*c));
	rendered_init(&c->rendered);
	c->text = mem_strdup("");
	c->page = mem_strdup("");
}

void
composition_release(struct composition *c)
{
	if (c == NULL)
		return;
	rendered_release(&c->rendered);
	free(c->text);
	free(c->page);
	for (size_t n = 0; n < c->count; n++)
		fitted_release(&c->variants[n].fitted);
	free(c->variants);
	memset(c, 0, sizeof(*c));
}

enum err_code
composition_check_leaks(
	const struct composition *c, const struct world *w, struct err *err)
{
	const struct lint_rules *rules = w->library->rules.lint;
	/* the title is read before the text */
	json_t *texts = json_pack("[s*,s*]", c->rendered.title, c->text);
	struct leak_joined joined;
	enum err_code rc = ERR_OK;
	json_t *text;
	size_t n;

	leak_joined_init(&joined);
	leak_joined_add(&joined, texts, "slots");
	json_array_foreach(texts, n, text)
	{
		rc = rc ? rc : leak_check_doc(text, "slots", rules, err);
	}
	rc = rc ? rc : leak_joined_refuse(&joined, rules, err);
	leak_joined_release(&joined);
	json_decref(texts);
	return rc;
}

/* Does the kind belong to the numbered series of bulletins? */
static bool
kind_is_numbered(enum message_kind kind)
{
	return kind == KIND_TRUTH || kind == KIND_UPDATE ||
		kind == KIND_CLOSING;
}

void
facts_of(struct facts *out, const struct message *m)
{
	*out = (struct facts){ .kind = m->kind,
		.lang = lang_parse(m->lang),
		.slots = m->slots,
		.figures = m->figures,
		.variants = m->variants,
		.accounts = m->accounts,
		.master = m->master ? doc_get(m->master, "master") : NULL,
		.line = doc_str(m->master, "line"),
		.until = doc_int(m->master, "until"),
		.corrects = m->corrects,
		.answers = m->answers,
		.issue = m->issue,
		.number = m->number };
}

/*
 * Everything in use that may carry this message. A demo station speaks for
 * real only to its own machine; in a drill every account takes part.
 */
json_t *
compose_accounts(const struct world *w, const struct facts *facts)
{
	json_t *list = json_array();

	if (facts->accounts)
		return json_decref(list), json_deep_copy(facts->accounts);
	for (size_t n = 0; n < w->office->account_count; n++) {
		const struct account *a = &w->office->accounts[n];

		if (!a->active || account_is_alarm(a) ||
			(w->office->demo && !w->incident->drill &&
				!account_is_local(a)))
			continue;
		json_array_append_new(list, json_string(a->id));
	}
	return list;
}

static bool
is_site(const char *kind)
{
	static const char *const kinds[] = { "site", "webdav", "sftp" };

	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++)
		if (strcmp(kinds[n], kind) == 0)
			return true;
	return false;
}

/* Where the site's page of this message will be: known before approval. */
static void
set_page(struct composition *c, const struct world *w,
	const struct facts *facts, const json_t *accounts)
{
	json_t *id;
	size_t n;

	json_array_foreach(accounts, n, id)
	{
		const struct account *a =
			office_account(w->office, json_string_value(id));
		const char *base = a ? doc_str(a->options, "url") : "";
		size_t len = strlen(base);

		if (a == NULL || len == 0 || !is_site(a->kind))
			continue;
		while (len > 0 && base[len - 1] == '/')
			len--;
		free(c->page);
		c->page = mem_printf("%.*s/%s/%d.html", (int)len, base,
			w->incident->id, facts->number);
		return;
	}
}

static json_t *
automatic(const struct composition *c, const struct world *w,
	const struct facts *facts)
{
	const struct message *m = *facts->corrects
		? incident_message(w->incident, facts->corrects)
		: NULL;
	char when[INSTANT_TEXT], number[16];
	json_t *doc = json_object();

	fixed_format(number, sizeof(number), "%d", c->issue);
	doc_put_str(doc, "number", number);
	doc_put_str(doc, "unit", office_unit(w->office, facts->lang));
	doc_put_str(doc, "incident_title", w->incident->title);
	doc_put_str(doc, "level", w->incident->level);
	doc_put_str(doc, "page", c->page);
	if (m != NULL) {
		doc_put_str(doc, "corrected_title",
			doc_str(json_object_get(m->manifest, "master"),
				"title"));
		fixed_format(number, sizeof(number), "%d", m->issue);
		doc_put_str(doc, "corrected_number", m->issue ? number : "");
		/* made ready before the other is out: as if it were now */
		instant_format_plain(when,
			m->fired.time ? m->fired.time : w->now,
			w->office->zone);
		when[16] = '\0'; /* to the minute */
		doc_put_str(doc, "corrected_time", when);
	}
	return doc;
}

/* By the names that people know them by. */
static json_t *
account_names(const struct world *w, const json_t *accounts)
{
	json_t *names = json_array(), *id;
	size_t n;

	json_array_foreach(accounts, n, id)
	{
		const struct account *a =
			office_account(w->office, json_string_value(id));

		json_array_append_new(
			names, a ? json_string(a->name) : json_incref(id));
	}
	return names;
}

enum text_mark
compose_mark(const struct world *w)
{
	if (w->office->demo)
		return w->incident->drill ? TEXT_DEMO_DRILL : TEXT_DEMO;
	return w->incident->drill ? TEXT_DRILL : TEXT_REAL;
}

static enum err_code
render(struct composition *c, const struct world *w, const struct facts *facts,
	const json_t *accounts, struct err *err)
{
	const struct playbook *p = world_playbook(w);
	json_t *autos, *before;
	enum err_code rc;

	if (p == NULL)
		return refuse(err, REFUSE_PLAYBOOK, "",
			WITH(arg_word(w->incident->playbook),
				ARG_BOTH("the library of its incident cannot "
					 "be read",
					"无法读取该事件所用的预案库")));
	if (facts->master != NULL) {
		master_render(&c->rendered, facts->master, compose_mark(w),
			facts->line ? facts->line : "");
		return ERR_OK;
	}
	before = figures_published(w->incident, w->message);
	autos = automatic(c, w, facts);
	doc_put(autos, "accounts", account_names(w, accounts));
	rc = template_render(&c->rendered, p, facts->kind, facts->lang,
		&(struct template_values){ .slots = facts->slots,
			.figures = facts->figures,
			.before = before,
			.autos = autos,
			.zone = w->office->zone,
			.issued = w->now,
			.mark = compose_mark(w) },
		err);
	json_decref(autos);
	json_decref(before);
	return rc;
}

static const struct delivery *
old_delivery(const struct world *w, const char *message, const char *account)
{
	const struct message *m = incident_message(w->incident, message);

	return m ? message_delivery(m, account) : NULL;
}

/* The old text stays below the new one; what is approved says so. */
static void
keep_old(struct composed_variant *v, const struct world *w,
	const struct facts *facts)
{
	const struct message *m =
		incident_message(w->incident, facts->corrects);
	const json_t *row = json_object_get(
		json_object_get(m->manifest, "accounts"), v->account->id);
	const json_t *old = json_object_get(m->texts, doc_str(row, "variant"));
	char *text = amend_marked(v->fitted.text, doc_str(old, "title"),
		doc_str(old, "text"), facts->kind, facts->lang);

	free(v->fitted.text);
	v->fitted.text = text;
}

/* What is put right, or the comment that is answered. */
static void
compose_aim(struct composed_variant *v, const struct world *w,
	const struct facts *facts)
{
	const struct delivery *old = facts->corrects && *facts->corrects
		? old_delivery(w, facts->corrects, v->account->id)
		: NULL;

	if (old != NULL) {
		v->act = amend_choose(v->platform, facts->kind, old);
		v->target = old->remote;
		v->target_url = old->url;
	}
	/* of an answer also what puts right one that nobody has seen */
	if (facts->answers != NULL && v->act == AMEND_POST) {
		v->act = AMEND_REPLY;
		v->target = doc_str(facts->answers, "remote");
		v->target_url = "";
	}
}

/* An answer stands below its comment, and nowhere else. */
static enum err_code
compose_check_thread(struct composed_variant *v, const struct facts *facts)
{
	if (facts->answers == NULL)
		return ERR_OK;
	if (strcmp(doc_str(facts->answers, "account"), v->account->id) != 0)
		return refuse(&v->err, REFUSE_ANSWER_ELSEWHERE, v->account->id,
			WITH(account_arg(v->account),
				arg_id(doc_str(facts->answers, "comment"))));
	if (!v->platform->answers)
		return refuse(&v->err, REFUSE_NO_ANSWERS, v->account->id,
			WITH(account_arg(v->account)));
	return ERR_OK;
}

static enum err_code
fit_one(struct composition *c, const struct world *w, const struct facts *facts,
	const char *id, struct err *err)
{
	const struct account *a = office_account(w->office, id);
	struct composed_variant *v = &c->variants[c->count];
	const char *hand = doc_str(facts->variants, id);
	struct limits limits;

	if (a == NULL)
		return office_no_account(err, "accounts", w->office, id);
	v->account = a;
	v->platform = rules_account(&w->library->rules, a->kind, a->platform);
	fitted_init(&v->fitted);
	c->count++;
	if (v->platform == NULL)
		return refuse(&v->err, REFUSE_NOT_FOUND, id,
			       WITH(arg_noun(NOUN_PLATFORM),
				       arg_text(a->platform))),
		       ERR_OK;
	compose_aim(v, w, facts);
	if (compose_check_thread(v, facts) != ERR_OK)
		return ERR_OK;
	limits = limits_of(v->platform, a->limits);
	/* by hand no interface asks for it */
	limits.link = v->platform->link &&
		strcmp(v->platform->connector, a->kind) == 0;
	v->by_hand = *hand != '\0';
	if (v->by_hand)
		(void)fit_check(&v->fitted, c->rendered.title, hand,
			&c->rendered, &limits, a->name, &v->err);
	else
		(void)fit_variant(
			&v->fitted, &c->rendered, &limits, a->name, &v->err);
	if (v->act == AMEND_MARK && v->err.code == ERR_OK)
		keep_old(v, w, facts);
	return ERR_OK;
}

enum err_code
compose(struct composition *c, const struct world *w, const struct facts *facts,
	struct err *err)
{
	json_t *accounts = compose_accounts(w, facts), *id;
	enum err_code rc;
	size_t n;

	c->issue = facts->issue;
	if (c->issue == 0 && kind_is_numbered(facts->kind))
		c->issue = w->incident->issues + 1;
	set_page(c, w, facts, accounts);
	rc = render(c, w, facts, accounts, err);
	if (rc != ERR_OK)
		goto out;
	free(c->text);
	c->text = rendered_text(&c->rendered);
	c->variants =
		mem_array(json_array_size(accounts), sizeof(*c->variants));
	json_array_foreach(accounts, n, id)
	{
		rc = fit_one(c, w, facts, json_string_value(id), err);
		if (rc != ERR_OK)
			break;
	}
out:
	json_decref(accounts);
	return rc;
}

json_t *
compose_variant_doc(const struct composition *c,
	const struct composed_variant *v, const struct facts *facts)
{
	json_t *doc = json_object();

	doc_put_str(doc, "title", v->fitted.title);
	doc_put_str(doc, "text", v->fitted.text);
	doc_put_str(doc, "summary", c->rendered.title);
	doc_put_str(doc, "lang", lang_word(facts->lang));
	doc_put_str(doc, "kind", message_kind_row(facts->kind)->word);
	doc_put_str(doc, "page", c->page);
	if (c->issue)
		doc_put_int(doc, "number", c->issue);
	/* where it is to be put: as much approved as the text is */
	if (v->target && amend_needs_target(v->act)) {
		doc_put_str(doc, "act", amend_row(v->act)->word);
		doc_put_str(doc, "target", v->target);
	}
	if (facts->answers)
		doc_put_str(doc, "thread", doc_str(facts->answers, "thread"));
	return doc;
}

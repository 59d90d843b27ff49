/*
 * From world and composition to a case for the rules, and from what they find
 * to documents and refusals.
 */
#include "domain/review/review_findings_internal.h"

#include <string.h>

#include "base/doc.h"
#include "base/host.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "domain/concurrence/concurrence.h"
#include "domain/service/service.h"
#include "lint/leak.h"
#include "lint/mention.h"

/* ---- the case ---- */

static void
case_put_field(struct review_findings *e, struct lint_field *fields,
	enum lint_part part, const char *name, const char *text)
{
	if (text && *text)
		fields[e->c.field_count++] = (struct lint_field){ .part = part,
			.name = name,
			.text = text,
			.len = strlen(text) };
}

/* Accounts with the same limits carry the same text: it is read once. */
static bool
is_known(const struct review_findings *e, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < e->c.field_count; i++)
		if (e->c.fields[i].len == len &&
			memcmp(e->c.fields[i].text, text, len) == 0)
			return true;
	return false;
}

static void
put_slots(struct review_findings *e, struct lint_field *fields,
	const json_t *slots)
{
	const char *key = NULL;
	json_t *v = NULL;

	json_object_foreach(doc_borrow(slots), key, v) case_put_field(e, fields,
		PART_SLOT, pool_printf(e->pool, "slots.%s", key),
		json_string_value(v));
}

static void
put_sources(struct review_findings *e, struct lint_field *fields,
	const json_t *list)
{
	json_t *row = NULL;
	size_t i = 0;

	json_array_foreach(list, i, row) case_put_field(e, fields, PART_OTHER,
		pool_printf(e->pool, "figures.%s", doc_str(row, "name")),
		doc_str(row, "source"));
}

/* What other organs have published and stands. */
static void
case_put_bulletins(struct review_findings *e, struct lint_field *fields,
	const struct incident *i)
{
	struct lint_outside *rows =
		pool_array(e->pool, i->bulletin_count, sizeof(*rows));

	for (size_t n = 0; n < i->bulletin_count; n++) {
		const struct bulletin *o = &i->bulletins[n];

		if (!*o->text)
			continue;
		case_put_field(e, fields, PART_OUTSIDE,
			pool_printf(e->pool, "outside.%s", o->organ), o->text);
		rows[e->c.outside_count++] =
			(struct lint_outside){ o->organ, o->at };
	}
	e->c.outside = rows;
}

static void
put_fields(struct review_findings *e, const struct world *w,
	const struct facts *facts, const struct composition *c)
{
	size_t most = 2 + c->count + json_object_size(facts->slots) +
		json_array_size(facts->figures) + w->incident->bulletin_count;
	struct lint_field *fields = pool_array(e->pool, most, sizeof(*fields));

	e->c.fields = fields;
	case_put_field(e, fields, PART_TITLE, "title", c->rendered.title);
	case_put_field(e, fields, PART_TEXT, "text", c->text);
	for (size_t i = 0; i < c->count; i++) {
		const struct composed_variant *v = &c->variants[i];
		size_t before = e->c.field_count;

		if (v->fitted.text && !is_known(e, v->fitted.text))
			case_put_field(e, fields, PART_VARIANT,
				pool_printf(
					e->pool, "variants.%s", v->account->id),
				v->fitted.text);
		if (e->c.field_count > before)
			fields[before].no_links =
				v->platform && v->platform->no_links;
	}
	put_slots(e, fields, facts->slots);
	put_sources(e, fields, facts->figures);
	case_put_bulletins(e, fields, w->incident);
}

/* The host of an address, in small letters; NULL if it is none. */
static const char *
host_lowered(struct pool *pool, const char *url)
{
	size_t len;
	const char *at = host_of_url(&len, url);
	char *host;

	if (at == NULL)
		return NULL;
	host = pool_strndup(pool, at, len);
	for (char *p = host; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return host;
}

static void
put_hosts(struct review_findings *e, const struct office *o)
{
	size_t count = json_array_size(o->services), n;
	const json_t *service;
	const char **hosts;

	for (size_t i = 0; i < o->account_count; i++)
		count += json_object_size(o->accounts[i].options);
	hosts = pool_array(e->pool, count, sizeof(*hosts));
	for (size_t i = 0; i < o->account_count; i++) {
		const char *key = NULL;
		json_t *v = NULL;

		json_object_foreach(o->accounts[i].options, key, v)
		{
			const char *host = json_is_string(v)
				? host_lowered(e->pool, json_string_value(v))
				: NULL;

			if (host)
				hosts[e->c.host_count++] = host;
		}
	}
	json_array_foreach(doc_borrow(o->services), n, service)
	{
		const char *host = service_is_asked(service)
			? host_lowered(e->pool, doc_str(service, "url"))
			: NULL;

		if (host)
			hosts[e->c.host_count++] = host;
	}
	e->c.hosts = hosts;
}

/* Units that have agreed to this revision, and what is ours to announce. */
static void
put_organs(struct review_findings *e, const struct world *w)
{
	const struct rules *r = &w->library->rules;
	const struct playbook *p = world_playbook(w);
	const char **ids = pool_array(e->pool, r->organ_count, sizeof(*ids));

	for (size_t i = 0; w->message && i < r->organ_count; i++)
		if (concurrence_state(w->message, r->organs[i].id, w->now) ==
			CONCURRENCE_AGREED)
			ids[e->c.concurred_count++] = r->organs[i].id;
	e->c.concurred = ids;
	if (!p)
		return;
	e->playbook = p;
	e->reposts = playbook_kind(p, KIND_REPOST) != NULL;
	e->c.may = p->authority;
	e->c.may_count = p->authority_count;
}

static void
put_world(struct lint_case *c, const struct world *w, const struct facts *facts)
{
	const struct playbook *p = world_playbook(w);

	c->rules = w->library->rules.lint;
	c->region = w->library->rules.region;
	c->kind = facts->kind;
	c->passed_on = facts->master != NULL;
	c->lang = facts->lang;
	c->in_incident = true;
	c->mode = w->incident->drill ? MODE_DRILL : MODE_ACTUAL;
	c->demo = w->office->demo;
	c->level = level_parse(w->incident->level);
	c->class_bit = p ? 1u << p->class : 0;
	c->playbook = w->incident->playbook;
	c->occurred = w->incident->occurred;
	c->now = w->now;
	c->zone = w->office->zone;
	c->slots = facts->slots;
}

/* The claim that this message answers, as it is registered. */
static void
put_claim(struct lint_case *c, const struct world *w)
{
	const struct claim *claim = w->message
		? incident_claim_of(w->incident, w->message->id)
		: NULL;

	if (!claim)
		return;
	c->claim.text = doc_str(claim->facts, "text");
	c->claim.accused = doc_str(claim->facts, "accused");
	c->claim.checker =
		claim->finding ? doc_str(claim->finding, "checker") : "";
	c->claim.evidence = json_array_size(claim->evidence);
}

/* ---- once for each place ---- */

static bool
same_words(const struct review_findings *e, const struct finding *a,
	const struct finding *b)
{
	size_t len = a->end - a->start;

	return a->rule == b->rule && a->field != SIZE_MAX &&
		b->field != SIZE_MAX && b->end - b->start == len &&
		memcmp(e->c.fields[a->field].text + a->start,
			e->c.fields[b->field].text + b->start, len) == 0;
}

static bool
is_master(const struct review_findings *e, const struct finding *f)
{
	return f->field != SIZE_MAX &&
		(e->c.fields[f->field].part == PART_TITLE ||
			e->c.fields[f->field].part == PART_TEXT);
}

static bool
is_echo(const struct review_findings *e, const struct finding *f,
	size_t masters)
{
	for (size_t i = 0; i < masters; i++)
		if (same_words(e, &e->found.rows[i], f))
			return true;
	return false;
}

/* Title and text are the first fields, so their findings stand first. */
static void
drop_echoes(struct review_findings *e)
{
	struct findings *f = &e->found;
	size_t masters = 0, kept = 0;

	while (masters < f->count && is_master(e, &f->rows[masters]))
		masters++;
	kept = masters;
	for (size_t i = masters; i < f->count; i++)
		if (!is_echo(e, &f->rows[i], masters))
			f->rows[kept++] = f->rows[i];
	f->count = kept;
}

void
review_findings_run(struct review_findings *out, const struct world *w,
	const struct facts *facts, const struct composition *c)
{
	*out = (struct review_findings){ .pool = pool_new() };
	put_world(&out->c, w, facts);
	put_fields(out, w, facts, c);
	put_hosts(out, w->office);
	put_organs(out, w);
	review_findings_put_series(out, w, facts);
	put_claim(&out->c, w);
	lint_run(&out->found, &out->c);
	drop_echoes(out);
}

void
review_findings_release(struct review_findings *e)
{
	findings_release(&e->found);
	pool_free(e->pool);
	*e = (struct review_findings){ 0 };
}

/* ---- in documents ---- */

static json_t *
both_of(void (*say)(char *, size_t, const struct finding *, enum lang),
	const struct finding *f)
{
	json_t *doc = json_object();
	char text[500];

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		say(text, sizeof(text), f, (enum lang)lang);
		doc_put_str(doc, lang_word((enum lang)lang), text);
	}
	return doc;
}

/*
 * Where in a slot the words of a place in the master came from: of all slots
 * that hold them the one around which the text is most alike.
 */
static void
finding_put_slot(
	json_t *doc, const struct review_findings *e, const struct finding *f)
{
	const struct lint_field *at = &e->c.fields[f->field], *from = NULL;
	struct text_place place = { at->text, at->len, f->start, f->end };
	size_t start = 0, best = 0;

	for (size_t i = 0; f->end > f->start && i < e->c.field_count; i++) {
		const struct lint_field *slot = &e->c.fields[i];
		size_t likeness = 0;
		size_t here = slot->part == PART_SLOT
			? text_find_alike(
				  &likeness, slot->text, slot->len, &place)
			: SIZE_MAX;

		if (here == SIZE_MAX || (from && likeness <= best))
			continue;
		from = slot;
		start = here;
		best = likeness;
	}
	if (!from)
		return;
	doc_put_str(doc, "slot", from->name + strlen("slots."));
	doc_put_int(doc, "slot_start", (int64_t)start);
	doc_put_int(doc, "slot_end", (int64_t)(start + f->end - f->start));
}

/* Which figure the number is not, and what each of the two says. */
static void
finding_put_figure(
	json_t *doc, const struct review_findings *e, const struct finding *f)
{
	const struct lint_figure *known;

	if (!f->figure)
		return;
	known = lint_figure_now(&e->c, f->figure->id);
	doc_put_str(doc, "figure", f->figure->id);
	doc_put_int(doc, "said", f->said);
	if (known && known->value >= 0)
		doc_put_int(doc, "known", known->value);
}

static json_t *
finding_doc(const struct review_findings *e, const struct finding *f)
{
	json_t *doc = json_object();

	doc_put_str(doc, "rule", f->rule->id);
	doc_put_str(doc, "severity", severity_row(f->rule->severity)->word);
	doc_put_str(doc, "gate", gate_row(f->rule->gate)->word);
	if (f->field != SIZE_MAX) {
		doc_put_str(doc, "where", e->c.fields[f->field].name);
		doc_put_int(doc, "start", (int64_t)f->start);
		doc_put_int(doc, "end", (int64_t)f->end);
		if (is_master(e, f))
			finding_put_slot(doc, e, f);
	}
	doc_put(doc, "what", both_of(finding_what, f));
	doc_put(doc, "mend", both_of(finding_mend, f));
	doc_put_str(doc, "source", finding_citation(f));
	doc_put_bool(doc, "suspendable", f->rule->suspendable);
	doc_put_bool(doc, "leak", leak_is_rule(f->rule->id));
	finding_put_figure(doc, e, f);
	if (e->reposts && finding_is_anothers(f))
		doc_put_bool(doc, "repost", true);
	return doc;
}

json_t *
review_findings_doc(const struct review_findings *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->found.count; i++)
		json_array_append_new(list, finding_doc(e, &e->found.rows[i]));
	return list;
}

/* Where it was found, as the reader knows the place: a slot by its label. */
static struct arg
finding_where(const struct review_findings *e, const struct finding *f)
{
	static const struct both whole = BOTH("the text", "全文");
	const char *name =
		f->field == SIZE_MAX ? "" : e->c.fields[f->field].name;
	const struct slot *slot;

	if (*name == '\0')
		return arg_slot("text", &whole);
	slot = strncmp(name, "slots.", 6) == 0 && e->playbook
		? playbook_slot(e->playbook, name + 6)
		: NULL;
	return slot ? arg_slot(slot->id, &slot->label) : arg_field(name);
}

enum err_code
review_findings_refuse(
	const struct review_findings *e, size_t i, struct err *err)
{
	const struct finding *f = &e->found.rows[i];
	const char *where =
		f->field == SIZE_MAX ? "" : e->c.fields[f->field].name;

	return refuse(err, REFUSE_RULE, where,
		WITH(arg_id(f->rule->id), finding_where(e, f), finding_arg(f),
			finding_arg_mend(f)));
}

/*
 * The documents of sites. Other incidents are found by the newest releases in
 * the ledger, so the cost is bounded however long the office has been at work.
 */
#include "station/site_doc.h"

#include <ctype.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/id.h"
#include "domain/message/message.h"
#include "domain/release/delivery.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "store/reader.h"
#include "wire/connector.h"

/* SITE_FIRED: how many releases back others are looked for */
enum { SITE_ITEMS = 49, SITE_FIRED = 200 };

/* For whom: of an alert what stood in this very feed before counts. */
struct site_for {
	const char *account;
	bool own;
};

bool
site_wanted(const char *kind)
{
	const struct connector *c = connector_find(kind);

	return c != NULL && c->pages != PAGES_NONE;
}

/* May what this account has show what a site has? */
static bool
site_counts(const struct site_for *to, const char *account, const char *kind)
{
	return to->own ? strcmp(account, to->account) == 0 : site_wanted(kind);
}

void
site_slug(char *out, size_t size, const struct message *m)
{
	fixed_format(out, size, "crier-%s-%.8s", m->id, m->digest);
	for (char *c = out; *c; c++)
		*c = *c == '/' ? '-' : (char)tolower((unsigned char)*c);
}

static void
site_put_identifier(
	json_t *item, const struct message *m, const struct site_for *to)
{
	char slug[SITE_SLUG], name[SITE_SLUG + ACCOUNT_ID];

	if (!to->own)
		return;
	site_slug(slug, sizeof(slug), m);
	fixed_format(name, sizeof(name), "%s.%s", slug, to->account);
	doc_put_str(item, "identifier", name);
}

static json_t *
site_item(const struct message *m, const struct site_for *to)
{
	json_t *item = json_object(), *row, *text;
	const char *account;

	/* any site account's variant tells the page's text and address */
	json_object_foreach(
		json_object_get(m->manifest, "accounts"), account, row)
	{
		text = json_object_get(m->texts, doc_str(row, "variant"));
		if (!site_counts(to, account, doc_str(row, "kind")))
			continue;
		json_object_update(item, text);
		break;
	}
	doc_put_str(item, "message", m->id);
	doc_put_str(item, "kind", message_kind_row(m->kind)->word);
	doc_put_str(item, "lang", m->lang);
	doc_put_str(item, "corrects", m->corrects);
	doc_put_int(item, "number", m->issue);
	doc_put_int(item, "published", m->fired.time);
	site_put_identifier(item, m, to);
	return item;
}

/* A page that is not there must not be linked from a list of the office. */
static bool
site_stands(const struct message *m, const struct site_for *to)
{
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (site_counts(to, d->account, d->kind) &&
			delivery_row(d->state)->truth != TRUTH_NO)
			return true;
	}
	return false;
}

/* Newest first. */
static json_t *
site_items(const struct incident *i, const struct message *m,
	const struct site_for *to)
{
	json_t *items = json_array();

	for (size_t n = i->message_count; n > 0; n--) {
		const struct message *o = i->messages[n - 1];

		if (o != m && o->state >= MESSAGE_FIRED &&
			(!to->own || site_stands(o, to)) &&
			json_array_size(items) < SITE_ITEMS)
			json_array_append_new(items, site_item(o, to));
	}
	return items;
}

/* A list needs no text, which may be long. */
static json_t *
site_other_item(const struct incident *i, const struct message *m,
	const struct site_for *to)
{
	json_t *item = site_item(m, to);

	(void)json_object_del(item, "text");
	doc_put_str(item, "incident", i->id);
	doc_put_str(item, "incident_title", i->title);
	return item;
}

static void
site_add_other(json_t *others, const struct station *st, const json_t *entry,
	const struct site_for *to)
{
	struct incident *i = NULL;
	const struct message *m;

	if (incident_cache_get(&i, st->incident_cache,
		    doc_str(entry, "incident"), NULL) != ERR_OK ||
		i->drill)
		return;
	m = incident_message(i, doc_str(doc_get(entry, "body"), "message"));
	if (m != NULL && m->state >= MESSAGE_FIRED && site_stands(m, to))
		json_array_append_new(others, site_other_item(i, m, to));
}

/* What other incidents published, newest first. */
static json_t *
site_others(const struct station *st, const struct incident *i,
	const struct site_for *to)
{
	struct ledger_window w = { .kind = "release.fired",
		.limit = SITE_FIRED,
		.newest_first = true,
		.no_total = true };
	json_t *others = json_array(), *rows = NULL, *entry;
	int64_t total;
	size_t n;

	if (ledger_list(&rows, &total, st->ledger, &w, NULL) != ERR_OK)
		return others;
	json_array_foreach(rows, n, entry)
	{
		const char *message =
			doc_str(doc_get(entry, "body"), "message");

		if (json_array_size(others) < SITE_ITEMS &&
			strcmp(doc_str(entry, "incident"), i->id) != 0 &&
			!doc_find(others, "message", message))
			site_add_other(others, st, entry, to);
	}
	json_decref(rows);
	return others;
}

json_t *
site_doc(const struct station *st, const struct incident *i,
	const struct message *m, const char *account, const char *kind)
{
	const struct connector *c = connector_find(kind);
	struct site_for to = { account, c && c->pages == PAGES_CAP };
	json_t *doc = json_object(), *incident = json_object();

	doc_put_str(incident, "id", i->id);
	doc_put_str(incident, "title", i->title);
	doc_put_str(incident, "mode", i->drill ? "drill" : "actual");
	doc_put_str(incident, "lang", m->lang);
	if (st->office.demo)
		doc_put_bool(incident, "demo", true);
	doc_put_str(doc, "unit", office_unit(&st->office, lang_parse(m->lang)));
	doc_put_str(doc, "zone", st->office.zone_text);
	doc_put(doc, "incident", incident);
	doc_put(doc, "items", site_items(i, m, &to));
	doc_put(doc, "others", site_others(st, i, &to));
	return doc;
}

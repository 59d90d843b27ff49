/*
 * Questions about the office: its state, officers, accounts and playbooks.
 */
#include "station/questions.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/service/service.h"
#include "domain/library/playbook_view.h"
#include "domain/office/office_none.h"
#include "domain/office/office_told.h"
#include "domain/quota/quota_follow.h"
#include "domain/text/fit.h"
#include "domain/waits/waits.h"
#include "station/clock_trust.h"
#include "station/courier_link.h"
#include "station/env.h"
#include "station/letters_trouble.h"
#include "station/library_cache.h"
#include "station/record_writer.h"
#include "station/relay_link.h"
#include "station/station_register.h"
#include "store/projection.h"
#include "store/reader.h"
#include "station/tried.h"
#include "wire/connector.h"

enum { LATE_TOLD = 10 }; /* of a mode, where the answer is short */

/* Of a day or a month: which are nearly used up, or in use. */
static void
accounts_add_quotas(json_t *list, const struct station *st,
	const struct library *lib, const struct account *a)
{
	json_t *rows = quota_account_docs(&st->office, lib, a, station_now());
	json_t *row;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		if (strcmp(doc_str(row, "per"), "minute") != 0 &&
			(doc_int(row, "left") <= 1 || doc_int(row, "spent") ||
				doc_int(row, "reserved")))
			(void)json_array_append(list, row);
	}
	json_decref(rows);
}

static json_t *
accounts_doc(struct station *st)
{
	json_t *doc = json_object(), *failed = json_array(),
	       *quotas = json_array();
	const struct library *lib = NULL;

	(void)library_cache_get(
		&lib, st->library_cache, st->office.library, NULL);

	for (size_t n = 0; n < st->office.account_count; n++) {
		const struct account *a = &st->office.accounts[n];
		json_t *row;

		if (a->active)
			accounts_add_quotas(quotas, st, lib, a);
		if (!a->active || a->ok)
			continue;
		row = json_object();
		doc_put_str(row, "id", a->id);
		doc_put_str(row, "name", a->name);
		doc_put_str(row, "detail", a->detail);
		json_array_append_new(failed, row);
	}
	doc_put_int(doc, "total", (json_int_t)st->office.account_count);
	doc_put(doc, "failed", failed);
	station_put_ill(doc, st, lib);
	if (json_array_size(quotas) > 0)
		doc_put(doc, "quotas", json_incref(quotas));
	json_decref(quotas);
	return doc;
}

/*
 * Every console asks after every change and counting reads every row, so the
 * count is kept until an incident is opened or changed.
 */
static json_t *
incidents_doc(struct station *st)
{
	struct window all = { .limit = 1 };
	struct window open = { .filter = { { "state", "open" } }, .limit = 1 };
	json_t *doc = json_object();

	if (!st->counted)
		st->counted = projection_count(&st->incidents, st->ledger,
				      PROJ_INCIDENT, &all, NULL) == ERR_OK &&
			projection_count(&st->open, st->ledger, PROJ_INCIDENT,
				&open, NULL) == ERR_OK;
	doc_put_int(doc, "total", st->incidents);
	doc_put_int(doc, "open", st->open);
	return doc;
}

/* Where the record was pushed last, and up to which entry. */
static void
put_pushed(json_t *doc, struct station *st)
{
	struct ledger_window w = { .kind = "record.pushed",
		.limit = 1,
		.newest_first = true,
		.no_total = true };
	const json_t *row, *body;
	json_t *rows = NULL;
	int64_t total;

	if (ledger_list(&rows, &total, st->ledger, &w, NULL) != ERR_OK)
		return;
	row = json_array_get(rows, 0);
	body = json_object_get(row, "body");
	if (body != NULL) {
		json_t *pushed = json_object();

		doc_put_str(pushed, "remote", doc_str(body, "remote"));
		doc_put_int(pushed, "seq", doc_int(body, "seq"));
		doc_put_int(pushed, "time", doc_int(row, "time"));
		doc_put(doc, "pushed", pushed);
	}
	json_decref(rows);
}

static json_t *
record_doc(struct station *st, enum lang lang)
{
	char what[400] = "", remedy[300] = "";
	struct record_writer_view view;
	const struct err *fault = &view.fault;
	json_t *doc = json_object();
	int64_t seq = ledger_head(st->ledger)->seq;

	record_writer_look(&view, st->record_writer);
	doc_put_int(doc, "seq", view.head.seq);
	doc_put_int(doc, "behind", seq - view.head.seq);
	doc_put_str(doc, "head", view.head.commit);
	if (fault->code == ERR_OK && view.stays.code != ERR_OK) {
		fault = &view.stays;
		doc_put_bool(doc, "of_library", true);
	}
	if (fault->code != ERR_OK)
		refusal_format(what, sizeof(what), remedy, sizeof(remedy),
			fault, lang);
	doc_put_str(doc, "fault", what);
	doc_put_str(doc, "remedy", remedy);
	put_pushed(doc, st);
	return doc;
}

static json_t *
ask_station_doc(const struct station *st)
{
	json_t *doc = json_object();

	doc_put_str(doc, "unit", st->office.unit);
	doc_put_str(doc, "unit_en", st->office.unit_en);
	doc_put_bool(doc, "demo", st->office.demo);
	doc_put_str(doc, "setup", st->office.single ? "single" : "office");
	doc_put_str(doc, "zone", st->office.zone_text);
	doc_put_str(doc, "lang", st->office.lang);
	doc_put_str(doc, "version", CRIER_VERSION);
	doc_put_int(doc, "seq", ledger_head(st->ledger)->seq);
	doc_put_str(doc, "head", ledger_head(st->ledger)->hash);
	doc_put_str(doc, "library", st->office.library);
	doc_put_int(doc, "now", station_now());
	if (station_is_replaced())
		doc_put_bool(doc, "replaced", true);
	if (clock_trust_behind(st))
		doc_put_int(doc, "clock_behind", clock_trust_behind(st));
	return doc;
}

/* An actual incident's deadline is shown before any drill's. */
static void
put_clocks(json_t *doc, json_t *clocks, json_t *reports, json_t *windows)
{
	json_t *first = json_array_get(clocks, 0);

	doc_put(doc, "clock", first ? json_incref(first) : json_null());
	doc_put(doc, "clocks", clocks);
	doc_put(doc, "reports", reports);
	doc_put(doc, "windows", windows);
}

static void
put_waits(json_t *doc, struct station *st, const struct act_context *f)
{
	json_t *waits = waits_for(station_waits(st),
		f->world.officer ? f->world.officer->id : NULL);

	doc_put_int(doc, "mine", waits_mine(waits));
	doc_put(doc, "waits", waits);
	put_clocks(doc, json_incref(station_clocks(st)),
		json_incref(station_reports(st)),
		json_incref(station_windows(st)));
}

/* Of rows in the order in which they are due, those of a mode that are late,
 * and the one that is due next. */
static void
put_firsts(json_t *firsts, const json_t *rows, const char *mode, int64_t now)
{
	json_t *row;
	size_t n, count = 0;

	json_array_foreach(rows, n, row)
	{
		if (strcmp(doc_str(row, "mode"), mode) != 0)
			continue;
		(void)json_array_append(firsts, row);
		if (doc_int(row, "due") >= now || ++count == LATE_TOLD)
			return;
	}
}

static json_t *
firsts_of(const json_t *rows, int64_t now)
{
	json_t *firsts = json_array();

	put_firsts(firsts, rows, "actual", now);
	put_firsts(firsts, rows, "drill", now);
	return firsts;
}

/* Of many, what a board shows at first: a console need not read the rest. */
static void
put_first_waits(json_t *doc, struct station *st, const struct act_context *f,
	size_t limit)
{
	json_t *waiting = json_object();

	doc_put(doc, "waits",
		waits_first(waiting, station_waits(st),
			f->world.officer ? f->world.officer->id : NULL,
			f->world.now, limit));
	doc_put_int(doc, "mine", doc_int(waiting, "mine"));
	doc_put(doc, "waiting", waiting);
	put_clocks(doc, firsts_of(station_clocks(st), f->world.now),
		firsts_of(station_reports(st), f->world.now),
		firsts_of(station_windows(st), f->world.now));
}

/* Only where it is not well, or not known to be. */
static void
put_exchange(json_t *doc, const struct station *st, enum lang lang)
{
	json_t *exchange =
		st->office.card.exchange[0] ? courier_link_doc(st, lang) : NULL;

	if (*doc_str(exchange, "what") ||
		json_array_size(doc_get(exchange, "branches")) > 0)
		doc_put(doc, "exchange", json_incref(exchange));
	json_decref(exchange);
}

/* Also what the station was to write by itself, and cannot. */
static json_t *
told_doc(const struct station *st, const struct act_context *f)
{
	json_t *list = office_told(&f->world);

	if (f->world.officer != NULL && st->letters != NULL)
		letters_trouble_put(list, st);
	return list;
}

enum err_code
ask_status(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	int64_t limit = doc_int(doc, "limit");
	json_t *relay;

	if (ask_need_limit(doc, err) != ERR_OK)
		return err->code;
	relay = json_object();
	*out = json_object();
	doc_put(*out, "station", ask_station_doc(st));
	if (f->world.officer)
		doc_put(*out, "officer", officer_doc(f->world.officer));
	if (limit > 0)
		put_first_waits(*out, st, f, (size_t)limit);
	else
		put_waits(*out, st, f);
	doc_put(*out, "told", told_doc(st, f));
	doc_put(*out, "record", record_doc(st, f->lang));
	doc_put_bool(relay, "actual", relay_link_up(st->relays[RELAY_ACTUAL]));
	doc_put_bool(relay, "drill", relay_link_up(st->relays[RELAY_DRILL]));
	doc_put(*out, "relay", relay);
	put_exchange(*out, st, f->lang);
	doc_put(*out, "accounts", accounts_doc(st));
	doc_put(*out, "incidents", incidents_doc(st));
	doc_put(*out, "roster", json_incref(station_rosters(st)));
	return ERR_OK;
}

enum err_code
ask_record(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	(void)doc;
	(void)err;
	*out = record_doc(st, f->lang);
	return ERR_OK;
}

enum err_code
ask_officers(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array();

	(void)f;
	(void)doc;
	(void)err;
	for (size_t n = 0; n < st->office.officer_count; n++)
		json_array_append_new(
			list, officer_doc(&st->office.officers[n]));
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	return ERR_OK;
}

/* What a platform can do, as people are told it. */
static json_t *
can_words(unsigned mask)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = { { CAN_DRAFT, "draft" }, { CAN_KEY, "key" },
		{ CAN_LOOKUP, "lookup" }, { CAN_READBACK, "readback" },
		{ CAN_EDIT, "edit" }, { CAN_WITHDRAW, "withdraw" },
		{ CAN_REFRESH, "refresh" }, { CAN_RESEND, "resend" },
		{ CAN_LIST, "list" }, { CAN_ALARM, "alarm" },
		{ CAN_HEAR, "hear" } };
	json_t *can = json_array();

	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++)
		if (mask & words[n].bit)
			json_array_append_new(can, json_string(words[n].word));
	return can;
}

static json_t *
account_view(struct station *st, const struct account *a)
{
	const struct connector *c = connector_find(a->kind);
	unsigned mask = c != NULL ? connector_can(c, a->options) : 0;
	json_t *doc = account_doc(a);
	char *consent;

	feed_put_view(doc, &a->feed);
	doc_put(doc, "can", can_words(mask));
	tried_put(doc, st, a);
	consent = c != NULL ? connector_consent(c, a->options) : NULL;
	doc_put_str(doc, "consent", consent ? consent : "");
	free(consent);
	return doc;
}

enum err_code
ask_accounts(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array();

	(void)f;
	(void)doc;
	(void)err;
	for (size_t n = 0; n < st->office.account_count; n++)
		json_array_append_new(
			list, account_view(st, &st->office.accounts[n]));
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	return ERR_OK;
}

enum err_code
ask_account(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct account *a =
		office_account(&st->office, doc_str(doc, "account"));

	if (a == NULL)
		return office_no_account(
			err, "account", &st->office, doc_str(doc, "account"));
	*out = account_view(st, a);
	doc_put_bool(*out, "relay", relay_link_up(st->relays[RELAY_ACTUAL]));
	if (f->world.library) {
		const struct platform *p = rules_account(
			&f->world.library->rules, a->kind, a->platform);
		json_t *quotas;
		struct limits l;

		if (p == NULL)
			return ERR_OK;
		l = limits_of(p, a->limits);
		doc_put_int(*out, "limit", l.max);
		doc_put_str(*out, "unit", text_unit_word(l.unit));
		doc_put_str(*out, "citation", p->citation);
		quotas = quota_account_docs(
			&st->office, f->world.library, a, f->world.now);
		if (quotas != NULL)
			doc_put(*out, "quotas", quotas);
	}
	return ERR_OK;
}

/* "messages: 20 a minute", of each quota of the row, in both languages. */
static json_t *
kind_often(const struct platform *p)
{
	static const struct both pers[] = { [QUOTA_MINUTE] =
						    BOTH("minute", "分钟"),
		[QUOTA_DAY] = BOTH("day", "日"),
		[QUOTA_MONTH] = BOTH("month", "月") };
	struct buf en, zh;
	json_t *doc;

	buf_init(&en, 1000);
	buf_init(&zh, 1000);
	for (size_t i = 0; i < p->quota_count; i++) {
		const struct quota_rule *q = &p->quotas[i];

		if (!buf_try_printf(&en, "%s%s: %d a %s", i ? "; " : "",
			    q->title.in[LANG_EN], q->of,
			    pers[q->per].in[LANG_EN]) ||
			!buf_try_printf(&zh, "%s%s：每%s%d次", i ? "；" : "",
				q->title.in[LANG_ZH], pers[q->per].in[LANG_ZH],
				q->of))
			break;
	}
	doc = json_pack("{s:s, s:s}", "en", en.data, "zh", zh.data);
	buf_release(&en);
	buf_release(&zh);
	return doc;
}

/* What its row of platforms.yaml allows, and how often. */
static void
put_kind_limit(
	json_t *row, const struct act_context *f, const struct connector *c)
{
	const struct platform *p = f->world.library != NULL
		? rules_platform(&f->world.library->rules, c->kind)
		: NULL;

	if (p == NULL)
		return;
	doc_put_int(row, "limit", p->max);
	doc_put_str(row, "unit", text_unit_word(p->unit));
	if (p->quota_count > 0)
		doc_put(row, "often", kind_often(p));
}

enum err_code
ask_kinds(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array();
	const struct connector *c;

	(void)doc;
	(void)err;
	for (size_t n = 0; (c = connector_at(n)) != NULL; n++) {
		json_t *row = json_object(), *options = json_array();

		for (const struct wire_option *o = c->options; o && o->name;
			o++) {
			json_t *each = json_object();

			doc_put_str(each, "name", o->name);
			doc_put_bool(each, "required", o->required);
			doc_put_bool(each, "secret", o->secret != SECRET_NONE);
			if (o->secret == SECRET_WHSEC)
				doc_put_str(each, "form", "whsec");
			doc_put(each, "help", doc_both(&o->help));
			json_array_append_new(options, each);
		}
		doc_put_str(row, "kind", c->kind);
		doc_put(row, "title", doc_both(&c->title));
		doc_put_str(row, "proof", wire_proof_word(c->proof));
		doc_put(row, "proof_title",
			doc_both(wire_proof_title(c->proof)));
		doc_put(row, "can", can_words(c->can));
		put_kind_limit(row, f, c);
		doc_put(row, "options", options);
		json_array_append_new(list, row);
	}
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	doc_put_str(*out, "relay_key", st->office.relay_key);
	return ERR_OK;
}

static enum err_code
need_library(const struct act_context *f, struct err *err)
{
	if (f->world.library)
		return ERR_OK;
	return refuse(err, REFUSE_LIBRARY, "",
		WITH(ARG_BOTH("the library in force cannot be read",
			"无法读取现行预案库")));
}

enum err_code
ask_playbooks(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array();
	const struct library *lib = f->world.library;

	(void)doc;
	if (need_library(f, err) != ERR_OK) {
		json_decref(list);
		return err->code;
	}
	for (size_t n = 0; n < lib->playbook_count; n++)
		json_array_append_new(
			list, view_playbook_row(&lib->playbooks[n]));
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	doc_put_str(*out, "commit", st->office.library);
	return ERR_OK;
}

enum err_code
ask_playbook(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *id = doc_str(doc, "playbook");
	const struct playbook *p;

	if (need_library(f, err) != ERR_OK)
		return err->code;
	if (*id == '\0' && f->incident)
		id = f->incident->playbook;
	p = playbook_find(f->world.library, id);
	if (p == NULL)
		return library_no_playbook(
			err, "playbook", f->world.library, id);
	*out = view_playbook(f->world.library, p, f->world.now);
	service_put_choices(*out, &st->office);
	return ERR_OK;
}

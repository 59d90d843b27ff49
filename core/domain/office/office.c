/*
 * The office: folded from entries that belong to no incident.
 */
#include "domain/office/identity.h"
#include "domain/office/office_fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "domain/fold.h"

void
office_init(struct office *o)
{
	memset(o, 0, sizeof(*o));
	FIXED_SET(o->zone_text, "+08:00");
	o->zone = 480;
}

void
office_release(struct office *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->account_count; i++)
		account_clear(&o->accounts[i]);
	for (size_t i = 0; i < o->officer_count; i++)
		officer_keys_clear(&o->officers[i]);
	for (size_t i = 0; i < o->proposal_count; i++)
		second_drop(&o->proposals[i].second);
	second_drop(&o->library_next);
	second_drop(&o->clock_kept);
	second_drop(&o->card.volume);
	partners_clear(o);
	impostors_clear(o);
	comments_clear(o);
	mirrors_clear(o);
	json_decref(o->round);
	json_decref(o->services);
	free(o->proposals);
	free(o->officers);
	free(o->accounts);
	memset(o, 0, sizeof(*o));
}

role_set
roles_parse(const json_t *words)
{
	role_set set = 0;
	enum role role;

	for (size_t i = 0; i < json_array_size(words); i++) {
		const char *w = json_string_value(json_array_get(words, i));

		if (w != NULL && role_parse(&role, w))
			set |= ROLE_BIT(role);
	}
	return set;
}

json_t *
roles_format(role_set roles)
{
	json_t *list = json_array();

	for (int i = 0; i < ROLE_COUNT; i++)
		if (roles & ROLE_BIT(i))
			json_array_append_new(list,
				json_string(role_row((enum role)i)->word));
	return list;
}

const struct officer *
office_officer(const struct office *o, const char *id)
{
	for (size_t i = 0; i < o->officer_count; i++)
		if (strcmp(o->officers[i].id, id) == 0)
			return &o->officers[i];
	return NULL;
}

/* Numbers and names are given again; a number without a name was not. */
static bool
is_user(const struct officer *f, int64_t uid, const char *user)
{
	if (*user == '\0')
		return f->uid >= 0 && f->uid == uid;
	return (f->uid < 0 || f->uid == uid) && strcmp(f->user, user) == 0;
}

const struct officer *
office_by_user(const struct office *o, int64_t uid, const char *user)
{
	for (size_t i = 0; i < o->officer_count; i++)
		if (is_user(&o->officers[i], uid, user))
			return &o->officers[i];
	return NULL;
}

const struct officer *
office_by_half(const struct office *o, int64_t uid, const char *user)
{
	for (size_t i = 0; i < o->officer_count; i++) {
		const struct officer *f = &o->officers[i];

		if (f->uid >= 0 &&
			(f->uid == uid || strcmp(f->user, user) == 0))
			return f;
	}
	return NULL;
}

json_t *
officer_contact(const struct officer *f)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", f->id);
	doc_put_str(doc, "name", f->name);
	doc_put_str(doc, "phone", f->phone);
	if (*f->employer)
		doc_put_str(doc, "employer", f->employer);
	return doc;
}

json_t *
office_with_roles(const struct office *o, role_set roles)
{
	json_t *list = json_array();

	for (size_t i = 0; i < o->officer_count; i++) {
		const struct officer *f = &o->officers[i];

		if (f->active && (!roles || (f->roles & roles)))
			json_array_append_new(list, officer_contact(f));
	}
	return list;
}

bool
officer_on_duty(const struct officer *f)
{
	return f->active && !f->off_duty;
}

int
office_next_number(const struct office *o, int year, bool drill)
{
	if (o->year != year)
		return 1;
	return (drill ? o->drill : o->actual) + 1;
}

static struct officer *
officer_slot(struct office *o, const char *id)
{
	struct officer *f;

	for (size_t i = 0; i < o->officer_count; i++)
		if (strcmp(o->officers[i].id, id) == 0)
			return &o->officers[i];
	f = MEM_ADD(o->officers, o->officer_count);
	fixed_cut(f->id, sizeof(f->id), id);
	f->uid = -1;
	f->active = true;
	return f;
}

static void
read_officer(struct officer *f, const json_t *doc)
{
	const char *state = doc_str(doc, "state");

	FOLD_GIVEN(f->name, doc, "name");
	FOLD_GIVEN(f->user, doc, "user");
	FOLD_GIVEN(f->phone, doc, "phone");
	FOLD_GIVEN(f->unit, doc, "unit");
	/* also an empty one: no contractor any more */
	if (doc_get(doc, "employer"))
		fixed_cut(f->employer, sizeof(f->employer),
			doc_str(doc, "employer"));
	if (doc_get(doc, "uid"))
		f->uid = doc_int(doc, "uid");
	if (doc_get(doc, "roles"))
		f->roles = roles_parse(doc_get(doc, "roles"));
	if (*state)
		f->active = strcmp(state, "active") == 0;
	if (doc_get(doc, "duty"))
		f->off_duty = !doc_bool(doc, "duty");
	officer_keys_load(f, doc_get(doc, "keys"));
}

void
office_fold_init(struct office *o, const struct entry *e)
{
	const json_t *b = e->body;

	FOLD_GIVEN(o->unit, b, "unit");
	FOLD_GIVEN(o->lang, b, "lang");
	FOLD_GIVEN(o->zone_text, b, "zone");
	(void)zone_parse(&o->zone, o->zone_text);
	FOLD_GIVEN(o->signing_key, b, "signing_key");
	FOLD_GIVEN(o->relay_key, b, "relay_key");
	FOLD_GIVEN(o->relay_key_id, b, "relay_key_id");
	FOLD_GIVEN(o->admin, b, "admin");
	o->demo = doc_bool(b, "demo");
	o->single = strcmp(doc_str(b, "setup"), "single") == 0;
}

void
office_fold_named(struct office *o, const struct entry *e)
{
	fixed_cut(o->unit_en, sizeof(o->unit_en), doc_str(e->body, "unit_en"));
}

const char *
office_unit(const struct office *o, enum lang lang)
{
	return lang == LANG_EN && *o->unit_en ? o->unit_en : o->unit;
}

void
office_fold_rebuilt(struct office *o, const struct entry *e)
{
	FOLD_GIVEN(o->signing_key, e->body, "signing_key");
	FOLD_GIVEN(o->relay_key, e->body, "relay_key");
	FOLD_GIVEN(o->relay_key_id, e->body, "relay_key_id");
	own_card_rebuilt(&o->card, e->time);
	/* what was sealed to a lost key is lost; what came back is named */
	for (size_t i = 0; i < o->account_count; i++)
		if (!doc_list_has(
			    doc_get(e->body, "credentials"), o->accounts[i].id))
			account_lose_credential(&o->accounts[i]);
}

void
office_fold_library(struct office *o, const struct entry *e)
{
	FOLD_GIVEN(o->library, e->body, "head");
	FOLD_GIVEN(o->rules, e->body, "rules");
	o->library_alone = doc_bool(e->body, "alone");
	/* the first one nobody proposed: its row keeps nothing of it either */
	if (o->library_next.time != 0)
		second_settle(&o->library_next, e);
}

static role_set
roles_held(const struct officer *f)
{
	return f->active ? f->roles : 0;
}

static void
fold_roles_change(
	struct officer *f, role_set before, bool rebound, const struct entry *e)
{
	struct roles_change *c = &f->last;
	const char *first = doc_str(e->body, "proposed_by");
	role_set now = roles_held(f);

	/* what an office began with is nobody's doing */
	if ((now == before && !rebound) || strcmp(e->by, "station") == 0)
		return;
	memset(c, 0, sizeof(*c));
	c->time = e->time;
	c->gained = rebound ? now : now & ~before;
	c->lost = before & ~now;
	c->alone = doc_bool(e->body, "alone");
	fixed_cut(c->by, sizeof(c->by), *first ? first : e->by);
	if (*first)
		fixed_cut(c->confirmed_by, sizeof(c->confirmed_by), e->by);
}

/* What else waits about them was proposed about what they no longer are. */
void
office_fold_officer(struct office *o, const struct entry *e)
{
	const char *id = doc_str(e->body, "officer");
	bool added = office_officer(o, id) == NULL;
	struct officer *f = officer_slot(o, id);
	role_set before = added ? 0 : roles_held(f);
	bool rebound =
		!added && (doc_get(e->body, "user") || doc_get(e->body, "uid"));

	read_officer(f, e->body);
	fold_roles_change(f, before, rebound, e);
	if (doc_get(e->body, "duty") == NULL)
		office_fold_officer_declined(o, e);
}

static struct officer_key *
key_of(struct office *o, const struct entry *e)
{
	return officer_key_slot(officer_slot(o, doc_str(e->body, "officer")),
		doc_str(e->body, "fingerprint"));
}

void
office_fold_key(struct office *o, const struct entry *e)
{
	struct officer_key *k = key_of(o, e);

	const char *first = doc_str(e->body, "proposed_by");

	fixed_cut(k->line, sizeof(k->line), doc_str(e->body, "key"));
	fixed_cut(k->by, sizeof(k->by), *first ? first : e->by);
	fixed_cut(
		k->confirmed_by, sizeof(k->confirmed_by), *first ? e->by : "");
	k->alone = doc_bool(e->body, "alone");
	k->opens = doc_bool(e->body, "opens");
	k->added = e->time;
	if (*first)
		office_fold_officer_declined(o, e);
}

void
office_fold_proven(struct office *o, const struct entry *e)
{
	struct officer_key *k = key_of(o, e);

	k->state = OFFICER_KEY_PROVEN;
	k->proven = e->time;
}

void
office_fold_revoked(struct office *o, const struct entry *e)
{
	struct officer_key *k = key_of(o, e);

	k->state = OFFICER_KEY_REVOKED;
	k->revoked = e->time;
	fixed_cut(k->revoked_by, sizeof(k->revoked_by), e->by);
	fixed_cut(k->reason, sizeof(k->reason), doc_str(e->body, "reason"));
}

void
office_fold_opened(struct office *o, const struct entry *e)
{
	int year = instant_year(e->time, o->zone);
	int number = (int)doc_int(e->body, "number");

	if (o->year != year) {
		o->year = year;
		o->actual = o->drill = 0;
	}
	if (strcmp(e->mode, "drill") == 0)
		o->drill = number;
	else
		o->actual = number;
}

#define OFFICE_FOLD(fn) fn
#define INCIDENT_FOLD(fn)
#define MESSAGE_FOLD(fn)
#define NO_FOLD

/* NULL: the entry changes nothing of the office. */
static const struct {
	enum entry_kind kind;
	office_fold_fn *fold;
} folds[] = {
#define ENTRY(id, word, title, shown, about, fold, ...)                        \
	[ENTRY_##id] = { .kind = ENTRY_##id, fold },
#include "crier/entries.def"
#undef ENTRY
};

enum err_code
office_apply(struct office *o, const struct entry *e, struct err *err)
{
	enum entry_kind kind;

	(void)err;
	if (entry_kind_parse(&kind, e->kind) && folds[kind].fold != NULL)
		folds[kind].fold(o, e);
	return ERR_OK;
}

/* Left out where there are none: most stations' rows have nothing of it. */
static void
put_proposals(json_t *doc, const struct office *o)
{
	json_t *list = json_array();

	for (size_t n = 0; n < o->proposal_count; n++)
		json_array_append_new(
			list, second_keep(&o->proposals[n].second));
	if (o->proposal_count > 0)
		doc_put(doc, "proposals", json_incref(list));
	json_decref(list);
	if (o->library_next.time)
		doc_put(doc, "library_next", second_keep(&o->library_next));
	if (o->library_alone)
		doc_put_bool(doc, "library_alone", true);
	if (o->clock_kept.time)
		doc_put(doc, "clock_kept", second_keep(&o->clock_kept));
	mirrors_put(doc, o);
}

static void
load_proposals(struct office *o, const json_t *doc)
{
	json_t *row;
	size_t n;

	json_array_foreach(doc_get(doc, "proposals"), n, row)
	{
		struct officer_proposal *p =
			MEM_ADD(o->proposals, o->proposal_count);

		memset(p, 0, sizeof(*p));
		second_load(&p->second, row);
		fixed_cut(p->officer, sizeof(p->officer),
			doc_str(p->second.what, "officer"));
	}
	second_load(&o->library_next, doc_get(doc, "library_next"));
	o->library_alone = doc_bool(doc, "library_alone");
	second_load(&o->clock_kept, doc_get(doc, "clock_kept"));
	mirrors_load(o, doc_get(doc, "mirrors"));
}

static json_t *
roles_change_doc(const struct roles_change *c)
{
	json_t *doc = json_object();

	doc_put_int(doc, "time", c->time);
	doc_put_str(doc, "by", c->by);
	doc_put_str(doc, "confirmed_by", c->confirmed_by);
	doc_put(doc, "gained", roles_format(c->gained));
	doc_put(doc, "lost", roles_format(c->lost));
	if (c->alone)
		doc_put_bool(doc, "alone", true);
	return doc;
}

static void
load_roles_change(struct roles_change *c, const json_t *doc)
{
	c->time = doc_int(doc, "time");
	fixed_cut(c->by, sizeof(c->by), doc_str(doc, "by"));
	fixed_cut(c->confirmed_by, sizeof(c->confirmed_by),
		doc_str(doc, "confirmed_by"));
	c->gained = roles_parse(doc_get(doc, "gained"));
	c->lost = roles_parse(doc_get(doc, "lost"));
	c->alone = doc_bool(doc, "alone");
}

static json_t *
station_doc(const struct office *o)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", "station");
	doc_put_str(doc, "unit", o->unit);
	doc_put_str(doc, "unit_en", o->unit_en);
	doc_put_str(doc, "lang", o->lang);
	doc_put_str(doc, "zone", o->zone_text);
	doc_put_str(doc, "signing_key", o->signing_key);
	doc_put_str(doc, "relay_key", o->relay_key);
	doc_put_str(doc, "relay_key_id", o->relay_key_id);
	doc_put_str(doc, "admin", o->admin);
	doc_put_bool(doc, "demo", o->demo);
	doc_put_str(doc, "setup", o->single ? "single" : "office");
	doc_put_str(doc, "library", o->library);
	doc_put_str(doc, "rules", o->rules);
	doc_put_str(doc, "drawn", o->drawn);
	doc_put_int(doc, "year", o->year);
	doc_put_int(doc, "actual", o->actual);
	doc_put_int(doc, "drill", o->drill);
	if (o->card.id[0])
		doc_put(doc, "card", own_card_doc(&o->card));
	if (o->round)
		doc_put(doc, "round", json_incref(o->round));
	if (o->services) /* what is folded next changes its rows */
		doc_put(doc, "services", json_deep_copy(o->services));
	put_proposals(doc, o);
	return doc;
}

json_t *
officer_doc(const struct officer *f)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", f->id);
	doc_put_str(doc, "name", f->name);
	doc_put_str(doc, "user", f->user);
	doc_put_int(doc, "uid", f->uid);
	doc_put(doc, "roles", roles_format(f->roles));
	doc_put_str(doc, "phone", f->phone);
	doc_put_str(doc, "unit", f->unit);
	if (*f->employer)
		doc_put_str(doc, "employer", f->employer);
	doc_put_str(doc, "state", f->active ? "active" : "suspended");
	if (f->off_duty)
		doc_put_bool(doc, "duty", false);
	if (f->key_count > 0)
		doc_put(doc, "keys", officer_keys_doc(f));
	if (f->last.time)
		doc_put(doc, "changed", roles_change_doc(&f->last));
	return doc;
}

/* The accounts of an entry about several: entries/quota.def, register.def. */
static void
office_rows_several(
	struct rows *out, const struct office *o, const struct entry *e)
{
	const char *list = doc_get(e->body, "results") ? "results" : "quotas";

	for (size_t n = 0; n < json_array_size(doc_get(e->body, list)); n++)
		account_row_of(
			out, o, json_array_get(doc_get(e->body, list), n));
}

void
office_rows(struct rows *out, const struct office *o, const struct entry *e)
{
	const struct entry_kind_row *row = entry_kind_find(e->kind);
	unsigned follows = row ? row->follows : 0;
	const struct officer *f =
		office_officer(o, doc_str(e->body, "officer"));
	const struct account *a =
		office_account(o, doc_str(e->body, "account"));

	if (follows & ROWS_STATION)
		rows_put(out, PROJ_STATION, "station", station_doc(o));
	if ((follows & ROWS_OFFICER) && f != NULL)
		rows_put(out, PROJ_OFFICER, f->id, officer_doc(f));
	if (follows & ROWS_PARTNER)
		partner_row_put(out, o, doc_str(e->body, "partner"));
	if (follows & ROWS_IMPOSTOR)
		impostor_row_put(out, o, doc_str(e->body, "impostor"));
	if (follows & ROWS_COMMENT)
		comment_rows(out, o, e);
	if (follows & ROWS_ACCOUNT) {
		office_rows_several(out, o, e);
		if (a != NULL)
			account_row(out, a);
	}
	if (follows & ROWS_ACCOUNTS)
		for (size_t i = 0; i < o->account_count; i++)
			if (a == NULL || a->lead || &o->accounts[i] == a)
				account_row(out, &o->accounts[i]);
}

static void
load_station(struct office *o, const json_t *doc)
{
	FOLD_GIVEN(o->unit, doc, "unit");
	FOLD_GIVEN(o->unit_en, doc, "unit_en");
	FOLD_GIVEN(o->lang, doc, "lang");
	FOLD_GIVEN(o->zone_text, doc, "zone");
	(void)zone_parse(&o->zone, o->zone_text);
	FOLD_GIVEN(o->signing_key, doc, "signing_key");
	FOLD_GIVEN(o->relay_key, doc, "relay_key");
	FOLD_GIVEN(o->relay_key_id, doc, "relay_key_id");
	FOLD_GIVEN(o->admin, doc, "admin");
	o->demo = doc_bool(doc, "demo");
	o->single = strcmp(doc_str(doc, "setup"), "single") == 0;
	FOLD_GIVEN(o->library, doc, "library");
	FOLD_GIVEN(o->rules, doc, "rules");
	FOLD_GIVEN(o->drawn, doc, "drawn");
	o->year = (int)doc_int(doc, "year");
	o->actual = (int)doc_int(doc, "actual");
	o->drill = (int)doc_int(doc, "drill");
	own_card_load(&o->card, doc_get(doc, "card"));
	o->round = json_incref(doc_get(doc, "round"));
	o->services = json_deep_copy(doc_get(doc, "services"));
	load_proposals(o, doc);
}

static void
load_officer(struct office *o, const json_t *doc)
{
	struct officer *f = officer_slot(o, doc_str(doc, "id"));

	read_officer(f, doc);
	load_roles_change(&f->last, doc_get(doc, "changed"));
}

void
office_load(struct office *o, enum projection projection, const json_t *doc)
{
	static void (*const loads[PROJECTIONS])(struct office *,
		const json_t *) = { [PROJ_STATION] = load_station,
		[PROJ_OFFICER] = load_officer,
		[PROJ_ACCOUNT] = account_load,
		[PROJ_PARTNER] = partner_load,
		[PROJ_IMPOSTOR] = impostor_load,
		[PROJ_COMMENT] = comment_load };

	if (loads[projection] != NULL)
		loads[projection](o, doc);
}

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

/* By number before by name: then the order of officers is no matter. */
const struct officer *
office_by_user(const struct office *o, int64_t uid, const char *user)
{
	const struct officer *named = NULL;

	for (size_t i = 0; i < o->officer_count; i++) {
		const struct officer *f = &o->officers[i];

		if (f->uid >= 0 && f->uid == uid)
			return f;
		if (named == NULL && f->uid < 0 && strcmp(f->user, user) == 0)
			named = f;
	}
	return named;
}

json_t *
officer_contact(const struct officer *f)
{
	json_t *doc = json_object();

	doc_put_str(doc, "id", f->id);
	doc_put_str(doc, "name", f->name);
	doc_put_str(doc, "phone", f->phone);
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

static bool
is_listed(const json_t *list, const char *text)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (json_is_string(json_array_get(list, i)) &&
			strcmp(json_string_value(json_array_get(list, i)),
				text) == 0)
			return true;
	return false;
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
	/* what was sealed to a lost key cannot be opened any more; what came
	 * back with the key is named */
	for (size_t i = 0; i < o->account_count; i++)
		if (!is_listed(
			    doc_get(e->body, "credentials"), o->accounts[i].id))
			account_lose_credential(&o->accounts[i]);
}

void
office_fold_library(struct office *o, const struct entry *e)
{
	FOLD_GIVEN(o->library, e->body, "head");
	FOLD_GIVEN(o->rules, e->body, "rules");
}

void
office_fold_officer(struct office *o, const struct entry *e)
{
	read_officer(officer_slot(o, doc_str(e->body, "officer")), e->body);
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

	fixed_cut(k->line, sizeof(k->line), doc_str(e->body, "key"));
	fixed_cut(k->by, sizeof(k->by), e->by);
	k->added = e->time;
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
	doc_put_int(doc, "year", o->year);
	doc_put_int(doc, "actual", o->actual);
	doc_put_int(doc, "drill", o->drill);
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
	doc_put_str(doc, "state", f->active ? "active" : "suspended");
	if (f->off_duty)
		doc_put_bool(doc, "duty", false);
	if (f->key_count > 0)
		doc_put(doc, "keys", officer_keys_doc(f));
	return doc;
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
	if ((follows & ROWS_ACCOUNT) && a != NULL)
		account_row(out, a);
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
	o->year = (int)doc_int(doc, "year");
	o->actual = (int)doc_int(doc, "actual");
	o->drill = (int)doc_int(doc, "drill");
}

void
office_load(struct office *o, enum projection projection, const json_t *doc)
{
	if (projection == PROJ_STATION)
		load_station(o, doc);
	else if (projection == PROJ_OFFICER)
		read_officer(officer_slot(o, doc_str(doc, "id")), doc);
	else if (projection == PROJ_ACCOUNT)
		account_load(o, doc);
}

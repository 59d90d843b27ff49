/*
 * The register of accounts: judging what is to be changed in it, and folding
 * what was.
 */
#include "domain/office/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/host.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/fold.h"
#include "domain/judge.h"
#include "domain/office/identity.h"
#include "domain/office/office_fold.h"
#include "domain/office/office_none.h"

void
account_clear(struct account *a)
{
	json_decref(a->options);
	json_decref(a->limits);
	quota_clear(a);
	second_drop(&a->identity);
	feed_clear(&a->feed);
}

static int
account_order(const void *key, const void *item)
{
	return strcmp(key, ((const struct account *)item)->id);
}

const struct account *
office_account(const struct office *o, const char *id)
{
	if (o->account_count == 0)
		return NULL;
	return bsearch(id, o->accounts, o->account_count, sizeof(*o->accounts),
		account_order);
}

const struct account *
office_lead(const struct office *o)
{
	for (size_t i = 0; i < o->account_count; i++)
		if (o->accounts[i].lead && o->accounts[i].active)
			return &o->accounts[i];
	return NULL;
}

bool
account_is_local(const struct account *a)
{
	static const char *const kinds[] = { "site", "cap", "broadcast",
		"manual" };
	static const char *const places[] = { "dav", "server", "url" };
	const char *at = "";

	for (size_t n = 0; n < sizeof(kinds) / sizeof(kinds[0]); n++)
		if (strcmp(a->kind, kinds[n]) == 0)
			return true;
	/* where it is written, which need not be where it is read */
	for (size_t n = 0;
		*at == '\0' && n < sizeof(places) / sizeof(places[0]); n++)
		at = doc_str(a->options, places[n]);
	return host_of_url_is_local(at);
}

/* ---- folding ---- */

/* Kept sorted, so that a release to many accounts finds each quickly. */
static struct account *
account_slot(struct office *o, const char *id)
{
	const struct account *have = office_account(o, id);
	size_t at = 0;
	struct account *a;

	if (have != NULL)
		return &o->accounts[have - o->accounts];
	while (at < o->account_count && strcmp(o->accounts[at].id, id) < 0)
		at++;
	(void)MEM_ADD(o->accounts, o->account_count);
	a = &o->accounts[at];
	memmove(a + 1, a, (o->account_count - at - 1) * sizeof(*a));
	memset(a, 0, sizeof(*a));
	fixed_cut(a->id, sizeof(a->id), id);
	a->options = json_object();
	a->active = true;
	a->ok = true;
	return a;
}

bool
account_is_open(const struct account *a)
{
	return a->active || a->suspended;
}

const char *
account_state(const struct account *a)
{
	if (a->active)
		return "active";
	return a->suspended ? "suspended" : "closed";
}

static enum filing_of
take_state(struct account *a, const char *state)
{
	bool open = account_is_open(a), was_suspended = a->suspended;

	if (*state == '\0')
		return FILING_NONE;
	a->active = strcmp(state, "active") == 0;
	a->suspended = strcmp(state, "suspended") == 0;
	if (open && !account_is_open(a))
		return FILING_CLOSING;
	return a->suspended && !was_suspended ? FILING_SUSPENDING : FILING_NONE;
}

enum filing_of
account_take(struct account *a, const json_t *doc)
{
	const char *name = doc_str(doc, "name"), *owner = doc_str(doc, "owner");
	bool renamed = *name && strcmp(name, a->name) != 0;
	bool moved = *owner && strcmp(owner, a->owner) != 0;
	enum filing_of state;

	if (a->name[0] && (renamed || moved)) {
		FIXED_SET(a->card.was_name, a->name);
		FIXED_SET(a->card.was_owner, a->owner);
	}
	FOLD_GIVEN(a->name, doc, "name");
	FOLD_GIVEN(a->owner, doc, "owner");
	register_card_read(&a->card, doc);
	state = take_state(a, doc_str(doc, "state"));
	if (state != FILING_NONE)
		return state;
	return moved ? FILING_OWNER : renamed ? FILING_NAME : FILING_NONE;
}

static enum filing_of
read_account(struct account *a, const json_t *doc)
{
	json_t *options = doc_get(doc, "options");
	enum filing_of filed = account_take(a, doc);

	FOLD_GIVEN(a->kind, doc, "kind");
	FOLD_GIVEN(a->platform, doc, "platform");
	if (a->platform[0] == '\0')
		FIXED_SET(a->platform, a->kind);
	if (doc_get(doc, "lead"))
		a->lead = doc_bool(doc, "lead");
	if (options) {
		json_decref(a->options);
		a->options = json_incref(options);
	}
	return filed;
}

static void
read_check(struct account *a, const json_t *doc, int64_t time)
{
	a->checked = time;
	a->ok = doc_bool(doc, "ok");
	a->unproven = doc_get(doc, "proven") && !doc_bool(doc, "proven");
	a->detail[0] = '\0';
	FOLD_GIVEN(a->detail, doc, "detail");
	if (doc_get(doc, "limits")) {
		json_decref(a->limits);
		a->limits = json_incref(doc_get(doc, "limits"));
	}
}

/* At most one account leads: naming another takes it from the first. */
static void
settle_lead(struct office *o, const struct account *a)
{
	if (!a->lead)
		return;
	for (size_t i = 0; i < o->account_count; i++)
		if (&o->accounts[i] != a)
			o->accounts[i].lead = false;
}

void
office_fold_account(struct office *o, const struct entry *e)
{
	struct account *a = account_slot(o, doc_str(e->body, "account"));
	bool fresh = strcmp(e->kind, "account.added") == 0;
	enum filing_of filed = read_account(a, e->body);

	if (fresh)
		a->card.registered = e->time;
	register_card_filed(&a->card, fresh ? FILING_OPENING : filed, e);
	if (a->sealed[0] && doc_get(e->body, "options") != NULL)
		FIXED_SET(a->changed_by, e->by);
	settle_lead(o, a);
}

void
office_fold_sealed(struct office *o, const struct entry *e)
{
	struct account *a = account_slot(o, doc_str(e->body, "account"));

	a->credential = true;
	identity_sealed(a, e);
}

/* Also of a box that was replaced meanwhile: then it is not the one in use. */
void
office_fold_box_opened(struct office *o, const struct entry *e)
{
	struct account *a = account_slot(o, doc_str(e->body, "account"));

	a->opened[0] = '\0';
	FOLD_GIVEN(a->opened, e->body, "sealed");
}

void
office_fold_checked(struct office *o, const struct entry *e)
{
	struct account *a = account_slot(o, doc_str(e->body, "account"));

	read_check(a, e->body, e->time);
	identity_checked(a, e);
}

void
office_fold_confirmed(struct office *o, const struct entry *e)
{
	identity_confirmed(account_slot(o, doc_str(e->body, "account")), e);
}

void
office_fold_inspected(struct office *o, const struct entry *e)
{
	register_card_inspected(
		&account_slot(o, doc_str(e->body, "account"))->card, e);
}

void
office_fold_noted(struct office *o, const struct entry *e)
{
	struct account *a = account_slot(o, doc_str(e->body, "account"));

	a->note[0] = '\0';
	FOLD_GIVEN(a->note, e->body, "note");
}

void
account_load(struct office *o, const json_t *doc)
{
	struct account *a = account_slot(o, doc_str(doc, "id"));

	(void)read_account(a, doc);
	register_card_load(&a->card, doc);
	feed_load(&a->feed, doc_get(doc, "feed"));
	read_check(a, doc, doc_int(doc, "checked"));
	a->credential = doc_bool(doc, "credential");
	identity_load(a, doc);
	FOLD_GIVEN(a->note, doc, "note");
	quota_load(a, doc_get(doc, "quota"));
}

json_t *
account_doc(const struct account *a)
{
	json_t *doc = json_object(), *quota = quota_keep(a);

	doc_put_str(doc, "id", a->id);
	doc_put_str(doc, "kind", a->kind);
	doc_put_str(doc, "platform", a->platform);
	doc_put_str(doc, "name", a->name);
	doc_put_str(doc, "owner", a->owner);
	doc_put_bool(doc, "lead", a->lead);
	doc_put_str(doc, "state", account_state(a));
	doc_put(doc, "options", json_incref(a->options));
	if (a->limits)
		doc_put(doc, "limits", json_incref(a->limits));
	doc_put_bool(doc, "credential", a->credential);
	doc_put_int(doc, "checked", a->checked);
	doc_put_bool(doc, "ok", a->ok);
	doc_put_str(doc, "detail", a->detail);
	/* only where there is one: rows of an older Crier stay as they are */
	if (a->unproven)
		doc_put_bool(doc, "proven", false);
	if (a->note[0])
		doc_put_str(doc, "note", a->note);
	if (quota != NULL)
		doc_put(doc, "quota", quota);
	identity_put(doc, a);
	register_card_put(doc, &a->card);
	feed_put(doc, &a->feed);
	return doc;
}

void
account_row(struct rows *out, const struct account *a)
{
	rows_put(out, PROJ_ACCOUNT, a->id, account_doc(a));
}

void
account_row_of(struct rows *out, const struct office *o, const json_t *doc)
{
	const struct account *a = office_account(o, doc_str(doc, "account"));

	if (a != NULL)
		account_row(out, a);
}

/* ---- judging ---- */

enum err_code
judge_account_confirm(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "account");
	const struct account *a = office_account(w->office, id);
	json_t *body = NULL;

	if (a == NULL)
		return office_no_account(err, "account", w->office, id);
	if (identity_confirm(&body, a, w->officer, doc_str(act, "who"), err) !=
		ERR_OK)
		return err->code;
	judged_add(out, "account.confirmed", body);
	return ERR_OK;
}

enum err_code
judge_account_note(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *id = doc_str(act, "account");
	json_t *body;

	if (office_account(w->office, id) == NULL)
		return office_no_account(err, "account", w->office, id);
	body = json_object();
	doc_put_str(body, "account", id);
	/* also an empty one: the record's file keeps what no entry names */
	doc_put(body, "note", json_string(doc_str(act, "note")));
	judged_add(out, "account.noted", body);
	return ERR_OK;
}

enum err_code
judge_opened(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "account", "sealed", NULL };
	const char *id = doc_str(act, "account");

	if (office_account(w->office, id) == NULL)
		return office_no_account(err, "account", w->office, id);
	judged_add(out, "account.opened", body_copied(act, names));
	return ERR_OK;
}

enum err_code
judge_checked(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "account", "ok", "proven",
		"detail", "limits", "who", "sealed", NULL };
	const char *id = doc_str(act, "account");
	json_t *body;

	if (office_account(w->office, id) == NULL)
		return office_no_account(err, "account", w->office, id);
	body = body_copied(act, names);
	judge_mask(body, "detail", w);
	judge_drop_id(body, "who", w);
	judge_drop_leaks(body, "limits", w);
	judged_add(out, "account.checked", body);
	return ERR_OK;
}

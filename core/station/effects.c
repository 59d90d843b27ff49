/*
 * Acts that touch more than the ledger: drafts and sealed credentials in
 * state.db, the library's repository, an account's options, the record's
 * remote. One function a row.
 */
#include "station/acts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "lint/leak.h"
#include "record/library.h"
#include "record/record.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/relay_link.h"
#include "wire/connector.h"

/* What is sealed goes beside the ledger; its digest goes into it. */
static enum err_code
effect_keep_sealed(struct judged *out, struct station *st, const char *account,
	const char *sealed, struct err *err)
{
	struct credential c = { 0 };
	json_t *body;
	enum err_code rc;

	FIXED_SET(c.key, st->office.relay_key_id);
	hash_hex(c.digest, sealed, strlen(sealed));
	c.sealed = mem_strdup(sealed);
	rc = credential_save(st->state, account, &c, err);
	credential_release(&c);
	if (rc != ERR_OK)
		return rc;
	body = json_object();
	doc_put_str(body, "account", account);
	doc_put_str(body, "key", c.key);
	doc_put_str(body, "digest", c.digest);
	judged_add(out, "account.sealed", body);
	return ERR_OK;
}

static enum err_code
effect_check_options(const char *kind, const json_t *options, struct err *err)
{
	const struct connector *c = connector_find(kind);

	if (c == NULL)
		return refuse(
			err, REFUSE_NOT_FOUND, "kind", "connector", kind, NULL);
	return connector_check(c, options, err);
}

enum err_code
effect_account_add(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const char *sealed = doc_str(act, "sealed");
	json_t *none = json_object();
	json_t *options = doc_get(act, "options");
	enum err_code rc;

	(void)f;
	rc = effect_check_options(
		doc_str(act, "kind"), options ? options : none, err);
	json_decref(none);
	if (rc == ERR_OK && *sealed)
		rc = effect_keep_sealed(
			out, st, doc_str(act, "account"), sealed, err);
	return rc;
}

enum err_code
effect_account_change(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const struct account *a =
		office_account(&st->office, doc_str(act, "account"));

	(void)out;
	(void)f;
	if (a == NULL || doc_get(act, "options") == NULL)
		return ERR_OK;
	return effect_check_options(a->kind, doc_get(act, "options"), err);
}

static enum err_code
effect_need_account(
	const struct station *st, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "account");

	if (office_account(&st->office, id))
		return ERR_OK;
	return refuse(err, REFUSE_NOT_FOUND, "account", "account", id, NULL);
}

enum err_code
effect_credential(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	enum err_code rc = effect_need_account(st, act, err);

	(void)f;
	if (rc == ERR_OK)
		rc = effect_keep_sealed(out, st, doc_str(act, "account"),
			doc_str(act, "sealed"), err);
	return rc;
}

enum err_code
effect_account_check(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	(void)out;
	(void)f;
	if (effect_need_account(st, act, err) != ERR_OK)
		return err->code;
	if (!relay_link_up(st->relays[RELAY_ACTUAL]))
		return refuse(err, REFUSE_RELAY_AWAY, "account", NULL);
	return ERR_OK;
}

/* Every text of a draft with its findings masked: the rest is not lost. */
static json_t *
effect_mask(const json_t *doc, const struct lint_rules *rules, int *masked)
{
	json_t *copy, *v;
	const char *key;
	size_t n;

	if (json_is_string(doc)) {
		const char *text = json_string_value(doc);
		struct leaks leaks;
		char *clean;

		leak_scan(&leaks, text, strlen(text), rules);
		*masked += (int)leaks.count;
		clean = leak_mask(text, strlen(text), &leaks);
		copy = json_string(clean);
		leaks_release(&leaks);
		free(clean);
		return copy;
	}
	if (json_is_array(doc)) {
		copy = json_array();
		json_array_foreach(doc, n, v)
		{
			json_array_append_new(
				copy, effect_mask(v, rules, masked));
		}
		return copy;
	}
	if (!json_is_object(doc))
		return json_deep_copy(doc);
	copy = json_object();
	json_object_foreach(doc_borrow(doc), key, v)
	{
		json_t *name = json_string(key), *clean;

		/* a name of a field can be a leak as well */
		clean = effect_mask(name, rules, masked);
		doc_put(copy, json_string_value(clean),
			effect_mask(v, rules, masked));
		json_decref(clean);
		json_decref(name);
	}
	return copy;
}

enum err_code
effect_draft_save(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const struct lint_rules *rules =
		f->world.library ? f->world.library->rules.lint : NULL;
	int masked = 0;
	json_t *doc = effect_mask(doc_get(act, "draft"), rules, &masked);
	enum err_code rc;

	(void)out;
	rc = draft_save(st->state, f->world.message->id, doc,
		f->session->officer, f->world.now, err);
	json_decref(doc);
	return rc;
}

enum err_code
effect_draft_drop(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	(void)out;
	(void)act;
	return draft_drop(st->state, f->world.message->id, err);
}

static json_t *
effect_playbook_ids(const struct library *lib)
{
	json_t *list = json_array();

	for (size_t n = 0; n < lib->playbook_count; n++)
		json_array_append_new(list, json_string(lib->playbooks[n].id));
	return list;
}

/*
 * Checks the folder for leaks before anything of it is copied. A folder that
 * cannot be read is not refused here: the import reports why.
 */
static enum err_code
effect_check_source(const char *from, struct err *err)
{
	enum err_code rc = ERR_OK;
	struct library *lib = NULL;
	struct faults faults;

	faults_init(&faults);
	if (library_cache_parse(&lib, from, "", &faults, NULL) == ERR_OK)
		rc = library_cache_check_leaks(from, "", lib, err);
	library_free(lib);
	faults_release(&faults);
	return rc;
}

/* Checks descent, then parses every playbook; the head moves last. */
enum err_code
effect_library_import(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	char *path = station_path(st->dir, "library");
	char candidate[RECORD_COMMIT];
	struct library *lib = NULL;
	struct faults faults;
	json_t *body;
	enum err_code rc;

	(void)f;
	faults_init(&faults);
	rc = effect_check_source(doc_str(act, "source"), err);
	if (rc == ERR_OK)
		rc = library_fetch(candidate, path, doc_str(act, "source"),
			st->office.library, err);
	if (rc == ERR_OK && strcmp(candidate, st->office.library) == 0)
		rc = refuse(err, REFUSE_LIBRARY, "source",
			"it is the one in force", NULL);
	if (rc == ERR_OK)
		rc = library_cache_parse(&lib, path, candidate, &faults, err);
	/* a bundle could not be checked before it was fetched */
	if (rc == ERR_OK)
		rc = library_cache_check_leaks(path, candidate, lib, err);
	if (rc == ERR_OK) {
		body = json_object();
		doc_put_str(body, "head", candidate);
		doc_put_str(body, "rules", lib->rules.digest);
		doc_put(body, "playbooks", effect_playbook_ids(lib));
		judged_add(out, "station.library", body);
	}
	library_free(lib);
	faults_release(&faults);
	free(path);
	return rc;
}

enum err_code
effect_record_push(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	char *path = station_path(st->dir, "record");
	struct record_head head = { 0 };
	json_t *body;
	enum err_code rc;

	(void)f;
	rc = record_push(&head, path, doc_str(act, "remote"), err);
	if (rc == ERR_OK) {
		body = json_object();
		doc_put_str(body, "remote", doc_str(act, "remote"));
		doc_put_str(body, "head", head.commit);
		doc_put_int(body, "seq", head.seq);
		judged_add(out, "record.pushed", body);
	}
	free(path);
	return rc;
}

enum err_code
effect_none(struct judged *out, struct station *st, const struct act_context *f,
	const json_t *act, struct err *err)
{
	(void)out;
	(void)st;
	(void)f;
	(void)act;
	(void)err;
	return ERR_OK;
}

static effect_fn *const effects[] = {
#define ACT(id, word, source, roles, states, judge, effect, ...)               \
	[ACT_##id] = effect,
#include "crier/acts.def"
#undef ACT
};

effect_fn *
effect_of(enum act act)
{
	assert((unsigned)act < ACT_COUNT);
	return effects[act];
}

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
#include "base/seal.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "domain/office/office_none.h"
#include "domain/office/office_second.h"
#include "record/quarantine.h"
#include "station/env.h"
#include "station/errand.h"
#include "station/library_cache.h"
#include "station/relay_link.h"
#include "station/state_writer.h"
#include "wire/connector.h"

/* What is sealed goes beside the ledger; its digest goes into it. */
static enum err_code
effect_keep_sealed(struct judged *out, struct station *st, const json_t *act,
	struct err *err)
{
	const char *account = doc_str(act, "account");
	const char *sealed = doc_str(act, "sealed");
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
	if (doc_int(act, "ends") > 0)
		doc_put_int(body, "ends", doc_int(act, "ends"));
	judged_add(out, "account.sealed", body);
	return ERR_OK;
}

/* A plain password would stand in the file for everybody to read. What comes
 * from the relay it has sealed itself. */
static enum err_code
effect_check_sealed(const struct station *st, const struct act_context *f,
	const json_t *act, struct err *err)
{
	const char *account = doc_str(act, "account");

	if (f->session->relay >= 0 ||
		seal_is_box(account, doc_str(act, "sealed")))
		return ERR_OK;
	return refuse(err, REFUSE_NOT_SEALED, "sealed",
		WITH(office_arg_account(&st->office, account)));
}

static enum err_code
effect_check_options(const char *kind, const json_t *options, struct err *err)
{
	const struct connector *c = connector_find(kind);
	struct arg kinds = connector_kinds();

	if (c == NULL)
		return refuse_none_of(
			err, "kind", NOUN_CONNECTOR, kind, &kinds);
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

	rc = effect_check_options(
		doc_str(act, "kind"), options ? options : none, err);
	json_decref(none);
	if (rc == ERR_OK && *sealed)
		rc = effect_check_sealed(st, f, act, err);
	if (rc == ERR_OK && *sealed)
		rc = effect_keep_sealed(out, st, act, err);
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
	return office_no_account(err, "account", &st->office, id);
}

enum err_code
effect_credential(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	enum err_code rc = effect_need_account(st, act, err);

	if (rc == ERR_OK)
		rc = effect_check_sealed(st, f, act, err);
	if (rc == ERR_OK)
		rc = effect_keep_sealed(out, st, act, err);
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
		return refuse(err, REFUSE_RELAY_AWAY, "account", WITH_NONE);
	return ERR_OK;
}

enum err_code
effect_draft_save(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const char *session = doc_str(act, "session");
	const char *over = doc_str(act, "over");
	struct state_job *j = state_job_save(st, f->world.message->id, session,
		doc_get(act, "draft"), f->world.library);

	(void)out;
	(void)err;
	state_job_by(j, f->session->officer, f->world.now);
	if (strcmp(over, session) != 0)
		state_job_over(j, over, doc_int(act, "over_at"));
	f->ask->state = j;
	return ERR_OK;
}

enum err_code
effect_draft_drop(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	(void)out;
	(void)st;
	(void)err;
	f->ask->state = state_job_drop(f->world.message->id,
		doc_get(act, "session") ? doc_str(act, "session") : NULL);
	return ERR_OK;
}

static const struct child_limits import_limits = { .seconds = 120,
	.processor = 60,
	.memory = 512,
	.file = 96,
	.files = 128,
	.output = 1,
	.scratch = true };

static const struct child_limits push_limits = { .seconds = 3600,
	.silence = 60,
	.processor = 1800,
	.memory = 1024,
	.file = 8191,
	.files = 256,
	.output = 16,
	.network = true };

/* Another person confirms it; where there is none, it is accepted at once and
 * the entry says so. */
static void
effect_propose_library(struct judged *out, const struct world *w, json_t *body)
{
	bool asks = office_asks_second(w->office, w->officer->id, "");

	if (!asks && !w->office->single)
		doc_put_bool(body, "alone", true);
	judged_add(out, asks ? "library.proposed" : "station.library", body);
}

/* It was fetched when it was proposed; a station that was rebuilt since has
 * it not. */
enum err_code
effect_library_confirm(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const char *head = doc_str(f->world.office->library_next.what, "head");
	const struct library *lib;

	(void)out;
	if (doc_bool(act, "decline") ||
		library_cache_get(&lib, st->library_cache, head, NULL) ==
			ERR_OK)
		return ERR_OK;
	return refuse(err, REFUSE_LIBRARY, "digest",
		WITH(ARG_BOTH("it is not there any more: propose it again",
			"已不存在，请重新提出")));
}

/* A child may have been taken over: what it says is no commit of git's for
 * having said so. */
static enum err_code
effect_check_head(const json_t *brought, struct err *err)
{
	const char *head = doc_str(brought, "head");
	size_t len = strlen(head);

	if ((len == 40 || len == 64) && strspn(head, "0123456789abcdef") == len)
		return ERR_OK;
	return err_set(err, ERR_INTERNAL, "", "Try again.",
		"the child of the station answered with no commit");
}

/* Read and judged in quarantine by a child; the head moves last. */
enum err_code
effect_library_import(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	static const char *const names[] = { "head", "rules", "playbooks",
		"changes", "count", "less", NULL };
	const json_t *b = f->brought;
	char *path;
	json_t *body;
	enum err_code rc;

	if (b == NULL) {
		f->ask->job = "playbook.import";
		f->ask->limits = &import_limits;
		f->ask->request = json_pack("{s:s,s:s}", "source",
			doc_str(act, "source"), "accepted", st->office.library);
		return ERR_OK;
	}
	if (strcmp(doc_str(b, "accepted"), st->office.library) != 0)
		return refuse(err, REFUSE_LIBRARY, "source",
			WITH(ARG_BOTH("another library was accepted meanwhile",
				"其间已采用另一预案库")));
	rc = effect_check_head(b, err);
	if (rc != ERR_OK)
		return rc;
	if (!doc_bool(b, "read")) {
		path = station_path(st->dir, "library");
		if (!library_cache_has(st->library_cache, doc_str(b, "head")))
			rc = quarantine_take(path, doc_str(b, "scratch"), err);
		free(path);
		/* once accepted it is needed at once: parsed before that; and
		 * what it changes is read in it, not in the child's answer */
		f->ask->library = doc_str(b, "head");
		f->ask->keep = json_incref(doc_borrow(b));
		return rc;
	}
	body = body_copied(b, names);
	effect_propose_library(out, &f->world, body);
	return ERR_OK;
}

enum err_code
effect_record_push(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	json_t *body;

	(void)st;
	(void)err;
	if (f->brought == NULL) {
		f->ask->job = "record.push";
		f->ask->limits = &push_limits;
		f->ask->request =
			json_pack("{s:s}", "remote", doc_str(act, "remote"));
		return ERR_OK;
	}
	body = json_object();
	doc_put_str(body, "remote", doc_str(act, "remote"));
	doc_put_str(body, "head", doc_str(f->brought, "head"));
	doc_put_int(body, "seq", doc_int(f->brought, "seq"));
	judged_add(out, "record.pushed", body);
	return ERR_OK;
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

/*
 * Reading office and claims from the projections.
 */
#include "station/reload.h"

#include <string.h>

#include "base/doc.h"
#include "store/projection.h"
#include "store/reader.h"

struct reload_target {
	struct office *office;
	enum projection projection;
};

static enum err_code
reload_row(void *ctx, const char *key, json_t *doc, struct err *err)
{
	struct reload_target *l = ctx;

	(void)key;
	(void)err;
	office_load(l->office, l->projection, doc);
	return ERR_OK;
}

enum err_code
reload_office(struct office *office, struct ledger *l, struct err *err)
{
	static const enum projection of[] = { PROJ_STATION, PROJ_OFFICER,
		PROJ_ACCOUNT, PROJ_PARTNER, PROJ_IMPOSTOR, PROJ_COMMENT };
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < sizeof(of) / sizeof(of[0]);
		n++) {
		struct reload_target target = { office, of[n] };

		rc = projection_each(l, of[n], reload_row, &target, err);
	}
	return rc;
}

static enum err_code
reload_claim(void *ctx, const char *key, json_t *doc, struct err *err)
{
	(void)err;
	claim_index_add(ctx, key, strcmp(doc_str(doc, "mode"), "drill") == 0,
		doc_str(doc, "text"));
	return ERR_OK;
}

static enum err_code
reload_claims(struct station *st, struct err *err)
{
	struct claim_index fresh;
	enum err_code rc;

	claim_index_init(&fresh);
	rc = projection_each(st->ledger, PROJ_CLAIM, reload_claim, &fresh, err);
	if (rc != ERR_OK) {
		claim_index_release(&fresh);
		return rc;
	}
	claim_index_release(&st->claims);
	st->claims = fresh;
	return ERR_OK;
}

static enum err_code
reload_joints(struct station *st, struct err *err)
{
	json_t *rows = json_array(), *e;
	enum err_code rc = ERR_OK;
	size_t n;

	for (n = 0; rc == ERR_OK && joint_book_kind(n) != NULL; n++)
		rc = ledger_gather(
			rows, st->ledger, joint_book_kind(n), 0, err);
	if (rc == ERR_OK) {
		doc_sort(rows, ledger_order);
		joint_book_release(&st->joints);
		json_array_foreach(rows, n, e) joint_book_add(&st->joints, e);
	}
	json_decref(rows);
	return rc;
}

enum err_code
reload_memory(struct station *st, struct err *err)
{
	struct office fresh;
	enum err_code rc;

	office_init(&fresh);
	rc = reload_office(&fresh, st->ledger, err);
	if (rc != ERR_OK) {
		office_release(&fresh);
		return rc;
	}
	office_release(&st->office);
	st->office = fresh;
	rc = reload_claims(st, err);
	return rc == ERR_OK ? reload_joints(st, err) : rc;
}

/*
 * Asked of the deliveries when somebody looks, and only for the kinds that
 * need it: no state is kept that could differ from them.
 */
#include "station/tried.h"

#include "base/doc.h"
#include "domain/office/account.h"
#include "store/projection.h"
#include "wire/connector.h"

static bool
tried_with_state(struct station *st, const char *account, const char *state)
{
	struct window w = { .filter = { { "state", state },
				    { "account", account },
				    { "mode", "actual" } },
		.limit = 1,
		.no_total = true };
	struct window_rows rows = { 0 };
	bool any;

	if (projection_list(&rows, st->ledger, PROJ_DELIVERY, &w, NULL) !=
		ERR_OK)
		return false;
	any = json_array_size(rows.rows) > 0;
	window_rows_release(&rows);
	return any;
}

static bool
account_is_tried(
	struct station *st, const struct account *a, const struct connector *c)
{
	if (c->transport == WIRE_HTTP && account_is_local(a))
		return false;
	return tried_with_state(st, a->id, "verified") ||
		(!(connector_can(c, a->options) & CAN_READBACK) &&
			tried_with_state(st, a->id, "published"));
}

void
tried_put(json_t *doc, struct station *st, const struct account *a)
{
	const struct connector *c = connector_find(a->kind);

	if (c == NULL)
		return;
	doc_put_str(doc, "proof", wire_proof_word(c->proof));
	if (c->proof == PROOF_DOCUMENTS && !account_is_tried(st, a, c))
		doc_put_bool(doc, "untried", true);
}

void
tried_put_each(json_t *variants, struct station *st)
{
	const struct account *a;
	json_t *row;
	size_t i;

	json_array_foreach(variants, i, row)
	{
		a = office_account(&st->office, doc_str(row, "account"));
		if (a != NULL)
			tried_put(row, st, a);
	}
}

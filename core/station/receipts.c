/*
 * Reading receipts out of the newest entries. What stood on an account when a
 * message was armed the relay has seen there itself; only what came after the
 * arming, or shortly before, can be mistaken, and that is little.
 */
#include "station/receipts.h"

#include "base/doc.h"
#include "crier/delivery.h"
#include "domain/incident/incident.h"
#include "store/reader.h"

static void
put_name(json_t *of_account, const char *name, const char *delivery)
{
	if (*name)
		doc_put_str(of_account, name, delivery);
}

/* `row` is a result of the relay, or what an officer settled or proved. */
static void
take_row(json_t *all, const json_t *row)
{
	const char *delivery = doc_str(row, "delivery");
	char account[ACCOUNT_ID];
	enum delivery_state state;
	json_t *one;

	if (!delivery_id_split(NULL, NULL, account, delivery) ||
		!delivery_parse(&state, doc_str(row, "state")) ||
		delivery_row(state)->truth != TRUTH_YES)
		return;
	one = doc_get(all, account);
	if (one == NULL) {
		one = json_object();
		doc_put(all, account, one);
	}
	put_name(one, doc_str(row, "id"), delivery);
	put_name(one, doc_str(row, "url"), delivery);
}

static void
take_entry(json_t *all, const json_t *entry)
{
	const json_t *body = doc_get(entry, "body");
	const json_t *results = doc_get(body, "results");

	for (size_t i = 0; i < json_array_size(results); i++)
		take_row(all, json_array_get(results, i));
	if (results == NULL)
		take_row(all, body);
}

json_t *
receipts_since(struct ledger *ledger, int64_t seq)
{
	static const char *const kinds[] = { "delivery.outcome",
		"delivery.settled", "delivery.proved" };
	json_t *all = json_object(), *rows;
	int64_t total;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		struct ledger_window w = { .kind = kinds[k],
			.after = seq,
			.newest_first = true,
			.no_total = true };

		rows = NULL;
		if (ledger_list(&rows, &total, ledger, &w, NULL) != ERR_OK)
			continue;
		for (size_t i = 0; i < json_array_size(rows); i++)
			take_entry(all, json_array_get(rows, i));
		json_decref(rows);
	}
	return all;
}

/*
 * Whose posts are whose is read from the deliveries of the account: by the
 * platform's id and address, and by the words that were approved for them.
 */
#include "station/sweep.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/delivery.h"
#include "crier/refusal.h"
#include "domain/message/message.h"
#include "domain/office/office_none.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/job.h"
#include "station/library_cache.h"
#include "station/prove.h"
#include "station/relay_link.h"
#include "station/relay_link_internal.h"
#include "station/round.h"
#include "store/projection.h"
#include "wire/connector.h"
#include "wire/feed.h"

bool
sweep_ask(struct station *st, const char *account, bool hurry)
{
	struct relay_link *d = st->relays[RELAY_ACTUAL];
	const struct account *a = office_account(&st->office, account);

	if (!relay_link_up(d) || a == NULL)
		return false;
	job_send_sweep(st, d->peer, a, hurry);
	return true;
}

/* ---- what the ledger says of the account's posts ---- */

struct sweep_ours {
	struct station *st;
	struct window_rows rows; /* its deliveries that are out */
};

static bool
sweep_names(const json_t *row, const char *id, const char *url)
{
	return (*id && strcmp(doc_str(row, "remote"), id) == 0) ||
		(*url && strcmp(doc_str(row, "url"), url) == 0);
}

static bool
sweep_is_ours(void *arg, const char *id, const char *url)
{
	const struct sweep_ours *s = arg;
	const json_t *row;
	size_t i;

	json_array_foreach(s->rows.rows, i, row)
	{
		if (sweep_names(row, id, url))
			return true;
	}
	return false;
}

/* What was approved for the delivery of this row, borrowed until the next act;
 * NULL where it cannot be read. */
static const json_t *
sweep_text(const struct sweep_ours *s, const json_t *row)
{
	char incident[INCIDENT_ID], message[MESSAGE_ID], account[ACCOUNT_ID];
	const struct message *m;
	struct incident *i = NULL;
	const json_t *named;

	if (!delivery_id_split(
		    incident, message, account, doc_str(row, "id")) ||
		incident_cache_get(&i, s->st->incident_cache, incident, NULL) !=
			ERR_OK)
		return NULL;
	m = incident_message(i, message);
	if (m == NULL)
		return NULL;
	named = doc_get(doc_get(m->manifest, "accounts"), account);
	return doc_get(m->texts, doc_str(named, "variant"));
}

/* A delivery that was seen to differ when it was published has been told. */
static bool
sweep_is_approved(void *arg, const char *id, const char *url, const char *of,
	const char *digest)
{
	const struct sweep_ours *s = arg;
	enum feed_of which = FEED_TEXT;
	char own[FEED_DIGEST];
	const json_t *row, *text;
	bool read = false;
	size_t i;

	(void)feed_of_parse(&which, of);
	json_array_foreach(s->rows.rows, i, row)
	{
		if (!sweep_names(row, id, url))
			continue;
		text = sweep_text(s, row);
		if (text == NULL)
			continue;
		read = true;
		feed_digest(own, which, doc_str(text, "title"),
			doc_str(text, "text"));
		if (strcmp(own, digest) == 0)
			return true;
	}
	return !read;
}

static bool
sweep_is_amended(void *arg, const char *id)
{
	const struct sweep_ours *s = arg;
	const json_t *row, *text;
	size_t i;

	json_array_foreach(s->rows.rows, i, row)
	{
		text = sweep_text(s, row);
		if (text != NULL && strcmp(doc_str(text, "target"), id) == 0)
			return true;
	}
	return false;
}

static bool
sweep_is_busy(struct station *st, const char *account)
{
	struct window w = {
		.filter = { { "account", account }, { "state", "due" },
			{ "state", "sending" }, { "state", "accepted" },
			{ "state", "retry" }, { "state", "unknown" },
			{ "mode", "actual" } },
		.no_total = true
	};
	struct window_rows rows = { 0 };
	int64_t now = station_now();
	bool busy = false;
	json_t *row;
	size_t i;

	if (projection_list(&rows, st->ledger, PROJ_DELIVERY, &w, NULL) !=
		ERR_OK)
		return true;
	json_array_foreach(rows.rows, i, row)
	{
		int64_t sent = doc_int(row, "sent_at");

		busy = busy || sent == 0 || now - sent < INSTANT_DAY;
	}
	window_rows_release(&rows);
	return busy;
}

/* ---- what the open incidents say ---- */

/* The newest of them: others' posts are compared with each. */
enum { OPEN_MOST = 8 };

static size_t
sweep_open(struct world out[OPEN_MOST], struct station *st)
{
	struct window w = { .filter = { { "state", "open" },
				    { "mode", "actual" } },
		.sort = "updated",
		.descending = true,
		.limit = OPEN_MOST,
		.no_total = true };
	struct window_rows rows = { 0 };
	size_t i, count = 0;
	json_t *row;

	if (projection_list(&rows, st->ledger, PROJ_INCIDENT, &w, NULL) !=
		ERR_OK)
		return 0;
	json_array_foreach(rows.rows, i, row)
	{
		struct incident *incident = NULL;
		struct world one = { .office = &st->office,
			.now = station_now() };

		if (count >= OPEN_MOST ||
			incident_cache_get(&incident, st->incident_cache,
				doc_str(row, "id"), NULL) != ERR_OK ||
			library_cache_get(&one.library, st->library_cache,
				incident->commit, NULL) != ERR_OK)
			continue;
		one.incident = incident;
		out[count++] = one;
	}
	window_rows_release(&rows);
	return count;
}

/* ---- the relay's report ---- */

static enum err_code
sweep_take(struct judged *out, json_t *rows, struct station *st,
	const struct world *w, const json_t *result, struct err *err)
{
	const struct account *a =
		office_account(&st->office, doc_str(result, "account"));
	struct sweep_ours s = { .st = st };
	struct world open[OPEN_MOST];
	struct feed_ours ours = { .open = open,
		.open_count = a && a->card.elsewhere ? sweep_open(open, st) : 0,
		.is_ours = sweep_is_ours,
		.is_approved = sweep_is_approved,
		.is_amended = sweep_is_amended,
		.arg = &s };
	struct window window = { .sort = "at",
		.descending = true,
		.limit = FEED_KNOWN * 2,
		.no_total = true };

	if (a == NULL)
		return ERR_OK;
	window.filter[0] = (struct window_filter){ "account", a->id };
	window.filter[1] = (struct window_filter){ "state", "published" };
	window.filter[2] = (struct window_filter){ "state", "verified" };
	window.filter[3] = (struct window_filter){ "state", "differs" };
	window.filter[4] = (struct window_filter){ "mode", "actual" };
	if (projection_list(&s.rows, st->ledger, PROJ_DELIVERY, &window, err) !=
		ERR_OK)
		return err->code;
	ours.busy = sweep_is_busy(st, a->id);
	feed_judge(out, rows, w, a, result, &ours);
	window_rows_release(&s.rows);
	return ERR_OK;
}

static json_t *
sweep_body(json_t *rows)
{
	json_t *body = json_object();
	int64_t failed = 0, unread = 0;
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		failed += !doc_bool(row, "ok") && !feed_is_unasked(row);
		unread += doc_bool(row, "ok") && !doc_bool(row, "read");
	}
	doc_put_int(body, "count", (json_int_t)json_array_size(rows));
	doc_put_int(body, "failed", failed);
	doc_put_int(body, "unread", unread);
	doc_put(body, "results", rows);
	return body;
}

enum err_code
effect_swept(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const json_t *results = doc_get(act, "results"), *result;
	json_t *rows = json_array(), *proofs = json_array();
	enum err_code rc = ERR_OK;
	size_t i;

	json_array_foreach(doc_borrow(results), i, result)
	{
		if (f->session->relay != RELAY_ACTUAL)
			continue;
		if (*doc_str(result, "service")) {
			prove_take(proofs, st, &f->world, result);
			continue;
		}
		if (feed_is_told_again(results, i))
			continue;
		round_heard(st, doc_str(result, "account"), false);
		if (rc == ERR_OK)
			rc = sweep_take(out, rows, st, &f->world, result, err);
	}
	if (rc == ERR_OK && json_array_size(rows) > 0)
		judged_add(out, "accounts.swept", sweep_body(rows));
	else
		json_decref(rows);
	if (rc == ERR_OK)
		prove_put(out, proofs);
	else
		json_decref(proofs);
	return rc;
}

enum err_code
effect_account_look(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "account");
	const struct account *a = office_account(&st->office, id);

	(void)out;
	(void)f;
	if (a == NULL)
		return office_no_account(err, "account", &st->office, id);
	if (!relay_link_up(st->relays[RELAY_ACTUAL]))
		return refuse(err, REFUSE_RELAY_AWAY, "account", WITH_NONE);
	if (!round_is_for(a))
		return refuse(
			err, REFUSE_NO_LOOK, "account", WITH(account_arg(a)));
	return ERR_OK;
}

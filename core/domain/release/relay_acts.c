/*
 * Judging the relay's reports. The relay only reports: what may follow what
 * is decided here, and a report that cannot follow is left out of the entry,
 * so that the relay learns from the entry what it may go on with.
 */
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/message/message_standing.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/release/delivery.h"
#include "domain/release/delivery_wait.h"

#define D(x) (1u << DELIVERY_##x)

#define OUT (D(PUBLISHED) | D(VERIFIED) | D(DIFFERS))
#define ENDED (D(REFUSED) | D(FAILED) | D(HUMAN))

/*
 * Where a report may lead from each state. What is online stays so; what was
 * found to differ stays that until a person settles it; what the platform took
 * is not sent again. What ended without being out can only be found to be out
 * after all.
 */
static const unsigned may_lead[] = {
	[DELIVERY_PLANNED] = 0,
	[DELIVERY_PREPARED] = 0,
	[DELIVERY_GAP] = 0,
	[DELIVERY_DUE] =
		OUT | ENDED | D(ACCEPTED) | D(RETRY) | D(UNKNOWN) | D(HALTED),
	[DELIVERY_SENDING] =
		OUT | ENDED | D(ACCEPTED) | D(RETRY) | D(UNKNOWN) | D(HALTED),
	[DELIVERY_ACCEPTED] = OUT | ENDED | D(ACCEPTED) | D(UNKNOWN),
	[DELIVERY_PUBLISHED] = OUT,
	[DELIVERY_VERIFIED] = D(VERIFIED) | D(DIFFERS),
	[DELIVERY_DIFFERS] = D(DIFFERS),
	[DELIVERY_RETRY] =
		OUT | ENDED | D(ACCEPTED) | D(RETRY) | D(UNKNOWN) | D(HALTED),
	[DELIVERY_UNKNOWN] =
		OUT | ENDED | D(ACCEPTED) | D(RETRY) | D(UNKNOWN) | D(HALTED),
	[DELIVERY_REFUSED] = OUT,
	[DELIVERY_FAILED] = OUT,
	[DELIVERY_HUMAN] = OUT | ENDED | D(ACCEPTED) | D(UNKNOWN),
	[DELIVERY_HALTED] = OUT,
	[DELIVERY_SKIPPED] = OUT,
	[DELIVERY_CANCELLED] = OUT,
};
_Static_assert(sizeof(may_lead) / sizeof(may_lead[0]) == DELIVERY_STATES,
	"a row each");

/*
 * A late report, of an attempt before the last one or of one that was never
 * begun, counts only where it says that the post is out and which one it is.
 */
static bool
may_follow(const struct delivery *d, enum delivery_state to, const json_t *row)
{
	bool out = delivery_row(to)->truth == TRUTH_YES;
	bool ended = delivery_row(d->state)->truth == TRUTH_NO &&
		delivery_row(d->state)->ended;
	bool late = doc_get(row, "attempt") != NULL &&
		doc_int(row, "attempt") < d->attempt;

	if (d->settled || (may_lead[d->state] & (1u << to)) == 0)
		return false;
	if (ended && d->attempt == 0)
		return false;
	if (ended || late)
		return out && (*doc_str(row, "id") || *doc_str(row, "url"));
	return true;
}

static struct delivery *
delivery_at(const struct message *m, const char *id)
{
	char message[MESSAGE_ID], account[ACCOUNT_ID];

	if (!delivery_id_split(NULL, message, account, id) ||
		strcmp(message, m->id) != 0)
		return NULL;
	return message_delivery(m, account);
}

static json_t *
copy_result(const struct world *w, const json_t *row, const char *const *names)
{
	static const char *const ids[] = { "id", "url" };
	json_t *doc = json_object();

	for (; *names; names++)
		if (doc_get(row, *names))
			doc_put(doc, *names, json_incref(doc_get(row, *names)));
	judge_mask(doc, "detail", w);
	for (size_t n = 0; n < sizeof(ids) / sizeof(ids[0]); n++)
		judge_drop_id(doc, ids[n], w);
	judge_drop_ids(doc, "memo", w);
	return doc;
}

static enum err_code
nothing_left(struct err *err, const struct message *m, enum act act)
{
	return refuse(err, REFUSE_DELIVERY_STATE, m->id,
		WITH(arg_id(m->id),
			arg_both(&message_state_row(m->state)->title),
			arg_act(act)));
}

enum err_code
judge_prepared(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "delivery", "ok", "detail", "memo",
		NULL };
	const struct message *m = w->message;
	json_t *list = json_array(), *row, *body;
	size_t n;

	if (judge_digest(m, act, err) != ERR_OK) {
		json_decref(list);
		return err->code;
	}
	/* the same text may have been armed again meanwhile */
	if (doc_get(act, "release") && doc_int(act, "release") != m->release) {
		json_decref(list);
		return nothing_left(err, m, ACT_RELAY_PREPARED);
	}
	json_array_foreach(doc_get(act, "results"), n,
		row) if (delivery_at(m, doc_str(row, "delivery")))
		json_array_append_new(list, copy_result(w, row, names));
	if (json_array_size(list) == 0) {
		json_decref(list);
		return nothing_left(err, m, ACT_RELAY_PREPARED);
	}
	body = body_of(m);
	doc_put_int(body, "release", m->release);
	doc_put(body, "results", list);
	judged_add(out, "release.prepared", body);
	return ERR_OK;
}

/*
 * What may be there already goes out once more only where the office prefers a
 * second one to none, while nobody has stopped it or said what became of the
 * first.
 */
static bool
may_be_sent(const struct world *w, const struct delivery *d)
{
	const struct account *a;

	if (d->state == DELIVERY_DUE || d->state == DELIVERY_RETRY)
		return true;
	if (d->state != DELIVERY_UNKNOWN || d->settled ||
		message_is_halted(w->message) || w->office == NULL)
		return false;
	a = office_account(w->office, d->account);
	return a != NULL &&
		strcmp(doc_str(a->options, "duplicates"), "prefer") == 0;
}

enum err_code
judge_sending(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const struct message *m = w->message;
	json_t *list = json_array(), *id, *body;
	size_t n;

	json_array_foreach(doc_get(act, "deliveries"), n, id)
	{
		struct delivery *d = delivery_at(m, json_string_value(id));

		if (d && may_be_sent(w, d))
			json_array_append(list, id);
	}
	if (json_array_size(list) == 0) {
		json_decref(list);
		return nothing_left(err, m, ACT_RELAY_SENDING);
	}
	body = body_of(m);
	doc_put(body, "deliveries", list);
	judged_add(out, "delivery.sending", body);
	return ERR_OK;
}

enum err_code
judge_outcomes(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "delivery", "attempt", "outcome",
		"state", "id", "url", "at", "sent_at", "detail", "memo", "due",
		"full", NULL };
	const struct message *m = w->message;
	json_t *list = json_array(), *row, *body;
	enum delivery_state to;
	size_t n;

	json_array_foreach(doc_get(act, "results"), n, row)
	{
		struct delivery *d = delivery_at(m, doc_str(row, "delivery"));

		if (d && delivery_parse(&to, doc_str(row, "state")) &&
			may_follow(d, to, row))
			json_array_append_new(list, copy_result(w, row, names));
	}
	if (json_array_size(list) == 0) {
		json_decref(list);
		return nothing_left(err, m, ACT_RELAY_OUTCOMES);
	}
	body = body_of(m);
	doc_put(body, "results", list);
	delivery_wait_start(body, w, list);
	judged_add(out, "delivery.outcome", body);
	return ERR_OK;
}

/* What was being sent when the relay was lost: nobody knows any more. */
void
judge_lost(struct judged *out, const struct incident *i,
	const struct message *m, const char *const *accounts, size_t count)
{
	json_t *list = json_array(), *body;
	char id[DELIVERY_ID];

	FIXED_SET(out->incident, i->id);
	out->drill = i->drill;
	for (size_t n = 0; n < count; n++) {
		json_t *row = json_object();

		delivery_id(id, m, accounts[n]);
		doc_put_str(row, "delivery", id);
		doc_put_str(row, "state", "unknown");
		doc_put_str(row, "outcome", "unknown");
		doc_put_str(row, "detail", "the relay was lost while sending");
		json_array_append_new(list, row);
	}
	body = body_of(m);
	doc_put(body, "results", list);
	judged_add(out, "delivery.outcome", body);
}

/*
 * Judging what people decide about one delivery, and what the relay reports
 * about many. One table says from which state each decision is possible.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "domain/incident/incident_none.h"
#include "domain/message/message_follow.h"
#include "domain/quota/quota_follow.h"
#include "domain/release/delivery.h"
#include "domain/release/delivery_view.h"
#include "domain/release/proof_place.h"

#define D(x) (1u << DELIVERY_##x)

/* Retry only what is provably not published; settle what is unsure, what is not
 * as it was approved, or what was posted by hand although it was ended. */
static const struct {
	enum act act;
	unsigned from;
} decisions[] = {
	{ ACT_DELIVERY_TAKE, D(HUMAN) },
	{ ACT_DELIVERY_PROOF, D(HUMAN) | D(PUBLISHED) | D(DIFFERS) },
	{ ACT_DELIVERY_RETRY,
		D(RETRY) | D(REFUSED) | D(FAILED) | D(HALTED) | D(HUMAN) },
	{ ACT_DELIVERY_SETTLE,
		D(UNKNOWN) | D(SENDING) | D(ACCEPTED) | D(HUMAN) | D(DIFFERS) |
			D(HALTED) | D(CANCELLED) },
	{ ACT_DELIVERY_SKIP,
		D(DUE) | D(RETRY) | D(HUMAN) | D(GAP) | D(FAILED) | D(REFUSED) |
			D(HALTED) },
};

static struct delivery *
subject(const struct world *w, const json_t *act, enum act which,
	struct err *err)
{
	const char *id = doc_str(act, "delivery");
	char account[ACCOUNT_ID];
	struct delivery *d = NULL;

	if (delivery_id_split(NULL, NULL, account, id))
		d = message_delivery(w->message, account);
	if (d == NULL) {
		(void)message_no_delivery(err, w->message, id);
		return NULL;
	}
	for (size_t n = 0; n < sizeof(decisions) / sizeof(decisions[0]); n++)
		if (decisions[n].act == which &&
			(decisions[n].from & (1u << d->state)))
			return d;
	(void)refuse(err, REFUSE_DELIVERY_STATE, "delivery",
		WITH(arg_id(id), arg_both(&delivery_row(d->state)->title),
			arg_act(which)));
	return NULL;
}

static json_t *
decided(const json_t *act, enum delivery_state state)
{
	json_t *body = json_object();

	doc_put_str(body, "delivery", doc_str(act, "delivery"));
	doc_put_str(body, "state", delivery_row(state)->word);
	return body;
}

/* Equal but for white space, which platforms change at will. */
static bool
same_text(const struct message *m, const struct delivery *d, const char *seen)
{
	json_t *row = json_object_get(
		json_object_get(m->manifest, "accounts"), d->account);
	json_t *doc = json_object_get(m->texts, doc_str(row, "variant"));
	const char *text = doc_str(doc, "text");

	return text_holds(seen, text) &&
		text_holds(seen, doc_str(doc, "title"));
}

static enum err_code
proof_readback(struct judged *out, const struct world *w, const json_t *act,
	const struct delivery *d, struct err *err)
{
	const char *seen = doc_str(act, "readback");
	char digest[HASH_HEX];
	json_t *body;

	if (d->state == DELIVERY_HUMAN)
		return refuse(err, REFUSE_DELIVERY_STATE, "delivery",
			WITH(arg_id(doc_str(act, "delivery")),
				arg_both(&delivery_row(d->state)->title),
				arg_act(ACT_DELIVERY_PROOF)));
	if (strcmp(d->proved_by, w->officer->id) == 0)
		return refuse(err, REFUSE_SECOND_PERSON, "readback",
			WITH(officer_arg(w->officer)));
	body = decided(act,
		same_text(w->message, d, seen) ? DELIVERY_VERIFIED
					       : DELIVERY_DIFFERS);
	hash_hex(digest, seen, strlen(seen));
	doc_put_str(body, "readback", digest);
	judged_add(out, "delivery.proved", body);
	return ERR_OK;
}

/* Who heard or saw it, where and when: all three, after it went out. */
static enum err_code
proof_witness(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	int64_t at = doc_int(act, "at");
	json_t *body;

	if (*doc_str(act, "witness") == '\0')
		return refuse(err, REFUSE_FIELD, "witness",
			WITH(arg_field("witness"),
				ARG_BOTH("is missing", "缺少")));
	if (*doc_str(act, "place") == '\0')
		return refuse(err, REFUSE_FIELD, "place",
			WITH(arg_field("place"),
				ARG_BOTH("is missing", "缺少")));
	if (at < w->message->fired.time - 60000 || at > w->now)
		return refuse(err, REFUSE_FIELD, "at",
			WITH(arg_field("at"),
				ARG_BOTH("is not between the release and now",
					"不在发布之后至今")));
	body = decided(act, DELIVERY_PUBLISHED);
	doc_put_str(body, "witness", doc_str(act, "witness"));
	doc_put_str(body, "place", doc_str(act, "place"));
	doc_put_str(body, "listener", doc_str(act, "listener"));
	doc_put_int(body, "at", at);
	judged_add(out, "delivery.proved", body);
	return ERR_OK;
}

enum err_code
judge_proof(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *url = doc_str(act, "url");
	struct delivery *d = subject(w, act, ACT_DELIVERY_PROOF, err);
	json_t *body;
	bool heard;

	if (d == NULL)
		return err->code;
	if (!delivery_by_hand(d) && !w->incident->drill)
		return refuse(err, REFUSE_NOT_MANUAL, "delivery",
			WITH(arg_id(doc_str(act, "delivery"))));
	heard = *doc_str(act, "witness") || *doc_str(act, "place") ||
		doc_get(act, "at");
	if (*url == '\0' && *doc_str(act, "readback") == '\0' && !heard)
		return refuse(err, REFUSE_FIELD, "url",
			WITH(arg_field("url"), ARG_BOTH("is missing", "缺少")));
	if (*url == '\0' && !heard)
		return proof_readback(out, w, act, d, err);
	if (*url && proof_check_place(w, d->account, url, err) != ERR_OK)
		return err->code;
	if (d->state != DELIVERY_HUMAN)
		return refuse(err, REFUSE_DELIVERY_STATE, "delivery",
			WITH(arg_id(doc_str(act, "delivery")),
				arg_both(&delivery_row(d->state)->title),
				arg_act(ACT_DELIVERY_PROOF)));
	if (strcmp(d->kind, KIND_OF_BROADCAST) == 0 &&
		*doc_str(act, "listener") == '\0')
		return refuse(err, REFUSE_NOT_LISTENED, "listener",
			WITH(arg_id(doc_str(act, "delivery"))));
	if (*url == '\0')
		return proof_witness(out, w, act, err);
	body = decided(act, DELIVERY_PUBLISHED);
	doc_put_str(body, "url", url);
	doc_put_str(body, "listener", doc_str(act, "listener"));
	judged_add(out, "delivery.proved", body);
	return ERR_OK;
}

/* Who has the text in hand may be told to stop; who has it already is. */
enum err_code
judge_take(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	char account[ACCOUNT_ID];
	const struct delivery *d = NULL;
	json_t *body;

	if (delivery_id_split(NULL, NULL, account, doc_str(act, "delivery")))
		d = message_delivery(w->message, account);
	/* that it was withdrawn says more than the state it has by that */
	if (d != NULL && delivery_check_text(w, d, err) != ERR_OK)
		return err->code;
	d = subject(w, act, ACT_DELIVERY_TAKE, err);
	if (d == NULL)
		return err->code;
	if (delivery_is_taker(d, w->officer->id))
		return ERR_OK;
	body = json_object();
	doc_put_str(body, "delivery", doc_str(act, "delivery"));
	judged_add(out, "delivery.taken", body);
	return ERR_OK;
}

enum err_code
judge_retry(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	struct delivery *d = subject(w, act, ACT_DELIVERY_RETRY, err);
	int64_t until = doc_int(
		json_object_get(w->message->manifest, "window"), "until");
	const struct message *by = message_follower(w->incident, w->message);

	if (d == NULL)
		return err->code;
	if (by != NULL)
		return refuse(err, REFUSE_TAKEN_BACK, "delivery",
			WITH(arg_id(w->message->id), arg_id(by->id)));
	/* by hand only a halt is taken back: it waits for a person again */
	if (delivery_by_hand(d) && d->state != DELIVERY_HALTED)
		return refuse(err, REFUSE_DELIVERY_STATE, "delivery",
			WITH(arg_id(doc_str(act, "delivery")),
				ARG_BOTH("posted manually", "人工发布"),
				arg_act(ACT_DELIVERY_RETRY)));
	if (w->now > until)
		return refuse(err, REFUSE_WINDOW, "delivery",
			WITH(arg_time(until, w->office->zone)));
	if (!w->relay_up)
		return refuse(err, REFUSE_RELAY_AWAY, "delivery", WITH_NONE);
	if (quota_check_retry(w, d->account, err) != ERR_OK)
		return err->code;
	judged_add(out, "delivery.retried", decided(act, DELIVERY_DUE));
	return ERR_OK;
}

enum err_code
judge_settle(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *seen = doc_str(act, "seen");
	const char *url = doc_str(act, "url");
	bool yes = strcmp(seen, "published") == 0;
	json_t *body;

	if (!yes && strcmp(seen, "not-published") != 0)
		return refuse(err, REFUSE_FIELD, "seen",
			WITH(arg_field("seen"),
				ARG_BOTH("is neither published nor "
					 "not-published",
					"只能是 published 或 not-published")));
	if (subject(w, act, ACT_DELIVERY_SETTLE, err) == NULL)
		return err->code;
	if (*url && proof_check_url(url, err) != ERR_OK)
		return err->code;
	body = decided(act, yes ? DELIVERY_PUBLISHED : DELIVERY_FAILED);
	doc_put_str(body, "seen", seen);
	doc_put_str(body, "url", url);
	doc_put_str(body, "reason", doc_str(act, "reason"));
	judged_add(out, "delivery.settled", body);
	return ERR_OK;
}

enum err_code
judge_skip(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *body;

	if (subject(w, act, ACT_DELIVERY_SKIP, err) == NULL)
		return err->code;
	body = decided(act, DELIVERY_SKIPPED);
	doc_put_str(body, "reason", doc_str(act, "reason"));
	judged_add(out, "delivery.skipped", body);
	return ERR_OK;
}

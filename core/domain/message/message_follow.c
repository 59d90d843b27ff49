/*
 * Finding what follows a message, and ending what was pending of it.
 */
#include "domain/message/message_follow.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/message/message.h"

enum { PER_ENTRY = 200 };

static bool
follows(const struct message *o, const struct message *m)
{
	return (o->kind == KIND_CORRECTION || o->kind == KIND_WITHDRAWAL) &&
		strcmp(o->corrects, m->id) == 0;
}

/* Does `o` say more of the message than `than` does? */
static bool
goes_before(const struct message *o, const struct message *than)
{
	bool back = o->kind == KIND_WITHDRAWAL;

	if (than == NULL)
		return true;
	if (back != (than->kind == KIND_WITHDRAWAL))
		return back;
	return o->fired.time >= than->fired.time;
}

static const struct message *
follower_between(const struct incident *i, const struct message *m,
	enum message_state from, enum message_state to)
{
	const struct message *best = NULL;

	for (size_t n = 0; n < i->message_count; n++) {
		const struct message *o = i->messages[n];

		if (o->state >= from && o->state <= to && follows(o, m) &&
			goes_before(o, best))
			best = o;
	}
	return best;
}

const struct message *
message_follower(const struct incident *i, const struct message *m)
{
	return follower_between(i, m, MESSAGE_FIRED, MESSAGE_RELEASED);
}

const struct message *
message_follower_coming(const struct incident *i, const struct message *m)
{
	return follower_between(i, m, MESSAGE_REVIEW, MESSAGE_ARMED);
}

bool
delivery_is_pending(const struct delivery *d)
{
	return d->state == DELIVERY_DUE || d->state == DELIVERY_RETRY ||
		d->state == DELIVERY_HUMAN;
}

/* What a pending delivery becomes; its own state where nothing changes. */
static enum delivery_state
ended_as(const struct delivery *d, bool halted)
{
	bool taken = d->state == DELIVERY_HUMAN && d->taken;

	if (halted)
		return taken ? DELIVERY_HUMAN : DELIVERY_HALTED;
	return taken ? DELIVERY_UNKNOWN : DELIVERY_CANCELLED;
}

static json_t *
ended_row(const struct message *m, const struct delivery *d,
	const struct message *by)
{
	char id[DELIVERY_ID], detail[MESSAGE_ID + 8] = "";
	json_t *row = json_object();

	fixed_format(id, sizeof(id), "%s:%s", m->id, d->account);
	if (by)
		fixed_format(detail, sizeof(detail), "-> %s", by->id);
	doc_put_str(row, "delivery", id);
	doc_put_str(row, "state", delivery_row(ended_as(d, !by))->word);
	doc_put_str(row, "detail", detail);
	return row;
}

static void
ended_entry(struct judged *out, const struct message *m,
	const struct message *by, json_t *list)
{
	json_t *body = body_of(m);

	doc_put_str(body, "why",
		by == NULL			      ? "halted"
			: by->kind == KIND_WITHDRAWAL ? "withdrawn"
						      : "corrected");
	doc_put_str(body, "follower", by ? by->id : "");
	doc_put(body, "results", list);
	judged_add(out, "delivery.cancelled", body);
}

void
message_end_pending(
	struct judged *out, const struct message *m, const struct message *by)
{
	json_t *list = NULL;

	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		/* what a halt ends of the relay's it ends itself */
		if (!delivery_is_pending(d) || ended_as(d, !by) == d->state ||
			(!by && d->state != DELIVERY_HUMAN))
			continue;
		if (list == NULL)
			list = json_array();
		json_array_append_new(list, ended_row(m, d, by));
		if (json_array_size(list) == PER_ENTRY) {
			ended_entry(out, m, by, list);
			list = NULL;
		}
	}
	if (list)
		ended_entry(out, m, by, list);
}

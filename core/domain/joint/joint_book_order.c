/*
 * Orders in the book, and what units answered to them.
 */
#include "domain/joint/joint_crossing.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/joint/joint_pace.h"
#include "domain/joint/joint_signal.h"

struct joint_order *
book_order(struct joint_book *b, const char *name)
{
	return (struct joint_order *)(uintptr_t)joint_order_find(b, name);
}

struct joint_answer *
book_answer(struct joint_order *o, const char *partner, const char *letter)
{
	struct joint_answer *a =
		(struct joint_answer *)(uintptr_t)joint_answer_of(o, partner);

	if (a == NULL) {
		a = MEM_ADD(o->answers, o->answer_count);
		*a = (struct joint_answer){ .state = ANSWER_NONE };
		FIXED_SET(a->partner, partner);
	}
	if (*letter)
		FIXED_SET(a->letter, letter);
	return a;
}

void
book_keep(json_t **field, json_t *doc)
{
	json_decref(*field);
	*field = json_incref(doc);
}

json_t *
crossing_to(const struct crossing *x)
{
	json_t *to = doc_get(x->body, "to");

	return to ? json_incref(to) : json_pack("[s]", x->partner);
}

/* The lead may have gone to another since: who gave an order puts it right. */
static bool
is_offer(const struct joint_book *b, const struct joint *j,
	const struct joint_order *o)
{
	if (strcmp(j->leader, o->from) == 0)
		return false;
	for (size_t n = 0; n < b->order_count; n++)
		if (&b->orders[n] != o && !b->orders[n].offer &&
			joint_order_rights(o, &b->orders[n]))
			return false;
	return true;
}

/* Ours to more partners names the first one; of those that came back the same
 * text is the same order. Theirs is to us. */
static struct joint_order *
crossing_first(
	struct joint_book *b, const struct crossing *x, const struct joint *j)
{
	const char *first = doc_str(x->body, "order");
	const char *digest = doc_str(x->says, "digest");

	if (!x->back)
		return *first ? book_order(b, first) : NULL;
	for (size_t n = 0; n < b->order_count; n++) {
		struct joint_order *o = &b->orders[n];

		if (o->from[0] == '\0' && strcmp(o->joint, j->name) == 0 &&
			strcmp(doc_str(o->says, "digest"), digest) == 0)
			return o;
	}
	return NULL;
}

/* One that came back says which message of ours it is of, if that came too. */
static void
order_ties(struct joint_book *b, const struct joint_order *o)
{
	struct joint *j = (struct joint *)(uintptr_t)joint_find(b, o->joint);
	size_t len = strcspn(o->message, "/");

	if (j->incident[0] == '\0' && len > 0 && len < sizeof(j->incident))
		fixed_cut_format(j->incident, sizeof(j->incident), "%.*s",
			(int)len, o->message);
}

void
cross_order(struct joint_book *b, const struct crossing *x)
{
	const struct joint *j =
		joint_meant(b, x->partner, doc_str(x->says, "joint"));
	struct joint_order *o;
	json_t *to, *id;
	size_t n;

	if (j == NULL || j->drill != x->drill)
		return;
	o = crossing_first(b, x, j);
	if (o == NULL) {
		o = MEM_ADD(b->orders, b->order_count);
		*o = (struct joint_order){ .drill = x->drill,
			.at = x->at,
			.place = letter_place(x->body),
			.halted = doc_int(x->entry, "seq"),
			.says = json_incref(x->says) };
		FIXED_SET(o->name, x->letter);
		FIXED_SET(o->joint, j->name);
		FIXED_SET(o->from, x->ours ? "" : x->partner);
		FIXED_SET(o->message, doc_str(x->body, "message"));
		o->offer = is_offer(b, j, o);
		if (x->back)
			order_ties(b, o);
	}
	o->asked = x->at;
	o->rung = 0;
	if (!x->ours) {
		(void)book_answer(o, "", x->letter);
		return;
	}
	to = crossing_to(x);
	json_array_foreach(to, n, id)
	{
		(void)book_answer(o, json_string_value(id), x->letter);
	}
	json_decref(to);
	json_array_foreach(doc_get(x->body, "hand"), n, id)
	{
		(void)book_answer(o, json_string_value(id), "");
	}
}

/* Ours to the order's sender; or a partner's that was ordered by us. */
static struct joint_answer *
crossing_answer(struct joint_book *b, const struct crossing *x)
{
	struct joint_order *o = book_order(b, doc_str(x->says, "order"));
	const char *who = x->ours ? "" : x->partner;

	if (o == NULL || o->drill != x->drill ||
		x->ours != (o->from[0] != '\0') ||
		(x->ours && strcmp(o->from, x->partner) != 0) ||
		joint_answer_of(o, who) == NULL)
		return NULL;
	return book_answer(o, who, "");
}

void
cross_answer(struct joint_book *b, const struct crossing *x)
{
	struct joint_answer *a = crossing_answer(b, x);
	enum order_answer state;

	if (x->ours) {
		joint_paced(b, x->partner, x->at);
		replies_end(b, x);
	}
	if (a == NULL || !order_answer_parse(&state, doc_str(x->says, "state")))
		return;
	a->state = state;
	if (state != ANSWER_READY)
		a->ready[0] = '\0';
	else if (a->ready[0] == '\0' || *doc_str(x->says, "re") == '\0')
		FIXED_SET(a->ready, x->letter);
	a->at = doc_int(x->says, "at");
	a->heard = x->at;
	book_keep(&a->says, x->says);
}

void
cross_receipt(struct joint_book *b, const struct crossing *x)
{
	struct joint_answer *a = crossing_answer(b, x);

	if (x->ours)
		joint_paced(b, x->partner, x->at);
	if (a == NULL)
		return;
	a->heard = x->at;
	book_keep(&a->receipt, doc_get(x->says, "accounts"));
	a->more = doc_int(x->says, "more");
}

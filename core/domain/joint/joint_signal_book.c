/*
 * Calls, fires and halts in the book, and the answers that are owed to them.
 */
#include "domain/joint/joint_crossing.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/joint/joint_signal.h"

static struct joint_order *
crossing_order(const struct joint_book *b, const struct crossing *x)
{
	return (struct joint_order *)(uintptr_t)signal_order(
		b, x->ours ? "" : x->partner, x->drill, x->says);
}

/* ---- halts ---- */

/* Which joint incident its sender leads as it comes: it holds also when the lead
 * has gone to another since. */
static const char *
halt_leads(const struct joint_book *b, const struct joint_halt *h,
	const struct joint_order *o)
{
	const struct joint *j = o != NULL ? joint_find(b, o->joint)
					  : signal_joint(b, h->from, h->says);

	return j != NULL && strcmp(j->leader, h->from) == 0 ? j->name : "";
}

/* Also of an order that has not come: it is born halted. One that was read ahead
 * of its place comes again in it. */
void
cross_halt(struct joint_book *b, const struct crossing *x)
{
	struct joint_order *o = crossing_order(b, x);
	struct joint_halt *h;

	if (x->ours && o != NULL && doc_int(x->body, "halted") > o->halted)
		o->halted = doc_int(x->body, "halted");
	if (signal_halt_known(b, x->letter))
		return;
	h = MEM_ADD(b->halts, b->halt_count);
	*h = (struct joint_halt){ .drill = x->drill,
		.place = letter_place(x->body),
		.at = x->at,
		.says = json_incref(x->says) };
	FIXED_SET(h->from, x->ours ? "" : x->partner);
	FIXED_SET(h->letter, x->letter);
	FIXED_SET(h->led, halt_leads(b, h, o));
}

/* ---- call, fire ---- */

static void
cross_word(struct joint_signal *word, const struct crossing *x)
{
	FIXED_SET(word->letter, x->letter);
	word->place = letter_place(x->body);
	word->at = x->at;
}

/* Only who ordered it calls and fires. */
static struct joint_order *
crossing_own_order(const struct joint_book *b, const struct crossing *x)
{
	struct joint_order *o = crossing_order(b, x);

	return o != NULL && o->drill == x->drill &&
			strcmp(o->from, x->ours ? "" : x->partner) == 0
		? o
		: NULL;
}

void
cross_call(struct joint_book *b, const struct crossing *x)
{
	struct joint_order *o = crossing_own_order(b, x);

	if (o != NULL)
		cross_word(&o->call, x);
}

void
cross_fire(struct joint_book *b, const struct crossing *x)
{
	struct joint_order *o = crossing_own_order(b, x);

	if (o == NULL)
		return;
	cross_word(&o->fire, x);
	o->fire_at = doc_int(x->says, "at");
}

/* ---- answers that are owed ---- */

/* A call or a fire that was obeyed is, by what comes of it: ready, out. */
static bool
is_told_by_more(const json_t *body)
{
	return strcmp(doc_str(body, "outcome"), "obeyed") == 0 &&
		strcmp(doc_str(body, "signal"),
			letter_kind_row(LETTER_HALT)->word) != 0;
}

/* Of words that came to the same the last one is answered. */
static json_t **
reply_of(struct joint_order *o, const json_t *body)
{
	static const char *const same[] = { "partner", "signal", "rule" };

	for (size_t n = 0; n < o->reply_count; n++) {
		const json_t *r = o->replies[n];
		bool is = doc_bool(r, "drill") == doc_bool(body, "drill");

		for (size_t k = 0; k < sizeof(same) / sizeof(same[0]); k++)
			is = is &&
				strcmp(doc_str(r, same[k]),
					doc_str(body, same[k])) == 0;
		if (is)
			return &o->replies[n];
	}
	return NULL;
}

void
book_signal(struct joint_book *b, const json_t *entry)
{
	json_t *body = doc_get(entry, "body");
	struct joint_order *o =
		(struct joint_order *)(uintptr_t)joint_order_find(
			b, doc_str(body, "order"));
	json_t **reply;

	if (o == NULL || o->from[0] == '\0' || is_told_by_more(body))
		return;
	reply = reply_of(o, body);
	if (reply == NULL) {
		reply = MEM_ADD(o->replies, o->reply_count);
		*reply = NULL;
	}
	json_decref(*reply);
	*reply = json_incref(body);
}

void
replies_end(struct joint_book *b, const struct crossing *x)
{
	const char *re = doc_str(x->says, "re");
	struct joint_order *o = crossing_order(b, x);
	size_t kept = 0;

	for (size_t n = 0; o != NULL && n < o->reply_count; n++)
		if (strcmp(doc_str(o->replies[n], "letter"), re) == 0)
			json_decref(o->replies[n]);
		else
			o->replies[kept++] = o->replies[n];
	if (o != NULL)
		o->reply_count = kept;
}

void
replies_release(struct joint_order *o)
{
	for (size_t n = 0; n < o->reply_count; n++)
		json_decref(o->replies[n]);
	free(o->replies);
}

/*
 * The book of joint incidents, from entries.
 */
#include "domain/joint/joint_crossing.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/joint/joint_lead.h"
#include "domain/joint/joint_share.h"
#include "domain/joint/joint_signal.h"

void
joint_book_init(struct joint_book *b)
{
	memset(b, 0, sizeof(*b));
}

static void
joint_release(struct joint *j)
{
	json_decref(j->says);
	json_decref(j->told);
	json_decref(j->hand.says);
	json_decref(j->led);
	for (size_t n = 0; n < j->unit_count; n++)
		json_decref(j->units[n].says);
	free(j->units);
}

static void
joint_order_release(struct joint_order *o)
{
	json_decref(o->says);
	json_decref(o->board);
	json_decref(o->board_to);
	for (size_t n = 0; n < o->answer_count; n++) {
		json_decref(o->answers[n].says);
		json_decref(o->answers[n].receipt);
	}
	free(o->answers);
	json_decref(o->alarms);
	replies_release(o);
}

void
joint_book_release(struct joint_book *b)
{
	for (size_t n = 0; n < b->joint_count; n++)
		joint_release(&b->joints[n]);
	for (size_t n = 0; n < b->order_count; n++)
		joint_order_release(&b->orders[n]);
	for (size_t n = 0; n < b->halt_count; n++)
		json_decref(b->halts[n].says);
	free(b->joints);
	free(b->orders);
	free(b->halts);
	free(b->paces);
	json_decref(b->known);
	joint_book_init(b);
}

/* ---- finding ---- */

enum { KNOWN = WORD_ID + HASH_HEX + 3 };

static void
known_name(char out[KNOWN], const char *from, bool drill, const char *letter)
{
	fixed_cut_format(
		out, KNOWN, "%s/%c/%s", from, drill ? 'd' : 'a', letter);
}

/* What is to be changed. */
static struct joint *
book_joint(struct joint_book *b, const char *partner, const char *name)
{
	return (struct joint *)(uintptr_t)joint_meant(b, partner, name);
}

static struct joint_unit *
book_unit(struct joint *j, const char *partner)
{
	struct joint_unit *u =
		(struct joint_unit *)(uintptr_t)joint_unit_of(j, partner);

	if (u != NULL)
		return u;
	u = MEM_ADD(j->units, j->unit_count);
	*u = (struct joint_unit){ .state = JOINT_ASKED };
	FIXED_SET(u->partner, partner);
	return u;
}

/* ---- a letter ---- */

/* Has this letter's sender written that one too? */
static bool
crossing_knows(const struct joint_book *b, const struct crossing *x,
	const char *letter)
{
	char known[KNOWN];

	if (x->ours)
		return true;
	known_name(known, x->partner, x->drill, letter);
	return json_object_get(b->known, known) != NULL;
}

/*
 * The one that this letter opened, or that an earlier one of the same sender
 * did. Whoever names a letter of another's, before or after it came, leads only
 * what its own letter opens.
 */
static struct joint *
crossing_joint(struct joint_book *b, const struct crossing *x)
{
	const char *leader = x->ours ? "" : x->partner;
	const char *named = doc_str(x->says, "joint");
	bool own = *named && crossing_knows(b, x, named);
	const char *name = own ? named : x->letter;
	struct joint *j;

	for (size_t n = 0; n < b->joint_count; n++) {
		j = &b->joints[n];
		if (strcmp(j->leader, leader) == 0 &&
			(strcmp(j->name, name) == 0 ||
				(*named &&
					(strcmp(j->called, named) == 0 ||
						strcmp(j->name, named) == 0))))
			return j;
	}
	j = MEM_ADD(b->joints, b->joint_count);
	*j = (struct joint){ .drill = x->drill, .at = x->at };
	FIXED_SET(j->name, name);
	FIXED_SET(j->called, own ? "" : named);
	FIXED_SET(j->leader, leader);
	j->state = x->ours ? JOINT_JOINED : JOINT_ASKED;
	return j;
}

/* A later invitation names the joint incident; the first one is its name. */
static void
cross_open(struct joint_book *b, const struct crossing *x)
{
	struct joint *j = crossing_joint(b, x);
	json_t *to, *id;
	size_t n;

	if (j->drill != x->drill)
		return;
	FIXED_SET(j->letter, x->letter);
	book_keep(&j->says, x->says);
	if (!x->ours) {
		if (j->state == JOINT_DECLINED || j->state == JOINT_LEFT)
			j->state = JOINT_ASKED; /* once more */
		return;
	}
	/* one that came back is tied to it by its orders */
	if (*doc_str(x->entry, "incident"))
		FIXED_SET(j->incident, doc_str(x->entry, "incident"));
	to = crossing_to(x);
	json_array_foreach(to, n, id)
	{
		struct joint_unit *u = book_unit(j, json_string_value(id));

		u->state = JOINT_ASKED;
		u->at = x->at;
	}
	json_decref(to);
}

/* We to the leader, or a unit that we invited to us. */
static void
cross_unit(
	struct joint_book *b, const struct crossing *x, enum joint_state state)
{
	struct joint *j = book_joint(b, x->partner, doc_str(x->says, "joint"));
	struct joint_unit *u;

	if (j == NULL || j->drill != x->drill || j->state == JOINT_CLOSED ||
		(x->ours && j->leader[0] == '\0'))
		return;
	if (x->ours) {
		j->state = state;
		FIXED_SET(j->stood, x->partner);
		return;
	}
	if (!joint_lead_hears(j, x->partner))
		return;
	u = book_unit(j, x->partner);
	u->state = state;
	u->at = x->at;
	u->misled = j->leader[0] != '\0' && j->hand.taken[0] == '\0';
	book_keep(&u->says, x->says);
	if (state != JOINT_JOINED)
		joint_lead_gone(j, x->partner);
}

static void
cross_join(struct joint_book *b, const struct crossing *x)
{
	cross_unit(b, x,
		doc_bool(x->says, "declined") ? JOINT_DECLINED : JOINT_JOINED);
}

static void
cross_leave(struct joint_book *b, const struct crossing *x)
{
	cross_unit(b, x, JOINT_LEFT);
}

/* The leader's alone. */
static void
cross_close(struct joint_book *b, const struct crossing *x)
{
	struct joint *j = book_joint(b, x->partner, doc_str(x->says, "joint"));

	if (j == NULL || j->drill != x->drill)
		return;
	if (strcmp(x->ours ? "" : x->partner, j->leader) == 0)
		j->state = JOINT_CLOSED;
}

static void
cross_lead(struct joint_book *b, const struct crossing *x)
{
	struct joint *j = book_joint(b, x->partner, doc_str(x->says, "joint"));
	const struct joint_lead_letter letter = { .ours = x->ours,
		.partner = x->partner,
		.letter = x->letter,
		.at = x->at,
		.says = x->says };

	if (j != NULL && j->drill == x->drill && j->state != JOINT_CLOSED)
		joint_lead_crossed(j, &letter);
}

/* Theirs stands in our incident. */
static void
cross_shared(struct joint_book *b, const struct crossing *x)
{
	struct joint *j = book_joint(b, x->partner, doc_str(x->says, "joint"));
	json_t *to, *id;
	size_t n;

	if (!x->ours || j == NULL || j->drill != x->drill)
		return;
	to = crossing_to(x);
	json_array_foreach(to, n, id)
	{
		joint_shared(j, json_string_value(id), x->says);
	}
	json_decref(to);
}

static const struct {
	enum letter_kind kind;
	void (*cross)(struct joint_book *b, const struct crossing *x);
} crossings[] = {
	{ LETTER_OPEN, cross_open },
	{ LETTER_JOIN, cross_join },
	{ LETTER_LEAVE, cross_leave },
	{ LETTER_LEAD, cross_lead },
	{ LETTER_CLOSE, cross_close },
	{ LETTER_ORDER, cross_order },
	{ LETTER_CALL, cross_call },
	{ LETTER_FIRE, cross_fire },
	{ LETTER_HALT, cross_halt },
	{ LETTER_ANSWER, cross_answer },
	{ LETTER_RECEIPT, cross_receipt },
	{ LETTER_BOARD, cross_board },
	{ LETTER_LINES, cross_shared },
	{ LETTER_BULLETIN, cross_shared },
	{ LETTER_CLAIM, cross_shared },
};

/* A letter of ours that came back has no other list. */
static const char *
cross_partner(const json_t *body)
{
	const char *partner = doc_str(body, "partner");
	const char *first =
		json_string_value(json_array_get(doc_get(body, "to"), 0));

	return *partner == '\0' && first != NULL ? first : partner;
}

static void
cross(struct joint_book *b, const json_t *entry, bool ours, bool back)
{
	const json_t *body = doc_get(entry, "body");
	struct crossing x = { .entry = entry,
		.body = body,
		.says = json_loads(doc_str(body, "text"), 0, NULL),
		.letter = doc_str(body, "letter"),
		.partner = cross_partner(body),
		.at = doc_int(entry, "time"),
		.ours = ours,
		.back = back,
		.drill = doc_bool(body, "drill") };
	enum letter_kind kind;

	if (letter_kind_parse(&kind, doc_str(x.says, "kind")))
		for (size_t n = 0; n < sizeof(crossings) / sizeof(crossings[0]);
			n++)
			if (crossings[n].kind == kind)
				crossings[n].cross(b, &x);
	json_decref(x.says);
}

/* ---- entries ---- */

static void
book_sent(struct joint_book *b, const json_t *entry)
{
	cross(b, entry, true, false);
}

/* Written by the machine that was lost: what it said was said. */
static void
book_returned(struct joint_book *b, const json_t *entry)
{
	const char *outcome = doc_str(doc_get(entry, "body"), "outcome");

	if (strcmp(outcome, "returned") == 0 || strcmp(outcome, "opened") == 0)
		cross(b, entry, true, true);
}

/* Also what is not to us, or was refused, is its sender's own letter. */
static void
book_taken(struct joint_book *b, const json_t *entry)
{
	const json_t *body = doc_get(entry, "body");
	char known[KNOWN];

	/* a halt is read ahead of its place */
	if (strcmp(doc_str(body, "outcome"), "taken") == 0 ||
		strcmp(doc_str(body, "outcome"), "halts") == 0)
		cross(b, entry, false, false);
	known_name(known, doc_str(body, "partner"), doc_bool(body, "drill"),
		doc_str(body, "letter"));
	if (b->known == NULL)
		b->known = json_object();
	doc_put(b->known, known, json_true());
}

/* Before the letter that says so. */
static void
book_joined(struct joint_book *b, const json_t *entry)
{
	const json_t *body = doc_get(entry, "body");
	struct joint *j =
		book_joint(b, doc_str(body, "partner"), doc_str(body, "joint"));

	if (j == NULL)
		return;
	j->state = JOINT_JOINED;
	FIXED_SET(j->incident, doc_str(entry, "incident"));
}

/* Ours: also where there was nobody to write to. */
static void
book_ended(struct joint_book *b, const json_t *entry)
{
	struct joint *j =
		book_joint(b, "", doc_str(doc_get(entry, "body"), "joint"));

	if (j != NULL)
		j->state = JOINT_CLOSED;
}

static void
book_became(struct joint_book *b, const json_t *entry)
{
	const json_t *body = doc_get(entry, "body");
	struct joint_order *o = book_order(b, doc_str(body, "order"));

	if (o != NULL)
		FIXED_SET(o->message, doc_str(body, "message"));
}

/* Over the telephone: what an officer wrote down of a unit. */
static void
book_noted(struct joint_book *b, const json_t *entry)
{
	json_t *body = doc_get(entry, "body");
	struct joint_order *o = book_order(b, doc_str(body, "order"));
	enum order_answer state;
	struct joint_answer *a;

	if (o == NULL || joint_answer_of(o, doc_str(body, "partner")) == NULL ||
		!order_answer_parse(&state, doc_str(body, "state")))
		return;
	a = book_answer(o, doc_str(body, "partner"), "");
	a->state = state;
	a->at = a->heard = doc_int(entry, "time");
	book_keep(&a->says, body);
}

static void
book_silent(struct joint_book *b, const json_t *entry)
{
	struct joint_order *o =
		book_order(b, doc_str(doc_get(entry, "body"), "order"));

	if (o != NULL)
		o->silent = true;
}

static void
book_rang(struct joint_book *b, const json_t *entry)
{
	json_t *body = doc_get(entry, "body");
	struct joint_order *o = book_order(b, doc_str(body, "order"));

	if (o != NULL)
		o->rung = (int)doc_int(body, "times");
}

static void
book_alarmed(struct joint_book *b, const json_t *entry)
{
	json_t *body = doc_get(entry, "body"), *row;
	struct joint_order *o = book_order(b, doc_str(body, "order"));

	if (o == NULL)
		return;
	if (o->alarms == NULL)
		o->alarms = json_object();
	row = json_object();
	doc_put_int(row, "at", doc_int(entry, "time"));
	doc_put(row, "body", json_incref(body));
	doc_put(o->alarms, doc_str(body, "account"), row);
}

static const struct {
	const char *kind;
	void (*read)(struct joint_book *b, const json_t *entry);
} book_reads[] = {
	{ "letter.sent", book_sent },
	{ "letter.returned", book_returned },
	{ "letter.taken", book_taken },
	{ "joint.joined", book_joined },
	{ "joint.ended", book_ended },
	{ "joint.became", book_became },
	{ "joint.noted", book_noted },
	{ "joint.rang", book_rang },
	{ "joint.alarmed", book_alarmed },
	{ "joint.silent", book_silent },
	{ "joint.signal", book_signal },
};

const char *
joint_book_kind(size_t n)
{
	return n < sizeof(book_reads) / sizeof(book_reads[0])
		? book_reads[n].kind
		: NULL;
}

bool
joint_book_reads(const char *kind)
{
	for (size_t n = 0; joint_book_kind(n) != NULL; n++)
		if (strcmp(kind, joint_book_kind(n)) == 0)
			return true;
	return false;
}

void
joint_book_add(struct joint_book *b, const json_t *entry)
{
	for (size_t n = 0; joint_book_kind(n) != NULL; n++)
		if (strcmp(doc_str(entry, "kind"), joint_book_kind(n)) == 0)
			book_reads[n].read(b, entry);
}

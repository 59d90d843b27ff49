/*
 * A county in the city's joint incident, on the scene: what the city ordered is
 * message 1 here. Letters are their bodies; their names and places are numbers.
 */
#ifndef CRIER_TESTS_DOMAIN_JOINED_H
#define CRIER_TESTS_DOMAIN_JOINED_H

#include "base/fixed.h"
#include "base/mem.h"
#include "domain/joint/joint_came.h"
#include "domain/joint/joint_signal.h"
#include "domain/joint/joint_stand.h"
#include "tests/domain/appointed.h"

struct joined {
	struct scene s;
	struct joint_book b;
};

/* The name of the n-th letter of a sender: 64 digits. */
static inline const char *
letter_name(int n)
{
	static char text[8][HASH_HEX];
	char *name = text[n % 8];

	fixed_cut_format(name, HASH_HEX, "%08d%056d", n, 0);
	return name;
}

static inline void
joined_partner(struct joined *j, const char *id)
{
	struct office *o = &j->s.office;
	struct partner *p = MEM_ADD(o->partners, o->partner_count);

	*p = (struct partner){ .state = PARTNER_ACTIVE };
	FIXED_SET(p->id, id);
	FIXED_SET(p->name, id);
	FIXED_SET(p->key, "ssh-ed25519 key");
}

static inline json_t *
letter_says(const char *kind, int order)
{
	json_t *says = json_object();

	doc_put_str(says, "kind", kind);
	doc_put_str(says, "joint", letter_name(1));
	if (order > 0)
		doc_put_str(says, "order", letter_name(order));
	return says;
}

/* Letter n of a sender, as the station takes it; `says` is taken over. */
struct letter {
	const char *from;
	int n;
	bool drill, early;
	json_t *says;
};

/* Also what is judged of it: entries after the one that it was taken. */
static inline void
letter_comes(struct joined *j, struct letter l)
{
	struct scene *s = &j->s;
	struct world w = { .office = &s->office,
		.library = s->lib,
		.incident = s->incident.opened ? &s->incident : NULL,
		.joints = &j->b,
		.clock_sure = s->clock_sure,
		.now = s->now };
	struct word_came c = { .from = l.from,
		.letter = letter_name(l.n),
		.drill = l.drill,
		.says = l.says };
	char *text = doc_format(l.says);
	struct judged out;

	judged_init(&out);
	judged_add(&out, "letter.taken",
		json_pack("{s:s,s:s,s:i,s:i,s:b,s:s,s:s}", "partner", l.from,
			"letter", c.letter, "vol", 1, "seq", l.n, "drill",
			(int)l.drill, "outcome", l.early ? "halts" : "taken",
			"text", text));
	if (letter_kind_parse(&c.kind, doc_str(l.says, "kind")))
		judge_word_came(&out, &w, &c);
	scene_fold(s, &out, "courier");
	judged_release(&out);
	free(text);
	json_decref(l.says);
}

/* A word of the city's about its order 5, by its letter n. */
static inline void
city_says(struct joined *j, const char *kind, int n)
{
	letter_comes(j,
		(struct letter){
			.from = "city", .n = n, .says = letter_says(kind, 5) });
}

/* So many letters of the order's story have come: 1 opens, 5 orders. */
static inline void
joined_order(struct joined *j, const char *fire)
{
	json_t *says = letter_says("order", 0);
	struct message *m =
		(struct message *)(uintptr_t)scene_message(&j->s, 1);

	doc_put_str(says, "digest", letter_name(99));
	doc_put_str(says, "fire", fire);
	doc_put_int(says, "until", j->s.now + 24 * INT64_C(3600000));
	doc_put_int(says, "answer_by", j->s.now + 1800000);
	letter_comes(
		j, (struct letter){ .from = "city", .n = 5, .says = says });
	scene_entry(&j->s, "sign", "joint.became",
		json_pack("{s:s,s:s,s:s}", "order", letter_name(5), "partner",
			"city", "message", m->id));
	FIXED_SET(m->order, letter_name(5));
}

/* Message 1 is approved; the city leads, and the village is another partner. */
static inline void
joined_open(struct joined *j)
{
	struct scene *s = &j->s;

	scene_open(s, false);
	joint_book_init(&j->b);
	s->joints = &j->b;
	s->crosses = true;
	joined_partner(j, "city");
	joined_partner(j, "village");
	FIXED_SET(s->office.card.id, "county");
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
	letter_comes(j,
		(struct letter){ .from = "city",
			.n = 1,
			.says = letter_says("open", 0) });
	j->b.joints[0].state = JOINT_JOINED;
	FIXED_SET(j->b.joints[0].incident, s->incident.id);
}

static inline void
joined_close(struct joined *j)
{
	scene_close(&j->s);
	joint_book_release(&j->b);
}

/* What the station now writes by itself of the order: the letter, borrowed from
 * the entries; NULL nothing is due. */
static inline const json_t *
joined_tells(struct joined *j)
{
	struct scene *s = &j->s;
	struct world w = { .office = &s->office,
		.library = s->lib,
		.incident = &s->incident,
		.message = scene_message(s, 1),
		.joints = &j->b,
		.clock_sure = s->clock_sure,
		.now = s->now };
	struct judged out;
	const json_t *body = NULL;

	judged_init(&out);
	judge_joint_told(&out, &w, &j->b.orders[0]);
	scene_fold(s, &out, "station");
	if (out.count > 0)
		body = doc_get(json_array_get(s->entries,
				       json_array_size(s->entries) - 1),
			"body");
	judged_release(&out);
	return body;
}

/* The last entry of this kind: a field of it; "" there is none. */
static inline const char *
last_said(const struct scene *s, const char *kind, const char *field)
{
	for (size_t n = json_array_size(s->entries); n > 0; n--) {
		const json_t *e = json_array_get(s->entries, n - 1);

		if (strcmp(doc_str(e, "kind"), kind) == 0)
			return doc_str(doc_get(e, "body"), field);
	}
	return "";
}

static inline int
entries_of(const struct scene *s, const char *kind)
{
	const json_t *e;
	int count = 0;
	size_t n;

	json_array_foreach(s->entries, n, e)
	{
		count += strcmp(doc_str(e, "kind"), kind) == 0;
	}
	return count;
}

#endif

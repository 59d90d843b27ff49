/*
 * Two scenes that write to each other: the city, and its county. What one
 * writes lies in a bag until it is carried; a letter's name is made from its
 * number.
 */
#ifndef CRIER_TESTS_DOMAIN_OFFICES_H
#define CRIER_TESTS_DOMAIN_OFFICES_H

#include "tests/domain/scene.h"

#include "base/buf.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/joint/joint.h"

struct writer {
	struct scene scene;
	struct joint_book book;
	size_t read; /* entries of the scene that its book has */
	json_t *bag; /* letters of ours that nobody has carried yet */
};

struct offices {
	struct writer city, county;
	int letters; /* so many were written */
	char joint[HASH_HEX], order[HASH_HEX]; /* the last ones */
	char said[64]; /* of offices_try */
};

static inline void
offices_partner(struct writer *w, const char *id, enum partner_rank rank,
	enum partner_state state, const char *key)
{
	struct office *o = &w->scene.office;
	struct partner *p = MEM_ADD(o->partners, o->partner_count);

	*p = (struct partner){ .rank = rank, .state = state };
	FIXED_SET(p->id, id);
	FIXED_SET(p->name, id);
	FIXED_SET(p->key, key);
	FIXED_SET(p->phone, "010-222333");
}

static inline void
writer_open(struct writer *w, struct library *lib, const char *id)
{
	scene_begin(&w->scene, lib);
	joint_book_init(&w->book);
	w->scene.joints = &w->book;
	w->read = json_array_size(w->scene.entries);
	w->bag = json_array();
	FIXED_SET(w->scene.office.card.id, id);
}

static inline void
writer_close(struct writer *w)
{
	joint_book_release(&w->book);
	json_decref(w->bag);
	scene_close(&w->scene);
}

/* The library is borrowed. The city's partners: the county, the town without a station, the village
 * that nobody has confirmed, the hamlet that was stopped, the parish. */
static inline void
offices_open(struct offices *o, struct library *lib)
{
	memset(o, 0, sizeof(*o));
	writer_open(&o->city, lib, "city");
	writer_open(&o->county, lib, "county");
	offices_partner(&o->city, "county", RANK_SUBORDINATE, PARTNER_ACTIVE,
		"ssh-ed25519 county");
	offices_partner(&o->city, "town", RANK_SUBORDINATE, PARTNER_ACTIVE, "");
	offices_partner(&o->city, "village", RANK_SUBORDINATE, PARTNER_PROPOSED,
		"ssh-ed25519 village");
	offices_partner(&o->city, "hamlet", RANK_SUBORDINATE, PARTNER_STOPPED,
		"ssh-ed25519 hamlet");
	offices_partner(&o->city, "parish", RANK_PEER, PARTNER_ACTIVE,
		"ssh-ed25519 parish");
	offices_partner(&o->county, "city", RANK_SUPERIOR, PARTNER_ACTIVE,
		"ssh-ed25519 city");
	offices_partner(&o->county, "parish", RANK_PEER, PARTNER_ACTIVE,
		"ssh-ed25519 parish");
}

static inline void
offices_close(struct offices *o)
{
	writer_close(&o->city);
	writer_close(&o->county);
}

/* What its book reads of an entry; a letter gets its name and its text. */
static inline void
offices_read(struct offices *o, struct writer *w)
{
	for (; w->read < json_array_size(w->scene.entries); w->read++) {
		json_t *e = json_array_get(w->scene.entries, w->read);
		json_t *body = doc_get(e, "body"), *says;
		char name[HASH_HEX], *text;

		doc_put_str(e, "incident", w->scene.incident.id);
		doc_put_int(e, "time", w->scene.now);
		says = doc_get(body, "says");
		if (says != NULL) {
			hash_hex(name, &o->letters, sizeof(o->letters));
			o->letters++;
			text = doc_format(says);
			doc_put_str(body, "letter", name);
			doc_put_str(body, "text", text);
			if (strcmp(doc_str(says, "kind"), "order") == 0)
				FIXED_SET(o->order, name);
			if (strcmp(doc_str(says, "kind"), "open") == 0 &&
				o->joint[0] == '\0')
				FIXED_SET(o->joint, name);
			json_array_append(w->bag, body);
			free(text);
		}
		joint_book_add(&w->book, e);
	}
}

/* A letter comes from somebody, as it was judged sound. */
static inline void
offices_come(struct offices *o, struct writer *to, const char *from,
	const char *letter, const char *text, bool drill)
{
	scene_entry(&to->scene, "station", "letter.taken",
		json_pack("{s:s,s:s,s:s,s:b,s:s}", "partner", from, "letter",
			letter, "outcome", "taken", "drill", (int)drill, "text",
			text));
	offices_read(o, to);
}

static inline void
writer_carry(struct offices *o, struct writer *from, struct writer *to)
{
	json_t *bag = from->bag, *body;
	size_t n;

	from->bag = json_array();
	json_array_foreach(bag, n, body)
	{
		offices_come(o, to, from->scene.office.card.id,
			doc_str(body, "letter"), doc_str(body, "text"),
			doc_bool(body, "drill"));
	}
	json_decref(bag);
}

static inline void
offices_carry(struct offices *o)
{
	writer_carry(o, &o->city, &o->county);
	writer_carry(o, &o->county, &o->city);
}

/* New memory: $I the incident, $M its last message, $D that one's check code,
 * $J the joint incident, $O the last order. */
static inline char *
offices_text(const struct offices *o, const struct writer *w, const char *text)
{
	const struct incident *i = &w->scene.incident;
	const struct message *m =
		i->message_count ? i->messages[i->message_count - 1] : NULL;
	struct buf b;

	buf_init(&b, 1 << 16);
	for (; *text; text++) {
		if (*text != '$') {
			buf_putc(&b, *text);
			continue;
		}
		text++;
		buf_puts(&b,
			*text == 'I'	       ? i->id
				: *text == 'J' ? o->joint
				: *text == 'O' ? o->order
				: m == NULL    ? ""
				: *text == 'M' ? m->id
					       : m->digest);
	}
	return buf_take(&b);
}

/* The refusal's word, or "" when it was done. */
static inline const char *
offices_try(struct offices *o, struct writer *w, const char *by, enum act act,
	const char *fields)
{
	char *text = offices_text(o, w, fields);
	json_t *doc = json_loads(text, 0, NULL);
	struct err err;

	assert_non_null(doc);
	free(text);
	o->said[0] = '\0';
	if (scene_do(&w->scene, by, act, doc, &err) != ERR_OK)
		FIXED_SET(o->said, err.id);
	offices_read(o, w);
	return o->said;
}

static inline void
offices_must(struct offices *o, struct writer *w, const char *by, enum act act,
	const char *fields)
{
	const char *no = offices_try(o, w, by, act, fields);

	if (*no)
		fail_msg("%s by %s: %s", act_row(act)->name, by, no);
}

#endif

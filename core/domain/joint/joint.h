/*
 * Joint incidents (联合事件) and orders (联合发布令), as letters and officers
 * have told them: who was invited and came, what was ordered, and what each
 * partner answered. Computed from entries in the order of the ledger; what no
 * letter said is not known here. One book holds those that we lead and those
 * that others lead.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_H
#define CRIER_DOMAIN_JOINT_JOINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "crier/id.h"
#include "crier/partner.h"

struct joint_unit {
	char partner[WORD_ID];
	enum joint_state state;
	int64_t at; /* when it came to it */
	json_t *says; /* its last letter about it, or NULL */
	bool misled; /* it wrote it to us, who lead no more: to be told so */
};

/*
 * The lead that is being handed over (移交牵头). The leader asks a unit, the unit
 * takes it, and the leader's station says to all that it is so: from that letter
 * on the unit leads, and until then the leader. So whatever crosses on the way,
 * the order of the leader's own letters decides, the same for everybody.
 */
struct joint_hand {
	char to[WORD_ID]; /* who was asked; "" nobody ever */
	char letter
		[HASH_HEX]; /* by which; "" it is withdrawn, or was declined */
	char taken[HASH_HEX]; /* by which it was taken; "" not yet */
	bool declined;
	int64_t at;
	json_t *says; /* the last word about it */
};

struct joint {
	char name[HASH_HEX]; /* of the letter that opened it */
	char letter[HASH_HEX]; /* by which we heard of it: a later invitation's
				  is another */
	char called[HASH_HEX]; /* what its leader's letters call it, if that
				  is no letter of the leader that we know */
	char leader[WORD_ID]; /* a partner; "" it is ours */
	char incident[INCIDENT_ID]; /* ours in it, "" none yet */
	bool drill;
	int64_t at;
	json_t *says; /* the opening letter */
	enum joint_state state; /* where we stand; of our own: joined, closed */
	struct joint_unit *units; /* whom we invited */
	size_t unit_count;
	struct joint_hand hand;
	json_t *led; /* the last word that the lead went over, or NULL */
	char before
		[WORD_ID]; /* who led before us, and says more of its units */
	char stood
		[WORD_ID]; /* to whom we said last where we stand, "" nobody */
	json_t *told; /* by partner: what we told of ourselves; joint_share.h */
};

/* What one unit said to an order: the partner to ours, or we to theirs. */
struct joint_answer {
	char partner[WORD_ID];
	char letter[HASH_HEX]; /* by which it was ordered; "" by hand */
	char ready[HASH_HEX]; /* by which it said that it is; "" it is not */
	enum order_answer state;
	int64_t at; /* when it came to that, as it says */
	int64_t heard; /* when the last word of it came, by our clock; 0 never */
	json_t *says; /* its last answer: accounts, gaps, clock, by, reason */
	json_t *receipt; /* accounts of its last receipt, or NULL */
	int64_t more; /* that did not fit into it */
};

/* A call or a fire, by its letter. */
struct joint_signal {
	char letter[HASH_HEX]; /* "": none was said */
	int64_t place; /* among its sender's letters (joint_signal.h) */
	int64_t at; /* when it was written or taken, by our clock */
};

/* A halt, of whatever it names: of an order that has not come as well. */
struct joint_halt {
	char from[WORD_ID]; /* a partner; "" it is ours */
	char letter[HASH_HEX];
	char led[HASH_HEX]; /* the joint incident that its sender led then; "" */
	bool drill;
	int64_t place, at; /* as of a word */
	json_t *says;
};

struct joint_order {
	char name[HASH_HEX]; /* of the letter; of ours of the first one */
	char joint[HASH_HEX];
	char from[WORD_ID]; /* a partner; "" it is ours */
	char message[MESSAGE_ID]; /* ours: what it is about, or became; "" */
	bool drill;
	int64_t at; /* when it was written or taken, by our clock */
	json_t *says;
	int64_t asked; /* when the last unit was ordered, by our clock */
	int rung; /* so often has the bell rung for it since */
	json_t *alarms; /* by account, the last: {at, body}; NULL none */
	bool offer; /* of who did not lead it then: for nobody to be carried */
	bool silent; /* the time to answer is over, and an entry says so */
	int64_t place; /* of the first letter of it */
	struct joint_signal call, fire; /* the last of each */
	int64_t fire_at; /* when that fire lets it go out */
	json_t *board; /* joint_board.h: as it was told, or by who ordered it */
	json_t *board_to; /* ours: whom it was told */
	int64_t board_at; /* when that letter was written or taken */
	int64_t halted; /* ours: up to which entry our halts went to them */
	json_t **replies; /* theirs: what became of a word, to be told */
	size_t reply_count;
	struct joint_answer *answers; /* of ours each partner's; else our one */
	size_t answer_count;
};

struct joint_book {
	struct joint *joints; /* in the order of the ledger */
	size_t joint_count;
	struct joint_order *orders; /* likewise */
	size_t order_count;
	struct joint_halt *halts; /* likewise */
	size_t halt_count;
	json_t *known; /* letters of others: sender, mode and name; NULL none */
	struct joint_pace *paces; /* what we answered last: joint_pace.h */
	size_t pace_next;
};

void joint_book_init(struct joint_book *b);
void joint_book_release(struct joint_book *b);

/* The kinds of entry that it is made of; NULL behind the last. */
const char *joint_book_kind(size_t n);
bool joint_book_reads(const char *kind);

/* One entry, as a document, in the order of the ledger. Of other kinds, and what
 * does not fit what came before, it passes over. */
void joint_book_add(struct joint_book *b, const json_t *entry);

/* Borrowed. By name or at least its first eight digits; NULL none, or several.
 * A NULL book has none. */
const struct joint *joint_find(const struct joint_book *b, const char *name);
const struct joint_order *
joint_order_find(const struct joint_book *b, const char *name);

/*
 * Which one a letter between us and this partner means by that name. Nobody
 * gives a name to another's: what a partner calls by a letter that is neither
 * ours nor known as its own is its own one (`called`), if it opened such a one.
 */
const struct joint *
joint_meant(const struct joint_book *b, const char *partner, const char *name);

/* What letters about it call it. */
const char *joint_call(const struct joint *j);

/* The one that an incident of ours belongs to; NULL none. */
const struct joint *
joint_of_incident(const struct joint_book *b, const char *incident);

/* What we ordered of this message, or what ordered it; NULL nothing did. */
const struct joint_order *
joint_order_of(const struct joint_book *b, const char *message);

/* Does the later one put this right, or take it back? Of one sender and mode. */
bool joint_order_rights(
	const struct joint_order *later, const struct joint_order *o);

/* What the sender of an order has since ordered to put it right or take it
 * back; NULL nothing. */
const struct joint_order *
joint_order_righted(const struct joint_book *b, const struct joint_order *o);

/* Borrowed; NULL if it was not invited, or not ordered anything. */
const struct joint_unit *
joint_unit_of(const struct joint *j, const char *partner);
const struct joint_answer *
joint_answer_of(const struct joint_order *o, const char *partner);

/* Our incident of what a document names as `joint` or `order`; "" none. */
const char *joint_incident(const struct joint_book *b, const json_t *doc);

#endif

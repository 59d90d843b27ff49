/*
 * One letter on its way into the book. Not for others.
 */
#ifndef CRIER_DOMAIN_JOINT_JOINT_CROSSING_H
#define CRIER_DOMAIN_JOINT_JOINT_CROSSING_H

#include "domain/joint/joint.h"

/* One that was written or taken, with what its entry says. */
struct crossing {
	const json_t *entry, *body; /* of the ledger */
	json_t *says; /* of the letter */
	const char *letter, *partner;
	int64_t at; /* when the entry was written */
	bool ours, drill;
	bool back; /* ours, of before a loss */
};

/* What is to be changed: an order (NULL none), and what a unit said of it, which
 * begins with this letter of ours ("" it is there). */
struct joint_order *book_order(struct joint_book *b, const char *name);
struct joint_answer *
book_answer(struct joint_order *o, const char *partner, const char *letter);
void book_keep(json_t **field, json_t *doc);

/* Whom a letter of ours is to; new reference. */
json_t *crossing_to(const struct crossing *x);

void cross_order(struct joint_book *b, const struct crossing *x);
void cross_answer(struct joint_book *b, const struct crossing *x);
void cross_receipt(struct joint_book *b, const struct crossing *x);
void cross_board(struct joint_book *b, const struct crossing *x);
void cross_halt(struct joint_book *b, const struct crossing *x);
void cross_call(struct joint_book *b, const struct crossing *x);
void cross_fire(struct joint_book *b, const struct crossing *x);

/* The entry of what became of a call, a fire or a halt here: its sender is to
 * be told. And it is, by this letter of ours. */
void book_signal(struct joint_book *b, const json_t *entry);
void replies_end(struct joint_book *b, const struct crossing *x);
void replies_release(struct joint_order *o);

#endif

/*
 * A release at an appointed time: one releaser appoints it, another sets it
 * (置发), and the station arms and fires it by itself for both of them. Either
 * key may be taken back until it is out. What cannot be right at that time is
 * not sent late: it waits for a person.
 */
#ifndef CRIER_DOMAIN_RELEASE_APPOINTED_H
#define CRIER_DOMAIN_RELEASE_APPOINTED_H

#include "domain/judged.h"
#include "domain/world.h"

enum {
	APPOINTED_LEAST_MS = 5 * 1000, /* nearer is armed and fired by hand */
	APPOINTED_ARM_MS = 5 * 60 * 1000, /* so long before, it is armed */
	APPOINTED_FIRE_MS = 3 * 1000, /* so long before, the relay has it */
	APPOINTED_LATE_MS = 120 * 1000 /* later needs a person */
};

/* release.arm with a time: it is appointed. */
enum err_code judge_appoint(struct judged *out, const struct world *w,
	const json_t *act, struct err *err);

/* The body of its entries: message, digest and time. */
json_t *appointed_body(const struct world *w, int64_t at);

/* An appointed release of the world's message that two have set. */
bool appointed_is_set(const struct message *m);

/* Two have set it here for its leader's signal, who has called within the last
 * ten minutes: it is to be armed. */
bool appointed_is_called(const struct world *w);

/* When the station must look at it next: its arming, its firing, or the end of
 * what is not late. UTC ms; 0: not at all. */
int64_t appointed_next(const struct message *m, int64_t now);

/* What it is to do is due, and could not be done yet. */
bool appointed_waits(const struct message *m, int64_t now);

/*
 * What the station does by itself for a message that is set, at w->now: adds
 * what is to be armed, fired or given up. Nothing where it is not yet time, or
 * where what is missing may still come (the relay, accounts being prepared).
 * The two officers are asked for as if they did it now: who may not any more,
 * and a text that is not right any more, is refused.
 */
void judge_appointed(struct judged *out, const struct world *w);

/* What two have set did not go out, for this reason. */
void
judge_missed(struct judged *out, const struct world *w, const struct err *why);

/* Folding: no time is appointed any more; and none is told to be missed. */
void appointed_end(struct message *m);
void appointed_drop(struct message *m);

/* For people: who appointed and set it, for when; or why it was missed. */
void appointed_put(json_t *doc, const struct message *m);

#endif

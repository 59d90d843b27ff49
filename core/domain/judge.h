/*
 * Judging an act: against the state it yields entries, or a refusal with its
 * reason. Judging changes nothing; applying the entries does. Each act's row
 * in crier/acts names its function.
 */
#ifndef CRIER_DOMAIN_JUDGE_H
#define CRIER_DOMAIN_JUDGE_H

#include <jansson.h>
#include <stddef.h>

#include "base/err.h"
#include "crier/act.h"
#include "domain/judged.h"
#include "domain/world.h"

/* One act's judge; it stands in the _acts.c of its subject. */
typedef enum err_code judge_fn(struct judged *out, const struct world *w,
	const json_t *act, struct err *err);

#define ACT(id, word, source, roles, states, judge, ...) judge_fn judge;
#include "crier/acts.def"
#undef ACT

/* The judge of an act; judge_by_station for those that the station alone
 * does, once the guards have let them pass. */
judge_fn *judge_of(enum act act);

/*
 * The document has passed act_check. Refusals are of crier/refusal.h; those
 * with ERR_DENIED are for lack of authority and become entries themselves.
 */
enum err_code act_judge(struct judged *out, const struct world *w, enum act act,
	const json_t *doc, struct err *err);

/* An armed release stands for ten minutes: then the world has moved on. One
 * that seems to stand for longer was armed before the clock was set back. */
#define RELEASE_ARMED_MS (INT64_C(10) * 60 * 1000)
#define RELEASE_STEP_MS 2000 /* what a clock may be put right by */

/*
 * What a platform said in its own words goes into the ledger, and nobody can
 * ask it to leave a number out: a leak in this text of the document is masked.
 */
void judge_mask(json_t *doc, const char *key, const struct world *w);
/* An id or an address is no use with a mask in it: it is left out whole. */
void judge_drop_id(json_t *doc, const char *key, const struct world *w);
/* The same of each id in an object: what does not leak is kept. */
void judge_drop_ids(json_t *doc, const char *key, const struct world *w);
/* The members of the document's object that leak are left out. */
void judge_drop_leaks(json_t *doc, const char *key, const struct world *w);

/* The gates of a stage that nobody has passed: bits 1 << enum gate. */
unsigned judge_open_gates(const struct message *m, enum stage stage);

/* Holds this officer one of the roles (0: any)? REFUSE_ROLE otherwise. */
enum err_code judge_roles(const struct office *o, const struct officer *f,
	role_set roles, struct err *err);

/* After an incident's end only the relay reports, and drafts are kept. */
enum err_code judge_open(const struct world *w, enum act act, struct err *err);

/* Is the word under the key one of these, where it is given? */
enum err_code judge_choice(const json_t *act, const char *key,
	enum choices choices, struct err *err);

/* A web address, or nothing: strangers' texts bring other schemes. */
enum err_code judge_url(const json_t *act, const char *key, struct err *err);

/* The instant under the key lies in the past, or nothing does. */
enum err_code judge_past(const struct world *w, const json_t *act,
	const char *key, struct err *err);

/* Acts of the station itself. */
void judge_overdue(
	struct judged *out, const struct incident *i, const struct clock *c);
/* Of an armed message of the world: which accounts are not ready any more. */
void judge_unready(struct judged *out, const struct world *w);
void judge_expired(struct judged *out, const struct world *w);
void judge_lost(struct judged *out, const struct incident *i,
	const struct message *m, const char *const *accounts, size_t count);

/*
 * The one table of what may happen to a message in which state: is `act`
 * possible now? REFUSE_STATE if not listed.
 */
enum err_code
judge_state(const struct message *m, enum act act, struct err *err);

/* The digest the officer saw is still the message's: else REFUSE_CHANGED. */
enum err_code
judge_digest(const struct message *m, const json_t *act, struct err *err);

#endif

/*
 * An incident as its entries tell it: messages with their revisions, gates
 * passed, approval, release and deliveries. incident_apply advances it by one
 * entry and is the only place that changes it; judging never does. The same
 * function serves the running station, a rebuild and a replay.
 */
#ifndef CRIER_DOMAIN_INCIDENT_INCIDENT_H
#define CRIER_DOMAIN_INCIDENT_INCIDENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crier/delivery.h"
#include "crier/id.h"
#include "base/lang.h"
#include "crier/message.h"
#include "crier/subject.h"
#include "domain/claim/claim.h"
#include "domain/clock/clock.h"
#include "domain/entry.h"
#include "domain/rows.h"
#include "domain/second.h"

/* In an act: no topic (any more). */
#define TOPIC_NONE "none"

/* Of the documents below: see rows.h. */
enum { INCIDENT_SHAPE = 6, MESSAGE_SHAPE = 4, DELIVERY_SHAPE = 3 };

/* One message to one account. */
struct delivery {
	char account[ACCOUNT_ID];
	char kind[KIND_ID]; /* connector of the account */
	enum delivery_state state;
	int attempt; /* times a request was begun */
	int64_t due; /* when the next attempt is, 0 none */
	int64_t at; /* when it last changed, read back too */
	int64_t out_at; /* when it was first seen to be out, 0 it is not */
	int64_t sent_at; /* first byte of the last attempt */
	int64_t updated; /* seq of the last entry about it */
	char *remote; /* the platform's id, "" if none */
	char *url; /* where the public sees it */
	char *detail; /* in the platform's or officer's words */
	json_t *memo; /* what the relay needs on a later step */
	int64_t heard; /* when somebody heard or saw it, 0: it has an address */
	char proved_by[OFFICER_ID]; /* who gave the address (manual) */
	bool settled; /* a person accepted that it differs */
	json_t *taken; /* [{by,time}] who took the text in hand, or NULL */
};

/* A gate passed or returned. */
struct pass {
	enum gate gate;
	enum stage stage;
	bool returned;
	char by[OFFICER_ID];
	int64_t time;
	char *reason;
	json_t *accepts; /* rules whose reasons it accepted, or NULL */
	json_t *seen; /* what the console saw (review_seen.h), or NULL */
};

/* The last time that it was returned, until it is submitted again. */
struct returned {
	enum gate gate;
	char by[OFFICER_ID]; /* "" it was not */
	int64_t time;
	char *reason; /* "" where it was not */
};

struct act_mark {
	char by[OFFICER_ID]; /* "" when it has not happened */
	int64_t time, seq;
};

struct message_stage {
	bool asked; /* the message goes through it */
	unsigned gates; /* bits: 1 << enum gate */
	bool strange; /* and through a gate that this version does not know */
};

struct message {
	char id[MESSAGE_ID];
	int number; /* the n in 2026-0123/n */
	int issue; /* number in the public series, 0 none */
	enum message_kind kind;
	enum message_state state;
	char lang[3];
	char corrects[MESSAGE_ID]; /* "" or the message it concerns */
	char instead_of[MESSAGE_ID]; /* "" or the draft it is said for */
	json_t *answers; /* {comment, account, remote, thread} it is said to,
			    or that is put right; NULL to everybody */
	char order[HASH_HEX]; /* another unit's, that it was taken from; "" */
	json_t *master; /* {master, line, until} of that order; or NULL */
	int revision; /* 0 before the first */
	int wording; /* the revision since which all it says is the same */
	json_t *accounts; /* array of ids, or NULL: the playbook's */
	json_t *slots, *figures, *variants; /* of the last revision */
	json_t *assumed; /* slots whose words nobody has said yet; or NULL */
	json_t *affirmed; /* {slot: who said that it is so}; or NULL */
	json_t *carried; /* rows of message_carry.h; or NULL */
	json_t *revisions; /* [{revision,by,time,slots,…}] */
	json_t *authors; /* ids of all who saved a revision */
	char begun_by[OFFICER_ID];
	char *title, *text; /* rendered at the last revision */
	json_t *manifest; /* NULL before submit */
	json_t *texts; /* variant documents by digest */
	struct message_stage stages[STAGE_COUNT]; /* fixed at submit */
	char digest[HASH_HEX]; /* "" before submit */
	struct reason *reasons; /* of this wording, in the order of entries */
	size_t reason_count;
	struct suspension *suspensions; /* in the order of the entries */
	size_t suspension_count;
	json_t *concurrences; /* [{organ,revision (wording),state,…}] */
	json_t *organs; /* ids of those that must agree; NULL before submit */
	bool waits_for_all; /* none of them may be silent */
	int64_t supplement_due; /* of a signature (review_lane.h), 0 none is due */
	json_t *found; /* what submit found: waiver.h; NULL before */
	char tier[KIND_ID];
	bool reclassified; /* voided: to be submitted again as it is */
	struct pass *passes; /* of this digest */
	size_t pass_count;
	struct returned returned; /* and why, while it is written again */
	json_t *promises; /* clocks that start when it is online */
	bool promised; /* and they have started */
	struct act_mark submitted, approved, armed, fired, halted;
	struct act_mark last_allowed; /* the last of a quota (quota/quota.h) */
	struct act_mark supplemented; /* the signature after the approval */
	char agreed[OFFICER_ID]; /* to it by telephone before, "" nobody */
	int release; /* counts arms: 1, 2 … */
	int64_t expires; /* of the armed release */
	int64_t disarmed; /* when one was last taken back, 0 never */
	int64_t at; /* when it is to go out by itself, 0 no time is appointed */
	bool signal; /* on its leader's signal, which gives the time */
	struct act_mark appointed, set; /* by the first officer, the second */
	json_t *missed; /* why it did not go at its time; or NULL */
	json_t *logins; /* {login: officer} of what was decided; or NULL */
	char *gaps; /* reason for firing with gaps */
	char *unmirrored; /* and before a mirror had it */
	char first[DELIVERY_ID]; /* the others wait for it to be out; "" none */
	struct delivery *deliveries; /* sorted by account */
	size_t delivery_count;
	size_t open_count; /* deliveries not ended */
	int64_t created, updated; /* time; seq */
};

/* Why a text is right although a rule asks. */
struct reason {
	char rule[41];
	char *text;
	char by[OFFICER_ID];
	int64_t time;
};

/* A rule that is not to hold for a message: proposed by one, and in force once
 * another said so too; each is a row. */
struct suspension {
	char rule[41];
	char *reason; /* of the last of them */
	struct second second;
};

/* A fact or wording that all texts of the incident agree with (口径). */
struct line {
	char topic[61];
	char *text; /* in force: confirmed by a second person; "" none */
	struct second second; /* what is proposed; no text takes it away */
};

/* What another organ has published on the same matter, the last word of it. */
struct bulletin {
	char *organ;
	bool lines; /* not what it published: its lines to take, by letter */
	char *text; /* "" it no longer stands */
	char *source; /* where it is found: an address, a number */
	int64_t at; /* when that organ published it */
	char by[OFFICER_ID];
	int64_t time, seq; /* when it was noted, and by which entry */
};

struct incident {
	char id[INCIDENT_ID];
	bool drill;
	char *title;
	char playbook[WORD_ID];
	char commit[COMMIT_ID]; /* of the library it was opened at */
	char rules[HASH_HEX];
	char level[5]; /* I II III IV or "" */
	char topic[WORD_ID]; /* of tiers.yaml, "" none */
	struct second grade; /* a level or topic that asks for less, proposed */
	int number;
	int64_t opened, occurred, reported, found; /* 0 unknown */
	char opened_by[OFFICER_ID];
	int64_t closed; /* 0 while open */
	struct message **messages; /* by number, from 1 at [0] */
	size_t message_count;
	/* slots of texts made ready before they are needed, NULL if none */
	json_t *prepared[KIND_COUNT][LANG_COUNT];
	struct claim **claims; /* by number, from 1 at [0] */
	size_t claim_count;
	int issues; /* numbers given in the public series */
	struct clock *clocks; /* deadlines and promises */
	size_t clock_count;
	struct line *lines; /* in the order of their first proposal */
	size_t line_count;
	json_t *ticks; /* [{step,by,time}] steps that are no message; or NULL */
	struct bulletin *bulletins; /* one for each organ, and its lines */
	size_t bulletin_count;
	int waiting; /* messages that wait for somebody */
	int64_t updated; /* seq of the last entry */
};

void incident_init(struct incident *i);
void incident_release(struct incident *i);

/*
 * Advances the incident by one of its entries. ERR_CORRUPT, and the incident
 * is not to be used any more, when the entry cannot follow what came before.
 */
enum err_code
incident_apply(struct incident *i, const struct entry *e, struct err *err);

/* The rows this entry changes, after incident_apply. */
void incident_rows(
	struct rows *out, const struct incident *i, const struct entry *e);

/* The document of its row; a new reference. */
json_t *incident_doc(const struct incident *i);

/* What must be typed to fire: "live-2026-0123", "drill-2026-0007". */
void incident_fire_word(char out[32], const struct incident *i);

#endif

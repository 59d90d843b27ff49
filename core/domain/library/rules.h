/*
 * What changes without a new program: limits of platforms, who passes which
 * gate, how many reviews, deadlines, telephone numbers that may be printed.
 * Read from playbooks/rules/ (its README says how); every row carries where
 * it comes from, and from when to when it holds. Pure: bytes in, rows out.
 */
#ifndef CRIER_DOMAIN_LIBRARY_RULES_H
#define CRIER_DOMAIN_LIBRARY_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/instant.h"
#include "base/text.h"
#include "base/lang.h"
#include "crier/level.h"
#include "crier/message.h"
#include "crier/partner.h"
#include "crier/role.h"
#include "domain/claim/claim_index.h"
#include "domain/library/comment_rule.h"
#include "domain/library/form_rule.h"
#include "domain/library/impostor_rule.h"
#include "domain/library/watch_rule.h"
#include "domain/library/organ_rule.h"
#include "domain/library/partner_rule.h"
#include "domain/library/platform.h"
#include "domain/library/register_rule.h"
#include "domain/library/selfcheck_rule.h"
#include "domain/library/tiers.h"
#include "words/faults.h"
#include "lint/lint_rules.h"

/* Sets are bits: 1 << enum message_kind, 1 << level, 1 << class. */
typedef unsigned kind_set, level_set, class_set;

/* Which times a deadline counts from; the earliest that is known. */
enum {
	FROM_OCCURRED = 1,
	FROM_REPORTED = 2,
	FROM_FOUND = 4,
	FROM_OPENED = 8, /* also where none of the three above is known */
	FROM_FIRST = 16, /* the incident's first release */
	FROM_LAST = 32, /* its last release: starts again with each */
	FROM_PROMISE = 64, /* the next_update of the last release */
	FROM_CREATED = 128 /* the message's creation, until its release */
};

struct deadline {
	const char *id; /* "D-01", or PLAYBOOK/KIND for a playbook's own */
	struct both title;
	int minutes; /* 0 for a promise: the promised time itself */
	unsigned from; /* FROM_ bits */
	kind_set kinds; /* releasing one ends it; 0: nothing here can */
	level_set levels;
	class_set classes;
	bool internal; /* a report inside the government, no public duty */
	const char *region; /* "" for everywhere, else that province's own */
	const char *citation;
	struct validity valid;
};

/* One row of levels.yaml. */
struct level_row {
	struct lint_threshold at;
	const char *citation, *region;
	struct validity valid;
};

struct rules {
	struct platform *platforms;
	size_t platform_count;
	struct answer_rule *answers;
	size_t answer_count; /* 0: an older library, which has none */
	struct gate_rule gates[GATE_COUNT];
	role_set apart[ROLE_COUNT], contractors; /* not beside; at most */
	int suspensions; /* rules of one message that may be off at a time */
	struct tier *tiers;
	size_t tier_count;
	struct tier_row *tier_rows; /* who gets which: rules_tier */
	size_t tier_row_count;
	struct topic *topics;
	size_t topic_count;
	struct organ *organs;
	size_t organ_count;
	struct deadline *deadlines;
	size_t deadline_count;
	struct level_row *levels;
	size_t level_count;
	struct partner_rule *partners;
	struct seal_rule seals;
	size_t partner_count; /* 0: nobody may send anything */
	struct ring_rule *rings; /* by their minutes */
	size_t ring_count; /* 0: an older library, which rings nobody */
	struct register_rule *registers;
	size_t register_count; /* 0: an older library, which has none */
	struct health_rule *healths;
	struct impostor_rule *impostors;
	struct form_rule *forms;
	struct comment_rule *comments;
	struct watch_rule *watches;
	size_t watch_count; /* 0: only the leak gate looks at others' posts */
	size_t health_count, impostor_count, form_count, comment_count;
	struct workdays workdays;
	struct selfcheck_rules selfcheck;
	struct round_rule round;
	/* playbooks: a changed account, an impostor; "" or NULL none */
	const char *announces, *warns;
	const char *const *announced; /* of these platforms; none: of all */
	size_t announced_count;
	struct lint_rules *lint; /* what texts are searched for, and contacts */
	const char *region; /* whose province's rows are in force, "" none */
	struct claim_likeness likeness; /* when two claims are the same */
	char digest[HASH_HEX]; /* over the sorted files of rules/ */
};

/* Topics are bits: 1 none, 2 the first of the list, 4 the second … */
typedef uint32_t topic_set;

enum { ORGANS_MAX = 8 };
struct tier_row {
	const struct tier *tier;
	kind_set kinds;
	level_set levels;
	class_set classes;
	topic_set topics;
	const struct organ *organs[ORGANS_MAX]; /* must have agreed */
	size_t organ_count;
	int minutes; /* which an organ is given to answer */
	bool waits; /* silence is no answer: nobody signs without them */
};

/* By id; NULL if there is none. */
const struct platform *rules_platform(const struct rules *r, const char *id);
const struct tier *rules_tier_named(const struct rules *r, const char *id);
const struct deadline *rules_deadline(const struct rules *r, const char *id);

/* The row for an account: its platform's, else its kind's, else NULL. */
const struct platform *
rules_account(const struct rules *r, const char *kind, const char *platform);

/* Whose server this web address names; NULL if no row's. */
const struct platform *rules_host(const struct rules *r, const char *url);

/* A library from before there was a row holds to what is usual. */
struct seal_rule rules_seals(const struct rules *r);

/* What a partner of this rank may send us at an instant; NULL: nothing. */
const struct partner_rule *
rules_partner(const struct rules *r, enum partner_rank rank, int64_t at);

/* By id, 0 for "" and for a topic that the rules do not know. */
int rules_topic(const struct rules *r, const char *id);
const struct organ *rules_organ(const struct rules *r, const char *id);

/* The first row of tiers.yaml that fits; there is always a last resort. */
const struct tier_row *rules_tier(const struct rules *r, enum incident_class c,
	int level, enum message_kind kind, int topic);

/*
 * Asks this row for less than that one does: a gate, a stage or an organ
 * fewer, somebody who may sign and might not before, less time for an organ
 * or more made of its silence. Tiers may be unlike each other both ways.
 */
bool tier_row_is_weaker(const struct rules *r, const struct tier_row *row,
	const struct tier_row *that);

/* The emergency lane, or NULL. */
const struct tier *rules_lane(const struct rules *r);

/* Who may pass a gate of a tier: its own roles, else those of gates.yaml. */
role_set rules_gate_roles(
	const struct rules *r, const struct tier *tier, enum gate gate);

/*
 * In force for such an incident at an instant: of its class and level, on its
 * days, of the province in force or of none where the province has no row of
 * the same id.
 */
bool deadline_applies(const struct rules *r, const struct deadline *d,
	enum incident_class c, int level, int64_t at);

/* Times of an incident, UTC ms, 0 where unknown (opened never is). */
struct clocks {
	int64_t opened, occurred, reported, found;
	int64_t first_release, last_release;
	int64_t promised; /* next_update of the last release that has one */
	int64_t created[KIND_COUNT]; /* oldest message not yet released */
	kind_set done; /* kinds released so far */
};

/*
 * When it is due; 0 if it does not run: not yet (no release, no promise) or
 * no longer (its kind is released; for those that start again, the closing).
 */
int64_t deadline_due(const struct deadline *d, const struct clocks *c);

#endif

/*
 * What stands between a text and the public: every condition that an act on a
 * message must meet because of who signed what before, as one table. A judge
 * asks for nothing of this kind by itself, so that a test can take any one
 * row out and see that a walk over the acts then releases what it must not.
 * Conditions on the text itself (slots, lengths) are not here.
 */
#ifndef CRIER_DOMAIN_GUARDS_H
#define CRIER_DOMAIN_GUARDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "crier/act.h"
#include "domain/review/review_findings.h"
#include "domain/world.h"

/*
 * A refusal, or ERR_OK where the condition holds or is not this act's to
 * meet. With `subject` the world's message and incident are there.
 */
typedef enum err_code guard_fn(const struct world *w, enum act act,
	const json_t *doc, struct err *err);
/* The same about what the rules found in a text. */
typedef enum err_code guard_found_fn(const struct world *w,
	const struct review_findings *e, struct err *err);

struct guard_row {
	const char *name; /* "two-stages" */
	guard_fn *check;
	const enum act *acts; /* asked for these; ACT_COUNT ends them */
	bool subject; /* asks about a message; passed over where none is */
	guard_found_fn *found; /* in place of `check` */
	bool typed; /* what the officer types with the act may meet it */
};

const struct guard_row *guard_rows(size_t *count);

/*
 * Asks the rows of an act in their order; the first that refuses decides.
 * The row that the world names as `unguarded` is left out.
 */
enum err_code guards_ask(const struct world *w, enum act act, const json_t *doc,
	bool subject, struct err *err);

/*
 * Asks the one row of this name about the world's message, whatever the act;
 * doc is what was typed with it, NULL nothing.
 */
enum err_code guards_ask_named(const struct world *w, const char *name,
	const json_t *doc, struct err *err);

/*
 * Everything of an act that is not about what is typed with it, in the order
 * in which the act would be judged.
 */
enum err_code guards_foresee(const struct world *w, enum act act,
	const json_t *doc, struct err *err);

/*
 * Could this officer do it, as far as the person is concerned: role, authors,
 * stages, reasons and second persons. Whether it is the text's turn is not
 * asked.
 */
bool guards_may(const struct world *w, enum act act, const json_t *doc,
	const struct officer *officer);

/* The rows about findings: by the judge of submit, and whenever a signed text
 * is about to go out. */
enum err_code guards_ask_found(const struct world *w, enum act act,
	const struct review_findings *e, struct err *err);

/* The rows' functions, in *_guards.c, concurrence.c and review_lane.c. */
guard_found_fn guard_blocked;
guard_found_fn guard_explained;
guard_fn guard_quota_last;
guard_fn guard_appointed;
guard_fn guard_clock_sure;
guard_fn guard_ahead;
guard_fn guard_own_reason;
guard_fn guard_outside;
guard_fn guard_suspend_role;
guard_fn guard_suspend_rule;
guard_fn guard_suspend_two;
guard_fn guard_suspend_bound;
guard_fn guard_outsider;
guard_fn guard_lane;
guard_fn guard_concurred;
guard_fn guard_concur_author;
guard_fn guard_gate_role;
guard_fn guard_order;
guard_fn guard_two_stages;
guard_fn guard_own_facts;
guard_fn guard_own_text;
guard_fn guard_still_may;
guard_fn guard_only_author;
guard_fn guard_same_releaser;
guard_fn guard_confirm;
guard_fn guard_expired;
guard_fn guard_window;
guard_fn guard_tier;
guard_fn guard_account;
guard_fn guard_still_right;
guard_fn guard_gaps;
guard_fn guard_mirrored;
guard_fn guard_relay;
guard_fn guard_signature;
guard_fn guard_same_login;

#endif

/*
 * What follows from a judgment, as a value: nothing is done here. Deciding
 * reads the engine and the task and changes neither, so each row of the
 * tables is tested by itself. delivery.c does what was decided, in the order
 * in which the fields stand here. Private to this folder.
 */
#ifndef CRIER_RELAY_DELIVERY_FSM_H
#define CRIER_RELAY_DELIVERY_FSM_H

#include "relay/internal.h"

enum telling {
	TELL_NOTHING,
	TELL_PREPARED,
	TELL_CHECKED,
	TELL_SWEPT,
	TELL_ALARMED,
	TELL_HEARD,
	TELL_OUTCOME
};

struct decision {
	/* what the task becomes; what stays as it is, is as it was */
	enum phase phase;
	enum wire_step step;
	int64_t due, give_up;
	unsigned tries;
	bool unknown, online;
	enum outcome no;
	/* then */
	bool doubt; /* the platform's no goes into the memo */
	bool unsettled; /* so does that an unknown is sent once more */
	bool published; /* its receipt is the account's; its pages are out */
	bool differs; /* not as approved: its detail is kept for later */
	/* then the station is told */
	enum telling tell;
	bool ok; /* prepared, checked; of a sweep: logged in; heard: read */
	enum outcome outcome;
	enum delivery_state state;
	const struct wire_judgment *judgment; /* id, address, limits; or NULL */
	char *detail; /* NULL is "" */
	/* then */
	bool attempt; /* what comes next is another attempt */
	bool end; /* nothing comes next */
	bool ready; /* the publish request is built for trial: ready or gap */
	bool refresh; /* it waits for a new token */
	char *log; /* for the journal; NULL: nothing */
};

/* The judgment is borrowed as long as the decision lives. */
void
fsm_decide(struct decision *d, const struct engine *e, const struct task *t,
	enum wire_step step, const struct wire_judgment *v);

/* The same for what never became a request. */
void fsm_decide_failed(struct decision *d, const struct engine *e,
	const struct task *t, enum wire_step step, enum outcome outcome,
	const char *why);

/* The same for what a demo may not send: nothing tries it again. */
void fsm_decide_barred(struct decision *d, const struct engine *e,
	const struct task *t, enum wire_step step);

/* The trial of decision.ready: `why` is NULL when the request can be built. */
void fsm_decide_ready(struct decision *d, const struct task *t,
	const char *detail, const char *why);

void decision_release(struct decision *d);

#endif

/*
 * What the relay tells the station: results are gathered into acts, and each
 * act is kept until the station has answered it. Private to this folder.
 */
#ifndef CRIER_RELAY_REPORT_H
#define CRIER_RELAY_REPORT_H

#include "relay/internal.h"

/* One act on its way to the station; kept until it is answered. */
struct report {
	enum act act;
	int64_t id;
	char act_id[ACT_ID];
	json_t *fields; /* without id, act and act_id */
	json_t *results; /* borrowed from fields; NULL if it has none */
	size_t bytes; /* of results */
	int64_t due; /* boot ms at which it leaves; 0: it has left */
	struct report *next;
};

void
report_prepared(struct engine *e, struct task *t, bool ok, const char *detail);
void report_outcome(struct engine *e, struct task *t, enum outcome outcome,
	enum delivery_state state, const struct wire_judgment *v,
	const char *detail);
void report_not_held(struct engine *e, struct fanout *fanout,
	const char *delivery, const char *why);
void report_checked(struct engine *e, const struct relay_account *a,
	const struct task *t, bool ok, const char *detail,
	const struct wire_judgment *v);
/* What a round saw: `ok`, it could be logged in to; `v` (or NULL) has the list. */
void report_swept(struct engine *e, struct task *t, bool ok, const char *detail,
	const struct wire_judgment *v);
/* What the public has written on it: `ok`, it was read; `v` has the rows. */
void report_heard(struct engine *e, struct task *t, bool ok, const char *detail,
	const struct wire_judgment *v);
/* It was not even asked. */
void report_unswept(struct engine *e, struct task *t, const char *why);
void report_alarmed(struct engine *e, const struct task *t,
	enum outcome outcome, const char *detail);
void report_opened(struct engine *e, const struct relay_account *a);
int64_t report_sending(struct engine *e, struct fanout *fanout, json_t *ids);
void report_token(struct engine *e, struct relay_account *a, const char *sealed,
	int64_t ends); /* 0: it is not known */
/* The act that the station has answered for good, the caller's; or NULL. */
struct report *report_reply(struct engine *e, const json_t *doc);
void report_free(struct report *r);
/* The deliveries that the entries of an answer made "sending". */
const json_t *report_durable(const json_t *doc);
void report_flush(struct engine *e); /* what is due */
void report_again(struct engine *e); /* after the greeting */
void report_lost(struct engine *e); /* unconfirmed "sending" is void */
int64_t report_due(const struct engine *e);
void reports_free(struct engine *e);

#endif

/*
 * What the files of the engine share. Private to this folder.
 *
 * A fanout is the deliveries of one message that this relay holds; a task is
 * one of them on its way (or the check of an account, which has no message).
 * A flight is one request that is out. An account is kept by id, since tokens,
 * quotas and pauses belong to it and not to a delivery.
 */
#ifndef CRIER_RELAY_INTERNAL_H
#define CRIER_RELAY_INTERNAL_H

#include "base/hash.h"
#include "base/lang.h"
#include "crier/act.h"
#include "crier/id.h"
#include "relay/account.h"
#include "relay/engine.h"
#include "relay/note.h"
#include "wire/practice.h"

enum phase {
	PHASE_ARMING, /* check and prepare run */
	PHASE_READY, /* prepared: waits for fire, kept warm */
	PHASE_GAP, /* could not be prepared */
	PHASE_QUEUED, /* fired: waits for a place, a quota or a pause */
	PHASE_ASKED, /* told the station "sending"; not durable yet */
	PHASE_FLYING, /* the irrevocable request is out */
	PHASE_FOLLOW, /* poll, look-up, read-back */
	PHASE_UNDOING, /* disarmed: removing what prepare left */
	PHASE_CHECK, /* the check of an account, no delivery */
	PHASE_SWEEP, /* a round: it is checked, then what stands there read */
	PHASE_ALARM, /* the office's own people are told that an order waits */
	PHASE_DONE /* nothing more here; removed at the next tick */
};

struct task {
	struct fanout *fanout; /* NULL for the check of an account */
	struct relay_account *account;
	const struct connector *connector;
	char *delivery, *key, *slug; /* never NULL */
	json_t *variant, *memo;
	json_t *site; /* what core/export needs beside the variant, or NULL */
	json_t *alarm; /* of an alarm: order and times; NULL it is none */
	json_t *again; /* undoing: the preparation that waits for it, or NULL */
	int64_t again_due; /* boot ms at which that wait is told; 0: it was */
	int attempt;
	enum phase phase;
	enum wire_step step; /* running, or next at `due` */
	int64_t due; /* boot ms */
	int64_t deadline; /* boot ms until which it may be published; 0 never */
	int64_t give_up; /* boot ms at which polls and look-ups end */
	int64_t fired_at; /* UTC ms: the time of publication */
	int64_t sent_at; /* UTC ms of the last publish, 0 if none */
	unsigned tries; /* of this step, for the back-off */
	unsigned refreshed; /* token refreshes without success after */
	bool approved; /* the manifest's digest was recomputed and names it */
	enum outcome no; /* said to the publish, looked at; ACCEPTED: none */
	char *said; /* what differed when it was published, or NULL */
	char *no_said; /* in whose words; NULL if another relay heard them */
	bool unknown; /* a publish was sent and nothing settled it yet */
	bool online; /* known to be published: nothing makes it less */
	bool halted; /* nothing more of it may be sent */
	bool hurry; /* a sweep that somebody waits for */
	bool waits_token, waits_look; /* look.h: for another's answer */
	bool has_place; /* has a place under the host's cap */
	bool built; /* `request` is the publish request */
	char *url; /* of the publish request, for hold and unhold */
	struct wire_request request;
	int64_t built_at; /* UTC ms: wire_job.now of the request */
	unsigned generation; /* of the secret it was built with */
	unsigned box; /* of its account, when it was made: account.boxes */
	uint64_t flight; /* tag of the request that is out, 0 if none */
	int64_t ask; /* id of the act "sending" it is in */
};

struct fanout {
	char message[MESSAGE_ID], digest[HASH_HEX];
	json_t *manifest;
	int64_t release;
	int64_t armed; /* boot ms of the last prepare */
	int64_t warm; /* boot ms of the next warming round, 0: not yet ready */
	int64_t start; /* boot ms before which nothing may start */
	int64_t ask; /* id of the outstanding "sending", 0 if none */
	bool fired;
	char first[DELIVERY_ID]; /* the others wait for it to be out; "" none */
	bool first_out;
	struct task **task; /* sorted by delivery once `sorted` */
	size_t count;
	bool sorted;
	struct fanout *next;
};

struct flight {
	uint64_t tag;
	struct task *task; /* NULL once nobody waits for it */
	struct relay_account *account; /* a refresh: belongs to the account */
	const struct connector *connector;
	enum wire_step step;
	unsigned generation; /* of the secret it was built with */
	bool warm; /* only to keep the connection open */
	struct practice_reply *reply; /* of the practice platform */
	int64_t due; /* boot ms at which `reply` arrives */
	int64_t built_at; /* UTC ms: wire_job.now */
	struct flight *next;
};

struct variant {
	char digest[HASH_HEX];
	json_t *doc;
	int64_t used; /* boot ms */
	struct variant *next;
};

struct engine {
	struct engine_ops ops;
	bool drill, connected, ready, refused;
	enum lang lang; /* of details, from the station's greeting */
	struct relay_now now; /* of the call being served */
	struct fanout *fanouts;
	struct relay_account *accounts;
	struct paused_host *hosts;
	struct shared_look *looks; /* of look.c alone */
	struct variant *variants;
	struct flight *flights;
	struct report *reports; /* oldest first */
	struct task **checks; /* tasks without a fanout */
	size_t check_count;
	bool wants_token; /* a task waits for a refresh not yet begun */
	json_t *fired; /* message -> the last release fired in this run */
	json_t *published; /* ACCOUNT and incident -> items of this run */
	uint64_t last_tag;
	int64_t last_id;
};

/* ---- tasks.c: what the relay holds ---- */

struct fanout *fanout_find(struct engine *e, const char *message);
struct fanout *fanout_get(struct engine *e, const char *message);
struct task *fanout_task(struct fanout *fanout, const char *delivery);
struct task *task_new(struct engine *e, struct fanout *fanout,
	struct relay_account *account, const json_t *doc);
void task_end(struct engine *e, struct task *t); /* to PHASE_DONE */
bool task_is_armed(const struct task *t); /* or could not be, or is being */
/*
 * Undoes what arming did; a request that is out is waited for first. A
 * preparation that waits for an undo is forgotten.
 */
void task_undo(struct engine *e, struct task *t);
const char *task_words(const struct task *t); /* that people will read */
/* Is another post of the same words to this account out right now? */
bool task_rival_flies(const struct engine *e, const struct task *t);
void tasks_sweep_all(struct engine *e); /* frees what has ended */
void tasks_free(struct engine *e);
const json_t *variant_find(struct engine *e, const char *digest);
void variant_put(struct engine *e, const char *digest, const json_t *doc);

/* Calls f for every task, checks included; f may end the task. */
void task_each(struct engine *e, void (*f)(struct engine *, struct task *));

/* ---- jobs.c: what the station asks for ---- */

void jobs_handle(struct engine *e, const json_t *doc);
/* What arming left is removed: the preparation that waited for it begins. */
void job_prepare_again(struct engine *e, struct task *undone);
void job_tell_wait(struct engine *e, struct task *t); /* once it is due */

/* ---- fire.c: the irrevocable half ---- */

void fire_fanout(struct engine *e, struct fanout *fanout, const json_t *doc);
void fire_halt(struct engine *e, struct fanout *fanout);
void fire_lost(struct engine *e); /* the connection is gone */
void fire_queue(struct engine *e, struct task *t, int64_t wait_ms);
/* How long until a release of this UTC instant starts, below 0: it has. */
int64_t fire_ahead(const struct engine *e, int64_t at);
/* Where the playbook lets the lead account go first: a task of the others waits
 * until it is out, and not beyond its 120 s; and the lead is. */
void fire_wait_for_first(struct task *t);
void fire_first_out(struct engine *e, const struct task *t);
void fire_pump(struct engine *e); /* asks for what may start now */
/* `ids`: those the station made durable; NULL: none of them. */
void fire_confirmed(struct engine *e, int64_t ask, const json_t *ids);
/* Ends a task that was not sent (or stays unknown), and says why. */
void fire_stop(struct engine *e, struct task *t, enum delivery_state state,
	const char *why);

/* ---- flight.c: requests that are out ---- */

struct flight *
flight_new(struct engine *e, struct task *t, enum wire_step step);
struct flight *
flight_take(struct engine *e, uint64_t tag); /* out of the list */
void flight_free(struct flight *c);
void flight_forget(struct engine *e, const struct task *t);

/* ---- step.c: one request, and what its answer means ---- */

enum err_code step_build(struct engine *e, struct task *t, enum wire_step step,
	struct wire_request *r, struct err *err);
void step_start(struct engine *e, struct task *t, enum wire_step step,
	struct wire_request *r, bool warm);
void step_perform(struct engine *e, struct wire_request *r, uint64_t tag);
void step_warm(struct engine *e, struct task *t);
/* Also learns from it about the account and the host. */
void step_judge(struct wire_judgment *v, struct engine *e, struct task *t,
	const struct flight *c, const struct wire_response *answer);
int64_t step_practice_due(const struct engine *e);

/* ---- delivery.c: a delivery goes on, as delivery_fsm.h decides ---- */

void delivery_run(struct engine *e, struct task *t); /* its step is due */
void delivery_answered(struct engine *e, struct flight *c,
	const struct wire_response *answer, int64_t sent_at);
/* A step that never became a request. */
void delivery_failed(struct engine *e, struct task *t, enum wire_step step,
	enum outcome outcome, const char *why);
void delivery_practice(struct engine *e); /* practice replies that are due */

/* ---- token.c: the refresh of an account's token ---- */

void token_start_wanted(struct engine *e); /* for those who wait */
void token_judged(struct engine *e, const struct flight *c,
	const struct wire_response *answer);
/* The station has answered: the new token may be used, or it may not. */
void token_durable(struct engine *e, const char *account, bool accepted);

/* ---- site.c ---- */

/* The pages of a connector that wants them; *pages is the caller's. */
enum err_code site_pages(struct wire_file **pages, size_t *count,
	struct engine *e, const struct task *t, struct err *err);
void site_pages_free(struct wire_file *pages, size_t count);
void site_published(struct engine *e, const struct task *t);

/* ---- log.c ---- */

void relay_log(struct engine *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif

/*
 * The other end: connect, greet, ask, act. Two ways to use it. Programs that
 * do one thing call client_ask and client_act, which wait. The console polls
 * client_fd, sends with client_send and takes whatever came with
 * client_receive; both ways can be mixed, nothing is lost.
 */
#ifndef CRIER_LINK_CLIENT_H
#define CRIER_LINK_CLIENT_H

#include <jansson.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/lang.h"
#include "crier/progress.h"

struct client;

enum { CLIENT_TIMEOUT_MS = 15000 };

struct client_options {
	const char *dir; /* the station's folder: station_dir_find */
	const char *as; /* officer's id, honoured by demo stations; or NULL */
	const char *via; /* "cli" or "console" */
	enum lang lang; /* of refusals and titles */
	int timeout; /* ms to wait for a reply; 0 is CLIENT_TIMEOUT_MS */

	/*
	 * Told some times a second while a reply is awaited, and of what the
	 * station tells of its work; may end the wait, or NULL.
	 */
	const struct progress *progress;

	/*
	 * Starts a station that does not run, at opening and when it went
	 * away during a request; NULL: not-running is the answer.
	 */
	enum err_code (*start)(void *ctx, struct err *err);
	void *ctx;
};

/*
 * Connects and greets. Refusals: no-station, not-running, protocol, and what
 * the station says of this officer. The caller closes *out.
 */
enum err_code client_open(struct client **out,
	const struct client_options *options, struct err *err);
void client_close(struct client *c);

/*
 * The first half of it, for who must not wait: connects and sends the
 * greeting; nothing is started. client_greeted takes the station's, within
 * `ms`; no-answer: not yet, ask again.
 */
enum err_code client_begin(struct client **out,
	const struct client_options *options, struct err *err);
enum err_code client_greeted(struct client *c, int ms, struct err *err);

/* The station's greeting (the inner object); borrowed. */
const json_t *client_hello(const struct client *c);
int client_zone(const struct client *c); /* minutes east, from the greeting */
pid_t client_station_pid(const struct client *c); /* from the kernel */

void client_set_timeout(struct client *c, int timeout); /* ms, -1: none */

/*
 * Asks and waits. `fields` is taken over and may be NULL. *answer is the
 * caller's. Parts go to `part` one by one (borrowed; NULL ignores them); a
 * part restarts the waiting time. If the connection is lost before anything
 * came, the question is asked once more.
 */
enum err_code
client_ask(json_t **answer, struct client *c, const char *question,
	json_t *fields, void (*part)(void *ctx, const json_t *part), void *ctx,
	struct err *err);

/*
 * Acts and waits. *entries, the caller's, are the entries it yielded. The
 * act's id is made here, and if the connection is lost before the answer the
 * act is sent once more with the same id, so that it is done once.
 */
enum err_code client_act(json_t **entries, struct client *c, const char *act,
	json_t *fields, struct err *err);

/*
 * Sends without waiting: `request` (taken over) is an object with "act" or
 * "question"; its id is put in and into *id, an act gets an act_id.
 */
enum err_code
client_send(int64_t *id, struct client *c, json_t *request, struct err *err);

/*
 * The next document that came, a reply or a push, the caller's; *out is NULL
 * if there is none now. ERR_UNAVAILABLE once the connection is lost and all
 * that came before has been taken.
 */
enum err_code client_receive(json_t **out, struct client *c, struct err *err);

int client_fd(const struct client *c);
short client_events(const struct client *c); /* for poll */

#endif

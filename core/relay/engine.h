/*
 * The delivery engine: what the relay holds, what it does next, and what it
 * tells the station. It has no clock, no socket and no randomness of its own:
 * documents come in through engine_handle, answers of platforms through
 * engine_completed, time through every call, and all effects go out through
 * `struct engine_ops`. The same calls give the same effects, so every rule
 * below is tested without a network. README.md here tells the rules.
 */
#ifndef CRIER_RELAY_ENGINE_H
#define CRIER_RELAY_ENGINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "wire/connector.h"

/* Both clocks at one moment: timers run on boot, stamps are UTC. */
struct relay_now {
	int64_t utc; /* ms since 1970 */
	int64_t boot; /* ms of CLOCK_BOOTTIME, never 0 */
};

struct engine_ops {
	/* One document to the station, handed to the kernel at once. */
	void (*send)(void *ctx, const json_t *doc);
	/* A place under the host's cap: see http_hold. */
	bool (*hold)(void *ctx, const char *url);
	void (*unhold)(void *ctx, const char *url);
	/* Performs; the content of r moves. Answered by engine_completed. */
	void (*start)(void *ctx, struct wire_request *r, uint64_t tag);
	/* A sealed credential; *secret is an object, the caller's. */
	enum err_code (*open)(void *ctx, json_t **secret, const char *account,
		const char *sealed, struct err *err);
	enum err_code (*seal)(void *ctx, char **sealed, const char *account,
		const json_t *secret, struct err *err);
	void (*random)(void *ctx, unsigned char *out, size_t len);
	/* The connector of a kind; NULL: connector_find. */
	const struct connector *(*find)(const char *kind);
	/* What `start` performs cannot leave this machine: for demos alone. */
	bool demo;
	/*
	 * Keeps for ever that this relay serves a demo; it is held from its
	 * next start on. NULL: it cannot.
	 */
	enum err_code (*mark_demo)(void *ctx, struct err *err);
	/* One line for the journal: no secret, no address of a request. */
	void (*log)(void *ctx, const char *line);
	void *ctx;
};

enum {
	FIRE_WINDOW_MS = 120000, /* after fire; then nothing starts any more */
	ARMED_MAX_MS = 900000, /* an armed release nobody fired is undone */
	WARM_EVERY_MS = 25000, /* re-warming while armed, all at once */
	REPORT_WAIT_MS = 100, /* outcomes gather this long */
	SWEPT_WAIT_MS = 10000, /* and what a round saw this long */
	REPORT_RESULTS = 200, /* or until they are this many */
	REPORT_BYTES = 60000, /* or this large */
	SENDING_MAX = 1000, /* deliveries made durable in one act */
	LOOKUP_WAIT_MS = 2000, /* a request on its way may still arrive */
	LOOKUP_GIVE_UP_MS = 600000,
	POLL_GIVE_UP_MS = 1800000
};

struct engine;

/* A drill's engine opens no credential and answers with `practice` alone. */
struct engine *engine_new(const struct engine_ops *ops, bool drill);
void engine_free(struct engine *e);

/* Connected: sends the greeting. Reports wait for the station's greeting. */
void engine_connected(struct engine *e, struct relay_now now);

/*
 * Disconnected: deliveries that have not been sent end. Results are kept and
 * reported again, with the same act ids, after engine_connected.
 */
void engine_lost(struct engine *e, struct relay_now now);

/* One document from the station. Unknown ones are logged and ignored. */
void engine_handle(struct engine *e, const json_t *doc, struct relay_now now);

/* The answer to a request started with `tag`; sent_at is UTC ms or 0. */
void engine_completed(struct engine *e, uint64_t tag,
	const struct wire_response *answer, int64_t sent_at,
	struct relay_now now);

/* Does what is due. Returns the boot ms of the next thing, -1 for none. */
int64_t engine_tick(struct engine *e, struct relay_now now);

/* The station refused the greeting: there is nothing more to do. */
bool engine_refused(const struct engine *e);

#endif

/*
 * The station: one process that keeps a folder. It alone writes; everything
 * that happens comes in as an act, is judged by the domain, and goes out as
 * entries that are durable before anybody hears of them. One thread does all
 * of this; others write the record and drafts, children answer long questions.
 */
#ifndef CRIER_STATION_STATION_H
#define CRIER_STATION_STATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sshsig.h"
#include "crier/id.h"
#include "domain/claim/claim_index.h"
#include "domain/joint/joint.h"
#include "domain/office/office.h"
#include "link/server.h"
#include "link/socket_address.h"
#include "store/ledger.h"
#include "store/state.h"

struct incident_cache;
struct library_cache;
struct record_writer;
struct state_writer;
struct relay_link;
struct mirror_link;
struct denials;
struct letters;
struct courier_link;
struct worker;
struct child;
struct station_errand;
struct library_reader;
struct held_answer;
struct station_round;

enum { RELAY_ACTUAL, RELAY_DRILL, RELAYS };

struct station_options {
	const char *dir;
	bool single_only; /* --auto: refuse an office's folder */
	const char *relay_user; /* office: who may connect to relay.sock */
	const char *courier_user; /* the same of courier.sock */
	const char *mirror_user; /* likewise, to mirror.sock */
};

struct station {
	char dir[STATION_DIR_MAX];
	struct station_options options;
	struct ledger *ledger;
	struct state *state;
	struct sshsig_key key;
	char blocked_key[HASH_HEX]; /* HMAC key of what the leak gate stopped */
	struct office office;
	struct claim_index
		claims; /* of all incidents: to find an earlier one */
	struct joint_book joints; /* with other units' stations */
	struct incident_cache *incident_cache; /* folded incidents in use */
	struct library_cache *library_cache; /* parsed libraries by commit */
	int64_t incidents, open; /* how many, once counted */
	int64_t health_at, ill, warned,
		unknown; /* accounts, when they were counted */
	bool counted; /* and no incident was opened or changed since */
	json_t *waits; /* for everybody, as at the entry waits_head; NULL none */
	json_t *reports; /* the next one inside the government of each, as then */
	json_t *windows; /* when a message's own time is over, as then */
	json_t *clocks; /* what is promised next in each, as then */
	json_t *rosters; /* of the newest, those that lack somebody, as then */
	char waits_head[HASH_HEX];
	int64_t waits_minute;
	struct server *server;
	struct record_writer *record_writer; /* the record's thread */
	struct state_writer *state_writer; /* that of drafts */
	struct relay_link *relays[RELAYS];
	struct mirror_link *mirrors;
	struct denials *denials;
	struct child *children; /* processes that work for it */
	struct letters *letters; /* between stations: letters.h */
	struct courier_link *courier; /* carries them */
	bool letter_lies; /* something to carry: the courier is woken */
	struct worker *workers; /* long questions being answered */
	struct station_errand *errands; /* acts that wait for a child */
	struct library_reader *library_reader; /* a library being parsed */
	struct held_answer *held_answers; /* until the library has moved */
	struct station_round *round; /* of the accounts, or NULL: round.h */
	char mirrored[COMMIT_ID]; /* the last one the record has got, or "" */
	int64_t wall, boot; /* both clocks at the last look, ms */
	int64_t clock_waits; /* UTC ms to be passed, 0: none: clock_trust.h */
	int64_t next_watch; /* boot ms of the next reading through: ledger_watch.h */
	int64_t next_look; /* boot ms of the next deadline or expiry */
	bool look_armed; /* an account may not be ready any more: armed.h */
	int signals; /* where they are read */
	bool stopping;
	bool signers_seen; /* nothing to look at: signers.h */
	struct arg shut; /* why nothing may be written; no kind if it may */
};

/* Who is at the other end of a connection: peer_data. */
struct session {
	char officer[OFFICER_ID]; /* "" for a relay, a courier */
	char via[VIA_ID];
	int64_t bound; /* the officer's user number when they came */
	int64_t since; /* when they came */
	int relay; /* which relay, or -1 */
	bool courier; /* it is the courier's: no acts */
	bool mirror; /* it is crier-mirror: no officer */
	json_t *login; /* login.h; NULL unknown, and in a demo */
};

enum err_code station_open(struct station *st,
	const struct station_options *options, struct err *err);
void station_close(struct station *st);

/* The sockets are there and the record's thread runs, or it says why not. */
enum err_code station_begin(struct station *st, struct err *err);

/* Once begun: serves until SIGTERM, SIGINT or a stop. */
enum err_code station_run(struct station *st, struct err *err);

/* Everything that stands in the folder, once the lock is held. */
enum err_code stores_open(struct station *st, struct err *err);

#endif

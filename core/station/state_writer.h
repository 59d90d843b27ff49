/*
 * The thread that writes drafts. Each costs three waits for the disk, and a
 * long one takes as long to be searched for what may not be stored; halt would
 * wait for that if the loop did it. An act that writes one is answered when
 * the thread has it on the disk, in the order in which they came, and nothing
 * more is taken of its peer until then but what is urgent. Credentials, which
 * must lie there before their entry, the loop writes itself.
 */
#ifndef CRIER_STATION_STATE_WRITER_H
#define CRIER_STATION_STATE_WRITER_H

#include <jansson.h>

#include "station/station.h"

struct library;
struct state_job;
struct state_writer;

/* With a handle of its own on the state.db of the station, which is open. */
enum err_code state_writer_start(
	struct state_writer **out, struct station *st, struct err *err);

/* Ends it when all that was handed over is written, and answered. NULL is
 * allowed. */
void state_writer_stop(struct state_writer *w);

int state_writer_fd(const struct state_writer *w); /* readable: tell */
void state_writer_tell(struct state_writer *w);

/*
 * Words typed in a session, masked by the rules of a library, or NULL; by whom
 * and when. Those of another session go with it, unless something was added
 * to them after `at`.
 */
struct state_job *state_job_save(struct station *st, const char *message,
	const char *session, const json_t *draft, const struct library *lib);
void state_job_by(struct state_job *j, const char *by, int64_t at);
void state_job_over(struct state_job *j, const char *session, int64_t at);

/* Those of one session, or of all: NULL. */
struct state_job *state_job_drop(const char *message, const char *session);

/* A note that may be lost: nobody waits for it. */
struct state_job *state_job_note(const char *name, const char *value);

/*
 * Hands it over. The request `id` of the peer is answered when it is done; a
 * job without a peer is the station's own. Without a thread it is done here.
 */
void state_writer_take(
	struct station *st, struct peer *peer, int64_t id, struct state_job *j);

/* Are all drafts of this message to go? Then they are gone for who asks. */
bool state_writer_drops(struct state_writer *w, const char *message);

/* Whose request it was is gone; what was asked is done all the same. */
void state_writer_closed(struct state_writer *w, const struct peer *peer);

#endif

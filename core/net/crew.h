/*
 * Requests whose protocol libcurl performs only by waiting: mail and SFTP.
 * libcurl 7.88 waits for the answer to the end of a letter, and for the end of
 * a file, inside the call, also in its multi interface, so that a server that
 * is silent would hold up every other account and a halt. Each such request has
 * a thread, which sees nothing but its own request.
 */
#ifndef CRIER_NET_CREW_H
#define CRIER_NET_CREW_H

#include "net/http.h"

enum { CREW_MAX = 16 }; /* at work at one time; others wait their turn */

struct crew;

/* Of the config: connect_ms, ca_file, dial, done and their ctx. */
enum err_code
crew_open(struct crew **out, const struct http_config *config, struct err *err);
void crew_close(struct crew *c); /* ends what runs, without a callback */

/*
 * A free thread, kept until an irrevocable request is started or crew_unhold
 * gives it back. False: all are at work or promised. Without it such a request
 * would wait in here, where neither a halt nor the end of its time finds it.
 */
bool crew_hold(struct crew *c);
void crew_unhold(struct crew *c);

/* The content moves into the crew. `done` is called by crew_collect. */
void crew_start(struct crew *c, struct wire_request *r, void *tag);

/* Readable when there is something to collect. */
int crew_fd(const struct crew *c);
void crew_collect(struct crew *c);

#endif

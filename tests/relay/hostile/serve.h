/*
 * What the servers of the hostile world really do with a request: written
 * from the public descriptions of these interfaces, and by nothing that the
 * connectors know.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_SERVE_H
#define CRIER_TESTS_RELAY_HOSTILE_SERVE_H

#include "tests/relay/hostile/world.h"

/* How a list is shown. */
enum hostile_list {
	LIST_TRUE,
	LIST_STALE, /* without what came in the last seconds */
	LIST_ODD, /* in no order */
	LIST_PART, /* its end is missing */
	LIST_HOLES, /* some are missing, not the newest */
	LIST_HIDES, /* the newest of ours is never shown again */
	LIST_OTHER /* somebody else's */
};

void hostile_say(struct hostile_reply *r, int status, json_t *doc);
void hostile_refuse(struct hostile_reply *r, int status, const char *words);
bool hostile_same_server(int a, int b);
struct hostile_post *
hostile_post_of(const struct hostile_world *w, int account, int id);
struct hostile_post *hostile_post_new(struct hostile_world *w, int account,
	const char *text, struct hostile_case *by);
void hostile_set(char **field, const char *text);
struct hostile_post *
hostile_store(struct hostile_world *w, const struct hostile_request *r);
void hostile_show(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_post *p, struct hostile_reply *out);
void hostile_read(struct hostile_world *w, const struct hostile_request *r,
	enum hostile_list how, struct hostile_reply *out);

#endif

/*
 * The Chinese platforms of the hostile world: robots that answer by a number,
 * and an official account of WeChat, which publishes drafts in its own time.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_CHINA_H
#define CRIER_TESTS_RELAY_HOSTILE_CHINA_H

#include "tests/relay/hostile/serve.h"

struct hostile_post *
hostile_china_store(struct hostile_world *w, const struct hostile_request *r);
void hostile_china_show(const struct hostile_request *r,
	const struct hostile_post *p, struct hostile_reply *out);
void hostile_china_read(struct hostile_world *w,
	const struct hostile_request *r, struct hostile_reply *out);

/* The number by which it refuses a text, or a credential. */
void hostile_china_no(const struct hostile_request *r, bool expired,
	struct hostile_reply *out);

/* What some of them call busy, whether they took it or not. */
void hostile_china_overload(
	const struct hostile_request *r, struct hostile_reply *out);

#endif

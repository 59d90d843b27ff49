/*
 * What becomes of a request: whether the platform carries it out, when, and
 * what it says of it. The one has nothing to do with the other.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_FATE_H
#define CRIER_TESTS_RELAY_HOSTILE_FATE_H

#include "tests/relay/hostile/serve.h"

enum hostile_does {
	DOES_NOT,
	DOES, /* at once */
	DOES_SOON, /* after the connection is gone, within the premise */
	DOES_LATE /* long after */
};

enum hostile_says {
	SAYS_TRUTH,
	SAYS_UNSENT, /* no connection was made */
	SAYS_NOTHING, /* the connection is closed */
	SAYS_NEVER, /* until our time-out */
	SAYS_SLOWLY, /* the truth, before or after our time-out */
	SAYS_NO, /* 400, 409, 410, 422 */
	SAYS_BUSY, /* 429 */
	SAYS_DOWN, /* 5xx */
	SAYS_PAGE, /* 200, and a page */
	SAYS_OTHER, /* shows another post */
	SAYS_GONE, /* 404 */
	SAYS_CODE, /* 200, and a code in it that is a no */
	SAYS_REFUSED, /* its own plain no to the text */
	SAYS_OVERLOAD, /* -1, which some platforms call busy */
	SAYS_EXPIRED, /* its own no to the credential */
	SAYS_HALF, /* the truth, and the connection ends in its middle */
	SAYS_JUNK, /* 200, and JSON of no known shape */
	SAYS_HUGE /* 200, and more than anybody reads */
};

/* What it makes of the post when it stores it. */
enum hostile_turn { TURN_NONE, TURN_SHOWN, TURN_UNSHOWN, TURN_COPY };

struct hostile_fate {
	enum hostile_does does;
	enum hostile_says says;
	enum hostile_turn turn;
	enum hostile_list list;
	unsigned weight;
	/* What is no platform's is done in operations: at the nth of this name
	 * (0: at each), which ends with this code (own.h). */
	const char *op;
	int nth, code;
};

const struct hostile_fate *hostile_pick_write(struct hostile_world *w);
const struct hostile_fate *hostile_pick_read(struct hostile_world *w);
bool hostile_is_well(const struct hostile_fate *f);
bool
hostile_serve_write(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_fate *f, struct hostile_reply *out);
bool
hostile_serve_read(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_fate *f, struct hostile_reply *out);

#endif

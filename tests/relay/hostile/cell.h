/*
 * One cell of the fault matrix: an account, a fault of the request that
 * publishes, what is published, how often the fault comes, and when the relay
 * is killed on top. It is played, and what must not be is counted.
 */
#ifndef CRIER_TESTS_RELAY_HOSTILE_CELL_H
#define CRIER_TESTS_RELAY_HOSTILE_CELL_H

#include "tests/relay/hostile/fate.h"

struct matrix_fault {
	const char *name;
	struct hostile_fate fate;
	bool honest; /* no platform says no to what it has taken */
	unsigned kinds; /* 1u << HOSTILE_…: whose it can be; 0: everybody's */
};

enum { ACT_PUBLISH, ACT_EDIT, ACT_WITHDRAW, ACTS };
enum { KILL_NOT, KILL_FLYING, KILL_ANSWERED, KILLS };

/* Tests are one thread; the world's hook has no argument of ours. */
struct matrix_cell {
	const struct matrix_fault *fault;
	int account, act, kill;
	bool always; /* every attempt, not the first alone */
	bool live; /* the message under test is on its way */
	int met; /* attempts that met the fault */
};

/* A cell without meaning, and why it has none. Zero means any. */
struct matrix_none {
	unsigned kinds, acts, kills; /* bits */
	bool prefers; /* of an account that prefers a duplicate */
	bool (*fault)(const struct hostile_fate *f); /* NULL: any */
	const char *why;
	int cells; /* counted */
};

/*
 * Plays every cell of the accounts from `first` on, up to `end`: asserts that
 * nothing is posted twice and nothing lost, and prints a row for each account
 * and for each reason. `nones` ends with a row without a reason.
 */
void matrix_play(const struct matrix_fault *faults, size_t count, int first,
	int end, struct matrix_none *nones);

#endif

/*
 * What a station's files ask of the machine: the clocks, paths below the
 * station's folder and the installation, and the signals of a child.
 */
#ifndef CRIER_STATION_ENV_H
#define CRIER_STATION_ENV_H

#include <stdbool.h>
#include <stdint.h>

int64_t station_now(void); /* UTC milliseconds */
int64_t station_boot(void); /* CLOCK_BOOTTIME, ms: timers */

/* "DIR/name", the caller's to free. */
char *station_path(const char *dir, const char *name);

/* A file of the installation, found from this program's own place. */
char *station_installed(const char *relative);

/*
 * The file of this running program was replaced: a build or an installation
 * brought another one, and what runs is the old.
 */
bool station_is_replaced(void);

/*
 * Whose turn it is when the processor is short, as values of nice: the loop
 * that answers, then everybody, what is heavy, and the record.
 */
enum station_rank {
	RANK_LOOP = -10,
	RANK_OTHERS = 0,
	RANK_HEAVY = 5,
	RANK_RECORD = 10
};

/*
 * Of the calling thread. Only root and who was granted it (Nice= of the unit)
 * may go before others; to whom it is refused stays where it is. The loop's
 * turns are short as well (link/turns.h).
 */
void station_rank(enum station_rank rank);

/*
 * Of a process that leads its own session: kernels that share the processor
 * out by session first (sched_autogroup_enabled) weigh ranks within one only.
 */
void station_rank_session(enum station_rank rank);

/* Is this the user that an option (--relay-user and its like) gives by name or
 * by number? NULL: nobody is. */
bool station_user_is(const char *wanted, uid_t uid);

/* In a child before exec: signals and rank as a new program expects them. */
void station_child(void);

#endif

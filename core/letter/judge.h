/*
 * Is a letter that came taken? Judged in the order of the contract, each step a
 * refusal of its own: confirmed partner and volume, signature, next in the
 * chain, addressed to us, opens, digest, shape, leak gate, rank. Everything that
 * is known (the partner, how far its volume was read, our keys, what its rank
 * may send) is given; nothing is kept here.
 *
 * A letter whose signature and place are right moves the volume on even if it
 * is refused then: one that we cannot use must not stop those behind it. Whose
 * mode the joint incident is that it speaks of is for who knows the incident.
 */
#ifndef CRIER_LETTER_JUDGE_H
#define CRIER_LETTER_JUDGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/seal.h"
#include "crier/partner.h"
#include "letter/letter.h"

/* How far one station's letters of one mode were taken here. */
struct letter_volume {
	int64_t vol, seq; /* of the last one; 0 and 0: none yet */
	char hash[HASH_HEX]; /* its name */
	bool ended; /* forked: nothing more until its key is confirmed anew */
	bool anew; /* it was, since: the next volume may follow anything */
};

struct letter_sender {
	const char *id, *unit;
	enum partner_state state;
	enum partner_rank rank;
	unsigned may; /* kinds it may send us: 1 << enum letter_kind */
	const struct sshkey *key;
};

/*
 * What was taken of this sender in this mode before: the name of the letter at
 * a place of its volumes (false: that is not known any more), and whether a
 * letter of this name was.
 */
struct letter_memory {
	bool (*at)(void *ctx, char hash[HASH_HEX], int64_t vol, int64_t seq);
	bool (*has)(void *ctx, const char *hash);
	void *ctx;
};

/* The leak gate: refuses with its rule. Called with an opened, sound body. */
typedef enum err_code
letter_gate_fn(void *ctx, const json_t *body, struct err *err);

struct letter_bench {
	const char *own_id;
	const struct seal_key
		*keys; /* ours of this mode, all that still open */
	size_t key_count;
	bool drill; /* of which mode the place is where it was found */
	const struct letter_sender *sender; /* NULL: no such partner */
	struct letter_volume volume;
	struct letter_memory memory;
	letter_gate_fn *gate; /* NULL: the caller asks it */
	void *gate_ctx;
};

enum letter_outcome {
	LETTER_TAKEN, /* for us and sound: body is there */
	LETTER_PASSED, /* not for us: the volume moves on */
	LETTER_KNOWN, /* taken before: passed over */
	LETTER_WAITS, /* for those before it */
	LETTER_HALTS, /* it waits, but what it says is done at once */
	LETTER_FORKED, /* proof: err says so, the volume ends */
	LETTER_REFUSED, /* err says why */
	LETTER_OUTCOMES
};

/* Where it was refused; the order is that of judging. */
enum letter_step {
	STEP_PARTNER,
	STEP_VOLUME,
	STEP_SIGNATURE,
	STEP_CHAIN,
	STEP_ADDRESS,
	STEP_BOX, /* all of it is here, unchanged: who carried it can spoil
		   * that, so the volume waits for the letter as it was */
	STEP_OPENS,
	STEP_DIGEST,
	STEP_SHAPE,
	STEP_LEAK,
	STEP_RANK,
	LETTER_STEPS
};

struct letter_verdict {
	enum letter_outcome outcome;
	enum letter_step step; /* where it was refused, if it was */
	bool moves; /* the volume is now where this letter is */
	bool leaks; /* the leak gate found something; a halt is taken still */
	bool lost; /* a new volume that does not know all we took of the last */
	enum letter_kind kind;
	json_t *body; /* TAKEN, HALTS, and where rank or leak gate refused */
	char *text; /* the body as it was hashed */
};

/* The code is err's: ERR_OK unless refused or forked. Release the verdict. */
enum err_code letter_judge(struct letter_verdict *out, const struct letter *l,
	const struct letter_bench *bench, struct err *err);
void letter_verdict_release(struct letter_verdict *v);

/* The volume after a letter that moves it, or that proves a fork. */
struct letter_volume letter_volume_after(const struct letter_volume *before,
	const struct letter *l, const struct letter_verdict *v);

#endif

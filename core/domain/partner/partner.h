/*
 * The register of partners (协同单位): other units with which this station
 * speaks. One that has a station is known by its key, from the card that a
 * registrar read; it is in force once another officer has had the key's
 * fingerprint read over the registered telephone. One without a station (无台
 * 单位) has a telephone and an address. Any officer stops a partner at once;
 * two let it speak again.
 */
#ifndef CRIER_DOMAIN_PARTNER_PARTNER_H
#define CRIER_DOMAIN_PARTNER_PARTNER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crier/id.h"
#include "crier/partner.h"
#include "domain/rows.h"
#include "domain/second.h"

enum {
	PARTNER_SHAPE = 1, /* of partner_doc: see rows.h */
	PARTNER_NAME = 201,
	PARTNER_PHONE = 41,
	PARTNER_PLACE = 401, /* address, exchange */
	PARTNER_KEY = 192, /* "ssh-ed25519 AAAA…" */
	PARTNER_SEAL = 48, /* a sealing key in base64 */
	PARTNER_CARD = 4097, /* a whole card */
	PARTNER_PRINT = 64 /* "SHA256:…", and groups of digits */
};

struct office;

struct partner {
	char id[WORD_ID];
	char name[PARTNER_NAME]; /* the unit's */
	enum partner_rank rank;
	enum partner_state state;
	char phone[PARTNER_PHONE]; /* the registered number */
	char organ[WORD_ID]; /* its id in organs.yaml, "" none */
	char address[PARTNER_PLACE]; /* of a unit without a station */
	char exchange[PARTNER_PLACE]; /* where it lays letters, "" none */
	/* what its card says; "" of a unit without a station */
	char key[PARTNER_KEY];
	char fingerprint[PARTNER_PRINT]; /* of that key */
	char print[PARTNER_PRINT]; /* the same as it is read aloud */
	char seal[PARTNER_SEAL], drill_seal[PARTNER_SEAL];
	char spare[PARTNER_PRINT]; /* fingerprint of its spare key */
	int64_t made; /* when the card was */
	/* who let it in, over which number; who stopped it, and why */
	char by[OFFICER_ID], confirmed_by[OFFICER_ID];
	int64_t confirmed;
	char stopped_by[OFFICER_ID];
	int64_t stopped;
	char reason[601];
	int64_t vouched; /* when its spare key brought its card, 0 never */
	struct second next; /* what waits for a second person */
};

/* What our own card says beside the unit's name and the signing key. */
struct own_card {
	char id[WORD_ID]; /* "": there is none yet */
	char phone[PARTNER_PHONE];
	char organ[WORD_ID];
	char exchange[PARTNER_PLACE];
	char seal[PARTNER_SEAL], drill_seal[PARTNER_SEAL];
	char spare_key[PARTNER_KEY]; /* its public half */
	char spare[PARTNER_PRINT]; /* and its fingerprint */
	int64_t made;
	int64_t sealed; /* when the sealing keys were drawn */
	int64_t unsealed; /* until when those before are kept; 0 they are not */
	char by[OFFICER_ID];
	/* the card that the spare key before signed too, and when it was; "" */
	char vouched[PARTNER_CARD];
	int64_t vouched_made;
	int64_t lost; /* rebuilt then: own letters may be missing; 0 no */
	struct second volume; /* that the next volume of letters begins */
};

/* Borrowed; NULL if there is none. */
const struct partner *office_partner(const struct office *o, const char *id);

/* Refuses an id that is not known, with those that are. */
enum err_code
partner_none(struct err *err, const struct office *o, const char *id);

/* Known by a telephone, not by a key. */
bool partner_is_by_hand(const struct partner *p);

/* Does what waits, a card or an end of a stop, need the telephone? */
bool partner_asks_call(const struct second *next);

/*
 * The first group, from 1, in which what was typed is another than these
 * digits or is missing; 0 if it is the same. Only digits count, also those of
 * full width.
 */
int partner_print_differs(const char *typed, const char *digits);

/* Its row; a field more in it raises PARTNER_SHAPE. */
json_t *partner_doc(const struct partner *p);
void partner_row_put(struct rows *out, const struct office *o, const char *id);
void partner_load(struct office *o, const json_t *row);
void partners_clear(struct office *o);

/* Is this line, whatever its comment, the key that this station signs with? */
bool own_card_is_key(const struct office *o, const char *line);

json_t *own_card_doc(const struct own_card *c);
void own_card_load(struct own_card *c, const json_t *doc);
/* From when on what is next to be done with its sealing keys: those before are
 * destroyed, or they change. 0: nothing, there are none. */
int64_t own_card_seals_due(const struct own_card *c, int change_days);
/* Its sealing keys are drawn anew, its own letters looked for. */
void own_card_rebuilt(struct own_card *c, int64_t time);

#endif

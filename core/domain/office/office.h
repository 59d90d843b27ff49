/*
 * What a station knows outside its incidents: its own facts, its officers,
 * its register of accounts, the accepted library, and the counters that give
 * incidents their numbers. Computed from entries by office_apply; small, kept
 * in memory, and loaded at start from projection rows.
 */
#ifndef CRIER_DOMAIN_OFFICE_OFFICE_H
#define CRIER_DOMAIN_OFFICE_OFFICE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crier/id.h"
#include "crier/role.h"
#include "crier/arg.h"
#include "domain/entry.h"
#include "domain/office/account.h"
#include "domain/office/key.h"
#include "domain/comment/comment.h"
#include "domain/impostor/impostor.h"
#include "domain/mirror/mirror.h"
#include "domain/partner/partner.h"
#include "domain/rows.h"
#include "domain/second.h"

enum { STATION_SHAPE = 5, OFFICER_SHAPE = 5 }; /* see rows.h */

/* What was changed last of what an officer may do. */
struct roles_change {
	int64_t time; /* 0: nothing was, since this is written down */
	char by[OFFICER_ID];
	char confirmed_by[OFFICER_ID]; /* "": nobody else */
	role_set gained, lost;
	bool alone; /* there was nobody whom one could have asked */
};

struct officer {
	char id[OFFICER_ID];
	char name[101];
	char user[WORD_ID]; /* Unix user this officer is bound to */
	int64_t uid; /* -1 until the user's uid is known */
	role_set roles;
	char phone[41];
	char unit[201];
	char employer[201]; /* of a contractor, "" the office itself */
	bool active;
	bool off_duty; /* not to be counted on; may act all the same */
	struct officer_key *keys; /* in the order they came */
	size_t key_count;
	struct roles_change last;
};

struct office {
	char unit[201]; /* the office's name, signs its texts */
	char unit_en[201]; /* the same for texts in English, "" none */
	char lang[3];
	char zone_text[8];
	int zone; /* minutes east */
	char signing_key[200]; /* OpenSSH public key line */
	char relay_key[64]; /* base64 public sealing key */
	char relay_key_id[40];
	bool demo, single; /* demo station for ever; single-user set-up */
	char admin[OFFICER_ID]; /* the first administrator */
	char library[COMMIT_ID]; /* accepted head */
	char rules[HASH_HEX];
	char drawn[8]; /* the last month whose sample was drawn, "" none */
	int year, actual, drill; /* counters of this year's incidents */
	struct second
		clock_kept; /* that the machine's clock is (clock_kept.c) */
	struct second library_next; /* a library that waits, or waited */
	bool library_alone; /* the one in force was accepted by one person */
	struct officer *officers;
	size_t officer_count;
	struct officer_proposal {
		char officer[OFFICER_ID];
		struct second second;
	} * proposals; /* of what somebody may do, that wait */
	size_t proposal_count;
	struct account *accounts; /* by id */
	size_t account_count;
	struct partner *partners;
	size_t partner_count;
	struct own_card card; /* what partners are told of us */
	struct mirror mirrors[MIRRORS_MAX]; /* in the order they came */
	size_t mirror_count;
	struct impostor *impostors;
	size_t impostor_count;
	json_t *services; /* rows of service/service.h, or NULL */
	struct comment **comments; /* open ones, by number */
	size_t comment_count;
	int64_t comment_last; /* number of the newest that ever came */
	bool comment_closed; /* one that is closed is still among them */
	json_t *round; /* the last one (register/round.h), or NULL */
};

void office_init(struct office *o);
void office_release(struct office *o);

/* The name that signs texts in this language. */
const char *office_unit(const struct office *o, enum lang lang);

/* ERR_CORRUPT when the entry does not fit; entries of incidents are read
 * for their counters only. */
enum err_code
office_apply(struct office *o, const struct entry *e, struct err *err);

/* The rows this entry changes, after office_apply. */
void
office_rows(struct rows *out, const struct office *o, const struct entry *e);

/* Loads one row of a projection of the office at start. */
void
office_load(struct office *o, enum projection projection, const json_t *doc);

/* Borrowed; NULL if there is none. */
const struct officer *office_officer(const struct office *o, const char *id);

/* As refusals speak of them: an id that is nobody's stands for itself. */
struct arg officer_arg(const struct officer *f);
struct arg office_arg(const struct office *o, const char *id);
struct arg account_arg(const struct account *a);
struct arg office_arg_account(const struct office *o, const char *id);
/* On duty, with any of the roles, and another than `except`: whom to ask. */
struct arg
office_arg_able(const struct office *o, role_set roles, const char *except);

/* Active, and not off duty. */
bool officer_on_duty(const struct officer *f);

/*
 * Who a Unix user is: by name and number. An officer whose number was never
 * written down (a demo's, and those of the first releases) is known by name
 * alone; a user whose name this machine does not know ("") by number.
 */
const struct officer *
office_by_user(const struct office *o, int64_t uid, const char *user);

/* The officer of whom a user has the name or the number, for a refusal. */
const struct officer *
office_by_half(const struct office *o, int64_t uid, const char *user);

/* {id,name,phone,employer?}: who it is, of a contractor by whom employed, and
 * how to call them; new reference. */
json_t *officer_contact(const struct officer *f);

/* The same of all active officers with any of the roles: an array. */
json_t *office_with_roles(const struct office *o, role_set roles);

/* The number the next incident of this year and mode gets. */
int office_next_number(const struct office *o, int year, bool drill);

json_t *officer_doc(const struct officer *f);

role_set roles_parse(const json_t *words); /* unknown words are left out */
json_t *roles_format(role_set roles);

#endif

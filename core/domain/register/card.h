/*
 * What the register (账号备案) keeps of an account beside where it is: who
 * answers for it, who keeps it running and until when, with whom it is filed.
 * What was never told is unknown, "" or 0, and said to be; nothing is guessed.
 */
#ifndef CRIER_DOMAIN_REGISTER_CARD_H
#define CRIER_DOMAIN_REGISTER_CARD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crier/id.h"
#include "domain/entry.h"

enum { CARD_ADMINS = 10, CARD_REASON = 601 };

/* The acts after which an office files (分级备案). */
enum filing_of {
	FILING_NONE,
	FILING_OPENING,
	FILING_OWNER,
	FILING_NAME,
	FILING_SUSPENDING,
	FILING_CLOSING,
	FILINGS
};

struct account_card {
	int64_t registered; /* when, 0 unknown */
	char type[101]; /* on its platform: 订阅号, 服务号 … */
	char certified[201]; /* the body that the platform certified */
	char supervisor[201]; /* the unit above the owner */
	char operator[201]; /* who runs it by contract, "" the owner itself */
	int64_t contract_ends; /* of the operator, 0 unknown */
	char leader[101]; /* in charge of it */
	char editor[OFFICER_ID]; /* on duty for it */
	char admins[CARD_ADMINS][OFFICER_ID]; /* on the platform */
	size_t admin_count;
	char phone[41];
	char area[201]; /* whom it is for */
	bool elsewhere; /* other tools post on it, too */
	int64_t reach; /* followers, as somebody counted them; 0 unknown */
	char auto_replies[601]; /* what answers there by itself; "none" */
	char filing_level[WORD_ID], filing_to[201], filing_number[101];
	int64_t filing_on;
	enum filing_of unfiled; /* the last act that nobody filed */
	int64_t unfiled_since;
	int64_t changed; /* when it was renamed, handed on, suspended or
			    closed last, 0 never */
	char changed_why[CARD_REASON]; /* the reason of that */
	char was_name[201], was_owner[201]; /* before its last renaming */
	int64_t inspected; /* by a person, 0 never */
	char inspected_by[OFFICER_ID], found[WORD_ID];
	int64_t interaction_on; /* when somebody asked a question there */
	char interaction[WORD_ID]; /* "works", "none" */
	char announcement[INCIDENT_ID]; /* begun for a change or the closing */
	char accepted
		[CARD_REASON]; /* rules broken with a reason, "R-01 R-02" */
	char reason[CARD_REASON]; /* that was given for them */
};

/* The fields of acts and entries that a card is made of; NULL ends them. */
extern const char *const register_card_names[];

/* Folding: what the entry's body, or a row, says of it. */
void register_card_read(struct account_card *c, const json_t *doc);
void register_card_filed(
	struct account_card *c, enum filing_of what, const struct entry *e);

void register_card_inspected(struct account_card *c, const struct entry *e);

void register_card_put(json_t *doc, const struct account_card *c);
void register_card_load(struct account_card *c, const json_t *row);

bool register_card_is_filed(const struct account_card *c);

#endif

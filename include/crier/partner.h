/*
 * The words for partners (协同单位): other units with which this station
 * speaks, what they are to us, and the kinds of letters that stations send
 * each other.
 */
#ifndef CRIER_PARTNER_H
#define CRIER_PARTNER_H

#include <stdbool.h>

#include "crier/message.h"

/* What it is to us, as the registrar says: never what its card says. */
enum partner_rank { RANK_SUPERIOR, RANK_SUBORDINATE, RANK_PEER, PARTNER_RANKS };

enum partner_state {
	PARTNER_PROPOSED, /* nobody has confirmed it: it may not speak yet */
	PARTNER_ACTIVE,
	PARTNER_STOPPED, /* by an officer: nothing of it is taken */
	PARTNER_STATES
};

/* What an order of a rank is to us. */
enum partner_order {
	ORDER_OFFERED, /* 建议转载: may be left */
	ORDER_CARRIED, /* 统一发布: to refuse it needs a reason and a call */
	PARTNER_ORDERS
};

enum letter_kind {
	LETTER_OPEN,
	LETTER_JOIN,
	LETTER_LEAVE,
	LETTER_LEAD,
	LETTER_CLOSE,
	LETTER_LINES,
	LETTER_BULLETIN,
	LETTER_CLAIM,
	LETTER_CONCUR_ASK,
	LETTER_CONCUR_ANSWER,
	LETTER_ORDER,
	LETTER_CALL,
	LETTER_FIRE,
	LETTER_HALT,
	LETTER_ANSWER,
	LETTER_RECEIPT,
	LETTER_BOARD,
	LETTER_CARD,
	LETTER_KINDS
};

/* Where a unit stands in a joint incident (联合事件). */
enum joint_state {
	JOINT_ASKED, /* invited: it has not said anything yet */
	JOINT_JOINED,
	JOINT_DECLINED,
	JOINT_LEFT,
	JOINT_CLOSED, /* for all, by the leader */
	JOINT_STATES
};

/* What a unit has said of an order (联合发布令), in the order of the matter. */
enum order_answer {
	ANSWER_NONE, /* nothing was heard of it */
	ANSWER_HEARD, /* by the station; no officer has seen it */
	ANSWER_READ,
	ANSWER_TAKEN,
	ANSWER_REFUSED,
	ANSWER_SET, /* goes out at its time by itself */
	ANSWER_READY, /* armed: so many accounts */
	ANSWER_OUT,
	ANSWER_HALTED, /* stopped, by the leader or there; perhaps in part */
	ORDER_ANSWERS
};

const struct word_row *joint_state_row(enum joint_state state);
const struct word_row *order_answer_row(enum order_answer answer);
bool order_answer_parse(enum order_answer *out, const char *word);
const struct word_row *partner_rank_row(enum partner_rank rank);
const struct word_row *partner_state_row(enum partner_state state);
const struct word_row *partner_order_row(enum partner_order order);
const struct word_row *letter_kind_row(enum letter_kind kind);
bool partner_rank_parse(enum partner_rank *out, const char *word);
bool letter_kind_parse(enum letter_kind *out, const char *word);

#endif

/*
 * The words that a field of an act may hold, where the vocabulary fixes them.
 * A form offers them; whether one is possible here and now the act's judge
 * says.
 */
#ifndef CRIER_CHOICE_H
#define CRIER_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "crier/message.h"

enum choices {
	CHOICES_NONE, /* any value of the field's type */
	CHOICES_ROLE,
	CHOICES_OFFICER_STATE,
	CHOICES_ACCOUNT_STATE,
	CHOICES_FILING_LEVEL,
	CHOICES_MODE,
	CHOICES_LEVEL,
	CHOICES_LANG,
	CHOICES_KIND, /* of a message */
	CHOICES_GATE,
	CHOICES_VERDICT, /* on a gate */
	CHOICES_ANSWER, /* of a unit that was asked to agree */
	CHOICES_HOW, /* it answered */
	CHOICES_SEEN, /* on the platform */
	CHOICES_CLAIM_KIND,
	CHOICES_PRIORITY,
	CHOICES_CHECK,
	CHOICES_CLAIM_VERDICT,
	CHOICES_INCIDENT_STATE,
	CHOICES_MESSAGE_STATE,
	CHOICES_DELIVERY_STATE,
	CHOICES_FORMAT, /* of an export */
	CHOICES_RANK, /* of a partner */
	CHOICES_INSPECTED, /* how an account was found */
	CHOICES_INTERACTION, /* whether it answers */
	CHOICES_IN_NAME, /* of whom a joint text speaks */
	CHOICES_HAND_ANSWER, /* to an order, over the telephone */
	CHOICES_IMPOSTOR_OUTCOME,
	CHOICES_COMMENT_SORT,
	CHOICES_COMMENT_OUTCOME,
	CHOICES_PAGE, /* as which a sheet is wanted */
	CHOICES_COUNT
};

/* The n-th word of a set, from 0; false after the last. */
bool choice(struct word_row *out, enum choices set, size_t n);

/* Is the word one of them? All of them, with commas between. */
bool choice_has(enum choices set, const char *word);
enum { CHOICE_WORDS = 240 };
void choice_words(char out[CHOICE_WORDS], enum choices set);

#endif

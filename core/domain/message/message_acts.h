/*
 * What several acts about messages ask of their fields. Not for others.
 */
#ifndef CRIER_DOMAIN_MESSAGE_MESSAGE_ACTS_H
#define CRIER_DOMAIN_MESSAGE_MESSAGE_ACTS_H

#include "domain/judge.h"

/* Every account named is registered, in use, and may be spoken through. */
enum err_code
judge_accounts(const struct world *w, const json_t *accounts, struct err *err);

/*
 * Begins a message as message.new does: with what is `prepared` for its kind,
 * and with what is `carried` over, if the act says so. Else `assumed` (NULL
 * none) are those of the act's slots that nobody has said yet.
 */
enum err_code judge_message_begin(struct judged *out, const struct world *w,
	const json_t *act, const json_t *assumed, struct err *err);

/* The language that an act names, else `otherwise`; zh or en. */
enum err_code judge_lang(enum lang *out, const json_t *act,
	const char *otherwise, struct err *err);

#endif

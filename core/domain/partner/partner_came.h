/*
 * What a card that came in a letter of its unit changes in the register.
 */
#ifndef CRIER_DOMAIN_PARTNER_PARTNER_CAME_H
#define CRIER_DOMAIN_PARTNER_PARTNER_CAME_H

#include "domain/judged.h"
#include "domain/world.h"

/*
 * `card` is as the station reads one (world's card), `letter` the name of the
 * letter, which is signed with the card's key. What holds at once is
 * partner.changed, what a telephone must confirm partner.proposed; an old card,
 * or one that nobody could add, is nothing.
 */
void partner_card_came(struct judged *out, const struct world *w,
	const struct partner *p, const json_t *card, const char *letter);

#endif

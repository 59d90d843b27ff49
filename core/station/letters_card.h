/*
 * Cards that travel by letter: ours to all partners when what it says changes,
 * and a partner's.
 */
#ifndef CRIER_STATION_LETTERS_CARD_H
#define CRIER_STATION_LETTERS_CARD_H

#include "domain/partner/partner.h"
#include "letter/card.h"
#include "letter/letter.h"
#include "station/acts.h"

/*
 * Adds the letter with our card to all partners that have a station; none
 * where there are no such partners.
 */
enum err_code letters_card_send(struct judged *out, struct station *st,
	const struct own_card *own, struct err *err);

/* Who gets it: those in force that have a station; a new list. */
json_t *letters_card_readers(const struct office *o);

/* The same to these; `to` is taken over. */
enum err_code letters_card_send_to(struct judged *out, struct station *st,
	const struct own_card *own, json_t *to, struct err *err);

/* Our card goes to a partner that was stopped, or not let in yet, when it
 * changed: it would write to keys that are gone. */
void letters_card_tend(struct station *st);

/* The card in a letter to us, if that is what is in it. */
bool letters_card_in(struct card *out, const struct letter *l,
	const char *own_id, const struct seal_key *keys, size_t count);

/* The card of a sound letter of kind card. */
bool letters_card_of(struct card *out, const json_t *said);

#endif

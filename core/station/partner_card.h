/*
 * Cards: what an act's card says, for its judge, and our own (card_change.c
 * changes it). The private halves of the sealing keys lie in keys/ beside the
 * station's signing key; that of the spare key is drawn here, told once, and
 * kept nowhere.
 */
#ifndef CRIER_STATION_PARTNER_CARD_H
#define CRIER_STATION_PARTNER_CARD_H

#include <jansson.h>

#include "base/err.h"
#include "letter/card.h"
#include "station/act_context.h"

/*
 * Reads the card of an act, if it has one, into f->card and the world. Our own
 * is refused, and a demonstration's outside of one.
 */
enum err_code
partner_card_read(struct act_context *f, const json_t *act, struct err *err);

/* Our own card: its text, both forms, and the key's fingerprint to read out. */
enum err_code
partner_card_own(json_t **out, const struct station *st, struct err *err);

/*
 * Reads what a card says as acts on partners are judged by (world's card); new
 * reference.
 */
json_t *partner_card_told(const struct card *card);

/* Our card with this content, for card_make. */
enum err_code partner_card_fill(struct card *card, const struct station *st,
	const struct own_card *own, struct err *err);

/* Our card's text as partners get it by letter, the caller's to free: the one
 * that the spare key has vouched for, if it names the key of now. */
enum err_code partner_card_text(char **out, const struct station *st,
	const struct own_card *own, struct err *err);

/* A new spare key: the lines for paper and the public half. */
enum err_code partner_card_spare(json_t **out, struct err *err);

/* Digits of a partner's key as they are said, {en, zh}; new reference. */
json_t *partner_card_said(const char *digits);

#endif

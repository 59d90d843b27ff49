/*
 * Reading cards, and making ours.
 */
#include "station/partner_card.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/seal.h"
#include "crier/refusal.h"
#include "letter/card.h"
#include "letter/print.h"
#include "letter/spare.h"

/* Beside what the card says: its key as it is compared, and who else signed. */
json_t *
partner_card_told(const struct card *card)
{
	char print[SSHKEY_FINGERPRINT], digits[PRINT_DIGITS];
	json_t *doc = card_doc(card);

	sshkey_fingerprint(print, &card->key);
	print_digits(digits, &card->key);
	doc_put_str(doc, "fingerprint", print);
	doc_put_str(doc, "print", digits);
	doc_put_str(doc, "by", card->by);
	return doc;
}

enum err_code
partner_card_read(struct act_context *f, const json_t *act, struct err *err)
{
	const char *text = doc_str(act, "card");
	const struct office *o = f->world.office;
	struct card card;
	enum err_code rc;

	if (*text == '\0')
		return ERR_OK;
	rc = card_parse(&card, text, strlen(text), err);
	if (rc == ERR_OK)
		rc = card_admit(&card, o->card.id, o->demo, err);
	if (rc != ERR_OK)
		return rc;
	f->card = partner_card_told(&card);
	f->world.card = f->card;
	return ERR_OK;
}

json_t *
partner_card_said(const char *digits)
{
	char said[LANG_COUNT][PRINT_WORDS];

	if (*digits == '\0')
		return NULL;
	for (int n = 0; n < LANG_COUNT; n++)
		print_words(said[n], digits, (enum lang)n);
	return json_pack("{s:s,s:s}", "en", said[LANG_EN], "zh", said[LANG_ZH]);
}

/* ---- ours ---- */

enum err_code
partner_card_fill(struct card *card, const struct station *st,
	const struct own_card *own, struct err *err)
{
	memset(card, 0, sizeof(*card));
	if (own->id[0] == '\0')
		return refuse(err, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
	if (own->seal[0] == '\0')
		return refuse(err, REFUSE_CARD_SEALS, "", WITH_NONE);
	if (!fixed_try(card->unit, sizeof(card->unit), st->office.unit))
		return refuse(err, REFUSE_FIELD, "unit",
			WITH(arg_key("unit"), ARG_BOTH("is too long", "过长")));
	fixed_cut(card->id, sizeof(card->id), own->id);
	fixed_cut(card->phone, sizeof(card->phone), own->phone);
	fixed_cut(card->organ, sizeof(card->organ), own->organ);
	fixed_cut(card->exchange, sizeof(card->exchange), own->exchange);
	fixed_cut(card->spare, sizeof(card->spare), own->spare);
	card->made = own->made;
	card->demo = st->office.demo;
	if (sshkey_read(&card->key, st->office.signing_key) != SSHKEY_FINE)
		return refuse(err, REFUSE_KEY_NONE, "key", WITH_NONE);
	if (seal_key_parse(card->seal, own->seal, err) != ERR_OK)
		return err->code;
	return seal_key_parse(card->drill_seal, own->drill_seal, err);
}

/* The card as it was signed by both keys. */
static enum err_code
own_card_vouched(struct card *card, char **text, const struct own_card *own,
	struct err *err)
{
	*text = mem_strdup(own->vouched);
	return card_parse(card, *text, strlen(*text), err);
}

enum err_code
partner_card_text(char **out, const struct station *st,
	const struct own_card *own, struct err *err)
{
	struct card card, vouched;
	enum err_code rc = partner_card_fill(&card, st, own, err);

	*out = NULL;
	if (rc != ERR_OK)
		return rc;
	if (own->vouched[0] &&
		own_card_vouched(&vouched, out, own, NULL) == ERR_OK &&
		sshkey_same(&vouched.key, &card.key) &&
		own->vouched_made == own->made)
		return ERR_OK;
	free(*out);
	*out = NULL;
	return card_make(out, &card, &st->key, NULL, err);
}

enum err_code
partner_card_own(json_t **out, const struct station *st, struct err *err)
{
	char compact[CARD_COMPACT], *text = NULL;
	struct card card;
	enum err_code rc = partner_card_fill(&card, st, &st->office.card, err);

	if (rc == ERR_OK && st->office.card.vouched_made == card.made &&
		*st->office.card.vouched)
		rc = own_card_vouched(&card, &text, &st->office.card, err);
	else if (rc == ERR_OK)
		rc = card_make(&text, &card, &st->key, NULL, err);
	if (rc == ERR_OK)
		rc = card_make_compact(compact, &card, &st->key, err);
	if (rc == ERR_OK) {
		*out = partner_card_told(&card);
		doc_put_str(*out, "text", text);
		doc_put_str(*out, "compact", compact);
		doc_put(*out, "said",
			partner_card_said(doc_str(*out, "print")));
	}
	free(text);
	return rc;
}

enum err_code
partner_card_spare(json_t **out, struct err *err)
{
	unsigned char seed[SSHSIG_SEED];
	char paper[SPARE_TEXT], line[SSHSIG_LINE];
	struct sshsig_key key;

	if (getrandom(seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		return refuse_system(err,
			&(const struct both)BOTH("random numbers", "随机数"));
	sshsig_key_init(&key, seed);
	spare_format(paper, seed);
	sshsig_key_format(line, &key, "");
	*out = json_pack("{s:s,s:s}", "paper", paper, "key", line);
	sodium_memzero(paper, sizeof(paper));
	sodium_memzero(seed, sizeof(seed));
	sshsig_key_release(&key);
	return ERR_OK;
}

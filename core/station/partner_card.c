/*
 * Reading cards, and making ours.
 */
#include "station/partner_card.h"

#include <sodium.h>
#include <stdio.h>
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
#include "station/acts.h"
#include "station/env.h"
#include "station/setup.h"

/* Beside what the card says: its key as it is compared, and who else signed. */
static json_t *
card_told(const struct card *card)
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
	f->card = card_told(&card);
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

static enum err_code
own_card_fill(struct card *card, const struct station *st,
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

enum err_code
partner_card_own(json_t **out, const struct station *st, struct err *err)
{
	char compact[CARD_COMPACT], *text = NULL;
	struct card card;
	enum err_code rc = own_card_fill(&card, st, &st->office.card, err);

	if (rc == ERR_OK)
		rc = card_make(&text, &card, &st->key, NULL, err);
	if (rc == ERR_OK)
		rc = card_make_compact(compact, &card, &st->key, err);
	if (rc == ERR_OK) {
		*out = card_told(&card);
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

/* Drawn once: letters on their way are sealed to it. */
static enum err_code
seal_of(char out[SEAL_LINE], const char *dir, const char *name, struct err *err)
{
	char *path = station_path(dir, name), *old, text[SEAL_FILE];
	struct seal_key key;
	enum err_code rc;

	seal_key_new(&key);
	seal_file_format(text, &key);
	seal_key_format(out, key.pub);
	old = mem_printf("%s.old", path);
	/* what was sealed to it may still be on its way */
	(void)rename(path, old);
	free(old);
	rc = setup_write_file(path, text, 0600, err);
	sodium_memzero(text, sizeof(text));
	seal_key_release(&key);
	free(path);
	return rc;
}

/* With the first card: what letters to us are sealed with. */
static enum err_code
draw_seals(json_t *body, const struct station *st, struct err *err)
{
	char actual[SEAL_LINE], drill[SEAL_LINE];
	enum err_code rc;

	if (st->office.card.seal[0])
		return ERR_OK;
	rc = seal_of(actual, st->dir, "keys/seal", err);
	if (rc == ERR_OK)
		rc = seal_of(drill, st->dir, "keys/drill-seal", err);
	if (rc != ERR_OK)
		return rc;
	doc_put_str(body, "seal", actual);
	doc_put_str(body, "drill_seal", drill);
	return ERR_OK;
}

/* What no card can say is refused now, and not when it is to be printed. */
static enum err_code
own_card_check(const struct station *st, const json_t *body, int64_t now,
	struct err *err)
{
	struct own_card own = st->office.card;
	struct card card;
	char *text = NULL;
	enum err_code rc;

	own_card_load(&own, body);
	own.made = now;
	/* not drawn yet: any key has the form */
	if (own.seal[0] == '\0') {
		FIXED_SET(own.seal, st->office.relay_key);
		FIXED_SET(own.drill_seal, st->office.relay_key);
	}
	rc = own_card_fill(&card, st, &own, err);
	if (rc == ERR_OK)
		rc = card_make(&text, &card, &st->key, NULL, err);
	free(text);
	return rc;
}

enum err_code
effect_station_card(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	json_t *body = out->items[0].body;
	enum err_code rc = own_card_check(st, body, f->world.now, err);

	(void)act;
	return rc == ERR_OK ? draw_seals(body, st, err) : rc;
}

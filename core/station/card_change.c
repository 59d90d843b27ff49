/*
 * A change of our card: sealing keys are drawn with the first one and after a
 * rebuild, the spare key before vouches where it was typed in, and partners get
 * it by letter.
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/seal.h"
#include "crier/refusal.h"
#include "letter/card.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/letters_back.h"
#include "station/letters_card.h"
#include "station/partner_card.h"
#include "station/seals.h"
#include "station/setup.h"

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
	rc = partner_card_fill(&card, st, &own, err);
	if (rc == ERR_OK)
		rc = card_make(&text, &card, &st->key, NULL, err);
	free(text);
	return rc;
}

/* ---- the spare key vouches ---- */

static enum err_code
spare_read(struct sshsig_key *out, const struct station *st, const json_t *act,
	struct err *err)
{
	char line[SSHSIG_LINE], print[SSHKEY_FINGERPRINT] = "";
	struct sshkey key;
	enum err_code rc = paper_read(out, act, err);

	if (rc != ERR_OK)
		return rc;
	sshsig_key_format(line, out, "");
	if (sshkey_read(&key, line) == SSHKEY_FINE)
		sshkey_fingerprint(print, &key);
	if (strcmp(print, st->office.card.spare) == 0)
		return ERR_OK;
	sshsig_key_release(out);
	return refuse(err, REFUSE_CARD_VOUCH, "paper",
		WITH(arg_word(st->office.card.spare)));
}

/* The card as it stands with this entry, signed by both keys. */
static enum err_code
own_card_vouch(json_t *body, struct own_card *own, const struct station *st,
	const struct sshsig_key *spare, struct err *err)
{
	struct card card;
	char *text = NULL;
	enum err_code rc = partner_card_fill(&card, st, own, err);

	if (rc == ERR_OK)
		rc = card_make(&text, &card, &st->key, spare, err);
	if (rc == ERR_OK) {
		text[strcspn(text, "\n")] = '\0';
		doc_put_str(body, "card", text);
		fixed_cut(own->vouched, sizeof(own->vouched), text);
		own->vouched_made = own->made;
	}
	free(text);
	return rc;
}

enum err_code
effect_station_card(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	json_t *body = out->items[0].body;
	bool vouch = *doc_str(act, "paper") != '\0';
	struct own_card own = st->office.card;
	struct sshsig_key spare;
	enum err_code rc = own_card_check(st, body, f->world.now, err);

	if (rc == ERR_OK && vouch)
		rc = spare_read(&spare, st, act, err);
	paper_wipe(act);
	if (rc != ERR_OK)
		return rc;
	rc = own.seal[0] ? ERR_OK : seals_draw(body, st, err);
	own_card_load(&own, body);
	own.made = f->world.now;
	if (rc == ERR_OK && vouch)
		rc = own_card_vouch(body, &own, st, &spare, err);
	if (vouch)
		sshsig_key_release(&spare);
	return rc == ERR_OK ? letters_card_send(out, st, &own, err) : rc;
}

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
#include "station/setup.h"

/* Is what lies there in force, so that letters may be on their way to it? */
static bool
seal_is_known(const char *path, const char *known)
{
	char text[SEAL_FILE], line[SEAL_LINE] = "";
	FILE *f = fopen(path, "re");
	size_t len = f ? fread(text, 1, sizeof(text), f) : 0;
	struct seal_key key;

	if (f != NULL)
		(void)fclose(f);
	if (seal_file_parse(&key, text, len, NULL) == ERR_OK)
		seal_key_format(line, key.pub);
	sodium_memzero(text, sizeof(text));
	seal_key_release(&key);
	return *known && strcmp(line, known) == 0;
}

/* `known`: our card's of now. One of an act that never became durable nobody
 * has heard of. */
static enum err_code
seal_of(char out[SEAL_LINE], const char *dir, const char *name,
	const char *known, struct err *err)
{
	char *path = station_path(dir, name), *old, text[SEAL_FILE];
	struct seal_key key;
	enum err_code rc;

	seal_key_new(&key);
	seal_file_format(text, &key);
	seal_key_format(out, key.pub);
	old = mem_printf("%s.old", path);
	if (seal_is_known(path, known))
		(void)rename(path, old);
	else
		(void)unlink(path);
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
	rc = seal_of(actual, st->dir, "keys/seal", st->office.card.seal, err);
	if (rc == ERR_OK)
		rc = seal_of(drill, st->dir, "keys/drill-seal",
			st->office.card.drill_seal, err);
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
	rc = draw_seals(body, st, err);
	own_card_load(&own, body);
	own.made = f->world.now;
	if (rc == ERR_OK && vouch)
		rc = own_card_vouch(body, &own, st, &spare, err);
	if (vouch)
		sshsig_key_release(&spare);
	return rc == ERR_OK ? letters_card_send(out, st, &own, err) : rc;
}

/*
 * What our own card says, and the spare key that vouches for the next one. The
 * spare key's private half is on paper: it never came here.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "base/sshkey.h"
#include "crier/refusal.h"

bool
own_card_is_key(const struct office *o, const char *line)
{
	struct sshkey own, other;

	return sshkey_read(&own, o->signing_key) == SSHKEY_FINE &&
		sshkey_read(&other, line) == SSHKEY_FINE &&
		sshkey_same(&own, &other);
}

/* Of the same kind as the station's own keys. */
static enum err_code
put_spare(
	json_t *body, const struct office *o, const char *line, struct err *err)
{
	char print[SSHKEY_FINGERPRINT], plain[SSHKEY_LINE];
	struct sshkey key;

	if (sshkey_parse(&key, line) != SSHKEY_FINE ||
		key.kind != SSHKEY_ED25519)
		return refuse(err, REFUSE_KEY_NONE, "key", WITH_NONE);
	sshkey_format(plain, &key);
	if (own_card_is_key(o, plain))
		return refuse(err, REFUSE_CARD_OURS, "key", WITH_NONE);
	sshkey_fingerprint(print, &key);
	doc_put_str(body, "spare_key", plain);
	doc_put_str(body, "spare", print);
	return ERR_OK;
}

static enum err_code
check_own_id(const struct office *o, const char *id, struct err *err)
{
	if (*id == '\0' || strcmp(id, o->card.id) == 0)
		return ERR_OK;
	if (o->card.id[0])
		return refuse(err, REFUSE_CARD_ID, "partner",
			WITH(arg_id(o->card.id), arg_id(id)));
	if (office_partner(o, id) == NULL)
		return ERR_OK;
	return refuse(err, REFUSE_EXISTS, "partner",
		WITH(arg_noun(NOUN_PARTNER), arg_text(id)));
}

enum err_code
judge_station_card(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "phone", "organ", "exchange",
		NULL };
	const struct office *o = w->office;
	const char *id = doc_str(act, "partner"), *key = doc_str(act, "key");
	bool vouch = *doc_str(act, "paper") != '\0';
	json_t *body;

	if (check_own_id(o, id, err) != ERR_OK)
		return err->code;
	if (o->card.id[0] == '\0' &&
		(*id == '\0' || *key == '\0' || *doc_str(act, "phone") == '\0'))
		return refuse(err, REFUSE_CARD_NEEDS, "", WITH_NONE);
	if (*key == '\0' && vouch)
		return refuse(err, REFUSE_CARD_NEXT, "paper", WITH_NONE);
	if (*key && o->card.spare[0] && !doc_bool(act, "again") && !vouch)
		return refuse(err, REFUSE_CARD_SPARE, "key",
			WITH(arg_time(o->card.made, o->zone)));
	body = body_copied(act, names);
	doc_put_str(body, "id", o->card.id[0] ? o->card.id : id);
	if (*key && put_spare(body, o, key, err) != ERR_OK) {
		json_decref(body);
		return err->code;
	}
	judged_add(out, "station.card", body);
	return ERR_OK;
}

int64_t
own_card_seals_due(const struct own_card *c, int change_days)
{
	if (c->seal[0] == '\0' || c->lost)
		return 0;
	if (c->unsealed)
		return c->unsealed;
	/* of a ledger from before it was written down when they were drawn */
	return (c->sealed ? c->sealed : c->made) + change_days * INSTANT_DAY;
}

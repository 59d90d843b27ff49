/*
 * Changing sealing keys. Nothing here is asked for by an officer: what is due is
 * an entry of the station, and a letter with our card.
 */
#include "station/seals_change.h"

#include "base/doc.h"
#include "base/instant.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/letters_card.h"
#include "station/seals.h"

static enum err_code
seals_change(struct station *st, int keep_days, struct err *err)
{
	struct own_card own = st->office.card;
	int64_t now = station_now();
	json_t *body = json_object();
	struct judged j;
	enum err_code rc;

	judged_init(&j);
	doc_put_str(body, "id", own.id);
	doc_put_int(body, "unsealed", now + keep_days * INSTANT_DAY);
	judged_add(&j, "seals.changed", body);
	rc = seals_draw(body, st, err);
	if (rc == ERR_OK) {
		own_card_load(&own, body);
		own.made = now;
		rc = letters_card_send(&j, st, &own, err);
	}
	if (rc == ERR_OK)
		rc = acts_own(st, &j, err);
	judged_release(&j);
	return rc;
}

static enum err_code
seals_destroy(struct station *st, struct err *err)
{
	json_t *body = json_object();
	struct judged j;
	enum err_code rc;

	seals_wipe_old(st);
	judged_init(&j);
	doc_put_str(body, "id", st->office.card.id);
	judged_add(&j, "seals.destroyed", body);
	rc = acts_own(st, &j, err);
	judged_release(&j);
	return rc;
}

int64_t
seals_tend(struct station *st)
{
	const struct own_card *c = &st->office.card;
	struct seal_rule rule;
	int64_t due;

	if (c->seal[0] == '\0')
		return 0;
	letters_card_tend(st);
	rule = seals_rule(st);
	due = own_card_seals_due(c, rule.change_days);
	if (due == 0 || due > station_now())
		return due;
	if (c->unsealed == 0)
		(void)seals_change(st, rule.keep_days, NULL);
	else if (seals_are_in_force(st))
		(void)seals_destroy(st, NULL);
	due = own_card_seals_due(c, rule.change_days);
	/* what did not succeed is tried with the next look */
	return due > station_now() ? due : 0;
}

/*
 * Our card to who could not be told when it changed: stopped then, or not let in
 * yet.
 */
#include "base/doc.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/letters_card.h"
#include "station/letters_desk.h"

/* Of those that are in force: when the last one was let in. */
static int64_t
card_newest_reader(const struct office *o)
{
	int64_t newest = 0;

	for (size_t n = 0; n < o->partner_count; n++)
		if (o->partners[n].state == PARTNER_ACTIVE &&
			o->partners[n].confirmed > newest)
			newest = o->partners[n].confirmed;
	return newest;
}

/* Our card has changed since they were stopped, or proposed. */
static json_t *
card_missed(const struct station *st)
{
	json_t *all = letters_card_readers(&st->office), *to = json_array(),
	       *id;
	size_t n;

	json_array_foreach(all, n, id)
	{
		int64_t away =
			doc_int(st->letters->away, json_string_value(id));

		if (away != 0 && st->office.card.made > away)
			json_array_append(to, id);
	}
	json_decref(all);
	return to;
}

static enum err_code
card_send_missed(struct station *st, struct err *err)
{
	struct judged j;
	json_t *to;
	enum err_code rc = letters_read(st, err);

	if (rc != ERR_OK)
		return rc;
	judged_init(&j);
	to = card_missed(st);
	rc = letters_card_send_to(&j, st, &st->office.card, to, err);
	if (rc == ERR_OK && j.count > 0)
		rc = acts_own(st, &j, err);
	judged_release(&j);
	return rc;
}

void
letters_card_tend(struct station *st)
{
	int64_t newest = card_newest_reader(&st->office);

	/* after a loss it goes to all, with the next volume */
	if (newest > st->letters->let_in && st->office.card.seal[0] &&
		st->office.card.lost == 0 &&
		card_send_missed(st, NULL) == ERR_OK)
		st->letters->let_in = newest;
}

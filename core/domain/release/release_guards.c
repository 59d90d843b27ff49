/*
 * Guards of the two halves of a release: two persons, in time, to every
 * account or with named gaps, by a relay that is there.
 */
#include "domain/guards.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/message/message.h"
#include "domain/release/account_fit.h"

enum err_code
guard_window(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	int64_t until = doc_int(
		json_object_get(w->message->manifest, "window"), "until");

	(void)act;
	(void)doc;
	if (w->now <= until)
		return ERR_OK;
	return refuse(err, REFUSE_WINDOW, w->message->id,
		WITH(arg_time(until, w->office->zone)));
}

enum err_code
guard_expired(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{

	(void)act;
	(void)doc;
	if (w->now <= w->message->expires &&
		w->message->expires - w->now <=
			RELEASE_ARMED_MS + RELEASE_STEP_MS)
		return ERR_OK;
	return refuse(err, REFUSE_EXPIRED, w->message->id,
		WITH(arg_time(w->message->expires, w->office->zone)));
}

/* In earnest, who wrote a text alone neither arms nor fires it. */
enum err_code
guard_only_author(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)act;
	(void)doc;
	if (w->incident->drill ||
		!message_is_only_author(w->message, w->officer->id))
		return ERR_OK;
	return refuse(err, REFUSE_ONLY_AUTHOR, w->message->id,
		WITH(officer_arg(w->officer), arg_id(w->message->id)));
}

enum err_code
guard_same_releaser(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	const char *first =
		act == ACT_RELEASE_SET ? m->appointed.by : m->armed.by;

	(void)doc;
	if (w->incident->drill || strcmp(first, w->officer->id) != 0)
		return ERR_OK;
	return refuse(err, REFUSE_SAME_RELEASER, m->id,
		WITH(officer_arg(w->officer),
			office_arg_able(w->office, ROLE_BIT(ROLE_RELEASER),
				w->officer->id)));
}

enum err_code
guard_confirm(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	char word[32];

	(void)act;
	incident_fire_word(word, w->incident);
	if (strcmp(doc_str(doc, "confirm"), word) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_CONFIRM, "confirm", WITH(arg_word(word)));
}

enum err_code
guard_gaps(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	const struct message *m = w->message;
	char names[160];
	size_t gaps = 0;
	bool more = true;

	(void)act;
	names[0] = '\0';
	for (size_t n = 0; n < m->delivery_count; n++) {
		const struct delivery *d = &m->deliveries[n];

		if (release_sends(w, d))
			continue;
		gaps++;
		/* enough for a person to see what is meant */
		if (more && gaps > 1)
			more = fixed_cut_add(names, sizeof(names), ", ", 2);
		if (more)
			more = fixed_cut_add(names, sizeof(names), d->account,
				strlen(d->account));
	}
	if (gaps == 0 || (*doc_str(doc, "gaps") && gaps < m->delivery_count))
		return ERR_OK;
	return refuse(err, REFUSE_GAPS, m->id,
		WITH(arg_count((int64_t)gaps), arg_words(names)));
}

/* One that can be reached to arm, and that holds every job to fire. */
enum err_code
guard_relay(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	bool fire = act == ACT_RELEASE_FIRE;

	(void)doc;
	if (fire ? w->relay_holds : w->relay_up)
		return ERR_OK;
	return refuse(err, fire ? REFUSE_NO_RELAY : REFUSE_RELAY_AWAY,
		w->message->id, WITH_NONE);
}

/*
 * Finding what a document speaks of.
 */
#include "station/act_context.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/id.h"
#include "station/clock_sure.h"
#include "station/env.h"
#include "station/incident_cache.h"
#include "station/library_cache.h"
#include "station/mirror_link.h"
#include "station/relay_link.h"
#include "domain/message/message.h"
#include "store/ledger.h"

/* What the world should know of the relay of the incident's mode. */
static void
context_relay(struct world *w, struct station *st)
{
	const struct relay_link *d =
		st->relays[w->incident->drill ? RELAY_DRILL : RELAY_ACTUAL];

	w->relay_up = relay_link_up(d);
	w->relay_holds = w->message && relay_link_holds(d, w->message);
}

/* By its own name, or by that of the joint one that it belongs to. */
static bool
context_incident(
	char id[INCIDENT_ID], const struct station *st, const json_t *doc)
{
	return subject_incident(id, doc) ||
		(fixed_try(id, INCIDENT_ID, joint_incident(&st->joints, doc)) &&
			*id != '\0');
}

enum err_code
act_context_init(struct act_context *f, struct station *st,
	const struct session *session, const json_t *doc, struct err *err)
{
	const char *commit = st->office.library;
	const struct library *library = NULL;
	char id[INCIDENT_ID];

	memset(f, 0, sizeof(*f));
	f->session = session;
	f->world.office = &st->office;
	f->world.claims = &st->claims;
	f->world.joints = &st->joints;
	f->world.login = session ? session->login : NULL;
	f->world.now = station_now();
	f->world.head = ledger_head(st->ledger)->hash;
	f->world.clock_sure = clock_sure(st);
	if (st->mirrors != NULL)
		mirror_link_show(st->mirrors, &f->world);
	if (session && session->officer[0])
		f->world.officer =
			office_officer(&st->office, session->officer);
	if (context_incident(id, st, doc)) {
		enum err_code rc = incident_cache_get(
			&f->incident, st->incident_cache, id, err);

		if (rc == ERR_CORRUPT || rc == ERR_IO)
			return rc;
	}
	if (f->incident != NULL) {
		f->world.incident = f->incident;
		f->world.message =
			incident_message(f->incident, subject_message(doc));
		f->world.claim =
			incident_claim(f->incident, doc_str(doc, "claim"));
		commit = f->incident->commit;
		context_relay(&f->world, st);
	}
	/* an unreadable library is the judge's to name, where it is needed */
	if (library_cache_get(&library, st->library_cache, commit, NULL) ==
		ERR_OK)
		f->world.library = library;
	return ERR_OK;
}

/*
 * Ending connections.
 */
#include "station/sessions.h"

#include "crier/refusal.h"

/* It is told why, and would be again if it came back. */
static void
end_session(void *ctx, struct peer *peer)
{
	const struct station *st = ctx;
	const struct session *s = peer_data(peer);
	const struct officer *f;
	struct err err;

	if (s == NULL || s->officer[0] == '\0')
		return;
	f = office_officer(&st->office, s->officer);
	if (f != NULL && f->active && f->uid == s->bound)
		return;
	(void)refuse(&err, REFUSE_SUSPENDED, "", s->officer, NULL);
	peer_refuse(peer, 0, &err);
	peer_drop(peer);
}

void
sessions_end(struct station *st)
{
	if (st->server != NULL)
		server_each(st->server, end_session, st);
}

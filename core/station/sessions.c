/*
 * Ending connections. Nobody tells the station which key a login was made
 * with: when one is revoked, all that the officer has open ends, also what
 * asked for it. Who has another key logs in again. A demonstration has no
 * logins.
 */
#include "station/sessions.h"

#include "crier/refusal.h"
#include "station/env.h"
#include "station/login.h"

enum err_code
sessions_allow(const struct station *st, const struct officer *f, pid_t pid,
	struct err *err)
{
	int64_t revoked = officer_key_revoked(f), since;
	/* on a station of one's own one does not log in by a key */
	pid_t first = st->office.single ? pid : login_first(pid);

	if (!f->active)
		return refuse(err, REFUSE_SUSPENDED, "", WITH(officer_arg(f)));
	if (revoked == 0 || st->office.demo ||
		!login_since(&since, first, station_now()) || since > revoked)
		return ERR_OK;
	return refuse(err, REFUSE_LOGIN_ENDED, "", WITH(officer_arg(f)));
}

/* Why a connection ends; none if it goes on. */
static enum refusal
session_fault(const struct station *st, const struct session *s)
{
	const struct officer *f = office_officer(&st->office, s->officer);

	if (f == NULL || !f->active || f->uid != s->bound)
		return REFUSE_SUSPENDED;
	return !st->office.demo && s->since <= officer_key_revoked(f)
		? REFUSE_LOGIN_ENDED
		: REFUSAL_COUNT;
}

/* It is told why, and would be again if it came back. */
static void
end_session(void *ctx, struct peer *peer)
{
	const struct station *st = ctx;
	const struct session *s = peer_data(peer);
	enum refusal why;
	struct err err;

	if (s == NULL || s->officer[0] == '\0')
		return;
	why = session_fault(st, s);
	if (why == REFUSAL_COUNT)
		return;
	(void)refuse(&err, why, "", WITH(office_arg(&st->office, s->officer)));
	peer_refuse(peer, 0, &err);
	peer_drop(peer);
}

void
sessions_end(struct station *st)
{
	if (st->server != NULL)
		server_each(st->server, end_session, st);
}

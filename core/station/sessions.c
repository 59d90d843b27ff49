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

/* By whom says the change that took their roles. Who had none lost none, and
 * it is not said. */
static enum err_code
session_suspended(
	const struct station *st, const struct officer *f, struct err *err)
{
	if (f->last.lost == 0 || f->last.gained != 0)
		return refuse(err, REFUSE_SUSPENDED, "", WITH(officer_arg(f)));
	return refuse(err, REFUSE_SESSION_SUSPENDED, "",
		WITH(officer_arg(f), office_arg(&st->office, f->last.by)));
}

static enum err_code
session_revoked(const struct station *st, const struct officer *f,
	const struct officer_key *k, struct err *err)
{
	return refuse(err, REFUSE_LOGIN_ENDED, "",
		WITH(officer_arg(f), office_arg(&st->office, k->revoked_by),
			arg_text(k->reason)));
}

enum err_code
sessions_allow(const struct station *st, const struct officer *f, pid_t pid,
	struct err *err)
{
	const struct officer_key *k = officer_key_revoked(f);
	/* on a station of one's own one does not log in by a key */
	pid_t first = st->office.single ? pid : login_first(pid);
	int64_t since;

	if (!f->active)
		return session_suspended(st, f, err);
	if (k == NULL || st->office.demo ||
		!login_since(&since, first, station_now()) ||
		since > k->revoked)
		return ERR_OK;
	return session_revoked(st, f, k, err);
}

/* Why a connection ends; ERR_OK if it goes on. */
static enum err_code
session_judge(
	const struct station *st, const struct session *s, struct err *err)
{
	const struct officer *f = office_officer(&st->office, s->officer);
	const struct officer_key *k;

	if (f == NULL)
		return refuse(
			err, REFUSE_NO_OFFICER, "", WITH(arg_user(s->officer)));
	k = officer_key_revoked(f);
	if (!f->active)
		return session_suspended(st, f, err);
	if (f->uid != s->bound)
		return refuse(err, REFUSE_SESSION_REBOUND, "",
			WITH(officer_arg(f),
				office_arg(&st->office, f->last.by)));
	if (!st->office.demo && k != NULL && s->since <= k->revoked)
		return session_revoked(st, f, k, err);
	return ERR_OK;
}

/* It is told why, and would be again if it came back. */
static void
end_session(void *ctx, struct peer *peer)
{
	const struct session *s = peer_data(peer);
	struct err err = { .code = ERR_OK };

	if (s == NULL || s->officer[0] == '\0' ||
		session_judge(ctx, s, &err) == ERR_OK)
		return;
	peer_refuse(peer, 0, &err);
	peer_drop(peer);
}

void
sessions_end(struct station *st)
{
	if (st->server != NULL)
		server_each(st->server, end_session, st);
}

/*
 * Two persons are two logins: what one login has done for a message as one
 * officer it does not go on with as another.
 */
#include "domain/office/login.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/entry.h"
#include "domain/guards.h"

bool
login_mark(char out[LOGIN_MARK], const json_t *login)
{
	const char *from = doc_str(login, "from");

	out[0] = '\0';
	if (doc_get(login, "session") != NULL)
		fixed_format(out, LOGIN_MARK, "session %lld",
			(long long)doc_int(login, "session"));
	else if (*from)
		fixed_cut_format(out, LOGIN_MARK, "from %s", from);
	return out[0] != '\0';
}

void
login_put(json_t *body, const struct world *w)
{
	if (w->login != NULL)
		doc_put(body, "login", json_deep_copy(w->login));
}

void
login_fold(json_t **logins, const struct entry *e)
{
	char mark[LOGIN_MARK];

	if (!login_mark(mark, doc_get(e->body, "login")))
		return;
	if (*logins == NULL)
		*logins = json_object();
	doc_put_str(*logins, mark, e->by);
}

enum err_code
guard_same_login(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	char mark[LOGIN_MARK];
	const char *before;

	(void)act;
	(void)doc;
	if (!login_mark(mark, w->login))
		return ERR_OK;
	before = doc_str(w->message->logins, mark);
	if (*before == '\0' || strcmp(before, w->officer->id) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_SAME_LOGIN, "",
		WITH(office_arg(w->office, before), officer_arg(w->officer)));
}

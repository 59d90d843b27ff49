/*
 * The keys with which a Unix user may log in, for sshd's
 * AuthorizedKeysCommand: those of the active officer who is that user. Read
 * from the lists of the ledger, so that it also answers while no station runs.
 */
#include "station/offline.h"

#include <pwd.h>
#include <string.h>

#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/office/office.h"
#include "link/socket_address.h"
#include "station/reload.h"
#include "store/ledger.h"

static void
print_keys(const struct officer *f)
{
	for (size_t n = 0; n < f->key_count; n++)
		if (officer_key_opens(f, &f->keys[n]))
			printf("restrict,pty,agent-forwarding %s %s\n",
				f->keys[n].line, f->id);
}

/* The user by name and number; whom this machine does not know logs in
 * nowhere. */
static const struct officer *
officer_of(const struct office *o, const char *user)
{
	const struct passwd *pw = getpwnam(user);
	const struct officer *f;

	if (pw == NULL && !o->demo)
		return NULL;
	f = office_by_user(o, pw == NULL ? -1 : (int64_t)pw->pw_uid, user);
	return f != NULL && f->active && strcmp(f->user, user) == 0 ? f : NULL;
}

int
offline_authorized(const struct offline_words *w)
{
	const char *user = w->plain[0];
	char dir[STATION_DIR_MAX];
	struct office office;
	struct ledger *l = NULL;
	struct err err = { .code = ERR_OK };
	enum err_code rc;

	if (user == NULL) {
		(void)refuse(&err, REFUSE_MISSING, "authorized-keys",
			WITH(ARG_BOTH("the user", "用户"),
				ARG_BOTH("crier authorized-keys USER",
					"crier authorized-keys 用户")));
		return offline_fail(w, &err);
	}
	office_init(&office);
	rc = station_dir_find(dir, words_value(w, "--station"), &err);
	if (rc == ERR_OK)
		rc = ledger_open_read(&l, dir, &err);
	if (rc == ERR_OK)
		rc = reload_office(&office, l, &err);
	if (rc == ERR_OK && officer_of(&office, user) != NULL)
		print_keys(officer_of(&office, user));
	ledger_close(l);
	office_release(&office);
	return rc == ERR_OK ? 0 : offline_fail(w, &err);
}

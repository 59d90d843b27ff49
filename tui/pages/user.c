/*
 * Looking up Unix users where the program runs.
 */
#include "tui/pages/user.h"

#include <pwd.h>

#include "base/doc.h"
#include "tui/pages/i18n.h"

enum err_code
user_number(json_t *fields, bool demo, struct err *err)
{
	const char *user = doc_str(fields, "user");
	const struct passwd *pw;

	if (doc_get(fields, "uid") != NULL || *user == '\0')
		return ERR_OK;
	pw = getpwnam(user);
	if (pw != NULL)
		doc_put_int(fields, "uid", pw->pw_uid);
	else if (!demo)
		return err_set(err, ERR_NOT_FOUND, user,
			_("Make the user first (adduser), or give the number "
			  "(uid)."),
			_("there is no such user on this machine"));
	return ERR_OK;
}

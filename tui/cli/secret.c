/*
 * Credentials: read from a file or standard input and sealed to the relay's key
 * here. One is never an argument, where every user of the machine could read
 * it.
 */
#include "tui/cli/secret.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/seal.h"
#include "base/whsec.h"
#include "crier/id.h"
#include "tui/cli/options.h"
#include "tui/cli/print.h"
#include "tui/pages/value.h"
#include "tui/pages/i18n.h"

enum { CREDENTIAL_MAX = SEAL_MAX };

/* Reads without showing what is typed, if somebody types. */
static enum err_code
read_secret(char **out, const char *path, struct err *err)
{
	bool typed = strcmp(path, "-") == 0 && isatty(STDIN_FILENO);
	struct termios old, quiet;
	enum err_code rc;

	if (typed) {
		print_note(_("Type the credential (it is not shown), then "
			     "Enter and Ctrl-D:"));
		typed = tcgetattr(STDIN_FILENO, &old) == 0;
		quiet = old;
		quiet.c_lflag &= (tcflag_t)~ECHO;
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	rc = value_file(out, path, CREDENTIAL_MAX, err);
	if (typed)
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	return rc;
}

/* The kind of the account at hand: given now, or registered before. */
static enum err_code
find_kind(
	char out[KIND_ID], struct cli *c, const json_t *fields, struct err *err)
{
	const char *kind = doc_str(fields, "kind");
	json_t *ask, *a = NULL;
	enum err_code rc = ERR_OK;

	if (*kind == '\0') {
		ask = json_object();
		doc_put_str(ask, "account", doc_str(fields, "account"));
		rc = cli_ask(&a, c, "account.show", ask, err);
		kind = doc_str(a, "kind");
	}
	fixed_cut(out, KIND_ID, kind);
	json_decref(a);
	return rc;
}

/* What there is to set of a kind; NULL if there is no such kind. */
static const json_t *
kind_options(const json_t *kinds, const char *kind)
{
	return doc_get(
		doc_find(doc_get(kinds, "rows"), "kind", kind), "options");
}

/* The name of the kind's secret; "" if it has none. */
static const char *
secret_name(const json_t *kinds, const char *kind)
{
	const json_t *o;
	size_t i;

	json_array_foreach(kind_options(kinds, kind), i, o)
	{
		if (doc_bool(o, "secret"))
			return doc_str(o, "name");
	}
	return "";
}

/*
 * The relay wants the kind's secrets by name, {"token":"…"}. A bare secret,
 * as a platform hands it out, gets the name of the first.
 */
static enum err_code
name_secret(char **secret, struct cli *c, const json_t *kinds,
	const json_t *fields, struct err *err)
{
	char kind[KIND_ID];
	const char *name;
	json_t *doc;
	enum err_code rc;

	if (**secret == '{')
		return ERR_OK;
	rc = find_kind(kind, c, fields, err);
	if (rc != ERR_OK)
		return rc;
	name = secret_name(kinds, kind);
	if (*name == '\0')
		return err_set(err, ERR_USAGE, kind,
			_("crier account kinds shows what each kind needs."),
			_("this kind takes no credential"));
	doc = json_object();
	doc_put_str(doc, name, *secret);
	seal_wipe(*secret, strlen(*secret));
	*secret = doc_format(doc);
	json_decref(doc);
	return ERR_OK;
}

/*
 * A secret that has a form is held to it here, before it is sealed: nobody can
 * look at it later but the relay. `secret` is a document now.
 */
static enum err_code
check_forms(struct cli *c, const json_t *kinds, const json_t *fields,
	const char *secret, struct err *err)
{
	char kind[KIND_ID];
	const char *value;
	const json_t *o;
	json_t *doc = NULL;
	enum err_code rc = find_kind(kind, c, fields, err);
	size_t i;

	if (rc == ERR_OK)
		rc = doc_parse(&doc, secret, strlen(secret), err);
	json_array_foreach(kind_options(kinds, kind), i, o)
	{
		value = doc_str(doc, doc_str(o, "name"));
		if (rc == ERR_OK && *value &&
			strcmp(doc_str(o, "form"), "whsec") == 0)
			rc = whsec_check(value, err);
	}
	json_decref(doc);
	return rc;
}

static enum err_code
close_box(char **box, struct cli *c, const json_t *fields, const char *path,
	struct err *err)
{
	unsigned char pub[SEAL_KEY];
	json_t *kinds = NULL;
	char *secret = NULL;
	enum err_code rc;

	rc = cli_ask(&kinds, c, "account.kinds", NULL, err);
	if (rc == ERR_OK)
		rc = seal_key_parse(pub, doc_str(kinds, "relay_key"), err);
	if (rc == ERR_OK)
		rc = read_secret(&secret, path, err);
	if (rc == ERR_OK && *secret == '\0')
		rc = err_set(err, ERR_USAGE, path, "",
			_("there is no credential in it"));
	if (rc == ERR_OK)
		rc = name_secret(&secret, c, kinds, fields, err);
	if (rc == ERR_OK)
		rc = check_forms(c, kinds, fields, secret, err);
	if (rc == ERR_OK)
		rc = seal_close(box, pub, doc_str(fields, "account"), secret,
			strlen(secret), err);
	if (secret != NULL)
		seal_wipe(secret, strlen(secret));
	json_decref(kinds);
	return rc;
}

enum err_code
secret_seal(struct cli *c, json_t *fields, struct err *err)
{
	const struct option_row *o = verb_options(c->verb);
	const char *path = NULL;
	char *box = NULL;
	enum err_code rc;

	while (o->name != NULL && o->type != OPTION_SECRET)
		o++;
	if (o->name != NULL)
		path = cli_option(c, o->name);
	if (path == NULL)
		return ERR_OK;
	rc = close_box(&box, c, fields, path, err);
	if (rc == ERR_OK)
		doc_put_str(fields, o->field, box);
	free(box);
	return rc;
}

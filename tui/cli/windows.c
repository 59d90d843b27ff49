/*
 * Asks for one window of a list after the other.
 */
#include "tui/cli/windows.h"

#include <sysexits.h>

#include "base/doc.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/value.h"

enum { WINDOW = 200 };

static enum err_code
read_limit(int64_t *left, const struct cli *c, struct err *err)
{
	const char *text = cli_option(c, "limit");

	*left = INT64_MAX;
	if (text == NULL || (value_int(left, text) && *left > 0))
		return ERR_OK;
	return err_set(err, ERR_USAGE, text, _("Write digits only."),
		_("--%s takes a whole number"), "limit");
}

/* One window; *next is the caller's, NULL after the last. */
static enum err_code
window(json_t **next, int64_t *left, struct cli *c, struct print_table *t,
	const json_t *fields, struct err *err)
{
	json_t *ask = json_deep_copy(fields), *answer = NULL, *rows, *doc;
	const struct listing *l = &c->verb->listing;
	enum err_code rc;
	size_t i;

	doc_put_int(ask, "limit", *left < WINDOW ? *left : WINDOW);
	if (*next != NULL)
		doc_put(ask, "after", *next);
	*next = NULL;
	rc = cli_ask(&answer, c, c->verb->question, ask, err);
	if (rc != ERR_OK)
		return rc;
	rows = doc_get(answer, "rows");
	if (c->json)
		print_doc(answer);
	else
		json_array_foreach(rows, i, doc)
			show_cells(c, t, (enum document)l->of, l->keys, doc);
	*left -= (int64_t)json_array_size(rows);
	if (json_array_size(rows) > 0 && *left > 0 && doc_get(answer, "next"))
		*next = json_incref(doc_get(answer, "next"));
	json_decref(answer);
	return ERR_OK;
}

int
windows_run(struct cli *c)
{
	const struct listing *l = &c->verb->listing;
	json_t *fields = NULL, *next = NULL;
	struct print_table *t = NULL;
	struct err err = { 0 };
	int64_t left, most;
	enum err_code rc;

	rc = cli_open(c, &err);
	if (rc == ERR_OK)
		rc = read_limit(&left, c, &err);
	if (rc == ERR_OK)
		rc = cli_fields(&fields, c, &err);
	most = left = rc == ERR_OK ? left : 0;
	if (rc == ERR_OK) {
		t = show_table(c, (enum document)l->of, l->keys);
		do
			rc = window(&next, &left, c, t, fields, &err);
		while (rc == ERR_OK && next != NULL);
	}
	json_decref(fields);
	if (rc != ERR_OK) {
		table_free(t);
		return cli_fail(c, &err);
	}
	if (left == most && !c->json)
		print_line("%s", _(l->none));
	table_print(t);
	return EX_OK;
}

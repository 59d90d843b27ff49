/*
 * Fields of a kind of account: "options.url", "secret.token".
 */
#include "tui/console/views/kind_fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "base/seal.h"
#include "base/whsec.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

static const json_t *
rows_of_kind(const json_t *kinds, const char *kind)
{
	return doc_get(
		doc_find(doc_get(kinds, "rows"), "kind", kind), "options");
}

static void
ask_row(struct dialog *g, const json_t *row, const char *prefix,
	const char *value, bool required)
{
	char *name = mem_printf("%s%s", prefix, doc_str(row, "name"));
	struct dialog_field *f =
		dialog_line(g, name, doc_str(row, "name"), value, required);

	f->unseen = doc_bool(row, "secret");
	free(f->help);
	f->help = mem_strdup(say_both(row, "help", g->view->app->lang));
	free(name);
}

void
kind_ask_options(struct dialog *g, const json_t *kinds, const char *kind,
	const json_t *now, bool fresh)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows_of_kind(kinds, kind), i, row)
	{
		if (!doc_bool(row, "secret"))
			ask_row(g, row, "options.",
				doc_str(now, doc_str(row, "name")),
				fresh && doc_bool(row, "required"));
	}
}

void
kind_ask_secrets(struct dialog *g, const json_t *kinds, const char *kind)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows_of_kind(kinds, kind), i, row)
	{
		if (doc_bool(row, "secret"))
			ask_row(g, row, "secret.", "", false);
	}
}

/* What begins with the prefix, out of the values; what is empty is not. */
static json_t *
taken_out(json_t *values, const char *prefix, const json_t *now)
{
	json_t *out = now ? json_deep_copy(now) : json_object(), *v;
	size_t len = strlen(prefix);
	const char *key;
	void *next;

	json_object_foreach_safe(values, next, key, v)
	{
		if (strncmp(key, prefix, len) != 0)
			continue;
		if (json_string_length(v) > 0)
			json_object_set(out, key + len, v);
		else
			(void)json_object_del(out, key + len);
		(void)json_object_del(values, key);
	}
	return out;
}

/* What comes back from a browser is an address with code=… in it. */
static void
take_code(json_t *secret)
{
	const char *code = doc_str(secret, "code"), *at;
	char *value;

	at = strstr(code, "://") ? strpbrk(code, "?&#") : NULL;
	while (at != NULL && strncmp(at + 1, "code=", 5) != 0)
		at = strpbrk(at + 1, "?&#");
	if (at == NULL)
		return;
	at += 6;
	value = mem_strndup(at, strcspn(at, "&#"));
	doc_put_str(secret, "code", value);
	free(value);
}

static enum err_code
check_secret_forms(const json_t *rows, const json_t *secret, struct err *err)
{
	enum err_code rc = ERR_OK;
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
	{
		const char *value = doc_str(secret, doc_str(row, "name"));

		if (rc == ERR_OK && *value &&
			strcmp(doc_str(row, "form"), "whsec") == 0)
			rc = whsec_check(value, err);
	}
	return rc;
}

/* A document of the kind's secrets; the relay alone can open it. */
static enum err_code
seal_secret(json_t *values, const json_t *kinds, const json_t *secret,
	struct err *err)
{
	unsigned char pub[SEAL_KEY];
	char *text = doc_format(secret), *box = NULL;
	enum err_code rc;

	rc = seal_key_parse(pub, doc_str(kinds, "relay_key"), err);
	if (rc == ERR_OK)
		rc = seal_close(&box, pub, doc_str(values, "account"), text,
			strlen(text), err);
	if (rc == ERR_OK)
		doc_put_str(values, "sealed", box);
	seal_wipe(text, strlen(text)); /* and frees it */
	free(box);
	return rc;
}

enum err_code
kind_values(json_t *values, const json_t *kinds, const char *kind,
	const json_t *now, struct err *err)
{
	json_t *secret = taken_out(values, "secret.", NULL);
	json_t *options = taken_out(values, "options.", now);
	enum err_code rc = ERR_OK;

	if (!json_equal(options, now) &&
		(now != NULL || json_object_size(options) > 0))
		doc_put(values, "options", json_incref(options));
	take_code(secret);
	if (json_object_size(secret) > 0) {
		rc = check_secret_forms(rows_of_kind(kinds, kind), secret, err);
		if (rc == ERR_OK)
			rc = seal_secret(values, kinds, secret, err);
	}
	json_decref(options);
	json_decref(secret);
	return rc;
}

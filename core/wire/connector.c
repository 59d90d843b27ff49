/*
 * What can be said of a connector by its row: which options an account of it
 * may have, what it does first, what settles an unknown. The table of all of
 * them is in connectors.c.
 */
#include "wire/connector.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "wire/job.h"
#include "wire/url.h"

/* Options every kind of account has, with what they may be. */
static const struct {
	const char *name;
	const char *values[8];
} common[] = {
	{ "insecure", { "no", "yes" } },
	{ "network", { "public", "private" } },
	{ "duplicates", { "avoid", "prefer" } },
	{ "alarm", { "no", "yes" } },
	{ "practice", { "ok", "slow", "limited", "lost", "refused", "mixed" } },
};

static const struct {
	const char *word;
	struct both title;
} proofs[] = {
	[PROOF_DOCUMENTS] = { "documents",
		BOTH("from its documents alone", "仅依据平台文档") },
	[PROOF_SDK] = { "sdk",
		BOTH("against software of others for it",
			"与第三方软件验证过") },
	[PROOF_SERVER] = { "server",
		BOTH("on the real server", "在真实服务器上验证过") },
	[PROOF_OWN] = { "own",
		BOTH("nothing foreign in it", "不涉及外部平台") },
};
_Static_assert(
	sizeof(proofs) / sizeof(proofs[0]) == PROOF_COUNT, "one row each");

enum { COMMON = sizeof(common) / sizeof(common[0]) };

static void
connector_list_options(struct buf *out, const struct connector *c)
{
	for (const struct wire_option *o = c->options; o->name; o++)
		if (!o->secret)
			buf_printf(out, "%s ", o->name);
	for (size_t i = 0; i < COMMON; i++)
		buf_printf(
			out, "%s%s", common[i].name, i + 1 < COMMON ? " " : "");
}

static enum err_code
connector_unknown_option(
	const struct connector *c, const char *name, struct err *err)
{
	enum err_code rc;
	struct buf names;

	buf_init(&names, 400);
	connector_list_options(&names, c);
	rc = refuse(err, REFUSE_OPTION_UNKNOWN, name,
		WITH(arg_word(c->kind), arg_text(name), arg_words(names.data)));
	buf_release(&names);
	return rc;
}

static enum err_code
connector_check_common(size_t row, const char *value, struct err *err)
{
	struct buf values;
	enum err_code rc;

	buf_init(&values, 200);
	for (size_t i = 0; common[row].values[i]; i++) {
		if (strcmp(common[row].values[i], value) == 0) {
			buf_release(&values);
			return ERR_OK;
		}
		buf_printf(
			&values, "%s%s", i ? ", " : "", common[row].values[i]);
	}
	rc = refuse(err, REFUSE_OPTION_VALUE, common[row].name,
		WITH(arg_word(common[row].name), arg_text(value),
			arg_words(values.data)));
	buf_release(&values);
	return rc;
}

static enum err_code
connector_check_option(const struct connector *c, const char *name,
	const json_t *value, struct err *err)
{
	const char *text = json_string_value(value);

	if (text == NULL || strlen(text) != json_string_length(value))
		return refuse(err, REFUSE_OPTION_VALUE, name,
			WITH(arg_word(name), arg_text("?"), arg_words("text")));
	for (size_t i = 0; i < COMMON; i++)
		if (strcmp(common[i].name, name) == 0)
			return connector_check_common(i, text, err);
	for (const struct wire_option *o = c->options; o->name; o++) {
		if (strcmp(o->name, name) != 0)
			continue;
		if (o->secret)
			return refuse(err, REFUSE_OPTION_SECRET, name,
				WITH(arg_word(name)));
		return ERR_OK;
	}
	return connector_unknown_option(c, name, err);
}

/* All of them at once. */
static enum err_code
connector_check_missing(
	const struct connector *c, const json_t *options, struct err *err)
{
	const char *first = NULL;
	char names[400] = "";

	for (const struct wire_option *o = c->options; o->name; o++) {
		if (!o->required || o->secret || *doc_str(options, o->name))
			continue;
		if (first != NULL)
			(void)fixed_cut_add(names, sizeof(names), ", ", 2);
		else
			first = o->name;
		(void)fixed_cut_add(
			names, sizeof(names), o->name, strlen(o->name));
	}
	if (first == NULL)
		return ERR_OK;
	return refuse(err, REFUSE_OPTION_MISSING, first,
		WITH(arg_word(c->kind), arg_words(names)));
}

enum err_code
connector_check(
	const struct connector *c, const json_t *options, struct err *err)
{
	const char *name, *url;
	enum err_code rc = ERR_OK;
	void *it;

	json_t *all = doc_borrow(options);

	for (it = json_object_iter(all); it && rc == ERR_OK;
		it = json_object_iter_next(all, it)) {
		name = json_object_iter_key(it);
		rc = connector_check_option(
			c, name, json_object_iter_value(it), err);
	}
	if (rc != ERR_OK)
		return rc;
	rc = connector_check_missing(c, options, err);
	if (rc == ERR_OK && connector_alarms(options) &&
		!(connector_can(c, options) & CAN_ALARM))
		rc = refuse(err, REFUSE_OPTION_VALUE, "alarm",
			WITH(arg_word("alarm"), arg_text("yes"),
				arg_words("no")));
	if (rc != ERR_OK)
		return rc;
	url = doc_str(options, "url");
	if (*url)
		rc = url_check(url, job_may_be_plain(options), err);
	if (rc != ERR_OK || c->check == NULL)
		return rc;
	return c->check(options, err);
}

bool
connector_alarms(const json_t *options)
{
	return strcmp(doc_str(options, "alarm"), "yes") == 0;
}

unsigned
connector_can(const struct connector *c, const json_t *options)
{
	return c->lacks != NULL ? c->can & ~c->lacks(options) : c->can;
}

/* One {NAME} of the address, or NULL where it is not given. */
static char *
connector_fill(const char *name, size_t len, const json_t *options)
{
	char *key = mem_strndup(name, len);
	const char *value = doc_str(options, key);
	char *coded = *value ? url_encode(value) : NULL;

	free(key);
	return coded;
}

char *
connector_consent(const struct connector *c, const json_t *options)
{
	const char *s = c->consent, *open;
	struct buf out;
	char *value;

	if (s == NULL)
		return NULL;
	buf_init(&out, 8 * URL_MAX);
	while ((open = strchr(s, '{')) != NULL) {
		size_t len = strcspn(open, "}");

		value = connector_fill(open + 1, len - 1, options);
		if (value == NULL || strlen(value) > URL_MAX) {
			free(value);
			buf_release(&out);
			return NULL;
		}
		buf_add(&out, s, (size_t)(open - s));
		buf_puts(&out, value);
		free(value);
		s = open + len + 1;
	}
	buf_puts(&out, s);
	return buf_take(&out);
}

bool
connector_amends(const struct connector *c, const char *act)
{
	if (*act == '\0' || strcmp(act, "post") == 0)
		return true;
	for (size_t i = 0; c->amends && c->amends[i]; i++)
		if (strcmp(c->amends[i], act) == 0)
			return true;
	return false;
}

enum wire_step
connector_first(const struct connector *c, bool fired)
{
	return fired ? STEP_PUBLISH : c->arm;
}

enum wire_step
connector_unknown(const struct connector *c, const json_t *options)
{
	unsigned can = connector_can(c, options);

	if (can & CAN_LOOKUP)
		return STEP_LOOKUP;
	if ((can & CAN_RESEND) &&
		strcmp(doc_str(options, "duplicates"), "prefer") == 0)
		return STEP_PUBLISH;
	return STEP_NONE;
}

const char *
wire_proof_word(enum wire_proof proof)
{
	assert((unsigned)proof < PROOF_COUNT);
	return proofs[proof].word;
}

const struct both *
wire_proof_title(enum wire_proof proof)
{
	assert((unsigned)proof < PROOF_COUNT);
	return &proofs[proof].title;
}

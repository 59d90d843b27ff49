/*
 * What judges share: authority, the states in which an act is possible, and
 * the digest the officer saw. It calls none of them; act_judge.c does.
 */
#include "domain/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "lint/leak_doc.h"

enum err_code
judge_state(const struct message *m, enum act act, struct err *err)
{
	if (act_row(act)->states & (1U << m->state))
		return ERR_OK;
	return refuse(err, REFUSE_STATE, m->id,
		WITH(arg_id(m->id), arg_state(m->state), arg_act(act)));
}

enum err_code
judge_digest(const struct message *m, const json_t *act, struct err *err)
{
	if (strcmp(doc_str(act, "digest"), m->digest) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_CHANGED, m->id,
		WITH(arg_id(m->id),
			arg_digest(m->digest[0] ? m->digest : "-")));
}

void
judge_mask(json_t *doc, const char *key, const struct world *w)
{
	const char *text = doc_str(doc, key);
	struct leaks found;
	char *clean;

	leak_scan(&found, text, strlen(text),
		w->library ? w->library->rules.lint : NULL);
	if (found.count > 0) {
		clean = leak_mask(text, strlen(text), &found);
		doc_put_str(doc, key, clean);
		free(clean);
	}
	leaks_release(&found);
}

static bool
is_leak_in_id(const json_t *value, const struct lint_rules *rules)
{
	char *text = json_is_string(value)
		? mem_strdup(json_string_value(value))
		: doc_format(value);
	bool leaks = leak_in_id(text, rules);

	free(text);
	return leaks;
}

void
judge_drop_id(json_t *doc, const char *key, const struct world *w)
{
	const struct lint_rules *rules =
		w->library ? w->library->rules.lint : NULL;
	json_t *value = doc_get(doc, key);

	if (value != NULL && is_leak_in_id(value, rules))
		(void)json_object_del(doc, key);
}

void
judge_drop_ids(json_t *doc, const char *key, const struct world *w)
{
	const struct lint_rules *rules =
		w->library ? w->library->rules.lint : NULL;
	json_t *ids = doc_get(doc, key), *clean = json_object(), *value;
	const char *name;

	if (!json_is_object(ids)) {
		judge_drop_id(doc, key, w);
		json_decref(clean);
		return;
	}
	/* a copy: the document borrows from the act */
	json_object_foreach(ids, name, value)
	{
		if (!leak_in_id(name, rules) && !is_leak_in_id(value, rules))
			doc_put(clean, name, json_incref(value));
	}
	doc_put(doc, key, clean);
}

void
judge_drop_leaks(json_t *doc, const char *key, const struct world *w)
{
	json_t *list = doc_get(doc, key), *clean = json_object(), *value;
	const struct lint_rules *rules =
		w->library ? w->library->rules.lint : NULL;
	const char *name;
	struct err err;

	json_object_foreach(list, name, value)
	{
		json_t *one = json_pack("{s:O}", name, value);

		if (leak_check_doc(one, key, rules, &err) == ERR_OK)
			doc_put(clean, name, json_incref(value));
		json_decref(one);
	}
	if (json_object_size(clean) != json_object_size(list))
		doc_put(doc, key, json_incref(clean));
	json_decref(clean);
}

enum err_code
judge_choice(const json_t *act, const char *key, enum choices choices,
	struct err *err)
{
	const char *word = doc_str(act, key);

	if (*word == '\0' || choices == CHOICES_NONE ||
		choice_has(choices, word))
		return ERR_OK;
	return refuse_word(err, key, choices, word);
}

enum err_code
judge_url(const json_t *act, const char *key, struct err *err)
{
	const char *url = doc_str(act, key);

	if (*url == '\0' || strncmp(url, "https://", 8) == 0 ||
		strncmp(url, "http://", 7) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_BAD_URL, key, WITH(arg_url(url)));
}

enum err_code
judge_past(const struct world *w, const json_t *act, const char *key,
	struct err *err)
{
	if (doc_int(act, key) <= w->now + 60000)
		return ERR_OK;
	return refuse(err, REFUSE_FIELD, key,
		WITH(arg_field(key), ARG_BOTH("lies in the future", "在将来")));
}

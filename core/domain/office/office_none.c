/*
 * Ids that are not known, and those that are.
 */
#include "domain/office/office_none.h"

#include <string.h>

#include "crier/refusal.h"

enum err_code
office_no_account(struct err *err, const char *key, const struct office *office,
	const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = 0; n < office->account_count; n++)
		if (office->accounts[n].active)
			(void)arg_words_add(&known, office->accounts[n].id);
	return refuse_none_of(err, key, NOUN_ACCOUNT, id, &known);
}

enum err_code
office_no_officer(struct err *err, const char *key, const struct office *office,
	const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = 0; n < office->officer_count; n++)
		if (office->officers[n].active)
			(void)arg_words_add(&known, office->officers[n].id);
	return refuse_none_of(err, key, NOUN_OFFICER, id, &known);
}

enum err_code
library_no_playbook(struct err *err, const char *key, const struct library *lib,
	const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = 0; lib != NULL && n < lib->playbook_count; n++)
		(void)arg_words_add(&known, lib->playbooks[n].id);
	return refuse_none_of(err, key, NOUN_PLAYBOOK, id, &known);
}

enum err_code
rules_no_topic(struct err *err, const struct rules *r)
{
	struct arg known = arg_words("");

	for (size_t n = 0; n < r->topic_count; n++)
		(void)arg_words_add(&known, r->topics[n].id);
	return refuse(err, REFUSE_FIELD_AMONG, "topic",
		WITH(arg_field("topic"),
			ARG_BOTH("is not a topic of tiers.yaml",
				"不是 tiers.yaml 中的敏感类型"),
			known));
}

/* Of the kind's platforms, or the kinds where it is none. */
enum err_code
library_no_platform(struct err *err, const struct library *lib,
	const char *kind, const char *platform)
{
	struct arg kinds = arg_words(""), known = arg_words("");

	for (size_t n = 0; n < lib->rules.platform_count; n++) {
		const struct platform *p = &lib->rules.platforms[n];

		/* what drills are delivered to is no account's */
		if (strcmp(p->connector, "practice") != 0 &&
			!arg_words_has(&kinds, p->connector))
			(void)arg_words_add(&kinds, p->connector);
		if (strcmp(p->connector, kind) == 0)
			(void)arg_words_add(&known, p->id);
	}
	if (known.text[0] == '\0')
		return refuse_none_of(
			err, "kind", NOUN_CONNECTOR, kind, &kinds);
	return refuse_none_of(err, "platform", NOUN_PLATFORM,
		*platform ? platform : kind, &known);
}

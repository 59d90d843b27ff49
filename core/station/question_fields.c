/*
 * A row for each question that the station answers.
 */
#include "station/question_fields.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/judge.h"

enum { FIELDS_MAX = 10 };

#define ANY(name)                                                              \
	{                                                                      \
		name, CHOICES_NONE                                             \
	}
#define ONE(name, choices)                                                     \
	{                                                                      \
		name, choices                                                  \
	}
#define WINDOW ANY("filter"), ANY("after"), ANY("limit")

static const struct {
	const char *question;
	struct question_field fields[FIELDS_MAX + 1];
} question_rows[] = {
	{ "status", { ANY("limit") } },
	{ "acts.possible", { ANY("acts"), ANY("incident"), ANY("message") } },
	/* few, and whole whatever window is asked for */
	{ "officer.list", { WINDOW } },
	{ "office.proposed", { { NULL } } },
	{ "account.list", { WINDOW } },
	{ "account.show", { ANY("account") } },
	{ "account.kinds", { { NULL } } },
	{ "account.register", { WINDOW } },
	{ "account.health", { WINDOW } },
	{ "account.filing",
		{ ANY("account"), ANY("kind"), ONE("format", CHOICES_PAGE) } },
	{ "partner.list", { WINDOW } },
	{ "partner.show", { ANY("partner") } },
	{ "partner.card", { { NULL } } },
	{ "partner.spare", { { NULL } } },
	{ "account.round", { { NULL } } },
	{ "service.list", { WINDOW } },
	{ "impostor.list", { WINDOW } },
	{ "impostor.show", { ANY("impostor") } },
	{ "impostor.page",
		{ ANY("impostor"), ANY("kind"), ONE("format", CHOICES_PAGE) } },
	{ "comment.list",
		{ WINDOW, ONE("state", CHOICES_INCIDENT_STATE), ANY("sort"),
			ANY("await"), ANY("account"), ANY("owner") } },
	{ "comment.show", { ANY("comment") } },
	{ "exchange.status", { { NULL } } },
	{ "mirror.list", { WINDOW } },
	/* the newest 200 of each way, whatever window is asked for */
	{ "letter.list", { WINDOW } },
	{ "letter.show", { ANY("letter") } },
	{ "letter.pack", { ANY("after"), ANY("partner") } },
	{ "joint.list", { WINDOW } },
	{ "joint.show", { ANY("joint") } },
	{ "joint.order", { ANY("order") } },
	{ "joint.page", { ANY("order"), ANY("partner") } },
	{ "playbook.list", { WINDOW } },
	/* as the incident was opened from it */
	{ "playbook.show", { ANY("playbook"), ANY("incident") } },
	{ "playbook.check", { ANY("source") } },
	{ "incident.list",
		{ ONE("state", CHOICES_INCIDENT_STATE),
			ONE("mode", CHOICES_MODE), ANY("playbook"),
			ONE("level", CHOICES_LEVEL), ANY("sort"), WINDOW } },
	{ "incident.show", { ANY("incident") } },
	{ "incident.roster", { ANY("incident") } },
	{ "incident.figures", { ANY("incident"), ANY("message") } },
	{ "lines.list", { ANY("incident"), ANY("topic"), WINDOW } },
	{ "message.list",
		{ ANY("incident"), ONE("state", CHOICES_MESSAGE_STATE),
			ONE("kind", CHOICES_KIND), ONE("mode", CHOICES_MODE),
			WINDOW } },
	{ "message.show", { ANY("message") } },
	{ "message.preview",
		{ ANY("message"), ANY("slots"), ANY("figures"), ANY("accounts"),
			ANY("variants") } },
	{ "message.review", { ANY("message") } },
	{ "message.diff", { ANY("message"), ANY("from"), ANY("to") } },
	{ "claim.list",
		{ ANY("incident"), ONE("mode", CHOICES_MODE),
			ONE("verdict", CHOICES_CLAIM_VERDICT),
			ONE("priority", CHOICES_PRIORITY), ANY("owner"),
			ANY("sort"), WINDOW } },
	{ "claim.show", { ANY("claim") } },
	{ "delivery.list",
		{ ANY("incident"), ANY("message"), ANY("account"),
			ONE("state", CHOICES_DELIVERY_STATE),
			ONE("mode", CHOICES_MODE), WINDOW } },
	{ "delivery.show", { ANY("delivery") } },
	{ "delivery.text", { ANY("delivery") } },
	{ "draft.show", { ANY("message"), ANY("session") } },
	{ "ledger.list",
		{ ANY("incident"), ANY("kind"), ANY("after"), ANY("before"),
			ANY("limit"), ANY("newest"), ANY("entries") } },
	{ "ledger.verify", { ANY("chain_only") } },
	{ "ledger.export", { ONE("format", CHOICES_FORMAT), ANY("incident") } },
	{ "record.export", { { NULL } } },
	{ "record.status", { { NULL } } },
	{ "replay", { ANY("incident"), ANY("step"), ANY("at") } },
	{ "report.show", { ANY("period"), ONE("format", CHOICES_PAGE) } },
	{ "doctor", { { NULL } } },
};

const struct question_field *
question_fields(const char *question)
{
	size_t count = sizeof(question_rows) / sizeof(question_rows[0]);

	for (size_t n = 0; n < count; n++)
		if (strcmp(question_rows[n].question, question) == 0)
			return question_rows[n].fields;
	return NULL;
}

static enum err_code
question_no_field(
	const struct question_field *fields, const char *key, struct err *err)
{
	struct arg known = arg_words("");

	for (; fields->name != NULL; fields++)
		(void)arg_words_add(&known, fields->name);
	return refuse(
		err, REFUSE_QUESTION_FIELD, key, WITH(arg_text(key), known));
}

enum err_code
question_check(const char *question, const json_t *doc, struct err *err)
{
	const struct question_field *fields = question_fields(question), *f;
	enum err_code rc = ERR_OK;
	const char *key;
	json_t *v;

	json_object_foreach(doc_borrow(doc), key, v)
	{
		if (strcmp(key, "id") == 0 || strcmp(key, "question") == 0)
			continue;
		f = fields;
		while (f->name != NULL && strcmp(f->name, key) != 0)
			f++;
		if (f->name == NULL)
			return question_no_field(fields, key, err);
		rc = judge_choice(doc, key, f->choices, err);
		if (rc != ERR_OK)
			return rc;
	}
	return rc;
}

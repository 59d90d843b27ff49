/*
 * Mastodon and those that speak its API (snac, GoToSocial, Pleroma). Only
 * Mastodon itself honours the idempotency key, and for an hour; so an unknown
 * is always looked up in the account's own list, twice before it counts as
 * absent, since a request may still be on its way.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/comments.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/mastodon_differ.h"
#include "wire/mastodon_feed.h"
#include "wire/mastodon_list.h"
#include "wire/mastodon_post.h"
#include "wire/mastodon_server.h"
#include "wire/memo.h"
#include "wire/url.h"

static const struct wire_option options[] = {
	{ "url", true, SECRET_NONE,
		BOTH("address of the server, https://…",
			"服务器地址 https://…") },
	{ "visibility", false, SECRET_NONE,
		BOTH("public (the default), unlisted or private",
			"可见范围：public（默认）、unlisted、private") },
	{ "token", true, SECRET_ANY, BOTH("access token", "访问令牌") },
	{ 0 },
};

/* GoToSocial says 400 to a text that is empty or too long */
static const struct status_row publish_rows[] = { DOUBTED_ROWS, STATUS_ROWS };

static const struct status_row rows[] = { STATUS_ROWS };

static const struct status_row check_rows[] = {
	/* snac says it of a wrong token */
	{ 422, 422, OUTCOME_PERMANENT, REASON_CREDENTIAL, false },
	STATUS_ROWS,
};

/* ---- requests ---- */

static enum err_code
mastodon_authorize(struct wire_request *out, const struct wire_job *job,
	const char *path, struct err *err)
{
	const char *url, *token;
	enum err_code rc;
	char *bearer;

	rc = job_need(&url, job->options, "url", err);
	if (rc == ERR_OK)
		rc = job_need(&token, job->secret, "token", err);
	if (rc != ERR_OK)
		return rc;
	out->url = url_join(url, path);
	bearer = mem_printf("Bearer %s", token);
	wire_request_header(out, "Authorization", bearer);
	free(bearer);
	return ERR_OK;
}

/* A path with an id of the server's in it. */
static enum err_code
mastodon_path_with_id(struct wire_request *out, const struct wire_job *job,
	const char *before, const char *id, const char *after, struct err *err)
{
	char *coded = url_encode(id);
	char *path = mem_printf("%s%s%s", before, coded, after);
	enum err_code rc = mastodon_authorize(out, job, path, err);

	free(coded);
	free(path);
	return rc;
}

static enum err_code
mastodon_build_list(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	if (job_knows(job, MEMO_HOME))
		return mastodon_authorize(
			out, job, "api/v1/timelines/home?limit=20", err);
	return mastodon_path_with_id(out, job, "api/v1/accounts/",
		doc_str(job->memo, MEMO_ACCOUNT),
		"/statuses?limit=20&exclude_reblogs=true", err);
}

/*
 * What a check asks, by what the memo holds already: who we are, what the
 * server is, and, for a delivery, which posts stand there at arm.
 */
enum check { CHECK_ACCOUNT, CHECK_INSTANCE, CHECK_LIST };

static enum check
mastodon_check_step(const struct wire_job *job)
{
	if (!job_knows(job, MEMO_ACCOUNT))
		return CHECK_ACCOUNT;
	if (!job_knows(job, MEMO_SERVER))
		return CHECK_INSTANCE;
	if (*job->delivery && !job_knows(job, MEMO_SEEN) &&
		!*mastodon_target(job, "edit"))
		return CHECK_LIST;
	return CHECK_ACCOUNT;
}

static enum err_code
mastodon_build_check(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	bool v1 = job_knows(job, MEMO_INSTANCE);

	switch (mastodon_check_step(job)) {
	case CHECK_LIST:
		return mastodon_build_list(out, job, err);
	case CHECK_INSTANCE:
		out->shared = true;
		return mastodon_authorize(out, job,
			v1 ? "api/v1/instance" : "api/v2/instance", err);
	case CHECK_ACCOUNT:
		break;
	}
	return mastodon_authorize(
		out, job, "api/v1/accounts/verify_credentials", err);
}

/*
 * Pleroma replays an error it answered before to the same key. A second
 * attempt comes only after the first is known to be absent.
 */
static char *
mastodon_key(const struct wire_job *job)
{
	if (job->attempt > 1 &&
		strcmp(doc_str(job->memo, MEMO_SERVER), "pleroma") == 0)
		return mem_printf("%s-%d", job->key, job->attempt);
	return mem_strdup(job->key);
}

/* Writing the same text again changes nothing: no key is needed. */
static enum err_code
mastodon_build_edit(struct wire_request *out, const struct wire_job *job,
	const char *post, struct err *err)
{
	enum err_code rc = mastodon_path_with_id(
		out, job, "api/v1/statuses/", post, "", err);
	json_t *doc;
	char *body;

	if (rc != ERR_OK)
		return rc;
	doc = json_object();
	doc_put_str(doc, "status", doc_str(job->variant, "text"));
	doc_put_str(doc, "language", doc_str(job->variant, "lang"));
	body = doc_format(doc);
	json_decref(doc);
	out->method = "PUT";
	out->irrevocable = true;
	out->closes = strcmp(doc_str(job->memo, MEMO_SERVER), "snac") == 0;
	wire_request_header(out, "Content-Type", "application/json");
	rc = wire_request_body(out, body, err);
	free(body);
	return rc;
}

static enum err_code
mastodon_build_publish(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *text = doc_str(job->variant, "text");
	const char *visibility = doc_str(job->options, "visibility");
	enum err_code rc;
	json_t *doc;
	char *key, *body;

	if (*text == '\0')
		return err_set(
			err, ERR_INVALID, "text", "", "the text is empty");
	if (*mastodon_target(job, "edit"))
		return mastodon_build_edit(
			out, job, mastodon_target(job, "edit"), err);
	rc = mastodon_authorize(out, job, "api/v1/statuses", err);
	if (rc != ERR_OK)
		return rc;
	doc = json_object();
	doc_put_str(doc, "status", text);
	doc_put_str(doc, "visibility", *visibility ? visibility : "public");
	doc_put_str(doc, "language", doc_str(job->variant, "lang"));
	if (*mastodon_target(job, "reply"))
		doc_put_str(
			doc, "in_reply_to_id", mastodon_target(job, "reply"));
	body = doc_format(doc);
	json_decref(doc);
	key = mastodon_key(job);
	out->method = "POST";
	out->irrevocable = true;
	/* snac closes the connection after every answer without saying
	 * so: a post right after a check would be lost. A proxy before it may
	 * keep them all the same. */
	out->closes = strcmp(doc_str(job->memo, MEMO_SERVER), "snac") == 0;
	wire_request_header(out, "Content-Type", "application/json");
	wire_request_header(out, "Idempotency-Key", key);
	rc = wire_request_body(out, body, err);
	free(key);
	free(body);
	return rc;
}

static enum err_code
mastodon_build_lookup(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *account = doc_str(job->memo, MEMO_ACCOUNT);
	const char *edited = mastodon_target(job, "edit");

	if (*edited)
		return mastodon_path_with_id(
			out, job, "api/v1/statuses/", edited, "", err);
	if (*account == '\0')
		return mastodon_authorize(
			out, job, "api/v1/accounts/verify_credentials", err);
	return mastodon_build_list(out, job, err);
}

static enum err_code
mastodon_build_readback(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *post;
	enum err_code rc = job_need(&post, job->memo, MEMO_POST, err);

	if (rc != ERR_OK)
		return rc;
	return mastodon_path_with_id(
		out, job, "api/v1/statuses/", post, "", err);
}

/* Boosts too, which no look-up asks for. */
static enum err_code
mastodon_build_feed(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *account;
	enum err_code rc = job_need(&account, job->memo, MEMO_ACCOUNT, err);

	if (rc != ERR_OK || job_knows(job, MEMO_HOME))
		return rc != ERR_OK ? rc : mastodon_build_list(out, job, err);
	return mastodon_path_with_id(out, job, "api/v1/accounts/", account,
		"/statuses?limit=20", err);
}

static enum err_code
mastodon_build_mentions(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	char *path = mem_printf("api/v1/notifications?types[]=mention&limit=%d",
		comments_wanted(job));
	enum err_code rc = mastodon_authorize(out, job, path, err);

	free(path);
	return rc;
}

static enum err_code
mastodon_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	out->transport = WIRE_HTTP;
	if (step == STEP_CHECK)
		return mastodon_build_check(out, job, err);
	if (step == STEP_PUBLISH)
		return mastodon_build_publish(out, job, err);
	if (step == STEP_LOOKUP)
		return mastodon_build_lookup(out, job, err);
	if (step == STEP_READBACK)
		return mastodon_build_readback(out, job, err);
	if (step == STEP_LIST)
		return mastodon_build_feed(out, job, err);
	if (step == STEP_HEAR)
		return mastodon_build_mentions(out, job, err);
	return job_no_step(&connector_mastodon, step, err);
}

/* ---- answers ---- */

static void
mastodon_judge_account(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	char id[200];

	if (!answer_id(id, sizeof(id), json_object_get(doc, "id"))) {
		answer_strange(out, job, step, a);
		return;
	}
	answer_settle(
		out, job, STEP_CHECK, a, OUTCOME_ACCEPTED, REASON_READY, "");
	answer_memo(out, MEMO_ACCOUNT, id);
	/* forget what an earlier arming counted */
	if (step == STEP_CHECK && doc_get(job->memo, MEMO_ABSENT) != NULL)
		doc_put_int(out->memo, MEMO_ABSENT, 0);
	if (step ==
		STEP_LOOKUP) { /* the list can be asked for now that its id is known */
		out->outcome = OUTCOME_UNKNOWN;
		out->next = STEP_LOOKUP;
	} else if (!job_knows(job, MEMO_SERVER) ||
		mastodon_check_step(job) == CHECK_LIST) {
		out->next = STEP_CHECK;
	}
}

/* Ready; what stands there is still to be read where this is a delivery. */
static void
mastodon_server_known(struct wire_judgment *out, const struct wire_job *job,
	const char *server)
{
	answer_memo(out, MEMO_SERVER, server);
	if (*job->delivery && !job_knows(job, MEMO_SEEN) &&
		!*mastodon_target(job, "edit"))
		out->next = STEP_CHECK;
}

static void
mastodon_judge_instance(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	if (!json_is_object(doc) || !*doc_str(doc, "version")) {
		answer_strange(out, job, STEP_CHECK, a);
		return;
	}
	answer_settle(out, job, STEP_CHECK, a, OUTCOME_ACCEPTED, REASON_READY,
		doc_str(doc, "version"));
	mastodon_server_known(out, job, mastodon_server(doc));
	out->limits = mastodon_limits(doc);
}

/* snac and older servers have no v2, others no instance at all. */
static void
mastodon_judge_no_instance(struct wire_judgment *out,
	const struct wire_job *job, const struct wire_response *a)
{
	answer_settle(
		out, job, STEP_CHECK, a, OUTCOME_ACCEPTED, REASON_READY, "");
	if (job_knows(job, MEMO_INSTANCE)) {
		mastodon_server_known(out, job, "other");
	} else {
		answer_memo(out, MEMO_INSTANCE, MEMO_V1);
		out->next = STEP_CHECK;
	}
}

/*
 * Without this list a post that fits later may have stood there before: the
 * release goes on, but what a look-up then finds is left to a person.
 */
static void
mastodon_judge_seen(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	char seen[MASTODON_SEEN];
	json_t *list;

	if (!a->answered || a->status == 401 || a->status == 429) {
		(void)answer_status(out, job, STEP_CHECK, a, check_rows);
		return;
	}
	list = a->status == 200 ? answer_json(a) : NULL;
	answer_settle(
		out, job, STEP_CHECK, a, OUTCOME_ACCEPTED, REASON_READY, "");
	if (json_is_array(list)) {
		mastodon_seen(seen, list, job);
		answer_memo(out, MEMO_SEEN, seen);
		answer_memo(out, MEMO_SEEN_AT, mastodon_newest(list, job));
	} else if (a->status == 404 && !job_knows(job, MEMO_HOME)) {
		answer_memo(out, MEMO_HOME, MEMO_YES);
		out->next = STEP_CHECK;
	} else {
		answer_memo(out, MEMO_SEEN, MASTODON_UNSEEN);
	}
	json_decref(list);
}

static void
mastodon_judge_check(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	enum check check = mastodon_check_step(job);
	json_t *doc;

	if (check == CHECK_LIST) {
		mastodon_judge_seen(out, job, a);
		return;
	}
	if (check == CHECK_INSTANCE && a->answered && a->status == 404) {
		mastodon_judge_no_instance(out, job, a);
		return;
	}
	if (answer_status(out, job, STEP_CHECK, a, check_rows))
		return;
	doc = answer_json(a);
	if (check == CHECK_ACCOUNT)
		mastodon_judge_account(out, job, STEP_CHECK, a, doc);
	else
		mastodon_judge_instance(out, job, a, doc);
	json_decref(doc);
}

static void
mastodon_judge_publish(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	json_t *doc;

	if (answer_status(out, job, STEP_PUBLISH, a, publish_rows))
		return;
	doc = answer_json(a);
	mastodon_judge_shown(out, job, a, doc);
	json_decref(doc);
}

static void
mastodon_judge_lookup(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	bool edit = *mastodon_target(job, "edit") != '\0';
	json_t *doc;

	if (!edit && a->answered && a->status == 404 &&
		job_knows(job, MEMO_ACCOUNT) && !job_knows(job, MEMO_HOME)) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_UNKNOWN,
			REASON_ADDRESS, "");
		answer_memo(out, MEMO_HOME, MEMO_YES);
		out->wait_ms = 0;
		return;
	}
	if (answer_status(out, job, STEP_LOOKUP, a, rows))
		return;
	doc = answer_json(a);
	if (edit)
		mastodon_judge_edited(out, job, a, doc);
	else if (!job_knows(job, MEMO_ACCOUNT))
		mastodon_judge_account(out, job, STEP_LOOKUP, a, doc);
	else if (json_is_array(doc))
		mastodon_judge_list(out, job, a, doc);
	else
		answer_strange(out, job, STEP_LOOKUP, a);
	json_decref(doc);
}

static void
mastodon_judge_readback(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	struct differ d = { .lang = job->lang };
	json_t *doc;

	if (answer_status(out, job, STEP_READBACK, a, rows))
		return;
	doc = answer_json(a);
	if (mastodon_is_made(doc, job) && mastodon_take_receipt(out, doc)) {
		out->text = mastodon_text(doc);
		if (!mastodon_same(doc, out->text,
			    doc_str(job->variant, "text"), false))
			differ_add(&d, DIFFER_TEXT, "", "");
		mastodon_differ(&d, job, doc);
		out->same = !differ_any(&d);
		answer_settle(out, job, STEP_READBACK, a, OUTCOME_ACCEPTED,
			out->same ? REASON_SAME : REASON_DIFFERENT, d.words);
	} else {
		answer_strange(out, job, STEP_READBACK, a);
	}
	json_decref(doc);
}

/* GoToSocial's and snac's own list may not be there: then the home one is. */
static void
mastodon_judge_listed(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	json_t *doc;

	if (a->answered && a->status == 404 && !job_knows(job, MEMO_HOME)) {
		answer_settle(out, job, STEP_LIST, a, OUTCOME_UNKNOWN,
			REASON_ADDRESS, "");
		answer_memo(out, MEMO_HOME, MEMO_YES);
		out->account = false;
		out->wait_ms = 0;
		return;
	}
	if (answer_status(out, job, STEP_LIST, a, rows))
		return;
	doc = answer_json(a);
	mastodon_judge_feed(out, job, a, doc);
	json_decref(doc);
}

static void
mastodon_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	if (step == STEP_LIST) {
		mastodon_judge_listed(out, job, a);
		return;
	}
	if (step == STEP_HEAR) {
		if (!answer_status(out, job, STEP_HEAR, a, rows))
			comments_judge(out, job, a, mastodon_take_mention);
		return;
	}
	if (step == STEP_CHECK)
		mastodon_judge_check(out, job, a);
	else if (step == STEP_PUBLISH)
		mastodon_judge_publish(out, job, a);
	else if (step == STEP_LOOKUP)
		mastodon_judge_lookup(out, job, a);
	else
		mastodon_judge_readback(out, job, a);
}

static enum err_code
mastodon_check_options(const json_t *account, struct err *err)
{
	static const char *const seen[] = { "", "public", "unlisted",
		"private" };
	const char *value = doc_str(account, "visibility");

	for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		if (strcmp(seen[i], value) == 0)
			return ERR_OK;
	return job_bad_value(
		"visibility", value, "public, unlisted, private", err);
}

static const char *const amends[] = { "edit", "reply", NULL };

const struct connector connector_mastodon = {
	.kind = "mastodon",
	.title = BOTH("Mastodon and compatible", "Mastodon 及兼容服务"),
	.unit = TEXT_GRAPHEMES,
	.can = CAN_LOOKUP | CAN_READBACK | CAN_EDIT | CAN_LIST | CAN_HEAR,
	.proof = PROOF_SERVER,
	.transport = WIRE_HTTP,
	.arm = STEP_CHECK,
	.amends = amends,
	.options = options,
	.check = mastodon_check_options,
	.build = mastodon_build,
	.judge = mastodon_judge,
};

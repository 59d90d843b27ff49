/*
 * An app of the office's WeCom, which writes to its members: by a token that
 * the app's secret gives, for two hours. It has an id and no look-up. WeCom
 * drops the same message within four hours if it is asked to, so where the
 * office prefers a second one to none, an unknown is sent once more. Whom it
 * did not reach it counts; their names stay out of the ledger.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "wire/codes.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/robot.h"
#include "wire/url.h"

enum {
	REPEAT_S = 4 * 3600, /* the longest it compares for */
	TOKEN_LEFT_MS = 4 * 60 * 1000,
	BUSY_S = 2,
	FULL_S = 60
};

#define SERVER "https://qyapi.weixin.qq.com"

static const struct wire_option options[] = {
	{ "corpid", true, SECRET_NONE,
		BOTH("CorpID of the organisation", "企业 ID（corpid）") },
	{ "agentid", true, SECRET_NONE,
		BOTH("AgentId of the app", "应用的 AgentId") },
	{ "secret", true, SECRET_ANY,
		BOTH("Secret of the app; lasts until it is reset, its tokens "
		     "two hours",
			"应用的 "
			"Secret（重置前一直有效，令牌两小时自动更新）") },
	{ "touser", false, SECRET_NONE,
		BOTH("members it goes to, a|b; @all (default): all who see "
		     "the app",
			"接收成员，用 | 分隔；默认 "
			"@all，即应用可见范围内全部成员") },
	ROBOT_OPTION_URL,
	{ 0 },
};

#define SHARED_ROWS                                                            \
	{ 40014, NULL, OUTCOME_REFRESH_TOKEN, REASON_CREDENTIAL, 0, 0 },       \
		{ 41001, NULL, OUTCOME_REFRESH_TOKEN, REASON_CREDENTIAL, 0,    \
			0 },                                                   \
		{ 42001, NULL, OUTCOME_REFRESH_TOKEN, REASON_CREDENTIAL, 0,    \
			0 },                                                   \
		{ 45009, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, FULL_S, 0 },  \
		{ 45033, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 0 },  \
		{ 60020, NULL, OUTCOME_PERMANENT, REASON_ORIGIN, 0, 0 },       \
		{ 48002, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },    \
	{                                                                      \
		301002, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0        \
	}

static const struct code_row rows[] = {
	SHARED_ROWS,
	{ -1, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 0 },
	{ 40001, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 40013, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	CODES_END,
};

/* "Busy" may stand behind a message that was taken. */
static const struct code_row send_rows[] = {
	SHARED_ROWS,
	{ -1, NULL, OUTCOME_UNKNOWN, REASON_BUSY, BUSY_S, 0 },
	{ 40058, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 44004, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 45002, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 81013, NULL, OUTCOME_PERMANENT, REASON_NO_MEMBER, 0, 0 },
	{ 82001, NULL, OUTCOME_PERMANENT, REASON_NO_MEMBER, 0, 0 },
	CODES_END,
};

/* ---- requests ---- */

/* Without a token it says 41001, and one is fetched. */
static void
wecomapp_address(
	struct wire_request *out, const struct wire_job *job, const char *path)
{
	const char *own = doc_str(job->options, "url");
	char *token = url_encode(doc_str(job->secret, "access_token"));
	char *rest = mem_printf("cgi-bin/%s?access_token=%s", path, token);

	out->url = url_join(*own ? own : SERVER, rest);
	free(rest);
	free(token);
}

static enum err_code
wecomapp_build_refresh(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *own = doc_str(job->options, "url"), *corpid, *secret;
	enum err_code rc = job_need(&corpid, job->options, "corpid", err);
	char *id, *key, *rest;

	if (rc == ERR_OK)
		rc = job_need(&secret, job->secret, "secret", err);
	if (rc != ERR_OK)
		return rc;
	id = url_encode(corpid);
	key = url_encode(secret);
	rest = mem_printf("cgi-bin/gettoken?corpid=%s&corpsecret=%s", id, key);
	out->url = url_join(*own ? own : SERVER, rest);
	free(rest);
	free(key);
	free(id);
	return ERR_OK;
}

static json_t *
wecomapp_message(const struct wire_job *job)
{
	const char *to = doc_str(job->options, "touser");
	json_t *doc = json_object(), *text = json_object();

	doc_put_str(text, "content", doc_str(job->variant, "text"));
	doc_put_str(doc, "touser", *to ? to : "@all");
	doc_put_str(doc, "msgtype", "text");
	doc_put_int(doc, "agentid",
		strtoll(doc_str(job->options, "agentid"), NULL, 10));
	doc_put(doc, "text", text);
	doc_put_int(doc, "enable_duplicate_check", 1);
	doc_put_int(doc, "duplicate_check_interval", REPEAT_S);
	return doc;
}

static enum err_code
wecomapp_build_send(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	json_t *doc = wecomapp_message(job);
	char *body = doc_format(doc);
	enum err_code rc = wire_request_body(out, body, err);

	json_decref(doc);
	free(body);
	out->method = "POST";
	out->irrevocable = true;
	wire_request_header(
		out, "Content-Type", "application/json; charset=utf-8");
	wecomapp_address(out, job, "message/send");
	return rc;
}

static enum err_code
wecomapp_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *secret;
	enum err_code rc;

	out->transport = WIRE_HTTP;
	if (step == STEP_REFRESH)
		return wecomapp_build_refresh(out, job, err);
	if (step == STEP_PUBLISH)
		return wecomapp_build_send(out, job, err);
	if (step != STEP_CHECK)
		return job_no_step(&connector_wecomapp, step, err);
	rc = job_need(&secret, job->secret, "secret", err);
	if (rc == ERR_OK) /* it asks for nothing but a token that is good */
		wecomapp_address(out, job, "get_api_domain_ip");
	return rc;
}

/* ---- answers ---- */

static void
wecomapp_judge_token(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	const char *token = doc_str(doc, "access_token");
	int64_t seconds = doc_int(doc, "expires_in");
	char expires[24];

	if (*token == '\0' || strlen(token) > 1000 || seconds <= 0) {
		answer_strange(out, job, STEP_REFRESH, a);
		return;
	}
	fixed_format(expires, sizeof(expires), "%" PRId64,
		job->now + seconds * 1000);
	out->secret = json_deep_copy(job->secret);
	doc_put_str(out->secret, "access_token", token);
	doc_put_str(out->secret, "expires", expires);
	answer_settle(
		out, job, STEP_REFRESH, a, OUTCOME_ACCEPTED, REASON_READY, "");
}

/* A token about to end would end between arming and firing. */
static void
wecomapp_judge_check(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	const char *expires = doc_str(job->secret, "expires");

	if (*expires && strtoll(expires, NULL, 10) - job->now < TOKEN_LEFT_MS)
		answer_settle(out, job, STEP_CHECK, a, OUTCOME_REFRESH_TOKEN,
			REASON_TOKEN, "");
	else
		answer_settle(out, job, STEP_CHECK, a, OUTCOME_ACCEPTED,
			REASON_READY, "");
}

/* "a|b" are two. */
static int
wecomapp_count(const json_t *doc, const char *key)
{
	const char *list = doc_str(doc, key);
	int n = *list != '\0';

	for (; *list; list++)
		n += *list == '|';
	return n;
}

static void
wecomapp_judge_send(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	static const char *const fields[] = { "invaliduser", "invalidparty",
		"invalidtag", "unlicenseduser" };
	char words[200] = "", one[60];

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		int n = wecomapp_count(doc, fields[i]);

		if (n == 0)
			continue;
		fixed_format(one, sizeof(one), "%s%s %d", *words ? ", " : "",
			fields[i], n);
		(void)fixed_cut_add(words, sizeof(words), one, strlen(one));
	}
	(void)answer_id(out->id, sizeof(out->id), doc_get(doc, "msgid"));
	answer_settle(out, job, STEP_PUBLISH, a, OUTCOME_ACCEPTED,
		*words ? REASON_NOT_ALL : REASON_PUBLISHED, words);
}

static void
wecomapp_judge_code(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	const struct code *c)
{
	if (c->number != 0)
		code_settle(out, job, step, a, c,
			step == STEP_PUBLISH ? send_rows : rows);
	else if (a->status < 200 || a->status > 299 || !c->typed)
		answer_strange(out, job, step, a);
	else if (step == STEP_PUBLISH)
		wecomapp_judge_send(out, job, a, c->doc);
	else if (step == STEP_REFRESH)
		wecomapp_judge_token(out, job, a, c->doc);
	else
		wecomapp_judge_check(out, job, a);
}

/* No look-up and no read-back; a number that nobody knows is a person's. */
static void
wecomapp_settle_unknown(struct wire_judgment *out, const struct wire_job *job,
	const struct code *c)
{
	bool said = c->known && !code_has_row(send_rows, c);
	int64_t wait = out->wait_ms;

	out->next = said || job->attempt > 1
		? STEP_NONE
		: connector_unknown(&connector_wecomapp, job->options);
	out->wait_ms = out->next == STEP_NONE ? 0 : wait;
}

static void
wecomapp_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	static const struct status_row statuses[] = { STATUS_ROWS };
	struct code c = { 0 };

	if (a->answered && a->status < 500)
		code_read(&c, a, "errcode", "errmsg");
	if (c.known)
		wecomapp_judge_code(out, job, step, a, &c);
	else if (!answer_status(out, job, step, a, statuses))
		answer_strange(out, job, step, a);
	if (step == STEP_PUBLISH && out->outcome == OUTCOME_UNKNOWN)
		wecomapp_settle_unknown(out, job, &c);
	code_release(&c);
	if (out->next == STEP_READBACK || out->next == STEP_LOOKUP) {
		out->next = STEP_NONE;
		out->wait_ms = 0;
	}
}

static enum err_code
wecomapp_check_options(const json_t *given, struct err *err)
{
	const char *agent = doc_str(given, "agentid");

	if (strlen(agent) > 15 || strspn(agent, "0123456789") != strlen(agent))
		return job_bad_value("agentid", agent, "1000002", err);
	return ERR_OK;
}

const struct connector connector_wecomapp = {
	.kind = "wecomapp",
	.title = BOTH("WeCom app message", "企业微信应用消息"),
	.unit = TEXT_BYTES,
	.can = CAN_RESEND | CAN_REFRESH | CAN_ALARM,
	.proof = PROOF_DOCUMENTS,
	.transport = WIRE_HTTP,
	.arm = STEP_CHECK,
	.options = options,
	.check = wecomapp_check_options,
	.build = wecomapp_build,
	.judge = wecomapp_judge,
};

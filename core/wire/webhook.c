/*
 * A receiver of Standard Webhooks 1.0.0: a partner's system, a screen in the
 * town hall, an alarm gateway. It cannot be looked up. Our webhook-id is the
 * same on every attempt and a good receiver drops repeats by it, so an
 * unknown may be sent again, but only where the office chose "duplicates":
 * "prefer"; otherwise a person settles it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/whsec.h"
#include "crier/refusal.h"
#include "wire/answer.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/memo.h"
#include "wire/said.h"
#include "wire/sign.h"

enum { ARMED_MAX_MS = 15 * 60 * 1000 };

static const struct wire_option options[] = {
	{ "url", true, SECRET_NONE,
		BOTH("address of the receiver, https://…",
			"接收端地址 https://…") },
	{ "secret", true, SECRET_WHSEC,
		BOTH("signing secret, whsec_…", "签名密钥 whsec_…") },
	{ "old_secret", false, SECRET_WHSEC,
		BOTH("the secret before, while the receiver changes over",
			"更换期间的旧密钥") },
	{ 0 },
};

static const struct status_row publish_rows[] = {
	{ 409, 409, OUTCOME_PERMANENT, REASON_PERMANENT, false },
	{ 422, 422, OUTCOME_CONTENT, REASON_CONTENT, false },
	STATUS_ROWS,
};

/* A check is a HEAD: a receiver that knows only POST may well say 404 or 405 */
static const struct status_row check_rows[] = {
	{ 410, 410, OUTCOME_PERMANENT, REASON_ADDRESS, false },
	{ 429, 429, OUTCOME_RETRY_LATER, REASON_BUSY, false },
	{ 400, 499, OUTCOME_ACCEPTED, REASON_READY, false },
	{ 501, 501, OUTCOME_ACCEPTED, REASON_READY, false },
	STATUS_ROWS,
};

/* The fields of the variant that a receiver gets. */
static const char *const fields[] = { "title", "text", "summary", "lang",
	"kind", "number", "page" };

/* The same bytes on every attempt: the timestamp is that of the arming. */
static char *
webhook_format_body(const struct wire_job *job)
{
	const char *time = doc_str(job->memo, MEMO_TIMESTAMP);
	json_t *doc = json_object(), *data = json_object();
	char now[INSTANT_TEXT], *body;
	json_t *value;

	instant_format_s(now, job->now, 0);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		value = doc_get(job->variant, fields[i]);
		if (value != NULL)
			doc_put(data, fields[i], json_incref(value));
	}
	doc_put_str(data, "delivery", job->delivery);
	doc_put_str(data, "mode", job->mode);
	if (job->demo)
		doc_put_bool(data, "demo", true);
	doc_put_str(doc, "type", "release.published");
	doc_put_str(doc, "timestamp", *time ? time : now);
	doc_put(doc, "data", data);
	body = doc_format(doc);
	json_decref(doc);
	return body;
}

static enum err_code
webhook_put_signature(struct wire_request *out, const struct wire_job *job,
	const char *secret, struct err *err)
{
	const char *old = doc_str(job->secret, "old_secret");
	int64_t seconds = job->now / 1000;
	char fresh[SIGN_TEXT], former[SIGN_TEXT] = "", time[24];
	enum err_code rc;
	char *both;

	rc = sign_webhook(fresh, secret, job->key, seconds, out->body.data,
		out->body.len, err);
	if (rc == ERR_OK && *old)
		rc = sign_webhook(former, old, job->key, seconds,
			out->body.data, out->body.len, err);
	if (rc != ERR_OK)
		return rc;
	both = mem_printf("%s%s%s", fresh, *former ? " " : "", former);
	fixed_format(time, sizeof(time), "%" PRId64, seconds);
	wire_request_header(out, "webhook-id", job->key);
	wire_request_header(out, "webhook-timestamp", time);
	wire_request_header(out, "webhook-signature", both);
	free(both);
	return ERR_OK;
}

static enum err_code
webhook_build_publish(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *secret;
	enum err_code rc = job_need(&secret, job->secret, "secret", err);
	char *body;

	if (rc != ERR_OK)
		return rc;
	body = webhook_format_body(job);
	rc = wire_request_body(out, body, err);
	free(body);
	if (rc != ERR_OK)
		return rc;
	out->method = "POST";
	out->irrevocable = true;
	wire_request_header(out, "Content-Type", "application/json");
	return webhook_put_signature(out, job, secret, err);
}

static enum err_code
webhook_check_form(const char *secret, struct err *err)
{
	return whsec_check(secret, NULL) == ERR_OK
		? ERR_OK
		: refuse(err, REFUSE_SECRET_FORM, "secret", WITH_NONE);
}

/* A check signs nothing, but what could not sign is told by it. */
static enum err_code
webhook_check_secrets(const struct wire_job *job, struct err *err)
{
	const char *secret, *old = doc_str(job->secret, "old_secret");
	enum err_code rc = job_need(&secret, job->secret, "secret", err);

	if (rc == ERR_OK)
		rc = webhook_check_form(secret, err);
	if (rc == ERR_OK && *old)
		rc = webhook_check_form(old, err);
	return rc;
}

static enum err_code
webhook_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *url;
	enum err_code rc = job_need(&url, job->options, "url", err);

	if (rc != ERR_OK)
		return rc;
	out->transport = WIRE_HTTP;
	out->url = mem_strdup(url);
	if (step == STEP_PUBLISH)
		return webhook_build_publish(out, job, err);
	if (step != STEP_CHECK)
		return job_no_step(&connector_webhook, step, err);
	out->method = "HEAD";
	return webhook_check_secrets(job, err);
}

/*
 * The timestamp was set by this arming: an armed release does not live as
 * long as this, and the connection is warmed by checks all the while.
 */
static bool
webhook_is_stamped(const struct wire_job *job)
{
	int64_t at;

	return instant_parse(&at, doc_str(job->memo, MEMO_TIMESTAMP), 0) &&
		job->now - at < ARMED_MAX_MS && job->now >= at;
}

/* A receiver that knows POST alone says no to HEAD, and so does a wrong path. */
static void
webhook_say_unproven(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	static const struct both before =
		BOTH("not proven: answered ", "未证实：对 HEAD 请求的答复为 ");
	static const struct both after = BOTH(" to HEAD", "");

	out->unproven = true;
	fixed_cut_format(out->detail, sizeof(out->detail), "%s%d%s",
		before.in[job->lang], a->status, after.in[job->lang]);
}

static void
webhook_judge_check(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	char now[INSTANT_TEXT];

	if (!answer_status(out, job, STEP_CHECK, a, check_rows))
		answer_settle(out, job, STEP_CHECK, a, OUTCOME_ACCEPTED,
			REASON_ANSWERS, "");
	else if (out->outcome == OUTCOME_ACCEPTED)
		webhook_say_unproven(out, job, a);
	if (out->outcome != OUTCOME_ACCEPTED || webhook_is_stamped(job))
		return;
	instant_format_s(now, job->now, 0);
	answer_memo(out, MEMO_TIMESTAMP, now);
}

/* With a 2xx the body decides. */
static void
webhook_judge_said(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	static const struct {
		enum outcome outcome;
		enum reason reason;
	} means[] = {
		[SAID_YES] = { OUTCOME_ACCEPTED, REASON_PUBLISHED },
		[SAID_NO] = { OUTCOME_UNKNOWN, REASON_SAYS_NO },
		[SAID_REFUSED] = { OUTCOME_CONTENT, REASON_SAYS_NO },
		[SAID_NOTHING] = { OUTCOME_UNKNOWN, REASON_STRANGE },
	};
	char words[SAID_WORDS];
	enum said said = said_by(words, a, job->answers);

	answer_settle(out, job, STEP_PUBLISH, a, means[said].outcome,
		means[said].reason, words);
	out->next = STEP_NONE;
	/* a key that is too long is not on the receipt rather than cut */
	if (said == SAID_YES && !fixed_try(out->id, sizeof(out->id), job->key))
		out->id[0] = '\0';
	/* sending again helps only where no answer was understood */
	if (said == SAID_NOTHING)
		out->next = connector_unknown(&connector_webhook, job->options);
}

static void
webhook_judge_publish(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	/* 503 with Retry-After: the receiver has not taken it */
	if (a->answered && a->status == 503 && answer_wait(a, job->now) >= 0) {
		answer_settle(out, job, STEP_PUBLISH, a, OUTCOME_RETRY_LATER,
			REASON_BUSY, "HTTP 503");
		return;
	}
	if (!answer_status(out, job, STEP_PUBLISH, a, publish_rows)) {
		webhook_judge_said(out, job, a);
		return;
	}
	if (out->outcome == OUTCOME_UNKNOWN)
		out->next = connector_unknown(&connector_webhook, job->options);
}

static void
webhook_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	if (step == STEP_CHECK)
		webhook_judge_check(out, job, a);
	else
		webhook_judge_publish(out, job, a);
}

const struct connector connector_webhook = {
	.kind = "webhook",
	.title = BOTH("Signed webhook", "签名推送 (Webhook)"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_RESEND | CAN_ALARM,
	.proof = PROOF_SDK,
	.transport = WIRE_HTTP,
	.arm = STEP_CHECK,
	.answers = true,
	.options = options,
	.build = webhook_build,
	.judge = webhook_judge,
};

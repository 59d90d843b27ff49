/*
 * Weibo, by the one interface that is open to ordinary apps (statuses/share):
 * a text of 140 with a link to the app's safe domain. It can neither be edited
 * nor answered in a thread, so a correction is another post. The token begins
 * with a person in a browser and cannot be renewed by machine; Weibo counts a
 * hundred calls a day, so no request is spent on keeping warm.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/memo.h"
#include "wire/url.h"
#include "wire/weibo_judge.h"
#include "wire/weibo_post.h"

enum { LIST = 20 };

#define SERVER "https://api.weibo.com"

static const struct wire_option options[] = {
	{ "appkey", true, SECRET_NONE,
		BOTH("App Key of the office's app", "应用的 App Key") },
	{ "domain", true, SECRET_NONE,
		BOTH("the app's safe domain: a text without a link to it is "
		     "refused",
			"应用的安全域名（正文须含该域名的链接）") },
	{ "rip", true, SECRET_NONE,
		BOTH("the address this machine has on the internet",
			"本机的公网 IP 地址") },
	{ "redirect", false, SECRET_NONE,
		BOTH("the app's callback address, for the first token",
			"应用的授权回调页（首次授权时填写）") },
	{ "access_token", false, SECRET_ANY,
		BOTH("access token, if there is one already; about 30 days, "
		     "the developer's own account years",
			"已有的 "
			"access_token（一般约30天，开发者本人账号可达数年）") },
	{ "secret", false, SECRET_ANY,
		BOTH("App Secret; lasts until it is reset",
			"应用的 App Secret（重置前一直有效）") },
	{ "code", false, SECRET_ANY,
		BOTH("code from the callback address; good once, for minutes",
			"授权回调地址中的 code（一次有效，几分钟内使用）") },
	{ "url", false, SECRET_NONE,
		BOTH("server, if it is not the platform's own",
			"服务器地址（专有接口时填写）") },
	{ 0 },
};

/* ---- requests ---- */

static void
weibo_address(
	struct wire_request *out, const struct wire_job *job, const char *path)
{
	const char *own = doc_str(job->options, "url");

	out->transport = WIRE_HTTP;
	out->url = url_join(*own ? own : SERVER, path);
}

static void
weibo_add(struct buf *body, const char *name, const char *value)
{
	char *coded = url_encode(value);

	buf_printf(body, "%s%s=%s", body->len > 0 ? "&" : "", name, coded);
	free(coded);
}

static enum err_code
weibo_post(struct wire_request *out, const struct wire_job *job,
	const char *path, struct buf *form, struct err *err)
{
	enum err_code rc = wire_request_body(out, form->data, err);

	buf_release(form);
	weibo_address(out, job, path);
	out->method = "POST";
	wire_request_header(
		out, "Content-Type", "application/x-www-form-urlencoded");
	return rc;
}

enum { FORM_MAX = 16 << 10 };

static void
weibo_form(struct buf *form, const struct wire_job *job)
{
	buf_init(form, FORM_MAX);
	weibo_add(form, "access_token", doc_str(job->secret, "access_token"));
}

/* Whose the token is, and until when; a code has to become one first. */
static enum err_code
weibo_build_token(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	struct buf form;

	weibo_form(&form, job);
	return weibo_post(out, job, "oauth2/get_token_info", &form, err);
}

static enum err_code
weibo_build_refresh(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *appkey, *secret, *code, *redirect;
	enum err_code rc = job_need(&appkey, job->options, "appkey", err);
	struct buf form;

	if (rc == ERR_OK)
		rc = job_need(&code, job->secret, "code", err);
	if (rc == ERR_OK)
		rc = job_need(&secret, job->secret, "secret", err);
	if (rc == ERR_OK)
		rc = job_need(&redirect, job->options, "redirect", err);
	if (rc != ERR_OK)
		return rc;
	buf_init(&form, FORM_MAX);
	weibo_add(&form, "client_id", appkey);
	weibo_add(&form, "client_secret", secret);
	weibo_add(&form, "grant_type", "authorization_code");
	weibo_add(&form, "redirect_uri", redirect);
	weibo_add(&form, "code", code);
	return weibo_post(out, job, "oauth2/access_token", &form, err);
}

/* The token stands in the address of what is read. */
static enum err_code
weibo_get(struct wire_request *out, const struct wire_job *job,
	const char *path, const char *name, const char *value)
{
	char *token = url_encode(doc_str(job->secret, "access_token"));
	char *coded = url_encode(value);
	char *whole = mem_printf(
		"%s?access_token=%s&%s=%s", path, token, name, coded);

	weibo_address(out, job, whole);
	free(whole);
	free(coded);
	free(token);
	return ERR_OK;
}

static enum err_code
weibo_build_list(struct wire_request *out, const struct wire_job *job)
{
	char count[12];

	fixed_format(count, sizeof(count), "%d", LIST);
	return weibo_get(
		out, job, "2/statuses/user_timeline.json", "count", count);
}

/* What Weibo would refuse is refused while it can be mended. */
static enum err_code
weibo_check_text(const struct wire_job *job, struct err *err)
{
	const char *text = doc_str(job->variant, "text");
	const char *domain = doc_str(job->options, "domain");
	const char *mark = strchr(text, '#');

	if (*text && !weibo_has_domain(text, domain))
		return refuse(err, REFUSE_SAFE_DOMAIN, "text",
			WITH(arg_word(domain)));
	if (mark != NULL && strchr(mark + 1, '#') != NULL)
		return refuse(err, REFUSE_WEIBO_TOPIC, "text", WITH_NONE);
	return ERR_OK;
}

static enum err_code
weibo_build_share(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	enum err_code rc = weibo_check_text(job, err);
	struct buf form;

	if (rc != ERR_OK)
		return rc;
	weibo_form(&form, job);
	weibo_add(&form, "status", doc_str(job->variant, "text"));
	weibo_add(&form, "rip", doc_str(job->options, "rip"));
	out->irrevocable = true;
	return weibo_post(out, job, "2/statuses/share.json", &form, err);
}

static enum err_code
weibo_build_prepare(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	enum err_code rc = weibo_check_text(job, err);

	if (rc != ERR_OK)
		return rc;
	if (!job_knows(job, MEMO_ACCOUNT))
		return weibo_build_token(out, job, err);
	return weibo_build_list(out, job);
}

/* Of one that is armed nothing is asked again: see the head of this file. */
static enum err_code
weibo_build_check(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	if (job_knows(job, MEMO_SEEN))
		return job_no_step(&connector_weibo, STEP_CHECK, err);
	return weibo_build_token(out, job, err);
}

static enum err_code
weibo_build_readback(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *id;
	enum err_code rc = job_need(&id, job->memo, MEMO_POST, err);

	return rc == ERR_OK
		? weibo_get(out, job, "2/statuses/show.json", "id", id)
		: rc;
}

static enum err_code
weibo_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	if (step == STEP_CHECK)
		return weibo_build_check(out, job, err);
	if (step == STEP_PREPARE)
		return weibo_build_prepare(out, job, err);
	if (step == STEP_REFRESH)
		return weibo_build_refresh(out, job, err);
	if (step == STEP_PUBLISH)
		return weibo_build_share(out, job, err);
	if (step == STEP_LOOKUP || step == STEP_LIST)
		return weibo_build_list(out, job);
	if (step == STEP_READBACK)
		return weibo_build_readback(out, job, err);
	return job_no_step(&connector_weibo, step, err);
}

/* ---- options ---- */

static enum err_code
weibo_check_options(const json_t *given, struct err *err)
{
	const char *domain = doc_str(given, "domain");
	const char *rip = doc_str(given, "rip");
	const char *redirect = doc_str(given, "redirect");

	if (strpbrk(domain, "/:@ ") != NULL || strchr(domain, '.') == NULL)
		return job_bad_value("domain", domain, "county.gov.cn", err);
	if (strspn(rip, "0123456789abcdefABCDEF.:") != strlen(rip))
		return job_bad_value("rip", rip, "203.0.113.9", err);
	if (*redirect && !url_is_web(redirect))
		return job_bad_value("redirect", redirect, "https://…", err);
	return ERR_OK;
}

const struct connector connector_weibo = {
	.kind = "weibo",
	.title = BOTH("Weibo", "微博"),
	.unit = TEXT_WEIBO,
	.can = CAN_LOOKUP | CAN_READBACK | CAN_REFRESH | CAN_LIST,
	.proof = PROOF_DOCUMENTS,
	.transport = WIRE_HTTP,
	.arm = STEP_PREPARE,
	.options = options,
	.consent = "https://api.weibo.com/oauth2/authorize?response_type=code"
		   "&client_id={appkey}&redirect_uri={redirect}",
	.check = weibo_check_options,
	.build = weibo_build,
	.judge = weibo_judge,
};

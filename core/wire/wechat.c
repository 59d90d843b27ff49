/*
 * An official account of WeChat. Arming proves token and right, and leaves a
 * draft; firing publishes it, which WeChat does in its own time, or sends it to
 * all followers, which a quota limits. A draft that is published is a draft no
 * longer: by that an unknown is settled. The token stands in the address.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "wire/feed.h"
#include "wire/html.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/memo.h"
#include "wire/url.h"
#include "wire/wechat_judge.h"
#include "wire/wechat_post.h"

enum { KEY_MAX = 32, SUBMIT_MS = 20000 };

static const struct wire_option options[] = {
	{ "appid", true, SECRET_NONE,
		BOTH("AppID of the official account, wx…", "公众号的 AppID") },
	{ "secret", true, SECRET_ANY,
		BOTH("AppSecret of the official account",
			"公众号的 AppSecret") },
	{ "cover", true, SECRET_NONE,
		BOTH("media_id of its cover picture, in its permanent library",
			"封面图片的永久素材 media_id") },
	{ "author", false, SECRET_NONE,
		BOTH("author shown above the text, up to 16 characters",
			"正文上方的作者名，不超过 16 字") },
	{ "send", false, SECRET_NONE,
		BOTH("publish (default), or push: to all followers, within the "
		     "quota",
			"publish 发布（默认），或 push 群发（占用群发次数）") },
	{ "type", false, SECRET_NONE,
		BOTH("subscription (default) or service, which has another "
		     "quota",
			"subscription 公众号（默认）或 service "
			"服务号，群发次数不同") },
	{ "source", false, SECRET_NONE,
		BOTH("page to name under the text where the message has none",
			"稿件无网页时，“阅读原文”指向的网址") },
	{ "url", false, SECRET_NONE,
		BOTH("server, if it is not the platform's own",
			"服务器地址（使用备用域名时填写）") },
	{ 0 },
};

/* Without a token it says 41001, and one is fetched. */
static void
wechat_address(
	struct wire_request *out, const struct wire_job *job, const char *path)
{
	const char *own = doc_str(job->options, "url");
	char *token = url_encode(doc_str(job->secret, "access_token"));
	char *rest = mem_printf("cgi-bin/%s?access_token=%s", path, token);

	out->url = url_join(*own ? own : "https://api.weixin.qq.com", rest);
	free(rest);
	free(token);
}

/* Takes `doc` over. WeChat wants UTF-8 as it is, nothing escaped. */
static enum err_code
wechat_post(struct wire_request *out, const struct wire_job *job,
	const char *path, json_t *doc, struct err *err)
{
	char *body = doc_format(doc);
	enum err_code rc = wire_request_body(out, body, err);

	json_decref(doc);
	free(body);
	out->method = "POST";
	wire_request_header(
		out, "Content-Type", "application/json; charset=utf-8");
	wechat_address(out, job, path);
	return rc;
}

/* A request whose body is one text of the memo. */
static enum err_code
wechat_post_memo(struct wire_request *out, const struct wire_job *job,
	const char *path, const char *name, const char *key, struct err *err)
{
	const char *value;
	enum err_code rc = job_need(&value, job->memo, key, err);
	json_t *doc;

	if (rc != ERR_OK)
		return rc;
	doc = json_object();
	doc_put_str(doc, name, value);
	return wechat_post(out, job, path, doc, err);
}

static enum err_code
wechat_build_refresh(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *own = doc_str(job->options, "url"), *appid, *secret;
	enum err_code rc = job_need(&appid, job->options, "appid", err);
	json_t *doc;
	char *body;

	if (rc == ERR_OK)
		rc = job_need(&secret, job->secret, "secret", err);
	if (rc != ERR_OK)
		return rc;
	doc = json_object();
	doc_put_str(doc, "grant_type", "client_credential");
	doc_put_str(doc, "appid", appid);
	doc_put_str(doc, "secret", secret);
	/* true would end the token that other programs of the office use */
	doc_put_bool(doc, "force_refresh", false);
	body = doc_format(doc);
	json_decref(doc);
	rc = wire_request_body(out, body, err);
	free(body);
	out->method = "POST";
	out->url = url_join(*own ? own : "https://api.weixin.qq.com",
		"cgi-bin/stable_token");
	wire_request_header(
		out, "Content-Type", "application/json; charset=utf-8");
	return rc;
}

/* What is published, newest first: who may ask this may publish. */
static enum err_code
wechat_build_list(struct wire_request *out, const struct wire_job *job,
	int count, struct err *err)
{
	const char *secret;
	json_t *doc;

	if (job_need(&secret, job->secret, "secret", err) != ERR_OK)
		return err->code;
	doc = json_object();
	doc_put_int(doc, "offset", 0);
	doc_put_int(doc, "count", count);
	doc_put_int(doc, "no_content", 1);
	return wechat_post(out, job, "freepublish/batchget", doc, err);
}

static enum err_code
wechat_build_draft(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	char *html = html_from_text(doc_str(job->variant, "text"));
	char *source = wechat_source(job);
	json_t *doc = json_object(), *article = json_object();

	doc_put_str(article, "article_type", "news");
	doc_put_str(article, "title", doc_str(job->variant, "title"));
	doc_put_str(article, "author", doc_str(job->options, "author"));
	doc_put_str(article, "content", html);
	doc_put_str(article, "content_source_url", source);
	doc_put_str(article, "thumb_media_id", doc_str(job->options, "cover"));
	doc_put(doc, "articles", json_array());
	json_array_append_new(doc_get(doc, "articles"), article);
	free(html);
	free(source);
	return wechat_post(out, job, "draft/add", doc, err);
}

static enum err_code
wechat_build_push(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	json_t *doc, *to, *news;
	char key[KEY_MAX + 1];
	const char *draft;
	enum err_code rc = job_need(&draft, job->memo, MEMO_POST, err);

	if (rc != ERR_OK)
		return rc;
	doc = json_object();
	to = json_object();
	news = json_object();
	doc_put_bool(to, "is_to_all", true);
	doc_put_str(news, "media_id", draft);
	doc_put(doc, "filter", to);
	doc_put(doc, "mpnews", news);
	doc_put_str(doc, "msgtype", "mpnews");
	doc_put_int(doc, "send_ignore_reprint", 0);
	/* longer ones are refused, whatever the documents say */
	memcpy(key, job->key, strnlen(job->key, KEY_MAX));
	key[strnlen(job->key, KEY_MAX)] = '\0';
	doc_put_str(doc, "clientmsgid", key);
	return wechat_post(out, job, "message/mass/sendall", doc, err);
}

static enum err_code
wechat_build_publish(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	out->irrevocable = true;
	out->timeout_ms = SUBMIT_MS;
	if (wechat_is_push(job))
		return wechat_build_push(out, job, err);
	return wechat_post_memo(
		out, job, "freepublish/submit", "media_id", MEMO_POST, err);
}

static enum err_code
wechat_build_poll(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	if (wechat_is_push(job))
		return wechat_post_memo(
			out, job, "message/mass/get", "msg_id", MEMO_TASK, err);
	return wechat_post_memo(
		out, job, "freepublish/get", "publish_id", MEMO_TASK, err);
}

/* The task if it is known; else the draft, which would be gone; then a list. */
static enum err_code
wechat_build_lookup(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	enum { LIST = 20 };

	if (job_knows(job, MEMO_TASK))
		return wechat_build_poll(out, job, err);
	if (job_knows(job, MEMO_GONE))
		return wechat_build_list(out, job, LIST, err);
	return wechat_post_memo(
		out, job, "draft/get", "media_id", MEMO_POST, err);
}

static enum err_code
wechat_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	out->transport = WIRE_HTTP;
	switch (step) {
	case STEP_CHECK:
		return wechat_build_list(out, job, 1, err);
	case STEP_REFRESH:
		return wechat_build_refresh(out, job, err);
	case STEP_PREPARE:
		if (!job_knows(job, MEMO_RIGHTS))
			return wechat_build_list(out, job, 1, err);
		return wechat_build_draft(out, job, err);
	case STEP_PUBLISH:
		return wechat_build_publish(out, job, err);
	case STEP_POLL:
		return wechat_build_poll(out, job, err);
	case STEP_LOOKUP:
		return wechat_build_lookup(out, job, err);
	case STEP_READBACK:
		return wechat_post_memo(out, job, "freepublish/getarticle",
			"article_id", MEMO_ARTICLE, err);
	case STEP_UNDO:
		return wechat_post_memo(
			out, job, "draft/delete", "media_id", MEMO_POST, err);
	case STEP_LIST:
		return wechat_build_list(out, job, FEED_MAX, err);
	case STEP_HEAR:
	case STEP_NONE:
	case STEP_COUNT:
		break;
	}
	return job_no_step(&connector_wechat, step, err);
}

static enum err_code
wechat_check(const json_t *given, struct err *err)
{
	const char *send = doc_str(given, "send");
	const char *source = doc_str(given, "source");
	const char *type = doc_str(given, "type");

	if (*send && strcmp(send, "publish") != 0 && strcmp(send, "push") != 0)
		return job_bad_value("send", send, "publish, push", err);
	if (*type && strcmp(type, "subscription") != 0 &&
		strcmp(type, "service") != 0)
		return job_bad_value(
			"type", type, "subscription, service", err);
	if (*source && !url_is_web(source))
		return job_bad_value("source", source, "https://…", err);
	return ERR_OK;
}

/* What goes to all followers has no address, and is in no list. */
static unsigned
wechat_lacks(const json_t *given)
{
	return strcmp(doc_str(given, "send"), "push") == 0 ? CAN_READBACK : 0;
}

const struct connector connector_wechat = {
	.kind = "wechat",
	.title = BOTH("WeChat official account", "微信公众号"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_DRAFT | CAN_LOOKUP | CAN_READBACK | CAN_REFRESH | CAN_LIST,
	.proof = PROOF_DOCUMENTS,
	.transport = WIRE_HTTP,
	.arm = STEP_PREPARE,
	.options = options,
	.check = wechat_check,
	.lacks = wechat_lacks,
	.build = wechat_build,
	.judge = wechat_judge,
};

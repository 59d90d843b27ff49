/* See china.h. */
#include "tests/relay/hostile/china.h"

static bool
asks(const struct hostile_request *r, const char *call)
{
	return strstr(r->path, call) != NULL;
}

/* "errcode" or "code": each reads its own. */
static void
say_code(struct hostile_reply *out, int code, const char *words)
{
	hostile_say(out, 200,
		json_pack("{s:i,s:s,s:i,s:s}", "errcode", code, "errmsg", words,
			"code", code, "msg", words));
}

/* Weibo's, with a status beside it. */
static void
say_error(struct hostile_reply *out, int code, const char *words)
{
	hostile_say(out, 400,
		json_pack("{s:i,s:s}", "error_code", code, "error", words));
}

/* ---- robots ---- */

static struct hostile_post *
robot_store(struct hostile_world *w, const struct hostile_request *r)
{
	const char *text = doc_str(doc_get(r->body, "text"), "content");

	if (*text == '\0')
		text = doc_str(doc_get(r->body, "content"), "text");
	assert_true(*text != '\0');
	r->by->stored++;
	return hostile_post_new(w, r->account, text, r->by);
}

/* ---- an app of WeCom ---- */

/* What is said again within the hours that it was asked to compare is said
 * once. */
static struct hostile_post *
app_store(struct hostile_world *w, const struct hostile_request *r)
{
	const char *text = doc_str(doc_get(r->body, "text"), "content");
	int64_t compares = doc_int(r->body, "enable_duplicate_check")
		? doc_int(r->body, "duplicate_check_interval") * 1000
		: 0;

	for (struct hostile_post *p = w->posts; p != NULL; p = p->next)
		if (p->account == r->account && strcmp(p->text, text) == 0 &&
			w->now.utc - p->made < compares)
			return p;
	return robot_store(w, r);
}

static void
app_read(const struct hostile_request *r, struct hostile_reply *out)
{
	if (asks(r, "gettoken"))
		hostile_say(out, 200,
			json_pack("{s:i,s:s,s:i}", "errcode", 0, "access_token",
				"T", "expires_in", 7200));
	else if (strstr(r->query, "access_token=T") == NULL)
		say_code(out, 41001, "access_token missing");
	else
		say_code(out, 0, "ok");
}

/* ---- Weibo ---- */

/* Words that it has are not taken again. */
static struct hostile_post *
weibo_store(struct hostile_world *w, const struct hostile_request *r)
{
	const char *text = doc_str(r->body, "status");

	for (const struct hostile_post *p = w->posts; p != NULL; p = p->next)
		if (p->account == r->account && strcmp(p->text, text) == 0)
			return NULL;
	r->by->stored++;
	return hostile_post_new(w, r->account, text, r->by);
}

static json_t *
weibo_status(const struct hostile_post *p)
{
	char id[24];

	(void)snprintf(id, sizeof(id), "%d", p->id);
	return json_pack("{s:s,s:s,s:{s:s}}", "idstr", id, "text", p->text,
		"user", "idstr", "177");
}

static void
weibo_list(const struct hostile_world *w, const struct hostile_request *r,
	struct hostile_reply *out)
{
	json_t *list = json_array();

	for (const struct hostile_post *p = w->posts; p; p = p->next)
		if (p->account == r->account)
			json_array_append_new(list, weibo_status(p));
	hostile_say(out, 200, json_pack("{s:o}", "statuses", list));
}

static void
weibo_read(const struct hostile_world *w, const struct hostile_request *r,
	struct hostile_reply *out)
{
	const char *id = strstr(r->query, "&id=");
	const struct hostile_post *p = id == NULL
		? NULL
		: hostile_post_of(w, r->account, hostile_number(id + 4));

	if (asks(r, "get_token_info"))
		hostile_say(out, 200,
			json_pack("{s:i,s:i}", "uid", 177, "expire_in",
				86400 * 20));
	else if (asks(r, "user_timeline"))
		weibo_list(w, r, out);
	else if (p != NULL)
		hostile_say(out, 200, weibo_status(p));
	else
		say_error(out, 20101, "target weibo does not exist!");
}

/* ---- WeChat ---- */

static struct hostile_post *
wechat_named(const struct hostile_world *w, const struct hostile_request *r,
	const char *field)
{
	const char *id = doc_str(r->body, field);

	return hostile_post_of(w, r->account, hostile_number(id));
}

static struct hostile_post *
wechat_draft(struct hostile_world *w, const struct hostile_request *r)
{
	const json_t *a = json_array_get(doc_get(r->body, "articles"), 0);
	struct hostile_post *p = hostile_post_new(
		w, r->account, r->by ? r->by->text : "", r->by);

	p->status = "draft";
	p->was_public = false;
	hostile_set(&p->title, doc_str(a, "title"));
	hostile_set(&p->slug, doc_str(a, "content_source_url"));
	return p;
}

/* What is submitted twice is published twice: its documents promise nothing
 * else. */
static struct hostile_post *
wechat_submit(struct hostile_world *w, const struct hostile_request *r)
{
	struct hostile_post *p = wechat_named(w, r, "media_id"), *again;

	if (p == NULL)
		return NULL;
	r->by->stored++;
	if (!p->was_public) {
		p->status = "publish";
		p->was_public = true;
		return p;
	}
	again = hostile_post_new(w, r->account, p->text, r->by);
	hostile_set(&again->title, p->title);
	hostile_set(&again->slug, p->slug);
	return again;
}

static json_t *
wechat_news(const struct hostile_post *p)
{
	char *url = mem_printf("https://mp.weixin.qq.com/s/%d", p->id);
	json_t *doc = json_pack("{s:s,s:s,s:s,s:s,s:b}", "title", p->title,
		"content", p->text, "content_source_url", p->slug, "url", url,
		"is_deleted", 0);

	free(url);
	return doc;
}

static void
wechat_list(struct hostile_world *w, const struct hostile_request *r,
	struct hostile_reply *out)
{
	json_t *list = json_array();
	char id[24];

	for (const struct hostile_post *p = w->posts; p; p = p->next) {
		if (p->account != r->account || !p->was_public)
			continue;
		(void)snprintf(id, sizeof(id), "A%d", p->id);
		json_array_append_new(list,
			json_pack("{s:s,s:{s:[o]}}", "article_id", id,
				"content", "news_item", wechat_news(p)));
	}
	hostile_say(out, 200,
		json_pack("{s:i,s:o}", "total_count",
			(int)json_array_size(list), "item", list));
}

static void
wechat_status(const struct hostile_world *w, const struct hostile_request *r,
	struct hostile_reply *out)
{
	const struct hostile_post *p = wechat_named(w, r, "publish_id");
	char article[24], *url;

	if (p == NULL) {
		say_code(out, 53600, "invalid publish id");
		return;
	}
	(void)snprintf(article, sizeof(article), "A%d", p->id);
	url = mem_printf("https://mp.weixin.qq.com/s/%d", p->id);
	hostile_say(out, 200,
		json_pack("{s:s,s:i,s:s,s:{s:[{s:i,s:s}]}}", "publish_id",
			doc_str(r->body, "publish_id"), "publish_status", 0,
			"article_id", article, "article_detail", "item", "idx",
			1, "article_url", url));
	free(url);
}

static void
wechat_read(struct hostile_world *w, const struct hostile_request *r,
	struct hostile_reply *out)
{
	const char *article = doc_str(r->body, "article_id");
	const struct hostile_post *p;

	if (asks(r, "stable_token")) {
		hostile_say(out, 200,
			json_pack("{s:s,s:i}", "access_token", "T",
				"expires_in", 7200));
	} else if (strstr(r->query, "access_token=T") == NULL) {
		say_code(out, 41001, "access_token missing");
	} else if (asks(r, "batchget")) {
		wechat_list(w, r, out);
	} else if (asks(r, "freepublish/getarticle")) {
		p = hostile_post_of(w, r->account, hostile_number(article));
		if (p == NULL)
			say_code(out, 53600, "invalid article");
		else
			hostile_say(out, 200,
				json_pack("{s:[o]}", "news_item",
					wechat_news(p)));
	} else if (asks(r, "freepublish/get")) {
		wechat_status(w, r, out);
	} else {
		p = wechat_named(w, r, "media_id");
		if (p == NULL || p->was_public)
			say_code(out, 40007, "invalid media_id");
		else if (asks(r, "draft/get"))
			hostile_say(out, 200,
				json_pack("{s:[o]}", "news_item",
					wechat_news(p)));
		else
			say_code(out, 0, "ok");
	}
}

static void
wechat_show(const struct hostile_request *r, const struct hostile_post *p,
	struct hostile_reply *out)
{
	char id[24];

	(void)snprintf(id, sizeof(id), "D%d", p->id);
	if (asks(r, "draft/add"))
		hostile_say(out, 200, json_pack("{s:s}", "media_id", id));
	else
		hostile_say(out, 200,
			json_pack("{s:i,s:s,s:s}", "errcode", 0, "errmsg", "ok",
				"publish_id", id + 1));
}

/* ---- all of them ---- */

struct hostile_post *
hostile_china_store(struct hostile_world *w, const struct hostile_request *r)
{
	enum hostile_kind is = hostile_rows[r->account].is;

	if (is == HOSTILE_ROBOT)
		return robot_store(w, r);
	if (is == HOSTILE_APP)
		return app_store(w, r);
	if (is == HOSTILE_WEIBO)
		return weibo_store(w, r);
	return asks(r, "draft/add") ? wechat_draft(w, r) : wechat_submit(w, r);
}

void
hostile_china_show(const struct hostile_request *r,
	const struct hostile_post *p, struct hostile_reply *out)
{
	enum hostile_kind is = hostile_rows[r->account].is;

	if (is == HOSTILE_WECHAT && p != NULL)
		wechat_show(r, p, out);
	else if (is == HOSTILE_WEIBO && p != NULL)
		hostile_say(out, 200, weibo_status(p));
	else if (is == HOSTILE_WEIBO)
		say_error(out, 20019, "repeat content!");
	else if (p != NULL)
		say_code(out, 0, "ok");
	else
		hostile_refuse(out, 404, "Record not found");
}

void
hostile_china_read(struct hostile_world *w, const struct hostile_request *r,
	struct hostile_reply *out)
{
	enum hostile_kind is = hostile_rows[r->account].is;

	if (is == HOSTILE_WECHAT)
		wechat_read(w, r, out);
	else if (is == HOSTILE_WEIBO)
		weibo_read(w, r, out);
	else if (is == HOSTILE_APP)
		app_read(r, out);
	else
		hostile_refuse(out, 405, "POST only");
}

void
hostile_china_no(const struct hostile_request *r, bool expired,
	struct hostile_reply *out)
{
	static const struct {
		const char *kind;
		int no, expired;
		const char *words;
	} rows[] = {
		{ "wechat", 87014, 42001, "no" },
		{ "dingtalk", 310000, 310000, "keywords not in content" },
		{ "feishu", 19024, 19021, "no" },
		{ "wecom", 40058, 93000, "no" },
		{ "wecomapp", 44004, 42001, "no" },
	};
	const char *kind = hostile_rows[r->account].kind;

	if (hostile_rows[r->account].is == HOSTILE_WEIBO)
		say_error(out, expired ? 21327 : 20018,
			expired ? "expired_token" : "contain illegal website!");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].kind, kind) == 0)
			say_code(out, expired ? rows[i].expired : rows[i].no,
				expired ? "sign not match" : rows[i].words);
}

void
hostile_china_overload(
	const struct hostile_request *r, struct hostile_reply *out)
{
	if (hostile_rows[r->account].is == HOSTILE_WEIBO)
		say_error(out, 10010, "job expired");
	else
		say_code(out, -1, "system busy");
}

/*
 * An official account of WeChat (/wechat/NAME/cgi-bin/…), as its documents tell
 * it: a stable token that ends, drafts, publishing that takes its time and may
 * fail, sending to followers under a quota, an answer of 200 to everything.
 * What a NAME does otherwise is a row. Written from the documents, not from
 * the connector; kept in memory.
 */
#include "servers/platform.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

enum {
	TOKEN_S = 7200,
	OVERLAP_S = 300,
	TITLE_MAX = 32,
	CONTENT_MAX = 20000,
	KEY_MAX = 32,
	LIST_MAX = 20,
	TAP_AWAITED = 1, /* publish_status of what is on its way */
	TAP_REFUSED = 3
};

struct behaviour {
	const char *name;
	int token_s; /* how long a token holds, whatever was said of it */
	int publish_s; /* how long publishing takes */
	int status; /* publish_status in the end */
	int pushes; /* messages to all that are left */
	bool verified; /* may publish */
	bool guard; /* a push waits for its administrator (API 群发保护) */
};

static const struct behaviour behaviours[] = {
	{ "quick", TOKEN_S, 0, 0, 4, true, false },
	{ "slow", TOKEN_S, 4, 0, 4, true, false },
	{ "audit", TOKEN_S, 0, 4, 4, true, false },
	{ "brief", 2, 0, 0, 4, true,
		false }, /* somebody else ends its tokens */
	{ "spent", TOKEN_S, 0, 0, 0, true, false },
	{ "unverified", TOKEN_S, 0, 0, 4, false, false },
	{ "guard", TOKEN_S, 0, 0, 4, true, true },
};

/* A draft, and what became of it. */
struct article {
	struct article *next;
	char *account, *media, *key;
	json_t *news; /* the article as it was given */
	long task; /* 0: a draft */
	time_t since;
	bool pushed, deleted;
};

struct holder {
	struct holder *next;
	char *account, *token;
	time_t made;
	int pushes;
	int tapped; /* by its administrator: publish_status, or TAP_AWAITED */
};

static struct article *articles; /* newest first */
static struct holder *holders;
static long last;

static const struct behaviour *
behaviour_of(const char *account)
{
	size_t n = sizeof(behaviours) / sizeof(behaviours[0]);

	for (size_t i = 0; i < n; i++)
		if (strncmp(account, behaviours[i].name,
			    strlen(behaviours[i].name)) == 0)
			return &behaviours[i];
	return &behaviours[0];
}

static struct holder *
holder_of(const char *account)
{
	struct holder *h;

	for (h = holders; h != NULL; h = h->next)
		if (strcmp(h->account, account) == 0)
			return h;
	h = mem_new(sizeof(*h));
	h->account = mem_strdup(account);
	h->token = mem_strdup("");
	h->pushes = behaviour_of(account)->pushes;
	h->tapped = TAP_AWAITED;
	h->next = holders;
	holders = h;
	return h;
}

static void
say(struct platform_answer *out, json_t *doc)
{
	out->status = 200;
	out->body = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
}

static void
say_code(struct platform_answer *out, int code, const char *text)
{
	char *full = mem_printf("%s%s", text, code ? " rid: 65f0-1" : "");

	say(out, json_pack("{s:i, s:s}", "errcode", code, "errmsg", full));
	free(full);
}

/* ---- tokens ---- */

/* As it is told, and whether it works. */
static int
token_left(const struct holder *h)
{
	return (int)(h->made + TOKEN_S - time(NULL));
}

static bool
token_holds(const struct holder *h)
{
	return time(NULL) - h->made < behaviour_of(h->account)->token_s;
}

static void
token_renew(struct holder *h)
{
	free(h->token);
	h->token = mem_printf("TOKEN_%s_%ld", h->account, ++last);
	h->made = time(NULL);
}

/* The same one until its last minutes. */
static void
give_token(struct holder *h, bool force, struct platform_answer *out)
{
	if (*h->token == '\0' || force || !token_holds(h) ||
		token_left(h) <= OVERLAP_S)
		token_renew(h);
	say(out,
		json_pack("{s:s, s:i}", "access_token", h->token, "expires_in",
			token_left(h)));
}

static const char *
text_of(const json_t *doc, const char *name)
{
	const char *s = json_string_value(json_object_get(doc, name));

	return s ? s : "";
}

static void
stable_token(struct holder *h, const json_t *doc, struct platform_answer *out)
{
	if (strcmp(text_of(doc, "appid"), "wx0123456789abcdef") != 0)
		say_code(out, 40013, "invalid appid");
	else if (strcmp(text_of(doc, "secret"), "appsecret") != 0)
		say_code(out, 40125, "invalid appsecret");
	else
		give_token(h,
			json_is_true(json_object_get(doc, "force_refresh")),
			out);
}

/* The old way to a token, which other programs still use. */
static void
old_token(struct holder *h, const char *query, struct platform_answer *out)
{
	if (strstr(query, "appid=wx0123456789abcdef") == NULL)
		say_code(out, 40013, "invalid appid");
	else if (strstr(query, "secret=appsecret") == NULL)
		say_code(out, 40125, "invalid appsecret");
	else
		give_token(h, false, out);
}

/* 0, or what is wrong with the token in the query. */
static int
token_fault(const struct holder *h, const char *query)
{
	const char *at = strstr(query, "access_token="), *given;
	size_t len;

	if (at == NULL)
		return 41001;
	given = at + strlen("access_token=");
	len = strcspn(given, "&");
	if (len == 0)
		return 41001;
	if (*h->token && strlen(h->token) == len &&
		strncmp(h->token, given, len) == 0)
		return token_holds(h) ? 0 : 42001;
	return 40001;
}

/* ---- drafts ---- */

static struct article *
article_by_media(const char *account, const char *media)
{
	for (struct article *a = articles; a != NULL; a = a->next)
		if (strcmp(a->account, account) == 0 && a->task == 0 &&
			!a->deleted && strcmp(a->media, media) == 0)
			return a;
	return NULL;
}

static struct article *
article_by_task(const char *account, const json_t *id)
{
	long task = json_is_integer(id)
		? (long)json_integer_value(id)
		: strtol(json_is_string(id) ? json_string_value(id) : "0", NULL,
			  10);

	for (struct article *a = articles; a != NULL && task; a = a->next)
		if (strcmp(a->account, account) == 0 && a->task == task)
			return a;
	return NULL;
}

/* Characters of UTF-8. */
static size_t
letters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static void
draft_add(const char *account, const json_t *doc, struct platform_answer *out)
{
	json_t *news = json_array_get(json_object_get(doc, "articles"), 0);
	struct article *a;

	if (*text_of(news, "title") == '\0' ||
		letters(text_of(news, "title")) > TITLE_MAX) {
		say_code(out, 45003, "title size out of limit");
		return;
	}
	if (letters(text_of(news, "content")) >= CONTENT_MAX) {
		say_code(out, 45002, "content size out of limit");
		return;
	}
	if (strncmp(text_of(news, "thumb_media_id"), "THUMB", 5) != 0) {
		say_code(out, 40007, "invalid media_id");
		return;
	}
	a = mem_new(sizeof(*a));
	a->account = mem_strdup(account);
	a->media = mem_printf("MEDIA_%ld", ++last);
	a->key = mem_strdup("");
	a->news = json_incref(news);
	a->next = articles;
	articles = a;
	say(out, json_pack("{s:s}", "media_id", a->media));
}

static void
draft_get(const char *account, const json_t *doc, struct platform_answer *out)
{
	struct article *a = article_by_media(account, text_of(doc, "media_id"));

	if (a == NULL)
		say_code(out, 40007, "invalid media_id");
	else
		say(out, json_pack("{s:[O]}", "news_item", a->news));
}

static void
draft_delete(
	const char *account, const json_t *doc, struct platform_answer *out)
{
	struct article *a = article_by_media(account, text_of(doc, "media_id"));

	if (a == NULL) {
		say_code(out, 40007, "invalid media_id");
		return;
	}
	a->deleted = true;
	say_code(out, 0, "ok");
}

static void
draft_count(const char *account, struct platform_answer *out)
{
	int n = 0;

	for (struct article *a = articles; a != NULL; a = a->next)
		n += strcmp(a->account, account) == 0 && a->task == 0 &&
			!a->deleted;
	say(out, json_pack("{s:i}", "total_count", n));
}

/* ---- publishing ---- */

static void
article_submit(struct platform *p, struct article *a, bool pushed)
{
	char *name = mem_printf("wechat/%s", a->account);

	a->task = ++last + 100000000;
	a->since = time(NULL);
	a->pushed = pushed;
	platform_log(p, "post", name, pushed ? "push" : "publish");
	free(name);
}

static int
article_status(const struct article *a)
{
	const struct behaviour *b = behaviour_of(a->account);

	if (b->guard && a->pushed)
		return holder_of(a->account)->tapped;
	return time(NULL) - a->since < b->publish_s ? 1 : b->status;
}

static json_t *
article_url(const struct platform *p, const struct article *a)
{
	char *url = mem_printf(
		"http://127.0.0.1:%d/wechat/s/%ld", p->port, a->task);
	json_t *value = json_string(url);

	free(url);
	return value;
}

static char *
article_id(const struct article *a)
{
	return mem_printf("ART_%ld", a->task);
}

static void
publish_submit(struct platform *p, const char *account, const json_t *doc,
	struct platform_answer *out)
{
	struct article *a = article_by_media(account, text_of(doc, "media_id"));
	char *task;

	if (a == NULL) {
		say_code(out, 40007, "invalid media_id");
		return;
	}
	article_submit(p, a, false);
	task = mem_printf("%ld", a->task);
	say(out,
		json_pack("{s:i, s:s, s:s, s:I}", "errcode", 0, "errmsg", "ok",
			"publish_id", task, "msg_data_id",
			(json_int_t)a->task));
	free(task);
}

static void
publish_get(const struct platform *p, const char *account, const json_t *doc,
	struct platform_answer *out)
{
	struct article *a =
		article_by_task(account, json_object_get(doc, "publish_id"));
	json_t *answer;
	char *id, *task;

	if (a == NULL || a->pushed) {
		say_code(out, 53502, "invalid publish_id");
		return;
	}
	task = mem_printf("%ld", a->task);
	answer = json_pack("{s:s, s:i, s:[]}", "publish_id", task,
		"publish_status", article_status(a), "fail_idx");
	free(task);
	if (article_status(a) == 0) {
		id = article_id(a);
		json_object_set_new(answer, "article_id", json_string(id));
		json_object_set_new(answer, "article_detail",
			json_pack("{s:i, s:[{s:i, s:o}]}", "count", 1, "item",
				"idx", 1, "article_url", article_url(p, a)));
		free(id);
	}
	say(out, answer);
}

static json_t *
article_news(const struct platform *p, const struct article *a, bool content)
{
	json_t *news = json_copy(a->news);

	json_object_set_new(news, "url", article_url(p, a));
	json_object_set_new(news, "is_deleted", json_boolean(a->deleted));
	if (!content)
		json_object_set_new(news, "content", json_string(""));
	return news;
}

static void
publish_list(const struct platform *p, const char *account, const json_t *doc,
	struct platform_answer *out)
{
	json_int_t count = json_integer_value(json_object_get(doc, "count"));
	json_t *items = json_array();
	int total = 0;

	for (struct article *a = articles; a != NULL; a = a->next) {
		char *id;

		if (strcmp(a->account, account) != 0 || a->task == 0 ||
			a->pushed || article_status(a) != 0)
			continue;
		if (total++ >= count)
			continue;
		id = article_id(a);
		json_array_append_new(items,
			json_pack("{s:s, s:I, s:{s:[o]}}", "article_id", id,
				"update_time", (json_int_t)a->since, "content",
				"news_item", article_news(p, a, false)));
		free(id);
	}
	if (count < 1 || count > LIST_MAX) {
		json_decref(items);
		say_code(out, 40097, "invalid args");
		return;
	}
	say(out,
		json_pack("{s:i, s:i, s:o}", "total_count", total, "item_count",
			(int)json_array_size(items), "item", items));
}

static void
publish_article(const struct platform *p, const char *account,
	const json_t *doc, struct platform_answer *out)
{
	const char *id = text_of(doc, "article_id");

	for (struct article *a = articles; a != NULL; a = a->next) {
		char *mine = article_id(a);
		bool found = strcmp(a->account, account) == 0 && a->task &&
			strcmp(mine, id) == 0;

		free(mine);
		if (!found)
			continue;
		say(out,
			json_pack("{s:[o]}", "news_item",
				article_news(p, a, true)));
		return;
	}
	say_code(out, 53600, "invalid article_id");
}

/* ---- sending to all ---- */

static void
push_all(struct platform *p, struct holder *h, const json_t *doc,
	struct platform_answer *out)
{
	const char *key = text_of(doc, "clientmsgid");
	struct article *a = article_by_media(h->account,
		text_of(json_object_get(doc, "mpnews"), "media_id"));

	for (struct article *i = articles; i != NULL && *key; i = i->next) {
		if (strcmp(i->account, h->account) != 0 ||
			strcmp(i->key, key) != 0)
			continue;
		say(out,
			json_pack("{s:i, s:s, s:I}", "errcode", 45065, "errmsg",
				"clientmsgid exist rid: 65f0-1", "msg_id",
				(json_int_t)i->task));
		return;
	}
	if (strlen(key) > KEY_MAX) {
		say_code(out, 45067, "clientmsgid size out of limit");
	} else if (a == NULL) {
		say_code(out, 40007, "invalid media_id");
	} else if (h->pushes == 0) {
		say_code(out, 45028, "has no masssend quota");
	} else {
		h->pushes--;
		free(a->key);
		a->key = mem_strdup(key);
		article_submit(p, a, true);
		say(out,
			json_pack("{s:i, s:s, s:I, s:I}", "errcode", 0,
				"errmsg", "send job submission success",
				"msg_id", (json_int_t)a->task, "msg_data_id",
				(json_int_t)a->task));
	}
}

static void
push_get(const char *account, const json_t *doc, struct platform_answer *out)
{
	struct article *a =
		article_by_task(account, json_object_get(doc, "msg_id"));

	if (a == NULL || !a->pushed)
		say_code(out, 40059, "invalid msg id");
	else
		say(out,
			json_pack("{s:I, s:s}", "msg_id", (json_int_t)a->task,
				"msg_status",
				article_status(a) == 0 ? "SEND_SUCCESS"
					: article_status(a) == 1
					? "SENDING"
					: "SEND_FAIL"));
}

/* ---- requests ---- */

static bool
is_call(const char *call, const char *name)
{
	return strcmp(call, name) == 0;
}

static void
serve_call(struct platform *p, struct holder *h, const char *call,
	const json_t *doc, struct platform_answer *out)
{
	const char *account = h->account;

	if (is_call(call, "draft/add"))
		draft_add(account, doc, out);
	else if (is_call(call, "draft/get"))
		draft_get(account, doc, out);
	else if (is_call(call, "draft/delete"))
		draft_delete(account, doc, out);
	else if (is_call(call, "draft/count"))
		draft_count(account, out);
	else if (is_call(call, "message/mass/sendall"))
		push_all(p, h, doc, out);
	else if (is_call(call, "message/mass/get"))
		push_get(account, doc, out);
	else if (!behaviour_of(account)->verified)
		say_code(out, 48001, "api unauthorized");
	else if (is_call(call, "freepublish/submit"))
		publish_submit(p, account, doc, out);
	else if (is_call(call, "freepublish/get"))
		publish_get(p, account, doc, out);
	else if (is_call(call, "freepublish/batchget"))
		publish_list(p, account, doc, out);
	else if (is_call(call, "freepublish/getarticle"))
		publish_article(p, account, doc, out);
}

void
wechat_serve(struct platform *p, const struct platform_request *r, char *path,
	struct platform_answer *out)
{
	static const char api[] = "cgi-bin/";
	json_t *doc = json_loadb(r->body, r->body_len, 0, NULL);
	char *query = strchr(path, '?'), *call = strchr(path, '/');
	struct holder *h;
	int fault;

	if (query != NULL)
		*query++ = '\0';
	if (call != NULL && strncmp(call, "/tap/", 5) == 0) {
		*call = '\0';
		holder_of(path)->tapped =
			is_call(call + 5, "confirm") ? 0 : TAP_REFUSED;
		say_code(out, 0, "ok");
		json_decref(doc);
		return;
	}
	if (call == NULL || strncmp(call + 1, api, sizeof(api) - 1) != 0) {
		json_decref(doc);
		return;
	}
	*call = '\0';
	call += sizeof(api);
	h = holder_of(path);
	fault = token_fault(h, query ? query : "");
	if (is_call(call, "stable_token"))
		stable_token(h, doc, out);
	else if (is_call(call, "token"))
		old_token(h, query ? query : "", out);
	else if (fault != 0)
		say_code(out, fault, "access_token missing or invalid");
	else
		serve_call(p, h, call, doc, out);
	json_decref(doc);
}

/*
 * Weibo (/weibo/NAME/2/statuses/… and oauth2/…), as its wiki tells it: forms
 * in, JSON out, numbers for every no, a link to the safe domain, an address of
 * its own in the place of each link, the same text refused a second time. What
 * a NAME does otherwise is a row. Written from the documents, not from the
 * connector; kept in memory.
 */
#include "servers/platform.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { WEIGHT_MAX = 140, URL_WEIGHT = 11, LIST_MAX = 100 };

#define UID 1402400261
#define DOMAIN "yunxi.example"

struct manner {
	const char *name;
	bool slow; /* published, and says 20032 */
	bool ended; /* its token has ended */
	bool by_code; /* only a token made of the code is good */
};

static const struct manner manners[] = {
	{ "plain", false, false, false },
	{ "slow", true, false, false },
	{ "ended", false, true, false },
	{ "code", false, false, true },
};

struct status {
	struct status *next;
	char *account, *text;
	long long id;
};

static struct status *statuses;
static long long last_id = 3504803600502730;
static bool codes_used[2]; /* of c0de, 2c0de */

static const struct manner *
manner_of(const char *account)
{
	for (size_t i = 0; i < sizeof(manners) / sizeof(manners[0]); i++)
		if (strncmp(account, manners[i].name,
			    strlen(manners[i].name)) == 0)
			return &manners[i];
	return &manners[0];
}

/* ---- forms ---- */

static int
hex_of(char c)
{
	const char *digits = "0123456789ABCDEF", *at = strchr(digits, c);

	return c && at ? (int)(at - digits) : 0;
}

/* The field of a form or query, decoded; the caller's, "" if absent. */
static char *
weibo_field(const char *form, const char *name)
{
	size_t n = strlen(name);
	char *out, *to;

	while (*form && !(strncmp(form, name, n) == 0 && form[n] == '=')) {
		form += strcspn(form, "&");
		form += *form == '&';
	}
	if (*form == '\0')
		return mem_strdup("");
	form += n + 1;
	out = to = mem_strndup(form, strcspn(form, "&"));
	for (const char *s = out; *s; s++) {
		if (*s == '%' && s[1] && s[2]) {
			*to++ = (char)(hex_of(s[1]) * 16 + hex_of(s[2]));
			s += 2;
		} else {
			*to++ = *s == '+' ? ' ' : *s;
		}
	}
	*to = '\0';
	return out;
}

static void
weibo_say(struct platform_answer *out, int status, json_t *doc)
{
	out->status = status;
	out->body = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
}

/* The number is a text here, as in half of the examples. */
static void
weibo_refuse(struct platform_answer *out, const char *code, const char *words)
{
	weibo_say(out, 400,
		json_pack("{s:s, s:s, s:s}", "request", "/2/x.json",
			"error_code", code, "error", words));
}

/* ---- statuses ---- */

/* Each link becomes one of t.cn. */
static char *
with_short_links(const char *text)
{
	size_t len = strlen(text), from = 0, start, end;
	struct buf out;

	buf_init(&out, 2 * len + 100);
	while (text_url(&start, &end, text, len, from)) {
		buf_add(&out, text + from, start - from);
		buf_printf(&out, "http://t.cn/A6%zu", end - start);
		from = end;
	}
	buf_add(&out, text + from, len - from);
	return buf_take(&out);
}

static json_t *
status_doc(const struct status *s)
{
	char id[24];

	(void)snprintf(id, sizeof(id), "%lld", s->id);
	return json_pack("{s:I, s:s, s:s, s:s, s:{s:I, s:s}}", "id",
		(json_int_t)s->id, "mid", id, "idstr", id, "text", s->text,
		"user", "id", (json_int_t)UID, "idstr", "1402400261");
}

static const char *
share_fault(const char *account, const char *text, const char *rip)
{
	const char *mark = strchr(text, '#');

	if (*rip == '\0')
		return "10008";
	if (strstr(text, DOMAIN "/") == NULL)
		return "10017";
	if (mark != NULL && strchr(mark + 1, '#') != NULL)
		return "10008";
	if (text_count(text, strlen(text), TEXT_WEIBO, URL_WEIGHT) > WEIGHT_MAX)
		return "20012";
	for (const struct status *s = statuses; s != NULL; s = s->next) {
		char *same = with_short_links(text);
		bool repeated = strcmp(s->account, account) == 0 &&
			strcmp(s->text, same) == 0;

		free(same);
		if (repeated)
			return "20019";
	}
	return NULL;
}

static void
share(struct platform *p, const char *account, const char *form,
	struct platform_answer *out)
{
	char *text = weibo_field(form, "status"),
	     *rip = weibo_field(form, "rip");
	char *who = mem_printf("weibo/%s", account);
	const char *fault = share_fault(account, text, rip);
	struct status *s;

	if (fault != NULL) {
		weibo_refuse(out, fault, "no");
	} else {
		s = mem_new(sizeof(*s));
		s->account = mem_strdup(account);
		s->text = with_short_links(text);
		s->id = ++last_id;
		s->next = statuses;
		statuses = s;
		platform_log(p, "post", who, "-");
		if (manner_of(account)->slow)
			weibo_refuse(out, "20032",
				"Update success, while "
				"server slow now");
		else
			weibo_say(out, 200, status_doc(s));
	}
	free(who);
	free(rip);
	free(text);
}

static void
timeline(const char *account, struct platform_answer *out)
{
	json_t *list = json_array();

	for (const struct status *s = statuses; s != NULL; s = s->next)
		if (strcmp(s->account, account) == 0 &&
			json_array_size(list) < LIST_MAX)
			json_array_append_new(list, status_doc(s));
	weibo_say(out, 200,
		json_pack("{s:o, s:i}", "statuses", list, "total_number", 0));
}

static void
show(const char *account, const char *query, struct platform_answer *out)
{
	char *id = weibo_field(query, "id");
	long long number = strtoll(id, NULL, 10);

	free(id);
	for (const struct status *s = statuses; s != NULL; s = s->next) {
		if (strcmp(s->account, account) != 0 || s->id != number)
			continue;
		weibo_say(out, 200, status_doc(s));
		return;
	}
	weibo_refuse(out, "20101", "target weibo does not exist!");
}

/* ---- tokens ---- */

static const char *
good_token(const char *account)
{
	return manner_of(account)->by_code ? "TOKEN_BY_CODE" : "TOKEN";
}

static const char *
weibo_token_fault(const char *account, const char *token)
{
	if (manner_of(account)->ended)
		return "21327";
	return strcmp(token, good_token(account)) == 0 ? NULL : "21332";
}

/* A code is good once. */
static bool
code_is_good(const char *code)
{
	static const char *const codes[] = { "c0de", "2c0de" };
	bool good = false;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strcmp(code, codes[i]) == 0) {
			good = !codes_used[i];
			codes_used[i] = true;
		}
	return good;
}

static void
exchange(const char *account, const char *form, struct platform_answer *out)
{
	char *code = weibo_field(form, "code");
	char *secret = weibo_field(form, "client_secret");

	if (strcmp(secret, "appsecret") != 0)
		weibo_refuse(out, "21324", "invalid_client");
	else if (!code_is_good(code))
		weibo_refuse(out, "21325", "invalid_grant");
	else
		weibo_say(out, 200,
			json_pack("{s:s, s:i, s:s}", "access_token",
				good_token(account), "expires_in", 157679999,
				"uid", "1402400261"));
	free(secret);
	free(code);
}

/* ---- requests ---- */

static void
weibo_call(struct platform *p, const char *account, const char *call,
	const char *form, struct platform_answer *out)
{
	char *token = weibo_field(form, "access_token");
	const char *fault = weibo_token_fault(account, token);

	free(token);
	if (strcmp(call, "oauth2/access_token") == 0)
		exchange(account, form, out);
	else if (fault != NULL)
		weibo_refuse(out, fault, "token");
	else if (strcmp(call, "oauth2/get_token_info") == 0)
		weibo_say(out, 200,
			json_pack("{s:I, s:s, s:i}", "uid", (json_int_t)UID,
				"appkey", "123", "expire_in", 864000));
	else if (strcmp(call, "2/statuses/share.json") == 0)
		share(p, account, form, out);
	else if (strcmp(call, "2/statuses/user_timeline.json") == 0)
		timeline(account, out);
	else if (strcmp(call, "2/statuses/show.json") == 0)
		show(account, form, out);
}

void
weibo_serve(struct platform *p, const struct platform_request *r, char *path,
	struct platform_answer *out)
{
	char *query = strchr(path, '?'), *call = strchr(path, '/');
	char *form;

	if (query != NULL)
		*query++ = '\0';
	if (call == NULL)
		return;
	*call++ = '\0';
	form = r->body_len > 0 ? mem_strndup(r->body, r->body_len)
			       : mem_strdup(query ? query : "");
	weibo_call(p, path, call, form, out);
	free(form);
}

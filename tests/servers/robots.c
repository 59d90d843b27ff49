/*
 * The robots of three chat platforms, as their documents tell them and as
 * nobody offers them for a test: DingTalk (/robots/dingtalk/robot/send), Feishu
 * (/robots/feishu/open-apis/bot/v2/hook/TOKEN) and WeCom
 * (/robots/wecom/cgi-bin/webhook/send). Each robot is a row: what it asks of a
 * message, how many it takes, for how long it is deaf then. Written from the
 * platforms' documents, not from the connectors: it signs by itself.
 */
#include "servers/platform.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

enum { HOUR_S = 3600, WINDOW_S = 60, ROOM = 128, TIME_MAX = 20 };

enum family { DINGTALK, FEISHU, WECOM };

struct robot_row {
	enum family family;
	const char *token, *secret; /* "" where it does not sign */
	const char *keyword; /* "" none */
	bool elsewhere; /* asks for another address than ours */
	int most; /* messages in a window */
	int deaf_s; /* after one too many */
};

static const struct robot_row robots[] = {
	{ DINGTALK, "plain", "SECplain", "", false, 20, 600 },
	{ DINGTALK, "keyword", "SECplain", "通报", false, 20, 600 },
	{ DINGTALK, "elsewhere", "SECplain", "", true, 20, 600 },
	{ DINGTALK, "narrow", "SECplain", "", false, 2, 600 },
	{ FEISHU, "plain", "feishu-secret", "", false, 100, 0 },
	{ FEISHU, "keyword", "feishu-secret", "通报", false, 100, 0 },
	{ FEISHU, "elsewhere", "feishu-secret", "", true, 100, 0 },
	{ FEISHU, "narrow", "feishu-secret", "", false, 2, 0 },
	{ WECOM, "plain", "", "", false, 20, 0 },
	{ WECOM, "narrow", "", "", false, 2, 0 },
};

enum { ROBOTS = sizeof(robots) / sizeof(robots[0]) };

/* When a robot took its last messages, and until when it takes none. */
static struct {
	time_t taken[ROOM];
	int count;
	time_t deaf;
} state[ROBOTS];

static const struct robot_row *
robot_find(enum family family, const char *token)
{
	for (size_t i = 0; i < ROBOTS; i++)
		if (robots[i].family == family &&
			strcmp(robots[i].token, token) == 0)
			return &robots[i];
	return NULL;
}

/* Counts a message; false when it is one too many. */
static bool
robot_takes(const struct robot_row *r)
{
	size_t i = (size_t)(r - robots);
	time_t now = time(NULL);
	int kept = 0;

	for (int n = 0; n < state[i].count; n++)
		if (now - state[i].taken[n] < WINDOW_S)
			state[i].taken[kept++] = state[i].taken[n];
	state[i].count = kept;
	if (now < state[i].deaf)
		return false;
	if (kept >= r->most) {
		state[i].deaf = now + r->deaf_s;
		return false;
	}
	state[i].taken[state[i].count++] = now;
	return true;
}

static void
robot_say(struct platform_answer *out, const char *number, long long code,
	const char *words, const char *text)
{
	json_t *doc =
		json_pack("{s:I, s:s}", number, (json_int_t)code, words, text);

	out->status = 200;
	out->body = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
}

/* NAME=VALUE of a query, decoded, into out; "" where it is not there. */
static void
query_value(char *out, size_t size, const char *path, const char *name)
{
	const char *at = strchr(path, '?');
	size_t len = strlen(name), n = 0;

	out[0] = '\0';
	for (; at != NULL; at = strchr(at + 1, '&'))
		if (strncmp(at + 1, name, len) == 0 && at[1 + len] == '=')
			break;
	if (at == NULL)
		return;
	for (at += len + 2; *at && *at != '&' && n + 1 < size; at++) {
		char hex[3] = { 0 };

		if (*at == '%' && at[1] && at[2]) {
			memcpy(hex, at + 1, 2);
			out[n++] = (char)strtol(hex, NULL, 16);
			at += 2;
		} else {
			out[n++] = *at;
		}
	}
	out[n] = '\0';
}

/* base64(HMAC-SHA256) is what was given. */
static bool
is_signed(const char *key, const char *data, const char *given)
{
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state s;
	char text[64];

	crypto_auth_hmacsha256_init(
		&s, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(
		&s, (const unsigned char *)data, strlen(data));
	crypto_auth_hmacsha256_final(&s, mac);
	sodium_bin2base64(text, sizeof(text), mac, sizeof(mac),
		sodium_base64_VARIANT_ORIGINAL);
	return strcmp(text, given) == 0;
}

/* Digits, of a time within an hour of now. */
static bool
is_recent(const char *text, long long unit)
{
	long long at = strtoll(text, NULL, 10) / unit;
	long long now = (long long)time(NULL);

	return *text != '\0' && strlen(text) < TIME_MAX &&
		strspn(text, "0123456789") == strlen(text) &&
		at > now - HOUR_S && at < now + HOUR_S;
}

static const char *
text_at(const json_t *doc, const char *outer, const char *inner)
{
	const char *s = json_string_value(
		json_object_get(json_object_get(doc, outer), inner));

	return s ? s : "";
}

static void
robot_post(struct platform *p, const struct platform_request *r,
	const char *family, const struct robot_row *row)
{
	char *name = mem_printf("robots/%s/%s", family, row->token);

	platform_log(p, "post", name, "-");
	platform_keep(p, r);
	free(name);
}

/* ---- DingTalk: token, time in ms and signature in the address ---- */

/* What its security settings say, NULL if nothing. */
static const char *
dingtalk_doubts(const struct robot_row *row, const char *path, const char *text)
{
	char stamp[32], sign[128], data[128];

	query_value(stamp, sizeof(stamp), path, "timestamp");
	query_value(sign, sizeof(sign), path, "sign");
	(void)snprintf(data, sizeof(data), "%s\n%s", stamp, row->secret);
	if (row->elsewhere)
		return "ip 127.0.0.1 not in whitelist";
	if (strstr(text, row->keyword) == NULL)
		return "keywords not in content";
	if (!is_recent(stamp, 1000))
		return "invalid timestamp";
	return is_signed(row->secret, data, sign) ? NULL : "sign not match";
}

static void
dingtalk_send(struct platform *p, const struct platform_request *r,
	const json_t *doc, struct platform_answer *out)
{
	const char *text = text_at(doc, "text", "content"), *doubt;
	const struct robot_row *row;
	char token[64];

	if (!*text)
		text = text_at(doc, "markdown", "text");
	query_value(token, sizeof(token), r->path, "access_token");
	row = robot_find(DINGTALK, token);
	if (!*token)
		robot_say(out, "errcode", 400101, "errmsg",
			"access_token is missing");
	else if (row == NULL)
		robot_say(
			out, "errcode", 300001, "errmsg", "token is not exist");
	else if ((doubt = dingtalk_doubts(row, r->path, text)) != NULL)
		robot_say(out, "errcode", 310000, "errmsg", doubt);
	else if (strstr(text, "不当内容") != NULL)
		robot_say(
			out, "errcode", 430102, "errmsg", "inappropriate text");
	else if (!robot_takes(row))
		robot_say(out, "errcode", 130101, "errmsg",
			"send too fast, exceed 20 times per minute");
	else {
		robot_post(p, r, "dingtalk", row);
		robot_say(out, "errcode", 0, "errmsg", "ok");
	}
}

/* ---- Feishu: token in the path, time in s and signature in the body ---- */

static void
feishu_send(struct platform *p, const struct platform_request *r,
	const char *token, const json_t *doc, struct platform_answer *out)
{
	const char *stamp =
		json_string_value(json_object_get(doc, "timestamp"));
	const char *sign = json_string_value(json_object_get(doc, "sign"));
	const char *text = text_at(doc, "content", "text");
	const struct robot_row *row = robot_find(FEISHU, token);
	char key[128];

	(void)snprintf(key, sizeof(key), "%s\n%s", stamp ? stamp : "",
		row ? row->secret : "");
	if (row == NULL || json_object_get(doc, "msg_type") == NULL)
		robot_say(out, "code", 9499, "msg", "Bad Request");
	else if (row->elsewhere)
		robot_say(out, "code", 19022, "msg", "Ip Not Allowed");
	else if (!stamp || !sign || !is_recent(stamp, 1) ||
		!is_signed(key, "", sign))
		robot_say(out, "code", 19021, "msg",
			"sign match fail or timestamp is not within one hour "
			"from current time");
	else if (strstr(text, row->keyword) == NULL)
		robot_say(out, "code", 19024, "msg", "Key Words Not Found");
	else if (!robot_takes(row))
		robot_say(out, "code", 11232, "msg", "frequency limited");
	else {
		robot_post(p, r, "feishu", row);
		out->status = 200;
		out->body = mem_strdup("{\"StatusCode\":0,\"StatusMessage\":"
				       "\"success\",\"code\":0,\"data\":{},"
				       "\"msg\":\"success\"}");
	}
}

/* ---- WeCom: the key in the address ---- */

static void
wecom_send(struct platform *p, const struct platform_request *r,
	const json_t *doc, struct platform_answer *out)
{
	enum { TEXT_BYTES_MAX = 2048 };
	const char *text = text_at(doc, "text", "content");
	const struct robot_row *row;
	char key[64];

	query_value(key, sizeof(key), r->path, "key");
	row = robot_find(WECOM, key);
	if (row == NULL)
		robot_say(
			out, "errcode", 93000, "errmsg", "invalid webhook url");
	else if (!*text)
		robot_say(out, "errcode", 44004, "errmsg", "empty content");
	else if (strlen(text) > TEXT_BYTES_MAX)
		robot_say(out, "errcode", 40058, "errmsg",
			"text.content exceed max length 2048");
	else if (!robot_takes(row))
		robot_say(out, "errcode", 45009, "errmsg",
			"api freq out of limit");
	else {
		robot_post(p, r, "wecom", row);
		robot_say(out, "errcode", 0, "errmsg", "ok");
	}
}

void
robots_serve(struct platform *p, const struct platform_request *r, char *path,
	struct platform_answer *out)
{
	static const char dingtalk[] = "dingtalk/robot/send";
	static const char feishu[] = "feishu/open-apis/bot/v2/hook/";
	static const char wecom[] = "wecom/cgi-bin/webhook/send";
	json_t *doc = json_loadb(r->body, r->body_len, 0, NULL);

	path[strcspn(path, "?")] = '\0';
	if (strcmp(r->method, "POST") != 0) {
		out->status = 200;
		out->body = mem_strdup("{}");
	} else if (strcmp(path, dingtalk) == 0) {
		dingtalk_send(p, r, doc, out);
	} else if (strncmp(path, feishu, sizeof(feishu) - 1) == 0) {
		feishu_send(p, r, path + sizeof(feishu) - 1, doc, out);
	} else if (strcmp(path, wecom) == 0) {
		wecom_send(p, r, doc, out);
	}
	json_decref(doc);
}

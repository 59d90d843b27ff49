/*
 * An app of WeCom (/wecomapp/NAME/cgi-bin/…), as its documents tell it: a token
 * for two hours, the same one while it holds; a message to members, dropped
 * without a word when it repeats one; whom it did not reach is named. What a
 * NAME does otherwise is a row. Written from the documents, not from the
 * connector; kept in memory.
 */
#include "servers/platform.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { TEXT_MOST = 2048, SENT_MAX = 64 };

static const struct {
	const char *name;
	const char *invalid; /* members that are none */
	bool elsewhere; /* asks for another address than ours */
	bool nobody; /* nobody sees the app */
} apps[] = {
	{ "plain", "", false, false },
	{ "some", "zhang|li", false, false },
	{ "elsewhere", "", true, false },
	{ "nobody", "", false, true },
};

static struct {
	char *account, *text;
} sent[SENT_MAX];

static size_t sent_count;

static size_t
app_of(const char *account)
{
	for (size_t i = 0; i < sizeof(apps) / sizeof(apps[0]); i++)
		if (strncmp(account, apps[i].name, strlen(apps[i].name)) == 0)
			return i;
	return 0;
}

static void
app_say(struct platform_answer *out, json_t *doc)
{
	out->status = 200;
	out->body = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
}

static void
app_code(struct platform_answer *out, int code, const char *words)
{
	app_say(out, json_pack("{s:i, s:s}", "errcode", code, "errmsg", words));
}

static bool
app_repeats(const char *account, const char *text)
{
	for (size_t i = 0; i < sent_count; i++)
		if (strcmp(sent[i].account, account) == 0 &&
			strcmp(sent[i].text, text) == 0)
			return true;
	if (sent_count < SENT_MAX) {
		sent[sent_count].account = mem_strdup(account);
		sent[sent_count++].text = mem_strdup(text);
	}
	return false;
}

static void
app_send(struct platform *p, const char *account, const json_t *doc,
	struct platform_answer *out)
{
	size_t app = app_of(account);
	const char *text = json_string_value(
		json_object_get(json_object_get(doc, "text"), "content"));
	bool checks = json_integer_value(json_object_get(
			      doc, "enable_duplicate_check")) == 1;
	char *who = mem_printf("wecomapp/%s", account);

	if (apps[app].elsewhere) {
		app_code(out, 60020, "not allow to access from your ip");
	} else if (apps[app].nobody) {
		app_code(out, 81013, "user & party & tag all invalid");
	} else if (text == NULL || *text == '\0') {
		app_code(out, 44004, "empty content");
	} else if (strlen(text) > TEXT_MOST) {
		app_code(out, 45002, "content size out of limit");
	} else {
		if (!checks || !app_repeats(account, text))
			platform_log(p, "post", who, "-");
		app_say(out,
			json_pack("{s:i, s:s, s:s, s:s}", "errcode", 0,
				"errmsg", "ok", "invaliduser",
				apps[app].invalid, "msgid", "MSG_1"));
	}
	free(who);
}

void
wecomapp_serve(struct platform *p, const struct platform_request *r, char *path,
	struct platform_answer *out)
{
	char *query = strchr(path, '?'), *call = strchr(path, '/');
	json_t *doc = json_loadb(r->body, r->body_len, 0, NULL);
	const char *asked;

	if (query != NULL)
		*query++ = '\0';
	asked = query ? query : "";
	if (call != NULL)
		*call++ = '\0';
	if (call == NULL)
		;
	else if (strcmp(call, "cgi-bin/gettoken") == 0 &&
		strcmp(asked, "corpid=ww1&corpsecret=appsecret") == 0)
		app_say(out,
			json_pack("{s:i, s:s, s:s, s:i}", "errcode", 0,
				"errmsg", "ok", "access_token", "APPTOKEN",
				"expires_in", 7200));
	else if (strcmp(call, "cgi-bin/gettoken") == 0)
		app_code(out, 40001, "invalid credential");
	else if (strcmp(asked, "access_token=APPTOKEN") != 0)
		app_code(out, *asked && asked[13] ? 40014 : 41001, "token");
	else if (strcmp(call, "cgi-bin/message/send") == 0)
		app_send(p, path, doc, out);
	else if (strcmp(call, "cgi-bin/get_api_domain_ip") == 0)
		app_code(out, 0, "ok");
	json_decref(doc);
}

/*
 * As much of Mastodon's API as posts, lists, reads and edits. The account is
 * number 1 of each name, or number 2 with a token that begins with "other";
 * the clock of a name that begins with "slow" is five minutes behind; what a
 * name that begins with "private" posts, followers alone can read. Nothing is
 * idempotent here.
 */
#include "servers/platform.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

enum { LIST_MAX = 20, SLOW_S = 300, CONTENT_MAX = 1 << 20 };

static char *
content_html(const char *text)
{
	struct buf out;

	buf_init(&out, CONTENT_MAX);
	buf_puts(&out, "<p>");
	for (; *text; text++) {
		if (*text == '<')
			buf_puts(&out, "&lt;");
		else if (*text == '&')
			buf_puts(&out, "&amp;");
		else if (*text == '\n')
			buf_puts(&out, "<br>");
		else
			buf_putc(&out, *text);
	}
	buf_puts(&out, "</p>");
	return buf_take(&out);
}

static json_t *
status_doc(const struct platform *p, const struct platform_post *post)
{
	char *url = mem_printf("http://127.0.0.1:%d/social/%s/%d", p->port,
		post->site, post->id);
	char *id = mem_printf("%d", post->id), made[32], author[16];
	time_t at = (time_t)post->made;
	struct tm tm;
	json_t *doc;

	(void)strftime(
		made, sizeof(made), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&at, &tm));
	(void)snprintf(author, sizeof(author), "%d", post->author);
	doc = json_pack("{s:s, s:s, s:{s:s}, s:s, s:s, s:s}", "id", id, "url",
		url, "account", "id", author, "created_at", made, "content",
		post->content, "visibility",
		strncmp(post->site, "private", 7) == 0 ? "private" : "public");
	free(url);
	free(id);
	return doc;
}

static void
say(struct platform_answer *out, json_t *doc)
{
	out->status = 200;
	out->body = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
}

static void
list(struct platform *p, const char *name, int author,
	struct platform_answer *out)
{
	json_t *all = json_array();

	for (struct platform_post *i = p->posts; i != NULL; i = i->next)
		if (strcmp(i->site, name) == 0 && i->author == author &&
			json_array_size(all) < LIST_MAX)
			json_array_append_new(all, status_doc(p, i));
	say(out, all);
}

static void
post(struct platform *p, const char *name, int author, const json_t *doc,
	struct platform_answer *out)
{
	struct platform_post *post = mem_new(sizeof(*post));
	char *who =
		mem_printf("social/%s%s", name, author == 1 ? "" : "-other");
	const char *text = json_string_value(json_object_get(doc, "status"));

	post->id = ++p->last_id;
	post->author = author;
	post->site = mem_strdup(name);
	post->slug = mem_strdup("");
	post->status = mem_strdup("publish");
	post->title = mem_strdup("");
	post->content = content_html(text ? text : "");
	post->made = (long long)time(NULL) -
		(strncmp(name, "slow", 4) == 0 ? SLOW_S : 0);
	post->next = p->posts;
	p->posts = post;
	platform_log(p, "post", who, "-");
	free(who);
	say(out, status_doc(p, post));
}

/* Whose token it is; the one of "stolen" is another's once DIR/stolen is there. */
static int
token_author(const struct platform *p, const struct platform_request *r,
	const char *path)
{
	static const char other[] = "Bearer other";
	char *stolen = mem_printf("%s/stolen", p->dir);
	bool is = memmem(r->head, r->head_len, other, strlen(other)) ||
		(strncmp(path, "stolen", 6) == 0 && access(stolen, F_OK) == 0);

	free(stolen);
	return is ? 2 : 1;
}

/* Reads one, or gives it another text. */
static void
one(struct platform *p, const char *name, int id, const json_t *doc,
	struct platform_answer *out)
{
	const char *text = json_string_value(json_object_get(doc, "status"));

	for (struct platform_post *i = p->posts; i != NULL; i = i->next) {
		if (i->id != id || strcmp(i->site, name) != 0)
			continue;
		if (text != NULL) {
			free(i->content);
			i->content = content_html(text);
		}
		say(out, status_doc(p, i));
	}
}

void
social_serve(struct platform *p, const struct platform_request *r, char *path,
	struct platform_answer *out)
{
	char *rest = strchr(path, '/');
	json_t *doc = json_loadb(r->body, r->body_len, 0, NULL);
	bool get = strcmp(r->method, "GET") == 0;
	int author = token_author(p, r, path);

	if (rest != NULL) {
		*rest++ = '\0';
		rest[strcspn(rest, "?")] = '\0';
	} else {
		rest = path + strlen(path);
	}
	if (strcmp(rest, "api/v1/accounts/verify_credentials") == 0)
		say(out,
			json_pack("{s:s, s:s}", "id", author == 1 ? "1" : "2",
				"username", author == 1 ? "eoc" : "other"));
	else if (strcmp(rest, "api/v2/instance") == 0)
		say(out,
			json_pack("{s:s, s:s}", "version", "4.3.0",
				"source_url",
				"https://github.com/mastodon/mastodon"));
	else if (strcmp(rest, "api/v1/accounts/1/statuses") == 0)
		list(p, path, 1, out);
	else if (strcmp(rest, "api/v1/accounts/2/statuses") == 0)
		list(p, path, 2, out);
	else if (strcmp(rest, "api/v1/statuses") == 0 && !get)
		post(p, path, author, doc, out);
	else if (strncmp(rest, "api/v1/statuses/", 16) == 0)
		one(p, path, (int)strtol(rest + 16, NULL, 10), get ? NULL : doc,
			out);
	json_decref(doc);
}

/*
 * What requests mean to the counting platform: webhooks, and a WordPress of
 * posts with slug, status and rendered content. As with the real one, the
 * same slug twice makes two posts; nothing is idempotent here.
 */
#include "servers/platform.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static char *
field(const json_t *doc, const char *name, const char *old)
{
	const json_t *value = json_object_get(doc, name);

	if (json_is_object(value))
		value = json_object_get(value, "raw");
	return mem_strdup(
		json_is_string(value) ? json_string_value(value) : old);
}

static json_t *
rendered(const char *text)
{
	return json_pack("{s:s, s:s}", "raw", text, "rendered", text);
}

static json_t *
post_doc(const struct platform *p, const struct platform_post *post)
{
	char *link = mem_printf("http://127.0.0.1:%d/wp/%s/?p=%d", p->port,
		post->site, post->id);
	json_t *doc = json_pack("{s:i, s:s, s:s, s:s, s:s, s:o, s:o}", "id",
		post->id, "slug", post->slug, "status", post->status, "type",
		"post", "link", link, "title", rendered(post->title), "content",
		rendered(post->content));

	if (strncmp(post->site, "protected", 9) == 0)
		json_object_set_new(json_object_get(doc, "content"),
			"protected", json_true());
	free(link);
	return doc;
}

static void
publish(struct platform *p, const struct platform_post *post)
{
	char *name = mem_printf("wp/%s", post->site);

	if (strcmp(post->status, "publish") == 0)
		platform_log(p, "post", name, post->slug);
	free(name);
}

static void
replace(char **text, char *fresh)
{
	free(*text);
	*text = fresh;
}

static void
wp_create(struct platform *p, const char *site, const json_t *doc,
	struct platform_answer *out)
{
	struct platform_post *post = mem_new(sizeof(*post));

	post->id = ++p->last_id;
	post->site = mem_strdup(site);
	post->slug = field(doc, "slug", "");
	post->status = field(doc, "status", "draft");
	post->title = field(doc, "title", "");
	post->content = field(doc, "content", "");
	post->next = p->posts;
	p->posts = post;
	publish(p, post);
	out->status = 201;
	out->body = json_dumps(post_doc(p, post), JSON_COMPACT);
}

static void
wp_change(struct platform *p, struct platform_post *post, const json_t *doc,
	struct platform_answer *out)
{
	bool was = strcmp(post->status, "publish") == 0;

	replace(&post->status, field(doc, "status", post->status));
	replace(&post->slug, field(doc, "slug", post->slug));
	replace(&post->title, field(doc, "title", post->title));
	replace(&post->content, field(doc, "content", post->content));
	if (!was)
		publish(p, post);
	out->status = 200;
	out->body = json_dumps(post_doc(p, post), JSON_COMPACT);
}

/* Posts of a site; with a slug in the query, those of that slug. */
static void
wp_list(struct platform *p, const char *site, const char *query,
	struct platform_answer *out)
{
	const char *slug = query ? strstr(query, "slug=") : NULL;
	bool any = query != NULL &&
		(strstr(query, "status=any") != NULL ||
			strstr(query, "draft") != NULL);
	size_t len = slug ? strcspn(slug + 5, "&") : 0;
	json_t *all = json_array();

	for (struct platform_post *i = p->posts; i != NULL; i = i->next) {
		if (strcmp(i->site, site) != 0)
			continue;
		if (!any && strcmp(i->status, "publish") != 0)
			continue;
		if (slug != NULL &&
			(strlen(i->slug) != len ||
				strncmp(i->slug, slug + 5, len) != 0))
			continue;
		json_array_append_new(all, post_doc(p, i));
	}
	out->status = 200;
	out->body = json_dumps(all, JSON_COMPACT);
}

static void
wp_posts(struct platform *p, const struct platform_request *r, const char *site,
	const char *rest, struct platform_answer *out)
{
	int id = *rest == '/' ? (int)strtol(rest + 1, NULL, 10) : 0;
	bool get = strcmp(r->method, "GET") == 0;
	json_t *doc = json_loadb(r->body, r->body_len, 0, NULL);

	for (struct platform_post *i = p->posts; id && i; i = i->next) {
		if (i->id != id || strcmp(i->site, site) != 0)
			continue;
		if (get) {
			out->status = 200;
			out->body = json_dumps(post_doc(p, i), JSON_COMPACT);
		} else if (strcmp(r->method, "DELETE") == 0) {
			replace(&i->status, mem_strdup("trash"));
			out->status = 200;
			out->body = mem_strdup("{\"deleted\":true}");
		} else {
			wp_change(p, i, doc, out);
		}
	}
	if (id == 0 && get)
		wp_list(p, site, strchr(r->path, '?'), out);
	else if (id == 0 && doc != NULL)
		wp_create(p, site, doc, out);
	json_decref(doc);
}

static void
wordpress(struct platform *p, const struct platform_request *r, char *path,
	struct platform_answer *out)
{
	char *rest = strchr(path, '/');
	static const char api[] = "wp-json/wp/v2/";

	if (rest == NULL)
		return;
	*rest++ = '\0';
	if (strncmp(rest, api, sizeof(api) - 1) != 0) {
		out->status = 200;
		out->body = mem_strdup("{\"name\":\"counting\"}");
		return;
	}
	rest += sizeof(api) - 1;
	if (strcasestr(r->head, "\nauthorization: basic ") == NULL) {
		out->status = 401;
		out->body = mem_strdup("{\"code\":\"rest_cannot_create\"}");
	} else if (strncmp(rest, "posts", 5) == 0) {
		wp_posts(p, r, path, rest + 5, out);
	} else {
		out->status = 200;
		out->body = mem_strdup("{\"id\":1,\"name\":\"eoc\"}");
	}
}

static void
webhook(struct platform *p, const struct platform_request *r, const char *name,
	struct platform_answer *out)
{
	const char *id = strcasestr(r->head, "\nwebhook-id:");
	char *who = mem_printf("hook/%s", name);
	char detail[128] = "-";

	if (id != NULL)
		(void)snprintf(detail, sizeof(detail), "%.*s",
			(int)strcspn(id + 12 + strspn(id + 12, " "), "\r\n"),
			id + 12 + strspn(id + 12, " "));
	if (strcmp(r->method, "POST") == 0) {
		platform_log(p, "post", who, detail);
		platform_keep(p, r);
	}
	out->status = 200;
	out->body = mem_strdup("{\"ok\":true}");
	free(who);
}

void
platform_serve(struct platform *p, struct platform_request *r,
	struct platform_answer *out)
{
	char *path = mem_strdup(r->path);

	if (strncmp(path, "/hook/", 6) == 0) {
		path[6 + strcspn(path + 6, "?")] = '\0';
		webhook(p, r, path + 6, out);
	} else if (strncmp(path, "/wp/", 4) == 0) {
		wordpress(p, r, path + 4, out);
	} else if (strncmp(path, "/social/", 8) == 0) {
		social_serve(p, r, path + 8, out);
	} else if (strncmp(path, "/robots/", 8) == 0) {
		robots_serve(p, r, path + 8, out);
	} else if (strncmp(path, "/wechat/", 8) == 0) {
		wechat_serve(p, r, path + 8, out);
	} else if (strncmp(path, "/wecomapp/", 10) == 0) {
		wecomapp_serve(p, r, path + 10, out);
	} else if (strncmp(path, "/weibo/", 7) == 0) {
		weibo_serve(p, r, path + 7, out);
	}
	free(path);
}

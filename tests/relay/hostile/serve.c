/* See serve.h. */
#include "tests/relay/hostile/serve.h"

#include "tests/relay/hostile/china.h"

#include "base/instant.h"

enum { HOSTILE_LIST = 20 };

void
hostile_say(struct hostile_reply *r, int status, json_t *doc)
{
	free(r->body);
	r->answered = true;
	r->status = status;
	r->type = "application/json; charset=utf-8";
	r->body = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
}

void
hostile_refuse(struct hostile_reply *r, int status, const char *words)
{
	hostile_say(r, status,
		json_pack("{s:s,s:s}", "error", words, "message", words));
}

bool
hostile_same_server(int a, int b)
{
	return strcmp(hostile_rows[a].url, hostile_rows[b].url) == 0;
}

struct hostile_post *
hostile_post_of(const struct hostile_world *w, int account, int id)
{
	struct hostile_post *p = w->posts;

	while (p != NULL &&
		(p->id != id || !hostile_same_server(p->account, account)))
		p = p->next;
	return p;
}

struct hostile_post *
hostile_post_new(struct hostile_world *w, int account, const char *text,
	struct hostile_case *by)
{
	struct hostile_post *p = mem_new(sizeof(*p));

	p->id = w->last_id += 1 + (int)hostile_roll(w, 3);
	p->account = p->author = account;
	p->text = mem_strdup(text);
	p->title = mem_strdup("");
	p->slug = mem_strdup("");
	p->key = mem_strdup("");
	p->before = mem_strdup(text);
	p->status = "publish";
	p->audience = "public";
	p->was_public = true;
	p->made = p->changed = w->now.utc;
	p->by = by;
	p->next = w->posts;
	w->posts = p;
	return p;
}

void
hostile_set(char **field, const char *text)
{
	free(*field);
	*field = mem_strdup(text);
}

static char *
hostile_html(const char *text)
{
	struct buf out;

	buf_init(&out, 1 << 16);
	buf_puts(&out, "<p>");
	for (; *text; text++) {
		if (*text == '<')
			buf_puts(&out, "&lt;");
		else if (*text == '&')
			buf_puts(&out, "&amp;");
		else if (*text == '\n')
			buf_puts(&out, "<br />");
		else
			buf_putc(&out, *text);
	}
	buf_puts(&out, "</p>");
	return buf_take(&out);
}

/* ---- one that speaks Mastodon's API ---- */

static json_t *
hostile_status(
	const struct hostile_world *w, const struct hostile_post *p, bool stale)
{
	char id[24], who[24], made[INSTANT_TEXT], *url, *html;
	json_t *doc;

	html = hostile_html(stale ? p->before : p->text);
	(void)snprintf(id, sizeof(id), "%d", p->id);
	(void)snprintf(who, sizeof(who), "%d", 100 + p->author);
	url = mem_printf("%s/@%s/%d", hostile_rows[p->account].url, who, p->id);
	instant_format(made, p->made + w->skew[p->account], 0);
	doc = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:b,s:s,s:[],s:{s:s,s:s}}",
		"id", id, "url", url, "created_at", made, "content", html,
		"visibility", p->audience, "language", "en", "sensitive",
		p->sensitive, "spoiler_text", "", "media_attachments",
		"account", "id", who, "acct", who);
	free(url);
	free(html);
	return doc;
}

static bool
hostile_list_leaves_out(struct hostile_world *w, enum hostile_list how,
	struct hostile_post *p, const struct hostile_request *r)
{
	bool young = w->now.utc - p->made < HOSTILE_PREMISE_MS;
	bool leaves = how == LIST_HOLES && !young && p->by == NULL &&
		hostile_chance(w, 50);

	if (how == LIST_HIDES && r->by != NULL && p->by == r->by)
		p->hidden = true;
	if (p->hidden)
		p->by->hidden = true;
	/* nothing tells at arm that not all that stands there is shown */
	if (leaves && r->by != NULL && r->step == STEP_CHECK &&
		strcmp(p->text, r->by->text) == 0)
		r->by->hidden = true;
	return leaves || p->hidden ||
		(how == LIST_STALE && young && !p->arrived);
}

static void
hostile_shuffle(struct hostile_world *w, json_t *list)
{
	for (size_t n = json_array_size(list); n > 1; n--) {
		json_t *x = json_incref(
			json_array_get(list, hostile_roll(w, (uint32_t)n)));

		(void)json_array_append_new(list, x);
		for (size_t i = 0; i < n; i++)
			if (json_array_get(list, i) == x) {
				(void)json_array_remove(list, i);
				break;
			}
	}
}

/*
 * The end of the list is cut off. Who remembers a post that stood there before
 * sees that it is missing; on an account that was empty nobody can.
 */
static void
hostile_cut(
	struct hostile_world *w, const struct hostile_request *r, json_t *list)
{
	const struct hostile_post *own = NULL, *p;
	bool old = false;

	for (p = w->posts; p != NULL; p = p->next) {
		own = r->by != NULL && p->by == r->by ? p : own;
		old = old ||
			(p->account == r->account && p->by == NULL &&
				p->made < w->started);
	}
	if (json_array_size(list) > 2 && own != NULL && !old)
		r->by->hidden = true;
	while (json_array_size(list) > 2)
		(void)json_array_remove(list, json_array_size(list) - 1);
}

static void
hostile_social_list(struct hostile_world *w, const struct hostile_request *r,
	enum hostile_list how, struct hostile_reply *out)
{
	int whose = r->account;
	json_t *list = json_array();

	if (how == LIST_OTHER) /* they come in pairs on a server */
		whose ^= 1;
	for (struct hostile_post *p = w->posts;
		p != NULL && json_array_size(list) < HOSTILE_LIST; p = p->next)
		if (p->account == whose &&
			!hostile_list_leaves_out(w, how, p, r))
			(void)json_array_append_new(
				list, hostile_status(w, p, false));
	/* an empty list does not say whose it is */
	if (how == LIST_OTHER && json_array_size(list) == 0 && r->by != NULL)
		r->by->hidden = true;
	if (how == LIST_ODD)
		hostile_shuffle(w, list);
	if (how == LIST_PART)
		hostile_cut(w, r, list);
	hostile_say(out, 200, list);
}

/* With a key that it honours, the first post is the answer to the second. */
static struct hostile_post *
hostile_social_post(struct hostile_world *w, const struct hostile_request *r)
{
	struct hostile_post *p;

	for (p = w->posts; p != NULL && hostile_rows[r->account].keys;
		p = p->next)
		if (p->account == r->account && *r->key &&
			strcmp(p->key, r->key) == 0)
			return p;
	p = hostile_post_new(w, r->account, doc_str(r->body, "status"), r->by);
	hostile_set(&p->key, r->key);
	r->by->stored++;
	return p;
}

static void
hostile_social_edit(struct hostile_world *w, const struct hostile_request *r,
	struct hostile_post *p)
{
	hostile_set(&p->before, p->text);
	hostile_set(&p->text, doc_str(r->body, "status"));
	p->changed = w->now.utc;
	r->by->edited = true;
	r->by->stored++;
}

/* The post that the path names or the request makes; NULL: not for it. */
static struct hostile_post *
hostile_social_store(struct hostile_world *w, const struct hostile_request *r)
{
	static const char one[] = "/api/v1/statuses/";
	struct hostile_post *p;

	if (strcmp(r->path, "/api/v1/statuses") == 0)
		return hostile_social_post(w, r);
	if (strncmp(r->path, one, sizeof(one) - 1) != 0)
		return NULL;
	p = hostile_post_of(
		w, r->account, hostile_number(r->path + sizeof(one) - 1));
	if (p == NULL || p->account != r->account)
		return NULL;
	hostile_social_edit(w, r, p);
	return p;
}

static void
hostile_social_read(struct hostile_world *w, const struct hostile_request *r,
	enum hostile_list how, struct hostile_reply *out)
{
	static const char one[] = "/api/v1/statuses/";
	struct hostile_post *p;
	char id[24];
	bool keys = hostile_rows[r->account].keys;

	(void)snprintf(id, sizeof(id), "%d", 100 + r->account);
	if (strcmp(r->path, "/api/v1/accounts/verify_credentials") == 0) {
		hostile_say(out, 200,
			json_pack("{s:s,s:s}", "id", id, "username", id));
	} else if (strcmp(r->path, "/api/v2/instance") == 0) {
		hostile_say(out, 200,
			json_pack("{s:s,s:s}", "version",
				keys ? "4.3.0" : "0.17.3", "source_url",
				keys ? "https://github.com/mastodon/mastodon"
				     : "https://codeberg.org/gotosocial"));
	} else if (strstr(r->path, "/statuses") != NULL &&
		strncmp(r->path, "/api/v1/accounts/", 17) == 0) {
		hostile_social_list(w, r, how, out);
	} else if (strncmp(r->path, one, sizeof(one) - 1) == 0 &&
		(p = hostile_post_of(w, r->account,
			 hostile_number(r->path + sizeof(one) - 1))) != NULL) {
		hostile_say(out, 200,
			hostile_status(w, p,
				how == LIST_STALE &&
					w->now.utc - p->changed <
						HOSTILE_PREMISE_MS));
	} else {
		hostile_refuse(out, 404, "Record not found");
	}
}

/* ---- a WordPress ---- */

static json_t *
hostile_press_doc(const struct hostile_post *p)
{
	char *link =
		mem_printf("%s/?p=%d", hostile_rows[p->account].url, p->id);
	char *html = hostile_html(p->text);
	json_t *doc = json_pack("{s:i,s:s,s:s,s:s,s:{s:s},s:{s:s,s:s,s:b},s:i,"
				"s:i,s:s,s:s}",
		"id", p->id, "slug", p->slug, "status", p->status, "link", link,
		"title", "raw", p->title, "content", "raw", html, "rendered",
		html, "protected", p->locked, "author", 100 + p->author,
		"featured_media", 0, "password", p->locked ? "x" : "", "date",
		"2026-11-30T10:00:00");

	free(link);
	free(html);
	return doc;
}

/* The words of a page: tags and what escapes them fall away. */
static char *
hostile_words(const char *html)
{
	struct buf out;

	buf_init(&out, 1 << 16);
	while (*html) {
		if (*html == '<')
			html += strcspn(html, ">");
		else if (strncmp(html, "&amp;", 5) == 0)
			buf_putc(&out, '&'), html += 4;
		else if (*html != '\n')
			buf_putc(&out, *html);
		html += *html != '\0';
	}
	return buf_take(&out);
}

static void
hostile_press_write(struct hostile_world *w, const struct hostile_request *r,
	struct hostile_post *p)
{
	bool publish = strcmp(doc_str(r->body, "status"), "publish") == 0;

	hostile_set(&p->before, p->text);
	free(p->text);
	p->text = hostile_words(doc_str(r->body, "content"));
	hostile_set(&p->title, doc_str(r->body, "title"));
	if (*doc_str(r->body, "slug"))
		hostile_set(&p->slug, doc_str(r->body, "slug"));
	p->changed = w->now.utc;
	if (p->by != r->by && !*r->by->target) {
		w->count->overwritten++;
		print_message("# seed %u: OVERWRITTEN %d by %s\n", w->seed,
			p->id, r->by->delivery);
	}
	if (!publish)
		return;
	if (p->by != r->by)
		r->by->edited = true;
	r->by->stored++;
	p->status = "publish";
	p->was_public = true;
}

static struct hostile_post *
hostile_press_store(struct hostile_world *w, const struct hostile_request *r)
{
	static const char one[] = "/wp-json/wp/v2/posts/";
	struct hostile_post *p;

	if (strncmp(r->path, one, sizeof(one) - 1) == 0) {
		p = hostile_post_of(w, r->account,
			hostile_number(r->path + sizeof(one) - 1));
		if (p != NULL)
			hostile_press_write(w, r, p);
		return p;
	}
	p = hostile_post_new(w, r->account, "", r->by);
	p->status = "draft";
	p->was_public = false;
	hostile_press_write(w, r, p);
	return p;
}

static void
hostile_press_find(struct hostile_world *w, const struct hostile_request *r,
	enum hostile_list how, struct hostile_reply *out)
{
	const char *at = strstr(r->query, "slug=");
	size_t len = at ? strcspn(at + 5, "&") : 0;
	json_t *list = json_array();

	for (struct hostile_post *p = w->posts; p != NULL; p = p->next)
		if (p->account == r->account &&
			(how == LIST_OTHER ||
				(strlen(p->slug) == len &&
					strncmp(p->slug, at + 5, len) == 0 &&
					!hostile_list_leaves_out(
						w, how, p, r))))
			(void)json_array_append_new(list, hostile_press_doc(p));
	hostile_say(out, 200, list);
}

static void
hostile_press_read(struct hostile_world *w, const struct hostile_request *r,
	enum hostile_list how, struct hostile_reply *out)
{
	static const char one[] = "/wp-json/wp/v2/posts/";
	struct hostile_post *p;

	if (strcmp(r->path, "/wp-json/wp/v2/users/me") == 0) {
		hostile_say(out, 200,
			json_pack("{s:i,s:{s:b}}", "id", 100 + r->account,
				"capabilities", "publish_posts", 1));
	} else if (strcmp(r->path, "/wp-json/wp/v2/posts") == 0) {
		hostile_press_find(w, r, how, out);
	} else if (strncmp(r->path, one, sizeof(one) - 1) == 0 &&
		(p = hostile_post_of(w, r->account,
			 hostile_number(r->path + sizeof(one) - 1))) != NULL) {
		hostile_say(out, 200, hostile_press_doc(p));
	} else {
		hostile_refuse(out, 404, "rest_post_invalid_id");
	}
}

/* A draft that is taken away; what is public is never deleted by us. */
static void
hostile_press_delete(struct hostile_world *w, const struct hostile_request *r,
	struct hostile_reply *out)
{
	struct hostile_post *p = hostile_post_of(
		w, r->account, hostile_number(strrchr(r->path, '/') + 1));

	if (p != NULL && strcmp(p->status, "publish") == 0) {
		w->count->deleted++;
		print_message("# seed %u: DELETED %d for %s\n", w->seed, p->id,
			r->by ? r->by->delivery : "-");
	}
	if (p != NULL)
		p->status = "trash";
	hostile_say(out, 200, json_pack("{s:b}", "deleted", 1));
}

/* ---- a receiver ---- */

static struct hostile_post *
hostile_hook_store(struct hostile_world *w, const struct hostile_request *r)
{
	struct hostile_post *p;

	for (p = w->posts; p != NULL && w->dedupes[r->account]; p = p->next)
		if (p->account == r->account && strcmp(p->key, r->key) == 0)
			return p;
	p = hostile_post_new(w, r->account,
		doc_str(doc_get(r->body, "data"), "text"), r->by);
	hostile_set(&p->key, r->key);
	r->by->stored++;
	return p;
}

/* ---- all of them ---- */

struct hostile_post *
hostile_store(struct hostile_world *w, const struct hostile_request *r)
{
	enum hostile_kind is = hostile_rows[r->account].is;

	return is == HOSTILE_SOCIAL   ? hostile_social_store(w, r)
		: is == HOSTILE_PRESS ? hostile_press_store(w, r)
		: is == HOSTILE_HOOK  ? hostile_hook_store(w, r)
				      : hostile_china_store(w, r);
}

void
hostile_show(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_post *p, struct hostile_reply *out)
{
	enum hostile_kind is = hostile_rows[r->account].is;

	if (p == NULL && is < HOSTILE_ROBOT)
		hostile_refuse(out, 404, "Record not found");
	else if (is == HOSTILE_SOCIAL)
		hostile_say(out, 200, hostile_status(w, p, false));
	else if (is == HOSTILE_PRESS)
		hostile_say(out, 200, hostile_press_doc(p));
	else if (is == HOSTILE_HOOK)
		hostile_say(out, 200, json_pack("{s:b}", "ok", 1));
	else
		hostile_china_show(r, p, out);
}

void
hostile_read(struct hostile_world *w, const struct hostile_request *r,
	enum hostile_list how, struct hostile_reply *out)
{
	enum hostile_kind is = hostile_rows[r->account].is;

	if (is == HOSTILE_SOCIAL)
		hostile_social_read(w, r, how, out);
	else if (is == HOSTILE_PRESS && strcmp(r->method, "DELETE") == 0)
		hostile_press_delete(w, r, out);
	else if (is == HOSTILE_PRESS)
		hostile_press_read(w, r, how, out);
	else if (is == HOSTILE_HOOK)
		hostile_refuse(out, 405, "POST only");
	else
		hostile_china_read(w, r, out);
}

/*
 * core/net/dav.c on a server of WebDAV that fails at the part it is told to.
 */
#include "tests/relay/hostile/own.h"

#define http_start hostile_part_start
#define dav_new hostile_dav_new
#define dav_free hostile_dav_free
#define dav_start hostile_dav_start
#define dav_took hostile_dav_took
#include "net/dav.c"

static struct dav *parts_of;

/* https://i0.example/dav/X is /srv/X; the caller's. */
static char *
server_path(const char *url)
{
	return mem_printf("/srv%s", strstr(url, "/dav/") + 4);
}

static int
server_move(const struct wire_request *r, const char *from)
{
	const char *to = "";
	char *path;
	bool done;

	for (size_t i = 0; i < r->header_count; i++)
		if (strcmp(r->headers[i].name, "Destination") == 0)
			to = r->headers[i].value;
	path = server_path(to);
	done = hostile_tree_move(from, path);
	free(path);
	return done ? 204 : 404;
}

/* RFC 4918, as nginx does it. */
static int
server_does(const struct wire_request *r, const char *path, const char **body)
{
	*body = hostile_tree_get(path);
	if (strcmp(r->method, "GET") == 0)
		return *body ? 200 : 404;
	if (strcmp(r->method, "MKCOL") == 0) {
		if (*body)
			return 405;
		hostile_tree_put(path, "-", 1);
		return 201;
	}
	if (strcmp(r->method, "PUT") == 0) {
		hostile_tree_put(path, r->body.data, r->body.len);
		return *body ? 204 : 201;
	}
	if (strcmp(r->method, "MOVE") == 0)
		return server_move(r, path);
	hostile_tree_remove(path);
	return 204;
}

/* What comes of a part that is struck; what it did, it did. */
static void
server_fails(struct wire_response *a, const struct hostile_fate *f)
{
	*a = (struct wire_response){ .error = "", .type = "", .body = "" };
	if (f->says == SAYS_TRUTH || f->says == SAYS_PAGE) {
		a->answered = a->sent = true;
		a->status = f->code;
		a->body = "<!doctype html><title>Welcome</title>";
		a->body_len = strlen(a->body);
		return;
	}
	a->error = "no answer";
	a->sent = f->says != SAYS_UNSENT;
	hostile_own()->took += f->says == SAYS_NEVER ? PART_MS : 0;
}

void
hostile_part_start(struct http *none, struct wire_request *q, void *tag)
{
	const struct hostile_fate *f = hostile_strikes(q->method);
	char *path = server_path(q->url);
	struct http_result result = { .sent_at = hostile_own()->w->now.utc };
	struct wire_response *a = &result.answer;
	const char *body = NULL;

	(void)none;
	*a = (struct wire_response){ .answered = true, .sent = true };
	if (f == NULL || f->does == DOES)
		a->status = server_does(q, path, &body);
	if (strcmp(q->method, "GET") != 0)
		body = NULL; /* what was there before */
	a->error = a->type = "";
	a->body = body ? body : "";
	a->body_len = strlen(a->body);
	if (f != NULL)
		server_fails(a, f);
	free(path);
	wire_request_release(q);
	wire_request_init(q);
	assert_true(dav_took(parts_of, tag, &result));
}

static void
server_told(void *ctx, void *tag, const struct http_result *result)
{
	struct hostile_own *own = hostile_own();

	(void)ctx;
	(void)tag;
	own->answer = result->answer;
	buf_add(&own->body, result->answer.body, result->answer.body_len);
}

void
hostile_dav_perform(struct wire_request *q)
{
	struct wire_request copy = *q;
	struct wire_request own;

	/* the performer takes the content; who looks afterwards needs it too */
	wire_request_init(&own);
	own.transport = copy.transport;
	own.method = copy.method;
	own.irrevocable = copy.irrevocable;
	own.url = mem_strdup(copy.url);
	for (size_t i = 0; i < copy.header_count; i++)
		wire_request_header(
			&own, copy.headers[i].name, copy.headers[i].value);
	for (size_t i = 0; i < copy.file_count; i++)
		wire_request_file(&own, copy.files[i].path, copy.files[i].data,
			copy.files[i].len);
	parts_of = dav_new(NULL, server_told, NULL);
	dav_start(parts_of, &own, NULL);
	dav_free(parts_of);
	parts_of = NULL;
}

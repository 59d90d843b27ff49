/* See wire.h. */
#include "tests/relay/hostile/wire.h"

#include "tests/relay/hostile/own.h"

/* Whose request this is, by the engine's own list: for the truth alone. */
static const struct flight *
hostile_flight(const struct engine *e, uint64_t tag)
{
	const struct flight *f = e->flights;

	while (f != NULL && f->tag != tag)
		f = f->next;
	return f;
}

static int
hostile_account_of(const struct wire_request *q)
{
	for (int i = 0; i < HOSTILE_ROWS; i++) {
		const char *token = NULL;

		for (size_t n = 0; n < q->header_count; n++)
			if (strncmp(q->headers[n].value, "Bearer ", 7) == 0)
				token = q->headers[n].value + 7;
		if (strncmp(q->url, hostile_rows[i].url,
			    strlen(hostile_rows[i].url)) == 0 &&
			(token == NULL ||
				strcmp(token, hostile_rows[i].account) == 0))
			return i;
	}
	fail_msg("a request to nobody: %s", q->url);
	return 0;
}

/* WordPress knows two ways to say one thing: /wp-json/X?q, ?rest_route=/X&q */
static void
hostile_put_path(struct hostile_request *r, const char *path)
{
	const char *route = strstr(path, "?rest_route="), *end;

	if (route == NULL) {
		r->path = mem_strndup(path, strcspn(path, "?"));
		r->query = mem_strdup(path + strlen(r->path));
		return;
	}
	route += strlen("?rest_route=");
	end = route + strcspn(route, "&");
	r->path = mem_printf("/wp-json%.*s", (int)(end - route), route);
	r->query = mem_strdup(end);
}

static char *
hostile_decoded(const char *text, size_t len)
{
	char *out = mem_new(len + 1), *to = out, hex[3] = { 0 };

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '%' && i + 2 < len) {
			memcpy(hex, text + i + 1, 2);
			*to++ = (char)strtol(hex, NULL, 16);
			i += 2;
		} else {
			*to++ = text[i] == '+' ? ' ' : text[i];
		}
	}
	return out;
}

/* name=value&…; the caller's. */
static json_t *
hostile_form(const char *text)
{
	json_t *doc = json_object();
	size_t name, value;

	for (; *text; text += value + (text[value] == '&')) {
		char *key, *what;

		name = strcspn(text, "=&");
		key = hostile_decoded(text, name);
		text += name + (text[name] == '=');
		value = strcspn(text, "&");
		what = hostile_decoded(text, value);
		doc_put_str(doc, key, what);
		free(what);
		free(key);
	}
	return doc;
}

struct hostile_request *
hostile_request(struct hostile_world *w, const struct wire_request *q,
	const struct flight *f)
{
	struct hostile_request *r = mem_new(sizeof(*r));
	const char *path = strchr(strstr(q->url, "://") + 3, '/');

	(void)snprintf(r->method, sizeof(r->method), "%s", q->method);
	path = path ? path : "";
	hostile_put_path(r, path);
	r->key = mem_strdup("");
	for (size_t n = 0; n < q->header_count; n++)
		if (strcasecmp(q->headers[n].name, "idempotency-key") == 0 ||
			strcasecmp(q->headers[n].name, "webhook-id") == 0)
			hostile_set(&r->key, q->headers[n].value);
	r->body = json_loadb(q->body.data, q->body.len, 0, NULL);
	if (r->body == NULL)
		r->body = hostile_form(q->body.data);
	r->account = hostile_account_of(q);
	r->irrevocable = q->irrevocable;
	r->step = f->step;
	r->by = f->task ? hostile_case_of(w, f->task->delivery) : NULL;
	return r;
}

static bool
hostile_is_write(const struct hostile_request *r)
{
	if (hostile_rows[r->account].is >= HOSTILE_APP) /* all are POST */
		return r->irrevocable || strstr(r->path, "draft/add") != NULL;
	return strcmp(r->method, "POST") == 0 || strcmp(r->method, "PUT") == 0;
}

/* What is noted of it, beside what the platform does. */
static void
hostile_note(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_fate *f)
{
	struct hostile_case *c = r->by;
	const struct hostile_post *own = c ? hostile_own_post(w, c) : NULL;

	if (r->irrevocable) {
		c->sends++;
		w->count->sends++;
	} else if (c != NULL && !hostile_is_well(f)) {
		c->looked_badly = true;
	}
	if (r->step != STEP_READBACK || c == NULL)
		return;
	c->read = true;
	c->read_true = own != NULL && hostile_is_as_approved(own, c);
}

static int64_t
hostile_delay(struct hostile_world *w, const struct hostile_fate *f)
{
	int64_t quick = 5 + hostile_roll(w, 400);

	if (f->says == SAYS_NEVER)
		return HOSTILE_TIMEOUT_MS;
	if (f->says == SAYS_SLOWLY)
		quick = 2000 + hostile_roll(w, 40000);
	return quick > HOSTILE_TIMEOUT_MS ? HOSTILE_TIMEOUT_MS : quick;
}

/* What is carried out when nobody waits for it any more. */
static void
hostile_arrive_later(struct hostile_world *w, struct hostile_request *r,
	bool late, int64_t gone)
{
	struct hostile_event *e = mem_new(sizeof(*e));

	e->what = HAPPENS_ARRIVAL;
	e->due = gone + 100 +
		(late ? HOSTILE_PREMISE_MS + 4000 + hostile_roll(w, 50000)
		      : hostile_roll(w, HOSTILE_PREMISE_MS - 100));
	e->tag = late;
	e->request = r;
	hostile_event_add(w, e);
}

static void
hostile_start(void *ctx, struct wire_request *q, uint64_t tag)
{
	struct hostile_world *w = ctx;
	const struct flight *flight = hostile_flight(w->engine, tag);
	struct hostile_request *r;
	struct hostile_event *e;
	const struct hostile_fate *f;
	bool write, said;

	if (q->transport != WIRE_HTTP) {
		hostile_own_start(w, q, tag, flight);
		return;
	}
	r = hostile_request(w, q, flight);
	write = hostile_is_write(r);
	f = w->fate_of	? w->fate_of(w, r)
		: write ? hostile_pick_write(w)
			: hostile_pick_read(w);
	e = mem_new(sizeof(*e));
	hostile_note(w, r, f);
	e->what = HAPPENS_ANSWER;
	e->tag = tag;
	e->due = w->now.boot + hostile_delay(w, f);
	said = write ? hostile_serve_write(w, r, f, &e->reply)
		     : hostile_serve_read(w, r, f, &e->reply);
	if (!said || e->due >= w->now.boot + HOSTILE_TIMEOUT_MS)
		e->reply.answered = false;
	e->reply.status = e->reply.answered ? e->reply.status
		: f->says == SAYS_UNSENT    ? -1
					    : 0;
	HOSTILE_SAY(w, "%s %s %s %s%s does %d says %d turn %d list %d: %d %s",
		r->by ? r->by->delivery : "-", wire_step_word(r->step),
		r->method, r->path, r->query, f->does, f->says, f->turn,
		f->list, e->reply.status,
		e->reply.answered ? e->reply.body : "");
	hostile_event_add(w, e);
	if (write && f->does >= DOES_SOON)
		hostile_arrive_later(w, r, f->does == DOES_LATE, e->due);
	else
		hostile_request_free(r);
	wire_request_release(q);
	wire_request_init(q);
}

static const char *
hostile_header(const void *headers, const char *name)
{
	const struct hostile_reply *r = headers;

	return strcasecmp(name, "Retry-After") == 0 && *r->after ? r->after
								 : NULL;
}

void
hostile_answered(struct hostile_world *w, struct hostile_event *e)
{
	const struct hostile_reply *r = &e->reply;
	struct wire_response a = { .answered = r->answered,
		.sent = r->status >= 0,
		.status = r->answered ? r->status : 0,
		.error = r->answered ? "" : "no answer",
		.type = r->answered ? r->type : "",
		.body = r->answered ? r->body : "",
		.body_len = r->answered ? strlen(r->body) : 0,
		.truncated = r->cut,
		.header = hostile_header,
		.headers = r };

	engine_completed(w->engine, e->tag, &a, w->now.utc - 1, w->now);
}

void
hostile_arrived(struct hostile_world *w, struct hostile_event *e)
{
	int before = e->request->by->stored;
	struct hostile_post *p = hostile_store(w, e->request);

	HOSTILE_SAY(w, "%s arrives%s", e->request->by->delivery,
		e->tag ? " late" : "");
	if (p != NULL)
		p->arrived = true;
	if (e->tag && e->request->by->stored > before)
		e->request->by->late = true;
}

/* ---- the other effects ---- */

static void
hostile_send(void *ctx, const json_t *doc)
{
	struct hostile_world *w = ctx;
	struct hostile_event *e;
	int64_t wait = hostile_chance(w, 5) ? hostile_roll(w, 3000)
					    : hostile_roll(w, 60);

	if (doc_get(doc, "act") == NULL)
		return;
	e = mem_new(sizeof(*e));
	e->what = HAPPENS_ACT;
	e->act = json_deep_copy(doc);
	e->due = w->now.boot + wait;
	if (e->due < w->last_act)
		e->due = w->last_act;
	w->last_act = e->due;
	hostile_event_add(w, e);
}

static bool
hostile_hold(void *ctx, const char *url)
{
	(void)ctx;
	(void)url;
	return true;
}

static void
hostile_unhold(void *ctx, const char *url)
{
	(void)ctx;
	(void)url;
}

/* Weibo's was made by a person; the others' are fetched. */
static const char *
hostile_token(const char *account)
{
	bool weibo = hostile_rows[hostile_account(account)].is == HOSTILE_WEIBO;

	return weibo ? "W" : "";
}

static enum err_code
hostile_open(void *ctx, json_t **secret, const char *account,
	const char *sealed, struct err *err)
{
	(void)ctx;
	(void)sealed;
	(void)err;
	*secret = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "token", account,
		"password", "pw", "key", "a key of the desk and of us",
		"recipients", "a@x.example\nb@x.example\nc@x.example",
		"access_token", hostile_token(account), "secret",
		"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
	return ERR_OK;
}

static enum err_code
hostile_seal(void *ctx, char **sealed, const char *account,
	const json_t *secret, struct err *err)
{
	(void)ctx;
	(void)account;
	(void)secret;
	(void)err;
	*sealed = mem_strdup("sealed");
	return ERR_OK;
}

static void
hostile_random(void *ctx, unsigned char *out, size_t len)
{
	while (len-- > 0)
		*out++ = (unsigned char)hostile_roll(ctx, 256);
}

static void
hostile_log(void *ctx, const char *line)
{
	HOSTILE_SAY((struct hostile_world *)ctx, "log: %s", line);
	/* what the station sends is what was approved */
	assert_null(strstr(line, "REFUSED"));
}

struct engine *
hostile_engine(struct hostile_world *w)
{
	struct engine_ops ops = { .send = hostile_send,
		.hold = hostile_hold,
		.unhold = hostile_unhold,
		.start = hostile_start,
		.open = hostile_open,
		.seal = hostile_seal,
		.random = hostile_random,
		.log = hostile_log,
		.ctx = w };

	return engine_new(&ops, false);
}

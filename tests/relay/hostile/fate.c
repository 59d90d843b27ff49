/* See fate.h. */
#include "tests/relay/hostile/fate.h"

#include "tests/relay/hostile/china.h"

static const struct hostile_fate hostile_writes[] = {
	{ DOES, SAYS_NOTHING, 0, 0, 10, NULL, 0, 0 },
	{ DOES_NOT, SAYS_NOTHING, 0, 0, 10, NULL, 0, 0 },
	{ DOES_SOON, SAYS_NOTHING, 0, 0, 8, NULL, 0, 0 },
	{ DOES_LATE, SAYS_NOTHING, 0, 0, 1, NULL, 0, 0 },
	{ DOES_NOT, SAYS_UNSENT, 0, 0, 4, NULL, 0, 0 },
	{ DOES, SAYS_NEVER, 0, 0, 6, NULL, 0, 0 },
	{ DOES_NOT, SAYS_NEVER, 0, 0, 6, NULL, 0, 0 },
	{ DOES, SAYS_SLOWLY, 0, 0, 8, NULL, 0, 0 },
	{ DOES, SAYS_NO, 0, 0, 10, NULL, 0, 0 },
	{ DOES_NOT, SAYS_NO, 0, 0, 8, NULL, 0, 0 },
	{ DOES, SAYS_BUSY, 0, 0, 6, NULL, 0, 0 },
	{ DOES_NOT, SAYS_BUSY, 0, 0, 6, NULL, 0, 0 },
	{ DOES, SAYS_DOWN, 0, 0, 8, NULL, 0, 0 },
	{ DOES_NOT, SAYS_DOWN, 0, 0, 8, NULL, 0, 0 },
	{ DOES, SAYS_PAGE, 0, 0, 4, NULL, 0, 0 },
	{ DOES_NOT, SAYS_PAGE, 0, 0, 4, NULL, 0, 0 },
	{ DOES, SAYS_OTHER, 0, 0, 5, NULL, 0, 0 },
	{ DOES_NOT, SAYS_OTHER, 0, 0, 5, NULL, 0, 0 },
	{ DOES, SAYS_CODE, 0, 0, 5, NULL, 0, 0 },
	{ DOES_NOT, SAYS_CODE, 0, 0, 5, NULL, 0, 0 },
	{ DOES, SAYS_TRUTH, TURN_SHOWN, 0, 8, NULL, 0, 0 },
	{ DOES, SAYS_TRUTH, TURN_UNSHOWN, 0, 8, NULL, 0, 0 },
	{ DOES, SAYS_NOTHING, TURN_UNSHOWN, 0, 4, NULL, 0, 0 },
	{ DOES, SAYS_TRUTH, TURN_COPY, 0, 3, NULL, 0, 0 },
	{ DOES, SAYS_NOTHING, TURN_COPY, 0, 3, NULL, 0, 0 },
};

static const struct hostile_fate hostile_reads[] = {
	{ DOES, SAYS_TRUTH, 0, LIST_STALE, 12, NULL, 0, 0 },
	{ DOES, SAYS_TRUTH, 0, LIST_ODD, 10, NULL, 0, 0 },
	{ DOES, SAYS_TRUTH, 0, LIST_PART, 8, NULL, 0, 0 },
	{ DOES, SAYS_TRUTH, 0, LIST_HOLES, 8, NULL, 0, 0 },
	{ DOES, SAYS_TRUTH, 0, LIST_HIDES, 1, NULL, 0, 0 },
	{ DOES, SAYS_OTHER, 0, LIST_OTHER, 10, NULL, 0, 0 },
	{ DOES, SAYS_GONE, 0, 0, 2, NULL, 0, 0 },
	{ DOES, SAYS_UNSENT, 0, 0, 4, NULL, 0, 0 },
	{ DOES, SAYS_NOTHING, 0, 0, 6, NULL, 0, 0 },
	{ DOES, SAYS_NEVER, 0, 0, 4, NULL, 0, 0 },
	{ DOES, SAYS_SLOWLY, 0, 0, 10, NULL, 0, 0 },
	{ DOES, SAYS_BUSY, 0, 0, 4, NULL, 0, 0 },
	{ DOES, SAYS_DOWN, 0, 0, 8, NULL, 0, 0 },
	{ DOES, SAYS_PAGE, 0, 0, 4, NULL, 0, 0 },
};

static const struct hostile_fate hostile_well = { DOES, SAYS_TRUTH, 0, 0, 0,
	NULL, 0, 0 };

static const struct hostile_fate *
hostile_pick(struct hostile_world *w, const struct hostile_fate *list, size_t n)
{
	uint32_t sum = 0, at;
	size_t i;

	if (!hostile_chance(w, w->percent))
		return &hostile_well;
	for (i = 0; i < n; i++)
		sum += list[i].weight;
	at = hostile_roll(w, sum);
	for (i = 0; at >= list[i].weight; i++)
		at -= list[i].weight;
	return &list[i];
}

const struct hostile_fate *
hostile_pick_write(struct hostile_world *w)
{
	return hostile_pick(w, hostile_writes,
		sizeof(hostile_writes) / sizeof(hostile_writes[0]));
}

const struct hostile_fate *
hostile_pick_read(struct hostile_world *w)
{
	return hostile_pick(w, hostile_reads,
		sizeof(hostile_reads) / sizeof(hostile_reads[0]));
}

bool
hostile_is_well(const struct hostile_fate *f)
{
	return f == &hostile_well;
}

/* ---- what it makes of it ---- */

static void
hostile_turn_one(struct hostile_world *w, struct hostile_post *p)
{
	bool press = hostile_rows[p->account].is == HOSTILE_PRESS;
	char *text;

	switch (hostile_roll(w, press ? 6 : 4)) {
	case 0:
		text = mem_printf("%s And more that nobody approved.", p->text);
		free(p->text);
		p->text = text;
		hostile_set(&p->before, text);
		break;
	case 1:
		p->author = HOSTILE_STRANGER;
		break;
	case 2:
		p->locked = press;
		p->audience = press ? "public" : "private";
		break;
	case 3:
		p->audience = press ? "public" : "unlisted";
		p->status = press ? "private" : "publish";
		break;
	case 4:
		hostile_set(&p->title, "Another title");
		break;
	default:
		p->status = hostile_chance(w, 50) ? "pending" : "future";
		p->was_public = false;
		break;
	}
}

static void
hostile_copy(struct hostile_world *w, const struct hostile_post *p)
{
	struct hostile_post *c =
		hostile_post_new(w, p->account, p->text, p->by);

	hostile_set(&c->title, p->title);
	hostile_set(&c->slug, p->slug);
	c->copy = true;
	c->was_public = p->was_public;
	c->status = p->status;
	p->by->copied = true;
}

/* Somebody's, on the same server; NULL if there is no other. */
static const struct hostile_post *
hostile_other(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_post *own)
{
	const struct hostile_post *p, *found = NULL;
	uint32_t n = 0;

	for (p = w->posts; p != NULL; p = p->next)
		if (p != own && p->was_public && p->by != r->by &&
			hostile_same_server(p->account, r->account) &&
			hostile_roll(w, ++n) == 0)
			found = p;
	return found;
}

/* ---- what it says ---- */

static void
hostile_say_no(struct hostile_world *w, struct hostile_reply *out)
{
	static const int codes[] = { 400, 409, 410, 422 };
	int code = codes[hostile_roll(w, 4)];

	hostile_refuse(out, code,
		hostile_chance(w, 50) ? "Duplicate record" : "Not possible");
}

static void
hostile_say_wait(struct hostile_world *w, struct hostile_reply *out, int status)
{
	hostile_refuse(out, status, "Too many requests");
	if (hostile_chance(w, 60))
		(void)snprintf(out->after, sizeof(out->after), "%u",
			hostile_roll(w, 20));
}

static void
hostile_say_code(struct hostile_world *w, struct hostile_reply *out)
{
	if (hostile_chance(w, 50))
		hostile_say(out, 200,
			json_pack("{s:i,s:s}", "errcode", 310000, "errmsg",
				"keywords not in content"));
	else
		hostile_say(out, 200, json_pack("{s:b}", "ok", 0));
}

static void
hostile_say_page(struct hostile_reply *out)
{
	free(out->body);
	out->answered = true;
	out->status = 200;
	out->type = "text/html";
	out->body = mem_strdup("<!doctype html><title>Welcome</title>");
}

static void
hostile_say_plain_no(const struct hostile_request *r, bool expired,
	struct hostile_reply *out)
{
	if (hostile_rows[r->account].is >= HOSTILE_ROBOT)
		hostile_china_no(r, expired, out);
	else
		hostile_refuse(out, expired ? 401 : 422,
			expired ? "The access token is invalid"
				: "Validation failed: text is not possible");
}

/* Over what was said already; false: nothing is said. */
static bool
hostile_word(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_fate *f, const struct hostile_post *own,
	struct hostile_reply *out)
{
	static const int down[] = { 500, 502, 503, 504 };
	const struct hostile_post *other;

	switch (f->says) {
	case SAYS_UNSENT:
	case SAYS_NOTHING:
	case SAYS_NEVER:
		return false;
	case SAYS_NO:
		hostile_say_no(w, out);
		break;
	case SAYS_BUSY:
		hostile_say_wait(w, out, 429);
		break;
	case SAYS_DOWN:
		hostile_say_wait(w, out, down[hostile_roll(w, 4)]);
		break;
	case SAYS_PAGE:
		hostile_say_page(out);
		break;
	case SAYS_OTHER:
		if (hostile_rows[r->account].is >= HOSTILE_HOOK &&
			hostile_rows[r->account].is != HOSTILE_WEIBO)
			return false; /* it has nothing to show */
		other = hostile_other(w, r, own);
		if (other == NULL)
			break;
		hostile_show(w, r, other, out);
		if (r->irrevocable && other->by != NULL &&
			other->account == r->account &&
			strcmp(other->text, r->by->text) == 0)
			other->by->swapped = r->by->swapped = true;
		break;
	case SAYS_GONE:
		hostile_refuse(out, 404, "Record not found");
		break;
	case SAYS_CODE:
		hostile_say_code(w, out);
		break;
	case SAYS_REFUSED:
	case SAYS_EXPIRED:
		hostile_say_plain_no(r, f->says == SAYS_EXPIRED, out);
		break;
	case SAYS_OVERLOAD:
		hostile_china_overload(r, out);
		break;
	case SAYS_JUNK:
		hostile_say(out, 200,
			json_pack("{s:{s:[i,i]}}", "data", "strange", 1, 2));
		break;
	case SAYS_HALF: /* curl tells a short body from a whole one */
		return false;
	case SAYS_HUGE:
		out->cut = true;
		break;
	case SAYS_TRUTH:
	case SAYS_SLOWLY:
		break;
	}
	return true;
}

/* A receiver took it and said in plain words that it did not. */
static bool
hostile_lies(const struct hostile_request *r, const struct hostile_reply *out)
{
	if (!hostile_is_blind(r->account) || !out->answered)
		return false;
	return (out->status >= 400 && out->status < 500) ||
		(out->status == 503 && *out->after) ||
		(out->status == 200 && strstr(out->body, "310000") != NULL);
}

bool
hostile_serve_write(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_fate *f, struct hostile_reply *out)
{
	struct hostile_post *p = NULL;
	int before = r->by->stored;
	bool said;

	if (f->does == DOES)
		p = hostile_store(w, r);
	if (p != NULL && f->turn == TURN_UNSHOWN)
		hostile_show(w, r, p, out);
	if (p != NULL && (f->turn == TURN_SHOWN || f->turn == TURN_UNSHOWN) &&
		p->was_public && hostile_rows[r->account].is != HOSTILE_HOOK)
		hostile_turn_one(w, p);
	if (p != NULL && f->turn == TURN_COPY && p->by == r->by &&
		hostile_rows[r->account].is != HOSTILE_HOOK)
		hostile_copy(w, p);
	if (f->turn != TURN_UNSHOWN)
		hostile_show(w, r, p, out);
	said = hostile_word(w, r, f, p, out);
	if (said && r->by->stored > before && hostile_lies(r, out))
		r->by->liar = true;
	return said;
}

bool
hostile_serve_read(struct hostile_world *w, const struct hostile_request *r,
	const struct hostile_fate *f, struct hostile_reply *out)
{
	bool list = strstr(r->path, "/statuses") != NULL &&
		strstr(r->path, "/accounts/") != NULL;
	bool find = *r->query && strstr(r->query, "slug=") != NULL;
	bool one = strstr(r->path, "/statuses/") != NULL ||
		strstr(r->path, "/posts/") != NULL;
	const struct hostile_post *own =
		r->by != NULL ? hostile_own_post(w, r->by) : NULL;

	hostile_read(w, r, f->list, out);
	if (f->says == SAYS_OTHER && (list || find || !one))
		return true;
	return hostile_word(w, r, f, own, out);
}

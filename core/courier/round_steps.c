/*
 * The steps, each a task, and what is made of its lines.
 */
#include "courier/round.h"

#include <stdio.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "courier/task.h"

enum {
	BRING_MOST = 100, /* letters of one branch in a round */
	BRING_HOLES = 40, /* letters behind a hole, for a halt among them */
	BRING_NEWEST = 20, /* of these the last ones of a branch */
	PUSH_ROUNDS = 100 /* pushes of one branch in a round */
};

/* ---- what every task may say ---- */

static const char *const end_words[] = {
	[TASK_WELL] = "",
	[TASK_ENDED] = "",
	[TASK_SLOW] = "host-silent",
	[TASK_LARGE] = "pack-large",
	[TASK_LOST] = "host-garbage",
};

/* A fault that a task said, or its end; true if there is one. */
struct round_step {
	struct courier *c;
	struct branch *b; /* NULL: of the host */
	char fault[24], detail[200];
	bool done; /* what it was for has come about */
	int64_t taken; /* of a partner's branch */
	int waits;
};

static bool
step_fault(struct round_step *s, const json_t *doc)
{
	const char *word = doc_str(doc, "fault");

	if (*word)
		courier_note(s->fault, s->detail, word, doc_str(doc, "detail"));
	return *word != '\0';
}

/* Is it one branch's matter, so that the others are gone on with? */
static bool
step_is_of_branch(const char *word)
{
	return strcmp(word, "pack-large") == 0 ||
		strcmp(word, "branch-garbage") == 0 ||
		strcmp(word, "branch-refused") == 0;
}

/* False: the host's fault. */
static bool
step_end(struct round_step *s, enum task_end end)
{
	struct courier *c = s->c;

	if (s->fault[0] == '\0' && *end_words[end])
		courier_note(s->fault, s->detail, end_words[end], "");
	if (s->fault[0] == '\0')
		return !c->post.gone;
	if (s->b != NULL && step_is_of_branch(s->fault)) {
		courier_note(s->b->fault, s->b->detail, s->fault, s->detail);
		return true;
	}
	courier_note(c->fault, c->detail, s->fault, s->detail);
	return false;
}

/* ---- looking ---- */

static bool
look_wanted(const void *ctx, const char *branch)
{
	const json_t *plan = ctx;
	char id[HOST_BRANCH];
	int64_t vol;
	bool drill;

	return host_branch_read(&drill, id, &vol, branch) &&
		(strcmp(id, doc_str(plan, "id")) == 0 ||
			doc_find(doc_get(plan, "partners"), "id", id) != NULL);
}

static bool
look_hear(void *ctx, const json_t *doc)
{
	struct round_step *s = ctx;
	const char *name = doc_str(doc, "branch");
	struct branch *b = *name ? courier_branch(s->c, name) : NULL;

	if (step_fault(s, doc))
		return false;
	if (doc_bool(doc, "looked"))
		s->done = true;
	if (b != NULL)
		fixed_cut(b->host, sizeof(b->host), doc_str(doc, "commit"));
	return true;
}

/* Only ssh shows a key that can be compared with a pinned one. */
static bool
host_is_known(const struct host *h)
{
	return h->url[0] == '/' ||
		(h->pins[0] != '\0' &&
			(strncmp(h->url, "ssh://", 6) == 0 ||
				strstr(h->url, "://") == NULL));
}

bool
courier_look(struct courier *c, const json_t *plan)
{
	const struct host_look look = { &c->host, look_wanted, plan };
	struct round_step s = { .c = c };

	if (!host_is_known(&c->host)) {
		courier_note(c->fault, c->detail, "host-unpinned", "");
		return false;
	}
	for (size_t n = 0; n < c->branch_count; n++)
		c->branches[n].host[0] = '\0';
	if (!step_end(&s, task_run(host_look, &look, look_hear, &s)))
		return false;
	/* cut off in the middle: what was not said is not known */
	if (!s.done)
		courier_note(c->fault, c->detail, "host-garbage", "");
	return s.done;
}

/* ---- reading a branch ---- */

static const struct {
	const char *state, *fault;
} state_faults[] = {
	{ "older", "branch-older" },
	{ "rewritten", "branch-rewritten" },
};

static void
bring_heard_state(struct round_step *s, const json_t *doc)
{
	struct branch *b = s->b;
	const char *state = doc_str(doc, "state");
	int64_t last = doc_int(doc, "last");

	fixed_cut(b->read, sizeof(b->read), b->host);
	b->fault[0] = '\0';
	for (size_t n = 0; n < 2; n++)
		if (strcmp(state, state_faults[n].state) == 0)
			courier_note(
				b->fault, b->detail, state_faults[n].fault, "");
	if (b->own || last > b->last)
		b->last = last;
	json_decref(b->missing);
	b->missing = json_incref(doc_get(doc, "missing"));
	s->done = true;
}

/* What became of a letter: false, and no more of this branch in this round. */
static bool
bring_letter(struct round_step *s, const json_t *doc)
{
	json_t *ask = json_object(), *answer;
	char became[16];

	doc_put_str(ask, "branch", s->b->name);
	doc_put_int(ask, "seq", doc_int(doc, "seq"));
	doc_put_str(ask, "text", doc_str(doc, "text"));
	if (!post_fits(ask))
		(void)json_object_del(ask, "text");
	answer = post_ask(&s->c->post, "courier.letter", ask);
	fixed_cut(became, sizeof(became), doc_str(answer, "became"));
	json_decref(answer);
	if (strcmp(became, "waits") == 0)
		return ++s->waits < BRING_HOLES;
	return strcmp(became, "moved") == 0 || strcmp(became, "known") == 0;
}

static bool
bring_hear(void *ctx, const json_t *doc)
{
	struct round_step *s = ctx;

	if (step_fault(s, doc))
		return false;
	if (*doc_str(doc, "state"))
		bring_heard_state(s, doc);
	else if (doc_int(doc, "dirt") > 0 && s->b->fault[0] == '\0')
		courier_note(s->b->fault, s->b->detail, "branch-dirt",
			doc_str(doc, "first"));
	else if (doc_get(doc, "text") != NULL)
		return bring_letter(s, doc);
	return true;
}

static bool
bring_run(struct courier *c, struct branch *b, int64_t from, bool fetch)
{
	bool again = b->tried == from;
	const struct host_bring bring = { .host = &c->host,
		.branch = b->name,
		.fetch = fetch,
		.own = b->own,
		.from = from,
		.most = again && !fetch ? 1 : BRING_MOST,
		.newest = b->own || (again && !fetch) ? 0 : BRING_NEWEST,
		.known = b->own ? 0 : b->last };
	struct round_step s = { .c = c, .b = b };
	enum task_end end = task_run(host_bring, &bring, bring_hear, &s);

	courier_sweep(c);
	b->tried = from;
	/* one that is too large is not tried again before it has changed */
	if (end != TASK_WELL || s.fault[0] != '\0')
		if (strcmp(s.fault[0] ? s.fault : end_words[end],
			    "pack-large") == 0)
			fixed_cut(b->read, sizeof(b->read), b->host);
	return step_end(&s, end);
}

bool
courier_bring(struct courier *c, struct branch *b, int64_t taken)
{
	bool moved = strcmp(b->host, b->read) != 0;

	if (b->host[0] == '\0') {
		if (b->last > 0)
			courier_note(b->fault, b->detail, "branch-older", "");
		/* it is read anew when it is there again, as it was or not */
		b->read[0] = '\0';
		return true;
	}
	if (moved)
		return bring_run(c, b, taken + 1, true);
	/* what the station could not take then it may take now */
	if (b->last > taken && strcmp(b->fault, "branch-older") != 0 &&
		strcmp(b->fault, "pack-large") != 0)
		return bring_run(c, b, taken + 1, false);
	return true;
}

/* ---- our own ---- */

static bool
push_hear(void *ctx, const json_t *doc)
{
	struct round_step *s = ctx;
	struct branch *b = s->b;

	if (step_fault(s, doc))
		return false;
	if (*doc_str(doc, "pushed") == '\0')
		return true;
	s->done = true;
	s->c->pushed++;
	fixed_cut(b->host, sizeof(b->host), doc_str(doc, "pushed"));
	fixed_cut(b->read, sizeof(b->read), b->host);
	b->last = doc_int(doc, "last");
	json_decref(b->missing);
	b->missing = json_incref(doc_get(doc, "missing"));
	return true;
}

/* What the station has to push there; told what the host has. Of ours that it
 * has lost *lost is the first one; 0 none. */
static json_t *
push_wanted(int64_t *lost, struct courier *c, const struct branch *b)
{
	json_t *ask = json_object(), *answer, *letters;

	doc_put_str(ask, "branch", b->name);
	doc_put_int(ask, "last", b->host[0] ? b->last : 0);
	if (b->host[0] && b->missing)
		doc_put(ask, "missing", json_incref(b->missing));
	answer = post_ask(&c->post, "courier.host", ask);
	letters = json_incref(doc_get(answer, "letters"));
	*lost = b->host[0] ? doc_int(answer, "lost") : 0;
	json_decref(answer);
	return letters;
}

/* Own letters that the station has lost come back before it writes others. */
static bool
bring_lost(struct courier *c, struct branch *b)
{
	int64_t lost = 0, before = -1;
	bool go = true;

	for (int n = 0; go && n < PUSH_ROUNDS; n++) {
		json_decref(push_wanted(&lost, c, b));
		if (lost == 0 || lost == before)
			break;
		before = lost;
		go = bring_run(c, b, lost, false);
	}
	return go;
}

bool
courier_push_own(struct courier *c, struct branch *b, const char *id)
{
	bool go = true, more = true;
	int64_t lost;

	if (b->host[0] && strcmp(b->host, b->read) != 0)
		go = bring_run(c, b, 0, true);
	if (go)
		go = bring_lost(c, b);
	for (int n = 0; go && more && n < PUSH_ROUNDS; n++) {
		json_t *letters = push_wanted(&lost, c, b);
		const struct host_push push = { &c->host, b->name, id,
			letters };
		struct round_step s = { .c = c, .b = b };

		more = json_array_size(letters) > 0;
		if (more)
			go = step_end(
				&s, task_run(host_push, &push, push_hear, &s));
		if (s.done && strcmp(b->fault, "branch-refused") == 0)
			b->fault[0] = '\0';
		more = more && s.done;
		json_decref(letters);
	}
	return go && !c->post.gone;
}

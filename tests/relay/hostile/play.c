/* See play.h. */
#include "tests/relay/hostile/play.h"

#include "tests/relay/hostile/own.h"
#include "tests/relay/hostile/station.h"
#include "tests/relay/hostile/wire.h"

/* ---- time ---- */

static void
hostile_happen(struct hostile_world *w)
{
	struct hostile_event *e = w->events;

	w->events = e->next;
	if (e->what == HAPPENS_ANSWER)
		hostile_answered(w, e);
	else if (e->what == HAPPENS_ARRIVAL)
		hostile_arrived(w, e);
	else
		hostile_do_act(w, e->act);
	hostile_event_free(e);
}

void
hostile_pass(struct hostile_world *w, int64_t ms)
{
	int64_t end = w->now.boot + ms, due, rounds = 0;

	for (;;) {
		due = engine_tick(w->engine, w->now);
		assert_true(++rounds < 1000000); /* it must come to rest */
		if (w->events != NULL && (due < 0 || w->events->due <= due))
			due = w->events->due;
		if (due < 0 || due > end)
			break;
		if (due > w->now.boot) {
			w->now.utc += due - w->now.boot;
			w->now.boot = due;
		}
		if (w->events != NULL && w->events->due <= w->now.boot)
			hostile_happen(w);
	}
	w->now.utc += end - w->now.boot;
	w->now.boot = end;
}

/* ---- messages ---- */

void
hostile_case_add(struct hostile_message *h, int account, json_t *doc)
{
	struct hostile_case *c = &h->cases[h->count++];
	char digest[HASH_HEX], *line = doc_format(doc);

	hash_hex(digest, line, strlen(line));
	free(line);
	if (doc_get(h->m.texts, digest) == NULL) /* others are borrowed from */
		doc_put(h->m.texts, digest, json_incref(doc));
	json_decref(doc);
	doc = doc_get(h->m.texts, digest);
	doc_put(doc_get(h->m.manifest, "accounts"),
		hostile_rows[account].account,
		json_pack("{s:s,s:s}", "variant", digest, "kind",
			hostile_rows[account].kind));
	delivery_id(c->delivery, &h->m, hostile_rows[account].account);
	c->account = account;
	c->text = doc_str(doc, "text");
	c->title = doc_str(doc, "title");
	c->act = doc_str(doc, "act");
	c->target = strcmp(c->act, "reply") ? doc_str(doc, "target") : "";
}

void
hostile_message_begin(struct hostile_world *w, struct hostile_message *h)
{
	struct message *m = &h->m;

	m->number = (int)(h - w->messages) + 1;
	(void)snprintf(m->id, sizeof(m->id), "2026-0001/%d", m->number);
	m->texts = json_object();
	m->manifest = json_pack("{s:s,s:s,s:{s:I,s:I},s:{}}", "message", m->id,
		"mode", "actual", "window", "from", (json_int_t)0, "until",
		(json_int_t)w->now.utc + 6 * 3600000, "accounts");
}

void
hostile_message_arm(struct hostile_world *w, struct hostile_message *h)
{
	struct message *m = &h->m;
	char *line;

	line = doc_format(m->manifest);
	hash_hex(m->digest, line, strlen(line));
	free(line);
	m->state = MESSAGE_APPROVED;
	hostile_fold(w, m, fold_armed,
		json_pack("{s:i,s:I}", "release", 1, "expires",
			(json_int_t)w->now.utc + 600000));
	if (w->connected)
		hostile_job(w, m, "prepare", ~0u, NULL, 0);
}

void
hostile_message_fire(struct hostile_world *w, struct hostile_message *h)
{
	struct message *m = &h->m;
	json_t *ids = json_array();
	char id[DELIVERY_ID];

	hostile_fold(w, m, fold_fired, json_object());
	for (size_t i = 0; i < m->delivery_count; i++) {
		if (m->deliveries[i].state != DELIVERY_DUE)
			continue;
		delivery_id(id, m, m->deliveries[i].account);
		(void)json_array_append_new(ids, json_string(id));
	}
	h->fired = true;
	HOSTILE_SAY(w, "%s is fired", m->id);
	hostile_engine_take(w,
		json_pack("{s:s,s:s,s:i,s:I,s:o}", "job", "fire", "message",
			m->id, "release", m->release, "at",
			(json_int_t)m->fired.time, "deliveries", ids));
}

/* ---- the end ---- */

static int
hostile_posts_by(const struct hostile_world *w, const struct hostile_case *c)
{
	const struct hostile_post *p;
	int n = 0;

	for (p = w->posts; p != NULL; p = p->next)
		n += p->by == c && !p->copy && p->was_public;
	return n;
}

static bool
hostile_has_twin(const struct hostile_world *w, const struct hostile_case *c)
{
	const struct hostile_post *p;

	for (size_t m = 0; m < w->message_count; m++)
		for (size_t i = 0; i < w->messages[m].count; i++) {
			const struct hostile_case *o = &w->messages[m].cases[i];

			if (o != c && o->account == c->account &&
				strcmp(o->text, c->text) == 0)
				return true;
		}
	for (p = w->posts; p != NULL; p = p->next)
		if (p->by != c && hostile_same_server(p->account, c->account) &&
			strcmp(p->text, c->text) == 0)
			return true;
	return false;
}

static void
hostile_complain(const struct hostile_world *w, const struct hostile_case *c,
	const struct delivery *d, const char *what)
{
	print_message("# seed %u: %s %s %s %s: %s\n", w->seed, what,
		c->delivery, c->act, delivery_row(d->state)->word, d->detail);
}

/* The most letters that one of its recipients has got. */
static int
hostile_letters_by(const struct hostile_world *w, const struct hostile_case *c)
{
	const struct hostile_post *p, *o;
	int most = 0, n;

	for (p = w->posts; p != NULL; p = p->next) {
		n = 0;
		for (o = w->posts; o != NULL; o = o->next)
			n += o->by == c && p->by == c &&
				strcmp(o->slug, p->slug) == 0;
		most = n > most ? n : most;
	}
	return most;
}

static void
hostile_end_doubles(struct hostile_world *w, const struct hostile_case *c,
	const struct delivery *d)
{
	int posts = hostile_rows[c->account].is == HOSTILE_MAIL
		? hostile_letters_by(w, c)
		: hostile_posts_by(w, c);

	w->count->posts += posts;
	if (posts < 2 ||
		(hostile_rows[c->account].prefer &&
			hostile_rows[c->account].is != HOSTILE_APP))
		return; /* preferred: and WeCom drops what it is told twice */
	if (c->liar) {
		w->count->liar_doubles++;
	} else if (c->late || c->hidden || c->swapped) {
		w->count->late++;
	} else {
		w->count->doubles++;
		hostile_complain(w, c, d, "DOUBLE");
	}
}

static void
hostile_end_losses(struct hostile_world *w, const struct hostile_case *c,
	const struct delivery *d)
{
	struct hostile_count *n = w->count;
	const struct hostile_post *own = hostile_own_post(w, c);
	bool hook = hostile_is_blind(c->account);

	if (delivery_row(d->state)->truth != TRUTH_NO)
		return;
	/* whose end is a person: who listens, or posts by hand */
	if (d->state == DELIVERY_HUMAN &&
		(hostile_rows[c->account].is == HOSTILE_HAND ||
			(hostile_rows[c->account].is == HOSTILE_CAST &&
				strstr(d->detail, "crier-2026") != NULL)))
		return;
	if (!delivery_row(d->state)->ended && d->state != DELIVERY_HUMAN) {
		n->silent++;
		hostile_complain(w, c, d, "SILENT");
	} else if (hook && c->stored > 0) {
		n->liars++;
		assert_true(c->liar || c->late);
	} else if (hook || own == NULL || (*c->target && !c->edited) ||
		(*c->target && strcmp(own->text, c->text) != 0)) {
		return; /* it is as it was said */
	} else if (c->late || c->hidden || c->swapped) {
		n->late++;
	} else {
		n->lost++;
		hostile_complain(w, c, d, "LOST");
	}
}

static void
hostile_end_states(struct hostile_world *w, const struct hostile_case *c,
	const struct delivery *d)
{
	struct hostile_count *n = w->count;

	n->deliveries++;
	n->receipts += delivery_row(d->state)->truth == TRUTH_YES;
	n->verified += d->state == DELIVERY_VERIFIED;
	n->told += d->state == DELIVERY_DIFFERS;
	n->human += d->state == DELIVERY_HUMAN;
	n->accepted += d->state == DELIVERY_ACCEPTED;
	n->refused += d->state == DELIVERY_REFUSED;
	n->failed += d->state == DELIVERY_FAILED;
	n->halted += d->state == DELIVERY_HALTED;
	n->gaps += d->state == DELIVERY_GAP;
	n->unknown += d->state == DELIVERY_UNKNOWN;
	if (d->state == DELIVERY_UNKNOWN && !c->looked_badly && !c->copied &&
		!hostile_has_twin(w, c) && !hostile_is_blind(c->account) &&
		/* a draft that is there may be in its audit: a person's */
		hostile_rows[c->account].is != HOSTILE_WECHAT &&
		hostile_rows[c->account].is != HOSTILE_CAST &&
		/* of whose files some are there, until the end */
		strcmp(doc_str(d->memo, "partly"), "yes") != 0) {
		n->idle++;
		hostile_complain(w, c, d, "IDLE");
	}
}

void
hostile_play_judge(struct hostile_world *w)
{
	for (size_t m = 0; m < w->message_count; m++) {
		struct hostile_message *h = &w->messages[m];

		for (size_t i = 0; h->fired && i < h->count; i++) {
			const struct hostile_case *c = &h->cases[i];
			const struct delivery *d = message_delivery(
				&h->m, hostile_rows[c->account].account);

			hostile_end_states(w, c, d);
			hostile_end_doubles(w, c, d);
			hostile_end_losses(w, c, d);
		}
	}
}

void
hostile_play_close(struct hostile_world *w)
{
	engine_free(w->engine);
	office_release(&w->office);
	hostile_own_clear();
	while (w->events != NULL) {
		struct hostile_event *e = w->events;

		w->events = e->next;
		hostile_event_free(e);
	}
	while (w->posts != NULL) {
		struct hostile_post *p = w->posts;

		w->posts = p->next;
		free(p->text);
		free(p->title);
		free(p->slug);
		free(p->key);
		free(p->before);
		free(p);
	}
	for (size_t i = 0; i < w->receipt_count; i++) {
		free(w->receipts[i].id);
		free(w->receipts[i].url);
		free(w->receipts[i].delivery);
	}
	free(w->receipts);
	for (size_t i = 0; i < w->message_count; i++) {
		fold_drop(&w->messages[i].m);
		free(w->messages[i].m.gaps);
		free(w->messages[i].m.unmirrored);
		json_decref(w->messages[i].m.manifest);
		json_decref(w->messages[i].m.texts);
	}
	json_decref(w->answers);
}

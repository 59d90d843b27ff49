/*
 * The order of a round: our own letters first, then each partner's branches,
 * one by one, so that one that is bad stops nobody.
 */
#include "courier/round.h"

#include <dirent.h>
#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"

enum {
	COPY_PACKS = 200, /* then it is made anew */
	IDLE_SECONDS = 60, /* without an exchange, or a plan */
	TOLD_MOST = 200, /* branches of which a fault is told */
	SPREAD = 5 /* a round comes a fifth earlier or later */
};

void
courier_init(struct courier *c, const char *dir)
{
	memset(c, 0, sizeof(*c));
	c->dir = dir;
	c->key = mem_printf("%s/key", dir);
	c->copy = mem_printf("%s/copy", dir);
}

void
courier_release(struct courier *c)
{
	for (size_t n = 0; n < c->branch_count; n++)
		json_decref(c->branches[n].missing);
	free(c->branches);
	free(c->key);
	free(c->copy);
}

/* ---- our copy ---- */

static int
copy_remove_one(
	const char *path, const struct stat *s, int kind, struct FTW *at)
{
	(void)s;
	(void)kind;
	(void)at;
	(void)remove(path);
	return 0;
}

static int
copy_packs(const struct courier *c)
{
	char *path = mem_printf("%s/objects/pack", c->copy);
	DIR *d = opendir(path);
	int count = c->pushed;

	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
		count += strstr(e->d_name, ".pack") != NULL;
	if (d != NULL)
		(void)closedir(d);
	free(path);
	return count;
}

static void
copy_renew(struct courier *c)
{
	if (copy_packs(c) <= COPY_PACKS)
		return;
	(void)nftw(c->copy, copy_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	c->pushed = 0;
	for (size_t n = 0; n < c->branch_count; n++)
		c->branches[n].read[0] = '\0';
}

/* ---- the round ---- */

/* The address, and the pins that stand behind its #. */
static void
round_host(struct courier *c, char *url)
{
	char *hash = strchr(url, '#');

	if (hash != NULL)
		*hash++ = '\0';
	c->host = (struct host){ .url = url,
		.pins = hash ? hash : "",
		.key = c->key,
		.copy = c->copy };
}

/* Of each of our branches: what the host lacks is pushed. */
static bool
round_own(struct courier *c, const json_t *plan)
{
	json_t *row;
	size_t i;
	bool go = true;

	json_array_foreach(doc_get(plan, "own"), i, row)
	{
		struct branch *b = courier_branch(c, json_string_value(row));

		if (b == NULL)
			continue;
		b->own = true;
		if (go)
			go = courier_push_own(c, b, doc_str(plan, "id"));
	}
	return go;
}

/* What the station has taken of this branch's letters; -1: not wanted. */
static int64_t
round_taken(const json_t *plan, const struct branch *b)
{
	const json_t *of = doc_find(doc_get(plan, "partners"), "id", b->id);
	const json_t *at = doc_get(of, b->drill ? "drill" : "station");
	int64_t vol = json_integer_value(json_array_get(at, 0));

	if (of == NULL || b->vol < vol)
		return -1;
	return b->vol > vol ? 0 : json_integer_value(json_array_get(at, 1));
}

/* Volumes in their order: the next one goes on from the one before. */
static int
branch_order(const void *a, const void *b)
{
	const struct branch *const *x = a, *const *y = b;

	return (*x)->vol < (*y)->vol ? -1 : (*x)->vol > (*y)->vol;
}

static bool
round_partners(struct courier *c, const json_t *plan)
{
	struct branch **all = mem_array(c->branch_count + 1, sizeof(*all));
	size_t count = 0;
	bool go = true;

	for (size_t n = 0; n < c->branch_count; n++)
		if (!c->branches[n].own &&
			round_taken(plan, &c->branches[n]) >= 0)
			all[count++] = &c->branches[n];
	qsort(all, count, sizeof(*all), branch_order);
	for (size_t n = 0; go && n < count; n++)
		go = courier_bring(c, all[n], round_taken(plan, all[n]));
	free(all);
	return go;
}

/* What this round saw; the station says it to people. */
static void
round_tell(struct courier *c)
{
	json_t *doc = json_object(), *faults = json_array();

	for (size_t n = 0; n < c->branch_count; n++) {
		const struct branch *b = &c->branches[n];

		if (b->fault[0] && json_array_size(faults) < TOLD_MOST)
			json_array_append_new(faults,
				json_pack("{s:s,s:s,s:s,s:s}", "branch",
					b->name, "partner", b->id, "fault",
					b->fault, "detail", b->detail));
	}
	doc_put_str(doc, "fault", c->fault);
	doc_put_str(doc, "detail", c->detail);
	doc_put(doc, "branches", faults);
	json_decref(post_ask(&c->post, "courier.told", doc));
}

static int
round_pause(const struct courier *c, int seconds)
{
	int ms = (c->every > 0 && c->every < seconds ? c->every : seconds) *
		1000;
	int spread = ms / SPREAD;

	return ms - spread +
		(int)randombytes_uniform((uint32_t)(2 * spread) + 1);
}

int
courier_round(struct courier *c)
{
	json_t *plan = post_ask(&c->post, "courier.plan", NULL);
	char *url = mem_strdup(doc_str(plan, "url"));
	int64_t seconds = doc_int(plan, "every");

	courier_note(c->fault, c->detail, "", "");
	if (*url) {
		copy_renew(c);
		round_host(c, url);
		if (courier_look(c, plan) && round_own(c, plan))
			(void)round_partners(c, plan);
		if (!c->post.gone)
			round_tell(c);
	}
	free(url);
	json_decref(plan);
	return round_pause(c,
		seconds > 0 && seconds <= IDLE_SECONDS ? (int)seconds
						       : IDLE_SECONDS);
}

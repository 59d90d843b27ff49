/*
 * Acts against a running demo station, through the real protocol:
 *
 *   acts DIR account CLIENTS SECONDS  change an account's name, from so many
 *                                     processes that wait for their answers
 *   acts DIR burst COUNT              the same, 50 in flight
 *   acts DIR cards COUNT              change our card's telephone, which is a
 *                                     letter to every partner each time
 *   acts DIR open FILE COUNT          open COUNT drills of $PLAYBOOK, begin a
 *                                     message in each, write their ids to FILE
 *   acts DIR revise FILE COUNT        save COUNT revisions of $SLOT, round
 *                                     robin over the messages of FILE
 *
 * Prints one line of name=value pairs. $OFFICER acts, on $ACCOUNT.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "link/client.h"

enum { CLIENTS_MAX = 64, SAMPLES_MAX = 1000000, FLIGHT = 50 };

struct tally {
	long acts;
	double seconds, p50_ms, p99_ms, max_ms;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
die(const char *what, const struct err *err)
{
	fprintf(stderr, "%s: %s %s %s\n", what, err->what, err->where,
		err->remedy);
	exit(1);
}

static struct client *
enter(const char *dir)
{
	struct client_options options = {
		.dir = dir, .as = getenv("OFFICER"), .via = "cli"
	};
	struct client *c = NULL;
	struct err err = { 0 };

	if (client_open(&c, &options, &err) != ERR_OK)
		die("connect", &err);
	return c;
}

static json_t *
change(int client, long n)
{
	json_t *fields = json_object();
	char text[64];

	(void)snprintf(text, sizeof(text), "%s", getenv("ACCOUNT"));
	doc_put_str(fields, "account", text);
	(void)snprintf(
		text, sizeof(text), "name %d of client %d", (int)n, client);
	doc_put_str(fields, "name", text);
	return fields;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void
act(struct client *c, const char *name, json_t *fields)
{
	struct err err = { 0 };
	json_t *entries = NULL;

	if (client_act(&entries, c, name, fields, &err) != ERR_OK)
		die(name, &err);
	json_decref(entries);
}

static void
one_client(struct tally *out, const char *dir, int client, double seconds)
{
	struct client *c = enter(dir);
	double *took = mem_array(SAMPLES_MAX, sizeof(*took));
	double start = now(), t;
	long n = 0;

	while ((t = now()) < start + seconds && n < SAMPLES_MAX) {
		act(c, "account.change", change(client, n));
		took[n++] = now() - t;
	}
	qsort(took, (size_t)n, sizeof(*took), by_size);
	*out = (struct tally){ n, now() - start, took[n / 2] * 1e3,
		took[n * 99 / 100] * 1e3, took[n - 1] * 1e3 };
	free(took);
	client_close(c);
}

static int
many_clients(const char *dir, int clients, double seconds)
{
	struct tally all[CLIENTS_MAX] = { 0 };
	int pipes[CLIENTS_MAX][2];
	long total = 0, least = 0, most = 0;
	double rate = 0;

	for (int i = 0; i < clients; i++) {
		if (pipe(pipes[i]) != 0)
			return 1;
		if (fork() == 0) {
			one_client(&all[i], dir, i, seconds);
			(void)!write(pipes[i][1], &all[i], sizeof(all[i]));
			_exit(0);
		}
		close(pipes[i][1]);
	}
	for (int i = 0; i < clients; i++) {
		if (read(pipes[i][0], &all[i], sizeof(all[i])) !=
			(ssize_t)sizeof(all[i]))
			return 1;
		total += all[i].acts;
		rate += (double)all[i].acts / all[i].seconds;
		if (i == 0 || all[i].acts < least)
			least = all[i].acts;
		if (all[i].acts > most)
			most = all[i].acts;
	}
	while (wait(NULL) > 0)
		;
	printf("clients=%d acts=%ld rate=%.0f share=%.3f p50_ms=%.2f "
	       "p99_ms=%.2f max_ms=%.2f\n",
		clients, total, rate,
		(double)most / (double)(least ? least : 1), all[0].p50_ms,
		all[0].p99_ms, all[0].max_ms);
	return 0;
}

struct target {
	char id[64]; /* of a message; of an incident before it has one */
	long revision;
};

struct targets {
	struct target *list;
	size_t count;
};

static struct targets
read_targets(const char *path)
{
	FILE *f = fopen(path, "re");
	struct targets t = { 0 };
	struct target one;

	while (f != NULL && fscanf(f, "%63s %ld", one.id, &one.revision) == 2) {
		t.list = mem_grow(t.list, (t.count + 1) * sizeof(one));
		t.list[t.count++] = one;
	}
	if (f != NULL)
		fclose(f);
	return t;
}

static void
write_targets(const struct targets *t, const char *path)
{
	FILE *f = fopen(path, "we");

	for (size_t i = 0; f != NULL && i < t->count; i++)
		fprintf(f, "%s %ld\n", t->list[i].id, t->list[i].revision);
	if (f == NULL || fclose(f) != 0) {
		perror(path);
		exit(1);
	}
}

/* One kind of act in flight: what to send, what to learn from the answer. */
struct flow {
	const char *act;
	json_t *(*fields)(struct targets *t, long n);
	void (*answered)(struct target *t, const json_t *entry);
};

static json_t *
rename_fields(struct targets *t, long n)
{
	(void)t;
	return change(0, n);
}

static json_t *
card_fields(struct targets *t, long n)
{
	json_t *fields = json_object();
	char text[32];

	(void)t;
	(void)snprintf(text, sizeof(text), "010-%08ld", n);
	doc_put_str(fields, "phone", text);
	return fields;
}

static json_t *
open_fields(struct targets *t, long n)
{
	json_t *fields = json_object();
	char title[64];

	(void)t;
	(void)snprintf(title, sizeof(title), "Flood at mark %ld", n);
	doc_put_str(fields, "playbook", getenv("PLAYBOOK"));
	doc_put_str(fields, "title", title);
	doc_put_str(fields, "mode", "drill");
	doc_put_str(fields, "level", "II");
	return fields;
}

static void
open_answered(struct target *t, const json_t *entry)
{
	(void)snprintf(t->id, sizeof(t->id), "%s", doc_str(entry, "incident"));
}

static json_t *
begin_fields(struct targets *t, long n)
{
	json_t *fields = json_object();

	doc_put_str(fields, "incident", t->list[n].id);
	doc_put_str(fields, "kind", "truth");
	return fields;
}

static void
begin_answered(struct target *t, const json_t *entry)
{
	(void)snprintf(t->id, sizeof(t->id), "%s",
		doc_str(doc_get(entry, "body"), "message"));
	t->revision = 1;
}

static json_t *
revise_fields(struct targets *t, long n)
{
	struct target *target = &t->list[(size_t)n % t->count];
	json_t *fields = json_object(), *slots = json_object();
	char text[64];

	(void)snprintf(text, sizeof(text), "North gate %ld", n);
	doc_put_str(slots, getenv("SLOT"), text);
	doc_put_str(fields, "message", target->id);
	doc_put_int(fields, "base", target->revision++);
	doc_put(fields, "slots", slots);
	return fields;
}

static const struct flow flows[] = {
	{ "account.change", rename_fields, NULL },
	{ "incident.open", open_fields, open_answered },
	{ "message.new", begin_fields, begin_answered },
	{ "message.revise", revise_fields, NULL },
	{ "station.card", card_fields, NULL },
};
enum { RENAME, OPEN, BEGIN, REVISE, CARD };

/* Takes what came; answers come in the order of the acts. */
static void
take_some(struct client *c, const struct flow *f, struct targets *t, long *done)
{
	struct err err = { 0 };
	struct pollfd p = { client_fd(c), client_events(c), 0 };
	json_t *doc;

	(void)poll(&p, 1, 1000);
	for (;;) {
		if (client_receive(&doc, c, &err) != ERR_OK)
			die("receive", &err);
		if (doc == NULL)
			return;
		if (doc_get(doc, "refusal") != NULL) {
			fprintf(stderr, "%s: %s\n", f->act, doc_format(doc));
			exit(1);
		}
		if (f->answered != NULL)
			f->answered(&t->list[*done],
				json_array_get(doc_get(doc, "entries"), 0));
		json_decref(doc);
		++*done;
	}
}

static void
run_flow(struct client *c, const struct flow *f, struct targets *t, long count)
{
	struct err err = { 0 };
	long sent = 0, done = 0;

	while (done < count) {
		while (sent < count && sent - done < FLIGHT) {
			json_t *request = f->fields(t, sent++);
			int64_t id;

			doc_put_str(request, "act", f->act);
			if (client_send(&id, c, request, &err) != ERR_OK)
				die("send", &err);
		}
		take_some(c, f, t, &done);
	}
}

static int
in_flight(const char *dir, const char *verb, const char *file, long count)
{
	struct client *c = enter(dir);
	struct targets t = { 0 };
	double start = now();

	if (strcmp(verb, "burst") == 0)
		run_flow(c, &flows[RENAME], &t, count);
	if (strcmp(verb, "cards") == 0)
		run_flow(c, &flows[CARD], &t, count);
	if (strcmp(verb, "open") == 0) {
		t.count = (size_t)count;
		t.list = mem_array(t.count, sizeof(*t.list));
		run_flow(c, &flows[OPEN], &t, count);
		run_flow(c, &flows[BEGIN], &t, count);
		write_targets(&t, file);
	}
	if (strcmp(verb, "revise") == 0) {
		t = read_targets(file);
		if (t.count == 0)
			return 1;
		run_flow(c, &flows[REVISE], &t, count);
		write_targets(&t, file);
	}
	printf("acts=%ld seconds=%.3f rate=%.0f\n", count, now() - start,
		(double)count / (now() - start));
	client_close(c);
	free(t.list);
	return 0;
}

int
main(int argc, char **argv)
{
	const char *verb = argc > 3 ? argv[2] : "";

	if (argc == 5 && strcmp(verb, "account") == 0)
		return many_clients(argv[1], (int)strtol(argv[3], NULL, 10),
			strtod(argv[4], NULL));
	if (argc == 4 &&
		(strcmp(verb, "burst") == 0 || strcmp(verb, "cards") == 0))
		return in_flight(
			argv[1], verb, NULL, strtol(argv[3], NULL, 10));
	if (argc == 5 &&
		(strcmp(verb, "open") == 0 || strcmp(verb, "revise") == 0))
		return in_flight(
			argv[1], verb, argv[3], strtol(argv[4], NULL, 10));
	fputs("usage: see the head of acts.c\n", stderr);
	return 64;
}

/*
 * Acts against a running demo station, through the real protocol, from N
 * client processes that each wait for their answer:
 *
 *   acts DIR account CLIENTS SECONDS       change an account's name
 *   acts DIR revise FILE COUNT             save COUNT revisions, round robin
 *                                          over the messages named in FILE
 *   acts DIR burst COUNT                   COUNT acts, 50 in flight
 *
 * Prints one line of name=value pairs. The officers are the demo's; which
 * one may do what is given in OFFICER.
 */
#include <errno.h>
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
	double seconds, p50_ms, p99_ms;
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
		took[n * 99 / 100] * 1e3 };
	free(took);
	client_close(c);
}

static int
many_clients(const char *dir, int clients, double seconds)
{
	struct tally all[CLIENTS_MAX];
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
	       "p99_ms=%.2f\n",
		clients, total, rate,
		(double)most / (double)(least ? least : 1), all[0].p50_ms,
		all[0].p99_ms);
	return 0;
}

struct target {
	char message[64];
	int64_t revision;
};

static struct target *
read_targets(size_t *count, const char *path)
{
	FILE *f = fopen(path, "re");
	struct target *list = NULL;
	char line[64];
	long revision;

	*count = 0;
	while (f != NULL && fscanf(f, "%63s %ld", line, &revision) == 2) {
		list = mem_grow(list, (*count + 1) * sizeof(*list));
		(void)snprintf(list[*count].message, sizeof(line), "%s", line);
		list[(*count)++].revision = revision;
	}
	if (f != NULL)
		fclose(f);
	return list;
}

static int
revise(const char *dir, const char *file, long count)
{
	size_t targets;
	struct target *list = read_targets(&targets, file);
	struct client *c = enter(dir);
	double start = now();

	for (long n = 0; n < count && targets > 0; n++) {
		struct target *t = &list[(size_t)n % targets];
		json_t *fields = json_object(), *slots = json_object();
		char text[64];

		(void)snprintf(text, sizeof(text), "North gate %ld", n);
		doc_put_str(slots, getenv("SLOT"), text);
		doc_put_str(fields, "message", t->message);
		doc_put_int(fields, "base", t->revision++);
		doc_put(fields, "slots", slots);
		act(c, "message.revise", fields);
	}
	printf("acts=%ld seconds=%.3f rate=%.0f\n", count, now() - start,
		(double)count / (now() - start));
	client_close(c);
	free(list);
	return targets > 0 ? 0 : 1;
}

static void
wait_some(struct client *c, long *waiting)
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
			fprintf(stderr, "refused: %s\n", doc_format(doc));
			exit(1);
		}
		json_decref(doc);
		--*waiting;
	}
}

static int
burst(const char *dir, long count)
{
	struct client *c = enter(dir);
	struct err err = { 0 };
	double start = now();
	long sent = 0, waiting = 0;

	while (sent < count || waiting > 0) {
		while (sent < count && waiting < FLIGHT) {
			json_t *request = change(0, sent++);
			int64_t id;

			doc_put_str(request, "act", "account.change");
			if (client_send(&id, c, request, &err) != ERR_OK)
				die("send", &err);
			waiting++;
		}
		wait_some(c, &waiting);
	}
	printf("acts=%ld seconds=%.3f rate=%.0f\n", count, now() - start,
		(double)count / (now() - start));
	client_close(c);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[2], "account") == 0)
		return many_clients(argv[1], (int)strtol(argv[3], NULL, 10),
			strtod(argv[4], NULL));
	if (argc == 5 && strcmp(argv[2], "revise") == 0)
		return revise(argv[1], argv[3], strtol(argv[4], NULL, 10));
	if (argc == 4 && strcmp(argv[2], "burst") == 0)
		return burst(argv[1], strtol(argv[3], NULL, 10));
	fputs("usage: see the head of acts.c\n", stderr);
	return 64;
}

/*
 * One release to a thousand webhook accounts, three ways: through this
 * project's performer, through a bare curl-multi loop in the same program,
 * and by `curl --parallel`. The requests are the webhook connector's own,
 * signed. Skew is what the receiver saw: from the first to the last POST.
 *
 *   fanout ours|bare URL REPORT_URL COUNT cold|warm [CA]
 *   fanout curl URL REPORT_URL COUNT cold [CA]
 *
 * prints skew_us= total_us= cpu_us= rss_kb= warm_cpu_us= answers= and count=.
 */
#include <assert.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "net/http.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

enum { SETTLE_US = 300000, CURL_PARALLEL = 300 };

extern char **environ;

struct bench {
	const char *url, *report, *ca;
	size_t count;
	bool warm;
	json_t *options, *secret, *variant, *memo;
	size_t done, good;
	int64_t total_us, cpu_us, warm_cpu_us;
};

static int64_t
now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t
cpu_us(int who)
{
	struct rusage u;

	(void)getrusage(who, &u);
	return ((int64_t)u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 +
		u.ru_utime.tv_usec + u.ru_stime.tv_usec;
}

/* ---- the requests ---- */

static void
set_up_job(struct bench *b)
{
	static const char text[] =
		"暴雨红色预警：请低洼地区居民立即转移到安置点，不要外出。";

	b->options = json_object();
	b->secret = json_object();
	b->variant = json_object();
	b->memo = json_object();
	doc_put_str(b->options, "url", b->url);
	doc_put_str(b->secret, "secret", SECRET);
	doc_put_str(b->variant, "title", "情况通报（第1号）");
	doc_put_str(b->variant, "text", text);
	doc_put_str(b->memo, "timestamp", "2026-11-24T02:30:00+00:00");
}

static void
build(struct wire_request *r, const struct bench *b, size_t i,
	enum wire_step step)
{
	const struct connector *c = connector_find("webhook");
	char delivery[48], key[48];
	struct wire_job job = { .delivery = delivery,
		.key = key,
		.slug = "",
		.attempt = 1,
		.now = (int64_t)time(NULL) * 1000,
		.mode = "actual",
		.options = b->options,
		.secret = b->secret,
		.variant = b->variant,
		.memo = b->memo };
	enum err_code rc;

	(void)snprintf(delivery, sizeof(delivery), "2026-0001/1:hook%zu", i);
	(void)snprintf(key, sizeof(key), "key-%zu", i);
	wire_request_init(r);
	rc = c->build(r, &job, step, NULL);
	assert(rc == ERR_OK);
}

/* ---- ours ---- */

static void
ours_done(void *ctx, void *tag, const struct http_result *result)
{
	struct bench *b = ctx;

	(void)tag;
	b->done++;
	b->good += result->answer.answered && result->answer.status == 200;
}

static void
ours_round(struct http *h, struct bench *b, enum wire_step step)
{
	struct wire_request *r = mem_array(b->count, sizeof(*r));
	int64_t start, cpu;

	for (size_t i = 0; i < b->count; i++)
		build(&r[i], b, i, step);
	b->done = b->good = 0;
	cpu = cpu_us(RUSAGE_SELF);
	start = now_us();
	for (size_t i = 0; i < b->count; i++)
		http_start(h, &r[i], NULL);
	while (b->done < b->count)
		(void)http_poll(h, 1000, NULL, 0, NULL);
	b->total_us = now_us() - start;
	b->cpu_us = cpu_us(RUSAGE_SELF) - cpu;
	free(r);
}

static void
run_ours(struct bench *b)
{
	struct http_config config = { .accounts = b->count,
		.ca_file = b->ca,
		.done = ours_done,
		.ctx = b };
	struct http *h;
	enum err_code rc = http_open(&h, &config, NULL);

	assert(rc == ERR_OK);
	if (b->warm) {
		ours_round(h, b, STEP_CHECK);
		b->warm_cpu_us = b->cpu_us;
		(void)usleep(SETTLE_US);
	}
	ours_round(h, b, STEP_PUBLISH);
	http_close(h);
}

/* ---- the bare loop ---- */

static size_t
swallow(char *data, size_t size, size_t count, void *arg)
{
	(void)data;
	(void)arg;
	return size * count;
}

static CURL *
bare_handle(const struct bench *b, struct wire_request *r,
	struct curl_slist **lines)
{
	CURL *easy = curl_easy_init();

	for (size_t i = 0; i < r->header_count; i++) {
		char *line = mem_printf(
			"%s: %s", r->headers[i].name, r->headers[i].value);

		*lines = curl_slist_append(*lines, line);
		free(line);
	}
	curl_easy_setopt(easy, CURLOPT_URL, r->url);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, *lines);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, swallow);
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	if (b->ca)
		curl_easy_setopt(easy, CURLOPT_CAINFO, b->ca);
	if (strcmp(r->method, "HEAD") == 0) {
		curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	} else {
		curl_easy_setopt(
			easy, CURLOPT_POSTFIELDSIZE, (long)r->body.len);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, r->body.data);
	}
	return easy;
}

static void
bare_drive(CURLM *multi, struct bench *b)
{
	int running = 1, left;
	CURLMsg *m;
	long status;

	while (running > 0) {
		(void)curl_multi_perform(multi, &running);
		while ((m = curl_multi_info_read(multi, &left)) != NULL) {
			status = 0;
			curl_easy_getinfo(m->easy_handle,
				CURLINFO_RESPONSE_CODE, &status);
			b->done++;
			b->good += status == 200;
			curl_multi_remove_handle(multi, m->easy_handle);
		}
		if (running > 0)
			(void)curl_multi_poll(multi, NULL, 0, 1000, NULL);
	}
}

static void
bare_round(CURLM *multi, struct bench *b, enum wire_step step)
{
	struct wire_request *r = mem_array(b->count, sizeof(*r));
	struct curl_slist **lines = mem_array(b->count, sizeof(*lines));
	CURL **easy = mem_array(b->count, sizeof(CURL *));
	int64_t start, cpu;

	for (size_t i = 0; i < b->count; i++)
		build(&r[i], b, i, step);
	b->done = b->good = 0;
	cpu = cpu_us(RUSAGE_SELF);
	start = now_us();
	for (size_t i = 0; i < b->count; i++) {
		easy[i] = bare_handle(b, &r[i], &lines[i]);
		(void)curl_multi_add_handle(multi, easy[i]);
	}
	bare_drive(multi, b);
	b->total_us = now_us() - start;
	b->cpu_us = cpu_us(RUSAGE_SELF) - cpu;
	for (size_t i = 0; i < b->count; i++) {
		curl_easy_cleanup(easy[i]);
		curl_slist_free_all(lines[i]);
		wire_request_release(&r[i]);
	}
	free(r);
	free(lines);
	free(easy);
}

static void
run_bare(struct bench *b)
{
	CURLM *multi = curl_multi_init();

	(void)curl_multi_setopt(
		multi, CURLMOPT_MAXCONNECTS, (long)b->count + 64);
	if (b->warm) {
		bare_round(multi, b, STEP_CHECK);
		b->warm_cpu_us = b->cpu_us;
		(void)usleep(SETTLE_US);
	}
	bare_round(multi, b, STEP_PUBLISH);
	(void)curl_multi_cleanup(multi);
}

/* ---- curl itself ---- */

/* curl's own file of options: one section a request. */
static void
write_config(const struct bench *b, int fd)
{
	FILE *f = fdopen(fd, "w");

	assert(f != NULL);
	for (size_t i = 0; i < b->count; i++) {
		struct wire_request r;

		build(&r, b, i, STEP_PUBLISH);
		(void)fprintf(f, "%surl = \"%s\"\noutput = \"/dev/null\"\n",
			i ? "next\n" : "", r.url);
		if (b->ca)
			(void)fprintf(f, "cacert = \"%s\"\n", b->ca);
		for (size_t k = 0; k < r.header_count; k++)
			(void)fprintf(f, "header = \"%s: %s\"\n",
				r.headers[k].name, r.headers[k].value);
		(void)fputs("data-raw = \"", f);
		for (const char *s = r.body.data; *s; s++) {
			if (*s == '"' || *s == '\\')
				(void)fputc('\\', f);
			(void)fputc(*s, f);
		}
		(void)fputs("\"\n", f);
		wire_request_release(&r);
	}
	(void)fclose(f);
}

static void
run_curl(struct bench *b)
{
	char path[] = "/tmp/fanout.XXXXXX", most[16];
	const char *const argv[] = { "curl", "-s", "--parallel",
		"--parallel-immediate", "--parallel-max", most, "-K", path,
		NULL };
	posix_spawn_file_actions_t quiet; /* of curl's progress meter */
	int64_t start;
	int status;
	pid_t pid;

	(void)posix_spawn_file_actions_init(&quiet);
	(void)posix_spawn_file_actions_addopen(
		&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	(void)snprintf(most, sizeof(most), "%d", CURL_PARALLEL);
	write_config(b, mkstemp(path));
	start = now_us();
	if (posix_spawnp(&pid, "curl", &quiet, NULL, (char **)(uintptr_t)argv,
		    environ) != 0)
		exit(1);
	(void)posix_spawn_file_actions_destroy(&quiet);
	(void)waitpid(pid, &status, 0);
	b->total_us = now_us() - start;
	b->cpu_us = cpu_us(RUSAGE_CHILDREN);
	b->good = status == 0 ? b->count : 0;
	(void)unlink(path);
}

/* ---- the receiver's side ---- */

static size_t
keep(char *data, size_t size, size_t count, void *arg)
{
	buf_add(arg, data, size * count);
	return size * count;
}

/* "count=N skew_us=N"; begins anew. */
static void
ask_report(const struct bench *b, struct buf *out)
{
	CURL *easy = curl_easy_init();

	curl_easy_setopt(easy, CURLOPT_URL, b->report);
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	if (b->ca)
		curl_easy_setopt(easy, CURLOPT_CAINFO, b->ca);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, out);
	if (curl_easy_perform(easy) != CURLE_OK)
		exit(1);
	curl_easy_cleanup(easy);
}

static const struct {
	const char *name;
	void (*run)(struct bench *);
} ways[] = {
	{ "ours", run_ours },
	{ "bare", run_bare },
	{ "curl", run_curl },
};

/* A thousand connections need more than a login is often given. */
static void
raise_nofile(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

static int
usage(void)
{
	(void)fprintf(stderr,
		"usage: fanout ours|bare|curl URL REPORT COUNT cold|warm "
		"[CA]\n");
	return 64;
}

int
main(int argc, char **argv)
{
	struct bench b = { 0 };
	struct buf report;
	struct rusage usage_all;
	size_t way = 0;
	bool curl;

	while (way < 3 && argc > 1 && strcmp(ways[way].name, argv[1]) != 0)
		way++;
	if (argc < 6 || way == 3)
		return usage();
	curl = strcmp(argv[1], "curl") == 0;
	b.url = argv[2];
	b.report = argv[3];
	b.count = strtoul(argv[4], NULL, 10);
	b.warm = strcmp(argv[5], "warm") == 0;
	b.ca = argc > 6 ? argv[6] : NULL;
	(void)signal(SIGPIPE, SIG_IGN);
	raise_nofile();
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
	set_up_job(&b);
	buf_init(&report, 1000);
	ask_report(&b, &report);
	buf_reset(&report);
	ways[way].run(&b);
	(void)getrusage(curl ? RUSAGE_CHILDREN : RUSAGE_SELF, &usage_all);
	ask_report(&b, &report);
	report.data[strcspn(report.data, "\n")] = '\0';
	printf("%s total_us=%" PRId64 " cpu_us=%" PRId64 " warm_cpu_us=%" PRId64
	       " rss_kb=%ld answers=%zu\n",
		report.data, b.total_us, b.cpu_us, b.warm_cpu_us,
		usage_all.ru_maxrss, b.good);
	buf_release(&report);
	json_decref(b.options);
	json_decref(b.secret);
	json_decref(b.variant);
	json_decref(b.memo);
	return b.good == b.count ? 0 : 1;
}

/*
 * The actual relay as a process: a socket to a station that this test plays,
 * a key on disk, and receivers on loopback that may lose their answer.
 */
#include "tests/relay/station.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/seal.h"
#include "relay/loop.h"
#include "relay/sandbox.h"
#include "relay/vault.h"

enum { WAIT_MS = 15000, LINE = 65536 };

struct bench {
	char dir[64], key[80], path[80];
	char pub[SEAL_LINE];
	int listener, station; /* receivers; the relay's socket */
	int port;
	pthread_t thread;
	bool mute; /* takes the request and closes without an answer */
	int posts; /* requests that would have published */
	pid_t pid;
	char *line;
};

/* ---- receivers ---- */

static size_t
read_head(int fd, char *head, size_t size)
{
	size_t n = 0;

	while (n + 1 < size && read(fd, head + n, 1) == 1) {
		head[++n] = '\0';
		if (n >= 4 && strcmp(head + n - 4, "\r\n\r\n") == 0)
			return n;
	}
	return 0;
}

static void
skip_body(int fd, const char *head)
{
	const char *at = strcasestr(head, "\r\ncontent-length:");
	long left = at ? strtol(at + 17, NULL, 10) : 0;
	char byte;

	while (left-- > 0 && read(fd, &byte, 1) == 1)
		;
}

static void *
receive(void *ctx)
{
	static const char answer[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
				     "Content-Length: 0\r\n\r\n";
	struct bench *b = ctx;
	char head[4096];
	int fd;

	while ((fd = accept(b->listener, NULL, NULL)) >= 0) {
		bool post;

		if (read_head(fd, head, sizeof(head)) > 0) {
			post = strncmp(head, "POST", 4) == 0;
			skip_body(fd, head);
			__atomic_add_fetch(
				&b->posts, post ? 1 : 0, __ATOMIC_SEQ_CST);
			if (!post || !b->mute)
				(void)!write(fd, answer, sizeof(answer) - 1);
		}
		(void)close(fd);
	}
	return NULL;
}

static void
bench_open(struct bench *b)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);

	*b = (struct bench){ .station = -1 };
	(void)snprintf(b->dir, sizeof(b->dir), "/tmp/crier-loop-XXXXXX");
	assert_non_null(mkdtemp(b->dir));
	assert_int_equal(
		vault_generate(b->pub, sizeof(b->pub), b->dir, NULL), ERR_OK);
	(void)snprintf(b->key, sizeof(b->key), "%s/relay", b->dir);
	(void)snprintf(b->path, sizeof(b->path), "%s/relay.sock", b->dir);
	b->line = mem_new(LINE);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	b->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(
		bind(b->listener, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(b->listener, 64), 0);
	assert_int_equal(
		getsockname(b->listener, (struct sockaddr *)&at, &len), 0);
	b->port = ntohs(at.sin_port);
}

/* After the fork: a thread that holds the allocator's lock must not be part
 * of what the relay's process begins with. */
static void
receivers_begin(struct bench *b)
{
	assert_int_equal(pthread_create(&b->thread, NULL, receive, b), 0);
}

static void
bench_close(struct bench *b)
{
	static const char *const names[] = { "relay", "relay.pub",
		"relay.sock" };
	char path[100];

	if (b->station >= 0)
		(void)close(b->station);
	(void)shutdown(b->listener, SHUT_RDWR);
	(void)close(b->listener);
	(void)pthread_join(b->thread, NULL);
	for (size_t i = 0; i < 3; i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", b->dir, names[i]);
		(void)unlink(path);
	}
	(void)rmdir(b->dir);
	free(b->line);
}

/* ---- the relay ---- */

static void
run_relay(struct bench *b, int fd, const char *path)
{
	struct loop_config config = {
		.fd = fd, .socket = path, .host_max = 10
	};
	struct vault *vault = NULL;
	struct err err = { 0 };
	enum err_code rc = vault_load(&vault, b->key, &err);

	(void)signal(SIGPIPE, SIG_IGN);
	config.vault = vault;
	if (rc == ERR_OK && path != NULL)
		rc = loop_connect(&config.fd, path, &err);
	if (rc == ERR_OK)
		rc = loop_run(&config, sandbox_actual, &err);
	vault_free(vault);
	_exit(rc == ERR_OK ? 0 : 1);
}

static void
start_paired(struct bench *b)
{
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	b->pid = fork();
	assert_true(b->pid >= 0);
	if (b->pid == 0) {
		(void)close(pair[0]);
		run_relay(b, pair[1], NULL);
	}
	(void)close(pair[1]);
	b->station = pair[0];
	receivers_begin(b);
}

static int
ended(struct bench *b)
{
	int status;

	assert_int_equal(waitpid(b->pid, &status, 0), b->pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- the station ---- */

static void
say(struct bench *b, json_t *doc)
{
	char *text = doc_format(doc);
	size_t len = strlen(text);

	text[len] = '\n';
	assert_int_equal(
		send(b->station, text, len + 1, MSG_NOSIGNAL), len + 1);
	free(text);
	json_decref(doc);
}

static json_t *
hear(struct bench *b)
{
	json_t *doc = NULL;
	size_t n = 0;

	for (;;) {
		struct pollfd p = { .fd = b->station, .events = POLLIN };

		assert_true(n + 1 < LINE);
		assert_int_equal(poll(&p, 1, WAIT_MS), 1);
		assert_int_equal(read(b->station, b->line + n, 1), 1);
		if (b->line[n++] == '\n')
			break;
	}
	assert_int_equal(doc_parse(&doc, b->line, n - 1, NULL), ERR_OK);
	return doc;
}

static json_t *
hear_act(struct bench *b, const char *name)
{
	json_t *doc = hear(b);

	assert_string_equal(doc_str(doc, "act"), name);
	return doc;
}

static void
agree(struct bench *b, json_t *act)
{
	json_t *entry = json_pack("{s:s,s:{s:O*}}", "kind", "delivery.sending",
		"body", "deliveries", doc_get(act, "deliveries"));

	say(b,
		json_pack("{s:I,s:[o]}", "id", (json_int_t)doc_int(act, "id"),
			"entries", entry));
	json_decref(act);
}

static void
greet(struct bench *b)
{
	json_t *hello = hear(b);

	assert_string_equal(
		doc_str(doc_get(hello, "hello"), "relay"), "actual");
	json_decref(hello);
	say(b, json_pack("{s:{s:s}}", "hello", "lang", "en"));
}

static char *
sealed_for(const struct bench *b, const char *account)
{
	static const char secret[] =
		"{\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}";
	unsigned char pub[SEAL_KEY];
	char *box = NULL;

	assert_int_equal(seal_key_parse(pub, b->pub, NULL), ERR_OK);
	assert_int_equal(
		seal_close(&box, pub, account, secret, strlen(secret), NULL),
		ERR_OK);
	return box;
}

/* Arms three receivers and fires; up to the confirmed "sending". */
static void
release(struct bench *b)
{
	struct timespec ts;
	json_t *variant, *manifest, *accounts, *list, *act;
	char digest[HASH_HEX], url[64];

	(void)clock_gettime(CLOCK_REALTIME, &ts);
	variant = json_pack("{s:s,s:s}", "title", "T", "text", "It floods.");
	rig_digest(digest, variant);
	say(b, json_pack("{s:s,s:o}", "variant", digest, "doc", variant));
	accounts = json_object();
	list = json_array();
	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%d/", b->port);
	for (int i = 0; i < 3; i++) {
		char account[8], id[32], *box;

		(void)snprintf(account, sizeof(account), "w%d", i % 10);
		(void)snprintf(id, sizeof(id), "%s:%s", MESSAGE, account);
		box = sealed_for(b, account);
		doc_put(accounts, account,
			json_pack("{s:s,s:s}", "variant", digest, "kind",
				"webhook"));
		(void)json_array_append_new(list,
			json_pack("{s:s,s:s,s:s,s:{s:s},s:s,s:s,s:s,s:i}",
				"delivery", id, "account", account, "kind",
				"webhook", "options", "url", url, "sealed", box,
				"variant", digest, "key", id, "attempt", 0));
		free(box);
	}
	manifest = json_pack("{s:s,s:s,s:o}", "message", MESSAGE, "mode",
		"actual", "accounts", accounts);
	rig_digest(digest, manifest);
	say(b,
		json_pack("{s:s,s:s,s:s,s:o,s:i,s:o}", "job", "prepare",
			"message", MESSAGE, "digest", digest, "manifest",
			manifest, "release", 1, "deliveries", list));
	act = hear_act(b, "relay.prepared");
	for (size_t i = 0; i < 3; i++)
		assert_true(doc_bool(
			json_array_get(doc_get(act, "results"), i), "ok"));
	agree(b, act);
	say(b,
		json_pack("{s:s,s:s,s:i,s:I}", "job", "fire", "message",
			MESSAGE, "release", 1, "at",
			(json_int_t)ts.tv_sec * 1000));
	act = hear_act(b, "relay.sending");
	assert_int_equal(__atomic_load_n(&b->posts, __ATOMIC_SEQ_CST), 0);
	agree(b, act);
}

/* How many of the three outcomes are of that state. */
static size_t
outcomes(struct bench *b, const char *state, json_t **last)
{
	size_t seen = 0, n = 0;

	while (seen < 3) {
		json_t *act = hear_act(b, "relay.outcomes"), *row;
		size_t i;

		json_array_foreach(doc_get(act, "results"), i, row)
		{
			seen++;
			n += strcmp(doc_str(row, "state"), state) == 0;
		}
		if (last != NULL) {
			json_decref(*last);
			*last = json_incref(act);
		}
		if (last == NULL)
			agree(b, act);
		else
			json_decref(act);
	}
	return n;
}

/* ---- tests ---- */

static void
relay__publishes_once_to_each_and_ends_with_the_station(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	start_paired(&b);
	greet(&b);
	release(&b);
	assert_int_equal(outcomes(&b, "published", NULL), 3);
	assert_int_equal(b.posts, 3);
	(void)close(b.station);
	b.station = -1;
	assert_int_equal(ended(&b), 0);
	bench_close(&b);
}

static void
relay__a_lost_answer_is_unknown_and_was_sent_once(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	b.mute = true;
	start_paired(&b);
	greet(&b);
	release(&b);
	assert_int_equal(outcomes(&b, "unknown", NULL), 3);
	assert_int_equal(b.posts, 3);
	(void)close(b.station);
	b.station = -1;
	assert_int_equal(ended(&b), 0);
	bench_close(&b);
}

static int
office_socket(const struct bench *b)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s", b->path);
	(void)unlink(b->path);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(fd, 4), 0);
	return fd;
}

static void
relay__of_an_office_tells_its_results_to_the_next_station(void **state)
{
	struct bench b;
	json_t *first = NULL, *again;
	int office;

	(void)state;
	bench_open(&b);
	office = office_socket(&b);
	b.pid = fork();
	assert_true(b.pid >= 0);
	if (b.pid == 0)
		run_relay(&b, -1, b.path);
	receivers_begin(&b);
	b.station = accept(office, NULL, NULL);
	greet(&b);
	release(&b);
	assert_int_equal(outcomes(&b, "published", &first), 3);
	(void)close(b.station); /* it was never answered */
	b.station = accept(office, NULL, NULL);
	greet(&b);
	again = hear_act(&b, "relay.outcomes");
	assert_string_equal(doc_str(again, "act_id"), doc_str(first, "act_id"));
	json_decref(again);
	json_decref(first);
	assert_int_equal(b.posts, 3);
	assert_int_equal(kill(b.pid, SIGTERM), 0);
	(void)ended(&b);
	(void)close(office);
	bench_close(&b);
}

static void
relay__that_is_not_wanted_ends(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	start_paired(&b);
	json_decref(hear(&b));
	say(&b,
		json_pack("{s:{s:s,s:s}}", "refusal", "code", "protocol",
			"what", "restart the older side"));
	assert_int_equal(ended(&b), 0);
	bench_close(&b);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(relay__publishes_once_to_each_and_ends_with_the_station),
		T(relay__a_lost_answer_is_unknown_and_was_sent_once),
		T(relay__of_an_office_tells_its_results_to_the_next_station),
		T(relay__that_is_not_wanted_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

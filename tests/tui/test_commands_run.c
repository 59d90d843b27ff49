/*
 * Whole commands against a station that answers from a table: what is asked,
 * what is printed, with which status.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/mem.h"
#include "base/seal.h"
#include "crier/refusal.h"
#include "link/protocol.h"
#include "link/server.h"
#include "tui/commands.h"

/* ---- the station ---- */

#define DIGEST                                                                 \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct {
	const char *question, *answer;
} answers[] = {
	{ "status",
		"{\"station\":{\"unit\":\"River County\",\"demo\":true},"
		"\"officer\":{\"id\":\"li\",\"name\":\"Li Na\"},"
		"\"waits\":[{\"message\":\"D2026-0001/1\",\"mode\":\"drill\","
		"\"what\":\"final\",\"roles\":[\"signer\"],\"title\":\"Rain\","
		"\"officers\":[{\"name\":\"Wang Qiang\","
		"\"phone\":\"0551-1\"}]}],\"clock\":null,"
		"\"record\":{\"behind\":3,\"head\":\"abcdef0123456789\"},"
		"\"relay\":{\"actual\":false,\"drill\":true},"
		"\"accounts\":{\"total\":12,\"failed\":[{\"id\":\"wb\","
		"\"name\":\"Weibo\",\"detail\":\"token expired\"}]},"
		"\"incidents\":{\"open\":1,\"total\":2}}" },
	{ "message.show",
		"{\"id\":\"2026-0001/1\",\"mode\":\"actual\","
		"\"kind\":\"truth\",\"state\":\"armed\",\"revision\":4,"
		"\"title\":\"Rain\",\"digest\":\"" DIGEST "\","
		"\"fire_word\":\"RAIN-0001\",\"slots\":{\"place\":\"A\","
		"\"what\":\"B\"},\"figures\":[{\"name\":\"dead\","
		"\"value\":1},{\"name\":\"hurt\",\"value\":2}],"
		"\"variants\":{\"wb\":\"by hand\"},\"accounts\":[\"wb\"],"
		"\"armed\":{\"by\":\"li\",\"expires\":1795487400000},"
		"\"deliveries\":[{\"id\":\"2026-0001/1:wb\","
		"\"kind\":\"manual\",\"state\":\"gap\",\"attempt\":0}]}" },
	{ "delivery.text",
		"{\"title\":\"T\\u001b[2J\",\"text\":\"one\\ntwo "
		"\xe4\xb8\xad\xe6\x96\x87\"}" },
	{ "account.kinds", NULL /* holds the relay's key */ },
	{ "ledger.verify",
		"{\"ok\":false,\"entries\":9,\"head\":\"\","
		"\"problem\":{\"seq\":5,\"what\":\"hash differs\"}}" },
	{ "playbook.check",
		"{\"faults\":[{\"file\":\"p.yaml\",\"line\":3,\"column\":7,"
		"\"what\":\"unknown slot\"}]}" },
};

struct far {
	char dir[64];
	pid_t pid;
	int requests; /* the canonical request lines */
};

static int tell_fd;
static char kinds_answer[200];

static enum err_code
hello(json_t **answer, void *ctx, struct peer *peer, const json_t *in,
	struct err *err)
{
	(void)ctx;
	(void)peer;
	(void)err;
	*answer = json_object();
	doc_put_str(*answer, "zone", "+08:00");
	doc_put_str(*answer, "station", "River County");
	doc_put_str(*answer, "version", "9.9");
	doc_put_bool(*answer, "demo", true);
	(void)in;
	return ERR_OK;
}

static json_t *
parsed(const char *text)
{
	json_t *doc = NULL;

	if (doc_parse(&doc, text, strlen(text), NULL) != ERR_OK)
		abort();
	return doc;
}

/* Three windows of incidents: 200, 200, 5. */
static json_t *
incidents(const json_t *ask)
{
	int64_t from = strtoll(doc_str(ask, "after"), NULL, 10);
	int64_t limit = doc_int(ask, "limit");
	json_t *answer = json_object(), *rows = json_array();
	char id[32];

	for (int64_t i = from; i < 405 && i < from + limit; i++) {
		json_t *row = json_object();

		(void)snprintf(id, sizeof(id), "2026-%04d", (int)i + 1);
		doc_put_str(row, "id", id);
		doc_put_str(row, "mode", "drill");
		doc_put_str(row, "state", "open");
		doc_put_str(row, "title", "暴雨");
		(void)json_array_append_new(rows, row);
	}
	doc_put(answer, "rows", rows);
	doc_put_int(answer, "total", 405);
	(void)snprintf(id, sizeof(id), "%lld", (long long)(from + limit));
	if (from + limit < 405)
		doc_put_str(answer, "next", id);
	return answer;
}

static void
answer(struct peer *peer, const json_t *doc)
{
	const char *question = doc_str(doc, "question");
	int64_t id = doc_int(doc, "id");
	struct err err = { 0 };

	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		const char *text = answers[i].answer;

		if (strcmp(answers[i].question, question) != 0)
			continue;
		peer_answer(peer, id, parsed(text ? text : kinds_answer));
		return;
	}
	if (strcmp(question, "incident.list") == 0) {
		peer_answer(peer, id, incidents(doc));
		return;
	}
	if (strcmp(question, "ledger.export") == 0) {
		peer_part(peer, id, json_string("a,b\n"));
		peer_part(peer, id, json_string("c,d\n"));
		peer_answer(peer, id, json_object());
		return;
	}
	(void)refuse(&err, REFUSE_NOT_FOUND, question, "incident", "x", NULL);
	peer_refuse(peer, id, &err);
}

static void
act(struct peer *peer, const json_t *doc)
{
	const char *name = doc_str(doc, "act");
	struct err err = { 0 };

	if (strcmp(name, "approve") == 0) {
		(void)refuse(&err, REFUSE_OWN_TEXT, "message", "li",
			doc_str(doc, "message"), NULL);
		peer_refuse(peer, doc_int(doc, "id"), &err);
		return;
	}
	peer_entries(peer, doc_int(doc, "id"),
		parsed("[{\"seq\":7,\"kind\":\"incident.opened\","
		       "\"incident\":\"D2026-0001\","
		       "\"body\":{\"title\":\"Rain\","
		       "\"playbook\":\"flood\"}}]"));
}

static void
batch(void *ctx, struct server_item *items, size_t count)
{
	(void)ctx;
	for (size_t i = 0; i < count; i++) {
		json_t *copy = json_copy(items[i].doc);
		char *line;

		(void)json_object_del(copy, "id");
		(void)json_object_del(copy, "act_id");
		line = doc_format(copy);
		(void)dprintf(tell_fd, "%s\n", line);
		free(line);
		json_decref(copy);
		if (doc_get(items[i].doc, "act"))
			act(items[i].peer, items[i].doc);
		else
			answer(items[i].peer, items[i].doc);
	}
}

static void
closed(void *ctx, struct peer *peer)
{
	(void)ctx;
	(void)peer;
}

static const struct server_ops ops = {
	.hello = hello,
	.batch = batch,
	.closed = closed,
};

static void
serve(const char *dir)
{
	struct server *s = server_new(&ops, NULL);

	if (server_listen(s, dir, LINK_SOCKET, 0600, PEER_OFFICER, NULL) !=
		ERR_OK)
		_exit(1);
	(void)dprintf(tell_fd, "ready\n");
	while (server_round(s, -1, NULL) == ERR_OK)
		;
	_exit(0);
}

/* ---- running commands ---- */

static struct far far;
static struct seal_key key;
static char heard[1 << 16]; /* requests of the last run */
static char out[1 << 20], err_out[1 << 16];

static void
drain(void)
{
	ssize_t n;
	size_t len = 0;
	struct pollfd p = { .fd = far.requests, .events = POLLIN };

	while (poll(&p, 1, 0) == 1 &&
		(n = read(far.requests, heard + len, sizeof(heard) - 1 - len)) >
			0)
		len += (size_t)n;
	heard[len] = '\0';
}

static void
slurp(char *text, size_t size, int fd)
{
	ssize_t n;
	size_t len = 0;

	(void)lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, text + len, size - 1 - len)) > 0)
		len += (size_t)n;
	text[len] = '\0';
	(void)close(fd);
}

/* Runs the command line (blanks split, "_" is a blank); its exit status. */
static int
run_with(const char *input, const char *line)
{
	FILE *o = tmpfile(), *e = tmpfile(), *in = tmpfile();
	char text[1024], *words[32], *save = NULL;
	int n = 0, status;
	pid_t pid;

	(void)snprintf(
		text, sizeof(text), "crier --station %s %s", far.dir, line);
	for (char *w = strtok_r(text, " ", &save); w;
		w = strtok_r(NULL, " ", &save)) {
		for (char *c = w; *c; c++)
			*c = *c == '_' ? ' ' : *c;
		words[n++] = w;
	}
	words[n] = NULL;
	(void)fputs(input, in);
	rewind(in);
	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		(void)dup2(fileno(in), STDIN_FILENO);
		(void)dup2(fileno(o), STDOUT_FILENO);
		(void)dup2(fileno(e), STDERR_FILENO);
		status = command_main(n, words);
		/* not _exit: the leak checker looks at the end */
		exit(status);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	(void)fclose(in);
	slurp(out, sizeof(out), dup(fileno(o)));
	slurp(err_out, sizeof(err_out), dup(fileno(e)));
	(void)fclose(o);
	(void)fclose(e);
	drain();
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
run(const char *line)
{
	return run_with("", line);
}

static void
check_has(const char *text, const char *want)
{
	if (strstr(text, want) == NULL)
		fail_msg("lacks '%s':\n%s", want, text);
}

/* out is one document: the text at object.key. */
static const char *
said(const char *object, const char *name)
{
	static char text[400];
	json_t *doc = parsed(out);

	(void)snprintf(
		text, sizeof(text), "%s", doc_str(doc_get(doc, object), name));
	json_decref(doc);
	return text;
}

static size_t
size_of(const char *list)
{
	json_t *doc = parsed(out);
	size_t n = json_array_size(doc_get(doc, list));

	json_decref(doc);
	return n;
}

static void
status__says_what_waits_for_whom(void **state)
{
	static const char *const want[] = { "River County", "Li Na",
		"D2026-0001/1", "DRILL", "final review", "signer",
		"Wang Qiang 0551-1", "3 entries behind", "NOT THERE",
		"wb Weibo: token expired", "1 open, 2 in all" };

	(void)state;
	assert_int_equal(run("status"), 0);
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		check_has(out, want[i]);
	assert_string_equal(heard, "{\"question\":\"status\"}\n");
}

static void
json__is_the_answer_as_it_came(void **state)
{
	(void)state;
	assert_int_equal(run("status --json"), 0);
	assert_string_equal(said("officer", "id"), "li");
	assert_int_equal(strlen(out) - 1, strcspn(out, "\n"));
	assert_int_equal(
		run("incident open flood --title Rain --drill --json"), 0);
	assert_int_equal(size_of("entries"), 1);
}

static void
act__sends_its_fields_and_tells_what_it_yielded(void **state)
{
	(void)state;
	assert_int_equal(run("incident open flood --title Heavy_rain --drill "
			     "--occurred 2026-11-24_10:30"),
		0);
	assert_string_equal(heard,
		"{\"act\":\"incident.open\",\"mode\":\"drill\","
		"\"occurred\":1795487400000,\"playbook\":\"flood\","
		"\"title\":\"Heavy rain\"}\n");
	assert_string_equal(out, "incident opened D2026-0001: Rain  flood\n");
	assert_string_equal(err_out, "");
}

static void
refusal__is_told_with_its_remedy_and_status(void **state)
{
	(void)state;
	assert_int_equal(run("approve 2026-0001/1 --digest " DIGEST), 77);
	assert_string_equal(out, "");
	check_has(err_out, "crier: message: li is an author of 2026-0001/1");
	check_has(err_out, "\n       A signer who saved no revision");
	assert_int_equal(
		run("approve 2026-0001/1 --digest " DIGEST " --json"), 77);
	assert_string_equal(said("refusal", "code"), "own-text");
	assert_int_equal(run("incident show x"), 66);
}

static void
list__goes_through_all_windows(void **state)
{
	size_t lines = 0;

	(void)state;
	assert_int_equal(run("incident list --state open"), 0);
	for (const char *s = out; *s; s++)
		lines += *s == '\n';
	assert_int_equal(lines, 406);
	check_has(out, "2026-0405");
	check_has(heard, "\"after\":\"400\"");
	assert_int_equal(run("incident list --limit 3 --json"), 0);
	assert_int_equal(size_of("rows"), 3);
	assert_int_equal(run("incident list --limit x"), 64);
}

static void
edit__sends_the_change_and_the_revision_it_is_to(void **state)
{
	(void)state;
	assert_int_equal(run("message edit 2026-0001/1 --set what=C "
			     "--figure dead=3,source=S"),
		0);
	check_has(heard,
		"{\"act\":\"message.revise\",\"base\":4,"
		"\"figures\":[{\"name\":\"dead\"");
	check_has(heard, "\"slots\":{\"what\":\"C\"}");
	assert_int_equal(run("message edit 2026-0001/1"), 64);
	assert_int_equal(
		run_with("place=D\n  E\n",
			"message edit 2026-0001/1 --file - --set what=F"),
		0);
	check_has(heard, "\"slots\":{\"place\":\"D\\nE\",\"what\":\"F\"}");
	assert_int_equal(
		run_with("by hand again\n",
			"message edit 2026-0001/1 --account wb --text -"),
		0);
	check_has(heard, "\"variants\":{\"wb\":\"by hand again\"}");
}

static void
fire__without_confirm_shows_the_plan_and_does_nothing(void **state)
{
	(void)state;
	assert_int_equal(run("release 2026-0001/1 fire"), 64);
	check_has(out, "ACTUAL");
	check_has(out, "2026-0001/1:wb");
	check_has(out, "1 accounts are not prepared");
	check_has(err_out, "nothing was released");
	check_has(err_out, "--digest " DIGEST " --confirm RAIN-0001");
	assert_null(strstr(heard, "release.fire"));
	assert_int_equal(
		run("release 2026-0001/1 fire --confirm RAIN-0001"), 64);
	assert_null(strstr(heard, "release.fire"));
	assert_int_equal(run("release 2026-0001/1 fire --digest " DIGEST
			     " --confirm RAIN-0001 --accept-gaps by_hand"),
		0);
	assert_string_equal(heard,
		"{\"act\":\"release.fire\",\"confirm\":\"RAIN-0001\","
		"\"digest\":\"" DIGEST "\",\"gaps\":\"by hand\","
		"\"message\":\"2026-0001/1\"}\n");
}

static void
text__is_all_that_is_printed_and_moves_no_cursor(void **state)
{
	(void)state;
	assert_int_equal(run("delivery text 2026-0001/1:wb"), 0);
	assert_string_equal(out, "T\xef\xbf\xbd\n\none\ntwo 中文\n");
}

static void
credential__leaves_sealed_or_not_at_all(void **state)
{
	char *secret = NULL, *end, *box;
	struct err err = { 0 };
	size_t len;

	(void)state;
	assert_int_equal(run_with("s3cret-token\n",
				 "account add wb --kind webhook --name W "
				 "--owner O --credential-file -"),
		0);
	assert_null(strstr(heard, "s3cret"));
	assert_null(strstr(out, "s3cret"));
	box = strstr(heard, "\"sealed\":\"");
	assert_non_null(box);
	box += strlen("\"sealed\":\"");
	end = strchr(box, '"');
	assert_non_null(end);
	*end = '\0';
	assert_int_equal(
		seal_open(&secret, &len, &key, "wb", box, &err), ERR_OK);
	assert_string_equal(secret, "s3cret-token");
	seal_wipe(secret, len);
	assert_int_equal(run_with("",
				 "account credential wb "
				 "--credential-file -"),
		64);
	assert_int_equal(run("account credential wb"), 64);
}

static void
verify__fails_when_the_chain_does(void **state)
{
	(void)state;
	assert_int_equal(run("ledger verify"), 65);
	check_has(out, "NOT CONSISTENT");
	check_has(out, "entry 5: hash differs");
}

static void
check__prints_faults_as_compilers_do(void **state)
{
	(void)state;
	assert_int_equal(run("playbook check"), 65);
	assert_string_equal(out, "p.yaml:3:7: unknown slot\n");
}

static void
export__writes_the_parts_and_nothing_else(void **state)
{
	(void)state;
	assert_int_equal(run("ledger export --format csv"), 0);
	assert_string_equal(out, "a,b\nc,d\n");
	assert_string_equal(
		heard, "{\"format\":\"csv\",\"question\":\"ledger.export\"}\n");
}

static void
lists__take_messages_and_incidents(void **state)
{
	(void)state;
	(void)run("delivery list 2026-0001/1");
	check_has(heard, "\"message\":\"2026-0001/1\"");
	(void)run("delivery list 2026-0001");
	check_has(heard, "\"incident\":\"2026-0001\"");
}

static void
station__status_and_stop_talk_to_the_process(void **state)
{
	int status;

	(void)state;
	assert_int_equal(run("station status"), 0);
	check_has(out, far.dir);
	check_has(out, "9.9");
	assert_int_equal(run("station stop"), 0);
	assert_int_equal(waitpid(far.pid, &status, 0), far.pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	far.pid = 0;
	assert_int_equal(run("station status"), 69);
	check_has(err_out, "does not run");
	assert_int_equal(run("station stop"), 0);
}

static int
start(void **state)
{
	char pub[SEAL_LINE];
	int fds[2];

	(void)state;
	(void)setenv("LC_ALL", "C.UTF-8", 1);
	seal_key_new(&key);
	seal_key_format(pub, key.pub);
	(void)snprintf(kinds_answer, sizeof(kinds_answer),
		"{\"rows\":[],\"relay_key\":\"%s\"}", pub);
	(void)snprintf(far.dir, sizeof(far.dir), "/tmp/crier-run-XXXXXX");
	assert_non_null(mkdtemp(far.dir));
	assert_int_equal(pipe(fds), 0);
	far.pid = fork();
	if (far.pid == 0) {
		tell_fd = fds[1];
		(void)close(fds[0]);
		serve(far.dir);
	}
	(void)close(fds[1]);
	far.requests = fds[0];
	assert_true(read(far.requests, heard, 6) == 6);
	return 0;
}

static int
stop(void **state)
{
	char path[128];

	(void)state;
	if (far.pid > 0) {
		(void)kill(far.pid, SIGKILL);
		(void)waitpid(far.pid, NULL, 0);
	}
	(void)snprintf(path, sizeof(path), "%s/%s", far.dir, LINK_SOCKET);
	(void)unlink(path);
	(void)rmdir(far.dir);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(status__says_what_waits_for_whom),
		cmocka_unit_test(json__is_the_answer_as_it_came),
		cmocka_unit_test(
			act__sends_its_fields_and_tells_what_it_yielded),
		cmocka_unit_test(refusal__is_told_with_its_remedy_and_status),
		cmocka_unit_test(list__goes_through_all_windows),
		cmocka_unit_test(
			edit__sends_the_change_and_the_revision_it_is_to),
		cmocka_unit_test(
			fire__without_confirm_shows_the_plan_and_does_nothing),
		cmocka_unit_test(
			text__is_all_that_is_printed_and_moves_no_cursor),
		cmocka_unit_test(credential__leaves_sealed_or_not_at_all),
		cmocka_unit_test(verify__fails_when_the_chain_does),
		cmocka_unit_test(check__prints_faults_as_compilers_do),
		cmocka_unit_test(export__writes_the_parts_and_nothing_else),
		cmocka_unit_test(lists__take_messages_and_incidents),
		cmocka_unit_test(station__status_and_stop_talk_to_the_process),
	};

	return cmocka_run_group_tests(tests, start, stop);
}

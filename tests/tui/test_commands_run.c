/*
 * Whole commands against a station that answers from a table: what is asked,
 * what is printed, with which status.
 */
#include "answers.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "base/seal.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/cli/options.h"

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
		status = cli_main(n, words, commands_complete(all_commands));
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

/* As sshd, su and login start a login program. */
static int
login(const char *name, const char *first, const char *second)
{
	char *words[] = { (char *)(uintptr_t)name, (char *)(uintptr_t)first,
		(char *)(uintptr_t)second, NULL };
	FILE *e = tmpfile();
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		(void)dup2(fileno(e), STDERR_FILENO);
		exit(cli_main(second ? 3 : 2, words, all_commands));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	slurp(err_out, sizeof(err_out), dup(fileno(e)));
	(void)fclose(e);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
login__runs_no_command(void **state)
{
	static const struct {
		const char *name, *first, *second;
	} rows[] = {
		{ "crier", "-c", "id" },
		{ "crier", "-c", "crier status" },
		{ "crier", "-c", NULL },
		{ "-crier", "help", NULL },
		{ "-crier", "--version", NULL },
		{ "-su", "-c", "id" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
			login(rows[i].name, rows[i].first, rows[i].second),
			EX_NOPERM);
		check_has(err_out, "opens the console and runs no commands");
	}
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
		"\"title\":\"Heavy rain\"}\n"
		"{\"incident\":\"D2026-0001\",\"question\":"
		"\"incident.roster\"}\n");
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
	check_has(err_out, "\n       Ask a signer who wrote nothing");
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
		"{\"act\":\"message.revise\",\"affirmed\":[\"what\"],\"base\":"
		"4,"
		"\"figures\":[{\"name\":\"dead\"");
	check_has(heard, "\"slots\":{\"what\":\"C\"}");
	assert_int_equal(run("message edit 2026-0001/1"), 64);
	assert_int_equal(
		run("message edit 2026-0001/1 --confirm dead,place"), 0);
	check_has(heard, "\"affirmed\":[\"dead\",\"place\"]");
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
	check_has(out, "DEMO");
	check_has(out, "2026-0001/1:wb");
	check_has(out, "1 account is not prepared");
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
	/* who is handed a text is told later if it must not go out */
	assert_non_null(strstr(heard, "\"delivery.take\""));
}

/* What the station got is a box, and in the box is the named secret. */
static void
check_sealed(const char *input)
{
	char *secret = NULL, *end, *box;
	struct err err = { 0 };
	size_t len;

	assert_int_equal(run_with(input,
				 "account add wb --kind webhook "
				 "--name W --owner O "
				 "--credential-file -"),
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
	assert_string_equal(secret, "{\"secret\":\"s3cret-token\"}");
	seal_wipe(secret, len);
}

static void
credential__leaves_sealed_or_not_at_all(void **state)
{
	static const char *const inputs[] = { "s3cret-token\n",
		"{\"secret\":\"s3cret-token\"}\n" };

	(void)state;
	for (size_t i = 0; i < 2; i++)
		check_sealed(inputs[i]);
	assert_int_equal(run_with("x",
				 "account add wb --kind manual --name W "
				 "--owner O --credential-file -"),
		64);
	check_has(err_out, "takes no credential");
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
		"{\"rows\":[{\"kind\":\"webhook\",\"options\":["
		"{\"name\":\"url\"},"
		"{\"name\":\"secret\",\"secret\":true}]}],"
		"\"relay_key\":\"%s\"}",
		pub);
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
		cmocka_unit_test(login__runs_no_command),
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

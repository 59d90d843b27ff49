/*
 * The agent's protocol against ssh-agent itself, with a security key in
 * software, and against agents that answer nonsense.
 */
#include "tests/agent/scratch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/sshsig.h"
#include "link/agent.h"

static const char text[] = "what the officer approves\n";
static pid_t ssh_agent;

/* Waits for the answer. */
static enum agent_state
answer_of(struct agent *a)
{
	enum agent_state state;

	while ((state = agent_pump(a)) == AGENT_WAITS) {
		struct pollfd p = { agent_fd(a), agent_events(a), 0 };

		assert_int_equal(poll(&p, 1, 5000), 1);
	}
	return state;
}

static void
start_agent(const char *provider)
{
	ssh_agent = fork();
	if (ssh_agent == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		if (freopen("/dev/null", "w", stdout) == NULL)
			_exit(126);
		execlp("ssh-agent", "ssh-agent", "-D", "-a", "sock", "-P",
			provider, (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < 500 && access("sock", F_OK) != 0; i++)
		usleep(10000);
}

static int
enter(void **state)
{
	char provider[400];

	scratch_provider(provider);
	assert_int_equal(scratch_enter(state), 0);
	assert_int_equal(setenv("SSH_AUTH_SOCK", "sock", 1), 0);
	start_agent(provider);
	assert_int_equal(
		scratch_shell(
			"ssh-keygen -q -t ed25519 -N '' -C 'wang li' -f a && "
			"ssh-keygen -q -t rsa -b 3072 -N '' -f b && "
			"ssh-keygen -q -t ed25519-sk -N '' -f c && "
			"ssh-keygen -q -t ecdsa-sk -N '' -f d && "
			"ssh-keygen -q -t ecdsa -N '' -f e && "
			"ssh-keygen -q -t ed25519 -N '' -C '' -f absent && "
			"ssh-add -q a b c d e"),
		0);
	return 0;
}

static int
leave(void **state)
{
	(void)kill(ssh_agent, SIGTERM);
	(void)waitpid(ssh_agent, NULL, 0);
	return scratch_leave(state);
}

static struct agent *
open_agent(void)
{
	int fault;
	struct agent *a = agent_open("sock", &fault);

	assert_non_null(a);
	return a;
}

static void
agent__lists_the_keys_that_can_sign_and_counts_the_others(void **state)
{
	struct agent *a = open_agent();
	const struct agent_key *keys;
	size_t count, others;

	(void)state;
	agent_ask_keys(a);
	assert_int_equal(answer_of(a), AGENT_ANSWERED);
	keys = agent_keys(a, &count, &others);
	assert_int_equal(count, 4);
	assert_int_equal(others, 1);
	assert_string_equal(keys[0].comment, "wang li");
	assert_int_equal(keys[1].key.kind, SSHKEY_RSA);
	assert_true(sshkey_is_token(&keys[3].key));
	agent_close(a);
}

static void
agent__signs_with_every_kind(void **state)
{
	struct agent *a = open_agent();
	struct agent_key keys[4];
	const unsigned char *sig;
	struct ssh_blob what;
	struct sshkey_touch touch;
	struct sshkey by;
	char armour[SSHSIG_ARMOUR];
	size_t count, others, len;

	(void)state;
	agent_ask_keys(a);
	assert_int_equal(answer_of(a), AGENT_ANSWERED);
	memcpy(keys, agent_keys(a, &count, &others), sizeof(keys));
	sshsig_bytes(&what, "crier", text, sizeof(text) - 1);
	for (size_t i = 0; i < count; i++) {
		agent_ask_signature(a, &keys[i].key, what.data, what.len);
		assert_int_equal(answer_of(a), AGENT_ANSWERED);
		sig = agent_signature(a, &len);
		sshsig_wrap(armour, &keys[i].key, "crier", sig, len);
		assert_true(sshsig_check(&by, &touch, armour, strlen(armour),
			"crier", text, sizeof(text) - 1));
		assert_true(sshkey_same(&by, &keys[i].key));
		assert_int_equal(touch.touched, sshkey_is_token(&by));
	}
	agent_close(a);
}

static void
agent__a_key_that_it_does_not_have_is_refused(void **state)
{
	struct agent *a = open_agent();
	struct sshkey key;
	char line[512];
	FILE *f = fopen("absent.pub", "r");

	(void)state;
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	fclose(f);
	assert_int_equal(sshkey_parse(&key, line), SSHKEY_FINE);
	agent_ask_signature(a, &key, text, sizeof(text) - 1);
	assert_int_equal(answer_of(a), AGENT_REFUSED);
	/* and goes on to answer */
	agent_ask_keys(a);
	assert_int_equal(answer_of(a), AGENT_ANSWERED);
	agent_close(a);
}

static void
agent__where_there_is_none_it_says_why(void **state)
{
	char name[200];
	int fault;

	(void)state;
	assert_null(agent_open(NULL, &fault));
	assert_int_equal(fault, 0);
	assert_null(agent_open("", &fault));
	assert_int_equal(fault, 0);
	assert_null(agent_open("nowhere", &fault));
	assert_int_equal(fault, ENOENT);
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_null(agent_open(name, &fault));
	assert_int_equal(fault, ENAMETOOLONG);
}

/* An agent that sends these bytes to whoever connects, then ends. */
static enum agent_state
answered(const void *bytes, size_t len, bool sign)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX, .sun_path = "fake" };
	int server = socket(AF_UNIX, SOCK_STREAM, 0), fault, fd;
	struct sshkey key = { .kind = SSHKEY_ED25519, .len = 51 };
	enum agent_state state;
	struct agent *a;

	(void)unlink("fake");
	assert_int_equal(bind(server, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(server, 1), 0);
	a = agent_open("fake", &fault);
	assert_non_null(a);
	fd = accept(server, NULL, NULL);
	assert_true(fd >= 0);
	if (sign)
		agent_ask_signature(a, &key, "x", 1);
	else
		agent_ask_keys(a);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	state = answer_of(a);
	agent_close(a);
	close(fd);
	close(server);
	return state;
}

static void
agent__nonsense_is_no_answer(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum agent_state want;
	} row[] = {
		{ "", 0, AGENT_GONE },
		{ "\0\0\0", 3, AGENT_GONE },
		{ "\0\0\0\0", 4, AGENT_GONE },
		{ "\0\0\0\1\5", 5, AGENT_REFUSED },
		{ "\0\0\0\5\14\0\0\0\0", 9, AGENT_ANSWERED },
		{ "\0\0\0\5\14\0\0\0\1", 9, AGENT_GONE },
		{ "\0\0\0\5\14\377\377\377\377", 9, AGENT_GONE },
		{ "\377\377\377\377\14", 5, AGENT_GONE },
		{ "\0\4\0\1\14", 5, AGENT_GONE },
		{ "\0\0\0\15\14\0\0\0\1\0\0\0\1x\0\0\0\0", 17, AGENT_GONE },
		{ "\0\0\0\16\14\0\0\0\1\0\0\0\1x\0\0\0\0", 18, AGENT_ANSWERED },
		{ "\0\0\0\5\16\0\0\0\0", 9, AGENT_GONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		enum agent_state got =
			answered(row[i].bytes, row[i].len, false);

		if (got != row[i].want)
			print_error("row %zu\n", i);
		assert_int_equal(got, row[i].want);
	}
	assert_int_equal(
		answered("\0\0\0\6\16\0\0\0\1x", 10, true), AGENT_ANSWERED);
	assert_int_equal(
		answered("\0\0\0\6\16\0\0\0\2x", 10, true), AGENT_GONE);
	assert_int_equal(
		answered("\0\0\0\7\16\0\0\0\1xy", 11, true), AGENT_GONE);
}

/* As many keys as fit a message: bounded, the rest counted. */
static void
agent__an_agent_with_thousands_of_keys_is_bounded(void **state)
{
	enum { MANY = 3000, EACH = 4 + 51 + 4 };
	static unsigned char says[9 + MANY * EACH];
	unsigned char *p = says;
	const unsigned len = 5 + MANY * EACH;
	struct sshkey key;
	char line[512];
	FILE *f = fopen("absent.pub", "r");

	(void)state;
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	fclose(f);
	assert_int_equal(sshkey_parse(&key, line), SSHKEY_FINE);
	*p++ = 0, *p++ = (unsigned char)(len >> 16);
	*p++ = (unsigned char)(len >> 8), *p++ = (unsigned char)len;
	*p++ = 12, *p++ = 0, *p++ = 0, *p++ = MANY >> 8, *p++ = MANY & 255;
	for (int i = 0; i < MANY; i++, p += EACH) {
		p[3] = 51;
		memcpy(p + 4, key.blob, 51);
	}
	assert_int_equal(answered(says, sizeof(says), false), AGENT_ANSWERED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			agent__lists_the_keys_that_can_sign_and_counts_the_others),
		cmocka_unit_test(agent__signs_with_every_kind),
		cmocka_unit_test(agent__a_key_that_it_does_not_have_is_refused),
		cmocka_unit_test(agent__where_there_is_none_it_says_why),
		cmocka_unit_test(agent__nonsense_is_no_answer),
		cmocka_unit_test(
			agent__an_agent_with_thousands_of_keys_is_bounded),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}

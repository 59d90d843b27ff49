/*
 * The client against a station in another process.
 */
#include "rig.h"

#include <poll.h>

/*
 * A station that is told how to misbehave. It runs in a child; `lose` makes
 * it close the connection after taking the first n acts, without a word.
 */
struct far {
	struct rig *rig;
	pid_t pid;
	int tell; /* act ids that arrived, as lines */
};

static int lose_left;
static int tell_fd;

static void
losing_batch(void *ctx, struct server_item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (doc_get(items[i].doc, "act") != NULL) {
			dprintf(tell_fd, "%s\n",
				doc_str(items[i].doc, "act_id"));
			if (lose_left-- > 0) {
				peer_drop(items[i].peer);
				continue;
			}
		}
		if (strcmp(doc_str(items[i].doc, "question"), "hush") != 0)
			rig_reply(ctx, items[i].peer, items[i].doc);
	}
}

static const struct server_ops losing_ops = {
	.hello = rig_hello,
	.batch = losing_batch,
	.closed = rig_closed,
};

static void
serve(struct far *f, int lose)
{
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	f->pid = fork();
	assert_true(f->pid >= 0);
	if (f->pid == 0) {
		struct server *s = server_new(&losing_ops, f->rig);

		lose_left = lose;
		tell_fd = fds[1];
		(void)close(fds[0]);
		if (server_listen(s, f->rig->dir, LINK_SOCKET, 0600,
			    PEER_OFFICER, NULL) != ERR_OK)
			_exit(1);
		dprintf(tell_fd, "ready\n");
		while (server_round(s, -1, NULL) == ERR_OK)
			;
		_exit(0);
	}
	(void)close(fds[1]);
	f->tell = fds[0];
}

static void
hear_line(char *out, size_t size, int fd)
{
	size_t n = 0;
	char c;

	while (n + 1 < size && read(fd, &c, 1) == 1 && c != '\n')
		out[n++] = c;
	out[n] = '\0';
}

static int
far_setup(void **state)
{
	struct far *f = mem_new(sizeof(*f));

	assert_int_equal(rig_setup(state), 0);
	f->rig = *state;
	server_free(f->rig->server);
	f->rig->server = NULL;
	*state = f;
	return 0;
}

static void
start(struct far *f, int lose)
{
	char line[80];

	serve(f, lose);
	hear_line(line, sizeof(line), f->tell);
	assert_string_equal(line, "ready");
}

static int
far_teardown(void **state)
{
	struct far *f = *state;

	if (f->pid > 0) {
		(void)kill(f->pid, SIGKILL);
		(void)waitpid(f->pid, NULL, 0);
		(void)close(f->tell);
	}
	*state = f->rig;
	free(f);
	return rig_teardown(state);
}

static struct client *
dial(struct far *f, int timeout)
{
	struct client_options o = {
		.dir = f->rig->dir, .lang = LANG_EN, .timeout = timeout
	};
	struct client *c = NULL;
	struct err err = { 0 };

	if (client_open(&c, &o, &err) != ERR_OK)
		fail_msg("%s", err.what);
	return c;
}

static void
client__greets_and_knows_the_stations_zone(void **state)
{
	struct far *f = *state;
	struct client *c;

	start(f, 0);
	c = dial(f, 0);
	assert_string_equal(doc_str(client_hello(c), "station"), "test");
	assert_int_equal(client_zone(c), 8 * 60);
	assert_int_equal(client_station_pid(c), f->pid);
	client_close(c);
}

static void
client__says_what_is_missing_and_what_to_do(void **state)
{
	struct far *f = *state;
	struct client_options o = { .dir = "/nonexistent/station" };
	struct client *c = NULL;
	struct err err = { 0 };

	assert_int_equal(client_open(&c, &o, &err), ERR_NOT_FOUND);
	assert_string_equal(err.id, "no-station");
	o.dir = f->rig->dir; /* nobody serves */
	assert_int_equal(client_open(&c, &o, &err), ERR_UNAVAILABLE);
	assert_string_equal(err.id, "not-running");
	assert_non_null(strstr(err.remedy, "crier station start"));
	start(f, 0);
	o.as = "nobody";
	assert_int_equal(
		err_exit(client_open(&c, &o, &err)), err_exit(ERR_DENIED));
	assert_string_equal(err.id, "no-officer");
}

static void
client__an_act_that_was_cut_off_is_sent_again_with_its_id(void **state)
{
	struct far *f = *state;
	struct err err = { 0 };
	char first[80], second[80];
	json_t *entries = NULL;
	struct client *c;

	start(f, 1);
	c = dial(f, 0);
	if (client_act(&entries, c, "approve", NULL, &err) != ERR_OK)
		fail_msg("%s", err.what);
	hear_line(first, sizeof(first), f->tell);
	hear_line(second, sizeof(second), f->tell);
	assert_int_equal(strlen(first), 32);
	assert_string_equal(first, second);
	assert_string_equal(doc_str(json_array_get(entries, 0), "act"), first);
	json_decref(entries);
	client_close(c);
}

static void
client__gives_up_after_one_more_try(void **state)
{
	struct far *f = *state;
	struct err err = { 0 };
	json_t *entries = NULL;
	struct client *c;

	start(f, 2);
	c = dial(f, 0);
	assert_int_equal(client_act(&entries, c, "approve", NULL, &err),
		ERR_UNAVAILABLE);
	assert_string_equal(err.id, "connection-lost");
	client_close(c);
}

static void
client__two_acts_have_two_ids(void **state)
{
	struct far *f = *state;
	char first[80], second[80];
	json_t *entries = NULL;
	struct client *c;

	start(f, 0);
	c = dial(f, 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(
			client_act(&entries, c, "approve", NULL, NULL), ERR_OK);
		json_decref(entries);
	}
	hear_line(first, sizeof(first), f->tell);
	hear_line(second, sizeof(second), f->tell);
	assert_string_not_equal(first, second);
	client_close(c);
}

static void
client__reads_a_refusal_back(void **state)
{
	struct far *f = *state;
	char what[400], remedy[300];
	struct err err = { 0 };
	json_t *answer = NULL;
	struct client *c;

	start(f, 0);
	c = dial(f, 0);
	assert_int_equal(err_exit(client_ask(
				 &answer, c, "refuse", NULL, NULL, NULL, &err)),
		err_exit(ERR_NOT_FOUND));
	assert_string_equal(err.id, "not-found");
	assert_string_equal(err.where, "incident");
	assert_non_null(strstr(err.what, "2026-0999"));
	assert_true(err.remedy[0] != '\0');
	/* its arguments came along: it is said in the reader's language */
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), &err, LANG_ZH);
	assert_string_equal(what, "没有事件 2026-0999");
	assert_string_not_equal(remedy, err.remedy);
	client_close(c);
}

static void
add_up(void *ctx, const json_t *part)
{
	*(int64_t *)ctx = *(int64_t *)ctx * 10 + json_integer_value(part);
}

static void
client__takes_parts_in_order_before_the_answer(void **state)
{
	struct far *f = *state;
	json_t *answer = NULL;
	struct client *c;
	int64_t sum = 0;

	start(f, 0);
	c = dial(f, 0);
	assert_int_equal(
		client_ask(&answer, c, "parts", NULL, add_up, &sum, NULL),
		ERR_OK);
	assert_int_equal(sum, 123);
	json_decref(answer);
	client_close(c);
}

struct heard {
	int64_t done; /* the last that was told */
	enum progress_step step;
	bool end; /* at once */
};

static bool
hear(void *ctx, enum progress_step step, int64_t done, int64_t total)
{
	struct heard *h = ctx;

	if (total == 7) {
		h->step = step;
		h->done = done;
	}
	return h->end && done == 2;
}

static void
client__is_told_how_far_the_work_is(void **state)
{
	struct far *f = *state;
	struct heard heard = { 0 };
	const struct progress told = { hear, &heard };
	struct client_options o = { .dir = f->rig->dir, .progress = &told };
	struct err err = { 0 };
	json_t *answer = NULL, *fields;
	struct client *c = NULL;

	start(f, 0);
	assert_int_equal(client_open(&c, &o, &err), ERR_OK);
	assert_int_equal(
		client_ask(&answer, c, "progress", NULL, NULL, NULL, &err),
		ERR_OK);
	assert_int_equal(heard.step, PROGRESS_COPY);
	assert_int_equal(heard.done, 2);
	json_decref(answer);
	fields = json_object();
	doc_put_bool(fields, "only", true);
	heard.end = true;
	assert_int_equal(
		client_ask(&answer, c, "progress", fields, NULL, NULL, &err),
		ERR_REFUSED);
	assert_string_equal(err.id, "stopped-there");
	client_close(c);
	/* who did not ask for it hears only the answer */
	c = dial(f, 0);
	assert_int_equal(
		client_ask(&answer, c, "progress", NULL, NULL, NULL, &err),
		ERR_OK);
	json_decref(answer);
	client_close(c);
}

static void
client__does_not_wait_for_ever(void **state)
{
	struct far *f = *state;
	struct err err = { 0 };
	json_t *answer = NULL;
	struct client *c;

	start(f, 0);
	c = dial(f, 50);
	assert_int_equal(client_ask(&answer, c, "hush", NULL, NULL, NULL, &err),
		ERR_UNAVAILABLE);
	assert_string_equal(err.id, "no-answer");
	client_close(c);
}

static json_t *
question(const char *name)
{
	json_t *doc = json_object();

	doc_put_str(doc, "question", name);
	return doc;
}

static void
client__shelves_what_it_did_not_wait_for(void **state)
{
	struct far *f = *state;
	json_t *doc = NULL;
	struct client *c;
	int64_t early;

	start(f, 0);
	c = dial(f, 0);
	assert_int_equal(
		client_send(&early, c, question("early"), NULL), ERR_OK);
	assert_int_equal(
		client_ask(&doc, c, "waited", NULL, NULL, NULL, NULL), ERR_OK);
	assert_string_equal(doc_str(doc, "question"), "waited");
	json_decref(doc);
	assert_int_equal(client_receive(&doc, c, NULL), ERR_OK);
	assert_int_equal(doc_int(doc, "id"), early);
	json_decref(doc);
	assert_int_equal(client_receive(&doc, c, NULL), ERR_OK);
	assert_null(doc);
	client_close(c);
}

static void
client__can_be_polled(void **state)
{
	struct far *f = *state;
	json_t *doc = NULL;
	struct client *c;
	int64_t id;

	start(f, 0);
	c = dial(f, 0);
	assert_int_equal(client_send(&id, c, question("x"), NULL), ERR_OK);
	while (doc == NULL) {
		struct pollfd p = { client_fd(c), client_events(c), 0 };

		assert_int_equal(poll(&p, 1, 5000), 1);
		assert_int_equal(client_receive(&doc, c, NULL), ERR_OK);
	}
	assert_int_equal(doc_int(doc, "id"), id);
	json_decref(doc);
	(void)kill(f->pid, SIGKILL);
	do {
		struct pollfd p = { client_fd(c), client_events(c), 0 };

		assert_int_equal(poll(&p, 1, 5000), 1);
	} while (client_receive(&doc, c, NULL) == ERR_OK && doc == NULL);
	assert_null(doc);
	client_close(c);
}

static void
place__is_found_from_the_most_particular(void **state)
{
	static const struct {
		const char *given, *station, *xdg, *home, *want;
	} rows[] = {
		{ "/a", "/b", "/c", "/d", "/a" },
		{ "", "/b", "/c", "/d", "/b" },
		{ "", "", "/c", "/d", "/c/crier" },
		{ "", NULL, NULL, "/d", "/d/.local/share/crier" },
		{ "", NULL, "relative", "/d", "/d/.local/share/crier" },
		{ NULL, NULL, NULL, NULL, NULL },
	};
	char got[STATION_DIR_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *const names[] = { "CRIER_STATION", "XDG_DATA_HOME",
			"HOME" };
		const char *const values[] = { rows[i].station, rows[i].xdg,
			rows[i].home };

		for (int k = 0; k < 3; k++) {
			if (values[k])
				(void)setenv(names[k], values[k], 1);
			else
				(void)unsetenv(names[k]);
		}
		if (rows[i].want == NULL) {
			assert_int_not_equal(
				station_dir_find(got, rows[i].given, NULL),
				ERR_OK);
			continue;
		}
		assert_int_equal(
			station_dir_find(got, rows[i].given, NULL), ERR_OK);
		assert_string_equal(got, rows[i].want);
	}
}

#define FAR(test) cmocka_unit_test_setup_teardown(test, far_setup, far_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FAR(client__greets_and_knows_the_stations_zone),
		FAR(client__says_what_is_missing_and_what_to_do),
		FAR(client__an_act_that_was_cut_off_is_sent_again_with_its_id),
		FAR(client__gives_up_after_one_more_try),
		FAR(client__two_acts_have_two_ids),
		FAR(client__reads_a_refusal_back),
		FAR(client__takes_parts_in_order_before_the_answer),
		FAR(client__is_told_how_far_the_work_is),
		FAR(client__does_not_wait_for_ever),
		FAR(client__shelves_what_it_did_not_wait_for),
		FAR(client__can_be_polled),
		cmocka_unit_test(place__is_found_from_the_most_particular),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

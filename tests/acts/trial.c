/*
 * An act that only its row knows (trial.def): the form asks all its fields, the
 * command line takes them, both mean the same, and the socket's check knows
 * them. Built with V=act.
 */
#include "base/seal.h"
#include "domain/act_check.h"
#include "tests/tui/sample.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/cli/options.h"
#include "tui/console/dialog.h"
#include "tui/pages/digest.h"

static char file[] = "/tmp/crier-trial-XXXXXX";
static char kinds[1000];
static struct seal_key key;

static const char officers[] = "{\"rows\":[{\"id\":\"li\",\"name\":\"李\"},"
			       "{\"id\":\"wu\",\"name\":\"吴\"}]}";
static const char accounts[] =
	"{\"rows\":[{\"id\":\"site\",\"name\":\"网站\",\"kind\":\"site\"},"
	"{\"id\":\"hook\",\"name\":\"推送\",\"kind\":\"webhook\"}]}";
static const char account[] = "{\"id\":\"hook\",\"kind\":\"webhook\"}";

/* What is meant by all that is typed below, but the sealed box. */
static const char meant[] =
	"{\"account\":\"hook\",\"line\":\"一行\",\"story\":\"第一行\\n第二行\","
	"\"weight\":\"low\",\"step\":\"place\",\"duties\":[\"drafter\","
	"\"reviewer\"],\"tags\":[\"a\",\"b\"],\"about\":\"2026-0001\","
	"\"since\":1795457400000,\"amount\":42,\"sure\":true,\"loud\":true,"
	"\"helper\":\"wu\",\"pairs\":{\"x\":\"1\",\"y\":\"2\"},\"figures\":["
	"{\"name\":\"dead\",\"value\":3,\"source\":\"市应急局\",\"as_of\":"
	"1795457400000,\"verified\":true}],\"details\":{\"k\":[1]},"
	"\"letter\":\"来函\",\"name\":\"%s\",\"size\":6,\"digest\":"
	"\"%s\"}";

static json_t *
wanted(void)
{
	struct err err = { .code = ERR_OK };
	json_t *named = json_object(), *doc;
	char text[2000];

	assert_int_equal(digest_file(named, file, &err), ERR_OK);
	(void)snprintf(text, sizeof(text), meant, doc_str(named, "name"),
		doc_str(named, "digest"));
	doc = rig_json(text);
	json_decref(named);
	return doc;
}

static void
check_same(const json_t *got, json_t *want)
{
	char *a = doc_format(got), *b = doc_format(want);

	assert_string_equal(a, b);
	free(a);
	free(b);
	json_decref(want);
}

/* ---- the form ---- */

static void
begin(struct rig *r, enum lang lang)
{
	char pub[SEAL_LINE];

	memset(r, 0, sizeof(*r));
	seal_key_new(&key);
	seal_key_format(pub, key.pub);
	(void)snprintf(kinds, sizeof(kinds),
		"{\"relay_key\":\"%s\",\"rows\":[{\"kind\":\"webhook\","
		"\"title\":{\"en\":\"webhook\",\"zh\":\"推送\"},"
		"\"options\":[{\"name\":\"secret\",\"secret\":true,"
		"\"help\":{\"en\":\"a secret\",\"zh\":\"密钥\"}}]}]}",
		pub);
	sample_answers(r);
	rig_answer(r, "officer.list", officers);
	rig_answer(r, "account.list", accounts);
	rig_answer(r, "account.kinds", kinds);
	rig_answer(r, "account.show", account);
	rig_start(r, lang, 60, 100);
}

static void
form__asks_every_field_in_the_readers_language(void **state)
{
	struct rig r;

	(void)state;
	begin(&r, LANG_ZH);
	rig_type(&r, ":试用每一种");
	rig_sees(&r, "trial.run");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "试用每一种字段");
	rig_type(&r, "<Down><Enter>");
	for (const struct act_field *f = act_row(ACT_TRIAL_RUN)->fields;
		f->name; f++) {
		const char *name =
			f->given == GIVEN_SECRET ? "secret.secret" : f->name;

		if (f->given == GIVEN_PROGRAM || f->given == GIVEN_ACCOUNT)
			assert_null(dialog_named(r.app.dialog, name));
		else if (dialog_named(r.app.dialog, name) == NULL)
			fail_msg("%s is not asked", name);
		else if (f->given != GIVEN_SECRET)
			assert_string_equal(
				dialog_named(r.app.dialog, name)->label,
				f->label.in[LANG_ZH]);
	}
	rig_sees(&r, "单行 *");
	rig_stop(&r);
}

static void
form__sends_each_as_the_act_wants_it(void **state)
{
	struct err err = { .code = ERR_OK };
	json_t *act;
	struct rig r;
	char *secret;
	size_t len;

	(void)state;
	begin(&r, LANG_EN);
	app_open(&r.app, "act", "trial.run");
	app_pump(&r.app);
	rig_type(&r, "<Down><Enter>");
	rig_type(&r, "一行<Enter>第一行<Enter>第二行<Tab>");
	rig_type(&r, "<Down><Down><Enter>"); /* high, medium, low */
	rig_type(&r, "<Down><Down><Enter>"); /* nothing, source, place */
	rig_type(&r, " <Down><Down> <Enter>");
	rig_type(&r, "a,b<Enter>2026-0001<Enter>2026-11-24 02:10<Enter>");
	rig_type(&r, "４２<Enter><Down><Enter><Down><Enter>");
	rig_type(&r, "<Down><Down><Enter>"); /* nobody, li, wu */
	rig_type(&r, "x=1<Enter>y=2<Tab>");
	rig_type(&r, "dead=3,source=市应急局,as-of=2026-11-24 02:10,verified");
	rig_type(&r, "<Tab>{\"k\":[1]}<Tab>");
	rig_type(&r, file);
	rig_type(&r, "<Enter>");
	rig_type(&r, file);
	rig_type(&r, "<Enter>s3cret");
	rig_sees_not(&r, "s3cret");
	rig_type(&r, "<^S>");
	assert_non_null(rig_act(&r));
	act = json_deep_copy(rig_act(&r));
	assert_string_equal(doc_str(act, "act"), "trial.run");
	assert_int_equal(act_check(ACT_TRIAL_RUN, act, &err), ERR_OK);
	assert_int_equal(seal_open(&secret, &len, &key, "hook",
				 doc_str(act, "sealed"), &err),
		ERR_OK);
	assert_string_equal(secret, "{\"secret\":\"s3cret\"}");
	seal_wipe(secret, len);
	(void)json_object_del(act, "sealed");
	(void)json_object_del(act, "act");
	(void)json_object_del(act, "act_id");
	check_same(act, wanted());
	json_decref(act);
	rig_stop(&r);
}

/* What is not given is not said, but whether one is sure. */
static void
form__leaves_out_what_may_be_left_out(void **state)
{
	struct rig r;

	(void)state;
	begin(&r, LANG_EN);
	app_open(&r.app, "act", "trial.run");
	app_pump(&r.app);
	rig_type(&r, "<Enter><^S>");
	rig_sees(&r, "One line is needed.");
	rig_type(&r, "x<^S>");
	rig_sees(&r, "Since is needed.");
	rig_type(&r, "soon<^S>");
	rig_sees(&r, "\"soon\" is not a time");
	rig_type(&r, "<^U>2026-11-24 02:10<^S>");
	assert_non_null(rig_act(&r));
	assert_int_equal(json_object_size(rig_act(&r)), 7);
	assert_true(json_is_false(json_object_get(rig_act(&r), "sure")));
	rig_stop(&r);
}

/* ---- the command line ---- */

static void
line__means_the_same(void **state)
{
	const char *const argv[] = { "crier", "trial", "run", "hook", "--line",
		"一行", "--story", "第一行\n第二行", "--weight", "low",
		"--step", "place", "--duties", "drafter,reviewer", "--tags",
		"a", "--tags", "b", "--about", "2026-0001", "--since",
		"2026-11-24 02:10", "--amount", "42", "--sure", "--loud",
		"--helper", "wu", "--pairs", "x=1", "--pairs", "y=2",
		"--figure",
		"dead=3,source=市应急局,as-of=2026-11-24 02:10,verified",
		"--letter-file", file, "--file", file, NULL };
	struct cli cli = { .commands = commands_complete(all_commands),
		.zone = 480,
		.now = RIG_NOW };
	struct err err = { .code = ERR_OK };
	json_t *fields = NULL, *want = wanted();

	(void)state;
	/* the details are a file of their own: see test_trial.sh */
	(void)json_object_del(want, "details");
	assert_int_equal(
		cli_parse(&cli, (int)(sizeof(argv) / sizeof(argv[0])) - 1,
			(char **)(uintptr_t)argv, &err),
		ERR_OK);
	assert_string_equal(cli.verb->act, "trial.run");
	assert_int_equal(cli_fields(&fields, &cli, &err), ERR_OK);
	check_same(fields, want);
	json_decref(fields);
}

/* ---- the socket's check ---- */

static void
check__knows_every_field(void **state)
{
	static const char *const rows[][2] = {
		{ "line", "null" },
		{ "line", "\"\"" },
		{ "line", "7" },
		{ "line", "\"12345678901234567890123456789012345678901\"" },
		{ "weight", "\"heavy\"" },
		{ "step", "\"none\"" },
		{ "duties", "[\"drafter\",\"king\"]" },
		{ "tags", "\"a\"" },
		{ "about", "\"a b\"" },
		{ "since", "\"soon\"" },
		{ "amount", "1.5" },
		{ "sure", "1" },
		{ "pairs", "[]" },
		{ "figures", "3" },
		{ "details", "\"x\"" },
		{ "digest", "\"abc\"" },
		{ "unknown", "1" },
	};
	json_t *doc = wanted();
	struct err err = { .code = ERR_OK };

	(void)state;
	assert_int_equal(act_check(ACT_TRIAL_RUN, doc, &err), ERR_OK);
	json_decref(doc);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		doc = wanted();
		doc_put(doc, rows[i][0], rig_json(rows[i][1]));
		memset(&err, 0, sizeof(err));
		if (act_check(ACT_TRIAL_RUN, doc, &err) == ERR_OK)
			fail_msg("%s: %s is let in", rows[i][0], rows[i][1]);
		assert_string_equal(err.where, rows[i][0]);
		json_decref(doc);
	}
}

static int
make_file(void **state)
{
	int fd = mkstemp(file);

	(void)state;
	return fd >= 0 && write(fd, "来函", 6) == 6 && close(fd) == 0 ? 0 : -1;
}

static int
drop_file(void **state)
{
	(void)state;
	return unlink(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			form__asks_every_field_in_the_readers_language),
		cmocka_unit_test(form__sends_each_as_the_act_wants_it),
		cmocka_unit_test(form__leaves_out_what_may_be_left_out),
		cmocka_unit_test(line__means_the_same),
		cmocka_unit_test(check__knows_every_field),
	};

	return cmocka_run_group_tests(tests, make_file, drop_file);
}

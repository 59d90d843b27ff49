/*
 * Command lines against the tables, and the tables against themselves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "crier/act.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/cli/help.h"
#include "tui/cli/help_acts.h"
#include "tui/cli/options.h"
#include "tui/pages/i18n.h"
#include "tui/cli/print.h"

enum { WORDS = 24 };

/* Splits at blanks; "_" stands for a blank inside a word. */
static int
split(char *words[WORDS], char *text)
{
	int n = 0;
	char *save = NULL;

	for (char *w = strtok_r(text, " ", &save); w && n + 1 < WORDS;
		w = strtok_r(NULL, " ", &save)) {
		for (char *c = w; *c; c++)
			*c = *c == '_' ? ' ' : *c;
		words[n++] = w;
	}
	words[n] = NULL;
	return n;
}

struct typed {
	char text[512];
	char *words[WORDS];
	struct cli cli;
};

static enum err_code
parse(struct typed *l, const char *text, struct err *err)
{
	int n;

	memset(l, 0, sizeof(*l));
	(void)snprintf(l->text, sizeof(l->text), "crier %s", text);
	n = split(l->words, l->text);
	l->cli.commands = commands_complete(all_commands);
	l->cli.now = 1795487400000;
	l->cli.zone = 480;
	return cli_parse(&l->cli, n, l->words, err);
}

static void
parse__fills_the_fields_of_an_act(void **state)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{ "incident open flood --title Heavy_rain --level II",
			"{\"level\":\"II\",\"playbook\":\"flood\","
			"\"title\":\"Heavy rain\"}" },
		{ "incident --json open --title=T flood --occurred -25m",
			"{\"occurred\":1795485900000,\"playbook\":\"flood\","
			"\"title\":\"T\"}" },
		{ "--station /x --as li incident close 2026-0001",
			"{\"incident\":\"2026-0001\"}" },
		{ "message new 2026-0001 truth --set a=1 --set b=x=y "
		  "--accounts web,wx --accounts wb --lang en",
			"{\"accounts\":[\"web\",\"wx\",\"wb\"],"
			"\"incident\":\"2026-0001\",\"kind\":\"truth\","
			"\"lang\":\"en\",\"slots\":{\"a\":\"1\","
			"\"b\":\"x=y\"}}" },
		{ "message new 2026-0001 update --figure dead=2,source=X",
			"{\"figures\":[{\"name\":\"dead\",\"source\":\"X\","
			"\"value\":2,\"verified\":false}],"
			"\"incident\":\"2026-0001\",\"kind\":\"update\"}" },
		{ "review 2026-0001/1 wording pass --digest abc",
			"{\"digest\":\"abc\",\"gate\":\"wording\","
			"\"message\":\"2026-0001/1\",\"verdict\":\"pass\"}" },
		{ "release 2026-0001/1 arm --digest abc",
			"{\"digest\":\"abc\",\"message\":\"2026-0001/1\"}" },
		{ "release arm 2026-0001/1 --digest abc",
			"{\"digest\":\"abc\",\"message\":\"2026-0001/1\"}" },
		{ "delivery 2026-0001/1:web skip --reason none",
			"{\"delivery\":\"2026-0001/1:web\","
			"\"reason\":\"none\"}" },
		{ "officer add li --name Li --user li --role signer,admin",
			"{\"name\":\"Li\",\"officer\":\"li\","
			"\"roles\":[\"signer\",\"admin\"],\"user\":\"li\"}" },
		{ "ledger list --after 7 --limit 3",
			"{\"after\":7,\"limit\":3}" },
		{ "account add web --kind site --name N --owner O --lead "
		  "--option folder=/srv",
			"{\"account\":\"web\",\"kind\":\"site\","
			"\"lead\":true,\"name\":\"N\","
			"\"options\":{\"folder\":\"/srv\"},"
			"\"owner\":\"O\"}" },
		{ "incident open -- --odd", NULL },
		{ "incident close -- --odd", "{\"incident\":\"--odd\"}" },
	};
	struct typed l;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		json_t *fields = NULL;
		char *got;

		if (parse(&l, rows[i].line, &err) != ERR_OK) {
			if (rows[i].want != NULL)
				fail_msg("%s: %s", rows[i].line, err.what);
			continue;
		}
		assert_non_null(rows[i].want);
		assert_int_equal(cli_fields(&fields, &l.cli, &err), ERR_OK);
		got = doc_format(fields);
		assert_string_equal(got, rows[i].want);
		free(got);
		json_decref(fields);
	}
}

static void
parse__general_options_stand_anywhere(void **state)
{
	static const char *const rows[] = {
		"--station /s --as li --json --lang zh status",
		"status --station /s --as li --json --lang zh",
		"status --station=/s --as=li --json --lang=zh",
		"--station /s incident --as li list --json --lang zh",
	};
	struct typed l;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(parse(&l, rows[i], NULL), ERR_OK);
		assert_string_equal(l.cli.station, "/s");
		assert_string_equal(l.cli.as, "li");
		assert_string_equal(l.cli.lang_text, "zh");
		assert_true(l.cli.json);
		assert_int_equal(l.cli.given_count, 0);
	}
}

static void
parse__says_what_is_wrong_and_where(void **state)
{
	static const struct {
		const char *line, *where, *what;
	} rows[] = {
		{ "bogus", "bogus", "no such command; there are console " },
		{ "--bogus", "--bogus", "no such option; there are --station" },
		{ "status --bogus", "--bogus",
			"crier status has no such option; it has --" },
		{ "incident", "", "open | list | show | prepare | " },
		{ "incident bogus", "bogus",
			"open | list | show | prepare | " },
		{ "incident show", "", "incident show INCIDENT" },
		{ "incident show a b", "b", "one word too many" },
		{ "incident open x", "", "needs --title TITLE" },
		{ "officer add x", "",
			"crier officer add needs --name NAME, --user USER, "
			"--role ROLE" },
		{ "account add x", "",
			"needs --kind KIND, --name NAME, --owner OWNER" },
		{ "incident open x --title", "--title", "needs a value" },
		{ "incident open x --title t --drill=1", "--drill=1",
			"takes no value" },
		{ "release 2026-0001/1", "2026-0001/1",
			"fire | disarm | halt" },
		{ "approve 2026-0001/1", "", "needs --digest DIGEST" },
		{ "status x", "x", "one word too many" },
	};
	struct typed l;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };

		assert_int_equal(parse(&l, rows[i].line, &err), ERR_USAGE);
		assert_string_equal(err.where, rows[i].where);
		if (strstr(err.what, rows[i].what) == NULL)
			fail_msg("%s: %s", rows[i].line, err.what);
		assert_true(err.remedy[0] != '\0');
	}
}

static void
fields__a_wrong_value_names_its_option(void **state)
{
	static const struct {
		const char *line, *where;
	} rows[] = {
		{ "incident open x --title t --found soon", "soon" },
		{ "ledger list --after x7", "x7" },
		{ "message new 2026-0001 truth --set nothing", "nothing" },
		{ "message new 2026-0001 truth --figure dead=x", "dead=x" },
	};
	struct typed l;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		json_t *fields = NULL;

		assert_int_equal(parse(&l, rows[i].line, &err), ERR_OK);
		assert_int_equal(cli_fields(&fields, &l.cli, &err), ERR_USAGE);
		assert_string_equal(err.where, rows[i].where);
	}
}

static void
parse__words_of_offline_verbs_go_on_unchanged(void **state)
{
	struct typed l;

	(void)state;
	assert_int_equal(
		parse(&l, "init /x --demo --zone +08:00 --lang zh --new y",
			NULL),
		ERR_OK);
	assert_int_equal(l.cli.word_count, 8);
	assert_string_equal(l.cli.words[0], "/x");
	assert_string_equal(l.cli.words[5], "zh");
	assert_string_equal(l.cli.words[7], "y");
	/* what only this program knows does not */
	assert_int_equal(
		parse(&l, "doctor --station /s --lang zh --json", NULL),
		ERR_OK);
	assert_string_equal(l.cli.station, "/s");
	assert_int_equal(l.cli.word_count, 0);
	assert_true(l.cli.json);
}

/* ---- the tables ---- */

/* Calls see(command, verb) for each row. */
static void
each_verb(void (*see)(const struct command *c, const struct verb *v))
{
	const struct command *const *all = commands_complete(all_commands);

	for (; *all; all++)
		for (const struct verb *v = (*all)->verbs; v->name; v++)
			see(*all, v);
}

static const struct act_field *
act_field(const struct act_row *row, const char *name)
{
	for (size_t i = 0; row->fields[i].name; i++)
		if (strcmp(row->fields[i].name, name) == 0)
			return &row->fields[i];
	return NULL;
}

static void
check_args(const struct act_row *row, const struct verb *v)
{
	char name[64];

	for (const char *s = v->args; *s;) {
		size_t n = 0;

		while (*s && !isupper((unsigned char)*s))
			s++;
		for (; isupper((unsigned char)*s); s++)
			name[n++] = (char)tolower((unsigned char)*s);
		name[n] = '\0';
		if (n > 0 && act_field(row, name) == NULL)
			fail_msg("act %s has no field %s", row->name, name);
	}
}

static void
check_act(const struct command *c, const struct verb *v)
{
	const struct option_row *o = verb_options(v);
	const struct act_row *row;
	enum act act;

	(void)c;
	if (v->act == NULL)
		return;
	if (!act_parse(&act, v->act))
		fail_msg("there is no act %s", v->act);
	row = act_row(act);
	check_args(row, v);
	for (; o != NULL && o->name != NULL; o++)
		if (o->field != NULL && act_field(row, o->field) == NULL)
			fail_msg("act %s has no field %s", v->act, o->field);
}

static void
table__every_option_of_an_act_is_a_field_of_it(void **state)
{
	(void)state;
	each_verb(check_act);
}

static void
check_reach(const struct command *c, const struct verb *v)
{
	int ways = (v->act != NULL) +
		(v->question && (v->show || v->listing.keys)) +
		(v->run != NULL);

	if (ways < 1)
		fail_msg("crier %s %s does nothing", c->name, v->name);
	assert_true(verb_help(v)[0] != '\0');
	if (v->pass)
		assert_true(v->offline);
}

static void
table__every_verb_does_something(void **state)
{
	(void)state;
	each_verb(check_reach);
}

/* Every act an officer may ask for can be asked for on the command line. */
static void
table__every_act_of_an_officer_has_a_verb(void **state)
{
	const struct command *const *all = commands_complete(all_commands);

	(void)state;
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *row = act_row((enum act)i);
		bool found = act_without_verb(row->name) != NULL;

		for (size_t k = 0; all[k]; k++)
			for (const struct verb *v = all[k]->verbs; v->name; v++)
				found |= v->act &&
					strcmp(v->act, row->name) == 0;
		if (!found)
			fail_msg("no verb acts %s", row->name);
	}
}

/* ---- help ---- */

/* What a function prints on standard output. */
static char *
printed(int (*print)(void))
{
	FILE *to = tmpfile();
	int old = dup(STDOUT_FILENO), n;
	char *text = calloc(1, 1 << 17);

	assert_non_null(to);
	assert_non_null(text);
	(void)fflush(stdout);
	assert_true(dup2(fileno(to), STDOUT_FILENO) >= 0);
	assert_int_equal(print(), 0);
	(void)fflush(stdout);
	assert_true(dup2(old, STDOUT_FILENO) >= 0);
	(void)close(old);
	rewind(to);
	n = (int)fread(text, 1, (1 << 17) - 1, to);
	assert_true(n > 0);
	(void)fclose(to);
	return text;
}

static char *helped;

static int
print_overview(void)
{
	return help_overview(commands_complete(all_commands));
}

static int
print_man(void)
{
	return help_man(commands_complete(all_commands));
}

static void
check_listed(const struct command *c, const struct verb *v)
{
	char want[200];

	(void)snprintf(want, sizeof(want), "  %s%s%s%s%s", c->name,
		*v->name && !c->id_first ? " " : "", c->id_first ? "" : v->name,
		*v->args ? " " : "", v->args);
	if (strstr(helped, want) == NULL)
		fail_msg("help lacks '%s'", want);
	assert_non_null(strstr(helped, verb_help(v)));
}

static void
help__lists_every_verb(void **state)
{
	(void)state;
	helped = printed(print_overview);
	each_verb(check_listed);
	free(helped);
}

static void
check_manual(const struct command *c, const struct verb *v)
{
	const struct option_row *o = verb_options(v);
	char want[80];

	(void)c;
	for (; o != NULL && o->name != NULL; o++) {
		size_t n = 0;

		/* a hyphen is \- in roff */
		want[n++] = '\\';
		want[n++] = '-';
		want[n++] = '\\';
		want[n++] = '-';
		for (const char *s = o->name; *s && n < 70; s++) {
			if (*s == '-')
				want[n++] = '\\';
			want[n++] = *s;
		}
		want[n] = '\0';
		if (strstr(helped, want) == NULL)
			fail_msg("the manual lacks %s", want);
	}
}

static void
manual__tells_every_option_in_ascii(void **state)
{
	(void)state;
	helped = printed(print_man);
	each_verb(check_manual);
	assert_int_equal(strncmp(helped, ".TH CRIER 1", 11), 0);
	for (const char *s = helped; *s; s++)
		assert_true((unsigned char)*s < 0x7F);
	free(helped);
}

static enum act helped_act;

static int
print_act(void)
{
	return help_act(commands_complete(all_commands), helped_act);
}

/* By the name of an act one finds its command, or why it has none. */
static void
help__of_every_act_names_its_command_or_says_why_not(void **state)
{
	(void)state;
	for (int i = 0; i < ACT_COUNT; i++) {
		const char *name = act_row((enum act)i)->name;
		const char *why = act_without_verb(name);

		helped_act = (enum act)i;
		helped = printed(print_act);
		if (strstr(helped, why ? why : "  crier ") == NULL)
			fail_msg("%s: %s", name, helped);
		free(helped);
	}
}

/* The built catalogue lies at ../../share/locale beside this program. */
static void
use_chinese(void)
{
	char path[PATH_MAX + 40];
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);

	assert_true(n > 0);
	path[n] = '\0';
	for (int up = 0; up < 3; up++)
		*strrchr(path, '/') = '\0';
	memcpy(path + strlen(path), "/share/locale", sizeof("/share/locale"));
	(void)i18n_init("zh");
	assert_non_null(bindtextdomain("crier", path));
}

static void
check_chinese(const struct command *c, const struct verb *v)
{
	const struct option_row *o = verb_options(v);

	if (v->help && strcmp(gettext(v->help), v->help) == 0)
		fail_msg("crier %s %s: not in Chinese: %s", c->name, v->name,
			v->help);
	for (; o != NULL && o->name != NULL; o++)
		if (strcmp(gettext(o->help), o->help) == 0 &&
			option_field(v, o) == NULL)
			fail_msg("--%s: not in Chinese: %s", o->name, o->help);
}

static void
help__every_text_of_the_tables_is_in_chinese_too(void **state)
{
	(void)state;
	use_chinese();
	each_verb(check_chinese);
	i18n_use(LANG_EN);
}

static int
print_small_table(void)
{
	struct print_table *t = table_new();

	table_head(t, "", false);
	table_head(t, "状态", false);
	table_cell(t, "=");
	table_cell(t, "中文\x1b[2J");
	table_print(t);
	return 0;
}

static void
table__a_cell_is_aligned_and_cannot_move_the_cursor(void **state)
{
	(void)state;
	helped = printed(print_small_table);
	assert_string_equal(helped, "   状态\n=  中文\xef\xbf\xbd\n");
	free(helped);
}

static void
acts__stand_on_the_protocols_page_as_they_are(void **state)
{
	static char page[1 << 17];
	FILE *f = fopen("core/link/README.md", "r");

	(void)state;
	if (f == NULL)
		fail_msg("run the tests from the top of the tree");
	assert_true(fread(page, 1, sizeof(page) - 1, f) > 0);
	(void)fclose(f);
	helped = printed(help_acts);
	/* the page holds what `crier help --acts` prints */
	assert_non_null(strstr(page, helped));
	free(helped);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parse__fills_the_fields_of_an_act),
		cmocka_unit_test(parse__general_options_stand_anywhere),
		cmocka_unit_test(parse__says_what_is_wrong_and_where),
		cmocka_unit_test(fields__a_wrong_value_names_its_option),
		cmocka_unit_test(parse__words_of_offline_verbs_go_on_unchanged),
		cmocka_unit_test(
			table__every_option_of_an_act_is_a_field_of_it),
		cmocka_unit_test(table__every_verb_does_something),
		cmocka_unit_test(table__every_act_of_an_officer_has_a_verb),
		cmocka_unit_test(help__lists_every_verb),
		cmocka_unit_test(
			help__of_every_act_names_its_command_or_says_why_not),
		cmocka_unit_test(manual__tells_every_option_in_ascii),
		cmocka_unit_test(
			help__every_text_of_the_tables_is_in_chinese_too),
		cmocka_unit_test(
			table__a_cell_is_aligned_and_cannot_move_the_cursor),
		cmocka_unit_test(acts__stand_on_the_protocols_page_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

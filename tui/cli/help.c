/*
 * Help for people. Columns are aligned on screen, so that Chinese and English
 * both stand straight.
 */
#include "tui/cli/help.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/fixed.h"
#include "base/text.h"
#include "tui/cli/options.h"
#include "tui/pages/cluster.h"
#include "tui/pages/i18n.h"

enum { COLUMN = 34, OPTION_COLUMN = 28 };

/* "release MESSAGE arm", "incident open PLAYBOOK". */
static void
synopsis(char *out, size_t size, const struct command *c, const struct verb *v)
{
	const char *first = c->id_first ? v->args : v->name;
	const char *second = c->id_first ? v->name : v->args;

	fixed_format(out, size, "%s%s%s%s%s", c->name, *first ? " " : "", first,
		*second ? " " : "", second);
}

static void
two_columns(int indent, const char *left, const char *right, int column)
{
	int pad = column - indent - cluster_width(left);

	(void)printf("%*s%s", indent, "", left);
	if (*right == '\0')
		(void)putchar('\n');
	else if (pad < 2)
		(void)printf("\n%*s%s\n", column, "", right);
	else
		(void)printf("%*s%s\n", pad, "", right);
}

static void
option_text(char *out, size_t size, const struct option_row *o)
{
	bool repeat = o->type == OPTION_WORDS || o->type == OPTION_PAIR ||
		o->type == OPTION_FIGURE;

	fixed_format(out, size, "--%s%s%s%s", o->name, o->value ? " " : "",
		o->value ? o->value : "", repeat ? " …" : "");
}

static void
print_options(const struct option_row *o)
{
	char left[120], right[300];

	for (; o != NULL && o->name != NULL; o++) {
		option_text(left, sizeof(left), o);
		fixed_cut_format(right, sizeof(right), "%s%s", _(o->help),
			o->required ? _(" (required)") : "");
		two_columns(4, left, right, OPTION_COLUMN + 4);
	}
}

int
help_overview(const struct command *const *commands)
{
	char left[200];

	(void)printf("%s\n\n",
		_("Crier: emergency incident information "
		  "release console"));
	for (size_t i = 0; commands[i]; i++) {
		for (const struct verb *v = commands[i]->verbs; v->name; v++) {
			synopsis(left, sizeof(left), commands[i], v);
			two_columns(2, left, verb_help(v), COLUMN);
		}
	}
	(void)printf("\n%s\n", _("Options of every command:"));
	print_options(command_globals());
	(void)printf("\n%s\n", _("crier help COMMAND tells more."));
	return EX_OK;
}

int
help_command(const struct command *c, const struct verb *only)
{
	char left[200];
	bool any = false;

	(void)printf("crier %s: %s\n", c->name, command_says(c));
	for (const struct verb *v = c->verbs; v->name; v++) {
		if (only != NULL && v != only)
			continue;
		synopsis(left, sizeof(left), c, v);
		(void)printf("\n  crier %s\n      %s\n", left, verb_help(v));
		print_options(verb_options(v));
		any = true;
	}
	if (any)
		(void)printf("\n%s\n",
			_("crier help lists the options of every command."));
	return EX_OK;
}

int
help_act(const struct command *const *commands, enum act act)
{
	const char *name = act_row(act)->name;
	const char *why = act_without_verb(name);

	if (why != NULL) {
		(void)printf("%s: %s\n  %s\n", name,
			act_row(act)->does.in[i18n_lang()], why);
		return EX_OK;
	}
	for (; *commands; commands++)
		for (const struct verb *v = (*commands)->verbs; v->name; v++)
			if (v->act && strcmp(v->act, name) == 0)
				return help_command(*commands, v);
	return EX_SOFTWARE;
}

/* ---- the manual page ---- */

/* One character in roff, where minus, backslash and all beyond ASCII have
 * names; the name of a code point does with any device and any locale. */
static size_t
roff_char(const char *text)
{
	uint32_t cp;
	size_t len = text_decode(&cp, text, strlen(text));

	if (cp == '-')
		(void)fputs("\\-", stdout);
	else if (cp == '\\')
		(void)fputs("\\e", stdout);
	else if (cp > 0x7E)
		(void)printf("\\[u%04X]", (unsigned)cp);
	else
		(void)putchar((int)cp);
	return len;
}

/* Text that is no request even if it begins like one. */
static void
roff(const char *text)
{
	if (*text == '.' || *text == '\'')
		(void)fputs("\\&", stdout);
	while (*text)
		text += roff_char(text);
}

/* "release MESSAGE arm" with placeholders in italics. */
static void
roff_synopsis(const char *text)
{
	bool italic = false, was = false;

	(void)fputs(".B crier ", stdout);
	while (*text) {
		/* a capital begins a placeholder, a blank or bracket ends it */
		italic = isupper((unsigned char)*text) ||
			(was && *text != ' ' && *text != ']');
		if (italic != was)
			(void)fputs(italic ? "\\fI" : "\\fB", stdout);
		was = italic;
		text += roff_char(text);
	}
	(void)puts("\\fR");
}

static void
man_options(const struct option_row *o)
{
	char left[120];

	for (; o != NULL && o->name != NULL; o++) {
		option_text(left, sizeof(left), o);
		(void)puts(".TP\n.PD 0");
		(void)fputs("\\fB", stdout);
		roff(left);
		(void)puts("\\fR");
		roff(_(o->help));
		if (o->required)
			roff(_(" (required)"));
		(void)putchar('\n');
	}
	(void)puts(".PD");
}

static void
man_verbs(const struct command *c)
{
	char left[200];

	for (const struct verb *v = c->verbs; v->name; v++) {
		synopsis(left, sizeof(left), c, v);
		(void)puts(".PP");
		roff_synopsis(left);
		(void)puts(".RS 4");
		roff(verb_help(v));
		(void)puts(".");
		man_options(verb_options(v));
		(void)puts(".RE");
	}
}

struct man_row {
	const char *left, *right;
};

static const struct man_row environment[] = {
	{ "CRIER_STATION",
		N_("the station's folder, if --station is not "
		   "given") },
	{ "XDG_DATA_HOME",
		N_("else the station is its folder crier "
		   "(~/.local/share/crier)") },
	{ "CRIER_TRACE",
		N_("what the programs write about their work, for whoever "
		   "looks for a fault: topics with commas between them, or "
		   "all. It has ids, words and lengths, never a text or a "
		   "credential") },
	{ "CRIER_TRACE_FILE",
		N_("where crier writes it, else to standard error; the "
		   "console traces into a file only") },
	{ "LC_ALL, LC_MESSAGES, LANG",
		N_("the language: zh is Chinese, all else English") },
};

static const struct man_row statuses[] = {
	{ "0", N_("done") },
	{ "10",
		N_("release fire --wait: the rest is out, some wait for a "
		   "person to post them") },
	{ "11",
		N_("release fire --wait: of some nobody knows whether they are "
		   "out; account check: nothing was proven") },
	{ "12",
		N_("release fire --wait: some are not out; release arm: some "
		   "accounts are not prepared; account check: it failed") },
	{ "13",
		N_("release fire --wait: all are out, some not as they were "
		   "approved") },
	{ "64",
		N_("asked for in a wrong way: an option, an argument, a "
		   "name") },
	{ "65", N_("what was given is wrong, or stored data are corrupt") },
	{ "66", N_("there is no such thing") },
	{ "69", N_("the station, the relay or a platform does not answer") },
	{ "70", N_("a fault of this program") },
	{ "74", N_("the disk or the system failed") },
	{ "75",
		N_("it changed since you looked, or somebody else has it: look "
		   "again and try again") },
	{ "77", N_("you may not, or a rule of release says no") },
};

static const struct man_row examples[] = {
	{ "crier init ~/demo --demo", N_("make a demonstration station") },
	{ "crier incident open rainstorm-flood --title \"Heavy rain\" --drill",
		N_("open a drill") },
	{ "crier message new D2026-0001 truth --set place=\"River Road\"",
		N_("begin the first official notice") },
	{ "crier release D2026-0001/1 fire --digest D --confirm WORD",
		N_("release to every account at once") },
	{ "crier delivery list D2026-0001/1 --json",
		N_("the receipts, for a script") },
};

static void
man_section(const char *title, const struct man_row *rows, size_t count)
{
	(void)printf(".SH %s\n", title);
	for (size_t i = 0; i < count; i++) {
		(void)fputs(".TP\n\\fB", stdout);
		roff(rows[i].left);
		(void)puts("\\fR");
		roff(_(rows[i].right));
		(void)putchar('\n');
	}
}

#define SECTION(title, rows)                                                   \
	man_section(title, rows, sizeof(rows) / sizeof((rows)[0]))

int
help_man(const struct command *const *commands)
{
	(void)printf(".TH CRIER 1 \"\" \"crier %s\"\n", CRIER_VERSION);
	(void)puts(".SH NAME");
	(void)fputs("crier \\- ", stdout);
	roff(_("emergency incident information release console"));
	(void)puts("\n.SH SYNOPSIS\n.B crier\n.RI [ options ]\n.br\n"
		   ".B crier\n.I command\n.RI [ options ]");
	(void)puts(".SH DESCRIPTION");
	roff(_("Without a command, crier opens the console of a station. "
	       "Every act of the console has a command too. Texts with "
	       "blanks are put in quotes; options may stand anywhere "
	       "behind the command; all that reads takes --json."));
	(void)puts("\n.SH OPTIONS");
	man_options(command_globals());
	(void)puts(".SH COMMANDS");
	for (size_t i = 0; commands[i]; i++) {
		(void)fputs(".SS ", stdout);
		roff(commands[i]->name);
		(void)putchar('\n');
		roff(command_says(commands[i]));
		(void)puts(".");
		man_verbs(commands[i]);
	}
	(void)puts(".SH TIMES");
	roff(_("A time is now, or so long ago (-25m, -1h30m), or a "
	       "date with a time (\"2026-11-24 02:10\" in the station's "
	       "zone, or RFC 3339)."));
	(void)putchar('\n');
	SECTION("ENVIRONMENT", environment);
	SECTION("EXIT STATUS", statuses);
	SECTION("EXAMPLES", examples);
	(void)puts(".SH SEE ALSO\n.BR git (1),\n.BR systemctl (1)");
	return EX_OK;
}

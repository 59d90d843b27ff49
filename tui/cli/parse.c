/*
 * Reads the words of a command line into a struct cli and checks them.
 * Options may stand anywhere; "--" ends them. Where a command has verbs,
 * "release 2026-0001/1 arm" and "release arm 2026-0001/1" are the same: an id
 * is never a verb.
 */
#include "tui/cli/cli.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say_list.h"
#include "tui/cli/options.h"
#include "tui/pages/digest.h"
#include "tui/pages/typed.h"
#include "tui/pages/value.h"

enum {
	FILE_TEXT_MAX = 256 << 10,
	VERB_NAME = 80,
	LISTED_MAX = 380, /* what a refusal has room for */
	LACKS_MAX = 2000
};

/* ---- options ---- */

static const struct option_row *
option_find(const struct option_row *rows, const char *name, size_t len)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		if (strlen(rows->name) == len &&
			strncmp(rows->name, name, len) == 0)
			return rows;
	return NULL;
}

static bool
take_global(struct cli *c, const struct option_row *row, const char *value)
{
	static const char *const names[] = { "station", "as", "lang" };
	const char **places[] = { &c->station, &c->as, &c->lang_text };
	bool *flags[] = { &c->json, &c->help, &c->version };
	static const char *const flag_names[] = { "json", "help", "version" };

	for (size_t i = 0; i < 3; i++) {
		if (strcmp(row->name, names[i]) == 0)
			*places[i] = value;
		else if (strcmp(row->name, flag_names[i]) == 0)
			*flags[i] = true;
		else
			continue;
		return true;
	}
	return false;
}

/* A usage error whose remedy is the command's own help. */
static enum err_code __attribute__((format(printf, 4, 5)))
usage(const struct cli *c, struct err *err, const char *where, const char *fmt,
	...)
{
	char remedy[120], what[400];
	va_list ap;

	fixed_cut_format(remedy, sizeof(remedy), _("crier help %s tells more."),
		c->command->name);
	va_start(ap, fmt);
	fixed_cut_vformat(what, sizeof(what), fmt, ap);
	va_end(ap);
	return err_set(err, ERR_USAGE, where, remedy, "%s", what);
}

/* "incident open": the command as it is typed. */
static void
name_verb(char out[VERB_NAME], const struct cli *c)
{
	const char *verb = c->verb ? c->verb->name : "";

	fixed_cut_format(out, VERB_NAME, "%s%s%s", c->command->name,
		*verb ? " " : "", verb);
}

static void
list_options(char *out, size_t size, const struct option_row *row)
{
	char one[VERB_NAME];

	for (; row != NULL && row->name != NULL; row++) {
		fixed_cut_format(one, sizeof(one), "--%s", row->name);
		(void)say_add(out, size, " ", one);
	}
}

static enum err_code
option_unknown(const struct cli *c, const char *word, struct err *err)
{
	char name[VERB_NAME], list[LISTED_MAX] = "";

	list_options(list, sizeof(list),
		c->verb != NULL ? verb_options(c->verb) : NULL);
	list_options(list, sizeof(list), command_globals());
	if (c->command == NULL)
		return err_set(err, ERR_USAGE, word,
			_("crier help lists the commands and options."),
			_("there is no such option; there are %s"), list);
	name_verb(name, c);
	return usage(c, err, word, _("crier %s has no such option; it has %s"),
		name, list);
}

/* `word` begins with "--". Takes its value from *next when it needs to. */
static enum err_code
take_option(struct cli *c, const char *word, char ***next, struct err *err)
{
	const char *name = word + 2, *eq = strchr(name, '=');
	size_t len = eq ? (size_t)(eq - name) : strlen(name);
	const struct option_row *row = NULL;
	bool global = false;
	const char *value = "";

	if (c->verb != NULL)
		row = option_find(verb_options(c->verb), name, len);
	if (row == NULL) {
		row = option_find(command_globals(), name, len);
		global = row != NULL;
	}
	if (row == NULL)
		return option_unknown(c, word, err);
	if (row->type == OPTION_FLAG && eq != NULL)
		return err_set(err, ERR_USAGE, word, _("Leave the = away."),
			_("this option takes no value"));
	if (row->type != OPTION_FLAG) {
		value = eq ? eq + 1 : **next;
		if (value == NULL)
			return err_set(err, ERR_USAGE, word,
				_("Add a value behind it."),
				_("this option needs a value: --%s %s"),
				row->name, row->value);
		if (eq == NULL)
			(*next)++;
	}
	if (global && take_global(c, row, value))
		return ERR_OK;
	if (c->given_count == CLI_GIVEN)
		return err_set(err, ERR_TOO_LARGE, word, "",
			_("there are more than %d options"), CLI_GIVEN);
	c->given[c->given_count++] = (struct given){ row, value };
	return ERR_OK;
}

/* ---- arguments ---- */

/* How many the verb's synopsis asks for at least and at most. */
static void
count_args(const struct verb *v, int *least, int *most)
{
	bool in = false;
	int depth = 0;

	*least = *most = 0;
	for (const char *s = v->args; *s; s++) {
		depth += (*s == '[') - (*s == ']');
		if (!in && isupper((unsigned char)*s)) {
			in = true;
			++*most;
			*least += depth == 0;
		} else if (*s == ' ' || *s == ']') {
			in = false;
		}
	}
}

static enum err_code
check_args(const struct cli *c, struct err *err)
{
	char name[VERB_NAME];
	int least, most;

	name_verb(name, c);
	count_args(c->verb, &least, &most);
	if (c->arg_count > most)
		return err_set(err, ERR_USAGE, c->args[most],
			_("Put texts with blanks in quotes."),
			_("that is one word too many: crier %s %s"), name,
			c->verb->args);
	if (c->arg_count < least)
		return usage(c, err, "", _("something is missing: crier %s %s"),
			name, c->verb->args);
	return ERR_OK;
}

/* All that is missing at once. */
static enum err_code
check_required(struct cli *c, struct err *err)
{
	const struct option_row *row = verb_options(c->verb);
	enum err_code rc = ERR_OK;
	char name[VERB_NAME];
	struct buf lacks;

	buf_init(&lacks, LACKS_MAX);
	for (; row != NULL && row->name != NULL; row++)
		if (row->required && cli_option(c, row->name) == NULL)
			buf_printf(&lacks, "%s--%s %s", lacks.len ? ", " : "",
				row->name, row->value);
	if (lacks.len > 0 && c->verb->needs != NULL)
		c->verb->needs(c, &lacks);
	name_verb(name, c);
	if (lacks.len > 0)
		rc = usage(
			c, err, "", _("crier %s needs %s"), name, lacks.data);
	buf_release(&lacks);
	return rc;
}

/* ---- commands and verbs ---- */

static enum err_code
no_command(const struct cli *c, const char *word, struct err *err)
{
	char list[LISTED_MAX] = "";

	for (const struct command *const *each = c->commands; *each; each++)
		(void)say_add(list, sizeof(list), " ", (*each)->name);
	return err_set(err, ERR_USAGE, word,
		_("crier help says what each of them does."),
		_("there is no such command; there are %s"), list);
}

static enum err_code
no_verb(const struct cli *c, const char *word, struct err *err)
{
	char list[300] = "";

	for (const struct verb *v = c->command->verbs; v->name; v++)
		(void)say_add(list, sizeof(list), " | ", v->name);
	return usage(c, err, word ? word : "", _("crier %s wants one of: %s"),
		c->command->name, list);
}

/* The next word that is not an option, skipping the general ones. */
static enum err_code
next_plain(struct cli *c, char ***next, const char **out, struct err *err)
{
	enum err_code rc;

	*out = NULL;
	while (**next != NULL) {
		const char *word = *(*next)++;

		if (strcmp(word, "-h") == 0) {
			c->help = true;
			continue;
		}
		if (strncmp(word, "--", 2) != 0 || word[2] == '\0') {
			*out = word;
			return ERR_OK;
		}
		rc = take_option(c, word, next, err);
		if (rc != ERR_OK)
			return rc;
	}
	return ERR_OK;
}

static enum err_code
find_verb(struct cli *c, char ***next, struct err *err)
{
	const char *word, *id;
	enum err_code rc;

	if (*c->command->verbs[0].name == '\0') {
		c->verb = &c->command->verbs[0];
		return ERR_OK;
	}
	rc = next_plain(c, next, &word, err);
	if (rc != ERR_OK || c->help)
		return rc;
	if (word == NULL)
		return no_verb(c, NULL, err);
	c->verb = command_verb(c->command, word);
	if (c->verb != NULL)
		return ERR_OK;
	rc = next_plain(c, next, &id, err);
	if (rc != ERR_OK)
		return rc;
	c->verb = id ? command_verb(c->command, id) : NULL;
	if (c->verb == NULL)
		return no_verb(c, word, err);
	c->args[c->arg_count++] = word;
	return ERR_OK;
}

static enum err_code
take_rest(struct cli *c, char **next, struct err *err)
{
	bool plain = false;
	enum err_code rc;

	while (*next != NULL) {
		const char *word = *next++;

		if (!plain && strcmp(word, "--") == 0) {
			plain = true;
		} else if (!plain && strcmp(word, "-h") == 0) {
			c->help = true;
		} else if (!plain && strncmp(word, "--", 2) == 0) {
			rc = take_option(c, word, &next, err);
			if (rc != ERR_OK)
				return rc;
		} else if (c->arg_count < CLI_ARGS) {
			c->args[c->arg_count++] = word;
		} else {
			return check_args(c, err);
		}
	}
	return ERR_OK;
}

/*
 * For verbs whose words go on as they are: only the general options that the
 * verb does not take itself are ours.
 */
static enum err_code
pass_rest(struct cli *c, char **next, struct err *err)
{
	c->words = next;
	while (*next != NULL) {
		char *word = *next++;
		size_t len = strcspn(word, "=");
		bool option = strncmp(word, "--", 2) == 0 && len > 2;

		if (strcmp(word, "-h") == 0) {
			c->help = true;
		} else if (option &&
			option_find(verb_options(c->verb), word + 2, len - 2) ==
				NULL &&
			option_find(command_globals(), word + 2, len - 2) !=
				NULL) {
			enum err_code rc = take_option(c, word, &next, err);

			if (rc != ERR_OK)
				return rc;
		} else {
			c->words[c->word_count++] = word;
		}
	}
	return ERR_OK;
}

/* zh, zh_CN, en_US.UTF-8 …; another one would be taken for English. */
static enum err_code
check_lang(const struct cli *c, struct err *err)
{
	const char *text = c->lang_text;

	if (text == NULL || strncmp(text, "zh", 2) == 0 ||
		strncmp(text, "en", 2) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_WORD, "--lang",
		WITH(arg_key("--lang"), arg_text(text), arg_words("zh, en")));
}

enum err_code
cli_parse(struct cli *c, int argc, char **argv, struct err *err)
{
	char **next = argv + (argc > 0);
	const char *word;
	enum err_code rc;

	rc = next_plain(c, &next, &word, err);
	if (rc != ERR_OK || word == NULL)
		return rc;
	c->command = command_find(c->commands, word);
	if (c->command == NULL)
		return no_command(c, word, err);
	rc = find_verb(c, &next, err);
	if (rc != ERR_OK || c->verb == NULL)
		return rc;
	if (c->verb->pass)
		return pass_rest(c, next, err);
	rc = take_rest(c, next, err);
	if (rc == ERR_OK)
		rc = check_lang(c, err);
	if (rc == ERR_OK && !c->help)
		rc = check_args(c, err);
	if (rc == ERR_OK && !c->help)
		rc = check_required(c, err);
	return rc;
}

/* ---- what was given ---- */

const char *
cli_option(const struct cli *c, const char *name)
{
	for (int i = c->given_count; i-- > 0;)
		if (strcmp(c->given[i].row->name, name) == 0)
			return c->given[i].value;
	return NULL;
}

bool
cli_flag(const struct cli *c, const char *name)
{
	return cli_option(c, name) != NULL;
}

const char *
cli_arg(const struct cli *c, int i)
{
	return i < c->arg_count ? c->args[i] : "";
}

/* The collection at fields[name], made when it is not there yet. */
static json_t *
cli_collect(json_t *fields, const char *name, bool array)
{
	if (doc_get(fields, name) == NULL)
		doc_put(fields, name, array ? json_array() : json_object());
	return doc_get(fields, name);
}

/* What was understood of a time that was not written out is shown back. */
static void
tell_time(const char *text, int64_t ms, int zone)
{
	char plain[TYPED_TIME];
	int64_t same;

	if (strcmp(text, "now") == 0 || *text == '-' || *text == '+' ||
		instant_parse(&same, text, zone))
		return;
	typed_format(plain, ms, zone);
	(void)fprintf(stderr, _("%s: taken for %s\n"), text, plain);
}

/* An id may come in full-width letters and digits; a text stays as it is. */
static void
put_argument(json_t *fields, const char *name, const char *text)
{
	char *plain = typed_plain(text);
	bool id = *plain != '\0';

	for (const char *s = plain; *s; s++)
		id &= ascii_is_alnum(*s) || strchr("-_./:", *s);
	doc_put(fields, name, json_string(id ? plain : text));
	free(plain);
}

/* What the file holds: a text, or for a field that is one a document. */
static enum err_code
put_file(json_t *fields, const struct cli *c, const struct given *g,
	struct err *err)
{
	const struct act_field *of = option_field(c->verb, g->row);
	char *text = NULL;
	json_t *doc = NULL;
	enum err_code rc;

	rc = value_file(&text, g->value, FILE_TEXT_MAX, err);
	if (rc == ERR_OK && of != NULL && of->type == FIELD_DOC)
		rc = doc_parse(&doc, text, strlen(text), err);
	else if (rc == ERR_OK)
		doc = json_string(text);
	if (rc == ERR_OK)
		doc_put(fields, g->row->field, doc);
	free(text);
	return rc;
}

static enum err_code
put_option(json_t *fields, const struct cli *c, const struct given *g,
	struct err *err)
{
	const char *name = g->row->field;
	int64_t n;

	switch (g->row->type) {
	case OPTION_TEXT:
	case OPTION_TYPES:
		doc_put(fields, name, json_string(g->value));
		return ERR_OK;
	case OPTION_FLAG:
		doc_put_bool(fields, name, true);
		return ERR_OK;
	case OPTION_INT:
		if (!value_int(&n, g->value))
			break;
		doc_put_int(fields, name, n);
		return ERR_OK;
	case OPTION_TIME:
		if (!value_time(&n, g->value, c->now, c->zone))
			break;
		tell_time(g->value, n, c->zone);
		doc_put_int(fields, name, n);
		return ERR_OK;
	case OPTION_DAY:
		if (!typed_day(&n, g->value, c->now, c->zone))
			break;
		doc_put_int(fields, name, n);
		return ERR_OK;
	case OPTION_WORDS:
		value_words(cli_collect(fields, name, true), g->value);
		return ERR_OK;
	case OPTION_PAIR:
		return value_pair(
			cli_collect(fields, name, false), g->value, err);
	case OPTION_FIGURE:
		return value_figure(cli_collect(fields, name, true), g->value,
			c->now, c->zone, err);
	case OPTION_FILE:
		return put_file(fields, c, g, err);
	case OPTION_NAMED:
		return digest_file(fields, g->value, err);
	case OPTION_SECRET: /* once all else is known: see secret.h */
		return ERR_OK;
	}
	return err_set(err, ERR_USAGE, g->value,
		g->row->type == OPTION_INT
			? _("Write digits only.")
			: _("Write now, -25m, 2026-11-24 02:10, or RFC 3339."),
		g->row->type == OPTION_INT ? _("--%s takes a whole number")
					   : _("--%s takes a time"),
		g->row->name);
}

static void
put_args(json_t *fields, const struct cli *c)
{
	const char *s = c->verb->args;

	for (int i = 0; i < c->arg_count; i++) {
		char name[32];
		size_t n = 0;

		while (*s && !isupper((unsigned char)*s))
			s++;
		for (; isupper((unsigned char)*s) && n + 1 < sizeof(name); s++)
			name[n++] = (char)tolower((unsigned char)*s);
		name[n] = '\0';
		put_argument(fields, name, c->args[i]);
	}
}

/* A flag that was not given says no, where the act must hear either. */
static void
put_unsaid(json_t *fields, const struct cli *c)
{
	const struct option_row *o = verb_options(c->verb);

	for (; o->name != NULL; o++) {
		const struct act_field *f = option_field(c->verb, o);

		if (f && f->required && f->type == FIELD_BOOL &&
			doc_get(fields, f->name) == NULL)
			doc_put_bool(fields, f->name, false);
	}
}

enum err_code
cli_fields(json_t **out, const struct cli *c, struct err *err)
{
	json_t *fields = json_object();
	enum err_code rc = ERR_OK;

	put_args(fields, c);
	for (int i = 0; i < c->given_count && rc == ERR_OK; i++)
		if (c->given[i].row->field != NULL)
			rc = put_option(fields, c, &c->given[i], err);
	if (rc == ERR_OK)
		put_unsaid(fields, c);
	if (rc == ERR_OK)
		*out = fields;
	else
		json_decref(fields);
	return rc;
}

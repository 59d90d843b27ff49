/*
 * Options and verbs made from the rows of acts.
 */
#include "tui/cli/options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/pages/i18n.h"

/* ---- one option ---- */

/* What is typed is not the field's name: one of many, or in plainer words. */
static const struct {
	const char *field, *option, *value;
} otherwise[] = {
	{ "roles", "role", "ROLE" },
	{ "slots", "set", "SLOT=VALUE" },
	{ "options", "option", "NAME=VALUE" },
	{ "figures", "figure", "FIGURE" },
	{ "gaps", "accept-gaps", "REASON" },
	{ "unmirrored", "without-mirror", "REASON" },
	{ "corrects", "corrects", "MESSAGE" },
};
enum { OTHERWISE = sizeof(otherwise) / sizeof(otherwise[0]) };

static const char *
typed_name(const struct act_field *f)
{
	char *name;

	for (size_t i = 0; i < OTHERWISE; i++)
		if (strcmp(otherwise[i].field, f->name) == 0)
			return otherwise[i].option;
	if (f->given == GIVEN_NAME)
		return "file";
	if (f->given == GIVEN_SECRET)
		return "credential-file";
	name = f->given == GIVEN_FILE ? mem_printf("%s-file", f->name)
				      : mem_strdup(f->name);
	for (char *s = name; *s; s++)
		*s = *s == '_' ? '-' : *s;
	return name;
}

static enum option_type
typed_type(const struct act_field *f)
{
	static const enum option_type given[] = {
		[GIVEN_FILE] = OPTION_FILE,
		[GIVEN_NAME] = OPTION_NAMED,
		[GIVEN_SECRET] = OPTION_SECRET,
		[GIVEN_FIGURES] = OPTION_FIGURE,
		[GIVEN_DAY] = OPTION_DAY,
		[GIVEN_PROGRAM] = OPTION_TEXT,
	};
	static const enum option_type types[] = {
		[FIELD_TEXT] = OPTION_TEXT,
		[FIELD_WORD] = OPTION_TEXT,
		[FIELD_ID] = OPTION_TEXT,
		[FIELD_DIGEST] = OPTION_TEXT,
		[FIELD_INSTANT] = OPTION_TIME,
		[FIELD_INT] = OPTION_INT,
		[FIELD_BOOL] = OPTION_FLAG,
		[FIELD_WORDS] = OPTION_WORDS,
		[FIELD_TEXTS] = OPTION_PAIR,
		[FIELD_DOC] = OPTION_FILE,
	};

	return given[f->given] != OPTION_TEXT ? given[f->given]
					      : types[f->type];
}

/* "zh|en" where the words are few; NULL where they are not, or free. */
static char *
few_words(const struct act_field *f)
{
	enum { FEW = 24 };
	struct word_row row;
	char *list = mem_strdup(""), *more;

	for (size_t n = 0; choice(&row, f->choices, n); n++) {
		more = mem_printf("%s%s%s", list, n ? "|" : "", row.word);
		free(list);
		list = more;
	}
	if (*list != '\0' && strlen(list) <= FEW)
		return list;
	free(list);
	return NULL;
}

/* "ROLE" of roles, "REACH-AT" of reach_at. */
static char *
name_in_capitals(const struct act_field *f)
{
	char *name = mem_strdup(f->name);
	size_t len = strlen(name);
	bool many = f->type == FIELD_WORDS || f->type == FIELD_TEXTS;

	if (many && len > 3 && strcmp(name + len - 3, "ies") == 0)
		memcpy(name + len - 3, "y", sizeof("y"));
	else if (many && len > 1 && name[len - 1] == 's')
		name[len - 1] = '\0';
	for (char *s = name; *s; s++)
		*s = *s == '_' ? '-' : (char)toupper((unsigned char)*s);
	return name;
}

static const char *
typed_value(const struct act_field *f, enum option_type type)
{
	static const char *const fixed[OPTION_TYPES] = { [OPTION_INT] = "N",
		[OPTION_TIME] = "TIME",
		[OPTION_DAY] = "DAY",
		[OPTION_FILE] = "FILE",
		[OPTION_NAMED] = "FILE",
		[OPTION_SECRET] = "FILE" };
	char *name, *value;

	if (type == OPTION_FLAG)
		return NULL;
	for (size_t i = 0; i < OTHERWISE; i++)
		if (strcmp(otherwise[i].field, f->name) == 0)
			return otherwise[i].value;
	if (f->given == GIVEN_OFFICER && f->type == FIELD_WORD)
		return "OFFICER";
	if (fixed[type] != NULL)
		return fixed[type];
	value = type == OPTION_TEXT ? few_words(f) : NULL;
	if (value != NULL)
		return value;
	name = name_in_capitals(f);
	if (type != OPTION_PAIR)
		return name;
	value = mem_printf("%s=VALUE", name);
	free(name);
	return value;
}

/* The words that it may be, where the value does not show them. */
static char *
all_words(const struct act_field *f)
{
	struct word_row row;
	char *list = mem_strdup(""), *more;
	bool zh = i18n_lang() == LANG_ZH;

	for (size_t n = 0; choice(&row, f->choices, n); n++) {
		more = mem_printf("%s%s%s%s%s", list,
			n == 0	     ? ""
				: zh ? "、"
				     : ", ",
			row.word, zh ? " " : "",
			zh ? row.title.in[LANG_ZH] : "");
		free(list);
		list = more;
	}
	return list;
}

static const char figure_how[] =
	N_("name=N,source=S,as-of=TIME[,reason=R] and, once checked, "
	   ",verified; name=?,… while it is being verified");
static const char secret_how[] =
	N_("- is standard input; the secret alone, or {\"name\":\"secret\"}");

/* What it is, and behind it what there is to know of how it is typed. */
static const char *
typed_help(const struct act_field *f, enum option_type type, const char *value)
{
	static const char *const how[OPTION_TYPES] = {
		[OPTION_FIGURE] = figure_how,
		[OPTION_FILE] = N_("- is standard input"),
		[OPTION_SECRET] = secret_how,
	};
	const char *help = f->help.in[i18n_lang()];
	char *words = all_words(f);

	if (*words && (value == NULL || strchr(value, '|') == NULL))
		help = mem_printf(_("%s: %s"), help, words);
	else if (how[type] != NULL)
		help = mem_printf(_("%s (%s)"), help, _(how[type]));
	free(words);
	return help;
}

static struct option_row
option_made(const struct act_field *f)
{
	enum option_type type = typed_type(f);
	const char *value = typed_value(f, type);

	return (struct option_row){ .name = typed_name(f),
		.type = type,
		.value = value,
		.field = f->name,
		.required = f->required && type != OPTION_FLAG,
		.help = typed_help(f, type, value) };
}

/* ---- those of a verb ---- */

/* Is `name` one of the words, in these letters or in capitals? */
static bool
words_name(const char *words, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = words ? words : ""; *s;) {
		size_t n = strcspn(s, " []");

		if (n == len && strncasecmp(s, name, n) == 0)
			return true;
		s += n + (s[n] != '\0');
	}
	return false;
}

const struct act_field *
option_field(const struct verb *v, const struct option_row *o)
{
	enum act act;

	if (o->field == NULL || v->act == NULL || !act_parse(&act, v->act))
		return NULL;
	for (const struct act_field *f = act_row(act)->fields; f->name; f++)
		if (strcmp(f->name, o->field) == 0)
			return f;
	return NULL;
}

struct verb_options_made {
	const struct verb *verb;
	enum lang lang;
	struct option_row *row;
	int count;
};

static void
add_fields(struct verb_options_made *to, const struct act_row *row)
{
	const struct verb *v = to->verb;

	for (const struct act_field *f = row->fields; f->name; f++) {
		const struct option_row *o = v->options;
		bool any = false;

		for (; o != NULL && o->name != NULL; o++) {
			if (o->field == NULL || strcmp(o->field, f->name) != 0)
				continue;
			*MEM_ADD(to->row, to->count) = *o;
			any = true;
		}
		if (!any && f->given != GIVEN_PROGRAM &&
			!words_name(v->args, f->name) &&
			!words_name(v->fills, f->name))
			*MEM_ADD(to->row, to->count) = option_made(f);
	}
}

static void
options_make(struct verb_options_made *to)
{
	const struct verb *v = to->verb;
	const struct option_row *o = v->options;
	enum act act;
	bool acts = v->act != NULL && act_parse(&act, v->act);

	if (acts)
		add_fields(to, act_row(act));
	for (; o != NULL && o->name != NULL; o++)
		if (!acts || option_field(v, o) == NULL)
			*MEM_ADD(to->row, to->count) = *o;
	*MEM_ADD(to->row, to->count) = (struct option_row){ .name = NULL };
}

const struct option_row *
verb_options(const struct verb *v)
{
	static struct verb_options_made *made;
	static int count;

	for (int i = 0; i < count; i++)
		if (made[i].verb == v && made[i].lang == i18n_lang())
			return made[i].row;
	*MEM_ADD(made, count) =
		(struct verb_options_made){ .verb = v, .lang = i18n_lang() };
	options_make(&made[count - 1]);
	return made[count - 1].row;
}

/* ---- verbs made from acts ---- */

const char *
act_without_verb(const char *act)
{
	static const struct {
		const char *act, *why;
	} rows[] = { { "draft.save",
			     N_("the console keeps what is typed in it by "
				"itself") },
		{ "draft.drop", N_("the console drops what is typed in it") } };
	enum act a;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].act, act) == 0)
			return _(rows[i].why);
	return act_parse(&a, act) && act_row(a)->source == FROM_RELAY
		? _("the relay reports it")
		: NULL;
}

const char *
verb_help(const struct verb *v)
{
	enum act act;

	if (v->help != NULL)
		return _(v->help);
	return v->act && act_parse(&act, v->act)
		? act_row(act)->does.in[i18n_lang()]
		: "";
}

const char *
command_says(const struct command *c)
{
	return c->help ? _(c->help) : verb_help(c->verbs);
}

static bool
has_verb(const struct command *const *commands, const char *act)
{
	for (; *commands; commands++)
		for (const struct verb *v = (*commands)->verbs; v->name; v++)
			if (v->act && strcmp(v->act, act) == 0)
				return true;
	return false;
}

/* What it is about is an argument: its first field, if that is a name. */
static const char *
verb_args(const struct act_row *row)
{
	const struct act_field *f = row->fields;

	return f->name && f->required && f->choices == CHOICES_NONE &&
			(f->type == FIELD_WORD || f->type == FIELD_ID)
		? name_in_capitals(f)
		: "";
}

static struct command *
command_named(struct command ***table, int *count, const char *name)
{
	static const struct verb none[] = { { .name = NULL } };
	struct command *c;

	for (int i = 0; i < *count; i++)
		if (strcmp((*table)[i]->name, name) == 0)
			return (*table)[i];
	c = mem_new(sizeof(*c));
	c->name = mem_strdup(name);
	c->verbs = none;
	*MEM_ADD(*table, *count) = c;
	return c;
}

/* A list that stands in the program, and is none of ours to free. */
static bool
is_given(const struct command *const *commands, const struct verb *verbs)
{
	for (; *commands; commands++)
		if ((*commands)->verbs == verbs)
			return true;
	return verbs->name == NULL;
}

static void
add_verb(struct command *c, const struct command *const *commands,
	const struct act_row *row)
{
	const char *dot = strchr(row->name, '.');
	const struct verb *before = c->verbs;
	struct verb *verbs = NULL;
	int count = 0;

	for (const struct verb *v = c->verbs; v->name; v++)
		*MEM_ADD(verbs, count) = *v;
	*MEM_ADD(verbs, count) = (struct verb){ .name = dot ? dot + 1 : "",
		.args = verb_args(row),
		.act = row->name };
	*MEM_ADD(verbs, count) = (struct verb){ .name = NULL };
	c->verbs = verbs;
	if (!is_given(commands, before))
		free((void *)(uintptr_t)before);
}

const struct command *const *
commands_complete(const struct command *const *commands)
{
	static struct command **table;
	static int count;

	if (table != NULL)
		return (const struct command *const *)table;
	for (int i = 0; commands[i]; i++) {
		struct command *c = mem_new(sizeof(*c));

		*c = *commands[i];
		*MEM_ADD(table, count) = c;
	}
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *row = act_row((enum act)i);
		char *name;

		if (has_verb(commands, row->name) ||
			act_without_verb(row->name) != NULL)
			continue;
		name = mem_strndup(row->name, strcspn(row->name, "."));
		add_verb(command_named(&table, &count, name), commands, row);
		free(name);
	}
	*MEM_ADD(table, count) = NULL;
	return (const struct command *const *)table;
}

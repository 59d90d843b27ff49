/*
 * Refusals in one language: no English word in a Chinese one but names and what
 * is typed, no Chinese sign in an English one, and one of a thing told as one.
 */
#include "tests/words/samples.h"

/* Programs, standards and files that have one name in every language. */
static const char *const proper[] = { "Crier", "root", "protocol", "OpenSSH",
	"PuTTY", "Pageant", "Allow", "agent", "forwarding", "Xshell", "Xagent",
	"Perl", "hello", "main", "keywords", "manual", "site", "slug", "yes",
	"init", "if", "keep", "source", "reason", "verified", "USER", "NAME",
	"all", "may", "order", NULL };

/* Words that begin what one types, up to the next Chinese sign. */
static const char *const commands[] = { "crier", "git", "ssh", "ssh-keygen",
	"chmod", "su", "sudo", "adduser", "systemctl", NULL };

static bool
is_one_of(const char *const *list, const char *word, size_t len)
{
	for (; *list; list++)
		if (strlen(*list) == len && strncmp(*list, word, len) == 0)
			return true;
	return false;
}

static bool
is_capital(const char *word, size_t len)
{
	for (size_t n = 0; n < len; n++)
		if (islower((unsigned char)word[n]))
			return false;
	return true;
}

/* The first word of a Chinese text that is English; NULL if there is none. */
static const char *
english_in(const char *text, size_t *len)
{
	static const char of_name[] = "0123456789._-/:=@*<>+^{}";
	bool command = false;

	for (const char *at = text; *at; at += *len) {
		*len = 1;
		if ((unsigned char)*at >= 0x80)
			command = false;
		if ((unsigned char)*at >= 0x80 || *at == ' ')
			continue;
		for (*len = 0; (unsigned char)at[*len] < 0x80 &&
			at[*len] > ' ' && strchr("(),;\"", at[*len]) == NULL;)
			++*len;
		if (*len == 0) {
			*len = 1;
			continue;
		}
		command = command || is_one_of(commands, at, *len);
		/* one letter is a key of the console */
		if (command || *len == 1 || is_one_of(proper, at, *len) ||
			is_capital(at, *len) || strcspn(at, of_name) < *len)
			continue;
		return at;
	}
	return NULL;
}

static bool
has_chinese(const char *text)
{
	/* Han signs and full-width marks begin with E3 to EF in UTF-8 */
	for (; *text; text++)
		if ((unsigned char)*text >= 0xE3 &&
			(unsigned char)*text <= 0xE9)
			return true;
	return false;
}

static void
check_language(const char *row, const char *text, enum lang lang)
{
	const char *word;
	size_t len = 0;

	if (*text == '\0')
		fail_msg("%s says nothing", row);
	if (strstr(text, "{0") || strstr(text, "{1"))
		fail_msg("%s: a place is not filled: %s", row, text);
	if (lang == LANG_EN && has_chinese(text))
		fail_msg("%s is Chinese: %s", row, text);
	word = lang == LANG_ZH ? english_in(text, &len) : NULL;
	if (word != NULL)
		fail_msg("%s says \"%.*s\": %s", row, (int)len, word, text);
}

static void
refusals__are_of_one_language_with_arguments_of_every_kind(void **state)
{
	char what[1000], remedy[1000];
	struct err err;

	(void)state;
	for (int n = 0; n < REFUSAL_COUNT; n++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			for (int hand = HAND_SHELL; hand <= HAND_KEYS; hand++) {
				refuse_sample(
					&err, (enum refusal)n, (enum lang)lang);
				refusal_format_for(what, sizeof(what), remedy,
					sizeof(remedy), &err, (enum lang)lang,
					(enum refusal_hand)hand);
				check_language(err.id, what, (enum lang)lang);
				check_language(err.id, remedy, (enum lang)lang);
			}
}

/* Bounds that are set and never one, and what is a number of its own. */
static const char *const bounds[] = { "more than", "fewer than", "deeper than",
	"entry", "line", "letter", NULL };
static const char *const bound_rows[] = { "import-large", "crowded",
	"letter-many", "much-work", "much-asked", NULL };

static void
check_one(const char *row, const char *text)
{
	const char *at = text;

	while ((at = strstr(at, "1 ")) != NULL) {
		size_t word = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz");
		bool whole = at == text || at[-1] == ' ', bound = false;

		for (size_t n = 0; bounds[n]; n++)
			bound |= at - text > (long)strlen(bounds[n]) &&
				strncmp(at - strlen(bounds[n]) - 1, bounds[n],
					strlen(bounds[n])) == 0;
		if (whole && !bound && word > 2 && at[1 + word] == 's' &&
			!is_one_of(bound_rows, row, strlen(row)))
			fail_msg("%s: %s", row, text);
		at += 2;
	}
}

/* "1 accounts": where a count is told, one of a thing is one. */
static void
refusals__tell_one_as_one(void **state)
{
	char what[1000], remedy[1000];
	struct err err;

	(void)state;
	for (int n = 0; n < REFUSAL_COUNT; n++) {
		refuse_sample(&err, (enum refusal)n, LANG_EN);
		for (int i = 0; i < ERR_ARGS && err.arg[i].kind != NULL; i++)
			if (arg_type(&err.arg[i]) == ARG_COUNT)
				err.arg[i] = arg_count(1);
		refusal_format(what, sizeof(what), remedy, sizeof(remedy), &err,
			LANG_EN);
		check_one(err.id, what);
		check_one(err.id, remedy);
	}
}

/* Every row of every table that an argument may be of. */
static void
arguments__of_tables_are_of_one_language(void **state)
{
	char text[400];
	struct arg all[200];
	size_t count = 0;

	(void)state;
	for (int n = 0; n < ROLE_COUNT; n++)
		all[count++] = arg_roles(ROLE_BIT(n));
	for (int n = 0; n < GATE_COUNT; n++)
		all[count++] = arg_gate((enum gate)n);
	for (int n = 0; n < STAGE_COUNT; n++)
		all[count++] = arg_stage((enum stage)n);
	for (int n = 0; n < MESSAGE_STATES; n++)
		all[count++] = arg_state((enum message_state)n);
	for (int n = 0; n < KIND_COUNT; n++)
		all[count++] = arg_kind((enum message_kind)n);
	for (int n = 0; n < ACT_COUNT; n++)
		all[count++] = arg_act((enum act)n);
	for (int n = 0; n < NOUN_COUNT; n++)
		all[count++] = arg_noun((enum noun)n);
	assert_true(count < 200);
	for (size_t n = 0; n < count; n++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			arg_format(
				text, sizeof(text), &all[n], (enum lang)lang);
			check_language(all[n].text, text, (enum lang)lang);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			refusals__are_of_one_language_with_arguments_of_every_kind),
		cmocka_unit_test(refusals__tell_one_as_one),
		cmocka_unit_test(arguments__of_tables_are_of_one_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

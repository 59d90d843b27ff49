/*
 * The table of offline verbs, and their words sorted by its rows.
 */
#include "station/offline.h"

#include <stdlib.h>
#include <string.h>

#include "crier/refusal.h"
#include "link/long_work.h"

static const struct {
	const char *verb;
	int (*run)(const struct offline_words *w);
	const char *valued[8]; /* options that have a value */
	const char *flags[4];
	int plain; /* most plain words */
	bool is_long; /* it shows how far it is, and can be ended */
} verbs[] = {
	{ "init", offline_init,
		{ "--unit", "--zone", "--lang", "--officer", "--name", "--user",
			"--uid" },
		{ "--demo", "--office" }, 1, false },
	{ "rebuild", offline_rebuild,
		{ "--from", "--signers", "--head", "--unproven", "--backup",
			"--relay-key" },
		{ NULL }, 1, true },
	{ "backup", offline_backup, { "--station" }, { NULL }, 1, true },
	{ "doctor", offline_doctor, { NULL }, { NULL }, 1, false },
	{ "lint", offline_lint, { "--kind", "--lang", "--mode", "--station" },
		{ NULL }, 1, false },
	{ "check", offline_check, { NULL }, { NULL }, 1, true },
	{ "verify", offline_verify, { "--signers", "--head" },
		{ "--every-signature" }, 1, true },
	{ "witness", offline_witness, { "--station" }, { NULL }, 1, true },
	{ "authorized-keys", offline_authorized, { "--station" }, { NULL }, 1,
		false },
	{ "exchange-init", offline_exchange, { NULL }, { NULL }, 1, false },
	{ "replay", offline_replay, { "--at", "--step" }, { NULL }, 2, true },
};

static bool
among(const char *const *list, int max, const char *word)
{
	for (int n = 0; n < max && list[n]; n++)
		if (strcmp(list[n], word) == 0)
			return true;
	return false;
}

/* The language of the person: LANGUAGE, LC_ALL, LC_MESSAGES, LANG. */
static enum lang
lang_of_person(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL",
		"LC_MESSAGES", "LANG" };

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		const char *v = getenv(names[n]);

		if (v != NULL && *v != '\0')
			return lang_parse(v);
	}
	return LANG_EN;
}

static enum err_code
sort_words(struct offline_words *w, size_t verb, struct err *err)
{
	for (int n = 0; w->raw[n]; n++) {
		const char *word = w->raw[n];

		if (strcmp(word, "--json") == 0) {
			w->json = true;
		} else if (among(verbs[verb].valued, 8, word)) {
			if (w->raw[++n] == NULL)
				return refuse(err, REFUSE_OPTION_EMPTY, word,
					WITH(arg_word(word)));
		} else if (among(verbs[verb].flags, 4, word)) {
			continue;
		} else if (strncmp(word, "--", 2) == 0) {
			return refuse(err, REFUSE_NO_OPTION, word,
				WITH(arg_text(word),
					arg_word(verbs[verb].verb)));
		} else if (w->count == verbs[verb].plain) {
			return refuse(err, REFUSE_SURPLUS, word,
				WITH(arg_text(word)));
		} else {
			w->plain[w->count++] = word;
		}
	}
	return ERR_OK;
}

int
offline_run(const char *verb, const char *const *words)
{
	struct offline_words w = { .raw = words, .lang = lang_of_person() };
	struct err err = { .code = ERR_OK };

	for (size_t n = 0; n < sizeof(verbs) / sizeof(verbs[0]); n++) {
		if (strcmp(verbs[n].verb, verb) != 0)
			continue;
		if (sort_words(&w, n, &err) != ERR_OK)
			return offline_fail(&w, &err);
		if (verbs[n].is_long)
			w.progress = long_work_begin(w.lang);
		return long_work_end(verbs[n].run(&w));
	}
	(void)err_set(&err, ERR_USAGE, verb, "", "there is no verb %s", verb);
	return offline_fail(&w, &err);
}

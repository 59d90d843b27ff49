/*
 * Refusals: the rows of refusal.def, and forming their texts.
 */
#include "crier/refusal.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/fixed.h"
#include "crier/act.h"
#include "crier/delivery.h"
#include "crier/message.h"

struct refusal_row {
	const char *word;
	enum err_code code;
	struct both what, remedy;
};

static const struct refusal_row rows[] = {
#define X(id, word, code, en, zh, en_remedy, zh_remedy)                        \
	[id] = { word, code, BOTH(en, zh), BOTH(en_remedy, zh_remedy) },
#include "crier/refusal.def"
#undef X
};
_Static_assert(sizeof(rows) / sizeof(rows[0]) == REFUSAL_COUNT, "a row each");

/*
 * The title of a word of one of the tables in a language; a word that the table
 * does not have is returned as it is.
 */
static const char *
refusal_say(char table, const char *word, enum lang lang)
{
	enum message_state state;
	enum delivery_state delivery;
	enum stage stage;
	enum act act;

	if (table == 's' && message_state_parse(&state, word))
		return message_state_row(state)->title.in[lang];
	if (table == 't' && stage_parse(&stage, word))
		return stage_row(stage)->title.in[lang];
	if (table == 'd' && delivery_parse(&delivery, word))
		return delivery_row(delivery)->title.in[lang];
	if (table == 'a' && act_parse(&act, word))
		return act_row(act)->does.in[lang];
	return word;
}

/* The argument that {n} or {n and a table's letter} names; NULL if none. */
static const char *
refusal_argument(
	size_t *len, const char *text, const struct err *err, enum lang lang)
{
	char table;

	if (text[0] != '{' || text[1] < '0' || text[1] >= '0' + ERR_ARGS)
		return NULL;
	table = text[2];
	*len = table == '}' ? 3 : 4;
	if (table != '}' && (strchr("stda", table) == NULL || text[3] != '}'))
		return NULL;
	return refusal_say(table, err->arg[text[1] - '0'], lang);
}

/* The text with its places filled, cut where a character ends. */
static void
refusal_fill(char *out, size_t size, const struct both *both, enum lang lang,
	const struct err *err)
{
	const char *text = both->in[lang], *arg;
	size_t skip;
	bool fits = true;

	*out = '\0';
	while (fits && *text) {
		arg = refusal_argument(&skip, text, err, lang);
		if (arg == NULL) {
			arg = text;
			skip = 1 + strcspn(text + 1, "{");
		}
		fits = fixed_cut_add(
			out, size, arg, arg == text ? skip : strlen(arg));
		text += skip;
	}
}

const char *
refusal_word(enum refusal refusal)
{
	assert((unsigned)refusal < REFUSAL_COUNT);
	return rows[refusal].word;
}

enum err_code
refuse(struct err *err, enum refusal refusal, const char *where, ...)
{
	const struct refusal_row *row = &rows[refusal];
	/* apart, because the arguments may be texts of this very err */
	struct err out;
	const char *arg;
	va_list ap;
	int n = 0;

	assert((unsigned)refusal < REFUSAL_COUNT);
	if (err == NULL)
		return row->code;
	(void)err_set(&out, row->code, where, "", "%s", "");
	FIXED_SET(out.id, row->word);
	va_start(ap, where);
	while ((arg = va_arg(ap, const char *)) != NULL) {
		assert(n < ERR_ARGS);
		fixed_cut(out.arg[n], sizeof(out.arg[n]), arg);
		n++;
	}
	va_end(ap);
	out.has_args = true;
	refusal_fill(out.what, sizeof(out.what), &row->what, LANG_EN, &out);
	refusal_fill(
		out.remedy, sizeof(out.remedy), &row->remedy, LANG_EN, &out);
	*err = out;
	return row->code;
}

void
refusal_format(char *what, size_t what_size, char *remedy, size_t remedy_size,
	const struct err *err, enum lang lang)
{
	for (int i = 0; err->has_args && i < REFUSAL_COUNT; i++) {
		if (strcmp(rows[i].word, err->id) != 0)
			continue;
		refusal_fill(what, what_size, &rows[i].what, lang, err);
		refusal_fill(remedy, remedy_size, &rows[i].remedy, lang, err);
		return;
	}
	fixed_cut(what, what_size, err->what);
	fixed_cut(remedy, remedy_size, err->remedy);
}

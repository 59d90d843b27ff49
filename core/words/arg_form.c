/*
 * Telling the arguments of refusals in the reader's language: each kind of
 * argument (arg.def) names the function that forms one item of it.
 */
#include "crier/arg.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fixed.h"
#include "base/instant.h"

/* One item, its parts apart. */
struct item {
	char part[ARG_PARTS][ARG_PART];
};

typedef void
form_fn(char *out, size_t size, const struct item *item, enum lang lang);

static form_fn form_plain, form_digest, form_bytes, form_role, form_gate,
	form_stage, form_state, form_act, form_kind, form_noun, form_field,
	form_officer, form_officers, form_account, form_named, form_sentence;

static form_fn *const forms[] = {
#define X(id, word, parts, form) [ARG_##id] = form,
#include "crier/arg.def"
#undef X
};
_Static_assert(sizeof(forms) / sizeof(forms[0]) == ARG_TYPES, "one each");

static const struct {
	const char *word;
	struct both title;
} nouns[] = {
#define X(id, word, en, zh) [NOUN_##id] = { word, BOTH(en, zh) },
#include "crier/noun.def"
#undef X
};
_Static_assert(sizeof(nouns) / sizeof(nouns[0]) == NOUN_COUNT, "a row each");

static void
form_plain(char *out, size_t size, const struct item *item, enum lang lang)
{
	(void)lang;
	fixed_cut(out, size, item->part[0]);
}

/* As screens show it: the first sixteen digits in groups of four. */
static void
form_digest(char *out, size_t size, const struct item *item, enum lang lang)
{
	const char *d = item->part[0];

	if (strlen(d) < 16)
		form_plain(out, size, item, lang);
	else
		fixed_cut_format(out, size, "%.4s %.4s %.4s %.4s", d, d + 4,
			d + 8, d + 12);
}

static void
form_bytes(char *out, size_t size, const struct item *item, enum lang lang)
{
	long long n = strtoll(item->part[0], NULL, 10);

	if (n > 0 && n % (1 << 20) == 0)
		fixed_cut_format(out, size, "%lld MiB", n >> 20);
	else if (n > 0 && n % 1024 == 0)
		fixed_cut_format(out, size, "%lld KiB", n >> 10);
	else
		fixed_cut_format(out, size,
			lang == LANG_ZH	 ? "%lld 字节"
				: n == 1 ? "%lld byte"
					 : "%lld bytes",
			n);
}

static void
form_role(char *out, size_t size, const struct item *item, enum lang lang)
{
	enum role role;

	if (role_parse(&role, item->part[0]))
		fixed_cut(out, size, role_row(role)->title.in[lang]);
	else
		form_plain(out, size, item, lang);
}

static void
form_gate(char *out, size_t size, const struct item *item, enum lang lang)
{
	enum gate gate;

	if (gate_parse(&gate, item->part[0]))
		fixed_cut(out, size, gate_row(gate)->title.in[lang]);
	else
		form_plain(out, size, item, lang);
}

static void
form_stage(char *out, size_t size, const struct item *item, enum lang lang)
{
	enum stage stage;

	if (stage_parse(&stage, item->part[0]))
		fixed_cut(out, size, stage_row(stage)->title.in[lang]);
	else
		form_plain(out, size, item, lang);
}

static void
form_state(char *out, size_t size, const struct item *item, enum lang lang)
{
	enum message_state state;

	if (message_state_parse(&state, item->part[0]))
		fixed_cut(out, size, message_state_row(state)->title.in[lang]);
	else
		form_plain(out, size, item, lang);
}

static void
form_act(char *out, size_t size, const struct item *item, enum lang lang)
{
	enum act act;

	if (act_parse(&act, item->part[0]))
		fixed_cut(out, size, act_row(act)->does.in[lang]);
	else
		form_plain(out, size, item, lang);
}

static void
form_kind(char *out, size_t size, const struct item *item, enum lang lang)
{
	enum message_kind kind;

	if (message_kind_parse(&kind, item->part[0]))
		fixed_cut(out, size, message_kind_row(kind)->title.in[lang]);
	else
		form_plain(out, size, item, lang);
}

static void
form_noun(char *out, size_t size, const struct item *item, enum lang lang)
{
	for (int n = 0; n < NOUN_COUNT; n++) {
		if (strcmp(nouns[n].word, item->part[0]) == 0) {
			fixed_cut(out, size, nouns[n].title.in[lang]);
			return;
		}
	}
	form_plain(out, size, item, lang);
}

/* A label without what it says in brackets behind itself. */
static void
label_cut(char label[ARG_PART], const char *whole, enum lang lang)
{
	const char *aside = strstr(whole, lang == LANG_ZH ? "（" : " (");
	size_t len = aside ? (size_t)(aside - whole) : strlen(whole);

	fixed_cut_format(label, ARG_PART, "%.*s", (int)len, whole);
}

/* What is typed stands behind the label: in a form one sees the label. */
static void
form_field(char *out, size_t size, const struct item *item, enum lang lang)
{
	const char *name = item->part[0];
	char label[ARG_PART];

	label_cut(label, item->part[1 + lang], lang);
	if (*name == '\0')
		fixed_cut(out, size, lang == LANG_ZH ? "此处" : "this");
	else if (*label == '\0' || strcasecmp(name, label) == 0)
		fixed_cut_format(
			out, size, lang == LANG_ZH ? "“%s”" : "%s", name);
	else if (lang == LANG_ZH)
		fixed_cut_format(out, size, "“%s”（%s）", label, name);
	else
		fixed_cut_format(out, size, "%s (%s)", name, label);
}

static void
form_officer(char *out, size_t size, const struct item *item, enum lang lang)
{
	(void)lang;
	fixed_cut(out, size, item->part[1][0] ? item->part[1] : item->part[0]);
}

static void
form_officers(char *out, size_t size, const struct item *item, enum lang lang)
{
	form_officer(out, size, item, lang);
	if (item->part[2][0]) {
		(void)fixed_cut_add(out, size, " ", 1);
		(void)fixed_cut_add(
			out, size, item->part[2], strlen(item->part[2]));
	}
}

static void
form_account(char *out, size_t size, const struct item *item, enum lang lang)
{
	const char *id = item->part[0], *name = item->part[1];

	if (*name == '\0' || strcmp(id, name) == 0)
		fixed_cut(out, size, id);
	else if (lang == LANG_ZH)
		fixed_cut_format(out, size, "“%s”（%s）", name, id);
	else
		fixed_cut_format(out, size, "%s (%s)", id, name);
}

static void
form_named(char *out, size_t size, const struct item *item, enum lang lang)
{
	const char *title = item->part[1 + lang];

	fixed_cut(out, size, *title ? title : item->part[0]);
}

static void
form_sentence(char *out, size_t size, const struct item *item, enum lang lang)
{
	fixed_cut(out, size, item->part[lang]);
}

/* The item that `text` begins with, apart; returns the rest, NULL at the end. */
static const char *
item_next(struct item *item, const char *text)
{
	size_t n = strcspn(text, "\n");
	const char *end = text + n;
	bool more = *end == '\n';

	memset(item, 0, sizeof(*item));
	for (int p = 0; p < ARG_PARTS && text <= end; p++) {
		size_t len = strcspn(text, "\t\n");

		fixed_cut_format(
			item->part[p], ARG_PART, "%.*s", (int)len, text);
		text += len + 1;
	}
	return more ? end + 1 : NULL;
}

static const char *
arg_nobody(enum arg_type type, enum lang lang)
{
	if (type == ARG_OFFICERS)
		return lang == LANG_ZH ? "目前无人在岗" : "nobody is on duty";
	return "-";
}

void
arg_format(char *out, size_t size, const struct arg *s, enum lang lang)
{
	arg_format_for(out, size, s, lang, false);
}

/* A form has the label before one's eyes, and no name. */
static void
arg_label(struct item *item, enum lang lang)
{
	if (*item->part[1 + lang])
		fixed_cut(item->part[0], ARG_PART, item->part[1 + lang]);
}

void
arg_format_for(
	char *out, size_t size, const struct arg *s, enum lang lang, bool form)
{
	const char *apart = lang == LANG_ZH ? "、" : ", ", *text = s->text;
	char one[2 * ARG_PART + 8];
	struct item item;

	out[0] = '\0';
	if (s->kind == NULL)
		return;
	if (*text == '\0' && arg_type(s) != ARG_FIELD) {
		fixed_cut(out, size, arg_nobody(arg_type(s), lang));
		return;
	}
	while (text != NULL) {
		text = item_next(&item, text);
		if (form && arg_type(s) == ARG_FIELD)
			arg_label(&item, lang);
		forms[arg_type(s)](one, sizeof(one), &item, lang);
		(void)fixed_cut_add(out, size, one, strlen(one));
		if (text != NULL)
			(void)fixed_cut_add(out, size, apart, strlen(apart));
	}
}

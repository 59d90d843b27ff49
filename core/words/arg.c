/*
 * Making and telling the arguments of refusals. An argument is kept as text:
 * its items apart by newlines, the parts of each by tabs, so that it travels in
 * a struct err and to another process without owning anything.
 */
#include "crier/arg.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"

enum { PART = 200, PARTS = 3, LISTED = 3 };

/* One item, its parts apart. */
struct item {
	char part[PARTS][PART];
};

typedef void
form_fn(char *out, size_t size, const struct item *item, enum lang lang);

static form_fn form_plain, form_digest, form_bytes, form_role, form_gate,
	form_stage, form_state, form_act, form_kind, form_noun, form_field,
	form_officer, form_officers, form_account, form_named, form_sentence;

struct arg_kind {
	const char *word;
	form_fn *form;
};

static const struct arg_kind kinds[] = {
	[ARG_END] = { "", NULL },
#define X(id, word, parts, form) [ARG_##id] = { word, form },
#include "crier/arg.def"
#undef X
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == ARG_TYPES, "a row each");

static const struct {
	const char *word;
	struct both title;
} nouns[] = {
#define X(id, word, en, zh) [NOUN_##id] = { word, BOTH(en, zh) },
#include "crier/noun.def"
#undef X
};
_Static_assert(sizeof(nouns) / sizeof(nouns[0]) == NOUN_COUNT, "a row each");

/* ---- making ---- */

/* A part of an item, NULL an empty one; what parts them is no part of a text. */
static void
arg_add(struct arg *s, const char *part)
{
	char clean[PART];

	fixed_cut(clean, sizeof(clean), part ? part : "");
	for (char *c = clean; *c; c++)
		if (*c == '\t' || *c == '\n')
			*c = ' ';
	(void)fixed_cut_add(s->text, sizeof(s->text), clean, strlen(clean));
}

static struct arg
arg_of(enum arg_type type, const char *a, const char *b, const char *c)
{
	struct arg s = { .kind = &kinds[type] };

	arg_add(&s, a);
	if (b != NULL) {
		(void)fixed_cut_add(s.text, sizeof(s.text), "\t", 1);
		arg_add(&s, b);
	}
	if (c != NULL) {
		(void)fixed_cut_add(s.text, sizeof(s.text), "\t", 1);
		arg_add(&s, c);
	}
	return s;
}

/* One more item: of one part, the words of sets and lists. */
static void
arg_item(struct arg *s, const char *word)
{
	if (s->text[0])
		(void)fixed_cut_add(s->text, sizeof(s->text), "\n", 1);
	arg_add(s, word);
}

struct arg
arg_id(const char *id)
{
	return arg_of(ARG_ID, id, NULL, NULL);
}

struct arg
arg_word(const char *word)
{
	return arg_of(ARG_WORD, word, NULL, NULL);
}

struct arg
arg_text(const char *text)
{
	return arg_of(ARG_TEXT, text, NULL, NULL);
}

struct arg
arg_path(const char *path)
{
	return arg_of(ARG_PATH, path, NULL, NULL);
}

struct arg
arg_url(const char *url)
{
	return arg_of(ARG_URL, url, NULL, NULL);
}

struct arg
arg_user(const char *login)
{
	return arg_of(ARG_USER, login, NULL, NULL);
}

struct arg
arg_phone(const char *number)
{
	return arg_of(ARG_PHONE, *number ? number : "-", NULL, NULL);
}

struct arg
arg_print(const char *fingerprint)
{
	return arg_of(ARG_PRINT, fingerprint, NULL, NULL);
}

struct arg
arg_count(int64_t count)
{
	char text[24];

	fixed_format(text, sizeof(text), "%lld", (long long)count);
	return arg_of(ARG_COUNT, text, NULL, NULL);
}

struct arg
arg_bytes(size_t count)
{
	char text[24];

	fixed_format(text, sizeof(text), "%zu", count);
	return arg_of(ARG_BYTES, text, NULL, NULL);
}

struct arg
arg_time(int64_t ms, int zone)
{
	char text[INSTANT_TEXT];

	instant_format_plain(text, ms, zone);
	return arg_of(ARG_TIME, text, NULL, NULL);
}

struct arg
arg_digest(const char *digest)
{
	return arg_of(ARG_DIGEST, digest, NULL, NULL);
}

struct arg
arg_words(const char *list)
{
	struct arg s = { .kind = &kinds[ARG_WORDS] };
	char word[PART];

	while (*list) {
		const char *end = strstr(list, ", ");
		size_t n = end ? (size_t)(end - list) : strlen(list);

		fixed_cut_format(word, sizeof(word), "%.*s", (int)n, list);
		arg_item(&s, word);
		list += end ? n + 2 : n;
	}
	return s;
}

struct arg
arg_roles(role_set roles)
{
	struct arg s = { .kind = &kinds[ARG_ROLES] };

	for (int r = 0; r < ROLE_COUNT; r++)
		if (roles & ROLE_BIT(r))
			arg_item(&s, role_row((enum role)r)->word);
	return s;
}

struct arg
arg_gate(enum gate gate)
{
	return arg_of(ARG_GATE, gate_row(gate)->word, NULL, NULL);
}

struct arg
arg_gates(unsigned gates)
{
	struct arg s = { .kind = &kinds[ARG_GATES] };

	for (int g = 0; g < GATE_COUNT; g++)
		if (gates & (1U << g))
			arg_item(&s, gate_row((enum gate)g)->word);
	return s;
}

struct arg
arg_stage(enum stage stage)
{
	return arg_of(ARG_STAGE, stage_row(stage)->word, NULL, NULL);
}

struct arg
arg_state(enum message_state state)
{
	return arg_of(ARG_STATE, message_state_row(state)->word, NULL, NULL);
}

struct arg
arg_act(enum act act)
{
	return arg_of(ARG_ACT, act_row(act)->name, NULL, NULL);
}

struct arg
arg_kind(enum message_kind kind)
{
	return arg_of(ARG_KIND, message_kind_row(kind)->word, NULL, NULL);
}

struct arg
arg_noun(enum noun noun)
{
	assert((unsigned)noun < NOUN_COUNT);
	return arg_of(ARG_NOUN, nouns[noun].word, NULL, NULL);
}

static const struct both *
field_label(const char *name)
{
	for (int a = 0; a < ACT_COUNT; a++)
		for (const struct act_field *f = act_row((enum act)a)->fields;
			f->name != NULL; f++)
			if (strcmp(f->name, name) == 0)
				return &f->label;
	return NULL;
}

struct arg
arg_field(const char *name)
{
	const struct both *label = field_label(name);

	return label ? arg_slot(name, label) : arg_key(name);
}

struct arg
arg_key(const char *name)
{
	return arg_of(ARG_FIELD, name, NULL, NULL);
}

struct arg
arg_slot(const char *id, const struct both *label)
{
	return arg_of(ARG_FIELD, id, label->in[LANG_EN], label->in[LANG_ZH]);
}

struct arg
arg_officer(const char *id, const char *name, const char *phone)
{
	return arg_of(ARG_OFFICER, id, name, phone);
}

struct arg
arg_officers(void)
{
	return (struct arg){ .kind = &kinds[ARG_OFFICERS] };
}

bool
arg_officers_add(
	struct arg *list, const char *id, const char *name, const char *phone)
{
	struct arg one = arg_officer(id, name, phone);
	int items = list->text[0] ? 1 : 0;

	for (const char *c = list->text; *c; c++)
		items += *c == '\n';
	if (items == LISTED ||
		strlen(list->text) + strlen(one.text) + 2 > sizeof(list->text))
		return false;
	if (items)
		(void)fixed_cut_add(list->text, sizeof(list->text), "\n", 1);
	return fixed_cut_add(
		list->text, sizeof(list->text), one.text, strlen(one.text));
}

struct arg
arg_account(const char *id, const char *name)
{
	return arg_of(ARG_ACCOUNT, id, name, NULL);
}

struct arg
arg_named(const char *id, const struct both *title)
{
	return arg_of(ARG_NAMED, id, title->in[LANG_EN], title->in[LANG_ZH]);
}

struct arg
arg_both(const struct both *both)
{
	return arg_of(ARG_SENTENCE, both->in[LANG_EN], both->in[LANG_ZH], NULL);
}

struct arg
arg_quoted(const char *words)
{
	char zh[PART];

	fixed_cut_format(zh, sizeof(zh), "“%s”", words);
	return arg_of(ARG_SENTENCE, words, zh, NULL);
}

/* ---- telling ---- */

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
			lang == LANG_ZH ? "%lld 字节" : "%lld bytes", n);
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

/* What is typed stands behind the label: in a form one sees the label. */
static void
form_field(char *out, size_t size, const struct item *item, enum lang lang)
{
	const char *name = item->part[0], *label = item->part[1 + lang];

	if (*name == '\0')
		fixed_cut(out, size, lang == LANG_ZH ? "此处" : "this");
	else if (*label == '\0')
		form_plain(out, size, item, lang);
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
	for (int p = 0; p < PARTS && text <= end; p++) {
		size_t len = strcspn(text, "\t\n");

		fixed_cut_format(item->part[p], PART, "%.*s", (int)len, text);
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
	const char *apart = lang == LANG_ZH ? "、" : ", ", *text = s->text;
	char one[2 * PART + 8];
	struct item item;

	out[0] = '\0';
	if (s->kind == NULL)
		return;
	if (*text == '\0' && s->kind != &kinds[ARG_FIELD]) {
		fixed_cut(out, size, arg_nobody(arg_type(s), lang));
		return;
	}
	while (text != NULL) {
		text = item_next(&item, text);
		s->kind->form(one, sizeof(one), &item, lang);
		(void)fixed_cut_add(out, size, one, strlen(one));
		if (text != NULL)
			(void)fixed_cut_add(out, size, apart, strlen(apart));
	}
}

void
arg_first(char *out, size_t size, const struct arg *s)
{
	fixed_cut_format(
		out, size, "%.*s", (int)strcspn(s->text, "\t\n"), s->text);
}

bool
arg_is(const struct arg *s, const char *id)
{
	size_t n = strcspn(s->text, "\t\n");

	return strlen(id) == n && strncmp(s->text, id, n) == 0;
}

enum arg_type
arg_type(const struct arg *s)
{
	return s->kind ? (enum arg_type)(s->kind - kinds) : ARG_END;
}

const char *
arg_type_word(enum arg_type type)
{
	return kinds[type].word;
}

/* ---- to another process ---- */

json_t *
arg_doc(const struct arg *s)
{
	json_t *doc = json_object(), *items = json_array();
	const char *text = s->text;

	while (text != NULL) {
		size_t n = strcspn(text, "\n");
		json_t *parts = json_array();

		for (const char *end = text + n; text <= end;) {
			size_t len = strcspn(text, "\t\n");

			json_array_append_new(parts, json_stringn(text, len));
			text += len + 1;
		}
		json_array_append_new(items, parts);
		text = text[-1] == '\n' ? text : NULL;
	}
	doc_put_str(doc, "kind", arg_type_word(arg_type(s)));
	doc_put(doc, "items", items);
	return doc;
}

static bool
arg_parse_item(struct arg *out, const json_t *parts)
{
	json_t *part;
	size_t n;

	if (!json_is_array(parts))
		return false;
	json_array_foreach(doc_borrow(parts), n, part)
	{
		if (!json_is_string(part) || n == PARTS)
			return false;
		if (n > 0)
			(void)fixed_cut_add(
				out->text, sizeof(out->text), "\t", 1);
		arg_add(out, json_string_value(part));
	}
	return true;
}

bool
arg_parse(struct arg *out, const json_t *doc)
{
	const char *word = doc_str(doc, "kind");
	json_t *item;
	size_t n;

	*out = (struct arg){ .kind = NULL };
	for (int t = ARG_END + 1; t < ARG_TYPES; t++)
		if (strcmp(kinds[t].word, word) == 0)
			out->kind = &kinds[t];
	json_array_foreach(doc_borrow(doc_get(doc, "items")), n, item)
	{
		if (n > 0)
			(void)fixed_cut_add(
				out->text, sizeof(out->text), "\n", 1);
		if (!arg_parse_item(out, item))
			return false;
	}
	return out->kind != NULL;
}

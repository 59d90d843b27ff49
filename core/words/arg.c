/*
 * Making the arguments of refusals, and taking them to another process; telling
 * them is in arg_form.c. An argument is kept as text: its items apart by
 * newlines, the parts of each by tabs, so that it travels in a struct err
 * without owning anything.
 */
#include "crier/arg.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"

enum { LISTED = 3 };

struct arg_kind {
	const char *word;
};

static const struct arg_kind kinds[] = {
	[ARG_END] = { "" },
#define X(id, word, parts, form) [ARG_##id] = { word },
#include "crier/arg.def"
#undef X
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == ARG_TYPES, "a row each");

/* A part of an item, NULL an empty one; what parts them is no part of a text. */
static void
arg_add(struct arg *s, const char *part)
{
	char clean[ARG_PART];

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

/* One item more, unless there are so many or no room. */
static bool
arg_list_add(struct arg *list, const struct arg *one, int most)
{
	int items = list->text[0] ? 1 : 0;

	for (const char *c = list->text; *c; c++)
		items += *c == '\n';
	if (items == most ||
		strlen(list->text) + strlen(one->text) + 2 > sizeof(list->text))
		return false;
	if (items)
		(void)fixed_cut_add(list->text, sizeof(list->text), "\n", 1);
	return fixed_cut_add(
		list->text, sizeof(list->text), one->text, strlen(one->text));
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
	char word[ARG_PART];

	while (*list) {
		const char *end = strstr(list, ", ");
		size_t n = end ? (size_t)(end - list) : strlen(list);

		fixed_cut_format(word, sizeof(word), "%.*s", (int)n, list);
		arg_item(&s, word);
		list += end ? n + 2 : n;
	}
	return s;
}

bool
arg_words_add(struct arg *list, const char *word)
{
	struct arg one = arg_word(word);

	return arg_list_add(list, &one, INT_MAX);
}

bool
arg_words_has(const struct arg *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = list->text; *s; s += *s == '\n') {
		size_t n = strcspn(s, "\n");

		if (n == len && strncmp(s, word, n) == 0)
			return true;
		s += n;
	}
	return false;
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
	static const char *const words[] = {
#define X(id, word, en, zh) [NOUN_##id] = word,
#include "crier/noun.def"
#undef X
	};

	assert((unsigned)noun < NOUN_COUNT);
	return arg_of(ARG_NOUN, words[noun], NULL, NULL);
}

static const struct both *
label_of_act(enum act act, const char *name)
{
	for (const struct act_field *f = act_row(act)->fields; f->name; f++)
		if (strcmp(f->name, name) == 0)
			return &f->label;
	return NULL;
}

const struct both *
field_label(enum act act, const char *name)
{
	/* of questions, what no act has */
	static const struct {
		const char *name;
		struct both label;
	} asked[] = { { "sort", BOTH("sort", "排序") },
		{ "format", BOTH("format", "格式") },
		{ "filter", BOTH("filter", "筛选") },
		{ "limit", BOTH("limit", "条数") } };
	const struct both *label = NULL;

	if (act < ACT_COUNT)
		return label_of_act(act, name);
	for (size_t n = 0; n < sizeof(asked) / sizeof(asked[0]); n++)
		if (strcmp(asked[n].name, name) == 0)
			return &asked[n].label;
	for (int a = 0; a < ACT_COUNT && label == NULL; a++)
		label = label_of_act((enum act)a, name);
	return label;
}

struct arg
arg_field(const char *name)
{
	const struct both *label = field_label(ACT_COUNT, name);

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

	return arg_list_add(list, &one, LISTED);
}

struct arg
arg_fields(void)
{
	return (struct arg){ .kind = &kinds[ARG_FIELDS] };
}

bool
arg_fields_add(struct arg *list, const char *name, const struct both *label)
{
	struct arg one = arg_slot(name, label);

	return arg_list_add(list, &one, INT_MAX);
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
	char cut[ARG_PART - sizeof("“”")], zh[ARG_PART];

	fixed_cut(cut, sizeof(cut), words);
	fixed_format(zh, sizeof(zh), "“%s”", cut);
	return arg_of(ARG_SENTENCE, words, zh, NULL);
}

/* What people meet, in Chinese; the rest is quoted. */
static const struct {
	int number;
	const char *zh;
} arg_errors[] = {
	{ 0, "系统未说明原因" },
	{ EPERM, "不允许此操作" },
	{ ENOENT, "没有该文件或文件夹" },
	{ EIO, "设备读写错误" },
	{ EBADF, "文件未打开" },
	{ EAGAIN, "资源暂时不足" },
	{ ENOMEM, "内存不足" },
	{ EACCES, "权限不足" },
	{ EBUSY, "正被使用" },
	{ EEXIST, "已存在" },
	{ EXDEV, "位于另一文件系统" },
	{ ENOTDIR, "路径中有一处不是文件夹" },
	{ EISDIR, "这是文件夹" },
	{ EINVAL, "参数无效" },
	{ ENFILE, "系统打开的文件过多" },
	{ EMFILE, "打开的文件过多" },
	{ EFBIG, "文件过大" },
	{ ENOSPC, "磁盘空间不足" },
	{ EROFS, "文件系统只读" },
	{ EMLINK, "链接过多" },
	{ EPIPE, "对方已关闭" },
	{ ENAMETOOLONG, "文件名过长" },
	{ ENOTEMPTY, "文件夹非空" },
	{ ELOOP, "链接层数过多，或此处不接受链接" },
	{ EDQUOT, "磁盘配额已满" },
	{ ETIMEDOUT, "等待超时" },
	{ ECONNREFUSED, "对方拒绝连接" },
	{ ESTALE, "网络文件系统上的文件已失效" },
};

struct arg
arg_errno(int number)
{
	const char *en = number ? strerror(number) : "no reason given";

	for (size_t n = 0; n < sizeof(arg_errors) / sizeof(arg_errors[0]); n++)
		if (arg_errors[n].number == number)
			return arg_of(ARG_SENTENCE, en, arg_errors[n].zh, NULL);
	return arg_quoted(en);
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

/* ---- to another process ---- */

json_t *
arg_doc(const struct arg *s)
{
	json_t *doc = json_object(), *items = json_array();
	const char *text = s->text;

	do {
		size_t n = strcspn(text, "\n");
		json_t *parts = json_array();

		for (const char *end = text + n; text <= end;) {
			size_t len = strcspn(text, "\t\n");

			json_array_append_new(parts, json_stringn(text, len));
			text += len + 1;
		}
		json_array_append_new(items, parts);
	} while (text[-1] == '\n');
	doc_put_str(doc, "kind", kinds[arg_type(s)].word);
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
		if (!json_is_string(part) || n == ARG_PARTS)
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

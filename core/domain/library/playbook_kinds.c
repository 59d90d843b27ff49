/*
 * The kinds of messages of a playbook: deadlines, tiers, platforms, templates
 * and prepared texts.
 */
#include "domain/library/playbook_kinds.h"

#include <string.h>

#include "base/fixed.h"
#include "domain/library/playbook_lock.h"
#include "domain/library/rules_parse.h"
#include "domain/text/template_parse.h"
#include "words/sets.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { MINUTES_MAX = 60 * 24 * 366 };

static const struct field kind_fields[] = {
	{ "tier", YAML_TEXT, false },
	{ "deadline", YAML_TEXT, false },
	{ "minutes", YAML_MAP, false },
	{ "from", YAML_LIST, false },
	{ "lead", YAML_TEXT, false },
	{ "platforms", YAML_LIST, false },
	{ "prepared", YAML_MAP, false },
	{ "assumed", YAML_LIST, false },
	{ "approved", YAML_MAP, false },
};

static const struct field minutes_fields[] = {
	{ "I", YAML_TEXT, true },
	{ "II", YAML_TEXT, true },
	{ "III", YAML_TEXT, true },
	{ "IV", YAML_TEXT, true },
};

static void
add_deadline(struct reading *g, enum message_kind kind, int minutes,
	unsigned from, level_set levels)
{
	const struct word_row *row = message_kind_row(kind);
	const struct both *of = &g->p->title;
	struct deadline d = {
		.id = g->p->kinds[kind].deadline,
		.minutes = minutes,
		.from = from,
		.kinds = 1U << kind,
		.levels = levels,
		.classes = ALL_CLASSES,
		.region = "",
		.citation =
			pool_printf(g->r.pool, "%s/playbook.yaml", g->folder),
		.valid = { 0, INT64_MAX },
	};

	d.title.in[LANG_EN] = pool_printf(
		g->r.pool, "%s: %s", of->in[LANG_EN], row->title.in[LANG_EN]);
	d.title.in[LANG_ZH] = pool_printf(
		g->r.pool, "%s：%s", of->in[LANG_ZH], row->title.in[LANG_ZH]);
	g->p->deadlines[g->p->deadline_count++] = d;
}

/* minutes: one row for each level; an incident without one counts as IV. */
static void
read_minutes(struct reading *g, enum message_kind kind, const struct yaml *node)
{
	const struct yaml *map = yaml_get(node, "minutes");
	unsigned from =
		yaml_read_set(&g->r, node, "from", from_word_at, FROM_WORDS, 0);

	g->p->kinds[kind].deadline = pool_printf(
		g->r.pool, "%s/%s", g->folder, message_kind_row(kind)->word);
	if (!from)
		yaml_fault(&g->r, node, REFUSE_KEY_MISSING,
			WITH(arg_words("from")));
	if (!yaml_read_map(&g->r, map, minutes_fields, COUNT(minutes_fields)))
		return;
	for (int level = LEVEL_I; level < LEVEL_COUNT; level++) {
		level_set levels = 1U << level;

		if (level == LEVEL_IV)
			levels |= 1U << LEVEL_NONE;
		add_deadline(g, kind,
			(int)yaml_read_int(&g->r, map, level_word(level), 1,
				MINUTES_MAX, 60),
			from, levels);
	}
}

static void
read_deadline(struct reading *g, enum message_kind kind, const struct yaml *key,
	const struct yaml *node)
{
	const struct yaml *named = yaml_get(node, "deadline");
	const struct yaml *minutes = yaml_get(node, "minutes");
	struct playbook_kind *k = &g->p->kinds[kind];

	if (named && minutes) {
		yaml_fault(&g->r, minutes, REFUSE_KEY_TWICE,
			WITH(arg_text("deadline / minutes")));
	} else if (minutes) {
		read_minutes(g, kind, node);
	} else if (!named || !*named->text) {
		yaml_fault(&g->r, key, REFUSE_NO_DEADLINE,
			WITH(arg_word(key->text)));
	} else if (!rules_deadline(&g->lib->rules, named->text)) {
		yaml_fault(&g->r, named, REFUSE_VALUE,
			WITH(arg_text(named->text), arg_key("deadline"),
				arg_words("rules/deadlines.yaml: id")));
	} else {
		k->deadline = yaml_read_text(&g->r, node, "deadline");
	}
}

static void
read_tier(struct reading *g, enum message_kind kind, const struct yaml *node)
{
	const char *id = yaml_read_text(&g->r, node, "tier");

	if (!*id)
		return;
	g->p->kinds[kind].tier = rules_tier_named(&g->lib->rules, id);
	if (!g->p->kinds[kind].tier)
		yaml_fault(&g->r, yaml_get(node, "tier"), REFUSE_VALUE,
			WITH(arg_text(id), arg_key("tier"),
				arg_words("rules/tiers.yaml: id")));
}

static void
read_platforms(
	struct reading *g, enum message_kind kind, const struct yaml *node)
{
	struct playbook_kind *k = &g->p->kinds[kind];
	size_t n = yaml_count(node, "platforms");
	const char **names = pool_array(g->r.pool, n, sizeof(*names));

	for (size_t i = 0; i < n; i++) {
		const struct yaml *row = yaml_get(node, "platforms")->items[i];
		const struct platform *found =
			rules_platform(&g->lib->rules, row->text);

		if (found)
			names[k->platform_count++] = found->id;
		else
			yaml_fault(&g->r, row, REFUSE_VALUE,
				WITH(arg_text(row->text), arg_key("platforms"),
					arg_words("rules/platforms.yaml: id")));
	}
	k->platforms = names;
}

/* Its value suits the slot, but for what only the moment can fill. */
static void
check_prepared(struct reading *g, enum message_kind kind,
	const struct prepared_value *v, const struct yaml *at)
{
	if (!(v->slot->kinds & (1U << kind)))
		yaml_fault(&g->r, at, REFUSE_VALUE,
			WITH(arg_text(v->slot->id), arg_key("prepared"),
				arg_words(message_kind_row(kind)->word)));
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *text = v->value.in[lang];
		struct err err;

		if (*text == '+' || strncmp(text, "{{", 2) == 0)
			continue;
		if (slot_check(v->slot, text, 8 * 60, &err))
			yaml_fault(&g->r, at, REFUSE_FIELD,
				WITH(arg_slot(v->slot->id, &v->slot->label),
					arg_refusal(&err)));
	}
}

/* Which of the prepared values state a fact. */
static void
read_assumed(struct reading *g, const struct yaml *list,
	struct prepared_value *rows, size_t count)
{
	size_t n = list && list->kind == YAML_LIST ? list->count : 0;

	for (size_t i = 0; i < n; i++) {
		const char *id = list->items[i]->text;
		size_t k = 0;

		while (k < count && strcmp(rows[k].slot->id, id) != 0)
			k++;
		if (k < count)
			rows[k].assumed = true;
		else
			yaml_fault(&g->r, list->items[i], REFUSE_KEY_UNKNOWN,
				WITH(arg_text(id), arg_words("prepared")));
	}
}

/* After the templates: which slots a kind has is read from them. */
static void
read_prepared(
	struct reading *g, enum message_kind kind, const struct yaml *node)
{
	const struct yaml *map = yaml_get(node, "prepared");
	struct playbook_kind *k = &g->p->kinds[kind];
	size_t n = map && map->kind == YAML_MAP ? map->count : 0;
	struct prepared_value *rows = pool_array(g->r.pool, n, sizeof(*rows));

	for (size_t i = 0; i < n; i++) {
		const char *key = map->keys[i]->text;
		struct prepared_value *v = &rows[k->prepared_count];

		v->slot = playbook_slot(g->p, key);
		if (!v->slot) {
			yaml_fault(&g->r, map->keys[i], REFUSE_KEY_UNKNOWN,
				WITH(arg_text(key), arg_words("slots: id")));
			continue;
		}
		if (map->items[i]->kind == YAML_MAP)
			v->value = yaml_read_both(&g->r, map, key);
		else
			v->value.in[LANG_ZH] = v->value.in[LANG_EN] =
				yaml_read_text(&g->r, map, key);
		check_prepared(g, kind, v, map->keys[i]);
		k->prepared_count++;
	}
	k->prepared = rows;
	read_assumed(g, yaml_get(node, "assumed"), rows, k->prepared_count);
}

const struct library_file *
playbook_file(const struct reading *g, const char *name)
{
	char path[300];

	if (!fixed_try_format(path, sizeof(path), "%s/%s", g->folder, name))
		return NULL;
	for (size_t i = 0; i < g->count; i++)
		if (strcmp(g->files[i].path, path) == 0)
			return &g->files[i];
	return NULL;
}

static const struct both langs[] = {
	[LANG_EN] = BOTH("English", "英文"),
	[LANG_ZH] = BOTH("Chinese", "中文"),
};

static void
read_templates(
	struct reading *g, enum message_kind kind, const struct yaml *key)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		char name[40];
		const struct library_file *file;

		fixed_format(name, sizeof(name), "%s/%s.md",
			lang_word((enum lang)lang),
			message_kind_row(kind)->word);
		file = playbook_file(g, name);
		if (file) {
			g->p->kinds[kind].templates[lang] = template_parse(
				g->p, kind, g->r.pool, file, g->r.faults);
			playbook_fix(g->p, kind, (enum lang)lang, file);
		} else {
			yaml_fault(&g->r, key, REFUSE_NO_TEMPLATE,
				WITH(arg_word(key ? key->text : name),
					arg_both(&langs[lang]),
					arg_path(name)));
		}
	}
}

static void
read_kind(struct reading *g, const struct yaml *key, const struct yaml *node)
{
	enum message_kind kind;

	if (!message_kind_parse(&kind, key->text)) {
		yaml_fault(&g->r, key, REFUSE_KEY_UNKNOWN,
			WITH(arg_text(key->text),
				arg_words("truth, stance, rebuttal, update, "
					  "correction, "
					  "withdrawal, closing, repost, "
					  "answer")));
		return;
	}
	g->p->kinds[kind].present = true;
	if (!yaml_read_map(&g->r, node, kind_fields, COUNT(kind_fields)))
		return;
	g->p->kinds[kind].lead = yaml_read_bool(&g->r, node, "lead");
	read_tier(g, kind, node);
	read_deadline(g, kind, key, node);
	read_platforms(g, kind, node);
	read_templates(g, kind, key);
	read_prepared(g, kind, node);
	preapproved_read(&g->p->kinds[kind].approved, &g->r, node);
}

/* Whatever is said may have to be put right or taken back. */
static void
check_kinds(struct reading *g, const struct yaml *kinds)
{
	static const enum message_kind needed[] = { KIND_CORRECTION,
		KIND_WITHDRAWAL, KIND_CLOSING };

	for (size_t i = 0; i < COUNT(needed); i++)
		if (!g->p->kinds[needed[i]].present)
			yaml_fault(&g->r, kinds, REFUSE_KEY_MISSING,
				WITH(arg_words(
					message_kind_row(needed[i])->word)));
	for (size_t i = 0; i < g->p->step_count; i++)
		if (g->p->steps[i].is_message &&
			!g->p->kinds[g->p->steps[i].kind].present)
			yaml_fault(&g->r, kinds, REFUSE_KEY_MISSING,
				WITH(arg_words(kind_word_at(
					(int)g->p->steps[i].kind))));
}

void
playbook_read_kinds(struct reading *g, const struct yaml *root)
{
	const struct yaml *kinds = yaml_get(root, "kinds");

	if (!kinds || kinds->kind != YAML_MAP)
		return;
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		g->p->kinds[kind].kind = (enum message_kind)kind;
		g->p->kinds[kind].deadline = "";
		g->p->kinds[kind].approved.by = "";
	}
	g->p->deadlines = pool_array(g->r.pool, KIND_COUNT * (LEVEL_COUNT - 1),
		sizeof(*g->p->deadlines));
	for (size_t i = 0; i < kinds->count; i++)
		read_kind(g, kinds->keys[i], kinds->items[i]);
	check_kinds(g, kinds);
}

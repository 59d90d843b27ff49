/*
 * One folder of a library: playbook.yaml by its tables of keys, then the
 * template of each kind in each language.
 */
#include "domain/library/playbook_parse.h"

#include <assert.h>
#include <string.h>

#include "base/fixed.h"
#include "domain/library/playbook_lock.h"
#include "domain/library/playbook_kinds.h"
#include "domain/text/template_parse.h"
#include "words/sets.h"

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

enum { SLOT_MAX = 2000 };

static const char *const slot_types[] = {
	[SLOT_TEXT] = "text",
	[SLOT_LINES] = "lines",
	[SLOT_TIME] = "time",
	[SLOT_PHONE] = "phone",
	[SLOT_URL] = "url",
	[SLOT_CHOICE] = "choice",
	[SLOT_SERVICE] = "service",
};
static_assert(COUNT(slot_types) == SLOT_TYPES, "a word for each type");

static const char *
type_word_at(int i)
{
	return slot_types[i];
}

static const char *
order_word_at(int i)
{
	return i == 1 ? "lead-first" : "at-once";
}

static const struct field playbook_fields[] = {
	{ "id", YAML_TEXT, true },
	{ "version", YAML_TEXT, true },
	{ "class", YAML_TEXT, true },
	{ "topic", YAML_TEXT, false },
	{ "order", YAML_TEXT, false },
	{ "authority", YAML_LIST, false },
	{ "waits", YAML_LIST, false },
	{ "title", YAML_MAP, true },
	{ "summary", YAML_MAP, true },
	{ "steps", YAML_LIST, true },
	{ "slots", YAML_LIST, true },
	{ "figures", YAML_LIST, false },
	{ "kinds", YAML_MAP, true },
};

static const struct field step_fields[] = {
	{ "id", YAML_TEXT, true },
	{ "kind", YAML_TEXT, false },
	{ "title", YAML_MAP, true },
	{ "help", YAML_MAP, true },
};

static void
read_step(struct reading *g, const struct yaml *node)
{
	struct step *s = &g->p->steps[g->p->step_count];
	int kind;

	if (!yaml_read_map(&g->r, node, step_fields, COUNT(step_fields)))
		return;
	kind = yaml_read_word(
		&g->r, node, "kind", kind_word_at, KIND_COUNT, -1);
	*s = (struct step){
		.id = yaml_read_id(&g->r, node, "id"),
		.is_message = kind >= 0,
		.kind = kind >= 0 ? (enum message_kind)kind : KIND_TRUTH,
		.title = yaml_read_both(&g->r, node, "title"),
		.help = yaml_read_both(&g->r, node, "help"),
	};
	for (size_t i = 0; i < g->p->step_count; i++)
		if (strcmp(g->p->steps[i].id, s->id) == 0)
			yaml_fault(&g->r, yaml_get(node, "id"),
				REFUSE_KEY_TWICE, WITH(arg_text(s->id)));
	g->p->step_count++;
}

static const struct field choice_fields[] = {
	{ "word", YAML_TEXT, true },
	{ "zh", YAML_TEXT, true },
	{ "en", YAML_TEXT, true },
};

static void
read_choices(struct reading *g, struct slot *s, const struct yaml *node)
{
	size_t n = yaml_count(node, "choices");

	s->choices = pool_array(g->r.pool, n, sizeof(*s->choices));
	for (size_t i = 0; i < n; i++) {
		const struct yaml *row = yaml_get(node, "choices")->items[i];
		struct slot_choice *c;

		if (!yaml_read_map(&g->r, row, choice_fields, 3))
			continue;
		c = &s->choices[s->choice_count++];
		c->word = yaml_read_id(&g->r, row, "word");
		c->text.in[LANG_ZH] = yaml_read_text(&g->r, row, "zh");
		c->text.in[LANG_EN] = yaml_read_text(&g->r, row, "en");
	}
	if ((s->type == SLOT_CHOICE) != (n > 0))
		yaml_fault(&g->r, node, REFUSE_KEY_MISSING,
			WITH(arg_words(n ? "type: choice" : "choices")));
}

static const struct field slot_fields[] = {
	{ "id", YAML_TEXT, true },
	{ "label", YAML_MAP, true },
	{ "type", YAML_TEXT, true },
	{ "max", YAML_TEXT, false },
	{ "help", YAML_MAP, true },
	{ "example", YAML_MAP, true },
	{ "choices", YAML_LIST, false },
	{ "default", YAML_TEXT, false },
};

static void
check_preset(struct reading *g, const struct slot *s, const struct yaml *node)
{
	struct err err;

	if (slot_check(s, s->preset, 8 * 60, &err))
		yaml_fault(&g->r, yaml_get(node, "default"), REFUSE_FIELD,
			WITH(arg_slot(s->id, &s->label), arg_refusal(&err)));
}

static void
check_example(struct reading *g, const struct slot *s, const struct yaml *node)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct err err;

		if (slot_check(s, s->example.in[lang], 8 * 60, &err))
			yaml_fault(&g->r, yaml_get(node, "example"),
				REFUSE_FIELD,
				WITH(arg_slot(s->id, &s->label),
					arg_refusal(&err)));
	}
}

static void
read_slot(struct reading *g, const struct yaml *node)
{
	struct slot *s;

	if (!yaml_read_map(&g->r, node, slot_fields, COUNT(slot_fields)))
		return;
	s = &g->p->slots[g->p->slot_count];
	*s = (struct slot){
		.id = yaml_read_id(&g->r, node, "id"),
		.label = yaml_read_both(&g->r, node, "label"),
		.help = yaml_read_both(&g->r, node, "help"),
		.example = yaml_read_both(&g->r, node, "example"),
		.type = (enum slot_type)yaml_read_word(&g->r, node, "type",
			type_word_at, SLOT_TYPES, SLOT_TEXT),
		.max = (size_t)yaml_read_int(
			&g->r, node, "max", 4, SLOT_MAX * 4, 300),
		.preset = yaml_read_text(&g->r, node, "default"),
	};
	read_choices(g, s, node);
	if (playbook_slot(g->p, s->id) || is_auto_word(s->id))
		yaml_fault(&g->r, yaml_get(node, "id"), REFUSE_KEY_TWICE,
			WITH(arg_text(s->id)));
	check_example(g, s, node);
	check_preset(g, s, node);
	g->p->slot_count++;
}

static const struct field figure_fields[] = {
	{ "id", YAML_TEXT, true },
	{ "label", YAML_MAP, true },
	{ "text", YAML_MAP, true },
	{ "one", YAML_MAP, false },
	{ "role", YAML_TEXT, false },
	{ "words", YAML_MAP, false },
	{ "never_falls", YAML_TEXT, false },
	{ "example", YAML_TEXT, true },
};

static const struct field words_fields[] = {
	{ "zh", YAML_LIST, true },
	{ "en", YAML_LIST, true },
};

/* What stands beside the figure's number in a text, by language. */
static void
read_words(struct reading *g, struct figure_def *f, const struct yaml *node)
{
	const struct yaml *map = yaml_get(node, "words");

	if (!map ||
		!yaml_read_map(&g->r, map, words_fields, COUNT(words_fields)))
		return;
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const struct yaml *list =
			yaml_get(map, lang_word((enum lang)lang));
		const char **words =
			pool_array(g->r.pool, list->count, sizeof(*words));

		for (size_t i = 0; i < list->count; i++) {
			const struct yaml *word = list->items[i];

			if (word->kind != YAML_TEXT || !*word->text)
				yaml_fault(&g->r, word, REFUSE_VALUE,
					WITH(arg_text(""), arg_key("words"),
						arg_words(f->label.in[lang])));
			else
				words[f->word_count[lang]++] =
					pool_strdup(g->r.pool, word->text);
		}
		f->words[lang] = words;
	}
}

/* A role is one figure's; sums would not know which to take. */
static void
check_role(
	struct reading *g, const struct figure_def *f, const struct yaml *node)
{
	if (f->role != FIGURE_OTHER && playbook_role(g->p, f->role))
		yaml_fault(&g->r, yaml_get(node, "role"), REFUSE_KEY_TWICE,
			WITH(arg_text(figure_role_word(f->role))));
}

static void
read_figure_def(struct reading *g, const struct yaml *node)
{
	struct figure_def *f;

	if (!yaml_read_map(&g->r, node, figure_fields, COUNT(figure_fields)))
		return;
	f = &g->p->figures[g->p->figure_count];
	*f = (struct figure_def){
		.id = yaml_read_id(&g->r, node, "id"),
		.label = yaml_read_both(&g->r, node, "label"),
		.text = yaml_read_both(&g->r, node, "text"),
		.one = yaml_read_both(&g->r, node, "one"),
		.role = (enum figure_role)yaml_read_word(&g->r, node, "role",
			figure_word_at, FIGURE_ROLES, FIGURE_OTHER),
		.never_falls = yaml_read_bool(&g->r, node, "never_falls"),
		.example =
			yaml_read_int(&g->r, node, "example", 0, 1000000000, 0),
	};
	read_words(g, f, node);
	check_role(g, f, node);
	if (playbook_figure(g->p, f->id))
		yaml_fault(&g->r, yaml_get(node, "id"), REFUSE_KEY_TWICE,
			WITH(arg_text(f->id)));
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (*f->text.in[lang] && !strstr(f->text.in[lang], "{n}"))
			yaml_fault(&g->r, yaml_get(node, "text"), REFUSE_VALUE,
				WITH(arg_text(f->text.in[lang]),
					arg_key("text"), arg_words("… {n} …")));
	g->p->figure_count++;
}

static void
read_list(struct reading *g, const struct yaml *root, const char *key,
	void (*row)(struct reading *g, const struct yaml *node))
{
	size_t n = yaml_count(root, key);

	for (size_t i = 0; i < n; i++)
		row(g, yaml_get(root, key)->items[i]);
}

static void
read_head(struct reading *g, const struct yaml *root)
{
	struct playbook *p = g->p;

	p->id = yaml_read_id(&g->r, root, "id");
	p->lead_first =
		yaml_read_word(&g->r, root, "order", order_word_at, 2, 0) == 1;
	p->waits = wait_rules_read(&p->wait_count, &g->r, root);
	p->topic = yaml_read_text(&g->r, root, "topic");
	if (*p->topic && !rules_topic(&g->lib->rules, p->topic))
		yaml_fault(&g->r, yaml_get(root, "topic"), REFUSE_VALUE,
			WITH(arg_text(p->topic), arg_key("topic"),
				arg_words("rules/tiers.yaml: topics")));
	p->authority = authority_read(&p->authority_count, &g->r, root,
		lint_list_named(g->lib->rules.lint, "authority"));
	p->version = yaml_read_text(&g->r, root, "version");
	p->title = yaml_read_both(&g->r, root, "title");
	p->summary = yaml_read_both(&g->r, root, "summary");
	p->class = (enum incident_class)yaml_read_word(
		&g->r, root, "class", class_word_at, CLASS_COUNT, CLASS_META);
	if (strcmp(p->id, g->folder) != 0)
		yaml_fault(&g->r, yaml_get(root, "id"), REFUSE_VALUE,
			WITH(arg_text(p->id), arg_key("id"),
				arg_words(g->folder)));
	p->steps = pool_array(
		g->r.pool, yaml_count(root, "steps"), sizeof(*p->steps));
	p->slots = pool_array(
		g->r.pool, yaml_count(root, "slots"), sizeof(*p->slots));
	p->figures = pool_array(
		g->r.pool, yaml_count(root, "figures"), sizeof(*p->figures));
}

void
playbook_parse(struct playbook *out, struct library *lib, const char *folder,
	const struct library_file *files, size_t count, struct faults *faults)
{
	struct reading g = { .lib = lib,
		.p = out,
		.files = files,
		.count = count,
		.folder = folder };
	const struct library_file *file = playbook_file(&g, "playbook.yaml");
	struct yaml *root = NULL;
	struct err err = { 0 };

	assert(file);
	g.r = (struct yaml_reader){ lib->pool, faults,
		pool_strdup(lib->pool, file->path) };
	if (yaml_parse(&root, g.r.file, 1, file->data, file->len, &err)) {
		faults_add_placed(faults, g.r.file, &err);
		return;
	}
	if (yaml_read_map(
		    &g.r, root, playbook_fields, COUNT(playbook_fields))) {
		read_head(&g, root);
		read_list(&g, root, "steps", read_step);
		read_list(&g, root, "slots", read_slot);
		read_list(&g, root, "figures", read_figure_def);
		playbook_read_kinds(&g, root);
	}
	yaml_tree_free(root);
}

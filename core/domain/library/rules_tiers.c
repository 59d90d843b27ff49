/*
 * Reading who must look at a text: the organs of organs.yaml, and topics,
 * tiers and the choice among them of tiers.yaml.
 */
#include "domain/library/rules_parse.h"

#include <string.h>

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

const struct field rules_organ_fields[5] = {
	{ "id", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "names", YAML_LIST, false },
	{ "phone", YAML_TEXT, false },
	{ "citation", YAML_TEXT, true },
};

void
organs_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->organs = pool_array(pool, rows, sizeof(*out->organs));
}

/* The names of a text: its titles, then what the list adds. */
static const char *const *
organ_names(size_t *count, struct yaml_reader *r, const struct yaml *node,
	const struct both *title)
{
	size_t more = yaml_count(node, "names");
	const char **names = pool_array(r->pool, more + 2, sizeof(*names));

	names[0] = title->in[LANG_ZH];
	names[1] = title->in[LANG_EN];
	*count = 2;
	for (size_t n = 0; n < more; n++) {
		const struct yaml *item = yaml_get(node, "names")->items[n];

		if (item->kind != YAML_TEXT || !*item->text)
			yaml_fault(r, item, REFUSE_SHAPE,
				WITH(arg_key("names"),
					ARG_BOTH("text", "文本")));
		else
			names[(*count)++] = pool_strdup(r->pool, item->text);
	}
	return names;
}

void
organ_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct organ *o = &out->organs[i];

	*o = (struct organ){
		.id = yaml_read_id(r, node, "id"),
		.title = yaml_read_both(r, node, "title"),
		.phone = yaml_read_text(r, node, "phone"),
		.citation = yaml_read_text(r, node, "citation"),
	};
	o->names = organ_names(&o->name_count, r, node, &o->title);
	if (rules_organ(out, o->id))
		yaml_fault_twice(r, node, "id");
	if (strspn(o->phone, "0123456789") != strlen(o->phone))
		yaml_fault(r, yaml_get(node, "phone"), REFUSE_VALUE,
			WITH(arg_text(o->phone), arg_key("phone"),
				arg_words("0-9")));
	out->organ_count = i + 1;
}

const struct field rules_topic_fields[2] = {
	{ "id", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
};

void
topics_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->topics = pool_array(pool, rows, sizeof(*out->topics));
}

void
topic_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	const char *id = yaml_read_id(r, node, "id");

	if (rules_topic(out, id) || strcmp(id, "none") == 0 || i >= TOPICS_MAX)
		yaml_fault_twice(r, node, "id");
	out->topics[i] = (struct topic){ .id = id,
		.title = yaml_read_both(r, node, "title") };
	if (i < TOPICS_MAX)
		out->topic_count = i + 1;
}

const char *
signs_word_at(int n)
{
	static const char *const words[SIGNS_COUNT] = { "login", "key",
		"touch" };

	return n >= 0 && n < SIGNS_COUNT ? words[n] : NULL;
}

/* When a mirror must have what was decided. */
enum { MIRROR_NEVER, MIRROR_BEFORE_FIRE, MIRROR_COUNT };

static const char *
mirror_word_at(int i)
{
	static const char *const words[MIRROR_COUNT] = { "never",
		"before-fire" };

	return words[i];
}

const struct field rules_tier_fields[7] = {
	{ "id", YAML_TEXT, true },
	{ "title", YAML_MAP, true },
	{ "stages", YAML_LIST, true },
	{ "supplement", YAML_TEXT, false },
	{ "signs", YAML_TEXT, false },
	{ "mirror", YAML_TEXT, false },
	{ "citation", YAML_TEXT, true },
};

static const struct field stage_fields[] = {
	{ "stage", YAML_TEXT, true },
	{ "gates", YAML_LIST, true },
	{ "roles", YAML_MAP, false },
};

void
tiers_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->tiers = pool_array(pool, rows, sizeof(*out->tiers));
}

/* Roles of this stage's gates where they are other than gates.yaml's. */
static void
stage_roles(struct tier_stage *stage, struct yaml_reader *r,
	const struct yaml *node)
{
	const struct yaml *roles = yaml_get(node, "roles");
	struct field fields[GATE_COUNT];

	for (int g = 0; g < GATE_COUNT; g++)
		fields[g] = (struct field){ gate_word_at(g), YAML_LIST, false };
	if (!roles || !yaml_read_map(r, roles, fields, GATE_COUNT))
		return;
	for (int g = 0; g < GATE_COUNT; g++) {
		const char *word = gate_word_at(g);

		if (yaml_get(roles, word) == NULL)
			continue;
		if (!(stage->gates >> g & 1) || !yaml_count(roles, word))
			yaml_fault(r, yaml_get(roles, word), REFUSE_VALUE,
				WITH(arg_text(word), arg_key("roles"),
					arg_words("gates")));
		stage->roles[g] = yaml_read_set(
			r, roles, word, role_word_at, ROLE_COUNT, 0);
	}
}

/* Stages stand in their order, each once, and none has another's gate. */
static void
tier_stage(struct tier *tier, gate_set *seen, struct yaml_reader *r,
	const struct yaml *node)
{
	struct tier_stage row = { .stage = STAGE_FINAL };
	int stage;
	size_t n;

	if (!yaml_read_map(r, node, stage_fields, COUNT(stage_fields)))
		return;
	stage = yaml_read_word(
		r, node, "stage", stage_word_at, STAGE_COUNT, -1);
	row.gates =
		yaml_read_set(r, node, "gates", gate_word_at, GATE_COUNT, 0);
	if (stage < 0)
		return;
	row.stage = (enum stage)stage;
	stage_roles(&row, r, node);
	n = tier->stage_count;
	if (n == STAGE_COUNT || (n && (int)tier->stages[n - 1].stage >= stage))
		yaml_fault_twice(r, node, "stage");
	else if (!yaml_count(node, "gates"))
		yaml_fault(
			r, node, REFUSE_KEY_MISSING, WITH(arg_words("gates")));
	else if (row.gates & *seen)
		yaml_fault(r, yaml_get(node, "gates"), REFUSE_KEY_TWICE,
			WITH(arg_text("gates")));
	else
		tier->stages[tier->stage_count++] = row;
	*seen |= row.gates;
}

void
tier_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct tier *tier = &out->tiers[i];
	gate_set seen = 0;
	size_t stages, n;

	*tier = (struct tier){
		.id = yaml_read_id(r, node, "id"),
		.title = yaml_read_both(r, node, "title"),
		.supplement = (int)yaml_read_int(
			r, node, "supplement", 1, 24 * 60, 0),
		.signs = (enum signs)yaml_read_word(
			r, node, "signs", signs_word_at, SIGNS_COUNT, 0),
		.mirror = yaml_read_word(r, node, "mirror", mirror_word_at,
				  MIRROR_COUNT,
				  MIRROR_NEVER) == MIRROR_BEFORE_FIRE,
		.citation = yaml_read_text(r, node, "citation"),
	};
	if (rules_tier_named(out, tier->id))
		yaml_fault_twice(r, node, "id");
	stages = yaml_count(node, "stages");
	for (size_t s = 0; s < stages; s++)
		tier_stage(tier, &seen, r, yaml_get(node, "stages")->items[s]);
	n = tier->stage_count;
	if (!n || tier->stages[n - 1].stage != STAGE_FINAL)
		yaml_fault(
			r, node, REFUSE_KEY_MISSING, WITH(arg_words("final")));
	else if (!(tier->stages[n - 1].gates >> GATE_AUTHORITY & 1))
		yaml_fault(r, node, REFUSE_KEY_MISSING,
			WITH(arg_words("authority")));
	out->tier_count = i + 1;
}

const struct field rules_choice_fields[8] = {
	{ "tier", YAML_TEXT, true },
	{ "kinds", YAML_LIST, false },
	{ "levels", YAML_LIST, false },
	{ "classes", YAML_LIST, false },
	{ "topics", YAML_LIST, false },
	{ "organs", YAML_LIST, false },
	{ "minutes", YAML_TEXT, false },
	{ "silence", YAML_TEXT, false },
};

/* What it means that an organ does not answer in time. */
enum { SILENCE_REASON, SILENCE_WAITS, SILENCE_COUNT };

static const char *
silence_word_at(int i)
{
	static const char *const words[] = { "reason", "waits" };

	return words[i];
}

void
choices_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->tier_rows = pool_array(pool, rows, sizeof(*out->tier_rows));
}

static topic_set
choice_topics(
	const struct rules *out, struct yaml_reader *r, const struct yaml *node)
{
	size_t count = yaml_count(node, "topics");
	topic_set set = count ? 0 : ALL_TOPICS;

	for (size_t n = 0; n < count; n++) {
		const struct yaml *item = yaml_get(node, "topics")->items[n];
		int topic = rules_topic(out, item->text);

		if (topic == 0 && strcmp(item->text, "none") != 0)
			yaml_fault(r, item, REFUSE_VALUE,
				WITH(arg_text(item->text), arg_key("topics"),
					arg_words("tiers.yaml: topics")));
		set |= (topic_set)1 << topic;
	}
	return set;
}

static void
choice_organs(struct tier_row *row, const struct rules *out,
	struct yaml_reader *r, const struct yaml *node)
{
	for (size_t n = 0; n < yaml_count(node, "organs"); n++) {
		const struct yaml *item = yaml_get(node, "organs")->items[n];
		const struct organ *o = rules_organ(out, item->text);

		if (o == NULL || row->organ_count == ORGANS_MAX)
			yaml_fault(r, item, REFUSE_VALUE,
				WITH(arg_text(item->text), arg_key("organs"),
					arg_words("organs.yaml: id")));
		else
			row->organs[row->organ_count++] = o;
	}
}

void
choice_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	const char *id = yaml_read_text(r, node, "tier");
	struct tier_row row = {
		.tier = rules_tier_named(out, id),
		.kinds = yaml_read_set(
			r, node, "kinds", kind_word_at, KIND_COUNT, ALL_KINDS),
		.levels = yaml_read_set(r, node, "levels", level_word_at,
			LEVEL_COUNT, ALL_LEVELS),
		.classes = yaml_read_set(r, node, "classes", class_word_at,
			CLASS_COUNT, ALL_CLASSES),
		.topics = choice_topics(out, r, node),
		.minutes =
			(int)yaml_read_int(r, node, "minutes", 1, 24 * 60, 30),
		.waits =
			yaml_read_word(r, node, "silence", silence_word_at,
				SILENCE_COUNT, SILENCE_REASON) == SILENCE_WAITS,
	};

	choice_organs(&row, out, r, node);
	if (!row.tier)
		yaml_fault(r, yaml_get(node, "tier"), REFUSE_VALUE,
			WITH(arg_text(id), arg_key("tier"),
				arg_words("tiers.yaml: id")));
	else if (row.tier->supplement)
		yaml_fault(r, yaml_get(node, "tier"), REFUSE_VALUE,
			WITH(arg_text(id), arg_key("tier"),
				arg_words("supplement: 0")));
	out->tier_rows[i] = row;
	out->tier_row_count = i + 1;
}

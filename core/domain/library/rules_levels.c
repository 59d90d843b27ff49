/*
 * rules/levels.yaml: from how many on an incident is of a level. A library
 * from before there was this file suggests none.
 */
#include "domain/library/rules_parse.h"

#include "words/sets.h"

const struct field rules_level_fields[8] = {
	{ "level", YAML_TEXT, true },
	{ "classes", YAML_LIST, true },
	{ "role", YAML_TEXT, true },
	{ "least", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
	{ "region", YAML_TEXT, false },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

void
levels_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->levels = pool_array(pool, rows, sizeof(*out->levels));
}

void
level_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	out->levels[i] = (struct level_row){
		.at = { .level = yaml_read_word(r, node, "level", level_word_at,
				LEVEL_COUNT, LEVEL_IV),
			.classes = yaml_read_set(r, node, "classes",
				class_word_at, CLASS_COUNT, ALL_CLASSES),
			.role = (enum figure_role)yaml_read_word(r, node,
				"role", figure_word_at, FIGURE_ROLES,
				FIGURE_OTHER),
			.least = yaml_read_int(
				r, node, "least", 1, 1000000000, 1) },
		.citation = yaml_read_text(r, node, "citation"),
		.region = yaml_read_text(r, node, "region"),
		.valid = yaml_read_validity(r, node),
	};
	out->level_count = i + 1;
}

/*
 * The YAML reader on any bytes: a tree or an error with a place, never more.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "words/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
walk(const struct yaml *node, int depth)
{
	assert(depth <= YAML_DEPTH + 1);
	assert(node->line >= 1 && node->column >= 1);
	for (size_t i = 0; i < node->count; i++) {
		walk(node->items[i], depth + 1);
		if (node->kind == YAML_MAP)
			assert(yaml_get(node, node->keys[i]->text) ==
				node->items[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct yaml *root = NULL;
	struct err err = { 0 };

	if (yaml_parse(&root, "f", 1, (const char *)data, size, &err)) {
		assert(root == NULL && err.what[0]);
		return 0;
	}
	walk(root, 0);
	yaml_tree_free(root);
	return 0;
}

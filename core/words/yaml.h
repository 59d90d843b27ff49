/*
 * The part of YAML that our files use, read over libyaml's events: maps,
 * lists and texts, each with its line and column. Every scalar is a text: no,
 * 22:22 and 1.10 stay what they are, types come from whoever reads the node.
 * Refused: invalid UTF-8, anchors, aliases, tags, duplicate keys, a second
 * document, more than 16 levels. The first fault ends the reading.
 */
#ifndef CRIER_WORDS_YAML_H
#define CRIER_WORDS_YAML_H

#include <stddef.h>

#include "base/err.h"

enum { YAML_DEPTH = 16 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	int line, column; /* both from 1; columns count characters */
	const char *text; /* of a YAML_TEXT, else "" */
	size_t count; /* items of a list, pairs of a map */
	struct yaml **keys; /* of a map: YAML_TEXT nodes */
	struct yaml **items; /* of a list or a map */
};

/*
 * Reads one document; lines are counted from first_line (front matter starts
 * at line 2 of its file). An empty document is an empty map. On ERR_INVALID
 * err->where is "file:line:column". The caller frees *out with yaml_tree_free.
 */
enum err_code yaml_parse(struct yaml **out, const char *file, int first_line,
	const char *text, size_t len, struct err *err);
/* NULL is allowed. (yaml_free is a symbol inside libyaml: not that name.) */
void yaml_tree_free(struct yaml *root);

/* The value at a key of a map; NULL if there is none or it is no map. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);

#endif

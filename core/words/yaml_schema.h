/*
 * Reading YAML by a schema: each map has a table of its keys, and what does
 * not follow the table is a fault with its place. Reading goes on after a
 * fault with an empty value, so that all faults are found at once. Texts are
 * copied into the pool.
 */
#ifndef CRIER_WORDS_YAML_SCHEMA_H
#define CRIER_WORDS_YAML_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/instant.h"
#include "base/pool.h"
#include "words/yaml.h"
#include "base/lang.h"
#include "crier/refusal.h"
#include "words/faults.h"

struct yaml_reader {
	struct pool *pool;
	struct faults *faults;
	const char *file;
};

struct field {
	const char *key;
	enum yaml_kind kind;
	bool required;
};

/* The word of value i of an enum. */
typedef const char *word_at(int i);

/* Arguments beyond the first may be NULL. */
void yaml_fault(struct yaml_reader *r, const struct yaml *at,
	enum refusal refusal, const struct arg *args);

/* What the node has under the key was said before. */
void yaml_fault_twice(
	struct yaml_reader *r, const struct yaml *node, const char *key);

/* True if it is a map; its keys are checked against the fields. */
bool yaml_read_map(struct yaml_reader *r, const struct yaml *node,
	const struct field *fields, size_t count);

/* Empty values where the key is absent or of the wrong shape. */
const char *
yaml_read_text(struct yaml_reader *r, const struct yaml *map, const char *key);
struct both
yaml_read_both(struct yaml_reader *r, const struct yaml *map, const char *key);
long yaml_read_int(struct yaml_reader *r, const struct yaml *map,
	const char *key, long min, long max, long absent);
bool
yaml_read_bool(struct yaml_reader *r, const struct yaml *map, const char *key);

/* Start of a day (of China's zone) in UTC ms, or its end; `absent` if none. */
int64_t yaml_read_day(struct yaml_reader *r, const struct yaml *map,
	const char *key, bool end, int64_t absent);

/*
 * valid_from and valid_to (formerly valid_until); always valid if neither is
 * there.
 */
struct validity
yaml_read_validity(struct yaml_reader *r, const struct yaml *map);

/* One of count words; `absent` where there is none or it is none of them. */
int yaml_read_word(struct yaml_reader *r, const struct yaml *map,
	const char *key, word_at *word, int count, int absent);

/* A list of words as bits. */
unsigned yaml_read_set(struct yaml_reader *r, const struct yaml *map,
	const char *key, word_at *word, int count, unsigned absent);

/* [a-z0-9-_] and not empty, else a fault and "". */
const char *
yaml_read_id(struct yaml_reader *r, const struct yaml *map, const char *key);

/* Items of the list at key; 0 if there is no list. */
size_t yaml_count(const struct yaml *map, const char *key);

#endif

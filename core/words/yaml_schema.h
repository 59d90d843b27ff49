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

struct reader {
	struct pool *pool;
	struct faults *faults;
	const char *file;
};

struct field {
	const char *key;
	enum yaml_kind kind;
	bool required;
};

/* The word of the i-th of a list of words, such as a kind's. */
typedef const char *word_at(int i);

/* Arguments beyond the first may be NULL. */
void reader_fault(struct reader *r, const struct yaml *at, enum refusal refusal,
	const char *a, const char *b, const char *c);

/* True if it is a map; its keys are checked against the fields. */
bool reader_map(struct reader *r, const struct yaml *node,
	const struct field *fields, size_t count);

/* Empty values where the key is absent or of the wrong shape. */
const char *
reader_text(struct reader *r, const struct yaml *map, const char *key);
struct both
reader_both(struct reader *r, const struct yaml *map, const char *key);
long reader_int(struct reader *r, const struct yaml *map, const char *key,
	long min, long max, long absent);
bool reader_bool(struct reader *r, const struct yaml *map, const char *key);

/* Start of a day (of China's zone) in UTC ms, or its end; `absent` if none. */
int64_t reader_day(struct reader *r, const struct yaml *map, const char *key,
	bool end, int64_t absent);

/* valid_from and valid_to (once called valid_until); always where neither. */
struct validity reader_validity(struct reader *r, const struct yaml *map);

/* One of count words; `absent` where there is none or it is none of them. */
int reader_word(struct reader *r, const struct yaml *map, const char *key,
	word_at *word, int count, int absent);

/* A list of words as bits. */
unsigned reader_set(struct reader *r, const struct yaml *map, const char *key,
	word_at *word, int count, unsigned absent);

/* [a-z0-9-_] and not empty, else a fault and "". */
const char *
reader_id(struct reader *r, const struct yaml *map, const char *key);

/* Items of the list at key; 0 if there is no list. */
size_t reader_count(const struct yaml *map, const char *key);

#endif

/*
 * Builds the automaton breadth first from the sorted words. Words with the same
 * prefix are neighbours, so a node is a range of words and no trie is needed.
 */
#include "lint/automaton.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NONE UINT32_MAX

struct automaton {
	uint32_t nodes;
	uint32_t *first; /* nodes + 1: the first child; children lie together */
	unsigned char *label; /* the byte that leads to a node */
	uint32_t *fail;
	uint32_t *ends; /* first of the sorted words that ends here, or NONE */
	uint32_t *also; /* the nearest node by fail links with an end */
	uint32_t root[256]; /* children of the root by byte, 0 none */
	size_t count;
	uint32_t *order; /* the caller's index of a sorted word */
	uint32_t *same; /* how many words from there on are equal */
	uint32_t *length; /* by sorted place */
};

struct sorted_word {
	const char *word;
	uint32_t len, index;
};

/*
 * The range of sorted words that a node stands for; needed while building only.
 */
struct word_range {
	uint32_t low, high;
};

struct automaton_building {
	struct automaton *a;
	const struct sorted_word *words;
	struct word_range *ranges;
	uint32_t cap;
};

static int
words_by_bytes(const void *x, const void *y)
{
	const struct sorted_word *a = x, *b = y;
	int c = strcmp(a->word, b->word);

	return c ? c : (a->index > b->index) - (a->index < b->index);
}

static uint32_t
building_add_node(struct automaton_building *b, unsigned char label,
	struct word_range range)
{
	struct automaton *a = b->a;

	if (a->nodes == b->cap) {
		b->cap = b->cap ? b->cap * 2 : 1024;
		b->ranges = mem_grow(b->ranges, b->cap * sizeof(*b->ranges));
		a->label = mem_grow(a->label, b->cap);
		a->ends = mem_grow(a->ends, b->cap * sizeof(*a->ends));
		a->first = mem_grow(
			a->first, ((size_t)b->cap + 1) * sizeof(*a->first));
	}
	assert(b->ranges != NULL);
	b->ranges[a->nodes] = range;
	a->label[a->nodes] = label;
	a->ends[a->nodes] = NONE;
	return a->nodes++;
}

/* Adds the children of a node, one for each next byte of its words. */
static void
building_add_children(
	struct automaton_building *b, uint32_t node, uint32_t depth)
{
	struct automaton *a = b->a;
	uint32_t low = b->ranges[node].low, high = b->ranges[node].high;

	a->first[node] = a->nodes;
	if (low < high && b->words[low].len == depth && depth) {
		a->ends[node] = low;
		while (low < high && b->words[low].len == depth) {
			a->same[b->ranges[node].low]++;
			low++;
		}
	}
	while (low < high) {
		unsigned char byte = (unsigned char)b->words[low].word[depth];
		uint32_t end = low;

		while (end < high &&
			(unsigned char)b->words[end].word[depth] == byte)
			end++;
		building_add_node(b, byte, (struct word_range){ low, end });
		low = end;
	}
}

static uint32_t
automaton_child(const struct automaton *a, uint32_t node, unsigned char byte)
{
	uint32_t low, high;

	if (!node)
		return a->root[byte];
	low = a->first[node];
	high = a->first[node + 1];
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (a->label[mid] == byte)
			return mid;
		if (a->label[mid] < byte)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

static uint32_t
automaton_step(const struct automaton *a, uint32_t node, unsigned char byte)
{
	for (;;) {
		uint32_t next = automaton_child(a, node, byte);

		if (next || !node)
			return next;
		node = a->fail[node];
	}
}

/*
 * A node's fail link depends on those of shallower nodes only; nodes are in
 * order of depth, so one pass sets them all.
 */
static void
automaton_link_fails(struct automaton *a)
{
	a->fail = mem_array(a->nodes, sizeof(*a->fail));
	a->also = mem_array(a->nodes, sizeof(*a->also));
	for (uint32_t n = a->first[0]; n < a->first[1]; n++)
		a->root[a->label[n]] = n;
	for (uint32_t parent = 0; parent < a->nodes; parent++) {
		for (uint32_t n = a->first[parent]; n < a->first[parent + 1];
			n++) {
			uint32_t to = parent
				? automaton_step(
					  a, a->fail[parent], a->label[n])
				: 0;

			a->fail[n] = to;
			a->also[n] = a->ends[to] != NONE ? to : a->also[to];
		}
	}
}

static void
automaton_build(struct automaton *a, const struct sorted_word *words)
{
	struct automaton_building b = { .a = a, .words = words };
	uint32_t depth = 0, level_end = 0;

	building_add_node(&b, 0, (struct word_range){ 0, (uint32_t)a->count });
	level_end = a->nodes;
	for (uint32_t n = 0; n < a->nodes; n++) {
		if (n == level_end) {
			depth++;
			level_end = a->nodes;
		}
		building_add_children(&b, n, depth);
	}
	a->first[a->nodes] = a->nodes;
	free(b.ranges);
	automaton_link_fails(a);
}

struct automaton *
automaton_new(const char *const *words, size_t count)
{
	struct automaton *a = mem_new(sizeof(*a));
	struct sorted_word *sorted = mem_array(count, sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct sorted_word){ words[i],
			(uint32_t)strlen(words[i]), (uint32_t)i };
	if (count)
		qsort(sorted, count, sizeof(*sorted), words_by_bytes);
	a->count = count;
	a->order = mem_array(count, sizeof(*a->order));
	a->same = mem_array(count, sizeof(*a->same));
	a->length = mem_array(count, sizeof(*a->length));
	for (size_t i = 0; i < count; i++) {
		a->order[i] = sorted[i].index;
		a->length[i] = sorted[i].len;
	}
	automaton_build(a, sorted);
	free(sorted);
	return a;
}

void
automaton_free(struct automaton *a)
{
	if (!a)
		return;
	free(a->first);
	free(a->label);
	free(a->fail);
	free(a->ends);
	free(a->also);
	free(a->order);
	free(a->same);
	free(a->length);
	free(a);
}

static void
automaton_tell(const struct automaton *a, uint32_t node, size_t end,
	automaton_found *found, void *ctx)
{
	uint32_t low = a->ends[node];

	for (uint32_t i = 0; i < a->same[low]; i++)
		found(ctx, end - a->length[low], end, a->order[low + i]);
}

void
automaton_scan(const struct automaton *a, const char *text, size_t len,
	automaton_found *found, void *ctx)
{
	uint32_t node = 0;

	for (size_t i = 0; i < len; i++) {
		node = automaton_step(a, node, (unsigned char)text[i]);
		if (a->ends[node] != NONE)
			automaton_tell(a, node, i + 1, found, ctx);
		for (uint32_t n = a->also[node]; n; n = a->also[n])
			automaton_tell(a, n, i + 1, found, ctx);
	}
}

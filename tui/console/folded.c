/*
 * Lines that are kept. Where a line ends is decided by its own signs and by the
 * first that has no room in it, which stands in the next line or, where a wide
 * sign is cut off, behind that. So a change is looked for in the bytes, and all
 * lines stay but the one in which it is and the two before it.
 */
#include "tui/console/folded.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FOLDED_BLOCK = 256, FOLDED_BEFORE = 2 };

/* How many bytes are as they were. */
static size_t
same_bytes(const struct folded *l, const char *text, size_t len)
{
	size_t most = len < l->len ? len : l->len, n = 0;

	while (n + FOLDED_BLOCK <= most &&
		memcmp(l->text + n, text + n, FOLDED_BLOCK) == 0)
		n += FOLDED_BLOCK;
	while (n < most && l->text[n] == text[n])
		n++;
	return n;
}

/* The lines that stay when the text differs from `same` on. */
static int
folded_left(const struct folded *l, size_t same)
{
	int n = folded_find(l, same) - FOLDED_BEFORE;

	return n < 0 ? 0 : n;
}

static void
folded_add(struct folded *l, const struct wrap_line *line)
{
	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 16;
		l->line = mem_grow(l->line, (size_t)l->room * sizeof(*l->line));
	}
	l->line[l->count++] = *line;
}

static void
keep_text(struct folded *l, const char *text, size_t len, size_t same)
{
	l->text = mem_grow(l->text, len + 1);
	memcpy(l->text + same, text + same, len - same);
	l->text[len] = '\0';
	l->len = len;
}

void
folded_keep(struct folded *l, const char *text, size_t len, int width)
{
	size_t same = l->width == width ? same_bytes(l, text, len) : 0;
	struct wrap_line line;
	struct wrap w;

	if (l->width == width && same == len && same == l->len)
		return;
	l->count = l->width == width ? folded_left(l, same) : 0;
	l->width = width;
	keep_text(l, text, len, same);
	wrap_init(&w, text, len, width);
	if (l->count > 0)
		w.at = l->line[l->count - 1].next;
	while (wrap_next(&line, &w))
		folded_add(l, &line);
}

void
folded_release(struct folded *l)
{
	free(l->line);
	free(l->text);
	*l = (struct folded){ .count = 0 };
}

int
folded_find(const struct folded *l, size_t at)
{
	int from = 0, to = l->count - 1, half;

	while (from < to) {
		half = from + (to - from) / 2;
		if (at < l->line[half].next)
			to = half;
		else
			from = half + 1;
	}
	return from;
}

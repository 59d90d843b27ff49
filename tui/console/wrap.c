/*
 * Greedy line breaking. A line that is full goes back to the last place where
 * it may be broken.
 */
#include "tui/console/wrap.h"

#include <assert.h>
#include <string.h>
#include <wchar.h>

#include "tui/pages/cluster.h"

/* GB/T 15834: these do not begin, those do not end a line. */
static const wchar_t no_start[] =
	L"，。！？、；：）》」』】〕〉”’…—％℃·,.!?;:)]}%";
static const wchar_t no_end[] = L"（《「『【〔〈“‘([{￥$";

void
wrap_init(struct wrap *w, const char *text, size_t len, int width)
{
	assert(width >= 2);
	*w = (struct wrap){ .text = text, .len = len, .width = width };
	w->again = len == 0;
}

static bool
wrap_is_word(const struct cluster *c)
{
	return c->width == 1 && c->ch[0] != L' ' &&
		wcschr(no_start, c->ch[0]) == NULL;
}

/* Between two of these a line may always end: no sign is among them. */
static bool
wrap_is_ideograph(const struct cluster *c)
{
	return c->ch[0] >= 0x4E00 && c->ch[0] <= 0x9FFF;
}

static bool
may_break(const struct cluster *before, const struct cluster *after)
{
	if (wrap_is_ideograph(before) && wrap_is_ideograph(after))
		return true;
	if (before->ch[0] == L' ')
		return true;
	if (wcschr(no_start, after->ch[0]) || wcschr(no_end, before->ch[0]))
		return false;
	return before->width == 2 || after->width == 2 ||
		(!wrap_is_word(before) && before->ch[0] > 0x7F);
}

bool
wrap_next(struct wrap_line *out, struct wrap *w)
{
	struct cluster c, last = { .ch = { 0 } };
	size_t i = w->at, n, brk = 0;
	int width = 0;

	if (w->at >= w->len && !w->again)
		return false;
	w->again = false;
	out->start = i;
	for (; i < w->len; i += n, last = c) {
		n = cluster_next(&c, w->text + i, w->len - i);
		if (w->text[i] == '\n') {
			out->end = i;
			out->next = w->at = i + n;
			w->again = w->at == w->len;
			return true;
		}
		if (i > out->start && may_break(&last, &c))
			brk = i;
		/* a blank at the end hangs over the edge, unseen */
		if (width + c.width > w->width && c.ch[0] != L' ') {
			out->end = out->next = w->at = brk ? brk : i;
			return true;
		}
		width += c.width;
	}
	out->end = out->next = w->at = w->len;
	return true;
}

int
wrap_count(const char *text, size_t len, int width)
{
	struct wrap w;
	struct wrap_line line;
	int n = 0;

	wrap_init(&w, text, len, width);
	while (wrap_next(&line, &w))
		n++;
	return n;
}

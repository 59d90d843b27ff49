/*
 * Finding the edges. The document begins at the first bracket, so a notice
 * that has one in it is not taken off but told; it ends before the comments
 * that stand last, and no JSON ends like a comment.
 */
#include "wire/edges.h"

#include <string.h>

#include "base/fixed.h"
#include "base/text.h"

enum { NOTICE_MAX = 4096 };

static bool
edges_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
edges_trim(struct edges *e)
{
	while (e->len > 0 && edges_is_space(*e->start)) {
		e->start++;
		e->len--;
	}
	while (e->len > 0 && edges_is_space(e->start[e->len - 1]))
		e->len--;
}

static void
edges_take_mark(struct edges *e)
{
	while (e->len >= 3 && memcmp(e->start, "\xEF\xBB\xBF", 3) == 0) {
		e->mark = true;
		e->start += 3;
		e->len -= 3;
		edges_trim(e);
	}
}

/* PHP writes its notices with or without markup, and names file and line. */
static bool
edges_is_notice(const char *text, size_t len)
{
	static const char *const kinds[] = { "Notice", "Warning", "Deprecated",
		"Strict Standards" };

	if (len == 0 || len > NOTICE_MAX || !text_is_valid(text, len) ||
		memmem(text, len, " on line ", 9) == NULL)
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (memmem(text, len, kinds[i], strlen(kinds[i])) != NULL)
			return true;
	return false;
}

static void
edges_take_notice(struct edges *e)
{
	size_t n = 0;

	while (n < e->len && e->start[n] != '{' && e->start[n] != '[')
		n++;
	if (n == e->len || !edges_is_notice(e->start, n))
		return;
	e->notice = true;
	e->start += n;
	e->len -= n;
}

/* From behind: "<!--" … "-->", with no other end in between. */
static bool
edges_take_comment(struct edges *e)
{
	size_t at;

	if (e->len < 7 || memcmp(e->start + e->len - 3, "-->", 3) != 0)
		return false;
	for (at = e->len - 6; at > 0; at--)
		if (memcmp(e->start + at - 1, "<!--", 4) == 0)
			break;
	if (at == 0 ||
		memmem(e->start + at + 3, e->len - at - 6, "-->", 3) != NULL)
		return false;
	e->comment = true;
	e->len = at - 1;
	edges_trim(e);
	return true;
}

void
edges_find(struct edges *out, const char *body, size_t len)
{
	*out = (struct edges){ .start = body, .len = len };
	edges_trim(out);
	edges_take_mark(out);
	edges_take_notice(out);
	while (edges_take_comment(out))
		;
}

bool
edges_say(char out[EDGES_WORDS], const struct edges *e, enum lang lang)
{
	const struct {
		bool there;
		struct both name;
	} all[] = {
		{ e->mark,
			BOTH("a byte order mark (BOM)", "字节顺序标记 (BOM)") },
		{ e->notice, BOTH("a PHP notice", "PHP 提示信息") },
		{ e->comment, BOTH("a comment", "注释") },
	};
	size_t len = 0;

	out[0] = '\0';
	if (e->len == 0 || (*e->start != '{' && *e->start != '['))
		return false;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (!all[i].there)
			continue;
		fixed_format(out + len, EDGES_WORDS - len, "%s%s",
			len ? ", " : "", all[i].name.in[lang]);
		len += strlen(out + len);
	}
	return len > 0;
}

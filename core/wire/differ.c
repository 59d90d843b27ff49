/*
 * Naming what differs, one after the other.
 */
#include "wire/differ.h"

#include <string.h>
#include <strings.h>

#include "base/fixed.h"
#include "base/text.h"

static const struct both names[] = {
	[DIFFER_TEXT] = BOTH("the text", "正文"),
	[DIFFER_TITLE] = BOTH("the title", "标题"),
	[DIFFER_AUDIENCE] = BOTH("who can read it", "可见范围"),
	[DIFFER_PASSWORD] = BOTH("a password is asked for", "须凭密码查看"),
	[DIFFER_LANGUAGE] = BOTH("the language", "语言"),
	[DIFFER_SENSITIVE] = BOTH("marked as sensitive", "被标为敏感内容"),
	[DIFFER_WARNING] = BOTH("behind a warning", "被加上内容警告"),
	[DIFFER_AUTHOR] = BOTH("the author", "署名"),
	[DIFFER_PICTURES] = BOTH("number of pictures", "图片数"),
	[DIFFER_THREAD] =
		BOTH("not below what it answers", "不在所回复内容之下"),
};
_Static_assert(sizeof(names) / sizeof(names[0]) == DIFFER_COUNT, "a row each");

void
differ_add(struct differ *d, enum differ_what what, const char *seen,
	const char *want)
{
	static const struct both not = BOTH(", not ", "，应为 ");
	static const struct both next = BOTH("; ", "；");
	size_t len = strlen(d->words);
	char is[80], was[80];

	text_printable(
		is, sizeof(is), seen ? seen : "", seen ? strlen(seen) : 0);
	text_printable(
		was, sizeof(was), want ? want : "", want ? strlen(want) : 0);
	fixed_cut_format(d->words + len, DIFFER_WORDS - len, "%s%s%s%s%s%s",
		len ? next.in[d->lang] : "", names[what].in[d->lang],
		*is ? " " : "", is, *was ? not .in[d->lang] : "", was);
}

bool
differ_any(const struct differ *d)
{
	return d->words[0] != '\0';
}

bool
differ_same_language(const char *a, const char *b)
{
	size_t n = strcspn(a, "-_");

	return n == strcspn(b, "-_") && strncasecmp(a, b, n) == 0;
}

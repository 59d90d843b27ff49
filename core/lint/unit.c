/*
 * The names are compared folded and without blanks. The longer one may have the
 * place in front, but no second unit.
 */
#include "lint/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lint/fold.h"

static bool
joins_units(const char *text, size_t len)
{
	static const char *const joints[] = { "和", "与", "及", "同", "、", ",",
		";", "/", "&", "+", "and" };

	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++)
		if (memmem(text, len, joints[i], strlen(joints[i])) != NULL)
			return true;
	return false;
}

static bool
is_level(const char *text, const char *levels)
{
	for (; *levels; levels += HAN)
		if (strncmp(text, levels, HAN) == 0)
			return true;
	return false;
}

/*
 * 云溪 before 县水利局 says where it is, 云溪县 before 水利局 that it is the
 * local one; 市 before 水利局 makes it another, the one above.
 */
static bool
only_places(const char *text, size_t len)
{
	if (len == 0)
		return true;
	if (joins_units(text, len))
		return false;
	return is_level(text + len, "县区市省镇乡") ||
		(len >= HAN && is_level(text + len - HAN, "县区镇乡"));
}

static size_t
drop_blanks(char *text, size_t len)
{
	size_t kept = 0;

	for (size_t i = 0; i < len; i++)
		if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t')
			text[kept++] = text[i];
	text[kept] = '\0';
	return kept;
}

bool
unit_is_same(const char *a, const char *b)
{
	struct text_folded x, y, swap;
	bool same;

	text_fold(&x, a, strlen(a));
	text_fold(&y, b, strlen(b));
	x.len = drop_blanks(x.data, x.len);
	y.len = drop_blanks(y.data, y.len);
	if (x.len < y.len) {
		swap = x;
		x = y;
		y = swap;
	}
	same = y.len > 0 &&
		memcmp(x.data + x.len - y.len, y.data, y.len) == 0 &&
		only_places(x.data, x.len - y.len);
	text_folded_release(&x);
	text_folded_release(&y);
	return same;
}

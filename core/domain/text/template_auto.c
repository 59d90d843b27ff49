/*
 * Values that the station knows by itself: their words in templates.
 */
#include "domain/text/template_parse.h"

#include <assert.h>
#include <string.h>

static const struct word_row auto_rows[] = {
	[AUTO_NUMBER] = { "number", BOTH("number", "编号") },
	[AUTO_UNIT] = { "unit", BOTH("issuing unit", "发布单位") },
	[AUTO_INCIDENT_TITLE] = { "incident_title",
		BOTH("incident", "事件名称") },
	[AUTO_LEVEL] = { "level", BOTH("level", "级别") },
	[AUTO_ISSUED] = { "issued", BOTH("time of release", "发布时间") },
	[AUTO_PAGE] = { "page", BOTH("page", "页面地址") },
	[AUTO_CORRECTED_TITLE] = { "corrected_title",
		BOTH("title of the wrong text", "原稿标题") },
	[AUTO_CORRECTED_NUMBER] = { "corrected_number",
		BOTH("number of the wrong text", "原稿编号") },
	[AUTO_CORRECTED_TIME] = { "corrected_time",
		BOTH("time of the wrong text", "原稿发布时间") },
	[AUTO_ACCOUNTS] = { "accounts",
		BOTH("where the wrong text stands", "原稿所在账号") },
};
static_assert(sizeof(auto_rows) / sizeof(auto_rows[0]) == AUTO_COUNT,
	"a word for each value");

const struct word_row *
auto_row(enum auto_value value)
{
	assert(value < AUTO_COUNT);
	return &auto_rows[value];
}

bool
is_auto_word(const char *name)
{
	for (int i = 0; i < AUTO_COUNT; i++)
		if (strcmp(auto_rows[i].word, name) == 0)
			return true;
	return strcmp(name, "figures") == 0;
}

/*
 * The marks. A line begins with its banner. None is longer than a drill's,
 * banner and line together: they stand in texts of 140 characters too, where
 * nothing else may be cut.
 */
#include "domain/text/text_mark.h"

static const struct {
	struct both banner, lead, line;
} text_marks[TEXT_MARKS] = {
	[TEXT_REAL] = { BOTH("", ""), BOTH("", ""), BOTH("", "") },
	[TEXT_DRILL] = { BOTH("[DRILL]", "【演练】"),
		BOTH("[DRILL]", "【演练】"),
		BOTH("[DRILL] Not a real event.", "【演练】并非真实事件。") },
	[TEXT_DEMO] = { BOTH("[DEMO]", "【演示台】"),
		BOTH("[DEMO]", "【演示台】"),
		BOTH("[DEMO] Not a real event.", "【演示台】并非真实。") },
	[TEXT_DEMO_DRILL] = { BOTH("[DRILL]", "【演练】"),
		BOTH("[DRILL] Demo", "【演练】演示"),
		BOTH("[DRILL] Demo, not real.", "【演练】演示，非真实。") },
};

const char *
text_mark_banner(enum text_mark mark, enum lang lang)
{
	return text_marks[mark].banner.in[lang];
}

const char *
text_mark_lead(enum text_mark mark, enum lang lang)
{
	return text_marks[mark].lead.in[lang];
}

const char *
text_mark_line(enum text_mark mark, enum lang lang)
{
	return text_marks[mark].line.in[lang];
}

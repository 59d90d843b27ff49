/*
 * The acts by which a text that is out is put right, as a table.
 */
#include "domain/message/message_amend.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

static const struct {
	struct word_row row;
	bool target;
} acts[] = {
	[AMEND_POST] = { { "post", BOTH("a new post", "另发一条") }, false },
	[AMEND_REPLY] = { { "reply",
				  BOTH("a reply in the thread of the old post",
					  "跟在原帖之后") },
		true },
	[AMEND_EDIT] = { { "edit",
				 BOTH("in place of the old text",
					 "替换原帖内容") },
		true },
	[AMEND_MARK] = { { "mark",
				 BOTH("on the old page, the old text below it "
				      "with a note",
					 "在原页面更正，原文保留并加注") },
		true },
	[AMEND_LINK] = { { "link",
				 BOTH("a new page; the old one gets a note "
				      "and a link",
					 "新建页面，原页面加注并链接") },
		false },
};
static_assert(sizeof(acts) / sizeof(acts[0]) == AMEND_COUNT, "a row each");

const struct word_row *
amend_row(enum amend act)
{
	assert((unsigned)act < AMEND_COUNT);
	return &acts[act].row;
}

bool
amend_parse(enum amend *out, const char *word)
{
	for (int n = 0; n < AMEND_COUNT; n++) {
		if (strcmp(acts[n].row.word, word) != 0)
			continue;
		*out = (enum amend)n;
		return true;
	}
	return false;
}

bool
amend_needs_target(enum amend act)
{
	return acts[act].target;
}

enum amend
amend_choose(const struct platform *p, enum message_kind kind,
	const struct delivery *old)
{
	enum amend act = AMEND_POST;

	if (p == NULL || old == NULL ||
		delivery_row(old->state)->truth == TRUTH_NO)
		return AMEND_POST;
	if (kind == KIND_CORRECTION)
		act = p->correction;
	else if (kind == KIND_WITHDRAWAL)
		act = p->withdrawal;
	/* a person finds the old post by its address */
	if (acts[act].target && *old->remote == '\0' &&
		(strcmp(p->connector, "manual") != 0 || *old->url == '\0'))
		return AMEND_POST;
	return act;
}

char *
amend_marked(const char *text, const char *old_title, const char *old_text,
	enum message_kind kind, enum lang lang)
{
	static const struct both notes[] = {
		BOTH("The text below was released before and is corrected "
		     "above.",
			"以下为此前发布的原文，已按上文更正："),
		BOTH("The text below was released before and is withdrawn.",
			"以下为此前发布的原文，已经撤回："),
	};

	return mem_printf("%s\n\n——\n%s\n\n%s%s%s", text,
		notes[kind == KIND_WITHDRAWAL].in[lang], old_title,
		*old_title ? "\n\n" : "", old_text);
}

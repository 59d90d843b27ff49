/*
 * Folding the register's card of an account, and writing it into its row.
 */
#include "domain/register/card.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "domain/fold.h"

static const struct {
	const char *name;
	size_t at, size;
} register_card_texts[] = {
#define TEXT(name)                                                             \
	{                                                                      \
#name, offsetof(struct account_card, name),                    \
			sizeof(((struct account_card *)0)->name)               \
	}
	TEXT(type),
	TEXT(certified),
	TEXT(supervisor),
	TEXT(operator),
	TEXT(leader),
	TEXT(editor),
	TEXT(phone),
	TEXT(area),
	TEXT(auto_replies),
	TEXT(filing_level),
	TEXT(filing_to),
	TEXT(filing_number),
#undef TEXT
};

static const struct {
	const char *name;
	size_t at;
} register_card_numbers[] = {
	{ "contract_ends", offsetof(struct account_card, contract_ends) },
	{ "reach", offsetof(struct account_card, reach) },
	{ "filing_on", offsetof(struct account_card, filing_on) },
};

#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

const char *const register_card_names[] = { "type", "certified", "supervisor",
	"operator", "leader", "editor", "phone", "area", "auto_replies",
	"filing_level", "filing_to", "filing_number", "contract_ends", "reach",
	"filing_on", "admins", "elsewhere", NULL };
static_assert(COUNT(register_card_names) ==
		COUNT(register_card_texts) + COUNT(register_card_numbers) + 3,
	"each has a place");

static const char *const filing_words[] = { [FILING_NONE] = "",
	[FILING_OPENING] = "opening",
	[FILING_OWNER] = "owner",
	[FILING_NAME] = "name",
	[FILING_SUSPENDING] = "suspending",
	[FILING_CLOSING] = "closing" };
static_assert(COUNT(filing_words) == FILINGS, "a word each");

static const char *
filing_word(enum filing_of what)
{
	assert((unsigned)what < FILINGS);
	return filing_words[what];
}

static bool
register_card_has_admin(const struct account_card *c, const char *officer)
{
	for (size_t i = 0; i < c->admin_count; i++)
		if (strcmp(c->admins[i], officer) == 0)
			return true;
	return false;
}

bool
register_card_is_filed(const struct account_card *c)
{
	return c->unfiled == FILING_NONE && c->filing_number[0] != '\0' &&
		c->filing_on != 0;
}

static void
read_admins(struct account_card *c, const json_t *list)
{
	json_t *item;
	size_t i;

	c->admin_count = 0;
	json_array_foreach(list, i, item)
	{
		const char *id = json_string_value(item);

		if (id != NULL && c->admin_count < CARD_ADMINS &&
			!register_card_has_admin(c, id))
			fixed_cut(c->admins[c->admin_count++], OFFICER_ID, id);
	}
}

void
register_card_read(struct account_card *c, const json_t *doc)
{
	char *base = (char *)c;

	for (size_t i = 0; i < COUNT(register_card_texts); i++)
		fold_given(base + register_card_texts[i].at,
			register_card_texts[i].size, doc,
			register_card_texts[i].name);
	for (size_t i = 0; i < COUNT(register_card_numbers); i++)
		if (doc_get(doc, register_card_numbers[i].name) != NULL)
			*(int64_t *)(void *)(base +
				register_card_numbers[i].at) =
				doc_int(doc, register_card_numbers[i].name);
	if (doc_get(doc, "elsewhere") != NULL)
		c->elsewhere = doc_bool(doc, "elsewhere");
	if (doc_get(doc, "admins") != NULL)
		read_admins(c, doc_get(doc, "admins"));
	FOLD_GIVEN(c->announcement, doc, "announcement");
	FOLD_GIVEN(c->was_name, doc, "was_name");
	FOLD_GIVEN(c->was_owner, doc, "was_owner");
	FOLD_GIVEN(c->accepted, doc, "in_spite_of");
	if (*doc_str(doc, "in_spite_of"))
		FOLD_GIVEN(c->reason, doc, "reason");
}

/* What comes with its filing is filed, and what came before with it. */
void
register_card_filed(
	struct account_card *c, enum filing_of what, const struct entry *e)
{
	if (what != FILING_NONE && what != FILING_OPENING) {
		c->changed = e->time;
		c->changed_why[0] = '\0';
		FOLD_GIVEN(c->changed_why, e->body, "reason");
	}
	if (doc_get(e->body, "filing_on") != NULL ||
		doc_get(e->body, "filing_number") != NULL) {
		c->unfiled = FILING_NONE;
		c->unfiled_since = 0;
	} else if (what != FILING_NONE) {
		c->unfiled = what;
		c->unfiled_since = e->time;
	}
}

void
register_card_inspected(struct account_card *c, const struct entry *e)
{
	c->inspected = e->time;
	FIXED_SET(c->inspected_by, e->by);
	FOLD_WORD(c->found, e->body, "found");
	if (*doc_str(e->body, "interaction") == '\0')
		return;
	c->interaction_on = e->time;
	FOLD_WORD(c->interaction, e->body, "interaction");
}

static void
put_inspected(json_t *doc, const struct account_card *c)
{
	if (c->inspected)
		doc_put_int(doc, "inspected", c->inspected);
	doc_put_str(doc, "inspected_by", c->inspected_by);
	doc_put_str(doc, "found", c->found);
	if (c->interaction_on)
		doc_put_int(doc, "interaction_on", c->interaction_on);
	doc_put_str(doc, "interaction", c->interaction);
}

static void
load_inspected(struct account_card *c, const json_t *row)
{
	c->inspected = doc_int(row, "inspected");
	FOLD_GIVEN(c->inspected_by, row, "inspected_by");
	FOLD_GIVEN(c->found, row, "found");
	c->interaction_on = doc_int(row, "interaction_on");
	FOLD_GIVEN(c->interaction, row, "interaction");
}

void
register_card_put(json_t *doc, const struct account_card *c)
{
	const char *base = (const char *)c;
	json_t *admins = json_array();

	for (size_t i = 0; i < COUNT(register_card_texts); i++)
		doc_put_str(doc, register_card_texts[i].name,
			base + register_card_texts[i].at);
	for (size_t i = 0; i < COUNT(register_card_numbers); i++) {
		int64_t n = *(const int64_t *)(const void *)(base +
			register_card_numbers[i].at);

		if (n != 0)
			doc_put_int(doc, register_card_numbers[i].name, n);
	}
	for (size_t i = 0; i < c->admin_count; i++)
		json_array_append_new(admins, json_string(c->admins[i]));
	if (c->admin_count > 0)
		doc_put(doc, "admins", json_incref(admins));
	json_decref(admins);
	if (c->elsewhere)
		doc_put_bool(doc, "elsewhere", true);
	doc_put_str(doc, "unfiled", filing_word(c->unfiled));
	if (c->unfiled_since)
		doc_put_int(doc, "unfiled_since", c->unfiled_since);
	if (c->changed)
		doc_put_int(doc, "changed", c->changed);
	doc_put_str(doc, "changed_why", c->changed_why);
	doc_put_str(doc, "was_name", c->was_name);
	doc_put_str(doc, "was_owner", c->was_owner);
	put_inspected(doc, c);
	doc_put_str(doc, "announcement", c->announcement);
	if (c->registered)
		doc_put_int(doc, "registered", c->registered);
	doc_put_str(doc, "in_spite_of", c->accepted);
	if (c->accepted[0])
		doc_put_str(doc, "reason", c->reason);
}

void
register_card_load(struct account_card *c, const json_t *row)
{
	const char *unfiled = doc_str(row, "unfiled");

	memset(c, 0, sizeof(*c));
	register_card_read(c, row);
	for (int i = 0; i < FILINGS; i++)
		if (strcmp(unfiled, filing_words[i]) == 0)
			c->unfiled = (enum filing_of)i;
	c->unfiled_since = doc_int(row, "unfiled_since");
	c->registered = doc_int(row, "registered");
	load_inspected(c, row);
	c->changed = doc_int(row, "changed");
	FOLD_GIVEN(c->changed_why, row, "changed_why");
}

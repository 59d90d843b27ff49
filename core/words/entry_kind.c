/*
 * The table of entry kinds, made from crier/entries.def.
 */
#include "crier/entry_kind.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"
#include "crier/delivery.h"
#include "crier/message.h"
#include "crier/partner.h"

#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

#define FIELDS(...)                                                            \
	{                                                                      \
		__VA_ARGS__                                                    \
	}
#define NO_FIELDS FIELDS(NULL)

static const struct entry_kind_row kinds[] = {
#define ENTRY(id, word, title, shown, about, fold, follows, job, record)       \
	[ENTRY_##id] = { word, title, shown, about, follows },
#include "crier/entries.def"
#undef ENTRY
};

const struct entry_kind_row *
entry_kind_row(enum entry_kind kind)
{
	assert((unsigned)kind < ENTRY_KINDS);
	return &kinds[kind];
}

bool
entry_kind_parse(enum entry_kind *out, const char *kind)
{
	for (int n = 0; n < ENTRY_KINDS; n++) {
		if (strcmp(kinds[n].kind, kind) == 0) {
			*out = (enum entry_kind)n;
			return true;
		}
	}
	return false;
}

const struct entry_kind_row *
entry_kind_find(const char *kind)
{
	enum entry_kind k;

	return entry_kind_parse(&k, kind) ? &kinds[k] : NULL;
}

bool
entry_is_followed_by(const char *kind, enum entry_follow follow)
{
	const struct entry_kind_row *row = entry_kind_find(kind);

	return row != NULL && (row->follows & (unsigned)follow) != 0;
}

bool
entry_field_is_time(const char *field)
{
	static const char *const names[] = { "expires", "due", "deadline",
		"occurred", "reported", "found", "at", "sent" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (strcmp(names[i], field) == 0)
			return true;
	return false;
}

const char *
entry_field_word(
	const char *kind, const char *field, const char *word, enum lang lang)
{
	const struct entry_kind_row *row = entry_kind_find(kind);
	enum entry_about about = row ? row->about : ABOUT_STATION;
	enum message_kind message;
	enum delivery_state state;
	enum partner_rank rank;
	enum stage stage;
	enum gate gate;

	if (strcmp(field, "rank") == 0 && partner_rank_parse(&rank, word))
		return partner_rank_row(rank)->title.in[lang];
	if (strcmp(field, "gate") == 0 && gate_parse(&gate, word))
		return gate_row(gate)->title.in[lang];
	if (strcmp(field, "stage") == 0 && stage_parse(&stage, word))
		return stage_row(stage)->title.in[lang];
	if (strcmp(field, "state") == 0 && about == ABOUT_DELIVERY &&
		delivery_parse(&state, word))
		return delivery_row(state)->title.in[lang];
	/* an account has a kind too: its connector's */
	if (strcmp(field, "kind") == 0 && about != ABOUT_ACCOUNT &&
		message_kind_parse(&message, word))
		return message_kind_row(message)->title.in[lang];
	return word;
}

/*
 * The words that a reader of mentions looks for: those of the playbook's
 * figures, and of the list figure-words what else means a figure or changes
 * what a number near it says. Gathered once for each text.
 */
#include "lint/mention_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const sense_notes[SENSE_COUNT] = {
	[SENSE_THING] = "thing",
	[SENSE_LABEL] = "label",
	[SENSE_EACH] = "each",
	[SENSE_PART] = "part",
	[SENSE_AMONG] = "among",
	[SENSE_BACK] = "back",
	[SENSE_STILL] = "still",
	[SENSE_FOUND] = "found",
	[SENSE_CLAIMED] = "claimed",
	[SENSE_WIDER] = "wider",
	[SENSE_CHANGE] = "change",
	[SENSE_EVERYONE] = "everyone",
	[SENSE_SAFE] = "safe",
	[SENSE_REST] = "rest",
	[SENSE_TOTAL] = "total",
	[SENSE_ASOF] = "as-of",
	[SENSE_NONE] = "none",
	[SENSE_FILLER] = "filler",
	[SENSE_FILLER_ABOUT] = "filler-about",
	[SENSE_HELPS] = "helps",
	[SENSE_SENT] = "sent",
	[SENSE_WHO] = "who",
	[SENSE_PERSON] = "person",
	[SENSE_OWNED] = "person-own",
	[SENSE_PLACE] = "place",
	[SENSE_DEFINITE] = "definite",
	[SENSE_OPENS] = "opens",
	[SENSE_NOUN] = "noun",
	[SENSE_DENY] = "deny",
	[SENSE_DENY_LINKED] = "deny-linked",
	[SENSE_DENY_NOT] = "deny-not",
	[SENSE_LINK] = "link",
	[SENSE_FATE_ALL] = "fate",
	[SENSE_FATE_HURT] = "fate-injured",
	[SENSE_FATE_DEAD] = "fate-dead",
	[SENSE_FATE_OTHER] = "fate-other",
	[SENSE_NARROWER] = "narrower",
	[SENSE_KIND] = "kind",
	[SENSE_BULLETIN] = "bulletin",
	[SENSE_OUT] = "out",
	[SENSE_GROUP] = "group",
	[SENSE_FINDS] = "finds",
	[SENSE_SINGLE] = "single",
	[SENSE_HOME] = "home",
	[SENSE_ELSEWHERE] = "elsewhere",
	[SENSE_HAPPENED] = "happened",
	[SENSE_HERE] = "here",
	[SENSE_REACHED] = "reached",
	[SENSE_SETTING] = "setting",
};

/* Behind the number in a figure's own text: it counts people. */
static const char *const people[] = { "人", "名", "位", "例" };

static bool
counts_people(const struct figure_def *f)
{
	const char *unit = strstr(f->text.in[LANG_ZH], "{n}");

	if (f->role != FIGURE_OTHER)
		return f->role != FIGURE_LOSS;
	for (size_t i = 0; unit && i < COUNT(people); i++)
		if (strncmp(unit + 3, people[i], strlen(people[i])) == 0)
			return true;
	return false;
}

static void
figure_add_word(struct mention_reader *r, const char *text, uint64_t figure)
{
	*first_bytes_at(&r->first, text) = true;
	*MEM_ADD(r->words, r->word_count) =
		(struct figure_word){ { text, strlen(text) }, figure };
}

static void
gather_figures(struct mention_reader *r)
{
	for (size_t i = 0; i < r->c->figure_def_count && i < FIGURES_MAX; i++) {
		const struct figure_def *f = &r->c->figure_defs[i];

		if (counts_people(f))
			r->people |= UINT64_C(1) << i;
		for (int lang = 0; lang < LANG_COUNT; lang++)
			for (size_t k = 0; k < f->word_count[lang]; k++)
				figure_add_word(
					r, f->words[lang][k], UINT64_C(1) << i);
	}
}

/* A row whose note is a role: its figure is meant by these words too. */
static void
gather_role(struct mention_reader *r, const struct lint_row *row)
{
	for (size_t i = 0; i < r->c->figure_def_count && i < FIGURES_MAX; i++) {
		if (strcmp(figure_role_word(r->c->figure_defs[i].role),
			    row->note) != 0)
			continue;
		for (size_t k = 0; k < row->word_count; k++)
			figure_add_word(r, row->words[k], UINT64_C(1) << i);
	}
}

static void
word_add(struct mention_words *w, const char *text)
{
	*first_bytes_at(&w->first, text) = true;
	*MEM_ADD(w->rows, w->count) = (struct word){ text, strlen(text) };
}

static void
gather_sense(struct mention_reader *r, const struct lint_row *row)
{
	for (size_t i = 0; i < SENSE_COUNT; i++) {
		struct mention_words *w = &r->senses[i];

		if (strcmp(sense_notes[i], row->note) != 0)
			continue;
		for (size_t k = 0; k < row->word_count; k++)
			word_add(w, row->words[k]);
	}
}

void
mention_reader_init(struct mention_reader *r, const struct lint_case *c,
	const char *text, size_t len, struct mentions *out)
{
	const struct lint_list *list =
		c->rules ? lint_list_named(c->rules, "figure-words") : NULL;

	*r = (struct mention_reader){
		.c = c, .text = text, .len = len, .quote = SIZE_MAX, .out = out
	};
	gather_figures(r);
	for (size_t i = 0; list && i < list->row_count; i++) {
		if (!lint_row_holds(
			    &list->rows[i], c->now, c->region ? c->region : ""))
			continue;
		gather_role(r, &list->rows[i]);
		gather_sense(r, &list->rows[i]);
	}
	/* longer than a figure's word, and no figure */
	for (size_t i = 0; i < r->senses[SENSE_NONE].count; i++)
		figure_add_word(r, r->senses[SENSE_NONE].rows[i].text, 0);
}

void
mention_reader_release(struct mention_reader *r)
{
	free(r->words);
	for (size_t i = 0; i < SENSE_COUNT; i++)
		free(r->senses[i].rows);
}

uint64_t
mention_of_roles(const struct mention_reader *r, unsigned roles)
{
	uint64_t figures = 0;

	for (size_t i = 0; i < r->c->figure_def_count && i < FIGURES_MAX; i++)
		if (roles >> r->c->figure_defs[i].role & 1)
			figures |= UINT64_C(1) << i;
	return figures;
}

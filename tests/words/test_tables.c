/*
 * The tables of words have no holes: what is enumerated has a word and its
 * texts in both languages, row by row.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "crier/act.h"
#include "crier/claim.h"
#include "crier/delivery.h"
#include "crier/entry_kind.h"
#include "crier/figure.h"
#include "crier/level.h"

static void
said_in_both(const char *whose, const struct both *text)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (text->in[lang] == NULL || text->in[lang][0] == '\0')
			fail_msg("%s is not said in %s", whose,
				lang_word((enum lang)lang));
}

static void
is_row(const struct word_row *row)
{
	assert_non_null(row->word);
	assert_true(row->word[0] != '\0');
	said_in_both(row->word, &row->title);
}

static void
words__every_row_is_filled(void **state)
{
	(void)state;
	for (int n = 0; n < KIND_COUNT; n++)
		is_row(message_kind_row((enum message_kind)n));
	for (int n = 0; n < MESSAGE_STATES; n++)
		is_row(message_state_row((enum message_state)n));
	for (int n = 0; n < GATE_COUNT; n++)
		is_row(gate_row((enum gate)n));
	for (int n = 0; n < STAGE_COUNT; n++)
		is_row(stage_row((enum stage)n));
	for (int n = 0; n < OUTCOME_COUNT; n++)
		is_row(outcome_row((enum outcome)n));
	for (int n = 0; n < CLASS_COUNT; n++)
		is_row(class_row((enum incident_class)n));
	for (int n = 0; n < CLAIM_KINDS; n++)
		is_row(claim_kind_row((enum claim_kind)n));
	for (int n = 0; n < PRIORITY_COUNT; n++)
		is_row(claim_priority_row((enum claim_priority)n));
	for (int n = 0; n < VERDICT_COUNT; n++)
		is_row(claim_verdict_row((enum claim_verdict)n));
	for (int n = 0; n < CHECK_COUNT; n++)
		is_row(claim_check_row((enum claim_check)n));
	for (int n = LEVEL_I; n < LEVEL_COUNT; n++)
		assert_true(level_word(n)[0] != '\0');
	for (int n = 0; n < FIGURE_ROLES; n++)
		assert_true(figure_role_word((enum figure_role)n)[0] != '\0');
}

static void
words__every_delivery_and_role_is_filled(void **state)
{
	(void)state;
	for (int n = 0; n < DELIVERY_STATES; n++) {
		const struct delivery_row *d =
			delivery_row((enum delivery_state)n);

		assert_true(d->word && d->word[0]);
		said_in_both(d->word, &d->title);
	}
	for (int n = 0; n < ROLE_COUNT; n++) {
		const struct role_row *r = role_row((enum role)n);

		assert_true(r->word && r->word[0]);
		said_in_both(r->word, &r->title);
		said_in_both(r->word, &r->does);
	}
}

static void
choices__every_set_has_words(void **state)
{
	struct word_row row, other;
	size_t n;

	(void)state;
	assert_false(choice(&row, CHOICES_NONE, 0));
	for (int set = CHOICES_NONE + 1; set < CHOICES_COUNT; set++) {
		for (n = 0; choice(&row, (enum choices)set, n); n++) {
			is_row(&row);
			for (size_t k = 0; k < n; k++) {
				assert_true(
					choice(&other, (enum choices)set, k));
				assert_string_not_equal(row.word, other.word);
			}
		}
		assert_true(n >= 2);
	}
}

static void
acts__every_row_is_filled(void **state)
{
	enum act again;

	(void)state;
	for (int n = 0; n < ACT_COUNT; n++) {
		const struct act_row *row = act_row((enum act)n);

		assert_true(row->name && row->name[0]);
		said_in_both(row->name, &row->does);
		assert_true(act_parse(&again, row->name));
		assert_int_equal(again, n); /* no name is there twice */
		assert_non_null(row->fields[0].name);
	}
}

static bool
is_free_text(const struct act_field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_TEXTS ||
		f->type == FIELD_DOC;
}

static void
acts__every_field_can_be_asked_for_by_a_form(void **state)
{
	struct word_row row;

	(void)state;
	for (int n = 0; n < ACT_COUNT; n++) {
		const struct act_row *act = act_row((enum act)n);

		for (const struct act_field *f = act->fields; f->name; f++) {
			said_in_both(f->name, &f->label);
			said_in_both(f->name, &f->help);
			/* what has a bound has one that lets something in */
			if (is_free_text(f) || f->type == FIELD_WORDS)
				assert_true(f->max > 0);
			if (f->choices != CHOICES_NONE)
				assert_true(f->type == FIELD_WORD ||
					f->type == FIELD_WORDS);
			for (size_t k = 0; choice(&row, f->choices, k); k++)
				assert_true(f->type == FIELD_WORDS ||
					strlen(row.word) <= f->max);
			for (const struct act_field *g = act->fields; g < f;
				g++)
				assert_string_not_equal(g->name, f->name);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words__every_row_is_filled),
		cmocka_unit_test(words__every_delivery_and_role_is_filled),
		cmocka_unit_test(choices__every_set_has_words),
		cmocka_unit_test(acts__every_row_is_filled),
		cmocka_unit_test(acts__every_field_can_be_asked_for_by_a_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

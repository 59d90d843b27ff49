/*
 * What rules/partners.yaml lets partners send.
 */
#include "base/fixed.h"
#include "tests/domain/scene.h"

static const char partners_file[] = "rules/partners.yaml";

static void
rules__a_superior_orders_and_all_others_offer(void **state)
{
	static const struct {
		enum partner_rank rank;
		enum partner_order order;
		bool lead;
	} rows[] = { { RANK_SUPERIOR, ORDER_CARRIED, true },
		{ RANK_SUBORDINATE, ORDER_OFFERED, true },
		{ RANK_PEER, ORDER_OFFERED, true } };
	struct library *lib = shipped_library();

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const struct partner_rule *p =
			rules_partner(&lib->rules, rows[n].rank, SCENE_NOW);

		assert_non_null(p);
		assert_int_equal(p->order, rows[n].order);
		assert_true(p->may & (1U << LETTER_ORDER));
		assert_int_equal(
			(p->may & (1U << LETTER_LEAD)) != 0, rows[n].lead);
		assert_true(*p->citation);
	}
	library_free(lib);
}

/* When keys change, and until when those before are kept. */
static void
rules__say_when_sealing_keys_change(void **state)
{
	static const struct rules none;
	const int64_t day = 86400000;
	struct library *lib = shipped_library();
	struct own_card card = { .made = 5 };

	(void)state;
	assert_int_equal(rules_seals(&lib->rules).change_days, 91);
	assert_int_equal(rules_seals(&lib->rules).keep_days, 30);
	assert_int_equal(rules_seals(&none).change_days, 91);
	assert_int_equal(rules_seals(&none).keep_days, 30);
	library_free(lib);
	/* none are drawn */
	assert_int_equal(own_card_seals_due(&card, 91), 0);
	fixed_cut(card.seal, sizeof(card.seal), "x");
	assert_int_equal(own_card_seals_due(&card, 91), 5 + 91 * day);
	card.sealed = 9;
	assert_int_equal(own_card_seals_due(&card, 91), 9 + 91 * day);
	card.unsealed = 77;
	assert_int_equal(own_card_seals_due(&card, 91), 77);
	/* own letters of before come first */
	card.lost = 1;
	assert_int_equal(own_card_seals_due(&card, 91), 0);
}

static void
seals__are_folded(void **state)
{
	struct scene s;
	json_t *body = json_pack("{s:s,s:s,s:s,s:i}", "id", "city", "seal",
		"new", "drill_seal", "newer", "unsealed", 7777);

	(void)state;
	scene_open(&s, false);
	scene_entry(&s, "station", "seals.changed", body);
	assert_string_equal(s.office.card.seal, "new");
	assert_string_equal(s.office.card.drill_seal, "newer");
	assert_int_equal(s.office.card.unsealed, 7777);
	assert_int_equal(s.office.card.sealed, s.office.card.made);
	assert_true(s.office.card.made > 0);
	scene_entry(&s, "station", "seals.destroyed", json_object());
	assert_string_equal(s.office.card.seal, "new");
	assert_int_equal(s.office.card.unsealed, 0);
	scene_close(&s);
}

/* The first fault of a library to which these rows are added. */
static void
check_fault_after(const char *after, const char *rows, const char *refusal)
{
	const struct edit edit = { partners_file, after, rows };
	struct library *lib = NULL;
	struct faults faults;
	struct shelf shelf;

	faults_init(&faults);
	shelf_open(&shelf, "playbooks");
	for (size_t n = 0; n < shelf.count; n++)
		if (strcmp(shelf.files[n].path, partners_file) == 0)
			shelf_edit(&shelf.files[n], &edit);
	assert_int_equal(playbook_library_parse(
				 &lib, shelf.files, shelf.count, &faults, NULL),
		ERR_INVALID);
	assert_string_equal(faults.rows[0].err.id, refusal);
	assert_int_equal(strncmp(faults.rows[0].err.where, partners_file,
				 sizeof(partners_file) - 1),
		0);
	faults_release(&faults);
	shelf_close(&shelf);
}

static void
check_fault(const char *rows, const char *refusal)
{
	check_fault_after("", rows, refusal);
}

/* Each row has its source, and is later than the one before. */
static void
rules__the_bell_rings_at_once_and_again(void **state)
{
	static const int minutes[] = { 0, 3, 10 };
	struct library *lib = shipped_library();

	(void)state;
	assert_int_equal(lib->rules.ring_count, 3);
	for (size_t n = 0; n < 3; n++) {
		assert_int_equal(lib->rules.rings[n].minutes, minutes[n]);
		assert_true(*lib->rules.rings[n].citation);
	}
	library_free(lib);
	check_fault_after("rings:\n", "  - {minutes: 4, citation: x}\n",
		refusal_word(REFUSE_KEY_TWICE));
	check_fault_after("rings:\n", "  - {minutes: -1, citation: x}\n",
		refusal_word(REFUSE_VALUE));
	check_fault_after("rings:\n", "  - {minutes: 0}\n",
		refusal_word(REFUSE_KEY_MISSING));
}

static void
rules__a_row_that_says_nothing_or_two_things_is_a_fault(void **state)
{
	(void)state;
	check_fault("\n  - {rank: boss, may: [], citation: x}\n",
		refusal_word(REFUSE_VALUE));
	check_fault("\n  - {rank: peer, may: [shout], citation: x, valid_to: "
		    "2001-01-01}\n",
		refusal_word(REFUSE_VALUE));
	check_fault("\n  - {rank: peer, may: [card], citation: x}\n",
		refusal_word(REFUSE_KEY_TWICE));
	check_fault("\n  - {rank: peer, may: [order], citation: x}\n",
		refusal_word(REFUSE_KEY_MISSING));
	check_fault("\n  - {rank: peer, may: [card], order: offered, "
		    "citation: x}\n",
		refusal_word(REFUSE_ORDER_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules__a_superior_orders_and_all_others_offer),
		cmocka_unit_test(rules__the_bell_rings_at_once_and_again),
		cmocka_unit_test(rules__say_when_sealing_keys_change),
		cmocka_unit_test(seals__are_folded),
		cmocka_unit_test(
			rules__a_row_that_says_nothing_or_two_things_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

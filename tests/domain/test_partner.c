/*
 * Partners: who lets them in, who stops them, and what our own card says.
 */
#include "tests/domain/scene.h"

#include "domain/office/office_told.h"

#define KEY_CITY                                                               \
	"ssh-ed25519 "                                                         \
	"AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
#define KEY_OURS                                                               \
	"ssh-ed25519 "                                                         \
	"AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ"
/* with a bank card's check digit in it */
#define PRINT_CITY "7781 2487 7283 4153 8767 5907 0717 5048"
#define DESK "010-12345678"

static void
partner_begin(struct scene *s)
{
	scene_open(s, false);
	(void)snprintf(s->office.signing_key, sizeof(s->office.signing_key),
		"%s station", KEY_OURS);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	scene_officer(s, "adm", ROLE_BIT(ROLE_ADMIN));
	scene_officer(s, "aud", ROLE_BIT(ROLE_AUDITOR));
}

/* As the station reads it. */
static void
partner_card(struct scene *s, const char *id, const char *key, int64_t made)
{
	json_decref(s->card);
	s->card = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:s}",
		"id", id, "unit", "市委宣传部", "phone", DESK, "key", key,
		"fingerprint", "SHA256:city", "print", PRINT_CITY, "seal",
		"c2VhbA==", "drill_seal", "ZHJpbGw=", "spare", "SHA256:spare",
		"made", (json_int_t)made, "by", "");
}

/* The card that the station has read, as a later one of this partner. */
static const char *
partner_bring(struct scene *s, const char *id)
{
	return scene_try(s, "reg", ACT_PARTNER_CHANGE,
		json_pack("{s:s,s:s}", "partner", id, "card", "text"));
}

static void
partner_no_card(struct scene *s)
{
	json_decref(s->card);
	s->card = NULL;
}

static const char *
partner_propose(struct scene *s, const char *by)
{
	return scene_try(s, by, ACT_PARTNER_ADD,
		json_pack("{s:s,s:s,s:s}", "rank", "superior", "phone", DESK,
			"card", "text"));
}

static const struct partner *
partner_named(const struct scene *s, const char *id)
{
	return office_partner(&s->office, id);
}

/* What is confirmed is what waits now; all but the groups may be "". */
static const char *
partner_confirm(struct scene *s, const char *by, const char *id,
	const char *phone, const char *groups)
{
	char digest[HASH_HEX] = "";
	const struct partner *p = partner_named(s, id);

	partner_no_card(s);
	second_digest(digest, &p->next);
	return scene_try(s, by, ACT_PARTNER_CONFIRM,
		json_pack("{s:s,s:s,s:s,s:s,s:s}", "partner", id, "digest",
			digest, "phone", phone, "who", "李四", "groups",
			groups));
}

static const char *
partner_decline(struct scene *s, const char *by, const char *id)
{
	char digest[HASH_HEX] = "";

	second_digest(digest, &partner_named(s, id)->next);
	return scene_try(s, by, ACT_PARTNER_CONFIRM,
		json_pack("{s:s,s:s,s:b}", "partner", id, "digest", digest,
			"decline", 1));
}

static const char *
partner_stop(struct scene *s, const char *by)
{
	return scene_try(s, by, ACT_PARTNER_STOP,
		json_pack("{s:s,s:s}", "partner", "city", "reason",
			"电话核实密钥失窃"));
}

/* The city is a partner, and in force. */
static void
partner_city(struct scene *s)
{
	partner_begin(s);
	partner_card(s, "city", KEY_CITY, 1000);
	assert_string_equal(partner_propose(s, "reg"), "");
	assert_string_equal(
		partner_confirm(s, "sign", "city", DESK, PRINT_CITY), "");
}

static void
partner__is_in_force_when_another_has_heard_the_fingerprint(void **state)
{
	struct scene s;

	(void)state;
	partner_begin(&s);
	partner_card(&s, "city", KEY_CITY, 1000);
	assert_string_equal(
		partner_propose(&s, "dora"), refusal_word(REFUSE_ROLE));
	assert_string_equal(partner_propose(&s, "reg"), "");
	assert_int_equal(partner_named(&s, "city")->state, PARTNER_PROPOSED);
	assert_string_equal(partner_named(&s, "city")->name, "市委宣传部");

	/* not who proposed it, however sure they are */
	assert_string_equal(
		partner_confirm(&s, "reg", "city", DESK, PRINT_CITY),
		refusal_word(REFUSE_OWN_PROPOSAL));
	/* nor who does not answer for the office */
	assert_string_equal(
		partner_confirm(&s, "dora", "city", DESK, PRINT_CITY),
		refusal_word(REFUSE_ROLE));
	assert_string_equal(
		partner_confirm(&s, "aud", "city", DESK, PRINT_CITY),
		refusal_word(REFUSE_NO_PART));
	/* not over another number, and not by half of the digits */
	assert_string_equal(
		partner_confirm(&s, "sign", "city", "010-12345679", PRINT_CITY),
		refusal_word(REFUSE_PARTNER_NUMBER));
	assert_string_equal(partner_confirm(&s, "sign", "city", DESK,
				    "7781 2487 7283 4153"),
		refusal_word(REFUSE_PARTNER_GROUPS));
	assert_string_equal(partner_confirm(&s, "sign", "city", DESK,
				    "7781 2487 7283 4153 8767 5907 0717 5049"),
		refusal_word(REFUSE_PARTNER_GROUPS));
	assert_int_equal(partner_named(&s, "city")->state, PARTNER_PROPOSED);

	/* typed as it comes */
	assert_string_equal(
		partner_confirm(&s, "sign", "city", "010 1234 5678",
			"7781-2487-7283 ４１５３ 8767，5907 07175048"),
		"");
	assert_int_equal(partner_named(&s, "city")->state, PARTNER_ACTIVE);
	assert_string_equal(partner_named(&s, "city")->by, "reg");
	assert_string_equal(partner_named(&s, "city")->confirmed_by, "sign");
	assert_false(partner_named(&s, "city")->next.waits);
	scene_close(&s);
}

static void
partner__a_declined_card_leaves_nothing(void **state)
{
	struct scene s;

	(void)state;
	partner_begin(&s);
	partner_card(&s, "city", KEY_CITY, 1000);
	assert_string_equal(partner_propose(&s, "reg"), "");
	assert_string_equal(partner_decline(&s, "sign", "city"), "");
	assert_null(partner_named(&s, "city"));
	/* who proposed it may take it back */
	assert_string_equal(partner_propose(&s, "reg"), "");
	assert_string_equal(partner_decline(&s, "reg", "city"), "");
	assert_null(partner_named(&s, "city"));
	scene_close(&s);
}

static void
partner__what_was_seen_is_what_is_confirmed(void **state)
{
	struct scene s;
	char digest[HASH_HEX];

	(void)state;
	partner_begin(&s);
	partner_card(&s, "city", KEY_CITY, 1000);
	assert_string_equal(partner_propose(&s, "reg"), "");
	second_digest(digest, &partner_named(&s, "city")->next);
	scene_must(&s, "reg", ACT_PARTNER_ADD,
		json_pack("{s:s,s:s,s:s}", "rank", "peer", "phone", DESK,
			"card", "text"));
	partner_no_card(&s);
	assert_string_equal(
		scene_try(&s, "sign", ACT_PARTNER_CONFIRM,
			json_pack("{s:s,s:s,s:s,s:s,s:s}", "partner", "city",
				"digest", digest, "phone", DESK, "who", "李四",
				"groups", PRINT_CITY)),
		refusal_word(REFUSE_PROPOSAL_CHANGED));
	scene_close(&s);
}

/* A second proposal takes nothing over from the first: its key was never
 * heard. */
static void
partner__a_key_that_was_proposed_before_does_not_stay(void **state)
{
	struct scene s;

	(void)state;
	partner_begin(&s);
	partner_card(&s, "town", KEY_CITY, 1000);
	assert_string_equal(partner_propose(&s, "reg"), "");
	partner_no_card(&s);
	scene_must(&s, "reg", ACT_PARTNER_ADD,
		json_pack("{s:s,s:s,s:s,s:s}", "partner", "town", "name",
			"东镇人民政府", "rank", "subordinate", "phone",
			"010-222333"));
	assert_string_equal(
		partner_confirm(&s, "sign", "town", "010-222333", ""), "");
	assert_true(partner_is_by_hand(partner_named(&s, "town")));
	assert_string_equal(partner_named(&s, "town")->spare, "");
	scene_close(&s);
}

/* Where the registrar says it lays its letters, a card that says nothing of it
 * changes nothing. */
static void
partner__a_card_without_an_exchange_leaves_it(void **state)
{
	struct scene s;

	(void)state;
	partner_begin(&s);
	partner_card(&s, "city", KEY_CITY, 1000);
	scene_must(&s, "reg", ACT_PARTNER_ADD,
		json_pack("{s:s,s:s,s:s,s:s}", "rank", "superior", "phone",
			DESK, "card", "text", "exchange", "ssh://host/x"));
	assert_string_equal(
		partner_confirm(&s, "sign", "city", DESK, PRINT_CITY), "");
	partner_card(&s, "city", "ssh-ed25519 AAAAnew", 2000);
	doc_put_str(s.card, "by", "SHA256:spare");
	assert_string_equal(partner_bring(&s, "city"), "");
	assert_string_equal(
		partner_named(&s, "city")->exchange, "ssh://host/x");
	scene_close(&s);
}

static void
partner__stand_in_the_order_of_their_ids(void **state)
{
	static const char *const ids[] = { "m", "z", "a" };
	struct scene s;

	(void)state;
	partner_begin(&s);
	for (size_t n = 0; n < 3; n++)
		scene_must(&s, "reg", ACT_PARTNER_ADD,
			json_pack("{s:s,s:s,s:s,s:s}", "partner", ids[n],
				"name", ids[n], "rank", "peer", "phone",
				"010-222333"));
	assert_string_equal(s.office.partners[0].id, "a");
	assert_string_equal(s.office.partners[2].id, "z");
	scene_close(&s);
}

static void
partner__no_card_of_ours_nor_a_key_under_two_names(void **state)
{
	struct scene s;

	(void)state;
	partner_city(&s);
	partner_card(&s, "town", KEY_CITY, 1000);
	assert_string_equal(
		partner_propose(&s, "reg"), refusal_word(REFUSE_CARD_KEY));
	partner_card(&s, "town", KEY_OURS, 1000);
	assert_string_equal(
		partner_propose(&s, "reg"), refusal_word(REFUSE_CARD_OURS));
	partner_card(&s, "city", KEY_CITY, 2000);
	assert_string_equal(
		partner_propose(&s, "reg"), refusal_word(REFUSE_PARTNER_THERE));
	/* what a unit writes into its card is no way round the gate */
	partner_card(&s, "town", "ssh-ed25519 AAAAtown", 1000);
	doc_put_str(s.card, "unit", "机密★10年 某单位");
	assert_string_equal(
		partner_propose(&s, "reg"), refusal_word(REFUSE_LEAK));
	scene_close(&s);
}

static void
partner__anybody_stops_and_two_let_it_speak_again(void **state)
{
	static const char *const who[] = { "dora", "aud", "rel1", "reg" };
	struct scene s;

	(void)state;
	partner_city(&s);
	for (size_t n = 0; n < sizeof(who) / sizeof(who[0]); n++) {
		assert_string_equal(partner_stop(&s, who[n]), "");
		assert_int_equal(
			partner_named(&s, "city")->state, PARTNER_STOPPED);
		assert_string_equal(partner_stop(&s, who[n]),
			refusal_word(REFUSE_PARTNER_STATE));
		scene_must(&s, "reg", ACT_PARTNER_CHANGE,
			json_pack("{s:s,s:b}", "partner", "city", "again", 1));
		assert_int_equal(
			partner_named(&s, "city")->state, PARTNER_STOPPED);
		assert_string_equal(
			partner_confirm(&s, "reg", "city", DESK, PRINT_CITY),
			refusal_word(REFUSE_OWN_PROPOSAL));
		assert_string_equal(
			partner_confirm(&s, "sign", "city", "", ""), "");
		assert_int_equal(
			partner_named(&s, "city")->state, PARTNER_ACTIVE);
	}
	scene_close(&s);
}

/* A proposal from before the stop is about a partner that was trusted. */
static void
partner__a_stop_ends_what_waited(void **state)
{
	struct scene s;

	(void)state;
	partner_city(&s);
	scene_must(&s, "reg", ACT_PARTNER_CHANGE,
		json_pack("{s:s,s:s}", "partner", "city", "phone", "120"));
	assert_true(partner_named(&s, "city")->next.waits);
	assert_string_equal(partner_stop(&s, "dora"), "");
	assert_false(partner_named(&s, "city")->next.waits);
	assert_string_equal(scene_try(&s, "reg", ACT_PARTNER_CHANGE,
				    json_pack("{s:s,s:s}", "partner", "city",
					    "rank", "peer")),
		refusal_word(REFUSE_PARTNER_STOPPED));
	scene_close(&s);
}

static void
partner__a_change_waits_for_a_second_person(void **state)
{
	struct scene s;

	(void)state;
	partner_city(&s);
	scene_must(&s, "reg", ACT_PARTNER_CHANGE,
		json_pack("{s:s,s:s,s:s}", "partner", "city", "rank", "peer",
			"phone", "010-7654321"));
	assert_int_equal(partner_named(&s, "city")->rank, RANK_SUPERIOR);
	assert_string_equal(partner_named(&s, "city")->phone, DESK);
	assert_string_equal(partner_confirm(&s, "sign", "city", "", ""), "");
	assert_int_equal(partner_named(&s, "city")->rank, RANK_PEER);
	assert_string_equal(partner_named(&s, "city")->phone, "010-7654321");
	assert_string_equal(scene_try(&s, "reg", ACT_PARTNER_CHANGE,
				    json_pack("{s:s}", "partner", "city")),
		refusal_word(REFUSE_PARTNER_SAME));
	scene_close(&s);
}

/* The number that is called is the one registered before: who brings a false
 * card brings a false number with it. */
static void
partner__a_new_card_is_asked_for_over_the_old_number(void **state)
{
	struct scene s;

	(void)state;
	partner_city(&s);
	partner_card(&s, "city",
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsab"
		"gH5C9okWi0dh2l9GKJm",
		2000);
	scene_must(&s, "reg", ACT_PARTNER_CHANGE,
		json_pack("{s:s,s:s,s:s}", "partner", "city", "phone",
			"010-7654321", "card", "text"));
	assert_string_equal(
		partner_confirm(&s, "sign", "city", "010-7654321", PRINT_CITY),
		refusal_word(REFUSE_PARTNER_NUMBER));
	assert_string_equal(
		partner_confirm(&s, "sign", "city", DESK, PRINT_CITY), "");
	assert_string_equal(partner_named(&s, "city")->phone, "010-7654321");
	assert_int_equal(partner_named(&s, "city")->made, 2000);

	/* an older one does not come back */
	partner_card(&s, "city", KEY_CITY, 1000);
	assert_string_equal(scene_try(&s, "reg", ACT_PARTNER_CHANGE,
				    json_pack("{s:s,s:s}", "partner", "city",
					    "card", "text")),
		refusal_word(REFUSE_CARD_OLD));
	scene_close(&s);
}

static void
partner__a_spare_key_vouches_and_a_stopped_one_does_not(void **state)
{
	struct scene s;

	(void)state;
	partner_city(&s);
	partner_card(&s, "city", "ssh-ed25519 AAAAnew", 2000);
	doc_put_str(s.card, "by", "SHA256:spare");
	doc_put_str(s.card, "spare", "SHA256:next");
	assert_string_equal(partner_bring(&s, "city"), "");
	assert_string_equal(
		partner_named(&s, "city")->key, "ssh-ed25519 AAAAnew");
	assert_string_equal(partner_named(&s, "city")->spare, "SHA256:next");
	assert_false(partner_named(&s, "city")->next.waits);

	doc_put_str(s.card, "by", "SHA256:next");
	assert_string_equal(partner_bring(&s, "city"), "");
	assert_true(partner_named(&s, "city")->next.waits);

	/* with the keys something else was changed: that takes two */
	partner_card(&s, "city", "ssh-ed25519 AAAAthird", 3000);
	doc_put_str(s.card, "by", "SHA256:next");
	scene_must(&s, "reg", ACT_PARTNER_CHANGE,
		json_pack("{s:s,s:s,s:s}", "partner", "city", "card", "text",
			"phone", "120"));
	assert_true(partner_named(&s, "city")->next.waits);
	assert_string_equal(
		partner_named(&s, "city")->key, "ssh-ed25519 AAAAnew");
	scene_close(&s);
}

static bool
is_told(const struct scene *s, const char *what)
{
	struct world w = { .office = &s->office,
		.library = s->lib,
		.officer = office_officer(&s->office, "rel1"),
		.now = s->now };
	json_t *list = office_told(&w), *row;
	bool found = false;
	size_t n;

	json_array_foreach(list, n, row)
	{
		found = found || strcmp(doc_str(row, "what"), what) == 0;
	}
	json_decref(list);
	return found;
}

/* One person, or a paper from a safe, did it: it stands on every board. */
static void
partner__what_one_did_alone_is_told_to_all(void **state)
{
	struct scene s;

	(void)state;
	partner_city(&s);
	assert_false(is_told(&s, "stopped") || is_told(&s, "vouched"));
	partner_card(&s, "city", "ssh-ed25519 AAAAnew", 2000);
	doc_put_str(s.card, "by", "SHA256:spare");
	assert_string_equal(partner_bring(&s, "city"), "");
	assert_true(is_told(&s, "vouched"));
	partner_no_card(&s);
	assert_string_equal(partner_stop(&s, "dora"), "");
	assert_true(is_told(&s, "stopped"));
	s.now += INT64_C(8) * 24 * 60 * 60 * 1000;
	assert_false(is_told(&s, "stopped"));
	scene_close(&s);
}

static void
partner__a_unit_without_a_station_is_rung(void **state)
{
	struct scene s;

	(void)state;
	partner_begin(&s);
	assert_string_equal(scene_try(&s, "reg", ACT_PARTNER_ADD,
				    json_pack("{s:s,s:s}", "rank",
					    "subordinate", "phone", "120")),
		refusal_word(REFUSE_PARTNER_HAND));
	scene_must(&s, "reg", ACT_PARTNER_ADD,
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s}", "partner", "town",
			"name", "东镇人民政府", "rank", "subordinate", "phone",
			"010-222333", "address", "东镇镇政府值班室", "organ",
			"health"));
	assert_true(partner_is_by_hand(partner_named(&s, "town")));
	assert_string_equal(partner_confirm(&s, "sign", "town", "", ""),
		refusal_word(REFUSE_PARTNER_CALL));
	assert_string_equal(
		partner_confirm(&s, "sign", "town", "010-222333", ""), "");
	assert_int_equal(partner_named(&s, "town")->state, PARTNER_ACTIVE);
	assert_string_equal(
		scene_try(&s, "reg", ACT_PARTNER_ADD,
			json_pack("{s:s,s:s,s:s,s:s,s:s}", "partner", "x",
				"name", "x", "rank", "peer", "phone", "120",
				"organ", "none-such")),
		refusal_word(REFUSE_NOT_AMONG));
	partner_card(&s, "east", "ssh-ed25519 AAAAtown", 1000);
	assert_string_equal(
		partner_bring(&s, "town"), refusal_word(REFUSE_CARD_OTHER));
	scene_close(&s);
}

static void
partner__rows_bring_back_what_was_folded(void **state)
{
	struct scene s;
	struct office again;
	json_t *was, *now;

	(void)state;
	partner_city(&s);
	scene_must(&s, "reg", ACT_PARTNER_CHANGE,
		json_pack("{s:s,s:s}", "partner", "city", "rank", "peer"));
	assert_string_equal(partner_stop(&s, "dora"), "");
	scene_must(&s, "reg", ACT_PARTNER_CHANGE,
		json_pack("{s:s,s:b}", "partner", "city", "again", 1));
	office_init(&again);
	was = partner_doc(partner_named(&s, "city"));
	office_load(&again, PROJ_PARTNER, was);
	now = partner_doc(office_partner(&again, "city"));
	assert_true(json_equal(was, now));
	json_decref(was);
	json_decref(now);
	office_release(&again);
	scene_close(&s);
}

static void
card__says_who_we_are_and_keeps_its_id(void **state)
{
	struct scene s;

	(void)state;
	partner_begin(&s);
	assert_string_equal(scene_try(&s, "adm", ACT_STATION_CARD,
				    json_pack("{s:s,s:s}", "partner", "county",
					    "phone", DESK)),
		refusal_word(REFUSE_CARD_NEEDS));
	assert_string_equal(
		scene_try(&s, "reg", ACT_STATION_CARD,
			json_pack("{s:s,s:s,s:s}", "partner", "county", "phone",
				DESK, "key", KEY_CITY)),
		refusal_word(REFUSE_ROLE));
	assert_string_equal(
		scene_try(&s, "adm", ACT_STATION_CARD,
			json_pack("{s:s,s:s,s:s}", "partner", "county", "phone",
				DESK, "key", KEY_OURS)),
		refusal_word(REFUSE_CARD_OURS));
	scene_must(&s, "adm", ACT_STATION_CARD,
		json_pack("{s:s,s:s,s:s}", "partner", "county", "phone", DESK,
			"key", KEY_CITY));
	assert_string_equal(s.office.card.id, "county");
	assert_int_equal(strncmp(s.office.card.spare, "SHA256:", 7), 0);
	scene_must(&s, "adm", ACT_STATION_CARD,
		json_pack("{s:s}", "exchange", "ssh://host/exchange"));
	assert_string_equal(s.office.card.exchange, "ssh://host/exchange");
	assert_string_equal(s.office.card.phone, DESK);
	/* the paper in the safe is worth something */
	assert_string_equal(scene_try(&s, "adm", ACT_STATION_CARD,
				    json_pack("{s:s}", "key", KEY_CITY)),
		refusal_word(REFUSE_CARD_SPARE));
	scene_must(&s, "adm", ACT_STATION_CARD,
		json_pack("{s:s,s:b}", "key", KEY_CITY, "again", 1));
	assert_string_equal(scene_try(&s, "adm", ACT_STATION_CARD,
				    json_pack("{s:s}", "partner", "other")),
		refusal_word(REFUSE_CARD_ID));
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			partner__is_in_force_when_another_has_heard_the_fingerprint),
		cmocka_unit_test(partner__a_declined_card_leaves_nothing),
		cmocka_unit_test(partner__what_was_seen_is_what_is_confirmed),
		cmocka_unit_test(
			partner__a_key_that_was_proposed_before_does_not_stay),
		cmocka_unit_test(partner__a_card_without_an_exchange_leaves_it),
		cmocka_unit_test(partner__stand_in_the_order_of_their_ids),
		cmocka_unit_test(
			partner__no_card_of_ours_nor_a_key_under_two_names),
		cmocka_unit_test(
			partner__anybody_stops_and_two_let_it_speak_again),
		cmocka_unit_test(partner__a_stop_ends_what_waited),
		cmocka_unit_test(partner__a_change_waits_for_a_second_person),
		cmocka_unit_test(
			partner__a_new_card_is_asked_for_over_the_old_number),
		cmocka_unit_test(
			partner__a_spare_key_vouches_and_a_stopped_one_does_not),
		cmocka_unit_test(partner__what_one_did_alone_is_told_to_all),
		cmocka_unit_test(partner__a_unit_without_a_station_is_rung),
		cmocka_unit_test(partner__rows_bring_back_what_was_folded),
		cmocka_unit_test(card__says_who_we_are_and_keeps_its_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

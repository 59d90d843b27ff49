/*
 * Who an account is on its platform: learned at a check, changed by two, and
 * compared with what was approved.
 */
#include "tests/domain/scene.h"

#include "domain/release/account_fit.h"
#include "domain/release/delivery.h"
#include "domain/waits/waits.h"

#define BOX(digit) digit digit digit digit digit digit digit digit
#define BOX1 BOX("11111111")
#define BOX2 BOX("22222222")

/* As the station does it: the effect's entry. */
static void
identity_seal(struct scene *s, const char *by, const char *digest)
{
	scene_entry(s, by, "account.sealed",
		json_pack("{s:s,s:s,s:s}", "account", "hook", "key", "k",
			"digest", digest));
}

static void
identity_check(struct scene *s, const char *who, const char *box)
{
	json_t *doc = json_pack(
		"{s:s,s:b,s:s}", "account", "hook", "ok", 1, "sealed", box);

	s->now += 1000;
	if (*who)
		doc_put_str(doc, "who", who);
	scene_must(s, "", ACT_RELAY_CHECKED, doc);
}

static bool
identity_opens(struct scene *s, const char *box)
{
	const struct account *a;

	if (*box)
		scene_must(s, "", ACT_RELAY_OPENED,
			json_pack(
				"{s:s,s:s}", "account", "hook", "sealed", box));
	a = office_account(&s->office, "hook");
	return strcmp(a->opened, a->sealed) == 0;
}

static const char *
identity_confirm(struct scene *s, const char *by, const char *who)
{
	return scene_try(s, by, ACT_ACCOUNT_CONFIRM,
		json_pack("{s:s,s:s}", "account", "hook", "who", who));
}

static const struct account *
identity_hook(const struct scene *s)
{
	return office_account(&s->office, "hook");
}

static void
identity_begin(struct scene *s, bool drill)
{
	scene_open(s, drill);
	scene_officer(s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	scene_officer(s, "reg2", ROLE_BIT(ROLE_REGISTRAR));
	identity_seal(s, "reg", BOX1);
	identity_check(s, "7", BOX1);
}

/* Written, reviewed and signed with hook known as 7. */
static void
identity_approve(struct scene *s)
{
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
}

static const char *
identity_arm(struct scene *s)
{
	return scene_try(s, "rel1", ACT_RELEASE_ARM, scene_with_digest(s, 1));
}

/* Of the box in use, and not of one that was replaced meanwhile. */
static void
identity__a_box_opens_when_the_relay_has_said_so(void **state)
{
	struct office other;
	struct scene s;
	json_t *row;

	(void)state;
	identity_begin(&s, false);
	assert_false(identity_opens(&s, ""));
	assert_true(identity_opens(&s, BOX1));
	row = account_doc(identity_hook(&s));
	office_init(&other);
	account_load(&other, row);
	assert_string_equal(office_account(&other, "hook")->opened, BOX1);
	office_release(&other);
	json_decref(row);
	identity_seal(&s, "reg", BOX2);
	assert_false(identity_opens(&s, ""));
	assert_false(identity_opens(&s, BOX1));
	/* what the relay renews it has sealed itself */
	identity_seal(&s, "relay", BOX1);
	assert_true(identity_opens(&s, ""));
	scene_close(&s);
}

/* On the board of those who may confirm it, and of nobody else. */
static void
identity__another_waits_for_those_who_may_confirm_it(void **state)
{
	struct scene s;
	struct world w;
	json_t *list = json_array(), *row, *f;
	char who[200] = "";
	size_t n;

	(void)state;
	identity_begin(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	identity_seal(&s, "reg", BOX2);
	identity_check(&s, "8", BOX2);
	w = (struct world){ .office = &s.office, .now = s.now };
	waits_put_office(list, &w);
	row = json_array_get(list, 0);
	assert_string_equal(doc_str(row, "what"), "account");
	assert_string_equal(doc_str(row, "who"), "8");
	assert_string_equal(doc_str(row, "was"), "7");
	json_array_foreach(json_object_get(row, "officers"), n, f)
	{
		(void)snprintf(who + strlen(who), sizeof(who) - strlen(who),
			"%s ", doc_str(f, "id"));
	}
	assert_string_equal(who, "dirk sign reg2 admin ");
	json_decref(list);
	assert_string_equal(identity_confirm(&s, "admin", "8"), "");
	list = json_array();
	waits_put_office(list, &w);
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
	scene_close(&s);
}

static void
identity__once_known_it_is_changed_by_two(void **state)
{
	struct scene s;

	(void)state;
	identity_begin(&s, false);
	assert_string_equal(identity_hook(&s)->who, "7");
	assert_string_equal(identity_confirm(&s, "reg2", "7"), "identity-none");
	identity_seal(&s, "reg", BOX2);
	identity_check(&s, "8", BOX2);
	assert_string_equal(identity_hook(&s)->who, "7");
	assert_string_equal(identity_confirm(&s, "reg", "8"), "identity-self");
	assert_string_equal(
		identity_confirm(&s, "reg2", "9"), "identity-other");
	assert_string_equal(identity_confirm(&s, "dora", "8"), "role");
	assert_string_equal(identity_confirm(&s, "reg2", "8"), "");
	assert_string_equal(identity_hook(&s)->who, "8");
	assert_false(identity_hook(&s)->identity.waits);
	scene_close(&s);
}

static void
identity__what_waits_is_kept_by_the_row_and_ends_with_the_right_one(
	void **state)
{
	struct scene s;
	json_t *row;

	(void)state;
	identity_begin(&s, false);
	identity_seal(&s, "reg", BOX2);
	identity_check(&s, "8", BOX2);
	row = account_doc(identity_hook(&s));
	office_load(&s.office, PROJ_ACCOUNT, row);
	json_decref(row);
	assert_string_equal(identity_confirm(&s, "reg", "8"), "identity-self");
	identity_seal(&s, "reg", BOX1);
	identity_check(&s, "7", BOX1);
	assert_false(identity_hook(&s)->identity.waits);
	scene_close(&s);
}

/* The answer to a question about the box before says nothing of this one. */
static void
identity__a_check_of_the_box_before_proves_nothing(void **state)
{
	struct scene s;

	(void)state;
	identity_begin(&s, false);
	identity_approve(&s);
	identity_seal(&s, "reg", BOX2);
	identity_check(&s, "7", BOX1);
	assert_string_equal(identity_arm(&s), "account-unchecked");
	identity_check(&s, "7", BOX2);
	assert_string_equal(identity_arm(&s), "");
	scene_close(&s);
}

static void
identity__another_than_was_approved_is_not_armed(void **state)
{
	struct scene s;

	(void)state;
	identity_begin(&s, false);
	identity_approve(&s);
	identity_seal(&s, "reg", BOX2);
	identity_check(&s, "8", BOX2);
	assert_string_equal(identity_arm(&s), "account-identity");
	assert_string_equal(identity_confirm(&s, "reg2", "8"), "");
	assert_string_equal(identity_arm(&s), "account-identity");
	scene_close(&s);
}

/* Of an account that nobody had looked at, nothing says that it is the same. */
static void
identity__an_id_that_is_first_learned_after_the_approval_is_another(
	void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	identity_seal(&s, "reg", BOX1);
	identity_approve(&s);
	identity_check(&s, "7", BOX1);
	assert_string_equal(identity_arm(&s), "");
	scene_must(&s, "rel1", ACT_RELEASE_DISARM, scene_on(&s, 1));
	identity_seal(&s, "reg", BOX2);
	identity_check(&s, "7", BOX2);
	assert_string_equal(identity_arm(&s), "account-identity");
	scene_close(&s);
}

/* What says no id of its own is where its options point. */
static void
identity__a_kind_without_an_id_asks_for_a_check_alone(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "reg", ROLE_BIT(ROLE_REGISTRAR));
	identity_seal(&s, "reg", BOX1);
	identity_approve(&s);
	identity_seal(&s, "reg", BOX2);
	assert_string_equal(identity_arm(&s), "account-unchecked");
	identity_check(&s, "", BOX2);
	assert_string_equal(identity_arm(&s), "");
	scene_close(&s);
}

static void
identity__a_token_that_the_relay_renewed_is_the_same_credential(void **state)
{
	struct scene s;

	(void)state;
	identity_begin(&s, false);
	identity_approve(&s);
	identity_seal(&s, "relay", BOX2);
	assert_string_equal(identity_arm(&s), "");
	assert_string_equal(identity_hook(&s)->sealed, BOX2);
	scene_close(&s);
}

static void
identity__a_drill_speaks_as_nobody(void **state)
{
	struct scene s;

	(void)state;
	identity_begin(&s, true);
	identity_approve(&s);
	identity_seal(&s, "reg", BOX2);
	assert_string_equal(identity_arm(&s), "");
	scene_close(&s);
}

static void
identity_close(struct scene *s)
{
	scene_must(s, "reg", ACT_ACCOUNT_CHANGE,
		json_pack("{s:s,s:s}", "account", "hook", "state", "closed"));
}

static json_t *
identity_fire(const struct scene *s, const char *gaps)
{
	json_t *doc = scene_fire_doc(s, 1);

	doc_put_str(doc, "gaps", gaps);
	return doc;
}

/* Even in the same instant, before anybody was told of it. */
static void
account__one_that_is_closed_while_armed_is_left_out_of_fire(void **state)
{
	struct scene s;

	(void)state;
	identity_begin(&s, false);
	identity_approve(&s);
	scene_arm(&s, 1);
	identity_close(&s);
	assert_string_equal(
		scene_try(&s, "rel2", ACT_RELEASE_FIRE, identity_fire(&s, "")),
		"gaps");
	scene_must(&s, "rel2", ACT_RELEASE_FIRE, identity_fire(&s, "closed"));
	assert_int_equal(message_delivery(scene_message(&s, 1), "hook")->state,
		DELIVERY_GAP);
	assert_int_equal(message_delivery(scene_message(&s, 1), "site")->state,
		DELIVERY_DUE);
	scene_close(&s);
}

static void
account__one_that_is_not_ready_any_more_becomes_a_gap(void **state)
{
	struct scene s;
	struct world w;
	struct judged j;

	(void)state;
	identity_begin(&s, false);
	identity_approve(&s);
	scene_arm(&s, 1);
	s.now += 1000;
	scene_must(&s, "", ACT_RELAY_CHECKED,
		json_pack("{s:s,s:b,s:s}", "account", "hook", "ok", 0, "detail",
			"suspended"));
	w = (struct world){ .office = &s.office,
		.incident = &s.incident,
		.message = s.incident.messages[0],
		.now = s.now };
	judged_init(&j);
	judge_unready(&j, &w);
	assert_int_equal(j.count, 1);
	scene_fold(&s, &j, "station");
	judged_release(&j);
	assert_int_equal(message_delivery(scene_message(&s, 1), "hook")->state,
		DELIVERY_GAP);
	assert_int_equal(message_delivery(scene_message(&s, 1), "site")->state,
		DELIVERY_PREPARED);
	scene_close(&s);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(identity__another_waits_for_those_who_may_confirm_it),
		T(identity__a_box_opens_when_the_relay_has_said_so),
		T(identity__once_known_it_is_changed_by_two),
		T(identity__what_waits_is_kept_by_the_row_and_ends_with_the_right_one),
		T(identity__a_check_of_the_box_before_proves_nothing),
		T(identity__another_than_was_approved_is_not_armed),
		T(identity__an_id_that_is_first_learned_after_the_approval_is_another),
		T(identity__a_kind_without_an_id_asks_for_a_check_alone),
		T(identity__a_token_that_the_relay_renewed_is_the_same_credential),
		T(identity__a_drill_speaks_as_nobody),
		T(account__one_that_is_closed_while_armed_is_left_out_of_fire),
		T(account__one_that_is_not_ready_any_more_becomes_a_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
